//! Checks that need analysis: one file each, named by the page of its rule.

mod amounts;
mod articles;
mod characters;
mod differences;
mod force;
mod languages;
mod named_by_hand;
mod personal_data;
mod placeholders;
mod standard;
mod words;

use super::Facts;
use crate::diagnostic::Diagnostic;

type Check = fn(&Facts<'_>, &mut Vec<Diagnostic>);

/// All checks, by the names that pages use.
const ALL: &[(&str, Check)] = &[
    ("amount-by-hand", amounts::check),
    ("articles", articles::check),
    ("force-differs", force::check),
    ("hidden-characters", characters::hidden),
    ("language-missing", languages::missing),
    ("languages-differ", differences::check),
    ("look-alikes", characters::look_alikes),
    ("named-by-hand", named_by_hand::check),
    ("normal-form", characters::normal_form),
    ("personal-data", personal_data::check),
    ("placeholders", placeholders::check),
    ("regions", languages::regions),
    ("standard-statement", standard::check),
    ("words", words::check),
    ("words-counted", words::counted),
];

/// A check by its name.
pub(super) fn named(name: &str) -> Option<Check> {
    ALL.iter().find(|(known, _)| *known == name).map(|(_, check)| *check)
}

/// The names of all checks.
pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|(name, _)| *name)
}
