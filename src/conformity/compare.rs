//! Two texts compared: their lines paired, clause by clause.

use super::align::align;
use super::lines::{Line, Writer};
use super::pair::{alone, pair};
use super::terms::Terms;
use super::{Difference, Kind, Row};
use crate::document::{Block, Clause, Text, aligned};
use crate::rules::printed::{Printed, Reader};

/// A text, and what is needed to read it.
pub(super) struct Side<'a> {
    pub text: &'a Text,
    pub reader: Reader,
    pub terms: Terms,
}

/// A line that was read.
pub(super) struct Read {
    pub line: Line,
    pub printed: Printed,
    /// What it says that every language says alike, for pairing it.
    facts: Vec<String>,
}

impl Read {
    fn of(line: Line, side: &Side<'_>) -> Self {
        let printed = side.reader.read(&line.text);
        let quotes = printed.quotes.iter().map(|quote| quote.said.shown());
        let links = line.links.iter().map(|(target, _)| format!("@{target}"));
        let facts = quotes.chain(links).collect();
        Self { line, printed, facts }
    }
}

/// The rows of two texts.
pub(super) fn rows(here: &Side<'_>, there: &Side<'_>) -> Vec<Row> {
    let columns = aligned(&[here.text, there.text]);
    let mut table = Rows {
        sides: [here, there],
        writers: [here, there].map(|side| Writer::new(side.text)),
        rows: vec![],
        shifted: false,
    };
    table.both("opening", |writer, text| writer.title(&text.title));
    table.begin("preamble");
    table.clauses(&columns.preamble, [&here.text.preamble, &there.text.preamble]);
    let sections = [&here.text.sections, &there.text.sections];
    table.sections(&columns.sections, sections);
    table.begin("closing");
    table.clauses(&columns.closing, [&here.text.closing, &there.text.closing]);
    table.both("signatures", |writer, text| text.signatures.iter().for_each(|block| writer.signatures(block)));
    table.sections(&columns.annexes, [&here.text.annexes, &there.text.annexes]);
    table.rows
}

struct Rows<'a> {
    sides: [&'a Side<'a>; 2],
    writers: [Writer; 2],
    rows: Vec<Row>,
    /// Whether the numbers of this part differ from some paragraph on: then that is said once.
    shifted: bool,
}

impl<'a> Rows<'a> {
    fn begin(&mut self, part: &str) {
        self.shifted = false;
        self.writers.iter_mut().for_each(|writer| writer.begin(part));
    }

    fn both(&mut self, part: &str, write: impl Fn(&mut Writer, &Text)) {
        self.begin(part);
        for (writer, side) in self.writers.iter_mut().zip(self.sides) {
            write(writer, side.text);
        }
        self.compare();
    }

    fn clauses(&mut self, clauses: &[Clause], blocks: [&Vec<Block>; 2]) {
        for clause in clauses {
            for ((writer, blocks), [from, to]) in self.writers.iter_mut().zip(blocks).zip(clause) {
                writer.blocks(blocks.get(*from..*to).unwrap_or_default());
            }
            self.compare();
        }
    }

    fn sections(&mut self, clauses: &[Vec<Clause>], sections: [&Vec<crate::document::Section>; 2]) {
        for (index, clauses) in clauses.iter().enumerate() {
            let none = Vec::new();
            self.shifted = false;
            // A place is named as the text has it that the others are compared with.
            let number = sections[0].get(index).map_or("", |section| &section.number);
            for (writer, sections) in self.writers.iter_mut().zip(sections) {
                writer.begin(number);
                sections.get(index).into_iter().for_each(|section| writer.heading(section));
            }
            self.compare();
            self.clauses(clauses, sections.map(|all| all.get(index).map_or(&none, |section| &section.blocks)));
        }
    }

    /// Compares what was written since the last comparison.
    fn compare(&mut self) {
        let [here, there] = self.sides;
        let read = |lines: Vec<Line>, side| lines.into_iter().map(|line| Read::of(line, side)).collect::<Vec<_>>();
        let [first, second] = &mut self.writers;
        let (first, second) = (read(first.take(), here), read(second.take(), there));
        let alike = first.len() == second.len() && first.iter().zip(&second).all(|(a, b)| a.line.kind == b.line.kind);
        let pairs = if alike {
            (0..first.len()).map(|index| (Some(index), Some(index))).collect()
        } else {
            align(first.len(), second.len(), |a, b| unlike(&first[a], &second[b]))
        };
        for (a, b) in pairs {
            let row = match (a.and_then(|a| first.get(a)), b.and_then(|b| second.get(b))) {
                (Some(a), Some(b)) => pair(self.sides, [a, b], self.shifted),
                (Some(a), None) => alone(self.sides, a, true),
                (None, Some(b)) => alone(self.sides, b, false),
                (None, None) => continue,
            };
            let shifts = |difference: &Difference| matches!(difference.kind, Kind::Missing | Kind::Numbering);
            self.shifted |= row.differences.iter().any(shifts);
            self.rows.push(row);
        }
    }
}

/// How unlike two lines are: by their kinds, by what they say, by their lengths.
fn unlike(a: &Read, b: &Read) -> f32 {
    if std::mem::discriminant(&a.line.kind) != std::mem::discriminant(&b.line.kind) {
        return 2.0;
    }
    let kinds = if a.line.kind == b.line.kind { 0.0 } else { 0.4 };
    let (x, y) = (&a.facts, &b.facts);
    let shared = x.iter().filter(|fact| y.contains(fact)).count();
    let facts = x.len().max(y.len());
    let length = |read: &Read| f32::from(u16::try_from(read.line.text.chars().count()).unwrap_or(u16::MAX)).max(1.0);
    let (long, short) = (length(a).max(length(b)), length(a).min(length(b)));
    let lengths = kinds + 0.5 * (1.0 - short / long);
    let ratio = |part: usize, whole: usize| {
        let small = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
        small(part) / small(whole)
    };
    if facts == 0 { lengths } else { lengths + 0.5 * (1.0 - ratio(shared, facts)) }
}
