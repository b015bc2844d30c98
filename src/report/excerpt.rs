//! One line of a source, made fit for a terminal: no wider than it, without tabs, and without characters that would
//! steer it.

use std::fmt::Write as _;
use std::ops::Range;

use textwrap::core::display_width;

use crate::source::{Sources, Span};

/// A line and the parts of it that findings point at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The line's number, from 1.
    pub line: usize,
    /// The column of the first mark in characters, from 1.
    pub column: usize,
    /// What is shown of the line; ends with a blank, so that a mark at its end has a place.
    pub text: String,
    /// The places pointed at, as bytes of `text`, in the order asked for.
    pub marks: Vec<Range<usize>>,
}

/// The room that a line has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// Columns.
    pub width: usize,
    /// The sign for a part of a line that is left out.
    pub ellipsis: &'static str,
}

/// The line on which the first span begins, with the spans that begin there; a span ends with its line at the latest.
pub(super) fn excerpt(sources: &Sources, spans: &[Span], room: Room) -> Option<Excerpt> {
    let first = *spans.first()?;
    let source = sources.get(first.file);
    let position = source.position(first.start);
    let place = source.line(first.file, position.line);
    let mut text = String::new();
    // Where each byte of the source line stands in what is shown; one more for the end.
    let mut shown_at = Vec::with_capacity(place.range().len() + 1);
    for character in source.slice(place).chars() {
        shown_at.extend(std::iter::repeat_n(text.len(), character.len_utf8()));
        push_shown(&mut text, character);
    }
    shown_at.push(text.len());
    let at = |offset: u32| {
        let inside = (offset.clamp(place.start, place.end) - place.start) as usize;
        shown_at.get(inside).copied().unwrap_or(text.len())
    };
    let marks = spans.iter().map(|span| at(span.start)..at(span.end.max(span.start))).collect();
    let whole = Excerpt { line: position.line, column: position.column, text, marks };
    Some(cut(whole, room))
}

/// Adds a character as a terminal can show it.
fn push_shown(text: &mut String, character: char) {
    match character {
        '\t' => {
            let column = display_width(text);
            text.extend(std::iter::repeat_n(' ', 4 - column % 4));
        }
        // What cannot be seen, or would turn the rest of the line around, is shown as its code.
        c if c.is_control() || is_directional(c) => {
            let _ = write!(text, "<U+{:04X}>", c as u32);
        }
        c => text.push(c),
    }
}

/// Marks, embeddings, overrides and isolates of writing direction.
fn is_directional(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A text from a source within a sentence of ours: nothing in it may steer the terminal.
pub fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\n' { shown.push(c) } else { push_shown(&mut shown, c) }
    }
    shown
}

/// Cuts a line that is too wide to a window around its first mark.
fn cut(whole: Excerpt, Room { width, ellipsis }: Room) -> Excerpt {
    let Excerpt { line, column, mut text, mut marks } = whole;
    let start = marks.first().map_or(0, |mark| mark.start);
    if display_width(&text) > width {
        // A third of the window shows what comes before.
        let lead: usize = width / 3;
        let from = if display_width(&text[..start]) <= lead { 0 } else { back(&text, start, lead) };
        let to = forth(&text, from, width.saturating_sub(2 * display_width(ellipsis)));
        let before = if from > 0 { ellipsis } else { "" };
        let after = if to < text.len() { ellipsis } else { "" };
        let moved = |at: usize| at.clamp(from, to) - from + before.len();
        marks = marks.into_iter().map(|mark| moved(mark.start)..moved(mark.end)).collect();
        text = format!("{before}{}{after}", &text[from..to]);
    }
    text.push(' ');
    Excerpt { line, column, text, marks }
}

/// The byte that lies about `width` columns before another.
fn back(text: &str, from: usize, width: usize) -> usize {
    let mut seen = 0;
    let fits = |(_, c): &(usize, char)| {
        seen += display_width(c.encode_utf8(&mut [0; 4]));
        seen <= width
    };
    text[..from].char_indices().rev().take_while(fits).last().map_or(from, |(index, _)| index)
}

/// The byte that lies about `width` columns after another.
fn forth(text: &str, from: usize, width: usize) -> usize {
    let mut seen = 0;
    let fits = |(_, c): &(usize, char)| {
        seen += display_width(c.encode_utf8(&mut [0; 4]));
        seen <= width
    };
    text[from..].char_indices().take_while(fits).last().map_or(from, |(index, c)| from + index + c.len_utf8())
}
