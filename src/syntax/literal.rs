//! Strings and text blocks: escapes read, indentation removed, with a map back to the source.

use super::ast::{Literal, Quoting};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// Reads a string with its quotes.
pub(super) fn string(written: &str, span: Span, quoting: Quoting, diagnostics: &mut Vec<Diagnostic>) -> Literal {
    let quote = if quoting == Quoting::Curly { '“'.len_utf8() } else { 1 };
    let inner = written.get(quote..written.len().saturating_sub(quote)).unwrap_or_default();
    let base = span.start as usize + quote;
    let mut reader = Reader::new(inner, base, span.file, quoting);
    reader.read(diagnostics);
    if quoting == Quoting::Curly {
        let straight = straightened(inner);
        diagnostics.push(
            Diagnostic::info("TXT003", span, "this text stands in curly quotes")
                .help("straight quotes are the language's own; `engross fmt` straightens them")
                .fix("straighten the quotes", vec![(span, straight)]),
        );
    }
    reader.literal
}

/// The content of a curly string between straight quotes.
pub(super) fn straightened(inner: &str) -> String {
    let mut text = String::from("\"");
    let mut escaped = false;
    for c in inner.chars() {
        if c == '"' && !escaped {
            text.push('\\');
        }
        escaped = c == '\\' && !escaped;
        text.push(c);
    }
    text.push('"');
    text
}

struct Reader<'a> {
    inner: &'a str,
    base: usize,
    literal: Literal,
}

impl<'a> Reader<'a> {
    fn new(inner: &'a str, base: usize, file: FileId, quoting: Quoting) -> Self {
        let origin = vec![(0, u32::try_from(base).unwrap_or(u32::MAX))];
        let text = String::with_capacity(inner.len());
        Self { inner, base, literal: Literal { text, quoting, plain: Vec::new(), origin, file } }
    }

    fn read(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let mut rest = 0;
        while let Some(found) = self.inner[rest..].find('\\') {
            let start = rest + found;
            self.literal.text.push_str(&self.inner[rest..start]);
            rest = start + self.escape(start, diagnostics);
            self.mark(rest);
        }
        self.literal.text.push_str(&self.inner[rest..]);
    }

    /// Notes that the next byte of the text comes from this offset.
    fn mark(&mut self, offset: usize) {
        let to = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.literal.origin.push((to(self.literal.text.len()), to(self.base + offset)));
    }

    /// Reads the escape at an offset and returns its length.
    fn escape(&mut self, start: usize, diagnostics: &mut Vec<Diagnostic>) -> usize {
        let after = &self.inner[start + 1..];
        self.mark(start);
        let Some(sign) = after.chars().next() else { return 1 };
        let length = 1 + sign.len_utf8();
        match sign {
            '"' | '\\' | '“' | '”' => self.literal.text.push(sign),
            'n' => self.literal.text.push('\n'),
            '@' => {
                self.literal.plain.push(self.literal.text.len());
                self.literal.text.push('@');
            }
            'u' => return self.code_point(start, after, diagnostics),
            _ => {
                let span = Span::new(self.literal.file, self.base + start, self.base + start + length);
                diagnostics.push(
                    Diagnostic::error("SYN003", span, format!("`\\{sign}` is not an escape"))
                        .help("the escapes are `\\\"`, `\\\\`, `\\@`, `\\n` and `\\u{00E9}`"),
                );
                self.literal.text.push(sign);
            }
        }
        length
    }

    fn code_point(&mut self, start: usize, after: &str, diagnostics: &mut Vec<Diagnostic>) -> usize {
        let digits = after.strip_prefix("u{").and_then(|rest| rest.split_once('}')).map(|(digits, _)| digits);
        let length = digits.map_or(2, |digits| digits.len() + 4);
        let c = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
        if let Some(c) = c {
            self.literal.text.push(c);
        } else {
            let span = Span::new(self.literal.file, self.base + start, self.base + start + length);
            diagnostics.push(
                Diagnostic::error("SYN003", span, "this escape names no character")
                    .help("a character is written by its code point, as in `\\u{00E9}`"),
            );
        }
        length
    }
}

/// One raw line of a text block: its offset in the file and its text without the line end.
pub(super) type RawLine<'a> = (usize, &'a str);

/// Puts a text block together: `indent` is what stands before the closing mark; where that mark is missing, as much is
/// removed as all lines have.
pub(super) fn block(
    lines: &[RawLine<'_>],
    indent: Option<&str>,
    open: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Literal {
    let file = open.file;
    let before = |line: &'_ str| line.len() - line.trim_start().len();
    let common = || {
        let filled = lines.iter().map(|(_, line)| *line).filter(|line| !line.trim().is_empty());
        filled.min_by_key(|line| columns(&line[..before(line)])).map_or("", |line| &line[..before(line)])
    };
    let known = indent.is_some();
    let indent = indent.unwrap_or_else(common);
    let mut literal =
        Literal { text: String::new(), quoting: Quoting::Block, plain: Vec::new(), origin: vec![(0, open.end)], file };
    for (offset, line) in lines {
        let line = line.trim_end();
        let removed = dedent(line, indent).unwrap_or_else(|| {
            let own = before(line);
            if known {
                let span = Span::new(file, offset + own, offset + line.len());
                diagnostics.push(
                    Diagnostic::error(
                        "SYN003",
                        span,
                        "this line is indented less than the `\"\"\"` that closes its text",
                    )
                    .related(open, "the text begins here")
                    .help("indent the line, or move the closing `\"\"\"` to the left"),
                );
            }
            own
        });
        let to = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        literal.origin.push((to(literal.text.len()), to(offset + removed)));
        literal.text.push_str(&line[removed..]);
        literal.text.push('\n');
    }
    literal
}

/// The length of what a line of a text block has before its content: the white space that stands before the closing
/// mark, or as much in other blanks (a tab counts two). None where the line has less.
pub(super) fn dedent(line: &str, indent: &str) -> Option<usize> {
    if line.starts_with(indent) {
        return Some(indent.len());
    }
    if line.trim().is_empty() {
        return Some(0);
    }
    let wanted = columns(indent);
    let mut passed = 0;
    for (at, c) in line.char_indices() {
        if passed >= wanted {
            return Some(at);
        }
        if !c.is_whitespace() {
            break;
        }
        passed += if c == '\t' { 2 } else { 1 };
    }
    None
}

/// The width of white space; a tab counts two, as deep as one level.
pub(super) fn columns(blanks: &str) -> usize {
    blanks.chars().map(|c| if c == '\t' { 2 } else { 1 }).sum()
}
