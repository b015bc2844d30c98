//! Giving an identifier another name, in all files of all compacts that mean the same by it.

use std::collections::BTreeMap;
use std::path::Path;

use gen_lsp_types::{Position, PrepareRenamePlaceholder, TextEdit, Uri, WorkspaceEdit};

use super::edits;
use super::names::{Occurrence, everywhere, under};
use super::session::{Session, View};

/// What would be renamed at a place; none where there is no identifier.
pub fn prepared(session: &Session<'_>, uri: &Uri, at: Position) -> Option<PrepareRenamePlaceholder> {
    let (view, one) = under(session, uri, at)?;
    Some(PrepareRenamePlaceholder { range: session.encoding.range(view.source(), one.span), placeholder: one.id })
}

/// The edits that give the identifier under a place another name.
///
/// # Errors
/// Why the new name cannot be given.
pub fn renamed(session: &Session<'_>, uri: &Uri, at: Position, new: &str) -> Result<Option<WorkspaceEdit>, String> {
    let found = everywhere(session, uri, at);
    let Some((view, first)) = found.first() else { return Ok(None) };
    if !is_identifier(new) {
        return Err(format!("`{new}` is no identifier: a letter, then letters, digits and hyphens"));
    }
    if new != first.id && is_reserved(view, new) {
        return Err(format!("`{new}` has a meaning already: it is a word of the language"));
    }
    if new != first.id
        && let Some(file) = declared(session, &found, new)
    {
        return Err(format!("`{new}` has a meaning already: it is declared in `{file}`"));
    }
    let mut files: BTreeMap<String, Vec<TextEdit>> = BTreeMap::new();
    for (view, one) in &found {
        let range = session.encoding.range(view.source(), one.span);
        let edit = TextEdit { range, new_text: new.to_owned() };
        let edits = files.entry(view.identity(one.span.file).to_owned()).or_default();
        if !edits.contains(&edit) {
            edits.push(edit);
        }
    }
    Ok(Some(edits::in_files(session, files)))
}

/// The name of the file that declares a name already, in any compact to which a file belongs that would be changed.
fn declared(session: &Session<'_>, found: &[(View, Occurrence)], name: &str) -> Option<String> {
    let changed = |file: &String| found.iter().any(|(view, one)| view.identity(one.span.file) == file);
    session.roots().filter(|checked| checked.files.iter().any(changed)).find_map(|checked| {
        let outline = &checked.analysis.model.outline;
        let (_, span) = outline.id(outline.named(name)?)?;
        let file = Path::new(checked.files.get(span.file.0 as usize)?);
        Some(file.file_name()?.to_string_lossy().into_owned())
    })
}

fn is_identifier(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic)
        && letters.all(|c| c.is_alphanumeric() || c == '-')
        && !word.ends_with('-')
}

/// Whether a word would not be read as an identifier, or is refused as one: the language itself judges, in a compact of its
/// own, for of a fragment by itself it says less.
fn is_reserved(view: &View, word: &str) -> bool {
    let text = format!("compact {word} {{\n}}\n");
    let project = crate::Project {
        root: crate::source::Source::new("name", text),
        identity: "name".into(),
        loader: &crate::source::NoFiles,
        judged_as: None,
        rules: &view.checked.project.rules,
        settlement: crate::lock::Settlement::Unknown,
    };
    let analysis = crate::analyze(&project);
    let refused = analysis.diagnostics.iter().any(|finding| finding.rule == "SYN003");
    refused || analysis.model.outline.named(word).is_none()
}
