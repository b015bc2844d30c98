//! DAT003: counts so small that, broken down, they point at one child.

use rust_decimal::Decimal;

use super::Facts;
use crate::diagnostic::Diagnostic;
use crate::model::text::plain;
use crate::model::value::{Figure, grouped};
use crate::model::{Dimension, Indicator, Measure, MeasureValue};

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let model = facts.model;
    let own = model.data.as_ref().and_then(|data| data.suppress_below);
    let Some(limit) = own.or_else(|| facts.number("suppress-below").map(Decimal::from)) else { return };
    for indicator in model.indicators.iter().filter(|indicator| breaks_down_persons(indicator)) {
        let figures: Vec<(Figure, &Measure)> = (indicator.baseline.iter().chain(&indicator.targets))
            .filter_map(|measure| match measure.value {
                MeasureValue::Set(figure, _) => Some((figure, measure)),
                _ => None,
            })
            .collect();
        if figures.iter().any(|(figure, _)| figure.percent) || is_measure(facts, indicator) {
            continue;
        }
        let small = |figure: &Figure| figure.value >= Decimal::ONE && figure.value < limit;
        let Some((figure, measure)) = figures.iter().find(|(figure, _)| small(figure)) else { continue };
        let index = model.outline.at(indicator.id.span);
        let place = index.and_then(|index| model.outline.values(index, "disaggregated"));
        let id = &indicator.id.value;
        let message = format!(
            "`{id}` counts {}, fewer than {}, and is broken down by {} dimensions at once: a cell may be one child",
            grouped(figure.value),
            grouped(limit),
            indicator.disaggregated.len()
        );
        let finding = facts
            .finding(place.unwrap_or(indicator.id.span), message)
            .help("break it down by one dimension, or report the breakdown over several years")
            .related(model.outline.value_in(measure.span, "FIGURE"), "a small count");
        found.push(finding.about([id.clone()]));
    }
}

/// Two dimensions or more, of which one is of a person: places and offices alone point at nobody.
fn breaks_down_persons(indicator: &Indicator) -> bool {
    let of_person = |dimension: &Dimension| matches!(dimension, Dimension::Known(word) if word != "region");
    indicator.disaggregated.len() >= 2 && indicator.disaggregated.iter().any(of_person)
}

/// Whether the unit is a measure of time or a rate, and so no count: "days to a charge", "children per 100 visits".
fn is_measure(facts: &Facts<'_>, indicator: &Indicator) -> bool {
    let measures = facts.list("measures");
    let is_known = |word: &str| measures.iter().any(|measure| measure == word);
    indicator.unit.iter().flat_map(|unit| &unit.entries).any(|entry| {
        let text = plain(&entry.prose).to_lowercase();
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let numbered = |pair: &[&str]| is_known(pair[0]) && pair[1].starts_with(|c: char| c.is_ascii_digit());
        words.first().is_some_and(|first| is_known(first)) || words.windows(2).any(numbered)
    })
}
