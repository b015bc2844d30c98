//! What a finding is worth: its weight by the compact's status and the project's wishes, whether another finding says
//! the same, and whether a waiver covers it.

use std::collections::HashMap;

use super::page::Weight;
use super::{Rule, Rules, WHERE_LISTED};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Model, Status, Waiver};

/// A finding that a waiver covers.
#[derive(Debug, Clone, PartialEq)]
pub struct Waived {
    /// The finding.
    pub finding: Diagnostic,
    /// Why it is waived.
    pub reason: String,
}

/// The weight of a rule's findings. What keeps a text whole weighs the same everywhere.
pub(super) fn weight(rules: &Rules, rule: &Rule, status: Status) -> Weight {
    let own = rules.weights.get(&rule.code).copied().filter(|_| !rule.is_integral());
    let declared = rule.severity.at(status);
    // A rule that waits for a later status is not brought forward, only weighed otherwise once it speaks.
    own.filter(|_| declared != Weight::Off).unwrap_or(declared)
}

/// Weighs the findings of all stages, drops what others say, and sets aside what is waived.
pub(super) fn settle(model: &Model, status: Status, rules: &Rules, diagnostics: &mut Vec<Diagnostic>) -> Vec<Waived> {
    yielding(rules, diagnostics);
    let waived = waive(model, rules, diagnostics);
    diagnostics.retain_mut(|finding| weigh(finding, status, rules));
    waived
}

fn weigh(finding: &mut Diagnostic, status: Status, rules: &Rules) -> bool {
    let Some(rule) = rules.book.rule(&finding.rule) else { return true };
    let weight = weight(rules, rule, status);
    let Some(severity) = weight.severity() else { return false };
    // A stage may know better than the page that a draft may leave this one open.
    if !finding.still_open {
        finding.severity = severity;
        finding.still_open = weight == Weight::StillOpen;
    }
    true
}

/// One defect, one finding: a rule yields to another where that one's finding is about the same, or about a part of it.
fn yielding(rules: &Rules, diagnostics: &mut Vec<Diagnostic>) {
    // By rule, and most rules yield to none: a text full of one mistake is not compared with itself.
    let mut by_rule: HashMap<&str, Vec<&Diagnostic>> = HashMap::new();
    for finding in &*diagnostics {
        by_rule.entry(&finding.rule).or_default().push(finding);
    }
    let yields = |finding: &Diagnostic| {
        let others = rules.book.rule(&finding.rule).map_or(&[][..], |rule| &rule.yields_to);
        let mut others = others.iter().filter_map(|code| by_rule.get(code.as_str())).flatten();
        others.any(|other| other.about.iter().all(|about| finding.about.contains(about)))
    };
    let keep: Vec<bool> = diagnostics.iter().map(|finding| !yields(finding)).collect();
    let mut keep = keep.into_iter();
    diagnostics.retain(|_| keep.next().unwrap_or(true));
}

fn waive(model: &Model, rules: &Rules, diagnostics: &mut Vec<Diagnostic>) -> Vec<Waived> {
    let mut waived = Vec::new();
    let mut complaints = Vec::new();
    for waiver in &model.waivers {
        let written = waiver.rule.value.as_str();
        let Some(rule) = rules.book.rule(written) else {
            let finding = Diagnostic::error("WVR002", waiver.rule.span, format!("there is no rule `{written}`"));
            complaints.push(match rules.book.nearest(written) {
                Some(meant) => finding.meant(meant, waiver.rule.span),
                None => finding.help(WHERE_LISTED),
            });
            continue;
        };
        if rule.is_integral() {
            let message = format!("`{}` ({}) cannot be waived: without it the text is not whole", rule.code, rule.name);
            complaints.push(
                Diagnostic::error("WVR002", waiver.rule.span, message)
                    .help("mend what the rule finds, and delete the waiver"),
            );
            continue;
        }
        if waiver.reason.trim_matches(|c: char| c.is_whitespace() || c == '…' || c == '.').is_empty() {
            let message = format!("the waiver of `{}` ({}) gives no reason", rule.code, rule.name);
            complaints.push(
                Diagnostic::error("WVR002", waiver.rule.span, message)
                    .help(format!("say why, and on whose word: `allow {} \"…\"`", waiver.rule.value)),
            );
            continue;
        }
        let before = waived.len();
        let covered = diagnostics.extract_if(.., |finding| covers(waiver, rule, finding));
        waived.extend(covered.map(|finding| Waived { finding, reason: waiver.reason.clone() }));
        if waived.len() == before {
            let message = format!("this waiver of `{}` ({}) waives nothing", rule.code, rule.name);
            complaints.push(
                Diagnostic::new("WVR001", Severity::Warning, waiver.rule.span, message)
                    .help("delete it, or move it into the block that the finding points into"),
            );
        }
    }
    diagnostics.extend(complaints);
    waived
}

fn covers(waiver: &Waiver, rule: &Rule, finding: &Diagnostic) -> bool {
    finding.rule == rule.code && waiver.scope.is_none_or(|scope| scope.contains(finding.span))
}
