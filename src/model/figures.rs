//! Figures that must agree: plans with amounts, activities with contributions, periods with each other.

use rust_decimal::Decimal;

use super::funds::{self, Fund, shown, total};
use super::value::{Period, Quantifier, grouped};
use super::{Contribution, Indicator, MeasureValue, Model, PlanLine};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Checks the arithmetic of a model: FIN001, FIN002, FIN004.
pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    for contribution in &model.contributions {
        let sound = periods_once(contribution, diagnostics);
        if sound && !contribution.plan_unknown {
            plan_adds_up(contribution, diagnostics);
        }
    }
    for indicator in &model.indicators {
        targets_once(indicator, diagnostics);
    }
    for participant in 0..model.participants.len() {
        activities_within(model, participant, diagnostics);
    }
}

fn periods_once(contribution: &Contribution, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let known = diagnostics.len();
    for (index, line) in contribution.plan.iter().enumerate() {
        let before = &contribution.plan[..index];
        if let Some(first) = before.iter().find(|first| first.period.value == line.period.value) {
            diagnostics.push(
                Diagnostic::error("FIN004", line.period.span, format!("`{}` is planned twice", line.period.value))
                    .related(first.period.span, "first planned here")
                    .help("add the two amounts up in one line"),
            );
        } else if let Some(first) = before.first().filter(|first| !first.period.value.same_kind(line.period.value)) {
            let (here, there) = (line.period.value.kind(), first.period.value.kind());
            diagnostics.push(
                Diagnostic::error("FIN004", line.period.span, format!("this plan mixes {here} with {there}"))
                    .related(first.period.span, format!("it begins with {there}"))
                    .help("plan all of a contribution by one kind of period"),
            );
            break;
        }
    }
    diagnostics.len() == known
}

/// An indicator's targets are for one kind of period, each period once, and set or to be set: a table has one cell for each.
fn targets_once(indicator: &Indicator, diagnostics: &mut Vec<Diagnostic>) {
    let mut known: Vec<(Period, Span)> = Vec::new();
    let mut open: Option<Span> = None;
    for target in &indicator.targets {
        match target.value {
            MeasureValue::Set(_, period) => {
                if let Some((_, first)) = known.iter().find(|(known, _)| *known == period) {
                    diagnostics.push(
                        Diagnostic::error("FIN004", target.span, format!("the target for `{period}` is given twice"))
                            .related(*first, "first given here")
                            .help("keep one of the two"),
                    );
                } else if let Some((other, first)) = known.first().filter(|(other, _)| !other.same_kind(period)) {
                    let message = format!("these targets mix {} with {}", period.kind(), other.kind());
                    diagnostics.push(
                        Diagnostic::error("FIN004", target.span, message)
                            .related(*first, format!("they begin with {}", other.kind()))
                            .help("give all targets of an indicator by one kind of period"),
                    );
                    return;
                }
                known.push((period, target.span));
            }
            MeasureValue::ToBeSet(..) => open = Some(target.span),
            MeasureValue::Unknown => {}
        }
    }
    if let (Some(open), Some((_, first))) = (open, known.first()) {
        diagnostics.push(
            Diagnostic::error("FIN004", open, "these targets are set and to be set at once")
                .related(*first, "set here")
                .help("keep the figures, or one line `target to-be-set`"),
        );
    }
}

fn plan_adds_up(contribution: &Contribution, diagnostics: &mut Vec<Diagnostic>) {
    let Some(amount) = &contribution.amount else { return };
    let declared = amount.value.money;
    let foreign = |line: &&PlanLine| line.money.value.currency != declared.currency;
    if let Some(line) = contribution.plan.iter().find(foreign) {
        let (plan, whole) = (line.money.value.currency.code(), declared.currency.code());
        diagnostics.push(
            Diagnostic::error(
                "FIN001",
                line.money.span,
                format!("the plan of `{}` is in {plan}, its amount in {whole}", contribution.id.value),
            )
            .related(amount.span, "the amount")
            .about([contribution.id.value.clone()])
            .help("plan a contribution in the currency of its amount; a conversion is `equivalent`"),
        );
        return;
    }
    let parts: Vec<Decimal> = contribution.plan.iter().map(|line| line.money.value.amount).collect();
    let Some(total) = total(parts.iter().copied()) else { return };
    if parts.is_empty() {
        return;
    }
    let limit = declared.amount;
    let (fails, relation) = match amount.value.quantifier {
        None | Some(Quantifier::Planned) => (total != limit, "not"),
        Some(Quantifier::UpTo) => (total > limit, "more than up to"),
        Some(Quantifier::AtLeast) => (total < limit, "less than at least"),
        Some(Quantifier::About) => (false, ""),
    };
    if fails {
        let code = declared.currency.code();
        let message = format!(
            "the plan of `{}` does not add up: {} {}, {relation} {}",
            contribution.id.value,
            code,
            shown(&parts, total),
            grouped(limit)
        );
        let mut finding = Diagnostic::error("FIN001", amount.span, message)
            .about([contribution.id.value.clone()])
            .help("correct the amount or a line of the plan, so that they agree");
        for line in &contribution.plan {
            finding = finding.related(line.money.span, format!("{}", line.period.value));
        }
        diagnostics.push(finding);
    }
}

fn activities_within(model: &Model, participant: usize, diagnostics: &mut Vec<Diagnostic>) {
    let Some(owner) = model.participants.get(participant).map(|participant| &participant.id.value) else { return };
    // No contribution at all is another rule's finding; none in this currency is this one's.
    if funds::unconditional(model, participant).next().is_none() {
        return;
    }
    for fund in funds::funds(model, participant).unwrap_or_default() {
        let Some(first) = fund.contributions.first() else {
            diagnostics.extend(no_contribution(owner, &fund));
            continue;
        };
        let given: Option<Vec<Decimal>> =
            fund.contributions.iter().map(|contribution| contribution.ceiling()).collect();
        let parts = fund.parts();
        let sums = given.and_then(|given| Some((total(given.iter().copied())?, total(parts.iter().copied())?, given)));
        let Some((limit, spent, given)) = sums.filter(|(limit, spent, _)| spent > limit) else { continue };
        let reserved = fund.taken.iter().any(|taken| taken.activity.is_none());
        let message = format!(
            "the activities {}that `{owner}` funds go beyond its contributions: {} {}, more than {} by {}",
            if reserved { "and reserves " } else { "" },
            fund.currency.code(),
            shown(&parts, spent),
            shown(&given, limit),
            grouped(spent - limit)
        );
        let span = first.amount.as_ref().map_or(first.id.span, |amount| amount.span);
        let finding = Diagnostic::error("FIN002", span, message)
            .about([owner.clone()])
            .help("raise the contribution's amount and plan, or lower a share of funding");
        diagnostics.push(with_places(finding, &fund));
    }
}

fn no_contribution(owner: &str, fund: &Fund<'_>) -> Option<Diagnostic> {
    let span = fund.taken.first()?.span;
    let code = fund.currency.code();
    let message = format!("`{owner}` funds activities in {code} and contributes nothing in {code}");
    let help =
        format!("add a contribution of `{owner}` in {code}, or fund the activity in the currency that it contributes");
    Some(Diagnostic::error("FIN002", span, message).about([owner.to_owned()]).help(help))
}

/// Adds where the money is taken.
fn with_places(finding: Diagnostic, fund: &Fund<'_>) -> Diagnostic {
    fund.taken.iter().fold(finding, |finding, taken| {
        let what = taken.activity.map_or("reserve".to_owned(), |activity| format!("`{}`", activity.id.value));
        finding.related(taken.span, what)
    })
}
