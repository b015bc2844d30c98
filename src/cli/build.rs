//! `engross build`: the instrument, printed.

use std::path::PathBuf;

use super::args::{Build, Format};
use super::check::faults;
use super::editions::{self, Plan};
use super::inputs::{Input, gather};
use super::job::{self, Job};
use super::print::{Press, Printable};
use super::progress::Progress;
use super::project::{self, Analyzed, each};
use super::screen::{self, Output};
use super::settings::{Projects, Settings};
use super::{REPORT, Trouble, Verdict};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Document;
use crate::document::edition::Edition;
use crate::document::originals::{Comparison, compare};
use crate::model::Status;
use crate::render::print::Print;
use crate::render::sheet::Sheet;
use crate::report::{number, terminal};

pub(super) fn run(args: &Build) -> Result<Verdict, Trouble> {
    let formats = formats(&args.format)?;
    editions::possible(args, &formats)?;
    folders(args)?;
    let (inputs, mut verdict) = gather(&args.inputs)?;
    let projects = Projects::of(&inputs)?;
    let progress = Progress::reading(inputs.len());
    let results = each(&inputs, &progress, |input| compose(input, &formats, args, projects.settings(input)));
    progress.clear();
    let (mut texts, mut jobs) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            // A fragment that was found in a folder is printed through what includes it.
            Ok(composed) if !composed.text.is_compact && !composed.text.input.named => {}
            Ok(Composed { text, unready, prints, unsettled }) => {
                if unsettled {
                    let name = &text.input.name;
                    screen::tell(&format!(
                        "`{name}` is `settled`, and nothing holds its words: `engross settle {name}` does\n"
                    ));
                }
                let out = args.out.clone().or_else(|| projects.settings(text.input).out.clone());
                jobs.extend(prints.map(|prints| {
                    let comparison = prints.comparison.filter(|_| args.proof);
                    Job::new(text.input, prints.ready, &formats, out, comparison)
                }));
                texts.push((text, unready));
            }
            Err(trouble) => {
                screen::complain(&trouble);
                verdict = Verdict::Trouble;
            }
        }
    }
    job::distinct(&jobs, &inputs)?;
    let (texts, unready): (Vec<_>, Vec<_>) = texts.into_iter().unzip();
    report(&texts);
    verdict = verdict.max(faults(&texts));
    verdict = texts.iter().zip(&unready).map(|(text, unready)| refuse(text, unready)).fold(verdict, Verdict::max);
    Ok(verdict.max(job::write(&jobs)?))
}

/// The formats asked for, in their own order and each once.
pub(super) fn formats(asked: &[Format]) -> Result<Vec<Format>, Trouble> {
    if let Some(format) = asked.iter().find(|format| !format.is_built_in()) {
        let message = format!("this engross was built without the format `{}`", format.extension());
        return Err(Trouble::new(message).help("leave the format out, or install engross with its default features"));
    }
    let mut formats = if asked.is_empty() { Format::all() } else { asked.to_vec() };
    formats.sort();
    formats.dedup();
    Ok(formats)
}

/// A text and what it prints as; none where it is refused.
struct Composed<'a> {
    text: Analyzed<'a>,
    /// What stands in the way besides findings.
    unready: Vec<Trouble>,
    prints: Option<Prints>,
    /// Whether it calls itself settled, and no lock holds it.
    unsettled: bool,
}

/// What a text prints as.
struct Prints {
    /// Each with what its files are called behind the name of the source.
    ready: Vec<(Printable, String)>,
    /// How the originals were compared, where one of them is printed.
    comparison: Option<Comparison>,
}

fn compose<'a>(
    input: &'a Input,
    formats: &[Format],
    args: &Build,
    settings: &'a Settings,
) -> Result<Composed<'a>, Trouble> {
    let mut text = Analyzed::read(input, None, settings)?;
    let unready = match text.is_compact {
        true => editions::unready(&input.name, text.analysis.model.status(), text.lock.as_ref(), args.conformed),
        false => Vec::new(),
    };
    let mut prints = None;
    if text.is_compact && text.obstacles == 0 && unready.is_empty() {
        let plans = editions::plans(args, settings, &text)?;
        let comparison = compared(&plans, &text, settings)?;
        match print(&plans, formats, args, &text, settings) {
            Ok(ready) => prints = Some(Prints { ready, comparison }),
            Err(found) => {
                text.obstacles = found.len();
                text.analysis.diagnostics.extend(found);
            }
        }
    }
    let unsettled = text.analysis.model.status() == Status::Settled && text.lock.is_none();
    Ok(Composed { text: text.for_report(), unready, prints, unsettled })
}

