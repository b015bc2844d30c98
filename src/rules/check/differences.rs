//! What differs between the languages of one text: figures, months, references, the structure of lists.

use super::Facts;
use crate::diagnostic::Diagnostic;
use crate::model::text::serves;
use crate::rules::lexicon::Lexicon;
use crate::rules::said::{Said, in_words, said};
use crate::rules::texts::{Text, named};
use crate::syntax::ast::Quoting;

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let Some(compact) = &facts.model.compact else { return };
    let signed = |text: &Text<'_>| compact.languages.iter().any(|tag| serves(text.language, &tag.value));
    let texts = facts.texts();
    let all = texts.all();
    for (index, first) in all.iter().enumerate() {
        // The first text of each statement is compared with its others.
        if index > 0 && all[index - 1].statement == first.statement || !signed(first) {
            continue;
        }
        for other in texts.of_statement(first.statement).iter().skip(1).filter(|other| signed(other)) {
            if other.language != first.language {
                found.extend(compare(facts, first, other));
            }
        }
    }
}

fn compare(facts: &Facts<'_>, first: &Text<'_>, other: &Text<'_>) -> Option<Diagnostic> {
    let object = named(&facts.model.outline, first.statement);
    let lexicon = |text: &Text<'_>| facts.words(text.language).map(|(_, lexicon)| lexicon);
    let mut differences = Vec::new();
    let mut one_sided = |here: &Text<'_>, there: &Text<'_>| {
        let there_has = sayings(there, lexicon(there));
        for said in sayings(here, lexicon(here)) {
            let also = there_has.iter().any(|other| said.is(other)) || in_words(&said, there, lexicon(there));
            if !also && !differences.iter().any(|(known, _)| *known == said.shown()) {
                differences.push((said.shown(), here.language.to_owned()));
            }
        }
    };
    one_sided(first, other);
    one_sided(other, first);
    let lists = structure(first) != structure(other);
    let (first_tag, other_tag) = (first.language, other.language);
    let message = match differences.as_slice() {
        [] if lists => format!("{object} is divided into other lists in `{first_tag}` than in `{other_tag}`"),
        [] => return None,
        all => {
            let only = |language: &str| {
                let here = all.iter().filter(|(_, tag)| tag == language).map(|(shown, _)| format!("`{shown}`"));
                here.collect::<Vec<_>>().join(", ")
            };
            match (only(first_tag), only(other_tag)) {
                (here, there) if there.is_empty() => {
                    format!("{object} has {here} in `{first_tag}` and not in `{other_tag}`")
                }
                (here, there) if here.is_empty() => {
                    format!("{object} has {there} in `{other_tag}` and not in `{first_tag}`")
                }
                (here, there) => format!("{object} has {here} in `{first_tag}` where it has {there} in `{other_tag}`"),
            }
        }
    };
    let finding = facts.finding(other.span, message).related(first.span, format!("the text in `{first_tag}`"));
    let help = "say the same in both; a figure that is declared elsewhere is best written as a reference";
    Some(finding.help(help).about([facts.model.outline.path(first.statement)]))
}

/// What a text says that every language says alike; its references are those of the source.
fn sayings(text: &Text<'_>, lexicon: Option<&Lexicon>) -> Vec<Said> {
    let figures = said(text, lexicon).into_iter().map(|saying| saying.said);
    figures.chain(references(text).map(Said::Reference)).collect()
}

/// What a text refers to: `@id`, `@{id.field}`, and the targets of `[words](@id)`. Which designation is printed is each
/// language's own affair; which figure, is not.
fn references<'a>(text: &'a Text<'_>) -> impl Iterator<Item = String> + 'a {
    let own = text.tokens.iter().filter(|token| token.is_reference()).map(|token| text.written(token));
    let linked = text
        .literal
        .text
        .match_indices("](@")
        .filter_map(|(at, mark)| text.literal.text[at + mark.len()..].split_once(')').map(|(target, _)| target));
    own.chain(linked).map(|written| match written.split_once('.') {
        Some((id, "name" | "short" | "adjective" | "title")) => id.to_owned(),
        _ => written.to_owned(),
    })
}

/// The items of the lists of a text: how deep each stands, and whether it is numbered.
fn structure(text: &Text<'_>) -> Vec<(usize, bool)> {
    if text.literal.quoting != Quoting::Block {
        return Vec::new();
    }
    let item = |line: &str| {
        let words = line.trim_start();
        let number = words.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = number.len() < words.len() && (number.starts_with(". ") || number.starts_with(") "));
        let pointed = ["- ", "* ", "+ "].iter().any(|mark| words.starts_with(mark));
        (numbered || pointed).then(|| (line.len() - words.len(), numbered))
    };
    let items: Vec<(usize, bool)> = text.literal.text.lines().filter_map(item).collect();
    let mut depths: Vec<usize> = items.iter().map(|(indent, _)| *indent).collect();
    depths.sort_unstable();
    depths.dedup();
    items.iter().map(|(indent, numbered)| (depths.partition_point(|depth| depth < indent), *numbered)).collect()
}
