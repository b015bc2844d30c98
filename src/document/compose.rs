//! Composing: a model becomes the instrument in all its languages, and each courtesy translation a document of its own.

use std::collections::{BTreeMap, HashMap};

use super::canonical::canonical;
use super::columns::Columns;
use super::composer::Composer;
use super::edition::{Edition, Layout};
use super::wording::Wordings;
use super::{Document, FileDate, SCHEMA, Text};
use crate::diagnostic::Diagnostic;
use crate::model::text::plain;
use crate::model::value::Day;
use crate::model::{Compact, Model, Status};
use crate::source::{Span, Spanned};

/// Composes an edition of the instrument, then each courtesy translation; an original, or one language alone, has none.
///
/// # Errors
/// The findings that stand in the way: a signed language without a wording catalogue.
pub fn compose(model: &Model, wordings: &Wordings, edition: &Edition) -> Result<Vec<Document>, Vec<Diagnostic>> {
    let Some(compact) = &model.compact else { return Ok(Vec::new()) };
    let missing = without_wording(model, wordings);
    if !missing.is_empty() {
        return Err(missing);
    }
    let fingerprint = canonical(model, wordings).fingerprint();
    let press = Press { model, compact, wordings, edition, fingerprint, listens: false };
    let mut documents = vec![press.instrument()];
    if edition.original.is_none() && edition.language.is_none() {
        documents.extend(compact.courtesy.iter().map(|tag| press.courtesy(tag)));
    }
    Ok(documents)
}

/// The texts of an edition; what their pages carry has no fingerprint in it.
pub(super) fn texts(model: &Model, wordings: &Wordings, edition: &Edition) -> Vec<Text> {
    let Some(compact) = &model.compact else { return Vec::new() };
    let press = Press { model, compact, wordings, edition, fingerprint: String::new(), listens: false };
    press.texts()
}

/// What each reference in prose prints where it stands, by its place, in one language: counted from 0, the signed ones
/// before the courtesy ones; none where there is no such language. A text that a language lacks prints in another, and is
/// found with that; a language without a catalogue prints nothing.
pub fn references(model: &Model, wordings: &Wordings, language: usize) -> Option<(String, HashMap<Span, String>)> {
    let compact = model.compact.as_ref()?;
    let edition = Edition::default();
    let press = Press { model, compact, wordings, edition: &edition, fingerprint: String::new(), listens: true };
    let signed = Some(language).filter(|index| *index < compact.languages.len());
    let tag = compact.languages.iter().chain(&compact.courtesy).nth(language)?;
    let heard = press.composed(tag, signed).and_then(|(_, mut composer)| composer.heard.take());
    Some((tag.value.clone(), heard.unwrap_or_default()))
}

/// The signed languages whose wording nobody has reviewed: what the instrument's own words leave to be done.
pub fn unreviewed(model: &Model, wordings: &Wordings) -> Vec<Diagnostic> {
    let languages = model.compact.iter().flat_map(|compact| &compact.languages);
    let unread = languages.filter(|tag| wordings.is_unreviewed(&tag.value));
    let finding = |tag: &Spanned<String>| {
        let message = format!("nobody who drafts in `{}` has reviewed its wording catalogue", tag.value);
        let help = "have the printed headings and standard sentences read before anybody signs them";
        Diagnostic::warning("LNG004", tag.span, message).help(help)
    };
    unread.map(finding).collect()
}

/// The languages without a wording catalogue: nothing can be printed in them.
pub fn without_wording(model: &Model, wordings: &Wordings) -> Vec<Diagnostic> {
    let languages = model.compact.iter().flat_map(|compact| compact.languages.iter().chain(&compact.courtesy));
    languages.filter(|tag| !wordings.has(&tag.value)).map(|tag| no_wording(tag, wordings)).collect()
}

