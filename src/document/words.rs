//! The words of an instrument in reading order: what every format must print, and nothing else.
//!
//! List marks, rules to sign on and what the pages carry are no words. Each word is in NFC.

use unicode_normalization::UnicodeNormalization as _;

use super::{Block, Document, Inline, Section, SignatureBlock, Table};

/// The words of a document, in reading order.
///
/// A word ends at white space (no-break spaces too), at a line break, and where a piece of text ends: a number, a
/// label, a cell, a paragraph.
pub fn words(document: &Document) -> Vec<String> {
    let mut reader = Reader::default();
    for text in &document.texts {
        text.notice.iter().for_each(|notice| reader.piece(notice));
        text.title.iter().for_each(|line| reader.piece(line));
        reader.blocks(&text.preamble);
        text.sections.iter().for_each(|section| reader.section(section));
        reader.blocks(&text.closing);
        text.signatures.iter().for_each(|block| reader.signatures(block));
        text.annexes.iter().for_each(|section| reader.section(section));
    }
    reader.words
}

/// The words of one run of text.
pub fn words_of(text: &str) -> Vec<String> {
    let mut reader = Reader::default();
    reader.piece(text);
    reader.words
}

#[derive(Default)]
struct Reader {
    words: Vec<String>,
    /// The word that is being read; it may go on in the next run.
    word: String,
}

impl Reader {
    fn run(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.end();
            } else {
                self.word.push(c);
            }
        }
    }

    fn end(&mut self) {
        if !self.word.is_empty() {
            self.words.push(self.word.nfc().collect());
            self.word.clear();
        }
    }

    fn piece(&mut self, text: &str) {
        self.run(text);
        self.end();
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        self.runs(inlines);
        self.end();
    }

    fn runs(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { text } => self.run(text),
                Inline::Emph { body }
                | Inline::Strong { body }
                | Inline::Link { body, .. }
                | Inline::Foreign { body, .. } => self.runs(body),
                Inline::Break => self.end(),
            }
        }
    }

    fn section(&mut self, section: &Section) {
        self.piece(&section.number);
        self.inlines(&section.title);
        self.blocks(&section.blocks);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading { label, title, .. } => {
                    self.piece(label);
                    self.inlines(title);
                }
                Block::Paragraph { number, body, .. } => {
                    self.piece(number.as_deref().unwrap_or_default());
                    self.inlines(body);
                }
                Block::List { items, .. } => items.iter().for_each(|item| self.blocks(item)),
                Block::Details { items } => {
                    for item in items {
                        self.piece(&item.label);
                        self.inlines(&item.body);
                    }
                }
                Block::Table(table) => self.table(table),
            }
        }
    }

    fn table(&mut self, table: &Table) {
        self.inlines(&table.caption);
        table.columns.iter().for_each(|column| self.inlines(&column.head));
        table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| self.inlines(cell));
    }

    fn signatures(&mut self, block: &SignatureBlock) {
        self.piece(&block.heading);
        for line in block.signatories.iter().flat_map(|signatory| &signatory.lines) {
            self.piece(line.label.as_deref().unwrap_or_default());
            self.piece(line.value.as_deref().unwrap_or_default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_composed_and_split_at_any_space() {
        assert_eq!(words_of(" N\u{303}o\u{a0}22\u{202f}% "), ["Ño", "22", "%"]);
    }

    #[test]
    fn a_word_goes_on_through_emphasis_and_ends_at_a_break() {
        let mut reader = Reader::default();
        let strong = Inline::Strong { body: vec![Inline::text("b")] };
        reader.inlines(&[Inline::text("a"), strong, Inline::text("c"), Inline::Break, Inline::text("d")]);
        assert_eq!(reader.words, ["abc", "d"]);
    }
}
