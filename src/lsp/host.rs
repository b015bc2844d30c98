//! The world as the language server sees it: handed in by the command line, or by a test.

use std::collections::HashMap;
use std::path::Path;
#[cfg(feature = "preview")]
use std::path::PathBuf;
use std::sync::Arc;

use crate::Analysis;
use crate::document::wording::Wordings;
use crate::rules::Rules;

/// The texts of open files, by what makes each file itself: they stand for what is on the disk.
pub type Buffers = HashMap<String, String>;

/// All that is known of a compact, and what it was judged by.
#[derive(Debug, Clone)]
pub struct Checked {
    /// What the core says.
    pub analysis: Analysis,
    /// What makes each of its files itself, in the order of its sources.
    pub files: Vec<String>,
    /// What judged it.
    pub project: Arc<ProjectSettings>,
    /// What is wrong with its project's settings: then those from before judged it, or none.
    pub trouble: Option<String>,
}

/// What a project sets.
#[derive(Debug, Default)]
pub struct ProjectSettings {
    /// Its rules.
    pub rules: Rules,
    /// Its words.
    pub wordings: Wordings,
}

/// A place in a preview that was clicked on.
#[cfg(feature = "preview")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clicked {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
}

/// What a click in a preview asks for, on a thread of its own; what it gives back is why it could not be done.
#[cfg(feature = "preview")]
pub type OnClick = Box<dyn Fn(Clicked) -> Result<(), String> + Send + Sync>;

/// The door to files and settings.
pub trait Host {
    /// Reads and analyses a file with all that it includes.
    ///
    /// # Errors
    /// The file or its lock cannot be read.
    fn analyze(&self, file: &str, buffers: &Buffers) -> Result<Checked, String>;

    /// What makes a file itself: its canonical path, also where it is not there yet.
    fn identity(&self, path: &Path) -> String;

    /// The compacts and fragments in a folder and below, by identity.
    fn compacts(&self, folder: &Path) -> Vec<String>;

    /// Begins to show a file in a browser as it stands in the editor, unless it is shown already, and gives the address of
    /// the page.
    ///
    /// # Errors
    /// It cannot be served, or its file not watched.
    #[cfg(feature = "preview")]
    fn preview(&self, file: &str, buffers: &Buffers, on_click: OnClick) -> Result<String, String>;

    /// Hands the text of a file on to the previews, where there are any; none is what is on the disk. It does not wait for
    /// them.
    #[cfg(feature = "preview")]
    fn typed(&self, file: &str, text: Option<&str>);

    /// Forgets settings that were read: they may have changed.
    fn forget(&self);
}
