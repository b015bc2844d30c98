//! Which message is answered by what.

use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;

use gen_lsp_types::{
    CodeLensParams, CompletionParams, DidChangeConfigurationParams, DidChangeTextDocumentParams,
    DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, DocumentFormattingParams, DocumentLinkParams,
    DocumentRangeFormattingParams, DocumentSymbolParams, FoldingRangeParams, InlayHintParams, ReferenceParams,
    RenameParams, SelectionRangeParams, SemanticTokensParams, SemanticTokensRangeParams,
    TextDocumentPositionParams as At, WorkspaceFolder, WorkspaceFolders, WorkspaceSymbolParams,
};
use lsp_server::{ErrorCode, Message, Notification, Request, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::outgoing::Awaited;
use super::session::Session;
use super::{
    actions, completion, convert, diagnostics, formatting, hints, hover, lenses, links, names, renaming, selection,
    start, symbols, tokens,
};

/// Takes a message in, and answers it if it asks for something.
pub fn message(session: &mut Session<'_>, message: Message) {
    match message {
        Message::Request(asked) => {
            session.settle();
            let id = asked.id.clone();
            // A mistake of the program costs one answer, and not the editor's session.
            let answered = panic::catch_unwind(AssertUnwindSafe(|| request(session, asked)));
            let response = answered.unwrap_or_else(|_| {
                let why = "a mistake of engross: please report it, with the text and the place";
                Response::new_err(id, ErrorCode::InternalError as i32, why.to_owned())
            });
            session.outgoing.send(Message::Response(response));
        }
        Message::Notification(told) => notification(session, told),
        Message::Response(response) => {
            if let Some((Awaited::Settings, answer)) = session.outgoing.answered(response) {
                start::set(session, answer.get(0).unwrap_or(&answer));
            }
        }
    }
}

/// Answers a request.
fn request(session: &mut Session<'_>, request: Request) -> Response {
    match request.method.as_str() {
        "textDocument/diagnostic" => answer(request, |params| diagnostics::asked(session, &params)),
        "workspace/diagnostic" => answer(request, |params| diagnostics::of_workspace(session, &params)),
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
            answer(request, |at: At| renaming::prepared(session, &at.text_document.uri, at.position))
        }
        "textDocument/rename" => try_answer(request, |params: RenameParams| {
            let At { text_document, position } = params.text_document_position_params;
            renaming::renamed(session, &text_document.uri, position, &params.new_name)
        }),
        "textDocument/documentSymbol" => {
            answer(request, |params: DocumentSymbolParams| symbols::of_document(session, &params.text_document.uri))
        }
        "workspace/symbol" => {
            answer(request, |params: WorkspaceSymbolParams| symbols::of_workspace(session, &params.query))
        }
        "textDocument/completion" => answer(request, |params: CompletionParams| {
            let At { text_document, position } = params.text_document_position_params;
            completion::offered(session, &text_document.uri, position)
        }),
        "textDocument/formatting" => {
            answer(request, |params: DocumentFormattingParams| formatting::whole(session, &params.text_document.uri))
        }
        "textDocument/rangeFormatting" => answer(request, |params: DocumentRangeFormattingParams| {
            formatting::range(session, &params.text_document.uri, params.range)
        }),
        "textDocument/codeAction" => answer(request, |params| actions::offered(session, &params)),
        "textDocument/foldingRange" => {
            answer(request, |params: FoldingRangeParams| symbols::folds(session, &params.text_document.uri))
        }
        #[cfg(feature = "preview")]
        "workspace/executeCommand" => {
            try_answer(request, |params: gen_lsp_types::ExecuteCommandParams| match params.command.as_str() {
                super::preview::COMMAND => super::preview::begun(session, params),
                command => Err(format!("there is no command `{command}`")),
            })
        }
        "textDocument/hover" => answer(request, |at: At| hover::hover(session, &at.text_document.uri, at.position)),
        "textDocument/inlayHint" => {
            answer(request, |params: InlayHintParams| hints::hints(session, &params.text_document.uri, params.range))
        }
        "textDocument/codeLens" => {
            answer(request, |params: CodeLensParams| lenses::lenses(session, &params.text_document.uri))
        }
        "textDocument/documentLink" => {
            answer(request, |params: DocumentLinkParams| links::links(session, &params.text_document.uri))
        }
        "textDocument/selectionRange" => answer(request, |params: SelectionRangeParams| {
            selection::ranges(session, &params.text_document.uri, &params.positions)
        }),
        "textDocument/semanticTokens/full" => {
            answer(request, |params: SemanticTokensParams| tokens::tokens(session, &params.text_document.uri, None))
        }
        "textDocument/semanticTokens/range" => answer(request, |params: SemanticTokensRangeParams| {
            tokens::tokens(session, &params.text_document.uri, Some(params.range))
        }),
        method => {
            let why = format!("`{method}` is not served");
            Response::new_err(request.id, ErrorCode::MethodNotFound as i32, why)
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
fn notification(session: &mut Session<'_>, notification: Notification) {
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
        // A client that watches says of each file that changes; of another only this is heard.
        "textDocument/didSave" if !session.client.watches => {
            noted(params, |_: DidSaveTextDocumentParams| session.refreshed());
        }
        "workspace/didChangeWatchedFiles" => noted(params, |params: DidChangeWatchedFilesParams| {
            start::files_changed(session, &params.changes);
        }),
        "workspace/didChangeConfiguration" => {
            noted(params, |params: DidChangeConfigurationParams| start::settings_changed(session, &params.settings));
        }
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
