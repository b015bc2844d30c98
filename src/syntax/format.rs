//! The formatter: one way to lay out a compact. It moves white space and straightens quotes, and changes no meaning.

use super::ast::{Block, Broken, Comment, Item, Literal, Quoting, Statement, ValueKind};
use super::block::MARK;
use super::literal;
use crate::source::{FileId, Span};
use crate::vocabulary::Vocabulary;

/// One level of indentation.
const LEVEL: &str = "  ";
/// The lines of a list that goes on are indented by two levels.
const CONTINUED: usize = 2;

/// Lays a text out. A text whose braces do not balance is returned as it is: where its blocks end is only guessed. Lines
/// that all end as on Windows go on doing so: version control may have made them so, and would undo a change.
pub fn format(text: &str, vocabulary: &Vocabulary) -> String {
    let parsed = super::read(FileId::default(), text, vocabulary);
    if parsed.unbalanced || parsed.askew {
        return text.to_owned();
    }
    let mut printer = Printer { text, out: String::with_capacity(text.len()) };
    printer.items(&parsed.ast.items, 0);
    let windows = text.matches("\r\n").count();
    match windows > 0 && windows == text.matches('\n').count() {
        true => printer.out.replace('\n', "\r\n"),
        false => printer.out,
    }
}

struct Printer<'a> {
    text: &'a str,
    out: String,
}

/// A line of a statement: its words, and the comment behind them.
#[derive(Default)]
struct Row<'a> {
    words: String,
    comment: Option<&'a Comment>,
}

impl<'a> Printer<'a> {
    fn items(&mut self, items: &'a [Item], level: usize) {
        let mut aligned = 0;
        let mut width = 0;
        for (index, item) in items.iter().enumerate() {
            match item {
                Item::Statement(statement) => {
                    if index >= aligned {
                        let run = items[index..].iter().map_while(|item| self.one_line(item));
                        (aligned, width) = run.fold((index, 0), |(end, width), keyword| (end + 1, width.max(keyword)));
                    }
                    let width = if index < aligned { width } else { 0 };
                    self.statement(statement, width, level);
                }
                Item::Broken(broken) => self.broken(broken, level),
                Item::Comment(comment) => self.line(level, &comment.text, None),
                Item::Blank if index > 0 && index + 1 < items.len() => self.out.push('\n'),
                Item::Blank => {}
            }
        }
    }

    /// The width of the keyword of a statement on one line; none for every other item, which ends a run.
    fn one_line(&self, item: &Item) -> Option<usize> {
        let Item::Statement(statement) = item else { return None };
        let several = statement.block.is_some() || self.slice(statement.span).contains('\n');
        let keyword = self.slice(statement.keyword.span).chars().count();
        (!several).then_some(if statement.values.is_empty() { 0 } else { keyword })
    }

    fn statement(&mut self, statement: &'a Statement, width: usize, level: usize) {
        let mut rows = self.rows(statement, width);
        // A comment between a statement and a brace on the next line moves behind the brace.
        if let Some(block) = &statement.block {
            let shut = self.is_shut(block);
            if let Some(last) = rows.last_mut() {
                last.words.push_str(if shut { " { }" } else { " {" });
            }
        }
        for (index, row) in rows.iter().enumerate() {
            let level = if index == 0 { level } else { level + CONTINUED };
            self.line(level, &row.words, row.comment);
        }
        if let Some((literal, span)) = text_block(statement) {
            let closing = statement.continued.last().filter(|comment| comment.span.start >= span.end);
            self.text_block(literal, span, closing, level + 1);
        }
        if let Some(block) = &statement.block {
            self.block(block, level);
        }
    }

