//! The record behind the choice of country, in the terminal and as Markdown.

use super::markdown::words as cell;
use super::plain;
use super::terminal::Terminal;
use crate::model::text::plain as words;
use crate::model::{Factor, Selection};

/// For the terminal.
pub fn text(record: &Selection, file: &str, terminal: &Terminal) -> String {
    let mut text = format!(
        "{}\n{}\n\n",
        terminal.strong("Record of selection: internal, never printed or exchanged"),
        plain(file)
    );
    for factor in &record.factors {
        text.push_str(&terminal.strong(&heading(factor)));
        text.push('\n');
        text.push_str(&terminal.paragraph("    ", "    ", &plain(&said(factor))));
    }
    for (tier, year) in &record.tiers {
        text.push_str(&format!("{}\n    {} ({year})\n", terminal.strong("tier"), plain(tier)));
    }
    text
}

/// As a Markdown table.
pub fn markdown(record: &Selection, file: &str) -> String {
    let mut text = format!("# Record of selection\n\n{}: internal, never printed or exchanged.\n\n", cell(file));
    text.push_str("| factor | found | source |\n|---|---|---|\n");
    for factor in &record.factors {
        text.push_str(&format!("| {} | {} | {} |\n", factor.name.value, cell(&said(factor)), cell(&source(factor))));
    }
    for (tier, year) in &record.tiers {
        text.push_str(&format!("| tier | {} | {year} |\n", cell(tier)));
    }
    text
}

fn heading(factor: &Factor) -> String {
    let source = source(factor);
    if source.is_empty() { factor.name.value.clone() } else { format!("{} ({})", factor.name.value, plain(&source)) }
}

fn source(factor: &Factor) -> String {
    let year = factor.period.map(|period| period.to_string());
    [factor.source.clone(), year].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn said(factor: &Factor) -> String {
    factor.text.any().map(|entry| words(&entry.prose)).unwrap_or_default()
}
