//! Making a sealed file again: from its source where the same versions make it, else from its composed text.

use lopdf::Object;

use super::revisions::{Revisions, read};
use super::{Checks, Outcome, Sealed, Workshop, words};
use crate::document::wording::Wordings;
use crate::document::{Document, canonical, compose};
use crate::model::{Model, lower};
use crate::render::pdf::render_with;
use crate::render::print::{Attachment, Print};
use crate::seal::manifest::{Listed, Makers};
use crate::seal::{SOURCE, composed, mark_internal};
use crate::source::{NoFiles, Source};
use crate::vocabulary::vocabulary;

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
        Err(error) => vec![error.clone()],
    };
    let alike = others.is_empty();
    source(sealed, &model, workshop.wordings, alike, checks);

    let Sealed { manifest, document, files, .. } = sealed;
    let attached = |listed: &Listed| {
        let file = files.iter().find(|file| file.name == listed.name)?;
        let Listed { name, mime, description, relationship, .. } = listed.clone();
        Some(Attachment { name, mime, description, relationship, bytes: file.bytes.clone() })
    };
    let mut attachments: Vec<Attachment> = manifest.attached.iter().filter_map(attached).collect();
    attachments.extend(manifest.attachment());
    let print = Print { sheet: manifest.sheet.clone(), fields: manifest.fields, attachments };
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
    checks.detailed("versions", Outcome::Note, "it was made by other versions, so its words are compared", others);
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

/// Whether the attached source says what the attached text does.
fn source(sealed: &Sealed, model: &Model, wordings: &Wordings, alike: bool, checks: &mut Checks) {
    let Sealed { manifest, document, .. } = sealed;
    let failed = if alike { Outcome::Fails } else { Outcome::Note };
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
    if let Some(line) = first_line(&of_it, document) {
        let says = if alike {
            "the attached source is not that of the attached text"
        } else {
            "the attached source is composed otherwise by this version"
        };
        return checks.detailed("source", failed, says, vec![line]);
    }
    if canonical(model, wordings).fingerprint() != manifest.fingerprint {
        return checks.add("source", failed, "the attached source has another fingerprint");
    }
    checks.add("source", Outcome::Holds, "the attached text is composed from the attached source");
}

/// The first line in which two documents differ.
fn first_line(of_source: &Document, attached: &Document) -> Option<String> {
    let text = |document| composed(document).ok().and_then(|file| String::from_utf8(file.bytes).ok());
    let (should, stands) = (text(of_source)?, text(attached)?);
    let mut lines = stands.lines().zip(should.lines()).map(|(stands, should)| (stands.trim(), should.trim()));
    let differing = lines.find(|(stands, should)| stands != should);
    match differing {
        Some((stands, should)) => Some(format!("the text has {stands}, the source makes {should}")),
        None => (stands.len() != should.len()).then(|| "one of them is longer".to_owned()),
    }
}

/// What made the file, and is another here.
fn differing(then: &Makers, here: &Makers) -> Vec<String> {
    let mut differing = Vec::new();
    let versions = [
        ("engross", &then.engross, &here.engross),
        ("the typesetter", &then.typst, &here.typst),
        ("CLDR", &then.cldr, &here.cldr),
    ];
    for (what, then, here) in versions.into_iter().filter(|(_, then, here)| then != here) {
        differing.push(format!("{what}: {then} then, {here} here"));
    }
    for (language, hash) in &here.wordings {
        if then.wordings.get(language) != Some(hash) {
            differing.push(format!("the wording in `{language}` is another"));
        }
    }
    if then.wordings.keys().any(|language| !here.wordings.contains_key(language)) {
        differing.push("a wording that was used is not here".to_owned());
    }
    if then.templates != here.templates {
        differing.push("the templates are others".to_owned());
    }
    if then.fonts != here.fonts {
        differing.push("the fonts are others".to_owned());
    }
    differing
}

/// Compares the words of the pages, and the tooltips of the fields, with those of the file made again; what is to be
/// noted.
///
/// # Errors
/// Where they differ.
fn compared(revisions: &Revisions<'_>, again: &[u8]) -> Result<Vec<String>, Vec<String>> {
    let again = read(again).map_err(|error| vec![error])?;
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
