//! What is in `editors/`: the grammar for tree-sitter, the lists of words, and editors at work with the files they get.

mod emacs;
mod grammar;
#[cfg(feature = "lsp")]
mod neovim;
mod queries;
mod tool;
mod words;

use std::path::PathBuf;

use crate::support::root;

/// The folder of the editors.
fn editors() -> PathBuf {
    root().join("editors")
}

/// Holds an editor's report to the steps of its session: each is there, and was done.
#[cfg(feature = "lsp")]
fn has_done(report: &str, promised: &[&str]) {
    for step in promised {
        let done = |line: &str| line.starts_with("done: ") && line.contains(step);
        assert!(report.lines().any(done), "no step {step:?} in\n{report}");
    }
}

/// What the page tells of is there, and what is there it tells of.
#[test]
fn the_page_of_the_editors_is_right() {
    let page = std::fs::read_to_string(root().join("docs/editors.md")).unwrap();
    let paths: Vec<&str> = page.split('`').filter(|code| code.starts_with("editors/")).collect();
    assert!(paths.len() > 5, "{paths:?}");
    // What is not kept is made by the reader.
    let made = std::fs::read_to_string(root().join(".gitignore")).unwrap();
    let made: Vec<&str> = made.lines().map(|line| line.trim_matches('/')).collect();
    for path in paths.into_iter().filter(|path| !made.contains(&path.trim_matches('/'))) {
        assert!(root().join(path).exists(), "docs/editors.md tells of {path}");
    }
    let commands = std::fs::read_to_string(editors().join("neovim/plugin/engross.lua")).unwrap();
    let commands: Vec<&str> =
        commands.lines().filter_map(|line| line.strip_prefix("command(\"")?.split('"').next()).collect();
    assert_eq!(commands.len(), 3);
    for command in commands {
        assert!(page.contains(&format!("`:{command}`")), "docs/editors.md does not tell of :{command}");
    }
    let settings: toml::Table =
        std::fs::read_to_string(editors().join("helix/languages.toml")).unwrap().parse().unwrap();
    assert_eq!(settings["language"][0]["language-servers"][0].as_str(), Some("engross"));
    let extension: toml::Table =
        std::fs::read_to_string(editors().join("zed/extension.toml")).unwrap().parse().unwrap();
    assert_eq!(extension["grammars"]["compact"]["path"].as_str(), Some("editors/tree-sitter"));
}
