//! `engross check`: what is wrong with texts, and what is still open.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::args::{Check, Deny, JudgeAs};
use super::fix::Mended;
use super::inputs::{Input, gather};
use super::progress::Progress;
use super::project::{Analyzed, Edited, each, report};
use super::select::Select;
use super::settings::Projects;
use super::{Trouble, Verdict, baseline, screen, watch};
use crate::diagnostic::Severity;
use crate::report::Report;

pub(super) fn run(args: &Check) -> Result<Verdict, Trouble> {
    if args.watch { watch::run(args) } else { once(args, &mut BTreeSet::new()) }
}

/// Checks once; `read` gets the files that were read, and the folders that were listed.
pub(super) fn once(args: &Check, read: &mut BTreeSet<PathBuf>) -> Result<Verdict, Trouble> {
    let (inputs, mut verdict) = gather(&args.inputs)?;
    read.extend(inputs.iter().flat_map(|input| [input.folder(), PathBuf::from(&input.identity)]));
    let projects = Projects::of(&inputs)?;
    read.extend(projects.files().map(Path::to_owned));
    let select = Select::read(&args.select, &args.ignore, &projects)?;
    if args.fix && inputs.iter().any(|input| input.path.is_none()) {
        return Err(Trouble::new("the standard input cannot be mended").help("name the file, or use `--diff`"));
    }
    if args.fix || args.diff {
        let readable = |edited: &Edited| analyze(args, &inputs, &projects, edited).into_iter().flatten().collect();
        let mended = Mended::of(readable, |analyzed| Ok(told(args, &select, analyzed)?.0))?;
        if args.diff {
            return mended.show();
        }
        mended.write()?;
    }
    let mut analyzed = Vec::with_capacity(inputs.len());
    for result in analyze(args, &inputs, &projects, &Edited::new()) {
        match result {
            Ok(text) => analyzed.push(text),
            Err(trouble) => {
                screen::complain(&trouble);
                verdict = Verdict::Trouble;
            }
        }
    }
    read.extend(analyzed.iter().flat_map(Analyzed::paths).map(Path::to_owned));
    verdict = verdict.max(faults(&analyzed));
    let (report, gone) = told(args, &select, &analyzed)?;
    screen::tell(&gone);
    if let Some(path) = &args.write_baseline {
        baseline::write(path, &report)?;
        return Ok(verdict);
    }
    super::report::write(&report, &analyzed, args.format, &args.output)?;
    let refused = report.findings.iter().any(|finding| report.refuses(finding));
    Ok(verdict.max(if refused { Verdict::Refused } else { Verdict::Good }))
}

fn analyze<'a>(
    args: &Check,
    inputs: &'a [Input],
    projects: &'a Projects,
    edited: &Edited,
) -> Vec<Result<Analyzed<'a>, Trouble>> {
    let judged_as = args.judge_as.map(JudgeAs::status);
    let progress = Progress::reading(inputs.len());
    let results = each(inputs, &progress, |input| {
        let settings = projects.settings(input);
        Analyzed::read_edited(input, judged_as, settings, edited).map(Analyzed::for_report)
    });
    progress.clear();
    results
}

/// The findings that this run tells of, and a note on what of the baseline is gone.
fn told<'a>(args: &Check, select: &Select, analyzed: &'a [Analyzed<'a>]) -> Result<(Report<'a>, String), Trouble> {
    let refusing = if args.deny == Some(Deny::Warnings) { Severity::Warning } else { Severity::Error };
    let mut report = report(analyzed, refusing);
    let mut gone = String::new();
    if let Some(path) = &args.baseline {
        let judged = analyzed.iter().flat_map(|text| text.named_files().map(|(name, _)| name));
        gone = baseline::apply(path, &mut report, judged)?;
    }
    select.apply(&mut report);
    Ok((report, gone))
}

/// Says what is wrong with the rules themselves: never the author's fault.
pub(super) fn faults(analyzed: &[Analyzed<'_>]) -> Verdict {
    let mut faults: Vec<&String> = analyzed.iter().flat_map(|text| &text.analysis.judgment.errors).collect();
    faults.sort();
    faults.dedup();
    for fault in &faults {
        screen::complain(
            &Trouble::new(format!("a rule cannot be applied: {fault}")).help("correct the page of the rule"),
        );
    }
    if faults.is_empty() { Verdict::Good } else { Verdict::Trouble }
}
