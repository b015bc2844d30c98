//! What a text says that every language says alike: figures, amounts of money, months.

use std::ops::Range;

use rust_decimal::Decimal;

use super::figures::figures;
use super::lexicon::Lexicon;
use super::texts::{Text, primary};

/// A thing that every language says alike.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Said {
    /// A figure, with the currency whose code stands beside it.
    Figure(Decimal, Option<iso_currency::Currency>),
    /// A month beside a figure, from 1.
    Month(u32),
    /// A reference, by what it names.
    Reference(String),
}

/// Such a thing, and the words of the text that say it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Saying {
    pub said: Said,
    /// By index into the words of the text.
    pub words: Range<usize>,
}

impl Said {
    /// Whether another text says it, too; a month may be a figure there, as in 2017-06-15.
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Month(month), Self::Figure(figure, None)) | (Self::Figure(figure, None), Self::Month(month)) => {
                *figure == Decimal::from(*month)
            }
            _ => self == other,
        }
    }

    /// As a message shows it.
    pub fn shown(&self) -> String {
        match self {
            Self::Figure(value, currency) => {
                // Four digits may be a year, which nobody groups: with a code, too, as in `2027 USD funds`.
                let (year, plain) = (Decimal::from(1900)..Decimal::from(2200), Decimal::from(10_000));
                let short = value.is_integer() && (year.contains(value) || (currency.is_none() && value.abs() < plain));
                let figure = if short { value.to_string() } else { crate::model::value::grouped(*value) };
                currency.map_or(figure.clone(), |currency| format!("{} {figure}", currency.code()))
            }
            Self::Month(month) => format!("month {month}"),
            Self::Reference(written) => format!("@{written}"),
        }
    }
}

/// The words that the name of a month may have.
const LONGEST_MONTH: usize = 4;

/// The figures of a text, and the months beside them.
pub(crate) fn said(text: &Text<'_>, lexicon: Option<&Lexicon>) -> Vec<Saying> {
    let figures = figures(text, lexicon);
    let mut found: Vec<Saying> = Vec::new();
    for figure in &figures {
        let said = Said::Figure(figure.value, figure.currency);
        found.push(Saying { said, words: figure.words.clone() });
    }
    // A month is one beside a figure: `may` is also another word.
    let near = |words: &Range<usize>| {
        figures.iter().any(|figure| {
            let reach = figure.words.start.saturating_sub(2)..figure.words.end + 2;
            words.start < reach.end && reach.start < words.end
        })
    };
    let mut at = 0;
    while at < text.tokens.len() {
        // Few texts have figures, and looking a word up is dear.
        if !near(&(at..at + LONGEST_MONTH)) {
            at += 1;
            continue;
        }
        let month = lexicon.and_then(|lexicon| lexicon.number_at("months", &text.tokens[at..]));
        let Some((number, length)) = month else {
            at += 1;
            continue;
        };
        let words = at..at + length;
        let meant = text.tokens[at].capital || primary(text.language) != "en";
        if meant && near(&words) {
            // A list has the twelve in order, and may have them again in other forms.
            found.push(Saying { said: Said::Month((number - 1) % 12 + 1), words });
        }
        at += length;
    }
    found
}

/// Whether a figure stands in another text as a word: `18` as `dieciocho`.
pub(crate) fn in_words(said: &Said, text: &Text<'_>, lexicon: Option<&Lexicon>) -> bool {
    let (Said::Figure(value, None), Some(lexicon)) = (said, lexicon) else { return false };
    text.tokens
        .iter()
        .any(|token| lexicon.number_in("numbers", token).is_some_and(|number| Decimal::from(number) == *value))
}
