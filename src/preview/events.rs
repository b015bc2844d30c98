//! What the page is told: the state of things, as JSON, whenever it changes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

use super::reading::{Edition, File, Finding, Pages, Reading, Trouble};

/// What is shown now.
pub struct Shown {
    /// Its number.
    pub revision: u64,
    /// The reading.
    pub reading: Reading,
    /// The last that could be printed; none where nothing could yet.
    pub good: Option<Arc<Good>>,
    /// The same for the page, as JSON.
    pub told: String,
}

/// A reading that could be printed, and its prints as far as they were asked for.
pub struct Good {
    /// Its number: later readings have greater ones.
    pub revision: u64,
    /// The files of it that were not saved.
    unsaved: Vec<String>,
    pages: Arc<dyn Pages>,
    html: Prints<String>,
    pdf: Prints<Vec<u8>>,
}

/// What was printed, by edition.
type Prints<T> = Mutex<HashMap<usize, Arc<Result<T, Trouble>>>>;

impl Good {
    /// Nothing is printed yet.
    pub fn new(revision: u64, unsaved: Vec<String>, pages: Arc<dyn Pages>) -> Self {
        Self { revision, unsaved, pages, html: Mutex::default(), pdf: Mutex::default() }
    }

    /// An edition by its name.
    pub fn edition(&self, id: &str) -> Option<usize> {
        self.pages.editions().iter().position(|edition| edition.id == id)
    }

    /// The HTML of an edition; takes a few milliseconds at the first time.
    pub fn html(&self, edition: usize) -> Arc<Result<String, Trouble>> {
        once(&self.html, edition, || self.pages.html(edition))
    }

    /// The PDF of an edition; takes a tenth of a second at the first time.
    pub fn pdf(&self, edition: usize) -> Arc<Result<Vec<u8>, Trouble>> {
        once(&self.pdf, edition, || self.pages.pdf(edition))
    }
}

/// What was made before, or what is made now: whoever asks for the same meanwhile waits.
fn once<T>(prints: &Prints<T>, edition: usize, make: impl FnOnce() -> Result<T, Trouble>) -> Arc<Result<T, Trouble>> {
    let mut prints = prints.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(prints.entry(edition).or_insert_with(|| Arc::new(make())))
}

/// What the page is told.
#[derive(Serialize)]
struct State<'a> {
    /// Counts the readings.
    revision: u64,
    /// The reading that can be seen; none where none could be printed.
    page: Option<u64>,
    name: &'a str,
    files: Vec<&'a str>,
    editions: &'a [Edition],
    findings: &'a [Finding],
    tally: &'a str,
    troubles: &'a [Trouble],
    /// The files that were read with changes that are not saved, and those with which the page was made that can be seen.
    unsaved: &'a [String],
    unsaved_on_page: &'a [String],
    /// Whether this program prints PDF.
    pdf: bool,
    /// Whether a click opens an editor.
    opens: bool,
}

impl Shown {
    /// A reading after others, of which `before` was the last that could be printed.
    pub fn new(revision: u64, reading: Reading, before: Option<Arc<Good>>, opens: bool) -> Self {
        let good = match &reading.pages {
            Some(pages) => Some(Arc::new(Good::new(revision, reading.unsaved.clone(), Arc::clone(pages)))),
            None => before,
        };
        let state = State {
            revision,
            page: good.as_ref().map(|good| good.revision),
            name: &reading.name,
            files: reading.files.iter().map(|file: &File| file.name.as_str()).collect(),
            editions: good.as_ref().map(|good| good.pages.editions()).unwrap_or_default(),
            findings: &reading.findings,
            tally: &reading.tally,
            troubles: &reading.troubles,
            unsaved: &reading.unsaved,
            unsaved_on_page: good.as_ref().map(|good| good.unsaved.as_slice()).unwrap_or_default(),
            pdf: cfg!(feature = "pdf"),
            opens,
        };
        // Numbers and texts can always be written.
        let told = serde_json::to_string(&state).unwrap_or_default();
        Self { revision, reading, good, told }
    }
}
