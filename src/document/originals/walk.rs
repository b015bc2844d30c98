//! Originals read side by side, place by place.

use super::Comparison;
use super::joint::Joint;
use super::table;
use crate::document::prose::plain_text;
use crate::document::{Block, Inline, Section, SignatureBlock, Text};

/// One language's text in every original.
pub(super) struct Side<'a> {
    pub language: &'a str,
    pub joint: &'a Joint,
}

/// Compares one language's text in all originals.
pub(super) fn texts(texts: &[&Text], joint: &Joint, comparison: &mut Comparison) {
    let Some(first) = texts.first() else { return };
    let side = Side { language: &first.language, joint };
    let furniture = |text: &&Text| {
        let Text { script, direction, notice, head, watermark, foot, mark, page_number, .. } = text;
        let optional = [notice, head, watermark, mark].map(|words| words.as_deref().unwrap_or("–"));
        format!("{script} {direction} {} {foot} {page_number}", optional.join(" "))
    };
    comparison.settle(Some(side.language), "what pages carry", texts.iter().map(furniture).collect(), None);
    side.title(texts, comparison);
    side.blocks("the preamble", &texts.iter().map(|text| text.preamble.as_slice()).collect::<Vec<_>>(), comparison);
    side.sections(&texts.iter().map(|text| text.sections.as_slice()).collect::<Vec<_>>(), comparison);
    side.blocks("the closing words", &texts.iter().map(|text| text.closing.as_slice()).collect::<Vec<_>>(), comparison);
    let blocks: Vec<&[SignatureBlock]> = texts.iter().map(|text| text.signatures.as_slice()).collect();
    signatures(Some(side.language), &blocks, comparison);
    side.sections(&texts.iter().map(|text| text.annexes.as_slice()).collect::<Vec<_>>(), comparison);
}

/// Signature blocks: the same ones, in whatever order. Languages alternate within a common block.
pub(super) fn signatures(language: Option<&str>, blocks: &[&[SignatureBlock]], comparison: &mut Comparison) {
    let reads = |blocks: &&[SignatureBlock]| blocks.iter().map(read_block).collect::<Vec<_>>();
    let reads: Vec<Vec<Vec<String>>> = blocks.iter().map(reads).collect();
    let sorted = |blocks: &Vec<Vec<String>>| {
        let mut blocks: Vec<Vec<String>> = blocks
            .iter()
            .map(|lines| {
                let parts = lines.iter().map(|line| {
                    // A label keeps one colon for all its languages, behind the last.
                    let bare = |part: &'_ str| part.trim_matches([' ', '\u{A0}', '\u{202F}', ':']).to_owned();
                    let mut parts: Vec<String> = line.split(['\n', '/']).map(bare).collect();
                    parts.sort_unstable();
                    parts.join("\n")
                });
                parts.collect()
            })
            .collect();
        blocks.sort();
        blocks
    };
    let alike = reads.iter().map(sorted).collect::<Vec<_>>().windows(2).all(|pair| pair[0] == pair[1]);
    let shown = reads
        .iter()
        .map(|blocks| blocks.iter().map(|lines| lines.join("; ").replace('\n', " / ")).collect::<Vec<_>>().join(" | "));
    comparison.settle(language, "the signature blocks", shown.collect(), Some(alike));
}

/// The lines of a block, the heading first; languages that stand one below the other are lines of one.
fn read_block(block: &SignatureBlock) -> Vec<String> {
    let lines = block.signatories.iter().flat_map(|one| {
        let signed = one.signed.iter().cloned();
        let lines = one.lines.iter().map(|line| {
            let words = |runs: &Option<Vec<Inline>>| runs.as_deref().map_or("____".to_owned(), plain_text);
            let label = line.label.as_deref().map(plain_text).unwrap_or_default();
            format!("{label}\n{}", words(&line.value)).trim().to_owned()
        });
        signed.chain(lines).collect::<Vec<_>>()
    });
    std::iter::once(plain_text(&block.heading)).chain(lines).collect()
}

