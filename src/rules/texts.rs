//! All that an author wrote in words, read once for all rules: every text with its language, its words, and the
//! phrases of the word lists that stand in it.

use std::ops::Range;

use super::book::Rulebook;
use super::lexicon::{Lexicon, is_capital, sentence};
use super::tokens::{self, Gap, Token};
use super::words::{Entry, Lists, Only, WordList};
use crate::model::{Model, Outline, Value};
use crate::source::Span;
use crate::syntax::ast::Literal;

/// The texts of a compact, in the order of the source.
#[derive(Debug, Default)]
pub(crate) struct Texts<'a> {
    all: Vec<Text<'a>>,
    hits: Vec<Hit<'a>>,
    laws: Vec<&'a str>,
}

/// What is written in one language, in one place.
#[derive(Debug)]
pub(crate) struct Text<'a> {
    /// The statement that it belongs to.
    pub statement: usize,
    /// Its language, as a tag.
    pub language: &'a str,
    pub literal: &'a Literal,
    /// Where, quotation marks included.
    pub span: Span,
    pub role: Role,
    pub tokens: Vec<Token>,
}

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Words of the instrument.
    Prose,
    /// The title of the instrument.
    Title,
    /// A word that the instrument defines.
    Term,
    /// A name or a title that is what it is: of a body, a law, a person, a place.
    Name,
    /// A record that is never printed.
    Record,
}

/// A phrase of a word list, where it was found.
#[derive(Debug)]
pub(crate) struct Hit<'a> {
    /// The text, and the words in it.
    pub text: usize,
    pub words: Range<usize>,
    pub entry: &'a Entry,
    index: usize,
    lexicon: &'a Lexicon,
}

/// The part of a language tag by which word lists are found.
pub(crate) fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or_default()
}

impl<'a> Texts<'a> {
    /// Reads the texts of a model, with the words of the packs that apply to it.
    pub fn of(model: &'a Model, book: &'a Rulebook) -> Self {
        let Some(compact) = &model.compact else { return Self::default() };
        let first = compact.languages.first().map_or("en", |language| language.value.as_str());
        let outline = &model.outline;
        let mut texts = Self { laws: laws(outline), ..Self::default() };
        for (index, statement) in outline.all() {
            let mut role = None;
            let mut add = |language, literal, span| {
                let role = *role.get_or_insert_with(|| self::role(outline, index));
                let mut tokens = Vec::new();
                tokens::of_literal(literal, &mut tokens);
                texts.all.push(Text { statement: index, language, literal, span, role, tokens });
            };
            for arg in outline.args(index) {
                if let Value::Text(literal) = &arg.value {
                    add(first, literal, arg.span);
                }
            }
            for text in &statement.texts {
                add(&text.language, &text.literal, text.span);
            }
        }
        let packs: Vec<_> = book.applying(&compact.rules).filter(|pack| !pack.words.is_empty()).collect();
        let mut known: Vec<(&str, Vec<Lists<'a>>)> = Vec::new();
        for (index, text) in texts.all.iter().enumerate() {
            let language = primary(text.language);
            let at = known.iter().position(|(known, _)| *known == language).unwrap_or_else(|| {
                let lists = packs.iter().filter_map(|pack| pack.words.get(language)?.lexicon());
                known.push((language, lists.collect()));
                known.len() - 1
            });
            for (list, lexicon) in &known[at].1 {
                texts.hits.extend(hits(index, &text.tokens, list, lexicon));
            }
        }
        texts
    }

    /// All of them.
    pub fn all(&self) -> &[Text<'a>] {
        &self.all
    }

    /// Those of one statement, one a language.
    pub fn of_statement(&self, statement: usize) -> &[Text<'a>] {
        let start = self.all.partition_point(|text| text.statement < statement);
        let end = self.all.partition_point(|text| text.statement <= statement);
        &self.all[start..end]
    }

    /// The phrases that a rule looks for, whatever they mean.
    pub fn found<'b>(&'b self, rule: &'b str) -> impl Iterator<Item = (&'b Text<'a>, &'b Hit<'a>)> {
        let hits = self.hits.iter().filter(move |hit| hit.entry.rule == rule);
        hits.map(|hit| (&self.all[hit.text], hit))
    }

