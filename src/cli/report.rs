//! Findings in the formats that were asked for: on the standard output, and in files.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::Trouble;
use super::args::ReportFormat;
use super::files::Pending;
use super::project::Analyzed;
use super::screen::{self, Output, why};
use crate::report::{Report, concise, github, gitlab, json, junit, markdown, plain, sarif, terminal};

/// What is wide enough to read in a file.
const PAGE: usize = 100;

/// Prints a report in one format, and writes it in others into files.
pub(super) fn write(
    report: &Report<'_>,
    analyzed: &[Analyzed<'_>],
    format: ReportFormat,
    files: &[(ReportFormat, PathBuf)],
) -> Result<(), Trouble> {
    screen::print(&text(report, analyzed, format, &screen::terminal(Output::Standard))?)?;
    let page = terminal::Terminal { width: PAGE, color: false, unicode: true, links_from: None };
    // All are made before the first is put in its place.
    let mut pending = Vec::with_capacity(files.len());
    for (format, path) in files {
        let text = text(report, analyzed, *format, &page)?;
        pending.push((Pending::write(path, text.as_bytes()).map_err(|error| unwritten(path, &error))?, path));
    }
    pending.into_iter().try_for_each(|(file, path)| file.finish().map_err(|error| unwritten(path, &error)))
}

fn unwritten(path: &Path, error: &std::io::Error) -> Trouble {
    Trouble::new(format!("cannot write `{}`: {}", path.display(), why(error)))
}

fn text(
    report: &Report<'_>,
    analyzed: &[Analyzed<'_>],
    format: ReportFormat,
    screen: &terminal::Terminal,
) -> Result<String, Trouble> {
    let ours = |error: String| Trouble::new(format!("the findings cannot be written: {error}")).help(super::REPORT);
    Ok(match format {
        // Where nothing could be read, there is nothing to sum up.
        ReportFormat::Terminal if analyzed.is_empty() => String::new(),
        ReportFormat::Terminal => {
            let text = terminal::render(&report.findings, screen) + &notes(analyzed, screen);
            text + &terminal::summary(report.tally(), analyzed.len(), screen)
        }
        ReportFormat::Concise => concise::render(report),
        ReportFormat::Json => json::render(report),
        ReportFormat::Sarif => sarif::render(report).map_err(ours)?,
        ReportFormat::Github => github::render(report),
        ReportFormat::Gitlab => gitlab::render(report),
        ReportFormat::Junit => junit::render(report).map_err(ours)?,
        ReportFormat::Markdown => markdown::render(report),
    })
}

/// Says of fragments that were asked for by name, and that no compact of this run includes, how little was looked at.
fn notes(analyzed: &[Analyzed<'_>], terminal: &terminal::Terminal) -> String {
    let included: HashSet<&str> = analyzed.iter().filter(|text| text.is_compact).flat_map(Analyzed::files).collect();
    let alone =
        |text: &&Analyzed<'_>| !text.is_compact && text.input.named && !included.contains(text.input.identity.as_str());
    let note = |text: &Analyzed<'_>| {
        let note = format!(
            "`{}` has no `compact` statement: it is a fragment, and what it says is judged only through a compact that \
             includes it",
            plain(&text.input.name)
        );
        terminal.paragraph("note: ", "      ", &note)
    };
    let notes: String = analyzed.iter().filter(alone).map(note).collect();
    if notes.is_empty() { notes } else { notes + "\n" }
}
