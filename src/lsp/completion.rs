//! What could be written at a place: statements, identifiers, words, figures' units, references in prose.

use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemTextEdit, CompletionList, Documentation, InsertReplaceEdit,
    InsertTextFormat, InsertTextMode, MarkupContent, MarkupKind, Position, Range, TextEdit, Uri,
};

use super::candidates::{self, Candidate, Known, Sort};
use super::place::{Around, At, Place};
use super::session::{Session, View};
use super::{mentions, sequel, skeleton, snippet};
use crate::diagnostic::{Diagnostic, HOLE, Severity};
use crate::syntax::ast::{Item, statements};
use crate::vocabulary::{FILE, Row, vocabulary};

/// Something that could be written.
#[derive(Debug)]
pub struct Offer {
    /// What is shown.
    pub label: String,
    /// What is written, with holes.
    pub text: String,
    /// Where the text is statements: the block they stand in.
    pub block: Option<&'static str>,
    /// What kind of thing it is.
    pub kind: CompletionItemKind,
    /// What it is, in a few words.
    pub detail: Option<String>,
    /// What it says, at length.
    pub documentation: Option<String>,
    /// The smaller, the likelier.
    pub rank: usize,
    /// Where what it replaces ends, if not with the word under the cursor.
    pub until: Option<usize>,
}

/// What could be written at a place.
pub fn offered(session: &Session<'_>, uri: &Uri, at: Position) -> CompletionList {
    let items = session.view(uri).map(|view| items(session, &view, at)).unwrap_or_default();
    CompletionList { is_incomplete: false, item_defaults: None, apply_kind: None, items }
}

fn items(session: &Session<'_>, view: &View, at: Position) -> Vec<CompletionItem> {
    let offset = session.encoding.offset(view.source(), at) as usize;
    let place = Place::of(view, offset);
    let known = Known::of(view);
    let mut offers = match &place.at {
        At::Nothing => Vec::new(),
        At::Keyword => keywords(&known, &place),
        At::Value { row, before, written } => {
            let mut offers = values(&known, row, before);
            // A block is no part of itself.
            let own = place.blocks.last().and_then(|around| known.outline().at_keyword(around.statement?.keyword.span));
            let own = own.and_then(|index| known.outline().id(index)).map(|(id, _)| id);
            offers.retain(|offer| offer.kind != CompletionItemKind::Reference || Some(offer.label.as_str()) != own);
            offers.iter_mut().for_each(|offer| go_on(view.source().text(), &place, (row, written), offer));
            offers
        }
        At::Entry => vec![text_offer()],
        At::Text { keyword, before } => {
            let mentions = mentions::offered(session, &known, keyword, before, &view.source().text()[place.offset..]);
            return mentions
                .map(|(start, offers)| finished(session, &known, &place, start, offers))
                .unwrap_or_default();
        }
    };
    offers.sort_by_key(|offer| offer.rank);
    finished(session, &known, &place, place.start, offers)
}

fn finished(
    session: &Session<'_>,
    known: &Known<'_>,
    place: &Place<'_>,
    start: usize,
    offers: Vec<Offer>,
) -> Vec<CompletionItem> {
    let source = known.view.source();
    let position = |offset: usize| session.encoding.position(source, u32::try_from(offset).unwrap_or(u32::MAX));
    let typed = &source.text()[start..place.offset];
    let holds_place = typed.contains(HOLE) || source.text()[place.offset..place.end].starts_with(HOLE);
    let is_new = typed.is_empty() || holds_place;
    let insert = Range { start: position(start), end: position(place.offset) };
    let replace = Range { start: position(start), end: position(place.end) };
    let item = |(index, offer): (usize, Offer)| {
        let (new_text, is_snippet) = written(session, known, &offer);
        let replace = Range { end: position(offer.until.unwrap_or(place.end)), ..replace };
        let edit = if session.client.writing.replaces {
            CompletionItemTextEdit::InsertReplaceEdit(InsertReplaceEdit {
                new_text,
                insert: if holds_place { replace } else { insert },
                replace,
            })
        } else {
            TextEdit { new_text, range: if holds_place { replace } else { insert } }.into()
        };
        // What stands in a hole is no part of the name that is looked for.
        let filter = typed.contains(HOLE).then(|| format!("{typed}{}", offer.label));
        CompletionItem {
            kind: Some(offer.kind),
            detail: offer.detail,
            documentation: offer
                .documentation
                .map(|value| Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value })),
            preselect: (index == 0 && offer.rank < LIKELY && (is_new || offer.label.starts_with(typed)))
                .then_some(true),
            sort_text: Some(format!("{index:04}")),
            filter_text: filter,
            insert_text_format: is_snippet.then_some(InsertTextFormat::Snippet),
            insert_text_mode: (is_snippet && session.client.writing.adjusts)
                .then_some(InsertTextMode::AdjustIndentation),
            text_edit: Some(edit),
            label: offer.label,
            ..CompletionItem::default()
        }
    };
    offers.into_iter().enumerate().map(item).collect()
}

