//! The one layout, for a whole text or some of its lines. What an editor says of tabs and blanks does not count.

use gen_lsp_types::{Range, TextEdit, Uri};

use super::edits::{self, Replacement};
use super::session::Session;
use crate::source::Source;
use crate::syntax;
use crate::vocabulary::vocabulary;

/// The edits that lay a text out; nothing where its braces do not balance, as `engross fmt` does.
pub fn whole(session: &Session<'_>, uri: &Uri) -> Option<Vec<TextEdit>> {
    let view = session.view(uri)?;
    let replacements = laid_out(view.source().text());
    Some(edits::text_edits(session, view.source(), replacements))
}

/// The same, of the lines that a range touches, and of no others.
pub fn range(session: &Session<'_>, uri: &Uri, range: Range) -> Option<Vec<TextEdit>> {
    let view = session.view(uri)?;
    let source = view.source();
    let from = session.encoding.offset(source, range.start) as usize;
    let to = session.encoding.offset(source, range.end) as usize;
    // A range that ends before the first character of a line does not touch that line.
    let (first, last) = (line_of(source, from), line_of(source, to.saturating_sub(1).max(from)));
    let inside = |(at, _): &Replacement| {
        first <= line_of(source, at.start) && line_of(source, at.end.saturating_sub(1).max(at.start)) <= last
    };
    let text = source.text();
    let replacements = laid_out(text).into_iter().flat_map(|one| by_line(text, one)).filter(inside).collect();
    Some(edits::text_edits(session, source, replacements))
}

/// A replacement of lines by as many, line by line; any other as it is.
fn by_line(text: &str, (range, new): Replacement) -> Vec<Replacement> {
    let old: Vec<&str> = text[range.clone()].split_inclusive('\n').collect();
    let lines: Vec<&str> = new.split_inclusive('\n').collect();
    let same = |a: &str, b: &str| a.split_whitespace().eq(b.split_whitespace());
    if old.len() != lines.len() || !old.iter().zip(&lines).all(|(old, new)| same(old, new)) {
        return vec![(range, new)];
    }
    let mut at = range.start;
    let each = old.iter().zip(&lines).map(|(old, new)| {
        at += old.len();
        (at - old.len()..at, (*new).to_owned())
    });
    each.collect()
}

fn line_of(source: &Source, offset: usize) -> usize {
    source.position(u32::try_from(offset).unwrap_or(u32::MAX)).line
}

/// The lines that differ from the one layout.
fn laid_out(text: &str) -> Vec<Replacement> {
    let new = syntax::format(text, vocabulary());
    edits::between(text, &new)
}
