//! Languages of one text that differ in force: one obliges where another intends.

use super::Facts;
use super::words::{cure, place};
use crate::diagnostic::Diagnostic;
use crate::rules::texts::named;

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
            seen.push((text.statement, text.language));
            let others = texts.of_statement(text.statement).iter().filter(|other| other.language != text.language);
            let mut soft = others.filter_map(|other| {
                let (_, lexicon) = facts.words(other.language)?;
                let at =
                    (0..other.tokens.len()).find(|at| lexicon.listed(INTENTION, &other.tokens[*at..]).is_some())?;
                let length = lexicon.listed(INTENTION, &other.tokens[at..])?;
                Some((other, other.words(at..at + length)))
            });
            let Some((other, (intends, there))) = soft.next() else { continue };
            let intends_too = facts.words(text.language).is_some_and(|(_, own)| own.holds(INTENTION, &text.tokens));
            if intends_too {
                continue;
            }
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
