//! Every statement of a compact as it was understood, in one flat list: what rules ask about, and where findings point.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::bind::{Bound, Gaps, Node};
use super::fit::{self, ArgValue};
use super::value::{Amount, Duration, Figure, Money, Period, TimeSpan};
use crate::source::Span;
use crate::syntax::ast::Literal;
use crate::vocabulary::{FILE, Row, vocabulary};

/// The statements of a compact, includes put in their places. The first stands for the file itself.
#[derive(Debug, Default, PartialEq)]
pub struct Outline {
    statements: Vec<Statement>,
    args: Vec<Arg>,
    names: HashMap<String, usize>,
    of_keyword: HashMap<&'static str, Vec<usize>>,
}

/// One statement.
#[derive(Debug, PartialEq)]
pub struct Statement {
    /// Its keyword; [`FILE`] for the file itself.
    pub keyword: &'static str,
    /// Its row of the vocabulary; none for the file itself.
    pub row: Option<&'static Row>,
    /// The statement around it.
    pub parent: usize,
    /// From the keyword to the end of the block.
    pub span: Span,
    /// The keyword.
    pub at: Span,
    /// The languages of a text that stands in a block.
    pub texts: Vec<StatementText>,
    /// Whether its own line was not understood.
    pub unknown: bool,
    /// Whether it comes from a private file.
    pub private: bool,
    /// The index behind its last descendant.
    end: usize,
    args: Range<usize>,
    /// Keywords of lines in its block that were not understood.
    broken: Vec<String>,
    /// Whether something in its block was not understood of which no keyword can be told.
    damaged: bool,
}

/// A text of a statement.
#[derive(Debug, PartialEq)]
pub struct StatementText {
    /// The language, as written.
    pub language: String,
    /// What it says.
    pub literal: Literal,
    /// Where.
    pub span: Span,
}

/// One value of a statement.
#[derive(Debug, PartialEq)]
pub struct Arg {
    /// The slot's name in the vocabulary, or the word of the pattern itself.
    pub slot: &'static str,
    /// What it is.
    pub value: Value,
    /// Where.
    pub span: Span,
}

/// What stands in a slot.
#[derive(Debug, PartialEq)]
#[allow(missing_docs, reason = "the variants are the slots of the vocabulary")]
pub enum Value {
    /// A word of the pattern.
    Word,
    /// The identifier that the statement declares.
    Id(String),
    /// A reference, a language, or a word of the slot.
    Name(String),
    Text(Box<Literal>),
    Number(Decimal),
    Figure(Figure),
    Money(Money),
    Amount(Amount),
    Date(Date),
    /// Month and day.
    MonthDay(i8, i8),
    Period(Period),
    Span(TimeSpan),
    Duration(Duration),
    /// The text stands in the block.
    InBlock,
    /// Present, and not understood.
    Unknown,
}

impl Outline {
    pub(super) fn of(bound: Bound<'_>) -> Self {
        let mut outline = Self::default();
        outline.statements.push(Statement {
            keyword: FILE,
            row: None,
            parent: 0,
            span: Span::default(),
            at: Span::default(),
            texts: Vec::new(),
            unknown: false,
            private: false,
            end: 0,
            args: 0..0,
            broken: owned(&bound.gaps),
            damaged: bound.gaps.damaged,
        });
        for node in bound.nodes {
            outline.add(node, 0);
        }
        outline.statements[0].end = outline.statements.len();
        let top: HashSet<&str> = vocabulary().rows_in(FILE).map(|row| row.keyword.as_str()).collect();
        for (index, statement) in outline.statements.iter().enumerate().skip(1) {
            if statement.parent == 0 || !top.contains(statement.keyword) {
                outline.of_keyword.entry(statement.keyword).or_default().push(index);
            }
        }
        outline
    }

    fn add(&mut self, node: Node<'_>, parent: usize) {
        let index = self.statements.len();
        if let Some((id, _)) = node.id() {
            self.names.entry(id.to_owned()).or_insert(index);
        }
        let first = self.args.len();
        self.args.extend(node.args.iter().map(arg));
        let texts = node.entries.iter().map(|entry| StatementText {
            language: entry.tag.text.clone(),
            literal: entry.literal.clone(),
            span: entry.span,
        });
        self.statements.push(Statement {
            keyword: &node.row.keyword,
            row: Some(node.row),
            parent,
            span: node.span,
            at: node.keyword,
            texts: texts.collect(),
            unknown: node.unknown,
            private: node.private,
            end: 0,
            args: first..self.args.len(),
            broken: owned(&node.gaps),
            damaged: node.gaps.damaged,
        });
        for child in node.children {
            self.add(child, index);
        }
        self.statements[index].end = self.statements.len();
    }

    /// A statement by its index.
    pub fn get(&self, index: usize) -> Option<&Statement> {
        self.statements.get(index)
    }

    /// All statements with their indices, in the order of the text; the file itself left out.
    pub fn all(&self) -> impl Iterator<Item = (usize, &Statement)> {
        self.statements.iter().enumerate().skip(1)
    }

    /// The statements of a keyword, in the order of the text. `data` of a mechanism is none of the statements `data`: a
    /// keyword of the top level means those that stand there, any other those at every depth.
    pub fn of_keyword(&self, keyword: &str) -> &[usize] {
        self.of_keyword.get(keyword).map(Vec::as_slice).unwrap_or_default()
    }

    /// The statements directly in a block, in the order of the text; those of the file are at 0.
    pub fn children(&self, index: usize) -> impl Iterator<Item = (usize, &Statement)> {
        let end = self.get(index).map_or(0, |statement| statement.end);
        let mut next = index + 1;
        std::iter::from_fn(move || {
            let at = next;
            let child = self.statements.get(at).filter(|_| at < end)?;
            next = child.end;
            Some((at, child))
        })
    }

