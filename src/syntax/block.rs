//! Text blocks: from the mark that opens one to the mark that closes it, or to where it was probably meant to end.

use super::ast::{Comment, Literal};
use super::literal::{self, RawLine};
use super::parser::At;
use super::tree::{Builder, Open, first_word, indent};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The sign that opens and closes a text block.
pub(super) const MARK: &str = "\"\"\"";

impl<'a> Builder<'a> {
    /// Reads the lines of a text block: what it says, where it ends, and the comment behind its closing mark.
    pub(super) fn text_block(&mut self, mark: Span, indent: usize) -> (Literal, usize, Option<Comment>) {
        let begin = self.offset;
        let Some((lines, (offset, text))) = self.up_to_mark(indent) else { return self.unclosed(mark, begin, indent) };
        let Some(at) = text.find(MARK) else { return self.unclosed(mark, begin, indent) };
        let (before, after) = (&text[..at], &text[at + MARK.len()..]);
        let place = At { file: self.file, offset };
        let end = offset + at + MARK.len();
        let mut lines = lines;
        let stray = if before.trim().is_empty() { after.trim() } else { before.trim() };
        let comment = after.trim_start();
        if before.trim().is_empty() && (comment.is_empty() || comment.starts_with('#')) {
            let start = text.len() - comment.len();
            let comment = (!comment.is_empty()).then(|| Comment {
                text: comment.trim_end().to_owned(),
                span: place.span(start, text.trim_end().len()),
            });
            return (literal::block(&lines, Some(before), mark, &mut self.diagnostics), end, comment);
        }
        // The mark shares its line with words: it closes the text all the same.
        self.askew = true;
        let start = stray.as_ptr() as usize - text.as_ptr() as usize;
        self.diagnostics.push(
            Diagnostic::error(
                "SYN001",
                place.span(start, start + stray.len()),
                "the `\"\"\"` that closes a text stands on a line of its own",
            )
            .help("put it on the next line"),
        );
        if !before.trim().is_empty() {
            lines.push((offset, before));
        }
        (literal::block(&lines, None, mark, &mut self.diagnostics), end, None)
    }

    /// The lines up to the next that holds a closing mark, and that line; none where the text is never closed.
    fn up_to_mark(&mut self, opener: usize) -> Option<(Vec<RawLine<'a>>, RawLine<'a>)> {
        let mut lines = Vec::new();
        // What has been looked through before, from another text that nothing closes, need not be again.
        let mut from = self.offset;
        if self.barren > from {
            from = self.barren;
            while self.offset < from {
                lines.extend(self.next_line());
            }
        }
        while let Some((offset, text)) = self.next_line() {
            self.barren = offset;
            if self.shows_open_text(text, opener) {
                return None;
            }
            if text.trim_start().starts_with(MARK) || text.trim_end().ends_with(MARK) {
                return Some((lines, (offset, text)));
            }
            lines.push((offset, text));
        }
        self.barren = self.text.len();
        None
    }

    /// Whether a line inside a text block shows that the text was never closed: another text opens, or a block at the margin.
    fn shows_open_text(&self, text: &str, opener: usize) -> bool {
        let bare = text.trim_end();
        let own = indent(text);
        let first = first_word(bare);
        let parent = self.open.last().and_then(Open::keyword);
        let opens = bare.strip_suffix(MARK).is_some_and(|before| before.ends_with(char::is_whitespace));
        (opens && !first.is_empty() && own <= opener && self.vocabulary.accepts(parent, first))
            || (own == 0 && bare.ends_with('{') && self.vocabulary.accepts(None, first))
    }

    /// A text that nothing closes ends where the next statement of its block, or the block's end, stands.
    fn unclosed(&mut self, mark: Span, begin: usize, indent: usize) -> (Literal, usize, Option<Comment>) {
        self.unbalanced = true;
        self.diagnostics.push(
            Diagnostic::error("SYN004", mark, "this text is never closed")
                .help("close it with `\"\"\"` on a line of its own"),
        );
        self.offset = begin;
        let parent = self.open.last().and_then(Open::keyword).map(str::to_owned);
        let mut lines = Vec::new();
        loop {
            let back = self.offset;
            let Some((offset, text)) = self.next_line() else { break };
            let own = self::indent(text);
            let ends_block = text.trim() == "}" && own < indent.max(1);
            if ends_block || (own <= indent && self.vocabulary.accepts(parent.as_deref(), first_word(text))) {
                self.offset = back;
                break;
            }
            lines.push((offset, text));
        }
        let end = lines.last().map_or(mark.end as usize, |(offset, text)| offset + text.len());
        (literal::block(&lines, None, mark, &mut self.diagnostics), end, None)
    }

    /// Passes over the lines of a text that began on the line of its mark, if it is closed.
    pub(super) fn pass_text(&mut self, indent: usize) {
        let back = self.offset;
        if self.up_to_mark(indent).is_none() {
            self.offset = back;
        }
    }
}
