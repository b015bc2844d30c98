//! The live preview, begun from the editor: a command that gives its address, and clicks that lead back to the text.

use gen_lsp_types::{ExecuteCommandParams, Uri};
use lsp_server::{Message, Request, RequestId};
use serde_json::json;

use super::convert;
use super::host::{Clicked, OnClick};
use super::session::Session;

/// The command; its argument is the address of a document, its result that of the page.
pub const COMMAND: &str = "engross.preview";

/// Begins to show a compact, that which includes it where a document is a fragment, and has the client open the page if
/// it can.
///
/// # Errors
/// The argument names no document, or it cannot be shown.
pub fn begun(session: &mut Session<'_>, params: ExecuteCommandParams) -> Result<String, String> {
    let argument = params.arguments.and_then(|arguments| arguments.into_iter().next());
    let uri = argument.and_then(|argument| serde_json::to_value(argument).ok()?.as_str()?.parse::<Uri>().ok());
    let document = uri.and_then(|uri| Some((session.identity(&uri)?, uri)));
    let (identity, uri) = document.ok_or_else(|| format!("`{COMMAND}` asks for the address of a document"))?;
    let on_click = on_click(session, identity.clone(), uri);
    let root = session.view_of(&identity).map(|view| view.identity(crate::source::FileId::default()).to_owned());
    let address = session.host.preview(&root.unwrap_or(identity), session.buffers(), on_click)?;
    if session.client.shows {
        let page = json!({ "uri": address, "external": true });
        session.outgoing.ask("window/showDocument", page, super::outgoing::Awaited::Nothing);
    }
    Ok(address)
}

/// Has the client show the line of a place, where it can; of the document that it asked to see by the address that it gave,
/// since one that was never saved has no other. It is called from another thread.
fn on_click(session: &Session<'_>, identity: String, own: Uri) -> OnClick {
    let sender = session.outgoing.sender();
    let shows = session.client.shows;
    Box::new(move |Clicked { file, line }| {
        if !shows {
            return Err("the editor does not open what a page asks for".to_owned());
        }
        let file = file.to_string_lossy();
        let other = || convert::uri(&file).ok_or("the file has no address");
        let uri = if file == identity { own.clone() } else { other()? };
        let start = json!({ "line": line.saturating_sub(1), "character": 0 });
        let place = json!({ "uri": uri, "takeFocus": true, "selection": { "start": start, "end": start } });
        // The numbers of requests are the session's; a name is nobody else's, and its answer is not waited for.
        let id = RequestId::from(format!("preview/{file}/{line}"));
        let request = Request::new(id, "window/showDocument".to_owned(), place);
        let sent = sender.upgrade().and_then(|sender| sender.send(Message::Request(request)).ok());
        sent.ok_or_else(|| "the editor has gone".to_owned())
    })
}
