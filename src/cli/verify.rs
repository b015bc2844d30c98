//! `engross verify`: whether a file is the instrument that it was sealed as.

use serde::Serialize;
use similar::TextDiff;

use super::args::{ListFormat, Verify};
use super::files::read_bytes;
use super::inputs::{Input, one};
use super::screen;
use super::settings::{Projects, Settings};
use super::{REPORT, Trouble, Verdict, whole};
use crate::document::{Document, abridged};
use crate::seal::manifest::Manifest;
use crate::seal::{SOURCE, source};
use crate::verify::{Added, Check, Outcome, Report, Workshop, verify};

/// The largest file that is read: many times the largest instrument, with all its signatures.
const LARGEST: u64 = 256 * 1024 * 1024;
/// Lines around one that differs.
const AROUND: usize = 2;

pub(super) fn run(args: &Verify) -> Result<Verdict, Trouble> {
    let shown = args.file.display().to_string();
    let bytes = read_bytes(&args.file, LARGEST)
        .map_err(|error| Trouble::new(format!("cannot read `{shown}`: {}", error.why())))?;
    let input = one(&args.file)?;
    let projects = Projects::of(std::slice::from_ref(&input))?;
    let settings = projects.settings(&input);
    let folders: Vec<_> = args.font_path.iter().chain(&settings.fonts).cloned().collect();
    let workshop = Workshop {
        version: env!("CARGO_PKG_VERSION"),
        wordings: &settings.wordings,
        templates: &settings.templates,
        fonts: &|document: &Document| super::fonts::find(document, &folders),
    };
    let mut report = verify(&bytes, &workshop)
        .map_err(|error| Trouble::new(format!("`{shown}` cannot be looked into: {}", error.why)).help(error.help))?;
    // Another compact says nothing about the file.
    let of_the_file = verdict(&shown, &report);
    let (mut difference, mut of_own) = (None, String::new());
    if let (Some(path), Some(attached)) = (&args.source, &report.source) {
        let own = canonical(&one(path)?)?;
        let shown = path.display();
        difference = differing(attached, &own);
        let (outcome, says) = match difference {
            None => (Outcome::Holds, format!("`{shown}` says what the attached source says")),
            Some(_) => (Outcome::Fails, format!("`{shown}` is another text than the attached source")),
        };
        report.checks.push(Check { about: "own-source", outcome, says, details: Vec::new() });
        if outcome == Outcome::Fails {
            of_own = format!("`{shown}` is another text than the one that the file was made from.\n");
            report.verdict = crate::verify::Verdict::Differs;
        }
    }
    screen::print(&match args.format {
        ListFormat::Text => text(&report, difference.as_deref()) + &of_the_file + &of_own,
        ListFormat::Json => json(&report, difference.as_deref())?,
    })?;
    Ok(match report.verdict {
        crate::verify::Verdict::Proven => Verdict::Good,
        crate::verify::Verdict::Differs => Verdict::Refused,
        crate::verify::Verdict::Unproven | crate::verify::Verdict::Unsealed => Verdict::Trouble,
    })
}

/// The canonical source of a compact.
fn canonical(input: &Input) -> Result<String, Trouble> {
    let settings = Settings::default();
    let text = whole::compact(input, &settings)?;
    Ok(source::canonical(&text.analysis.files, &text.analysis.model))
}

/// The lines in which two sources differ, each between its neighbours; none where they are alike.
fn differing(attached: &str, own: &str) -> Option<String> {
    let difference = TextDiff::from_lines(attached, own);
    (attached != own).then(|| difference.unified_diff().context_radius(AROUND).header(SOURCE, "own").to_string())
}

#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    report: &'a Report,
    /// The lines in which the sources differ, as a unified difference.
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<&'a str>,
}

fn json(report: &Report, difference: Option<&str>) -> Result<String, Trouble> {
    let json = serde_json::to_string_pretty(&Told { report, difference });
    json.map(|json| json + "\n").map_err(|error| Trouble::new(error.to_string()).help(REPORT))
}

fn text(report: &Report, difference: Option<&str>) -> String {
    let mut text = String::new();
    for Check { outcome, says, details, .. } in &report.checks {
        let word = match outcome {
            Outcome::Holds => "holds",
            Outcome::Fails => "DIFFERS",
            Outcome::Open => "open",
            Outcome::Note => "note",
        };
        text.push_str(&format!("{word:<9}{says}\n"));
        details.iter().for_each(|detail| text.push_str(&format!("{:11}{detail}\n", "")));
    }
    if let Some(difference) = difference {
        text.push_str(&format!("\n{difference}"));
    }
    text.push('\n');
    if let Some(manifest) = &report.manifest {
        text.push_str(&format!("{}\n", told(manifest)));
    }
    text
}

/// Which print a file says it is.
fn told(manifest: &Manifest) -> String {
    let edition = &manifest.edition;
    let mut parts = vec![match (&edition.original, &edition.courtesy) {
        (Some(participant), _) => format!("the original of `{participant}`"),
        (None, Some(language)) => format!("the unofficial translation into `{language}`"),
        (None, None) => "a print of no participant's own".to_owned(),
    }];
    parts.extend(edition.language.as_ref().map(|language| format!("in `{language}` alone")));
    if edition.conformed {
        parts.push("conformed".to_owned());
    }
    if manifest.internal {
        parts.push("for this side alone".to_owned());
    }
    let fingerprint = abridged(&manifest.fingerprint);
    format!("It is {}, made by engross {}; fingerprint {fingerprint}", parts.join(", "), manifest.made_by.engross)
}

fn verdict(shown: &str, report: &Report) -> String {
    let signed = "Who signed it, signing software tells.";
    match report.verdict {
        crate::verify::Verdict::Proven => match report.added {
            Added::Nothing => format!("`{shown}` is as it was printed.\n"),
            Added::Signatures => format!("`{shown}` is as it was printed, but for signatures. {signed}\n"),
            Added::Else => format!("`{shown}` is as it was printed, but for what is listed above.\n"),
        },
        crate::verify::Verdict::Differs => format!("`{shown}` is not what it was sealed as.\n"),
        crate::verify::Verdict::Unproven => format!("`{shown}` could not be looked into as a whole.\n"),
        crate::verify::Verdict::Unsealed => format!(
            "`{shown}` is not sealed: it carries nothing that its words could be compared with. A sealed file is made by \
             `engross build --seal`.\n"
        ),
    }
}
