//! What an amount is a part of: its contribution, its side's money, its activity; and what a figure is measured against.

use rust_decimal::Decimal;

use super::{Card, Look, words};
use crate::lsp::tally::{self, Open, Plan, Purse, share, share_of};
use crate::model::funds::{self, total};
use crate::model::value::{Amount, Figure, Money, grouped};
use crate::model::{Activity, Arg, Contribution, Funding, Indicator, MeasureValue, Share, Value};

impl Look<'_> {
    /// An amount of money: how it prints, and what it is a part of. Two currencies never add.
    pub(super) fn money(&mut self, index: usize, arg: &Arg) -> Option<Card> {
        let amount = match arg.value {
            Value::Money(money) => Amount { quantifier: None, money },
            Value::Amount(amount) => amount,
            _ => return None,
        };
        let printed = format!("**{}**", words(&self.glance.amount(amount)));
        let currency = format!("{printed} ({})", amount.money.currency.name());
        let mut card = Card::new(currency);
        let statement = self.outline.get(index)?;
        let (keyword, around) = (statement.keyword, statement.parent);
        if let Some(contribution) = self.contribution(around) {
            match keyword {
                "plan" => plan(&mut card, contribution, arg, amount.money),
                "amount" => self.whole(&mut card, contribution, amount.money),
                "reserve" => {
                    card.maybe(of_contribution(contribution, amount.money));
                    self.purse(&mut card, contribution.participant, amount.money, true);
                }
                _ => {}
            }
        }
        if let (Some(activity), "funding") = (self.activity(around), keyword) {
            self.funding(&mut card, activity, arg, amount.money);
        }
        Some(card)
    }

    pub(super) fn contribution(&self, index: usize) -> Option<&Contribution> {
        let (_, span) = self.outline.id(index)?;
        self.model.contributions.iter().find(|one| one.id.span == span)
    }

    fn activity(&self, index: usize) -> Option<&Activity> {
        let (_, span) = self.outline.id(index)?;
        self.model.activities.iter().find(|one| one.id.span == span)
    }

    fn indicator(&self, index: usize) -> Option<&Indicator> {
        let (_, span) = self.outline.id(index)?;
        self.model.indicators.iter().find(|one| one.id.span == span)
    }

    fn owner(&self, participant: usize) -> &str {
        self.model.participants.get(participant).map_or("", |participant| participant.id.value.as_str())
    }

    /// The amount of a contribution: beside all others of its side in this currency, and beside its plan.
    fn whole(&self, card: &mut Card, contribution: &Contribution, money: Money) {
        let (owner, code) = (self.owner(contribution.participant), money.currency.code());
        if contribution.condition.is_some() {
            card.line("It depends on a condition, and counts in no total.");
            return;
        }
        if let Some(purse) = Purse::of(self.model, contribution.participant, money.currency) {
            if purse.fund.contributions.len() > 1 {
                let part = share(money.amount, purse.given).unwrap_or_default();
                card.line(format!("{part} of all that `{owner}` contributes in {code} ({})", given(&purse)));
            }
            card.line(format!("By activities and reserves of `{owner}`: {}", purse.words()));
        }
        card.maybe(Plan::of(contribution).map(|plan| format!("By periods: {}", plan.words())));
    }

    /// A share of an activity: beside all that its side gives, and beside what the activity gets in this currency.
    fn funding(&self, card: &mut Card, activity: &Activity, arg: &Arg, money: Money) {
        let code = money.currency.code();
        let whose = activity.funding.iter().find(|funding| funding.span.contains(arg.span));
        if let Some(funding) = whose.filter(|funding| matches!(funding.share, Share::InKind(_))) {
            return self.in_kind(card, activity, funding, money);
        }
        let shares: Vec<Money> = crate::lsp::hints::shares(activity).map(|money| money.value).collect();
        let same = shares.iter().filter(|share| share.currency == money.currency).map(|share| share.amount);
        if let Some(all) = total(same).filter(|all| *all != money.amount) {
            let part = share(money.amount, all).unwrap_or_default();
            card.line(format!("{part} of the activity's funding in {code} ({})", Money { amount: all, ..money }));
        }
        if activity.condition.is_some() {
            card.line("The activity depends on a condition: its funding counts in no total.");
            return;
        }
        if let Some(funding) = whose {
            self.purse(card, funding.participant, money, false);
        }
    }

    /// What is given in kind: beside other kind alone, never beside money.
    fn in_kind(&self, card: &mut Card, activity: &Activity, funding: &Funding, money: Money) {
        card.line("It is given in kind, and counts in no total of money.");
        let (owner, code) = (self.owner(funding.participant), money.currency.code());
        let same = |value: &Amount| value.money.currency == money.currency;
        let kinds = activity.funding.iter().filter_map(|funding| match &funding.share {
            Share::InKind(Some(value)) => Some(value.value),
            _ => None,
        });
        let all = total(kinds.filter(same).map(|value| value.money.amount)).filter(|all| *all != money.amount);
        if let Some((all, part)) = all.and_then(|all| Some((all, share(money.amount, all)?))) {
            let all = Money { amount: all, ..money };
            card.line(format!("{part} of what the activity gets in kind, in {code} ({all})"));
        }
        let given =
            funds::unconditional(self.model, funding.participant).filter_map(|one| Some(one.value.as_ref()?.value));
        let given = total(given.filter(same).map(|value| value.money.amount));
        let part = |given: &Decimal| share(money.amount, *given).filter(|_| money.amount <= *given);
        if let Some((given, part)) =
            given.and_then(|given| Some((given, part(&given)?))).filter(|_| activity.condition.is_none())
        {
            let given = Money { amount: given, ..money };
            card.line(format!("{part} of what `{owner}` gives in kind, in {code} ({given})"));
        }
    }

    /// A part beside all that a side contributes in a currency; beside its contribution it is told `already`.
    fn purse(&self, card: &mut Card, participant: usize, money: Money, already: bool) {
        let (owner, code) = (self.owner(participant), money.currency.code());
        let Some(purse) = Purse::of(self.model, participant, money.currency) else { return };
        if purse.fund.contributions.is_empty() {
            card.line(format!("`{owner}` contributes nothing in {code}."));
            return;
        }
        let alone = already && purse.fund.contributions.len() == 1;
        if let Some(part) = share_of(money.amount, purse.given, purse.open).filter(|_| !alone) {
            card.line(format!("{part} of what `{owner}` contributes in {code} ({})", given(&purse)));
        }
        card.line(format!("All that `{owner}` contributes in {code}: {}", purse.words()));
    }

    /// A target beside its baseline.
    pub(super) fn figure(&mut self, index: usize, figure: Figure) -> Option<Card> {
        let statement = self.outline.get(index)?;
        let indicator = self.indicator(statement.parent)?;
        let sign = if figure.percent { "%" } else { "" };
        let mut card = Card::new(format!("**{}{sign}**", grouped(figure.value)));
        let baseline = indicator.baseline.as_ref().and_then(|baseline| match baseline.value {
            MeasureValue::Set(value, period) => Some((value, period)),
            _ => None,
        });
        if let (Some((from, period)), "target") = (baseline, statement.keyword)
            && from.percent == figure.percent
        {
            let change = figure.value.checked_sub(from.value)?;
            let (words, unit) = (change_in_words(change), if figure.percent { " percentage points" } else { "" });
            card.line(match change.is_zero() {
                true => format!("As the baseline ({}{sign} in {period})", grouped(from.value)),
                false => format!("{words}{unit} than the baseline ({}{sign} in {period})", grouped(from.value)),
            });
        }
        Some(card)
    }
}

