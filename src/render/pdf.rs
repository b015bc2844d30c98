//! The instrument as PDF/A-2a and PDF/UA-1 in one file, or PDF/A-3a where it carries attachments: archival and
//! accessible, the same bytes for the same document.

use std::fmt;

use serde::Serialize;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Label, Selector, Smart, Value};
use typst::introspection::{Introspector as _, MetadataElem};
use typst::utils::PicoStr;
use typst::{World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::fonts::{Chosen, Fonts};
use super::print::{Attachment, Place, Print, Printed};
use super::sheet::Sheet;
use super::template::Templates;
use super::{fields, identifier, strings, world};
use crate::document::Document;

/// The version of the typesetter: where it differs, lines may break elsewhere.
pub fn typesetter() -> &'static str {
    typst::utils::version().raw()
}

/// Words longer than this many characters may not fit on a line, and are allowed to break anywhere.
const LONGEST_WORD: usize = 60;

/// Why a document was not printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PdfProblem {
    /// No font at hand sets a character.
    Unprintable(Unprintable),
    /// Typst refused the document: an error of this program, not of the author.
    Internal(String),
}

/// A character that no font at hand can set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unprintable {
    /// The character; the first, where the whole script has no font.
    pub character: char,
    /// Its script, by name.
    pub script: String,
    /// The few words around it.
    pub around: String,
    /// The cure: a package, a folder.
    pub help: String,
}

impl PdfProblem {
    /// The cure, where there is one.
    pub fn help(&self) -> Option<&str> {
        match self {
            Self::Unprintable(unprintable) => Some(&unprintable.help),
            Self::Internal(_) => None,
        }
    }
}

impl fmt::Display for PdfProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unprintable(Unprintable { character, script, around, .. }) => {
                let code = u32::from(*character);
                write!(f, "no font for `{character}` (U+{code:04X}, {script}) in `{around}`")
            }
            Self::Internal(message) => write!(f, "the typesetter failed: {message}"),
        }
    }
}

/// What the templates are told besides the document.
#[derive(Serialize)]
struct Setting<'a> {
    /// For each text, its font families.
    families: &'a [Vec<String>],
    /// After how many characters a word may break; none where all words are short.
    spread: Option<usize>,
    /// The pages.
    sheet: &'a Sheet,
    /// Whether places to sign are fields.
    fields: bool,
    /// The files carried inside, without what they hold.
    attachments: &'a [Attachment],
}

/// What Typst is given for a document, so that its own tools can be given the same.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The fixed files and the data, by name; `file.typ` is the one to compile.
    pub files: Vec<(&'static str, Vec<u8>)>,
    /// The fonts, each the bytes of a file.
    pub fonts: Vec<Vec<u8>>,
}

/// Lays out what Typst is given for a document.
///
/// # Errors
/// Every character that the fonts cannot set.
pub fn desk(document: &Document, fonts: &Fonts) -> Result<Desk, Vec<PdfProblem>> {
    let chosen = fonts.choose(document)?;
    let files = world::FILES.iter().map(|(name, text)| (*name, text.as_bytes().to_vec()));
    Ok(Desk {
        files: files.chain(data(document, &chosen, &Print::default())?).collect(),
        fonts: chosen.fonts.iter().map(|font| font.data().to_vec()).collect(),
    })
}

/// Typesets a document.
///
/// # Errors
/// Every character that the fonts cannot set; else what Typst says.
pub fn render(document: &Document, fonts: &Fonts) -> Result<Vec<u8>, Vec<PdfProblem>> {
    let printed = render_with(document, &fonts.choose(document)?, Templates::shipped(), &Print::default());
    printed.map(|printed| printed.bytes)
}

