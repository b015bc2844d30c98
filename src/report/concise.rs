//! One line a finding, for `grep` and for editors that jump to places.

use super::{Report, one_line, plain};

/// Prints findings, one a line: `file:line:column: severity[CODE name] message`.
pub fn render(report: &Report<'_>) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        let (start, _) = finding.place();
        let severity = finding.diagnostic.severity.word();
        let message = one_line(&finding.diagnostic.message);
        let (file, title) = (finding.file(), finding.title());
        text.push_str(&plain(&format!("{file}:{}:{}: {severity}[{title}] {message}", start.line, start.column)));
        text.push('\n');
    }
    text
}
