//! Files watched: `engross check --watch` checks again, and the preview prints again, whenever one of them changes.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::args::Check;
use super::check::once;
use super::{Trouble, Verdict, screen};
use crate::report::number;

/// An editor saves in several steps; when nothing has happened for so long, it is done.
const QUIET: Duration = Duration::from_millis(100);

/// Checks, waits, and checks again; ends with Ctrl-C.
pub(super) fn run(args: &Check) -> Result<Verdict, Trouble> {
    let mut watch = Watch::new()?;
    loop {
        if io::stdout().is_terminal() {
            screen::print("\u{1b}[2J\u{1b}[H")?;
        }
        let mut read = BTreeSet::new();
        if let Err(trouble) = once(args, &mut read) {
            screen::complain(&trouble);
        }
        watch.follow(read)?;
        screen::tell(&format!("watching {}; Ctrl-C ends\n", number(watch.files.len(), "file")));
        watch.wait(QUIET, || QUIET)?;
    }
}

/// What wakes who waits.
enum Wake {
    /// Something happened to files.
    Change(notify::Result<Event>),
    /// Something was typed.
    #[cfg_attr(not(all(feature = "preview", feature = "lsp")), allow(dead_code, reason = "no editor is listened to"))]
    Typed,
    /// The user has seen enough.
    #[cfg_attr(not(feature = "preview"), allow(dead_code, reason = "a check ends with the program"))]
    End,
}

/// Files that are watched, through their folders: an editor puts a new file in the place of the old one, which is then
/// not watched.
pub(super) struct Watch {
    watcher: RecommendedWatcher,
    wakes: Receiver<Wake>,
    #[cfg_attr(not(feature = "preview"), allow(dead_code, reason = "a check ends with the program"))]
    waker: Sender<Wake>,
    /// The folders.
    folders: BTreeSet<PathBuf>,
    /// The files, and folders whose every file counts.
    files: BTreeSet<PathBuf>,
}

/// Why somebody who waited was woken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Woken {
    /// A file has changed.
    Changed,
    /// The user has seen enough.
    Ended,
}

impl Watch {
    /// Nothing is watched yet.
    ///
    /// # Errors
    /// The system watches no files.
    pub fn new() -> Result<Self, Trouble> {
        let (waker, wakes) = channel();
        let sender = waker.clone();
        // Nobody waits any more when the program ends.
        let watcher =
            notify::recommended_watcher(move |event| drop(sender.send(Wake::Change(event)))).map_err(fails)?;
        Ok(Self { watcher, wakes, waker, folders: BTreeSet::new(), files: BTreeSet::new() })
    }

    /// What ends the waiting, from another thread.
    #[cfg(feature = "preview")]
    pub fn end(&self) -> impl FnOnce() + Send + 'static {
        let waker = self.waker.clone();
        move || drop(waker.send(Wake::End))
    }

    /// What wakes who waits when something was typed, from another thread.
    #[cfg(all(feature = "preview", feature = "lsp"))]
    pub fn typing(&self) -> impl Fn() + Send + 'static {
        let waker = self.waker.clone();
        move || drop(waker.send(Wake::Typed))
    }

    /// Watches files as well, those that are not there yet among them; whether that are other folders than before.
    ///
    /// # Errors
    /// The system watches no more files.
    pub fn follow(&mut self, files: impl IntoIterator<Item = PathBuf>) -> Result<bool, Trouble> {
        // A reading that failed early may have touched less than the one before: nothing is forgotten.
        self.files.extend(files);
        let mut more = false;
        for file in &self.files {
            let folder = if file.is_dir() { Some(file.as_path()) } else { file.parent() };
            // Of a folder that is not there, the one in which it would appear.
            let folder = folder.and_then(|folder| folder.ancestors().find(|folder| folder.is_dir()));
            let Some(folder) = folder.filter(|folder| !self.folders.contains(*folder)) else { continue };
            match self.watcher.watch(folder, RecursiveMode::NonRecursive) {
                Ok(()) => more |= self.folders.insert(folder.to_owned()),
                // It has gone meanwhile, or may not be listed: then nothing can be seen there.
                Err(error) if matches!(error.kind, notify::ErrorKind::PathNotFound | notify::ErrorKind::Io(_)) => {}
                Err(error) => return Err(fails(error)),
            }
        }
        Ok(more)
    }

    /// Waits until one of the files has changed or something was typed, and nothing has happened for a while, but not for
    /// longer than ten times that: for `quiet` where a file has changed, else for the pause that `typing` tells.
    ///
    /// # Errors
    /// The system watches no files any more.
    pub fn wait(&mut self, quiet: Duration, typing: impl Fn() -> Duration) -> Result<Woken, Trouble> {
        let gone = |_| Trouble::new("cannot watch files any more");
        let mut still = loop {
            match self.wakes.recv().map_err(gone)? {
                Wake::End => return Ok(Woken::Ended),
                Wake::Typed => break typing(),
                Wake::Change(event) if self.notes(&event) => break quiet,
                Wake::Change(_) => {}
            }
        };
        let first = Instant::now();
        while let Ok(wake) = self.wakes.recv_timeout(still) {
            match wake {
                Wake::End => return Ok(Woken::Ended),
                Wake::Typed => still = still.min(typing()),
                Wake::Change(event) if self.notes(&event) => still = quiet,
                Wake::Change(_) => {}
            }
            if first.elapsed() > still * 10 {
                break;
            }
        }
        Ok(Woken::Changed)
    }

    /// Whether an event is about a file that was read, or about one that may be read now. A folder that has gone must be
    /// watched anew when it is there again.
    fn notes(&mut self, event: &notify::Result<Event>) -> bool {
        // Where events were lost, anything may have happened.
        let Ok(event) = event else { return true };
        let mut matter = event.need_rescan();
        if matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(notify::event::ModifyKind::Name(_))) {
            for path in &event.paths {
                if self.folders.remove(path) {
                    // The system may have forgotten it already.
                    let _ = self.watcher.unwatch(path);
                    matter = true;
                }
            }
        }
        matter || matters(event, &self.files)
    }
}

fn fails(error: notify::Error) -> Trouble {
    Trouble::new(format!("cannot watch files: {error}"))
}

/// Whether an event is about one of the files, or about a text beside them.
fn matters(event: &Event, files: &BTreeSet<PathBuf>) -> bool {
    let is_text = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        !name.starts_with('.') && (name.ends_with(".compact") || name == super::config::FILE)
    };
    let in_listed = |path: &Path| path.parent().is_some_and(|folder| files.contains(folder));
    // A folder that a missing file stands in has come.
    let above = |path: &Path| files.iter().any(|file| file.starts_with(path));
    !matches!(event.kind, EventKind::Access(_))
        && event.paths.iter().any(|path| is_text(path) || in_listed(path) || above(path))
}
