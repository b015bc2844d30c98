//! `engross build`: the instrument, printed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::args::{Build, Format};
use super::check::faults;
use super::files::Pending;
use super::inputs::{Input, gather};
use super::print::Printable;
use super::progress::Progress;
use super::project::{self, Analyzed, each};
use super::screen::{self, Output, why};
use super::settings::{Projects, Settings};
use super::{Trouble, Verdict};
use crate::diagnostic::Severity;
use crate::document::edition::Edition;
use crate::report::{number, terminal};

pub(super) fn run(args: &Build) -> Result<Verdict, Trouble> {
    let formats = formats(&args.format)?;
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
            Ok(composed) => {
                let settings = projects.settings(composed.text.input);
                jobs.extend(
                    composed
                        .documents
                        .map(|documents| Job::new(composed.text.input, documents, &formats, args, settings)),
                );
                texts.push(composed.text);
            }
            Err(trouble) => {
                screen::complain(&trouble);
                verdict = Verdict::Trouble;
            }
        }
    }
    distinct(&jobs, &inputs)?;
    report(&texts);
    verdict = verdict.max(faults(&texts));
    verdict = texts.iter().map(refuse).fold(verdict, Verdict::max);
    Ok(verdict.max(write(&jobs)?))
}

/// The formats asked for, in their own order and each once.
fn formats(asked: &[Format]) -> Result<Vec<Format>, Trouble> {
    if let Some(format) = asked.iter().find(|format| !format.is_built_in()) {
        let message = format!("this engross was built without the format `{}`", format.extension());
        return Err(Trouble::new(message).help("leave the format out, or install engross with its default features"));
    }
    let mut formats = if asked.is_empty() { Format::all() } else { asked.to_vec() };
    formats.sort();
    formats.dedup();
    Ok(formats)
}

/// A text and the documents it prints as; none where it is refused.
struct Composed<'a> {
    text: Analyzed<'a>,
    documents: Option<Vec<Printable>>,
}

fn compose<'a>(
    input: &'a Input,
    formats: &[Format],
    args: &Build,
    settings: &'a Settings,
) -> Result<Composed<'a>, Trouble> {
    let mut text = Analyzed::read(input, None, settings)?;
    let mut documents = None;
    if text.is_compact && text.obstacles == 0 {
        let composed =
            crate::compose_in(&text.analysis, &settings.wordings, &Edition::default()).and_then(|composed| {
                Printable::all(composed, formats, &text.analysis, &fonts(args, settings), &settings.templates)
            });
        match composed {
            Ok(composed) => documents = Some(composed),
            Err(found) => {
                text.obstacles = found.len();
                text.analysis.diagnostics.extend(found);
            }
        }
    }
    Ok(Composed { text: text.for_report(), documents })
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
fn refuse(text: &Analyzed<'_>) -> Verdict {
    let name = &text.input.name;
    if !text.is_compact {
        let trouble = Trouble::new(format!("`{name}` has no `compact` statement: it is a fragment"));
        screen::complain(&trouble.help("build the compact that includes it"));
        return Verdict::Trouble;
    }
    let verb = match text.obstacles {
        0 => return Verdict::Good,
        1 => "stands",
        _ => "stand",
    };
    let errors = number(text.obstacles, "error");
    let all = text.analysis.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).count();
    let of = if all > text.obstacles { format!(" of {all}") } else { String::new() };
    screen::complain(&Trouble::new(format!("`{name}` is not printed: {errors}{of} {verb} in the way")));
    Verdict::Refused
}

/// The files that one text becomes.
struct Job<'a> {
    input: &'a Input,
    documents: Vec<Printable>,
    /// The folder that the files are written into, where it is not the text's own.
    out: Option<PathBuf>,
    /// For every file its path, its document and its format.
    files: Vec<(PathBuf, usize, Format)>,
}

