//! What a selection grows to: word, value, values, line, statement, the contents of its block, and so on to the file; in
//! prose the reference, the sentence, the paragraph.

use std::ops::Range;

use gen_lsp_types::{Position, SelectionRange, Uri};

use super::lines::{self, Line};
use super::session::{Session, View};
use crate::model::Value;
use crate::model::value::Amount;
use crate::source::{Source, Span};
use crate::syntax::ast::{Statement, ValueKind};

/// For each place, what a selection there grows to.
pub fn ranges(session: &Session<'_>, uri: &Uri, positions: &[Position]) -> Vec<SelectionRange> {
    let Some(view) = session.view(uri) else { return Vec::new() };
    let range = |position: &Position| {
        let offset = session.encoding.offset(view.source(), *position);
        let mut grown: Option<SelectionRange> = None;
        for span in spans(&view, offset) {
            let range = session.encoding.range(view.source(), span);
            grown = Some(SelectionRange { range, parent: grown.map(Box::new) });
        }
        let here = gen_lsp_types::Range { start: *position, end: *position };
        grown.unwrap_or(SelectionRange { range: here, parent: None })
    };
    positions.iter().map(range).collect()
}

/// The spans around a place, each within the one before it and smaller.
fn spans(view: &View, offset: u32) -> Vec<Span> {
    let source = view.source();
    let whole = Span::new(view.file, 0, source.text().len());
    let mut found = vec![whole];
    let Some(ast) = view.checked.analysis.files.asts.get(view.file.0 as usize) else { return found };
    for line in lines::around(ast, offset) {
        found.push(line.span());
        if let Some(block) = line.block() {
            let inside = Span { start: block.open.end, ..lines::extent(block) };
            found.push(block.close.map_or(inside, |close| Span { end: close.start, ..inside }));
            found.push(trimmed(source, found[found.len() - 1]));
        }
        match line {
            Line::Statement(statement) => on_line(view, statement, offset, &mut found),
            Line::Broken(broken) => found.push(broken.span),
        }
    }
    if let Some(mention) = view
        .checked
        .analysis
        .model
        .mentions
        .iter()
        .find(|mention| mention.span.file == view.file && lines::touches(mention.span, offset))
    {
        found.push(mention.span);
    }
    found.push(word(source, view, offset));
    nested(found, offset)
}

/// Keeps what a place lies in, each within the one before.
fn nested(found: Vec<Span>, offset: u32) -> Vec<Span> {
    let mut kept: Vec<Span> = Vec::new();
    for span in found {
        let smaller = kept.last().is_none_or(|last| last.contains(span) && *last != span);
        if span.start < span.end && lines::touches(span, offset) && smaller {
            kept.push(span);
        }
    }
    kept
}

fn on_line(view: &View, statement: &Statement, offset: u32, found: &mut Vec<Span>) {
    found.push(statement.head());
    if let (Some(first), Some(last)) = (statement.values.first(), statement.values.last()) {
        found.push(first.span.to(last.span));
    }
    let Some(value) = lines::value(statement, offset) else { return };
    let outline = &view.checked.analysis.model.outline;
    let arg =
        lines::understood(outline, statement.keyword.span).and_then(|index| lines::arg(outline, index, value.span));
    if let Some(arg) = arg {
        found.push(arg.span);
        // Of `up-to USD 5,000,000` the money by itself.
        let mut within = statement.values.iter().filter(|value| arg.span.contains(value.span));
        if let (Value::Amount(Amount { quantifier: Some(_), .. }), Some(money)) = (&arg.value, within.nth(1)) {
            found.push(Span { start: money.span.start, ..arg.span });
        }
    }
    found.push(value.span);
    match &value.kind {
        ValueKind::Range(from, to) => found.extend([from.span, to.span]),
        ValueKind::Text(_) => prose(view.source(), value.span, offset, found),
        _ => {}
    }
}

/// The paragraph and the sentence of a text.
fn prose(source: &Source, span: Span, offset: u32, found: &mut Vec<Span>) {
    let text = source.slice(span);
    let marks = if text.starts_with("\"\"\"") { 3 } else { text.chars().next().map_or(0, char::len_utf8) };
    if text.len() < 2 * marks {
        return;
    }
    let inside = marks..text.len() - marks;
    let at = (offset - span.start) as usize;
    if !(inside.start..=inside.end).contains(&at) || !text.is_char_boundary(at) {
        return;
    }
    let mut add = |range: Range<usize>| {
        let start = span.start as usize;
        found.push(trimmed(source, Span::new(span.file, start + range.start, start + range.end)));
    };
    add(inside.clone());
    let paragraph = around(text, inside, at, &paragraph_ends(text));
    add(paragraph.clone());
    add(around(text, paragraph, at, &sentence_ends(text)));
}

/// What lies between the last end before a place and the first behind it.
fn around(text: &str, within: Range<usize>, at: usize, ends: &[usize]) -> Range<usize> {
    let ends = ends.iter().copied().filter(|end| within.contains(end) && text.is_char_boundary(*end));
    let start = ends.clone().rfind(|end| *end <= at).unwrap_or(within.start);
    let end = ends.clone().find(|end| *end > at).unwrap_or(within.end);
    start..end
}

/// Behind each blank line.
fn paragraph_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if line.trim().is_empty() {
            ends.push(at);
        }
    }
    ends
}

/// Behind each mark that ends a sentence, with the blank that follows.
fn sentence_ends(text: &str) -> Vec<usize> {
    let marks = text.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '…' | '।'));
    let ends = marks.filter_map(|(at, c)| {
        let rest = &text[at + c.len_utf8()..];
        let blank = rest.chars().next().filter(|next| next.is_whitespace())?;
        let begins = rest.trim_start().chars().next().is_some_and(|next| !next.is_lowercase());
        begins.then(|| at + c.len_utf8() + blank.len_utf8())
    });
    ends.collect()
}

/// A span without the blanks at its ends.
fn trimmed(source: &Source, span: Span) -> Span {
    let text = source.slice(span);
    let (start, end) = (text.len() - text.trim_start().len(), text.trim_end().len());
    Span::new(span.file, span.start as usize + start, span.start as usize + end.max(start))
}

/// The letters and digits around a place, with the hyphens between them.
fn word(source: &Source, view: &View, offset: u32) -> Span {
    let text = source.text();
    let at = (offset as usize).min(text.len());
    let part = |c: char| c.is_alphanumeric() || c == '-' || unicode_normalization::char::is_combining_mark(c);
    let (Some(before), Some(behind)) = (text.get(..at), text.get(at..)) else { return Span::new(view.file, at, at) };
    let start = before.char_indices().rev().take_while(|(_, c)| part(*c)).last().map_or(at, |(start, _)| start);
    let end = behind.char_indices().find(|(_, c)| !part(*c)).map_or(text.len(), |(end, _)| at + end);
    Span::new(view.file, start, end)
}
