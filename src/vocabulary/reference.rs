//! The vocabulary as people look it up: in the terminal, and as the page docs/vocabulary.md.

use std::fmt::Write as _;

use super::{FILE, Pattern, Row, SlotKind, Vocabulary};

/// The statute whose elements the rows name.
pub const STATUTE: &str = "22 U.S.C. 7103a(d)(2)";

impl Vocabulary {
    /// The blocks that have statements, in the order of the rows; the file itself first, everywhere last.
    pub fn blocks(&self) -> Vec<&str> {
        let mut blocks = vec![FILE];
        for place in self.rows.iter().flat_map(|row| &row.places) {
            if place != "*" && !blocks.contains(&place.as_str()) {
                blocks.push(place);
            }
        }
        blocks.push("*");
        blocks
    }

    /// The rows of a block itself, without those that may stand everywhere.
    pub fn rows_of<'a>(&'a self, block: &str) -> impl Iterator<Item = &'a Row> {
        let indices = self.places.get(block).map(Vec::as_slice).unwrap_or_default();
        indices.iter().map(|index| &self.rows[*index])
    }

    /// The words of choices that a row takes, each with what it says: the row's own, then those of its slots.
    pub fn choices<'a>(&'a self, row: &'a Row) -> Vec<(&'a str, &'a str)> {
        let mut words: Vec<(&str, &str)> = Vec::new();
        for leaf in row.pattern.leaves() {
            match leaf {
                Pattern::Word(word) => words.push((word, word)),
                Pattern::Slot(slot) | Pattern::List(slot) => {
                    let kind = self.slots.get(slot.name());
                    words
                        .extend(kind.into_iter().flat_map(|kind| &kind.words).map(|word| (slot.name(), word.as_str())));
                }
                _ => {}
            }
        }
        let mut found: Vec<(&str, &str)> =
            words.into_iter().filter_map(|(slot, word)| Some((word, self.meaning(row, slot, word)?))).collect();
        found.dedup_by_key(|(word, _)| *word);
        found
    }

    /// The keyword of any block that was probably meant.
    pub fn nearest_keyword(&self, word: &str) -> Option<&str> {
        crate::nearest::nearest(word, self.rows.iter().map(|row| row.keyword.as_str()))
    }

    /// What the values of a row take, by the name that its pattern gives them, each once.
    pub fn slots_of<'a>(&'a self, row: &'a Row) -> Vec<(&'a str, &'a SlotKind)> {
        let mut names: Vec<&str> = Vec::new();
        for leaf in row.pattern.leaves() {
            if let Pattern::Slot(slot) | Pattern::List(slot) = leaf
                && !names.contains(&slot.name())
            {
                names.push(slot.name());
            }
        }
        names.into_iter().filter_map(|name| Some((name, self.slots.get(name)?))).collect()
    }
}

impl Row {
    /// The statement with its values, as the reference writes it: `plan MONEY in PERIOD`.
    pub fn usage(&self) -> String {
        let block = if self.fields { " {…}" } else { "" };
        format!("{} {}", self.keyword, self.written).trim_end().to_owned() + block
    }

    /// Where it may stand, and how often.
    pub fn stands(&self) -> String {
        let names: Vec<String> = self.places.iter().map(|place| format!("`{place}`")).collect();
        let place = match self.places.as_slice() {
            [place] if place == FILE => "at the top level of the file".to_owned(),
            [place] if place == "*" => "everywhere".to_owned(),
            _ => format!("in {}", names.join(" and ")),
        };
        place + if self.repeats { ", any number of times" } else { ", once" }
    }
}

impl SlotKind {
    /// What may stand there, and how it looks.
    pub fn describe(&self) -> String {
        let known: Vec<String> = self.words.iter().map(|word| format!("`{word}`")).collect();
        let words = if known.len() > 1 { format!(": {}", known.join(", ")) } else { String::new() };
        format!("{}, such as `{}`{words}", self.says, self.example)
    }
}

/// The page docs/vocabulary.md.
pub fn page(vocabulary: &Vocabulary) -> String {
    let mut page = String::from(
        "<!-- Generated from grammar/vocabulary.toml; `UPDATE=1 cargo test docs` writes it. -->\n\n# The vocabulary\n\n\
         Every statement of the language, by the block it stands in. `engross vocabulary WORD` shows the same in the \
         terminal. Words in CAPITALS stand for values (listed at the end), `[ ]` may be missing, `( | )` is a choice, \
         `…` marks a list, `{…}` a block.\n",
    );
    for block in vocabulary.blocks() {
        let title = match block {
            FILE => "At the top level".to_owned(),
            "*" => "Everywhere".to_owned(),
            block => format!("In `{block}`"),
        };
        // Writing to a string does not fail.
        let _ = write!(page, "\n## {title}\n");
        vocabulary.rows_of(block).for_each(|row| entry(&mut page, vocabulary, row));
    }
    page.push_str("\n## Values\n\n| value | is | for example |\n|---|---|---|\n");
    for (name, kind) in &vocabulary.slots {
        let words: Vec<String> = kind.words.iter().map(|word| format!("`{word}`")).collect();
        let words = if words.len() > 1 { format!(": {}", words.join(", ")) } else { String::new() };
        let _ = writeln!(page, "| {name} | {}{words} | `{}` |", kind.says, kind.example);
    }
    page
}

fn entry(page: &mut String, vocabulary: &Vocabulary, row: &Row) {
    let _ = write!(page, "\n### `{}`\n\n{}\n\n", row.usage(), row.help);
    let _ = writeln!(page, "- Stands {}{}.", row.stands(), if row.required { "; required" } else { "" });
    if let Some(default) = &row.default {
        let _ = writeln!(page, "- Where it is missing: {default}.");
    }
    if let Some(element) = &row.element {
        let _ = writeln!(page, "- Meets {STATUTE}{element}.");
    }
    for (word, meaning) in vocabulary.choices(row) {
        let _ = writeln!(page, "- `{word}`: {meaning}");
    }
    let _ = write!(page, "\n```compact\n{}\n```\n", row.example);
}
