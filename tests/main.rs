//! The one test binary: each module is a subject.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

mod accessibility;
mod words;
