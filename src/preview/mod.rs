//! The instrument in a browser while it is written: a page on this machine that follows what is saved.
//!
//! [`start`] opens a server on the loopback address and gives a [`Preview`], which is told of each [`Reading`] of a
//! compact and tells the pages that are open. What can be printed comes through [`Pages`], and what a click asks for goes
//! to a function that is handed in: the command line runs an editor, the language server asks its client.
//!
//! A page is reached by an address with a secret in it, asks nothing of any other machine, and is refused to whoever
//! calls the server by a name that is not this machine's own.

#![allow(clippy::disallowed_methods, reason = "this folder is one of the program's hands: it serves a page")]

mod events;
mod explain;
mod guard;
mod marks;
mod reading;
mod routes;
mod server;

pub use explain::explanation;
pub use marks::{Mark, Marks, attributes, placed};
pub use reading::{At, Edition, Explain, File, Finding, Pages, Place, Reading, Trouble};
pub use server::{OnClick, Preview, start};
