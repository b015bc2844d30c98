//! GitLab's Code Quality report: findings in the widget and the diff of a merge request.

use serde::Serialize;

use super::fingerprint::fingerprints;
use super::{Finding, Report, slashed};
use crate::diagnostic::Severity;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// Prints findings as one JSON array.
pub fn render(report: &Report<'_>) -> String {
    let fingerprints = fingerprints(&report.findings);
    let issues: Vec<Issue<'_>> =
        report.findings.iter().zip(fingerprints).map(|(finding, fingerprint)| issue(finding, fingerprint)).collect();
    // Strings and numbers always serialize.
    serde_json::to_string_pretty(&issues).unwrap_or_default() + "\n"
}

fn issue<'a>(finding: &Finding<'a>, fingerprint: String) -> Issue<'a> {
    let (start, end) = finding.place();
    Issue {
        description: format!("{}: {}", finding.title(), finding.told()),
        check_name: &finding.diagnostic.rule,
        fingerprint,
        severity: match finding.diagnostic.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        location: Location { path: slashed(finding.file()), lines: Lines { begin: start.line, end: end.line } },
    }
}
