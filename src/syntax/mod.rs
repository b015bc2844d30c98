//! From text to statements. Parsing never fails: what is not understood is reported and kept as broken.

pub mod ast;
mod block;
mod broken;
pub mod format;
mod literal;
mod parser;
mod recovery;
mod scalar;
mod tree;

use ast::Ast;
pub use format::format;
pub(crate) use scalar::thousands;

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, MAX_BYTES, Span};
use crate::vocabulary::Vocabulary;

/// What reading a file yields.
struct Parsed {
    ast: Ast,
    diagnostics: Vec<Diagnostic>,
    /// Whether a brace or a closing mark is missing or too many: then the tree is partly guessed.
    unbalanced: bool,
    /// Whether the tree lacks something that was written.
    askew: bool,
}

/// Parses one file into statements; every mistake is one diagnostic at its own place.
pub fn parse(file: FileId, text: &str, vocabulary: &Vocabulary) -> (Ast, Vec<Diagnostic>) {
    let parsed = read(file, text, vocabulary);
    (parsed.ast, parsed.diagnostics)
}

fn read(file: FileId, text: &str, vocabulary: &Vocabulary) -> Parsed {
    if text.len() > MAX_BYTES {
        let limit = MAX_BYTES / (1024 * 1024);
        let finding =
            Diagnostic::error("SYN008", Span::new(file, 0, 0), format!("the file is larger than {limit} MiB"))
                .help("a compact is a text that people read; divide it with `include`");
        return Parsed {
            ast: Ast { file, items: Vec::new() },
            diagnostics: vec![finding],
            unbalanced: true,
            askew: true,
        };
    }
    let parsed = tree::Builder::new(file, text, vocabulary, false).build();
    if !parsed.unbalanced {
        return parsed;
    }
    // A brace is missing or too many: read again, now letting the indentation tell where it belongs.
    tree::Builder::new(file, text, vocabulary, true).build()
}
