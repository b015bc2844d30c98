//! `engross check --watch`: checks again whenever a file of the compacts, or of their project, changes.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::args::Check;
use super::check::once;
use super::{Trouble, Verdict, screen};
use crate::report::number;

/// An editor saves in several steps; when nothing has happened for so long, it is done.
const QUIET: Duration = Duration::from_millis(100);

/// Checks, waits, and checks again; ends with Ctrl-C.
pub(super) fn run(args: &Check) -> Result<Verdict, Trouble> {
    let fails = |error: notify::Error| Trouble::new(format!("cannot watch files: {error}"));
    let (sender, changes) = channel();
    let mut watcher = notify::recommended_watcher(sender).map_err(fails)?;
    let mut watched = BTreeSet::new();
    let mut files = BTreeSet::new();
    loop {
        if io::stdout().is_terminal() {
            screen::print("\u{1b}[2J\u{1b}[H")?;
        }
        let mut read = BTreeSet::new();
        if let Err(trouble) = once(args, &mut read) {
            screen::complain(&trouble);
        }
        // A run that failed early may have read less than the one before.
        files.extend(read);
        follow(&mut watcher, &mut watched, &files).map_err(fails)?;
        screen::tell(&format!("watching {}; Ctrl-C ends\n", number(files.len(), "file")));
        wait(&changes, &files)?;
    }
}

/// Watches the folders of the files: an editor puts a new file in the place of the old one, which is then not watched.
fn follow(
    watcher: &mut RecommendedWatcher,
    watched: &mut BTreeSet<PathBuf>,
    files: &BTreeSet<PathBuf>,
) -> notify::Result<()> {
    for file in files {
        let folder = if file.is_dir() { Some(file.as_path()) } else { file.parent() };
        let Some(folder) = folder.filter(|folder| folder.is_dir()) else { continue };
        if watched.insert(folder.to_owned()) {
            watcher.watch(folder, RecursiveMode::NonRecursive)?;
        }
    }
    Ok(())
}

/// Waits until one of the files has changed and no more is happening.
fn wait(changes: &Receiver<notify::Result<Event>>, files: &BTreeSet<PathBuf>) -> Result<(), Trouble> {
    let gone = || Trouble::new("cannot watch files any more");
    loop {
        let event = changes.recv().map_err(|_| gone())?;
        if event.is_ok_and(|event| matters(&event, files)) {
            break;
        }
    }
    while changes.recv_timeout(QUIET).is_ok() {}
    Ok(())
}

/// Whether an event is about a file that was read, or about one that may be read now.
fn matters(event: &Event, files: &BTreeSet<PathBuf>) -> bool {
    let is_text = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        !name.starts_with('.') && (name.ends_with(".compact") || name == super::config::FILE)
    };
    let in_listed = |path: &Path| path.parent().is_some_and(|folder| files.contains(folder));
    !matches!(event.kind, EventKind::Access(_))
        && event.paths.iter().any(|path| files.contains(path) || is_text(path) || in_listed(path))
}
