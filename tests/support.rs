//! What tests share.

use std::fmt::Write as _;
use std::path::PathBuf;

use engross::source::{FileId, LoadError, Loaded, Loader};
use engross::syntax::ast::{Ast, Block, Comment, Item, Value, ValueKind};
use engross::syntax::parse;
use engross::vocabulary::vocabulary;

/// The examples, with their names, in order.
pub fn examples() -> Vec<(String, String)> {
    files("examples", "compact")
}

/// All files of an extension below a folder of the crate, by path, in order.
pub fn files(folder: &str, extension: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder exists") {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                let text = std::fs::read_to_string(&path).expect("it is UTF-8");
                found.push((path.display().to_string(), text));
            }
        }
    }
    found.sort();
    found
}

/// Parses a text with the shipped vocabulary.
pub fn tree(text: &str) -> Ast {
    parse(FileId::default(), text, vocabulary()).0
}

/// A tree without its places, blank lines and comments: what two layouts of one text have in common.
pub fn shape(ast: &Ast) -> String {
    let mut shape = String::new();
    items(&ast.items, 0, &mut shape);
    shape
}

fn items(items: &[Item], depth: usize, shape: &mut String) {
    for item in items {
        match item {
            Item::Statement(statement) => {
                let _ = write!(shape, "{depth}: {}", statement.keyword.text);
                statement.values.iter().for_each(|value| self::value(value, shape));
                block(statement.block.as_ref(), depth, shape);
            }
            Item::Broken(broken) => {
                let _ = write!(shape, "{depth}: broken {:?}", broken.text);
                block(broken.block.as_ref(), depth, shape);
            }
            Item::Comment(_) | Item::Blank => {}
        }
    }
}

fn block(block: Option<&Block>, depth: usize, shape: &mut String) {
    let Some(block) = block else { return shape.push('\n') };
    let _ = writeln!(shape, " block, closed {}", block.close.is_some());
    items(&block.items, depth + 1, shape);
}

fn value(value: &Value, shape: &mut String) {
    match &value.kind {
        ValueKind::Text(literal) => {
            let _ = write!(shape, " text {:?} plain {:?}", literal.text, literal.plain);
        }
        ValueKind::Range(from, to) => {
            shape.push_str(" from");
            self::value(from, shape);
            shape.push_str(" to");
            self::value(to, shape);
        }
        other => {
            let _ = write!(shape, " {other:?}");
        }
    }
}

/// The comments of a tree, in order of place.
pub fn comments(ast: &Ast) -> Vec<String> {
    comments_of_file(ast).into_iter().map(|comment| comment.text.clone()).collect()
}

/// The comments of a tree with their places, in order.
pub fn comments_of_file(ast: &Ast) -> Vec<&Comment> {
    let mut found = Vec::new();
    comments_of(&ast.items, &mut found);
    found.sort_by_key(|comment| comment.span.start);
    found
}

fn comments_of<'a>(items: &'a [Item], found: &mut Vec<&'a Comment>) {
    let block = |block: Option<&'a Block>, found: &mut Vec<&'a Comment>| {
        if let Some(block) = block {
            comments_of(&block.items, found);
            found.extend(&block.comment);
        }
    };
    for item in items {
        match item {
            Item::Statement(statement) => {
                found.extend(statement.comment.iter().chain(&statement.continued));
                block(statement.block.as_ref(), found);
            }
            Item::Broken(broken) => block(broken.block.as_ref(), found),
            Item::Comment(comment) => found.push(comment),
            Item::Blank => {}
        }
    }
}

/// A generator of numbers that is the same on every run.
pub struct Dice(u64);

impl Dice {
    /// Begins from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit.max(1)
    }

    /// One of several.
    pub fn pick<'a, T: ?Sized>(&mut self, among: &[&'a T]) -> &'a T {
        among[self.below(among.len())]
    }
}

/// Reads included files from a folder of the crate.
pub struct Folder(pub &'static str);

impl Loader for Folder {
    fn load(&self, _from: &str, path: &str) -> Result<Loaded, LoadError> {
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(self.0).join(path);
        let text = std::fs::read_to_string(&file).map_err(|error| LoadError::Unreadable(error.to_string()))?;
        Ok(Loaded { name: path.to_owned(), identity: path.to_owned(), text })
    }
}

/// The crate's folder.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Says that a test is skipped for want of something; where `ENGROSS_REQUIRE_TOOLS` is set, a want is a failure.
pub fn skip(what: &str) {
    assert!(std::env::var_os("ENGROSS_REQUIRE_TOOLS").is_none(), "missing: {what}");
    eprintln!("skipped: {what}");
}

/// A program of the machine; none where it is not installed, and the test is skipped.
pub fn tool(name: &str) -> Option<&str> {
    let found = std::process::Command::new(name).arg("-v").output().is_ok();
    if !found {
        skip(&format!("`{name}` is not installed"));
    }
    found.then_some(name)
}

/// A program that an environment variable names; none where it is not set, and the test is skipped.
pub fn command(variable: &str) -> Option<std::ffi::OsString> {
    let found = std::env::var_os(variable);
    if found.is_none() {
        skip(&format!("`{variable}` is not set"));
    }
    found
}
