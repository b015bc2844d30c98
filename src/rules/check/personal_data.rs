//! What may be the data of a person, a child above all: in texts and in comments.

use super::{Facts, comments};
use crate::diagnostic::Diagnostic;
use crate::rules::lexicon::Lexicon;
use crate::rules::texts::named;
use crate::rules::tokens::{Token, of_comment};
use crate::source::Span;

/// How near a date stands to a word for birth.
const NEAR: usize = 6;

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let help = "leave it out: an instrument and its sources are read by many, and kept for long";
    let mut report = |span: Span, object: &str, what: &str| {
        // What was found is not repeated: a finding is read by many, too.
        found.push(facts.finding(span, format!("{object} holds what may be {what}")).help(help));
    };
    for text in facts.texts().all() {
        let words = &text.literal.text;
        let object = || named(&facts.model.outline, text.statement);
        for (range, what) in numbers(words) {
            report(text.literal.span(range), &object(), what);
        }
        if words.contains(|c: char| c.is_ascii_digit())
            && let Some((_, lexicon)) = facts.words(text.language)
            && let Some(at) = birth(words, &text.tokens, lexicon)
        {
            report(text.literal.span(text.tokens[at].range()), &object(), "a date of birth");
        }
    }
    for ast in &facts.files.asts {
        comments(&ast.items, &mut |comment| {
            let place = |range: std::ops::Range<usize>| {
                let start = comment.span.start as usize;
                Span::new(comment.span.file, start + range.start, start + range.end)
            };
            for (range, what) in numbers(&comment.text) {
                report(place(range), "this comment", what);
            }
            if comment.text.contains(|c: char| c.is_ascii_digit()) {
                let tokens = of_comment(&comment.text);
                let lists = facts.pack.words.values().filter_map(|words| words.lexicon());
                let mut dates = lists.filter_map(|(_, lexicon)| birth(&comment.text, &tokens, lexicon));
                if let Some(at) = dates.next() {
                    report(place(tokens[at].range()), "this comment", "a date of birth");
                }
            }
        });
    }
}

/// Numbers of telephones, and long numbers such as those of identity papers.
fn numbers(text: &str) -> Vec<(std::ops::Range<usize>, &'static str)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        if bytes[at] == b'+' {
            let signs = |byte: &&u8| byte.is_ascii_digit() || matches!(byte, b' ' | b'-' | b'(' | b')' | b'.');
            let length = bytes[at + 1..].iter().take_while(signs).count();
            let digits = bytes[at + 1..at + 1 + length].iter().filter(|byte| byte.is_ascii_digit()).count();
            at += 1;
            if (8..=15).contains(&digits) && bytes.get(at).is_some_and(|byte| byte.is_ascii_digit() || *byte == b'(') {
                let end = at + text[at..at + length].trim_end_matches([' ', '-', '(', ')', '.']).len();
                found.push((start..end, "a telephone number"));
                at = end;
            }
        } else if bytes[at].is_ascii_digit() {
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            if at - start >= 9 && !is_money(text, start) {
                found.push((start..at, "the number of a person's document or account"));
            }
        } else {
            at += 1;
        }
    }
    found
}

/// Whether a currency stands before a number.
fn is_money(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end();
    let code: Vec<char> = before.chars().rev().take(4).collect();
    let is_code = code.len() >= 3
        && code[..3].iter().all(char::is_ascii_uppercase)
        && code.get(3).is_none_or(|c| !c.is_alphanumeric());
    is_code || before.ends_with(['$', '€', '£', '₮', '¥'])
}

/// The word for birth beside which a full date stands.
fn birth(text: &str, tokens: &[Token], lexicon: &Lexicon) -> Option<usize> {
    // The papers and the registers of births are spoken of without anybody's date.
    let is_paper = |at: usize| lexicon.covers("birth-papers", tokens, &(at..at + 1));
    let words = (0..tokens.len()).filter(|at| lexicon.listed("birth", &tokens[*at..]).is_some() && !is_paper(*at));
    let is_date = |at: usize| {
        let number = |at: usize| tokens.get(at).and_then(|token| text[token.range()].parse::<u32>().ok());
        let month = |at: usize| tokens.get(at).is_some_and(|token| lexicon.number_in("months", token).is_some());
        let day = |at: usize| {
            let digits = tokens.get(at).map(|token| text[token.range()].trim_end_matches(char::is_alphabetic));
            digits.and_then(|digits| digits.parse::<u32>().ok()).is_some_and(|day| (1..=31).contains(&day))
        };
        let year = |at: usize| number(at).is_some_and(|year| (1900..2200).contains(&year));
        // 2008-05-01; 1/5/2008; 1 May 2008 and 1 de mayo de 2008; May 1, 2008.
        (year(at) && day(at + 1) && day(at + 2))
            || (day(at) && day(at + 1) && year(at + 2))
            || (day(at) && ((month(at + 1) && year(at + 2)) || (month(at + 2) && year(at + 4))))
            || (month(at) && day(at + 1) && year(at + 2))
    };
    let mut near = words.filter(|at| (at.saturating_sub(NEAR + 2)..(at + NEAR + 1)).any(is_date));
    near.next()
}
