//! Composing: a model becomes the instrument in all its languages, and each courtesy translation a document of its own.

use super::composer::Composer;
use super::wording::{Wording, Wordings};
use super::{Document, FileDate, SCHEMA, Text};
use crate::diagnostic::Diagnostic;
use crate::model::value::Day;
use crate::model::{Compact, Model, Status};
use crate::source::Spanned;

/// Composes the instrument, then each courtesy translation.
///
/// # Errors
/// The findings that stand in the way: a signed language without a wording catalogue.
pub fn compose(model: &Model, wordings: &Wordings) -> Result<Vec<Document>, Vec<Diagnostic>> {
    let Some(compact) = &model.compact else { return Ok(Vec::new()) };
    let mut missing = Vec::new();
    let mut texts = Vec::new();
    for tag in &compact.languages {
        match wordings.of(&tag.value) {
            Some(wording) => texts.push(text(model, compact, tag, wordings, wording, false)),
            None => missing.push(no_wording(tag, wordings)),
        }
    }
    let mut documents = vec![document(compact, None, texts)];
    for tag in &compact.courtesy {
        match wordings.of(&tag.value) {
            Some(wording) => {
                let text = text(model, compact, tag, wordings, wording, true);
                documents.push(document(compact, Some(tag.value.clone()), vec![text]));
            }
            None => missing.push(no_wording(tag, wordings)),
        }
    }
    if missing.is_empty() { Ok(documents) } else { Err(missing) }
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

fn no_wording(tag: &Spanned<String>, wordings: &Wordings) -> Diagnostic {
    let known: Vec<String> = wordings.languages().into_iter().map(|language| format!("`{language}`")).collect();
    Diagnostic::error("LNG006", tag.span, format!("there is no wording catalogue for `{}`", tag.value))
        .help(format!("there are catalogues for {}", known.join(", ")))
}

fn document(compact: &Compact, courtesy: Option<String>, texts: Vec<Text>) -> Document {
    // Never the clock's date: the same source gives the same bytes on every day.
    let date = match compact.date.as_ref().map(|date| &date.value) {
        Some(Day::On(date)) => FileDate { year: date.year(), month: date.month(), day: date.day() },
        _ => FileDate { year: 2000, month: 1, day: 1 },
    };
    Document { schema: SCHEMA, name: compact.id.clone(), courtesy, status: compact.status.word(), date, texts }
}

fn text(
    model: &Model,
    compact: &Compact,
    tag: &Spanned<String>,
    wordings: &Wordings,
    wording: Wording,
    courtesy: bool,
) -> Text {
    let mut composer = Composer::new(model, &tag.value, wording);
    // What this language lacks is printed in the one the compact is drafted in, and what that lacks in English.
    let drafted = compact.languages.first().map(|drafted| drafted.value.as_str()).unwrap_or_default();
    let other = if drafted == tag.value { "en" } else { drafted };
    if other != tag.value {
        composer = composer.with_fallback(other, wordings);
    }
    let notice = courtesy.then(|| {
        let signed: Vec<String> = compact.languages.iter().map(|tag| composer.language_name(&tag.value)).collect();
        let signed = composer.format.list(&signed);
        composer.plain("courtesy.notice", &[("language", composer.language_name(&tag.value)), ("languages", signed)])
    });
    let head = if courtesy {
        Some(composer.label("courtesy.head"))
    } else {
        (compact.status == Status::Draft).then(|| composer.label("page.draft"))
    };
    // In printed order, since the first mention of a body prints its full name.
    let title = composer.title();
    let foot = match &compact.short {
        Some(short) => composer.name(Some(short)),
        None => title.first().cloned().unwrap_or_default(),
    };
    let foot = shortened(&foot);
    let preamble = composer.preamble();
    let sections = composer.sections();
    let closing = composer.closing();
    let signatures = if courtesy { Vec::new() } else { composer.signatures() };
    let annexes = composer.annexes();
    Text {
        language: tag.value.clone(),
        script: composer.wording.script.clone(),
        direction: composer.wording.direction,
        title,
        notice,
        head,
        foot,
        page_number: composer.label("page.number"),
        preamble,
        sections,
        closing,
        signatures,
        annexes,
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
