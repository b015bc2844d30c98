//! Checks that need analysis: one file each, named by the page of its rule.

mod about_amount;
mod against_direction;
mod amounts;
mod announced_amounts;
mod annual_targets;
mod articles;
mod characters;
mod dialogue_covers_all;
mod differences;
mod force;
mod known;
mod languages;
mod named_by_hand;
mod never_used;
mod outside_term;
mod percentage;
mod personal_data;
mod placeholders;
mod plan_outside_term;
mod small_counts;
mod standard;
mod target_order;
mod unallocated;
mod words;

use std::fmt::Display;

use super::Facts;
use crate::diagnostic::Diagnostic;
use crate::model::term::Term;
use crate::model::value::{Figure, Period};
use crate::model::{Measure, MeasureValue};
use crate::syntax::ast::{Comment, Item};

type Check = fn(&Facts<'_>, &mut Vec<Diagnostic>);

/// All checks, by the names that pages use.
const ALL: &[(&str, Check)] = &[
    ("about-amount", about_amount::check),
    ("against-direction", against_direction::check),
    ("amount-by-hand", amounts::check),
    ("announced-amounts", announced_amounts::check),
    ("annual-targets", annual_targets::check),
    ("articles", articles::check),
    ("dialogue-covers-all", dialogue_covers_all::check),
    ("force-differs", force::check),
    ("hidden-characters", characters::hidden),
    ("language-missing", languages::missing),
    ("languages-differ", differences::check),
    ("languages-known", known::check),
    ("look-alikes", characters::look_alikes),
    ("named-by-hand", named_by_hand::check),
    ("never-used", never_used::check),
    ("normal-form", characters::normal_form),
    ("outside-term", outside_term::check),
    ("percentage", percentage::check),
    ("personal-data", personal_data::check),
    ("placeholders", placeholders::check),
    ("plan-outside-term", plan_outside_term::check),
    ("regions", languages::regions),
    ("small-counts", small_counts::check),
    ("standard-statement", standard::check),
    ("target-order", target_order::check),
    ("unallocated", unallocated::check),
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

/// Items as messages list them: "`2018`, `2019` and `2020`".
pub(super) fn listed(items: &[impl Display]) -> String {
    let items: Vec<String> = items.iter().map(|item| format!("`{item}`")).collect();
    match items.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

/// The term as messages name it: its days, or its length while they are not known.
fn term_in_words(term: &Term) -> String {
    match (term.days, &term.duration) {
        (Some((first, last)), _) => format!("{first} to {last}"),
        (None, Some(duration)) => duration.value.to_string(),
        (None, None) => String::new(),
    }
}

/// The figures of targets in the order of their periods; none where one was not understood, or where their periods are
/// of two kinds.
fn by_period(targets: &[Measure]) -> Option<Vec<(Period, Figure, &Measure)>> {
    let mut found = Vec::new();
    for target in targets {
        match target.value {
            MeasureValue::Set(figure, period) => found.push((period, figure, target)),
            MeasureValue::ToBeSet(..) => {}
            MeasureValue::Unknown => return None,
        }
    }
    found.sort_by_key(|(period, ..)| *period);
    found.windows(2).all(|pair| pair[0].0.same_kind(pair[1].0)).then_some(found)
}

/// The comments among items, at every depth.
fn comments<'a>(items: &'a [Item], each: &mut impl FnMut(&'a Comment)) {
    for item in items {
        match item {
            Item::Comment(comment) => each(comment),
            Item::Statement(statement) => {
                statement.comment.iter().chain(&statement.continued).for_each(&mut *each);
                if let Some(block) = &statement.block {
                    comments(&block.items, each);
                    block.comment.iter().for_each(&mut *each);
                }
            }
            Item::Broken(broken) => {
                if let Some(block) = &broken.block {
                    comments(&block.items, each);
                }
            }
            Item::Blank => {}
        }
    }
}