    /// The phrases that a rule looks for and that are meant: not quoted, no part of a name, not of something else.
    pub fn meant<'b>(&'b self, rule: &'b str) -> impl Iterator<Item = (&'b Text<'a>, &'b Hit<'a>)> {
        self.found(rule).filter(|(text, hit)| self.is_meant(text, hit))
    }

    fn is_meant(&self, text: &Text<'_>, hit: &Hit<'_>) -> bool {
        let tokens = &text.tokens;
        let Some(first) = tokens.get(hit.words.start) else { return false };
        // A defined word names the thing wherever it stands, as a title does; an article before it is none of it.
        let is_term = || text.role == Role::Term && hit.words.start <= 1 && hit.words.end == tokens.len();
        let here = match hit.entry.only {
            Some(Only::Title) => text.role == Role::Title || is_term(),
            Some(Only::Start) => first.gap == Gap::Sentence,
            Some(Only::Capital) => is_capital(tokens, &hit.words) || (first.capital && is_term()),
            Some(Only::Whole) => hit.words == (0..tokens.len()),
            None => true,
        };
        here && matches!(text.role, Role::Prose | Role::Title | Role::Term)
            && !first.quoted
            && !hit.lexicon.is_otherwise(hit.index, hit.entry, tokens, hit.words.clone())
            && !(hit.entry.not_of_law && self.speaks_of_law(text, hit))
    }

    /// Whether a phrase is about a law or another instrument: one is its subject, or it is "of" one.
    fn speaks_of_law(&self, text: &Text<'_>, hit: &Hit<'_>) -> bool {
        let tokens = &text.tokens;
        let sentence = sentence(tokens, hit.words.start);
        let before = hit.words.start.saturating_sub(6).max(sentence.start)..hit.words.start;
        if before.clone().any(|at| self.is_law(text, at, hit.lexicon)) {
            return true;
        }
        let of = hit.lexicon.listed("of", &tokens[hit.words.end..]).unwrap_or(0);
        let behind = hit.words.end + of..(hit.words.end + of + 5).min(sentence.end);
        of > 0 && behind.clone().any(|at| self.is_law(text, at, hit.lexicon))
    }

    /// Whether a word names a law or another instrument, or refers to one.
    pub fn is_law(&self, text: &Text<'_>, at: usize, lexicon: &Lexicon) -> bool {
        let tokens = &text.tokens[at..];
        if lexicon.listed("laws", tokens).is_some() && lexicon.is_a_law(&text.tokens, at) {
            return true;
        }
        let reference = tokens.first().filter(|token| token.is_reference());
        reference.is_some_and(|token| self.laws.contains(&text.target(token)))
    }
}

impl<'a> Text<'a> {
    /// What a word is in the source.
    pub fn word(&self, token: &Token) -> &'a str {
        &self.literal.text[token.range()]
    }

    /// The identifier that a reference names, without its field.
    pub fn target(&self, token: &Token) -> &'a str {
        self.written(token).split('.').next().unwrap_or_default()
    }

    /// What a reference names, with its field.
    pub fn written(&self, token: &Token) -> &'a str {
        self.word(token).trim_start_matches('@').trim_matches(['{', '}', ' '])
    }

    /// The source of some words.
    pub fn words(&self, words: Range<usize>) -> (&'a str, Span) {
        let (Some(first), Some(last)) = (self.tokens.get(words.start), self.tokens.get(words.end.saturating_sub(1)))
        else {
            return ("", self.span);
        };
        let range = first.start as usize..last.end as usize;
        (&self.literal.text[range.clone()], self.literal.span(range))
    }
}

fn hits<'a>(text: usize, tokens: &[Token], list: &'a WordList, lexicon: &'a Lexicon) -> Vec<Hit<'a>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((index, length)) = lexicon.at(&tokens[at..]) else {
            at += 1;
            continue;
        };
        found.push(Hit { text, words: at..at + length, entry: &list.entry[index], index, lexicon });
        at += length;
    }
    found
}

/// The strategies that are laws, plans or reports: what is said of one is not said of the compact.
fn laws(outline: &Outline) -> Vec<&str> {
    let strategies = outline.all().filter(|(_, statement)| statement.keyword == "strategy");
    strategies.filter_map(|(index, _)| outline.id(index)).map(|(id, _)| id).collect()
}

fn role(outline: &Outline, index: usize) -> Role {
    let Some(statement) = outline.get(index) else { return Role::Record };
    let parent = outline.get(statement.parent).map_or("", |parent| parent.keyword);
    match (statement.keyword, parent) {
        _ if statement.private => Role::Record,
        ("word", "definition") => Role::Term,
        ("allow" | "include", _) | (_, "selection" | "implementer") => Role::Record,
        ("title" | "short", "compact") => Role::Title,
        ("signing" | "authority", "compact") | ("title", "strategy") | ("in" | "equivalent" | "with", _) => Role::Name,
        (
            "name" | "short" | "adjective" | "on-behalf" | "lead" | "body" | "signatory" | "at" | "title",
            "participant",
        ) => Role::Name,
        (_, "lead" | "body" | "signatory" | "place") => Role::Name,
        _ => Role::Prose,
    }
}

/// A statement as messages name it: `objective protect`, or "the `text` of `objective protect`".
pub(crate) fn named(outline: &Outline, index: usize) -> String {
    let word = |index: usize| match (outline.get(index), outline.id(index)) {
        (Some(statement), Some((id, _))) => format!("`{} {id}`", statement.keyword),
        (Some(statement), None) => format!("`{}`", statement.keyword),
        (None, _) => String::new(),
    };
    let parent = outline.get(index).map_or(0, |statement| statement.parent);
    if parent == 0 || outline.id(index).is_some() {
        return word(index);
    }
    if outline.get(index).is_some_and(|statement| statement.keyword == "equivalent") {
        return format!("the source (`from`) of the {} of {}", word(index), word(parent));
    }
    format!("the {} of {}", word(index), word(parent))
}
