//! What is wrong with a line that is no statement, in an author's words.

use super::parser::{At, Line};
use crate::diagnostic::Diagnostic;

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
        Some('“' | '”') => error(to_end, "this text is not closed").help("write `\"` before and after the text"),
        Some('{') => error(here, "a `{` ends its line").help("put what is in the block on lines of their own"),
        Some('}') => error(here, "a `}` stands alone on its line").help("move it to a line of its own"),
        _ => error(to_end, "this is not understood"),
    }
}
