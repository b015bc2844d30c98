//! The languages of a compact: texts that one of them lacks, tags that leave the region open.

use super::Facts;
use crate::diagnostic::Diagnostic;
use crate::model::text::serves;
use crate::model::{Arg, Compact, Outline, Statement, StatementText, Value, prints_alike};
use crate::rules::texts::named;

/// More than these are counted, not listed.
const LISTED: usize = 5;

/// Whether all languages that the compact names were understood: else nothing is said of what they lack.
pub(super) fn are_known(outline: &Outline) -> bool {
    let Some((compact, _)) = outline.fields(0, "compact").next() else { return false };
    ["languages", "courtesy"].iter().all(|keyword| {
        !outline.may_hold(compact, keyword)
            && outline.fields(compact, keyword).all(|(index, statement)| {
                !statement.unknown && outline.args(index).iter().all(|arg| arg.value != Value::Unknown)
            })
    })
}

/// Texts that are missing in a signed language.
pub(super) fn missing(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let Some(compact) = &facts.model.compact else { return };
    if compact.languages.len() < 2 || !are_known(&facts.model.outline) {
        return;
    }
    let outline = &facts.model.outline;
    for (position, language) in compact.languages.iter().enumerate() {
        let tag = language.value.as_str();
        let lacking: Vec<usize> = (outline.all())
            .filter(|(index, statement)| is_printed(outline, *index, statement))
            .filter(|(index, statement)| lacks(outline, *index, statement, tag, position == 0))
            // An entry with a mistyped tag is that of the language: LNG003 says so.
            .filter(|(index, _)| meant(compact, outline, *index) != Some(tag))
            .map(|(index, _)| index)
            .collect();
        if lacking.len() > LISTED {
            let message = format!("{} texts are missing in `{tag}`", lacking.len());
            let mut finding = facts
                .finding(language.span, message)
                .help(format!(
                    "give each of them an entry `{tag}`, or make it a `courtesy` language, which may be partial"
                ))
                .about([tag.to_owned()]);
            for index in lacking.into_iter().take(LISTED) {
                finding = finding.related(outline.place(index), named(outline, index));
            }
            found.push(finding);
            continue;
        }
        for index in lacking {
            let message = format!("{} has no text in `{tag}`", named(outline, index));
            let entry = if outline.get(index).is_some_and(|statement| statement.texts.is_empty()) {
                let first = compact.languages.first().map_or("en", |first| first.value.as_str());
                format!("write it as a block with an entry for each language: `{first} \"…\"` and `{tag} \"…\"`")
            } else {
                format!("add `{tag} \"…\"` to its block")
            };
            found.push(facts.finding(outline.place(index), message).help(entry).about([outline.path(index)]));
        }
    }
}

/// The signed language that an entry of a text was meant for whose tag the compact does not name: the only one that lacks.
pub(super) fn meant<'a>(compact: &'a Compact, outline: &Outline, index: usize) -> Option<&'a str> {
    let texts = &outline.get(index)?.texts;
    let known = |text: &StatementText| {
        compact.languages.iter().chain(&compact.courtesy).any(|tag| serves(&text.language, &tag.value))
    };
    let unknown = texts.iter().filter(|text| !known(text) && text.span.file == compact.span.file).count();
    let mut lacking =
        compact.languages.iter().filter(|tag| !texts.iter().any(|text| serves(&text.language, &tag.value)));
    let only = lacking.next().filter(|_| lacking.next().is_none() && unknown == 1)?;
    Some(&only.value)
}

/// Whether a statement has words that are printed, and must be in every signed language.
fn is_printed(outline: &Outline, index: usize, statement: &Statement) -> bool {
    let parent = outline.get(statement.parent).map_or("", |parent| parent.keyword);
    let is_text = |arg: &Arg| arg.slot == "TEXT" && matches!(arg.value, Value::Text(_) | Value::InBlock);
    let has_text = !statement.texts.is_empty() || outline.args(index).iter().any(is_text);
    let record = statement.row.is_some_and(|row| row.record);
    has_text && !record && !statement.private && !statement.unknown && !matches!(parent, "selection" | "implementer")
}

fn lacks(outline: &Outline, index: usize, statement: &Statement, tag: &str, first: bool) -> bool {
    if !statement.texts.is_empty() {
        return !statement.texts.iter().any(|text| serves(&text.language, tag)) && outline.is_whole(index);
    }
    let parent = outline.get(statement.parent).map_or("", |parent| parent.keyword);
    !first && !prints_alike(statement.keyword, parent)
}

/// Written languages without a region, of those whose figures and dates print otherwise from country to country.
pub(super) fn regions(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let Some(compact) = &facts.model.compact else { return };
    for language in compact.languages.iter().chain(&compact.courtesy) {
        let written = &language.value;
        // A region is the second subtag or, behind a script, the third: two letters, or three figures.
        let is_region = |part: &str| {
            (part.len() == 2 && part.chars().all(|c| c.is_ascii_alphabetic()))
                || (part.len() == 3 && part.chars().all(|c| c.is_ascii_digit()))
        };
        let mut parts = written.split('-');
        let primary = parts.next().unwrap_or_default().to_ascii_lowercase();
        if !facts.list("languages").contains(&primary) || parts.any(is_region) {
            continue;
        }
        let message =
            format!("`{written}` names no region, and figures and dates print differently from one to another");
        let example = match primary.as_str() {
            "pt" => "pt-BR",
            "de" => "de-CH",
            _ => "es-PE",
        };
        found.push(facts.finding(language.span, message).help(format!("add the country, as in `{example}`")));
    }
}
