//! A text as words: each once, folded to lower case, with what stands between it and the word before.

use unicode_normalization::char::is_combining_mark;

use crate::syntax::ast::{Literal, Quoting};

/// A word of a text, or a reference in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// Where it begins and ends in the text.
    pub start: u32,
    pub end: u32,
    /// The word in lower case, as a number; 0 for a reference.
    pub key: u64,
    /// What stands before it.
    pub gap: Gap,
    /// Whether it stands between quotation marks.
    pub quoted: bool,
    /// Whether it begins with a capital.
    pub capital: bool,
}

/// What divides two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// Blanks, hyphens, apostrophes, emphasis: a phrase goes on.
    None,
    /// A comma, a parenthesis, a dash: the sentence goes on.
    Clause,
    /// The end of a sentence, of a paragraph, of a list item; the beginning of a text.
    Sentence,
}

impl Token {
    /// Its place in the text.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether it is a reference.
    pub fn is_reference(&self) -> bool {
        self.key == 0
    }
}

/// A word in lower case as a number.
pub(crate) fn key(word: &str) -> u64 {
    word.chars().fold(SEED, step)
}

/// The words of a phrase as numbers.
pub(crate) fn phrase(text: &str) -> Vec<u64> {
    text.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()).map(key).collect()
}

// FNV-1a: words are short, and two of them with one number are not to be expected among a few thousand.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn step(seed: u64, c: char) -> u64 {
    let one = |seed: u64, c: char| (seed ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3);
    if c.is_ascii() { one(seed, c.to_ascii_lowercase()) } else { c.to_lowercase().fold(seed, one) }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && (c.is_alphanumeric() || is_combining_mark(c)))
}

/// Reads the words of a literal, one after another into `tokens`.
pub(crate) fn of_literal(literal: &Literal, tokens: &mut Vec<Token>) {
    Reader { text: &literal.text, plain: &literal.plain, block: literal.quoting == Quoting::Block }.read(tokens);
}

/// Reads the words of a comment.
pub(crate) fn of_comment(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    Reader { text, plain: &[], block: false }.read(&mut tokens);
    tokens
}

/// More bytes than the braces of a reference hold.
const LONGEST: usize = 256;

struct Reader<'a> {
    text: &'a str,
    plain: &'a [usize],
    block: bool,
}

impl Reader<'_> {
    fn read(&self, tokens: &mut Vec<Token>) {
        let mut at = 0;
        let mut gap = Gap::Sentence;
        // Where the quotation ends, and the marks of this paragraph that nothing closes.
        let mut quoted: Option<usize> = None;
        let mut open: Vec<char> = Vec::new();
        let to = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        while let Some(c) = self.text[at..].chars().next() {
            if is_word(c) {
                let start = at;
                let mut seed = SEED;
                for c in self.text[at..].chars().take_while(|c| is_word(*c)) {
                    seed = step(seed, c);
                    at += c.len_utf8();
                }
                tokens.push(Token {
                    start: to(start),
                    end: to(at),
                    key: seed,
                    gap,
                    quoted: quoted.is_some_and(|end| start < end),
                    capital: c.is_uppercase(),
                });
                gap = Gap::None;
                continue;
            }
            if c == '@'
                && let Some(end) = self.reference(at)
            {
                let quoted = quoted.is_some_and(|end| at < end);
                tokens.push(Token { start: to(at), end: to(end), key: 0, gap, quoted, capital: false });
                gap = Gap::None;
                at = end;
                continue;
            }
            let rest = &self.text[at..];
            // Of `[words](@id)` the words are read, and the target is none.
            if let Some(target) = rest.strip_prefix("](@") {
                at += target.find(')').map_or(1, |end| end + 4);
                continue;
            }
            if let Some(close) = closing(c).filter(|_| quoted.is_none_or(|end| at >= end)) {
                // What is not closed once is not looked for at every mark again.
                quoted = if open.contains(&c) { None } else { quotation(&rest[c.len_utf8()..], close) };
                match &mut quoted {
                    Some(length) => *length += at + c.len_utf8(),
                    None => open.push(c),
                }
            }
            if c == '\n' && rest.starts_with("\n\n") {
                open.clear();
            }
            gap = gap.max(self.gap(c, at));
            at += c.len_utf8();
        }
    }

    /// The end of a reference that begins here.
    fn reference(&self, at: usize) -> Option<usize> {
        let before = self.text[..at].chars().next_back();
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
        if before.is_some_and(inside) || self.plain.contains(&at) || (self.block && before == Some('\\')) {
            return None;
        }
        let rest = &self.text[at + 1..];
        if let Some(inner) = rest.strip_prefix('{') {
            // A name is short: what is never closed is not looked for to the end.
            return inner.bytes().take(LONGEST).position(|byte| byte == b'}').map(|end| at + end + 3);
        }
        let name = rest.find(|c: char| !is_word(c) && !matches!(c, '-' | '.')).unwrap_or(rest.len());
        let name = rest[..name].trim_end_matches(['-', '.']);
        (!name.is_empty()).then(|| at + 1 + name.len())
    }

    fn gap(&self, c: char, at: usize) -> Gap {
        let next = || self.text[at + c.len_utf8()..].chars().next();
        match c {
            '!' | '?' | ';' | '…' | '।' => Gap::Sentence,
            // A full stop between letters or figures ends nothing: `U.S.`, `1.2`.
            '.' if next().is_none_or(|next| !is_word(next)) && !self.abbreviates(at) => Gap::Sentence,
            '.' => Gap::None,
            '\n' if self.block => {
                let line = self.text[at + 1..].lines().next().unwrap_or_default().trim_start();
                let item = line.starts_with(['-', '+', '*']) || line.starts_with(|c: char| c.is_ascii_digit());
                if line.is_empty() || item { Gap::Sentence } else { Gap::None }
            }
            '\n' => Gap::Sentence,
            ',' | ':' | '(' | ')' | '–' | '—' => Gap::Clause,
            _ => Gap::None,
        }
    }

    /// Whether the full stop here belongs to an abbreviation: one letter before it, or no capital behind it.
    fn abbreviates(&self, at: usize) -> bool {
        let mut behind = self.text[at + 1..].chars().skip_while(|c| c.is_whitespace());
        let mut before = self.text[..at].chars().rev();
        let single = before.next().is_some_and(char::is_alphabetic) && before.next().is_none_or(|c| !c.is_alphabetic());
        behind.next().is_some_and(|c| c.is_lowercase() || c.is_ascii_digit() || single)
    }
}

/// The mark that closes a quotation.
fn closing(open: char) -> Option<char> {
    Some(match open {
        '"' => '"',
        '“' => '”',
        '„' => '“',
        '«' => '»',
        '‘' => '’',
        _ => return None,
    })
}

/// How far a quotation goes: to its closing mark, and not beyond its paragraph.
fn quotation(inner: &str, close: char) -> Option<usize> {
    for (at, c) in inner.char_indices() {
        let rest = &inner[at + c.len_utf8()..];
        if c == '\n' && rest.starts_with('\n') {
            return None;
        }
        // An apostrophe closes nothing.
        if c == close && !(c == '’' && rest.starts_with(char::is_alphanumeric)) {
            return Some(at);
        }
    }
    None
}
