//! The rules in the terminal and as JSON.

use serde::Serialize;

use super::plain;
use super::terminal::Terminal;
use crate::rules::reference::{head, severity};
use crate::rules::{Rule, Rulebook};

/// The version of the JSON's shape.
pub const SCHEMA: &str = "engross.rules/1";

/// All rules, a line or two each, pack by pack.
pub fn table(book: &Rulebook, terminal: &Terminal) -> String {
    let mut text = String::new();
    for pack in book.packs() {
        text.push_str(&terminal.strong(&format!("{} ({})", pack.about.title, pack.about.name)));
        text.push('\n');
        for rule in &pack.rules {
            let line = format!("{}: {}", rule.name, rule.finds);
            let first = format!("  {:<8}", plain(&rule.code));
            text.push_str(&terminal.paragraph(&first, "          ", &plain(&line)));
        }
        text.push('\n');
    }
    text.push_str("`engross explain RULE` tells more of a rule.\n");
    text
}

/// A rule's page.
pub fn page(rule: &Rule, terminal: &Terminal) -> String {
    let head = head(rule);
    let mut text = format!("{}\n\n", terminal.strong(&plain(&head.title)));
    for (name, value) in &head.facts {
        let first = format!("  {name:<14}");
        text.push_str(&terminal.paragraph(&first, "                ", &plain(value)));
    }
    let mut fenced = false;
    for line in rule.body.lines() {
        let fence = line.starts_with("```");
        fenced ^= fence;
        if fence {
            continue;
        } else if let Some(heading) = line.strip_prefix("## ") {
            text.push_str(&format!("{}\n", terminal.strong(heading)));
        } else if fenced {
            text.push_str(&format!("    {}\n", plain(line)));
        } else if line.is_empty() {
            text.push('\n');
        } else {
            text.push_str(&terminal.paragraph("", "", &plain(line)));
        }
    }
    text
}

#[derive(Serialize)]
struct List<'a> {
    schema: &'static str,
    rules: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'a str,
    name: &'a str,
    pack: &'a str,
    finds: &'a str,
    severity: String,
    rests_on: &'static str,
    certainty: &'static str,
    cite: &'a str,
    element: Option<&'a str>,
    yields_to: &'a [String],
    waivable: bool,
}

/// All rules as one JSON object, which ends with a line break.
pub fn json(book: &Rulebook) -> String {
    let entry = |rule| {
        let Rule { code, name, pack, finds, cite, element, yields_to, .. }: &Rule = rule;
        Entry {
            code,
            name,
            pack,
            finds,
            severity: severity(rule),
            rests_on: rule.rests_on.words(),
            certainty: rule.certainty.words(),
            cite,
            element: element.as_deref(),
            yields_to,
            waivable: !rule.is_integral(),
        }
    };
    let list = List { schema: SCHEMA, rules: book.rules().map(entry).collect() };
    // Strings always serialize.
    serde_json::to_string_pretty(&list).unwrap_or_default() + "\n"
}
