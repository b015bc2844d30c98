//! What a word of a line is: by its slot, or by its looks.

use super::paint::Painter;
use super::{DECLARATION, Meaning, PLAIN, READONLY};
use crate::model::value::Quantifier;
use crate::model::{Arg, Kind, Value};
use crate::vocabulary::{Pattern, Row, vocabulary};

impl Painter<'_> {
    /// What a word means in its slot.
    pub(super) fn meant(&self, row: &Row, word: &str, arg: &Arg) -> Option<(Meaning, u32)> {
        Some(match &arg.value {
            Value::Id(id) => (self.kind(id).unwrap_or(Meaning::Variable), DECLARATION),
            Value::Name(_) if matches!(arg.slot, "TAG" | "WORD") => (Meaning::EnumMember, PLAIN),
            Value::Name(_) if arg.slot == "RULE" => (Meaning::Macro, PLAIN),
            Value::Name(name) => match self.kind(name) {
                Some(kind) if self.model.outline.named(name).is_some() => (kind, READONLY),
                _ if vocabulary().slot(arg.slot).is_some_and(|kind| kind.words.contains(name)) => {
                    (Meaning::EnumMember, PLAIN)
                }
                _ => return None,
            },
            Value::Word => (pattern_word(row, word), PLAIN),
            _ => return None,
        })
    }

    /// What a word of a line is that was not understood: one of the pattern, or what its looks tell.
    pub(super) fn guessed(&self, row: Option<&Row>, word: &str) -> Option<(Meaning, u32)> {
        let of_pattern = |leaf: &&Pattern| **leaf == Pattern::Word(word.to_owned());
        let own = row.filter(|row| row.pattern.leaves().iter().any(of_pattern));
        own.map(|row| (pattern_word(row, word), PLAIN)).or_else(|| self.looks(word))
    }

    /// What a word is by its looks: a currency, a period, a quantity, a name that is declared.
    pub(super) fn looks(&self, word: &str) -> Option<(Meaning, u32)> {
        let year = word.strip_prefix("FY").or_else(|| word.strip_prefix("year-"));
        if year.is_some_and(|year| !year.is_empty() && year.bytes().all(|digit| digit.is_ascii_digit())) {
            return Some((Meaning::Number, PLAIN));
        }
        if word.len() == 3 && iso_currency::Currency::from_code(word).is_some() {
            return Some((Meaning::Type, PLAIN));
        }
        if Quantifier::ALL.iter().any(|quantifier| quantifier.word() == word) {
            return Some((Meaning::Modifier, PLAIN));
        }
        const MEASURES: [&str; 9] =
            ["thousand", "million", "billion", "year", "years", "month", "months", "day", "days"];
        if MEASURES.contains(&word) {
            return Some((Meaning::Keyword, PLAIN));
        }
        self.model.outline.named(word)?;
        Some((self.kind(word)?, READONLY))
    }

    pub(super) fn kind(&self, id: &str) -> Option<Meaning> {
        Some(match self.model.target(id)?.kind() {
            Kind::Compact | Kind::Participant | Kind::Participants => Meaning::Namespace,
            Kind::Body | Kind::Implementer => Meaning::Interface,
            Kind::Objective => Meaning::Class,
            Kind::Activity => Meaning::Method,
            Kind::Indicator => Meaning::Property,
            Kind::Mechanism => Meaning::Event,
            Kind::Contribution | Kind::Responsibility => Meaning::Variable,
            Kind::Place | Kind::Definition | Kind::Strategy => Meaning::Parameter,
            Kind::Provision | Kind::Annex | Kind::Section | Kind::Term => Meaning::Parameter,
        })
    }
}

/// A word of a pattern: one of a choice, which is explained, or one that joins values.
fn pattern_word(row: &Row, word: &str) -> Meaning {
    if vocabulary().meaning(row, word, word).is_some() { Meaning::EnumMember } else { Meaning::Keyword }
}
