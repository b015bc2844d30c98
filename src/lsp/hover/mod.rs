//! What is told of the thing under a place: a statement, a name, a figure, a day, a word.

mod card;
mod money;
mod name;
mod statement;
mod time;
mod word;

use std::rc::Rc;

use gen_lsp_types::{Hover, MarkupContent, MarkupKind, Position, Uri};

use super::lines::{self, Line};
use super::session::{Session, View};
use crate::document::Glance;
use crate::model::{Arg, Model, Outline, Value};
use crate::source::Span;
use crate::syntax::ast::{Broken, Statement, ValueKind};
use crate::vocabulary::{FILE, Row, vocabulary};
use card::{Card, words};

/// What is told of the thing under a place.
pub fn hover(session: &Session<'_>, uri: &Uri, at: Position) -> Option<Hover> {
    let view = session.view(uri)?;
    let offset = session.encoding.offset(view.source(), at);
    let mut look = Look::new(session, &view)?;
    let (card, span) = look.at(offset)?;
    let (kind, value) = match session.client.markdown {
        true => (MarkupKind::Markdown, card.markdown()),
        false => (MarkupKind::PlainText, card.plain()),
    };
    let range = session.encoding.range(view.source(), span);
    Some(Hover { contents: MarkupContent { kind, value }.into(), range: Some(range) })
}

/// One look at a file.
struct Look<'a> {
    session: &'a Session<'a>,
    view: &'a View,
    model: &'a Model,
    outline: &'a Outline,
    /// What prints in the language that the compact is drafted in.
    glance: Glance<'a>,
}

impl<'a> Look<'a> {
    fn new(session: &'a Session<'a>, view: &'a View) -> Option<Self> {
        let model = &view.checked.analysis.model;
        let glance = Glance::new(model, &view.checked.project.wordings, None)?;
        Some(Self { session, view, model, outline: &model.outline, glance })
    }

    /// The card of a place, and what it is about.
    fn at(&mut self, offset: u32) -> Option<(Card, Span)> {
        let here = |span: Span| span.file == self.view.file && lines::touches(span, offset);
        if let Some(mention) = self.model.mentions.iter().find(|mention| here(mention.span)) {
            return Some((self.mention(&mention.value, mention.span)?, mention.span));
        }
        let ast = self.view.checked.analysis.files.asts.get(self.view.file.0 as usize)?;
        let lines = lines::around(ast, offset);
        let (last, outer) = lines.split_last()?;
        match last {
            Line::Statement(statement) => self.statement(statement, outer, offset),
            Line::Broken(broken) => self.broken(broken, outer, offset),
        }
    }

    fn statement(&mut self, statement: &Statement, outer: &[Line<'_>], offset: u32) -> Option<(Card, Span)> {
        let keyword = &statement.keyword;
        let index = lines::understood(self.outline, keyword.span);
        let row = index.and_then(|index| self.outline.get(index)?.row).or_else(|| row_of(outer, &keyword.text));
        if lines::touches(keyword.span, offset) {
            let card = match row {
                Some(row) => self.row(row, index),
                None => self.language(&keyword.text)?,
            };
            return Some((card, keyword.span));
        }
        let value = lines::value(statement, offset)?;
        if keyword.text == "include" {
            return Some((self.include(statement)?, value.span));
        }
        if let Some((index, arg)) = index.and_then(|index| Some((index, lines::arg(self.outline, index, value.span)?)))
        {
            return Some((self.arg(index, arg)?, arg.span));
        }
        // A line whose values do not fit together: a name is still a name.
        match &value.kind {
            ValueKind::Word(word) => Some((self.known_word(row, word)?, value.span)),
            _ => None,
        }
    }

    fn broken(&mut self, broken: &Broken, outer: &[Line<'_>], offset: u32) -> Option<(Card, Span)> {
        if let Some(keyword) = broken.keyword.as_ref().filter(|keyword| lines::touches(keyword.span, offset)) {
            let row = row_of(outer, &keyword.text)?;
            return Some((self.row(row, None), keyword.span));
        }
        let name = lines::at(broken.names.iter(), |name| name.span, offset)?;
        Some((self.known_word(None, &name.text)?, name.span))
    }

    /// A word of which only its looks are known.
    fn known_word(&mut self, row: Option<&'static Row>, word: &str) -> Option<Card> {
        if let Some(target) = self.model.target(word).filter(|_| self.outline.named(word).is_some()) {
            return Some(self.target(target, word));
        }
        let row = row?;
        let (_, meaning) = vocabulary().choices(row).into_iter().find(|(known, _)| *known == word)?;
        Some(Card::new(format!("`{word}`: {meaning}")))
    }

    fn arg(&mut self, index: usize, arg: &Arg) -> Option<Card> {
        let row = self.outline.get(index)?.row?;
        match &arg.value {
            Value::Id(id) => self.model.target(id).map(|target| self.target(target, id)),
            Value::Name(name) if arg.slot == "TAG" => self.language(name),
            Value::Name(name) if arg.slot == "RULE" => self.rule(name),
            Value::Name(name) if arg.slot == "WORD" => self.pack(name),
            Value::Name(name) => self.name(row, arg.slot, name),
            Value::Word => Some(match vocabulary().meaning(row, arg.slot, arg.slot) {
                Some(meaning) => self.choice(arg.slot, arg.slot, meaning),
                // A word that only joins values.
                None => self.row(row, Some(index)),
            }),
            Value::Money(_) | Value::Amount(_) => self.money(index, arg),
            Value::Figure(figure) => self.figure(index, *figure),
            Value::Date(_) | Value::Period(_) | Value::Span(_) | Value::Duration(_) | Value::MonthDay(..) => {
                self.time(index, arg)
            }
            Value::Number(_) => Some(self.row(row, Some(index))),
            Value::Text(_) | Value::InBlock | Value::Unknown => None,
        }
    }

    fn name(&mut self, row: &'static Row, slot: &str, name: &str) -> Option<Card> {
        let refers = vocabulary().slot(slot).is_some_and(|kind| !kind.refers.is_empty());
        if let Some(target) = self.model.target(name).filter(|_| refers && self.outline.named(name).is_some()) {
            return Some(self.target(target, name));
        }
        let meaning = vocabulary().meaning(row, slot, name)?;
        Some(self.choice(slot, name, meaning))
    }

    /// What a reference prints where it stands, and in which language; none where nothing can be printed.
    fn heard(&self, span: Span) -> Option<(String, String)> {
        let checked = &self.view.checked;
        if checked.analysis.judgment.wordless.is_some() {
            return None;
        }
        let (language, printed) = self.session.heard(checked, span)?;
        Some((language, printed.replace('\u{A0}', " ")))
    }

    /// Another language of the compact.
    fn glance_in(&self, language: &str) -> Option<Glance<'a>> {
        let checked: &'a Rc<_> = &self.view.checked;
        Glance::new(self.model, &checked.project.wordings, Some(language))
    }
}

/// The row of a keyword by the lines around it, where the line itself was not understood.
fn row_of(outer: &[Line<'_>], keyword: &str) -> Option<&'static Row> {
    let block = outer.last().and_then(|line| line.keyword()).map_or(FILE, |keyword| keyword.text.as_str());
    vocabulary().row(block, keyword)
}