/// Typesets a document by templates, with the fonts that were chosen for it.
///
/// # Errors
/// What Typst says.
pub fn render_with(
    document: &Document,
    chosen: &Chosen,
    templates: &Templates,
    print: &Print,
) -> Result<Printed, Vec<PdfProblem>> {
    let data = data(document, chosen, print)?;
    let ident = String::from_utf8_lossy(&data[0].1).into_owned();
    let options = options(document, ident, !print.attachments.is_empty())?;
    let own = |(name, text)| (name, templates.own(&format!("pdf/{name}")).unwrap_or(text));
    let files = world::FILES.into_iter().map(own).collect();
    let attached = print.attachments.iter().map(|file| (file.name.as_str(), file.bytes.clone()));
    let data = data.into_iter().chain(attached).collect();
    let printed = world::with_world(files, data, chosen.fonts.clone(), print.again, |world| typeset(world, &options));
    let mut printed = printed.map_err(internal)??;
    if print.fields {
        printed.bytes = fields::placed(&printed.bytes, &fields::wanted(document)).map_err(internal)?;
    }
    printed.bytes = identifier::stamped(printed.bytes).map_err(internal)?;
    Ok(printed)
}

fn typeset(world: &dyn World, options: &PdfOptions) -> Result<Printed, Vec<PdfProblem>> {
    let pages: PagedDocument = typst::compile(world).output.map_err(|errors| refused(world, &errors))?;
    let bytes = typst_pdf::pdf(&pages, options).map_err(|errors| refused(world, &errors))?;
    Ok(Printed { bytes, pages: pages.pages().len(), places: places(&pages) })
}

/// Where people sign: what the templates have marked.
fn places(pages: &PagedDocument) -> Vec<Place> {
    let Some(label) = Label::new(PicoStr::intern("place-to-sign")) else { return Vec::new() };
    let introspector = pages.introspector();
    let marks = introspector.query(&Selector::Label(label));
    let place = |mark: &typst::foundations::Content| {
        let Value::Str(field) = &mark.to_packed::<MetadataElem>()?.value else { return None };
        let page = introspector.page(mark.location()?)?;
        Some(Place { field: field.as_str().to_owned(), page: page.get() })
    };
    marks.iter().filter_map(place).collect()
}

/// The file's identifier is a hash of its content, and its date is the document's: nothing differs between two runs.
fn options(document: &Document, ident: String, attached: bool) -> Result<PdfOptions, Vec<PdfProblem>> {
    let date = document.date;
    let (month, day) = (u8::try_from(date.month).unwrap_or(1), u8::try_from(date.day).unwrap_or(1));
    let archival = if attached { PdfStandard::A_3a } else { PdfStandard::A_2a };
    let standards = PdfStandards::new(&[archival, PdfStandard::Ua_1]).map_err(|e| internal(e.message()))?;
    Ok(PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some("engross".to_owned())),
        timestamp: Datetime::from_ymd_hms(date.year.into(), month, day, 0, 0, 0).map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    })
}

/// The data that the templates read.
fn data(document: &Document, chosen: &Chosen, print: &Print) -> Result<[(&'static str, Vec<u8>); 2], Vec<PdfProblem>> {
    let long = |text: &str| text.split_whitespace().any(|word| word.chars().count() > LONGEST_WORD);
    let spread = strings::of_document(document).iter().any(|words| long(words.text)).then_some(LONGEST_WORD);
    let Print { sheet, fields, attachments, again: _ } = print;
    let setting = Setting { families: &chosen.families, spread, sheet, fields: *fields, attachments };
    Ok([("document.json", json(document)?), ("setting.json", json(&setting)?)])
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, Vec<PdfProblem>> {
    serde_json::to_vec(value).map_err(internal)
}

fn internal(error: impl fmt::Display) -> Vec<PdfProblem> {
    vec![PdfProblem::Internal(error.to_string())]
}

/// Typst's messages, with their places in the templates.
fn refused(world: &dyn World, errors: &[SourceDiagnostic]) -> Vec<PdfProblem> {
    let message = |error: &SourceDiagnostic| {
        let hints: String = error.hints.iter().map(|hint| format!("; {}", hint.v)).collect();
        let place = place(world, error).map(|place| format!(" ({place})")).unwrap_or_default();
        PdfProblem::Internal(format!("{}{hints}{place}", error.message))
    };
    errors.iter().map(message).collect()
}

fn place(world: &dyn World, error: &SourceDiagnostic) -> Option<String> {
    let file = error.span.id()?;
    let start = world.range(error.span)?.start;
    let line = world.source(file).ok()?.lines().byte_to_line(start)? + 1;
    Some(format!("{}:{line}", file.vpath().get_without_slash()))
}
