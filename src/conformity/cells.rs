//! The cells of two lines compared: what one says and the other does not.

use std::ops::Range;

use rust_decimal::Decimal;

use super::Kind;
use super::compare::{Read, Side};
use crate::rules::printed::{Quote, Said};

/// Words that one text has and the other lacks, by the kind of thing that they are.
pub(super) type Lone = (Kind, Range<usize>);

/// A number in words, and where it stands.
pub(super) type InWords = (u32, Range<usize>);

/// The cells of a row that stand side by side; two lines that have no such cells are one each.
pub(super) fn cells(reads: [&Read; 2]) -> Vec<[Range<usize>; 2]> {
    let ranges = reads.map(|read| {
        let ends = &read.line.ends;
        let starts = std::iter::once(&0).chain(ends);
        starts.zip(ends).map(|(start, end)| *start..*end).collect::<Vec<_>>()
    });
    let [a, b] = &ranges;
    if a.len() == b.len() {
        return a.iter().zip(b).map(|(a, b)| [a.clone(), b.clone()]).collect();
    }
    vec![reads.map(|read| 0..read.line.text.len())]
}

/// Figures, amounts and dates that one cell has and the other lacks.
///
/// Yields the numbers in words that stand against nothing.
pub(super) fn quotes(reads: [&Read; 2], cells: &[Range<usize>; 2], lone: &mut [Vec<Lone>; 2]) -> [Vec<InWords>; 2] {
    let inside = |side: usize| {
        reads[side].printed.quotes.iter().filter(move |quote| cells[side].contains(&quote.place.start)).collect()
    };
    let [a, b]: [Vec<&Quote>; 2] = [inside(0), inside(1)];
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
    let mut words = words_alone(reads, cells);
    let mut large = [0, 1].map(|side| {
        reads[side].printed.large.iter().filter(|place| cells[side].contains(&place.start)).collect::<Vec<_>>()
    });
    let mut unread: [Vec<InWords>; 2] = [Vec::new(), Vec::new()];
    let mut found: [Vec<Lone>; 2] = [Vec::new(), Vec::new()];
    for (side, quotes) in [a, b].into_iter().enumerate() {
        for (quote, _) in quotes.iter().zip(&left[side]).filter(|(_, left)| **left) {
            // A figure here may be a word there.
            if let Said::Figure(value, None) = quote.said
                && let Some(at) = words[1 - side].iter().position(|(number, _)| Decimal::from(*number) == value)
            {
                words[1 - side].remove(at);
                continue;
            }
            // It may stand there in words that are not read, such as "forty", or "twenty-one" of which twenty is read.
            if let (Said::Figure(value, None), None) = (&quote.said, &quote.date)
                && let Some(value) = u32::try_from(*value).ok().filter(|value| *value > 20)
            {
                let twenty = words[1 - side].iter().position(|(number, _)| *number == 20 && value < 30);
                if twenty.map(|at| words[1 - side].remove(at)).is_some() || large[1 - side].pop().is_some() {
                    unread[side].push((value, quote.place.clone()));
                    continue;
                }
            }
            found[side].push(match (&quote.said, &quote.date) {
                (Said::Figure(_, Some(_)), _) => (Kind::Amount, quote.place.clone()),
                (_, Some(date)) => (Kind::Date, date.clone()),
                _ => (Kind::Number, quote.place.clone()),
            });
        }
    }
    // "one" is also an article or a pronoun; and "twice" is "dos veces": a word counts where it stands against something.
    words.iter_mut().for_each(|words| words.retain(|(number, _)| *number > 1));
    let against = [0, 1].map(|side| !words[1 - side].is_empty() || !found[1 - side].is_empty());
    for (side, found) in found.into_iter().enumerate() {
        if against[side] {
            lone[side].extend(words[side].drain(..).map(|(_, place)| (Kind::Number, place)));
        }
        lone[side].extend(found);
        words[side].append(&mut unread[side]);
    }
    words
}

/// The numbers in words that one cell has and the other lacks.
fn words_alone(reads: [&Read; 2], cells: &[Range<usize>; 2]) -> [Vec<InWords>; 2] {
    let inside = |side: usize| -> Vec<InWords> {
        let words = reads[side].printed.in_words.iter();
        words.filter(|(_, place)| cells[side].contains(&place.start)).cloned().collect()
    };
    let both = [inside(0), inside(1)];
    let alone = |side: usize| {
        let mut others = both[1 - side].clone();
        let mut words = both[side].clone();
        words.retain(|(number, _)| match others.iter().position(|(other, _)| other == number) {
            Some(at) => {
                others.remove(at);
                false
            }
            None => true,
        });
        words
    };
    [alone(0), alone(1)]
}

/// References that one cell has and the other lacks.
pub(super) fn links(reads: [&Read; 2], cells: &[Range<usize>; 2], lone: &mut [Vec<Lone>; 2]) {
    let inside = |side: usize| -> Vec<&(String, Range<usize>)> {
        let links = reads[side].line.links.iter();
        links.filter(|(_, place)| cells[side].contains(&place.start)).collect()
    };
    for side in [0, 1] {
        let mut others = inside(1 - side);
        for (target, place) in inside(side) {
            match others.iter().position(|(other, _)| other == target) {
                Some(at) => drop(others.remove(at)),
                None => lone[side].push((Kind::Reference, place.clone())),
            }
        }
    }
}

/// Names of bodies and strategies that one cell has and the other lacks.
pub(super) fn names(sides: [&Side<'_>; 2], reads: [&Read; 2], cells: &[Range<usize>; 2], lone: &mut [Vec<Lone>; 2]) {
    for (side, other) in [(0, 1), (1, 0)] {
        let theirs_in = reads[other].line.text.get(cells[other].clone()).unwrap_or_default();
        for (name, theirs) in sides[side].terms.names.iter().zip(&sides[other].terms.names) {
            if let Some(place) = name.place(&reads[side].printed, &cells[side])
                && !theirs.shown.is_empty()
                && theirs.place(&reads[other].printed, &cells[other]).is_none()
                && !theirs.is_inflected(theirs_in)
            {
                lone[side].push((Kind::Term, place));
            }
        }
    }
}
