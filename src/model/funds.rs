//! What a participant gives in money, and what its activities and reserves take from it.

use std::collections::BTreeMap;

use iso_currency::Currency;
use rust_decimal::Decimal;

use super::value::{Money, Quantifier, grouped};
use super::{Activity, Contribution, Model, Share};
use crate::source::{Span, Spanned};

/// The money of one participant in one currency. What depends on a condition counts in no total and is left out.
#[derive(Debug, Clone)]
pub struct Fund<'a> {
    /// The currency.
    pub currency: Currency,
    /// The contributions in it.
    pub contributions: Vec<&'a Contribution>,
    /// What is taken from them, activities first.
    pub taken: Vec<Taken<'a>>,
}

/// What an activity or a reserve takes.
#[derive(Debug, Clone)]
pub struct Taken<'a> {
    /// The activity; none for a reserve.
    pub activity: Option<&'a Activity>,
    /// How much.
    pub amount: Decimal,
    /// Where the money is written.
    pub span: Span,
}

impl Fund<'_> {
    /// What is taken, in the order of the text.
    pub fn parts(&self) -> Vec<Decimal> {
        self.taken.iter().map(|taken| taken.amount).collect()
    }
}

/// The funds of a participant by currency code; none where a figure was written and not understood, or is yet to come.
pub fn funds(model: &Model, participant: usize) -> Option<Vec<Fund<'_>>> {
    let whose = |contribution: &Contribution| contribution.participant < model.participants.len();
    if model.outline.may_hold(0, "contribution") || !model.contributions.iter().all(whose) {
        return None;
    }
    let mut funds = BTreeMap::new();
    let mut reserves = Vec::new();
    for contribution in unconditional(model, participant) {
        // An amount of what is given in kind is a slip: no sum holds until it is told apart from money.
        if contribution.is_kind_with_amount() {
            return None;
        }
        let Some(amount) = &contribution.amount else {
            if contribution.is_in_kind() {
                continue;
            }
            return None;
        };
        fund(&mut funds, amount.value.money.currency).contributions.push(contribution);
        reserves.extend(contribution.reserves.iter().map(|reserve| (None, &reserve.money)));
    }
    let shares = shares(model, participant, false).map(|(activity, money)| (Some(activity), money));
    for (activity, money) in shares.chain(reserves) {
        let taken = Taken { activity, amount: money.value.amount, span: money.span };
        fund(&mut funds, money.value.currency).taken.push(taken);
    }
    Some(funds.into_values().collect())
}

fn fund<'f, 'a>(funds: &'f mut BTreeMap<&str, Fund<'a>>, currency: Currency) -> &'f mut Fund<'a> {
    let empty = || Fund { currency, contributions: Vec::new(), taken: Vec::new() };
    funds.entry(currency.code()).or_insert_with(empty)
}

/// The contributions of a participant, those that depend on a condition left out.
pub fn unconditional(model: &Model, participant: usize) -> impl Iterator<Item = &Contribution> {
    let own = model.contributions.iter().filter(move |contribution| contribution.participant == participant);
    own.filter(|contribution| contribution.condition.is_none())
}

/// The shares of money of a participant: of the activities that depend on a condition, or of all others.
pub fn shares(
    model: &Model,
    participant: usize,
    conditional: bool,
) -> impl Iterator<Item = (&Activity, &Spanned<Money>)> {
    let counted = model.activities.iter().filter(move |activity| activity.condition.is_some() == conditional);
    counted.flat_map(move |activity| {
        let own = activity.funding.iter().filter(move |funding| funding.participant == participant);
        own.filter_map(move |funding| match &funding.share {
            Share::Money(money) => Some((activity, money)),
            _ => None,
        })
    })
}

impl Contribution {
    /// What its plan comes to; none where there is no plan, where a line was not understood, or where its lines do not
    /// add: a period twice, another currency than the amount's.
    pub fn plan_sum(&self) -> Option<Decimal> {
        let first = self.plan.first()?.money.value.currency;
        let currency = self.amount.as_ref().map_or(first, |amount| amount.value.money.currency);
        let mut periods: Vec<_> = self.plan.iter().map(|line| line.period.value).collect();
        periods.sort_unstable();
        periods.dedup();
        let adds = self.plan.iter().all(|line| line.money.value.currency == currency);
        if self.plan_unknown || !adds || periods.len() < self.plan.len() {
            return None;
        }
        total(self.plan.iter().map(|line| line.money.value.amount))
    }

    /// What its amount counts for; none where it is a floor or an estimate. A ceiling counts at what is planned below it.
    pub fn ceiling(&self) -> Option<Decimal> {
        let amount = self.amount.as_ref()?.value;
        match amount.quantifier {
            Some(Quantifier::AtLeast | Quantifier::About) => None,
            Some(Quantifier::UpTo) if !self.plan.is_empty() => self.plan_sum(),
            _ => Some(amount.money.amount),
        }
    }
}

/// A sum of money in one currency; none where it is beyond what can be counted.
pub fn sum(money: impl IntoIterator<Item = Money>) -> Option<Decimal> {
    total(money.into_iter().map(|money| money.amount))
}

/// A sum; none where it is beyond what can be counted.
pub fn total(parts: impl IntoIterator<Item = Decimal>) -> Option<Decimal> {
    parts.into_iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part))
}

/// The arithmetic as messages show it: "1,500,000 + 1,000,000 = 2,500,000", and one part by itself.
pub fn shown(parts: &[Decimal], total: Decimal) -> String {
    let parts: Vec<String> = parts.iter().map(|part| grouped(*part)).collect();
    if parts.len() == 1 { grouped(total) } else { format!("{} = {}", parts.join(" + "), grouped(total)) }
}
