//! Edits that mend a finding with certainty, one or all; and deleting what nothing needs.

use gen_lsp_types::CodeActionKind;

use super::super::edits::Replacement;
use super::super::writing::FIX_ALL;
use super::{Asked, Choice, quick};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

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
    let needless = matches!(finding.rule.as_ref(), "REF004" | "WVR001");
    let hole = finding.rule == "SYN005" && text.get(finding.span.range()) == Some(crate::diagnostic::HOLE);
    if !needless && !hole {
        return None;
    }
    let index = outline.around(finding.span);
    let statement = outline.get(index).filter(|_| index != 0)?;
    let row = statement.row?;
    // A statement with parts is not deleted for one value that is open, nor one that its block needs.
    if hole && (row.required || outline.children(index).next().is_some()) {
        return None;
    }
    let range = lines(text, statement.span);
    let title = format!("delete `{}`", outline.path(index));
    Some(quick(finding, finding.span.file, title, vec![(range, String::new())]))
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
