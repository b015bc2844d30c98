//! Puts lines together: blocks, text blocks and lists that go on, with recovery where one was left open.

use super::ast::{Ast, Block, Broken, Comment, Item, Literal, Statement, Value, ValueKind, Word};
use super::parser::{self, At, Line};
use super::{Parsed, broken, literal};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use crate::vocabulary::Vocabulary;

/// Deepest nesting of blocks; the language itself needs five.
const MAX_DEPTH: usize = 16;

/// Builds the tree of a file.
pub(super) struct Builder<'a> {
    file: FileId,
    text: &'a str,
    offset: usize,
    vocabulary: &'a Vocabulary,
    /// Whether indentation may tell where a missing brace belongs: only once the braces are known not to balance.
    guess: bool,
    root: Vec<Item>,
    open: Vec<Open>,
    too_deep: usize,
    diagnostics: Vec<Diagnostic>,
    /// Whether the tree is partly guessed.
    irregular: bool,
}

/// A block under construction.
struct Open {
    opener: Opener,
    brace: Span,
    indent: usize,
    items: Vec<Item>,
}

enum Opener {
    Statement(Statement),
    Broken(Broken),
}

impl Open {
    fn keyword(&self) -> Option<&str> {
        match &self.opener {
            Opener::Statement(statement) => Some(&statement.keyword.text),
            Opener::Broken(broken) => broken.keyword.as_ref().map(|word| word.text.as_str()),
        }
    }
}

impl<'a> Builder<'a> {
    pub(super) fn new(file: FileId, text: &'a str, vocabulary: &'a Vocabulary, guess: bool) -> Self {
        Self {
            file,
            text,
            offset: if text.starts_with('\u{FEFF}') { 3 } else { 0 },
            vocabulary,
            guess,
            root: Vec::new(),
            open: Vec::new(),
            too_deep: 0,
            diagnostics: Vec::new(),
            irregular: false,
        }
    }

    pub(super) fn build(mut self) -> Parsed {
        while let Some((offset, line)) = self.next_line() {
            self.line(offset, line);
        }
        while let Some(open) = self.open.pop() {
            self.left_open(open);
        }
        let ast = Ast { file: self.file, items: self.root };
        Parsed { ast, diagnostics: self.diagnostics, irregular: self.irregular }
    }

    fn next_line(&mut self) -> Option<(usize, &'a str)> {
        if self.offset >= self.text.len() {
            return None;
        }
        let start = self.offset;
        let rest = &self.text[start..];
        let length = rest.find('\n').unwrap_or(rest.len());
        self.offset = (start + length + 1).min(self.text.len());
        Some((start, rest[..length].trim_end_matches('\r')))
    }

    fn line(&mut self, offset: usize, text: &'a str) {
        if text.trim().is_empty() {
            if self.items().last().is_some_and(|last| *last != Item::Blank) {
                self.items().push(Item::Blank);
            }
            return;
        }
        let indent = indent(text);
        let at = At { file: self.file, offset };
        let known = self.diagnostics.len();
        match parser::line(text, at, &mut self.diagnostics) {
            Some(line) => self.understood(line, indent),
            None => {
                self.diagnostics.truncate(known);
                self.broken(text, at, indent);
            }
        }
    }

    fn understood(&mut self, mut line: Line, indent: usize) {
        if let Some(close) = line.close {
            return self.close(close, line.comment, indent);
        }
        let Some(keyword) = line.keyword.take() else {
            if let Some(comment) = line.comment {
                self.items().push(Item::Comment(comment));
            }
            return;
        };
        self.close_left_open(&keyword.text, indent, line.open.is_some());
        while let Some(comma) = line.trailing_comma() {
            if !self.go_on(&mut line, comma, indent) {
                break;
            }
        }
        if let Some(mark) = line.text_mark() {
            let literal = self.text_block(mark, indent);
            line.values.pop();
            let span = Span::new(self.file, mark.start as usize, self.offset.max(mark.end as usize));
            line.values.push(Value { kind: ValueKind::Text(literal), span: self.trimmed(span) });
        }
        self.statement(keyword, line, indent);
    }

    /// Shortens a span by the white space at its end.
    fn trimmed(&self, span: Span) -> Span {
        let length = self.text.get(span.range()).map_or(0, |text| text.trim_end().len());
        Span::new(span.file, span.start as usize, span.start as usize + length)
    }

