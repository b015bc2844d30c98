//! All tests are one binary: it links once.
#![allow(clippy::unwrap_used, clippy::expect_used)]
#![allow(clippy::disallowed_methods, clippy::print_stderr, reason = "tests read files and run programs")]

mod accessibility;
#[cfg(unix)]
mod ci;
mod cli;
mod docs;
mod editors;
mod editors_vscode;
mod examples;
mod format;
mod instrument;
#[cfg(feature = "lsp")]
mod lsp;
mod originals;
mod pages;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "preview")]
mod preview;
mod robust;
mod rules;
mod signing;
mod spans;
#[allow(dead_code, reason = "a build without a feature runs fewer tests")]
mod support;
mod syntax;
mod tidy;
mod words;