    /// The statement's values and comments, divided into lines where the author divided them.
    fn rows(&self, statement: &'a Statement, width: usize) -> Vec<Row<'a>> {
        let keyword = self.slice(statement.keyword.span);
        let mut rows = vec![Row { words: keyword.to_owned(), comment: None }];
        let text = text_block(statement).map_or(u32::MAX, |(_, span)| span.end);
        let continued = statement.continued.iter().filter(|comment| comment.span.start < text);
        let mut comments = statement.comment.iter().chain(continued).peekable();
        let mut end = statement.keyword.span;
        for value in &statement.values {
            // Where nothing follows a comma, an unknown value stands for what is missing.
            if value.span.start < end.end {
                continue;
            }
            let broken = self.between(end, value.span).contains('\n');
            while let Some(comment) = comments.next_if(|comment| broken && comment.span.start < value.span.start) {
                self.place(comment, end, &mut rows);
            }
            if broken {
                rows.push(Row::default());
            }
            let Some(row) = rows.last_mut() else { continue };
            if !row.words.is_empty() && value.kind != ValueKind::Comma {
                let column = keyword.chars().count();
                let pad = if std::ptr::eq(value, &statement.values[0]) { width.saturating_sub(column) } else { 0 };
                row.words.extend(std::iter::repeat_n(' ', pad + 1));
            }
            row.words.push_str(&self.value(&value.kind, value.span));
            end = value.span;
        }
        for comment in comments {
            self.place(comment, end, &mut rows);
        }
        rows
    }

    /// Puts a comment behind the line it stood behind, or on a line of its own among those of the list.
    fn place(&self, comment: &'a Comment, end: Span, rows: &mut Vec<Row<'a>>) {
        match rows.last_mut() {
            Some(row) if !self.between(end, comment.span).contains('\n') => row.comment = Some(comment),
            _ => rows.push(Row { words: String::new(), comment: Some(comment) }),
        }
    }

    fn value(&self, kind: &ValueKind, span: Span) -> String {
        let written = self.slice(span);
        match kind {
            ValueKind::Text(literal) if literal.quoting == Quoting::Block => MARK.to_owned(),
            ValueKind::Text(literal) if literal.quoting == Quoting::Curly => {
                let inner = written.strip_prefix('“').and_then(|rest| rest.strip_suffix('”'));
                literal::straightened(inner.unwrap_or(written))
            }
            _ => written.to_owned(),
        }
    }

    /// The lines of a text block and its closing mark. Where a line stands too far to the left, which is an error and
    /// has been reported, what the author meant is not known, and the lines stay as they are.
    fn text_block(&mut self, literal: &Literal, span: Span, closing: Option<&Comment>, level: usize) {
        let mut content: Vec<&str> = self.slice(span).lines().skip(1).collect();
        let mark = content.pop().unwrap_or_default();
        let before = mark.trim_end_matches('"');
        if content.iter().any(|line| literal::dedent(line, before).is_none()) {
            for line in content {
                self.line(0, line.trim_end(), None);
            }
            return self.line(0, mark, closing);
        }
        for line in literal.text.lines() {
            self.line(level, line, None);
        }
        self.line(level, MARK, closing);
    }

    fn block(&mut self, block: &'a Block, level: usize) {
        if self.is_shut(block) {
            return;
        }
        self.items(&block.items, level + 1);
        self.line(level, "}", block.comment.as_ref());
    }

    /// Whether a block is empty and on one line.
    fn is_shut(&self, block: &Block) -> bool {
        let one_line = |close| !self.between(block.open, close).contains('\n');
        block.items.is_empty() && block.comment.is_none() && block.close.is_some_and(one_line)
    }

    fn broken(&mut self, broken: &'a Broken, level: usize) {
        self.line(level, &broken.text, None);
        if let Some(block) = &broken.block {
            self.items(&block.items, level + 1);
            self.line(level, "}", block.comment.as_ref());
        }
    }

    fn line(&mut self, level: usize, words: &str, comment: Option<&Comment>) {
        if !words.is_empty() || comment.is_some() {
            self.out.extend(std::iter::repeat_n(LEVEL, level));
        }
        self.out.push_str(words);
        if let Some(comment) = comment {
            self.out.push_str(if words.is_empty() { "" } else { LEVEL });
            self.out.push_str(&comment.text);
        }
        self.out.push('\n');
    }

    fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or_default()
    }

    fn between(&self, from: Span, to: Span) -> &'a str {
        self.text.get(from.end as usize..to.start as usize).unwrap_or_default()
    }
}

fn text_block(statement: &Statement) -> Option<(&Literal, Span)> {
    statement.values.last().and_then(|value| match &value.kind {
        ValueKind::Text(literal) if literal.quoting == Quoting::Block => Some((literal, value.span)),
        _ => None,
    })
}
