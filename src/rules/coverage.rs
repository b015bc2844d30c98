//! The elements that the law asks for, what in a compact meets each, and what is found about it.

use std::collections::HashMap;
use std::sync::Arc;

use super::expression::{Formula, Scope};
use super::view::{Thing, View};
use super::{Element, Pack, Rule, Rules};
use crate::diagnostic::Diagnostic;
use crate::model::{Model, Status};
use crate::source::Span;

/// How a compact stands by the elements of its law.
#[derive(Debug)]
pub struct Coverage<'a> {
    /// What the elements are of.
    pub title: &'a str,
    /// The elements, in the law's order.
    pub rows: Vec<Row<'a>>,
}

/// One element.
#[derive(Debug)]
pub struct Row<'a> {
    /// The element.
    pub element: &'a Element,
    /// How it stands.
    pub state: State,
    /// What meets it.
    pub met_by: Vec<Met>,
    /// What is found about it.
    pub findings: Vec<&'a Diagnostic>,
    /// What would be found, were it not waived; with the reason.
    pub waived: Vec<(&'a Diagnostic, &'a str)>,
}

/// How an element stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Something meets it, and nothing is found about it.
    Met,
    /// Something meets it, and something is found about it.
    InPart,
    /// Nothing meets it.
    Missing,
}

impl State {
    /// As tables print it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Met => "described",
            Self::InPart => "described in part",
            Self::Missing => "not described",
        }
    }
}

/// A statement that meets an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// The statement, as messages name it: its keyword and identifier.
    pub name: String,
    /// Its title, where it has one.
    pub title: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// The coverage of a compact; none where its rules know no elements.
///
/// # Errors
/// What is wrong with an expression of a page.
pub fn coverage<'a>(
    model: &Model,
    status: Status,
    rules: &'a Rules,
    diagnostics: &'a [Diagnostic],
    waived: &'a [super::Waived],
) -> Result<Option<Coverage<'a>>, String> {
    let Some(compact) = &model.compact else { return Ok(None) };
    let Some(pack) = rules.book.pack(&compact.rules) else { return Ok(None) };
    let Some(title) = pack.about.coverage.as_deref() else { return Ok(None) };
    let view = View::of(model, status);
    let row = |element: &'a Element| {
        let met_by = met_by(pack, element, &view)?;
        let of_element = |finding: &Diagnostic| element_of(pack, finding).is_some_and(|id| id == element.id);
        let findings: Vec<&Diagnostic> = diagnostics.iter().filter(|finding| of_element(finding)).collect();
        let waived = waived.iter().filter(|waived| of_element(&waived.finding));
        let state = match (met_by.is_empty(), findings.is_empty()) {
            (true, _) => State::Missing,
            (false, true) => State::Met,
            (false, false) => State::InPart,
        };
        let waived = waived.map(|waived| (&waived.finding, waived.reason.as_str())).collect();
        Ok(Row { element, state, met_by, findings, waived })
    };
    let rows = pack.about.elements.iter().map(row).collect::<Result<_, String>>()?;
    Ok(Some(Coverage { title, rows }))
}

fn element_of<'a>(pack: &'a Pack, finding: &Diagnostic) -> Option<&'a str> {
    pack.rule(&finding.rule).and_then(|rule| rule.element.as_deref())
}

/// The statements that meet an element, by the pages that guard it; each once, in the order of the text.
fn met_by(pack: &Pack, element: &Element, view: &Arc<View>) -> Result<Vec<Met>, String> {
    let mut found: Vec<usize> = Vec::new();
    let guards = pack.rules.iter().filter(|rule| rule.element.as_deref() == Some(element.id.as_str()));
    let told = |rule: &Rule, error: String| format!("{}: {error}", rule.path);
    for (rule, text) in guards.filter_map(|rule| Some((rule, rule.meets.as_deref()?))) {
        let scope = Arc::new(Scope { view: Arc::clone(view), names: HashMap::new() });
        let value = Formula::read(text).and_then(|formula| formula.value_as_understood(&scope));
        let value = value.map_err(|error| told(rule, error))?;
        let statements = value.try_iter().into_iter().flatten();
        found.extend(statements.filter_map(|value| Some(value.downcast_object_ref::<Thing>()?.index)));
    }
    found.sort_unstable();
    found.dedup();
    Ok(found.into_iter().map(|index| Thing { view: Arc::clone(view), index }.met()).collect())
}
