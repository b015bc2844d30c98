//! Puts lines together: blocks and lists that go on. What was left open is mended in `recovery`, texts are read in `block`.

use super::ast::{Ast, Block, Broken, Comment, Item, Statement, Value, ValueKind, Word};
use super::parser::{self, At, Line};
use super::{Parsed, literal};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use crate::vocabulary::{FILE, Vocabulary, is_tag};

/// Deepest nesting of blocks; the language itself needs five.
const MAX_DEPTH: usize = 16;

/// Builds the tree of a file.
pub(super) struct Builder<'a> {
    pub(super) file: FileId,
    pub(super) text: &'a str,
    /// Where the next line begins.
    pub(super) offset: usize,
    pub(super) vocabulary: &'a Vocabulary,
    /// Whether indentation may tell where a missing brace belongs: only once the braces are known not to balance.
    pub(super) guess: bool,
    /// Whether any line is indented, so that indentation tells something.
    indented: bool,
    root: Vec<Item>,
    pub(super) open: Vec<Open>,
    pub(super) too_deep: usize,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether a brace or a closing mark was missing or too many.
    pub(super) unbalanced: bool,
    /// Whether something stands where the tree cannot hold it.
    pub(super) askew: bool,
    /// Up to here no line closes a text: known from looking for one before.
    pub(super) barren: usize,
}

/// A block under construction.
pub(super) struct Open {
    opener: Opener,
    brace: Span,
    pub(super) indent: usize,
    /// The indentation of its first line.
    pub(super) inner: Option<usize>,
    items: Vec<Item>,
}

pub(super) enum Opener {
    Statement(Statement),
    Broken(Broken),
}

