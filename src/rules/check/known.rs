//! Languages that the compact does not name: a text in one would never be printed, and none of them can prevail.

use super::Facts;
use super::languages::meant;
use crate::diagnostic::Diagnostic;
use crate::model::Value;
use crate::model::text::serves;
use crate::rules::texts::named;

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let Some(compact) = &facts.model.compact else { return };
    if !super::languages::are_known(&facts.model.outline) {
        return;
    }
    unsigned(facts, found);
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
        let finding = facts.finding(text.span, message).about([facts.model.outline.path(text.statement)]);
        found.push(match meant(compact, &facts.model.outline, text.statement) {
            Some(meant) => finding.help(format!("did you mean `{}`?", meant.split('-').next().unwrap_or(meant))),
            None => finding
                .help(format!("the compact names {}; add it there, or as `courtesy`", languages.join(", ")))
                .adds(Some(compact.span), format!("courtesy {}", text.language)),
        });
    }
}

/// What prevails, or comes first in an original, is one of the languages that are signed.
fn unsigned(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let outline = &facts.model.outline;
    let Some(compact) = &facts.model.compact else { return };
    let signed: Vec<String> = compact.languages.iter().map(|tag| format!("`{}`", tag.value)).collect();
    let fields = outline.of_keyword("prevails").iter().chain(outline.of_keyword("language"));
    let tags = fields.flat_map(|field| outline.args(*field).iter().map(|arg| (*field, arg)));
    for (field, arg) in tags {
        let Value::Name(tag) = &arg.value else { continue };
        if compact.languages.iter().any(|signed| serves(tag, &signed.value)) {
            continue;
        }
        let message = format!("`{tag}` is not a language that is signed");
        let help = format!("the compact is signed in {}", signed.join(", "));
        found.push(facts.finding(arg.span, message).help(help).about([outline.path(field)]));
    }
}
