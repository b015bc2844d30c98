//! Texts as they should be, as edits that touch as little as can be.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use gen_lsp_types::{
    Edit, OptionalVersionedTextDocumentIdentifier, SnippetTextEdit, StringValue, TextDocumentEdit,
    TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};
use similar::{DiffTag, TextDiff};

use super::candidates::Known;
use super::session::Session;
use super::snippet;
use crate::diagnostic::HOLE;
use crate::source::{FileId, Source, Span};
use crate::vocabulary::FILE;

/// A replacement: bytes of the old text, and what stands there instead.
pub type Replacement = (Range<usize>, String);

/// The lines that differ between two texts.
pub fn between(old: &str, new: &str) -> Vec<Replacement> {
    let diff = TextDiff::from_lines(old, new);
    let starts = |text: &str| {
        let mut starts = vec![0];
        starts.extend(text.split_inclusive('\n').scan(0, |at, line| {
            *at += line.len();
            Some(*at)
        }));
        starts
    };
    let (before, after) = (starts(old), starts(new));
    let place = |starts: &[usize], line: usize| starts.get(line).or(starts.last()).copied().unwrap_or(0);
    let changed = diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal);
    changed
        .map(|op| {
            let (from, to) = (op.old_range(), op.new_range());
            let text = &new[place(&after, to.start)..place(&after, to.end)];
            (place(&before, from.start)..place(&before, from.end), text.to_owned())
        })
        .collect()
}

/// Replacements as edits of a text.
pub fn text_edits(session: &Session<'_>, source: &Source, replacements: Vec<Replacement>) -> Vec<TextEdit> {
    let range =
        |range: Range<usize>| session.encoding.range(source, Span::new(FileId::default(), range.start, range.end));
    replacements.into_iter().map(|(at, new_text)| TextEdit { range: range(at), new_text }).collect()
}

/// Replacements in one file as an edit of the workspace; holes are places to stop at, where the client can.
pub fn in_file(
    session: &Session<'_>,
    known: &Known<'_>,
    file: &str,
    source: &Source,
    replacements: Vec<Replacement>,
) -> Option<WorkspaceEdit> {
    let uri = session.uri(file)?;
    let fills = session.client.writing.versions && session.client.writing.snippet_edits;
    let has_holes = replacements.iter().any(|(_, new)| new.contains(HOLE));
    let places = if fills && has_holes { new_places(&replacements) } else { Vec::new() };
    let chosen = match places.is_empty() {
        true => Vec::new(),
        false => snippet::chosen(known, FILE, &made(source.text(), replacements.clone())),
    };
    let edits = text_edits(session, source, replacements);
    if !session.client.writing.versions {
        return Some(WorkspaceEdit { changes: Some(HashMap::from([(uri, edits)])), ..WorkspaceEdit::default() });
    }
    let mut number = 1;
    let edit = |(index, edit): (usize, TextEdit)| {
        let holes = edit.new_text.matches(HOLE).count();
        let Some(place) = places.get(index).filter(|_| holes > 0) else { return Edit::TextEdit(edit) };
        let own = chosen.iter().filter_map(|(at, words)| Some((at.checked_sub(*place)?, words.clone())));
        let value = snippet::of_text(&edit.new_text, &own.collect::<Vec<_>>(), number);
        number += holes;
        let snippet = StringValue { value };
        Edit::SnippetTextEdit(SnippetTextEdit { range: edit.range, snippet, annotation_id: None })
    };
    let change = TextDocumentEdit {
        text_document: versioned(session, file, uri),
        edits: edits.into_iter().enumerate().map(edit).collect(),
    };
    Some(WorkspaceEdit { document_changes: Some(vec![change.into()]), ..WorkspaceEdit::default() })
}

/// Edits in several files as one edit of the workspace; each for the version that was looked at, where the client can tell.
pub fn in_files(session: &Session<'_>, files: BTreeMap<String, Vec<TextEdit>>) -> WorkspaceEdit {
    let known = files.into_iter().filter_map(|(file, edits)| Some((session.uri(&file)?, file, edits)));
    if !session.client.writing.versions {
        let changes = known.map(|(uri, _, edits)| (uri, edits)).collect();
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let change = |(uri, file, edits): (Uri, String, Vec<TextEdit>)| TextDocumentEdit {
        text_document: versioned(session, &file, uri),
        edits: edits.into_iter().map(Edit::TextEdit).collect(),
    };
    let changes = known.map(|one| change(one).into()).collect();
    WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
}

/// Where each replacement, in their order, begins in the new text.
fn new_places(replacements: &[Replacement]) -> Vec<usize> {
    let place = |(range, _): &Replacement| {
        let before = replacements.iter().filter(|(other, _)| other.start < range.start);
        let (shrunk, grown) = before.fold((0, 0), |(old, new), (range, text)| (old + range.len(), new + text.len()));
        range.start + grown - shrunk
    };
    replacements.iter().map(place).collect()
}

fn versioned(session: &Session<'_>, file: &str, uri: Uri) -> OptionalVersionedTextDocumentIdentifier {
    OptionalVersionedTextDocumentIdentifier {
        version: session.open.get(file).map(|open| open.version),
        text_document_identifier: TextDocumentIdentifier { uri },
    }
}

/// A text with replacements made; they do not overlap.
pub fn made(text: &str, mut replacements: Vec<Replacement>) -> String {
    let mut text = text.to_owned();
    replacements.sort_by_key(|(range, _)| range.start);
    for (range, new) in replacements.into_iter().rev() {
        text.replace_range(range, &new);
    }
    text
}
