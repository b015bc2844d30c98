//! What must stand behind the words at hand so that a line is whole: words of its pattern, and holes for values.

use crate::diagnostic::HOLE;
use crate::model::{Next, next};
use crate::source::FileId;
use crate::syntax::ast::Value;
use crate::syntax::parse;
use crate::vocabulary::{Row, vocabulary};

/// No pattern asks for more parts than these behind a word.
const MOST: usize = 8;

/// What is written in the place of a value, and whether what stood behind it goes.
#[derive(Debug, PartialEq, Eq)]
pub struct Sequel {
    /// The word, with what it asks for behind it.
    pub text: String,
    /// Whether the rest of the line has no place behind that.
    pub replaces: bool,
}

/// A word in a line of a row, between what stands before and behind it.
pub fn of(row: &'static Row, before: &str, word: &str, behind: &str) -> Sequel {
    let mut text = word.to_owned();
    for _ in 0..MOST {
        if is_whole(row, &format!("{before}{text} {behind}")) {
            return Sequel { text, replaces: false };
        }
        match more(row, &format!("{before}{text}")) {
            Some(more) => text = format!("{text} {more}"),
            None => break,
        }
    }
    let replaces = is_whole(row, &format!("{before}{text}"));
    Sequel { text: if replaces { text } else { word.to_owned() }, replaces }
}

/// The ways in which a line that breaks off can go on, each up to where it may end.
pub fn all(row: &'static Row, line: &str) -> Vec<String> {
    let Some((first, false)) = values(line).map(|values| next(row, &values)) else { return Vec::new() };
    first.iter().filter_map(written).map(|word| of(row, &format!("{line} "), &word, "").text).collect()
}

/// What the pattern asks for next; nothing where the line may end.
fn more(row: &'static Row, line: &str) -> Option<String> {
    let (next, ends) = next(row, &values(line)?);
    if ends { None } else { next.iter().find_map(written) }
}

fn written(next: &Next) -> Option<String> {
    match next {
        Next::Word(word) => Some(word.clone()),
        Next::Slot(slot) if matches!(slot.as_str(), "TEXT" | "STRING") => Some(format!("\"{HOLE}\"")),
        Next::Slot(_) => Some(HOLE.to_owned()),
        Next::Scale(_) | Next::Comma => None,
    }
}

fn is_whole(row: &'static Row, line: &str) -> bool {
    values(line).is_some_and(|values| next(row, &values).1)
}

fn values(line: &str) -> Option<Vec<Value>> {
    let (ast, _) = parse(FileId::default(), line, vocabulary());
    ast.statements().next().map(|statement| statement.values.clone())
}
