//! Workflow commands: GitHub Actions turns them into annotations of a pull request.

use super::{Finding, Report, plain, slashed};
use crate::diagnostic::Severity;

/// Prints a workflow command for every finding.
pub fn render(report: &Report<'_>) -> String {
    report.findings.iter().map(command).collect()
}

fn command(finding: &Finding<'_>) -> String {
    let command = match finding.diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let (start, end) = finding.place();
    let mut place = format!("line={},endLine={}", start.line, end.line);
    // GitHub takes columns only for a place within one line, and counts the last one in.
    if start.line == end.line {
        let last = (end.column - 1).max(start.column);
        place.push_str(&format!(",col={},endColumn={last}", start.column));
    }
    let file = property(&slashed(finding.file()));
    let title = property(&format!("engross: {}", finding.title()));
    format!("::{command} file={file},{place},title={title}::{}\n", message(&plain(&finding.told())))
}

/// What stands behind the command: `%` and line breaks would be read as part of it.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which commas and colons would end.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
