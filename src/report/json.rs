//! Findings for programs, in the shape that docs/json.md describes.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Finding, Report};
use crate::rules::{Authority, Certainty};
use crate::source::Span;

/// The version of the shape: a reader that knows it may rely on every key below.
pub const SCHEMA: &str = "engross.findings/1";

/// What `engross check` found.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Findings of engross")]
struct Shape<'a> {
    /// The version of this shape. Keys may be added under the same version; none is removed or changes its meaning.
    schema: &'static str,
    /// How many findings there are of each weight.
    summary: Summary,
    /// By text, in the order in which the texts are named or found; within a text by file and place.
    findings: Vec<Entry<'a>>,
    /// What waivers in the texts cover, in the same order.
    waived: Vec<Entry<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct Summary {
    /// To be settled before signing.
    errors: usize,
    /// To be considered; what is still open is not counted here.
    warnings: usize,
    /// Worth knowing.
    notes: usize,
    /// What a draft may leave open for now.
    still_open: usize,
    /// What waivers cover.
    waived: usize,
    /// What was left out because a baseline knows it.
    known: usize,
}

#[derive(Serialize, JsonSchema)]
struct Entry<'a> {
    /// The rule's code. Codes are never reused.
    rule: &'a str,
    /// The rule's readable name; null where no pack has a page for it.
    name: Option<&'a str>,
    /// The weight of the finding: `error`, `warning` or `info`.
    #[schemars(extend("enum" = ["error", "warning", "info"]))]
    severity: &'static str,
    /// What is wrong: one sentence, names in backticks.
    message: &'a str,
    /// The cure, where there is one.
    help: Option<&'a str>,
    /// The place of the finding.
    #[serde(flatten)]
    place: Place<'a>,
    /// The statement that the finding points into, as keywords with identifiers: `objective protect / text`. It
    /// outlives changes of lines; empty outside all statements.
    path: &'a str,
    /// Whether it is what a draft may leave open; such a finding is a `warning` until the text is settled.
    still_open: bool,
    /// On what the rule rests; null where no pack has a page for it.
    authority: Option<Source<'a>>,
    /// The element of the statute whose presence the rule guards, such as `(C)`.
    element: Option<&'a str>,
    /// Other places that explain the finding.
    related: Vec<Related<'a>>,
    /// An edit that mends the finding with certainty, where there is one; `engross check --fix` makes it.
    fix: Option<Fix<'a>>,
    /// For a finding in an included file, where that is included.
    #[serde(skip_serializing_if = "Option::is_none")]
    included_from: Option<IncludedFrom<'a>>,
    /// Why the finding is waived: only in `waived`.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

#[derive(Serialize, JsonSchema)]
struct Place<'a> {
    /// The file, as it was named on the command line; a file that is included, as seen from there. `<stdin>` for the
    /// standard input without `--stdin-filename`.
    file: &'a str,
    /// The line on which the place begins, from 1.
    line: usize,
    /// The column where it begins, from 1. Columns count characters (Unicode scalar values), not bytes.
    column: usize,
    /// The line on which it ends.
    end_line: usize,
    /// The column after its last character. An empty place ends where it begins.
    end_column: usize,
}

#[derive(Serialize, JsonSchema)]
struct Source<'a> {
    /// What kind of authority it is: `statute`, `regulation`, `policy`, `oversight`, `guidance`, `practice`, or
    /// `integrity` of the text.
    kind: Authority,
    /// How certain the source is to those who wrote the rule: `verified`, `partly-seen`, `from-memory`, `inference`.
    certainty: Certainty,
    /// The source, to the paragraph.
    cite: &'a str,
}

#[derive(Serialize, JsonSchema)]
struct Related<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    /// What is there.
    message: &'a str,
}

#[derive(Serialize, JsonSchema)]
struct Fix<'a> {
    /// What the edit does, as an imperative.
    title: &'a str,
    /// Replacements, none overlapping.
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct Edit<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    /// What takes the place of the text there.
    text: &'a str,
}

#[derive(Serialize, JsonSchema)]
struct IncludedFrom<'a> {
    /// The file with the `include`.
    file: &'a str,
    /// The line of the `include`.
    line: usize,
}

/// Prints findings as one JSON object, which ends with a line break.
pub fn render(report: &Report<'_>) -> String {
    let tally = report.tally();
    let shape = Shape {
        schema: SCHEMA,
        summary: Summary {
            errors: tally.errors,
            warnings: tally.warnings,
            notes: tally.notes,
            still_open: tally.open,
            waived: tally.waived,
            known: tally.known,
        },
        findings: report.findings.iter().map(entry).collect(),
        waived: report.waived.iter().map(entry).collect(),
    };
    // Strings and numbers always serialize.
    let text = serde_json::to_string_pretty(&shape).unwrap_or_default();
    text + "\n"
}

/// The JSON Schema of the shape.
pub fn schema() -> String {
    let schema = schemars::schema_for!(Shape<'_>);
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

fn entry<'a>(finding: &Finding<'a>) -> Entry<'a> {
    let found = finding.diagnostic;
    let authority =
        |rule: &'a crate::rules::Rule| Source { kind: rule.rests_on, certainty: rule.certainty, cite: &rule.cite };
    let edit = |(span, text): &'a (Span, String)| Edit { place: place(finding, *span), text };
    Entry {
        rule: &found.rule,
        name: finding.rule.map(|rule| rule.name.as_str()),
        severity: found.severity.word(),
        message: &found.message,
        help: found.help.as_deref(),
        place: place(finding, found.span),
        path: finding.path,
        still_open: found.still_open,
        authority: finding.rule.map(authority),
        element: finding.rule.and_then(|rule| rule.element.as_deref()),
        related: found
            .related
            .iter()
            .map(|related| Related { place: place(finding, related.span), message: &related.message })
            .collect(),
        fix: found.fix.as_ref().map(|fix| Fix { title: &fix.title, edits: fix.edits.iter().map(edit).collect() }),
        included_from: finding.included_from().map(|(file, line)| IncludedFrom { file, line }),
        reason: finding.waived,
    }
}

fn place<'a>(finding: &Finding<'a>, span: Span) -> Place<'a> {
    let (start, end) = finding.place_of(span);
    Place {
        file: finding.name(span.file),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}
