//! The language server: what `engross check` knows, in the editor, while a compact is written.
//!
//! It runs on one thread, answers in order, and analyses a compact whole after a change: that takes a few
//! milliseconds. It never typesets. Files and settings come through a [`Host`].

mod actions;
mod candidates;
mod capabilities;
mod completion;
mod convert;
mod diagnostics;
mod dispatch;
mod edits;
mod formatting;
mod hints;
mod host;
mod hover;
mod insertion;
mod lenses;
mod lines;
mod links;
mod lists;
mod mentions;
mod names;
mod outgoing;
mod place;
#[cfg(feature = "preview")]
mod preview;
mod renaming;
mod selection;
mod sequel;
mod session;
mod settings;
mod skeleton;
mod snippet;
mod start;
mod symbols;
mod tally;
mod tokens;
mod writing;
mod years;

use std::fmt;

use gen_lsp_types::InitializeParams;
use lsp_server::{Connection, Message};

use capabilities::Client;
pub use host::{Buffers, Checked, Host, ProjectSettings};
#[cfg(feature = "preview")]
pub use host::{Clicked, OnClick};
use outgoing::Outgoing;
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
    let broke_off = || ServeError("the client broke off".to_owned());
    let (id, params) = connection.initialize_start().map_err(|error| told(&error))?;
    let params: InitializeParams = serde_json::from_value(params).map_err(|error| told(&error))?;
    let client = Client::of(&params);
    let offered = serde_json::to_value(capabilities::offered(&client)).map_err(|error| told(&error))?;
    connection.initialize_finish(id, offered).map_err(|error| told(&error))?;
    let mut session = Session::new(host, client, Outgoing::new(connection.sender.clone()));
    start::started(&mut session, params);
    loop {
        diagnostics::tell(&mut session);
        let mut next = Some(connection.receiver.recv().map_err(|_| broke_off())?);
        // What has come meanwhile is taken in first: of ten letters typed at once only the last text is analysed.
        while let Some(message) = next {
            if let Message::Request(request) = &message
                && connection.handle_shutdown(request).map_err(|error| told(&error))?
            {
                return Ok(());
            }
            dispatch::message(&mut session, message);
            next = connection.receiver.try_recv().ok();
        }
        session.settle();
    }
}