/// The signed languages whose catalogue lacks sentences that the text prints: they would stand there in another language.
pub fn incomplete(model: &Model, wordings: &Wordings) -> Vec<Diagnostic> {
    let Some(compact) = &model.compact else { return Vec::new() };
    let edition = Edition::default();
    let press = Press { model, compact, wordings, edition: &edition, fingerprint: String::new(), listens: false };
    let lacking = |(index, tag): (usize, &Spanned<String>)| {
        let lacking = press.composed(tag, Some(index))?.1.lacking();
        let known = lacking.iter().take(LISTED).map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
        let more = if lacking.len() > LISTED { format!(" and {} more", lacking.len() - LISTED) } else { String::new() };
        let message = format!(
            "the wording catalogue for `{}` lacks what this text prints, which would stand there in another language: \
             {known}{more}",
            tag.value
        );
        let language = tag.value.split('-').next().unwrap_or_default();
        let help = format!(
            "write these sentences in a catalogue of the project, `{language}.toml` (docs/configuration.md), and have \
             them reviewed; or make `{}` a `courtesy` language, which may be partial",
            tag.value
        );
        (!lacking.is_empty()).then(|| Diagnostic::error("LNG006", tag.span, message).help(help))
    };
    let partial = compact.languages.iter().enumerate().filter(|(_, tag)| wordings.is_partial(&tag.value));
    partial.filter_map(lacking).collect()
}

/// Closing words of the author's that name the languages: their order is the same in every original.
pub fn languages_by_hand(model: &Model, wordings: &Wordings) -> Vec<Diagnostic> {
    let Some(compact) = model.compact.as_ref().filter(|compact| compact.languages.len() > 1) else { return Vec::new() };
    let Some(closing) = &compact.closing else { return Vec::new() };
    let named = |(index, tag): (usize, &Spanned<String>)| {
        let entry = closing.entry(&tag.value, index == 0)?;
        let wording = wordings.of(&tag.value)?;
        let words = plain(&entry.prose).to_lowercase();
        let name = |tag: &Spanned<String>| {
            let primary = tag.value.split('-').next().unwrap_or_default();
            let name = wording.own(&format!("language.{primary}"))?.to_lowercase();
            (!name.is_empty() && words.contains(&name)).then_some(())
        };
        let message = "the closing words name the languages by hand: in every original they stand in the same order";
        let help =
            "leave `closing` out: the catalogue's words name the place, the day and the languages, and alternate";
        (compact.languages.iter().filter_map(name).count() > 1)
            .then(|| Diagnostic::warning("SGN005", entry.span, message).help(help))
    };
    compact.languages.iter().enumerate().filter_map(named).collect()
}

/// More missing sentences than these are counted.
const LISTED: usize = 6;

fn no_wording(tag: &Spanned<String>, wordings: &Wordings) -> Diagnostic {
    let known: Vec<String> = wordings.languages().into_iter().map(|language| format!("`{language}`")).collect();
    Diagnostic::error("LNG006", tag.span, format!("there is no wording catalogue for `{}`", tag.value))
        .help(format!("there are catalogues for {}", known.join(", ")))
}

/// What prints are made with.
struct Press<'a> {
    model: &'a Model,
    compact: &'a Compact,
    wordings: &'a Wordings,
    edition: &'a Edition,
    fingerprint: String,
    /// Whether what references print is kept.
    listens: bool,
}

