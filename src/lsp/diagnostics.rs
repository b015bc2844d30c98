//! Findings, told after each change or asked for.

use std::rc::Rc;

use crossbeam_channel::Sender;
use gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport, Location, Message, Position,
    PublishDiagnosticsParams, Range, RelatedFullDocumentDiagnosticReport, Uri,
};
use lsp_server::{Message as Sent, Notification};

use super::host::Checked;
use super::session::Session;
use crate::diagnostic::{self, Severity};
use crate::source::FileId;

/// Where the page of a rule stands, by its code.
const PAGES: &str = "https://github.com/OWNER/engross/blob/main/docs/rules/";

/// Tells the findings of all open files, and that those of a closed one are gone.
pub fn tell(session: &mut Session<'_>, sender: &Sender<Sent>) {
    if session.client.pulls {
        return;
    }
    let mut files: Vec<String> = session.open.keys().cloned().collect();
    files.extend(session.told.iter().filter(|told| !session.open.contains_key(*told)).cloned());
    session.told = session.open.keys().cloned().collect();
    for file in files {
        let Some(uri) = session.uri(&file) else { continue };
        let open = session.open.get(&file);
        let diagnostics = if open.is_some() { findings(session, &file) } else { Vec::new() };
        let params = PublishDiagnosticsParams { uri, version: open.map(|open| open.version), diagnostics };
        let told = Notification::new("textDocument/publishDiagnostics".to_owned(), params);
        // A client that has gone is noticed where its messages are read.
        let _ = sender.send(Sent::Notification(told));
    }
}

/// Answers a client that asks.
pub fn asked(session: &Session<'_>, params: &DocumentDiagnosticParams) -> DocumentDiagnosticReport {
    let items = session.identity(&params.text_document.uri).map(|file| findings(session, &file)).unwrap_or_default();
    let report = FullDocumentDiagnosticReport { result_id: None, items };
    DocumentDiagnosticReport::RelatedFullDocumentDiagnosticReport(RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: report,
    })
}

/// The findings in a file, of all compacts that it is part of; what several say alike is told once.
pub fn findings(session: &Session<'_>, file: &str) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for checked in session.roots() {
        let Some(at) = checked.files.iter().position(|own| own == file) else { continue };
        let Ok(at) = u16::try_from(at) else { continue };
        let own = checked.analysis.diagnostics.iter().filter(|finding| finding.span.file == FileId(at));
        for finding in own {
            let told = converted(session, checked, finding);
            if !found.contains(&told) {
                found.push(told);
            }
        }
    }
    if let Some(trouble) = session.troubles().get(file) {
        let range = Range { start: Position::default(), end: Position::default() };
        found.push(Diagnostic {
            range,
            severity: Some(DiagnosticSeverity::Error),
            source: Some("engross".into()),
            message: Message::String(trouble.clone()),
            ..bare(range)
        });
    }
    found
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

fn converted(session: &Session<'_>, checked: &Rc<Checked>, finding: &diagnostic::Diagnostic) -> Diagnostic {
    let sources = &checked.analysis.files.sources;
    let range = session.encoding.range(sources.get(finding.span.file), finding.span);
    let related = finding.related.iter().filter_map(|related| {
        let range = session.encoding.range(sources.get(related.span.file), related.span);
        let uri = session.uri(checked.files.get(related.span.file.0 as usize)?)?;
        Some(DiagnosticRelatedInformation { location: Location { uri, range }, message: related.message.clone() })
    });
    let related: Vec<_> = related.collect();
    let rule = checked.project.rules.book.rule(&finding.rule);
    let shipped = checked.project.rules.book.ships(&finding.rule);
    let page = format!("{PAGES}{}.md", finding.rule).parse::<Uri>().ok().filter(|_| shipped);
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

/// What a draft leaves open is a hint to go on, not a mistake.
fn severity(finding: &diagnostic::Diagnostic) -> DiagnosticSeverity {
    match finding.severity {
        _ if finding.still_open => DiagnosticSeverity::Information,
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Hint,
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
