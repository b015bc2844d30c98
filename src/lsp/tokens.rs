//! The colours of a text by what its words mean; of half-typed lines, by what can be told.

use gen_lsp_types::{Range, SemanticToken, SemanticTokens, SemanticTokensLegend, Uri};

use super::place::{self, Line};
use super::session::{Session, View};
use crate::model::value::Quantifier;
use crate::model::{Arg, Kind, Model, Value};
use crate::source::Span;
use crate::syntax::ast::{self, Broken, Comment, Item, Literal, Number, Statement, ValueKind};
use crate::vocabulary::{FILE, is_tag, vocabulary};

/// The kinds of tokens, in the order of the legend: all of them the protocol's own, which every theme knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Type {
    Namespace,
    Type,
    Class,
    Interface,
    Parameter,
    Variable,
    Property,
    EnumMember,
    Event,
    Method,
    Macro,
    Keyword,
    Modifier,
    Comment,
    String,
    Number,
    Regexp,
    Operator,
}

const TYPES: [(Type, &str); 18] = [
    (Type::Namespace, "namespace"),
    (Type::Type, "type"),
    (Type::Class, "class"),
    (Type::Interface, "interface"),
    (Type::Parameter, "parameter"),
    (Type::Variable, "variable"),
    (Type::Property, "property"),
    (Type::EnumMember, "enumMember"),
    (Type::Event, "event"),
    (Type::Method, "method"),
    (Type::Macro, "macro"),
    (Type::Keyword, "keyword"),
    (Type::Modifier, "modifier"),
    (Type::Comment, "comment"),
    (Type::String, "string"),
    (Type::Number, "number"),
    (Type::Regexp, "regexp"),
    (Type::Operator, "operator"),
];

const MODIFIERS: [&str; 2] = ["declaration", "readonly"];
const PLAIN: u32 = 0;
const DECLARATION: u32 = 1;
const READONLY: u32 = 2;

/// What the numbers of tokens mean.
pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: TYPES.iter().map(|(_, name)| (*name).to_owned()).collect(),
        token_modifiers: MODIFIERS.map(str::to_owned).to_vec(),
    }
}

/// The tokens of a file, or of some lines of it.
pub fn tokens(session: &Session<'_>, uri: &Uri, range: Option<Range>) -> SemanticTokens {
    let data = session.view(uri).map(|view| encoded(session, &view, range)).unwrap_or_default();
    SemanticTokens { result_id: None, data }
}

struct Token {
    span: Span,
    kind: Type,
    modifiers: u32,
}

fn encoded(session: &Session<'_>, view: &View, range: Option<Range>) -> Vec<SemanticToken> {
    let Some(ast) = view.checked.analysis.files.asts.get(view.file.0 as usize) else { return Vec::new() };
    let model = &view.checked.analysis.model;
    let mentions = model.mentions.iter().filter(|mention| mention.span.file == view.file);
    let mut mentions: Vec<(Span, &str)> = mentions.map(|mention| (mention.span, mention.value.as_str())).collect();
    mentions.sort_by_key(|(span, _)| span.start);
    // Statements of this file by the place of their keywords.
    let known = model.outline.all().filter(|(_, statement)| statement.at.file == view.file);
    let mut known: Vec<(u32, usize)> = known.map(|(index, statement)| (statement.at.start, index)).collect();
    known.sort_unstable();
    let mut painter = Painter { view, model, mentions, known, found: Vec::new() };
    painter.items(&ast.items, FILE);
    let mut found = painter.found;
    found.sort_by_key(|token| token.span.start);
    let lines = range.map(|range| range.start.line..=range.end.line);
    let mut last = (0, 0);
    let mut end = 0;
    let mut data = Vec::with_capacity(found.len());
    for token in found {
        // Tokens never overlap, whatever the text holds.
        if token.span.start < end || token.span.end <= token.span.start {
            continue;
        }
        end = token.span.end;
        let start = session.encoding.position(view.source(), token.span.start);
        if lines.as_ref().is_some_and(|lines| !lines.contains(&start.line)) {
            continue;
        }
        let delta_line = start.line - last.0;
        let delta_start = if delta_line == 0 { start.character - last.1 } else { start.character };
        last = (start.line, start.character);
        data.push(SemanticToken {
            delta_line,
            delta_start,
            length: session.encoding.width(view.source().slice(token.span)),
            token_type: token.kind as u32,
            token_modifiers_bitset: token.modifiers,
        });
    }
    data
}

struct Painter<'a> {
    view: &'a View,
    model: &'a Model,
    /// References in prose, by place.
    mentions: Vec<(Span, &'a str)>,
    known: Vec<(u32, usize)>,
    found: Vec<Token>,
}

