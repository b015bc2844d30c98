//! Which print of an instrument is composed: whose original, in which languages, in which order, how laid out.
//!
//! The alternat: in the original that a participant keeps, it and its language come first. What alternates is the order
//! of [`Edition::participants`] and of [`Edition::languages`], and nothing else.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::text::serves;
use crate::model::{Compact, Model};

/// How texts in several languages stand beside one another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// One text after the other, each complete with its signatures.
    #[default]
    Tandem,
    /// In parallel columns, clause by clause, with one signature block for all languages.
    Columns,
}

/// One print of an instrument. The default is the common one: participants and languages in source order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edition {
    /// The participant that keeps this original, by index; none where it is nobody's.
    pub original: Option<usize>,
    /// The only language printed, by index into those of the compact.
    pub language: Option<usize>,
    /// How the texts stand.
    pub layout: Layout,
    /// Whether signatures and dates are printed as signed: "/s/ Name".
    pub conformed: bool,
    /// The date that the file carries where no date of signing is known: that on which the text was settled.
    pub settled_on: Option<Date>,
    /// The day that was written in by hand, of a conformed copy of a text that left it blank.
    pub signed_on: Option<Date>,
}

/// Why there is no such edition of a compact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoEdition {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl fmt::Display for NoEdition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// The most languages that stand side by side on a page.
const COLUMNS: usize = 3;

impl Edition {
    /// The original of a participant.
    ///
    /// # Errors
    /// There is no such participant, or the language of its text cannot be told.
    pub fn original(mut self, model: &Model, participant: &str) -> Result<Self, NoEdition> {
        let ids: Vec<&str> = model.participants.iter().map(|participant| participant.id.value.as_str()).collect();
        let index = ids.iter().position(|id| *id == participant).ok_or_else(|| NoEdition {
            message: format!("`{participant}` is no participant"),
            help: format!("the participants are {}", quoted(&ids)),
        })?;
        if language_of(model, index).is_none() {
            let tags = model.compact.iter().flat_map(|compact| &compact.languages);
            let tags: Vec<&str> = tags.map(|tag| tag.value.as_str()).collect();
            return Err(NoEdition {
                message: format!("which language comes first in the original of `{participant}` cannot be told"),
                help: format!("write `language` in its block: one of {}", quoted(&tags)),
            });
        }
        self.original = Some(index);
        Ok(self)
    }

    /// One language alone, named by its tag or the beginning of it.
    ///
    /// # Errors
    /// The compact is not signed in it.
    pub fn language(mut self, model: &Model, tag: &str) -> Result<Self, NoEdition> {
        self.language = Some(signed_language(model, tag)?);
        Ok(self)
    }

    /// A layout.
    ///
    /// # Errors
    /// There are more languages than columns on a page.
    pub fn laid_out(mut self, model: &Model, layout: Layout) -> Result<Self, NoEdition> {
        let languages = model.compact.as_ref().map_or(0, |compact| compact.languages.len());
        if layout == Layout::Columns && languages > COLUMNS {
            return Err(NoEdition {
                message: format!("{languages} languages do not fit side by side on a page"),
                help: "print one text after the other: `--layout tandem`".to_owned(),
            });
        }
        self.layout = layout;
        Ok(self)
    }

    /// The participants, by index, in the order in which a text names them; `language` is the text's, by index.
    pub fn participants(&self, model: &Model, language: usize) -> Vec<usize> {
        let by_language = model.compact.as_ref().is_some_and(|compact| compact.alternat_by_language);
        let owner = || (0..model.participants.len()).find(|index| language_of(model, *index) == Some(language));
        let first = if by_language { owner() } else { self.original };
        first_then_others(first, model.participants.len())
    }

    /// The participants in the order in which they sign where all languages have one signature block.
    pub fn signing(&self, model: &Model) -> Vec<usize> {
        first_then_others(self.original, model.participants.len())
    }

    /// The languages of the print, by index into those of the compact, in order.
    pub fn languages(&self, model: &Model) -> Vec<usize> {
        if let Some(only) = self.language {
            return vec![only];
        }
        self.order_of_languages(model)
    }

    /// The signed languages in the order in which the closing words name them.
    pub fn order_of_languages(&self, model: &Model) -> Vec<usize> {
        let count = model.compact.as_ref().map_or(0, |compact| compact.languages.len());
        first_then_others(self.original.and_then(|participant| language_of(model, participant)), count)
    }
}

/// The language of a compact that a tag, or the beginning of one, names.
///
/// # Errors
/// There is none.
pub fn signed_language(model: &Model, tag: &str) -> Result<usize, NoEdition> {
    let languages = model.compact.as_ref().map(|compact| compact.languages.as_slice()).unwrap_or_default();
    languages.iter().position(|language| serves(tag, &language.value)).ok_or_else(|| {
        let tags: Vec<&str> = languages.iter().map(|language| language.value.as_str()).collect();
        NoEdition {
            message: format!("this compact is not signed in `{tag}`"),
            help: format!("it is signed in {}", quoted(&tags)),
        }
    })
}

/// The language whose text a participant's original has first, by index: its own, or the one that is left to it where
/// that can be told.
pub fn language_of(model: &Model, participant: usize) -> Option<usize> {
    let compact = model.compact.as_ref()?;
    let find = |tag: &str| compact.languages.iter().position(|language| serves(tag, &language.value));
    let declared = |index: usize| model.participants.get(index)?.language.as_ref().and_then(|tag| find(&tag.value));
    match (declared(participant), compact.languages.len()) {
        (Some(own), _) => Some(own),
        (None, 0 | 1) => Some(0).filter(|_| !compact.languages.is_empty()),
        (None, _) => left_over(model, compact, participant, declared),
    }
}

/// The one language that no other participant takes, where each of the others has one; the assisting one is of English
/// where nothing else is said.
fn left_over(
    model: &Model,
    compact: &Compact,
    participant: usize,
    declared: impl Fn(usize) -> Option<usize>,
) -> Option<usize> {
    let english = || compact.languages.iter().position(|language| serves("en", &language.value));
    let told = |index: usize| declared(index).or_else(|| model.participants[index].assisting.then(english).flatten());
    if model.participants.get(participant)?.assisting
        && let Some(english) = english()
    {
        return Some(english);
    }
    let others: Option<Vec<usize>> =
        (0..model.participants.len()).filter(|index| *index != participant).map(told).collect();
    let others = others?;
    let mut left = (0..compact.languages.len()).filter(|language| !others.contains(language));
    left.next().filter(|_| left.next().is_none())
}

fn first_then_others(first: Option<usize>, count: usize) -> Vec<usize> {
    let others = (0..count).filter(|index| Some(*index) != first);
    first.into_iter().chain(others).collect()
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
