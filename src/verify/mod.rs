//! Proving a sealed file: that it is the instrument whose text it carries, and that nothing but signatures was added.
//!
//! Nothing that a file holds is trusted: its attachments are bounded, and what they say is held against each other and
//! against what this program makes of them. Who signed is for signatures to prove, and not looked into here.

mod attached;
mod changes;
mod described;
mod extent;
mod metadata;
mod proof;
mod revisions;
mod roles;
mod sentences;
mod signature;
mod words;

use serde::Serialize;

use crate::document::Document;
use crate::document::wording::Wordings;
use crate::render::fonts::Fonts;
use crate::render::identifier;
use crate::render::template::Templates;
use crate::seal::manifest::Manifest;
use crate::seal::{DOCUMENT, MANIFEST, SOURCE};
use attached::Attached;
use changes::Changes;
use revisions::Revisions;

/// The version of the shape of a report.
pub const SCHEMA: &str = "engross.verify/1";

/// What a file is made again with, to be compared.
pub struct Workshop<'a> {
    /// The version of engross; that of the program, but in tests.
    pub version: &'a str,
    /// The words.
    pub wordings: &'a Wordings,
    /// The templates.
    pub templates: &'a Templates,
    /// Finds the fonts of a document.
    pub fonts: &'a dyn Fn(&Document) -> Fonts,
}

/// What was found out about a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// What it comes to.
    pub verdict: Verdict,
    /// What was looked into, in order.
    pub checks: Vec<Check>,
    /// What the file says of itself; none where it is not sealed.
    pub manifest: Option<Manifest>,
    /// The canonical source that it carries.
    #[serde(skip)]
    pub source: Option<String>,
    /// What was added to it since it was printed.
    #[serde(skip)]
    pub added: Added,
}

/// What was added to a file, where it may be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Added {
    /// Nothing.
    #[default]
    Nothing,
    /// Signatures, and what belongs to them.
    Signatures,
    /// What belongs to signatures, such as dates, and none.
    Else,
}

/// Why a file cannot be looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// What is the matter with it.
    pub why: String,
    /// What can be done.
    pub help: &'static str,
}

/// What it comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The file is what it was when it was printed, and its pages say what it carries.
    Proven,
    /// Something differs.
    Differs,
    /// Nothing differs, but not all could be looked into: a font is missing.
    Unproven,
    /// The file carries nothing to be proven by.
    Unsealed,
}

/// One thing that was looked into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What: a word that stays the same from version to version.
    pub about: &'static str,
    /// How it came out.
    pub outcome: Outcome,
    /// The same as a sentence.
    pub says: String,
    /// What belongs to it, a line each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<String>,
}

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// As it should.
    Holds,
    /// Not as it should.
    Fails,
    /// It could not be looked into.
    Open,
    /// Worth knowing.
    Note,
}

/// The checks of a file in the making.
#[derive(Default)]
struct Checks(Vec<Check>);

impl Checks {
    fn add(&mut self, about: &'static str, outcome: Outcome, says: impl Into<String>) {
        self.detailed(about, outcome, says, Vec::new());
    }

    fn detailed(&mut self, about: &'static str, outcome: Outcome, says: impl Into<String>, details: Vec<String>) {
        self.0.push(Check { about, outcome, says: says.into(), details });
    }

    fn verdict(&self) -> Verdict {
        let any = |outcome| self.0.iter().any(|check| check.outcome == outcome);
        if any(Outcome::Fails) {
            Verdict::Differs
        } else if any(Outcome::Open) {
            Verdict::Unproven
        } else {
            Verdict::Proven
        }
    }
}

/// What a sealed file carries.
struct Sealed {
    manifest: Manifest,
    source: String,
    document: Document,
    files: Vec<Attached>,
}

/// Looks into a file.
///
/// # Errors
/// It is no PDF that can be read.
pub fn verify(file: &[u8], workshop: &Workshop<'_>) -> Result<Report, Unreadable> {
    let revisions = Revisions::of(file)?;
    Ok(Report { added: revisions.added(), ..looked_into(&revisions, workshop) })
}

fn looked_into(revisions: &Revisions<'_>, workshop: &Workshop<'_>) -> Report {
    let mut checks = Checks::default();
    match identifier::holds(revisions.first) {
        Some(true) => checks.add("bytes", Outcome::Holds, "no byte has changed since the file was printed"),
        Some(false) => {
            checks.add("bytes", Outcome::Fails, "the file is not as it was printed: a byte of it has changed")
        }
        None => checks.add("bytes", Outcome::Note, "the file has no hash of engross that would show a changed byte"),
    }
    later(revisions, &mut checks);
    let files = match attached::attached(&revisions.printed) {
        Ok(files) => files,
        Err(error) => {
            checks.add(
                "attachments",
                Outcome::Fails,
                format!("its attachments are not those of a sealed file: {error}"),
            );
            return report(checks, None);
        }
    };
    if !files.iter().any(|file| file.name == MANIFEST) {
        let mut report = report(checks, None);
        if report.verdict == Verdict::Proven {
            report.verdict = Verdict::Unsealed;
        }
        return report;
    }
    let sealed = match unsealed(files) {
        Ok(sealed) => sealed,
        Err(error) => {
            checks.add("attachments", Outcome::Fails, error);
            return report(checks, None);
        }
    };
    consistent(&revisions.printed, &sealed, &mut checks);
    proof::prove(revisions, &sealed, workshop, &mut checks);
    report(checks, Some(sealed))
}

