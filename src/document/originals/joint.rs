//! The lists of all participants, and of all languages, as one original prints them: what alternates in prose.

use crate::document::composer::Composer;
use crate::document::edition::Edition;
use crate::document::prose::plain_text;
use crate::document::wording::{Wording, Wordings};
use crate::model::Model;
use crate::model::text::Field;

/// What stands for a list in a sentence that is compared.
const LIST: &str = "\u{FFFC}";

/// What stands for a list with a preposition before each name.
const REPEATING: &str = "\u{FFFC}\u{FFFC}";

/// The lists of one language in all originals, and what its catalogue contracts.
pub(super) struct Joint {
    /// Longest first, each with the mark that stands for it: a list that repeats its preposition is not one that does not.
    lists: Vec<(String, &'static str)>,
    /// The short designations of the participants.
    names: Vec<String>,
    wording: Wording,
}

impl Joint {
    /// The lists that editions print in a language. A text may have sentences in another language, where its own lacks
    /// them, and so the lists of those are known as well.
    pub fn of<'e>(
        model: &Model,
        wordings: &Wordings,
        editions: impl Iterator<Item = &'e Edition> + Clone,
        language: &str,
    ) -> Self {
        let mut joint =
            Self { lists: Vec::new(), names: Vec::new(), wording: wordings.of(language).unwrap_or_default() };
        let languages = model.compact.as_ref().map(|compact| compact.languages.as_slice()).unwrap_or_default();
        let at = languages.iter().position(|tag| tag.value == language);
        for tag in languages {
            for edition in editions.clone() {
                let Some(wording) = wordings.of(&tag.value) else { continue };
                let mut composer = Composer::new(model, &tag.value, wording).in_edition(edition, at);
                let names = (0..model.participants.len()).map(|index| composer.short(index)).collect::<Vec<_>>();
                let names: Vec<String> = names.iter().map(|name| joint.expanded(name)).collect();
                joint.names.extend(names.into_iter().flat_map(both_cases));
                for (list, mark) in composer.joint_lists() {
                    let list = joint.expanded(&list);
                    joint.lists.extend(both_cases(list).map(|list| (list, mark)));
                }
            }
        }
        joint.lists.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        joint.lists.dedup();
        joint
    }

    /// Whether words name a participant.
    pub fn names_one(&self, words: &str) -> bool {
        let words = self.expanded(words);
        self.names.iter().any(|name| !name.is_empty() && words.contains(name.as_str()))
    }

    /// A sentence with a mark in the place of each list.
    pub fn masked(&self, sentence: &str) -> String {
        let mut masked = self.expanded(sentence);
        for (list, mark) in self.lists.iter().filter(|(list, _)| !list.is_empty()) {
            masked = masked.replace(list.as_str(), mark);
        }
        masked
    }

    /// A sentence whose contractions and elisions are undone: "del Perú" is "de el Perú", wherever that stands.
    fn expanded(&self, sentence: &str) -> String {
        let mut expanded = String::with_capacity(sentence.len() + 16);
        for word in sentence.split_inclusive([' ', '\u{A0}']) {
            let bare = word.trim_end_matches([' ', '\u{A0}']);
            let contraction = self.wording.contractions.iter().find(|[_, _, result]| bare.eq_ignore_ascii_case(result));
            let elision = self.wording.elisions.iter().find_map(|[whole, cut]| {
                let rest = word.get(cut.len()..).filter(|_| word.to_lowercase().starts_with(cut.as_str()))?;
                Some((whole, rest))
            });
            match (contraction, elision) {
                (Some([first, article, _]), _) => {
                    expanded.push_str(first);
                    expanded.push(' ');
                    expanded.push_str(article);
                    expanded.push_str(&word[bare.len()..]);
                }
                (None, Some((whole, rest))) => {
                    expanded.push_str(whole);
                    expanded.push(' ');
                    expanded.push_str(rest);
                }
                (None, None) => expanded.push_str(word),
            }
        }
        expanded
    }
}

/// Words as they stand within a sentence and at its beginning.
fn both_cases(words: String) -> [String; 2] {
    let mut letters = words.chars();
    let capital = letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default();
    [capital, words]
}

impl Composer<'_> {
    /// All participants by each of their designations, as the naming sentence has them, and the languages.
    fn joint_lists(&mut self) -> Vec<(String, &'static str)> {
        let fields = [None, Some(Field::Name), Some(Field::Short), Some(Field::Adjective)];
        let mut lists = Vec::new();
        for field in fields {
            lists.push((plain_text(&self.participants(field, None)), LIST));
            for preposition in self.wording.repeated.clone() {
                lists.push((plain_text(&self.participants(field, Some(&preposition))), REPEATING));
            }
        }
        lists.push((plain_text(&self.named()), LIST));
        lists.push((self.languages_clause(), LIST));
        lists
    }
}
