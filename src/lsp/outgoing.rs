//! What is sent to the client unasked: notifications, and requests whose answers come later.

use std::collections::HashMap;
use std::sync::Arc;

use crossbeam_channel::Sender;
use lsp_server::{Message, Notification, Request, RequestId, Response};
use serde::Serialize;
use serde_json::{Value, json};

/// What an answer is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Awaited {
    /// Nothing: that it was done is enough.
    Nothing,
    /// The settings of the section `engross`.
    Settings,
}

/// The way to the client.
pub struct Outgoing {
    sender: Arc<Sender<Message>>,
    asked: i32,
    awaited: HashMap<RequestId, Awaited>,
}

impl Outgoing {
    /// Nothing has been asked yet.
    pub fn new(sender: Sender<Message>) -> Self {
        Self { sender: Arc::new(sender), asked: 0, awaited: HashMap::new() }
    }

    /// Sends a message; that the client has gone is noticed where its messages are read.
    pub fn send(&self, message: Message) {
        let _ = self.sender.send(message);
    }

    /// The way to the client for another thread, as long as the session lasts.
    #[cfg(feature = "preview")]
    pub fn sender(&self) -> std::sync::Weak<Sender<Message>> {
        Arc::downgrade(&self.sender)
    }

    /// Sends a notification.
    pub fn tell(&self, method: &str, params: impl Serialize) {
        self.send(Message::Notification(Notification::new(method.to_owned(), params)));
    }

    /// Sends a request.
    pub fn ask(&mut self, method: &str, params: impl Serialize, awaited: Awaited) {
        self.asked += 1;
        let id = RequestId::from(self.asked);
        self.awaited.insert(id.clone(), awaited);
        self.send(Message::Request(Request::new(id, method.to_owned(), params)));
    }

    /// What an answer was wanted for, and what it says; none where it was refused.
    pub fn answered(&mut self, response: Response) -> Option<(Awaited, Value)> {
        let awaited = self.awaited.remove(&response.id)?;
        Some((awaited, response.response_result.ok()?))
    }

    /// Tells how far a longer work has come: how many files of how many are checked.
    pub fn progress(&mut self, done: usize, of: usize) {
        const TOKEN: &str = "engross/checking";
        if done == 0 {
            self.ask("window/workDoneProgress/create", json!({ "token": TOKEN }), Awaited::Nothing);
        }
        let message = format!("{done} of {of}");
        let percentage = done * 100 / of.max(1);
        let value = match done {
            0 => json!({ "kind": "begin", "title": "Checking compacts", "message": message, "percentage": 0 }),
            _ if done < of => json!({ "kind": "report", "message": message, "percentage": percentage }),
            _ => json!({ "kind": "end" }),
        };
        self.tell("$/progress", json!({ "token": TOKEN, "value": value }));
    }
}
