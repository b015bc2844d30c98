//! PRG006: assistance above what has been announced for such partnerships.

use iso_currency::Currency;
use rust_decimal::Decimal;

use super::Facts;
use crate::diagnostic::Diagnostic;
use crate::model::Contribution;
use crate::model::funds::{shown, total, unconditional};
use crate::model::value::{Amount, Day, grouped};
use crate::source::Spanned;

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let model = facts.model;
    if model.outline.may_hold(0, "contribution") {
        return;
    }
    let signed = model.compact.as_ref().and_then(|compact| compact.date.as_ref()).map(|date| &date.value);
    let early = match (signed, facts.number("since-year")) {
        (Some(Day::On(date)), Some(year)) => i64::from(date.year()) < year,
        _ => false,
    };
    let limit = facts.number(if early { "announced-before" } else { "announced-since" }).map(Decimal::from);
    let Some(limit) = limit else { return };
    for (index, participant) in model.participants.iter().enumerate().filter(|(_, participant)| participant.assisting) {
        let contributions: Vec<&Contribution> = unconditional(model, index).collect();
        if !contributions.iter().all(|contribution| is_understood(facts, contribution)) {
            continue;
        }
        let amounts = contributions.iter().filter_map(|contribution| contribution.amount.as_ref());
        let amounts: Vec<&Spanned<Amount>> =
            amounts.filter(|amount| amount.value.money.currency == Currency::USD).collect();
        let parts: Vec<Decimal> = amounts.iter().map(|amount| amount.value.money.amount).collect();
        let Some(sum) = total(parts.iter().copied()).filter(|sum| *sum > limit) else { continue };
        // The smallest place is the amount by itself, and of several the last, which is one too many.
        let Some(last) = amounts.last() else { continue };
        let when = match facts.number("since-year") {
            Some(year) if early => format!("before {year}"),
            Some(year) => format!("since {year}"),
            None => "so far".to_owned(),
        };
        let message = format!(
            "the assistance of `{}` comes to USD {}, more than the {} announced {when}",
            participant.id.value,
            shown(&parts, sum),
            grouped(limit)
        );
        let finding = facts
            .finding(last.span, message)
            .help("make sure that the amount is cleared, and say so in a waiver, or lower it")
            .about([participant.id.value.clone()]);
        let others = amounts.iter().take(amounts.len() - 1);
        found.push(others.fold(finding, |finding, amount| finding.related(amount.span, "with this")));
    }
}

fn is_understood(facts: &Facts<'_>, contribution: &Contribution) -> bool {
    let outline = &facts.model.outline;
    let index = outline.at(contribution.id.span);
    index.is_some_and(|index| !outline.unread(index, "amount") && !outline.unread(index, "condition"))
}