fn change_in_words(change: Decimal) -> String {
    let more = if change.is_sign_negative() { "less" } else { "more" };
    format!("{} {more}", grouped(change.abs()))
}

/// A line of a plan: beside its contribution, and what the lines come to up to it.
fn plan(card: &mut Card, contribution: &Contribution, arg: &Arg, money: Money) {
    card.maybe(of_contribution(contribution, money));
    let so_far = contribution.plan.iter().take_while(|line| line.money.span.start <= arg.span.start);
    let so_far: Vec<Decimal> = so_far.map(|line| line.money.value.amount).collect();
    let (Some(sum), Some(_)) = (total(so_far.iter().copied()), contribution.plan_sum()) else { return };
    if so_far.len() > 1 {
        card.line(format!("With the lines before it: {}", Money { amount: sum, ..money }));
    }
    card.maybe(Plan::of(contribution).map(|plan| format!("The whole plan: {}", plan.words())));
}

fn of_contribution(contribution: &Contribution, money: Money) -> Option<String> {
    let whole = contribution.amount.as_ref()?.value.money;
    if whole.currency != money.currency {
        return None;
    }
    let open = Open::of(contribution);
    let part = share_of(money.amount, tally::counts_for(contribution)?, open)?;
    Some(format!("{part} of `{}` ({})", contribution.id.value, Open::words(open, whole)))
}

/// What the contributions of a side come to, as a hover says it.
fn given(purse: &Purse<'_>) -> String {
    Open::words(purse.open, Money { amount: purse.given, currency: purse.fund.currency })
}
