//! The texts that the arguments name: files, folders walked, the standard input.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::args::Inputs;
use super::files::{self, ReadError, tidy};
use super::screen::{lower, why};
use super::{Trouble, Verdict, screen};
use crate::source::Source;

/// A text to work on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Input {
    /// The name shown to the user: the path as written.
    pub name: String,
    /// What makes it itself: the canonical path.
    pub identity: String,
    /// Whether it was named, and not found in a folder.
    pub named: bool,
    /// Where it is read from; none is the standard input.
    pub path: Option<PathBuf>,
}

/// The name shown for a text without one.
const STDIN: &str = "<stdin>";

impl Input {
    /// Whether it came through a pipe without a name.
    pub fn is_nameless(&self) -> bool {
        self.path.is_none() && self.name == STDIN
    }

    /// The folder it stands in, canonical.
    pub fn folder(&self) -> PathBuf {
        Path::new(&self.identity).parent().unwrap_or(Path::new("/")).to_owned()
    }

    /// Reads the text.
    pub fn read(&self) -> Result<Source, Trouble> {
        let text = match &self.path {
            Some(path) => files::read(path),
            None => files::read_from(io::stdin().lock(), 0),
        };
        text.map(|text| Source::new(self.name.clone(), text)).map_err(|error| unreadable(&self.name, &error))
    }
}

fn unreadable(name: &str, error: &ReadError) -> Trouble {
    let trouble = Trouble::new(format!("cannot read `{name}`: {}", error.why()));
    match error.help() {
        Some(help) => trouble.help(help),
        None => trouble,
    }
}

/// The texts that the arguments name, each once, in the order of the arguments and within a folder by name.
///
/// What cannot be found is said at once, and the rest is still done: the verdict says whether that happened.
///
/// # Errors
/// The current folder is gone.
pub(super) fn gather(args: &Inputs) -> Result<(Vec<Input>, Verdict), Trouble> {
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() { &here[..] } else { &args.paths[..] };
    let mut verdict = Verdict::Good;
    let mut inputs = Vec::new();
    if args.stdin_filename.is_some() && !paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Trouble::new("`--stdin-filename` names the text that `-` reads, and there is no `-`")
            .help("add `-`, or leave out `--stdin-filename`"));
    }
    for path in paths {
        let mut complain = |trouble: Trouble| {
            screen::complain(&trouble);
            verdict = Verdict::Trouble;
        };
        let found =
            if path.as_os_str() == "-" { stdin(args).map(|input| vec![input]) } else { find(path, &mut complain) };
        match found {
            Ok(found) => inputs.extend(found),
            Err(trouble) => complain(trouble),
        }
    }
    // A file that is named, and in a folder that is named as well, counts as named.
    inputs.sort_by_key(|input| !input.named);
    let mut seen = HashSet::new();
    inputs.retain(|input| seen.insert(input.identity.clone()));
    inputs.sort_by(|a, b| Path::new(&a.name).cmp(Path::new(&b.name)));
    Ok((inputs, verdict))
}

/// The one text that a command is about.
///
/// # Errors
/// There is no such file.
pub(super) fn one(path: &Path) -> Result<Input, Trouble> {
    if path.as_os_str() == "-" {
        return stdin(&Inputs { paths: Vec::new(), stdin_filename: None });
    }
    if path.is_dir() {
        return Err(Trouble::new(format!("`{}` is a folder", path.display())).help("name one compact in it"));
    }
    let data = fs::metadata(path);
    data.map_err(|error| Trouble::new(format!("cannot read `{}`: {}", path.display(), why(&error))))?;
    input(path, true)
}

fn stdin(args: &Inputs) -> Result<Input, Trouble> {
    let here =
        std::env::current_dir().map_err(|error| Trouble::new(format!("cannot tell the folder: {}", why(&error))))?;
    let name = args.stdin_filename.as_deref();
    let path = here.join(name.unwrap_or(Path::new(STDIN)));
    // The file itself need not exist; where its folder does, includes are looked for there.
    let folder = path.parent().and_then(|folder| fs::canonicalize(folder).ok());
    let identity = match (fs::canonicalize(&path), folder, path.file_name()) {
        (Ok(real), _, _) => real,
        (_, Some(folder), Some(file)) => folder.join(file),
        _ => tidy(&path),
    };
    let name = name.map_or(STDIN.to_owned(), |name| tidy(name).to_string_lossy().into_owned());
    Ok(Input { name, identity: identity.to_string_lossy().into_owned(), named: true, path: None })
}

/// What makes a file itself: its canonical path; of one that is not there yet, that of its folder with its name.
#[cfg(feature = "lsp")]
pub(super) fn identity(path: &Path) -> PathBuf {
    let folder = || Some(fs::canonicalize(path.parent()?).ok()?.join(path.file_name()?));
    fs::canonicalize(path).ok().or_else(folder).unwrap_or_else(|| tidy(path))
}

/// The compacts and fragments in a folder and below; what cannot be read is left out.
#[cfg(feature = "lsp")]
pub(super) fn walked(folder: &Path) -> Vec<Input> {
    find(folder, &mut |_| {}).unwrap_or_default()
}

fn find(path: &Path, complain: &mut impl FnMut(Trouble)) -> Result<Vec<Input>, Trouble> {
    let shown = path.display();
    let data = fs::metadata(path).map_err(|error| Trouble::new(format!("cannot read `{shown}`: {}", why(&error))))?;
    if !data.is_dir() {
        return Ok(vec![input(path, true)?]);
    }
    // By name, so that findings come in the same order on every machine.
    let walk = WalkBuilder::new(path).require_git(false).sort_by_file_path(Path::cmp).build();
    let mut inputs = Vec::new();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                complain(Trouble::new(format!("cannot walk `{shown}`: {}", lower(&error.to_string()))));
                continue;
            }
        };
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        if is_file && entry.path().extension().is_some_and(|extension| extension == "compact") {
            match input(entry.path(), false) {
                Ok(input) => inputs.push(input),
                Err(trouble) => complain(trouble),
            }
        }
    }
    if inputs.is_empty() {
        let help = "a compact ends in `.compact`; `engross new NAME` begins one";
        return Err(Trouble::new(format!("there is no compact in `{shown}`")).help(help));
    }
    Ok(inputs)
}

fn input(path: &Path, named: bool) -> Result<Input, Trouble> {
    let name = path.strip_prefix(".").unwrap_or(path).to_string_lossy().into_owned();
    // A pipe under /dev/fd can be read and has no canonical path.
    let real = fs::canonicalize(path)
        .or_else(|_| std::path::absolute(path))
        .map_err(|error| Trouble::new(format!("cannot read `{name}`: {}", why(&error))))?;
    Ok(Input { name, identity: real.to_string_lossy().into_owned(), named, path: Some(path.to_owned()) })
}
