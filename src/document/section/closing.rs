//! What comes last: the closing words, the signature blocks, the annexes.

use super::Body;
use crate::document::composer::{Composer, paragraph, words};
use crate::document::numbering::letter;
use crate::document::prose::plain_text;
use crate::document::{Block, Inline, Section, Signatory, SignatureBlock, SignatureLine};
use crate::model::value::Day;
use crate::model::{Compact, Model};

impl Composer<'_> {
    /// The closing words: place and date of signing, originals, languages and how they weigh.
    pub fn closing(&mut self) -> Vec<Block> {
        let model = self.model;
        let Some(compact) = &model.compact else { return Vec::new() };
        if let Some(text) = &compact.closing {
            let mut blocks = self.passages(text);
            // Which text prevails must never be lost for an author's own closing words.
            if let Some(tag) = &compact.prevails {
                let language = words(&self.language_name(&tag.value));
                let sentence = self.sentence("closing.prevails-sentence", &[("language", language)]);
                match blocks.last_mut() {
                    Some(Block::Paragraph { body, .. }) => {
                        body.push(Inline::text(" "));
                        body.extend(sentence);
                    }
                    _ => blocks.push(paragraph(sentence, self.statement("compact"))),
                }
            }
            return blocks;
        }
        vec![paragraph(self.whole(|composer| composer.closing_sentence(compact)), self.statement("compact"))]
    }

    fn closing_sentence(&mut self, compact: &Compact) -> Vec<Inline> {
        // One word that the catalogue lacks, and the whole sentence is in the other language.
        if self.wording.own("closing.sentence").is_none() {
            return self.fill("closing.sentence", &[]);
        }
        let mut signed = vec![self.label("closing.signed")];
        if let Some(place) = &compact.place {
            let place = self.place(place);
            signed.push(self.plain("closing.at", &[("place", place)]));
        }
        if let Some(Day::On(date)) = compact.date.as_ref().map(|date| &date.value) {
            signed.push(self.plain("closing.on", &[("date", self.format.date(*date))]));
        }
        let originals = u16::try_from(self.model.participants.len()).unwrap_or(2).max(2);
        let originals = self.plain("closing.originals", &[("number", self.number_word(originals))]);
        // "Signed at Lima on …, in two originals", but "Signed in two originals".
        let mut parts = if signed.len() > 1 {
            vec![signed.join(" "), originals]
        } else {
            vec![format!("{} {originals}", signed.join(" "))]
        };
        parts.push(self.languages_clause());
        parts.extend(self.weight_clause());
        self.sentence("closing.sentence", &[("parts", words(&parts.join(", ")))])
    }

    /// The name of a language in this language; its tag where the catalogue does not know it.
    pub(in crate::document) fn language_name(&self, tag: &str) -> String {
        let primary = tag.split('-').next().unwrap_or(tag);
        let (name, _) = self.catalogue(&format!("language.{primary}"));
        if name.is_empty() { tag.to_owned() } else { name.to_owned() }
    }

    /// "in the English and Spanish languages"
    pub(in crate::document) fn languages_clause(&self) -> String {
        let Some(compact) = &self.model.compact else { return String::new() };
        let tags = self.languages.iter().filter_map(|index| compact.languages.get(*index));
        let names: Vec<String> = tags.map(|tag| self.language_name(&tag.value)).collect();
        match names.as_slice() {
            [one] => self.plain("closing.language", &[("language", one.clone())]),
            _ => self.plain("closing.languages", &[("languages", self.list_of_languages(names))]),
        }
    }

    /// "English and Spanish", and in French "anglais et en français", since "en" stands before it.
    pub(in crate::document) fn list_of_languages(&self, mut names: Vec<String>) -> String {
        for name in names.iter_mut().skip(1) {
            *name = self.plain("closing.further", &[("language", std::mem::take(name))]);
        }
        self.format.list(&names)
    }

    fn weight_clause(&self) -> Option<String> {
        let compact = self.model.compact.as_ref()?;
        if compact.languages.len() < 2 {
            return None;
        }
        Some(match &compact.prevails {
            Some(tag) => self.plain("closing.prevails", &[("language", self.language_name(&tag.value))]),
            None if compact.languages.len() == 2 => self.label("closing.equally-two"),
            None => self.label("closing.equally-all"),
        })
    }

    /// The signature blocks, one a participant.
    pub fn signatures(&mut self) -> Vec<SignatureBlock> {
        let model = self.model;
        let mut blocks = Vec::new();
        for index in self.order.clone() {
            let Some(participant) = model.participants.get(index) else { continue };
            let heading = match &participant.on_behalf {
                Some(text) => self.name(Some(text)),
                None => {
                    let name = self.fragment(participant.name.as_ref());
                    plain_text(&self.sentence("signature.for", &[("participant", name)]))
                }
            };
            let name = heading.clone();
            let heading = words(&heading);
            // Alike under all names of a side: one of them has its own, or the closing words are the author's.
            let own = participant.signatories.iter().any(|one| one.place.is_some() || one.date.is_some());
            let all = own || model.compact.as_ref().is_some_and(|compact| compact.closing.is_some());
            let mut signatories: Vec<Signatory> =
                participant.signatories.iter().map(|signatory| self.signatory(signatory, all)).collect();
            if signatories.is_empty() {
                signatories.push(self.unnamed());
            }
            blocks.push(SignatureBlock {
                participant: participant.id.value.clone(),
                name,
                heading,
                signatories,
                source: Some(participant.id.span),
            });
        }
        blocks
    }

    fn signatory(&mut self, signatory: &crate::model::Signatory, all: bool) -> Signatory {
        // A copy of what was signed shows under each name when that was.
        let all = all || self.conformed;
        let named = [&signatory.name, &signatory.title].map(|text| text.as_ref().map(|text| self.name(Some(text))));
        let signed = named[0].as_ref().filter(|_| self.conformed).map(|name| format!("/s/ {name}"));
        let name = named.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let compact = self.model.compact.as_ref();
        let mut lines = Vec::new();
        for (text, label) in [(&signatory.name, "signature.name"), (&signatory.title, "signature.title")] {
            lines.push(match text {
                Some(text) => SignatureLine { label: None, value: Some(words(&self.name(Some(text)))) },
                None => self.rule(label),
            });
        }
        // Place and date stand in the closing words, and here only where those do not hold them for this signatory.
        let place = signatory.place.as_ref().or(compact.and_then(|compact| compact.place.as_ref()));
        let date = compact.and_then(|compact| compact.date.as_ref()).map(|date| &date.value);
        let date = signatory.date.as_ref().or(date);
        let written = self.signed_on.map(Day::On);
        let date = if matches!(date, Some(Day::Blank)) { written.as_ref().or(date) } else { date };
        let blank = matches!(date, Some(Day::Blank));
        match place {
            Some(place) if all => {
                let place = self.place(place);
                lines.push(self.line("signature.place", &place));
            }
            None if all || blank => lines.push(self.rule("signature.place")),
            _ => {}
        }
        match date {
            Some(Day::On(date)) if all => {
                let date = self.format.date(*date);
                lines.push(self.line("signature.date", &date));
            }
            Some(Day::Blank) => lines.push(self.rule("signature.date")),
            None if all => lines.push(self.rule("signature.date")),
            _ => {}
        }
        Signatory { field: String::new(), name, signed, lines, source: Some(signatory.span) }
    }

    /// One who is not named yet: rules for name, title, and what else is not known.
    fn unnamed(&self) -> Signatory {
        let mut lines = vec![self.rule("signature.name"), self.rule("signature.title")];
        let compact = self.model.compact.as_ref();
        if compact.is_none_or(|compact| compact.place.is_none()) {
            lines.push(self.rule("signature.place"));
        }
        if compact.is_none_or(|compact| !matches!(compact.date.as_ref().map(|date| &date.value), Some(Day::On(_)))) {
            lines.push(self.rule("signature.date"));
        }
        Signatory { field: String::new(), name: String::new(), signed: None, lines, source: None }
    }

    fn line(&self, label: &str, value: &str) -> SignatureLine {
        SignatureLine { label: Some(words(&self.label(label))), value: Some(words(value)) }
    }

    fn rule(&self, label: &str) -> SignatureLine {
        SignatureLine { label: Some(words(&self.label(label))), value: None }
    }

    /// The annexes.
    pub fn annexes(&mut self) -> Vec<Section> {
        let model: &Model = self.model;
        let mut annexes = Vec::new();
        for (index, annex) in model.annexes.iter().enumerate() {
            let label = self.plain("label.annex", &[("number", letter(index))]);
            let title = self.fragment(annex.title.as_ref());
            let mut body = Body::default();
            body.tell_of(Some(annex.id.span));
            if let Some(text) = &annex.text {
                body.text(self, None, text);
            }
            if let Some(date) = annex.to_follow {
                let date = words(&self.format.date(date));
                let sentence = self.sentence("annex.to-follow", &[("date", date)]);
                body.paragraph(None, sentence);
            }
            body.spare_one_number();
            annexes.push(Section {
                anchor: self.anchor(&annex.id.value),
                number: format!("{label}."),
                title,
                blocks: body.blocks,
                source: Some(annex.id.span),
            });
        }
        annexes
    }
}