impl Painter<'_> {
    /// Adds a token; one of several lines is one a line, without the blanks at their beginnings.
    fn add(&mut self, span: Span, kind: Type, modifiers: u32) {
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
            self.add(comment.span, Type::Comment, PLAIN);
        }
    }

    fn items(&mut self, items: &[Item], block: &str) {
        for item in items {
            if let Item::Comment(comment) = item {
                self.comment(Some(comment));
            }
            let Some(line) = place::line(item) else { continue };
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

    fn keyword(&mut self, span: Span, text: &str, block: &str) {
        match vocabulary().row(block, text) {
            Some(row) if row.fields || row.pattern.has_id() || block == FILE => self.add(span, Type::Keyword, PLAIN),
            Some(row) if row.places.iter().any(|place| place == "*") => self.add(span, Type::Keyword, PLAIN),
            Some(_) => self.add(span, Type::Property, PLAIN),
            // A language of a text.
            None if is_tag(text) && vocabulary().accepts(Some(block), text) => self.add(span, Type::EnumMember, PLAIN),
            None => {}
        }
    }

    fn statement(&mut self, statement: &Statement, block: &str) {
        let index = self.index(statement.keyword.span);
        let keyword = index.and_then(|index| self.model.outline.get(index)).map(|known| known.keyword);
        self.keyword(statement.keyword.span, keyword.unwrap_or(&statement.keyword.text), block);
        for value in &statement.values {
            let arg = index.and_then(|index| place::arg(&self.model.outline, index, value.span));
            self.value(value, arg);
        }
        self.comment(statement.comment.as_ref());
        statement.continued.iter().for_each(|comment| self.comment(Some(comment)));
    }

    fn value(&mut self, value: &ast::Value, arg: Option<&Arg>) {
        match &value.kind {
            ValueKind::Word(word) => {
                if let Some((kind, modifiers)) = arg.and_then(|arg| self.meant(word, arg)).or_else(|| self.looks(word))
                {
                    self.add(value.span, kind, modifiers);
                }
            }
            ValueKind::Text(literal) => self.text(literal, value.span),
            ValueKind::Number(Number { .. }) | ValueKind::Percent(_) => self.add(value.span, Type::Number, PLAIN),
            ValueKind::Date(_) | ValueKind::MonthDay { .. } => self.add(value.span, Type::Number, PLAIN),
            ValueKind::Range(from, to) => {
                self.value(from, arg);
                self.add(Span { start: from.span.end, end: to.span.start, ..value.span }, Type::Operator, PLAIN);
                self.value(to, arg);
            }
            ValueKind::Comma | ValueKind::Bad => {}
        }
    }

    /// What a word means in its slot.
    fn meant(&self, word: &str, arg: &Arg) -> Option<(Type, u32)> {
        Some(match &arg.value {
            Value::Id(id) => (self.kind(id).unwrap_or(Type::Variable), DECLARATION),
            Value::Name(_) if matches!(arg.slot, "TAG" | "WORD") => (Type::EnumMember, PLAIN),
            Value::Name(_) if arg.slot == "RULE" => (Type::Macro, PLAIN),
            Value::Name(name) => match self.kind(name) {
                Some(kind) if self.model.outline.named(name).is_some() => (kind, READONLY),
                _ => (Type::EnumMember, PLAIN),
            },
            // A word of the pattern: one of a choice is explained, another joins values.
            Value::Word => match vocabulary().rows().iter().find_map(|row| vocabulary().meaning(row, arg.slot, word)) {
                Some(_) => (Type::EnumMember, PLAIN),
                None => (Type::Keyword, PLAIN),
            },
            _ => return None,
        })
    }

    /// What a word is by its looks: a currency, a period, a quantity, a name that is declared.
    fn looks(&self, word: &str) -> Option<(Type, u32)> {
        let year = word.strip_prefix("FY").or_else(|| word.strip_prefix("year-"));
        if year.is_some_and(|year| !year.is_empty() && year.bytes().all(|digit| digit.is_ascii_digit())) {
            return Some((Type::Number, PLAIN));
        }
        if word.len() == 3 && iso_currency::Currency::from_code(word).is_some() {
            return Some((Type::Type, PLAIN));
        }
        if Quantifier::ALL.iter().any(|quantifier| quantifier.word() == word) {
            return Some((Type::Modifier, PLAIN));
        }
        const MEASURES: [&str; 9] =
            ["thousand", "million", "billion", "year", "years", "month", "months", "day", "days"];
        if MEASURES.contains(&word) {
            return Some((Type::Keyword, PLAIN));
        }
        self.model.outline.named(word)?;
        Some((self.kind(word)?, READONLY))
    }

    fn kind(&self, id: &str) -> Option<Type> {
        Some(match self.model.target(id)?.kind() {
            Kind::Compact | Kind::Participant | Kind::Participants => Type::Namespace,
            Kind::Body | Kind::Implementer => Type::Interface,
            Kind::Objective => Type::Class,
            Kind::Activity => Type::Method,
            Kind::Indicator => Type::Property,
            Kind::Mechanism => Type::Event,
            Kind::Contribution | Kind::Responsibility => Type::Variable,
            Kind::Place | Kind::Definition | Kind::Strategy => Type::Parameter,
            Kind::Provision | Kind::Annex | Kind::Section | Kind::Term => Type::Parameter,
        })
    }

    /// A text: its references and escapes stand out from its words.
    fn text(&mut self, literal: &Literal, span: Span) {
        let source = self.view.source();
        let mut pieces: Vec<(Span, Type, u32)> = Vec::new();
        let from = self.mentions.partition_point(|(mention, _)| mention.start < span.start);
        for (mention, id) in self.mentions[from..].iter().take_while(|(mention, _)| mention.start < span.end) {
            let written = source.slice(*mention);
            // Of `[words](@id)` the words are the author's own.
            let sign = if written.starts_with('[') { written.rfind("(@").map_or(0, |at| at + 1) } else { 0 };
            let end = written.len() - usize::from(sign > 0);
            let start = mention.start as usize;
            let place = Span::new(mention.file, start + sign, start + end.max(sign));
            let kind = self.kind(id).unwrap_or(Type::Variable);
            pieces.push((place, kind, READONLY));
        }
        let text = source.slice(span);
        if literal.quoting != ast::Quoting::Block {
            for (start, end) in escapes(text) {
                let start = span.start as usize + start;
                pieces.push((Span::new(span.file, start, span.start as usize + end), Type::Regexp, PLAIN));
            }
            pieces.sort_by_key(|(place, ..)| place.start);
        }
        let mut at = span.start;
        for (place, kind, modifiers) in pieces {
            if place.start < at || place.end > span.end {
                continue;
            }
            self.add(Span { start: at, end: place.start, ..span }, Type::String, PLAIN);
            self.add(place, kind, modifiers);
            at = place.end;
        }
        self.add(Span { start: at, ..span }, Type::String, PLAIN);
    }

    /// A line that is no statement: its keyword, its texts and comment, its names and numbers.
    fn broken(&mut self, broken: &Broken, block: &str) {
        let base = broken.span.start as usize;
        let mut at = 0;
        if let Some(keyword) = &broken.keyword {
            self.keyword(keyword.span, &keyword.text, block);
            at = (keyword.span.end as usize).saturating_sub(base);
        }
        let text = self.view.source().slice(broken.span).to_owned();
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = &text[at..];
            let (length, kind) = match c {
                '#' => (line_end(rest), Some((Type::Comment, PLAIN))),
                '"' | '“' => (closed(rest), Some((Type::String, PLAIN))),
                c if c.is_ascii_digit() => {
                    (run(rest, |c| c.is_ascii_alphanumeric() || ".,-%".contains(c)), Some((Type::Number, PLAIN)))
                }
                c if c.is_alphabetic() => {
                    let length = run(rest, |c| c.is_alphanumeric() || c == '-');
                    (length, self.looks(&rest[..length]))
                }
                c => (c.len_utf8(), None),
            };
            if let Some((kind, modifiers)) = kind {
                self.add(Span::new(broken.span.file, base + at, base + at + length), kind, modifiers);
            }
            at += length.max(1);
        }
    }
}

