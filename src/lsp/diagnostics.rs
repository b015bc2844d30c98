//! Findings, told after each change or asked for.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport, Location, Message, Position,
    PublishDiagnosticsParams, Range, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, Uri, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::host::Checked;
use super::session::{Session, Told};
use crate::diagnostic::{self, Severity};
use crate::source::FileId;

/// Where the page of a rule stands, by its code.
const PAGES: &str = "https://github.com/OWNER/engross/blob/main/docs/rules/";

/// Tells what has changed in the findings: of open files, and of those that belong to the same compact, so that none is
/// overlooked because its file is not on the screen.
pub fn tell(session: &mut Session<'_>) {
    if session.client.pulls {
        return;
    }
    let shown = |checked: &&Rc<Checked>| checked.files.iter().any(|file| session.open.contains_key(file));
    let mut files: BTreeSet<String> = session.open.keys().cloned().collect();
    files.extend(session.roots().filter(shown).flat_map(|checked| checked.files.iter().cloned()));
    let gone: Vec<String> = session.told.keys().filter(|told| !files.contains(*told)).cloned().collect();
    for file in files {
        let Some(uri) = session.uri(&file) else { continue };
        let version = session.open.get(&file).map(|open| open.version);
        let found = Told { uri, version, findings: findings(session, &file) };
        if session.told.get(&file).is_some_and(|before| before.uri != found.uri) {
            withdraw(session, &file);
        }
        let before = session.told.get(&file);
        // A file that was never open and in which nothing is found need not be spoken of.
        let silent = before.is_none() && version.is_none() && found.findings.is_empty();
        if before != Some(&found) && !silent {
            publish(session, found.clone());
            session.told.insert(file, found);
        }
    }
    gone.iter().for_each(|file| withdraw(session, file));
}

fn publish(session: &Session<'_>, told: Told) {
    let Told { uri, version, findings: diagnostics } = told;
    session.outgoing.tell("textDocument/publishDiagnostics", PublishDiagnosticsParams { uri, version, diagnostics });
}

/// Clears the list of a file, under the address under which it was told.
fn withdraw(session: &mut Session<'_>, file: &str) {
    if let Some(told) = session.told.remove(file) {
        publish(session, Told { version: None, findings: Vec::new(), ..told });
    }
}

/// Answers a client that asks about a file.
pub fn asked(session: &Session<'_>, params: &DocumentDiagnosticParams) -> DocumentDiagnosticReport {
    let file = session.identity(&params.text_document.uri);
    let full = file.map(|file| report(session, &file)).unwrap_or_default();
    if params.previous_result_id.is_some() && params.previous_result_id == full.result_id {
        let result_id = full.result_id.unwrap_or_default();
        return RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        }
        .into();
    }
    RelatedFullDocumentDiagnosticReport { related_documents: None, full_document_diagnostic_report: full }.into()
}

/// Answers a client that asks about all files of the workspace, open or not.
pub fn of_workspace(session: &Session<'_>, params: &WorkspaceDiagnosticParams) -> WorkspaceDiagnosticReport {
    let files: BTreeSet<&String> =
        session.roots().flat_map(|checked| checked.files.iter()).chain(session.troubles().keys()).collect();
    let known = |uri: &Uri| params.previous_result_ids.iter().find(|known| known.uri == *uri).map(|known| &known.value);
    let item = |file: &String| {
        let uri = session.uri(file)?;
        let version = session.open.get(file).map(|open| open.version);
        let full = report(session, file);
        if full.result_id.as_ref() == known(&uri) {
            let result_id = full.result_id.unwrap_or_default();
            let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
            let unchanged =
                WorkspaceUnchangedDocumentDiagnosticReport { uri, version, unchanged_document_diagnostic_report };
            return Some(unchanged.into());
        }
        let full_document_diagnostic_report = full;
        Some(WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report }.into())
    };
    WorkspaceDiagnosticReport { items: files.into_iter().filter_map(item).collect() }
}

/// The findings in a file, with a name that changes when they do.
fn report(session: &Session<'_>, file: &str) -> FullDocumentDiagnosticReport {
    let items = findings(session, file);
    let mut hasher = DefaultHasher::new();
    items.hash(&mut hasher);
    FullDocumentDiagnosticReport { result_id: Some(format!("{:016x}", hasher.finish())), items }
}

