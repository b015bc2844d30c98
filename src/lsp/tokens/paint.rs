//! A file painted line by line: every word, figure, text and comment with its meaning.

use super::{Meaning, PLAIN, Token};
use crate::lsp::lines::{self, Line};
use crate::lsp::session::View;
use crate::model::{Arg, Model};
use crate::source::Span;
use crate::syntax::ast::{self, Comment, Item, Statement, ValueKind};
use crate::vocabulary::{FILE, Row, is_tag, vocabulary};

/// The tokens of a file, in the order in which they were found.
pub(super) fn painted(view: &View) -> Vec<Token> {
    let Some(ast) = view.checked.analysis.files.asts.get(view.file.0 as usize) else { return Vec::new() };
    let model = &view.checked.analysis.model;
    let mentions = model.mentions.iter().filter(|mention| mention.span.file == view.file);
    let mut mentions: Vec<(Span, &str)> = mentions.map(|mention| (mention.span, mention.value.as_str())).collect();
    mentions.sort_by_key(|(span, _)| span.start);
    let known = model.outline.all().filter(|(_, statement)| statement.at.file == view.file);
    let mut known: Vec<(u32, usize)> = known.map(|(index, statement)| (statement.at.start, index)).collect();
    known.sort_unstable();
    let mut painter = Painter { view, model, mentions, known, found: Vec::new() };
    painter.items(&ast.items, FILE);
    painter.found
}

/// What meaning is given to, file by file.
pub(super) struct Painter<'a> {
    pub view: &'a View,
    pub model: &'a Model,
    /// References in prose, by place.
    pub mentions: Vec<(Span, &'a str)>,
    /// The statements of the file, by the place of their keywords.
    known: Vec<(u32, usize)>,
    found: Vec<Token>,
}

impl Painter<'_> {
    /// Adds a token; one of several lines is one a line, without the blanks at their beginnings.
    pub(super) fn add(&mut self, span: Span, kind: Meaning, modifiers: u32) {
        let text = self.view.source().slice(span);
        let mut at = span.start as usize;
        for line in text.split_inclusive('\n') {
            let inner = line.trim_end_matches(['\n', '\r']);
            let blank = if at > span.start as usize { inner.len() - inner.trim_start().len() } else { 0 };
            let span = Span::new(span.file, at + blank, at + inner.len());
            self.found.push(Token { span, kind, modifiers });
            at += line.len();
        }
    }

    fn comment(&mut self, comment: Option<&Comment>) {
        if let Some(comment) = comment {
            self.add(comment.span, Meaning::Comment, PLAIN);
        }
    }

    fn items(&mut self, items: &[Item], block: &str) {
        for item in items {
            if let Item::Comment(comment) = item {
                self.comment(Some(comment));
            }
            let Some(line) = lines::line(item) else { continue };
            match line {
                Line::Statement(statement) => self.statement(statement, block),
                Line::Broken(broken) => self.broken(broken, block),
            }
            if let Some(inner) = line.block() {
                let keyword = self.keyword_of(line);
                self.items(&inner.items, &keyword);
                self.comment(inner.comment.as_ref());
            }
        }
    }

    /// The keyword that a block is of; a misspelt one counts as what was meant.
    fn keyword_of(&self, line: Line<'_>) -> String {
        let keyword = line.keyword();
        let meant = keyword.and_then(|keyword| self.model.outline.get(self.index(keyword.span)?));
        meant.map(|statement| statement.keyword.to_owned()).or_else(|| Some(keyword?.text.clone())).unwrap_or_default()
    }

    fn index(&self, keyword: Span) -> Option<usize> {
        let at = self.known.binary_search_by_key(&keyword.start, |(start, _)| *start).ok()?;
        self.known.get(at).map(|(_, index)| *index)
    }

    pub(super) fn keyword(&mut self, span: Span, text: &str, block: &str) {
        match vocabulary().row(block, text) {
            Some(row) if row.fields || row.pattern.has_id() || block == FILE => self.add(span, Meaning::Keyword, PLAIN),
            Some(row) if row.places.iter().any(|place| place == "*") => self.add(span, Meaning::Keyword, PLAIN),
            Some(_) => self.add(span, Meaning::Property, PLAIN),
            // A language of a text.
            None if is_tag(text) && vocabulary().accepts(Some(block), text) => {
                self.add(span, Meaning::EnumMember, PLAIN)
            }
            None => {}
        }
    }

    fn statement(&mut self, statement: &Statement, block: &str) {
        let index = self.index(statement.keyword.span);
        let known = index.and_then(|index| self.model.outline.get(index));
        let keyword = known.map_or(statement.keyword.text.as_str(), |known| known.keyword);
        self.keyword(statement.keyword.span, keyword, block);
        let row = vocabulary().row(block, keyword);
        for value in &statement.values {
            let arg = index.and_then(|index| lines::arg(&self.model.outline, index, value.span));
            self.value(value, row, arg);
        }
        self.comment(statement.comment.as_ref());
        statement.continued.iter().for_each(|comment| self.comment(Some(comment)));
    }

    fn value(&mut self, value: &ast::Value, row: Option<&Row>, arg: Option<&Arg>) {
        match &value.kind {
            ValueKind::Word(word) => {
                let meant = row.zip(arg).and_then(|(row, arg)| self.meant(row, word, arg));
                if let Some((kind, modifiers)) = meant.or_else(|| self.guessed(row.filter(|_| arg.is_none()), word)) {
                    self.add(value.span, kind, modifiers);
                }
            }
            ValueKind::Text(literal) => self.text(literal, value.span),
            ValueKind::Number(_) | ValueKind::Percent(_) => self.add(value.span, Meaning::Number, PLAIN),
            ValueKind::Date(_) | ValueKind::MonthDay { .. } => self.add(value.span, Meaning::Number, PLAIN),
            ValueKind::Range(from, to) => {
                self.value(from, row, arg);
                self.add(Span { start: from.span.end, end: to.span.start, ..value.span }, Meaning::Operator, PLAIN);
                self.value(to, row, arg);
            }
            ValueKind::Bad if self.view.source().slice(value.span).starts_with(|c: char| c.is_ascii_digit()) => {
                self.add(value.span, Meaning::Number, PLAIN);
            }
            ValueKind::Comma | ValueKind::Bad => {}
        }
    }
}
