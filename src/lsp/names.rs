//! Where identifiers stand: declared, named in values, named in prose. Definition, references and highlights.

use std::collections::HashSet;
use std::rc::Rc;

use gen_lsp_types::{DocumentHighlight, DocumentHighlightKind, Location, Position, Uri};

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

/// The identifier under a place, in the first compact of its file that knows it.
pub fn under(session: &Session<'_>, uri: &Uri, at: Position) -> Option<(View, Occurrence)> {
    let identity = session.identity(uri)?;
    let found = |view: View| {
        let offset = session.encoding.offset(view.source(), at);
        let here = |one: &Occurrence| one.span.file == view.file && touches(one.span, offset);
        let one = occurrences(&view.checked).into_iter().find(here)?;
        Some((view, one))
    };
    session.views_of(&identity).find_map(found)
}

fn touches(span: Span, offset: u32) -> bool {
    span.start <= offset && offset <= span.end
}

/// Where what is named at a place is declared: an identifier, a word that stands for a statement, an included file.
pub fn definition(session: &Session<'_>, uri: &Uri, at: Position) -> Option<Location> {
    if let Some((view, chosen)) = under(session, uri, at) {
        let declared = occurrences(&view.checked).into_iter().find(|one| one.declares && one.id == chosen.id)?;
        return location(session, &view, declared.span);
    }
    let identity = session.identity(uri)?;
    session.views_of(&identity).find_map(|view| {
        let offset = session.encoding.offset(view.source(), at);
        location(session, &view, meant(&view, offset)?)
    })
}

/// What is meant at a place where no identifier stands: `@term.words` the term, `sustainability` the statement of that
/// name, the path of an `include` the file.
fn meant(view: &View, offset: u32) -> Option<Span> {
    let analysis = &view.checked.analysis;
    let outline = &analysis.model.outline;
    let here = |span: Span| span.file == view.file && touches(span, offset);
    if let Some((_, file)) = analysis.files.includes.iter().find(|(include, _)| here(**include)) {
        return Some(Span::new(*file, 0, 0));
    }
    let mentioned = analysis.model.mentions.iter().find(|mention| here(mention.span)).map(|mention| &mention.value);
    let word = mentioned.or_else(|| {
        let mut args = outline.all().flat_map(|(index, _)| outline.args(index));
        args.find_map(|arg| match &arg.value {
            Value::Name(word) if refers(arg.slot) && here(arg.span) => Some(word),
            _ => None,
        })
    })?;
    let statement = outline.of_keyword(word).iter().filter_map(|index| outline.get(*index));
    statement.filter(|statement| statement.parent == 0).map(|statement| statement.at).next()
}

/// Where the identifier under a place stands, in every compact that knows it.
pub fn references(session: &Session<'_>, uri: &Uri, at: Position, declared: bool) -> Vec<Location> {
    let wanted = |one: &Occurrence| declared || !one.declares;
    let found = everywhere(session, uri, at).into_iter().filter(|(_, one)| wanted(one));
    let mut found: Vec<Location> = found.filter_map(|(view, one)| location(session, &view, one.span)).collect();
    let mut seen = Vec::new();
    found.retain(|one| {
        let new = !seen.contains(one);
        seen.push(one.clone());
        new
    });
    found
}

/// Where the identifier under a place stands in the same file.
pub fn highlights(session: &Session<'_>, uri: &Uri, at: Position) -> Vec<DocumentHighlight> {
    let Some((view, chosen)) = under(session, uri, at) else { return Vec::new() };
    let same = |one: &Occurrence| one.id == chosen.id && one.span.file == view.file;
    let highlight = |one: Occurrence| DocumentHighlight {
        range: session.encoding.range(view.source(), one.span),
        kind: Some(if one.declares { DocumentHighlightKind::Write } else { DocumentHighlightKind::Read }),
    };
    occurrences(&view.checked).into_iter().filter(same).map(highlight).collect()
}

/// The identifier under a place wherever it stands, in every compact that means the same by it. Compacts that share a file
/// in which it stands do, each with its own declaration: the file can name it one way only.
pub fn everywhere(session: &Session<'_>, uri: &Uri, at: Position) -> Vec<(View, Occurrence)> {
    let Some((view, chosen)) = under(session, uri, at) else { return Vec::new() };
    let place = |checked: &Checked, one: &Occurrence| {
        (checked.files.get(one.span.file.0 as usize).cloned().unwrap_or_default(), one.span.start)
    };
    let knows = |checked: &&Rc<Checked>| checked.analysis.model.outline.named(&chosen.id).is_some();
    let own = |checked: &Rc<Checked>| {
        let all: Vec<Occurrence> = occurrences(checked).into_iter().filter(|one| one.id == chosen.id).collect();
        (Rc::clone(checked), all)
    };
    let mut rest: Vec<(Rc<Checked>, Vec<Occurrence>)> = session.roots().filter(knows).map(own).collect();
    let mut places = HashSet::from([place(&view.checked, &chosen)]);
    let mut found = Vec::new();
    loop {
        let means = |(checked, all): &(Rc<Checked>, Vec<Occurrence>)| {
            all.iter().any(|one| places.contains(&place(checked, one)))
        };
        let (same, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(means);
        if same.is_empty() {
            return found;
        }
        for (checked, all) in same {
            places.extend(all.iter().map(|one| place(&checked, one)));
            found.extend(all.into_iter().map(|one| (View { checked: Rc::clone(&checked), file: one.span.file }, one)));
        }
        rest = others;
    }
}

/// A place in a file of a compact, as the client knows it.
pub fn location(session: &Session<'_>, view: &View, span: Span) -> Option<Location> {
    let uri = session.uri(view.identity(span.file))?;
    let source = view.checked.analysis.files.sources.get(span.file);
    Some(Location { uri, range: session.encoding.range(source, span) })
}