fn run(text: &str, part: impl Fn(char) -> bool) -> usize {
    text.find(|c| !part(c)).unwrap_or(text.len())
}

fn line_end(text: &str) -> usize {
    text.find(['\r', '\n']).unwrap_or(text.len())
}

/// The length of a text in quotes at the start of a line; to the end of the line where it is not closed.
fn closed(text: &str) -> usize {
    let line = &text[..line_end(text)];
    let open = line.chars().next().map_or(0, char::len_utf8);
    let mut escaped = false;
    for (at, c) in line[open..].char_indices() {
        if !escaped && matches!(c, '"' | '”') {
            return open + at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    line.len()
}

/// The escapes of a string, as it is written.
fn escapes(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('\\').map(|found| at + found) {
        let rest = &text[start + 1..];
        let length = match rest.strip_prefix("u{").and_then(|inner| inner.find('}')) {
            Some(close) => close + 3,
            None => rest.chars().next().map_or(0, char::len_utf8),
        };
        at = start + 1 + length;
        found.push((start, at));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_legend_is_in_the_order_of_the_types() {
        for (index, (kind, _)) in TYPES.iter().enumerate() {
            assert_eq!(*kind as usize, index);
        }
    }

    #[test]
    fn escapes_are_found_whole() {
        assert_eq!(escapes(r#""a\"b\u{00E9}\\""#), [(2, 4), (5, 13), (13, 15)]);
    }
}
