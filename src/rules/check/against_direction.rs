//! TIM004: a target that goes against the direction of its indicator.

use rust_decimal::Decimal;

use super::{Facts, by_period};
use crate::diagnostic::Diagnostic;
use crate::model::value::{Figure, Period, grouped};
use crate::model::{Indicator, MeasureValue};
use crate::source::Span;

/// A step of the way: when, how much, and where it is written.
type Step = (Period, Figure, Span);

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(facts.model.indicators.iter().filter_map(|indicator| against(facts, indicator)));
}

fn against(facts: &Facts<'_>, indicator: &Indicator) -> Option<Diagnostic> {
    let outline = &facts.model.outline;
    if outline.unread(outline.at(indicator.id.span)?, "direction") {
        return None;
    }
    let steps = steps(indicator)?;
    let stated = indicator.direction.as_ref().map(|direction| direction.value.as_str());
    let direction = stated.or_else(|| told(&steps))?;
    // Work is planned to wind down: outputs of a period may fall unless it is said that they should not.
    if stated.is_none() && is_work(indicator) {
        return None;
    }
    let (before, after) = steps.windows(2).find_map(|pair| match pair {
        [before, after] if is_against(direction, before.1.value, after.1.value) => Some((before, after)),
        _ => None,
    })?;
    // That a sum falls is another rule's finding.
    let falls = after.1.value < before.1.value;
    if falls && indicator.counted == "cumulative" {
        return None;
    }
    let id = &indicator.id.value;
    let message = format!(
        "`{id}` {} from {} in `{}` to {} in `{}`, and {} `{direction}`",
        if falls { "falls" } else { "rises" },
        written(before.1),
        before.0,
        written(after.1),
        after.0,
        if stated.is_some() { "its direction is" } else { "as a whole its direction is" },
    );
    let finding = facts
        .finding(outline.value_in(after.2, "FIGURE"), message)
        .help("correct the figure, or state the direction that is meant: `direction …`")
        .related(outline.value_in(before.2, "FIGURE"), "the figure before");
    let finding = match &indicator.direction {
        Some(direction) => finding.related(direction.span, "the direction"),
        None => finding,
    };
    Some(finding.about([id.clone(), "term".to_owned()]))
}

/// Baseline and targets in order; none where their figures cannot be compared.
fn steps(indicator: &Indicator) -> Option<Vec<Step>> {
    let mut steps: Vec<Step> = Vec::new();
    // The figure of one year is no start of a sum over several.
    if let Some(baseline) = indicator.baseline.as_ref().filter(|_| indicator.counted != "cumulative")
        && let MeasureValue::Set(figure, period) = baseline.value
    {
        steps.push((period, figure, baseline.span));
    }
    steps.extend(
        by_period(&indicator.targets)?.into_iter().map(|(period, figure, target)| (period, figure, target.span)),
    );
    let alike = steps.windows(2).all(|pair| pair[0].1.percent == pair[1].1.percent);
    alike.then_some(steps)
}

/// The direction from the first figure to the last.
fn told(steps: &[Step]) -> Option<&'static str> {
    let (first, last) = (steps.first()?.1.value, steps.last()?.1.value);
    match first.cmp(&last) {
        std::cmp::Ordering::Less => Some("increase"),
        std::cmp::Ordering::Greater => Some("decrease"),
        std::cmp::Ordering::Equal => None,
    }
}

fn is_work(indicator: &Indicator) -> bool {
    indicator.counted == "per-period" && indicator.level.as_ref().is_some_and(|level| level.value == "output")
}

fn is_against(direction: &str, before: Decimal, after: Decimal) -> bool {
    match direction {
        "increase" => after < before,
        "decrease" => after > before,
        _ => after != before,
    }
}

fn written(figure: Figure) -> String {
    format!("{}{}", grouped(figure.value), if figure.percent { "%" } else { "" })
}
