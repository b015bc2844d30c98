//! Values meet a pattern: each is read as what its slot takes, or the place where they part is reported.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::slot;
use super::value::{Amount, Duration, Figure, Money, Period, TimeSpan};
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::source::Span;
use crate::syntax::ast::{Literal, Statement, Value, ValueKind};
use crate::vocabulary::{Pattern, Row, Slot, Vocabulary};

/// One value in its slot.
#[derive(Debug, Clone)]
pub(super) struct Arg<'a> {
    /// The slot's name, or the word itself.
    pub slot: &'a str,
    pub value: ArgValue<'a>,
    pub span: Span,
}

/// What was read.
#[derive(Debug, Clone)]
pub(super) enum ArgValue<'a> {
    /// A word of the pattern.
    Word,
    /// A declared identifier.
    Id(&'a str),
    /// A word of a named slot: a reference or one of its words.
    Name(&'a str),
    /// A string or a text block.
    Text(&'a Literal),
    Number(Decimal),
    Figure(Figure),
    Money(Money),
    Amount(Amount),
    Date(Date),
    MonthDay {
        month: i8,
        day: i8,
    },
    Period(Period),
    Span(TimeSpan),
    Duration(Duration),
    Tag(&'a str),
    /// The text stands in the block.
    InBlock,
    /// Present, reported, unknown.
    Unknown,
}

/// What came of fitting.
pub(super) struct Fitted<'a> {
    /// The values; none where they do not fit.
    pub args: Option<Vec<Arg<'a>>>,
    pub findings: Vec<Diagnostic>,
}

/// Fits the values of a statement into its row's pattern.
pub(super) fn fit<'a>(
    row: &'a Row,
    statement: &'a Statement,
    in_block: bool,
    vocabulary: &'a Vocabulary,
) -> Fitted<'a> {
    let mut fitter = Fitter {
        values: &statement.values,
        in_block,
        vocabulary,
        args: Vec::new(),
        findings: Vec::new(),
        furthest: 0,
        expected: Vec::new(),
    };
    let end = fitter.pattern(&row.pattern, 0);
    if end == Some(statement.values.len()) {
        let text_twice =
            in_block && fitter.args.iter().any(|arg| arg.slot == "TEXT" && matches!(arg.value, ArgValue::Text(_)));
        if text_twice {
            let finding =
                Diagnostic::error("SYN006", statement.head(), "the text is given twice: on the line and in the block");
            fitter.findings.push(finding.help("keep one of the two"));
        }
        return Fitted { args: Some(fitter.args), findings: fitter.findings };
    }
    if statement.values.iter().any(is_bad) {
        // The value that could not be read has been reported.
        return Fitted { args: None, findings: Vec::new() };
    }
    if let Some(end) = end {
        fitter.expect(end, Expected::End);
    }
    Fitted { args: None, findings: vec![fitter.explain(row, statement)] }
}

fn is_bad(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Bad => true,
        ValueKind::Range(from, to) => is_bad(from) || is_bad(to),
        _ => false,
    }
}

/// What might have stood at the place where the values and the pattern part.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Expected {
    Word(String),
    Slot(String),
    Comma,
    End,
}

struct Fitter<'a> {
    values: &'a [Value],
    in_block: bool,
    vocabulary: &'a Vocabulary,
    args: Vec<Arg<'a>>,
    findings: Vec<Diagnostic>,
    furthest: usize,
    expected: Vec<Expected>,
}

impl<'a> Fitter<'a> {
    /// Fits a pattern from a position on; returns the position behind it.
    fn pattern(&mut self, pattern: &'a Pattern, at: usize) -> Option<usize> {
        match pattern {
            Pattern::Word(word) => match self.values.get(at) {
                Some(Value { kind: ValueKind::Word(written), span }) if written == word => {
                    self.args.push(Arg { slot: word, value: ArgValue::Word, span: *span });
                    Some(at + 1)
                }
                _ => self.fail(at, Expected::Word(word.clone())),
            },
            Pattern::Slot(slot) => self.slot(slot, at),
            Pattern::List(slot) => {
                let mut at = self.slot(slot, at)?;
                while matches!(self.values.get(at), Some(Value { kind: ValueKind::Comma, .. })) {
                    at = self.slot(slot, at + 1)?;
                }
                self.expect(at, Expected::Comma);
                Some(at)
            }
            Pattern::Sequence(parts) => parts.iter().try_fold(at, |at, part| self.pattern(part, at)),
            Pattern::Choice(parts) => {
                let (args, findings) = (self.args.len(), self.findings.len());
                parts.iter().find_map(|part| {
                    self.args.truncate(args);
                    self.findings.truncate(findings);
                    self.pattern(part, at)
                })
            }
            Pattern::Optional(part) => {
                let (args, findings) = (self.args.len(), self.findings.len());
                self.pattern(part, at).or_else(|| {
                    self.args.truncate(args);
                    self.findings.truncate(findings);
                    Some(at)
                })
            }
        }
    }

