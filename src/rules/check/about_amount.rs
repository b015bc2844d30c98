//! FIN009: an estimate that its own plan contradicts.

use rust_decimal::Decimal;

use super::Facts;
use crate::diagnostic::Diagnostic;
use crate::model::Contribution;
use crate::model::funds::shown;
use crate::model::value::{Quantifier, grouped};

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let Some(percent) = facts.number("percent").map(Decimal::from) else { return };
    found.extend(facts.model.contributions.iter().filter_map(|own| off(facts, own, percent)));
}

fn off(facts: &Facts<'_>, contribution: &Contribution, percent: Decimal) -> Option<Diagnostic> {
    let amount = contribution.amount.as_ref().filter(|amount| amount.value.quantifier == Some(Quantifier::About))?;
    let declared = amount.value.money;
    let index = facts.model.outline.at(contribution.id.span)?;
    let plan = contribution.plan_sum().filter(|_| !facts.model.outline.unread(index, "plan"))?;
    let apart = (plan - declared.amount).abs();
    let share = apart.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(declared.amount)?;
    if share <= percent {
        return None;
    }
    let parts: Vec<Decimal> = contribution.plan.iter().map(|line| line.money.value.amount).collect();
    let id = &contribution.id.value;
    let message = format!(
        "`{id}` is about {declared}, and its plan comes to {}: {} {}, or {}%",
        shown(&parts, plan),
        grouped(apart),
        if plan > declared.amount { "more" } else { "less" },
        grouped(share.round_dp(1)),
    );
    let help = format!("round the amount to the plan: `about {} {}`", declared.currency.code(), grouped(plan));
    Some(facts.finding(amount.span, message).help(help).about([id.clone()]))
}
