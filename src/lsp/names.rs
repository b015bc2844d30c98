//! Where identifiers stand: declared, named in values, named in prose. Definition, references, highlights and renaming.

use std::collections::{HashMap, HashSet};

use gen_lsp_types::{
    DocumentHighlight, DocumentHighlightKind, Location, Position, PrepareRenamePlaceholder, Range, TextEdit, Uri,
    WorkspaceEdit,
};

use super::host::Checked;
use super::session::{Session, View};
use crate::model::Value;
use crate::source::Span;
use crate::vocabulary::vocabulary;

/// An identifier where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// The identifier.
    pub id: String,
    /// Its letters.
    pub span: Span,
    /// Whether it is declared here.
    pub declares: bool,
}

/// All identifiers of a compact.
pub fn occurrences(checked: &Checked) -> Vec<Occurrence> {
    let model = &checked.analysis.model;
    let outline = &model.outline;
    let mut found = Vec::new();
    for (index, _) in outline.all() {
        for arg in outline.args(index) {
            match &arg.value {
                Value::Id(id) => found.push(Occurrence { id: id.clone(), span: arg.span, declares: true }),
                Value::Name(id) if refers(arg.slot) && outline.named(id).is_some() => {
                    found.push(Occurrence { id: id.clone(), span: arg.span, declares: false });
                }
                _ => {}
            }
        }
    }
    for mention in &model.mentions {
        if outline.named(&mention.value).is_some() {
            found.extend(within(checked, mention.span, &mention.value));
        }
    }
    found.sort_by_key(|occurrence| (occurrence.span.file, occurrence.span.start));
    found.dedup_by(|a, b| a.span == b.span);
    found
}

fn refers(slot: &str) -> bool {
    vocabulary().slot(slot).is_some_and(|kind| !kind.refers.is_empty())
}

/// The identifier within a reference: behind the sign, or behind that of `[words](@id)`.
fn within(checked: &Checked, reference: Span, id: &str) -> Option<Occurrence> {
    let text = checked.analysis.files.sources.slice(reference);
    let sign = if text.starts_with('[') { text.rfind("(@")? + 1 } else { 0 };
    let at = sign + text.get(sign..)?.find(id)?;
    let start = reference.start as usize + at;
    Some(Occurrence { id: id.to_owned(), span: Span::new(reference.file, start, start + id.len()), declares: false })
}

/// The identifier under a place.
pub fn under(view: &View, offset: u32) -> Option<Occurrence> {
    let here = |one: &Occurrence| one.span.file == view.file && one.span.start <= offset && offset <= one.span.end;
    occurrences(&view.checked).into_iter().find(here)
}

/// Where the identifier under a place is declared.
pub fn definition(session: &Session<'_>, uri: &Uri, at: Position) -> Option<Location> {
    let view = session.view(uri)?;
    let id = under(&view, session.encoding.offset(view.source(), at))?.id;
    let declared = occurrences(&view.checked).into_iter().find(|one| one.declares && one.id == id)?;
    location(session, &view, declared.span)
}

/// Where the identifier under a place stands, in every compact that knows it.
pub fn references(session: &Session<'_>, uri: &Uri, at: Position, declared: bool) -> Vec<Location> {
    let wanted = |one: &Occurrence| declared || !one.declares;
    let found = everywhere(session, uri, at).into_iter().filter(|(_, one)| wanted(one));
    distinct(found).filter_map(|(view, one)| location(session, &view, one.span)).collect()
}

/// Where the identifier under a place stands in the same file.
pub fn highlights(session: &Session<'_>, uri: &Uri, at: Position) -> Vec<DocumentHighlight> {
    let Some(view) = session.view(uri) else { return Vec::new() };
    let Some(chosen) = under(&view, session.encoding.offset(view.source(), at)) else { return Vec::new() };
    let same = |one: &Occurrence| one.id == chosen.id && one.span.file == view.file;
    let highlight = |one: Occurrence| DocumentHighlight {
        range: session.encoding.range(view.source(), one.span),
        kind: Some(if one.declares { DocumentHighlightKind::Write } else { DocumentHighlightKind::Read }),
    };
    occurrences(&view.checked).into_iter().filter(same).map(highlight).collect()
}

