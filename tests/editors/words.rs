//! Editors colour the words that the vocabulary has: their lists are written by this test, `UPDATE=1 cargo test editors`.

use std::collections::BTreeSet;

use engross::vocabulary::{FILE, Pattern, Slot, vocabulary};

use super::editors;

/// Words that the program reads in amounts and durations; they stand in no row.
const UNITS: [&str; 13] = [
    "up-to", "at-least", "about", "planned", "thousand", "million", "billion", "year", "years", "month", "months",
    "day", "days",
];

/// The words of the language by what they are for.
#[derive(Default)]
struct Words {
    /// Statements of the top level.
    top: BTreeSet<String>,
    /// Statements of blocks.
    fields: BTreeSet<String>,
    /// Statements that declare the identifier behind them.
    declaring: BTreeSet<String>,
    /// Words between values, and units.
    joining: BTreeSet<String>,
    /// Words to choose from.
    choices: BTreeSet<String>,
    /// Those that begin no statement of the top level.
    choices_inside: BTreeSet<String>,
}

impl Words {
    fn of_the_vocabulary() -> Self {
        let mut words = Self::default();
        words.joining.extend(UNITS.iter().map(|word| (*word).to_owned()));
        for row in vocabulary().rows() {
            let at = |place: &str| row.places.iter().any(|found| found == place);
            if at(FILE) || at("*") {
                words.top.insert(row.keyword.clone());
            }
            if !at(FILE) {
                words.fields.insert(row.keyword.clone());
            }
            if declares(&row.pattern) {
                words.declaring.insert(row.keyword.clone());
            }
            // A pattern of one word is a choice of one.
            words.sort(&row.pattern, matches!(row.pattern, Pattern::Word(_)));
        }
        words.choices.retain(|word| !words.joining.contains(word));
        words.choices_inside = words.choices.difference(&words.top).cloned().collect();
        words
    }

    fn sort(&mut self, pattern: &Pattern, chosen: bool) {
        match pattern {
            Pattern::Word(word) if chosen => drop(self.choices.insert(word.clone())),
            Pattern::Word(word) => drop(self.joining.insert(word.clone())),
            Pattern::Slot(Slot::Named(name)) | Pattern::List(Slot::Named(name)) => {
                let slot = vocabulary().slot(name).expect("it is declared");
                self.choices.extend(slot.words.iter().cloned());
            }
            Pattern::Slot(_) | Pattern::List(_) => {}
            // The first word of a choice is chosen, the others join what follows it.
            Pattern::Choice(choices) => choices.iter().for_each(|choice| match choice {
                Pattern::Sequence(parts) => {
                    parts.iter().enumerate().for_each(|(at, part)| self.sort(part, at == 0));
                }
                other => self.sort(other, true),
            }),
            Pattern::Sequence(parts) => parts.iter().for_each(|part| self.sort(part, false)),
            Pattern::Optional(part) => self.sort(part, false),
        }
    }

    fn list(&self, name: &str) -> &BTreeSet<String> {
        match name {
            "top" => &self.top,
            "fields" => &self.fields,
            "declaring" => &self.declaring,
            "joining" => &self.joining,
            "choices" => &self.choices,
            "choices-inside" => &self.choices_inside,
            other => panic!("there is no list `{other}`"),
        }
    }
}

fn declares(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::Slot(slot) => *slot == Slot::Id,
        Pattern::Sequence(parts) => parts.first().is_some_and(declares),
        Pattern::Optional(part) => declares(part),
        _ => false,
    }
}

/// How a file writes a list: what begins its comments, what begins each line of a list, and what is around each word.
struct Style {
    comment: &'static str,
    line: &'static str,
    quote: &'static str,
}

const SCHEME: Style = Style { comment: ";", line: "    ", quote: "\"" };
/// Each line is a command of its own; what it is for stands behind the list's name.
const VIM: Style = Style { comment: "\"", line: "syntax keyword ", quote: "" };
const LISP: Style = Style { comment: ";;", line: "    ", quote: "\"" };

/// The lists of a text, written anew: they stand between `words: NAME` and `end`, each in a comment of its own line.
fn filled(text: &str, words: &Words, style: &Style) -> String {
    let mut filled = String::new();
    let mut passing = false;
    let (begin, end) = (format!("{} words: ", style.comment), format!("{} end", style.comment));
    for line in text.lines() {
        passing &= line.trim() != end;
        if passing {
            continue;
        }
        filled += line;
        filled.push('\n');
        if let Some(marked) = line.trim().strip_prefix(&begin) {
            passing = true;
            let (name, group) = marked.split_once(' ').map_or((marked, ""), |(name, group)| (name, group));
            let group = if group.is_empty() { String::new() } else { format!("{group} ") };
            let quoted: Vec<String> =
                words.list(name).iter().map(|word| format!("{0}{word}{0}", style.quote)).collect();
            let options = textwrap::Options::new(116 - style.line.len() - group.len())
                .break_words(false)
                .word_separator(textwrap::WordSeparator::AsciiSpace)
                .word_splitter(textwrap::WordSplitter::NoHyphenation);
            for line in textwrap::wrap(&quoted.join(" "), options) {
                filled += &format!("{}{group}{line}\n", style.line);
            }
        }
    }
    filled
}

