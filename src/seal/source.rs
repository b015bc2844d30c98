//! The canonical source of an instrument: one text that is read as the author's files are, with what is printed and
//! nothing else.
//!
//! Includes stand in their places. Comments, waivers, the selection record, private files and whatever the vocabulary
//! calls a record are left out, and so is when fiscal years begin where nothing is printed by them. Of implementers, offices, places and strategies those are kept that the text names: by
//! themselves they are not printed.

use std::collections::{HashMap, HashSet};

use crate::model::value::{Day, Period, TimeSpan};
use crate::model::{Files, Model, Outline, Statement as Outlined, Value as Arg};
use crate::source::{FileId, Span};
use crate::syntax::ast::{Block, Item, Literal, Quoting, Statement, Value, ValueKind, statements};
use crate::syntax::format::format;
use crate::vocabulary::{is_tag, vocabulary};

/// What is printed where it is named, and not by itself.
const NAMED: [&str; 5] = ["implementer", "lead", "body", "place", "strategy"];

/// The word for those whose names are not printed.
const PARTNERS: &str = "implementing-partners";

/// Writes the canonical source.
pub fn canonical(files: &Files, model: &Model) -> String {
    let mut writer = Writer { files, outline: &model.outline, extent: Extent::of(model), out: String::new() };
    if let Some(root) = files.asts.first() {
        writer.items(&root.items, true);
    }
    format(&writer.out, vocabulary())
}

/// What of a compact is printed, and what is not.
struct Extent {
    /// The statements that are, by the place of their keyword.
    kept: HashMap<Span, &'static str>,
    /// Implementers of private files.
    private: HashSet<String>,
    /// The languages that are printed, and English, in which is printed what they lack.
    languages: HashSet<String>,
}

impl Extent {
    fn of(model: &Model) -> Self {
        let outline = &model.outline;
        let declared: Vec<(usize, &str)> = outline
            .all()
            .filter(|(_, statement)| NAMED.contains(&statement.keyword))
            .filter_map(|(index, _)| Some((index, outline.id(index)?.0)))
            .collect();
        let private = declared.iter().filter(|(index, _)| outline.get(*index).is_some_and(|one| one.private));
        let private = private.map(|(_, id)| (*id).to_owned()).collect();
        let mut dropped: HashSet<usize> = HashSet::new();
        for (index, statement) in outline.all() {
            let record = statement.row.is_none_or(|row| row.record);
            let late = statement.keyword == "equivalent" && is_late(outline, index, model);
            if record || statement.private || late || dropped.contains(&statement.parent) {
                dropped.insert(index);
            }
        }
        dropped.extend(unused_years(model, &dropped));
        let named = named(outline, &dropped);
        let unnamed = declared.iter().filter(|(_, id)| !named.contains(*id)).map(|(index, _)| *index);
        let unnamed: HashSet<usize> = unnamed.collect();
        let gone = |index: usize, statement: &Outlined| {
            dropped.contains(&index) || unnamed.contains(&index) || unnamed.contains(&statement.parent)
        };
        let kept = outline.all().filter(|(index, statement)| !gone(*index, statement));
        let compact = model.compact.iter().flat_map(|compact| compact.languages.iter().chain(&compact.courtesy));
        Self {
            kept: kept.map(|(_, statement)| (statement.at, statement.keyword)).collect(),
            private,
            languages: compact.map(|tag| primary(&tag.value)).chain(["en".to_owned()]).collect(),
        }
    }
}

/// When the fiscal years of a participant begin, where no printed word hangs on it: its own plans are in other years, and,
/// for the assisting participant, so is all else.
fn unused_years(model: &Model, dropped: &HashSet<usize>) -> Vec<usize> {
    let outline = &model.outline;
    let fiscal = |period: &Period| matches!(period, Period::Fiscal(_));
    let in_fiscal_years = |value: &Arg| match value {
        Arg::Period(period) | Arg::Span(TimeSpan::Periods(period, _)) => fiscal(period),
        _ => false,
    };
    let printed = || outline.all().filter(|(index, _)| !dropped.contains(index));
    let any = printed().any(|(index, _)| outline.args(index).iter().any(|arg| in_fiscal_years(&arg.value)));
    let counts = |id: &str| {
        let Some(number) = model.participants.iter().position(|one| one.id.value == id) else { return true };
        let mut plans = model.contributions.iter().filter(|contribution| contribution.participant == number);
        (any && model.participants[number].assisting)
            || plans.any(|contribution| contribution.plan.iter().any(|part| fiscal(&part.period.value)))
    };
    let unused = printed().filter(|(_, statement)| statement.keyword == "fiscal-year");
    unused
        .filter(|(_, statement)| outline.id(statement.parent).is_some_and(|(id, _)| !counts(id)))
        .map(|(index, _)| index)
        .collect()
}

