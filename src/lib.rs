//! Engross: the compiler for partnership instruments between governments.

pub mod cli;
pub mod diagnostic;
pub mod document;
pub mod render;
pub mod source;
