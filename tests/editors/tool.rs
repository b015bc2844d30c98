//! tree-sitter's command line, and the grammar built by it once for all tests.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use tempfile::TempDir;

use super::editors;
use crate::support::command;

/// A copy of the grammar, and its parser as editors load it.
pub struct Built {
    pub place: TempDir,
}

/// None where there is no tree-sitter.
pub static BUILT: LazyLock<Option<Built>> = LazyLock::new(|| {
    command("ENGROSS_TREE_SITTER")?;
    let place = tempfile::tempdir().unwrap();
    let built = Built { place };
    let grammar = built.grammar();
    let folder = editors().join("tree-sitter");
    for folder_in in ["", "src", "src/tree_sitter", "test", "test/corpus"] {
        std::fs::create_dir_all(grammar.join(folder_in)).unwrap();
        for entry in std::fs::read_dir(folder.join(folder_in)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                std::fs::copy(&path, grammar.join(folder_in).join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    let library = built.library().display().to_string();
    succeeds(&built.run(&["build", "--output", &library, "grammar"]));
    Some(built)
});

/// The parser as editors load it.
#[cfg(feature = "lsp")]
pub fn library() -> Option<PathBuf> {
    BUILT.as_ref().map(Built::library)
}

impl Built {
    pub fn grammar(&self) -> PathBuf {
        self.place.path().join("grammar")
    }

    pub fn library(&self) -> PathBuf {
        self.place.path().join("compact.so")
    }

    /// Runs tree-sitter in the place of the copy, with a home of its own.
    pub fn run(&self, args: &[&str]) -> Output {
        let home = self.place.path();
        let mut tool = Command::new(command("ENGROSS_TREE_SITTER").unwrap());
        tool.args(args).current_dir(home).env("HOME", home).env("XDG_CACHE_HOME", home).env("XDG_CONFIG_HOME", home);
        tool.env("NO_COLOR", "1").output().unwrap()
    }

    /// Runs a command over files with the parser that is built.
    pub fn over(&self, args: &[&str], paths: &[PathBuf]) -> Output {
        // A list in a file, since there are hundreds.
        let list = tempfile::NamedTempFile::new_in(self.place.path()).unwrap();
        let lines: String = paths.iter().map(|path| format!("{}\n", path.display())).collect();
        std::fs::write(list.path(), lines).unwrap();
        let (library, list) = (self.library().display().to_string(), list.path().display().to_string());
        let options = ["--lib-path", &library, "--lang-name", "compact", "--paths", &list];
        self.run(&[args, &options].concat())
    }

    /// What a query finds in a file: the name of each capture with its place.
    pub fn captures(&self, query: &Path, file: &Path) -> Vec<Capture> {
        let output = self.over(&["query", "--captures", &query.display().to_string()], &[file.to_owned()]);
        succeeds(&output);
        String::from_utf8(output.stdout).unwrap().lines().filter_map(Capture::read).collect()
    }

    /// Writes a text into a file of its own.
    pub fn file(&self, text: &str) -> tempfile::TempPath {
        let file = tempfile::Builder::new().suffix(".compact").tempfile_in(self.place.path()).unwrap();
        std::fs::write(file.path(), text).unwrap();
        file.into_temp_path()
    }
}

/// A node that a query has named; lines from 0, columns in bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Capture {
    pub start: (usize, usize),
    pub end: (usize, usize),
    pub name: String,
}

impl Capture {
    /// From a line of the tool's report, as `pattern: 0, capture: 1 - name, start: (2, 3), end: (2, 5), text: …`.
    pub fn read(line: &str) -> Option<Self> {
        let (_, rest) = line.strip_prefix("    pattern: ")?.split_once("capture: ")?;
        let (_, rest) = rest.split_once(" - ")?;
        let (name, rest) = rest.split_once(", start: (")?;
        let (start, rest) = rest.split_once("), end: (")?;
        let (end, _) = rest.split_once(')')?;
        let place = |text: &str| {
            let (line, column) = text.split_once(", ")?;
            Some((line.parse().ok()?, column.parse().ok()?))
        };
        Some(Self { start: place(start)?, end: place(end)?, name: name.to_owned() })
    }
}

/// Fails with what a command has printed, unless it went well.
pub fn succeeds(output: &Output) {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}\n{err}");
}
