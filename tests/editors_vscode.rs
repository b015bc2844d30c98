//! The extension for VS Code: what it takes from the vocabulary, and its own tests, run as its authors run them.

mod colours;
#[cfg(unix)]
mod extension;
#[cfg(unix)]
mod trees;
