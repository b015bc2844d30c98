//! The language server: what `engross check` knows, in the editor, while a compact is written.
//!
//! It runs on one thread, answers in order, and analyses a compact whole after each change: that takes a few
//! milliseconds. It never typesets. Files and settings come through a [`Host`].

mod capabilities;
mod convert;
mod diagnostics;
mod dispatch;
mod host;
mod names;
mod session;
mod symbols;

use std::fmt;

use gen_lsp_types::InitializeParams;
use lsp_server::{Connection, ErrorCode, Message, Response};

pub use host::{Buffers, Checked, Host, ProjectSettings};
use session::Session;

/// Why the server stopped before it was asked to.
#[derive(Debug)]
pub struct ServeError(String);

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ServeError {}

/// Serves one client on the standard input and output, until it says goodbye.
///
/// # Errors
/// The client broke off, or does not speak the protocol.
pub fn serve(host: &dyn Host) -> Result<(), ServeError> {
    let (connection, threads) = Connection::stdio();
    let served = serve_on(&connection, host);
    drop(connection);
    let ended = threads.join().map_err(|error| ServeError(error.to_string()));
    served.and(ended)
}

/// Serves one client on a connection.
///
/// # Errors
/// The client broke off, or does not speak the protocol.
pub fn serve_on(connection: &Connection, host: &dyn Host) -> Result<(), ServeError> {
    let told = |error: &dyn fmt::Display| ServeError(error.to_string());
    let (id, params) = connection.initialize_start().map_err(|error| told(&error))?;
    let params: InitializeParams = serde_json::from_value(params).map_err(|error| told(&error))?;
    let encoding = capabilities::encoding(&params);
    let offered = serde_json::to_value(capabilities::offered(encoding)).map_err(|error| told(&error))?;
    connection.initialize_finish(id, offered).map_err(|error| told(&error))?;
    let folders = params.workspace_folders_initialize_params.workspace_folders.clone();
    let folders = dispatch::folders(folders);
    let mut session = Session::new(host, encoding, folders, capabilities::Client::of(&params.capabilities));
    session.refreshed();
    diagnostics::tell(&mut session, &connection.sender);
    for message in &connection.receiver {
        match message {
            Message::Request(request) => {
                if connection.handle_shutdown(&request).map_err(|error| told(&error))? {
                    return Ok(());
                }
                let response = dispatch::request(&mut session, request);
                if connection.sender.send(Message::Response(response)).is_err() {
                    return Err(ServeError("the client broke off".to_owned()));
                }
            }
            Message::Notification(notification) => {
                dispatch::notification(&mut session, notification);
                diagnostics::tell(&mut session, &connection.sender);
            }
            Message::Response(_) => {}
        }
    }
    Err(ServeError("the client broke off".to_owned()))
}

/// An answer to a request that is not known.
fn unknown(id: lsp_server::RequestId, method: &str) -> Response {
    Response::new_err(id, ErrorCode::MethodNotFound as i32, format!("`{method}` is not served"))
}
