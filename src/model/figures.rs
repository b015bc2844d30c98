//! Figures that must agree: plans with amounts, activities with contributions, periods with each other.

use std::collections::HashMap;

use iso_currency::Currency;
use rust_decimal::Decimal;

use super::value::{Money, Period, Quantifier, grouped};
use super::{Activity, Contribution, Indicator, MeasureValue, Model, PlanLine, Share};
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

/// The sum of money in one currency; none where it is beyond what can be counted.
pub fn sum(money: impl IntoIterator<Item = Money>) -> Option<Decimal> {
    money.into_iter().try_fold(Decimal::ZERO, |sum, money| sum.checked_add(money.amount))
}

/// "1,500,000 + 1,000,000 = 2,500,000"
fn shown(parts: &[Decimal], total: Decimal) -> String {
    let parts: Vec<String> = parts.iter().map(|part| grouped(*part)).collect();
    if parts.len() == 1 { grouped(total) } else { format!("{} = {}", parts.join(" + "), grouped(total)) }
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
            Diagnostic::error("FIN001", line.money.span, format!("the plan is in {plan}, the amount in {whole}"))
                .related(amount.span, "the amount")
                .help("plan a contribution in the currency of its amount; a conversion is `equivalent`"),
        );
        return;
    }
    let parts: Vec<Decimal> = contribution.plan.iter().map(|line| line.money.value.amount).collect();
    let Some(total) = sum(contribution.plan.iter().map(|line| line.money.value)) else { return };
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
            .help("correct the amount or a line of the plan, so that they agree");
        for line in &contribution.plan {
            finding = finding.related(line.money.span, format!("{}", line.period.value));
        }
        diagnostics.push(finding);
    }
}

/// What a participant's contributions come to in one currency.
struct Available {
    total: Decimal,
    span: Span,
    parts: Vec<Decimal>,
    /// A floor or an estimate: nothing is said of what goes beyond it.
    open: bool,
}

fn activities_within(model: &Model, participant: usize, diagnostics: &mut Vec<Diagnostic>) {
    let mut available: HashMap<Currency, Available> = HashMap::new();
    let contributions = model.contributions.iter().filter(|contribution| contribution.participant == participant);
    let mut unknown = false;
    for contribution in contributions.filter(|contribution| contribution.condition.is_none()) {
        unknown |= contribution.plan_unknown;
        let Some(amount) = &contribution.amount else { continue };
        let plan = sum(contribution.plan.iter().map(|line| line.money.value)).unwrap_or_default();
        let money = amount.value.money;
        // A ceiling counts at what is planned below it.
        let counts = match amount.value.quantifier {
            Some(Quantifier::UpTo) if !contribution.plan.is_empty() => plan,
            _ => money.amount,
        };
        let open = matches!(amount.value.quantifier, Some(Quantifier::AtLeast | Quantifier::About));
        let entry = available.entry(money.currency).or_insert(Available {
            total: Decimal::ZERO,
            span: amount.span,
            parts: Vec::new(),
            open: false,
        });
        entry.total += counts;
        entry.parts.push(counts);
        entry.open |= open;
    }
    if unknown {
        return;
    }
    let mut currencies: Vec<Currency> = shares(model, participant).map(|(_, money, _)| money.currency).collect();
    currencies.sort_by_key(|currency| currency.code());
    currencies.dedup();
    for currency in currencies {
        let shares: Vec<_> = shares(model, participant).filter(|(_, money, _)| money.currency == currency).collect();
        let Some(spent) = sum(shares.iter().map(|(_, money, _)| *money)) else { continue };
        let Some(given) = available.get(&currency) else {
            // No contribution at all is another rule's finding; one in another currency only is this one's.
            if !available.is_empty() {
                diagnostics.push(no_contribution(model, participant, currency, &shares));
            }
            continue;
        };
        if given.open || spent <= given.total {
            continue;
        }
        let parts: Vec<Decimal> = shares.iter().map(|(_, money, _)| money.amount).collect();
        let id = model.participants.get(participant).map_or("", |participant| participant.id.value.as_str());
        let message = format!(
            "the activities that `{id}` funds go beyond its contributions: {} {}, more than {} by {}",
            currency.code(),
            shown(&parts, spent),
            grouped(given.total),
            grouped(spent - given.total)
        );
        let mut finding = Diagnostic::error("FIN002", given.span, message)
            .help("raise the contribution's plan, or lower a share of funding");
        for (activity, _, span) in shares {
            finding = finding.related(span, format!("`{}`", activity.id.value));
        }
        diagnostics.push(finding);
    }
}

fn no_contribution(
    model: &Model,
    participant: usize,
    currency: Currency,
    shares: &[(&Activity, Money, Span)],
) -> Diagnostic {
    let id = model.participants.get(participant).map_or("", |participant| participant.id.value.as_str());
    let span = shares.first().map(|(_, _, span)| *span).unwrap_or_default();
    let code = currency.code();
    Diagnostic::error("FIN002", span, format!("`{id}` funds activities in {code} and contributes nothing in {code}"))
        .help(format!(
            "add a contribution of `{id}` in {code}, or fund the activity in the currency that it contributes"
        ))
}

/// The shares of money of a participant, those of conditional activities left out.
fn shares(model: &Model, participant: usize) -> impl Iterator<Item = (&Activity, Money, Span)> {
    let counted = model.activities.iter().filter(|activity| activity.condition.is_none());
    counted.flat_map(move |activity| {
        let own = activity.funding.iter().filter(move |funding| funding.participant == participant);
        own.filter_map(move |funding| match &funding.share {
            Share::Money(money) => Some((activity, money.value, money.span)),
            _ => None,
        })
    })
}
