//! What the server offers to those who write, and what the client understands of it.

use gen_lsp_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CompletionOptions, InsertTextMode, ServerCapabilities,
};

/// What the client understands of completion and edits.
#[derive(Debug, Clone, Copy, Default)]
pub struct Writing {
    /// It fills snippets.
    pub snippets: bool,
    /// It knows what a completion replaces behind the cursor.
    pub replaces: bool,
    /// It indents the lines of a completion as the first.
    pub adjusts: bool,
    /// It fills snippets that an action inserts.
    pub snippet_edits: bool,
    /// It takes edits with the version of the text that they are for.
    pub versions: bool,
}

impl Writing {
    /// What a client says of itself.
    pub fn of(client: &ClientCapabilities) -> Self {
        let text = client.text_document.as_ref();
        let item = text.and_then(|text| text.completion.as_ref()?.completion_item.as_ref());
        let edit = client.workspace.as_ref().and_then(|own| own.workspace_edit.as_ref());
        let modes = item.and_then(|item| item.insert_text_mode_support.as_ref()).map(|modes| &modes.value_set);
        Self {
            snippets: item.and_then(|item| item.snippet_support) == Some(true),
            replaces: item.and_then(|item| item.insert_replace_support) == Some(true),
            adjusts: modes.is_some_and(|modes| modes.contains(&InsertTextMode::AdjustIndentation)),
            snippet_edits: edit.and_then(|edit| edit.snippet_edit_support) == Some(true),
            versions: edit.and_then(|edit| edit.document_changes) == Some(true),
        }
    }
}

/// All certain edits of a file at once.
pub const FIX_ALL: &str = "source.fixAll.engross";

/// Adds what is offered to those who write.
pub fn offer(server: &mut ServerCapabilities) {
    let triggers = ["@", ".", "\"", "{", " "].map(str::to_owned).to_vec();
    server.completion_provider = Some(CompletionOptions { trigger_characters: Some(triggers), ..Default::default() });
    server.document_formatting_provider = Some(true.into());
    server.document_range_formatting_provider = Some(true.into());
    let kinds = vec![CodeActionKind::QuickFix, CodeActionKind::RefactorRewrite, CodeActionKind::Custom(FIX_ALL.into())];
    let actions = CodeActionOptions { code_action_kinds: Some(kinds), ..Default::default() };
    server.code_action_provider = Some(actions.into());
}
