//! Statements meet the vocabulary: every line finds its row, its values their slots. What does not fit is reported
//! once, and counts as present and unknown.

use std::collections::HashMap;

use super::fit::{self, Arg, ArgValue};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{FileId, Span};
use crate::syntax::ast::{Ast, Block, Broken, Item, Literal, Statement, Value, ValueKind, Word};
use crate::vocabulary::{FILE, Row, Vocabulary};

/// How many of the statements of the top level a message names.
const SHOWN: usize = 5;

/// A statement that has found its row.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub row: &'static Row,
    /// From the keyword to the end of the block.
    pub span: Span,
    /// The keyword.
    pub keyword: Span,
    pub args: Vec<Arg<'a>>,
    /// The languages of a text.
    pub entries: Vec<Entry<'a>>,
    pub children: Vec<Node<'a>>,
    /// What in its block was not understood.
    pub gaps: Gaps<'a>,
    /// Whether its own line was not understood.
    pub unknown: bool,
    /// Whether it comes from a private file, and so is never printed.
    pub private: bool,
}

/// What in a block was written and not understood: it counts as present.
#[derive(Debug, Default)]
pub(super) struct Gaps<'a> {
    /// Keywords of lines that were not understood.
    pub keywords: Vec<&'a str>,
    /// Whether something was written that no keyword can be told of.
    pub damaged: bool,
}

/// One language of a text.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub tag: &'a Word,
    pub literal: &'a Literal,
    pub span: Span,
}

impl<'a> Node<'a> {
    pub fn child(&self, keyword: &str) -> Option<&Node<'a>> {
        self.children.iter().find(|child| child.row.keyword == keyword)
    }

    pub fn children<'n>(&'n self, keyword: &'n str) -> impl Iterator<Item = &'n Node<'a>> {
        self.children.iter().filter(move |child| child.row.keyword == keyword)
    }

    /// The value in a slot.
    pub fn arg(&self, slot: &str) -> Option<&Arg<'a>> {
        self.args.iter().find(|arg| arg.slot == slot)
    }

    /// The values in a slot that takes a list.
    pub fn args<'n>(&'n self, slot: &'n str) -> impl Iterator<Item = &'n Arg<'a>> {
        self.args.iter().filter(move |arg| arg.slot == slot)
    }

    /// Whether a word of the pattern was written.
    pub fn has(&self, word: &str) -> bool {
        self.args.iter().any(|arg| arg.slot == word && matches!(arg.value, ArgValue::Word))
    }

    /// The declared identifier.
    pub fn id(&self) -> Option<(&'a str, Span)> {
        self.arg("ID").and_then(|arg| match arg.value {
            ArgValue::Id(id) => Some((id, arg.span)),
            _ => None,
        })
    }
}

/// The files of a compact with what includes what.
pub(super) struct Files<'a> {
    pub asts: &'a [Ast],
    /// The file that an `include` statement brings in, by the statement's place.
    pub includes: &'a HashMap<Span, FileId>,
}

/// What binding yields beside the nodes.
#[derive(Default)]
pub(super) struct Bound<'a> {
    pub nodes: Vec<Node<'a>>,
    /// What at top level was not understood.
    pub gaps: Gaps<'a>,
    /// Names of things that were written and not understood: references to them are not unknown.
    pub unknown_names: Vec<&'a str>,
    /// Whether something was declared whose name is missing: any unknown name may be its.
    pub nameless: bool,
}

pub(super) struct Binder<'a, 'd> {
    pub files: Files<'a>,
    pub vocabulary: &'static Vocabulary,
    pub unknown_names: Vec<&'a str>,
    pub nameless: bool,
    pub diagnostics: &'d mut Vec<Diagnostic>,
    /// Whether what is missing is only still open.
    pub draft: bool,
    /// How many of the blocks around were not understood themselves: what stands wrongly in them follows from that.
    pub misplaced: usize,
    /// Lines of which their keyword's finding says all.
    pub told: Vec<Told>,
}

/// A line whose keyword is not known: what else is wrong on it follows from that.
pub(super) struct Told {
    line: Span,
    keyword: Span,
}

/// Statements of one block as they are collected.
#[derive(Default)]
struct Found<'a> {
    nodes: Vec<Node<'a>>,
    gaps: Gaps<'a>,
}

