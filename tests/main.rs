//! All tests are one binary: it links once.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod accessibility;
mod cli;
mod docs;
mod examples;
mod format;
#[cfg(feature = "pdf")]
mod pdf;
mod robust;
mod spans;
mod support;
mod syntax;
mod words;
