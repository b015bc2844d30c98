//! What can be said, as data: the rows of `grammar/vocabulary.toml`.

mod pattern;
pub mod reference;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

pub use pattern::{Pattern, Slot};

/// The vocabulary that ships with the program.
static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    Vocabulary::read(include_str!(concat!(env!("OUT_DIR"), "/vocabulary.json"))).unwrap_or_else(|error| {
        // The file is part of the program, and a test reads it.
        unreachable!("grammar/vocabulary.toml: {error}")
    })
});

/// The shipped vocabulary.
pub fn vocabulary() -> &'static Vocabulary {
    &VOCABULARY
}

/// All rows, found by block and keyword.
#[derive(Debug)]
pub struct Vocabulary {
    rows: Vec<Row>,
    slots: BTreeMap<String, SlotKind>,
    words: Meanings,
    places: BTreeMap<String, Vec<usize>>,
}

/// What the words of choices say: by slot or statement, then by word.
type Meanings = BTreeMap<String, BTreeMap<String, String>>;

/// How the text of a row prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flow {
    /// A paragraph of its own.
    Sentence,
    /// Words inside a sentence of the catalogue.
    Fragment,
}

/// One statement.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Its first word.
    pub keyword: String,
    /// The blocks it may stand in; `file` is the top level, `*` everywhere.
    #[serde(rename = "in")]
    pub places: Vec<String>,
    /// Its values as written in the file.
    #[serde(rename = "pattern")]
    pub written: String,
    /// Its values.
    #[serde(skip)]
    pub pattern: Pattern,
    /// Whether a block may have several.
    #[serde(default)]
    pub repeats: bool,
    /// Whether its block needs it.
    #[serde(default)]
    pub required: bool,
    /// Whether a block with statements may follow.
    #[serde(default)]
    pub fields: bool,
    /// Whether it is a record that no instrument prints, and so is left out of what is exchanged.
    #[serde(default)]
    pub record: bool,
    /// How its text prints.
    pub text: Option<Flow>,
    /// What holds where it is missing.
    pub default: Option<String>,
    /// The statutory element that it meets.
    pub element: Option<String>,
    /// What it says.
    pub help: String,
    /// How it looks.
    pub example: String,
}

/// What a slot takes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlotKind {
    /// What it is called in messages.
    pub says: String,
    /// How it looks.
    pub example: String,
    /// The kinds of statement that its identifier may name.
    #[serde(default)]
    pub refers: Vec<String>,
    /// Words of the language that may stand in it.
    #[serde(default)]
    pub words: Vec<String>,
    /// Whether a text in quotes may stand in it.
    #[serde(default)]
    pub string: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    slots: BTreeMap<String, SlotKind>,
    #[serde(default)]
    words: Meanings,
    statement: Vec<Row>,
}

/// The block name of the top level.
pub const FILE: &str = "file";

impl Vocabulary {
    /// Reads a vocabulary, in JSON.
    ///
    /// # Errors
    /// A sentence that says which row is wrong.
    pub fn read(text: &str) -> Result<Self, String> {
        let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let mut rows = file.statement;
        let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, row) in rows.iter_mut().enumerate() {
            row.pattern = Pattern::read(&row.written, &file.slots)
                .map_err(|error| format!("`{}` in {:?}: {error}", row.keyword, row.places))?;
            for place in &row.places {
                places.entry(place.clone()).or_default().push(index);
            }
        }
        Ok(Self { rows, slots: file.slots, words: file.words, places })
    }

    /// All rows, in the order of the file.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The rows that may stand in a block, those that may stand everywhere last.
    pub fn rows_in<'a>(&'a self, block: &str) -> impl Iterator<Item = &'a Row> {
        let of = |place: &str| self.places.get(place).map(Vec::as_slice).unwrap_or_default();
        of(block).iter().chain(of("*")).map(|index| &self.rows[*index])
    }

    /// The row of a keyword in a block.
    pub fn row(&self, block: &str, keyword: &str) -> Option<&Row> {
        self.rows_in(block).find(|row| row.keyword == keyword)
    }

    /// What a slot takes.
    pub fn slot(&self, name: &str) -> Option<&SlotKind> {
        self.slots.get(name)
    }

    /// What a word says that is one of a choice: of those of a slot, or of the statement's own.
    pub fn meaning(&self, row: &Row, slot: &str, word: &str) -> Option<&str> {
        let of = |place: &str| self.words.get(place)?.get(word).map(String::as_str);
        let own = || row.places.iter().find_map(|place| of(&format!("{place}.{}", row.keyword)));
        of(slot).or_else(own).or_else(|| of(&row.keyword))
    }

    /// The keyword that was probably meant in a block.
    pub fn nearest(&self, block: &str, keyword: &str) -> Option<&str> {
        crate::nearest::nearest(keyword, self.rows_in(block).map(|row| row.keyword.as_str()))
    }

    /// Whether a statement may stand in a block, given the keyword that opened the block; a language may stand in every text.
    pub fn accepts(&self, block: Option<&str>, keyword: &str) -> bool {
        let Some(block) = block else { return self.row(FILE, keyword).is_some() };
        if !self.places.contains_key(block) {
            // A block without statements of its own holds a text in several languages; a misspelt one, what was meant.
            if self.rows.iter().any(|row| row.keyword == block) {
                return is_tag(keyword);
            }
            return match self.nearest(FILE, block) {
                Some(meant) => self.accepts(Some(meant), keyword),
                None => is_tag(keyword) || self.row(FILE, keyword).is_none(),
            };
        }
        let text = || self.rows.iter().any(|row| row.keyword == block && row.pattern.has_text());
        self.row(block, keyword).is_some() || (is_tag(keyword) && text())
    }
}

/// Whether a keyword has the form of a language tag: two or three letters, perhaps with subtags.
pub fn is_tag(word: &str) -> bool {
    let mut parts = word.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}
