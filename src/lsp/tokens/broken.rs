//! Lines that are being typed: what of them can be told is told by its looks.

use unicode_normalization::char::is_combining_mark;

use super::paint::Painter;
use super::{Meaning, PLAIN};
use crate::source::Span;
use crate::syntax::ast::Broken;
use crate::vocabulary::vocabulary;

impl Painter<'_> {
    /// A line that is no statement: its keyword, its texts and comment, its names and numbers.
    pub(super) fn broken(&mut self, broken: &Broken, block: &str) {
        let base = broken.span.start as usize;
        let mut at = 0;
        if let Some(keyword) = &broken.keyword {
            self.keyword(keyword.span, &keyword.text, block);
            at = (keyword.span.end as usize).saturating_sub(base);
        }
        let row = broken.keyword.as_ref().and_then(|keyword| vocabulary().row(block, &keyword.text));
        let text = self.view.source().slice(broken.span).to_owned();
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = &text[at..];
            let (length, kind) = match c {
                '#' => (line_end(rest), Some((Meaning::Comment, PLAIN))),
                '"' | '“' => (closed(rest), Some((Meaning::String, PLAIN))),
                c if c.is_ascii_digit() => {
                    (run(rest, |c| c.is_ascii_alphanumeric() || ".,-%".contains(c)), Some((Meaning::Number, PLAIN)))
                }
                c if c.is_alphabetic() => {
                    let length = run(rest, |c| c.is_alphanumeric() || c == '-' || is_combining_mark(c));
                    (length, self.guessed(row, &rest[..length]))
                }
                c => (c.len_utf8(), None),
            };
            if let Some((kind, modifiers)) = kind {
                self.add(Span::new(broken.span.file, base + at, base + at + length), kind, modifiers);
            }
            at += length.max(1);
        }
    }
}

fn run(text: &str, part: impl Fn(char) -> bool) -> usize {
    text.find(|c| !part(c)).unwrap_or(text.len())
}

fn line_end(text: &str) -> usize {
    text.find(['\r', '\n']).unwrap_or(text.len())
}

/// The length of a text in quotes at the start of a line; to the end of the line where it is not closed.
fn closed(text: &str) -> usize {
    let open = text.chars().next().map_or(0, char::len_utf8);
    let mut escaped = false;
    for (at, c) in text[open..].char_indices() {
        match c {
            '\r' | '\n' => return open + at,
            '"' | '”' if !escaped => return open + at + c.len_utf8(),
            _ => escaped = c == '\\' && !escaped,
        }
    }
    text.len()
}
