//! `engross vocabulary`: the language reference in the terminal.

use super::args;
use super::screen::{self, Output};
use super::{Trouble, Verdict};
use crate::report::terminal::Terminal;
use crate::vocabulary::reference::STATUTE;
use crate::vocabulary::{FILE, Row, Vocabulary, vocabulary};

pub(super) fn run(args: &args::Vocabulary) -> Result<Verdict, Trouble> {
    let terminal = screen::terminal(Output::Standard);
    let vocabulary = vocabulary();
    let text = match &args.word {
        None => overview(vocabulary, &terminal),
        Some(word) => {
            let rows: Vec<&Row> = vocabulary.rows().iter().filter(|row| row.keyword == *word).collect();
            if rows.is_empty() {
                return Err(unknown(vocabulary, word));
            }
            let pages: Vec<String> = rows.into_iter().map(|row| page(vocabulary, row, &terminal)).collect();
            pages.join("\n")
        }
    };
    screen::print(&text)?;
    Ok(Verdict::Good)
}

fn unknown(vocabulary: &Vocabulary, word: &str) -> Trouble {
    let trouble = Trouble::new(format!("`{word}` is not a word of the language"));
    match vocabulary.nearest_keyword(word) {
        Some(meant) => trouble.help(format!("did you mean `{meant}`?")),
        None => trouble.help("`engross vocabulary` lists all words"),
    }
}

/// Every statement on a line, by block.
fn overview(vocabulary: &Vocabulary, terminal: &Terminal) -> String {
    let mut text = String::new();
    for block in vocabulary.blocks() {
        text.push_str(&terminal.strong(&block_name(block)));
        text.push('\n');
        for row in vocabulary.rows_of(block) {
            text.push_str(&line(row, terminal));
        }
        text.push('\n');
    }
    text.push_str("`engross vocabulary WORD` tells more of a word.\n");
    text
}

/// A statement's pattern, and the first sentence of what it says.
fn line(row: &Row, terminal: &Terminal) -> String {
    let indent = "                          ";
    let head = format!("  {}", row.usage());
    let gist = first_sentence(&row.help);
    if head.len() + 2 > indent.len() {
        return head + "\n" + &terminal.paragraph(indent, indent, gist);
    }
    terminal.paragraph(&format!("{head:<26}"), indent, gist)
}

/// A text up to the first full stop that a new sentence follows: an abbreviation before a number does not end one.
fn first_sentence(text: &str) -> &str {
    let ends = |(at, _): &(usize, &str)| text[at + 2..].starts_with(|next: char| next.is_uppercase() || next == '`');
    text.match_indices(". ").find(ends).map_or(text, |(at, _)| &text[..=at])
}

/// Where a statement stands: what the reference calls a block.
fn block_name(block: &str) -> String {
    match block {
        FILE => "In the file".to_owned(),
        "*" => "Everywhere".to_owned(),
        block => format!("In `{block}`"),
    }
}

/// All that is known of a statement.
fn page(vocabulary: &Vocabulary, row: &Row, terminal: &Terminal) -> String {
    let mut text = terminal.strong(&row.usage()) + "\n\n" + &terminal.paragraph("  ", "  ", &row.help) + "\n";
    let mut fact = |name: &str, value: &str| {
        let first = format!("  {name:<16}");
        text.push_str(&terminal.paragraph(&first, "                  ", value));
    };
    fact("stands", &row.stands());
    if let Some(default) = &row.default {
        fact("default", default);
    }
    if row.required {
        fact("required", "yes; a draft may leave it open");
    }
    if let Some(element) = &row.element {
        fact("statute", &format!("{STATUTE}{element}"));
    }
    for (name, kind) in vocabulary.slots_of(row) {
        fact(name, &kind.describe());
    }
    for (word, meaning) in vocabulary.choices(row) {
        fact(word, meaning);
    }
    if row.fields {
        text.push_str("\n  In its block:\n");
        vocabulary.rows_of(&row.keyword).for_each(|field| text.push_str(&line(field, terminal)));
    }
    text.push_str("\n  For example:\n");
    row.example.lines().for_each(|example| text.push_str(&format!("    {example}\n")));
    text
}
