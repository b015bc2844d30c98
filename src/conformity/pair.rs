//! Two lines compared: what is said of each difference, and the words that it is about.

use std::ops::Range;

use super::cells::{InWords, Lone, cells, links, names, quotes};
use super::compare::{Read, Side};
use super::ending::Ending;
use super::lines::{Kind as LineKind, Line};
use super::{Cell, Difference, Kind, Row, Run};

/// A line that the other text lacks.
pub(super) fn alone(sides: [&Side<'_>; 2], read: &Read, here: bool) -> Row {
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
pub(super) fn pair(sides: [&Side<'_>; 2], reads: [&Read; 2], shifted: bool) -> Row {
    let mut found = Found { tags: sides.map(|side| side.text.language.as_str()), ..Found::default() };
    found.languages(reads);
    found.structure(reads);
    // What is not translated has nothing to be compared.
    if found.differences.iter().all(|difference| difference.kind != Kind::Language) {
        let mut lone: [Vec<Lone>; 2] = [Vec::new(), Vec::new()];
        for cells in cells(reads) {
            let words = quotes(reads, &cells, &mut lone);
            found.in_words(reads, words);
            links(reads, &cells, &mut lone);
            names(sides, reads, &cells, &mut lone);
        }
        found.lone(reads, &lone);
        found.words(sides, reads);
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

    /// Numbers in words that stand against nothing; two is also "both" and "twice".
    fn in_words(&mut self, reads: [&Read; 2], words: [Vec<InWords>; 2]) {
        for (side, words) in words.into_iter().enumerate() {
            for (_, place) in words.into_iter().filter(|(number, _)| *number > 2) {
                let (word, has, lacks) = (&reads[side].line.text[place], self.tags[side], self.tags[1 - side]);
                self.notes.push(format!("the number `{word}` in `{has}`, and none for it in `{lacks}`"));
            }
        }
    }

    /// Defined words have many forms, and are only noted.
    fn words(&mut self, sides: [&Side<'_>; 2], reads: [&Read; 2]) {
        for (side, other) in [(0, 1), (1, 0)] {
            for (word, theirs) in sides[side].terms.words.iter().zip(&sides[other].terms.words) {
                let text = &reads[side].line.text;
                let stands = word.place(&reads[side].printed, &(0..text.len())).is_some();
                if stands && !theirs.shown.is_empty() && !theirs.is_inflected(&reads[other].line.text) {
                    let (has, lacks) = (self.tags[side], self.tags[other]);
                    let (word, theirs) = (&word.shown, &theirs.shown);
                    self.notes.push(format!("the defined word `{word}` in `{has}`, and no `{theirs}` in `{lacks}`"));
                }
            }
        }
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
