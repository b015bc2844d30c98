//! Making a sealed file again: from its source where the same versions make it, else from its composed text.

use lopdf::Object;

use super::revisions::{Revisions, read};
use super::{Checks, Outcome, Sealed, Workshop, sentences, words};
use crate::document::wording::Wordings;
use crate::document::{Document, canonical, compose};
use crate::model::{Model, lower};
use crate::render::pdf::render_with;
use crate::render::print::{Attachment, Print};
use crate::seal::manifest::{Listed, Makers};
use crate::seal::{SOURCE, composed, mark_internal};
use crate::source::{NoFiles, Source};
use crate::vocabulary::vocabulary;

/// What the words of the catalogue are to a reader.
const WORDING: &str = "another wording";

/// Holds the pages of a file against what it carries.
pub(super) fn prove(revisions: &Revisions<'_>, sealed: &Sealed, workshop: &Workshop<'_>, checks: &mut Checks) {
    let model = meant(&sealed.source);
    let fonts = (workshop.fonts)(&sealed.document);
    let chosen = match fonts.choose(&sealed.document) {
        Ok(chosen) => chosen,
        Err(problems) => {
            let mut help: Vec<String> =
                problems.iter().filter_map(|problem| problem.help()).map(str::to_owned).collect();
            help.dedup();
            checks.detailed(
                "words",
                Outcome::Open,
                "the words of its pages cannot be compared: a font is missing",
                help,
            );
            return;
        }
    };
    let here = Makers::here(&sealed.document, &model, workshop.wordings, &chosen, workshop.templates);
    let here = here.map(|here| Makers { engross: workshop.version.to_owned(), ..here });
    let others = match &here {
        Ok(here) => differing(&sealed.manifest.made_by, here),
        Err(error) => vec![("something else", error.clone())],
    };
    let alike = others.is_empty();
    let with = named(&others);
    source(sealed, &model, workshop.wordings, (!alike).then_some(&with), checks);

    let Sealed { manifest, document, files, .. } = sealed;
    let attached = |listed: &Listed| {
        let file = files.iter().find(|file| file.name == listed.name)?;
        let Listed { name, mime, description, relationship, .. } = listed.clone();
        Some(Attachment { name, mime, description, relationship, bytes: file.bytes.clone() })
    };
    let mut attachments: Vec<Attachment> = manifest.attached.iter().filter_map(attached).collect();
    attachments.extend(manifest.attachment());
    let print = Print { sheet: manifest.sheet.clone(), fields: manifest.fields, attachments, again: false };
    let again = match render_with(document, &chosen, workshop.templates, &print) {
        Ok(again) => again.bytes,
        Err(problems) => {
            let why = problems.iter().map(ToString::to_string).collect();
            checks.detailed("words", Outcome::Fails, "the attached text cannot be printed", why);
            return;
        }
    };
    if alike && again == revisions.first {
        return checks.add("print", Outcome::Holds, "printed again from its source, it is the same byte for byte");
    }
    let compared = compared(revisions, &again);
    if alike {
        let told = compared.unwrap_or_else(|faults| faults);
        checks.detailed("print", Outcome::Fails, "printed again from its source, it is another file", told);
        return;
    }
    let says = format!("it was made with {with}, so its words are compared");
    checks.detailed("versions", Outcome::Note, says, others.into_iter().map(|(_, told)| told).collect());
    match compared {
        Ok(notes) => checks.detailed("words", Outcome::Holds, "its pages have the words of the attached text", notes),
        Err(faults) => {
            checks.detailed("words", Outcome::Fails, "its pages have other words than the attached text", faults)
        }
    }
}

/// What a canonical source means. It includes nothing.
fn meant(source: &str) -> Model {
    let mut findings = Vec::new();
    let files = crate::model::read(Source::new(SOURCE, source), SOURCE, &NoFiles, vocabulary(), &mut findings);
    lower(&files, vocabulary(), None, &mut findings)
}

