//! What the server does beside answering: it starts, hears of files that change on the disk, and of settings.

use gen_lsp_types::{FileChangeType, FileEvent, InitializeParams};
use serde_json::{Value, json};

use super::dispatch;
use super::outgoing::Awaited;
use super::session::Session;
use super::settings::Settings;

/// What the client is asked to watch: texts and their locks, and what a project sets.
const WATCHED: [&str; 3] = ["**/*.compact", "**/*.compact.lock", "**/*.{toml,md}"];

/// Reads the folders that the client opened, and asks for what it can tell.
pub fn started(session: &mut Session<'_>, params: InitializeParams) {
    session.folders = dispatch::folders(params.workspace_folders_initialize_params.workspace_folders);
    if let Some(options) = &params.initialization_options {
        set(session, options);
    }
    if session.client.watches {
        let watchers: Vec<Value> = WATCHED.iter().map(|glob| json!({ "globPattern": glob })).collect();
        let registration = json!({
            "id": "engross/files",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": { "watchers": watchers },
        });
        session.outgoing.ask("client/registerCapability", json!({ "registrations": [registration] }), Awaited::Nothing);
    }
    ask_for_settings(session);
    session.refreshed();
}

/// Reads what changed on the disk: one text where it can be told, everything where a project may be set anew.
pub fn files_changed(session: &mut Session<'_>, changes: &[FileEvent]) {
    for change in changes {
        let Some(identity) = session.identity(&change.uri) else { continue };
        let text = identity.strip_suffix(".lock").unwrap_or(&identity);
        if !text.ends_with(".compact") {
            session.refreshed();
            break;
        }
        // What is open stands for what is on the disk.
        if text == identity && session.open.contains_key(text) {
            continue;
        }
        match change.kind {
            FileChangeType::Deleted if text == identity => session.deleted(text),
            _ => session.touch(text),
        }
    }
    session.settle();
    refresh(session);
}

/// Takes settings as they are told, or asks for them where the client wants to be asked.
pub fn settings_changed(session: &mut Session<'_>, settings: &Value) {
    if session.client.configuration {
        ask_for_settings(session);
    } else {
        set(session, settings);
    }
}

fn ask_for_settings(session: &mut Session<'_>) {
    if session.client.configuration {
        let items = json!({ "items": [{ "section": "engross" }] });
        session.outgoing.ask("workspace/configuration", items, Awaited::Settings);
    }
}

/// Takes settings; what is wrong with them is told, and nothing of them is used.
pub fn set(session: &mut Session<'_>, settings: &Value) {
    match Settings::read(settings) {
        Ok(settings) if settings == session.settings => {}
        Ok(settings) => {
            session.settings = settings;
            refresh(session);
        }
        Err(why) => session.outgoing.tell("window/showMessage", json!({ "type": 2, "message": why })),
    }
}

/// Asks the client to ask anew for what it shows.
fn refresh(session: &mut Session<'_>) {
    let client = session.client;
    let anew = [
        (client.pulls_anew, "workspace/diagnostic/refresh"),
        (client.refreshes.lenses, "workspace/codeLens/refresh"),
        (client.refreshes.hints, "workspace/inlayHint/refresh"),
        (client.refreshes.tokens, "workspace/semanticTokens/refresh"),
    ];
    for (_, method) in anew.into_iter().filter(|(able, _)| *able) {
        session.outgoing.ask(method, Value::Null, Awaited::Nothing);
    }
}
