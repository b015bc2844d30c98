//! The sealed file: what an instrument was made from, attached to it, so that it can be proven years later.
//!
//! Attached are the canonical source, the composed text and a manifest: nothing that is not printed. A file sealed for
//! this side alone carries the author's own files and findings besides, and says so on its first page.

#[cfg(feature = "pdf")]
pub mod manifest;
#[cfg(feature = "pdf")]
mod records;
pub mod source;

#[cfg(feature = "pdf")]
pub use records::{Records, mark_internal};

#[cfg(feature = "pdf")]
use crate::document::Document;
#[cfg(feature = "pdf")]
use crate::document::edition::Edition;
#[cfg(feature = "pdf")]
use crate::document::wording::Wordings;
#[cfg(feature = "pdf")]
use crate::model::{Files, Model};
#[cfg(feature = "pdf")]
use crate::render::fonts::Chosen;
#[cfg(feature = "pdf")]
use crate::render::print::{Attachment, Print, Relationship};
#[cfg(feature = "pdf")]
use crate::render::template::Templates;
#[cfg(feature = "pdf")]
use manifest::{Listed, Manifest};

/// The name of the canonical source in a sealed file.
pub const SOURCE: &str = "instrument.compact";
/// The name of the composed text.
pub const DOCUMENT: &str = "instrument.json";
/// The name of the manifest.
pub const MANIFEST: &str = "manifest.json";

/// What a sealed file is made from.
#[cfg(feature = "pdf")]
#[derive(Clone, Copy)]
pub struct Origin<'a> {
    /// The author's files.
    pub files: &'a Files,
    /// What they mean.
    pub model: &'a Model,
    /// The words that they are composed in.
    pub wordings: &'a Wordings,
    /// The edition that is composed.
    pub edition: &'a Edition,
    /// What stays on this side; none in a file that is exchanged.
    pub records: Option<Records<'a>>,
}

/// The files that seal a document: its canonical source, its composed text, and the manifest; the records between them,
/// where it is for this side alone. The document is then one that [`mark_internal`] has marked.
///
/// # Errors
/// What cannot be written as JSON: a fault of this program.
#[cfg(feature = "pdf")]
pub fn attachments(
    origin: &Origin<'_>,
    document: &Document,
    chosen: &Chosen,
    templates: &Templates,
    print: &Print,
) -> Result<Vec<Attachment>, String> {
    let mut attached = vec![written(source::canonical(origin.files, origin.model)), composed(document)?];
    for record in origin.records.iter().map(|records| records.attachments(origin)) {
        attached.extend(record?);
    }
    let listed = attached.iter().map(Listed::of).collect();
    let manifest = Manifest::of(origin, document, chosen, templates, print, listed)?;
    attached.push(manifest.attachment()?);
    Ok(attached)
}

/// The canonical source, attached.
#[cfg(feature = "pdf")]
pub fn written(source: String) -> Attachment {
    Attachment {
        name: SOURCE.to_owned(),
        mime: "text/plain".to_owned(),
        description: "What is printed, in the language of engross".to_owned(),
        relationship: Relationship::Source,
        bytes: source.into_bytes(),
    }
}

/// The composed text, attached.
///
/// # Errors
/// It cannot be written as JSON: a fault of this program.
#[cfg(feature = "pdf")]
pub fn composed(document: &Document) -> Result<Attachment, String> {
    Ok(Attachment {
        name: DOCUMENT.to_owned(),
        mime: "application/json".to_owned(),
        description: "The composed text".to_owned(),
        relationship: Relationship::Data,
        bytes: json(document)?,
    })
}

/// JSON that people can read, with an end of line.
#[cfg(feature = "pdf")]
fn json(value: &impl serde::Serialize) -> Result<Vec<u8>, String> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(|error| error.to_string())?;
    bytes.push(b'\n');
    Ok(bytes)
}
