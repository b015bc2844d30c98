//! Documents made ready to print, and printed in one format.

use std::path::PathBuf;
use std::sync::Arc;

use super::args::{Format, Seal};
use super::{REPORT, Trouble};
use crate::Analysis;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::document::edition::Edition;
use crate::document::wording::Wordings;
use crate::render;
#[cfg(feature = "pdf")]
use crate::render::fonts::Chosen;
#[cfg(feature = "pdf")]
use crate::render::pdf::{PdfProblem, Unprintable};
use crate::render::print::Print;
use crate::render::template::Templates;
#[cfg(feature = "pdf")]
use crate::seal;
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

/// What was printed.
pub(super) struct Output {
    /// The file.
    pub bytes: Vec<u8>,
    /// The places to sign in a PDF, each with its page from 1.
    pub places: Vec<(String, usize)>,
}

/// What documents of one edition are printed from and with.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "pdf"), allow(dead_code, reason = "only a PDF is sealed"))]
pub(super) struct Press<'a> {
    /// All that is known of the compact.
    pub analysis: &'a Analysis,
    /// The edition that was composed.
    pub edition: &'a Edition,
    /// The words that it was composed in.
    pub wordings: &'a Wordings,
    /// The templates of its project.
    pub templates: &'a Arc<Templates>,
    /// Folders with fonts.
    pub fonts: &'a [PathBuf],
    /// How its PDF is made.
    pub print: &'a Print,
    /// Whether the PDF carries what it was made from, and for whom.
    pub seal: Option<Seal>,
}

/// A document that can be printed in the formats asked for.
pub(super) struct Printable {
    pub document: Document,
    /// The templates of its project.
    templates: Arc<Templates>,
    /// How its PDF is made; a fault of this program where that cannot be told.
    #[cfg_attr(not(feature = "pdf"), allow(dead_code, reason = "there is no PDF"))]
    print: Result<Print, String>,
    /// The fonts of its PDF, where that is asked for.
    #[cfg(feature = "pdf")]
    fonts: Option<Chosen>,
}

#[cfg(feature = "pdf")]
impl Press<'_> {
    /// The files that seal a document; none where it is not to be sealed.
    fn attachments(&self, document: &Document, fonts: &Chosen) -> Result<Vec<render::print::Attachment>, String> {
        let Some(seal) = self.seal else { return Ok(Vec::new()) };
        let Analysis { files, model, diagnostics, judgment } = self.analysis;
        let records = (seal == Seal::Internal).then_some(seal::Records { findings: diagnostics, judgment });
        let origin = seal::Origin { files, model, wordings: self.wordings, edition: self.edition, records };
        seal::attachments(&origin, document, fonts, self.templates, self.print)
    }
}

impl Printable {
    /// Makes documents ready to print: what no font can set is known before the first page is laid out.
    ///
    /// # Errors
    /// The characters that no font at hand can set, each at its place in the source.
    #[cfg(feature = "pdf")]
    pub fn all(documents: Vec<Document>, formats: &[Format], press: Press<'_>) -> Result<Vec<Self>, Vec<Diagnostic>> {
        let (mut ready, mut findings) = (Vec::new(), Vec::<Diagnostic>::new());
        for mut document in documents {
            if press.seal == Some(Seal::Internal) {
                seal::mark_internal(&mut document, press.wordings);
            }
            let wanted = formats.contains(&Format::Pdf);
            match wanted.then(|| super::fonts::find(&document, press.fonts).choose(&document)).transpose() {
                Ok(fonts) => {
                    let templates = Arc::clone(press.templates);
                    let attached = fonts.as_ref().map_or(Ok(Vec::new()), |fonts| press.attachments(&document, fonts));
                    let print = attached.map(|attachments| Print { attachments, ..press.print.clone() });
                    ready.push(Self { document, templates, print, fonts });
                }
                Err(problems) => {
                    for finding in problems.iter().filter_map(|problem| unprintable(problem, press.analysis)) {
                        if !findings.contains(&finding) {
                            findings.push(finding);
                        }
                    }
                }
            }
        }
        if findings.is_empty() { Ok(ready) } else { Err(findings) }
    }

    /// Makes documents ready to print.
    ///
    /// # Errors
    /// None: only a PDF can fail.
    #[cfg(not(feature = "pdf"))]
    pub fn all(documents: Vec<Document>, _formats: &[Format], press: Press<'_>) -> Result<Vec<Self>, Vec<Diagnostic>> {
        let ready =
            |document| Self { document, templates: Arc::clone(press.templates), print: Ok(press.print.clone()) };
        Ok(documents.into_iter().map(ready).collect())
    }

    /// Prints it.
    ///
    /// # Errors
    /// A fault of this program.
    pub fn print(&self, format: Format) -> Result<Output, Vec<Trouble>> {
        let text = match format {
            Format::Pdf => return self.pdf(),
            Format::Html => render::html::render_by(&self.document, &self.templates),
            Format::Md => render::markdown::render_by(&self.document, &self.templates),
        };
        let output = |text: String| Output { bytes: text.into_bytes(), places: Vec::new() };
        text.map(output).map_err(|error| vec![Trouble::new(error.to_string()).help(self.whose_fault())])
    }

    /// What to do about a template that does not print.
    fn whose_fault(&self) -> &'static str {
        if self.templates.has_own() {
            "mend the templates of the project: `templates` in `engross.toml`"
        } else {
            REPORT
        }
    }

    #[cfg(feature = "pdf")]
    fn pdf(&self) -> Result<Output, Vec<Trouble>> {
        // `all` has chosen the fonts of every format that is asked for.
        let Some(fonts) = &self.fonts else { return Err(vec![Trouble::new("the PDF has no fonts").help(REPORT)]) };
        let print = self.print.as_ref().map_err(|error| vec![Trouble::new(error).help(REPORT)])?;
        let trouble = |problem: &PdfProblem| Trouble::new(problem.to_string()).help(self.whose_fault());
        let output = |printed: render::print::Printed| Output {
            bytes: printed.bytes,
            places: printed.places.into_iter().map(|place| (place.field, place.page)).collect(),
        };
        render::pdf::render_with(&self.document, fonts, &self.templates, print)
            .map(output)
            .map_err(|problems| problems.iter().map(trouble).collect())
    }

    #[cfg(not(feature = "pdf"))]
    fn pdf(&self) -> Result<Output, Vec<Trouble>> {
        // `build` asks `is_built_in` first.
        Err(vec![Trouble::new("this engross was built without PDF")])
    }
}

/// A character that no font at hand can set, at its place in the source.
#[cfg(feature = "pdf")]
pub(super) fn unprintable(problem: &PdfProblem, analysis: &Analysis) -> Option<Diagnostic> {
    let PdfProblem::Unprintable(Unprintable { character, script, help, .. }) = problem else { return None };
    let code = u32::from(*character);
    let at = place(*character, analysis);
    if character.is_control() {
        let message = format!("the control character U+{code:04X} cannot be printed");
        return Some(Diagnostic::error("PDF001", at, message).help("delete it: it is no sign, and nobody sees it"));
    }
    let message = format!("no font at hand sets `{character}` (U+{code:04X}, {script})");
    Some(Diagnostic::error("PDF001", at, message).help(help))
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
