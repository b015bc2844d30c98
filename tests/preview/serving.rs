//! A preview that the program serves, and a client that speaks just enough HTTP.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::ops::Deref;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// How long anything may take before a test fails: never the time that it takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// The program with `preview`, not yet begun.
pub fn command(folder: &std::path::Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_engross"));
    command.current_dir(folder).arg("preview").args(args).env_remove("ENGROSS_EDITOR").env("NO_COLOR", "1");
    command
}

/// The program as it serves a file of a folder of its own.
pub struct Serving {
    folder: tempfile::TempDir,
    child: Child,
    page: Page,
}

/// A page, by its address.
pub struct Page {
    /// `127.0.0.1:4000`
    host: String,
    /// `/secret/`
    root: String,
}

/// What was answered.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

impl Serving {
    /// Serves the first of some files.
    pub fn new(files: &[(&str, &str)]) -> Self {
        Self::with(files, &[])
    }

    /// The same with more arguments.
    pub fn with(files: &[(&str, &str)], args: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Self::of(folder, files[0].0, args)
    }

    /// Serves a file of a folder.
    pub fn of(folder: tempfile::TempDir, name: &str, args: &[&str]) -> Self {
        let mut command = command(folder.path(), &[&[name], args].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut address).unwrap();
        Self { folder, child, page: Page::at(address.trim()) }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        std::fs::write(self.path(name), text).unwrap();
    }

    /// Ends it as Ctrl-C does; the exit code.
    #[cfg(unix)]
    pub fn interrupt(mut self) -> Option<i32> {
        Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        self.child.wait().unwrap().code()
    }
}

impl Deref for Serving {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

impl Page {
    /// The page of an address.
    pub fn at(address: &str) -> Self {
        let (host, secret) = address.strip_prefix("http://").unwrap().split_once('/').unwrap();
        Self { host: host.to_owned(), root: format!("/{secret}") }
    }

    pub fn address(&self) -> String {
        format!("http://{}{}", self.host, self.root)
    }

    pub fn host(&self) -> &str {
        &self.host
    }

    /// The path of an address below the secret.
    pub fn below(&self, path: &str) -> String {
        format!("{}{path}", self.root)
    }

    /// Sends a request as it is written, and reads the answer to its end.
    pub fn send(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head, body: answer[end + 4..].to_vec() }
    }

    /// Asks for a whole path.
    pub fn ask(&self, method: &str, path: &str) -> Answer {
        self.send(&format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.host))
    }

    /// Asks for an address below the secret.
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", &self.below(path))
    }

    /// Asks for a place to be opened, with more headers.
    pub fn open(&self, body: &str, headers: &str) -> Answer {
        let (path, host, length) = (self.below("open"), &self.host, body.len());
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
        ))
    }

    /// What is told, from now on.
    pub fn events(&self) -> Events {
        let stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut asking = stream.try_clone().unwrap();
        let path = self.below("events");
        write!(asking, "GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host).unwrap();
        Events(BufReader::new(stream))
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A stream of what is told.
pub struct Events(BufReader<TcpStream>);

impl Events {
    /// The next state.
    pub fn next(&mut self) -> Value {
        let begun = Instant::now();
        loop {
            // That the stream is still open is told again and again.
            assert!(begun.elapsed() < PATIENCE, "nothing is told");
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the stream has ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).unwrap();
            }
        }
    }

    /// The first state that is as is wanted; those before it may be of a file half written.
    pub fn until(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let state = self.next();
            if wanted(&state) {
                return state;
            }
        }
    }
}
