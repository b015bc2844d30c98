//! The names of bodies and strategies, and the defined words, as a language has them.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::document::Text;
use crate::model::Model;
use crate::model::text::{self, plain};
use crate::rules::printed::{Printed, phrase};

/// The names and words of one language.
pub(super) struct Terms {
    /// Bodies, participants and strategies; the same index in every language.
    pub names: Vec<Term>,
    /// Defined words; the same index in every language.
    pub words: Vec<Term>,
}

/// A name or a word.
pub(super) struct Term {
    /// As a message shows it; empty where the language has none.
    pub shown: String,
    /// The phrases that it stands in texts as.
    forms: Vec<Vec<u64>>,
    /// The beginnings of its words, by which an inflected form is known.
    stems: Vec<String>,
}

impl Terms {
    pub fn of(model: &Model, text: &Text) -> Self {
        let first = model.compact.as_ref().and_then(|compact| compact.languages.first());
        let first = first.is_some_and(|first| first.value == text.language);
        let words = |written: &Option<text::Text>| {
            let entry = written.as_ref()?.entry(&text.language, first)?;
            Some(plain(&entry.prose)).filter(|words| !words.is_empty())
        };
        let bodies = model.bodies.iter().map(|body| vec![words(&body.name), words(&body.short)]);
        // An article is drawn together with what stands before it: "del Perú".
        let participants = model.participants.iter().map(|participant| {
            let names = [&participant.short, &participant.name, &participant.adjective];
            names.map(|name| words(name).map(|name| without_article(&name).to_owned())).to_vec()
        });
        let strategies = model.strategies.iter().map(|strategy| vec![words(&strategy.title)]);
        let defined = model.definitions.iter().map(|definition| vec![words(&definition.word)]);
        Self {
            names: bodies.chain(participants).chain(strategies).map(Term::of).collect(),
            words: defined.map(Term::of).collect(),
        }
    }
}

impl Term {
    fn of(forms: Vec<Option<String>>) -> Self {
        let forms: Vec<String> = forms.into_iter().flatten().collect();
        let shown = forms.first().cloned().unwrap_or_default();
        let stems = words(&shown.to_lowercase()).map(stem).collect();
        Self { stems, forms: forms.iter().map(|form| phrase(form)).collect(), shown }
    }

    /// Where it stands in a part of a text.
    pub fn place(&self, text: &Printed, part: &Range<usize>) -> Option<Range<usize>> {
        self.forms.iter().find_map(|form| text.place(form, part))
    }

    /// Whether its words stand in a text one after the other, in any form.
    pub fn is_inflected(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let words: Vec<&str> = words(&text).collect();
        !self.stems.is_empty()
            && words
                .windows(self.stems.len())
                .any(|window| window.iter().zip(&self.stems).all(|(word, stem)| word.starts_with(stem.as_str())))
    }
}

/// A name without the small words that it begins with.
fn without_article(name: &str) -> &str {
    let begins = |(at, word): (usize, &str)| word.starts_with(|c: char| !c.is_lowercase()).then_some(at);
    let mut at = 0;
    let words = name.split(' ').map(|word| {
        let start = at;
        at += word.len() + 1;
        (start, word)
    });
    words.filter(|(_, word)| !word.is_empty()).find_map(begins).map_or(name, |at| &name[at..])
}

/// The words that make a name; short ones (articles, "and") have too many forms.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c)).filter(|word| word.chars().count() > 2)
}

/// The beginning of a word that its forms have in common: seven letters of ten, and three at least.
fn stem(word: &str) -> String {
    let length = word.chars().count();
    word.chars().take((length * 7).div_ceil(10).max(3)).collect()
}
