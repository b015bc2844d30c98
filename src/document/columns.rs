//! Texts side by side: which blocks of one text belong beside which of another, and the one signature block of all.

use serde::{Deserialize, Serialize};

use super::prose::plain_text;
use super::{Block, Inline, Section, Signatory, SignatureBlock, SignatureLine, Text};
use crate::model::Model;

/// A clause: for each text, the blocks of it that stand on one row, from one index up to another.
pub type Clause = Vec<[usize; 2]>;

/// How the texts of a document stand side by side. Sections of all texts stand in the same order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Columns {
    /// The rows of what stands before the sections.
    pub preamble: Vec<Clause>,
    /// The rows of each section; its heads stand on a row of their own.
    pub sections: Vec<Vec<Clause>>,
    /// The rows of the closing words.
    pub closing: Vec<Clause>,
    /// The signature blocks, each in all languages.
    pub signatures: Vec<SignatureBlock>,
    /// The rows of each annex.
    pub annexes: Vec<Vec<Clause>>,
}

impl Columns {
    /// Sets texts side by side, and takes their signatures into common blocks, in the order of `signing`.
    pub(super) fn of(texts: &mut [Text], signing: &[usize], model: &Model) -> Self {
        let signatures = signing.iter().filter_map(|index| joint(texts, &model.participants.get(*index)?.id.value));
        let signatures = signatures.collect();
        texts.iter_mut().for_each(|text| text.signatures.clear());
        let texts: Vec<&Text> = texts.iter().collect();
        Self { signatures, ..aligned(&texts) }
    }
}

/// The rows of texts that say the same, without signatures.
pub fn aligned(texts: &[&Text]) -> Columns {
    let blocks = |of: fn(&Text) -> &[Block]| clauses(texts, texts.iter().map(|text| of(text)).collect());
    let sections = |of: fn(&Text) -> &[Section]| {
        let count = texts.iter().map(|text| of(text).len()).max().unwrap_or_default();
        let section = |index: usize| {
            let of_each = texts.iter().map(|text| of(text).get(index).map(|section| section.blocks.as_slice()));
            clauses(texts, of_each.map(Option::unwrap_or_default).collect())
        };
        (0..count).map(section).collect()
    };
    Columns {
        preamble: blocks(|text| &text.preamble),
        sections: sections(|text| &text.sections),
        closing: blocks(|text| &text.closing),
        signatures: Vec::new(),
        annexes: sections(|text| &text.annexes),
    }
}

/// What a block is, and the place of the source it tells of, where it has a name that all languages share.
type Key<'a> = (u8, Option<&'a str>);

fn key<'a>(text: &Text, block: &'a Block) -> Key<'a> {
    let shared = |anchor: Option<&'a String>| anchor?.strip_prefix(&text.language)?.strip_prefix('-');
    match block {
        Block::Heading { anchor, .. } => (0, Some(shared(anchor.as_ref()).unwrap_or_default())),
        Block::Paragraph { anchor, .. } => (1, shared(anchor.as_ref())),
        Block::List { .. } => (2, None),
        Block::Details { .. } => (3, None),
        Block::Table(table) => (4, shared(Some(&table.anchor))),
    }
}

/// The rows of blocks: one a block where all texts have the same kinds of blocks. Where they do not, the rows part at the
/// blocks that all texts name alike, and what lies between is one row.
fn clauses(texts: &[&Text], blocks: Vec<&[Block]>) -> Vec<Clause> {
    let keys: Vec<Vec<Key<'_>>> =
        texts.iter().zip(&blocks).map(|(text, blocks)| blocks.iter().map(|block| key(text, block)).collect()).collect();
    let Some(first) = keys.first() else { return Vec::new() };
    let mut rows = Vec::new();
    let mut from = vec![0; keys.len()];
    for (at, wanted) in first.iter().enumerate().filter(|(_, key)| key.1.is_some()) {
        let found: Option<Vec<usize>> = keys
            .iter()
            .zip(&from)
            .map(|(keys, from)| Some(from + keys.get(*from..)?.iter().position(|key| key == wanted)?))
            .collect();
        // A name that stands twice before the next is the business of the first.
        let Some(found) = found.filter(|found| found.first() == Some(&at)) else { continue };
        between(&keys, &from, &found, &mut rows);
        from = found;
    }
    let ends: Vec<usize> = keys.iter().map(Vec::len).collect();
    between(&keys, &from, &ends, &mut rows);
    rows
}

