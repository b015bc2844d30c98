//! GAO009: what the partner gives, and how progress is sustained, is looked at in the dialogue.

use super::Facts;
use crate::diagnostic::Diagnostic;
use crate::model::{Contribution, Mechanism, Reviewed, Value};
use crate::source::Span;

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let model = facts.model;
    let dialogues: Vec<&Mechanism> = model.mechanisms.iter().filter(|mechanism| is_dialogue(mechanism)).collect();
    // That there is none is another rule's finding.
    let Some(first) = dialogues.first() else { return };
    if !dialogues.iter().all(|dialogue| is_understood(facts, dialogue)) {
        return;
    }
    let reviewed = |wanted: Reviewed| {
        dialogues.iter().flat_map(|dialogue| &dialogue.reviews).any(|reviewed| reviewed.value == wanted)
    };
    let of_partner = |contribution: &Contribution| {
        model.participants.get(contribution.participant).is_some_and(|participant| !participant.assisting)
    };
    let mut missing: Vec<(&str, Span)> = Vec::new();
    for (index, contribution) in model.contributions.iter().enumerate() {
        if of_partner(contribution) && !reviewed(Reviewed::Contribution(index)) {
            missing.push((&contribution.id.value, contribution.id.span));
        }
    }
    if let Some(sustainability) = model.sustainability.as_ref().filter(|_| !reviewed(Reviewed::Sustainability)) {
        missing.push(("sustainability", sustainability.span));
    }
    if missing.is_empty() {
        return;
    }
    let place = model.outline.at(first.id.span).and_then(|index| model.outline.values(index, "reviews"));
    let names: Vec<String> = missing.iter().map(|(name, _)| format!("`{name}`")).collect();
    let named: Vec<&str> = missing.iter().map(|(name, _)| *name).collect();
    let message = format!("no dialogue reviews {}", names.join(" or "));
    let finding = facts
        .finding(place.unwrap_or(first.id.span), message)
        .help(format!("add to `reviews` of `{}`: `{}`", first.id.value, named.join(", ")))
        .about(dialogues.iter().map(|dialogue| dialogue.id.value.clone()))
        .adds(Some(first.id.span), format!("reviews {}", named.join(", ")));
    found.push(missing.iter().fold(finding, |finding, (name, span)| finding.related(*span, format!("`{name}`"))));
}

fn is_dialogue(mechanism: &Mechanism) -> bool {
    mechanism.kinds.iter().any(|kind| kind.value == "dialogue")
}

/// Whether all that a mechanism reviews was understood, and leads somewhere.
fn is_understood(facts: &Facts<'_>, mechanism: &Mechanism) -> bool {
    let outline = &facts.model.outline;
    let Some(index) = outline.at(mechanism.id.span) else { return false };
    let leads_nowhere =
        |value: &Value| matches!(value, Value::Name(name) if name != "sustainability" && outline.named(name).is_none());
    let mut named = outline.fields(index, "reviews").flat_map(|(field, _)| outline.args(field));
    !outline.unread(index, "reviews") && !named.any(|arg| leads_nowhere(&arg.value))
}
