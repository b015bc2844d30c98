//! What a file consists of: its outline, the symbols of all compacts, and what can be folded.

use gen_lsp_types::{DocumentSymbol, FoldingRange, FoldingRangeKind, Location, SymbolKind, Uri, WorkspaceSymbol};

use super::names::location;
use super::session::{Session, View};
use crate::model::{Outline, Statement, Value};
use crate::source::{FileId, Span};
use crate::syntax::ast::{Block, Item};

/// The statements of a file that have an identifier or a block, as a tree.
pub fn of_document(session: &Session<'_>, uri: &Uri) -> Vec<DocumentSymbol> {
    let Some(view) = session.view(uri) else { return Vec::new() };
    let outline = &view.checked.analysis.model.outline;
    // An included file's statements may stand anywhere in the compact: those are its roots whose parents are not its own.
    let roots = outline.all().filter(|(_, statement)| {
        let parent = outline.get(statement.parent).map(|parent| parent.span.file);
        statement.span.file == view.file && (statement.parent == 0 || parent != Some(view.file))
    });
    roots.filter_map(|(index, _)| symbol(session, &view, outline, index)).collect()
}

fn symbol(session: &Session<'_>, view: &View, outline: &Outline, index: usize) -> Option<DocumentSymbol> {
    let statement = outline.get(index)?;
    // What stands in an included file has no place in this one: an outline names places inside of each other.
    let own = outline.children(index).filter(|(_, child)| child.span.file == view.file);
    let children: Vec<DocumentSymbol> = own.filter_map(|(child, _)| symbol(session, view, outline, child)).collect();
    if outline.id(index).is_none() && children.is_empty() && statement.parent != 0 {
        return None;
    }
    let range = |span: Span| session.encoding.range(view.source(), span);
    #[allow(deprecated, reason = "the field must be given")]
    Some(DocumentSymbol {
        name: name(outline, index, statement),
        detail: title(outline, index).or_else(|| gist(view, outline, index)),
        kind: kind(statement.keyword),
        tags: None,
        deprecated: None,
        range: range(statement.span),
        selection_range: range(outline.id(index).map_or(statement.at, |(_, span)| span)),
        children: (!children.is_empty()).then_some(children),
    })
}

fn name(outline: &Outline, index: usize, statement: &Statement) -> String {
    match outline.id(index) {
        Some((id, _)) => format!("{} {id}", statement.keyword),
        None => statement.keyword.to_owned(),
    }
}

/// The title or the name of a statement, in the first language that has one.
fn title(outline: &Outline, index: usize) -> Option<String> {
    let (field, _) = ["title", "name", "word"].iter().find_map(|keyword| outline.fields(index, keyword).next())?;
    text_of(outline, field).map(str::to_owned)
}

/// What tells a statement without a title from others of its kind: the values on its line, and how its text begins.
fn gist(view: &View, outline: &Outline, index: usize) -> Option<String> {
    let mut line = String::new();
    let mut last = None;
    for arg in outline.args(index) {
        if matches!(arg.value, Value::Id(_) | Value::Text(_)) {
            continue;
        }
        match last {
            None => {}
            Some(slot) if slot == arg.slot => line.push_str(", "),
            Some(_) => line.push(' '),
        }
        line.push_str(view.checked.analysis.files.sources.slice(arg.span));
        last = Some(arg.slot);
    }
    let text = text_of(outline, index).or_else(|| text_of(outline, outline.fields(index, "text").next()?.0));
    let parts = [Some(line), text.map(beginning)];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(": "))
}

/// The text of a statement, in the first language that has one.
fn text_of(outline: &Outline, index: usize) -> Option<&str> {
    let own = outline.args(index).iter().find_map(|arg| match &arg.value {
        Value::Text(literal) => Some(literal.text.as_str()),
        _ => None,
    });
    own.or_else(|| outline.get(index)?.texts.first().map(|text| text.literal.text.as_str()))
}

/// Letters of a text that an outline shows.
const SHOWN: usize = 40;

