//! Two lines compared: what each says that the other does not.

use std::ops::Range;

use rust_decimal::Decimal;

use super::align::align;
use super::lines::{Kind as LineKind, Line, Writer};
use super::terms::Terms;
use super::{Cell, Difference, Kind, Row, Run};
use crate::document::{Block, Clause, Text, aligned};
use crate::rules::printed::{Printed, Reader, Said};

/// A text, and what is needed to read it.
pub(super) struct Side<'a> {
    pub text: &'a Text,
    pub reader: Reader,
    pub terms: Terms,
}

/// A line that was read.
struct Read {
    line: Line,
    printed: Printed,
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
        let read = |lines: Vec<Line>, side: &Side<'_>| -> Vec<Read> {
            let one = |line: Line| Read { printed: side.reader.read(&line.text), line };
            lines.into_iter().map(one).collect()
        };
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

/// A line that the other text lacks.
fn alone(sides: [&Side<'_>; 2], read: &Read, here: bool) -> Row {
    let line = &read.line;
    let tags = sides.map(|side| side.text.language.as_str());
    let (has, lacks) = if here { (tags[0], tags[1]) } else { (tags[1], tags[0]) };
    let message = format!("this {} stands in `{has}` and not in `{lacks}`", line.kind.word());
    let whole = 0..line.text.len();
    let cell = Some(cell(line, std::slice::from_ref(&whole)));
    let (one, other) = if here { (cell, None) } else { (None, cell) };
    Row {
        place: line.place.clone(),
        kind: line.kind.word(),
        here: one,
        there: other,
        differences: vec![Difference { kind: Kind::Missing, message }],
        notes: Vec::new(),
    }
}

/// Two lines that say the same, or should.
fn pair(sides: [&Side<'_>; 2], reads: [&Read; 2], shifted: bool) -> Row {
    let mut found = Found { tags: sides.map(|side| side.text.language.as_str()), ..Found::default() };
    found.languages(reads);
    found.structure(reads);
    // What is not translated has nothing to be compared.
    if found.differences.iter().all(|difference| difference.kind != Kind::Language) {
        found.quotes(reads);
        found.links(reads);
        found.names(sides, reads);
        found.endings(reads);
    }
    if !shifted {
        found.numbers(sides, reads);
    }
    let Found { mut differences, notes, marks: [here, there], .. } = found;
    differences.sort_by_key(|difference| difference.kind);
    let [a, b] = reads.map(|read| &read.line);
    Row {
        place: a.place.clone(),
        kind: a.kind.word(),
        here: Some(cell(a, &here)),
        there: Some(cell(b, &there)),
        differences,
        notes,
    }
}

/// What is found in a pair of lines.
#[derive(Default)]
struct Found<'a> {
    tags: [&'a str; 2],
    differences: Vec<Difference>,
    notes: Vec<String>,
    marks: [Vec<Range<usize>>; 2],
}

/// Words that one text has and the other lacks, by the kind of thing that they are.
type Lone = (Kind, Range<usize>);

impl Found<'_> {
    fn say(&mut self, kind: Kind, message: String) {
        self.differences.push(Difference { kind, message });
    }

    /// Says what stands on one side only, kind by kind.
    fn lone(&mut self, reads: [&Read; 2], lone: &[Vec<Lone>; 2]) {
        for kind in Kind::ALL {
            let words: Vec<Vec<&str>> = (reads.iter().zip(lone))
                .map(|(read, lone)| {
                    let mut places: Vec<&Range<usize>> =
                        lone.iter().filter(|(known, _)| *known == kind).map(|(_, place)| place).collect();
                    places.dedup();
                    places.into_iter().filter_map(|place| read.line.text.get(place.clone())).collect()
                })
                .collect();
            if let [here, there] = words.as_slice()
                && !(here.is_empty() && there.is_empty())
            {
                self.say(kind, self.told([here, there]));
            }
        }
        for (marks, lone) in self.marks.iter_mut().zip(lone) {
            marks.extend(lone.iter().map(|(_, place)| place.clone()));
        }
    }

    fn told(&self, words: [&[&str]; 2]) -> String {
        let [here, there] = self.tags;
        let quoted = |words: &[&str]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        match words.map(quoted) {
            [one, none] if none.is_empty() => format!("{one} in `{here}` and not in `{there}`"),
            [none, one] if none.is_empty() => format!("{one} in `{there}` and not in `{here}`"),
            [one, other] => format!("{one} in `{here}` where `{there}` has {other}"),
        }
    }

    /// Words that are not in the language of their text.
    fn languages(&mut self, reads: [&Read; 2]) {
        for (side, read) in reads.into_iter().enumerate() {
            for (language, place) in &read.line.foreign {
                let words = read.line.text.get(place.clone()).unwrap_or_default();
                // A name that is written once stands alike in all texts.
                if words.chars().any(char::is_alphabetic) {
                    let (tag, line) = (self.tags[side], read.line.kind.word());
                    let message = format!(
                        "this {line} of the text in `{tag}` has words in `{language}`, and is not compared further"
                    );
                    if self.differences.iter().all(|known| known.message != message) {
                        self.say(Kind::Language, message);
                    }
                    self.marks[side].push(place.clone());
                }
            }
        }
    }

    /// Figures, amounts and dates.
    fn quotes(&mut self, reads: [&Read; 2]) {
        let [a, b] = reads.map(|read| &read.printed.quotes);
        let mut left = [vec![true; a.len()], vec![true; b.len()]];
        // What is the same goes first, then a month that is a figure in the other text.
        for exactly in [true, false] {
            for (index, quote) in a.iter().enumerate() {
                let same = |other: &Said| if exactly { *other == quote.said } else { other.is(&quote.said) };
                let partner = (0..b.len()).find(|at| left[1][*at] && same(&b[*at].said)).filter(|_| left[0][index]);
                if let Some(partner) = partner {
                    (left[0][index], left[1][partner]) = (false, false);
                }
            }
        }
        let mut words = reads.map(|read| read.printed.in_words.clone());
        // What both have in words.
        let both = words.clone();
        for (side, other) in [(0, 1), (1, 0)] {
            let mut others = both[other].clone();
            words[side].retain(|(number, _)| match others.iter().position(|(other, _)| other == number) {
                Some(at) => {
                    others.remove(at);
                    false
                }
                None => true,
            });
        }
        let mut lone: [Vec<Lone>; 2] = [Vec::new(), Vec::new()];
        for (side, quotes) in [a, b].into_iter().enumerate() {
            for (quote, _) in quotes.iter().zip(&left[side]).filter(|(_, left)| **left) {
                // A figure here may be a word there.
                if let Said::Figure(value, None) = quote.said
                    && let Some(at) = words[1 - side].iter().position(|(number, _)| Decimal::from(*number) == value)
                {
                    words[1 - side].remove(at);
                    continue;
                }
                lone[side].push(match (&quote.said, &quote.date) {
                    (Said::Figure(_, Some(_)), _) => (Kind::Amount, quote.place.clone()),
                    (_, Some(date)) => (Kind::Date, date.clone()),
                    _ => (Kind::Number, quote.place.clone()),
                });
            }
        }
        // "one" is also an article or a pronoun; and "twice" is "dos veces": a word that has none to stand against says nothing.
        words.iter_mut().for_each(|words| words.retain(|(number, _)| *number > 1));
        let [here, there] = &words;
        if !here.is_empty() && !there.is_empty() || lone.iter().any(|lone| !lone.is_empty()) {
            for (side, words) in words.iter().enumerate() {
                let against =
                    !words.is_empty() && (!lone[1 - side].is_empty() || !here.is_empty() && !there.is_empty());
                if against {
                    lone[side].extend(words.iter().map(|(_, place)| (Kind::Number, place.clone())));
                }
            }
        }
        self.lone(reads, &lone);
    }

    /// References.
    fn links(&mut self, reads: [&Read; 2]) {
        let lone = |here: &Read, there: &Read| -> Vec<Lone> {
            let mut others: Vec<&str> = there.line.links.iter().map(|(target, _)| target.as_str()).collect();
            let mut lone = Vec::new();
            for (target, place) in &here.line.links {
                match others.iter().position(|other| other == target) {
                    Some(at) => drop(others.remove(at)),
                    None => lone.push((Kind::Reference, place.clone())),
                }
            }
            lone
        };
        self.lone(reads, &[lone(reads[0], reads[1]), lone(reads[1], reads[0])]);
    }

    /// Names of bodies and strategies; and defined words, which have many forms and are only noted.
    fn names(&mut self, sides: [&Side<'_>; 2], reads: [&Read; 2]) {
        let mut lone: [Vec<Lone>; 2] = [Vec::new(), Vec::new()];
        for (side, other) in [(0, 1), (1, 0)] {
            for (name, theirs) in sides[side].terms.names.iter().zip(&sides[other].terms.names) {
                if let Some(place) = name.place(&reads[side].printed)
                    && !theirs.shown.is_empty()
                    && theirs.place(&reads[other].printed).is_none()
                    && !theirs.is_inflected(&reads[other].line.text)
                {
                    lone[side].push((Kind::Term, place));
                }
            }
            for (word, theirs) in sides[side].terms.words.iter().zip(&sides[other].terms.words) {
                let stands = word.place(&reads[side].printed).is_some();
                if stands && !theirs.shown.is_empty() && !theirs.is_inflected(&reads[other].line.text) {
                    let (has, lacks) = (self.tags[side], self.tags[other]);
                    let (word, theirs) = (&word.shown, &theirs.shown);
                    self.notes.push(format!("the defined word `{word}` in `{has}`, and no `{theirs}` in `{lacks}`"));
                }
            }
        }
        self.lone(reads, &lone);
    }

    /// The numbers of paragraphs.
    fn numbers(&mut self, sides: [&Side<'_>; 2], reads: [&Read; 2]) {
        let [a, b] = [0, 1].map(|side| {
            let quotes = sides[side].reader.read(&reads[side].line.number).quotes;
            quotes.into_iter().map(|quote| quote.said).collect::<Vec<_>>()
        });
        // One paragraph alone has no number, and what is no item has none either: that is told otherwise.
        let told = reads[0].line.kind != reads[1].line.kind || a.is_empty() || b.is_empty();
        if a != b && !told {
            let [here, there] = reads.map(|read| read.line.number.trim_end_matches('.'));
            self.say(Kind::Numbering, self.told([&[here], &[there]]));
        }
    }

    fn structure(&mut self, reads: [&Read; 2]) {
        let [a, b] = reads.map(|read| read.line.kind);
        if a != b {
            let ([here, there], [tag, other]) = (reads.map(|read| read.line.kind.word()), self.tags);
            let deep = if here == there { ", at another depth" } else { "" };
            self.say(Kind::Structure, format!("{here} in `{tag}`, {there} in `{other}`{deep}"));
        }
    }

    fn endings(&mut self, reads: [&Read; 2]) {
        // "For …:" may end with its name in another language.
        if reads[0].line.kind == LineKind::Signature {
            return;
        }
        let endings = reads.map(|read| {
            let mut start = 0;
            let part = |end: &usize| {
                Ending::of(read.line.text.get(std::mem::replace(&mut start, *end)..*end).unwrap_or_default())
            };
            read.line.ends.iter().map(part).collect::<Vec<_>>()
        });
        let [a, b] = &endings;
        let differing = a.iter().zip(b).find(|(a, b)| a != b);
        if let Some((a, b)) = differing.filter(|_| endings[0].len() == endings[1].len()) {
            let [here, there] = self.tags;
            self.say(Kind::Ending, format!("ends with {} in `{here}`, with {} in `{there}`", a.words(), b.words()));
        }
    }
}

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Stop,
    Question,
    Exclamation,
    Semicolon,
    Comma,
    Colon,
    Open,
}

impl Ending {
    fn of(text: &str) -> Self {
        let closing = |c: char| c.is_whitespace() || "\"'”’»“)]|".contains(c);
        match text.trim_end_matches(closing).chars().next_back() {
            Some('.' | '।' | '॥' | '。' | '۔' | '…' | '።') => Self::Stop,
            Some('?' | '؟' | '？') => Self::Question,
            Some('!' | '！') => Self::Exclamation,
            Some(';' | '؛' | '；') => Self::Semicolon,
            Some(',' | '،' | '，' | '、') => Self::Comma,
            Some(':' | '：') => Self::Colon,
            _ => Self::Open,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Stop => "a full stop",
            Self::Question => "a question mark",
            Self::Exclamation => "an exclamation mark",
            Self::Semicolon => "a semicolon",
            Self::Comma => "a comma",
            Self::Colon => "a colon",
            Self::Open => "no mark",
        }
    }
}

/// How unlike two lines are: by their kinds, by what they say, by their lengths.
fn unlike(a: &Read, b: &Read) -> f32 {
    if std::mem::discriminant(&a.line.kind) != std::mem::discriminant(&b.line.kind) {
        return 2.0;
    }
    let kinds = if a.line.kind == b.line.kind { 0.0 } else { 0.4 };
    let facts = |read: &Read| {
        let quotes = read.printed.quotes.iter().map(|quote| quote.said.shown());
        let links = read.line.links.iter().map(|(target, _)| format!("@{target}"));
        quotes.chain(links).collect::<Vec<_>>()
    };
    let (x, y) = (facts(a), facts(b));
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

/// A line as it is shown, with marks.
fn cell(line: &Line, marks: &[Range<usize>]) -> Cell {
    let mut cuts: Vec<usize> = marks.iter().flat_map(|mark| [mark.start, mark.end]).collect();
    cuts.extend([0, line.text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let run = |(from, to): (&usize, &usize)| Run {
        text: line.text.get(*from..*to).unwrap_or_default().to_owned(),
        marked: marks.iter().any(|mark| mark.start <= *from && *to <= mark.end),
    };
    Cell { number: line.number.clone(), runs: cuts.iter().zip(cuts.iter().skip(1)).map(run).collect() }
}
