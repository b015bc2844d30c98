//! One document in one format.

use std::path::PathBuf;

use super::args::Format;
use super::{REPORT, Trouble};
use crate::Analysis;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::render;
#[cfg(feature = "pdf")]
use crate::source::Span;

impl Format {
    /// The formats that this program was built with.
    pub fn all() -> Vec<Self> {
        [Self::Pdf, Self::Html, Self::Md].into_iter().filter(|format| format.is_built_in()).collect()
    }

    /// Whether this program was built with it.
    pub fn is_built_in(self) -> bool {
        self != Self::Pdf || cfg!(feature = "pdf")
    }

    /// The ending of its files, without a point.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Md => "md",
        }
    }
}

/// Prints a document.
///
/// # Errors
/// What stands in the way: a letter that no font has, or a fault of this program.
pub(super) fn print(document: &Document, format: Format, font_path: &[PathBuf]) -> Result<Vec<u8>, Vec<Trouble>> {
    let text = match format {
        Format::Pdf => return pdf(document, font_path),
        Format::Html => render::html::render(document),
        Format::Md => render::markdown::render(document),
    };
    text.map(String::into_bytes).map_err(|error| vec![Trouble::new(error.to_string()).help(REPORT)])
}

#[cfg(feature = "pdf")]
fn pdf(document: &Document, font_path: &[PathBuf]) -> Result<Vec<u8>, Vec<Trouble>> {
    let fonts = super::fonts::find(document, font_path);
    render::pdf::render(document, &fonts).map_err(|problems| {
        let trouble = |problem: &render::pdf::PdfProblem| {
            Trouble::new(problem.to_string()).help(problem.help().unwrap_or(REPORT))
        };
        problems.iter().map(trouble).collect()
    })
}

/// The characters of documents that no font at hand can set, each at its place in the source.
#[cfg(feature = "pdf")]
pub(super) fn unprintable(documents: &[Document], analysis: &Analysis, font_path: &[PathBuf]) -> Vec<Diagnostic> {
    let mut findings: Vec<Diagnostic> = Vec::new();
    for document in documents {
        let fonts = super::fonts::find(document, font_path);
        for problem in render::pdf::unprintable(document, &fonts) {
            let span = place(problem.character, analysis);
            let message = format!(
                "no font at hand sets `{}` (U+{:04X}, {})",
                problem.character,
                u32::from(problem.character),
                problem.script
            );
            let finding = Diagnostic::error("PDF001", span, message).help(problem.help);
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
    }
    findings
}

/// Where a character was written; the compact's identifier where it comes from a catalogue or an escape.
#[cfg(feature = "pdf")]
fn place(character: char, analysis: &Analysis) -> Span {
    for (file, source) in analysis.files.sources.iter() {
        let mut offset = 0;
        for line in source.text().split_inclusive('\n') {
            let written = line.find(character).filter(|_| !line.trim_start().starts_with('#'));
            if let Some(at) = written {
                return Span::new(file, offset + at, offset + at + character.len_utf8());
            }
            offset += line.len();
        }
    }
    analysis.model.compact.as_ref().map(|compact| compact.span).unwrap_or_default()
}

#[cfg(not(feature = "pdf"))]
pub(super) fn unprintable(_documents: &[Document], _analysis: &Analysis, _font_path: &[PathBuf]) -> Vec<Diagnostic> {
    Vec::new()
}

#[cfg(not(feature = "pdf"))]
fn pdf(_document: &Document, _font_path: &[PathBuf]) -> Result<Vec<u8>, Vec<Trouble>> {
    // `build` asks `is_built_in` first.
    Err(vec![Trouble::new("this engross was built without PDF")])
}
