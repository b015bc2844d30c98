//! The invariants of ARCHITECTURE.md, as far as a program can see them. Each judge is shown a fault of its own first.

mod catalogues;
mod code;
mod modules;

use std::path::{Path, PathBuf};

/// A file of the repository, by its path from the root, with slashes.
#[derive(Debug, Clone)]
pub struct File {
    pub path: String,
    pub text: String,
}

impl File {
    fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }
}

/// The texts of the repository, in order; what is built or not UTF-8 is left out.
fn repository() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.to_path_buf()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder exists") {
            let path = entry.expect("it can be listed").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("a file has a name");
            if path.is_dir() {
                if !["target", ".git", "out", "node_modules"].contains(&name) {
                    folders.push(path);
                }
            } else if name == ".git" {
                // A work tree's pointer to its repository.
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                files.push(File { path: below(root, path), text });
            }
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

fn below(root: &Path, path: PathBuf) -> String {
    let path = path.strip_prefix(root).map(Path::to_path_buf).unwrap_or(path);
    path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}

/// The Rust files below a folder of the repository.
fn rust(folder: &str) -> Vec<File> {
    let mut files = repository();
    files.retain(|file| file.path.starts_with(folder) && file.path.ends_with(".rs"));
    assert!(!files.is_empty(), "no Rust below {folder}");
    files
}

/// Fails with all complaints at once.
fn none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// Files that are larger say two things: divide them.
const MOST_LINES: usize = 500;

/// Every file says what it is for, is short, and leaves nothing for later.
fn untidy(file: &File) -> Vec<String> {
    let path = &file.path;
    let mut found = Vec::new();
    if !file.text.starts_with("//! ") {
        found.push(format!("{path}:1: begin with a sentence, `//! …`, that says what the file is for"));
    }
    let code = code::code(&file.text);
    let lines = code::lines(&code);
    if path.starts_with("src/") && lines > MOST_LINES {
        found.push(format!("{path}: {lines} lines of code where {MOST_LINES} are the most; divide it by what it does"));
    }
    // These texts are put together here, for this file is read, too.
    let later = ["FIX", "XX", "TO"].iter().zip(["ME", "X", "DO"]).map(|(one, two)| format!("{one}{two}"));
    for word in later {
        for (at, _) in file.text.match_indices(&word) {
            let line = code::line(&file.text, at);
            found.push(format!("{path}:{line}: `{word}` is work left undone: do it, or file it"));
        }
    }
    if path.starts_with("src/") {
        // Clippy knows the types and judges exactly; this also sees code that a feature hides, and an `allow`.
        let hidden = ["unwrap_used", "expect_used", "disallowed_methods"].map(|lint| format!("allow(clippy::{lint}"));
        let outside = ["src/cli/mod.rs", "src/lsp/mod.rs", "src/preview/mod.rs"].contains(&path.as_str());
        let written = [".unwrap()", ".expect(\"", "todo!(", "unimplemented!(", "dbg!("].map(str::to_owned);
        for word in written.iter().chain(&hidden) {
            if outside && word.contains("disallowed") {
                continue;
            }
            for (at, _) in code.match_indices(word.as_str()) {
                let line = code::line(&code, at);
                found.push(format!("{path}:{line}: `{word}` has no place in the program; handle what can happen"));
            }
        }
    }
    found
}

#[test]
fn every_file_is_tidy() {
    let mut files = rust("src/");
    files.extend(rust("tests/"));
    files.extend(rust("benches/"));
    none(&files.iter().flat_map(untidy).collect::<Vec<_>>());
}

#[test]
fn an_untidy_file_is_found() {
    let count = |text: &str| untidy(&File::new("src/x.rs", text)).len();
    assert_eq!(
        count("//! Well.\nfn f() { expect(x); /* .unwrap() */ \".unwrap()\" }\n#[cfg(test)]\nmod t { x.unwrap() }"),
        0
    );
    assert_eq!(count("fn f() {}"), 1);
    assert_eq!(count("//! A.\nx.unwrap(); y.expect(\"z\"); dbg!(x)"), 3);
    assert_eq!(count("//! A.\n#![allow(clippy::unwrap_used)]\n#![allow(clippy::disallowed_methods)]"), 2);
    assert_eq!(count(&format!("//! A.\n// {}{}: later", "TO", "DO")), 1);
    assert_eq!(count(&format!("//! A.\n{}", "a;\n".repeat(MOST_LINES))), 0);
    assert_eq!(count(&format!("//! A.\n{}", "a;\n".repeat(MOST_LINES + 1))), 1);
}

/// A file of tests that nobody mounts is never run, and nothing says so.
fn forgotten(files: &[File]) -> Vec<String> {
    let mounted = |file: &&File| {
        let Some((folder, name)) = file.path.rsplit_once('/') else { return true };
        let (mounts, module) = match (folder, name.trim_end_matches(".rs")) {
            (_, "main") => return true,
            ("tests", module) => (vec!["tests/main.rs".to_owned()], module),
            (folder, "mod") => (vec!["tests/main.rs".to_owned()], folder.rsplit('/').next().unwrap_or(folder)),
            (folder, module) => (vec![format!("{folder}.rs"), format!("{folder}/mod.rs")], module),
        };
        let declared = format!("mod {module};");
        files.iter().any(|other| mounts.contains(&other.path) && code::code(&other.text).contains(&declared))
    };
    let lost = files.iter().filter(|file| !mounted(file));
    lost.map(|file| format!("{}: no file mounts it with `mod …;`: its tests never run", file.path)).collect()
}

#[test]
fn every_file_of_tests_is_mounted() {
    none(&forgotten(&rust("tests/")));
}

#[test]
fn a_forgotten_file_is_found() {
    let main = File::new("tests/main.rs", "mod a;\nmod c;\n// mod b;");
    let files = ["tests/a.rs", "tests/b.rs", "tests/a/d.rs", "tests/c/mod.rs"].map(|path| File::new(path, ""));
    let found = forgotten(&[&[main][..], &files].concat());
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("tests/b.rs") && found[1].starts_with("tests/a/d.rs"));
}

/// The script that CI calls knows where it runs; nothing else may, or a clone elsewhere does not build.
const KNOWS_THE_WORKPLACE: &str = ".ci/run";

fn names_the_workplace(file: &File) -> Vec<String> {
    if file.path == KNOWS_THE_WORKPLACE {
        return Vec::new();
    }
    // Put together here, for this file is read, too.
    let names = [
        concat!("/wo", "rk/"),
        concat!("../sha", "red/tools"),
        concat!("../sha", "red/design"),
        concat!(".lib", "rary"),
    ];
    let lines = file.text.lines().enumerate();
    let bad = lines.filter(|(_, line)| names.iter().any(|name| stands_in(line, name)));
    bad.map(|(at, line)| format!("{}:{}: names a place outside the repository: {}", file.path, at + 1, line.trim()))
        .collect()
}

/// Whether a line holds a path that begins so; the same letters inside another path or an address are no such path.
fn stands_in(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '.'))
}

#[test]
fn only_ci_names_the_workplace() {
    none(&repository().iter().flat_map(names_the_workplace).collect::<Vec<_>>());
}

#[test]
fn a_file_that_names_the_workplace_is_found() {
    let text = concat!("see /wo", "rk/x\nsee https://example.org/wo", "rk/x\ncp ../sha", "red/tools/y .");
    assert_eq!(names_the_workplace(&File::new("docs/a.md", text)).len(), 2);
    assert!(names_the_workplace(&File::new(KNOWS_THE_WORKPLACE, text)).is_empty());
}