    fn statement(&mut self, keyword: Word, line: Line, indent: usize) {
        let end = line.values.last().map_or(keyword.span, |last| last.span);
        let mut statement = Statement {
            span: keyword.span.to(end),
            keyword,
            values: line.values,
            block: None,
            comment: line.comment,
            continued: line.continued,
        };
        match line.open {
            Some((open, Some(shut))) => {
                statement.span = statement.span.to(shut);
                statement.block = Some(Block { items: Vec::new(), open, close: Some(shut), comment: None });
                self.items().push(Item::Statement(statement));
            }
            Some((brace, None)) => self.push_open(Opener::Statement(statement), brace, indent),
            None => self.items().push(Item::Statement(statement)),
        }
    }

    fn push_open(&mut self, opener: Opener, brace: Span, indent: usize) {
        if self.open.len() >= MAX_DEPTH {
            if self.too_deep == 0 {
                self.diagnostics.push(
                    Diagnostic::error("SYN008", brace, format!("blocks are nested more than {MAX_DEPTH} deep"))
                        .help("no statement of the language needs as many: a closing brace is perhaps missing above"),
                );
            }
            self.too_deep += 1;
            self.irregular = true;
            return;
        }
        self.open.push(Open { opener, brace, indent, items: Vec::new() });
    }

    fn items(&mut self) -> &mut Vec<Item> {
        match self.open.last_mut() {
            Some(open) => &mut open.items,
            None => &mut self.root,
        }
    }

