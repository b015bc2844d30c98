//! The numbers that an instrument prints: sections, objectives, activities, indicators, paragraphs.

use crate::model::text::{Passage, Text};
use crate::model::{Model, SectionName};

/// The numbers of one text.
#[derive(Debug, Clone, Default)]
pub struct Numbering {
    /// The sections that are printed, in order.
    pub sections: Vec<Printed>,
    /// "1", "1.a": by objective.
    pub objectives: Vec<String>,
    /// "1.2": by activity.
    pub activities: Vec<String>,
    /// "1.2": by indicator; "0.1" would be no number, so an indicator of the goal has "G.1".
    pub indicators: Vec<String>,
    /// The paragraph of section III that each responsibility begins in.
    pub responsibilities: Vec<usize>,
}

/// A section that is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Printed {
    /// One of the instrument's own.
    Own(SectionName),
    /// A provision that stands as a section, by index.
    Provision(usize),
}

impl Numbering {
    /// Numbers what a model has to print in a language; `first` says whether the compact is drafted in it.
    pub fn of(model: &Model, language: &str, first: bool) -> Self {
        let objectives = objectives(model);
        Self {
            sections: sections(model),
            activities: within(model, &objectives, model.activities.iter().map(|activity| &activity.objectives)),
            indicators: within(model, &objectives, model.indicators.iter().map(|indicator| &indicator.objectives)),
            responsibilities: responsibilities(model, language, first),
            objectives,
        }
    }

    /// The Roman number of a section.
    pub fn section(&self, section: Printed) -> Option<String> {
        let index = self.sections.iter().position(|printed| *printed == section)?;
        Some(roman(index + 1))
    }
}

fn sections(model: &Model) -> Vec<Printed> {
    let mut printed = Vec::new();
    for name in SectionName::ALL {
        if model.prints(name) {
            printed.push(Printed::Own(name));
        }
        if name != SectionName::General {
            let after = model.provisions.iter().enumerate().filter(|(_, provision)| provision.after == name);
            printed.extend(
                after
                    .filter(|(_, provision)| !is_standard(&provision.id.value))
                    .map(|(index, _)| Printed::Provision(index)),
            );
        }
    }
    printed
}

/// Whether a provision replaces a standard statement of the last section but one.
pub fn is_standard(id: &str) -> bool {
    matches!(id, "non-binding" | "funds")
}

fn objectives(model: &Model) -> Vec<String> {
    let mut numbers = vec![String::new(); model.objectives.len()];
    let mut whole = 0;
    for (index, objective) in model.objectives.iter().enumerate() {
        if objective.within.is_none() {
            whole += 1;
            numbers[index] = whole.to_string();
        }
    }
    let mut parts = vec![0; model.objectives.len()];
    for (index, objective) in model.objectives.iter().enumerate() {
        if let Some(whole) = objective.within {
            let letter = letter(parts[whole]).to_lowercase();
            parts[whole] += 1;
            numbers[index] = format!("{}.{letter}", numbers[whole]);
        }
    }
    numbers
}

/// Numbers what belongs to objectives, in source order; what belongs to a part counts for its whole.
fn within<'a>(model: &Model, objectives: &[String], items: impl Iterator<Item = &'a Vec<usize>>) -> Vec<String> {
    let mut counts = vec![0; model.objectives.len() + 1];
    items
        .map(|of| {
            let whole = of.first().map(|objective| whole_of(model, *objective));
            let count = &mut counts[whole.map_or(model.objectives.len(), |whole| whole)];
            *count += 1;
            match whole.and_then(|whole| objectives.get(whole)) {
                Some(number) => format!("{number}.{count}"),
                None => format!("G.{count}"),
            }
        })
        .collect()
}

/// The objective that another is part of, or itself.
pub fn whole_of(model: &Model, objective: usize) -> usize {
    model.objectives.get(objective).and_then(|objective| objective.within).unwrap_or(objective)
}

/// Responsibilities by whose they are: those of each participant in source order, those of some, those of all. Each
/// group has its participants, none where they are all.
pub fn responsibility_groups(model: &Model) -> Vec<(Vec<usize>, Vec<usize>)> {
    let all = model.participants.len();
    let mut groups: Vec<(Vec<usize>, Vec<usize>)> = (0..all).map(|index| (vec![index], Vec::new())).collect();
    let mut joint = Vec::new();
    for (index, responsibility) in model.responsibilities.iter().enumerate() {
        let mut whose = responsibility.participants.clone();
        whose.sort_unstable();
        whose.dedup();
        if whose.is_empty() || (whose.len() == all && all > 1) {
            joint.push(index);
            continue;
        }
        match groups.iter_mut().find(|(known, _)| *known == whose) {
            Some((_, members)) => members.push(index),
            None => groups.push((whose, vec![index])),
        }
    }
    groups.push((Vec::new(), joint));
    groups.retain(|(_, members)| !members.is_empty());
    groups
}

fn responsibilities(model: &Model, language: &str, first: bool) -> Vec<usize> {
    let mut numbers = vec![0; model.responsibilities.len()];
    let mut next = 1;
    for index in responsibility_groups(model).into_iter().flat_map(|(_, members)| members) {
        numbers[index] = next;
        let text = model.responsibilities[index].text.as_ref();
        next += text.map_or(1, |text| paragraphs(text, language, first).max(1));
    }
    numbers
}

/// How many paragraphs a text has in a language.
fn paragraphs(text: &Text, language: &str, first: bool) -> usize {
    let entry = text.entry(language, first).or_else(|| text.any());
    entry.map_or(0, |entry| entry.prose.iter().filter(|passage| matches!(passage, Passage::Paragraph(_))).count())
}

/// A Roman number.
pub fn roman(mut number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    text
}

/// A capital letter for the first, second and further of a row: A to Z, then AA.
pub fn letter(index: usize) -> String {
    let last = char::from(b'A' + u8::try_from(index % 26).unwrap_or_default());
    if index < 26 { last.to_string() } else { format!("{}{last}", letter(index / 26 - 1)) }
}
