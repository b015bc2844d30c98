//! Markdown, as GitHub and CommonMark with tables read it.
//!
//! Author's text is escaped so that its words come out literally. A line break is `<br>` everywhere, because it is the
//! one mark that works in headings, in cells and in paragraphs alike. The number of a paragraph is text (`1\.`), never
//! a list, so that no reader renumbers it. A rule to sign on is underlined no-break spaces, which are no words. The
//! head and the foot of a page stand between the comments `<!-- page furniture -->` and
//! `<!-- end of page furniture -->`, once in each text; they are no words of the instrument either.

use std::collections::BTreeSet;

use minijinja::{Value, context};

use super::template::{RenderError, Templates};
use crate::document::{Block, Document, Inline};

/// Prints a document as Markdown.
///
/// # Errors
/// A [`RenderError`] where a template is wrong, which is a fault of this program.
pub fn render(document: &Document) -> Result<String, RenderError> {
    render_by(document, Templates::shipped())
}

/// Prints a document as Markdown by a project's templates.
///
/// # Errors
/// A [`RenderError`] where a template is wrong.
pub fn render_by(document: &Document, templates: &Templates) -> Result<String, RenderError> {
    let targets: Value = targets(document).into_iter().collect();
    let text = templates.render("markdown/document.md.jinja", document, context! { targets })?;
    Ok(settle(&text))
}

/// Escapes words so that Markdown reads them literally, wherever in a line they stand.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let (before, rest) = text.split_at(list_mark(text).unwrap_or(0));
    push_escaped(&mut out, before);
    if list_mark(text).is_some() {
        out.push('\\');
    }
    push_escaped(&mut out, rest);
    out
}

/// Where the character stands that would make a list, a rule, an underline or a table of a line that begins so.
fn list_mark(text: &str) -> Option<usize> {
    let lead = text.trim_start();
    let digits = lead.bytes().take_while(u8::is_ascii_digit).count();
    let mut after = lead[digits..].chars();
    let is_mark = match after.next()? {
        '.' | ')' => digits > 0,
        '-' | '+' | '=' | ':' => digits == 0,
        _ => false,
    };
    let ends = after.next().is_none_or(|c| c.is_whitespace() || c == '-' || c == '=');
    (is_mark && ends).then_some(text.len() - lead.len() + digits)
}

/// Escapes what has a meaning anywhere in a line.
fn push_escaped(out: &mut String, text: &str) {
    for (at, c) in text.char_indices() {
        match c {
            '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '`' | '#' | '&' | '~' => out.extend(['\\', c]),
            // GitHub reads dollar signs in pairs as mathematics; its manual asks for the tag, other readers for the
            // backslash.
            '$' => out.push_str("<span>\\$</span>"),
            // Nor may an address link itself: its escapes would then show.
            ':' if text[at..].starts_with("://") => out.push_str("\\:"),
            '.' if text[..at].ends_with("www") => out.push_str("\\."),
            // A link that follows would become a picture.
            '!' if at + 1 == text.len() => out.push_str("\\!"),
            '\n' | '\r' | '\t' => out.push(' '),
            _ => out.push(c),
        }
    }
}

/// Whether marks of emphasis around these words are certain to be read as such: one run of plain words that begins
/// and ends with a letter or a digit. Anything else takes HTML's tags.
pub(super) fn is_sturdy(body: &Value) -> bool {
    let words = match body.len() {
        Some(1) => body.get_item(&Value::from(0)).and_then(|only| only.get_attr("text")).ok(),
        _ => None,
    };
    // Letters in circles and squares are symbols, which Markdown counts as punctuation.
    let is_firm = |c: char| c.is_alphanumeric() && !matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}');
    words.as_ref().and_then(Value::as_str).is_some_and(|words| words.starts_with(is_firm) && words.ends_with(is_firm))
}

/// At most one empty line together, none at the start, one newline at the end, no spaces before a newline.
fn settle(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = true;
    for line in text.lines().map(|line| line.trim_end_matches(' ')) {
        if line.is_empty() && empty {
            continue;
        }
        empty = line.is_empty();
        out.push_str(line);
        out.push('\n');
    }
    out.truncate(out.trim_end_matches('\n').len());
    out.push('\n');
    out
}

/// The anchors that links lead to: only these are printed, since anchors clutter the source.
fn targets(document: &Document) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for text in &document.texts {
        in_blocks(&text.preamble, &mut found);
        for section in text.sections.iter().chain(&text.annexes) {
            in_inlines(&section.title, &mut found);
            in_blocks(&section.blocks, &mut found);
        }
        in_blocks(&text.closing, &mut found);
    }
    found
}

fn in_blocks<'a>(blocks: &'a [Block], found: &mut BTreeSet<&'a str>) {
    for block in blocks {
        match block {
            Block::Heading { title: body, .. } | Block::Paragraph { body, .. } => in_inlines(body, found),
            Block::List { items, .. } => items.iter().for_each(|item| in_blocks(item, found)),
            Block::Details { items } => items.iter().for_each(|item| in_inlines(&item.body, found)),
            Block::Table(table) => {
                in_inlines(&table.caption, found);
                table.columns.iter().for_each(|column| in_inlines(&column.head, found));
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| in_inlines(cell, found));
            }
        }
    }
}

fn in_inlines<'a>(inlines: &'a [Inline], found: &mut BTreeSet<&'a str>) {
    for inline in inlines {
        match inline {
            Inline::Link { target, body } => {
                found.insert(target);
                in_inlines(body, found);
            }
            Inline::Emph { body } | Inline::Strong { body } | Inline::Foreign { body, .. } => in_inlines(body, found),
            Inline::Text { .. } | Inline::Break => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_is_escaped() {
        for (text, escaped) in [
            ("1. one", "1\\. one"),
            (" 12) twelve", " 12\\) twelve"),
            ("- dash", "\\- dash"),
            ("well-known", "well-known"),
            ("# *a* _b_ | c", "\\# \\*a\\* \\_b\\_ \\| c"),
            ("https://www.example.org", "https\\://www\\.example.org"),
            ("3.5 of 4, as below.", "3.5 of 4, as below."),
        ] {
            assert_eq!(escape(text), escaped);
        }
    }
}