/// Compares a file with what it should be, or writes it.
fn kept(path: &str, wanted: &str) {
    let file = editors().join(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, wanted).expect("it can be written");
    }
    let found = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(found == wanted, "editors/{path} is stale: `UPDATE=1 cargo test editors::words` writes it");
}

fn read(path: &str) -> String {
    std::fs::read_to_string(editors().join(path)).unwrap_or_else(|error| panic!("editors/{path}: {error}"))
}

/// The files that hold lists, and how they write them.
const LISTS: &[(&str, &Style)] = &[
    ("tree-sitter/queries/highlights.scm", &SCHEME),
    ("tree-sitter/queries/tags.scm", &SCHEME),
    ("zed/languages/compact/outline.scm", &SCHEME),
    ("neovim/syntax/compact.vim", &VIM),
    ("emacs/compact-mode.el", &LISP),
];

#[test]
fn the_lists_of_words_are_those_of_the_vocabulary() {
    let words = Words::of_the_vocabulary();
    for (path, style) in LISTS {
        let text = read(path);
        assert!(text.contains(&format!("{} words: ", style.comment)), "editors/{path} has no list");
        kept(path, &filled(&text, &words, style));
    }
    write_the_dialects();
}

#[test]
fn words_are_told_apart_by_what_they_are_for() {
    let words = Words::of_the_vocabulary();
    let has = |list: &BTreeSet<String>, wanted: &[&str]| wanted.iter().all(|word| list.contains(*word));
    assert!(has(&words.top, &["objective", "include", "allow"]) && !words.top.contains("pillar"));
    assert!(has(&words.fields, &["pillar", "by", "data"]) && !words.fields.contains("objective"));
    assert!(has(&words.declaring, &["objective", "body", "responsibility"]) && !words.declaring.contains("term"));
    assert!(has(&words.joining, &["for", "of", "years", "up-to", "private"]));
    assert!(has(&words.choices, &["assisting", "draft", "provisional", "to-be-set", "annually", "sex"]));
    assert!(words.choices.is_disjoint(&words.joining));
    let text = "a\n; words: top\nold\n; end\nb\n";
    let once = filled(text, &words, &SCHEME);
    assert!(once.contains("\"objective\"") && !once.contains("old") && once.ends_with("; end\nb\n"));
    assert_eq!(filled(&once, &words, &SCHEME), once);
}

/// What our captures are called in an editor that has other names for them.
const HELIX: &[(&str, &str)] = &[
    ("@string.escape", "@constant.character.escape"),
    ("@markup.link.label", "@markup.link.text"),
    ("@number", "@constant.numeric"),
    ("@property", "@variable.other.member"),
];
const ZED: &[(&str, &str)] = &[
    ("@markup.link.label", "@link_text"),
    ("@constant.builtin", "@constant"),
    ("@type.builtin", "@type"),
    ("@keyword.operator", "@operator"),
];

/// The queries of each editor are made from those that stand with the grammar.
fn write_the_dialects() {
    let queries =
        [("neovim/queries/compact", &[][..]), ("helix/queries/compact", HELIX), ("zed/languages/compact", ZED)];
    for (folder, names) in queries {
        for file in ["highlights.scm", "injections.scm", "folds.scm", "tags.scm", "indents.scm"] {
            // Helix and Zed indent in their own ways and fold without a query; Zed has an outline where others have tags.
            let own = match folder {
                "neovim/queries/compact" => !matches!(file, "tags.scm"),
                "helix/queries/compact" => !matches!(file, "folds.scm" | "indents.scm"),
                _ => matches!(file, "highlights.scm" | "injections.scm"),
            };
            if own {
                let text = read(&format!("tree-sitter/queries/{file}"));
                let text = names.iter().fold(text, |text, (ours, theirs)| renamed(&text, ours, theirs));
                kept(&format!("{folder}/{file}"), &text);
            }
        }
    }
}

/// Gives a capture another name, wherever it stands.
fn renamed(text: &str, ours: &str, theirs: &str) -> String {
    let mut parts = text.split(ours);
    let mut renamed = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let longer = part.starts_with(|c: char| c.is_alphanumeric() || c == '.' || c == '_');
        renamed += if longer { ours } else { theirs };
        renamed += part;
    }
    renamed
}