/// Composes all plans, and makes sure that they can be printed.
fn print(
    plans: &[Plan],
    formats: &[Format],
    args: &Build,
    text: &Analyzed<'_>,
    settings: &Settings,
) -> Result<Vec<(Printable, String)>, Vec<Diagnostic>> {
    let sheet = Sheet {
        line_numbers: args.line_numbers,
        initials: args.initials || settings.sheet.initials,
        spare_signatures: args.spare_signatures || settings.sheet.spare_signatures,
        ..settings.sheet.clone()
    };
    let print = Print { sheet, fields: args.fields, attachments: Vec::new(), again: false };
    let fonts = fonts(args, settings);
    let mut ready = Vec::new();
    for plan in plans {
        let documents = crate::compose_in(&text.analysis, &settings.wordings, &plan.edition)?;
        let press = Press {
            analysis: &text.analysis,
            edition: &plan.edition,
            wordings: &settings.wordings,
            templates: &settings.templates,
            fonts: &fonts,
            print: &print,
            seal: args.seal,
        };
        let prints = Printable::all(documents, formats, press)?;
        ready.extend(prints.into_iter().map(|print| (print, plan.suffix.clone())));
    }
    Ok(ready)
}

/// Compares the originals, where one of them is printed.
///
/// # Errors
/// They differ in more than alternates, or cannot be told apart.
fn compared(plans: &[Plan], text: &Analyzed<'_>, settings: &Settings) -> Result<Option<Comparison>, Trouble> {
    let Some(plan) = plans.iter().find(|plan| plan.edition.original.is_some()) else { return Ok(None) };
    let composed = |edition: Edition| {
        let documents = crate::compose_in(&text.analysis, &settings.wordings, &edition).ok()?;
        Some((edition, documents.into_iter().next()?))
    };
    let originals: Option<Vec<(Edition, Document)>> =
        editions::originals(&plan.edition, text)?.into_iter().map(composed).collect();
    // What cannot be composed is told when it is printed.
    let Some(originals) = originals else { return Ok(None) };
    let comparison = compare(&text.analysis.model, &settings.wordings, &originals);
    for place in &comparison.differs {
        let reads: Vec<String> =
            comparison.originals.iter().zip(&place.reads).map(|(id, words)| format!("`{id}`: {words}")).collect();
        let language = place.language.as_deref().map(|tag| format!(" ({tag})")).unwrap_or_default();
        screen::tell(&format!("{}{language}\n  {}\n", place.place, reads.join("\n  ")));
    }
    if comparison.differs.is_empty() {
        return Ok(Some(comparison));
    }
    let count = number(comparison.differs.len(), "place");
    Err(Trouble::new(format!("the originals of `{}` differ in {count} that must not alternate", text.input.name))
        .help(REPORT))
}

/// Refuses a folder of fonts that is not there: its fonts would be missed much later.
fn folders(args: &Build) -> Result<(), Trouble> {
    match args.font_path.iter().find(|folder| !folder.is_dir()) {
        Some(folder) => Err(Trouble::new(format!("there is no folder `{}` with fonts", folder.display()))),
        None => Ok(()),
    }
}

/// The folders with fonts: those of the command line go before those of the project.
fn fonts(args: &Build, settings: &Settings) -> Vec<PathBuf> {
    args.font_path.iter().chain(&settings.fonts).cloned().collect()
}

/// Prints the findings of all texts.
fn report(texts: &[Analyzed<'_>]) {
    let report = project::report(texts, Severity::Error);
    if report.findings.is_empty() {
        return;
    }
    let terminal = screen::terminal(Output::Error);
    let summary = terminal::summary(report.tally(), texts.len(), &terminal);
    screen::tell(&(terminal::render(&report.findings, &terminal) + &summary));
}

/// Says what is not printed, and why.
fn refuse(text: &Analyzed<'_>, unready: &[Trouble]) -> Verdict {
    let name = &text.input.name;
    if !text.is_compact {
        let trouble = Trouble::new(format!("`{name}` has no `compact` statement: it is a fragment"));
        screen::complain(&trouble.help("build the compact that includes it"));
        return Verdict::Trouble;
    }
    unready.iter().for_each(screen::complain);
    let verb = match text.obstacles {
        0 if unready.is_empty() => return Verdict::Good,
        0 => {
            screen::complain(&Trouble::new(format!("`{name}` is not printed")));
            return Verdict::Refused;
        }
        1 => "stands",
        _ => "stand",
    };
    let errors = number(text.obstacles, "error");
    let all = text.analysis.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).count();
    let of = if all > text.obstacles { format!(" of {all}") } else { String::new() };
    screen::complain(&Trouble::new(format!("`{name}` is not printed: {errors}{of} {verb} in the way")));
    Verdict::Refused
}
