//! A word list made ready for finding its phrases in texts.

use std::collections::BTreeMap;
use std::ops::Range;

use super::tokens::{Gap, Token, phrase};
use super::words::{Entry, WordList};

/// The phrases of one language, by their first words.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// The first word of each phrase, in order, with the phrase.
    firsts: Vec<(u64, usize)>,
    /// Phrases, longest first among those that begin alike, with their entries.
    phrases: Vec<(Vec<u64>, usize)>,
    /// For each entry the phrases before it, behind it, and the words beside it with which it is fine.
    contexts: Vec<[Vec<Vec<u64>>; 3]>,
    lists: BTreeMap<String, Vec<Vec<u64>>>,
}

impl Lexicon {
    pub fn of(list: &WordList) -> Self {
        let all = |forms: &[String]| forms.iter().map(|form| phrase(form)).collect::<Vec<_>>();
        let mut phrases: Vec<(Vec<u64>, usize)> = (list.entry.iter().enumerate())
            .flat_map(|(index, entry)| all(&entry.forms).into_iter().map(move |form| (form, index)))
            .filter(|(form, _)| !form.is_empty())
            .collect();
        phrases.sort_by_key(|(form, _)| (form.first().copied(), std::cmp::Reverse(form.len())));
        let firsts = phrases.iter().enumerate().filter_map(|(index, (form, _))| Some((*form.first()?, index)));
        Self {
            firsts: firsts.collect(),
            contexts: (list.entry.iter())
                .map(|entry| [all(&entry.not_after), all(&entry.not_before), all(&entry.not_with)])
                .collect(),
            lists: list.lists.iter().map(|(name, forms)| (name.clone(), all(forms))).collect(),
            phrases,
        }
    }

    /// The longest phrase that begins at a word: its entry, and how many words it has.
    pub fn at(&self, tokens: &[Token]) -> Option<(usize, usize)> {
        let first = tokens.first()?.key;
        let start = self.firsts.partition_point(|(known, _)| *known < first);
        let here = self.firsts[start..].iter().take_while(|(known, _)| *known == first);
        let mut fitting = here.map(|(_, phrase)| &self.phrases[*phrase]).filter(|(form, _)| begins(tokens, form));
        fitting.next().map(|(form, entry)| (*entry, form.len()))
    }

    /// How many words of a list's phrase begin the tokens.
    pub fn listed(&self, list: &str, tokens: &[Token]) -> Option<usize> {
        let forms = self.lists.get(list)?;
        forms.iter().filter(|form| begins(tokens, form)).map(Vec::len).max()
    }

    /// Which phrase of a list begins the tokens, counted from 1, and how many words it has; the longest that does.
    pub fn number_at(&self, list: &str, tokens: &[Token]) -> Option<(u32, usize)> {
        let fitting = self.lists.get(list)?.iter().enumerate().filter(|(_, form)| begins(tokens, form));
        let (position, form) = fitting.max_by_key(|(_, form)| form.len())?;
        Some((u32::try_from(position + 1).ok()?, form.len()))
    }

    /// Whether a list has any phrases.
    pub fn has(&self, list: &str) -> bool {
        self.lists.get(list).is_some_and(|forms| !forms.is_empty())
    }

    /// Which number of a list a word is, counted from 1.
    pub fn number_in(&self, list: &str, token: &Token) -> Option<u32> {
        let position = self.lists.get(list)?.iter().position(|form| form.as_slice() == [token.key])?;
        u32::try_from(position + 1).ok()
    }

    /// Whether a phrase of a list stands somewhere in the tokens.
    pub fn holds(&self, list: &str, tokens: &[Token]) -> bool {
        (0..tokens.len()).any(|at| self.listed(list, &tokens[at..]).is_some())
    }

    /// Whether what stands around an entry's phrase makes it mean something else.
    pub fn is_otherwise(&self, index: usize, entry: &Entry, tokens: &[Token], at: Range<usize>) -> bool {
        let [after, before, with] = &self.contexts[index];
        let ends = |form: &Vec<u64>| {
            let start = at.start.checked_sub(form.len());
            start.is_some_and(|start| begins(&tokens[start..at.start], form))
        };
        let sentence = sentence(tokens, at.start);
        let beside = &tokens[sentence.clone()];
        let stands = |form: &Vec<u64>| (0..beside.len()).any(|at| begins(&beside[at..], form));
        after.iter().any(ends)
            || before.iter().any(|form| begins(&tokens[at.end..], form))
            || with.iter().any(stands)
            || self.covers("terms", tokens, &at)
            || (entry.not_in_law && self.is_of_national_law(beside))
            || (entry.not_negated
                && self.holds("negations", &tokens[at.start.saturating_sub(8).max(sentence.start)..at.start]))
    }

    /// Whether words are part of a phrase of a list, as "party" is of "third party".
    pub fn covers(&self, list: &str, tokens: &[Token], at: &Range<usize>) -> bool {
        (at.start.saturating_sub(4)..=at.start)
            .any(|start| self.listed(list, &tokens[start..]).is_some_and(|length| start + length >= at.end))
    }

    /// Whether a sentence tells what a law asks of others: it names one, and none of those who take part here.
    fn is_of_national_law(&self, sentence: &[Token]) -> bool {
        let law = |at: usize| self.listed("law-names", &sentence[at..]).is_some() && self.is_a_law(sentence, at);
        (0..sentence.len()).any(law) && !self.holds("own", sentence)
    }

    /// Whether a word for a law is not part of another phrase: "law enforcement" is no law.
    pub fn is_a_law(&self, tokens: &[Token], at: usize) -> bool {
        !self.covers("no-laws", tokens, &(at..at + 1))
    }
}

/// Whether tokens begin with a phrase, nothing but blanks and hyphens between its words.
fn begins(tokens: &[Token], form: &[u64]) -> bool {
    tokens.len() >= form.len()
        && tokens.iter().zip(form).all(|(token, key)| token.key == *key)
        && tokens.iter().take(form.len()).skip(1).all(|token| token.gap == Gap::None)
}

/// More words than a sentence has: what is longer is no sentence.
const LONGEST: usize = 80;

/// The sentence around a word.
pub(crate) fn sentence(tokens: &[Token], at: usize) -> Range<usize> {
    let starts = |index: &usize| tokens[*index].gap == Gap::Sentence;
    let start = (at.saturating_sub(LONGEST)..=at).rev().find(starts).unwrap_or(at.saturating_sub(LONGEST));
    let end = tokens.len().min(at + LONGEST);
    let end = (at + 1..end).find(starts).unwrap_or(end);
    start..end
}

/// Whether words have a capital that neither a sentence nor a longer name gives them: "the Party", and not "the National
/// Democratic Party".
pub(crate) fn is_capital(tokens: &[Token], words: &Range<usize>) -> bool {
    let last = words.end.checked_sub(1).and_then(|last| tokens.get(last));
    let before = words.start.checked_sub(1).and_then(|before| tokens.get(before));
    let goes_on = tokens.get(words.start).is_some_and(|first| first.gap == Gap::None);
    let named = before.is_some_and(|before| before.capital && before.gap != Gap::Sentence);
    last.is_some_and(|last| last.capital && last.gap != Gap::Sentence) && !(goes_on && named)
}
