//! The instrument, composed once: what the PDF, the HTML and the Markdown print, and the only thing templates see.
//!
//! A [`Document`] is data without choices left in it: words are final, numbers are formatted, references are resolved
//! to anchors. A template decides how it looks and never what it says.

mod blocks;
mod canonical;
mod columns;
mod compose;
mod composer;
pub mod edition;
mod format;
mod glance;
mod mention;
mod numbering;
pub mod originals;
mod prose;
mod read;
mod section;
pub mod wording;
pub mod words;

pub use canonical::{Canonical, Line, canonical, fingerprint, lines, signing};
pub use columns::{Clause, Columns, aligned};
pub use compose::{abridged, compose, incomplete, languages_by_hand, references, unreviewed, without_wording};
pub use format::{long_date, months};
pub use glance::Glance;

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// Words of an author as the language of a catalogue sets them: straight quotes and apostrophes become its own.
pub fn typeset(words: &str, wording: &wording::Wording) -> String {
    let mut line = prose::Line::default();
    line.words(words, wording);
    prose::plain_text(&line.finish())
}

/// The version of the shape below, for readers of the serialized form.
pub const SCHEMA: &str = "engross.document/1";

/// One of a few words that never change. (By this name, for serde to read it and not to borrow it.)
pub type Fixed = &'static str;

/// One instrument in all the languages that one file prints, in printed order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// [`SCHEMA`].
    #[serde(deserialize_with = "read::schema")]
    pub schema: Fixed,
    /// The compact's identifier.
    pub name: String,
    /// The participant that keeps this original, by its identifier; none where it is nobody's.
    pub original: Option<String>,
    /// The language of an unofficial translation, which is a file of its own; none for the instrument itself.
    pub courtesy: Option<String>,
    /// `draft`, `settled`, `final` or `signed`.
    #[serde(deserialize_with = "read::status")]
    pub status: Fixed,
    /// The date that the file carries (never the clock's): year, month, day.
    pub date: FileDate,
    /// The SHA-256 of the canonical text, in hexadecimal: the same for every original, layout and format.
    pub fingerprint: String,
    /// How the texts stand beside one another where they stand in columns; else they follow one another.
    pub columns: Option<Columns>,
    /// The texts, one a language.
    pub texts: Vec<Text>,
}

/// A calendar date for file metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDate {
    /// Year.
    pub year: i16,
    /// Month, from 1.
    pub month: i8,
    /// Day of the month, from 1.
    pub day: i8,
}

/// The whole instrument in one language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// BCP 47 tag, such as `es-PE`.
    pub language: String,
    /// ISO 15924 script, such as `Latn`.
    pub script: String,
    /// `ltr` or `rtl`.
    #[serde(deserialize_with = "read::direction")]
    pub direction: Fixed,
    /// The title on its lines, centred: the name, "between", one designation, "and", the other.
    pub title: Vec<String>,
    /// A notice above the title: what an unofficial translation says of itself.
    pub notice: Option<String>,
    /// The head of every page ("Draft"), if any.
    pub head: Option<String>,
    /// Written large across every page of a text that may still change.
    pub watermark: Option<String>,
    /// The foot of every page, on the left: the short title.
    pub foot: String,
    /// In the foot as well, of a text that is not final: the beginning of its fingerprint.
    pub mark: Option<String>,
    /// The page number in the foot, with `{page}` and `{pages}` in it.
    pub page_number: String,
    /// What stands before the rules for initials, where pages have them.
    pub initials: String,
    /// What stands before the sections: the naming sentence, the recitals, the lead-in.
    pub preamble: Vec<Block>,
    /// The numbered sections.
    pub sections: Vec<Section>,
    /// The closing words before the signatures.
    pub closing: Vec<Block>,
    /// The signature blocks, one a participant; none in a courtesy translation, and none in columns, which have one for
    /// all languages.
    pub signatures: Vec<SignatureBlock>,
    /// The annexes, after the signatures.
    pub annexes: Vec<Section>,
}

/// A section or an annex.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Anchor, unique in the document.
    pub anchor: String,
    /// "VII." for a section, "Annex A." for an annex: printed before the title.
    pub number: String,
    /// The heading.
    pub title: Vec<Inline>,
    /// What it says.
    pub blocks: Vec<Block>,
    /// The statement that it prints; none where it gathers several.
    #[serde(skip)]
    pub source: Option<Span>,
}