    fn slot(&mut self, slot: &'a Slot, at: usize) -> Option<usize> {
        let rest = self.values.get(at..).unwrap_or_default();
        if *slot == Slot::Text && rest.is_empty() && self.in_block {
            let span = self.values.last().map_or(Span::default(), |value| value.span);
            self.args.push(Arg { slot: slot.name(), value: ArgValue::InBlock, span });
            return Some(at);
        }
        match slot::read(slot, rest, self.vocabulary, &mut self.findings) {
            Some((value, taken)) => {
                let taken_values = rest.get(..taken).unwrap_or_default();
                let span = match (taken_values.first(), taken_values.last()) {
                    (Some(first), Some(last)) => first.span.to(last.span),
                    _ => Span::default(),
                };
                self.args.push(Arg { slot: slot.name(), value, span });
                Some(at + taken)
            }
            None => {
                let kind = self.vocabulary.slot(slot.name());
                for word in slot::words(slot, kind) {
                    self.expect(at, Expected::Word(word.to_owned()));
                }
                if kind.is_none_or(|kind| kind.words.is_empty() || !kind.refers.is_empty() || kind.string) {
                    self.expect(at, Expected::Slot(slot.name().to_owned()));
                }
                None
            }
        }
    }

    fn fail(&mut self, at: usize, expected: Expected) -> Option<usize> {
        self.expect(at, expected);
        None
    }

    fn expect(&mut self, at: usize, expected: Expected) {
        if at > self.furthest {
            self.furthest = at;
            self.expected.clear();
        }
        if at == self.furthest && !self.expected.contains(&expected) {
            self.expected.push(expected);
        }
    }

    /// Says what is wrong where values and pattern part.
    fn explain(&self, row: &Row, statement: &Statement) -> Diagnostic {
        let shape = format!("{} {}", row.keyword, row.written);
        let help =
            format!("it is written `{}`, as in `{}`", shape.trim_end(), row.example.lines().next().unwrap_or_default());
        let wanted = self.wanted();
        let Some(value) = self.values.get(self.furthest) else {
            let (after, span) = match self.values.last() {
                Some(last) => (self.written(last), last.span),
                None => (format!("`{}`", row.keyword), statement.keyword.span),
            };
            let end = Span { start: span.end, ..span };
            let span = if self.values.is_empty() { span } else { Span { start: statement.keyword.span.start, ..end } };
            return Diagnostic::error("SYN005", span, format!("after {after} is missing: {wanted}")).help(help);
        };
        let found = self.written(value);
        let ValueKind::Word(word) = &value.kind else {
            return if self.expected == [Expected::End] || self.only_more() {
                Diagnostic::error("SYN003", value.span, format!("{found} is one value too many")).help(help)
            } else {
                Diagnostic::error("SYN003", value.span, format!("{found} stands where {wanted} is expected")).help(help)
            };
        };
        let words = self.expected.iter().filter_map(|expected| match expected {
            Expected::Word(word) => Some(word.as_str()),
            _ => None,
        });
        let meant = nearest(word, words.clone());
        let rule = if words.clone().next().is_some() { "SYN002" } else { "SYN003" };
        let message = if self.expected == [Expected::End] || (self.only_more() && meant.is_none()) {
            format!("{found} is one value too many")
        } else {
            format!("{found} stands where {wanted} is expected")
        };
        let finding = Diagnostic::error(rule, value.span, message);
        match meant {
            Some(meant) => finding
                .help(format!("did you mean `{meant}`?"))
                .fix(format!("write `{meant}`"), vec![(value.span, meant.to_owned())]),
            None => finding.help(help),
        }
    }

    /// Whether nothing need have followed: only a comma or the end was expected.
    fn only_more(&self) -> bool {
        self.expected.iter().all(|expected| matches!(expected, Expected::End | Expected::Comma))
    }

    fn wanted(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        for expected in &self.expected {
            let part = match expected {
                Expected::Word(word) => format!("`{word}`"),
                Expected::Slot(name) => match self.vocabulary.slot(name) {
                    Some(slot) => format!("{} (such as `{}`)", slot.says, slot.example),
                    None => continue,
                },
                Expected::Comma | Expected::End => continue,
            };
            parts.push(part);
        }
        match parts.split_last() {
            None => "the end of the line".into(),
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        }
    }

    fn written(&self, value: &Value) -> String {
        match &value.kind {
            ValueKind::Word(word) => format!("`{word}`"),
            ValueKind::Number(number) => format!("`{}`", number.written),
            ValueKind::Percent(number) => format!("`{}%`", number.written),
            ValueKind::Date(date) => format!("`{date}`"),
            ValueKind::MonthDay { month, day } => format!("`{month:02}-{day:02}`"),
            ValueKind::Text(_) => "a text".into(),
            ValueKind::Range(..) => "a span".into(),
            ValueKind::Comma => "a comma".into(),
            ValueKind::Bad => "this value".into(),
        }
    }
}
