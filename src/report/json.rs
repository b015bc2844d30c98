//! Findings for programs, in the shape that docs/json.md describes.

use serde::Serialize;

use super::Finding;

/// The version of the shape: a reader that knows it may rely on every key below.
pub const SCHEMA: &str = "engross.findings/1";

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    findings: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    rule: &'a str,
    severity: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    still_open: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    included_from: Option<IncludedFrom<'a>>,
}

#[derive(Serialize)]
struct IncludedFrom<'a> {
    file: &'a str,
    line: usize,
}

/// Prints findings as one JSON object, which ends with a line break.
pub fn render(findings: &[Finding<'_>]) -> String {
    let report = Report { schema: SCHEMA, findings: findings.iter().map(entry).collect() };
    // Strings and numbers always serialize.
    let text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text + "\n"
}

fn entry<'a>(finding: &'a Finding<'a>) -> Entry<'a> {
    let found = finding.diagnostic;
    let source = finding.sources.get(found.span.file);
    let (start, end) = (source.position(found.span.start), source.position(found.span.end));
    Entry {
        rule: &found.rule,
        severity: found.severity.word(),
        message: &found.message,
        help: found.help.as_deref(),
        file: finding.file(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        still_open: found.still_open,
        included_from: finding.included_from().map(|(file, line)| IncludedFrom { file, line }),
    }
}
