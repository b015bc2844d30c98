//! Languages of one text that differ in force: one obliges where another intends.

use std::ops::Range;

use super::Facts;
use super::words::{cure, place};
use crate::diagnostic::Diagnostic;
use crate::rules::lexicon::Lexicon;
use crate::rules::texts::{Hit, Text, named};
use crate::rules::tokens::{Gap, Token};
use crate::source::Span;

/// The list of words for what is intended, expected or wished.
const INTENTION: &str = "intention";

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let texts = facts.texts();
    let own = facts.rule.code.as_str();
    // A text that obliges in several words is reported once: at the first.
    let mut seen: Vec<(usize, &str)> = Vec::new();
    for rule in facts.list("rules").iter().map(String::as_str).chain([own]) {
        for (text, hit) in texts.meant(rule) {
            if seen.contains(&(text.statement, text.language)) {
                continue;
            }
            let others = texts.of_statement(text.statement).iter().filter(|other| other.language != text.language);
            let Some((other, (intends, there))) = others.filter_map(|other| softer(facts, text, hit, other)).next()
            else {
                continue;
            };
            seen.push((text.statement, text.language));
            let (written, span) = text.words(hit.words.clone());
            let message = format!(
                "{} says `{written}` in `{}` where it says `{intends}` in `{}`",
                named(&facts.model.outline, text.statement),
                text.language,
                other.language
            );
            let finding = facts.finding(span, message).maybe_help(cure(facts, hit)).about([place(facts, text)]);
            found.push(finding.related(there, "the other language only intends"));
        }
    }
}

/// Another language of a text, and its word of intention where this one obliges. What is compared is the sentence, where
/// both have as many; else how many sentences intend.
fn softer<'b, 'a>(
    facts: &Facts<'_>,
    text: &Text<'_>,
    hit: &Hit<'_>,
    other: &'b Text<'a>,
) -> Option<(&'b Text<'a>, (&'a str, Span))> {
    let (_, there) = facts.words(other.language)?;
    let (_, here) = facts.words(text.language)?;
    let (own, others) = (sentences(&text.tokens), sentences(&other.tokens));
    let intends = |lexicon: &Lexicon, text: &Text<'_>, sentence: &Range<usize>| {
        lexicon.holds(INTENTION, &text.tokens[sentence.clone()])
    };
    let sentence = if own.len() == others.len() {
        let at = own.iter().position(|sentence| sentence.contains(&hit.words.start))?;
        Some(&others[at]).filter(|sentence| intends(there, other, sentence) && !intends(here, text, &own[at]))
    } else {
        let count = own.iter().filter(|sentence| intends(here, text, sentence)).count();
        others.iter().filter(|sentence| intends(there, other, sentence)).nth(count)
    }?;
    let mut words = sentence.clone().filter_map(|at| Some((at, there.listed(INTENTION, &other.tokens[at..])?)));
    words.next().map(|(at, length)| (other, other.words(at..at + length)))
}

/// The sentences of a text.
fn sentences(tokens: &[Token]) -> Vec<Range<usize>> {
    let starts: Vec<usize> = (0..tokens.len()).filter(|at| *at == 0 || tokens[*at].gap == Gap::Sentence).collect();
    let ends = starts.iter().skip(1).copied().chain([tokens.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}
