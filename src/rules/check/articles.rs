//! Articles of the instrument itself: what is not a treaty has sections.

use super::Facts;
use crate::diagnostic::Diagnostic;
use crate::rules::lexicon::Lexicon;
use crate::rules::texts::{Role, Text, named};
use crate::rules::tokens::{Gap, Token};
use crate::rules::words::offered;

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for (text, hit) in facts.texts().meant(&facts.rule.code).filter(|(text, _)| text.role == Role::Prose) {
        let Some((_, lexicon)) = facts.words(text.language) else { continue };
        let numbers = numbers(text, hit.words.end);
        if numbers == hit.words.end || is_elsewhere(facts, text, hit.words.start, numbers, lexicon) {
            continue;
        }
        let (written, span) = text.words(hit.words.start..numbers);
        let message = format!("{} says `{written}`, {}", named(&facts.model.outline, text.statement), hit.entry.note);
        let cure = offered(&hit.entry.prefer).map(|words| format!("write {words}, or a reference to the provision"));
        found.push(facts.finding(span, message).maybe_help(cure));
    }
}

/// Where the numbers end that follow a word: `3`, `3 and 4`, `225-4-1`, `IV`.
fn numbers(text: &Text<'_>, from: usize) -> usize {
    let is_number = |token: &Token| {
        let word = text.word(token);
        let roman = || word.chars().all(|c| "IVXLC".contains(c));
        word.starts_with(|c: char| c.is_numeric()) || roman()
    };
    let joins = |token: &Token| text.word(token).chars().count() <= 3 && !token.is_reference();
    let mut end = from;
    let mut at = from;
    while let Some(token) = text.tokens.get(at).filter(|token| token.gap < Gap::Sentence) {
        if is_number(token) {
            end = at + 1;
        } else if !joins(token) || at > end {
            break;
        }
        at += 1;
    }
    end
}

/// Whether the article is one of a law or another instrument: what follows is "of" something that is not this one, or
/// a law has just been named.
fn is_elsewhere(facts: &Facts<'_>, text: &Text<'_>, start: usize, end: usize, lexicon: &Lexicon) -> bool {
    let texts = facts.texts();
    let sentence = crate::rules::lexicon::sentence(&text.tokens, start);
    let named_before = (start.saturating_sub(6).max(sentence.start)..start).any(|at| texts.is_law(text, at, lexicon));
    // `(CRC, Article 16)`: an abbreviation right before it is what is cited.
    let before = start.checked_sub(1).and_then(|before| text.tokens.get(before));
    let cited = before.filter(|_| text.tokens[start].gap < Gap::Sentence).is_some_and(|token| {
        let word = text.word(token);
        word.chars().count() > 2 && word.chars().all(char::is_uppercase)
    });
    // `3(a) of the Code`, `153.º del Código`: small marks may stand between.
    let of = (end..(end + 3).min(sentence.end)).find_map(|at| Some(at + lexicon.listed("of", &text.tokens[at..])?));
    let this = |from: usize| {
        (from..(from + 3).min(sentence.end)).any(|at| lexicon.listed("self", &text.tokens[at..]).is_some())
    };
    match of {
        Some(behind) => !this(behind),
        None => cited || named_before || text.tokens.get(end).is_some_and(|_| texts.is_law(text, end, lexicon)),
    }
}
