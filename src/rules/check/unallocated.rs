//! FIN003: money that is planned and that no activity and no reserve takes.

use rust_decimal::Decimal;

use super::Facts;
use crate::diagnostic::Diagnostic;
use crate::model::funds::{self, Fund, shown, total};
use crate::model::value::{Quantifier, grouped};
use crate::model::{Contribution, Participant, Share};

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for (index, participant) in facts.model.participants.iter().enumerate() {
        if !shares_are_known(facts, index) {
            continue;
        }
        for fund in funds::funds(facts.model, index).unwrap_or_default() {
            found.extend(unallocated(facts, (index, participant), &fund));
        }
    }
}

fn unallocated(facts: &Facts<'_>, (index, owner): (usize, &Participant), fund: &Fund<'_>) -> Option<Diagnostic> {
    let first = fund.contributions.first()?;
    let planned: Vec<Decimal> = fund.contributions.iter().map(|own| planned(facts, own)).collect::<Option<_>>()?;
    let parts: Vec<Decimal> = fund.taken.iter().map(|taken| taken.amount).collect();
    let (plan, spent) = (total(planned.iter().copied())?, total(parts.iter().copied())?);
    let rest = plan.checked_sub(spent).filter(|rest| *rest > Decimal::ZERO)?;
    // What depends on a condition counts in no total, but money that waits for just that is not without a purpose.
    let waiting = funds::shares(facts.model, index, true).map(|(_, money)| money.value);
    let waiting = waiting.filter(|money| money.currency == fund.currency).map(|money| money.amount);
    if total(waiting)? == rest {
        return None;
    }
    let code = fund.currency.code();
    let id = &owner.id.value;
    let reserved = fund.taken.iter().any(|taken| taken.activity.is_none());
    let message = match parts.as_slice() {
        [] => format!("`{id}` plans {code} {}, and no activity takes any of it", shown(&planned, plan)),
        _ => format!(
            "`{id}` plans {code} {}, of which activities {}take {}: {} is unallocated",
            shown(&planned, plan),
            if reserved { "and reserves " } else { "" },
            shown(&parts, spent),
            grouped(rest)
        ),
    };
    let place = first.amount.as_ref().map_or(first.id.span, |amount| amount.span);
    let help =
        format!("add to `funding by {id}` of an activity, or set it aside: `reserve {code} {} \"…\"`", grouped(rest));
    let finding = facts.finding(place, message).help(help).about([id.clone()]);
    let finding = finding.adds(Some(first.id.span), format!("reserve {code} {} \"…\"", grouped(rest)));
    let finding = finding.about(fund.contributions.iter().map(|contribution| contribution.id.value.clone()));
    Some(fund.taken.iter().fold(finding, |finding, taken| {
        let what = taken.activity.map_or("reserve".to_owned(), |activity| format!("`{}`", activity.id.value));
        finding.related(taken.span, what)
    }))
}

/// What a contribution plans: its plan, or an amount that is not a ceiling, a floor or an estimate.
fn planned(facts: &Facts<'_>, contribution: &Contribution) -> Option<Decimal> {
    let outline = &facts.model.outline;
    let index = outline.at(contribution.id.span)?;
    if ["plan", "reserve", "condition"].iter().any(|part| outline.unread(index, part)) {
        return None;
    }
    if !contribution.plan.is_empty() {
        return contribution.plan_sum();
    }
    let amount = contribution.amount.as_ref()?.value;
    matches!(amount.quantifier, None | Some(Quantifier::Planned)).then_some(amount.money.amount)
}

/// Whether every activity says what a participant gives to it: what one does not say is another rule's finding.
fn shares_are_known(facts: &Facts<'_>, participant: usize) -> bool {
    let outline = &facts.model.outline;
    let says = |activity: &crate::model::Activity| {
        let index = outline.at(activity.id.span);
        let understood = index.is_some_and(|index| !outline.unread(index, "funding"));
        let mut own = activity.funding.iter().filter(|funding| funding.participant == participant).peekable();
        understood && own.peek().is_some() && own.all(|funding| funding.share != Share::Unknown)
    };
    let activities = &facts.model.activities;
    !activities.is_empty() && !outline.may_hold(0, "activity") && activities.iter().all(says)
}
