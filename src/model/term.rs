//! The term, its program years, and where periods of every kind fall in it.

use jiff::ToSpan;
use jiff::civil::Date;

use super::value::{Duration, Period, TimeSpan, Unit};
use crate::source::{Span, Spanned};

/// How long the compact lasts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Term {
    /// The statement.
    pub span: Span,
    /// Its length.
    pub duration: Option<Spanned<Duration>>,
    /// Its first day as written.
    pub begins: Option<Spanned<Date>>,
    /// Its first and last day, where the first is known.
    pub days: Option<(Date, Date)>,
}

impl Term {
    /// Computes the days of the term from its first.
    pub fn starting(mut self, first: Option<Date>) -> Self {
        self.days = first.zip(self.duration.as_ref()).and_then(|(first, duration)| {
            let last = add(first, duration.value)?.checked_sub(1.day()).ok()?;
            Some((first, last))
        });
        self
    }

    /// How many program years it has: a part of a year at the end is one too.
    pub fn years(&self) -> u8 {
        let years = self.duration.as_ref().map_or(0, |duration| match duration.value.unit {
            Unit::Years => duration.value.count,
            Unit::Months => duration.value.count.div_ceil(12),
            Unit::Days => duration.value.count.div_ceil(365),
        });
        u8::try_from(years).unwrap_or(u8::MAX)
    }

    /// First and last day of a program year, counted from 1; none while no date is known or beyond the term.
    pub fn year(&self, number: u8) -> Option<(Date, Date)> {
        let (first, last) = self.days?;
        let begin = first.checked_add(i32::from(number.checked_sub(1)?).years()).ok()?;
        let end = first.checked_add(i32::from(number).years()).ok()?.checked_sub(1.day()).ok()?;
        (begin <= last).then_some((begin, end.min(last)))
    }

    /// First and last day of a period; `fiscal` is the month and day on which fiscal years begin.
    pub fn period(&self, period: Period, fiscal: (i8, i8)) -> Option<(Date, Date)> {
        match period {
            Period::Calendar(year) => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
            Period::Fiscal(year) => fiscal_year(year, fiscal),
            Period::Program(number) => self.year(number),
        }
    }

    /// First and last day of a span.
    pub fn span_days(&self, span: TimeSpan, fiscal: (i8, i8)) -> Option<(Date, Date)> {
        match span {
            TimeSpan::Dates(from, to) => Some((from, to)),
            TimeSpan::Periods(from, to) => Some((self.period(from, fiscal)?.0, self.period(to, fiscal)?.1)),
        }
    }

    /// Whether the term touches days; none while its own are not known.
    pub fn touches(&self, (from, to): (Date, Date)) -> Option<bool> {
        let (first, last) = self.days?;
        Some(from <= last && to >= first)
    }

    /// Whether a period belongs to the term: a program year that it has, or a year that it touches; none while that
    /// cannot be told.
    pub fn holds(&self, period: Period, fiscal: (i8, i8)) -> Option<bool> {
        match period {
            Period::Program(number) => self.duration.as_ref().map(|_| number <= self.years()),
            _ => self.touches(self.period(period, fiscal)?),
        }
    }

    /// How many days of a period the term covers; none while no date is known.
    pub fn covered(&self, (from, to): (Date, Date)) -> Option<i32> {
        let (first, last) = self.days?;
        let days = (to.min(last) - from.max(first)).get_days();
        Some((days + 1).max(0))
    }

    /// The periods of a kind for each of which a target is expected: every program year, or the years of which the term
    /// covers half.
    pub fn expected(&self, like: Period, fiscal: (i8, i8)) -> Vec<Period> {
        const HALF_A_YEAR: i32 = 183;
        if let Period::Program(_) = like {
            return (1..=self.years()).map(Period::Program).collect();
        }
        let Some((first, last)) = self.days else { return Vec::new() };
        // A fiscal year that touches the term may be named for the year after its last day.
        let years = first.year()..=last.year() + 1;
        let of_kind = |year| if let Period::Fiscal(_) = like { Period::Fiscal(year) } else { Period::Calendar(year) };
        years
            .map(of_kind)
            .filter(|period| {
                let days = self.period(*period, fiscal);
                days.and_then(|days| self.covered(days)).is_some_and(|covered| covered >= HALF_A_YEAR)
            })
            .collect()
    }
}

/// A fiscal year is named for the year in which it ends.
fn fiscal_year(year: i16, (month, day): (i8, i8)) -> Option<(Date, Date)> {
    let begins = |year: i16| {
        Date::new(year, month, 1).ok().map(|first| {
            // A year that begins on 29 February begins on the 28th where there is none.
            Date::new(year, month, day).unwrap_or_else(|_| first.last_of_month())
        })
    };
    let this = begins(year)?;
    let first = if (month, day) == (1, 1) { this } else { begins(year - 1)? };
    let next = if (month, day) == (1, 1) { begins(year + 1)? } else { this };
    Some((first, next.checked_sub(1.day()).ok()?))
}

/// The day a duration after a day.
pub fn add(day: Date, duration: Duration) -> Option<Date> {
    let count = i32::from(duration.count);
    let span = match duration.unit {
        Unit::Years => count.years(),
        Unit::Months => count.months(),
        Unit::Days => count.days(),
    };
    day.checked_add(span).ok()
}