impl Open {
    pub(super) fn keyword(&self) -> Option<&str> {
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
            indented: text.lines().any(|line| line.starts_with([' ', '\t']) && line.trim() != "}"),
            root: Vec::new(),
            open: Vec::new(),
            too_deep: 0,
            diagnostics: Vec::new(),
            unbalanced: false,
            askew: false,
            barren: 0,
        }
    }

    pub(super) fn build(mut self) -> Parsed {
        while let Some((offset, line)) = self.next_line() {
            self.line(offset, line);
        }
        while let Some(open) = self.open.pop() {
            self.left_open(open);
        }
        Parsed {
            ast: Ast { file: self.file, items: self.root },
            diagnostics: self.diagnostics,
            unbalanced: self.unbalanced,
            askew: self.askew,
        }
    }

    pub(super) fn next_line(&mut self) -> Option<(usize, &'a str)> {
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
        if trimmed(text).is_empty() {
            if self.items().last().is_some_and(|last| *last != Item::Blank) {
                self.items().push(Item::Blank);
            }
            return;
        }
        let at = At { file: self.file, offset };
        let known = self.diagnostics.len();
        let line = parser::line(text, at, &mut self.diagnostics);
        // A colon behind a word that no statement begins with: prose, perhaps, and not a slip behind a keyword.
        let line = line.filter(|line| line.colon.is_none() || self.is_known(line));
        match line {
            Some(line) => self.understood(line, indent(text)),
            None => {
                self.diagnostics.truncate(known);
                self.broken(text, at, indent(text));
            }
        }
    }

    fn is_known(&self, line: &Line) -> bool {
        let keyword = line.keyword.as_ref().map_or("", |keyword| keyword.text.as_str());
        is_tag(keyword) || self.vocabulary.rows().iter().any(|row| row.keyword == keyword)
    }

    pub(super) fn understood(&mut self, mut line: Line, indent: usize) {
        if let Some(close) = line.close {
            return self.close(close, line.comment, indent);
        }
        let Some(keyword) = line.keyword.take() else {
            self.items().extend(line.comment.map(Item::Comment));
            return;
        };
        if !(self.guess && self.open_above(&keyword.text, indent)) {
            self.close_left_open(&keyword.text, indent, line.open.is_some());
        }
        if let Some(open) = self.open.last_mut() {
            open.inner = open.inner.or(Some(indent));
        }
        if let Some(colon) = line.colon {
            let (word, sign) = (&keyword.text, self.text.get(colon.range()).unwrap_or_default());
            self.diagnostics.push(
                Diagnostic::error("SYN001", colon, format!("no `{sign}` stands between `{word}` and its value"))
                    .help(format!("write `{word}`, a blank, and its value"))
                    .fix("delete the sign", vec![(colon, " ".to_owned())]),
            );
        }
        while let Some(comma) = line.trailing_comma() {
            if !self.go_on(&mut line, comma, indent) {
                break;
            }
        }
        if let Some(mark) = line.text_mark() {
            let (literal, end, comment) = self.text_block(mark, indent);
            line.values.pop();
            let span = Span::new(self.file, mark.start as usize, end.max(mark.end as usize));
            line.values.push(Value { kind: ValueKind::Text(literal), span: self.trimmed(span) });
            line.continued.extend(comment);
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
            doubtful: line.doubtful,
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

    pub(super) fn push_open(&mut self, opener: Opener, brace: Span, indent: usize) {
        if self.open.len() >= MAX_DEPTH {
            if self.too_deep == 0 {
                self.diagnostics.push(
                    Diagnostic::error("SYN008", brace, format!("blocks are nested more than {MAX_DEPTH} deep"))
                        .help("no statement of the language needs as many: a closing brace is perhaps missing above"),
                );
            }
            self.too_deep += 1;
            self.askew = true;
            return;
        }
        self.open.push(Open { opener, brace, indent, inner: None, items: Vec::new() });
    }

    pub(super) fn items(&mut self) -> &mut Vec<Item> {
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
        if self.guess {
            self.close_inner_left_open(indent);
        }
        let surplus = self.guess && self.is_surplus(indent);
        match self.open.pop() {
            Some(open) if !surplus => self.finish(open, Some(brace), comment),
            kept => {
                self.open.extend(kept);
                self.unbalanced = true;
                // A line of several braces has been reported as a whole.
                if !self.diagnostics.last().is_some_and(|finding| finding.span.contains(brace)) {
                    let finding = Diagnostic::error("SYN001", brace, "this `}` closes nothing");
                    self.diagnostics.push(finding.help("delete it, or look for a `}` too many above"));
                }
            }
        }
    }

    pub(super) fn finish(&mut self, open: Open, close: Option<Span>, comment: Option<Comment>) {
        let block = Block { items: open.items, open: open.brace, close, comment };
        let end = close.or_else(|| block.items.iter().rev().find_map(item_span)).unwrap_or(open.brace);
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

    pub(super) fn left_open(&mut self, open: Open) {
        self.unbalanced = true;
        let what = open.keyword().map_or_else(|| "this block".to_owned(), |keyword| format!("this `{keyword}` block"));
        self.diagnostics.push(
            Diagnostic::error("SYN004", open.brace, format!("{what} is never closed"))
                .help("close it with a `}` on a line of its own"),
        );
        self.finish(open, None, None);
    }

    /// Whether the lines of a file show by their indentation what belongs where.
    pub(super) fn is_indented(&self) -> bool {
        self.indented
    }

    /// Reads the line after one that ended with a comma, past comments; `false` where nothing goes on there.
    fn go_on(&mut self, line: &mut Line, comma: Span, indent: usize) -> bool {
        let back = self.offset;
        let comments = line.continued.len();
        let parent = self.open.last().and_then(Open::keyword).map(str::to_owned);
        let known = self.diagnostics.len();
        while let Some((offset, text)) = self.next_line() {
            let first = first_word(text);
            let block = parent.as_deref().unwrap_or(FILE);
            let next = self::indent(text) <= indent && self.vocabulary.row(block, first).is_some();
            if next {
                break;
            }
            if text.trim().is_empty() {
                continue;
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
}

fn item_span(item: &Item) -> Option<Span> {
    match item {
        Item::Statement(statement) => Some(statement.span),
        Item::Broken(broken) => Some(broken.span),
        Item::Comment(comment) => Some(comment.span),
        Item::Blank => None,
    }
}

/// A line without the blanks around it, and without the mark that some programs put before a file.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}')
}

/// The word that a line begins with, where it could be a keyword.
pub(super) fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(text.len());
    let ends = text[end..].chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '{' | '"' | '“' | '#'));
    if ends { &text[..end] } else { "" }
}

/// The indentation of a line in columns.
pub(super) fn indent(text: &str) -> usize {
    literal::columns(&text[..text.len() - text.trim_start().len()])
}
