//! Words that are better not said: whatever the word lists give to the rule.

use super::Facts;
use crate::diagnostic::Diagnostic;
use crate::rules::texts::{Hit, Text, named, primary};
use crate::rules::words::offered;

/// Reports each of the rule's words.
pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for (text, hit) in meant(facts) {
        let (written, span) = text.words(hit.words.clone());
        let object = named(&facts.model.outline, text.statement);
        let message = format!("{object} says `{written}`, {}", hit.entry.note);
        found.push(facts.finding(span, message).maybe_help(cure(facts, hit)).about([place(facts, text)]));
    }
}

/// Reports the rule's words once a language, with how often they stand.
pub(super) fn counted(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let all: Vec<_> = meant(facts).collect();
    let mut languages: Vec<&str> = Vec::new();
    for (text, _) in &all {
        if !languages.contains(&primary(text.language)) {
            languages.push(primary(text.language));
        }
    }
    for language in languages {
        let mut here = all.iter().filter(|(text, _)| primary(text.language) == language);
        let count = here.clone().count();
        let Some((text, hit)) = here.next() else { continue };
        let (written, span) = text.words(hit.words.clone());
        let object = named(&facts.model.outline, text.statement);
        let times = if count == 1 { "once".to_owned() } else { format!("{count} times, first in {object}") };
        let message = match count {
            1 => format!("{object} says `{written}`, {}", hit.entry.note),
            _ => format!("the texts in `{language}` say `{written}` and the like {times}: {}", hit.entry.note),
        };
        let mut finding = facts.finding(span, message).maybe_help(cure(facts, hit));
        for (text, hit) in here.take(4) {
            finding = finding.related(text.words(hit.words.clone()).1, "and here");
        }
        found.push(finding);
    }
}

/// The rule's words that are meant, but for those in statements that its page exempts.
fn meant<'a>(facts: &Facts<'a>) -> impl Iterator<Item = (&'a Text<'a>, &'a Hit<'a>)> + use<'a> {
    let model = facts.model;
    let exempt = facts.list("not-in");
    let all = facts.texts().meant(&facts.rule.code);
    all.filter(move |(text, _)| {
        exempt.is_empty() || {
            let path = model.outline.path(text.statement);
            !exempt.iter().any(|prefix| path.starts_with(prefix.as_str()))
        }
    })
}

/// What is written instead, and how certain that is where it is less certain than the rule.
pub(super) fn cure(facts: &Facts<'_>, hit: &Hit<'_>) -> Option<String> {
    let cure = offered(&hit.entry.prefer).map(|words| format!("write {words}"));
    let cure = cure.or_else(|| Some("leave it out, or say it in other words".to_owned()));
    if hit.entry.certainty == facts.rule.certainty {
        return cure;
    }
    let source = format!("for these words: {}", hit.entry.certainty.words());
    Some(cure.map_or(source.clone(), |cure| format!("{cure} ({source})")))
}

/// What a finding about a text is about, so that two rules do not say the same of it.
pub(super) fn place(facts: &Facts<'_>, text: &Text<'_>) -> String {
    let outline = &facts.model.outline;
    // Not every statement has a name; its number in the outline is one that no other has.
    format!("{} #{} {}", outline.path(text.statement), text.statement, text.language)
}
