//! Money, periods, durations: exact values with their kinds.

use std::fmt;

use iso_currency::Currency;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::syntax::thousands;

/// An exact amount in one currency. Two currencies never add.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// The amount, in units of the currency.
    pub amount: Decimal,
    /// The currency, by ISO 4217.
    pub currency: Currency,
}

impl fmt::Display for Money {
    /// As messages print it: code, then the figure in groups of thousands, with all decimals of the currency or none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut amount = self.amount.normalize();
        if amount.scale() > 0 {
            amount.rescale(amount.scale().max(self.currency.exponent().map_or(0, u32::from)));
        }
        write!(f, "{} {}", self.currency.code(), in_groups(amount))
    }
}

/// A figure in groups of thousands, for messages; what prints in an instrument is formatted for its language.
pub fn grouped(amount: Decimal) -> String {
    in_groups(amount.normalize())
}

fn in_groups(amount: Decimal) -> String {
    let plain = amount.to_string();
    let (sign, plain) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = plain.split_once('.').map_or((plain, None), |(whole, fraction)| (whole, Some(fraction)));
    let groups = thousands(whole);
    match fraction {
        Some(fraction) => format!("{sign}{groups}.{fraction}"),
        None => format!("{sign}{groups}"),
    }
}

/// What an amount says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    /// A ceiling.
    UpTo,
    /// A floor.
    AtLeast,
    /// An estimate.
    About,
    /// Planned, and exact.
    Planned,
}

impl Quantifier {
    /// All of them, in the order the language lists them.
    pub const ALL: [Self; 4] = [Self::UpTo, Self::AtLeast, Self::About, Self::Planned];

    /// The word of the language.
    pub fn word(self) -> &'static str {
        match self {
            Self::UpTo => "up-to",
            Self::AtLeast => "at-least",
            Self::About => "about",
            Self::Planned => "planned",
        }
    }
}

/// Money with its quantifier; none means exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// The quantifier.
    pub quantifier: Option<Quantifier>,
    /// The money.
    pub money: Money,
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.quantifier {
            Some(quantifier) => write!(f, "{} {}", quantifier.word(), self.money),
            None => self.money.fmt(f),
        }
    }
}

/// A number, or a percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// The number; 35 for 35%.
    pub value: Decimal,
    /// Whether a percent sign follows.
    pub percent: bool,
}

/// A year of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A calendar year.
    Calendar(i16),
    /// A fiscal year, named for the year in which it ends.
    Fiscal(i16),
    /// A program year, counted from 1.
    Program(u8),
}

impl Period {
    /// The kind as messages name it.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Calendar(_) => "calendar years",
            Self::Fiscal(_) => "fiscal years",
            Self::Program(_) => "program years",
        }
    }

    /// Whether two periods are of one kind.
    pub fn same_kind(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    /// The period after this one.
    pub fn next(self) -> Self {
        match self {
            Self::Calendar(year) => Self::Calendar(year + 1),
            Self::Fiscal(year) => Self::Fiscal(year + 1),
            Self::Program(year) => Self::Program(year.saturating_add(1)),
        }
    }
}

impl fmt::Display for Period {
    /// As the language writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Calendar(year) => write!(f, "{year}"),
            Self::Fiscal(year) => write!(f, "FY{year}"),
            Self::Program(year) => write!(f, "year-{year}"),
        }
    }
}

/// A span of time, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeSpan {
    /// From a period to a period of the same kind.
    Periods(Period, Period),
    /// From a day to a day.
    Dates(Date, Date),
}

/// The unit of a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Years.
    Years,
    /// Months.
    Months,
    /// Days.
    Days,
}

/// A number of years, months or days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration {
    /// How many.
    pub count: u16,
    /// Of what.
    pub unit: Unit,
}

impl fmt::Display for Duration {
    /// As the language writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Years => "year",
            Unit::Months => "month",
            Unit::Days => "day",
        };
        write!(f, "{} {unit}{}", self.count, if self.count == 1 { "" } else { "s" })
    }
}

/// What is set, or is to be set by a day.
#[derive(Debug, Clone, PartialEq)]
pub enum Day {
    /// A day.
    On(Date),
    /// A rule to fill in by hand.
    Blank,
}