impl Side<'_> {
    /// The title: the same name, the same designations.
    fn title(&self, texts: &[&Text], comparison: &mut Comparison) {
        let sorted = |text: &&Text| {
            let (name, rest) = text.title.split_first().map(|(name, rest)| (name.clone(), rest)).unwrap_or_default();
            // "between", A, "and", B: the words stay, the designations change places.
            let words: Vec<&String> = rest.iter().step_by(2).collect();
            let mut designations: Vec<&String> = rest.iter().skip(1).step_by(2).collect();
            designations.sort();
            format!("{name}{words:?}{designations:?}")
        };
        let sorted: Vec<String> = texts.iter().map(sorted).collect();
        let alike = sorted.windows(2).all(|pair| pair[0] == pair[1]);
        let reads = texts.iter().map(|text| text.title.join(" ")).collect();
        comparison.settle(Some(self.language), "the title", reads, Some(alike));
    }

    fn sections(&self, sections: &[&[Section]], comparison: &mut Comparison) {
        let count = |sections: &&[Section]| {
            sections
                .iter()
                .map(|section| format!("{} {}", section.number, section.anchor))
                .collect::<Vec<_>>()
                .join(", ")
        };
        comparison.settle(Some(self.language), "the order of sections", sections.iter().map(count).collect(), None);
        let shortest = sections.iter().map(|sections| sections.len()).min().unwrap_or_default();
        for index in 0..shortest {
            let of_each: Vec<&Section> = sections.iter().map(|sections| &sections[index]).collect();
            let place = format!("section {}", of_each[0].number.trim_end_matches('.'));
            self.runs(&place, &of_each.iter().map(|section| section.title.as_slice()).collect::<Vec<_>>(), comparison);
            self.blocks(
                &place,
                &of_each.iter().map(|section| section.blocks.as_slice()).collect::<Vec<_>>(),
                comparison,
            );
        }
    }

    /// Blocks stand in one order; in each only lists of all participants, and columns, may alternate.
    pub fn blocks(&self, place: &str, blocks: &[&[Block]], comparison: &mut Comparison) {
        let shape = |blocks: &&[Block]| blocks.iter().map(shape).collect::<Vec<_>>().join(" ");
        let shapes: Vec<String> = blocks.iter().map(shape).collect();
        let alike = shapes.windows(2).all(|pair| pair[0] == pair[1]);
        comparison.settle(Some(self.language), &format!("{place}, its order"), shapes, None);
        if !alike {
            return;
        }
        let Some(first) = blocks.first() else { return };
        for (index, block) in first.iter().enumerate() {
            let of_each: Vec<&Block> = blocks.iter().filter_map(|blocks| blocks.get(index)).collect();
            self.block(&format!("{place}{}", numbered(block)), &of_each, comparison);
        }
    }

    fn block(&self, place: &str, of_each: &[&Block], comparison: &mut Comparison) {
        match of_each[0] {
            Block::Heading { .. } | Block::Paragraph { .. } => {
                let runs = of_each.iter().filter_map(|block| match block {
                    Block::Heading { title, .. } => Some(title.as_slice()),
                    Block::Paragraph { body, .. } => Some(body.as_slice()),
                    _ => None,
                });
                self.runs(place, &runs.collect::<Vec<_>>(), comparison);
            }
            Block::List { items, .. } => {
                for index in 0..items.len() {
                    let items = of_each.iter().filter_map(|block| match block {
                        Block::List { items, .. } => items.get(index).map(Vec::as_slice),
                        _ => None,
                    });
                    self.blocks(&format!("{place}, item {}", index + 1), &items.collect::<Vec<_>>(), comparison);
                }
            }
            Block::Details { items } => {
                for (index, item) in items.iter().enumerate() {
                    let runs = of_each.iter().filter_map(|block| match block {
                        Block::Details { items } => items.get(index).map(|item| item.body.as_slice()),
                        _ => None,
                    });
                    self.runs(&format!("{place}, {}", item.label), &runs.collect::<Vec<_>>(), comparison);
                }
            }
            Block::Table(_) => {
                let tables = of_each.iter().filter_map(|block| match block {
                    Block::Table(table) => Some(table),
                    _ => None,
                });
                table::compare(self, place, &tables.collect::<Vec<_>>(), comparison);
            }
        }
    }

    /// Words: those outside lists of all participants are the same, and so is where they lead.
    pub fn runs(&self, place: &str, runs: &[&[Inline]], comparison: &mut Comparison) {
        let reads: Vec<String> = runs.iter().map(|runs| plain_text(runs)).collect();
        let masked = reads.iter().map(|reads| self.joint.masked(reads));
        let told: Vec<String> = masked.zip(runs).map(|(masked, runs)| masked + &targets(runs)).collect();
        let alike = told.windows(2).all(|pair| pair[0] == pair[1]);
        // Words that read alike may yet lead elsewhere.
        let reads = if alike || reads.windows(2).any(|pair| pair[0] != pair[1]) { reads } else { told };
        comparison.settle(Some(self.language), place, reads, Some(alike));
    }
}

/// What a block is, but for its words.
fn shape(block: &Block) -> String {
    let anchored = |anchor: &Option<String>| anchor.clone().unwrap_or_default();
    match block {
        Block::Heading { anchor, label, .. } => format!("heading {label} {}", anchored(anchor)),
        Block::Paragraph { anchor, number, .. } => {
            format!("paragraph {} {}", number.as_deref().unwrap_or_default(), anchored(anchor))
        }
        Block::List { ordered, start, items } => format!("list {ordered} {start} of {}", items.len()),
        Block::Details { items } => {
            format!("details {}", items.iter().map(|item| item.label.as_str()).collect::<Vec<_>>().join(" "))
        }
        Block::Table(table) => format!("table {} of {}", table.anchor, table.rows.len()),
    }
}

/// Where a block stands, as readers say it.
fn numbered(block: &Block) -> String {
    match block {
        Block::Paragraph { number: Some(number), .. } => format!(", paragraph {}", number.trim_end_matches('.')),
        Block::Heading { label, .. } if !label.is_empty() => format!(", {}", label.trim_end_matches('.')),
        Block::Table(table) => format!(", table “{}”", plain_text(&table.caption)),
        _ => String::new(),
    }
}

/// Where words lead, and how they are set off.
fn targets(runs: &[Inline]) -> String {
    let mut told = String::new();
    for run in runs {
        match run {
            Inline::Text { .. } => {}
            Inline::Break => told.push_str(" br"),
            Inline::Emph { body } => told += &format!(" em({})", targets(body)),
            Inline::Strong { body } => told += &format!(" strong({})", targets(body)),
            Inline::Link { target, body } => told += &format!(" #{target}({})", targets(body)),
            Inline::Foreign { language, body } => told += &format!(" {language}({})", targets(body)),
        }
    }
    told
}
