//! TIM001: activities and targets outside the term.

use super::{Facts, listed, term_in_words};
use crate::diagnostic::Diagnostic;
use crate::model::term::Term;
use crate::model::value::{Period, TimeSpan};
use crate::model::{Measure, MeasureValue};

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let model = facts.model;
    let Some(term) = &model.term else { return };
    let fiscal = model.fiscal_year();
    for activity in &model.activities {
        let Some(during) = activity.during.as_ref().filter(|during| is_outside(term, during.value, fiscal)) else {
            continue;
        };
        let id = &activity.id.value;
        let message = format!("`{id}` goes on outside the term ({})", term_in_words(term));
        let help = "let it begin and end within the term, or correct the term";
        found.push(facts.finding(during.span, message).help(help).about([id.clone(), "term".to_owned()]));
    }
    for indicator in &model.indicators {
        let outside = indicator.targets.iter().filter_map(|target| match target.value {
            MeasureValue::Set(_, period) if term.holds(period, fiscal) == Some(false) => Some((period, target)),
            _ => None,
        });
        let outside: Vec<(Period, &Measure)> = outside.collect();
        let Some((_, first)) = outside.first() else { continue };
        let periods: Vec<Period> = outside.iter().map(|(period, _)| *period).collect();
        let id = &indicator.id.value;
        let message =
            format!("`{id}` has a target for {}, outside the term ({})", listed(&periods), term_in_words(term));
        let finding = facts
            .finding(model.outline.value_in(first.span, "PERIOD"), message)
            .help("set targets for periods of the term, or correct the term")
            .about([id.clone(), "term".to_owned()]);
        let places = outside.iter().skip(1).map(|(_, target)| model.outline.value_in(target.span, "PERIOD"));
        found.push(places.fold(finding, |finding, place| finding.related(place, "outside, too")));
    }
}

/// Whether a span leaves the term at either end. A year belongs to the term if the term touches it; a day must lie in it.
fn is_outside(term: &Term, span: TimeSpan, fiscal: (i8, i8)) -> bool {
    match span {
        TimeSpan::Periods(from, to) => [from, to].iter().any(|period| term.holds(*period, fiscal) == Some(false)),
        TimeSpan::Dates(from, to) => term.days.is_some_and(|(first, last)| from < first || to > last),
    }
}
