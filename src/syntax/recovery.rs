//! Recovery: lines that are no statements, and braces that are missing, too many, or not on a line of their own.

use super::ast::{Broken, Item, ValueKind, Word};
use super::broken::{self, Braces};
use super::parser::{self, At, Line};
use super::tree::{Builder, Open, Opener, first_word, indent};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::vocabulary::is_tag;

impl<'a> Builder<'a> {
    /// Closes the blocks that a line shows to have been left open: the line stands no deeper than the statement that
    /// opened the block, which does not accept it, while a block further out does.
    pub(super) fn close_left_open(&mut self, keyword: &str, indent: usize, opens: bool) {
        if self.belongs(self.open.len(), keyword, indent) {
            return;
        }
        // In a file whose braces balance, only a block that begins at the margin can show one to be missing.
        if !self.guess {
            self.unbalanced |= self.is_indented() && indent == 0 && opens && self.vocabulary.accepts(None, keyword);
            return;
        }
        let outer = (0..self.open.len()).rev().find(|depth| {
            let open = &self.open[*depth];
            let outside = indent <= open.indent || open.inner.is_some_and(|inner| indent < inner);
            outside && self.belongs(*depth, keyword, indent)
        });
        let Some(depth) = outer else { return };
        while self.open.len() > depth {
            let Some(open) = self.open.pop() else { break };
            self.left_open(open);
        }
        self.too_deep = 0;
    }

    /// Opens the block of the statement above where its `{` is missing: the line stands deeper than that statement, or
    /// could stand nowhere else, and belongs into its block.
    pub(super) fn open_above(&mut self, keyword: &str, indent: usize) -> bool {
        let elsewhere = self.belongs(self.open.len(), keyword, indent);
        let Some(Item::Statement(above)) = self.items().last() else { return false };
        let has_text = above.values.iter().any(|value| matches!(value.kind, ValueKind::Text(_)));
        let (name, span, head) = (above.keyword.text.clone(), above.keyword.span, above.head());
        if above.block.is_some() || has_text || !self.vocabulary.accepts(Some(&name), keyword) {
            return false;
        }
        let line = self.text.get(..span.start as usize).map_or(0, |before| before.rfind('\n').map_or(0, |end| end + 1));
        let own = self::indent(self.text.get(line..).unwrap_or_default());
        if if self.is_indented() { indent <= own } else { elsewhere } {
            return false;
        }
        let Some(Item::Statement(statement)) = self.items().pop() else { return false };
        self.unbalanced = true;
        self.diagnostics.push(
            Diagnostic::error("SYN001", head, format!("the block of this `{name}` is never opened"))
                .help("end the line with `{`"),
        );
        let brace = Span { start: head.end, ..head };
        self.push_open(Opener::Statement(statement), brace, own);
        true
    }

    /// Whether a statement may stand in the block at a depth; 0 is the top level.
    fn belongs(&self, depth: usize, keyword: &str, indent: usize) -> bool {
        let Some(open) = depth.checked_sub(1).and_then(|depth| self.open.get(depth)) else {
            return self.vocabulary.accepts(None, keyword);
        };
        let Some(block) = open.keyword() else { return true };
        if !self.vocabulary.accepts(Some(block), keyword) {
            return false;
        }
        // `by` and `in` have the looks of a language: as far to the left as the text, they are of the block around it.
        let outer = depth.checked_sub(2).and_then(|depth| self.open.get(depth)).and_then(Open::keyword);
        let language = is_tag(keyword) && self.vocabulary.row(block, keyword).is_none();
        !(self.guess
            && language
            && indent <= open.indent
            && self.is_indented()
            && outer.is_some_and(|outer| self.vocabulary.row(outer, keyword).is_some()))
    }

    /// Closes inner blocks that a brace to the left of them shows to have been left open.
    pub(super) fn close_inner_left_open(&mut self, indent: usize) {
        if self.open.last().is_none_or(|top| indent >= top.indent) {
            return;
        }
        if let Some(depth) = self.open.iter().rposition(|open| open.indent == indent) {
            while self.open.len() > depth + 1 {
                let Some(open) = self.open.pop() else { break };
                self.left_open(open);
            }
        }
    }

    /// Whether a closing brace is one too many: the block goes on behind it.
    pub(super) fn is_surplus(&self, indent: usize) -> bool {
        let Some(top) = self.open.last() else { return true };
        let rest = self.text.get(self.offset..).unwrap_or_default();
        let Some(next) = rest.lines().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        else {
            return false;
        };
        if next.trim() == "}" {
            return self.is_indented() && indent > top.indent && self::indent(next) == top.indent;
        }
        let first = first_word(next);
        let outer = self.open.len().checked_sub(2).and_then(|depth| self.open.get(depth)).map(Open::keyword);
        let (Some(block), false) = (top.keyword(), first.is_empty()) else { return false };
        let fits_outside = match outer {
            Some(Some(outer)) => self.vocabulary.accepts(Some(outer), first),
            Some(None) => true,
            None => self.vocabulary.accepts(None, first),
        };
        let deeper = !self.is_indented() || self::indent(next) > top.indent;
        deeper && !fits_outside && self.vocabulary.accepts(Some(block), first)
    }

