//! TIM002: a baseline after the first target, and a count that only grows which falls.

use super::{Facts, by_period};
use crate::diagnostic::Diagnostic;
use crate::model::term::Term;
use crate::model::value::{Period, grouped};
use crate::model::{Indicator, Measure, MeasureValue};

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for indicator in &facts.model.indicators {
        found.extend(late_baseline(facts, indicator));
        if indicator.counted == "cumulative" {
            found.extend(falling(facts, indicator));
        }
    }
}

fn late_baseline(facts: &Facts<'_>, indicator: &Indicator) -> Option<Diagnostic> {
    let baseline = indicator.baseline.as_ref()?;
    let MeasureValue::Set(_, start) = baseline.value else { return None };
    let targets = by_period(&indicator.targets)?;
    let (first, _, target) = targets.first()?;
    if !is_after(facts, start, *first) {
        return None;
    }
    let outline = &facts.model.outline;
    let id = &indicator.id.value;
    let message = format!("the baseline of `{id}` is of `{start}`, after its first target, for `{first}`");
    let finding = facts
        .finding(outline.value_in(baseline.span, "PERIOD"), message)
        .help("give the baseline of the last period before the first target")
        .related(outline.value_in(target.span, "PERIOD"), "the first target");
    Some(finding.about([id.clone(), "term".to_owned()]))
}

/// Whether a period comes after another: of one kind by their numbers, of two only where they do not even overlap.
fn is_after(facts: &Facts<'_>, one: Period, other: Period) -> bool {
    if one.same_kind(other) {
        return one > other;
    }
    let fiscal = facts.model.fiscal_year();
    let days = |term: &Term| Some((term.period(one, fiscal)?.0, term.period(other, fiscal)?.1));
    facts.model.term.as_ref().and_then(days).is_some_and(|(begin, end)| begin > end)
}

fn falling(facts: &Facts<'_>, indicator: &Indicator) -> Option<Diagnostic> {
    let targets = by_period(&indicator.targets)?;
    let (before, after) = targets.windows(2).find_map(|pair| match pair {
        [before, after] if before.1.percent == after.1.percent && after.1.value < before.1.value => {
            Some((before, after))
        }
        _ => None,
    })?;
    let outline = &facts.model.outline;
    let place = |target: &Measure| outline.value_in(target.span, "FIGURE");
    let id = &indicator.id.value;
    let message = format!(
        "`{id}` is counted from the beginning, and falls from {} in `{}` to {} in `{}`",
        grouped(before.1.value),
        before.0,
        grouped(after.1.value),
        after.0
    );
    let finding = facts
        .finding(place(after.2), message)
        .help("add up what was reached before, or write `counted per-period`")
        .related(place(before.2), "the target before");
    Some(finding.about([id.clone(), "term".to_owned()]))
}
