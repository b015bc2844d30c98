//! Printed texts, read for what they say: for comparing the languages of an instrument, catalogue and all.

use std::collections::BTreeMap;
use std::ops::Range;

use super::book::Rulebook;
use super::lexicon::Lexicon;
use super::said::{Saying, said};
use super::texts::{Role, Text, primary};
use super::tokens;
use super::words::WordList;
use crate::source::{FileId, Span};
use crate::syntax::ast::{Literal, Quoting};

pub(crate) use super::said::Said;
pub(crate) use super::tokens::phrase;

/// The words by which a language tells months and numbers.
pub(crate) struct Reader {
    language: String,
    lexicon: Lexicon,
}

/// What a printed text says, and where, in bytes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quote {
    pub said: Said,
    pub place: Range<usize>,
    /// The whole date that it is a part of.
    pub date: Option<Range<usize>>,
}

impl Reader {
    /// The words of the packs that apply, then those that the caller knows of a language: its months, its number words.
    pub fn new(language: &str, book: &Rulebook, rules: &str, months: &[String], numbers: &[String]) -> Self {
        let mut lists: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for pack in book.applying(rules) {
            let Some(Ok(list)) = pack.words.get(primary(language)).map(super::words::Words::list) else { continue };
            for name in ["months", "numbers", "large", "thousand", "million", "billion"] {
                if let Some(words) = list.lists.get(name) {
                    lists.entry(name.to_owned()).or_insert_with(|| words.clone());
                }
            }
        }
        if months.len() == 12 {
            lists.entry("months".to_owned()).or_default().extend(months.iter().cloned());
        }
        lists.entry("numbers".to_owned()).or_insert_with(|| numbers.to_vec());
        let lexicon = Lexicon::of(&WordList { entry: Vec::new(), lists });
        Self { language: language.to_owned(), lexicon }
    }

    /// Whether it knows the words of a kind: `months`, `numbers`.
    pub fn knows(&self, list: &str) -> bool {
        self.lexicon.has(list)
    }

    /// Reads a text.
    pub fn read(&self, text: &str) -> Printed {
        let literal = Literal {
            text: text.to_owned(),
            quoting: Quoting::Straight,
            // What is printed refers to nothing: a mark is a mark.
            plain: text.match_indices('@').map(|(at, _)| at).collect(),
            origin: Vec::new(),
            file: FileId::default(),
        };
        let mut tokens = Vec::new();
        tokens::of_literal(&literal, &mut tokens);
        let text = Text {
            statement: 0,
            language: &self.language,
            literal: &literal,
            span: Span::default(),
            role: Role::Prose,
            tokens,
        };
        let quotes = quotes(&text, &self.lexicon);
        let in_words = text.tokens.iter().filter_map(|token| {
            let number = self.lexicon.number_in("numbers", token)?;
            Some((number, token.range()))
        });
        // The number of a month, as in "the sixth month", is none beside its date.
        let in_date = |place: &Range<usize>| {
            quotes.iter().any(|quote| matches!(quote.said, Said::Month(_)) && quote.place.contains(&place.start))
        };
        let in_words = in_words.filter(|(_, place)| !in_date(place)).collect();
        let large = |at: usize| {
            let lists = ["large", "thousand", "million", "billion"];
            let begins = lists.iter().any(|list| self.lexicon.listed(list, &text.tokens[at..]).is_some());
            let place = text.tokens[at].range();
            // "5 million" is a figure.
            let quoted = quotes.iter().any(|quote| quote.place.start <= place.start && place.end <= quote.place.end);
            (begins && !quoted).then_some(place)
        };
        let large = (0..text.tokens.len()).filter_map(large).collect();
        let words = text.tokens.iter().map(|token| (token.key, token.range())).collect();
        Printed { quotes, in_words, large, words }
    }
}

/// A printed text that was read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Printed {
    /// Its figures, amounts and months.
    pub quotes: Vec<Quote>,
    /// Its numbers in words.
    pub in_words: Vec<(u32, Range<usize>)>,
    /// Words of numbers above twenty, which are not read.
    pub large: Vec<Range<usize>>,
    words: Vec<(u64, Range<usize>)>,
}

impl Printed {
    /// Where a phrase stands first in a part of the text, in bytes.
    pub fn place(&self, phrase: &[u64], part: &Range<usize>) -> Option<Range<usize>> {
        let first = self.words.partition_point(|(_, place)| place.start < part.start);
        let end = self.words.partition_point(|(_, place)| place.end <= part.end);
        let words = self.words.get(first..end).filter(|_| !phrase.is_empty())?;
        let window = words.windows(phrase.len()).find(|window| window.iter().map(|(key, _)| key).eq(phrase))?;
        Some(window.first()?.1.start..window.last()?.1.end)
    }
}

/// How far from its month the day and the year of a date stand, in words.
const REACH: usize = 3;

fn quotes(text: &Text<'_>, lexicon: &Lexicon) -> Vec<Quote> {
    let sayings = said(text, Some(lexicon));
    let bytes = |words: &Range<usize>| {
        let first = text.tokens.get(words.start).map_or(0, |token| token.range().start);
        first..words.end.checked_sub(1).and_then(|last| text.tokens.get(last)).map_or(first, |token| token.range().end)
    };
    let months: Vec<&Range<usize>> =
        sayings.iter().filter(|saying| matches!(saying.said, Said::Month(_))).map(|saying| &saying.words).collect();
    // Day and year belong to the nearest month; of two that are equally near, to the one before.
    let month_of = |saying: &Saying| match saying.said {
        Said::Month(_) => Some(saying.words.start),
        Said::Figure(value, None) if value.is_integer() => {
            let distance = |month: &&&Range<usize>| {
                saying.words.start.saturating_sub(month.end - 1).max(month.start.saturating_sub(saying.words.end - 1))
            };
            let month = months.iter().min_by_key(distance).filter(|month| distance(month) <= REACH)?;
            Some(month.start)
        }
        _ => None,
    };
    let written = iso_dates(&text.literal.text);
    let date = |saying: &Saying| {
        let place = bytes(&saying.words);
        if let Some(date) = written.iter().find(|date| date.start <= place.start && place.end <= date.end) {
            return Some(date.clone());
        }
        let month = month_of(saying)?;
        let parts = sayings.iter().filter(|part| month_of(part) == Some(month)).map(|part| bytes(&part.words));
        parts.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))
    };
    let quote = |saying: &Saying| Quote { said: saying.said.clone(), place: bytes(&saying.words), date: date(saying) };
    sayings.iter().map(quote).collect()
}

/// The dates that are written as 2029-12-31, in bytes.
fn iso_dates(text: &str) -> Vec<Range<usize>> {
    let mut dates = Vec::new();
    let mut at = 0;
    for part in text.split_inclusive(|c: char| !c.is_alphanumeric() && c != '-') {
        let word = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        if word.len() == 10 && word.parse::<jiff::civil::Date>().is_ok() {
            dates.push(at..at + word.len());
        }
        at += part.len();
    }
    dates
}
