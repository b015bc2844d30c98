//! The examples of a rule's page, laid over the clean compact of its pack and judged: the page is its own test.
//!
//! A fragment's statements replace those of the clean compact with the same keyword and identifier, or are added.
//! `#- activity training` on a line of its own removes a statement, `#- activity training / title` a part of one.
//! `#! STA005` at the end of a line expects that finding there; on a line of its own, anywhere in the clean compact.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::model::Status;
use crate::rules::{Pack, Rule, Rules};
use crate::source::{FileId, NoFiles, Source};
use crate::syntax::ast::{Ast, Item, Statement, ValueKind, statements};
use crate::syntax::parse;
use crate::vocabulary::{FILE, vocabulary};
use crate::{Analysis, Project, analyze};

/// An example of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Whether the rule should speak.
    pub fires: bool,
    /// The status that it is judged by; none is its own.
    pub judged_as: Option<Status>,
    /// The fragment, its marks included.
    pub text: String,
}

/// The examples of a rule, in the order of its page.
pub fn examples(rule: &Rule) -> Vec<Example> {
    let mut found = Vec::new();
    let (mut fires, mut open): (Option<bool>, Option<Example>) = (None, None);
    for line in rule.body.lines() {
        if let Some(example) = &mut open {
            if line.starts_with("```") {
                found.extend(open.take());
            } else {
                example.text.push_str(line);
                example.text.push('\n');
            }
        } else if let Some(heading) = line.strip_prefix("## ") {
            fires = match heading.trim() {
                "Fires" => Some(true),
                "Passes" => Some(false),
                _ => None,
            };
        } else if let (Some(info), Some(fires)) = (line.strip_prefix("```compact"), fires) {
            let judged_as = match info.trim() {
                "as settled" => Some(Status::Settled),
                "as final" => Some(Status::Final),
                _ => None,
            };
            open = Some(Example { fires, judged_as, text: String::new() });
        }
    }
    found
}

/// Runs the examples of a rule; what is wrong with them, one sentence each.
pub fn run(pack: &Pack, rule: &Rule, rules: &Rules) -> Vec<String> {
    let mut wrong = Vec::new();
    for (number, example) in examples(rule).iter().enumerate() {
        let place = format!("{}, example {}", rule.path, number + 1);
        match judge(pack, rule, example, rules) {
            Ok(found) => wrong.extend(found.into_iter().map(|found| format!("{place}: {found}"))),
            Err(why) => wrong.push(format!("{place}: {why}")),
        }
    }
    wrong
}

/// A finding by line and code; no line is the clean compact.
type Found = (Option<usize>, String);

fn judge(pack: &Pack, rule: &Rule, example: &Example, rules: &Rules) -> Result<Vec<String>, String> {
    let expected = expected(&example.text);
    let own = expected.iter().any(|(_, code)| *code == rule.code);
    if own != example.fires {
        return Err(format!("{} stands under the wrong heading, or its `#!` is missing", rule.code));
    }
    let (analysis, first) = analysis(pack, example, rules)?;
    let mut wrong: Vec<String> = analysis.judgment.errors.clone();
    let mut missing = expected;
    for finding in &analysis.diagnostics {
        let line = analysis.files.sources.get(finding.span.file).position(finding.span.start).line;
        let found: Found = (line.checked_sub(first).map(|line| line + 1), finding.rule.to_string());
        match missing.iter().position(|expected| *expected == found) {
            Some(index) => drop(missing.remove(index)),
            None => wrong.push(format!("{} {} says “{}”", place(found.0), found.1, finding.message)),
        }
    }
    wrong.extend(missing.into_iter().map(|(line, code)| format!("{} {code} says nothing", place(line))));
    Ok(wrong)
}

/// What a rule finds in its own examples.
pub fn findings(pack: &Pack, rule: &Rule, rules: &Rules) -> Vec<Diagnostic> {
    let analyses = examples(rule).into_iter().filter_map(|example| analysis(pack, &example, rules).ok());
    let found = analyses.flat_map(|(analysis, _)| analysis.diagnostics);
    found.filter(|finding| finding.rule == rule.code).collect()
}