    fn close(&mut self, brace: Span, comment: Option<Comment>, indent: usize) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        if self.guess
            && self.open.last().is_some_and(|top| indent < top.indent)
            && let Some(depth) = self.open.iter().rposition(|open| open.indent == indent)
        {
            while self.open.len() > depth + 1 {
                let Some(open) = self.open.pop() else { break };
                self.left_open(open);
            }
        }
        match self.open.pop() {
            Some(open) => self.finish(open, Some(brace), comment),
            None => {
                self.irregular = true;
                self.diagnostics.push(
                    Diagnostic::error("SYN001", brace, "this `}` closes nothing")
                        .help("delete it, or look for a `}` too many above"),
                );
                self.items().push(Item::Broken(Broken {
                    keyword: None,
                    name: None,
                    text: "}".into(),
                    span: brace,
                    block: None,
                }));
            }
        }
    }

    fn finish(&mut self, open: Open, close: Option<Span>, comment: Option<Comment>) {
        let block = Block { items: open.items, open: open.brace, close, comment };
        let end = close.or_else(|| block.items.last().and_then(item_span)).unwrap_or(open.brace);
        let item = match open.opener {
            Opener::Statement(mut statement) => {
                statement.span = statement.span.to(end);
                statement.block = Some(block);
                Item::Statement(statement)
            }
            Opener::Broken(mut broken) => {
                broken.block = Some(block);
                Item::Broken(broken)
            }
        };
        self.items().push(item);
    }

    fn left_open(&mut self, open: Open) {
        self.irregular = true;
        let what = open.keyword().map_or_else(|| "this block".to_owned(), |keyword| format!("this `{keyword}` block"));
        self.diagnostics.push(
            Diagnostic::error("SYN004", open.brace, format!("{what} is never closed"))
                .help("close it with a `}` on a line of its own"),
        );
        self.finish(open, None, None);
    }

    /// Closes the blocks that a line shows to have been left open: the line stands no deeper than the statement that
    /// opened the block, which does not accept it, while a block further out does.
    fn close_left_open(&mut self, keyword: &str, indent: usize, opens: bool) {
        let accepts = |open: Option<&Open>| match open {
            Some(open) => open.keyword().is_none_or(|parent| self.vocabulary.accepts(Some(parent), keyword)),
            None => self.vocabulary.accepts(None, keyword),
        };
        if self.open.is_empty() || accepts(self.open.last()) {
            return;
        }
        // In a file whose braces balance, only a block that begins at the margin can show one to be missing.
        if !self.guess {
            self.irregular |= indent == 0 && opens && accepts(None);
            return;
        }
        let depth = (0..self.open.len()).rev().find(|depth| {
            let outer = depth.checked_sub(1).and_then(|outer| self.open.get(outer));
            indent <= self.open[*depth].indent && accepts(outer)
        });
        let Some(depth) = depth else { return };
        while self.open.len() > depth {
            let Some(open) = self.open.pop() else { break };
            self.left_open(open);
        }
        self.too_deep = 0;
    }

    /// Reads the line after one that ended with a comma, past comments; `false` where nothing goes on there.
    fn go_on(&mut self, line: &mut Line, comma: Span, indent: usize) -> bool {
        let back = self.offset;
        let comments = line.continued.len();
        let parent = self.open.last().and_then(Open::keyword).map(str::to_owned);
        let known = self.diagnostics.len();
        while let Some((offset, text)) = self.next_line() {
            let first = first_word(text);
            let next = self::indent(text) <= indent && self.vocabulary.accepts(parent.as_deref(), first);
            if next || text.trim().is_empty() {
                break;
            }
            let at = At { file: self.file, offset };
            let Some(more) = parser::continuation(text, at, &mut self.diagnostics) else { break };
            line.continued.extend(more.comment);
            if !more.values.is_empty() {
                line.values.extend(more.values);
                line.open = more.open;
                return true;
            }
        }
        self.diagnostics.truncate(known);
        line.continued.truncate(comments);
        self.offset = back;
        self.diagnostics.push(
            Diagnostic::error("SYN003", comma, "nothing follows this comma")
                .help("delete it, or go on with the list in the next line"),
        );
        line.values.push(Value { kind: ValueKind::Bad, span: comma });
        false
    }

    /// Reads the lines of a text block up to its closing mark.
    fn text_block(&mut self, mark: Span, indent: usize) -> Literal {
        let begin = self.offset;
        let mut lines = Vec::new();
        while let Some((offset, text)) = self.next_line() {
            let bare = text.trim_end();
            if is_mark(bare) {
                let before = &bare[..bare.len() - 3];
                return literal::block(&lines, before, mark, true, &mut self.diagnostics);
            }
            if self.shows_open_text(text, indent) {
                break;
            }
            lines.push((offset, text));
        }
        self.unclosed_text(mark, begin, indent)
    }

    /// Whether a line inside a text block shows that the text was never closed: another text opens, or a block at the margin.
    fn shows_open_text(&self, text: &str, opener: usize) -> bool {
        let bare = text.trim_end();
        let own = indent(text);
        let first = first_word(bare);
        let parent = self.open.last().and_then(Open::keyword);
        (bare.ends_with(" \"\"\"") && own <= opener && self.vocabulary.accepts(parent, first))
            || (own == 0 && bare.ends_with('{') && self.vocabulary.accepts(None, first))
    }

    /// A text that nothing closes ends where the next statement of its block, or the block's end, stands.
    fn unclosed_text(&mut self, mark: Span, begin: usize, indent: usize) -> Literal {
        self.irregular = true;
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
            let first = first_word(text);
            let own = self::indent(text);
            let ends_block = text.trim() == "}" && own < indent.max(1);
            if ends_block || (own <= indent && self.vocabulary.accepts(parent.as_deref(), first)) {
                self.offset = back;
                break;
            }
            lines.push((offset, text));
        }
        literal::block(&lines, "", mark, false, &mut self.diagnostics)
    }

    fn broken(&mut self, text: &'a str, at: At, indent: usize) {
        let (line, stop) = parser::prefix(text, at);
        let finding = broken::explain(text, &line, stop, at);
        let trimmed = text.trim();
        let start = text.len() - text.trim_start().len();
        let span = at.span(start, start + trimmed.len());
        if let Some(keyword) = &line.keyword {
            self.close_left_open(&keyword.text, indent, trimmed.ends_with('{'));
        }
        self.diagnostics.push(finding);
        let name = line.values.first().and_then(|value| match &value.kind {
            ValueKind::Word(word) => Some(Word { text: word.clone(), span: value.span }),
            _ => None,
        });
        let broken = Broken { keyword: line.keyword, name, text: trimmed.to_owned(), span, block: None };
        if trimmed.ends_with('{') {
            let brace = at.span(start + trimmed.len() - 1, start + trimmed.len());
            self.push_open(Opener::Broken(broken), brace, indent);
        } else {
            self.items().push(Item::Broken(broken));
        }
    }
}

fn is_mark(bare: &str) -> bool {
    let code = bare.trim_start();
    code == "\"\"\""
}

/// The word that a line begins with, where it could be a keyword.
fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(text.len());
    let ends = text[end..].chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '{' | '"' | '“' | '#'));
    if ends { &text[..end] } else { "" }
}

fn item_span(item: &Item) -> Option<Span> {
    match item {
        Item::Statement(statement) => Some(statement.span),
        Item::Broken(broken) => Some(broken.span),
        Item::Comment(comment) => Some(comment.span),
        Item::Blank => None,
    }
}

/// The indentation of a line in columns.
fn indent(text: &str) -> usize {
    literal::columns(&text[..text.len() - text.trim_start().len()])
}
