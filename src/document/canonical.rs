//! The canonical text: the words that are agreed, line by line, and their fingerprint.
//!
//! Participants stand in source order and languages in the compact's. Signatories, place and date of signing, and what
//! pages carry are no part of it; what is reckoned from the date of signing stands there in words ("the end of the
//! term"). So it is the same for every original, layout and format, and stays the same when those are settled who sign.

use sha2::{Digest as _, Sha256};

use super::compose::texts;
use super::edition::Edition;
use super::prose::plain_text;
use super::wording::Wordings;
use super::{Block, Document, Section, Table, Text};
use crate::model::value::Day;
use crate::model::{Compact, Model};
use crate::source::Span;

/// The words that are agreed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Canonical {
    /// In order; those of one language after those of another.
    pub lines: Vec<Line>,
}

/// One paragraph, heading, item or row.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// BCP 47 tag.
    pub language: String,
    /// Its number, such as "3." or "VII."; empty where it has none.
    pub number: String,
    /// Its words; cells are parted by a bar.
    pub text: String,
    /// Where its words come from, where they were written in one place.
    pub source: Option<Span>,
}

impl Line {
    /// Number and words.
    pub fn whole(&self) -> String {
        if self.number.is_empty() { self.text.clone() } else { format!("{} {}", self.number, self.text) }
    }
}

impl Canonical {
    /// The SHA-256 of the lines, each behind its language, in hexadecimal.
    pub fn fingerprint(&self) -> String {
        let lines = self.lines.iter().map(|line| (line.language.as_str(), line.whole()));
        fingerprint(lines)
    }
}

/// The fingerprint of lines, each with its language.
pub fn fingerprint<'a>(lines: impl Iterator<Item = (&'a str, String)>) -> String {
    let mut hash = Sha256::new();
    for (language, line) in lines {
        hash.update(language.as_bytes());
        hash.update(b"\t");
        hash.update(line.as_bytes());
        hash.update(b"\n");
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The canonical text of a model.
pub fn canonical(model: &Model, wordings: &Wordings) -> Canonical {
    let model = &unsigned(model);
    let mut writer = Writer::default();
    for text in texts(model, wordings, &Edition::default()) {
        writer.text(&text);
    }
    Canonical { lines: writer.lines }
}

/// The lines that tell of the signing: the closing words and the signature blocks, as they print.
pub fn signing(model: &Model, wordings: &Wordings) -> Canonical {
    let mut writer = Writer::default();
    for text in texts(model, wordings, &Edition::default()) {
        writer.language.clone_from(&text.language);
        writer.blocks(&text.closing);
        writer.signatures(&text);
    }
    Canonical { lines: writer.lines }
}

/// The lines of a document as it prints: its notice, its text, who signs.
pub fn lines(document: &Document) -> Canonical {
    let mut writer = Writer::default();
    for text in &document.texts {
        writer.text(text);
        text.notice.iter().for_each(|notice| writer.line("", notice.clone(), None));
        writer.signatures(text);
    }
    Canonical { lines: writer.lines }
}

/// A model without what may still change once its words are settled.
fn unsigned(model: &Model) -> Model {
    let mut model = model.clone();
    let Some(compact) = &mut model.compact else { return model };
    let signed = match compact.date.take().map(|date| date.value) {
        Some(Day::On(date)) => Some(date),
        _ => None,
    };
    compact.place = None;
    // A conversion dated after the signing is never printed.
    for contribution in &mut model.contributions {
        let of = contribution.equivalent.as_ref().and_then(|equivalent| equivalent.date.as_ref());
        if of.zip(signed).is_some_and(|(of, signed)| of.value > signed) {
            contribution.equivalent = None;
        }
    }
    let operative = |compact: &Compact| compact.operative.as_ref().map(|date| date.value);
    if let Some(term) = &mut model.term {
        let first = term.begins.as_ref().map(|date| date.value).or_else(|| operative(compact));
        *term = std::mem::take(term).starting(first);
    }
    for participant in &mut model.participants {
        participant.signatories.clear();
    }
    model
}

#[derive(Default)]
struct Writer {
    language: String,
    lines: Vec<Line>,
    /// How many lists the next line stands in.
    depth: usize,
}

impl Writer {
    fn line(&mut self, number: &str, text: String, source: Option<Span>) {
        // White space and line breaks within a line are the format's.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.lines.push(Line { language: self.language.clone(), number: number.replace('\u{A0}', " "), text, source });
    }

    fn text(&mut self, text: &Text) {
        self.language.clone_from(&text.language);
        self.line("", text.title.join(" "), None);
        self.blocks(&text.preamble);
        text.sections.iter().for_each(|section| self.section(section));
        self.blocks(&text.closing);
        for block in &text.signatures {
            self.line("", plain_text(&block.heading), None);
        }
        text.annexes.iter().for_each(|section| self.section(section));
    }

    fn signatures(&mut self, text: &Text) {
        for block in &text.signatures {
            self.line("", plain_text(&block.heading), None);
            for line in block.signatories.iter().flat_map(|signatory| &signatory.lines) {
                let words = [&line.label, &line.value].map(|runs| runs.as_deref().map(plain_text));
                self.line("", words.into_iter().flatten().collect::<Vec<_>>().join(" "), None);
            }
        }
    }

    fn section(&mut self, section: &Section) {
        self.line(&section.number, plain_text(&section.title), None);
        self.blocks(&section.blocks);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading { label, title, .. } => self.line(label, plain_text(title), None),
                Block::Paragraph { number, body, source, .. } => {
                    self.line(number.as_deref().unwrap_or_default(), plain_text(body), *source);
                }
                Block::List { items, ordered, start } => {
                    for (index, item) in (*start..).zip(items) {
                        let from = self.lines.len();
                        self.depth += 1;
                        self.blocks(item);
                        self.depth -= 1;
                        if let Some(line) = self.lines.get_mut(from) {
                            let mark = if *ordered { format!("({index})") } else { "•".to_owned() };
                            line.number = "•".repeat(self.depth) + &mark;
                        }
                    }
                }
                Block::Details { items } => {
                    for item in items {
                        self.line(&item.label, plain_text(&item.body), None);
                    }
                }
                Block::Table(table) => self.table(table),
            }
        }
    }

    fn table(&mut self, table: &Table) {
        self.line("", plain_text(&table.caption), None);
        let heads = table.columns.iter().map(|column| plain_text(&column.head)).collect::<Vec<_>>();
        self.line("", heads.join(" | "), None);
        for row in &table.rows {
            let cells: Vec<String> = row.cells.iter().map(|cell| plain_text(cell)).collect();
            self.line("", cells.join(" | "), None);
        }
    }
}
