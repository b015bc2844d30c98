//! What every identifier of a compact names, collected before anything is read, so that order does not matter.

use std::collections::HashMap;

use super::Target;
use super::bind::Bound;
use super::reference::Names;
use crate::diagnostic::Diagnostic;

/// Collects what every identifier names; the first of two equal ones stands.
pub(super) fn collect<'a>(bound: &Bound<'a>, diagnostics: &mut Vec<Diagnostic>) -> Names<'a> {
    let unknown = bound.unknown_names.iter().copied().collect();
    let mut names = Names { unknown, nameless: bound.nameless, ..Names::default() };
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for node in &bound.nodes {
        let nested = node.children.iter().filter(|child| matches!(child.row.keyword.as_str(), "lead" | "body"));
        for node in std::iter::once(node).chain(nested) {
            let keyword = match node.row.keyword.as_str() {
                "lead" => "body",
                keyword => keyword,
            };
            let count = counts.entry(keyword).or_default();
            let index = *count;
            *count += 1;
            let (Some((id, span)), Some(target)) = (node.id(), target(keyword, index)) else { continue };
            match names.known.get(id) {
                None => {
                    if node.private {
                        names.private.insert(id);
                    }
                    names.known.insert(id, (target, span));
                }
                Some((_, first)) => diagnostics.push(
                    Diagnostic::error("REF002", span, format!("`{id}` is declared twice"))
                        .related(*first, "first declared here")
                        .help("give one of the two another name; until then the name means the first"),
                ),
            }
        }
    }
    names
}

fn target(keyword: &str, index: usize) -> Option<Target> {
    Some(match keyword {
        "compact" => Target::Compact,
        "participant" => Target::Participant(index),
        "body" => Target::Body(index),
        "place" => Target::Place(index),
        "definition" => Target::Definition(index),
        "strategy" => Target::Strategy(index),
        "objective" => Target::Objective(index),
        "responsibility" => Target::Responsibility(index),
        "activity" => Target::Activity(index),
        "contribution" => Target::Contribution(index),
        "implementer" => Target::Implementer(index),
        "indicator" => Target::Indicator(index),
        "mechanism" => Target::Mechanism(index),
        "provision" => Target::Provision(index),
        "annex" => Target::Annex(index),
        _ => return None,
    })
}
