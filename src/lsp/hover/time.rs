//! Where a day, a period or a duration lies by the term.

use jiff::Unit;
use jiff::civil::{Date, Weekday};

use super::{Card, Look, words};
use crate::lsp::years::{self, Years};
use crate::model::value::{Duration, Period, TimeSpan, grouped};
use crate::model::{Arg, Value};

const NO_DATE: &str = "Where it lies by the term cannot be told: no date is known for the term's beginning \
    (`signing … on DATE`, `operative on DATE` or `begins on DATE`).";

impl Look<'_> {
    /// A date, a period, a span, a duration.
    pub(super) fn time(&mut self, index: usize, arg: &Arg) -> Option<Card> {
        let statement = self.outline.get(index)?;
        let fiscal = years::fiscal_year(self.model, index);
        match arg.value {
            Value::Date(date) => Some(self.date(date)),
            Value::Period(period) => Some(self.span(TimeSpan::Periods(period, period), fiscal)),
            Value::Span(span) => Some(self.span(span, fiscal)),
            Value::Duration(duration) if statement.keyword == "duration" => Some(self.whole_term(duration)),
            Value::Duration(duration) => Some(Card::new(format!("**{}**", words(&self.glance.duration(duration))))),
            Value::MonthDay(month, day) => {
                let year = self.model.term.as_ref().and_then(|term| term.days).map_or(2026, |days| days.0.year());
                let (from, to) = crate::model::term::Term::default().period(Period::Fiscal(year), (month, day))?;
                Some(Card::new(format!("FY{year} is {}", words(&self.days(from, to)))))
            }
            _ => None,
        }
    }

    fn days(&self, from: Date, to: Date) -> String {
        let (from, to) = (self.glance.date(from), self.glance.date(to));
        if from == to { from } else { format!("{from} to {to}") }
    }

    fn date(&self, date: Date) -> Card {
        let mut card = Card::new(format!("**{}**, a {}", words(&self.glance.date(date)), weekday(date.weekday())));
        let days = self.model.term.as_ref().and_then(|term| term.days);
        card.line(match (self.model.term.is_some(), days) {
            (_, Some(days)) => self.distance(date, days),
            (true, None) => NO_DATE.to_owned(),
            (false, None) => "There is no term yet.".to_owned(),
        });
        card
    }

    /// "day 214 of the term, in Year 1", "3 months before the term begins"
    fn distance(&self, date: Date, (first, last): (Date, Date)) -> String {
        if date < first {
            let begins = words(&self.glance.date(first));
            return format!("{} before the term begins ({begins})", apart(date, first));
        }
        if date > last {
            let ends = words(&self.glance.date(last));
            return format!("{} after the term ends ({ends})", apart(last, date));
        }
        let day = (date - first).get_days() + 1;
        let year = self.model.term.as_ref().and_then(|term| Years::of(term, (date, date)));
        let year = year.map(|years| format!(", in {}", years.words())).unwrap_or_default();
        let place = if date == last { ", its last" } else { "" };
        format!("Day {} of the term{place}{year}", grouped(day.into()))
    }

    fn span(&self, span: TimeSpan, fiscal: (i8, i8)) -> Card {
        let Some(term) = &self.model.term else {
            return Card::new(format!("**{}**", words(&self.glance.span(span))));
        };
        let Some((from, to)) = term.span_days(span, fiscal) else {
            let mut card = Card::new(format!("**{}**", words(&self.glance.span(span))));
            let beyond = match span {
                TimeSpan::Periods(Period::Program(from), Period::Program(to)) => from.max(to) > term.years(),
                _ => false,
            };
            card.line(match beyond && term.duration.is_some() {
                true => format!("The term has {} program years.", term.years()),
                false => NO_DATE.to_owned(),
            });
            return card;
        };
        let mut card = Card::new(format!("**{}**", words(&self.days(from, to))));
        let whole = (to - from).get_days() + 1;
        card.line(match (term.covered((from, to)), Years::of(term, (from, to))) {
            (None, _) => NO_DATE.to_owned(),
            (Some(covered), Some(years)) if covered == whole => format!("In the term: {}", years.words()),
            (Some(covered), Some(years)) => {
                format!("In the term: {}; it covers {covered} of {whole} days", years.words())
            }
            (Some(_), None) => "Outside the term.".to_owned(),
        });
        card
    }

    fn whole_term(&self, duration: Duration) -> Card {
        let mut card = Card::new(format!("**{}**", words(&self.glance.duration(duration))));
        let Some(term) = &self.model.term else { return card };
        let count = term.years();
        let years = if count == 1 { "1 program year".to_owned() } else { format!("{count} program years") };
        card.line(match term.days {
            Some((first, last)) => format!("{years}: {}", words(&self.days(first, last))),
            None => format!("{years}. The end cannot be told: no date is known for the beginning."),
        });
        card
    }
}

/// "3 months and 4 days"
fn apart(from: Date, to: Date) -> String {
    let Ok(span) = from.until((Unit::Year, to)) else { return "long".to_owned() };
    let part = |count: i64, one: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {one}s")),
    };
    let parts = [
        part(span.get_years().into(), "year"),
        part(span.get_months().into(), "month"),
        part(span.get_days().into(), "day"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => "no day".to_owned(),
    }
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
