//! The one layout, for a whole text or some of its lines. What an editor says of tabs and blanks does not count.

use gen_lsp_types::{Range, TextEdit, Uri};

use super::edits::{self, Replacement};
use super::session::Session;
use crate::source::Source;
use crate::syntax::{self, ast::Item};
use crate::vocabulary::vocabulary;

/// The edits that lay a text out; nothing where its braces do not balance, as `engross fmt` does.
pub fn whole(session: &Session<'_>, uri: &Uri) -> Option<Vec<TextEdit>> {
    let view = session.view(uri)?;
    let replacements = laid_out(view.source().text());
    Some(edits::text_edits(session, view.source(), replacements))
}

/// The same, of the statements at top level that a range touches.
pub fn range(session: &Session<'_>, uri: &Uri, range: Range) -> Option<Vec<TextEdit>> {
    let view = session.view(uri)?;
    let source = view.source();
    let from = session.encoding.offset(source, range.start) as usize;
    let to = session.encoding.offset(source, range.end) as usize;
    let asts = &view.checked.analysis.files.asts;
    let ast = asts.iter().find(|ast| ast.file == view.file)?;
    let spans = ast.items.iter().filter_map(|item| match item {
        Item::Statement(statement) => Some(statement.span),
        Item::Broken(broken) => Some(broken.span),
        Item::Comment(comment) => Some(comment.span),
        Item::Blank => None,
    });
    let touched = spans.filter(|span| span.start as usize <= to && from <= span.end as usize);
    let (mut first, mut last) = (from, to);
    for span in touched {
        first = first.min(span.start as usize);
        last = last.max(span.end as usize);
    }
    let (first, last) = (line_of(source, first), line_of(source, last));
    let inside = |(at, _): &Replacement| {
        first <= line_of(source, at.start) && line_of(source, at.end.saturating_sub(1).max(at.start)) <= last
    };
    let replacements = laid_out(source.text()).into_iter().filter(inside).collect();
    Some(edits::text_edits(session, source, replacements))
}

fn line_of(source: &Source, offset: usize) -> usize {
    source.position(u32::try_from(offset).unwrap_or(u32::MAX)).line
}

/// The lines that differ from the one layout.
fn laid_out(text: &str) -> Vec<Replacement> {
    let new = syntax::format(text, vocabulary());
    edits::between(text, &new)
}
