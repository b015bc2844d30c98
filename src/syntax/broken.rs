//! What is wrong with a line that is no statement, in an author's words.

use super::ast::Word;
use super::block::MARK;
use super::parser::{At, Line};
use super::scalar;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Explains a line from where the understanding of it stopped.
pub(super) fn explain(text: &str, line: &Line, stop: usize, at: At) -> Diagnostic {
    let rest = text.get(stop..).unwrap_or_default();
    let end = stop + rest.trim_end().len();
    let here = at.span(stop, stop + rest.chars().next().map_or(0, char::len_utf8));
    let to_end = at.span(stop, end.max(stop));
    let error = |span, message: &str| Diagnostic::error("SYN001", span, message.to_owned());
    if line.close.is_some() {
        return error(to_end, "a `}` stands alone on its line").help("move what follows it to a line of its own");
    }
    if line.open.is_some() {
        return error(to_end, "a `{` ends its line")
            .help("put what is in the block on lines of their own, and `}` too");
    }
    if line.keyword.is_none() {
        let first = rest.split_whitespace().next().unwrap_or_default();
        let first_span = at.span(stop, stop + first.len());
        if first == "\"\"\"" {
            return error(first_span, "this `\"\"\"` closes no text")
                .help("a text opens at the end of its statement's line: `text \"\"\"`");
        }
        if first.starts_with('"') || first.starts_with('“') {
            return error(first_span, "a text stands here without a statement")
                .help("begin the line with a keyword, as in `title \"…\"`");
        }
        if first.starts_with("//") || first.starts_with("/*") || first.starts_with("--") {
            return error(first_span, "this is not a statement").help("a comment begins with `#`");
        }
        if let Some(help) = scalar::hidden(first) {
            return error(first_span, "this is not a statement").help(help);
        }
        if let Some(word) = first.strip_suffix([':', '=']).filter(|word| word.chars().all(char::is_alphanumeric)) {
            return error(first_span, "this is not a statement")
                .help(format!("write `{word}` and its value, with a blank between and no colon"));
        }
        return error(first_span, "this is not a statement")
            .help("a statement begins with a keyword; `engross vocabulary` lists them");
    }
    match rest.chars().next() {
        Some('"') if rest.starts_with("\"\"\"") => error(to_end, "a text block begins on the line after its `\"\"\"`")
            .help("end the line after `\"\"\"`; a text on one line stands between single `\"`"),
        Some('"') => error(to_end, "this text is not closed").help(
            "a text in `\"` ends on its line, before any brace or comment; a longer one stands between `\"\"\"` lines",
        ),
        Some('“' | '”') => error(to_end, "this text is not closed")
            .help("write straight `\"` before and after the text; curly quotes may then stand inside it"),
        Some('{') => error(here, "a `{` ends its line").help("put what is in the block on lines of their own"),
        Some('}') => error(here, "a `}` stands alone on its line").help("move it to a line of its own"),
        _ => error(to_end, "this is not understood"),
    }
}

/// The braces of a broken line, those in its texts and its comment left aside.
#[derive(Debug, Default)]
pub(super) struct Braces {
    /// Offsets of the braces that open a block and are not closed on the line.
    pub open: Vec<usize>,
    /// Where the line would be divided if each part of a block had a line of its own.
    pub cuts: Vec<usize>,
    /// Whether a text block begins and does not end.
    pub text: bool,
}

impl Braces {
    /// Whether the line holds more than a statement with the brace at its end.
    pub fn divides(&self, text: &str) -> bool {
        let parts = |from: usize, to: usize| text.get(from..to).is_some_and(|part| !is_blank(part));
        let mut from = 0;
        let ends: Vec<usize> = self.cuts.iter().copied().chain([text.len()]).collect();
        let pieces = ends.iter().filter(|end| parts(std::mem::replace(&mut from, **end), **end)).count();
        pieces > 1
    }
}

fn is_blank(part: &str) -> bool {
    let part = part.trim();
    part.is_empty() || part.starts_with('#')
}

/// Finds the braces of a line.
pub(super) fn braces(text: &str) -> Braces {
    let mut found = Braces::default();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        match c {
            '"' | '“' => match closed(rest) {
                Some(length) => {
                    at += length;
                    continue;
                }
                None if rest.starts_with(MARK) => {
                    found.text = true;
                    return found;
                }
                None if c == '"' => {
                    // In a text that is not closed only a brace at the very end counts.
                    let bare = match rest.rsplit_once('#') {
                        Some((before, _)) if before.trim_end().ends_with('{') => before.trim_end(),
                        _ => rest.trim_end(),
                    };
                    if bare.ends_with('{') {
                        found.open.push(at + bare.len() - 1);
                    }
                    return found;
                }
                None => {}
            },
            '#' => return found,
            '{' => {
                found.open.push(at);
                found.cuts.push(at + 1);
            }
            '}' => {
                found.open.pop();
                found.cuts.extend([at, at + 1]);
            }
            _ => {}
        }
        at += c.len_utf8();
    }
    found
}

/// The length of the text at the start of a line, where it is closed.
fn closed(rest: &str) -> Option<usize> {
    if let Some(inner) = rest.strip_prefix(MARK) {
        return inner.find(MARK).map(|end| end + 2 * MARK.len());
    }
    let open = rest.chars().next()?;
    let close = if open == '"' { '"' } else { '”' };
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        if !escaped && c == close {
            return Some(at + c.len_utf8());
        }
        if !escaped && c == '“' && open == '“' {
            return None;
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

/// The words behind what could be understood of a line: any of them may be a name that was to be declared.
pub(super) fn names(text: &str, understood: Option<Span>, at: At) -> Vec<Word> {
    let mut start = understood.map_or(0, |span| (span.end as usize).saturating_sub(at.offset));
    let mut found = Vec::new();
    let rest = text.get(start..).unwrap_or_default();
    for word in rest.split(|c: char| !c.is_alphanumeric() && c != '-') {
        let end = start + word.len();
        if word.starts_with(char::is_alphabetic) {
            found.push(Word { text: word.to_owned(), span: at.span(start, end) });
        }
        start = end + text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    found
}
