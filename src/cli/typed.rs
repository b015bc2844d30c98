//! Texts as they stand in the editor: it begins previews, and they show what is typed.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::files;
use super::project::Edited;

/// The texts that are open in an editor. It is shared by the language server, which writes, and its previews.
#[derive(Default)]
pub(super) struct Typed(Mutex<Edited>);

impl Typed {
    fn texts(&self) -> MutexGuard<'_, Edited> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is open now.
    pub fn now(&self) -> Edited {
        self.texts().clone()
    }

    /// Takes all that is open.
    #[cfg(feature = "lsp")]
    pub fn begin(&self, texts: &Edited) {
        self.texts().clone_from(texts);
    }

    /// Takes one text, or forgets it where it is not open any more; whether that is anything new.
    #[cfg(feature = "lsp")]
    pub fn take(&self, file: &str, text: Option<&str>) -> bool {
        let mut texts = self.texts();
        if texts.get(file).map(String::as_str) == text {
            return false;
        }
        match text {
            Some(text) => texts.insert(file.to_owned(), text.to_owned()),
            None => texts.remove(file),
        };
        true
    }

    /// Whether all that is open is saved.
    pub fn is_saved(&self) -> bool {
        self.now().iter().all(|(file, text)| is_saved(file, text))
    }
}

/// Whether a text is what its file holds. Editors keep the mark of a file's bytes to themselves.
pub(super) fn is_saved(file: &str, text: &str) -> bool {
    const MARK: char = '\u{FEFF}';
    files::read(Path::new(file)).is_ok_and(|saved| saved.trim_start_matches(MARK) == text.trim_start_matches(MARK))
}