/// Ranks below this one are what is probably wanted.
const LIKELY: usize = 200;

/// What is written, and whether it is a snippet.
fn written(session: &Session<'_>, known: &Known<'_>, offer: &Offer) -> (String, bool) {
    let Some(block) = offer.block else {
        let is_snippet = session.client.writing.snippets && offer.text.contains(HOLE);
        return if is_snippet { (snippet::of_text(&offer.text, &[], 1), true) } else { (offer.text.clone(), false) };
    };
    let laid = crate::syntax::format(&offer.text, vocabulary());
    let laid = laid.trim_end();
    match session.client.writing.snippets {
        true => (snippet::of_statements(known, block, laid, 1), true),
        false => (laid.to_owned(), false),
    }
}

/// The statements that may stand in a block: what findings say is missing, what it needs, what it may have, what it has already.
fn keywords(known: &Known<'_>, place: &Place<'_>) -> Vec<Offer> {
    let around = place.blocks.last();
    if around.is_some_and(|around| around.languages) {
        return around.map(|around| entries(known, around)).unwrap_or_default();
    }
    let block = place.block();
    if around.is_some() && block.is_empty() {
        return Vec::new();
    }
    let given = given(known, around);
    let mut offers = wanted(known, place, block);
    let has_compact = given.contains(&"compact");
    for (index, row) in vocabulary().rows_in(block).enumerate() {
        let is_given = given.contains(&row.keyword.as_str());
        if (is_given && !row.repeats) || offers.iter().any(|offer| offer.label == row.keyword) {
            continue;
        }
        let everywhere = row.places.iter().any(|place| place == "*");
        let rank = match () {
            () if block == FILE && !has_compact && row.keyword == "compact" => 0,
            () if row.keyword == "participant" && known.ground.participants.len() < 2 => 0,
            () if row.required && !is_given => 100,
            () if everywhere => 800,
            () => 200 + usize::from(is_given) * 200,
        };
        offers.push(Offer {
            label: row.keyword.clone(),
            text: skeleton::statement(&known.ground, block, row),
            block: Some(block),
            kind: if row.fields { CompletionItemKind::Struct } else { CompletionItemKind::Field },
            detail: Some(format!("{} {}", row.keyword, row.written).trim_end().to_owned()),
            documentation: Some(documentation(row)),
            rank: if rank == 0 { 0 } else { rank + index.min(99) },
            until: None,
        });
    }
    offers
}

/// The keywords that a block has already.
fn given<'a>(known: &Known<'a>, around: Option<&Around<'a>>) -> Vec<&'a str> {
    let asts = &known.view.checked.analysis.files.asts;
    let items: Vec<&'a Item> = match around {
        Some(around) => around.items.iter().collect(),
        // At top level the other files of the compact count as well.
        None => asts.iter().flat_map(|ast| &ast.items).collect(),
    };
    items
        .into_iter()
        .filter_map(|item| match item {
            Item::Statement(statement) => Some(statement.keyword.text.as_str()),
            Item::Broken(broken) => broken.keyword.as_ref().map(|word| word.text.as_str()),
            Item::Comment(_) | Item::Blank => None,
        })
        .collect()
}

/// What findings say is missing in a block, as far as it is known.
fn wanted(known: &Known<'_>, place: &Place<'_>, block: &'static str) -> Vec<Offer> {
    let opened = place.blocks.last().and_then(|around| around.statement).map(|statement| statement.head());
    let mut offers: Vec<Offer> = Vec::new();
    for finding in &known.view.checked.analysis.diagnostics {
        let Some(adds) = finding.adds.as_ref().filter(|adds| adds.instead.is_none()) else { continue };
        let here = match (adds.into, opened) {
            (Some(into), Some(head)) => {
                into.file == known.view.file && head.start <= into.start && into.start <= head.end
            }
            (None, None) => true,
            _ => false,
        };
        if !here {
            continue;
        }
        for text in apart(&adds.text) {
            let label = skeleton::brief(&text).join(", ");
            // A bare keyword is offered by the vocabulary; that it is missing only moves it up.
            let text = skeleton::whole(&known.ground, block, &text);
            if !offers.iter().any(|offer| offer.label == label) {
                offers.push(wish(finding, label, text, block));
            }
        }
    }
    offers
}

