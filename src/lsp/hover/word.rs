//! Words that are one of a choice, languages, rules and bodies of rules.

use super::{Card, Look, statement, words};
use crate::lsp::diagnostics;
use crate::model::text::serves;
use crate::rules::reference::head;

/// The part of the catalogue in which a slot's words stand as they print.
const PRINTED: [(&str, &str); 4] =
    [("FREQUENCY", "frequency"), ("FORM", "contributions"), ("DIMENSION", "dimension"), ("USE", "data")];

impl Look<'_> {
    /// A word of a choice: what it says, and how it prints.
    pub(super) fn choice(&mut self, slot: &str, word: &str, meaning: &str) -> Card {
        let mut card = Card::new(format!("`{word}`: {meaning}"));
        let key = match (slot, word) {
            ("FORM", "in-kind") => Some("contributions.kind".to_owned()),
            _ => PRINTED.iter().find(|(known, _)| *known == slot).map(|(_, part)| format!("{part}.{word}")),
        };
        let printed = match slot {
            "SECTION" => crate::model::SectionName::read(word).map(|name| self.glance.section(name)),
            "PARTICIPLE" => {
                let sentence = self.glance.catalogue(&format!("recital.{word}"));
                sentence.map(|sentence| sentence.replace("{text}", "…"))
            }
            _ => key.and_then(|key| self.glance.catalogue(&key).map(str::to_owned)),
        };
        card.maybe(printed.map(|printed| format!("Prints as “{}”.", words(&printed))));
        card
    }

    /// A language: its name, what it is in this compact, and whether the program has its words.
    pub(super) fn language(&mut self, tag: &str) -> Option<Card> {
        let primary = tag.split('-').next().unwrap_or_default();
        let english = self.glance_in("en")?;
        let name = english.catalogue(&format!("language.{}", primary.to_lowercase()));
        let mut card = Card::new(match name {
            Some(name) => format!("**{name}** (`{tag}`)"),
            None => format!("The language `{tag}`"),
        });
        card.maybe(self.part_of_compact(tag));
        let wordings = &self.view.checked.project.wordings;
        card.line(match (wordings.has(tag), wordings.is_unreviewed(tag)) {
            (false, _) => "The program has no wording catalogue for it: nothing can be printed in it.",
            (true, true) => "It has a wording catalogue that nobody who drafts in it has reviewed.",
            (true, false) => "It has a reviewed wording catalogue.",
        });
        let rules = self.model.compact.as_ref().map_or("cpc", |compact| compact.rules.as_str());
        let packs = self.view.checked.project.rules.book.applying(rules);
        let primary = primary.to_lowercase();
        let lists: Vec<String> = packs
            .filter(|pack| pack.words.contains_key(&primary))
            .map(|pack| format!("`{}`", pack.about.name))
            .collect();
        card.line(match lists.is_empty() {
            true => "No rules have word lists for it: its words are not checked.".to_owned(),
            false => format!("Its words are checked by the lists of {}.", lists.join(" and ")),
        });
        Some(card)
    }

    fn part_of_compact(&self, tag: &str) -> Option<String> {
        let compact = self.model.compact.as_ref()?;
        let served = |languages: &[crate::source::Spanned<String>]| {
            languages.iter().find(|language| serves(tag, &language.value)).map(|language| language.value.clone())
        };
        let signed = served(&compact.languages).map(|language| (language, "a language that is signed"));
        let found =
            signed.or_else(|| Some((served(&compact.courtesy)?, "a courtesy translation, which is not signed")));
        Some(match found {
            Some((language, what)) if language == tag => format!("Here it is {what}."),
            Some((language, what)) => format!("Here it serves `{language}`, {what}."),
            None => "It is none of the languages of this compact.".to_owned(),
        })
    }

    /// A body of rules.
    pub(super) fn pack(&self, name: &str) -> Option<Card> {
        let pack = self.view.checked.project.rules.book.pack(name)?;
        let mut card = Card::new(format!("**{}** (`{}`)", words(&pack.about.title), pack.about.name));
        card.line(words(&pack.about.description));
        Some(card)
    }

    /// A rule that is waived: its page in short, with its authority, and what it does not say because of the waiver.
    pub(super) fn rule(&self, written: &str) -> Option<Card> {
        let rule = self.view.checked.project.rules.book.rule(written)?;
        let head = head(rule);
        let mut card = Card::new(format!("**{}**", words(&head.title)));
        let wanted = |name: &str| matches!(name, "Finds" | "Severity" | "Rests on" | "Element");
        for (name, fact) in head.facts.iter().filter(|(name, _)| wanted(name)) {
            card.line(format!("{name}: {fact}"));
        }
        let waived = self.view.checked.analysis.judgment.waived.iter();
        for waived in waived.filter(|waived| waived.finding.rule == rule.code) {
            card.line(format!("Waived: {}", statement::code_kept(&waived.finding.message)));
        }
        if let Some(paragraph) = rule.body.trim().split("\n\n").next() {
            card.page(paragraph);
        }
        if let Some(page) = diagnostics::page(&self.view.checked, &rule.code) {
            card.page(&format!("[{}]({page})", rule.code));
        }
        Some(card)
    }
}
