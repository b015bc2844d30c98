//! Texts: their references and escapes stand out from their words.

use super::paint::Painter;
use super::{Meaning, PLAIN, READONLY};
use crate::source::Span;
use crate::syntax::ast::{Literal, Quoting};

impl Painter<'_> {
    /// A text: its references and escapes stand out from its words.
    pub(super) fn text(&mut self, literal: &Literal, span: Span) {
        let source = self.view.source();
        let mut pieces: Vec<(Span, Meaning, u32)> = Vec::new();
        let from = self.mentions.partition_point(|(mention, _)| mention.start < span.start);
        for (mention, id) in self.mentions[from..].iter().take_while(|(mention, _)| mention.start < span.end) {
            let written = source.slice(*mention);
            // Of `[words](@id)` the words are the author's own.
            let sign = if written.starts_with('[') { written.rfind("(@").map_or(0, |at| at + 1) } else { 0 };
            let end = written.len() - usize::from(sign > 0);
            let start = mention.start as usize;
            let place = Span::new(mention.file, start + sign, start + end.max(sign));
            let kind = self.kind(id).unwrap_or(Meaning::Variable);
            pieces.push((place, kind, READONLY));
        }
        let text = source.slice(span);
        if literal.quoting != Quoting::Block {
            for (start, end) in escapes(text) {
                let start = span.start as usize + start;
                pieces.push((Span::new(span.file, start, span.start as usize + end), Meaning::Regexp, PLAIN));
            }
            pieces.sort_by_key(|(place, ..)| place.start);
        }
        let mut at = span.start;
        for (place, kind, modifiers) in pieces {
            if place.start < at || place.end > span.end {
                continue;
            }
            self.add(Span { start: at, end: place.start, ..span }, Meaning::String, PLAIN);
            self.add(place, kind, modifiers);
            at = place.end;
        }
        self.add(Span { start: at, ..span }, Meaning::String, PLAIN);
    }
}

/// The escapes of a string, as it is written.
fn escapes(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('\\').map(|found| at + found) {
        let rest = &text[start + 1..];
        let length = match rest.strip_prefix("u{").and_then(|inner| inner.find('}')) {
            Some(close) => close + 3,
            None => rest.chars().next().map_or(0, char::len_utf8),
        };
        at = start + 1 + length;
        found.push((start, at));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::escapes;

    #[test]
    fn escapes_are_found_whole() {
        assert_eq!(escapes(r#""a\"b\u{00E9}\\""#), [(2, 4), (5, 13), (13, 15)]);
    }
}