/// What a finding says is missing: errors first, then in the order of the vocabulary.
fn wish(finding: &Diagnostic, label: String, text: String, block: &'static str) -> Offer {
    let keyword = text.split_whitespace().next().unwrap_or_default();
    let order = skeleton::order(block).position(|row| row.keyword == keyword).unwrap_or_default();
    Offer {
        label,
        text,
        block: Some(block),
        kind: CompletionItemKind::Event,
        detail: Some(format!("{}: {}", finding.rule, finding.message)),
        documentation: finding.help.clone(),
        rank: 1 + usize::from(finding.severity != Severity::Error) * 50 + order.min(48),
        until: None,
    }
}

/// The statements of an addition, each by itself.
fn apart(text: &str) -> Vec<String> {
    let (ast, _) = crate::syntax::parse(crate::source::FileId::default(), text, vocabulary());
    statements(&ast.items).map(|statement| text[statement.span.range()].to_owned()).collect()
}

/// The languages that a text still lacks.
fn entries(known: &Known<'_>, around: &Around<'_>) -> Vec<Offer> {
    let given: Vec<&str> = statements(around.items).map(|statement| statement.keyword.text.as_str()).collect();
    let compact = known.view.checked.analysis.model.compact.as_ref();
    let courtesy = compact.into_iter().flat_map(|compact| compact.courtesy.iter().map(|tag| tag.value.as_str()));
    let all = known.ground.entries().chain(courtesy.map(|tag| (tag, tag)));
    let lacking = all.filter(|(tag, _)| !given.iter().any(|given| crate::model::text::serves(given, tag)));
    let lacking = lacking.map(|(_, tag)| tag);
    let offer = |(index, tag): (usize, &str)| Offer {
        label: tag.to_owned(),
        text: format!("{tag} \"…\""),
        block: None,
        kind: CompletionItemKind::Field,
        detail: Some(format!("the text in {tag}")),
        documentation: None,
        rank: index,
        until: None,
    };
    lacking.enumerate().map(offer).collect()
}

fn values(known: &Known<'_>, row: &'static Row, before: &[crate::syntax::ast::Value]) -> Vec<Offer> {
    let offer = |(index, candidate): (usize, Candidate)| Offer {
        text: candidate.word.clone(),
        label: candidate.word,
        block: None,
        kind: match candidate.sort {
            Sort::Reference => CompletionItemKind::Reference,
            Sort::Word => CompletionItemKind::EnumMember,
            Sort::Value => CompletionItemKind::Value,
            Sort::Rule => CompletionItemKind::Constant,
            Sort::Text => CompletionItemKind::Text,
        },
        detail: candidate.detail,
        documentation: None,
        rank: index,
        until: None,
    };
    candidates::behind(known, row, before).into_iter().enumerate().map(offer).collect()
}

/// Makes a value fit what stands behind it: with what it asks for, and, in the place of a hole, instead of a rest of
/// the line that belonged to another form.
fn go_on(text: &str, place: &Place<'_>, (row, written): (&'static Row, &str), offer: &mut Offer) {
    let line = text[place.end..].split(['\n', '\r', '#', '{', '}']).next().unwrap_or_default();
    let rest = line.trim();
    let fills = text[place.start..place.end].contains(HOLE);
    if rest.is_empty() && !fills {
        return;
    }
    let sequel = sequel::of(row, written, &offer.text, rest);
    if !sequel.replaces || fills {
        if sequel.replaces && !rest.is_empty() {
            offer.until = Some(place.end + line.trim_end().len());
        }
        offer.text = sequel.text;
    }
}

fn text_offer() -> Offer {
    Offer {
        label: "\"…\"".into(),
        text: "\"…\"".into(),
        block: None,
        kind: CompletionItemKind::Text,
        detail: Some("a text".into()),
        documentation: None,
        rank: 0,
        until: None,
    }
}

/// What a statement says, how it is written, and what it meets.
fn documentation(row: &Row) -> String {
    let mut text = row.help.clone();
    if let Some(element) = &row.element {
        text.push_str(&format!("\n\nMeets {} {element}.", crate::vocabulary::reference::STATUTE));
    }
    if let Some(default) = &row.default {
        text.push_str(&format!("\n\nWhere it is missing: {default}."));
    }
    text.push_str(&format!("\n\n```compact\n{}\n```", row.example));
    text
}