impl<'a> Binder<'a, '_> {
    pub fn file(mut self, ast: &'a Ast) -> Bound<'a> {
        let mut found = Found::default();
        self.items(&ast.items, FILE, false, &mut found);
        self.given_twice(&found.nodes);
        self.one_finding_a_line();
        Bound { nodes: found.nodes, gaps: found.gaps, unknown_names: self.unknown_names, nameless: self.nameless }
    }

    /// Drops what was found on lines whose keyword is not known, but for the finding about the keyword.
    fn one_finding_a_line(&mut self) {
        self.told.sort_unstable_by_key(|told| told.line);
        let told = &self.told;
        self.diagnostics.retain(|finding| {
            let before = told
                .partition_point(|told| (told.line.file, told.line.start) <= (finding.span.file, finding.span.start));
            let on_line = before.checked_sub(1).and_then(|last| told.get(last));
            let follows = |told: &Told| told.line.contains(finding.span) && told.keyword != finding.span;
            finding.severity != Severity::Error || !on_line.is_some_and(follows)
        });
    }

    fn items(&mut self, items: &'a [Item], parent: &'a str, private: bool, found: &mut Found<'a>) {
        for item in items {
            match item {
                Item::Statement(statement) => self.statement(statement, parent, private, found),
                Item::Broken(broken) => self.broken(broken, parent, found),
                Item::Comment(_) | Item::Blank => {}
            }
        }
    }

    fn broken(&mut self, broken: &'a Broken, parent: &'a str, found: &mut Found<'a>) {
        match &broken.keyword {
            Some(keyword) => found.gaps.keywords.push(&keyword.text),
            None => found.gaps.damaged = true,
        }
        self.unknown_names.extend(broken.names.iter().map(|name| name.text.as_str()));
        let Some(block) = &broken.block else { return };
        names_in(&block.items, &mut self.unknown_names);
        let row = broken.keyword.as_ref().and_then(|keyword| self.vocabulary.row(parent, &keyword.text));
        if let Some(row) = row {
            self.contents(block, row);
        }
    }

    /// What stands in a block whose statement was not understood is still read, for its own mistakes.
    fn contents(&mut self, block: &'a Block, row: &'static Row) {
        if row.fields && !self.is_text_block(row, block) {
            let mut inner = Found::default();
            self.misplaced += 1;
            self.items(&block.items, &row.keyword, false, &mut inner);
            self.misplaced -= 1;
        }
    }

    fn statement(&mut self, statement: &'a Statement, parent: &'a str, private: bool, found: &mut Found<'a>) {
        let keyword = statement.keyword.text.as_str();
        let (row, exact) = match self.vocabulary.row(parent, keyword) {
            Some(row) => (row, true),
            None => match self.unknown_keyword(statement, parent) {
                Some(row) => (row, false),
                None => {
                    found.gaps.keywords.push(keyword);
                    found.gaps.damaged = true;
                    self.unknown_names.extend(words(statement));
                    if let Some(block) = &statement.block {
                        names_in(&block.items, &mut self.unknown_names);
                        let mut elsewhere = self.vocabulary.rows().iter().filter(|row| row.keyword == keyword);
                        if let (Some(row), None) = (elsewhere.next(), elsewhere.next()) {
                            self.contents(block, row);
                        }
                    }
                    return;
                }
            },
        };
        if private && !matches!(row.keyword.as_str(), "selection" | "allow" | "implementer") && parent == FILE {
            self.diagnostics.push(
                Diagnostic::error(
                    "SYN007",
                    statement.keyword.span,
                    format!("`{keyword}` cannot stand in a private file"),
                )
                .help("a private file holds only `selection`, `allow` and `implementer`"),
            );
        }
        let mut node = self.node(statement, row, exact || is_the_same(&row.keyword, keyword));
        node.private = private;
        found.gaps.damaged |= node.unknown && statement.doubtful;
        if row.keyword == "include" {
            return self.include(statement, &node, parent, private, found);
        }
        self.block(statement, row, private, exact, &mut node);
        found.nodes.push(node);
    }

    fn node(&mut self, statement: &'a Statement, row: &'static Row, exact: bool) -> Node<'a> {
        let in_languages = statement.block.as_ref().is_some_and(|block| self.is_text_block(row, block));
        let fitted = fit::fit(row, statement, in_languages, self.vocabulary);
        if fitted.args.is_none() {
            self.unknown_names.extend(words(statement));
            self.unknown_names.extend(statement.values.iter().filter_map(|value| match &value.kind {
                ValueKind::Text(literal) => Some(literal.text.as_str()),
                _ => None,
            }));
            self.nameless |= row.pattern.has_id() && statement.values.is_empty();
        }
        // Of values behind a keyword that was only guessed nothing can be said.
        for finding in fitted.findings.into_iter().filter(|_| exact) {
            let finding = self.open_while_draft(without_reason(statement, finding));
            self.diagnostics.push(finding);
        }
        Node {
            row,
            span: statement.span,
            keyword: statement.keyword.span,
            unknown: fitted.args.is_none(),
            args: fitted.args.unwrap_or_default(),
            entries: Vec::new(),
            children: Vec::new(),
            gaps: Gaps::default(),
            private: false,
        }
    }

    /// Whether a statement would be understood with the keyword of a row.
    fn fits(&self, statement: &Statement, row: &'static Row) -> bool {
        let in_languages = statement.block.as_ref().is_some_and(|block| self.is_text_block(row, block));
        let fitted = fit::fit(row, statement, in_languages, self.vocabulary);
        !statement.doubtful && fitted.args.is_some() && fitted.findings.is_empty()
    }

    /// A missing part is an error only once the text is settled.
    fn open_while_draft(&self, mut finding: Diagnostic) -> Diagnostic {
        if finding.rule == "SYN005" && self.draft {
            finding.severity = crate::diagnostic::Severity::Warning;
            finding.still_open = true;
        }
        finding
    }

    fn block(&mut self, statement: &'a Statement, row: &'static Row, private: bool, exact: bool, node: &mut Node<'a>) {
        let Some(block) = &statement.block else {
            if exact && row.fields && !node.unknown {
                self.missing_parts(row, node, &Found::default());
            }
            return;
        };
        if self.is_text_block(row, block) {
            self.languages(block, node);
            node.gaps.damaged |= Self::has_gaps(block, node);
            return;
        }
        if !row.fields {
            names_in(&block.items, &mut self.unknown_names);
            let message = format!("`{}` takes no block", row.keyword);
            self.diagnostics.push(Diagnostic::error("SYN007", block.open, message).help("delete the braces"));
            return;
        }
        let mut found = Found::default();
        self.items(&block.items, &row.keyword, private, &mut found);
        self.given_twice(&found.nodes);
        found.gaps.damaged |= block.close.is_none();
        if exact && !node.unknown {
            self.missing_parts(row, node, &found);
        }
        node.children = found.nodes;
        node.gaps = found.gaps;
    }

    fn include(
        &mut self,
        statement: &'a Statement,
        node: &Node<'a>,
        parent: &'a str,
        private: bool,
        found: &mut Found<'a>,
    ) {
        let Some(file) = self.files.includes.get(&statement.span) else {
            found.gaps.damaged = true;
            // What it would have declared may be what any unknown name means.
            self.nameless = true;
            return;
        };
        let asts = self.files.asts;
        if let Some(ast) = asts.iter().find(|ast| ast.file == *file) {
            self.items(&ast.items, parent, private || node.has("private"), found);
        }
    }

    fn given_twice(&mut self, nodes: &[Node<'a>]) {
        for (index, node) in nodes.iter().enumerate() {
            if node.row.repeats {
                continue;
            }
            if let Some(first) = nodes[..index].iter().find(|first| std::ptr::eq(first.row, node.row)) {
                self.diagnostics.push(
                    Diagnostic::error("SYN006", node.keyword, format!("`{}` is given twice", node.row.keyword))
                        .related(first.keyword, "first given here")
                        .help("keep one of the two"),
                );
            }
        }
    }

    fn missing_parts(&mut self, row: &Row, node: &Node<'a>, found: &Found<'a>) {
        if found.gaps.damaged {
            return;
        }
        for required in self.vocabulary.rows_in(&row.keyword).filter(|row| row.required) {
            let keyword = required.keyword.as_str();
            if found.nodes.iter().any(|child| child.row.keyword == keyword) || found.gaps.keywords.contains(&keyword) {
                continue;
            }
            let (name, span) = match node.id() {
                Some((id, span)) => (format!("`{} {id}`", row.keyword), span),
                None => (format!("`{}`", row.keyword), node.keyword),
            };
            let finding = Diagnostic::error("SYN005", span, format!("{name} has no `{keyword}`"))
                .help(format!("add a line such as `{}`", required.example.lines().next().unwrap_or_default()))
                .adds(Some(node.keyword), keyword);
            let finding = self.open_while_draft(finding);
            self.diagnostics.push(finding);
        }
    }

    /// Reports a keyword that the block does not have; returns the row that was probably meant.
    fn unknown_keyword(&mut self, statement: &'a Statement, parent: &'a str) -> Option<&'static Row> {
        let keyword = &statement.keyword;
        let block = if parent == FILE { "the top level".to_owned() } else { format!("`{parent}`") };
        let elsewhere: Vec<&str> = (self.vocabulary.rows().iter())
            .filter(|row| row.keyword == keyword.text)
            .flat_map(|row| row.places.iter().map(String::as_str))
            .collect();
        let nearest = self.vocabulary.nearest(parent, &keyword.text);
        if !elsewhere.is_empty() {
            if self.misplaced > 0 {
                return None;
            }
            let home = elsewhere
                .iter()
                .map(|place| if *place == FILE { "the top level".into() } else { format!("`{place}`") });
            let home = home.collect::<Vec<_>>().join(", ");
            let message = format!("`{}` does not stand in {block}", keyword.text);
            self.diagnostics
                .push(Diagnostic::error("SYN007", keyword.span, message).help(format!("it stands in {home}")));
            self.told.push(Told { line: statement.head(), keyword: keyword.span });
            return None;
        }
        if !nearest.is_some_and(|meant| is_the_same(meant, &keyword.text)) {
            self.told.push(Told { line: statement.head(), keyword: keyword.span });
        }
        let finding =
            Diagnostic::error("SYN002", keyword.span, format!("`{}` is not a statement of {block}", keyword.text));
        let finding = match nearest {
            Some(meant) => {
                // A line that would not be understood either may have meant something else.
                let row = self.vocabulary.row(parent, meant);
                match is_the_same(meant, &keyword.text) || row.is_some_and(|row| self.fits(statement, row)) {
                    true => finding.meant(meant, keyword.span),
                    false => finding.help(format!("did you mean `{meant}`?")),
                }
            }
            None => {
                let known: Vec<String> =
                    self.vocabulary.rows_in(parent).map(|row| format!("`{}`", row.keyword)).collect();
                finding.help(match known.get(..SHOWN).filter(|_| parent == FILE) {
                    Some(first) => {
                        format!("{block} knows {} and others, which `engross vocabulary` lists", first.join(", "))
                    }
                    None => format!("{block} knows {}", known.join(", ")),
                })
            }
        };
        self.diagnostics.push(finding);
        nearest.and_then(|meant| self.vocabulary.row(parent, meant))
    }
}

