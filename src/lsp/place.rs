//! What is around a place in a text: the blocks, the line up to it, and the word being typed. It goes by what is written
//! before the place, so that a line need not be finished, nor its text closed.

use super::session::View;
use crate::diagnostic::HOLE;
use crate::source::FileId;
use crate::syntax::ast::{Ast, Block, Item, Quoting, Statement, Value, ValueKind, statements};
use crate::syntax::parse;
use crate::vocabulary::{FILE, Row, is_tag, vocabulary};

/// A block around a place.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// What opened it, as far as it was understood.
    pub row: Option<&'static Row>,
    /// The statement that opened it; none where its line is broken.
    pub statement: Option<&'a Statement>,
    /// What stands in it.
    pub items: &'a [Item],
    /// Whether it is a text in several languages.
    pub languages: bool,
}

/// What could be written at a place.
#[derive(Debug, Clone)]
pub enum At<'a> {
    /// Nothing: a comment, behind a brace, behind a word that is no statement.
    Nothing,
    /// A statement.
    Keyword,
    /// A value of a statement, behind others.
    Value {
        /// The statement.
        row: &'static Row,
        /// The values before.
        before: Vec<Value>,
        /// The line up to the word under the place.
        written: &'a str,
    },
    /// The text of one language.
    Entry,
    /// Words of a text.
    Text {
        /// The statement it belongs to; the language's in a block of languages.
        keyword: String,
        /// The text up to the place, of a text block its last line.
        before: &'a str,
    },
}

/// A place in a text.
#[derive(Debug, Clone)]
pub struct Place<'a> {
    /// The blocks around it, from the outermost.
    pub blocks: Vec<Around<'a>>,
    /// What could be written there.
    pub at: At<'a>,
    /// Where the word under it begins, in bytes.
    pub start: usize,
    /// The place.
    pub offset: usize,
    /// Where the word under it ends.
    pub end: usize,
}

impl<'a> Place<'a> {
    /// What is around a place of a file.
    pub fn of(view: &'a View, offset: usize) -> Self {
        let text = view.source().text();
        let asts = &view.checked.analysis.files.asts;
        let ast = asts.iter().find(|ast| ast.file == view.file);
        Self::within(text, ast, offset)
    }

    fn within(text: &'a str, ast: Option<&'a Ast>, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let start = text[..offset].char_indices().rev().take_while(|(_, c)| is_inner(*c)).last();
        let start = start.map_or(offset, |(at, _)| at);
        let length = text[offset..].char_indices().take_while(|(_, c)| is_inner(*c)).last();
        let end = length.map_or(offset, |(at, c)| offset + at + c.len_utf8());
        let mut place = Self { blocks: Vec::new(), at: At::Nothing, start, offset, end };
        if let Some(ast) = ast {
            enclosing(text, &ast.items, offset, text.len(), &mut place.blocks);
        }
        place.at = place.inside(text, ast);
        place
    }

    /// The keyword of the innermost block; that of the file where there is none.
    pub fn block(&self) -> &'static str {
        match self.blocks.last() {
            Some(around) => around.row.map_or("", |row| row.keyword.as_str()),
            None => FILE,
        }
    }

    fn inside(&self, text: &'a str, ast: Option<&'a Ast>) -> At<'a> {
        let line = text[..self.offset].rfind('\n').map_or(0, |end| end + 1);
        if let Some(keyword) = ast.and_then(|ast| text_block(&ast.items, line, self.offset)) {
            return At::Text { keyword, before: &text[line..self.offset] };
        }
        let first = first_line(text, line);
        match state(&text[line..self.offset]) {
            State::Closed => At::Nothing,
            State::Text(from) => {
                let keyword = text[first..].trim_start().split(|c: char| !is_inner(c)).next().unwrap_or_default();
                At::Text { keyword: keyword.to_owned(), before: &text[line + from..self.offset] }
            }
            State::Code => self.code(text, first),
        }
    }

    fn code(&self, text: &'a str, first: usize) -> At<'a> {
        let written = &text[first..self.start.max(first)];
        if written.trim_matches(is_blank).is_empty() {
            return At::Keyword;
        }
        // A comma is a part of the list, and what it promises is just being written.
        let (whole, goes_on) = match written.trim_end().strip_suffix(',') {
            Some(whole) => (whole, true),
            None => (written, false),
        };
        let (ast, _) = parse(FileId::default(), whole, vocabulary());
        let Some(statement) = ast.statements().next() else { return At::Nothing };
        if statement.block.is_some() {
            return At::Nothing;
        }
        let keyword = statement.keyword.text.as_str();
        if self.blocks.last().is_some_and(|around| around.languages) {
            return if statement.values.is_empty() { At::Entry } else { At::Nothing };
        }
        let block = self.block();
        let Some(row) = vocabulary().row(block, keyword).or_else(|| meant(block, keyword)) else {
            return At::Nothing;
        };
        let mut before = statement.values.clone();
        if goes_on {
            before.push(Value { kind: ValueKind::Comma, span: statement.span });
        }
        At::Value { row, before, written }
    }
}

/// The row of a keyword that is misspelt.
fn meant(block: &str, keyword: &str) -> Option<&'static Row> {
    vocabulary().nearest(block, keyword).and_then(|meant| vocabulary().row(block, meant))
}

