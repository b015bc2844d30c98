//! Edits that mend a finding with certainty, one or all; and deleting what nothing needs.

use gen_lsp_types::CodeActionKind;

use super::super::edits::Replacement;
use super::super::writing::FIX_ALL;
use super::super::{insertion, sequel};
use super::{Asked, Choice, quick};
use crate::diagnostic::{Diagnostic, HOLE};
use crate::source::Span;
use crate::syntax::ast::Item;
use crate::vocabulary::{FILE, vocabulary};

/// More ways than these to go on with a line are no help.
const MOST: usize = 4;

/// The certain edit of a finding.
pub(super) fn of(finding: &Diagnostic) -> Option<Choice<'_>> {
    let fix = finding.fix.as_ref()?;
    let file = fix.edits.first()?.0.file;
    let own = fix.edits.iter().all(|(span, _)| span.file == file);
    let replacements = fix.edits.iter().map(|(span, new)| (span.range(), new.clone())).collect();
    own.then(|| Choice { preferred: true, ..quick(finding, file, fix.title.clone(), replacements) })
}

/// The certain edits of all findings in the file; of two that touch the first.
pub(super) fn all<'a>(asked: &Asked<'a>) -> Option<Choice<'a>> {
    let file = asked.view.file;
    let mut taken: Vec<Replacement> = Vec::new();
    for fix in asked.view.checked.analysis.diagnostics.iter().filter_map(|finding| finding.fix.as_ref()) {
        let free = |(span, _): &(Span, String)| {
            span.file == file
                && taken.iter().all(|(range, _)| span.range().end < range.start || range.end < span.range().start)
        };
        if fix.edits.iter().all(free) {
            taken.extend(fix.edits.iter().map(|(span, new)| (span.range(), new.clone())));
        }
    }
    taken.sort_by_key(|(range, _)| range.start);
    (!taken.is_empty()).then(|| Choice {
        title: "make all certain edits".to_owned(),
        kind: CodeActionKind::Custom(FIX_ALL.into()),
        finding: None,
        preferred: false,
        file,
        replacements: taken,
    })
}

/// Deleting the statement of which a finding says that nothing needs it, or the line whose value is still to be given.
pub(super) fn deletion<'a>(asked: &Asked<'a>, finding: &'a Diagnostic) -> Option<Choice<'a>> {
    let outline = &asked.view.checked.analysis.model.outline;
    let text = asked.text(finding.span.file);
    let hole = finding.rule == "SYN005" && text.get(finding.span.range()) == Some(HOLE);
    let index = outline.around(finding.span);
    let statement = outline.get(index).filter(|_| index != 0)?;
    let needless = match finding.rule.as_ref() {
        "REF004" => true,
        "WVR001" | "WVR002" => statement.keyword == "allow",
        "SYN006" => statement.at == finding.span,
        _ => false,
    };
    if !needless && !hole && statement.keyword != "suppress" {
        return None;
    }
    let row = statement.row?;
    // A statement with parts is not deleted for one value that is open, nor one that its block needs.
    if hole && (row.required || outline.children(index).next().is_some()) {
        return None;
    }
    let range = lines(text, statement.span);
    let title = format!("delete `{}`", outline.path(index));
    Some(quick(finding, finding.span.file, title, vec![(range, String::new())]))
}

/// What a line that breaks off can go on with: `4` with `years`, `contribution c` with `by`.
pub(super) fn going_on<'a>(asked: &Asked<'a>, finding: &'a Diagnostic) -> Vec<Choice<'a>> {
    let file = finding.span.file;
    if finding.rule != "SYN005" {
        return Vec::new();
    }
    let asts = &asked.view.checked.analysis.files.asts;
    let found =
        asts.iter().find(|ast| ast.file == file).and_then(|ast| insertion::at(&ast.items, FILE, finding.span.start));
    let Some((own, block)) = found else { return Vec::new() };
    let Some(row) = vocabulary().row(block, &own.keyword.text) else { return Vec::new() };
    let text = asked.text(file);
    let start = own.keyword.span.start as usize;
    let end = own.values.last().map_or(own.keyword.span.end, |last| last.span.end) as usize;
    let ways = sequel::all(row, &text[start..end]).into_iter().filter(|way| way != HOLE && way != "\"…\"");
    let choice = |way: String| quick(finding, file, format!("write `{way}`"), vec![(end..end, format!(" {way}"))]);
    ways.take(MOST).map(choice).collect()
}

/// Closing the block that a finding says is open: behind what the parser took for its last line.
pub(super) fn closing<'a>(asked: &Asked<'a>, finding: &'a Diagnostic) -> Option<Choice<'a>> {
    let file = finding.span.file;
    if matches!(finding.rule.as_ref(), "SYN001" | "SYN004") && text_is_open(asked.text(file), finding.span) {
        let text = asked.text(file);
        let end = text[finding.span.start as usize..].find(['\r', '\n']);
        let end = end.map_or(text.len(), |end| finding.span.start as usize + end);
        return Some(quick(finding, file, "close the text", vec![(end..end, "\"".to_owned())]));
    }
    let ast = asked.view.checked.analysis.files.asts.iter().find(|ast| ast.file == file)?;
    let (span, line) = open(&ast.items, finding.span).filter(|_| finding.rule == "SYN004")?;
    let text = asked.text(file);
    let start = text[..line.start as usize].rfind('\n').map_or(0, |end| end + 1);
    let indent: String = text[start..].chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
    let end = text[span.end as usize..].find('\n').map_or(text.len(), |end| span.end as usize + end);
    let end = if text[..end].ends_with('\r') { end - 1 } else { end };
    let eol = if text.contains("\r\n") { "\r\n" } else { "\n" };
    Some(quick(finding, file, "close the block", vec![(end..end, format!("{eol}{indent}}}"))]))
}

/// Whether a finding is about a text on one line that lacks its closing quotation mark.
fn text_is_open(text: &str, span: Span) -> bool {
    let rest = &text[span.start as usize..];
    let line = rest.lines().next().unwrap_or_default();
    line.starts_with('"') && !line.starts_with("\"\"\"") && line.matches('"').count() == 1
}

/// The statement of an open block: the whole, and its line.
fn open(items: &[Item], brace: Span) -> Option<(Span, Span)> {
    items.iter().find_map(|item| {
        let (block, span, line) = match item {
            Item::Statement(statement) => (statement.block.as_ref()?, statement.span, statement.keyword.span),
            Item::Broken(broken) => (broken.block.as_ref()?, broken.span, broken.span),
            Item::Comment(_) | Item::Blank => return None,
        };
        let own = (block.open == brace && block.close.is_none()).then_some((span, line));
        own.or_else(|| open(&block.items, brace))
    })
}

/// The lines of a statement, and the blank one that would be left over.
fn lines(text: &str, span: Span) -> std::ops::Range<usize> {
    let start = text[..span.start as usize].rfind('\n').map_or(0, |end| end + 1);
    let end = text[span.end as usize..].find('\n').map_or(text.len(), |end| span.end as usize + end + 1);
    let blank = |line: &str| line.trim_matches(['\r', '\n', ' ', '\t']).is_empty();
    let next = text[end..].split_inclusive('\n').next().unwrap_or_default();
    let before = text[..start].trim_end_matches([' ', '\t', '\r']).strip_suffix('\n');
    let alone =
        before.is_none_or(|before| before.is_empty() || before.trim_end_matches([' ', '\t', '\r']).ends_with('\n'));
    start..if alone && !next.is_empty() && blank(next) { end + next.len() } else { end }
}