/// The rows from one place in every text to another.
fn between(keys: &[Vec<Key<'_>>], from: &[usize], to: &[usize], rows: &mut Vec<Clause>) {
    let kinds = |index: usize| keys[index][from[index]..to[index]].iter().map(|key| key.0).collect::<Vec<_>>();
    let first = kinds(0);
    if (1..keys.len()).all(|index| kinds(index) == first) {
        rows.extend((0..first.len()).map(|step| from.iter().map(|from| [from + step, from + step + 1]).collect()));
    } else {
        rows.push(from.iter().zip(to).map(|(from, to)| [*from, *to]).collect());
    }
}

/// The signature block of a participant in all languages.
fn joint(texts: &[Text], participant: &str) -> Option<SignatureBlock> {
    let blocks: Vec<(&str, &SignatureBlock)> = texts
        .iter()
        .filter_map(|text| {
            let block = text.signatures.iter().find(|block| block.participant == participant)?;
            Some((text.language.as_str(), block))
        })
        .collect();
    let (_, first) = blocks.first()?;
    let heading = blocks.iter().map(|(language, block)| (*language, Some(&block.heading)));
    let signatories = (0..first.signatories.len()).map(|index| {
        let of_each = blocks.iter().filter_map(|(language, block)| Some((*language, block.signatories.get(index)?)));
        signatory(&of_each.collect::<Vec<_>>())
    });
    Some(SignatureBlock {
        participant: participant.to_owned(),
        name: distinct(blocks.iter().map(|(_, block)| block.name.as_str())).join(" / "),
        heading: stacked(heading, &[Inline::Break]).unwrap_or_default(),
        signatories: signatories.collect(),
        source: blocks.iter().find_map(|(_, block)| block.source),
    })
}

fn signatory(of_each: &[(&str, &Signatory)]) -> Signatory {
    let lines = of_each.iter().map(|(_, signatory)| signatory.lines.len()).max().unwrap_or_default();
    let line = |index: usize| {
        let lines = of_each.iter().filter_map(|(language, one)| Some((*language, one.lines.get(index)?)));
        let labels = lines.clone().map(|(language, line)| (language, line.label.as_ref()));
        let values = lines.map(|(language, line)| (language, line.value.as_ref()));
        let label = stacked(labels, &[Inline::text(" / ")]);
        let mark = if label.is_some() { Inline::text(" / ") } else { Inline::Break };
        let value = stacked(values, &[mark]);
        SignatureLine { label: label.map(with_one_colon), value }
    };
    Signatory {
        field: String::new(),
        name: distinct(of_each.iter().map(|(_, one)| one.name.as_str())).join(" / "),
        signed: of_each.iter().find_map(|(_, one)| one.signed.clone()),
        lines: (0..lines).map(line).collect(),
        source: of_each.iter().find_map(|(_, one)| one.source),
    }
}

/// Words in several languages with a mark between them; those that read alike once.
fn stacked<'a>(
    of_each: impl Iterator<Item = (&'a str, Option<&'a Vec<Inline>>)>,
    mark: &[Inline],
) -> Option<Vec<Inline>> {
    let mut seen = Vec::new();
    let mut stacked: Option<Vec<Inline>> = None;
    for (index, (language, runs)) in of_each.enumerate() {
        let Some(runs) = runs else { continue };
        // "Date:" and "Date :" are one word.
        let plain = plain_text(runs).trim_end_matches([':', '\u{A0}', ' ']).to_owned();
        if seen.contains(&plain) {
            continue;
        }
        seen.push(plain);
        let body = match index {
            0 => runs.clone(),
            _ => vec![Inline::Foreign { language: language.to_owned(), body: runs.clone() }],
        };
        match &mut stacked {
            Some(stacked) => stacked.extend(mark.iter().cloned().chain(body)),
            None => stacked = Some(body),
        }
    }
    stacked
}

/// Labels in several languages: only the last keeps its colon.
fn with_one_colon(mut label: Vec<Inline>) -> Vec<Inline> {
    let last = label.len().saturating_sub(1);
    label[..last].iter_mut().for_each(without_colon);
    label
}

fn without_colon(inline: &mut Inline) {
    match inline {
        Inline::Text { text } => {
            text.truncate(text.trim_end_matches(':').trim_end_matches('\u{A0}').len());
        }
        Inline::Foreign { body, .. } => body.iter_mut().for_each(without_colon),
        _ => {}
    }
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut distinct = Vec::new();
    for name in names {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    distinct
}
