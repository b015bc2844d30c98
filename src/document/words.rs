//! The words of an instrument in reading order: what every format must print, and nothing else.
//!
//! List marks, rules to sign on and what the pages carry are no words. Each word is in NFC.

use unicode_normalization::UnicodeNormalization as _;

use super::{Block, Clause, Columns, Document, Inline, Section, SignatureBlock, Table, Text};

/// The words of a document, in reading order.
///
/// A word ends at white space (no-break spaces too), at a line break, and where a piece of text ends: a number, a
/// label, a cell, a paragraph.
pub fn words(document: &Document) -> Vec<String> {
    let mut reader = Reader::default();
    match &document.columns {
        Some(columns) => reader.columns(document, columns),
        None => document.texts.iter().for_each(|text| reader.text(text)),
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

    fn text(&mut self, text: &Text) {
        text.notice.iter().for_each(|notice| self.piece(notice));
        text.title.iter().for_each(|line| self.piece(line));
        self.blocks(&text.preamble);
        text.sections.iter().for_each(|section| self.section(section));
        self.blocks(&text.closing);
        text.signatures.iter().for_each(|block| self.signatures(block));
        text.annexes.iter().for_each(|section| self.section(section));
    }

    /// Columns are read clause by clause, each clause in all its languages.
    fn columns(&mut self, document: &Document, columns: &Columns) {
        let texts = &document.texts;
        for text in texts {
            text.notice.iter().for_each(|notice| self.piece(notice));
            text.title.iter().for_each(|line| self.piece(line));
        }
        self.clauses(&columns.preamble, texts.iter().map(|text| text.preamble.as_slice()).collect());
        self.sections(&columns.sections, texts.iter().map(|text| text.sections.as_slice()).collect());
        self.clauses(&columns.closing, texts.iter().map(|text| text.closing.as_slice()).collect());
        columns.signatures.iter().for_each(|block| self.signatures(block));
        self.sections(&columns.annexes, texts.iter().map(|text| text.annexes.as_slice()).collect());
    }

    fn sections(&mut self, clauses: &[Vec<Clause>], sections: Vec<&[Section]>) {
        for (index, clauses) in clauses.iter().enumerate() {
            let of_each: Vec<&Section> = sections.iter().filter_map(|sections| sections.get(index)).collect();
            for section in &of_each {
                self.piece(&section.number);
                self.inlines(&section.title);
            }
            self.clauses(clauses, of_each.iter().map(|section| section.blocks.as_slice()).collect());
        }
    }

    fn clauses(&mut self, clauses: &[Clause], blocks: Vec<&[Block]>) {
        for clause in clauses {
            for ([from, to], blocks) in clause.iter().zip(&blocks) {
                self.blocks(blocks.get(*from..*to).unwrap_or_default());
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
        self.inlines(&block.heading);
        for signatory in &block.signatories {
            self.piece(signatory.signed.as_deref().unwrap_or_default());
            for line in &signatory.lines {
                self.inlines(line.label.as_deref().unwrap_or_default());
                self.inlines(line.value.as_deref().unwrap_or_default());
            }
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
