//! What the sheet tells of an instrument, in English where the compact has it.

use jiff::civil::Date;

use crate::document::wording::Wordings;
use crate::document::{Document, Inline, typeset};
use crate::model::text::{self, plain};
use crate::model::value::Day;
use crate::model::{Compact, Model, PlaceName, Status};
use crate::source::Spanned;

/// The facts.
pub(super) struct Facts {
    pub title: Vec<Inline>,
    pub short: String,
    pub status: Status,
    /// What a draft is called.
    pub draft: String,
    pub rules: String,
    pub fingerprint: String,
    pub participants: Vec<Vec<Inline>>,
    pub place: Option<Vec<Inline>>,
    /// The day of signing, the last one where several sign on days of their own; none where one is not known.
    pub signed: Option<Date>,
    pub on_signing: bool,
    pub operative: Option<Date>,
    pub languages: Vec<String>,
    pub prevails: Option<String>,
    pub courtesy: Vec<String>,
    /// Those who sign, by participant.
    pub signers: Vec<(Vec<Inline>, Vec<Signer>)>,
    /// Each with the day by which it is to follow.
    pub annexes: Vec<(Vec<Inline>, Option<Date>)>,
    /// The texts of `authority`.
    pub authority: Vec<Vec<Inline>>,
}

/// One who signs.
pub(super) struct Signer {
    pub name: Option<Vec<Inline>>,
    pub title: Option<Vec<Inline>>,
    pub date: Option<Date>,
}

impl Facts {
    pub fn of(model: &Model, wordings: &Wordings, instrument: &Document) -> Self {
        let reader = Reader { model, wordings };
        let compact = model.compact.as_ref();
        let text = instrument.texts.iter().find(|text| is_english(&text.language)).or(instrument.texts.first());
        let title = text.map(|text| reader.in_language(&text.language, vec![Inline::text(text.title.join(" "))]));
        let signed = signed(model);
        let operative = compact.and_then(|compact| compact.operative.as_ref()).map(|date| date.value);
        let languages = |tags: &[Spanned<String>]| tags.iter().map(|tag| reader.language(&tag.value)).collect();
        let annexes = text.into_iter().flat_map(|text| text.annexes.iter().map(move |annex| (text, annex)));
        let annexes = annexes.zip(&model.annexes).map(|((text, annex), source)| {
            let mut name = vec![Inline::text(format!("{} ", annex.number))];
            name.extend(annex.title.iter().cloned());
            (reader.in_language(&text.language, unlinked(name)), source.to_follow)
        });
        Self {
            title: title.unwrap_or_default(),
            short: text.map(|text| text.foot.clone()).unwrap_or_default(),
            status: model.status(),
            draft: wordings.of("en").map(|english| english.get("page.draft").0.to_owned()).unwrap_or_default(),
            rules: compact.map(|compact| compact.rules.clone()).unwrap_or_default(),
            fingerprint: instrument.fingerprint.clone(),
            participants: model.participants.iter().filter_map(|one| reader.words(one.name.as_ref())).collect(),
            place: compact.and_then(|compact| compact.place.as_ref()).and_then(|place| reader.place(place)),
            signed,
            on_signing: operative.is_none(),
            operative: operative.or(signed),
            languages: compact.map(|compact| languages(&compact.languages)).unwrap_or_default(),
            prevails: compact.and_then(|compact| compact.prevails.as_ref()).map(|tag| reader.language(&tag.value)),
            courtesy: compact.map(|compact| languages(&compact.courtesy)).unwrap_or_default(),
            signers: reader.signers(compact),
            annexes: annexes.collect(),
            authority: compact
                .into_iter()
                .flat_map(|compact| &compact.authority)
                .filter_map(|text| reader.words(Some(text)))
                .collect(),
        }
    }
}

