//! `engross lsp`: the world, for the language server.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::inputs::{self, Input};
#[cfg(feature = "preview")]
use super::preview::Served;
use super::project::{Looked, look};
use super::settings::{Projects, Settings};
#[cfg(feature = "preview")]
use super::typed::Typed;
use super::{Trouble, Verdict};
use crate::lsp::{Buffers, Checked, Host, ProjectSettings};

pub(super) fn run() -> Result<Verdict, Trouble> {
    let world = World::default();
    crate::lsp::serve(&world).map_err(|error| Trouble::new(format!("the editor and the server part: {error}")))?;
    Ok(Verdict::Good)
}

/// Settings, and what is wrong with them.
type Known = (Arc<ProjectSettings>, Option<String>);

/// The disk, and the settings that were read from it.
#[derive(Default)]
struct World {
    /// By the folder of a file.
    settings: RefCell<HashMap<PathBuf, Known>>,
    /// Those that were right last.
    before: RefCell<HashMap<PathBuf, Arc<ProjectSettings>>>,
    /// The compacts that are previewed, by file.
    #[cfg(feature = "preview")]
    previews: RefCell<HashMap<String, Served>>,
    /// What is open, as far as a preview has begun.
    #[cfg(feature = "preview")]
    typed: Arc<Typed>,
}

impl World {
    /// What a project sets; where that is wrong now, what it set before, and what is wrong.
    fn settings(&self, input: &Input) -> Known {
        let folder = input.folder();
        if let Some(known) = self.settings.borrow().get(&folder) {
            return known.clone();
        }
        let read = Projects::of(std::slice::from_ref(input)).map(|projects| projects.into_settings(input));
        let known = match read {
            Ok(Settings { rules, wordings, .. }) => (Arc::new(ProjectSettings { rules, wordings }), None),
            Err(trouble) => {
                let before = self.before.borrow().get(&folder).cloned();
                (before.unwrap_or_default(), Some(in_words(trouble)))
            }
        };
        self.before.borrow_mut().insert(folder.clone(), Arc::clone(&known.0));
        self.settings.borrow_mut().insert(folder, known.clone());
        known
    }

    fn checked(&self, file: &str, buffers: &Buffers) -> Result<Checked, Trouble> {
        let input = input(file);
        let (project, trouble) = self.settings(&input);
        let Looked { analysis, identities, .. } = look(&input, None, &project.rules, &project.wordings, buffers)?;
        let files = analysis.files.sources.iter().map(|(_, source)| identities.get(&source.name).cloned());
        let files = files.map(Option::unwrap_or_default).collect();
        Ok(Checked { analysis, files, project, trouble })
    }
}

fn in_words(trouble: Trouble) -> String {
    match trouble.help {
        Some(help) => format!("{}\nhelp: {help}", trouble.message),
        None => trouble.message,
    }
}

impl Host for World {
    fn analyze(&self, file: &str, buffers: &Buffers) -> Result<Checked, String> {
        self.checked(file, buffers).map_err(in_words)
    }

    fn identity(&self, path: &Path) -> String {
        inputs::identity(path).to_string_lossy().into_owned()
    }

    fn compacts(&self, folder: &Path) -> Vec<String> {
        inputs::walked(folder).into_iter().map(|input| input.identity).collect()
    }

    #[cfg(feature = "preview")]
    fn preview(&self, file: &str, buffers: &Buffers, on_click: crate::lsp::OnClick) -> Result<String, String> {
        let mut previews = self.previews.borrow_mut();
        if let Some(served) = previews.get(file) {
            return Ok(served.address.clone());
        }
        self.typed.begin(buffers);
        let on_click = move |place: &crate::preview::Place| {
            on_click(crate::lsp::Clicked { file: place.file.path.clone(), line: place.line })
        };
        let served = super::preview::serve(shown(file), Arc::clone(&self.typed), Box::new(on_click));
        let served = served.map_err(|trouble| trouble.message)?;
        let address = served.address.clone();
        previews.insert(file.to_owned(), served);
        Ok(address)
    }

    #[cfg(feature = "preview")]
    fn typed(&self, file: &str, text: Option<&str>) {
        let previews = self.previews.borrow();
        if !previews.is_empty() && self.typed.take(file, text) {
            previews.values().for_each(|served| (served.wake)());
        }
    }

    fn forget(&self) {
        self.settings.borrow_mut().clear();
    }
}

/// A file as a page shows it: by its name alone.
#[cfg(feature = "preview")]
fn shown(identity: &str) -> Input {
    let name = Path::new(identity).file_name().unwrap_or_default().to_string_lossy().into_owned();
    Input { name, ..input(identity) }
}

/// A file as a text to work on; its name is its path, which an editor shows by itself.
fn input(identity: &str) -> Input {
    Input { name: identity.to_owned(), identity: identity.to_owned(), named: true, path: Some(PathBuf::from(identity)) }
}
