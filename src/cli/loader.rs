//! The door for includes: files of the project's folder, and no others.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::files::{self, tidy};
use super::inputs::Input;
use super::project::Edited;
use super::screen::why;
use super::settings::project_folder;
use crate::source::{LoadError, Loaded, Loader};

/// Reads the includes of one compact from the disk.
pub(super) struct Disk<'a> {
    /// The project's folder, canonical.
    root: PathBuf,
    /// The folder of the file asked for, canonical.
    folder: PathBuf,
    /// The same folder as the user wrote it.
    shown: PathBuf,
    /// What was loaded: the identity of every name.
    loaded: RefCell<HashMap<String, String>>,
    /// The paths that were looked for, those that lead nowhere among them.
    sought: RefCell<Vec<PathBuf>>,
    /// Texts that stand for those of files.
    edited: &'a Edited,
}

impl<'a> Disk<'a> {
    /// The loader for a compact.
    pub fn new(input: &Input, edited: &'a Edited) -> Self {
        let folder = input.folder();
        Self {
            root: project_folder(&folder).unwrap_or(&folder).to_owned(),
            shown: Path::new(&input.name).parent().unwrap_or(Path::new("")).to_owned(),
            loaded: RefCell::new(HashMap::from([(input.name.clone(), input.identity.clone())])),
            folder,
            sought: RefCell::default(),
            edited,
        }
    }

    /// What makes each file itself, by the name shown for it; and the paths that were looked for.
    pub fn found(self) -> (HashMap<String, String>, Vec<PathBuf>) {
        (self.loaded.into_inner(), self.sought.into_inner())
    }

    fn outside(&self) -> LoadError {
        let root = self.show(&self.root);
        LoadError::Outside { root: if root.is_empty() { ".".to_owned() } else { root } }
    }

    /// A path as the user would write it, beside the file asked for.
    fn show(&self, path: &Path) -> String {
        tidy(&self.shown.join(relative(&self.folder, path))).to_string_lossy().into_owned()
    }
}

impl Loader for Disk<'_> {
    fn load(&self, from: &str, path: &str) -> Result<Loaded, LoadError> {
        let folder = Path::new(from).parent().unwrap_or(&self.folder);
        // Where the words lead is judged first: an answer about a file outside would already tell something of it.
        let written = tidy(&folder.join(path));
        if Path::new(path).is_absolute() || !written.starts_with(&self.root) {
            return Err(self.outside());
        }
        self.sought.borrow_mut().push(written.clone());
        // A file that an editor has open need not be on the disk yet.
        let unsaved = self.edited.contains_key(written.to_string_lossy().as_ref());
        let real = match fs::canonicalize(&written) {
            Err(_) if unsaved => written.clone(),
            found => found.map_err(|error| LoadError::Unreadable(why(&error)))?,
        };
        if !real.starts_with(&self.root) {
            return Err(self.outside());
        }
        // A pipe or a device would keep the reader waiting; only who names one wants that.
        if !real.is_file() && !unsaved {
            return Err(LoadError::Unreadable("it is not a file".to_owned()));
        }
        let identity = real.to_string_lossy().into_owned();
        let text = match self.edited.get(&identity) {
            Some(text) => text.clone(),
            None => files::read(&real)?,
        };
        let name = self.show(&written);
        self.loaded.borrow_mut().insert(name.clone(), identity.clone());
        Ok(Loaded { name, identity, text })
    }
}

/// The way from a folder to a path, both canonical.
pub(super) fn relative(folder: &Path, path: &Path) -> PathBuf {
    let shared = folder.components().zip(path.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(shared).map(|_| std::path::Component::ParentDir);
    up.chain(path.components().skip(shared)).collect()
}
