//! Neovim at work with the plug-in and the language server: `session.lua` types, and says what came of it.

use std::process::Command;

use super::{editors, tool};
use crate::support::{command, root};

const CLEAN: &str = include_str!("../../rules/cpc/clean.compact");

#[test]
fn a_negotiator_works_in_neovim() {
    let Some(neovim) = command("ENGROSS_NVIM") else { return };
    let place = tempfile::tempdir().unwrap();
    let (project, home) = (place.path().join("project"), place.path().join("home"));
    let parsers = home.join("grammar/parser");
    for folder in [&project, &parsers] {
        std::fs::create_dir_all(folder).unwrap();
    }
    std::fs::write(project.join("compact.compact"), CLEAN).unwrap();
    let script = root().join("tests/editors/session.lua");
    let mut session = Command::new(neovim);
    session
        .args(["--headless", "--clean", "-u", "NONE", "-c", &format!("luafile {}", script.display())])
        .current_dir(&project)
        .env("ENGROSS", env!("CARGO_BIN_EXE_engross"))
        .env("ENGROSS_PLUGIN", editors().join("neovim"))
        .env("HOME", &home)
        .env_remove("ENGROSS_GRAMMAR");
    for folder in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"] {
        session.env(folder, &home);
    }
    if let Some(library) = tool::library() {
        std::fs::copy(library, parsers.join("compact.so")).unwrap();
        session.env("ENGROSS_GRAMMAR", home.join("grammar"));
    }
    let output = session.output().unwrap();
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{report}\n{}", String::from_utf8_lossy(&output.stderr));
    super::has_done(
        &report,
        &[
            "while it is typed",
            "where it is declared",
            "changed everywhere it stands",
            "what a word means",
            "first letters completes it",
            "lays the text out",
            "mended by a code action",
            "lists errors before warnings",
            "that of the compact around it",
            "ends the server",
        ],
    );
}
