//! The law in the checker: rules as pages, each finding with its authority.
//!
//! A rule is a page of `rules/<pack>/`. What its expressions look for is found here, what needs analysis in [`check`];
//! what it is worth, and whether a waiver or another finding makes it unnecessary, is settled in one place for the
//! findings of all stages.

mod book;
mod check;
pub mod coverage;
mod expression;
mod figures;
mod filters;
mod lexicon;
mod load;
mod pack;
pub mod page;
pub(crate) mod printed;
mod quantity;
pub mod reference;
mod said;
mod settle;
mod texts;
mod tokens;
mod view;
mod words;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::sync::Arc;

pub use book::{Rulebook, WHERE_LISTED, split};
pub use check::names as check_names;
pub use load::{Fault, PackFile, PackFiles, load};
pub use pack::{About, Element, Pack};
pub use page::{Authority, Certainty, Find, Parameter, Rule, Weight};
pub use settle::Waived;
pub use words::{Entry, Only, WordList, Words};

use crate::diagnostic::Diagnostic;
use crate::model::{Files, Model, Status};
use crate::source::Span;
use expression::{Compiled, Judged, Scope, Templates};
use texts::Texts;
pub(crate) use texts::primary;
use view::{Thing, View};

/// What judges a compact: the packs, and what a project sets.
#[derive(Debug, Default)]
pub struct Rules {
    /// The packs.
    pub book: Rulebook,
    /// Weights that a project sets, by code.
    pub weights: BTreeMap<String, Weight>,
    /// Parameters that a project sets, by code and name.
    pub parameters: BTreeMap<String, BTreeMap<String, Parameter>>,
}

impl Rules {
    /// No packs: only what keeps a text whole is found.
    pub fn none() -> Self {
        Self { book: Rulebook::empty(), ..Self::default() }
    }
}

/// What judging yields beside the findings.
#[derive(Debug, Clone, Default)]
pub struct Judgment {
    /// Findings that a waiver covers.
    pub waived: Vec<Waived>,
    /// What is wrong with pages of packs: never the author's fault.
    pub errors: Vec<String>,
    /// Why the compact cannot be printed by its rules: they name no wording.
    pub wordless: Option<Diagnostic>,
}

/// A rule at work on a compact.
pub(crate) struct Facts<'a> {
    pub model: &'a Model,
    pub files: &'a Files,
    pub rules: &'a Rules,
    pub pack: &'a Pack,
    pub rule: &'a Rule,
    read: &'a OnceCell<Texts<'a>>,
}

impl<'a> Facts<'a> {
    /// The texts, word for word: read once, for all rules that ask for them.
    pub fn texts(&self) -> &'a Texts<'a> {
        self.read.get_or_init(|| Texts::of(self.model, &self.rules.book))
    }

    /// A finding of the rule.
    pub fn finding(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::warning(self.rule.code.clone(), span, message)
    }

