//! Which message is answered by what.

use std::path::PathBuf;

use gen_lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, DocumentSymbolParams,
    FoldingRangeParams, ReferenceParams, RenameParams, TextDocumentPositionParams as At, WorkspaceFolder,
    WorkspaceFolders, WorkspaceSymbolParams,
};
use lsp_server::{ErrorCode, Notification, Request, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::session::Session;
use super::{convert, diagnostics, names, symbols};

/// Answers a request.
pub fn request(session: &mut Session<'_>, request: Request) -> Response {
    match request.method.as_str() {
        "textDocument/diagnostic" => answer(request, |params| diagnostics::asked(session, &params)),
        "textDocument/definition" => {
            answer(request, |at: At| names::definition(session, &at.text_document.uri, at.position))
        }
        "textDocument/references" => answer(request, |params: ReferenceParams| {
            let At { text_document, position } = params.text_document_position_params;
            names::references(session, &text_document.uri, position, params.context.include_declaration)
        }),
        "textDocument/documentHighlight" => {
            answer(request, |at: At| names::highlights(session, &at.text_document.uri, at.position))
        }
        "textDocument/prepareRename" => {
            answer(request, |at: At| names::prepared(session, &at.text_document.uri, at.position))
        }
        "textDocument/rename" => try_answer(request, |params: RenameParams| {
            let At { text_document, position } = params.text_document_position_params;
            names::renamed(session, &text_document.uri, position, &params.new_name)
        }),
        "textDocument/documentSymbol" => {
            answer(request, |params: DocumentSymbolParams| symbols::of_document(session, &params.text_document.uri))
        }
        "workspace/symbol" => {
            answer(request, |params: WorkspaceSymbolParams| symbols::of_workspace(session, &params.query))
        }
        "textDocument/foldingRange" => {
            answer(request, |params: FoldingRangeParams| symbols::folds(session, &params.text_document.uri))
        }
        method => {
            let method = method.to_owned();
            super::unknown(request.id, &method)
        }
    }
}

/// Reads the parameters, and sends back what comes out, or why nothing does.
fn try_answer<P: DeserializeOwned, R: Serialize>(
    request: Request,
    serve: impl FnOnce(P) -> Result<R, String>,
) -> Response {
    match serde_json::from_value(request.params).map(serve) {
        Ok(Ok(result)) => Response::new_ok(request.id, result),
        Ok(Err(why)) => Response::new_err(request.id, ErrorCode::RequestFailed as i32, why),
        Err(error) => Response::new_err(request.id, ErrorCode::InvalidParams as i32, error.to_string()),
    }
}

/// Reads the parameters, and sends back what comes out.
fn answer<P: DeserializeOwned, R: Serialize>(request: Request, serve: impl FnOnce(P) -> R) -> Response {
    match serde_json::from_value(request.params) {
        Ok(params) => Response::new_ok(request.id, serve(params)),
        Err(error) => Response::new_err(request.id, ErrorCode::InvalidParams as i32, error.to_string()),
    }
}

/// Takes note of a notification; one that is not known, or cannot be read, is passed over, as the protocol asks.
pub fn notification(session: &mut Session<'_>, notification: Notification) {
    let Notification { method, params } = notification;
    match method.as_str() {
        "textDocument/didOpen" => noted(params, |params: DidOpenTextDocumentParams| {
            let file = params.text_document;
            session.opened(file.uri, file.version, file.text);
        }),
        "textDocument/didChange" => noted(params, |params: DidChangeTextDocumentParams| {
            let file = params.text_document;
            session.edited(&file.text_document_identifier.uri, file.version, params.content_changes);
        }),
        "textDocument/didClose" => {
            noted(params, |params: DidCloseTextDocumentParams| session.closed(&params.text_document.uri));
        }
        "textDocument/didSave" => noted(params, |_: DidSaveTextDocumentParams| session.refreshed()),
        "workspace/didChangeWatchedFiles" => noted(params, |_: DidChangeWatchedFilesParams| session.refreshed()),
        "workspace/didChangeConfiguration" => session.refreshed(),
        "workspace/didChangeWorkspaceFolders" => noted(params, |params: DidChangeWorkspaceFoldersParams| {
            let gone = paths(&params.event.removed);
            session.folders.retain(|folder| !gone.contains(folder));
            session.folders.extend(paths(&params.event.added));
            session.refreshed();
        }),
        _ => {}
    }
}

fn noted<P: DeserializeOwned>(params: serde_json::Value, take: impl FnOnce(P)) {
    if let Ok(params) = serde_json::from_value(params) {
        take(params);
    }
}

/// The folders that a client opened.
pub fn folders(folders: Option<WorkspaceFolders>) -> Vec<PathBuf> {
    match folders {
        Some(WorkspaceFolders::WorkspaceFolderList(list)) => paths(&list),
        Some(WorkspaceFolders::Null) | None => Vec::new(),
    }
}

fn paths(folders: &[WorkspaceFolder]) -> Vec<PathBuf> {
    folders.iter().filter_map(|folder| convert::path(&folder.uri)).collect()
}