/// The findings in a file, of all compacts that it is part of; what several say alike is told once. What holds in some of
/// several alone says in which.
pub fn findings(session: &Session<'_>, file: &str) -> Vec<Diagnostic> {
    let mut told: Vec<(Diagnostic, Vec<Option<DiagnosticRelatedInformation>>)> = Vec::new();
    let mut parts = 0;
    for checked in session.roots() {
        let Some(at) = checked.files.iter().position(|own| own == file) else { continue };
        let Ok(at) = u16::try_from(at) else { continue };
        let own = checked.analysis.diagnostics.iter().filter(|finding| finding.span.file == FileId(at));
        let way = way(session, checked, FileId(at));
        parts += 1;
        for finding in own {
            let finding = converted(session, checked, finding);
            match told.iter_mut().find(|(known, _)| *known == finding) {
                Some((_, ways)) if ways.contains(&way) => {}
                Some((_, ways)) => ways.push(way.clone()),
                None => told.push((finding, vec![way.clone()])),
            }
        }
    }
    let with_ways = |(mut finding, ways): (Diagnostic, Vec<Option<DiagnosticRelatedInformation>>)| {
        // What every one of several says needs no way: it is about the file itself.
        if ways.len() < parts || parts == 1 {
            let related = finding.related_information.take().into_iter().flatten();
            let related: Vec<_> = related.chain(ways.into_iter().flatten()).collect();
            finding.related_information = (!related.is_empty()).then_some(related);
        }
        finding
    };
    let mut found: Vec<Diagnostic> = told.into_iter().map(with_ways).collect();
    if let Some(trouble) = session.troubles().get(file) {
        let range = Range { start: Position::default(), end: Position::default() };
        let message = Message::String(trouble.clone());
        found.push(Diagnostic { severity: Some(DiagnosticSeverity::Error), message, ..bare(range) });
    }
    found
}

/// The `include` of a compact through which a file comes into it; none of the compact's own file.
fn way(session: &Session<'_>, checked: &Checked, mut file: FileId) -> Option<DiagnosticRelatedInformation> {
    let files = &checked.analysis.files;
    let mut include = None;
    while file != FileId::default() {
        let (span, _) = files.includes.iter().find(|(_, included)| **included == file)?;
        include = Some(*span);
        file = span.file;
    }
    let include = include?;
    let range = session.encoding.range(files.sources.get(include.file), include);
    let uri = session.uri(checked.files.first()?)?;
    let message = "found through this `include`".to_owned();
    Some(DiagnosticRelatedInformation { location: Location { uri, range }, message })
}

fn bare(range: Range) -> Diagnostic {
    Diagnostic {
        range,
        severity: None,
        code: None,
        code_description: None,
        source: Some("engross".into()),
        message: Message::String(String::new()),
        tags: None,
        related_information: None,
        data: None,
    }
}

pub fn converted(session: &Session<'_>, checked: &Rc<Checked>, finding: &diagnostic::Diagnostic) -> Diagnostic {
    let sources = &checked.analysis.files.sources;
    let range = session.encoding.range(sources.get(finding.span.file), finding.span);
    let related = finding.related.iter().filter_map(|related| {
        let range = session.encoding.range(sources.get(related.span.file), related.span);
        let uri = session.uri(checked.files.get(related.span.file.0 as usize)?)?;
        Some(DiagnosticRelatedInformation { location: Location { uri, range }, message: related.message.clone() })
    });
    let related: Vec<_> = related.collect();
    let rule = checked.project.rules.book.rule(&finding.rule);
    let page = page(checked, &finding.rule);
    Diagnostic {
        severity: Some(severity(finding)),
        code: Some(Code::String(finding.rule.to_string())),
        code_description: page.map(|href| CodeDescription { href }),
        message: Message::String(message(finding, rule)),
        tags: unnecessary(finding).then(|| vec![DiagnosticTag::Unnecessary]),
        related_information: (!related.is_empty()).then_some(related),
        ..bare(range)
    }
}

/// The address of a rule's page; a project's own rule has none.
pub fn page(checked: &Checked, code: &str) -> Option<Uri> {
    let shipped = checked.project.rules.book.ships(code);
    format!("{PAGES}{code}.md").parse().ok().filter(|_| shipped)
}

/// What a draft leaves open is no mistake. Nothing is a hint: editors do not list those.
fn severity(finding: &diagnostic::Diagnostic) -> DiagnosticSeverity {
    match finding.severity {
        _ if finding.still_open => DiagnosticSeverity::Information,
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    }
}

/// The finding, its cure, and on what authority it rests.
fn message(finding: &diagnostic::Diagnostic, rule: Option<&crate::rules::Rule>) -> String {
    let mut message = finding.message.clone();
    if finding.still_open {
        message.insert_str(0, "still open: ");
    }
    if let Some(help) = &finding.help {
        message.push_str("\nhelp: ");
        message.push_str(help);
    }
    if let Some(rule) = rule {
        message.push_str("\nauthority: ");
        message.push_str(&rule.authority());
    }
    message
}

/// What may be deleted: an editor shows it faded.
fn unnecessary(finding: &diagnostic::Diagnostic) -> bool {
    matches!(finding.rule.as_ref(), "REF004" | "WVR001")
}
