//! Waiving a finding with a reason: where it is, or for the whole file. The reason is a hole, which is no reason.

use super::super::{edits, insertion};
use super::{Asked, Choice, quick};
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{Item, Statement};
use crate::vocabulary::{Row, vocabulary};

/// The waivers of a finding; none of one that keeps the text whole.
pub(super) fn of<'a>(asked: &Asked<'a>, finding: &'a Diagnostic) -> Vec<Choice<'a>> {
    let Some(rule) = asked.view.checked.project.rules.book.rule(&finding.rule) else { return Vec::new() };
    // What is not understood is never waived, nor what a certain edit mends.
    let understood = !rule.is_integral() && !["SYN", "WVR", "LNG003"].iter().any(|code| finding.rule.starts_with(code));
    if !understood || finding.fix.is_some() {
        return Vec::new();
    }
    let file = finding.span.file;
    let text = asked.text(file);
    let line = format!("allow {} \"…\"", rule.code);
    let mut found = Vec::new();
    let asts = &asked.view.checked.analysis.files.asts;
    let Some(ast) = asts.iter().find(|ast| ast.file == file) else { return found };
    // What points at the compact is about all of it.
    let block = innermost(&ast.items, finding.span.start).filter(|block| block.keyword.text != "compact");
    if let Some(block) = block {
        let keyword = &text[block.keyword.span.range()];
        let outline = &asked.view.checked.analysis.model.outline;
        let name = outline.at_keyword(block.keyword.span).map_or(keyword.to_owned(), |index| outline.path(index));
        if let Some(new) = insertion::waived(text, block, &line) {
            let title = format!("waive {} in `{name}`, with a reason", rule.code);
            found.push(quick(finding, file, title, edits::between(text, &new)));
        }
    }
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    let eol = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let title = format!("waive {} in the whole file, with a reason", rule.code);
    found.push(quick(finding, file, title, vec![(text.len()..text.len(), format!("{end}{eol}{line}{eol}"))]));
    found
}

/// The innermost statement around a place whose block can hold a waiver.
fn innermost(items: &[Item], place: u32) -> Option<&Statement> {
    items.iter().find_map(|item| {
        let Item::Statement(statement) = item else { return None };
        let own = statement.span.start <= place && place <= statement.span.end;
        let block = statement.block.as_ref().filter(|_| own)?;
        let holds =
            |row: &Row| row.keyword == statement.keyword.text && row.fields && !insertion::is_languages(block, row);
        let holds = vocabulary().rows().iter().any(holds);
        innermost(&block.items, place).or(Some(statement).filter(|_| holds))
    })
}
