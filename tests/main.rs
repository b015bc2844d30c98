//! All tests are one binary: it links once.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

mod accessibility;
mod examples;
mod format;
#[cfg(feature = "pdf")]
mod pdf;
mod support;
mod words;