    /// A line that is no line of the language.
    pub(super) fn broken(&mut self, text: &'a str, at: At, indent: usize) {
        let braces = broken::braces(text);
        if text.trim_start().starts_with('{') && self.brace_below(text, at, indent) {
            return;
        }
        let (line, stop) = parser::prefix(text, at);
        let finding = broken::explain(text, &line, stop, at);
        if braces.divides(text) {
            self.diagnostics.push(finding);
            return self.pieces(text, at, indent, &braces);
        }
        if let Some(keyword) = &line.keyword {
            self.close_left_open(&keyword.text, indent, !braces.open.is_empty());
        }
        self.diagnostics.push(finding);
        self.push_broken(line, text, at, indent, &braces);
        if braces.text {
            self.askew = true;
            self.pass_text(indent);
        }
    }

    fn push_broken(&mut self, line: Line, text: &str, at: At, indent: usize, braces: &Braces) {
        let trimmed = text.trim();
        let start = text.len() - text.trim_start().len();
        let names = line.values.iter().filter_map(|value| match &value.kind {
            ValueKind::Word(word) => Some(Word { text: word.clone(), span: value.span }),
            _ => None,
        });
        let broken = Broken {
            names: names.chain(broken::names(text, line.values.last().map(|value| value.span), at)).collect(),
            keyword: line.keyword,
            text: trimmed.to_owned(),
            span: at.span(start, start + trimmed.len()),
            block: None,
        };
        match braces.open.last() {
            Some(brace) => self.push_open(Opener::Broken(broken), at.span(*brace, brace + 1), indent),
            None => self.items().push(Item::Broken(broken)),
        }
    }

    /// A `{` on a line below its statement opens the statement's block.
    fn brace_below(&mut self, text: &'a str, at: At, indent: usize) -> bool {
        let start = text.len() - text.trim_start().len();
        let rest = text[start + 1..].trim_start();
        let items = self.items();
        let between = items.iter().rev().take_while(|item| matches!(item, Item::Comment(_) | Item::Blank)).count();
        let above = items.len().checked_sub(between + 1);
        let waits = above.and_then(|above| items.get(above)).is_some_and(|item| match item {
            Item::Statement(statement) => statement.block.is_none(),
            _ => false,
        });
        let (Some(above), true) = (above, waits && (rest.is_empty() || rest.starts_with('#'))) else { return false };
        let mut inner = items.split_off(above).into_iter();
        let Some(Item::Statement(statement)) = inner.next() else { return false };
        let brace = at.span(start, start + 1);
        self.diagnostics.push(
            Diagnostic::error("SYN001", brace, "a `{` stands at the end of its statement's line")
                .help(format!("move it up, behind `{}`", statement.keyword.text)),
        );
        self.push_open(Opener::Statement(statement), brace, indent);
        self.items().extend(inner);
        if !rest.is_empty() {
            let comment = parser::line(rest, At { offset: at.offset + text.len() - rest.len(), ..at }, &mut Vec::new());
            self.items().extend(comment.and_then(|line| line.comment).map(Item::Comment));
        }
        true
    }

    /// A line that holds more than one part of a block: each part is read as if it stood on a line of its own.
    fn pieces(&mut self, text: &'a str, at: At, indent: usize, braces: &Braces) {
        let mut start = 0;
        let mut closed = false;
        for end in braces.cuts.iter().copied().chain([text.len()]) {
            let piece = &text[start..end];
            let at = At { offset: at.offset + start, ..at };
            start = end;
            if piece.trim().is_empty() {
                continue;
            }
            // `} compact`, `};`: what follows a closing brace and says nothing.
            if closed && !piece.contains(['"', '“', '{', '}']) && !piece.trim_start().starts_with('#') {
                self.askew = true;
                continue;
            }
            let known = self.diagnostics.len();
            let line = parser::line(piece, at, &mut self.diagnostics);
            self.diagnostics.truncate(known);
            match line {
                Some(mut line) => {
                    closed = line.close.is_some();
                    line.doubtful = true;
                    line.colon = None;
                    self.understood(line, indent);
                }
                None => {
                    let (line, _) = parser::prefix(piece, at);
                    self.askew = true;
                    self.push_broken(line, piece, at, indent, &broken::braces(piece));
                }
            }
        }
    }
}