/// Whether a character may be a part of a word: of an identifier, a period, a code, or the sign that holds a place.
pub fn is_inner(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || HOLE.contains(c) || unicode_normalization::char::is_combining_mark(c)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{FEFF}'
}

/// How a line stands at its end.
enum State {
    /// Between words.
    Code,
    /// In a text that began behind so many bytes.
    Text(usize),
    /// In a comment, or behind a brace: nothing can be written there.
    Closed,
}

fn state(line: &str) -> State {
    let mut chars = line.char_indices();
    let mut open: Option<(usize, char)> = None;
    while let Some((at, c)) = chars.next() {
        match (open, c) {
            (None, '#' | '{' | '}') => return State::Closed,
            (None, '"') => open = Some((at + 1, '"')),
            (None, '“') => open = Some((at + c.len_utf8(), '”')),
            (Some(_), '\\') => {
                chars.next();
            }
            (Some((_, close)), c) if c == close => open = None,
            _ => {}
        }
    }
    open.map_or(State::Code, |(from, _)| State::Text(from))
}

/// Where the statement begins that goes on in a line: the line itself, but behind a comma.
fn first_line(text: &str, line: usize) -> usize {
    let mut first = line;
    let mut at = line;
    while at > 0 {
        let before = text[..at - 1].rfind('\n').map_or(0, |end| end + 1);
        let code = without_comment(&text[before..at - 1]).trim_end();
        if code.ends_with(',') {
            first = before;
        } else if !code.trim().is_empty() || (first == line && text[before..at - 1].trim().is_empty()) {
            break;
        }
        at = before;
    }
    first
}

fn without_comment(line: &str) -> &str {
    let mut text = false;
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if text => escaped = true,
            '"' => text = !text,
            '#' if !text => return &line[..at],
            _ => {}
        }
    }
    line
}

/// The statement whose text block holds a place that is not on the line where the block opens.
fn text_block(items: &[Item], line: usize, offset: usize) -> Option<String> {
    let in_value = |statement: &Statement| {
        statement.values.iter().any(|value| {
            let is_block = matches!(&value.kind, ValueKind::Text(literal) if literal.quoting == Quoting::Block);
            is_block && (value.span.start as usize) < line && offset <= value.span.end as usize
        })
    };
    items.iter().find_map(|item| match item {
        Item::Statement(statement) if in_value(statement) => Some(statement.keyword.text.clone()),
        Item::Statement(statement) => text_block(&statement.block.as_ref()?.items, line, offset),
        Item::Broken(broken) => text_block(&broken.block.as_ref()?.items, line, offset),
        Item::Comment(_) | Item::Blank => None,
    })
}

fn enclosing<'a>(text: &str, items: &'a [Item], offset: usize, limit: usize, found: &mut Vec<Around<'a>>) {
    for (index, item) in items.iter().enumerate() {
        let (statement, keyword, block): (Option<&'a Statement>, &str, &'a Block) = match item {
            Item::Statement(statement) => match &statement.block {
                Some(block) => (Some(statement), &statement.keyword.text, block),
                None => continue,
            },
            Item::Broken(broken) => match &broken.block {
                Some(block) => (None, broken.keyword.as_ref().map_or("", |word| &word.text), block),
                None => continue,
            },
            Item::Comment(_) | Item::Blank => continue,
        };
        let next = items[index + 1..].iter().find_map(start);
        let end = block.close.map_or(next.unwrap_or(limit), |close| close.start as usize);
        if (block.open.end as usize) > offset || offset > end {
            continue;
        }
        // A block that nobody closed ends where a line stands as far to the left as the one that opened it.
        if block.close.is_none()
            && !block.items.is_empty()
            && indent(text, offset) <= indent(text, block.open.start as usize)
        {
            continue;
        }
        let parent = match found.last() {
            Some(around) => around.row.map_or("", |row| row.keyword.as_str()),
            None => FILE,
        };
        let row = vocabulary().row(parent, keyword).or_else(|| meant(parent, keyword));
        let first = statements(&block.items).next();
        let tagged = first.is_some_and(|first| {
            let word = first.keyword.text.as_str();
            is_tag(word) && row.is_some_and(|row| vocabulary().row(&row.keyword, word).is_none())
        });
        let languages = row.is_some_and(|row| row.pattern.has_text() && (tagged || !row.fields));
        found.push(Around { row, statement, items: &block.items, languages });
        return enclosing(text, &block.items, offset, end, found);
    }
}

fn start(item: &Item) -> Option<usize> {
    match item {
        Item::Statement(statement) => Some(statement.span.start as usize),
        Item::Broken(broken) => Some(broken.span.start as usize),
        Item::Comment(comment) => Some(comment.span.start as usize),
        Item::Blank => None,
    }
}

/// How far to the right the line of a place stands; of a blank one, the place.
fn indent(text: &str, offset: usize) -> usize {
    let line = text[..offset].rfind('\n').map_or(0, |end| end + 1);
    let blank = text[line..].chars().take_while(|c| matches!(c, ' ' | '\t')).count();
    if text[line..].trim_start_matches([' ', '\t']).starts_with(['\r', '\n']) { offset - line } else { blank }
}