/// How a text begins, up to the end of a word.
fn beginning(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(SHOWN) else { return text };
    let whole = if text[end..].starts_with(' ') { end } else { text[..end].rfind(' ').unwrap_or(end) };
    format!("{} …", text[..whole].trim_end())
}

fn kind(keyword: &str) -> SymbolKind {
    match keyword {
        "compact" => SymbolKind::Module,
        "participant" => SymbolKind::Namespace,
        "lead" | "body" | "implementer" => SymbolKind::Interface,
        "objective" => SymbolKind::Class,
        "activity" => SymbolKind::Method,
        "contribution" => SymbolKind::Number,
        "indicator" => SymbolKind::Property,
        "mechanism" => SymbolKind::Event,
        "definition" => SymbolKind::Constant,
        "place" | "strategy" | "annex" => SymbolKind::Object,
        "provision" | "recital" | "responsibility" => SymbolKind::String,
        _ => SymbolKind::Field,
    }
}

/// The identifiers of all compacts whose name or title holds some letters.
pub fn of_workspace(session: &Session<'_>, query: &str) -> Vec<WorkspaceSymbol> {
    let query = query.to_lowercase();
    let mut found: Vec<WorkspaceSymbol> = Vec::new();
    for checked in session.roots() {
        let view = View { checked: std::rc::Rc::clone(checked), file: FileId::default() };
        let outline = &checked.analysis.model.outline;
        for (index, statement) in outline.all() {
            let Some((_, span)) = outline.id(index) else { continue };
            let title = title(outline, index).unwrap_or_default();
            let name = format!("{} {title}", name(outline, index, statement)).trim_end().to_owned();
            if !name.to_lowercase().contains(&query) {
                continue;
            }
            let Some(place): Option<Location> = location(session, &view, span) else { continue };
            let symbol = WorkspaceSymbol {
                location: place.into(),
                data: None,
                base_symbol_information: gen_lsp_types::BaseSymbolInformation {
                    name,
                    kind: kind(statement.keyword),
                    tags: None,
                    container_name: None,
                },
            };
            if !found.contains(&symbol) {
                found.push(symbol);
            }
        }
    }
    found
}

/// Blocks, text blocks and runs of comments.
pub fn folds(session: &Session<'_>, uri: &Uri) -> Vec<FoldingRange> {
    let Some(view) = session.view(uri) else { return Vec::new() };
    let Some(ast) = view.checked.analysis.files.asts.get(view.file.0 as usize) else { return Vec::new() };
    let mut found = Vec::new();
    items(&ast.items, &mut found);
    let line = |offset: u32| u32::try_from(view.source().position(offset).line - 1).unwrap_or_default();
    let fold = |(span, kind): (Span, Option<FoldingRangeKind>)| {
        let (start_line, end_line) = (line(span.start), line(span.end.saturating_sub(1)));
        (start_line < end_line).then_some(FoldingRange {
            start_line,
            end_line,
            kind,
            start_character: None,
            end_character: None,
            collapsed_text: None,
        })
    };
    found.into_iter().filter_map(fold).collect()
}

fn items(all: &[Item], found: &mut Vec<(Span, Option<FoldingRangeKind>)>) {
    let mut comments: Option<Span> = None;
    for item in all {
        if let Item::Comment(comment) = item {
            comments = Some(comments.map_or(comment.span, |first| first.to(comment.span)));
            continue;
        }
        found.extend(comments.take().map(|span| (span, Some(FoldingRangeKind::Comment))));
        match item {
            Item::Statement(statement) => {
                found.push((statement.span, None));
                // A text block within a block is folded by itself.
                found.extend(
                    statement.values.iter().filter(|_| statement.block.is_some()).map(|value| (value.span, None)),
                );
                block(statement.block.as_ref(), found);
            }
            Item::Broken(broken) => block(broken.block.as_ref(), found),
            Item::Comment(_) | Item::Blank => {}
        }
    }
    found.extend(comments.map(|span| (span, Some(FoldingRangeKind::Comment))));
}

fn block(block: Option<&Block>, found: &mut Vec<(Span, Option<FoldingRangeKind>)>) {
    if let Some(block) = block {
        items(&block.items, found);
    }
}
