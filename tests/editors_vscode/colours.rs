//! The words that the extension colours are those of the vocabulary; `UPDATE=1` writes them into its grammar.

use std::collections::BTreeSet;

use engross::vocabulary::{FILE, Pattern, Row, Slot, vocabulary};

use crate::support::root;

const GRAMMAR: &str = "editors/vscode/syntaxes/compact.tmLanguage.json";

type Words = BTreeSet<String>;

/// Whether it may stand at top level, where a reader looks for it first.
fn opens(row: &Row) -> bool {
    row.places.iter().any(|place| place == FILE || place == "*")
}

/// Whether its first value declares a name.
fn declares(row: &Row) -> bool {
    let mut first = &row.pattern;
    while let Pattern::Sequence(parts) = first {
        let Some(part) = parts.first() else { return false };
        first = part;
    }
    match first {
        Pattern::Optional(inner) => matches!(**inner, Pattern::Slot(Slot::Id)),
        other => *other == Pattern::Slot(Slot::Id),
    }
}

/// The words of a pattern that stand for themselves: those that join values, and those that are chosen.
fn words(pattern: &Pattern, chosen: bool, joins: &mut Words, choices: &mut Words) {
    match pattern {
        Pattern::Word(word) if chosen => drop(choices.insert(word.clone())),
        Pattern::Word(word) => drop(joins.insert(word.clone())),
        Pattern::Slot(slot) | Pattern::List(slot) => {
            choices.extend(vocabulary().slot(slot.name()).into_iter().flat_map(|kind| kind.words.iter().cloned()));
        }
        Pattern::Sequence(parts) => parts.iter().for_each(|part| words(part, false, joins, choices)),
        Pattern::Choice(parts) => parts.iter().for_each(|part| words(part, true, joins, choices)),
        Pattern::Optional(inner) => words(inner, false, joins, choices),
    }
}

/// The lists of the grammar, by name.
fn lists() -> [(&'static str, Words); 6] {
    let rows = vocabulary().rows();
    let keywords = |wanted: &dyn Fn(&Row) -> bool| -> Words {
        rows.iter().filter(|row| wanted(row)).map(|row| row.keyword.clone()).collect()
    };
    let statements = keywords(&opens);
    let fields: Words = keywords(&|row| !opens(row)).difference(&statements).cloned().collect();
    let (mut joins, mut choices) = (Words::new(), Words::new());
    for row in rows {
        // A statement that is one word and nothing else, such as `status provisional`, is a choice of one.
        words(&row.pattern, matches!(row.pattern, Pattern::Word(_)), &mut joins, &mut choices);
    }
    let choices = choices.difference(&joins).cloned().collect();
    [
        ("declaring", keywords(&|row| opens(row) && declares(row))),
        ("naming", keywords(&|row| !opens(row) && declares(row)).difference(&statements).cloned().collect()),
        ("statements", statements),
        ("fields", fields),
        ("connectors", joins),
        ("choices", choices),
    ]
}

#[test]
fn the_grammar_has_the_words_of_the_vocabulary() {
    let path = root().join(GRAMMAR);
    let written = std::fs::read_to_string(&path).unwrap();
    let mut wanted = written.clone();
    for (name, words) in lists() {
        let mark = format!("(?<{name}>");
        let from = wanted.find(&mark).unwrap_or_else(|| panic!("no {mark} in {GRAMMAR}")) + mark.len();
        let to = from + wanted[from..].find(')').expect("a group ends");
        wanted.replace_range(from..to, &words.into_iter().collect::<Vec<_>>().join("|"));
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &wanted).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written == wanted, "{GRAMMAR} is stale: `UPDATE=1 cargo test editors_vscode` writes it");
}