impl Press<'_> {
    fn instrument(&self) -> Document {
        let mut document = self.document(None, self.texts());
        if self.edition.layout == Layout::Columns && document.texts.len() > 1 {
            document.columns = Some(Columns::of(&mut document.texts, &self.edition.signing(self.model), self.model));
        }
        name_fields(&mut document);
        document
    }

    fn courtesy(&self, tag: &Spanned<String>) -> Document {
        self.document(Some(tag.value.clone()), self.text(tag, None).into_iter().collect())
    }

    fn document(&self, courtesy: Option<String>, texts: Vec<Text>) -> Document {
        let compact = self.compact;
        // Never the clock's date: the same source gives the same bytes on every day.
        let date = match compact.date.as_ref().map(|date| &date.value) {
            Some(Day::On(date)) => Some(*date),
            _ => self.edition.signed_on.filter(|_| self.edition.conformed).or(self.edition.settled_on),
        };
        let date = date.map(|date| FileDate { year: date.year(), month: date.month(), day: date.day() });
        let original = self.edition.original.and_then(|index| self.model.participants.get(index));
        Document {
            schema: SCHEMA,
            name: compact.id.clone(),
            original: original.map(|participant| participant.id.value.clone()),
            courtesy,
            status: compact.status.word(),
            date: date.unwrap_or(FileDate { year: 2000, month: 1, day: 1 }),
            fingerprint: self.fingerprint.clone(),
            columns: None,
            texts,
        }
    }

    fn texts(&self) -> Vec<Text> {
        let tags = self.edition.languages(self.model).into_iter().filter_map(|index| {
            let tag = self.compact.languages.get(index)?;
            self.text(tag, Some(index))
        });
        tags.collect()
    }

    /// One text; that of a signed language has its index, that of a courtesy translation none.
    fn text(&self, tag: &Spanned<String>, signed: Option<usize>) -> Option<Text> {
        self.composed(tag, signed).map(|(text, _)| text)
    }

    /// A text, and what composed it.
    fn composed(&self, tag: &Spanned<String>, signed: Option<usize>) -> Option<(Text, Composer<'_>)> {
        let Self { model, compact, wordings, edition, .. } = *self;
        let courtesy = signed.is_none();
        let mut composer = Composer::new(model, &tag.value, wordings.of(&tag.value)?).in_edition(edition, signed);
        composer.heard = self.listens.then(HashMap::new);
        // What this language lacks is printed in the one the compact is drafted in, and what that lacks in English.
        let drafted = compact.languages.first().map(|drafted| drafted.value.as_str()).unwrap_or_default();
        let other = if drafted == tag.value { "en" } else { drafted };
        if other != tag.value {
            composer = composer.with_fallback(other, wordings);
        }
        let notice = courtesy.then(|| {
            let signed = compact.languages.iter().map(|tag| composer.language_name(&tag.value)).collect();
            let signed = composer.list_of_languages(signed);
            let language = composer.language_name(&tag.value);
            composer.plain("courtesy.notice", &[("language", language), ("languages", signed)])
        });
        let draft = compact.status == Status::Draft;
        let head =
            if courtesy { Some(composer.label("courtesy.head")) } else { draft.then(|| composer.label("page.draft")) };
        // In printed order, since the first mention of a body prints its full name.
        let title = composer.title();
        let foot = match &compact.short {
            Some(short) => composer.name(Some(short)),
            None => title.first().cloned().unwrap_or_default(),
        };
        let mark = match compact.status {
            Status::Settled if edition.settled_on.is_some() => Some("page.settled"),
            // Whatever it says of itself, nothing holds its words.
            Status::Draft | Status::Settled => Some("page.text"),
            Status::Final | Status::Signed => None,
        };
        let mark = mark.map(|key| composer.plain(key, &[("fingerprint", abridged(&self.fingerprint))]));
        let preamble = composer.preamble();
        let sections = composer.sections();
        let closing = composer.closing();
        let signatures = if courtesy { Vec::new() } else { composer.signatures() };
        let annexes = composer.annexes();
        let text = Text {
            language: tag.value.clone(),
            script: composer.wording.script.clone(),
            direction: composer.wording.direction,
            title,
            notice,
            head,
            watermark: draft.then(|| composer.label("page.draft")),
            foot: shortened(&foot),
            mark,
            page_number: composer.label("page.number"),
            initials: composer.label("page.initials"),
            preamble,
            sections,
            closing,
            signatures,
            annexes,
        };
        Some((text, composer))
    }
}

/// The beginning of a fingerprint, in groups that eyes can compare: enough to tell the texts of one negotiation apart.
pub fn abridged(fingerprint: &str) -> String {
    let groups = [fingerprint.get(0..4), fingerprint.get(4..8), fingerprint.get(8..12), fingerprint.get(12..16)];
    groups.into_iter().flatten().collect::<Vec<_>>().join("\u{A0}")
}

/// Numbers the places to sign of each participant, in reading order: `sig-pe-1`.
fn name_fields(document: &mut Document) {
    let joint = document.columns.iter_mut().flat_map(|columns| &mut columns.signatures);
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for block in document.texts.iter_mut().flat_map(|text| &mut text.signatures).chain(joint) {
        let number = count.entry(block.participant.clone()).or_default();
        for signatory in &mut block.signatories {
            *number += 1;
            signatory.field = format!("sig-{}-{number}", block.participant);
        }
    }
}

/// Words that fit on one line at the foot of a page, beside its number.
const FOOT: usize = 90;

/// A name for the foot of the pages: one that is too long for a line ends in an ellipsis behind a whole word.
fn shortened(name: &str) -> String {
    let Some((end, _)) = name.char_indices().nth(FOOT) else { return name.to_owned() };
    let whole = name[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{}…", name[..whole].trim_end_matches(|c: char| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_foot_ends_behind_a_whole_word() {
        assert_eq!(shortened("Partnership"), "Partnership");
        assert_eq!(shortened(&"word, ".repeat(20)), format!("{}word…", "word, ".repeat(14)));
        assert_eq!(shortened(&"x".repeat(120)), format!("{}…", "x".repeat(90)));
    }
}