    /// The statements of a keyword directly in a block.
    pub fn fields<'a>(&'a self, index: usize, keyword: &'a str) -> impl Iterator<Item = (usize, &'a Statement)> {
        self.children(index).filter(move |(_, child)| child.keyword == keyword)
    }

    /// The values on a statement's own line.
    pub fn args(&self, index: usize) -> &[Arg] {
        self.get(index).and_then(|statement| self.args.get(statement.args.clone())).unwrap_or_default()
    }

    /// The identifier that a statement declares, and its place.
    pub fn id(&self, index: usize) -> Option<(&str, Span)> {
        self.args(index).iter().find_map(|arg| match &arg.value {
            Value::Id(id) => Some((id.as_str(), arg.span)),
            _ => None,
        })
    }

    /// The statement that declares an identifier; the first of two.
    pub fn named(&self, id: &str) -> Option<usize> {
        self.names.get(id).copied()
    }

    /// Where a finding about a statement as a whole points: its identifier, else its keyword; the compact's for the file.
    pub fn place(&self, index: usize) -> Span {
        if index == 0 {
            return self.fields(0, "compact").next().map_or(Span::default(), |(compact, _)| self.place(compact));
        }
        self.id(index).map(|(_, span)| span).or(self.get(index).map(|statement| statement.at)).unwrap_or_default()
    }

    /// Whether a part that is missing in a block may have been written and not understood.
    pub fn may_hold(&self, index: usize, keyword: &str) -> bool {
        self.get(index)
            .is_some_and(|block| block.damaged || block.unknown || block.broken.iter().any(|broken| broken == keyword))
    }

    /// Whether all of a block was understood.
    pub fn is_whole(&self, index: usize) -> bool {
        self.get(index).is_some_and(|block| !block.damaged && !block.unknown && block.broken.is_empty())
    }

    /// Whether a part of a block was written and not understood, or a value of it.
    pub fn unread(&self, index: usize, keyword: &str) -> bool {
        let unread = |(field, statement): (usize, &Statement)| {
            statement.unknown || self.args(field).iter().any(|arg| arg.value == Value::Unknown)
        };
        self.may_hold(index, keyword) || self.fields(index, keyword).any(unread)
    }

    /// The statement to which a finding would point at a place: the other way round than [`Outline::place`].
    pub fn at(&self, place: Span) -> Option<usize> {
        self.all().map(|(index, _)| index).find(|index| self.place(*index) == place)
    }

    /// The statement whose keyword stands at a place.
    pub fn at_keyword(&self, place: Span) -> Option<usize> {
        self.all().find(|(_, statement)| statement.at == place).map(|(index, _)| index)
    }

    /// The values on the line of a part of a block; the part's keyword where it has none.
    pub fn values(&self, index: usize, keyword: &str) -> Option<Span> {
        let (field, statement) = self.fields(index, keyword).next()?;
        let args = self.args(field);
        Some(args.first().zip(args.last()).map_or(statement.at, |(first, last)| first.span.to(last.span)))
    }

    /// A value of the statement that fills a span; the span where there is none.
    pub fn value_in(&self, span: Span, slot: &str) -> Span {
        let found = self.all().find(|(_, statement)| statement.span == span);
        let args = found.map(|(index, _)| self.args(index)).unwrap_or_default();
        args.iter().find(|arg| arg.slot == slot).map_or(span, |arg| arg.span)
    }

    /// The innermost statement around a place; 0 where there is none.
    pub fn around(&self, span: Span) -> usize {
        let inside = self.all().filter(|(_, statement)| statement.span.contains(span));
        inside.map(|(index, _)| index).last().unwrap_or(0)
    }

    /// The path to a statement, as keywords with identifiers: `objective protect / text`. It outlives changes of lines.
    pub fn path(&self, index: usize) -> String {
        let mut parts = Vec::new();
        let mut at = index;
        while let Some(statement) = self.get(at).filter(|_| at != 0) {
            parts.push(match self.id(at) {
                Some((id, _)) => format!("{} {id}", statement.keyword),
                None => statement.keyword.to_owned(),
            });
            at = statement.parent;
        }
        parts.reverse();
        parts.join(" / ")
    }
}

fn owned(gaps: &Gaps<'_>) -> Vec<String> {
    gaps.keywords.iter().map(|keyword| (*keyword).to_owned()).collect()
}

fn arg(arg: &fit::Arg<'_>) -> Arg {
    let value = match &arg.value {
        ArgValue::Word => Value::Word,
        ArgValue::Id(id) => Value::Id((*id).to_owned()),
        ArgValue::Name(name) | ArgValue::Tag(name) => Value::Name((*name).to_owned()),
        ArgValue::Text(literal) => Value::Text(Box::new((*literal).clone())),
        ArgValue::Number(number) => Value::Number(*number),
        ArgValue::Figure(figure) => Value::Figure(*figure),
        ArgValue::Money(money) => Value::Money(*money),
        ArgValue::Amount(amount) => Value::Amount(*amount),
        ArgValue::Date(date) => Value::Date(*date),
        ArgValue::MonthDay { month, day } => Value::MonthDay(*month, *day),
        ArgValue::Period(period) => Value::Period(*period),
        ArgValue::Span(span) => Value::Span(*span),
        ArgValue::Duration(duration) => Value::Duration(*duration),
        ArgValue::InBlock => Value::InBlock,
        ArgValue::Unknown => Value::Unknown,
    };
    Arg { slot: arg.slot, value, span: arg.span }
}
