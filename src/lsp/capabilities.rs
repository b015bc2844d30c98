//! What the server offers, and what the client understands.

use gen_lsp_types::{
    ClientCapabilities, DiagnosticOptions, InitializeParams, InitializeResult, RenameOptions, Save, SaveOptions,
    ServerCapabilities, ServerInfo, TextDocumentSync, TextDocumentSyncKind, TextDocumentSyncOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceOptions,
};

use super::convert::Encoding;

/// What the client understands, as far as answers differ by it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Client {
    /// It asks for findings itself, and is not told without being asked.
    pub pulls: bool,
}

impl Client {
    /// What a client says of itself.
    pub fn of(capabilities: &ClientCapabilities) -> Self {
        let text = capabilities.text_document.as_ref();
        Self { pulls: text.is_some_and(|text| text.diagnostic.is_some()) }
    }
}

/// The column count that a client and the server agree on.
pub fn encoding(params: &InitializeParams) -> Encoding {
    let general = params.capabilities.general.as_ref();
    let offered = general.and_then(|general| general.position_encodings.as_deref()).unwrap_or_default();
    Encoding::agreed(offered)
}

/// What the server offers.
pub fn offered(encoding: Encoding) -> InitializeResult {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::Incremental),
        save: Some(Save::SaveOptions(SaveOptions { include_text: Some(false) })),
        ..TextDocumentSyncOptions::default()
    };
    let diagnostics =
        DiagnosticOptions { identifier: Some("engross".into()), inter_file_dependencies: true, ..Default::default() };
    let folders = WorkspaceFoldersServerCapabilities { supported: Some(true), change_notifications: Some(true.into()) };
    let capabilities = ServerCapabilities {
        position_encoding: Some(encoding.kind()),
        text_document_sync: Some(TextDocumentSync::Options(sync)),
        diagnostic_provider: Some(diagnostics.into()),
        definition_provider: Some(true.into()),
        references_provider: Some(true.into()),
        document_highlight_provider: Some(true.into()),
        document_symbol_provider: Some(true.into()),
        workspace_symbol_provider: Some(true.into()),
        rename_provider: Some(RenameOptions { prepare_provider: Some(true), ..Default::default() }.into()),
        folding_range_provider: Some(true.into()),
        workspace: Some(WorkspaceOptions { workspace_folders: Some(folders), ..Default::default() }),
        ..ServerCapabilities::default()
    };
    let version = env!("CARGO_PKG_VERSION").to_owned();
    InitializeResult { capabilities, server_info: Some(ServerInfo { name: "engross".into(), version: Some(version) }) }
}