fn report(checks: Checks, sealed: Option<Sealed>) -> Report {
    let (manifest, source) = sealed.map(|sealed| (sealed.manifest, sealed.source)).unzip();
    let (verdict, added) = (checks.verdict(), Added::default());
    Report { schema: SCHEMA, verdict, checks: checks.0, manifest, source, added }
}

/// What was added to the file since it was printed.
fn later(revisions: &Revisions<'_>, checks: &mut Checks) {
    if revisions.surplus {
        checks.add("revisions", Outcome::Fails, "something that is no part of a PDF stands behind its end");
    }
    if revisions.surplus && revisions.later.is_empty() {
        return;
    }
    if revisions.later.is_empty() {
        return checks.add("revisions", Outcome::Holds, "nothing was added to it since");
    }
    let faults: Vec<String> = revisions
        .later
        .iter()
        .enumerate()
        .flat_map(|(at, changes)| changes.faults.iter().map(move |fault| format!("revision {}: {fault}", at + 2)))
        .collect();
    let notes = revisions.later.iter().flat_map(|changes: &Changes| {
        let signed = changes.signed.iter().map(|field| format!("`{field}` was signed"));
        signed.chain(changes.notes.iter().cloned())
    });
    let mut distinct: Vec<String> = Vec::new();
    for note in notes {
        if !distinct.contains(&note) {
            distinct.push(note);
        }
    }
    if faults.is_empty() {
        let says = match revisions.added() {
            Added::Signatures => "only signatures were added to it since",
            _ => "only what goes with signatures was added to it since, and no signature",
        };
        checks.detailed("revisions", Outcome::Holds, says, distinct);
    } else {
        checks.detailed("revisions", Outcome::Fails, "more than signatures was added to it since", faults);
    }
}

/// Reads the attachments of a sealed file.
///
/// # Errors
/// One of them is missing, or not what it should be.
fn unsealed(files: Vec<Attached>) -> Result<Sealed, String> {
    let unreadable =
        |name: &str, error: &dyn std::fmt::Display| format!("the attachment `{name}` cannot be read: {error}");
    let manifest: Manifest =
        serde_json::from_slice(held(&files, MANIFEST)?).map_err(|error| unreadable(MANIFEST, &error))?;
    if manifest.schema != crate::seal::manifest::SCHEMA {
        return Err(format!("the manifest is of the form `{}`, which this version does not know", manifest.schema));
    }
    let source = std::str::from_utf8(held(&files, SOURCE)?).map_err(|error| unreadable(SOURCE, &error))?.to_owned();
    if source.len() > crate::source::MAX_BYTES {
        return Err(unreadable(SOURCE, &"it is larger than any compact"));
    }
    let document = serde_json::from_slice(held(&files, DOCUMENT)?).map_err(|error| unreadable(DOCUMENT, &error))?;
    Ok(Sealed { manifest, source, document, files })
}

fn held<'a>(files: &'a [Attached], name: &str) -> Result<&'a [u8], String> {
    let file = files.iter().find(|file| file.name == name);
    file.map(|file| file.bytes.as_slice()).ok_or_else(|| format!("the attachment `{name}` is missing"))
}

/// Whether what the file carries is of one piece: each attachment is the one that the manifest lists, and all tell the
/// same fingerprint.
fn consistent(printed: &lopdf::Document, sealed: &Sealed, checks: &mut Checks) {
    let Sealed { manifest, document, files, .. } = sealed;
    let mut faults = Vec::new();
    for listed in &manifest.attached {
        match files.iter().find(|file| file.name == listed.name) {
            None => faults.push(format!("`{}` is missing", listed.name)),
            Some(file) if identifier::sha256(&file.bytes) != listed.sha256 => {
                faults.push(format!("`{}` was changed", listed.name));
            }
            Some(_) => {}
        }
    }
    let listed = |name: &str| name == MANIFEST || manifest.attached.iter().any(|listed| listed.name == name);
    for needed in [SOURCE, DOCUMENT].iter().filter(|name| !listed(name)) {
        faults.push(format!("`{needed}` is not listed in the manifest"));
    }
    for file in files.iter().filter(|file| !listed(&file.name)) {
        faults.push(format!("`{}` is not listed in the manifest", file.name));
    }
    if document.fingerprint != manifest.fingerprint {
        faults.push("the attached text and the manifest tell different fingerprints".to_owned());
    }
    let keywords = printed
        .trailer
        .get_deref(b"Info", printed)
        .and_then(lopdf::Object::as_dict)
        .and_then(|info| info.get_deref(b"Keywords", printed))
        .and_then(lopdf::decode_text_string);
    if keywords.ok() != Some(format!("engross fingerprint sha256:{}", manifest.fingerprint)) {
        faults.push("the file's metadata and the manifest tell different fingerprints".to_owned());
    }
    match faults.is_empty() {
        true => checks.add("attachments", Outcome::Holds, "its attachments are those that it was sealed with"),
        false => checks.detailed("attachments", Outcome::Fails, "its attachments do not belong together", faults),
    }
}
