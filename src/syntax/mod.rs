//! From text to statements. Parsing never fails: what is not understood is reported and kept as broken.

pub mod ast;
mod broken;
mod literal;
mod parser;
mod scalar;
mod tree;

use ast::Ast;

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, MAX_BYTES, Span};
use crate::vocabulary::Vocabulary;

/// Parses one file into statements; every mistake is one diagnostic at its own place.
pub fn parse(file: FileId, text: &str, vocabulary: &Vocabulary) -> (Ast, Vec<Diagnostic>) {
    if text.len() > MAX_BYTES {
        let limit = MAX_BYTES / (1024 * 1024);
        let finding =
            Diagnostic::error("SYN008", Span::new(file, 0, 0), format!("the file is larger than {limit} MiB"))
                .help("a compact is a text that people read; divide it with `include`");
        return (Ast { file, items: Vec::new() }, vec![finding]);
    }
    let (ast, diagnostics, unbalanced) = tree::Builder::new(file, text, vocabulary, false).build();
    if !unbalanced {
        return (ast, diagnostics);
    }
    // A brace is missing or too many: read again, now letting the indentation tell where it belongs.
    let (ast, diagnostics, _) = tree::Builder::new(file, text, vocabulary, true).build();
    (ast, diagnostics)
}
