//! Numbers, dates and what was perhaps meant to be one.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::ast::{Number, ValueKind};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The code of findings about single values.
const BAD_VALUE: &str = "SYN003";

pub(super) fn number(text: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> ValueKind {
    match exact(text) {
        Some(number) => ValueKind::Number(number),
        None => {
            diagnostics.push(bad_number(text, span));
            ValueKind::Bad
        }
    }
}

pub(super) fn percent(text: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> ValueKind {
    match number(text.trim_end_matches('%'), span, diagnostics) {
        ValueKind::Number(number) => ValueKind::Percent(number),
        other => other,
    }
}

/// Reads a number whose groups are all thousands, or lakh and crore with a last group of three digits.
fn exact(text: &str) -> Option<Number> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let groups: Vec<&str> = whole.split(',').collect();
    let well_formed = match groups.as_slice() {
        [_] => true,
        [first, middle @ .., last] => {
            let sized = |size: usize| middle.iter().all(|group| group.len() == size);
            last.len() == 3 && ((first.len() <= 3 && sized(3)) || (first.len() <= 2 && sized(2)))
        }
        [] => false,
    };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !well_formed || !digits(fraction) || !groups.iter().all(|group| digits(group)) {
        return None;
    }
    let value = Decimal::from_str_exact(&text.replace(',', "")).ok()?;
    Some(Number { value, written: text.to_owned() })
}

fn bad_number(text: &str, span: Span) -> Diagnostic {
    let finding = Diagnostic::error(BAD_VALUE, span, format!("`{text}` is not a well-formed number"));
    let lengths: Vec<usize> = text.split('.').map(str::len).collect();
    if matches!(lengths.as_slice(), [1 | 2, 1 | 2, 2 | 4]) {
        return finding.help("a date is written year-month-day, as in `2017-06-15`");
    }
    if text.bytes().filter(u8::is_ascii_digit).count() > 28 {
        return finding.help("a number has at most 28 digits");
    }
    // Groups that are not well formed: the digits are certain, and only their grouping is not.
    let (whole, fraction) = text.split_once('.').map_or((text, ""), |(whole, fraction)| (whole, fraction));
    if whole.contains(',') && whole.rsplit(',').next().is_some_and(|last| last.len() == 3) && !fraction.contains('.') {
        let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
        let regrouped = text.replacen(whole, &thousands(&digits), 1);
        return finding.help(format!("commas stand between groups of three digits: write `{regrouped}`"));
    }
    // Written as on the continent: points between groups, a comma before decimals.
    let exchanged: String = text
        .chars()
        .map(|c| {
            if c == ',' {
                '.'
            } else if c == '.' {
                ','
            } else {
                c
            }
        })
        .collect();
    if exact(&exchanged).is_some() {
        return finding.help(format!("commas stand between groups, a point before decimals: write `{exchanged}`"));
    }
    finding.help(
        "commas stand between groups of thousands (`1,250,000`) or lakh and crore (`12,50,000`), the last group has \
         three digits, and a point stands before decimals (`1,250.5`)",
    )
}

pub(super) fn date(text: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> ValueKind {
    match text.parse::<Date>() {
        Ok(date) => ValueKind::Date(date),
        Err(_) => {
            diagnostics.push(
                Diagnostic::error(BAD_VALUE, span, format!("`{text}` is not a day of the calendar"))
                    .help("a date is written year-month-day, as in `2017-06-15`"),
            );
            ValueKind::Bad
        }
    }
}

pub(super) fn month_day(text: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> ValueKind {
    // A leap year, so that 29 February passes.
    let date = format!("2000-{text}").parse::<Date>();
    match date {
        Ok(date) => ValueKind::MonthDay { month: date.month(), day: date.day() },
        Err(_) => {
            diagnostics.push(
                Diagnostic::error(BAD_VALUE, span, format!("`{text}` is not a day of the year"))
                    .help("a month and a day are written `10-01`"),
            );
            ValueKind::Bad
        }
    }
}

/// Reports a value that is still to be given: what a draft may leave open.
pub(super) fn hole(span: Span) -> Diagnostic {
    Diagnostic::error("SYN005", span, "a value is still to be given").help("write it in the place of `…`")
}

/// Reports a run of characters that is no value, with a guess at what was meant.
pub(super) fn junk(text: &str, span: Span) -> Diagnostic {
    let help = meant(text);
    let finding = Diagnostic::error(BAD_VALUE, span, format!("`{}` is not a value", visible(text)));
    let instead = help.as_deref().and_then(|help| help.strip_prefix("write `")?.strip_suffix('`'));
    // Certain is it only where nothing but signs around the value goes.
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    match instead.filter(|instead| *instead == bare) {
        Some(instead) => finding.fix(format!("write `{instead}`"), vec![(span, instead.to_owned())]).maybe_help(help),
        None => finding.maybe_help(help),
    }
}

/// The word in a run that has a sign too many: `draft;`, `prevent:`, `unit_a`. Taken for the word, so that nothing follows.
pub(super) fn word_in(text: &str) -> Option<&str> {
    let word = text.trim_end_matches([':', ';', '.', '=', '!', '?']);
    let plain = word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    (plain && word.starts_with(char::is_alphabetic)).then_some(word)
}

/// Whether a character is the sign of a currency.
pub(super) fn is_currency_sign(c: char) -> bool {
    matches!(
        c,
        '$' | '¢'
            | '£'
            | '¥'
            | '₡'
            | '₦'
            | '₨'
            | '₩'
            | '₫'
            | '€'
            | '₭'
            | '₮'
            | '₱'
            | '₲'
            | '₵'
            | '₹'
            | '₽'
    )
}

/// What to do about an invisible character in a text, if there is one.
pub(super) fn hidden(text: &str) -> Option<String> {
    let hidden = text.chars().find(|c| is_hidden(*c))?;
    Some(format!("it holds the invisible character U+{:04X}: delete it", hidden as u32))
}

fn meant(text: &str) -> Option<String> {
    let first = text.chars().next()?;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let only = |signs: &str| text.chars().all(|c| c.is_ascii_digit() || signs.contains(c));
    let count = |sign: char| text.matches(sign).count();
    if let Some(help) = hidden(text) {
        return Some(help);
    }
    if matches!(first, '\'' | '‘' | '’' | '«' | '„' | '‹') {
        return Some("a text stands in double quotes: `\"…\"`".into());
    }
    if text.starts_with("//") || text.starts_with("/*") || text.starts_with("--") {
        return Some("a comment begins with `#`".into());
    }
    if text.contains(is_currency_sign) {
        return Some("money is written with its ISO 4217 code before the figure: `USD 5,000,000`".into());
    }
    if digits >= 4 && only("/.-") && ['/', '.', '-'].iter().any(|sign| count(*sign) == 2) {
        return Some("a date is written year-month-day, as in `2017-06-15`".into());
    }
    if first.is_ascii_digit() && only("-/") && count('-') + count('/') == 1 {
        return Some(if digits > 4 {
            "a span is written with two full stops between like ends: `2018..2021`".into()
        } else {
            "a month and a day are written `10-01`".into()
        });
    }
    if text.contains("..") || text.contains('–') || text.contains('—') {
        return Some("a span is written with two full stops between like ends: `2018..2021`".into());
    }
    if text == "%" {
        return Some("a share is written without a blank: `35%`".into());
    }
    let sign_behind = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    if only(",.")
        || (sign_behind.len() < text.len() && !text.ends_with(char::is_alphabetic) && exact(sign_behind).is_some())
    {
        // A sign that stands alone leaves nothing to write instead.
        return Some(if sign_behind.is_empty() { "delete it".into() } else { format!("write `{sign_behind}`") });
    }
    if first.is_ascii_digit() {
        return Some("a number is written `1,250.5`, a date `2017-06-15`, a share `35%`, money `USD 5 million`".into());
    }
    if let Some(word) = word_in(text).filter(|word| word.len() < text.len()) {
        return Some(format!("write `{word}`"));
    }
    if first.is_alphabetic() {
        return Some("an identifier has letters, digits and hyphens; a text stands in double quotes".into());
    }
    None
}

/// Characters that print as nothing.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// The text with hidden and control characters spelt out, so that a message shows what it means.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| if is_hidden(c) || c.is_control() { format!("<U+{:04X}>", c as u32) } else { c.to_string() })
        .collect()
}

/// Digits in groups of thousands.
pub(crate) fn thousands(digits: &str) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