/// What would be renamed at a place; none where there is no identifier.
pub fn prepared(session: &Session<'_>, uri: &Uri, at: Position) -> Option<PrepareRenamePlaceholder> {
    let view = session.view(uri)?;
    let one = under(&view, session.encoding.offset(view.source(), at))?;
    let range: Range = session.encoding.range(view.source(), one.span);
    Some(PrepareRenamePlaceholder { range, placeholder: one.id })
}

/// The edits that give the identifier under a place another name, in all files of all compacts that know it.
///
/// # Errors
/// Why the new name cannot be given.
pub fn renamed(session: &Session<'_>, uri: &Uri, at: Position, new: &str) -> Result<Option<WorkspaceEdit>, String> {
    let found = everywhere(session, uri, at);
    let Some((view, first)) = found.first() else { return Ok(None) };
    if !is_identifier(new) {
        return Err(format!("`{new}` is no identifier: a letter, then letters, digits and hyphens"));
    }
    let taken = found.iter().any(|(view, _)| view.checked.analysis.model.outline.named(new).is_some());
    if new != first.id && (taken || is_reserved(view, new)) {
        return Err(format!("`{new}` has a meaning already"));
    }
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    for (view, one) in distinct(found.into_iter()) {
        let Some(Location { uri, range }) = location(session, &view, one.span) else { continue };
        changes.entry(uri).or_default().push(TextEdit { range, new_text: new.to_owned() });
    }
    Ok(Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }))
}

/// The identifier under a place wherever it stands, in every compact that has the file in which it is declared.
fn everywhere(session: &Session<'_>, uri: &Uri, at: Position) -> Vec<(View, Occurrence)> {
    let Some(view) = session.view(uri) else { return Vec::new() };
    let Some(chosen) = under(&view, session.encoding.offset(view.source(), at)) else { return Vec::new() };
    let declared = occurrences(&view.checked).into_iter().find(|one| one.declares && one.id == chosen.id);
    let home = declared.map(|one| view.identity(one.span.file).to_owned());
    let mut found = Vec::new();
    for checked in session.roots() {
        let knows = home.as_ref().is_some_and(|home| checked.files.contains(home));
        if !knows && !std::rc::Rc::ptr_eq(checked, &view.checked) {
            continue;
        }
        let all = occurrences(checked).into_iter().filter(|one| one.id == chosen.id);
        found.extend(all.map(|one| (View { checked: std::rc::Rc::clone(checked), file: one.span.file }, one)));
    }
    found
}

/// Each place once, though several compacts may have its file.
fn distinct(found: impl Iterator<Item = (View, Occurrence)>) -> impl Iterator<Item = (View, Occurrence)> {
    let mut seen = HashSet::new();
    found.filter(move |(view, one)| seen.insert((view.identity(one.span.file).to_owned(), one.span.start)))
}

/// A place in a file of a compact, as the client knows it.
pub fn location(session: &Session<'_>, view: &View, span: Span) -> Option<Location> {
    let uri = session.uri(view.identity(span.file))?;
    let source = view.checked.analysis.files.sources.get(span.file);
    Some(Location { uri, range: session.encoding.range(source, span) })
}

fn is_identifier(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic)
        && letters.all(|c| c.is_alphanumeric() || c == '-')
        && !word.ends_with('-')
}

/// Whether a word would not be read as an identifier: the language itself judges, in a fragment of its own.
fn is_reserved(view: &View, word: &str) -> bool {
    let text = format!("place {word} {{\n  name \"A\"\n}}\n");
    let project = crate::Project {
        root: crate::source::Source::new("name", text),
        identity: "name".into(),
        loader: &crate::source::NoFiles,
        judged_as: None,
        rules: &view.checked.project.rules,
        settlement: crate::lock::Settlement::Unknown,
    };
    crate::analyze(&project).model.outline.named(word).is_none()
}
