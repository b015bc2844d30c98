//! From a paragraph to its line: marks that ride through the templates in the words, and become attributes of the page.
//!
//! A template knows nothing of them, so that a project's own templates are previewed like those that ship, and what
//! `engross build` prints cannot hold any.

use super::reading::At;
use crate::document::{Block, Document, Inline, SignatureBlock};
use crate::source::Span;

/// Between these stands the number of a mark. They are for private use: no language writes with them.
const OPEN: char = '\u{F8D0}';
const CLOSE: char = '\u{F8D1}';

/// What stands inside of a block.
const INLINE: [&str; 12] = ["a", "b", "bdi", "br", "cite", "em", "i", "q", "small", "span", "strong", "sup"];

/// The places that were marked, in the order of their numbers.
#[derive(Debug, Default)]
pub struct Marks {
    marks: Vec<Mark>,
}

/// One mark.
#[derive(Debug, Clone)]
pub struct Mark {
    /// What the block was made from.
    pub span: Span,
    /// Its first words, and the first that are not strong: a heading of the program's may stand before an author's words.
    pub words: [String; 2],
    /// Whether it is a row of a table, and not what stands in its first cell.
    row: bool,
}

impl Marks {
    /// Marks every block of a document whose source is known; `title` is the source of the title.
    pub fn put(document: &mut Document, title: Option<Span>) -> Self {
        let mut marks = Self::default();
        for text in &mut document.texts {
            if let (Some(span), Some(line)) = (title, text.title.first_mut()) {
                line.insert_str(0, &marks.next(span, Default::default(), false));
            }
            marks.blocks(&mut text.preamble);
            for section in text.sections.iter_mut().chain(&mut text.annexes) {
                marks.words(&mut section.title, section.source, false);
                marks.blocks(&mut section.blocks);
            }
            marks.blocks(&mut text.closing);
            marks.signatures(&mut text.signatures);
        }
        if let Some(columns) = &mut document.columns {
            marks.signatures(&mut columns.signatures);
        }
        marks
    }

    /// The marks, in the order of their numbers.
    pub fn all(&self) -> &[Mark] {
        &self.marks
    }

    fn next(&mut self, span: Span, words: [String; 2], row: bool) -> String {
        let mark = format!("{OPEN}{}{CLOSE}", self.marks.len());
        self.marks.push(Mark { span, words, row });
        mark
    }

    fn words(&mut self, body: &mut Vec<Inline>, source: Option<Span>, row: bool) {
        let Some(span) = source else { return };
        let words = [true, false].map(|strong| {
            let mut words = String::new();
            first_words(body, strong, &mut words);
            words
        });
        body.insert(0, Inline::text(self.next(span, words, row)));
    }

    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Heading { title, source, .. } => self.words(title, *source, false),
                Block::Paragraph { body, source, .. } => self.words(body, *source, false),
                Block::List { items, .. } => items.iter_mut().for_each(|item| self.blocks(item)),
                Block::Details { items } => {
                    items.iter_mut().for_each(|item| self.words(&mut item.body, item.source, false));
                }
                Block::Table(table) => {
                    for row in &mut table.rows {
                        if let Some(first) = row.cells.first_mut() {
                            self.words(first, row.source, true);
                        }
                    }
                }
            }
        }
    }

    fn signatures(&mut self, blocks: &mut [SignatureBlock]) {
        for block in blocks {
            self.words(&mut block.heading, block.source, false);
            for signatory in &mut block.signatories {
                for value in signatory.lines.iter_mut().filter_map(|line| line.value.as_mut()) {
                    self.words(value, signatory.source, false);
                }
            }
        }
    }
}

/// The plain words that a body begins with.
fn first_words(body: &[Inline], strong: bool, words: &mut String) {
    for inline in body {
        match inline {
            Inline::Text { text } => words.push_str(text),
            Inline::Emph { body } | Inline::Foreign { body, .. } => first_words(body, strong, words),
            Inline::Strong { body } if strong => first_words(body, strong, words),
            Inline::Strong { .. } => {}
            // A reference prints what it names, and not what is written.
            Inline::Link { .. } | Inline::Break => return,
        }
    }
}

