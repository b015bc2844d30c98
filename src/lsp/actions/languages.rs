//! The language that a text lacks: an entry for it, in one text or in all of a file.

use super::super::edits::{self, Replacement};
use super::{Asked, Choice, quick, rewriting};
use crate::diagnostic::Diagnostic;
use crate::model::text::serves;
use crate::model::{Outline, Statement, Value, prints_alike};
use crate::source::{FileId, Span};
use crate::syntax;
use crate::vocabulary::vocabulary;

/// The entries that mend a finding about a language: of the text it names or, where it counts them, of all.
pub(super) fn of<'a>(asked: &Asked<'a>, finding: &'a Diagnostic) -> Vec<Choice<'a>> {
    if finding.rule != "LNG001" {
        return Vec::new();
    }
    let outline = &asked.view.checked.analysis.model.outline;
    let mut found = Vec::new();
    if let Some(index) = outline.all().map(|(index, _)| index).find(|index| outline.place(*index) == finding.span) {
        found.extend(one(asked, index).map(|(title, file, edits)| quick(finding, file, title, edits)));
    }
    found.extend(all(asked).map(|(title, edits)| quick(finding, asked.view.file, title, edits)));
    found
}

/// The same for the text under the cursor, and for all texts of the file.
pub(super) fn of_statement<'a>(asked: &Asked<'a>) -> Vec<Choice<'a>> {
    let outline = &asked.view.checked.analysis.model.outline;
    let cursor = Span { file: asked.view.file, start: asked.range.start, end: asked.range.start };
    let index = outline.around(cursor);
    let here = one(asked, index).map(|(title, file, edits)| rewriting(file, title, edits));
    here.into_iter().chain(all(asked).map(|(title, edits)| rewriting(asked.view.file, title, edits))).collect()
}

fn one(asked: &Asked<'_>, index: usize) -> Option<(String, FileId, Vec<Replacement>)> {
    let outline = &asked.view.checked.analysis.model.outline;
    let statement = outline.get(index).filter(|_| index != 0)?;
    let (entry, lacking) = entries(asked, outline, index, statement)?;
    let tags: Vec<String> = lacking.iter().map(|tag| format!("`{tag}`")).collect();
    let title = format!("add {} to `{}`", tags.join(" and "), outline.path(index));
    let file = statement.span.file;
    Some((title, file, laid_out(asked.text(file), vec![entry])))
}

/// The entries that all texts of the file lack, where there are several such texts.
fn all(asked: &Asked<'_>) -> Option<(String, Vec<Replacement>)> {
    let outline = &asked.view.checked.analysis.model.outline;
    let file = asked.view.file;
    let own = outline.all().filter(|(_, statement)| statement.span.file == file);
    let entries: Vec<(Replacement, Vec<&str>)> =
        own.filter_map(|(index, statement)| entries(asked, outline, index, statement)).collect();
    let mut tags: Vec<&str> = entries.iter().flat_map(|(_, lacking)| lacking).copied().collect();
    tags.sort_unstable();
    tags.dedup();
    let tags: Vec<String> = tags.into_iter().map(|tag| format!("`{tag}`")).collect();
    let title = format!("add {} to all {} texts of the file that lack it", tags.join(" and "), entries.len());
    (entries.len() > 1)
        .then(|| (title, laid_out(asked.text(file), entries.into_iter().map(|(entry, _)| entry).collect())))
}

/// The edits that make a text, laid out where it was.
fn laid_out(text: &str, replacements: Vec<Replacement>) -> Vec<Replacement> {
    let new = edits::made(text, replacements);
    let is_laid_out = syntax::format(text, vocabulary()) == text;
    edits::between(text, &if is_laid_out { syntax::format(&new, vocabulary()) } else { new })
}

/// The entries that a text lacks: put behind those it has, or a block in the place of a text in one language.
fn entries<'a>(
    asked: &Asked<'a>,
    outline: &Outline,
    index: usize,
    statement: &Statement,
) -> Option<(Replacement, Vec<&'a str>)> {
    let row = statement.row.filter(|row| !row.record && !statement.private && !statement.unknown)?;
    let parent = outline.get(statement.parent).map_or("", |parent| parent.keyword);
    if matches!(parent, "selection" | "implementer") || asked.known.ground.languages.len() < 2 {
        return None;
    }
    let text = asked.text(statement.span.file);
    let line = text[..statement.span.start as usize].rfind('\n').map_or(0, |end| end + 1);
    let outer: String = text[line..].chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
    let eol = if text.contains("\r\n") { "\r\n" } else { "\n" };
    if let Some(last) = statement.texts.last() {
        let has = |tag: &str| statement.texts.iter().any(|text| serves(&text.language, tag));
        let lacking = asked.known.ground.entries().filter(|(language, _)| !has(language));
        let lacking: Vec<&str> = lacking.map(|(_, tag)| tag).collect();
        let lines: String = lacking.iter().map(|tag| format!("{eol}{outer}  {tag} \"…\"")).collect();
        let end = last.span.end as usize;
        return (!lacking.is_empty()).then_some(((end..end, lines), lacking));
    }
    if prints_alike(&row.keyword, parent) {
        return None;
    }
    let literal = outline.args(index).iter().find(|arg| arg.slot == "TEXT" && matches!(arg.value, Value::Text(_)))?;
    let written = text.get(literal.span.range())?;
    // Only what comes last on a line can be a block.
    if literal.span.end != statement.span.end {
        return None;
    }
    let (first, lacking) = asked.known.ground.tags.split_first()?;
    // A text block keeps its lines: the layout indents them.
    let entries: String = lacking.iter().map(|tag| format!("{eol}{outer}  {tag} \"…\"")).collect();
    let block = format!("{{{eol}{outer}  {first} {written}{entries}{eol}{outer}}}");
    Some(((literal.span.range(), block), lacking.to_vec()))
}
