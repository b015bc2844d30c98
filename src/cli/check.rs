//! `engross check`: what is wrong with texts, and what is still open.

use std::collections::HashSet;

use super::args::{Check, Deny, JudgeAs, ReportFormat};
use super::inputs::gather;
use super::progress::Progress;
use super::project::{Analyzed, each, findings};
use super::screen::{self, Output};
use super::{Trouble, Verdict};
use crate::report::{Tally, json, terminal};
use crate::rules::Rules;

pub(super) fn run(args: &Check) -> Result<Verdict, Trouble> {
    let (inputs, mut verdict) = gather(&args.inputs)?;
    let judged_as = args.judge_as.map(JudgeAs::status);
    let rules = Rules::default();
    let progress = Progress::reading(inputs.len());
    let results = each(&inputs, &progress, |input| Analyzed::read(input, judged_as, &rules).map(Analyzed::for_report));
    progress.clear();
    let mut analyzed = Vec::with_capacity(results.len());
    for result in results {
        match result {
            Ok(text) => analyzed.push(text),
            Err(trouble) => {
                screen::complain(&trouble);
                verdict = Verdict::Trouble;
            }
        }
    }
    let findings = findings(&analyzed);
    let tally = Tally::of(findings.iter().map(|finding| finding.diagnostic));
    match args.format {
        ReportFormat::Json => screen::print(&json::render(&findings))?,
        // Where nothing could be read, there is nothing to sum up.
        ReportFormat::Terminal if analyzed.is_empty() => {}
        ReportFormat::Terminal => {
            let terminal = screen::terminal(Output::Standard);
            let report = terminal::render(&findings, &terminal) + &notes(&analyzed, &terminal);
            screen::print(&(report + &terminal::summary(tally, analyzed.len(), &terminal)))?;
        }
    }
    let refused = tally.errors > 0 || (args.deny == Some(Deny::Warnings) && tally.warnings + tally.open > 0);
    Ok(verdict.max(if refused { Verdict::Refused } else { Verdict::Good }))
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
            text.input.name
        );
        terminal.paragraph("note: ", "      ", &note)
    };
    let notes: String = analyzed.iter().filter(alone).map(note).collect();
    if notes.is_empty() { notes } else { notes + "\n" }
}
