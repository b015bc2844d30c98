//! Text with holes as an editor fills it: each hole a place to stop at, with the words that may stand there.

use super::candidates::{Known, choices};
use crate::diagnostic::HOLE;
use crate::source::FileId;
use crate::syntax::ast::{Item, ValueKind};
use crate::syntax::parse;
use crate::vocabulary::{Row, vocabulary};

/// More words than these are no choice that can be read through.
const MOST: usize = 40;

/// Statements as they will stand in a block, as a snippet whose places to stop are counted from a number on.
pub fn of_statements(known: &Known<'_>, block: &str, text: &str, first: usize) -> String {
    of_text(text, &chosen(known, block, text), first)
}

/// The words that may stand in the holes of a text, by their places.
pub fn chosen(known: &Known<'_>, block: &str, text: &str) -> Vec<(usize, Vec<String>)> {
    let (ast, _) = parse(FileId::default(), text, vocabulary());
    let mut chosen = Vec::new();
    holes(known, &ast.items, block, &mut chosen);
    chosen
}

/// Any text as a snippet; `chosen` names the words that may stand in a hole, by its place.
pub fn of_text(text: &str, chosen: &[(usize, Vec<String>)], first: usize) -> String {
    let mut snippet = String::with_capacity(text.len() * 2);
    let mut number = first;
    let mut rest = 0;
    for (at, _) in text.match_indices(HOLE) {
        escaped(&text[rest..at], &mut snippet);
        let words = chosen.iter().find(|(place, _)| *place == at).map(|(_, words)| words);
        match words.filter(|words| !words.is_empty() && words.len() <= MOST) {
            Some(words) => {
                let words: Vec<String> = words
                    .iter()
                    .map(|word| word.replace('\\', "\\\\").replace(',', "\\,").replace('|', "\\|"))
                    .collect();
                // The first is what stands there until the user chooses: nothing is chosen for a text that is signed.
                snippet.push_str(&format!("${{{number}|{HOLE},{}|}}", words.join(",")));
            }
            None => snippet.push_str(&format!("${{{number}:{HOLE}}}")),
        }
        number += 1;
        rest = at + HOLE.len();
    }
    escaped(&text[rest..], &mut snippet);
    // An empty block is there to be filled.
    if number == first { snippet.replacen("{\n}", "{\n  $0\n}", 1) } else { snippet }
}

fn escaped(text: &str, snippet: &mut String) {
    for c in text.chars() {
        if matches!(c, '$' | '\\') {
            snippet.push('\\');
        }
        snippet.push(c);
    }
}

/// The holes that are values, with what may stand in them.
fn holes(known: &Known<'_>, items: &[Item], block: &str, found: &mut Vec<(usize, Vec<String>)>) {
    for item in items {
        let Item::Statement(statement) = item else { continue };
        let row: Option<&'static Row> = vocabulary().row(block, &statement.keyword.text);
        for (index, value) in statement.values.iter().enumerate() {
            let Some(row) = row.filter(|_| value.kind == ValueKind::Bad) else { continue };
            let words = choices(known, row, &statement.values[..index]);
            found.push((value.span.start as usize, words));
        }
        if let Some(own) = &statement.block {
            holes(known, &own.items, &statement.keyword.text, found);
        }
    }
}
