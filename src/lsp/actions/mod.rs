//! What can be done about what is found, and about what stands under the cursor: edits to choose from.

mod additions;
mod fixes;
mod languages;
mod unknown;
mod waivers;

use gen_lsp_types::{CodeAction, CodeActionKind, CodeActionParams, CodeActionResponse};

use super::candidates::Known;
use super::diagnostics::converted;
use super::edits::{self, Replacement};
use super::session::{Session, View};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// What is asked for.
struct Asked<'a> {
    session: &'a Session<'a>,
    view: &'a View,
    known: Known<'a>,
    /// The range, in bytes.
    range: std::ops::Range<u32>,
    only: Option<Vec<String>>,
    /// The findings that are asked about; none where a range is.
    about: &'a [gen_lsp_types::Diagnostic],
}

/// An edit to choose.
struct Choice<'a> {
    title: String,
    kind: CodeActionKind,
    /// The finding that it is for.
    finding: Option<&'a Diagnostic>,
    /// Whether it is the one that most would choose.
    preferred: bool,
    /// The file that it changes.
    file: FileId,
    replacements: Vec<Replacement>,
}

/// What can be done in a range.
pub fn offered(session: &Session<'_>, params: &CodeActionParams) -> Vec<CodeActionResponse> {
    let Some(view) = session.view(&params.text_document.uri) else { return Vec::new() };
    let offset = |position| session.encoding.offset(view.source(), position);
    let asked = Asked {
        session,
        view: &view,
        known: Known::of(&view),
        range: offset(params.range.start)..offset(params.range.end),
        about: &params.context.diagnostics,
        only: params.context.only.as_ref().map(|only| only.iter().cloned().map(String::from).collect()),
    };
    let mut choices = Vec::new();
    if asked.wants("quickfix") {
        let findings = asked.findings();
        choices.extend(findings.iter().filter_map(|finding| fixes::of(finding)));
        for finding in findings {
            choices.extend(additions::of(&asked, finding));
            choices.extend(languages::of(&asked, finding));
            choices.extend(unknown::of(&asked, finding));
            choices.extend(fixes::closing(&asked, finding));
            choices.extend(fixes::going_on(&asked, finding));
            choices.extend(fixes::deletion(&asked, finding));
        }
    }
    if asked.wants("refactor.rewrite") {
        choices.extend(additions::of_statement(&asked));
        choices.extend(languages::of_statement(&asked));
    }
    // Last: what can be mended is not waived.
    if asked.wants("quickfix") {
        choices.extend(asked.findings().into_iter().flat_map(|finding| waivers::of(&asked, finding)));
    }
    if asked.only.is_some() && asked.wants(super::writing::FIX_ALL) {
        choices.extend(fixes::all(&asked));
    }
    let mut titles = std::collections::HashSet::new();
    choices.retain(|choice| titles.insert(choice.title.clone()));
    choices.into_iter().filter_map(|choice| asked.action(choice)).map(CodeActionResponse::from).collect()
}

impl<'a> Asked<'a> {
    /// Whether edits of a kind are asked for.
    fn wants(&self, kind: &str) -> bool {
        let is = |only: &String| {
            only.is_empty()
                || kind == only
                || kind.strip_prefix(only.as_str()).is_some_and(|rest| rest.starts_with('.'))
        };
        self.only.as_ref().is_none_or(|only| only.iter().any(is))
    }

    /// The findings that are asked about; of those that are no longer there, all in the range.
    fn findings(&self) -> Vec<&'a Diagnostic> {
        let (file, range) = (self.view.file, &self.range);
        let touched = |span: Span| span.file == file && span.start <= range.end && range.start <= span.end;
        let all = self.view.checked.analysis.diagnostics.iter();
        let touched: Vec<&Diagnostic> = all.filter(|finding| touched(finding.span)).collect();
        let is_asked = |finding: &&&Diagnostic| {
            let told = converted(self.session, &self.view.checked, finding);
            self.about.iter().any(|about| about.range == told.range && about.message == told.message)
        };
        let asked: Vec<&Diagnostic> = match self.about {
            [] => Vec::new(),
            _ => touched.iter().filter(is_asked).copied().collect(),
        };
        if asked.is_empty() { touched } else { asked }
    }

    fn text(&self, file: FileId) -> &'a str {
        self.view.checked.analysis.files.sources.get(file).text()
    }

    fn action(&self, choice: Choice<'_>) -> Option<CodeAction> {
        let source = self.view.checked.analysis.files.sources.get(choice.file);
        let edit =
            edits::in_file(self.session, &self.known, self.view.identity(choice.file), source, choice.replacements)?;
        let told = choice.finding.map(|finding| vec![converted(self.session, &self.view.checked, finding)]);
        Some(CodeAction {
            title: choice.title,
            kind: Some(choice.kind),
            diagnostics: told,
            is_preferred: choice.preferred.then_some(true),
            disabled: None,
            edit: Some(edit),
            command: None,
            data: None,
            tags: None,
        })
    }
}

/// A choice for a finding.
fn quick<'a>(
    finding: &'a Diagnostic,
    file: FileId,
    title: impl Into<String>,
    replacements: Vec<Replacement>,
) -> Choice<'a> {
    Choice {
        title: title.into(),
        kind: CodeActionKind::QuickFix,
        finding: Some(finding),
        preferred: false,
        file,
        replacements,
    }
}

/// A choice for what stands under the cursor.
fn rewriting<'a>(file: FileId, title: String, replacements: Vec<Replacement>) -> Choice<'a> {
    Choice { title, kind: CodeActionKind::RefactorRewrite, finding: None, preferred: false, file, replacements }
}
