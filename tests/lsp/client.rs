//! A client: frames, requests, notifications, and the folder it works in.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

/// A client with a server and a folder of its own.
pub struct Client {
    folder: tempfile::TempDir,
    server: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    requests: i64,
    version: i64,
    /// All that came without being asked for, in order.
    log: Vec<Value>,
    /// What it answers when it is asked for settings.
    pub settings: Value,
}

impl Client {
    /// Starts a server in a folder with some files.
    pub fn new(files: &[(&str, &str)]) -> Self {
        Self::with(files, json!({ "general": { "positionEncodings": ["utf-8"] } }))
    }

    /// The same, of a client that understands other things.
    pub fn with(files: &[(&str, &str)], capabilities: Value) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let mut server = Command::new(env!("CARGO_BIN_EXE_engross"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (server.stdin.take().unwrap(), BufReader::new(server.stdout.take().unwrap()));
        let mut client =
            Self { folder, server, input, output, requests: 0, version: 0, log: Vec::new(), settings: Value::Null };
        let root = client.uri("");
        let folders = json!([{ "uri": root, "name": "project" }]);
        let params =
            json!({ "processId": null, "rootUri": root, "workspaceFolders": folders, "capabilities": capabilities });
        client.ask("initialize", params);
        client.notify("initialized", json!({}));
        client
    }

    /// The address of a file of the folder.
    pub fn uri(&self, name: &str) -> String {
        let path = self.folder.path().canonicalize().unwrap().join(name);
        format!("file://{}", path.display())
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).unwrap() > 0, "the server is gone");
            if line == "\r\n" {
                break;
            }
            if let Some(value) = line.strip_prefix("Content-Length: ") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut bytes = vec![0; length];
        self.output.read_exact(&mut bytes).unwrap();
        let message: Value = serde_json::from_slice(&bytes).unwrap();
        if message["method"].is_string() {
            self.log.push(message.clone());
            self.answer(&message);
        }
        message
    }

    /// Answers what the server asks.
    fn answer(&mut self, message: &Value) {
        if message["id"].is_null() {
            return;
        }
        let result = if message["method"] == "workspace/configuration" { json!([self.settings]) } else { Value::Null };
        self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": result }));
    }

    /// What has come so far by a method, without or with being asked for.
    pub fn received(&self, method: &str) -> Vec<Value> {
        let of = self.log.iter().filter(|message| message["method"] == method);
        of.map(|message| message["params"].clone()).collect()
    }

    /// Writes a file of the folder.
    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
    }

    /// Removes a file of the folder.
    pub fn remove(&self, name: &str) {
        std::fs::remove_file(self.folder.path().join(name)).unwrap();
    }

    /// Closes a file.
    pub fn close(&mut self, name: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": self.uri(name) } }));
        self.settle();
    }

    /// Waits until all that was sent has been taken in, and all that it leads to has been told.
    pub fn settle(&mut self) {
        // What follows from a message is told before the next one is answered, unless that comes at the same time.
        for _ in 0..2 {
            self.ask("workspace/symbol", json!({ "query": "" }));
        }
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request, and gives back the whole answer.
    pub fn ask_raw(&mut self, method: &str, params: Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.receive();
            if message["id"] == id && message["method"].is_null() {
                return message;
            }
        }
    }

    /// Sends a request, and gives back its result.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let answer = self.ask_raw(method, params);
        assert!(answer.get("error").is_none(), "{answer}");
        answer["result"].clone()
    }

    /// A request about a place in a file.
    pub fn at(&mut self, method: &str, name: &str, line: usize, character: usize, more: Value) -> Value {
        let mut params =
            json!({ "textDocument": { "uri": self.uri(name) }, "position": { "line": line, "character": character } });
        params.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        self.ask(method, params)
    }

    /// Opens a file, and gives back what is found in it.
    pub fn open(&mut self, name: &str, text: &str) -> Value {
        let uri = self.uri(name);
        self.version += 1;
        let file = json!({ "uri": uri, "languageId": "compact", "version": self.version, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": file }));
        self.found(name)
    }

    /// Replaces some columns of a line, and gives back what is found then.
    pub fn edit(&mut self, name: &str, line: usize, column: usize, length: usize, text: &str) -> Value {
        let range = json!({ "start": { "line": line, "character": column }, "end": { "line": line, "character": column + length } });
        self.change(name, json!([{ "range": range, "text": text }]))
    }

    /// Sends changes of a file, and gives back what is found then.
    pub fn change(&mut self, name: &str, changes: Value) -> Value {
        self.send_change(name, changes);
        self.found(name)
    }

    /// Replaces the whole text of a file, and gives back what is found then.
    pub fn replace(&mut self, name: &str, text: &str) -> Value {
        self.send_change(name, json!([{ "text": text }]));
        self.found(name)
    }

    /// Sends changes of a file, and does not wait.
    pub fn send_change(&mut self, name: &str, changes: Value) {
        self.version += 1;
        let params = json!({
            "textDocument": { "uri": self.uri(name), "version": self.version },
            "contentChanges": changes,
        });
        self.notify("textDocument/didChange", params);
    }

    /// What is told next of a file in its present version.
    pub fn found(&mut self, name: &str) -> Value {
        let uri = self.uri(name);
        loop {
            let message = self.receive();
            let params = &message["params"];
            if message["method"] == "textDocument/publishDiagnostics"
                && params["uri"] == uri
                && params["version"] == self.version
            {
                return params["diagnostics"].clone();
            }
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _ = self.server.kill();
            return;
        }
        self.ask("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        assert!(self.server.wait().unwrap().success());
    }
}
