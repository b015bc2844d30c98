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
    pub slot: &'static str,
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
    row: &'static Row,
    statement: &'a Statement,
    in_block: bool,
    vocabulary: &'static Vocabulary,
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
    if statement.doubtful || statement.values.iter().any(is_bad) {
        // What could not be read has been reported.
        return Fitted { args: None, findings: Vec::new() };
    }
    if let Some(end) = end {
        fitter.expect(end, Expected::End);
    }
    Fitted { args: None, findings: vec![fitter.explain(row, statement)] }
}

/// What may stand behind values that a statement begins with; nothing where they do not fit themselves. And whether the
/// statement may end there.
pub(super) fn behind(row: &'static Row, values: &[Value], vocabulary: &'static Vocabulary) -> (Vec<Expected>, bool) {
    let mut fitter = Fitter {
        values,
        in_block: false,
        vocabulary,
        args: Vec::new(),
        findings: Vec::new(),
        furthest: 0,
        expected: Vec::new(),
    };
    let ends = fitter.pattern(&row.pattern, 0) == Some(values.len());
    let expected = if fitter.furthest == values.len() { fitter.expected } else { Vec::new() };
    (expected, ends)
}

fn is_text(value: &Value) -> bool {
    matches!(value.kind, ValueKind::Text(_))
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
pub(super) enum Expected {
    Word(String),
    Slot(String),
    /// `million`, which may follow money.
    Scale(&'static str),
    Comma,
    End,
}

struct Fitter<'a> {
    values: &'a [Value],
    in_block: bool,
    vocabulary: &'static Vocabulary,
    args: Vec<Arg<'a>>,
    findings: Vec<Diagnostic>,
    furthest: usize,
    expected: Vec<Expected>,
}

impl<'a> Fitter<'a> {
    /// Fits a pattern from a position on; returns the position behind it.
    fn pattern(&mut self, pattern: &'static Pattern, at: usize) -> Option<usize> {
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

    fn slot(&mut self, slot: &'static Slot, at: usize) -> Option<usize> {
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
                for word in slot::scales(slot, taken_values) {
                    self.expect(at + taken, Expected::Scale(word));
                }
                Some(at + taken)
            }
            None => {
                match slot::begun(slot, rest) {
                    Some((taken, slot::Next::Words(words))) => {
                        for word in words {
                            self.expect(at + taken, Expected::Word((*word).to_owned()));
                        }
                        return None;
                    }
                    Some((taken, slot::Next::Slot(name))) => {
                        return self.fail(at + taken, Expected::Slot(name.to_owned()));
                    }
                    None => {}
                }
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
    fn explain(&self, row: &'static Row, statement: &Statement) -> Diagnostic {
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
        let words: Vec<&str> = (self.expected.iter())
            .filter_map(|expected| match expected {
                Expected::Word(word) => Some(word.as_str()),
                Expected::Scale(word) => Some(*word),
                _ => None,
            })
            .collect();
        let slip = self.slip(value, &words);
        if let Some((meant, span)) = &slip {
            let wanted = if self.only_more() { format!("`{meant}`") } else { wanted };
            return Diagnostic::error("SYN002", value.span, format!("{found} stands where {wanted} is expected"))
                .meant(meant, *span);
        }
        if let Some(finding) = self.comma_missing(row, value) {
            return finding;
        }
        let help = self.likely(value).unwrap_or(help);
        if self.only_more() {
            return Diagnostic::error("SYN003", value.span, format!("{found} is one value too many")).help(help);
        }
        let word = matches!(value.kind, ValueKind::Word(_)) && !words.is_empty();
        let rule = if word { "SYN002" } else { "SYN003" };
        Diagnostic::error(rule, value.span, format!("{found} stands where {wanted} is expected")).help(help)
    }

    /// The word of the language that was probably meant, and what it would replace; `up to` is `up-to`.
    fn slip(&self, value: &Value, words: &[&str]) -> Option<(String, Span)> {
        let ValueKind::Word(word) = &value.kind else { return None };
        if let Some(Value { kind: ValueKind::Word(next), span }) = self.values.get(self.furthest + 1) {
            let joined = format!("{word}-{next}");
            if words.contains(&joined.as_str()) {
                return Some((joined, value.span.to(*span)));
            }
        }
        nearest(word, words.iter().copied()).map(|meant| (meant.to_owned(), value.span))
    }

    /// Two values of a list without a comma between: with one, all would fit.
    fn comma_missing(&self, row: &'static Row, value: &Value) -> Option<Diagnostic> {
        let choices = self.expected.iter().filter(|expected| matches!(expected, Expected::Word(_))).count();
        if !self.expected.contains(&Expected::Comma) || choices > 1 {
            return None;
        }
        let before = self.values.get(self.furthest.checked_sub(1)?)?;
        let mut values = self.values.to_vec();
        values.insert(self.furthest, Value { kind: ValueKind::Comma, span: value.span.head() });
        let mut fitter =
            Fitter { values: &values, args: Vec::new(), findings: Vec::new(), expected: Vec::new(), ..*self };
        let end = fitter.pattern(&row.pattern, 0)?;
        // Of several that are missing each would be a finding of its own: the first says it.
        if end <= self.furthest {
            return None;
        }
        let message = format!("a comma is missing between {} and {}", self.written(before), self.written(value));
        let between = Span { start: before.span.end, end: before.span.end, ..before.span };
        Some(
            Diagnostic::error("SYN003", value.span, message)
                .help("commas separate the values of a list: `us, pe`")
                .fix("put a comma between", vec![(between, ",".to_owned())]),
        )
    }

    /// A cure for what is often written so.
    fn likely(&self, value: &Value) -> Option<String> {
        let before = self.furthest.checked_sub(1).and_then(|before| self.values.get(before)).map(|value| &value.kind);
        let after = self.values.get(self.furthest + 1).map(|value| &value.kind);
        match (before, &value.kind, after) {
            (Some(ValueKind::Number(_)), ValueKind::Number(_), _) if self.only_more() => {
                Some("a figure has commas between its groups, and no blanks: `5,000,000`".into())
            }
            (_, ValueKind::Number(number), Some(ValueKind::Word(code))) if slot::is_currency(code) => {
                Some(format!("the currency stands before the figure: `{code} {}`", number.written))
            }
            (Some(ValueKind::Text(_)), ValueKind::Word(_), _) if self.values[self.furthest..].iter().any(is_text) => {
                Some("a quotation mark inside a text is written `\\\"`".into())
            }
            (_, ValueKind::Word(_), _) if self.expected.contains(&Expected::Slot("TEXT".into())) => {
                Some("a text stands in double quotes: `\"…\"`".into())
            }
            _ => None,
        }
    }

    /// Whether nothing need have followed: only a comma or the end was expected.
    fn only_more(&self) -> bool {
        self.expected.iter().all(|expected| matches!(expected, Expected::End | Expected::Comma | Expected::Scale(_)))
    }

    fn wanted(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        // A slot that names its own words says them for all.
        let says = |word: &str| {
            let slots = self.expected.iter().filter_map(|expected| match expected {
                Expected::Slot(name) => self.vocabulary.slot(name),
                _ => None,
            });
            slots.into_iter().any(|slot| slot.says.contains(&format!("`{word}`")))
        };
        for expected in &self.expected {
            let part = match expected {
                Expected::Word(word) if says(word) => continue,
                Expected::Word(word) => format!("`{word}`"),
                Expected::Slot(name) => match self.vocabulary.slot(name) {
                    Some(slot) => format!("{} (such as `{}`)", slot.says, slot.example),
                    None => continue,
                },
                Expected::Scale(_) | Expected::Comma | Expected::End => continue,
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
            ValueKind::Text(literal) if literal.text.len() <= 40 && !literal.text.contains('\n') => {
                format!("`\"{}\"`", literal.text)
            }
            ValueKind::Text(_) => "a text".into(),
            ValueKind::Range(..) => "a span".into(),
            ValueKind::Comma => "a comma".into(),
            ValueKind::Bad => "this value".into(),
        }
    }
}