/// Whether a keyword is only written with capitals: then no other can be meant, and its values are read by it.
fn is_the_same(meant: &str, keyword: &str) -> bool {
    meant.eq_ignore_ascii_case(keyword)
}

/// A waiver without a reason is no part that a draft may leave open.
fn without_reason(statement: &Statement, finding: Diagnostic) -> Diagnostic {
    match statement.values.as_slice() {
        [Value { kind: ValueKind::Word(rule), .. }]
            if statement.keyword.text == "allow" && finding.rule == "SYN005" =>
        {
            Diagnostic::error("WVR002", finding.span, format!("the waiver of `{rule}` gives no reason"))
                .help(format!("say why, and on whose word: `allow {rule} \"…\"`"))
        }
        _ => finding,
    }
}

/// The values that are words: one of them is the identifier of most statements.
fn words(statement: &Statement) -> impl Iterator<Item = &str> {
    statement.values.iter().filter_map(|value| match &value.kind {
        ValueKind::Word(word) => Some(word.as_str()),
        _ => None,
    })
}

/// Every name that statements may declare, at every depth.
fn names_in<'a>(items: &'a [Item], names: &mut Vec<&'a str>) {
    for item in items {
        let block = match item {
            Item::Statement(statement) => {
                names.extend(words(statement).next());
                statement.block.as_ref()
            }
            Item::Broken(broken) => {
                names.extend(broken.names.iter().map(|name| name.text.as_str()));
                broken.block.as_ref()
            }
            Item::Comment(_) | Item::Blank => None,
        };
        if let Some(block) = block {
            names_in(&block.items, names);
        }
    }
}
