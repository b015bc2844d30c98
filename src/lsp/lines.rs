//! What stands at a place of a file: the lines around it, and the part of the line; also where lines are half typed.

use crate::model::{Arg, Outline};
use crate::source::Span;
use crate::syntax::ast::{Ast, Block, Broken, Item, Statement, Value, Word};

/// A line with what stands in its block.
#[derive(Debug, Clone, Copy)]
pub enum Line<'a> {
    /// One that is a statement.
    Statement(&'a Statement),
    /// One that is none.
    Broken(&'a Broken),
}

impl<'a> Line<'a> {
    /// Its block.
    pub fn block(self) -> Option<&'a Block> {
        match self {
            Self::Statement(statement) => statement.block.as_ref(),
            Self::Broken(broken) => broken.block.as_ref(),
        }
    }

    /// Its first word.
    pub fn keyword(self) -> Option<&'a Word> {
        match self {
            Self::Statement(statement) => Some(&statement.keyword),
            Self::Broken(broken) => broken.keyword.as_ref(),
        }
    }

    /// From its first word to the end of its block.
    pub fn span(self) -> Span {
        match self {
            Self::Statement(statement) => statement.span,
            Self::Broken(broken) => broken.block.as_ref().map_or(broken.span, |block| broken.span.to(extent(block))),
        }
    }
}

/// A block from brace to brace; to its last line where the closing one is missing.
pub fn extent(block: &Block) -> Span {
    let last = block.items.iter().filter_map(line).next_back().map(Line::span);
    block.open.to(block.close.or(last).unwrap_or(block.open))
}

/// The line that an item is, if it is one.
pub fn line(item: &Item) -> Option<Line<'_>> {
    match item {
        Item::Statement(statement) => Some(Line::Statement(statement)),
        Item::Broken(broken) => Some(Line::Broken(broken)),
        Item::Comment(_) | Item::Blank => None,
    }
}

/// The lines around a place, the outermost first.
pub fn around(ast: &Ast, offset: u32) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let mut items = &ast.items;
    while let Some(inner) = items.iter().filter_map(line).find(|line| touches(line.span(), offset)) {
        found.push(inner);
        match inner.block() {
            Some(block) => items = &block.items,
            None => break,
        }
    }
    found
}

/// Whether a place lies in a span or at its end.
pub fn touches(span: Span, offset: u32) -> bool {
    span.start <= offset && offset <= span.end
}

/// The one of some spans that a place lies in, else the one at whose end it lies.
pub fn at<T>(items: impl Iterator<Item = T> + Clone, span: impl Fn(&T) -> Span, offset: u32) -> Option<T> {
    let inside = |item: &T| span(item).start <= offset && offset < span(item).end;
    items.clone().find(inside).or_else(|| items.clone().find(|item| touches(span(item), offset)))
}

/// The value of a statement at a place.
pub fn value(statement: &Statement, offset: u32) -> Option<&Value> {
    at(statement.values.iter(), |value| value.span, offset)
}

/// The statement of the outline that a line is; none where the line was not understood.
pub fn understood(outline: &Outline, keyword: Span) -> Option<usize> {
    outline.all().find(|(_, statement)| statement.at == keyword).map(|(index, _)| index)
}

/// The value of a statement of the outline that covers a place.
pub fn arg(outline: &Outline, index: usize, span: Span) -> Option<&Arg> {
    outline.args(index).iter().find(|arg| arg.span.contains(span))
}
