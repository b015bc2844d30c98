//! What stays on this side: the author's own files, what was found, and what was waived.

use serde::Serialize;

use super::{Origin, json};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::document::wording::Wordings;
use crate::render::print::{Attachment, Relationship};
use crate::rules::Judgment;
use crate::source::{Sources, Span};

/// What is attached to a file for this side alone.
#[derive(Clone, Copy)]
pub struct Records<'a> {
    /// The findings.
    pub findings: &'a [Diagnostic],
    /// What was waived.
    pub judgment: &'a Judgment,
}

#[derive(Serialize)]
struct Findings<'a> {
    findings: Vec<Finding<'a>>,
    waived: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: &'static str,
    message: &'a str,
    file: String,
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

/// Marks a document as one for this side alone, on the first page of each of its texts.
pub fn mark_internal(document: &mut Document, wordings: &Wordings) {
    for text in &mut document.texts {
        let Some(wording) = wordings.of(&text.language) else { continue };
        let (words, _) = wording.get("internal.notice");
        text.notice = Some(match text.notice.take() {
            Some(notice) => format!("{words} {notice}"),
            None => words.to_owned(),
        });
    }
}

impl Records<'_> {
    pub(super) fn attachments(&self, origin: &Origin<'_>) -> Result<Vec<Attachment>, String> {
        let sources = &origin.files.sources;
        let own = sources.iter().map(|(file, source)| {
            let name = own_name(usize::from(file.0), &source.name);
            attachment(name, "text/plain", "A file of the author", source.text().as_bytes().to_vec())
        });
        let found = |finding| Finding::of(finding, None, sources);
        let findings = Findings {
            findings: self.findings.iter().map(found).collect(),
            waived: self
                .judgment
                .waived
                .iter()
                .map(|waived| Finding::of(&waived.finding, Some(&waived.reason), sources))
                .collect(),
        };
        let findings = attachment(
            "findings.json".to_owned(),
            "application/json",
            "What was found and what was waived",
            json(&findings)?,
        );
        Ok(own.chain([findings]).collect())
    }
}

fn attachment(name: String, mime: &str, description: &str, bytes: Vec<u8>) -> Attachment {
    let (mime, description) = (mime.to_owned(), description.to_owned());
    Attachment { name, mime, description, relationship: Relationship::Supplement, bytes }
}

/// What an own file is called: its number and its name, without the folders that it lies in.
fn own_name(number: usize, shown: &str) -> String {
    let name = shown.rsplit(['/', '\\']).next().unwrap_or(shown);
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '-' };
    format!("own-{}-{}", number + 1, name.chars().map(plain).collect::<String>())
}

impl<'a> Finding<'a> {
    fn of(finding: &'a Diagnostic, reason: Option<&'a str>, sources: &Sources) -> Self {
        let Span { file, start, .. } = finding.span;
        let source = sources.get(file);
        Self {
            rule: &finding.rule,
            severity: finding.severity.word(),
            message: &finding.message,
            file: own_name(usize::from(file.0), &source.name),
            line: source.position(start).line,
            reason,
        }
    }
}