    /// A parameter: a project's, else the page's.
    pub fn parameter(&self, name: &str) -> Option<&'a Parameter> {
        let own = self.rules.parameters.get(&self.rule.code).and_then(|own| own.get(name));
        own.or_else(|| self.rule.parameters.get(name))
    }

    /// A parameter that is a list; none is an empty one.
    pub fn list(&self, name: &str) -> &'a [String] {
        match self.parameter(name) {
            Some(Parameter::List(list)) => list,
            _ => &[],
        }
    }

    /// A parameter that is a text.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        match self.parameter(name)? {
            Parameter::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The words of the rule's pack for a language.
    pub fn words(&self, language: &str) -> Option<words::Lists<'a>> {
        self.pack.words.get(texts::primary(language))?.lexicon()
    }

    /// A parameter that is a number.
    pub fn number(&self, name: &str) -> Option<i64> {
        match self.parameter(name)? {
            Parameter::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// Judges a compact by all packs that apply to it, and settles the findings of all stages.
pub fn check(
    model: &Model,
    files: &Files,
    status: Status,
    rules: &Rules,
    diagnostics: &mut Vec<Diagnostic>,
) -> Judgment {
    let mut errors = Vec::new();
    if let Some(compact) = &model.compact {
        known(model, rules, &compact.rules, diagnostics);
        let view = View::of(model, status);
        let read = OnceCell::new();
        for pack in rules.book.applying(&compact.rules) {
            for rule in &pack.rules {
                if settle::weight(rules, rule, status) == Weight::Off {
                    continue;
                }
                let facts = Facts { model, files, rules, pack, rule, read: &read };
                if let Err(error) = judge(&facts, &view, diagnostics) {
                    errors.push(format!("{}: {error}", rule.path));
                }
            }
        }
    }
    let waived = settle::settle(model, status, rules, diagnostics);
    Judgment { waived, errors, wordless: wordless(model, rules) }
}

/// Says of a body of rules that nobody knows what was probably meant.
fn known(model: &Model, rules: &Rules, written: &str, diagnostics: &mut Vec<Diagnostic>) {
    let names = || rules.book.packs().flat_map(|pack| &pack.about.applies).filter(|word| *word != "*");
    if names().next().is_none() || names().any(|name| name == written) {
        return;
    }
    let outline = &model.outline;
    let compact = outline.fields(0, "compact").next().map_or(0, |(compact, _)| compact);
    let place = outline.fields(compact, "rules").next().and_then(|(rules, _)| outline.args(rules).first());
    let Some(place) = place else { return };
    let meant = crate::nearest::nearest(written, names().map(String::as_str));
    let finding = Diagnostic::error("SYN002", place.span, format!("`{written}` is not a body of rules"));
    diagnostics.push(match meant {
        Some(meant) => finding.meant(meant, place.span),
        None => {
            let known: Vec<String> = names().map(|name| format!("`{name}`")).collect();
            finding.help(format!(
                "the bodies of rules are {}; a project's own is named in `engross.toml`",
                known.join(", ")
            ))
        }
    });
}

/// The refusal to print a compact whose pack names no wording: its headings and standard sentences are not known.
fn wordless(model: &Model, rules: &Rules) -> Option<Diagnostic> {
    let compact = model.compact.as_ref()?;
    let pack = rules.book.pack(&compact.rules).filter(|pack| pack.about.wording.is_none())?;
    let name = &pack.about.name;
    let message = format!("the rules `{name}` name no wording, so no instrument can be printed by them");
    let finding = Diagnostic::error("LNG006", compact.span, message);
    Some(finding.help("`engross check` and `engross coverage` work; a pack names its wording in `pack.toml`"))
}

fn judge(facts: &Facts<'_>, view: &Arc<View>, diagnostics: &mut Vec<Diagnostic>) -> Result<(), String> {
    if let Some(name) = &facts.rule.check {
        let check = check::named(name).ok_or_else(|| format!("there is no check `{name}`"))?;
        check(facts, diagnostics);
    }
    for find in &facts.rule.find {
        let kinds: Vec<(&str, Vec<usize>)> =
            find.each.all().iter().map(|keyword| (keyword.as_str(), statements(facts.model, keyword))).collect();
        match kinds.as_slice() {
            [(keyword, statements)] => {
                for index in statements {
                    one(facts, view, find, &[(keyword, *index)], diagnostics)?;
                }
            }
            [(first, firsts), (second, seconds)] => {
                for a in firsts {
                    for b in seconds {
                        one(facts, view, find, &[(first, *a), (second, *b)], diagnostics)?;
                    }
                }
            }
            _ => return Err("`each` names one keyword, or two".to_owned()),
        }
    }
    Ok(())
}

/// The statements of a keyword that can be judged: what was not understood cannot.
fn statements(model: &Model, keyword: &str) -> Vec<usize> {
    let outline = &model.outline;
    let understood = |index: &usize| outline.get(*index).is_some_and(|statement| !statement.unknown);
    outline.of_keyword(keyword).iter().copied().filter(understood).collect()
}

fn one(
    facts: &Facts<'_>,
    view: &Arc<View>,
    find: &Find,
    subjects: &[(&str, usize)],
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(), String> {
    let compiled = find.compiled.get_or_init(|| Compiled::read(find)).as_ref().map_err(Clone::clone)?;
    let mut names = HashMap::new();
    for name in facts.rule.parameters.keys() {
        if let Some(value) = facts.parameter(name) {
            names.insert(name.clone(), parameter(value));
        }
    }
    for (keyword, index) in subjects {
        names.insert(keyword.replace('-', "_"), view::thing(view, *index));
    }
    let Judged::Fails(scope) = compiled.judge(Scope { view: Arc::clone(view), names })? else { return Ok(()) };
    let templates = find.templates.get_or_init(|| Templates::read(find)).as_ref().map_err(Clone::clone)?;
    let Templates { message, help, adds } = templates;
    let things: Vec<Thing> =
        subjects.iter().map(|(_, index)| Thing { view: Arc::clone(view), index: *index }).collect();
    let Some(subject) = things.first() else { return Ok(()) };
    let place = find.at.all().iter().find_map(|path| subject.place(path)).or_else(|| subject.place("id"));
    let mut finding = facts.finding(place.unwrap_or_default(), message.render(&scope)?).help(help.render(&scope)?);
    finding.about = things.iter().filter_map(Thing::about).collect();
    if let Some(adds) = adds {
        finding.adds = Some(subject.takes(adds.render(&scope)?));
    }
    diagnostics.push(finding);
    Ok(())
}

fn parameter(value: &Parameter) -> minijinja::Value {
    match value {
        Parameter::Number(number) => minijinja::Value::from(*number),
        Parameter::Text(text) => minijinja::Value::from(text.as_str()),
        Parameter::List(list) => minijinja::Value::from(list.clone()),
    }
}
