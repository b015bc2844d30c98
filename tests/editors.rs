//! What is in `editors/`: the grammar for tree-sitter, the lists of words, and editors at work with the files they get.

mod emacs;
mod grammar;
#[cfg(feature = "lsp")]
mod neovim;
mod words;

use std::path::PathBuf;

use crate::support::root;

/// The folder of the editors.
fn editors() -> PathBuf {
    root().join("editors")
}
