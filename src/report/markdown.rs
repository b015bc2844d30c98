//! Markdown for a comment on a pull request, or the summary of a job.

use super::{Finding, Report, one_line, slashed};
use crate::diagnostic::Severity;

/// Prints findings as a Markdown page; what a draft may leave open comes last.
pub fn render(report: &Report<'_>) -> String {
    let mut text = format!("## engross check: {}\n", report.tally());
    let weights = [
        ("Errors", Some(Severity::Error)),
        ("Warnings", Some(Severity::Warning)),
        ("Notes", Some(Severity::Info)),
        ("Still open", None),
    ];
    for (heading, weight) in weights {
        let wanted = |finding: &&Finding<'_>| match weight {
            Some(weight) => finding.diagnostic.severity == weight && !finding.diagnostic.still_open,
            None => finding.diagnostic.still_open,
        };
        section(&mut text, heading, report.findings.iter().filter(wanted));
    }
    section(&mut text, "Waived", report.waived.iter());
    text
}

fn section<'a>(text: &mut String, heading: &str, findings: impl Iterator<Item = &'a Finding<'a>>) {
    let mut items = findings.map(item).peekable();
    if items.peek().is_some() {
        text.push_str(&format!("\n### {heading}\n\n"));
        items.for_each(|item| text.push_str(&item));
    }
}

fn item(finding: &Finding<'_>) -> String {
    let (start, _) = finding.place();
    let place = words(&format!("`{}:{}:{}`", slashed(finding.file()), start.line, start.column));
    let mut item = format!("- **{}** {place}  \n", words(&finding.title()));
    let mut lines = finding.told().lines().map(words).collect::<Vec<_>>().join("  \n  ");
    lines.push('\n');
    item.push_str("  ");
    item.push_str(&lines);
    item
}

/// A sentence of ours with words of the author in it: what stands between backticks is code, and nothing else is
/// markup. Neither can address people: GitHub would write to whom an `@` names.
pub(super) fn words(text: &str) -> String {
    let mut out = String::new();
    for (index, part) in one_line(text).split('`').enumerate() {
        if index % 2 == 1 && !part.is_empty() {
            out.push_str(&format!("`{part}`"));
            continue;
        }
        for c in part.chars() {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '@' => out.push_str("@<!-- -->"),
                '\\' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '>' | '!' | '$' => {
                    out.push('\\');
                    out.push(c);
                }
                c => out.push(c),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn nothing_but_code_is_markup() {
        assert_eq!(words("`a` is <b>*not*</b> @you"), "`a` is &lt;b\\>\\*not\\*&lt;/b\\> @<!-- -->you");
        // A backtick of the author's opens code at the most.
        assert_eq!(words("a ` <b>\n\n<i>"), "a ` <b> <i>`");
    }
}
