//! What was written: statements, values and their places, with the comments and blank lines between them. No meaning yet.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::source::{FileId, Span};

/// One file as it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Ast {
    /// The file.
    pub file: FileId,
    /// Its lines, from the top.
    pub items: Vec<Item>,
}

impl Ast {
    /// The statements at top level.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        statements(&self.items)
    }
}

/// The statements among items.
pub fn statements(items: &[Item]) -> impl Iterator<Item = &Statement> {
    items.iter().filter_map(|item| match item {
        Item::Statement(statement) => Some(statement),
        Item::Broken(_) | Item::Comment(_) | Item::Blank => None,
    })
}

/// One line, or a statement with its block.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A statement.
    Statement(Statement),
    /// A line that is no statement; it has been reported.
    Broken(Broken),
    /// A comment on a line of its own.
    Comment(Comment),
    /// One or more blank lines.
    Blank,
}

/// `keyword value value { … }  # comment`
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The first word.
    pub keyword: Word,
    /// What follows it on the line, commas included.
    pub values: Vec<Value>,
    /// The block in braces.
    pub block: Option<Block>,
    /// The comment at the end of the (first) line.
    pub comment: Option<Comment>,
    /// The comments of the lines in which a list goes on.
    pub continued: Vec<Comment>,
    /// Whether something on its line has been reported, so that more would only follow from that.
    pub doubtful: bool,
    /// From the keyword to the last value or the closing brace.
    pub span: Span,
}

impl Statement {
    /// The statement's own line: keyword and values, without the block.
    pub fn head(&self) -> Span {
        self.values.last().map_or(self.keyword.span, |last| self.keyword.span.to(last.span))
    }
}

/// A word with its place; in Unicode normal form C.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// `{ … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// The lines inside.
    pub items: Vec<Item>,
    /// The opening brace.
    pub open: Span,
    /// The closing brace; none where it is missing.
    pub close: Option<Span>,
    /// The comment behind the closing brace.
    pub comment: Option<Comment>,
}

/// A line that could not be understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Broken {
    /// The keyword it began with, where it began with one: that part counts as present and unknown.
    pub keyword: Option<Word>,
    /// The words after the keyword, perhaps identifiers: references to them are not unknown.
    pub names: Vec<Word>,
    /// The line as it stands, trimmed; kept by the formatter.
    pub text: String,
    /// The line, trimmed.
    pub span: Span,
    /// The block it opened, where it ended in a brace.
    pub block: Option<Block>,
}

/// `# …`, without the line end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// With its sign, trimmed at the end.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// What it is.
    pub kind: ValueKind,
    /// Where.
    pub span: Span,
}

/// The kinds of value that can be told apart by their looks.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueKind {
    /// A word: an identifier, a choice, a currency code, a language tag, a unit.
    Word(String),
    /// A string or a text block.
    Text(Literal),
    /// A number with well-formed groups.
    Number(Number),
    /// A number with a percent sign.
    Percent(Number),
    /// A calendar date.
    Date(Date),
    /// A month and a day.
    MonthDay {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// `a..b`
    Range(Box<Value>, Box<Value>),
    /// A comma.
    Comma,
    /// A value that has been reported: present, but unknown.
    Bad,
}

/// A number, exact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Its value.
    pub value: Decimal,
    /// As it was written, for the formatter and for messages.
    pub written: String,
}

/// How a text was delimited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    /// `"…"`
    Straight,
    /// `“…”`
    Curly,
    /// `"""` on lines of its own.
    Block,
}

/// A text as written, its escapes read and its indentation removed, with a map back to the source.
#[derive(Debug, Clone, PartialEq)]
pub struct Literal {
    /// The content. In a text block the escapes stand, since Markdown reads them.
    pub text: String,
    /// How it was delimited.
    pub quoting: Quoting,
    /// Offsets of plain `@` signs, written `\@` in a string.
    pub plain: Vec<usize>,
    /// Where pieces of `text` begin, in `text` and in the source, ascending.
    pub origin: Vec<(u32, u32)>,
    /// The file.
    pub file: FileId,
}

impl Literal {
    /// The place in the source of a range of `text`.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        let at = |offset: usize| {
            let offset = u32::try_from(offset).unwrap_or(u32::MAX);
            let piece = self.origin.partition_point(|(from, _)| *from <= offset).saturating_sub(1);
            self.origin.get(piece).map_or(0, |(from, to)| to + (offset - from.min(&offset))) as usize
        };
        // The end lies behind the last character, not where the next piece begins.
        let end = if range.end > range.start { at(range.end - 1) + 1 } else { at(range.end) };
        Span::new(self.file, at(range.start), end)
    }
}
