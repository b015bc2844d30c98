//! Emacs at work with our modes, and with Eglot and the language server: `session.el` types, and says what came of it.

use std::process::{Command, Output};

use tempfile::TempDir;

use super::editors;
use crate::support::command;

const CLEAN: &str = include_str!("../../rules/cpc/clean.compact");

/// A home and a project with our files beside it.
fn place() -> TempDir {
    let place = tempfile::tempdir().unwrap();
    for file in ["compact-mode.el", "compact-ts-mode.el"] {
        std::fs::copy(editors().join("emacs").join(file), place.path().join(file)).unwrap();
    }
    std::fs::write(place.path().join("compact.compact"), CLEAN).unwrap();
    place
}

/// Runs Emacs there; none where there is no Emacs.
fn emacs(place: &TempDir, args: &[&str]) -> Option<Output> {
    let mut emacs = Command::new(command("ENGROSS_EMACS")?);
    emacs.args(["--batch", "--directory", "."]).args(args);
    emacs.current_dir(place.path()).env("HOME", place.path()).env("ENGROSS", env!("CARGO_BIN_EXE_engross"));
    Some(emacs.output().unwrap())
}

fn succeeds(output: &Output) -> String {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}\n{err}");
    out.into_owned()
}

#[test]
fn the_modes_compile_without_a_warning() {
    let place = place();
    for file in ["compact-mode.el", "compact-ts-mode.el"] {
        let strict = ["--eval", "(setq byte-compile-error-on-warn t)", "--funcall", "batch-byte-compile", file];
        let Some(output) = emacs(&place, &strict) else { return };
        succeeds(&output);
        assert!(place.path().join(format!("{file}c")).exists(), "{file}");
    }
}

#[cfg(feature = "lsp")]
#[test]
fn a_negotiator_works_in_emacs() {
    let place = place();
    let script = editors().join("../tests/editors/session.el").display().to_string();
    let Some(output) = emacs(&place, &["--load", &script]) else { return };
    let report = succeeds(&output);
    super::has_done(
        &report,
        &[
            "goes to its line",
            "while it is typed",
            "where it is declared",
            "changed everywhere it stands",
            "what a word means",
            "first letters completes it",
            "lays the text out",
            "mended by a code action",
            "opens in the browser",
            "ends the server",
        ],
    );
}
