//! What is asked of a printed file beside its words, and what is told of it: pages, fields, attachments.

use serde::{Deserialize, Serialize};

use super::sheet::Sheet;

/// How a document becomes a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Print {
    /// The pages.
    pub sheet: Sheet,
    /// Whether each place to sign is a signature field.
    pub fields: bool,
    /// Files carried inside. With any the file is PDF/A-3a instead of PDF/A-2a.
    pub attachments: Vec<Attachment>,
    /// Whether nearly the same will be printed again soon: then the work is kept for it, at the price of memory.
    pub again: bool,
}

/// A file carried inside a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// Its name, unique in the file; a plain name and no path.
    pub name: String,
    /// Its media type, such as `application/json`.
    pub mime: String,
    /// What it is, for readers of PDF that list it.
    pub description: String,
    /// What it is to the printed file.
    pub relationship: Relationship,
    /// What it holds.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// What an attached file is to the one that carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relationship {
    /// The file was made from it.
    Source,
    /// The file shows what it holds.
    Data,
    /// It tells more about the file.
    Supplement,
}

/// A printed file, and where in it people sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// The places to sign, in the order of the pages.
    pub places: Vec<Place>,
}

/// A place to sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Which one: the signatory's [`field`](crate::document::Signatory::field).
    pub field: String,
    /// Its page, from 1.
    pub page: usize,
}