/// The day on which the last one signs; none where any of them is not known.
fn signed(model: &Model) -> Option<Date> {
    let compact = model.compact.as_ref()?;
    let common = compact.date.as_ref().map(|date| &date.value);
    let signatories = model.participants.iter().flat_map(|participant| &participant.signatories);
    let mut days: Vec<Option<&Day>> = signatories.map(|signatory| signatory.date.as_ref().or(common)).collect();
    if days.is_empty() {
        days.push(common);
    }
    let days: Option<Vec<Date>> = days.into_iter().map(on).collect();
    days?.into_iter().max()
}

fn on(day: Option<&Day>) -> Option<Date> {
    match day? {
        Day::On(date) => Some(*date),
        Day::Blank => None,
    }
}

fn is_english(tag: &str) -> bool {
    text::serves("en", tag)
}

/// Reads words of the model for the sheet.
struct Reader<'a> {
    model: &'a Model,
    wordings: &'a Wordings,
}

impl Reader<'_> {
    /// A text in English, or in another language and marked so.
    fn words(&self, text: Option<&text::Text>) -> Option<Vec<Inline>> {
        let languages = self.model.compact.iter().flat_map(|compact| &compact.languages);
        let tag = languages.map(|tag| tag.value.as_str()).find(|tag| is_english(tag)).unwrap_or("en");
        let drafted = self.model.compact.as_ref().and_then(|compact| compact.languages.first());
        let drafted = drafted.map_or("en", |drafted| drafted.value.as_str());
        let text = text?;
        if let Some(entry) = text.entry(tag, drafted == tag) {
            return Some(vec![Inline::text(self.set(&plain(&entry.prose), tag))]);
        }
        let entry = text.any()?;
        let language = entry.language.clone().unwrap_or_else(|| drafted.to_owned());
        let words = self.set(&plain(&entry.prose), &language);
        Some(self.in_language(&language, vec![Inline::text(words)]))
    }

    /// Words as the instrument sets them in a language.
    fn set(&self, words: &str, language: &str) -> String {
        self.wordings
            .of(language)
            .or_else(|| self.wordings.of("en"))
            .map_or_else(|| words.to_owned(), |wording| typeset(words, &wording))
    }

    fn in_language(&self, language: &str, body: Vec<Inline>) -> Vec<Inline> {
        if is_english(language) { body } else { vec![Inline::Foreign { language: language.to_owned(), body }] }
    }

    fn place(&self, place: &PlaceName) -> Option<Vec<Inline>> {
        match place {
            PlaceName::Written(name) => Some(vec![Inline::text(name)]),
            PlaceName::Declared(index) => self.words(self.model.places.get(*index)?.name.as_ref()),
        }
    }

    /// The English name of a language.
    fn language(&self, tag: &str) -> String {
        let primary = tag.split('-').next().unwrap_or(tag);
        let english = self.wordings.of("en");
        let name = english.as_ref().and_then(|english| english.own(&format!("language.{primary}")));
        name.unwrap_or(tag).to_owned()
    }

    fn signers(&self, compact: Option<&Compact>) -> Vec<(Vec<Inline>, Vec<Signer>)> {
        let common = compact.and_then(|compact| compact.date.as_ref()).map(|date| &date.value);
        let of = |participant: &crate::model::Participant| {
            let signers = participant.signatories.iter().map(|signatory| Signer {
                name: self.words(signatory.name.as_ref()),
                title: self.words(signatory.title.as_ref()),
                date: on(signatory.date.as_ref().or(common)),
            });
            let name = participant.short.as_ref().or(participant.name.as_ref());
            (self.words(name).unwrap_or_default(), signers.collect())
        };
        self.model.participants.iter().map(of).collect()
    }
}

/// Words without their links: what they lead to does not stand in the sheet.
fn unlinked(runs: Vec<Inline>) -> Vec<Inline> {
    let inner = |run| match run {
        Inline::Link { body, .. } => unlinked(body),
        Inline::Emph { body } => vec![Inline::Emph { body: unlinked(body) }],
        Inline::Strong { body } => vec![Inline::Strong { body: unlinked(body) }],
        Inline::Foreign { language, body } => vec![Inline::Foreign { language, body: unlinked(body) }],
        other => vec![other],
    };
    runs.into_iter().flat_map(inner).collect()
}
