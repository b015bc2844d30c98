//! What the parser sees in a text, for the extension's tests: its colours are held against it, byte by byte.

use engross::source::FileId;
use engross::syntax::ast::{Ast, Block, Comment, Item, Quoting, Statement, Value, ValueKind};
use engross::syntax::parse;
use engross::vocabulary::{is_tag, vocabulary};
use serde_json::{Value as Json, json};

use crate::support::files;

/// Every compact of the repository that the parser accepts: examples, packs, and the data of tests. Where it finds
/// something it may also read on in a way that no single line tells.
pub fn all() -> Json {
    let folders = ["examples", "rules", "tests/cases"];
    let files = folders.iter().flat_map(|folder| files(folder, "compact"));
    let read = files.filter_map(|(name, text)| {
        let (ast, found) = parse(FileId::default(), &text, vocabulary());
        found.is_empty().then(|| json!({ "name": name, "spans": spans(&ast), "text": text }))
    });
    read.collect()
}

/// Pieces of a text: from, to, and what stands there. What is in none of them is white space, or a mark.
type Spans = Vec<(u32, u32, &'static str)>;

fn spans(ast: &Ast) -> Spans {
    let mut spans = Spans::new();
    items(&ast.items, &mut spans);
    spans
}

fn items(items: &[Item], spans: &mut Spans) {
    for item in items {
        match item {
            Item::Statement(found) => statement(found, spans),
            // Nothing is broken where nothing was found.
            Item::Broken(broken) => {
                spans.push((broken.span.start, broken.span.end, "any"));
                block(broken.block.as_ref(), spans);
            }
            Item::Comment(found) => comment(found, spans),
            Item::Blank => {}
        }
    }
}

fn statement(statement: &Statement, spans: &mut Spans) {
    let word = &statement.keyword;
    let text = statement.values.first().is_some_and(|value| matches!(value.kind, ValueKind::Text(_)));
    let known = vocabulary().rows().iter().any(|row| row.keyword == word.text) || (text && is_tag(&word.text));
    // A word that is no keyword is not coloured as one: the author sees the slip before the finding comes.
    spans.push((word.span.start, word.span.end, if known { "keyword" } else { "any" }));
    statement.values.iter().for_each(|found| value(found, spans));
    statement.comment.iter().chain(&statement.continued).for_each(|found| comment(found, spans));
    block(statement.block.as_ref(), spans);
}

fn block(block: Option<&Block>, spans: &mut Spans) {
    let Some(block) = block else { return };
    items(&block.items, spans);
    block.comment.iter().for_each(|found| comment(found, spans));
}

fn comment(comment: &Comment, spans: &mut Spans) {
    spans.push((comment.span.start, comment.span.end, "comment"));
}

fn value(value: &Value, spans: &mut Spans) {
    let kind = match &value.kind {
        ValueKind::Range(from, to) => return [from, to].into_iter().for_each(|end| self::value(end, spans)),
        ValueKind::Word(_) => "word",
        ValueKind::Text(literal) if literal.quoting == Quoting::Block => "block",
        ValueKind::Text(_) => "text",
        ValueKind::Number(_) | ValueKind::Percent(_) | ValueKind::Date(_) | ValueKind::MonthDay { .. } => "number",
        ValueKind::Comma => "mark",
        ValueKind::Bad => "any",
    };
    spans.push((value.span.start, value.span.end, kind));
}
