//! Texts: what an author wrote in one language or several, read as paragraphs, lists, emphasis and references.

use crate::source::Span;

use super::Target;

/// A text in one language or several.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The languages, as written; a plain text has one entry without a tag.
    pub entries: Vec<Entry>,
    /// The whole statement.
    pub span: Span,
    /// Whether a plain entry prints alike in every language (a name, a place) or only in the first.
    pub alike: bool,
}

/// A text in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// BCP 47 tag as written; none for a plain text.
    pub language: Option<String>,
    /// What it says.
    pub prose: Vec<Passage>,
    /// The literal.
    pub span: Span,
}

/// A paragraph or a list.
#[derive(Debug, Clone, PartialEq)]
pub enum Passage {
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// A list.
    List {
        /// The first number of a numbered list.
        start: Option<u64>,
        /// Its items.
        items: Vec<Vec<Passage>>,
    },
}

/// A run of words.
#[derive(Debug, Clone, PartialEq)]
pub enum Run {
    /// Words as written.
    Words(String),
    /// Emphasis.
    Emph(Vec<Run>),
    /// Strong emphasis.
    Strong(Vec<Run>),
    /// A reference.
    Reference(Reference),
    /// A line break.
    Break,
}

/// `@id`, `@{id.field}` or `[words](@id)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// What it names; none where that is unknown, which has been reported.
    pub target: Option<Target>,
    /// The field after the point.
    pub field: Option<Field>,
    /// The author's own words, printed instead.
    pub words: Option<Vec<Run>>,
    /// The identifier and field as written.
    pub written: String,
    /// Where.
    pub span: Span,
}

/// A field of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// `.name`
    Name,
    /// `.short`
    Short,
    /// `.adjective`
    Adjective,
    /// `.title`
    Title,
    /// `.amount`, with its quantifier.
    Amount,
    /// `.figure`, without.
    Figure,
    /// `.duration`, in digits.
    Duration,
    /// `.words`, a duration in words.
    Words,
    /// `.start`
    Start,
    /// `.end`
    End,
}

impl Field {
    /// All fields with their names.
    pub const ALL: [(&'static str, Self); 10] = [
        ("name", Self::Name),
        ("short", Self::Short),
        ("adjective", Self::Adjective),
        ("title", Self::Title),
        ("amount", Self::Amount),
        ("figure", Self::Figure),
        ("duration", Self::Duration),
        ("words", Self::Words),
        ("start", Self::Start),
        ("end", Self::End),
    ];

    /// Whether it prints a figure or a date, which must stand as declared.
    pub fn is_declared(self) -> bool {
        matches!(self, Self::Amount | Self::Figure | Self::Duration | Self::Words | Self::Start | Self::End)
    }
}

impl Text {
    /// The entry for a language: the one whose tag is its longest prefix by whole subtags, else a plain text where
    /// that serves. `first` says whether the language is the one the compact is drafted in.
    pub fn entry(&self, language: &str, first: bool) -> Option<&Entry> {
        let tagged =
            self.entries.iter().filter(|entry| entry.language.as_deref().is_some_and(|tag| serves(tag, language)));
        let best = tagged.max_by_key(|entry| entry.language.as_ref().map_or(0, String::len));
        best.or_else(|| self.entries.iter().find(|entry| entry.language.is_none() && (first || self.alike)))
    }

    /// The first entry with words, for what has none in a language.
    pub fn any(&self) -> Option<&Entry> {
        self.entries.first()
    }
}

/// Whether a tag is a prefix of a language by whole subtags: `es` serves `es-PE`.
pub fn serves(tag: &str, language: &str) -> bool {
    let (tag, language) = (tag.to_ascii_lowercase(), language.to_ascii_lowercase());
    language == tag || language.strip_prefix(&tag).is_some_and(|rest| rest.starts_with('-'))
}

/// The words of passages as one plain line, references as written: for messages and names.
pub fn plain(passages: &[Passage]) -> String {
    let mut text = String::new();
    for passage in passages {
        match passage {
            Passage::Paragraph(runs) => plain_runs(runs, &mut text),
            Passage::List { items, .. } => items.iter().for_each(|item| text.push_str(&plain(item))),
        }
    }
    text
}

fn plain_runs(runs: &[Run], text: &mut String) {
    for run in runs {
        match run {
            Run::Words(words) => text.push_str(words),
            Run::Emph(inner) | Run::Strong(inner) => plain_runs(inner, text),
            Run::Reference(reference) => match &reference.words {
                Some(words) => plain_runs(words, text),
                None => text.push_str(&reference.written),
            },
            Run::Break => text.push(' '),
        }
    }
}
