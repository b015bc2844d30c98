//! The command line as a user meets it: arguments in, files and streams and exit codes out.

mod adopting;
mod build;
mod check;
mod conformity;
mod fmt;
#[cfg(feature = "pdf")]
mod fonts;
mod formats;
mod help;
mod law;
mod settings;
mod signing;
mod terminal;
mod transmittal;

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use assert_cmd::assert::Assert;

/// A folder of its own for one test, and the program run in it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder with one file.
    fn with(name: &str, text: &str) -> Self {
        let folder = Self::new();
        folder.write(name, text);
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// The names of all files of the folder itself, in order.
    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_engross"));
        command.current_dir(self.0.path()).args(args);
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "COLUMNS", "FORCE_HYPERLINK", "TERM"] {
            command.env_remove(name);
        }
        command
    }

    fn run(&self, args: &[&str]) -> Ran {
        Ran(self.command(args).assert())
    }

    fn run_with(&self, args: &[&str], stdin: &str) -> Ran {
        Ran(self.command(args).write_stdin(stdin).assert())
    }
}

/// What a run left behind.
struct Ran(Assert);

impl Ran {
    #[track_caller]
    fn code(self, code: i32) -> Self {
        Self(self.0.code(code))
    }

    fn out(&self) -> String {
        String::from_utf8(self.0.get_output().stdout.clone()).unwrap()
    }

    fn err(&self) -> String {
        String::from_utf8(self.0.get_output().stderr.clone()).unwrap()
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out()).unwrap()
    }
}

/// A compact without findings.
const CLEAN: &str = include_str!("../rules/cpc/clean.compact");

/// A first draft: what can be printed, and much that is still open.
const BARE: &str = include_str!("cases/cli/bare.compact");

/// A compact with one error that stands in the way of printing.
fn broken() -> String {
    format!(
        "{CLEAN}\nobjective other {{\n  pillar protection\n  title  \"About @nobody\"\n  text   \"Text about @nobody.\"\n}}\n"
    )
}

/// The line of the mistake in a broken text.
fn mistake() -> usize {
    line(&broken(), "Text about @nobody")
}

/// The first line that holds some words, from 1.
fn line(text: &str, words: &str) -> usize {
    text.lines().position(|line| line.contains(words)).unwrap() + 1
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
