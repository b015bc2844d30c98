//! Reading a file and all that it includes, each once, through the loader that the caller handed in.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, LoadError, Loader, Source, Sources, Span};
use crate::syntax::ast::{self, Ast, Item, Statement, ValueKind};
use crate::syntax::parse;
use crate::vocabulary::Vocabulary;

/// Most files that one compact may be made of.
const MAX_FILES: usize = 256;

/// The files of a compact, parsed, with what includes what.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// The texts, the one asked for first.
    pub sources: Sources,
    /// Their trees, in the same order.
    pub asts: Vec<Ast>,
    /// The file that an `include` statement brings in, by the statement's place.
    pub includes: HashMap<Span, FileId>,
}

/// Reads a file and its includes. Never fails: what cannot be read is a finding at its `include`.
pub fn read(
    root: Source,
    identity: &str,
    loader: &dyn Loader,
    vocabulary: &Vocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) -> Files {
    let mut reader = Reader { files: Files::default(), loader, vocabulary, known: HashMap::new(), open: Vec::new() };
    if let Some(file) = reader.files.sources.add(root) {
        reader.known.insert(identity.to_owned(), Span::new(file, 0, 0));
        reader.file(file, identity, diagnostics);
    }
    reader.files
}

struct Reader<'a> {
    files: Files,
    loader: &'a dyn Loader,
    vocabulary: &'a Vocabulary,
    /// Where each file was first included.
    known: HashMap<String, Span>,
    /// The files being read, outermost first.
    open: Vec<String>,
}

impl Reader<'_> {
    fn file(&mut self, file: FileId, identity: &str, diagnostics: &mut Vec<Diagnostic>) {
        let (ast, found) = parse(file, self.files.sources.get(file).text(), self.vocabulary);
        diagnostics.extend(found);
        let mut includes = Vec::new();
        collect(&ast.items, &mut includes);
        self.files.asts.push(ast);
        self.open.push(identity.to_owned());
        for (span, path, place) in includes {
            if let Err(finding) = self.include(identity, span, &path, place, diagnostics) {
                diagnostics.push(*finding);
            }
        }
        self.open.pop();
    }

    fn include(
        &mut self,
        from: &str,
        statement: Span,
        path: &str,
        place: Span,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<(), Box<Diagnostic>> {
        let failed =
            |why: String| Box::new(Diagnostic::error("INC001", place, format!("cannot include `{path}`: {why}")));
        if self.files.asts.len() >= MAX_FILES {
            return Err(Box::new(
                failed(format!("a compact has at most {MAX_FILES} files")).help("put several of them into one"),
            ));
        }
        let loaded = self.loader.load(from, path).map_err(|error| match error {
            LoadError::Outside { .. } => Box::new(failed(error.to_string()).help(
                "a compact reads only from its own project: put an `engross.toml` into the folder that holds both files",
            )),
            error => Box::new(failed(error.to_string()).help("correct the path: it is read from this file's folder")),
        })?;
        if self.open.contains(&loaded.identity) {
            let why = "it includes this file in turn, and so would never end".to_owned();
            return Err(Box::new(failed(why).help("delete one of the includes")));
        }
        if let Some(first) = self.known.get(&loaded.identity) {
            let finding = failed("it is included already".into()).help("delete the second include");
            return Err(Box::new(finding.related(*first, "first included here")));
        }
        let source = Source::new(loaded.name, loaded.text);
        let Some(file) = self.files.sources.add(source) else {
            return Err(Box::new(
                failed(format!("a compact has at most {MAX_FILES} files")).help("put several of them into one"),
            ));
        };
        self.known.insert(loaded.identity.clone(), place);
        self.files.includes.insert(statement, file);
        self.file(file, &loaded.identity, diagnostics);
        Ok(())
    }
}

/// The includes among items at every depth: the statement, its path, the path's place.
fn collect(items: &[Item], found: &mut Vec<(Span, String, Span)>) {
    for statement in ast::statements(items) {
        if statement.keyword.text == "include" {
            found.extend(path(statement).map(|(path, place)| (statement.span, path, place)));
        } else if let Some(block) = &statement.block {
            collect(&block.items, found);
        }
    }
}

fn path(statement: &Statement) -> Option<(String, Span)> {
    statement.values.iter().find_map(|value| match &value.kind {
        ValueKind::Text(literal) => Some((literal.text.clone(), value.span)),
        _ => None,
    })
}
