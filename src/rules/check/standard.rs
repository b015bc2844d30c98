//! The standard statements that the catalogue prints: that the instrument is not binding, that funds are subject to
//! availability. One is suppressed, replaced by a text that does not say it, or contradicted.

use super::Facts;
use crate::diagnostic::Diagnostic;
use crate::rules::texts::named;

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    // The opposite of the statement, said anywhere.
    super::words::check(facts, found);
    let Some(statement) = facts.text("statement") else { return };
    let says = facts.text("says").unwrap_or_default();
    for suppressed in facts.model.suppressed.iter().filter(|suppressed| suppressed.value == statement) {
        let message = format!("`suppress {statement}` removes the statement that {says}");
        let help = "delete the line: the statement is then printed in every language";
        found.push(facts.finding(suppressed.span, message).help(help).about([statement.to_owned()]));
    }
    let Some(phrases) = facts.text("phrases") else { return };
    let outline = &facts.model.outline;
    let Some(provision) = outline.named(statement).filter(|index| outline.get(*index).is_some_and(is_provision)) else {
        return;
    };
    for (index, _) in outline.fields(provision, "text") {
        for text in facts.texts().of_statement(index) {
            let Some((list, lexicon)) = facts.words(text.language) else { continue };
            if lexicon.holds(phrases, &text.tokens) {
                continue;
            }
            let message = format!(
                "{} replaces the standard statement, and in `{}` it does not say that {says}",
                named(outline, index),
                text.language
            );
            let offered = list.lists.get(phrases).and_then(|forms| forms.first());
            let help =
                offered.map(|form| format!("say “{form}”, or delete the provision: the standard one is then printed"));
            found.push(facts.finding(text.span, message).maybe_help(help).about([statement.to_owned()]));
        }
    }
}

fn is_provision(statement: &crate::model::Statement) -> bool {
    statement.keyword == "provision"
}
