//! What can stand in the slots of a line: identifiers of the right kind, words, currencies, languages, periods, days.

use super::lists;
use super::session::View;
use super::skeleton::Ground;
use crate::model::value::Period;
use crate::model::{Next, Outline, Statement, Value, next};
use crate::syntax::ast;
use crate::vocabulary::{Row, vocabulary};

/// What is known of a compact, for those who help to write it.
pub struct Known<'a> {
    /// The file and its compact.
    pub view: &'a View,
    /// What skeletons go by.
    pub ground: Ground<'a>,
}

/// Something that can stand in a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What is written.
    pub word: String,
    /// What it is, in a few words.
    pub detail: Option<String>,
    /// What kind of thing it is.
    pub sort: Sort,
    /// Whether it is one of a long list that is there for completeness.
    pub rare: bool,
}

/// The kinds of things that can stand in a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Something that is declared.
    Reference,
    /// A word of the language.
    Word,
    /// A period, a day, a language, a currency.
    Value,
    /// A rule.
    Rule,
    /// A text to be written.
    Text,
}

impl<'a> Known<'a> {
    /// What is known of the compact of a file.
    pub fn of(view: &'a View) -> Self {
        let model = &view.checked.analysis.model;
        let compact = model.compact.as_ref();
        let languages =
            compact.map_or(vec!["en"], |compact| compact.languages.iter().map(|tag| tag.value.as_str()).collect());
        let texts = || model.outline.all().flat_map(|(_, statement)| &statement.texts);
        let as_written = |tag: &&'a str| {
            texts().map(|text| text.language.as_str()).find(|written| crate::model::text::serves(written, tag))
        };
        let one_only =
            |written: &&str| languages.iter().filter(|tag| crate::model::text::serves(written, tag)).count() == 1;
        let ground = Ground {
            tags: languages.iter().map(|tag| as_written(tag).filter(one_only).unwrap_or(tag)).collect(),
            languages,
            participants: model.participants.iter().map(|participant| participant.id.value.as_str()).collect(),
            periods: periods(view).iter().map(Period::to_string).collect(),
            rules: &view.checked.project.rules,
            pack: compact.map_or("cpc", |compact| compact.rules.as_str()),
        };
        Self { view, ground }
    }

    /// Its statements.
    pub fn outline(&self) -> &'a Outline {
        &self.view.checked.analysis.model.outline
    }
}

/// The periods of the term for each of which something is expected, of the kind that the compact uses.
fn periods(view: &View) -> Vec<Period> {
    let model = &view.checked.analysis.model;
    let outline = &model.outline;
    let used =
        outline.all().filter(|(_, statement)| matches!(statement.keyword, "plan" | "target")).find_map(|(index, _)| {
            outline
                .args(index)
                .iter()
                .find_map(|arg| if let Value::Period(period) = arg.value { Some(period) } else { None })
        });
    let like = used.unwrap_or(Period::Program(1));
    model.term.as_ref().map(|term| term.expected(like, model.fiscal_year())).unwrap_or_default()
}

/// The words that may stand behind some values, where all that may stand there can be told.
pub fn choices(known: &Known<'_>, row: &'static Row, before: &[ast::Value]) -> Vec<String> {
    let mut words = Vec::new();
    for next in next(row, before).0 {
        match next {
            Next::Word(word) => words.push(word),
            Next::Slot(slot) if is_named(&slot) => {
                words.extend(
                    slot_candidates(known, row, &slot, before)
                        .into_iter()
                        .filter(|one| one.sort != Sort::Text)
                        .map(|one| one.word),
                );
            }
            Next::Slot(_) => return Vec::new(),
            Next::Scale(_) | Next::Comma => {}
        }
    }
    words
}

fn is_named(slot: &str) -> bool {
    vocabulary().slot(slot).is_some_and(|kind| !kind.refers.is_empty() || !kind.words.is_empty())
}

/// What may stand behind some values, the likeliest first.
pub fn behind(known: &Known<'_>, row: &'static Row, before: &[ast::Value]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let (next, _) = next(row, before);
    let slots = next.iter().filter_map(|next| if let Next::Slot(slot) = next { Some(slot) } else { None });
    for slot in slots {
        found.extend(slot_candidates(known, row, slot, before));
    }
    for next in &next {
        match next {
            Next::Word(word) => {
                found.push(Candidate { word: word.clone(), detail: None, sort: Sort::Word, rare: false })
            }
            Next::Scale(word) => {
                found.push(Candidate { word: (*word).to_owned(), detail: None, sort: Sort::Word, rare: false })
            }
            Next::Slot(_) | Next::Comma => {}
        }
    }
    if row.keyword == "role" {
        // Each participant has its own.
        found.sort_by_key(|one| is_taken(known, &one.word));
    }
    let given: Vec<&str> = before.iter().filter_map(written).collect();
    found.retain(|one| one.sort == Sort::Text || !given.contains(&one.word.as_str()));
    let mut seen = std::collections::HashSet::new();
    found.retain(|one| seen.insert(one.word.clone()));
    found.sort_by_key(|one| one.rare);
    found
}

