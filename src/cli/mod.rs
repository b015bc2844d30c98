//! The command line: what touches files, folders and the machine's fonts.

#[cfg(feature = "pdf")]
pub mod fonts;
