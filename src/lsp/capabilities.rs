//! What the server offers, and what the client understands.

use gen_lsp_types::{
    ClientCapabilities, CodeLensOptions, DiagnosticOptions, DocumentLinkOptions, InitializeParams, InitializeResult,
    MarkupKind, RenameOptions, Save, SaveOptions, SemanticTokensOptions, ServerCapabilities, ServerInfo,
    TextDocumentSync, TextDocumentSyncKind, TextDocumentSyncOptions, WorkspaceFoldersServerCapabilities,
    WorkspaceOptions,
};

use super::convert::Encoding;
use super::writing::{self, Writing};
use super::{lenses, tokens};

/// What the client understands, as far as answers differ by it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Client {
    /// What columns count.
    pub encoding: Encoding,
    /// It asks for findings itself, and is not told without being asked.
    pub pulls: bool,
    /// It asks for them anew when it is told to.
    pub pulls_anew: bool,
    /// It asks for lenses, hints and colours anew when it is told to.
    pub refreshes: Refreshes,
    /// It shows how far a longer work has come.
    pub progress: bool,
    /// It can be asked for settings.
    pub configuration: bool,
    /// It can be asked to say which files change.
    pub watches: bool,
    /// It shows a document, or a page in a browser, when it is asked to.
    #[cfg_attr(not(feature = "preview"), expect(dead_code, reason = "only the preview shows anything by itself"))]
    pub shows: bool,
    /// It shows Markdown where the mouse rests.
    pub markdown: bool,
    /// It knows the command by which lenses show places.
    pub shows_places: bool,
    /// What it understands of completion and edits.
    pub writing: Writing,
}

/// What a client asks for anew when it is told to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Refreshes {
    /// Lenses.
    pub lenses: bool,
    /// Hints.
    pub hints: bool,
    /// Colours.
    pub tokens: bool,
}

impl Client {
    /// What a client says of itself.
    pub fn of(params: &InitializeParams) -> Self {
        let ClientCapabilities { text_document, workspace, window, general, experimental, .. } = &params.capabilities;
        let hover = text_document.as_ref().and_then(|text| text.hover.as_ref()?.content_format.as_deref());
        let commands = experimental.as_ref().and_then(|own| own.get("commands")?.get("commands")?.as_array());
        let encodings = general.as_ref().and_then(|general| general.position_encodings.as_deref());
        let workspace = workspace.as_ref();
        let watching = workspace.and_then(|own| own.did_change_watched_files.as_ref());
        let refreshes = Refreshes {
            lenses: is(workspace.and_then(|own| own.code_lens.as_ref()?.refresh_support)),
            hints: is(workspace.and_then(|own| own.inlay_hint.as_ref()?.refresh_support)),
            tokens: is(workspace.and_then(|own| own.semantic_tokens.as_ref()?.refresh_support)),
        };
        Self {
            writing: Writing::of(&params.capabilities),
            encoding: Encoding::agreed(encodings.unwrap_or_default()),
            pulls: text_document.as_ref().is_some_and(|text| text.diagnostic.is_some()),
            pulls_anew: is(workspace.and_then(|own| own.diagnostics.as_ref()?.refresh_support)),
            refreshes,
            progress: is(window.as_ref().and_then(|window| window.work_done_progress)),
            configuration: is(workspace.and_then(|own| own.configuration)),
            shows: window.as_ref().and_then(|window| window.show_document.as_ref()).is_some_and(|shown| shown.support),
            watches: is(watching.and_then(|own| own.dynamic_registration)),
            markdown: hover.is_some_and(|formats| formats.contains(&MarkupKind::Markdown)),
            shows_places: commands.is_some_and(|known| known.iter().any(|command| command == lenses::SHOW)),
        }
    }
}

fn is(said: Option<bool>) -> bool {
    said == Some(true)
}

/// What the server offers.
pub fn offered(client: &Client) -> InitializeResult {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::Incremental),
        save: Some(Save::SaveOptions(SaveOptions { include_text: Some(false) })),
        ..TextDocumentSyncOptions::default()
    };
    let diagnostics = DiagnosticOptions {
        identifier: Some("engross".into()),
        inter_file_dependencies: true,
        workspace_diagnostics: true,
        ..Default::default()
    };
    let tokens = SemanticTokensOptions {
        legend: tokens::legend(),
        range: Some(true.into()),
        full: Some(true.into()),
        ..Default::default()
    };
    let folders = WorkspaceFoldersServerCapabilities { supported: Some(true), change_notifications: Some(true.into()) };
    let mut capabilities = ServerCapabilities {
        position_encoding: Some(client.encoding.kind()),
        text_document_sync: Some(TextDocumentSync::Options(sync)),
        diagnostic_provider: Some(diagnostics.into()),
        definition_provider: Some(true.into()),
        references_provider: Some(true.into()),
        document_highlight_provider: Some(true.into()),
        document_symbol_provider: Some(true.into()),
        workspace_symbol_provider: Some(true.into()),
        rename_provider: Some(RenameOptions { prepare_provider: Some(true), ..Default::default() }.into()),
        folding_range_provider: Some(true.into()),
        #[cfg(feature = "preview")]
        execute_command_provider: Some(gen_lsp_types::ExecuteCommandOptions {
            commands: vec![super::preview::COMMAND.to_owned()],
            ..Default::default()
        }),
        hover_provider: Some(true.into()),
        inlay_hint_provider: Some(true.into()),
        code_lens_provider: Some(CodeLensOptions::default()),
        document_link_provider: Some(DocumentLinkOptions::default()),
        selection_range_provider: Some(true.into()),
        semantic_tokens_provider: Some(tokens.into()),
        workspace: Some(WorkspaceOptions { workspace_folders: Some(folders), ..Default::default() }),
        ..ServerCapabilities::default()
    };
    writing::offer(&mut capabilities);
    let version = env!("CARGO_PKG_VERSION").to_owned();
    InitializeResult { capabilities, server_info: Some(ServerInfo { name: "engross".into(), version: Some(version) }) }
}
