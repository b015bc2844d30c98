//! The languages of an instrument compared, paragraph by paragraph, for the officer who certifies that they conform.
//!
//! What is compared is the text as it will be printed, the catalogue's sentences among it. Numbers, amounts and dates are
//! compared by what they mean. That two texts mean the same is for a person to say: this program finds only what differs.

mod align;
mod cells;
mod compare;
mod ending;
mod lines;
mod pair;
mod terms;

use serde::Serialize;

use crate::document::wording::Wordings;
use crate::document::{Document, Text, months};
use crate::model::Model;
use crate::rules::Rules;
use crate::rules::printed::Reader;
use compare::Side;
use terms::Terms;

/// The report on an instrument.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Conformity {
    /// The title, on one line, in the language it is drafted in.
    pub title: String,
    /// `draft`, `settled`, `final` or `signed`.
    pub status: &'static str,
    /// The fingerprint of the text, in hexadecimal.
    pub fingerprint: String,
    /// The language that the others are compared with.
    pub drafted: Language,
    /// One for each other language.
    pub comparisons: Vec<Comparison>,
}

/// A language of the instrument.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Language {
    /// BCP 47 tag.
    pub tag: String,
    /// Its name in English, or the tag.
    pub name: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
}

/// A language beside the one that the compact is drafted in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The language.
    pub language: Language,
    /// Whether the program knows its months and numbers in words.
    pub knows_months: bool,
    /// Whether it knows number words.
    pub knows_numbers: bool,
    /// The rows, in the order of the text.
    pub rows: Vec<Row>,
}

/// A line of both texts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Where it stands: "III.2".
    pub place: String,
    /// What it is: "paragraph", "item".
    pub kind: &'static str,
    /// The text in the language it is drafted in; none where only the other has it.
    pub here: Option<Cell>,
    /// The text in the other language.
    pub there: Option<Cell>,
    /// What differs.
    pub differences: Vec<Difference>,
    /// What is no difference in itself and wants reading.
    pub notes: Vec<String>,
}

/// A line of one text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// Its number, or empty.
    pub number: String,
    /// Its words, those marked that a difference is about.
    pub runs: Vec<Run>,
}

/// Words of a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Whether a difference is about them.
    pub marked: bool,
}

/// What differs between the lines of a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// What kind of thing.
    pub kind: Kind,
    /// What is said of it, as a sentence without a full stop.
    pub message: String,
}

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A line that one text lacks.
    Missing,
    /// A text that is not written in its language.
    Language,
    /// A number.
    Number,
    /// An amount of money.
    Amount,
    /// A date.
    Date,
    /// A reference.
    Reference,
    /// A name or a defined term.
    Term,
    /// The number of a paragraph.
    Numbering,
    /// A list, a heading, a paragraph in the place of another.
    Structure,
    /// The punctuation at the end.
    Ending,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Missing,
        Self::Language,
        Self::Number,
        Self::Amount,
        Self::Date,
        Self::Reference,
        Self::Term,
        Self::Numbering,
        Self::Structure,
        Self::Ending,
    ];

    /// What it is called.
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Language => "language",
            Self::Number => "number",
            Self::Amount => "amount",
            Self::Date => "date",
            Self::Reference => "reference",
            Self::Term => "term",
            Self::Numbering => "numbering",
            Self::Structure => "structure",
            Self::Ending => "ending",
        }
    }
}

impl Comparison {
    /// How many rows differ.
    pub fn differing(&self) -> usize {
        self.rows.iter().filter(|row| !row.differences.is_empty()).count()
    }
}

/// Compares the texts of a document; none where it has only one. The document is the instrument in source order.
pub fn conformity(model: &Model, rules: &Rules, wordings: &Wordings, document: &Document) -> Option<Conformity> {
    let (first, others) = document.texts.split_first().filter(|(_, others)| !others.is_empty())?;
    let body = model.compact.as_ref().map_or("", |compact| compact.rules.as_str());
    let reader = |text: &Text| {
        let wording = wordings.of(&text.language);
        let words = (1..=20).map_while(|number| wording.as_ref()?.own(&format!("number.{number}")).map(str::to_owned));
        Reader::new(&text.language, &rules.book, body, &months(&text.language), &words.collect::<Vec<_>>())
    };
    let side = |text| Side { text, reader: reader(text), terms: Terms::of(model, text) };
    let here = side(first);
    let comparison = |text| {
        let there = side(text);
        Comparison {
            language: language(text, wordings),
            knows_months: there.reader.knows("months"),
            knows_numbers: there.reader.knows("numbers"),
            rows: compare::rows(&here, &there),
        }
    };
    Some(Conformity {
        title: first.title.join(" "),
        status: document.status,
        fingerprint: document.fingerprint.clone(),
        drafted: language(first, wordings),
        comparisons: others.iter().map(comparison).collect(),
    })
}

fn language(text: &Text, wordings: &Wordings) -> Language {
    let primary = text.language.split('-').next().unwrap_or_default();
    let english = wordings.of("en");
    let name = english.as_ref().and_then(|english| english.own(&format!("language.{primary}")));
    Language { tag: text.language.clone(), name: name.unwrap_or(&text.language).to_owned(), direction: text.direction }
}
