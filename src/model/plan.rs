//! What is planned: objectives, responsibilities, activities with their funding, contributions with their plans.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::text::Text;
use super::value::{Amount, Money, Period, TimeSpan};
use super::{PlaceName, Who};
use crate::source::{Span, Spanned};

/// An objective.
#[derive(Debug, Clone, PartialEq)]
pub struct Objective {
    /// Its identifier.
    pub id: Spanned<String>,
    /// Its pillar, as written.
    pub pillar: Option<Spanned<String>>,
    /// Its title.
    pub title: Option<Text>,
    /// What is to be achieved.
    pub text: Option<Text>,
    /// The objective it is a part of.
    pub within: Option<usize>,
}

/// A responsibility.
#[derive(Debug, Clone, PartialEq)]
pub struct Responsibility {
    /// Its identifier, if it has one.
    pub id: Option<Spanned<String>>,
    /// The statement's own line.
    pub span: Span,
    /// Whose it is.
    pub participants: Vec<usize>,
    /// What for.
    pub objectives: Vec<usize>,
    /// What it is.
    pub text: Option<Text>,
}

/// An activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    /// Its identifier.
    pub id: Spanned<String>,
    /// What for; the first gives it its number.
    pub objectives: Vec<usize>,
    /// Its title.
    pub title: Option<Text>,
    /// What is done.
    pub text: Option<Text>,
    /// Who does it.
    pub by: Vec<Who>,
    /// Where.
    pub places: Vec<PlaceName>,
    /// When.
    pub during: Option<Spanned<TimeSpan>>,
    /// Shares of funding.
    pub funding: Vec<Funding>,
    /// What it depends on.
    pub condition: Option<Text>,
    /// Whether it is provisional.
    pub provisional: bool,
}

/// A share of an activity's funding.
#[derive(Debug, Clone, PartialEq)]
pub struct Funding {
    /// The statement.
    pub span: Span,
    /// By whom.
    pub participant: usize,
    /// What.
    pub share: Share,
    /// What else is said of it.
    pub text: Option<Text>,
}

/// What a share consists of.
#[derive(Debug, Clone, PartialEq)]
pub enum Share {
    /// Money.
    Money(Spanned<Money>),
    /// In kind, perhaps with a value.
    InKind(Option<Spanned<Amount>>),
    /// None, said.
    None,
    /// Written and not understood.
    Unknown,
}

/// A contribution.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// Its identifier.
    pub id: Spanned<String>,
    /// By whom.
    pub participant: usize,
    /// Its title.
    pub title: Option<Text>,
    /// Its amount.
    pub amount: Option<Spanned<Amount>>,
    /// Its forms, as written.
    pub forms: Vec<Spanned<String>>,
    /// What is given.
    pub text: Option<Text>,
    /// Its plan.
    pub plan: Vec<PlanLine>,
    /// Whether a line of its plan was not understood: then nothing is said of its sum.
    pub plan_unknown: bool,
    /// What is planned for no activity.
    pub reserves: Vec<Reserve>,
    /// A conversion.
    pub equivalent: Option<Equivalent>,
    /// Subject to an appropriation.
    pub subject_to_appropriation: bool,
    /// Subject to notification of Congress.
    pub subject_to_notification: bool,
    /// What it depends on.
    pub condition: Option<Text>,
    /// The value of a contribution in kind.
    pub value: Option<Spanned<Amount>>,
    /// How it was estimated.
    pub valued: Option<Text>,
    /// Who tracks it.
    pub tracked_by: Vec<Who>,
    /// How often.
    pub tracked: Option<String>,
    /// Who learns of it.
    pub reported_to: Vec<Who>,
}

impl Contribution {
    /// Whether it is in kind.
    pub fn is_in_kind(&self) -> bool {
        self.amount.is_none() && self.forms.iter().any(|form| form.value == "in-kind")
    }

    /// Whether it is in kind alone, and has an amount nevertheless: what is no money was written as money.
    pub fn is_kind_with_amount(&self) -> bool {
        let kind = |form: &Spanned<String>| form.value == "in-kind";
        self.amount.is_some() && !self.forms.is_empty() && self.forms.iter().all(kind)
    }
}

/// The amount for one period.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanLine {
    /// The statement.
    pub span: Span,
    /// How much.
    pub money: Spanned<Money>,
    /// When.
    pub period: Spanned<Period>,
}

/// Money that is planned for no activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Reserve {
    /// How much.
    pub money: Spanned<Money>,
    /// What for.
    pub text: Option<Text>,
}

/// A conversion, for information.
#[derive(Debug, Clone, PartialEq)]
pub struct Equivalent {
    /// How much.
    pub amount: Spanned<Amount>,
    /// On which day.
    pub date: Option<Spanned<Date>>,
    /// At which rate.
    pub rate: Option<Decimal>,
    /// Whose rate.
    pub source: Option<Text>,
}
