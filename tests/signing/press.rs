//! Files printed for the tests of what is signed, and the outside judges of them.

use std::path::Path;
use std::process::Command;

use engross::Analysis;
use engross::cli::fonts;
use engross::document::Document;
use engross::document::edition::Edition;
use engross::document::wording::Wordings;
use engross::render::pdf::render_with;
use engross::render::print::{Print, Printed};
use engross::render::template::Templates;
use engross::seal::{Origin, attachments};
use engross::verify::{Report, Workshop, verify};

use super::composed;
use crate::support;

/// Two languages, one signatory and four.
pub const TREATY: &str = "tests/signing/treaty.compact";

/// Prints the instrument of an edition, with fields.
pub fn printed(analysis: &Analysis, edition: &Edition, sealed: bool) -> Printed {
    let document = composed(analysis, edition).remove(0);
    let chosen = fonts::find(&document, &[]).choose(&document).expect("the fonts are there");
    let mut print = Print { fields: !edition.conformed, ..Print::default() };
    if sealed {
        let (files, model, wordings) = (&analysis.files, &analysis.model, &Wordings::default());
        let origin = Origin { files, model, wordings, edition, records: None };
        print.attachments = attachments(&origin, &document, &chosen, Templates::shipped(), &print).expect("it seals");
    }
    render_with(&document, &chosen, Templates::shipped(), &print).expect("it prints")
}

/// What a version of the program finds out about a file.
pub fn verified_by(version: &str, file: &[u8]) -> Result<Report, String> {
    let workshop = Workshop {
        version,
        wordings: &Wordings::default(),
        templates: Templates::shipped(),
        fonts: &|document: &Document| fonts::find(document, &[]),
    };
    verify(file, &workshop).map_err(|error| error.why)
}

/// What this version finds out.
pub fn verified(file: &[u8]) -> Report {
    verified_by(env!("CARGO_PKG_VERSION"), file).expect("it is a PDF")
}

/// The checks that did not come out as they should, with their details.
pub fn failed(report: &Report) -> Vec<String> {
    let failed = report.checks.iter().filter(|check| check.outcome == engross::verify::Outcome::Fails);
    failed.flat_map(|check| std::iter::once(check.says.clone()).chain(check.details.clone())).collect()
}

/// Whether veraPDF passes files by some profiles; nothing where it is not named by `ENGROSS_VERAPDF`.
pub fn assert_conforms(profiles: &str, files: &[&Path]) {
    let Some(validator) = support::command("ENGROSS_VERAPDF") else { return };
    let output = Command::new(validator).args(["-f", profiles, "-v"]).args(files).output().expect("veraPDF runs");
    let told = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && told.contains("PASS") && !told.contains("FAIL"), "{told}");
}
