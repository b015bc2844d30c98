//! One slot: how the values at a place are read as money, dates, periods, names.

use iso_currency::Currency;
use rust_decimal::Decimal;

use super::fit::ArgValue;
use super::value::{Amount, Duration, Figure, Money, Period, Quantifier, TimeSpan, Unit};
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::source::Span;
use crate::syntax::ast::{Number, Value, ValueKind};
use crate::vocabulary::{Slot, SlotKind, Vocabulary, is_tag};

/// Words of the patterns.
const PATTERN_WORDS: [&str; 10] = ["of", "by", "for", "in", "on", "to", "at", "as", "none", "blank"];

/// Names that the language has given already.
const RESERVED: [&str; 7] =
    ["compact", "term", "goal", "participants", "section", "sustainability", "implementing-partners"];

/// The words that a slot knows by itself, for "did you mean".
pub(super) fn words<'a>(slot: &Slot, kind: Option<&'a SlotKind>) -> Vec<&'a str> {
    match slot {
        Slot::Amount => Quantifier::ALL.iter().map(|quantifier| quantifier.word()).collect(),
        _ => kind.map(|kind| kind.words.iter().map(String::as_str).collect()).unwrap_or_default(),
    }
}

/// Reads what a slot takes from the values at hand; says how many it took.
pub(super) fn read<'a>(
    slot: &Slot,
    values: &'a [Value],
    vocabulary: &Vocabulary,
    findings: &mut Vec<Diagnostic>,
) -> Option<(ArgValue<'a>, usize)> {
    let first = values.first()?;
    if first.kind == ValueKind::Bad && !matches!(slot, Slot::Money | Slot::Amount) {
        return Some((ArgValue::Unknown, 1));
    }
    let one = |value: ArgValue<'a>| Some((value, 1));
    match (slot, &first.kind) {
        // A word of the patterns is never taken for an identifier, so that one may be left out before it.
        (Slot::Id, ValueKind::Word(word)) if PATTERN_WORDS.contains(&word.as_str()) => None,
        (Slot::Id, ValueKind::Word(word)) => {
            if is_reserved(word) {
                findings.push(
                    Diagnostic::error(
                        "SYN003",
                        first.span,
                        format!("`{word}` is a word of the language and no identifier"),
                    )
                    .help("choose another name"),
                );
            }
            one(ArgValue::Id(word))
        }
        (Slot::String | Slot::Text, ValueKind::Text(literal)) => one(ArgValue::Text(literal)),
        (Slot::Number, ValueKind::Number(number)) => one(ArgValue::Number(number.value)),
        (Slot::Figure, ValueKind::Number(number)) => {
            one(ArgValue::Figure(Figure { value: number.value, percent: false }))
        }
        (Slot::Figure, ValueKind::Percent(number)) => {
            one(ArgValue::Figure(Figure { value: number.value, percent: true }))
        }
        (Slot::Money, _) => {
            money(values, findings).map(|(money, taken)| (money.map_or(ArgValue::Unknown, ArgValue::Money), taken))
        }
        (Slot::Amount, _) => amount(values, findings),
        (Slot::Date, ValueKind::Date(date)) => one(ArgValue::Date(*date)),
        (Slot::MonthDay, ValueKind::MonthDay { month, day }) => one(ArgValue::MonthDay { month: *month, day: *day }),
        (Slot::Period, _) => period(first).and_then(|period| one(ArgValue::Period(period))),
        (Slot::Span, _) => span(first, findings).map(|value| (value, 1)),
        (Slot::Duration, ValueKind::Number(number)) => duration(number, values.get(1)),
        (Slot::Tag, ValueKind::Word(word)) => {
            if is_tag(word) {
                return one(ArgValue::Tag(word));
            }
            // `es_PE` was reported where it was read: no word has such a sign in it.
            if !word.contains('_') {
                findings.push(
                    Diagnostic::error("LNG003", first.span, format!("`{word}` is not a language"))
                        .help("a language is a BCP 47 tag, such as `en` or `es-PE`"),
                );
            }
            one(ArgValue::Unknown)
        }
        (Slot::Rule | Slot::Word, ValueKind::Word(word)) => one(ArgValue::Name(word)),
        (Slot::Named(name), kind) => {
            let takes = vocabulary.slot(name)?;
            match kind {
                ValueKind::Word(word) if !takes.refers.is_empty() || takes.words.contains(word) => {
                    one(ArgValue::Name(word))
                }
                ValueKind::Text(literal) if takes.string => one(ArgValue::Text(literal)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether a word is the code of a currency.
pub(super) fn is_currency(word: &str) -> bool {
    Currency::from_code(word).is_some()
}

fn is_reserved(word: &str) -> bool {
    RESERVED.contains(&word) || period_word(word).is_some() || is_currency(word)
}

fn amount<'a>(values: &'a [Value], findings: &mut Vec<Diagnostic>) -> Option<(ArgValue<'a>, usize)> {
    let quantifier = match &values.first()?.kind {
        ValueKind::Word(word) => Quantifier::ALL.into_iter().find(|quantifier| quantifier.word() == word),
        _ => None,
    };
    let skip = usize::from(quantifier.is_some());
    let (money, taken) = money(values.get(skip..)?, findings)?;
    let value = money.map_or(ArgValue::Unknown, |money| ArgValue::Amount(Amount { quantifier, money }));
    Some((value, taken + skip))
}

/// Reads `USD 5 million`. What has the looks of money but is wrong is taken, reported, and unknown.
fn money(values: &[Value], findings: &mut Vec<Diagnostic>) -> Option<(Option<Money>, usize)> {
    let (code, figure) = match values {
        [Value { kind: ValueKind::Word(code), span }, figure, ..] => ((code.as_str(), *span), figure),
        [Value { kind: ValueKind::Bad, .. }, ..] => return Some((None, 1)),
        _ => return None,
    };
    let scale = values.get(2).and_then(scale);
    let taken = 2 + usize::from(scale.is_some());
    let number = match &figure.kind {
        ValueKind::Number(number) => number,
        ValueKind::Bad => return Some((None, taken)),
        _ => return None,
    };
    let whole = code.1.to(values.get(taken - 1)?.span);
    let currency = currency(code.0, code.1, findings)?;
    let Some(currency) = currency else { return Some((None, taken)) };
    let Some(amount) = number.value.checked_mul(scale.unwrap_or(Decimal::ONE)) else {
        findings.push(
            Diagnostic::error("SYN003", whole, "this amount is too large").help("an amount has at most 28 digits"),
        );
        return Some((None, taken));
    };
    // `USD 5.000` has three decimals, though they are zeros: on the continent it is five thousand.
    let written = if scale.is_some() { amount.normalize().scale() } else { amount.scale() };
    let amount = amount.normalize();
    let decimals = currency.exponent().map_or(u32::MAX, u32::from);
    if written > decimals {
        let allowed = if decimals == 0 { "no decimals".to_owned() } else { format!("{decimals} decimals") };
        let help = if written == 3 {
            format!("round the amount to what can be paid, or write `{}`", number.written.replace('.', ","))
        } else {
            "round the amount to what can be paid".to_owned()
        };
        let message = format!("{} has {allowed}, and this amount has {written}", currency.code());
        findings.push(Diagnostic::error("FIN005", whole, message).help(help));
        return Some((None, taken));
    }
    Some((Some(Money { amount, currency }), taken))
}

/// The currency of a code: outer none where it is no code at all, inner none where it is an unknown one.
fn currency(code: &str, span: Span, findings: &mut Vec<Diagnostic>) -> Option<Option<Currency>> {
    if let Some(currency) = Currency::from_code(code) {
        return Some(Some(currency));
    }
    if !code.bytes().all(|b| b.is_ascii_alphabetic()) || !(2..=5).contains(&code.len()) {
        return None;
    }
    let upper = code.to_ascii_uppercase();
    // With three letters one slip is much: only codes of countries that have such partnerships are offered.
    let common = ["USD", "EUR", "PEN", "COP", "MNT", "NPR", "XOF", "GBP", "PHP", "JMD", "GHS"];
    let meant = Currency::from_code(&upper).map(|currency| currency.code());
    let meant = meant.or_else(|| nearest(&upper, common));
    let finding = Diagnostic::error("FIN005", span, format!("`{code}` is not a currency"));
    findings.push(match meant {
        Some(meant) => finding.meant(meant, span),
        None => finding.help("a currency is written by its ISO 4217 code, such as `USD`"),
    });
    Some(None)
}

/// What could follow values that begin well.
pub(super) enum Next {
    /// One of these words.
    Words(&'static [&'static str]),
    /// What a slot takes.
    Slot(&'static str),
}

/// Values that begin what a slot takes and do not end it: how many there are, and what could follow.
pub(super) fn begun(slot: &Slot, values: &[Value]) -> Option<(usize, Next)> {
    match (slot, values.first()?) {
        (Slot::Duration, Value { kind: ValueKind::Number(_), .. }) => {
            unit(values.get(1)).is_none().then_some((1, Next::Words(&["years", "months", "days"])))
        }
        (Slot::Money | Slot::Amount, Value { kind: ValueKind::Word(word), .. }) => {
            let quantified = Quantifier::ALL.iter().any(|quantifier| quantifier.word() == word);
            let code = usize::from(quantified);
            match values.get(code).map(|value| &value.kind) {
                Some(ValueKind::Word(word)) if is_currency(word) => Some((code + 1, Next::Slot("NUMBER"))),
                _ if quantified => Some((1, Next::Slot("MONEY"))),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The words that could follow an amount of money and multiply it.
pub(super) fn scales(slot: &Slot, taken: &[Value]) -> &'static [&'static str] {
    let multiplied = taken.last().is_some_and(|last| scale(last).is_some());
    if matches!(slot, Slot::Money | Slot::Amount) && !multiplied { &["thousand", "million", "billion"] } else { &[] }
}

fn scale(value: &Value) -> Option<Decimal> {
    match &value.kind {
        ValueKind::Word(word) => match word.as_str() {
            "thousand" => Some(Decimal::ONE_THOUSAND),
            "million" => Some(Decimal::from(1_000_000)),
            "billion" => Some(Decimal::from(1_000_000_000)),
            _ => None,
        },
        _ => None,
    }
}

fn period(value: &Value) -> Option<Period> {
    match &value.kind {
        ValueKind::Number(number) => year(number).map(Period::Calendar),
        ValueKind::Word(word) => period_word(word),
        _ => None,
    }
}

fn year(number: &Number) -> Option<i16> {
    let year = number.written.parse::<i16>().ok()?;
    (number.written.len() == 4 && (1900..=2999).contains(&year)).then_some(year)
}

fn period_word(word: &str) -> Option<Period> {
    if let Some(year) = word.strip_prefix("FY") {
        return year
            .parse()
            .ok()
            .filter(|number| year.len() == 4 && (1900..=2999).contains(number))
            .map(Period::Fiscal);
    }
    let count = word.strip_prefix("year-")?.parse().ok()?;
    (1..=99).contains(&count).then_some(Period::Program(count))
}

fn span<'a>(value: &'a Value, findings: &mut Vec<Diagnostic>) -> Option<ArgValue<'a>> {
    let end = |value: &Value| match value.kind {
        ValueKind::Date(date) => Some(TimeSpan::Dates(date, date)),
        _ => period(value).map(|period| TimeSpan::Periods(period, period)),
    };
    let ValueKind::Range(from, to) = &value.kind else { return end(value).map(ArgValue::Span) };
    if from.kind == ValueKind::Bad || to.kind == ValueKind::Bad {
        return Some(ArgValue::Unknown);
    }
    let (span, ordered) = match (end(from)?, end(to)?) {
        (TimeSpan::Dates(from, _), TimeSpan::Dates(to, _)) => (TimeSpan::Dates(from, to), from <= to),
        (TimeSpan::Periods(from, _), TimeSpan::Periods(to, _)) if from.same_kind(to) => {
            (TimeSpan::Periods(from, to), from <= to)
        }
        _ => {
            let finding = Diagnostic::error("SYN003", value.span, "the ends of this span are of different kinds");
            findings.push(finding.help("write two years, two fiscal years, two program years or two dates"));
            return Some(ArgValue::Unknown);
        }
    };
    if !ordered {
        findings.push(
            Diagnostic::error("SYN003", value.span, "this span ends before it begins").help("exchange its two ends"),
        );
        return Some(ArgValue::Unknown);
    }
    Some(ArgValue::Span(span))
}

fn duration<'a>(number: &Number, unit: Option<&Value>) -> Option<(ArgValue<'a>, usize)> {
    let count = number.written.parse().ok()?;
    Some((ArgValue::Duration(Duration { count, unit: self::unit(unit)? }), 2))
}

fn unit(value: Option<&Value>) -> Option<Unit> {
    let Some(Value { kind: ValueKind::Word(unit), .. }) = value else { return None };
    match unit.as_str() {
        "year" | "years" => Some(Unit::Years),
        "month" | "months" => Some(Unit::Months),
        "day" | "days" => Some(Unit::Days),
        _ => None,
    }
}