/// Takes the marks out of a page, and writes the attributes that `attributes` gives for each into the tag of its block.
pub fn placed(html: &str, marks: &Marks, attributes: &[String]) -> String {
    let mut page = String::with_capacity(html.len() + attributes.len() * 40);
    let mut rest = html;
    while let Some(at) = rest.find(OPEN) {
        page.push_str(&rest[..at]);
        rest = &rest[at + OPEN.len_utf8()..];
        let Some((number, after)) = rest.split_once(CLOSE).filter(|(number, _)| is_number(number)) else {
            page.push(OPEN);
            continue;
        };
        rest = after;
        let Ok(number) = number.parse::<usize>() else { continue };
        let (Some(mark), Some(attributes)) = (marks.marks.get(number), attributes.get(number)) else { continue };
        if let Some(end) = tag(&page, mark.row) {
            page.insert_str(end, attributes);
        }
    }
    page.push_str(rest);
    page
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The attributes of a place: the file, line and column where it begins, and the first and last line of its statement.
pub fn attributes(at: At, within: [usize; 2]) -> String {
    let At { file, line, column } = at;
    format!(" data-at=\"{file}:{line}:{column}\" data-within=\"{}-{}\"", within[0], within[1])
}

/// Where the name of the tag ends that opens the block at the end of a page; none where the words stand in no block, or
/// the block has its place already.
fn tag(page: &str, row: bool) -> Option<usize> {
    let mut end = page.len();
    loop {
        let at = page[..end].rfind('<')?;
        let inside = &page[at + 1..];
        let closing = inside.starts_with('/');
        let letters = inside.trim_start_matches('/');
        let name = &letters[..letters.find(|c: char| !c.is_ascii_alphanumeric())?];
        end = at;
        if INLINE.contains(&name) || (row && !closing && (name == "th" || name == "td")) {
            continue;
        }
        if closing || name == "title" {
            return None;
        }
        let attributes = &inside[name.len()..inside.find('>')?];
        return (!attributes.contains("data-at=")).then_some(at + 1 + name.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(number: usize) -> String {
        format!("{OPEN}{number}{CLOSE}")
    }

    /// Two marks, the second a row's.
    fn marks() -> Marks {
        let mark = |row| Mark { span: Span::default(), words: Default::default(), row };
        Marks { marks: vec![mark(false), mark(true)] }
    }

    fn page(html: &str) -> String {
        placed(html, &marks(), &[" data-at=\"0\"".to_owned(), " data-at=\"1\"".to_owned()])
    }

    #[test]
    fn a_mark_becomes_an_attribute_of_its_block() {
        let html = format!("<p id=\"a\"><span class=\"number\">1.</span> <em>{}Text</em></p>", mark(0));
        let placed = page(&html);
        assert_eq!(placed, "<p data-at=\"0\" id=\"a\"><span class=\"number\">1.</span> <em>Text</em></p>");
    }

    #[test]
    fn a_mark_of_a_row_goes_to_the_row() {
        let html = format!("<tr class=\"total\"><th scope=\"row\">{}Total</th></tr>", mark(1));
        assert_eq!(page(&html), "<tr data-at=\"1\" class=\"total\"><th scope=\"row\">Total</th></tr>");
    }

    #[test]
    fn no_mark_stays_in_the_page() {
        assert_eq!(page(&format!("<title>{}A</title>", mark(0))), "<title>A</title>");
        assert_eq!(page(&format!("<p>{0}A{0}B</p>", mark(0))), "<p data-at=\"0\">AB</p>");
        assert_eq!(page(&format!("<p>a</p>{}b", mark(7))), "<p>a</p>b");
    }

    #[test]
    fn what_an_author_wrote_is_kept() {
        let html = format!("<p>{OPEN}x{CLOSE}{OPEN}</p>");
        assert_eq!(page(&html), html);
    }
}
