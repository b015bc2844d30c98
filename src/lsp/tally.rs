//! What belongs to a thing, counted and added up: an objective's activities, indicators and money, a contribution's
//! plan and what is left of it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::funds::{self, Fund, total};
use crate::model::value::{Money, Quantifier};
use crate::model::{Activity, Contribution, Indicator, Model, Share, Target};
use crate::source::Span;

/// An objective with what belongs to it and to its parts.
pub struct OfObjective<'a> {
    /// Its activities.
    pub activities: Vec<&'a Activity>,
    /// Its indicators.
    pub indicators: Vec<&'a Indicator>,
    /// The money of its activities, by currency code: a sum, and where its parts are written. What depends on a
    /// condition is left out, and what is for several objectives counts for the first, which gives it its number.
    pub money: BTreeMap<&'static str, (Money, Vec<Span>)>,
}

impl<'a> OfObjective<'a> {
    /// Counts what belongs to an objective.
    pub fn new(model: &'a Model, objective: usize) -> Self {
        let within = |one: usize| model.objectives.get(one).and_then(|one| one.within) == Some(objective);
        let of = |objectives: &[usize]| objectives.iter().any(|one| *one == objective || within(*one));
        let first = |objectives: &[usize]| objectives.first().is_some_and(|one| *one == objective || within(*one));
        let activities: Vec<_> = model.activities.iter().filter(|activity| of(&activity.objectives)).collect();
        let indicators = model.indicators.iter().filter(|indicator| of(&indicator.objectives)).collect();
        let mut money: BTreeMap<&'static str, (Money, Vec<Span>)> = BTreeMap::new();
        let counted = activities.iter().filter(|activity| activity.condition.is_none() && first(&activity.objectives));
        for share in counted.flat_map(|activity| &activity.funding) {
            let Share::Money(share) = &share.share else { continue };
            let none = Money { amount: Decimal::ZERO, currency: share.value.currency };
            let (sum, places) = money.entry(share.value.currency.code()).or_insert((none, Vec::new()));
            let Some(more) = sum.amount.checked_add(share.value.amount) else { continue };
            sum.amount = more;
            places.push(share.span);
        }
        Self { activities, indicators, money }
    }

    /// "3 indicators (1 outcome)"
    pub fn indicators_in_words(&self) -> String {
        let outcome = |indicator: &&&Indicator| indicator.level.as_ref().is_some_and(|level| level.value == "outcome");
        let outcomes = self.indicators.iter().filter(outcome).count();
        let count = counted(self.indicators.len(), "indicator", "indicators");
        match (self.indicators.len(), outcomes) {
            (0, _) => count,
            (all, outcomes) if all == outcomes => {
                format!("{count} ({})", if all == 1 { "outcome" } else { "all outcome" })
            }
            (_, outcomes) => format!("{count} ({outcomes} outcome)"),
        }
    }
}

/// "1 activity", "no activity", "2 activities"
pub fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        0 => format!("no {one}"),
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    }
}

/// What belongs to a thing, on a line; none where nothing is counted for it.
pub fn line(model: &Model, target: Target) -> Option<String> {
    match target {
        Target::Objective(index) => {
            let tally = OfObjective::new(model, index);
            let mut parts =
                vec![counted(tally.activities.len(), "activity", "activities"), tally.indicators_in_words()];
            parts.extend(tally.money.values().map(|(sum, _)| sum.to_string()));
            Some(parts.join(" · "))
        }
        Target::Contribution(index) => {
            let contribution = model.contributions.get(index)?;
            let mut parts = vec![contribution.amount.as_ref()?.value.to_string()];
            parts.extend(Plan::of(contribution).map(|plan| plan.words()));
            Some(parts.join(" · "))
        }
        _ => None,
    }
}

/// What may be passed without fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// `at-least`
    Floor,
    /// `about`
    Estimate,
}

impl Open {
    /// What a contribution is; none where its amount is exact or a ceiling.
    pub fn of(contribution: &Contribution) -> Option<Self> {
        match contribution.amount.as_ref()?.value.quantifier {
            Some(Quantifier::AtLeast) => Some(Self::Floor),
            Some(Quantifier::About) => Some(Self::Estimate),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Floor => "the floor",
            Self::Estimate => "the estimate",
        }
    }

    /// "at least PEN 900,000", "about PEN 900,000"; what is exact stands by itself.
    pub fn words(open: Option<Self>, money: Money) -> String {
        match open {
            Some(Self::Floor) => format!("at least {money}"),
            Some(Self::Estimate) => format!("about {money}"),
            None => money.to_string(),
        }
    }
}

