//! Texts in a language that the compact does not name: they would never be printed.

use super::Facts;
use crate::diagnostic::Diagnostic;
use crate::model::text::serves;
use crate::rules::texts::named;

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let Some(compact) = &facts.model.compact else { return };
    if !super::languages::are_known(&facts.model.outline) {
        return;
    }
    let known = || compact.languages.iter().chain(&compact.courtesy);
    for text in facts.texts().all() {
        // A file that several compacts share may hold more languages than each of them.
        let own = text.span.file == compact.span.file;
        if !own || known().any(|tag| serves(text.language, &tag.value)) {
            continue;
        }
        let languages: Vec<String> = known().map(|tag| format!("`{}`", tag.value)).collect();
        let object = named(&facts.model.outline, text.statement);
        let message = format!("{object} has a text in `{}`, which is no language of this compact", text.language);
        let help = format!("the compact names {}; add it there, or as `courtesy`", languages.join(", "));
        found.push(facts.finding(text.span, message).help(help));
    }
}