/// Whether a participant has a role already.
fn is_taken(known: &Known<'_>, role: &str) -> bool {
    let outline = known.outline();
    let sources = &known.view.checked.analysis.files.sources;
    let mut args = outline.of_keyword("role").iter().flat_map(|index| outline.args(*index));
    args.any(|arg| sources.get(arg.span.file).text().get(arg.span.range()) == Some(role))
}

fn written(value: &ast::Value) -> Option<&str> {
    match &value.kind {
        ast::ValueKind::Word(word) => Some(word),
        _ => None,
    }
}

fn slot_candidates(known: &Known<'_>, row: &'static Row, slot: &str, before: &[ast::Value]) -> Vec<Candidate> {
    match slot {
        "TEXT" | "STRING" => vec![text()],
        "MONEY" | "AMOUNT" => lists::currencies(known),
        "PERIOD" | "SPAN" => lists::period_words(known, row, slot),
        "DATE" => lists::days(known),
        "TAG" => lists::languages(known),
        "RULE" => lists::rules(known),
        "WORD" => lists::bodies_of_rules(known),
        "MONTH-DAY" => ["01-01", "04-01", "07-01", "10-01"].map(value).to_vec(),
        "ID" => lists::identifiers(known, row),
        _ => named(known, row, slot, before),
    }
}

/// A value without a word about it.
pub fn value(word: impl Into<String>) -> Candidate {
    Candidate { word: word.into(), detail: None, sort: Sort::Value, rare: false }
}

fn text() -> Candidate {
    Candidate { word: "\"…\"".into(), detail: Some("a text".into()), sort: Sort::Text, rare: false }
}

/// What is declared of the kinds that a slot takes.
fn named(known: &Known<'_>, row: &Row, slot: &str, before: &[ast::Value]) -> Vec<Candidate> {
    let Some(kind) = vocabulary().slot(slot) else { return Vec::new() };
    let outline = known.outline();
    let mut found = Vec::new();
    for refers in &kind.refers {
        for (index, statement) in outline.all().filter(|(_, statement)| sort_of(statement.keyword) == refers) {
            let Some((id, _)) = outline.id(index) else { continue };
            found.push(Candidate {
                word: id.to_owned(),
                detail: Some(described(outline, index, statement)),
                sort: Sort::Reference,
                rare: false,
            });
        }
    }
    // An objective for which nothing of this kind is done yet comes first.
    if slot == "OBJECTIVE" {
        let named = |id: &str| {
            let same = outline.of_keyword(&row.keyword).iter();
            same.flat_map(|index| outline.args(*index)).any(|arg| matches!(&arg.value, Value::Name(name) if name == id))
        };
        found.sort_by_key(|one| named(&one.word));
    }
    if kind.string && !before.iter().any(|value| matches!(value.kind, ast::ValueKind::Text(_))) {
        found.push(text());
    }
    found
}

/// An office that leads is a body, too.
pub fn sort_of(keyword: &str) -> &str {
    if keyword == "lead" { "body" } else { keyword }
}

/// What a declared thing is, and what it is called: "body of us: Department of Labor".
pub fn described(outline: &Outline, index: usize, statement: &Statement) -> String {
    let kind = statement.keyword;
    let of = outline.id(statement.parent).map(|(id, _)| format!(" of {id}")).unwrap_or_default();
    match called(outline, index) {
        Some(called) => format!("{kind}{of}: {called}"),
        None => format!("{kind}{of}"),
    }
}

/// The short name, the title or the name of a statement, in the first language that has one.
pub fn called(outline: &Outline, index: usize) -> Option<String> {
    let own = text_of(outline, index);
    let field = ["short", "title", "name", "word"].iter().find_map(|keyword| outline.fields(index, keyword).next());
    field.and_then(|(field, _)| text_of(outline, field)).or(own)
}

fn text_of(outline: &Outline, index: usize) -> Option<String> {
    let own = outline.args(index).iter().find_map(|arg| match &arg.value {
        Value::Text(literal) => Some(literal.text.clone()),
        _ => None,
    });
    own.or_else(|| Some(outline.get(index)?.texts.first()?.literal.text.clone()))
}