/// Whether the attached source says what the attached text does; `with` tells what else it is made with here.
fn source(sealed: &Sealed, model: &Model, wordings: &Wordings, with: Option<&String>, checks: &mut Checks) {
    let Sealed { manifest, document, .. } = sealed;
    let failed = if with.is_none() { Outcome::Fails } else { Outcome::Note };
    let Some(edition) = manifest.edition.edition(model) else {
        return checks.add("source", failed, "the attached source has no such participant or language");
    };
    let documents = compose(model, wordings, &edition).unwrap_or_default();
    let of_it = documents.into_iter().find(|composed| composed.courtesy == manifest.edition.courtesy);
    let Some(mut of_it) = of_it else {
        return checks.add("source", failed, "the attached source is no text that can be composed");
    };
    if manifest.internal {
        mark_internal(&mut of_it, wordings);
    }
    if written(&of_it) != written(document) {
        let says = match with {
            None => "the attached source is not that of the attached text".to_owned(),
            Some(_) => "the attached source is composed otherwise than the attached text was".to_owned(),
        };
        return checks.detailed("source", failed, says, sentences::differing(document, &of_it));
    }
    if canonical(model, wordings).fingerprint() != manifest.fingerprint {
        return checks.add("source", failed, "the attached source has another fingerprint");
    }
    checks.add("source", Outcome::Holds, "the attached text is composed from the attached source");
}

/// A document as it is attached.
fn written(document: &Document) -> Option<Vec<u8>> {
    composed(document).ok().map(|file| file.bytes)
}

/// What made the file and is another here: what it is to a reader, and what is to be told of it.
fn differing(then: &Makers, here: &Makers) -> Vec<(&'static str, String)> {
    let mut differing = Vec::new();
    let versions = [
        ("another version of engross", "engross", &then.engross, &here.engross),
        ("another version of the typesetter", "the typesetter", &then.typst, &here.typst),
        ("another version of CLDR", "CLDR", &then.cldr, &here.cldr),
    ];
    for (other, what, then, here) in versions.into_iter().filter(|(_, _, then, here)| then != here) {
        differing.push((other, format!("{what}: {then} then, {here} here")));
    }
    for (language, hash) in &here.wordings {
        if then.wordings.get(language) != Some(hash) {
            differing.push((WORDING, format!("the wording in `{language}` is another")));
        }
    }
    if then.wordings.keys().any(|language| !here.wordings.contains_key(language)) {
        differing.push((WORDING, "a wording that was used is not here".to_owned()));
    }
    if then.templates != here.templates {
        differing.push(("other templates", "the templates are others".to_owned()));
    }
    if then.fonts != here.fonts {
        differing.push(("other fonts", "the fonts are others".to_owned()));
    }
    differing
}

/// What differs, each once, as in a sentence.
fn named(differing: &[(&'static str, String)]) -> String {
    let mut others: Vec<&str> = differing.iter().map(|(other, _)| *other).collect();
    others.dedup();
    match others.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// Compares the words of the pages, and the tooltips of the fields, with those of the file made again; what is to be
/// noted.
///
/// # Errors
/// Where they differ.
fn compared(revisions: &Revisions<'_>, again: &[u8]) -> Result<Vec<String>, Vec<String>> {
    let again = read(again).map_err(|error| vec![error.why])?;
    let told = |error: String| vec![format!("its pages cannot be read: {error}")];
    let stands = words::pages(&revisions.printed).map_err(told)?;
    let should = words::pages(&again).map_err(|error| vec![error])?;
    let shown = |what: &str, found: words::Difference| {
        vec![
            format!("page {}{what} has “{}”", found.page, found.stands),
            format!("the attached text has “{}”", found.should),
        ]
    };
    if let Some(found) = words::difference(&stands, &should) {
        return Err(shown("", found));
    }
    if fields(&revisions.printed) != fields(&again) {
        return Err(vec!["its places to sign are others".to_owned()]);
    }
    if stands.len() != should.len() {
        let (then, here) = (stands.len(), should.len());
        return Ok(vec![format!("{then} pages then, {here} here: heads and feet were not compared")]);
    }
    match words::in_furniture(&stands, &should) {
        Some(found) => Err(shown(", head or foot,", found)),
        None => Ok(Vec::new()),
    }
}

/// The names of the fields, and what they are called.
fn fields(pdf: &lopdf::Document) -> Vec<[String; 2]> {
    let form = pdf.catalog().and_then(|catalog| catalog.get_deref(b"AcroForm", pdf)).and_then(Object::as_dict);
    let list = form.and_then(|form| form.get_deref(b"Fields", pdf)).and_then(Object::as_array);
    let word = |field: &lopdf::Dictionary, key: &[u8]| {
        let word = field.get_deref(key, pdf).and_then(lopdf::decode_text_string);
        word.unwrap_or_default()
    };
    let field = |one: &Object| {
        let (_, field) = pdf.dereference(one).ok()?;
        let field = field.as_dict().ok()?;
        Some([word(field, b"T"), word(field, b"TU")])
    };
    list.into_iter().flatten().filter_map(field).collect()
}