/// The clean compact of a pack with an example laid over it.
///
/// # Errors
/// What cannot be removed.
pub fn text(pack: &Pack, example: &Example, rules: &Rules) -> Result<String, String> {
    // A pack without a clean compact of its own stands on that of the pack it adds to.
    let own = Some(pack).filter(|pack| !pack.clean.is_empty());
    let clean = own.or_else(|| rules.book.pack("cpc")).map_or("", |pack| pack.clean.as_ref());
    Ok(lay(clean, &example.text)?.0)
}

/// Judges the clean compact with an example laid over it; and the line on which the example begins.
fn analysis(pack: &Pack, example: &Example, rules: &Rules) -> Result<(Analysis, usize), String> {
    // A pack without a clean compact of its own stands on that of the pack it adds to.
    let own = Some(pack).filter(|pack| !pack.clean.is_empty());
    let clean = own.or_else(|| rules.book.pack("cpc")).map_or("", |pack| pack.clean.as_ref());
    let (text, first) = lay(clean, &example.text)?;
    let project = Project {
        root: Source::new("example.compact", text),
        identity: "example.compact".into(),
        loader: &NoFiles,
        judged_as: example.judged_as,
        rules,
        settlement: Default::default(),
    };
    Ok((analyze(&project), first))
}

fn place(line: Option<usize>) -> String {
    line.map_or("in the clean compact".to_owned(), |line| format!("on its line {line}"))
}

/// The findings that the marks of a fragment expect.
fn expected(fragment: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for (number, line) in fragment.lines().enumerate() {
        let Some((before, codes)) = line.split_once("#!") else { continue };
        let line = (!before.trim().is_empty()).then_some(number + 1);
        found.extend(codes.split_whitespace().map(|code| (line, code.to_owned())));
    }
    found
}

/// Lays a fragment over a compact: the text, and the line on which the fragment begins.
///
/// # Errors
/// What cannot be removed.
fn lay(clean: &str, fragment: &str) -> Result<(String, usize), String> {
    let base = parse(FileId::default(), clean, vocabulary()).0;
    let over = parse(FileId::default(), fragment, vocabulary()).0;
    let mut gone: Vec<Range<usize>> = Vec::new();
    for statement in over.statements() {
        let Some(key) = key(statement) else { continue };
        gone.extend(base.statements().filter(|old| self::key(old).as_ref() == Some(&key)).map(|old| old.span.range()));
    }
    for path in fragment.lines().filter_map(|line| line.trim().strip_prefix("#-")) {
        let found = at_path(&base, clean, path);
        if found.is_empty() {
            return Err(format!("`#-{path}` removes nothing"));
        }
        gone.extend(found);
    }
    gone.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut text = String::new();
    let mut from = 0;
    for range in gone {
        if range.start >= from {
            text.push_str(&clean[from..range.start]);
            from = range.end;
        }
    }
    text.push_str(&clean[from..]);
    text.push('\n');
    let first = text.matches('\n').count() + 1;
    Ok((text + fragment, first))
}

/// What makes a statement the same as another: its keyword, and its identifier where there may be several.
fn key(statement: &Statement) -> Option<(String, Option<String>)> {
    let row = vocabulary().row(FILE, &statement.keyword.text)?;
    if !row.repeats {
        return Some((row.keyword.clone(), None));
    }
    let first = statement.values.first().and_then(|value| match &value.kind {
        ValueKind::Word(word) => Some(word.clone()),
        _ => None,
    });
    // `responsibility of us` declares nothing: its first word is one of the pattern.
    let id = first.filter(|word| row.pattern.has_id() && word != "of")?;
    Some((row.keyword.clone(), Some(id)))
}

/// The places of the statements at a path: `indicator convictions / source`.
fn at_path(base: &Ast, text: &str, path: &str) -> Vec<Range<usize>> {
    let mut blocks: Vec<&[Item]> = vec![&base.items];
    let mut found = Vec::new();
    for step in path.split('/').map(str::trim) {
        let matches = |statement: &&Statement| {
            let head = text[statement.head().range()].split_whitespace().collect::<Vec<_>>().join(" ");
            head.strip_prefix(step).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',']))
        };
        let here: Vec<&Statement> = blocks.iter().flat_map(|items| statements(items)).filter(matches).collect();
        found = here.iter().map(|statement| statement.span.range()).collect();
        blocks = here.iter().filter_map(|statement| Some(statement.block.as_ref()?.items.as_slice())).collect();
    }
    found
}
