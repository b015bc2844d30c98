//! GAO001: a target for every period for which the term lets one expect it.

use super::{Facts, listed};
use crate::diagnostic::Diagnostic;
use crate::model::value::Period;
use crate::model::{Indicator, MeasureValue};

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let Some(term) = &facts.model.term else { return };
    for indicator in &facts.model.indicators {
        let Some(set) = targets(facts, indicator) else { continue };
        // Without any target nothing says by which years it would be counted.
        let like = set.first().copied().unwrap_or(Period::Program(1));
        let expected = term.expected(like, facts.model.fiscal_year());
        let id = &indicator.id.value;
        let missing = missing(&expected, &set, &indicator.frequency);
        if missing.is_empty() {
            continue;
        }
        let message = match indicator.frequency.as_str() {
            _ if missing.len() == expected.len() => format!("`{id}` has no target for any year of the term"),
            "every-two-years" => format!("`{id}` has no target in two years running, {}", listed(&missing)),
            _ => format!("`{id}` has no target for {}", listed(&missing)),
        };
        // Of two years running without one, a target in either is enough.
        let every = if indicator.frequency == "annually" { missing.as_slice() } else { &missing[..1] };
        let lines: Vec<String> = every.iter().map(|period| format!("target … in {period}")).collect();
        let help = format!("add {}, or one line `target to-be-set by` a date for all of them", listed(&lines));
        // A target for a year outside the term is often the one that is missing within it.
        let about = [id.clone(), "term".to_owned()];
        let finding = facts.finding(indicator.id.span, message).help(help).about(about);
        found.push(finding.adds(Some(indicator.id.span), lines.join("\n")));
    }
}

/// The periods that have a target; none where nothing can be said of them, or where they are to be set.
fn targets(facts: &Facts<'_>, indicator: &Indicator) -> Option<Vec<Period>> {
    let outline = &facts.model.outline;
    let index = outline.at(indicator.id.span)?;
    if ["target", "frequency"].iter().any(|part| outline.unread(index, part)) {
        return None;
    }
    let set = indicator.targets.iter().map(|target| match target.value {
        MeasureValue::Set(_, period) => Some(period),
        MeasureValue::ToBeSet(..) | MeasureValue::Unknown => None,
    });
    let set: Vec<Period> = set.collect::<Option<_>>()?;
    set.iter().all(|period| period.same_kind(set[0])).then_some(set)
}

/// The expected periods that lack a target: how many may go without one, the frequency says.
fn missing(expected: &[Period], set: &[Period], frequency: &str) -> Vec<Period> {
    let without = |periods: &[Period]| periods.iter().all(|period| !set.contains(period));
    match frequency {
        "once" if without(expected) => expected.to_vec(),
        "once" => Vec::new(),
        "every-two-years" if without(expected) => expected.to_vec(),
        "every-two-years" => expected.windows(2).find(|pair| without(pair)).map(<[_]>::to_vec).unwrap_or_default(),
        _ => expected.iter().copied().filter(|period| !set.contains(period)).collect(),
    }
}
