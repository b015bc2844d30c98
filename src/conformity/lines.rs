//! A text as lines: each paragraph, item, detail and row of a table with the place where a reader finds it.

use std::ops::Range;

use crate::document::{Block, Inline, Section, SignatureBlock, Table, Text};

/// What stands on a row of its own.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Where: "III.2".
    pub place: String,
    pub kind: Kind,
    /// Its number as printed, or empty.
    pub number: String,
    pub text: String,
    /// The anchors that it refers to, without what begins those of its language, and where.
    pub links: Vec<(String, Range<usize>)>,
    /// The words in another language than the text's, and which.
    pub foreign: Vec<(String, Range<usize>)>,
    /// Where a cell, or the whole line, ends.
    pub ends: Vec<usize>,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Title,
    Heading,
    Paragraph,
    Item { depth: usize, ordered: bool },
    Detail,
    Caption,
    Heads,
    Row,
    Signature,
}

impl Kind {
    pub fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Heading => "heading",
            Self::Paragraph => "paragraph",
            Self::Item { ordered: true, .. } => "numbered item",
            Self::Item { .. } => "item",
            Self::Detail => "detail",
            Self::Caption => "caption of a table",
            Self::Heads => "heads of a table",
            Self::Row => "row of a table",
            Self::Signature => "signature",
        }
    }
}

/// Writes the lines of one text.
pub(super) struct Writer {
    /// What begins the anchors of this text.
    prefix: String,
    /// The part that is being written: "III", "Annex A".
    part: String,
    /// The paragraph, in its part.
    paragraph: String,
    lines: Vec<Line>,
}

impl Writer {
    pub fn new(text: &Text) -> Self {
        Self { prefix: format!("{}-", text.language), part: String::new(), paragraph: String::new(), lines: Vec::new() }
    }

    /// Begins a part of the text.
    pub fn begin(&mut self, part: &str) {
        self.part = part.trim_end_matches('.').to_owned();
        self.paragraph.clear();
    }

    /// The lines written since the last call.
    pub fn take(&mut self) -> Vec<Line> {
        std::mem::take(&mut self.lines)
    }

    pub fn title(&mut self, words: &[String]) {
        self.line(Kind::Title, String::new(), &[Inline::text(words.join(" "))]);
    }

    pub fn heading(&mut self, section: &Section) {
        self.line(Kind::Heading, section.number.clone(), &section.title);
    }

    pub fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block, 0));
    }

    fn block(&mut self, block: &Block, depth: usize) {
        match block {
            Block::Heading { label, title, .. } => self.line(Kind::Heading, label.clone(), title),
            Block::Paragraph { number, body, .. } => {
                let number = number.clone().unwrap_or_default();
                if !number.is_empty() {
                    self.paragraph = number.trim_end_matches('.').to_owned();
                }
                self.line(Kind::Paragraph, number, body);
            }
            Block::List { ordered, start, items } => {
                for (number, item) in (*start..).zip(items) {
                    let from = self.lines.len();
                    item.iter().for_each(|block| self.block(block, depth + 1));
                    if let Some(line) = self.lines.get_mut(from) {
                        line.kind = Kind::Item { depth, ordered: *ordered };
                        line.number = if *ordered { format!("({number})") } else { "•".to_owned() };
                    }
                }
            }
            Block::Details { items } => {
                for item in items {
                    let mut runs = vec![Inline::text(format!("{} ", item.label))];
                    runs.extend(item.body.iter().cloned());
                    self.line(Kind::Detail, String::new(), &runs);
                }
            }
            Block::Table(table) => self.table(table),
        }
    }

    fn table(&mut self, table: &Table) {
        self.line(Kind::Caption, String::new(), &table.caption);
        self.cells(Kind::Heads, table.columns.iter().map(|column| column.head.as_slice()));
        for row in &table.rows {
            self.cells(Kind::Row, row.cells.iter().map(Vec::as_slice));
        }
    }

    pub fn signatures(&mut self, block: &SignatureBlock) {
        self.line(Kind::Signature, String::new(), &block.heading);
        for line in block.signatories.iter().flat_map(|signatory| &signatory.lines) {
            let parts = [&line.label, &line.value].into_iter().flatten().map(Vec::as_slice);
            self.joined(Kind::Signature, parts, " ");
        }
    }

    fn cells<'c>(&mut self, kind: Kind, cells: impl Iterator<Item = &'c [Inline]>) {
        self.joined(kind, cells, " | ");
    }

    fn line(&mut self, kind: Kind, number: String, runs: &[Inline]) {
        self.joined(kind, std::iter::once(runs), "");
        if let Some(line) = self.lines.last_mut() {
            line.number = number.replace('\u{A0}', " ");
        }
    }

    fn joined<'c>(&mut self, kind: Kind, parts: impl Iterator<Item = &'c [Inline]>, between: &str) {
        let place = match (self.paragraph.is_empty(), kind) {
            (_, Kind::Title | Kind::Signature | Kind::Heading) | (true, _) => self.part.clone(),
            _ if self.part.is_empty() => self.paragraph.clone(),
            _ => format!("{}.{}", self.part, self.paragraph),
        };
        let mut line = Line {
            place,
            kind,
            number: String::new(),
            text: String::new(),
            links: Vec::new(),
            foreign: Vec::new(),
            ends: Vec::new(),
        };
        for (index, part) in parts.enumerate() {
            if index > 0 {
                line.text.push_str(between);
            }
            line.runs(part, &self.prefix);
            line.ends.push(line.text.len());
        }
        self.lines.push(line);
    }
}

impl Line {
    fn runs(&mut self, runs: &[Inline], prefix: &str) {
        for run in runs {
            match run {
                Inline::Text { text } => self.text.push_str(text),
                Inline::Break => self.text.push(' '),
                Inline::Emph { body } | Inline::Strong { body } => self.runs(body, prefix),
                Inline::Link { target, body } => {
                    let start = self.text.len();
                    self.runs(body, prefix);
                    let target = target.strip_prefix(prefix).unwrap_or(target);
                    self.links.push((target.to_owned(), start..self.text.len()));
                }
                Inline::Foreign { language, body } => {
                    let start = self.text.len();
                    self.runs(body, prefix);
                    self.foreign.push((language.clone(), start..self.text.len()));
                }
            }
        }
    }
}
