//! Both participants named side by side by hand: their order is that of one original, and stays so in the other.

use std::ops::Range;

use super::Facts;
use crate::diagnostic::Diagnostic;
use crate::model::prints_alike;
use crate::rules::lexicon::Lexicon;
use crate::rules::texts::{Role, Text, named, primary};
use crate::rules::tokens::{Gap, Token, phrase};

/// A participant and the words that name it in a language.
struct Name<'a> {
    participant: usize,
    /// None where it prints alike in every language.
    language: Option<&'a str>,
    words: Vec<u64>,
}

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let outline = &facts.model.outline;
    let texts = facts.texts();
    let is_participant =
        |index: &usize| outline.get(*index).is_some_and(|statement| statement.keyword == "participant");
    let mut names = Vec::new();
    for text in texts.all() {
        let Some(statement) = outline.get(text.statement) else { continue };
        if matches!(statement.keyword, "name" | "short") && is_participant(&statement.parent) {
            let words = phrase(&text.literal.text);
            let alike = statement.texts.is_empty() && prints_alike(statement.keyword, "participant");
            let language = (!alike).then(|| primary(text.language));
            names.push(Name { participant: statement.parent, language, words });
        }
    }
    for text in texts.all().iter().filter(|text| text.role == Role::Prose) {
        let Some((_, lexicon)) = facts.words(text.language) else { continue };
        let mentions = mentions(facts, text, &names, lexicon);
        for pair in mentions.windows(2) {
            let [(one, first), (other, second)] = pair else { continue };
            if one == other || !is_joined(text, first.end..second.start, lexicon) {
                continue;
            }
            let (written, span) = text.words(first.start..second.end);
            let message = format!("{} names both participants as `{written}`", named(outline, text.statement));
            let help = "write `@participants`: each original then names its own government first";
            found.push(facts.finding(span, message).help(help).about([outline.path(text.statement)]));
        }
    }
}

/// Where a text names participants: by reference, or in their own words.
fn mentions(facts: &Facts<'_>, text: &Text<'_>, names: &[Name<'_>], lexicon: &Lexicon) -> Vec<(usize, Range<usize>)> {
    let outline = &facts.model.outline;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = text.tokens.get(at) {
        let referred = token.is_reference().then(|| outline.named(text.target(token))).flatten();
        let referred = referred.filter(|index| outline.get(*index).is_some_and(|named| named.keyword == "participant"));
        let here = || {
            let own =
                names.iter().filter(|name| name.language.is_none_or(|language| language == primary(text.language)));
            // Without its article, which a language may contract: `el Perú`, `del Perú`.
            let bare =
                own.map(|name| (name.participant, name.words.get(article(&name.words, lexicon)..).unwrap_or_default()));
            let fitting = bare.filter(|(_, words)| !words.is_empty() && begins(&text.tokens[at..], words));
            fitting.max_by_key(|(_, words)| words.len()).map(|(participant, words)| (participant, words.len()))
        };
        match referred.map(|index| (index, 1)).or_else(here) {
            Some((participant, length)) if !token.quoted => {
                found.push((participant, at..at + length));
                at += length;
            }
            _ => at += 1,
        }
    }
    found
}

fn article(words: &[u64], lexicon: &Lexicon) -> usize {
    let joins = |key: u64| {
        let token = Token { start: 0, end: 0, key, gap: Gap::None, quoted: false, capital: false };
        lexicon.listed("joints", &[token]).is_some()
    };
    if words.len() > 1 && words.first().is_some_and(|first| joins(*first)) { 1 } else { 0 }
}

fn begins(tokens: &[Token], words: &[u64]) -> bool {
    tokens.len() >= words.len() && tokens.iter().zip(words).all(|(token, key)| token.key == *key)
}

/// Whether nothing stands between two mentions but "and", articles and the like.
fn is_joined(text: &Text<'_>, between: Range<usize>, lexicon: &Lexicon) -> bool {
    !between.is_empty()
        && text.tokens[between.start..=between.end].iter().all(|token| token.gap < Gap::Sentence)
        && text.tokens[between].iter().all(|token| lexicon.listed("joints", std::slice::from_ref(token)).is_some())
}
