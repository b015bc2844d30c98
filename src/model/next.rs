//! What may stand next on a half-written line, and which value stands in which slot: for those who help to write.

use super::fit::{self, ArgValue, Expected};
use crate::source::Span;
use crate::syntax::ast::{Statement, Value};
use crate::vocabulary::{Row, vocabulary};

/// What may stand behind some values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// A word of the language.
    Word(String),
    /// What a slot of the vocabulary takes.
    Slot(String),
    /// `thousand`, `million`, `billion`, behind money.
    Scale(&'static str),
    /// A comma: the list goes on.
    Comma,
}

/// What may stand behind the values that a statement of a row begins with; nothing where they do not fit. And whether the
/// line may end there.
pub fn next(row: &'static Row, values: &[Value]) -> (Vec<Next>, bool) {
    let (expected, ends) = fit::behind(row, values, vocabulary());
    let next = expected.into_iter().filter_map(|expected| match expected {
        Expected::Word(word) => Some(Next::Word(word)),
        Expected::Slot(name) => Some(Next::Slot(name)),
        Expected::Scale(word) => Some(Next::Scale(word)),
        Expected::Comma => Some(Next::Comma),
        Expected::End => None,
    });
    (next.collect(), ends)
}

/// A value of a statement, in its slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The slot's name in the vocabulary, or the word of the pattern itself.
    pub slot: &'static str,
    /// Whether it is a word of the pattern.
    pub is_word: bool,
    /// Where it stands.
    pub span: Span,
}

/// The values of a statement in their slots; none where they do not fit.
pub fn parts(row: &'static Row, statement: &Statement) -> Option<Vec<Part>> {
    let args = fit::fit(row, statement, false, vocabulary()).args?;
    let part =
        |arg: fit::Arg<'_>| Part { slot: arg.slot, is_word: matches!(arg.value, ArgValue::Word), span: arg.span };
    Some(args.into_iter().map(part).collect())
}