/// A part of a whole; none where a floor or an estimate is passed, of which nothing is a part.
pub fn share_of(part: Decimal, whole: Decimal, open: Option<Open>) -> Option<String> {
    share(part, whole).filter(|_| open.is_none() || part <= whole)
}

/// The plan of a contribution beside its amount.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// What the amount is, if more or less may be planned.
    open: Option<Open>,
    /// What its lines come to.
    pub planned: Money,
    /// What the amount has beyond that: negative where more is planned.
    pub left: Decimal,
}

impl Plan {
    /// Adds a plan up; none where there is none, where it does not add, or where there is no amount.
    pub fn of(contribution: &Contribution) -> Option<Self> {
        let amount = contribution.amount.as_ref()?.value.money;
        let planned = Money { amount: contribution.plan_sum()?, ..amount };
        Some(Self { open: Open::of(contribution), planned, left: amount.amount.checked_sub(planned.amount)? })
    }

    /// "planned in full", "planned USD 4,300,000, USD 700,000 left to plan"
    pub fn words(self) -> String {
        let money = |amount| Money { amount, ..self.planned };
        match self.left {
            left if left.is_zero() => "planned in full".to_owned(),
            left if left.is_sign_negative() => {
                format!("planned {}, {} {}", self.planned, money(-left), beyond(self.open))
            }
            left if self.open == Some(Open::Estimate) => {
                format!("planned {}, {} below the estimate", self.planned, money(left))
            }
            left => format!("planned {}, {} left to plan", self.planned, money(left)),
        }
    }
}

fn beyond(open: Option<Open>) -> String {
    open.map_or("too much".to_owned(), |open| format!("above {}", open.name()))
}

/// The money of a participant in a currency: what it contributes, and what its activities and reserves take of that.
pub struct Purse<'a> {
    /// The fund.
    pub fund: Fund<'a>,
    /// What its contributions come to.
    pub given: Decimal,
    /// What that sum is, if more may be taken: an estimate where one of its parts is one, else a floor.
    pub open: Option<Open>,
    /// What may be taken: of a ceiling only what is planned below it.
    limit: Decimal,
    /// What is taken.
    taken: Decimal,
}

impl<'a> Purse<'a> {
    /// The money of a participant in a currency; none where it cannot be told.
    pub fn of(model: &'a Model, participant: usize, currency: iso_currency::Currency) -> Option<Self> {
        let fund = funds::funds(model, participant)?.into_iter().find(|fund| fund.currency == currency)?;
        let sum = |each: fn(&Contribution) -> Option<Decimal>| {
            let parts = fund.contributions.iter().map(|one| each(one)).collect::<Option<Vec<_>>>()?;
            total(parts)
        };
        let given = sum(counts_for)?;
        let limit = sum(|one| one.ceiling().or_else(|| counts_for(one)))?;
        let taken = total(fund.parts())?;
        let mut open = fund.contributions.iter().filter_map(|one| Open::of(one));
        let open = open.clone().find(|one| *one == Open::Estimate).or_else(|| open.next());
        Some(Self { fund, given, open, limit, taken })
    }

    /// "allocated USD 4,500,000, USD 500,000 left"
    pub fn words(&self) -> String {
        let money = |amount| Money { amount, currency: self.fund.currency };
        let taken = format!("allocated {}", money(self.taken));
        let planned = self.limit < self.given;
        match self.limit.checked_sub(self.taken) {
            Some(left) if left.is_zero() && planned => format!("{taken}, all that is planned"),
            Some(left) if left.is_zero() => "allocated in full".to_owned(),
            Some(left) if left.is_sign_negative() && planned && self.open.is_none() => {
                format!("{taken}, {} more than planned", money(-left))
            }
            Some(left) if left.is_sign_negative() => format!("{taken}, {} {}", money(-left), beyond(self.open)),
            Some(left) if planned => format!("{taken}, {} left of what is planned", money(left)),
            Some(left) => format!("{taken}, {} left", money(left)),
            None => taken,
        }
    }
}

/// What a contribution counts for beside others: its amount, also where that is an estimate or a floor.
pub fn counts_for(contribution: &Contribution) -> Option<Decimal> {
    contribution.amount.as_ref().map(|amount| amount.value.money.amount)
}

/// A part of a whole: "30%", "12.5%"; what is too small to round is "less than 0.1%"; none of nothing.
pub fn share(part: Decimal, whole: Decimal) -> Option<String> {
    let percent = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    let rounded = percent.round_dp(1).normalize();
    Some(match rounded {
        zero if zero.is_zero() && !part.is_zero() => "less than 0.1%".to_owned(),
        all if all == Decimal::ONE_HUNDRED && part < whole => "more than 99.9%".to_owned(),
        rounded => format!("{rounded}%"),
    })
}