/// Whether a conversion is of a day after the signing: then it is not printed.
fn is_late(outline: &Outline, index: usize, model: &Model) -> bool {
    let signed = model.compact.as_ref().and_then(|compact| compact.date.as_ref()).map(|date| &date.value);
    let Some(Day::On(signed)) = signed else { return false };
    outline.args(index).iter().any(|arg| matches!(&arg.value, Arg::Date(date) if date > signed))
}

/// The identifiers that what is kept names, in values and in texts; what stands in an implementer's own block aside.
fn named(outline: &Outline, dropped: &HashSet<usize>) -> HashSet<String> {
    let mut named = HashSet::new();
    for (index, statement) in outline.all().filter(|(index, _)| !dropped.contains(index)) {
        for arg in outline.args(index) {
            match &arg.value {
                Arg::Name(name) => drop(named.insert(name.clone())),
                Arg::Text(literal) => mentions(literal, &mut named),
                _ => {}
            }
        }
        statement.texts.iter().for_each(|text| mentions(&text.literal, &mut named));
    }
    named
}

/// The identifiers that a text names: `@world-vision`, `@{world-vision.short}`.
fn mentions(literal: &Literal, named: &mut HashSet<String>) {
    for (at, _) in literal.text.match_indices('@').filter(|(at, _)| !literal.plain.contains(at)) {
        let rest = literal.text[at + 1..].trim_start_matches('{');
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len());
        // A hyphen behind a name is the sentence's.
        named.insert(rest[..end].trim_end_matches('-').to_owned());
    }
}

/// The language of a tag, without script and region.
fn primary(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_lowercase()
}

struct Writer<'a> {
    files: &'a Files,
    outline: &'a Outline,
    extent: Extent,
    out: String,
}

impl Writer<'_> {
    fn items(&mut self, items: &[Item], top: bool) {
        for statement in statements(items) {
            if statement.keyword.text == "include" {
                self.include(statement, top);
            } else if let Some(keyword) = self.extent.kept.get(&statement.keyword.span) {
                self.statement(keyword, statement, top);
            } else if is_tag(&statement.keyword.text) && self.is_text(statement) {
                self.statement(&statement.keyword.text, statement, top);
            }
        }
    }

    /// Whether a line is a text in one of the languages, which is no statement of its own.
    fn is_text(&self, statement: &Statement) -> bool {
        if !self.extent.languages.contains(&primary(&statement.keyword.text)) {
            return false;
        }
        let around = self.outline.get(self.outline.around(statement.span));
        let texts = around.map(|around| around.texts.as_slice()).unwrap_or_default();
        texts.iter().any(|text| statement.span.contains(text.span))
            && around.is_some_and(|around| self.extent.kept.contains_key(&around.at))
    }

    fn include(&mut self, statement: &Statement, top: bool) {
        let private = statement.values.iter().any(|value| value.kind == ValueKind::Word("private".to_owned()));
        let included = self.files.includes.get(&statement.span).filter(|_| !private);
        let files = self.files;
        if let Some(ast) = included.and_then(|FileId(index)| files.asts.get(usize::from(*index))) {
            self.items(&ast.items, top);
        }
    }

    fn statement(&mut self, keyword: &str, statement: &Statement, top: bool) {
        if top && !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(keyword);
        self.values(statement);
        match &statement.block {
            Some(block) => self.block(block),
            None => self.out.push('\n'),
        }
    }

    fn values(&mut self, statement: &Statement) {
        let mut partners = false;
        let mut comma = false;
        for value in &statement.values {
            if value.kind == ValueKind::Comma {
                comma = true;
                continue;
            }
            let written = self.written(value);
            // Several that are not named print as one.
            if written == PARTNERS && std::mem::replace(&mut partners, true) {
                continue;
            }
            self.out.push_str(if std::mem::take(&mut comma) { ", " } else { " " });
            self.out.push_str(&written);
        }
    }

    fn written(&self, value: &Value) -> String {
        match &value.kind {
            ValueKind::Word(word) if self.extent.private.contains(word) => PARTNERS.to_owned(),
            ValueKind::Text(literal) if literal.quoting == Quoting::Block => {
                let lines: String = literal.text.lines().map(|line| format!("{line}\n")).collect();
                format!("\"\"\"\n{lines}\"\"\"")
            }
            _ => {
                let source = self.files.sources.get(value.span.file).text();
                source.get(value.span.range()).unwrap_or_default().to_owned()
            }
        }
    }

    fn block(&mut self, block: &Block) {
        self.out.push_str(" {\n");
        self.items(&block.items, false);
        self.out.push_str("}\n");
    }
}