impl<'a> Job<'a> {
    fn new(input: &'a Input, documents: Vec<Printable>, formats: &[Format], args: &Build, settings: &Settings) -> Self {
        let source = Path::new(&input.name);
        let out = args.out.clone().or_else(|| settings.out.clone());
        let folder = out.as_deref().or(source.parent()).unwrap_or(Path::new(""));
        let mut files = Vec::new();
        for (index, Printable { document, .. }) in documents.iter().enumerate() {
            // A text from a pipe has no name but the compact's own.
            let mut name = match source.file_stem() {
                Some(stem) if !input.is_nameless() => stem.to_os_string(),
                _ if document.name.is_empty() => "compact".into(),
                _ => document.name.clone().into(),
            };
            if let Some(language) = &document.courtesy {
                name.push(".");
                name.push(language);
            }
            files.extend(formats.iter().map(|format| {
                let mut name = name.clone();
                name.push(".");
                name.push(format.extension());
                (folder.join(name), index, *format)
            }));
        }
        Self { input, documents, out, files }
    }

    /// Prints all files, then puts all in place: what fails leaves every file as it was.
    fn run(&self, progress: &Progress) -> Result<(), Vec<Trouble>> {
        let pending = self.files.par_iter().map(|(path, document, format)| {
            let bytes = self.documents[*document].print(*format)?;
            let pending = Pending::write(path, &bytes).map_err(|error| vec![unwritten(path, &error)])?;
            progress.step(&path.to_string_lossy());
            Ok((pending, path))
        });
        for (file, path) in pending.collect::<Result<Vec<_>, Vec<Trouble>>>()? {
            file.finish().map_err(|error| vec![unwritten(path, &error)])?;
        }
        Ok(())
    }
}

fn unwritten(path: &Path, error: &std::io::Error) -> Trouble {
    Trouble::new(format!("cannot write `{}`: {}", path.display(), why(error)))
}

/// Refuses to write one file twice, or over a source.
fn distinct(jobs: &[Job<'_>], inputs: &[Input]) -> Result<(), Trouble> {
    let mut sources: BTreeMap<PathBuf, &str> = BTreeMap::new();
    for (path, job) in jobs.iter().flat_map(|job| job.files.iter().map(move |(path, ..)| (path, job))) {
        let place = place(path);
        let shown = path.display();
        if inputs.iter().any(|input| Path::new(&input.identity) == place) {
            return Err(Trouble::new(format!("`{shown}` would be written over, and is a source"))
                .help("choose another folder with `--out`"));
        }
        if let Some(other) = sources.insert(place, &job.input.name) {
            return Err(Trouble::new(format!("`{other}` and `{}` would both be written to `{shown}`", job.input.name))
                .help("build them one by one, with an `--out` of their own"));
        }
    }
    Ok(())
}

/// Where a path leads, whether its file exists or not.
fn place(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    path.file_name().map_or(folder.clone(), |name| folder.join(name))
}

/// Writes the files of all jobs, and prints their names.
fn write(jobs: &[Job<'_>]) -> Result<Verdict, Trouble> {
    let folders: BTreeSet<&PathBuf> = jobs.iter().filter_map(|job| job.out.as_ref()).collect();
    for folder in folders {
        fs::create_dir_all(folder)
            .map_err(|error| Trouble::new(format!("cannot make the folder `{}`: {}", folder.display(), why(&error))))?;
    }
    let progress = Progress::printing(jobs.iter().map(|job| job.files.len()).sum());
    let results: Vec<_> = jobs.par_iter().map(|job| job.run(&progress)).collect();
    progress.clear();
    let mut verdict = Verdict::Good;
    let mut written = String::new();
    for (job, result) in jobs.iter().zip(results) {
        match result {
            Ok(()) => job.files.iter().for_each(|(path, ..)| written.push_str(&format!("{}\n", path.display()))),
            Err(troubles) => {
                troubles.iter().for_each(screen::complain);
                screen::complain(&Trouble::new(format!("nothing was written for `{}`", job.input.name)));
                verdict = Verdict::Trouble;
            }
        }
    }
    screen::print(&written)?;
    Ok(verdict)
}
