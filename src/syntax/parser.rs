//! One line at a time through the grammar: the only file that names pest.

use pest::Parser as _;
use pest::iterators::Pair;
use pest_derive::Parser;
use unicode_normalization::UnicodeNormalization;

use super::ast::{Comment, Literal, Quoting, Value, ValueKind, Word};
use super::{literal, scalar};
use crate::diagnostic::{Diagnostic, HOLE};
use crate::source::{FileId, Span};

#[derive(Parser)]
#[grammar = "grammar/compact.pest"]
struct Grammar;

/// What one line says.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// The brace of a line that ends a block.
    pub close: Option<Span>,
    /// The first word.
    pub keyword: Option<Word>,
    /// A colon or an equals sign behind the first word, which does not belong there.
    pub colon: Option<Span>,
    /// The values; a mark that opens a text block comes as an empty block text, last.
    pub values: Vec<Value>,
    /// The brace that opens a block, and the one that shuts an empty one on the same line.
    pub open: Option<(Span, Option<Span>)>,
    /// The comment.
    pub comment: Option<Comment>,
    /// The comments of the lines in which a list goes on.
    pub continued: Vec<Comment>,
    /// Whether it is a part of a line that goes on behind it, so that it cannot go on in the next.
    pub part: bool,
    /// Whether a value has been reported that is taken for a word all the same.
    pub doubtful: bool,
}

impl Line {
    /// The place of the mark that opens a text block, where the line ends with one.
    pub fn text_mark(&self) -> Option<Span> {
        self.values.last().filter(|value| !self.part && is_mark(value)).map(|value| value.span)
    }

    /// The place of a comma that the next line goes on after.
    pub fn trailing_comma(&self) -> Option<Span> {
        let last = self.values.last()?;
        (!self.part && self.open.is_none() && last.kind == ValueKind::Comma).then_some(last.span)
    }
}

fn is_mark(value: &Value) -> bool {
    matches!(&value.kind, ValueKind::Text(literal) if literal.quoting == Quoting::Block && literal.origin.is_empty())
}

/// Where a line begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    /// The file.
    pub file: FileId,
    /// Byte offset of the line in it.
    pub offset: usize,
}

impl At {
    pub(super) fn span(self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.offset + start, self.offset + end)
    }
}

/// Reads a line; `None` where it is no line of the language.
pub(super) fn line(text: &str, at: At, diagnostics: &mut Vec<Diagnostic>) -> Option<Line> {
    read(Rule::line, text, at, diagnostics)
}

/// Reads the values of a line that continues a list.
pub(super) fn continuation(text: &str, at: At, diagnostics: &mut Vec<Diagnostic>) -> Option<Line> {
    read(Rule::continuation, text, at, diagnostics)
}

/// Reads as much of a broken line as can be understood, and tells where that ends.
pub(super) fn prefix(text: &str, at: At) -> (Line, usize) {
    let end = Grammar::parse(Rule::prefix, text).ok().map_or(0, |pairs| pairs.as_str().len());
    (read(Rule::prefix, text, at, &mut Vec::new()).unwrap_or_default(), end)
}

fn read(rule: Rule, text: &str, at: At, diagnostics: &mut Vec<Diagnostic>) -> Option<Line> {
    let pairs = Grammar::parse(rule, text).ok()?.next()?.into_inner();
    let mut line = Line::default();
    for pair in pairs {
        part(pair, at, &mut line, diagnostics);
    }
    Some(line)
}

/// Adds one part of a line. The match is exhaustive, so that a new rule of the grammar is not forgotten here.
fn part(pair: Pair<'_, Rule>, at: At, line: &mut Line, diagnostics: &mut Vec<Diagnostic>) {
    let span = place(&pair, at);
    match pair.as_rule() {
        Rule::statement => {
            for inner in pair.into_inner() {
                part(inner, at, line, diagnostics);
            }
        }
        Rule::keyword => {
            for inner in pair.into_inner() {
                part(inner, at, line, diagnostics);
            }
        }
        Rule::name => line.keyword = Some(Word { text: normal(pair.as_str()), span }),
        Rule::colon => line.colon = Some(span),
        Rule::close => line.close = Some(span),
        Rule::open => {
            let open = Span { end: span.start + 1, ..span };
            line.open = Some((open, pair.into_inner().next().map(|shut| place(&shut, at))));
        }
        Rule::comment => line.comment = Some(Comment { text: pair.as_str().trim_end().to_owned(), span }),
        Rule::text_mark
        | Rule::string
        | Rule::curly
        | Rule::range
        | Rule::date
        | Rule::month_day
        | Rule::percent
        | Rule::number
        | Rule::digits
        | Rule::word
        | Rule::comma => line.values.push(value(pair, at, diagnostics)),
        Rule::junk if pair.as_str() == HOLE => {
            diagnostics.push(scalar::hole(span));
            line.values.push(Value { kind: ValueKind::Bad, span });
        }
        Rule::foreign | Rule::junk => {
            let text = pair.as_str();
            // Of words without quotes the first is reported, and not each that has a sign in it.
            let wordy = !text.starts_with(|c: char| c.is_ascii_digit() || scalar::is_currency_sign(c));
            if !(wordy && line.doubtful) {
                diagnostics.push(scalar::junk(text, span));
            }
            line.doubtful |= wordy;
            let kind = scalar::word_in(text).map_or(ValueKind::Bad, |word| ValueKind::Word(normal(word)));
            line.values.push(Value { kind, span });
        }
        Rule::line
        | Rule::continuation
        | Rule::prefix
        | Rule::values
        | Rule::value
        | Rule::shut
        | Rule::end
        | Rule::stop
        | Rule::apart
        | Rule::tail
        | Rule::junk_tail
        | Rule::ws
        | Rule::EOI => {}
    }
}

fn value(pair: Pair<'_, Rule>, at: At, diagnostics: &mut Vec<Diagnostic>) -> Value {
    let span = place(&pair, at);
    let text = pair.as_str();
    let kind = match pair.as_rule() {
        Rule::text_mark => ValueKind::Text(Literal {
            text: String::new(),
            quoting: Quoting::Block,
            plain: Vec::new(),
            origin: Vec::new(),
            file: at.file,
        }),
        Rule::string => ValueKind::Text(literal::string(text, span, Quoting::Straight, diagnostics)),
        Rule::curly => ValueKind::Text(literal::string(text, span, Quoting::Curly, diagnostics)),
        Rule::range => {
            let mut ends = pair.into_inner().map(|end| value(end, at, diagnostics));
            match (ends.next(), ends.next()) {
                (Some(from), Some(to)) => ValueKind::Range(Box::new(from), Box::new(to)),
                _ => ValueKind::Bad,
            }
        }
        Rule::date => scalar::date(text, span, diagnostics),
        Rule::month_day => scalar::month_day(text, span, diagnostics),
        Rule::percent => scalar::percent(text, span, diagnostics),
        Rule::number | Rule::digits => scalar::number(text, span, diagnostics),
        Rule::word => ValueKind::Word(normal(text)),
        Rule::comma => ValueKind::Comma,
        _ => ValueKind::Bad,
    };
    Value { kind, span }
}

fn place(pair: &Pair<'_, Rule>, at: At) -> Span {
    let span = pair.as_span();
    at.span(span.start(), span.end())
}

/// Words are compared in normal form C; most are ASCII and are it already.
fn normal(word: &str) -> String {
    if word.is_ascii() { word.to_owned() } else { word.nfc().collect() }
}
