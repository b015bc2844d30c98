//! Figures in prose, read exactly whatever the language groups them by: `1,250.5`, `1.250,5`, `5 million`, `USD 8 millones`.

use iso_currency::Currency;
use rust_decimal::Decimal;

use super::lexicon::Lexicon;
use super::texts::Text;
use super::tokens::{Gap, Token};

/// A figure in prose.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    pub value: Decimal,
    /// The currency whose code stands before it, or behind it.
    pub currency: Option<Currency>,
    /// The words that it takes, its currency and its multiplier included.
    pub words: std::ops::Range<usize>,
}

/// The figures of a text, in order.
pub(crate) fn figures(text: &Text<'_>, lexicon: Option<&Lexicon>) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = text.tokens.get(at) {
        match digits(text.word(token)) {
            Some(_) if !is_list_marker(text, token) => {
                let figure = figure(text, at, lexicon);
                at = figure.words.end.max(at + 1);
                found.push(figure);
            }
            _ => at += 1,
        }
    }
    found
}

fn figure(text: &Text<'_>, start: usize, lexicon: Option<&Lexicon>) -> Figure {
    let tokens = &text.tokens;
    let mut groups: Vec<(String, Option<char>)> = Vec::new();
    let mut at = start;
    // Groups are divided by a single sign: 5,000,000, 5.000.000, 5 000 000 with no-break spaces.
    while let Some(part) = tokens.get(at).and_then(|token| digits(text.word(token))) {
        let sign = (at > start).then(|| text.literal.text[tokens[at - 1].end as usize..].chars().next()).flatten();
        let whole = part.chars().count() == text.word(&tokens[at]).chars().count();
        groups.push((part, sign));
        at += 1;
        let (Some(last), Some(next)) = (tokens.get(at - 1), tokens.get(at)) else { break };
        let between = &text.literal.text[last.end as usize..next.start as usize];
        let thousands = digits(text.word(next)).is_some_and(|digits| digits.len() == 3);
        let joined = matches!(between, "," | "." | "\u{a0}" | "\u{202f}" | "’" | "'")
            || (between == " " && thousands && at > start);
        // A blank groups only after a group that may begin a figure, and never two years in a row.
        let blank_groups = between != " " || groups.iter().all(|(part, _)| part.len() <= 3);
        if !joined || !blank_groups || !whole {
            break;
        }
    }
    let mut value = value(&groups);
    let mut end = at;
    while let Some((power, length)) = lexicon.and_then(|lexicon| multiplier(lexicon, &tokens[end..])) {
        value = value.checked_mul(power).unwrap_or(value);
        end += length;
    }
    let before = start.checked_sub(1).and_then(|before| tokens.get(before));
    let currency = before.filter(|_| tokens[start].gap == Gap::None).and_then(|token| currency(text.word(token)));
    if currency.is_some() {
        return Figure { value, currency, words: start - 1..end };
    }
    let currency = currency_behind(text, end);
    Figure { value, currency, words: start..end + usize::from(currency.is_some()) }
}

/// The currency of `5 000 USD`: of `in 2029 USD 5,000` the code belongs to what follows.
fn currency_behind(text: &Text<'_>, end: usize) -> Option<Currency> {
    let code = text.tokens.get(end).filter(|token| token.gap == Gap::None)?;
    let next = text.tokens.get(end + 1).filter(|token| token.gap == Gap::None);
    let is_before_a_figure = next.is_some_and(|next| digits(text.word(next)).is_some());
    currency(text.word(code)).filter(|_| !is_before_a_figure)
}

fn currency(word: &str) -> Option<Currency> {
    Currency::from_code(word).filter(|_| word.len() == 3 && word.chars().all(|c| c.is_ascii_uppercase()))
}

fn multiplier(lexicon: &Lexicon, tokens: &[Token]) -> Option<(Decimal, usize)> {
    tokens.first().filter(|token| token.gap == Gap::None)?;
    let powers = [("thousand", 1_000_i64), ("million", 1_000_000), ("billion", 1_000_000_000)];
    powers.into_iter().find_map(|(list, power)| Some((Decimal::from(power), lexicon.listed(list, tokens)?)))
}

/// The digits that a word begins with, as ASCII: of `1st` the 1; none for a word that begins with a letter.
fn digits(word: &str) -> Option<String> {
    let digit = |c: char| match c {
        '0'..='9' => Some(c),
        // Devanagari, Arabic-Indic, Persian.
        '\u{966}'..='\u{96f}' => char::from_digit(u32::from(c) - 0x966, 10),
        '\u{660}'..='\u{669}' => char::from_digit(u32::from(c) - 0x660, 10),
        '\u{6f0}'..='\u{6f9}' => char::from_digit(u32::from(c) - 0x6f0, 10),
        _ => None,
    };
    let digits: String = word.chars().map_while(digit).collect();
    (!digits.is_empty()).then_some(digits)
}

/// The value of groups with the signs before them: a last group that is not of three digits, or that a sign of its own
/// divides, is a fraction.
fn value(groups: &[(String, Option<char>)]) -> Decimal {
    let plain: String = groups.iter().map(|(group, _)| group.as_str()).collect();
    let fraction = match groups {
        [.., (before, first), (last, Some(sign))] => {
            let other = first.is_some_and(|first| first != *sign);
            let alone = groups.len() == 2 && (last.len() != 3 || before == "0");
            (other || alone || last.len() != 3).then_some(last.len())
        }
        _ => None,
    };
    let scale = u32::try_from(fraction.unwrap_or(0)).unwrap_or(0);
    let mantissa = plain.parse::<i128>().unwrap_or_default();
    Decimal::try_from_i128_with_scale(mantissa, scale).unwrap_or_default().normalize()
}

/// Whether a number opens an item of a list.
fn is_list_marker(text: &Text<'_>, token: &Token) -> bool {
    let (before, behind) = (&text.literal.text[..token.start as usize], &text.literal.text[token.end as usize..]);
    let line = before.trim_end_matches([' ', '\t']);
    text.literal.quoting == crate::syntax::ast::Quoting::Block
        && (line.is_empty() || line.ends_with('\n'))
        && (behind.starts_with(". ") || behind.starts_with(") "))
}
