//! `engross check`: what is wrong with texts, and what is still open.

use super::args::{Check, Deny, JudgeAs};
use super::inputs::gather;
use super::progress::Progress;
use super::project::{Analyzed, each, report};
use super::settings::Projects;
use super::{Trouble, Verdict, screen};
use crate::diagnostic::Severity;

pub(super) fn run(args: &Check) -> Result<Verdict, Trouble> {
    let (inputs, mut verdict) = gather(&args.inputs)?;
    let judged_as = args.judge_as.map(JudgeAs::status);
    let projects = Projects::of(&inputs)?;
    let progress = Progress::reading(inputs.len());
    let results = each(&inputs, &progress, |input| {
        Analyzed::read(input, judged_as, projects.settings(input)).map(Analyzed::for_report)
    });
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
    verdict = verdict.max(faults(&analyzed));
    let refusing = if args.deny == Some(Deny::Warnings) { Severity::Warning } else { Severity::Error };
    let report = report(&analyzed, refusing);
    super::report::write(&report, &analyzed, args.format, &args.output)?;
    let refused = report.findings.iter().any(|finding| report.refuses(finding));
    Ok(verdict.max(if refused { Verdict::Refused } else { Verdict::Good }))
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
