//! Every string of a document that is printed, in the order of reading: what fonts are checked against.

use crate::document::{Block, Document, Inline, Section, SignatureBlock, Table, Text};

/// One string as it is printed.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The words.
    pub text: &'a str,
    /// Whether they are emphasised, and want an italic font.
    pub italic: bool,
}

/// The strings of all texts.
pub fn of_document(document: &Document) -> Vec<Words<'_>> {
    document.texts.iter().flat_map(|text| of_text(document, text)).collect()
}

/// The strings of one text; what its pages carry comes first. What all texts of a document have in common is of each.
pub fn of_text<'a>(document: &'a Document, text: &'a Text) -> Vec<Words<'a>> {
    let mut found = Collector(Vec::new());
    found.plain(text.head.iter().chain([&text.foot, &text.page_number, &text.initials]));
    found.plain(text.watermark.iter().chain(&text.mark));
    found.plain(text.notice.iter().chain(&text.title));
    found.blocks(&text.preamble);
    found.sections(&text.sections);
    found.blocks(&text.closing);
    let joint = document.columns.iter().flat_map(|columns| &columns.signatures);
    text.signatures.iter().chain(joint).for_each(|block| found.signatures(block));
    found.sections(&text.annexes);
    found.0
}

struct Collector<'a>(Vec<Words<'a>>);

impl<'a> Collector<'a> {
    fn plain(&mut self, strings: impl IntoIterator<Item = &'a String>) {
        self.0.extend(strings.into_iter().map(|text| Words { text, italic: false }));
    }

    fn inlines(&mut self, runs: &'a [Inline], italic: bool) {
        for run in runs {
            match run {
                Inline::Text { text } => self.0.push(Words { text, italic }),
                Inline::Emph { body } => self.inlines(body, true),
                Inline::Strong { body } | Inline::Link { body, .. } | Inline::Foreign { body, .. } => {
                    self.inlines(body, italic);
                }
                Inline::Break => {}
            }
        }
    }

    fn signatures(&mut self, block: &'a SignatureBlock) {
        self.inlines(&block.heading, false);
        for signatory in &block.signatories {
            self.plain(&signatory.signed);
            for line in &signatory.lines {
                line.label.iter().chain(&line.value).for_each(|runs| self.inlines(runs, false));
            }
        }
    }

    fn sections(&mut self, sections: &'a [Section]) {
        for section in sections {
            self.plain([&section.number]);
            self.inlines(&section.title, false);
            self.blocks(&section.blocks);
        }
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::Heading { label, title, .. } => {
                    self.plain([label]);
                    self.inlines(title, false);
                }
                Block::Paragraph { number, body, .. } => {
                    self.plain(number);
                    self.inlines(body, false);
                }
                Block::List { items, .. } => items.iter().for_each(|item| self.blocks(item)),
                Block::Details { items } => {
                    for item in items {
                        // Labels are set in italics.
                        self.0.push(Words { text: &item.label, italic: true });
                        self.inlines(&item.body, false);
                    }
                }
                Block::Table(table) => self.table(table),
            }
        }
    }

    fn table(&mut self, table: &'a Table) {
        self.inlines(&table.caption, false);
        let heads = table.columns.iter().map(|column| &column.head);
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        heads.chain(cells).for_each(|runs| self.inlines(runs, false));
    }
}
