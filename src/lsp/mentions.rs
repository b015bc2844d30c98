//! What could be written in a text: references behind `@`, their fields, the names of sections; in an include, files.

use std::path::Path;

use gen_lsp_types::CompletionItemKind;

use super::candidates::{Known, called, described, sort_of};
use super::completion::Offer;
use super::session::Session;
use crate::model::{Kind, SectionName, holds_references};

/// The kinds that a reference may name, by the keyword that declares them.
const KINDS: [Kind; 14] = [
    Kind::Participant,
    Kind::Body,
    Kind::Objective,
    Kind::Activity,
    Kind::Indicator,
    Kind::Contribution,
    Kind::Strategy,
    Kind::Mechanism,
    Kind::Provision,
    Kind::Annex,
    Kind::Responsibility,
    Kind::Definition,
    Kind::Place,
    Kind::Implementer,
];

/// What could be written behind the words of a text, and how far before the place it begins; none where nothing is begun.
pub fn offered(
    session: &Session<'_>,
    known: &Known<'_>,
    keyword: &str,
    before: &str,
    behind: &str,
) -> Option<(usize, Vec<Offer>)> {
    let end = known.view.source().text().len() - behind.len();
    if keyword == "include" {
        return Some((end - before.len(), files(session, known)));
    }
    let sign = before.rfind('@')?;
    let (name, braces) = match before[sign + 1..].strip_prefix('{') {
        Some(name) => (name, true),
        None => (&before[sign + 1..], false),
    };
    let is_part = |c: char| super::place::is_inner(c) || c == '.';
    let mail = before[..sign].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '\\'));
    if !name.chars().all(is_part) || mail || !holds_references(keyword) {
        return None;
    }
    let close = match () {
        () if braces && !behind.starts_with('}') => "}",
        () if before[..sign].ends_with("](") && !behind.starts_with(')') => ")",
        () => "",
    };
    let last = name.rfind('.').map_or(0, |point| point + 1);
    let start = end - (name.len() - last);
    let mut offers = match name[..last].strip_suffix('.') {
        None => names(known),
        Some("section") => sections(known),
        Some(id) => fields(known, id),
    };
    for (index, offer) in offers.iter_mut().enumerate() {
        offer.text.push_str(close);
        offer.rank = index;
    }
    Some((start, offers))
}

fn offer(word: &str, kind: CompletionItemKind, detail: Option<String>) -> Offer {
    Offer {
        label: word.to_owned(),
        text: word.to_owned(),
        block: None,
        kind,
        detail,
        documentation: None,
        rank: 0,
        until: None,
    }
}

fn names(known: &Known<'_>) -> Vec<Offer> {
    let outline = &known.view.checked.analysis.model.outline;
    let mut found = Vec::new();
    for kind in KINDS {
        for (index, statement) in outline.all().filter(|(_, statement)| sort_of(statement.keyword) == kind.word()) {
            let Some((id, _)) = outline.id(index).filter(|_| !statement.private) else { continue };
            found.push(offer(id, CompletionItemKind::Reference, Some(described(outline, index, statement))));
        }
    }
    for (word, says) in [
        ("participants", "both participants"),
        ("term", "the term: `.duration`, `.words`, `.start`, `.end`"),
        ("section", "a section: `.oversight` and others"),
    ] {
        found.push(offer(word, CompletionItemKind::Keyword, Some(says.to_owned())));
    }
    found
}

fn sections(known: &Known<'_>) -> Vec<Offer> {
    let printed = SectionName::ALL.into_iter().filter(|section| known.view.checked.analysis.model.prints(*section));
    printed.map(|section| offer(section.word(), CompletionItemKind::Reference, None)).collect()
}

fn fields(known: &Known<'_>, id: &str) -> Vec<Offer> {
    let outline = &known.view.checked.analysis.model.outline;
    let kind = match id {
        "term" => Some(Kind::Term),
        "participants" => Some(Kind::Participants),
        _ if id.starts_with("section.") => Some(Kind::Section),
        _ => outline
            .named(id)
            .and_then(|index| outline.get(index))
            .and_then(|statement| KINDS.into_iter().find(|kind| kind.word() == sort_of(statement.keyword))),
    };
    let says = |field: &str| {
        let index = outline.named(id)?;
        let own = outline.fields(index, field).next().and_then(|(field, _)| called(outline, field));
        own.or_else(|| called(outline, index).filter(|_| field == "title" || field == "short"))
    };
    let fields = kind.map(Kind::fields).unwrap_or_default().iter();
    fields.map(|(name, _)| offer(name, CompletionItemKind::Field, says(name))).collect()
}

/// The files beside this one and below, but for those of the compact.
fn files(session: &Session<'_>, known: &Known<'_>) -> Vec<Offer> {
    let own = Path::new(known.view.identity(known.view.file));
    let Some(folder) = own.parent() else { return Vec::new() };
    let all = session.host.compacts(folder);
    // A compact is no part of another.
    let is_whole = |file: &String| {
        let mut roots = session.roots();
        roots.any(|root| root.files.first() == Some(file) && root.analysis.model.compact.is_some())
    };
    let others = all.iter().filter(|file| !known.view.checked.files.contains(file) && !is_whole(file));
    let below = others.filter_map(|file| Path::new(file).strip_prefix(folder).ok());
    below.map(|path| offer(&path.to_string_lossy().replace('\\', "/"), CompletionItemKind::File, None)).collect()
}