/// A piece of text that stands by itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    /// A heading below a section's: an objective, a contribution.
    Heading {
        /// Anchor, unique in the document.
        anchor: Option<String>,
        /// "Objective 1." or empty.
        label: String,
        /// The words.
        title: Vec<Inline>,
        /// The statement that it stands for.
        #[serde(skip)]
        source: Option<Span>,
    },
    /// A paragraph.
    Paragraph {
        /// Anchor, unique in the document.
        anchor: Option<String>,
        /// "3." where the section numbers its paragraphs; printed before the text, in every format.
        number: Option<String>,
        /// The words.
        body: Vec<Inline>,
        /// Where its words come from: an author's text, or the statement that a sentence of the catalogue tells of.
        #[serde(skip)]
        source: Option<Span>,
    },
    /// A list; its marks (a dot, a number) are the format's and not words.
    List {
        /// Numbered or not.
        ordered: bool,
        /// The number of the first item of an ordered list.
        start: u64,
        /// The items, each of paragraphs and lists.
        items: Vec<Vec<Block>>,
    },
    /// Labelled details under a paragraph: "Carried out by", "Period".
    Details {
        /// Label (printed with a colon) and words.
        items: Vec<Detail>,
    },
    /// A table.
    Table(Table),
}

/// One labelled detail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Detail {
    /// "Carried out by:", with its colon.
    pub label: String,
    /// The words.
    pub body: Vec<Inline>,
    /// The statement that it is a detail of.
    #[serde(skip)]
    pub source: Option<Span>,
}

/// A table with one row of heads; the first cell of a row is its head.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Anchor, unique in the document.
    pub anchor: String,
    /// Printed above.
    pub caption: Vec<Inline>,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its head.
    pub head: Vec<Inline>,
    /// Figures stand at the end, words at the start.
    pub numeric: bool,
    /// Relative width: 1 for a narrow column of figures, 3 for a title.
    pub weight: u8,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Anchor, unique in the document, where references lead to the row.
    pub anchor: Option<String>,
    /// Kind of row.
    pub role: RowRole,
    /// Cells; one that spans all columns in a `Group` row, else as many as columns.
    pub cells: Vec<Vec<Inline>>,
    /// The statement that it prints; none for a total.
    #[serde(skip)]
    pub source: Option<Span>,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowRole {
    /// Data.
    Body,
    /// A heading over the rows that follow, across all columns.
    Group,
    /// A total.
    Total,
}

/// The signatures of one participant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignatureBlock {
    /// The participant's identifier.
    pub participant: String,
    /// What it is called where its words are not seen: "For the Government of …:".
    pub name: String,
    /// "For the Government of …:"; in several languages one below the other.
    pub heading: Vec<Inline>,
    /// At least one; an unnamed one where nobody is named yet.
    pub signatories: Vec<Signatory>,
    /// The participant's statement.
    #[serde(skip)]
    pub source: Option<Span>,
}

/// One signatory: a rule to sign on, then lines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signatory {
    /// The identifier of the place to sign, unique in the document: `sig-pe-1`.
    pub field: String,
    /// Name and title on one line: what the place to sign is called.
    pub name: String,
    /// What stands on the rule of a conformed copy: "/s/ Name".
    pub signed: Option<String>,
    /// The typed name and title, then place and date where they are this signatory's own or to be filled in.
    pub lines: Vec<SignatureLine>,
    /// The signatory's statement.
    #[serde(skip)]
    pub source: Option<Span>,
}

/// One line under a signature.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignatureLine {
    /// "Date:" where a label is wanted.
    pub label: Option<Vec<Inline>>,
    /// The words; none is a rule to write on.
    pub value: Option<Vec<Inline>>,
}

/// A run of words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Inline {
    /// Words as they print.
    Text {
        /// The words.
        text: String,
    },
    /// Emphasis.
    Emph {
        /// The words.
        body: Vec<Inline>,
    },
    /// Strong emphasis.
    Strong {
        /// The words.
        body: Vec<Inline>,
    },
    /// A cross-reference to an anchor of the same document.
    Link {
        /// The anchor.
        target: String,
        /// The words.
        body: Vec<Inline>,
    },
    /// Words in another language than the text's.
    Foreign {
        /// BCP 47 tag.
        language: String,
        /// The words.
        body: Vec<Inline>,
    },
    /// A line break.
    Break,
}

impl Inline {
    /// Plain words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }
}
