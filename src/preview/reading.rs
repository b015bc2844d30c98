//! What a compact is at a moment, as the page shows it.

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Gives the page of a rule by its code.
pub type Explain = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// A compact as it was read last.
pub struct Reading {
    /// The name of the file, as the user wrote it.
    pub name: String,
    /// Every file that a place may name; a later reading may add to the list, and changes nothing of it.
    pub files: Vec<File>,
    /// What was found, in order of weight and place.
    pub findings: Vec<Finding>,
    /// The findings counted: "2 errors, 1 warning".
    pub tally: String,
    /// The names of the files that were read as they stand in an editor, and not as they are saved.
    pub unsaved: Vec<String>,
    /// What stands in the way of printing it, or of signing it.
    pub troubles: Vec<Trouble>,
    /// What can be printed; none where the text is refused, and what was shown before stays.
    pub pages: Option<Arc<dyn Pages>>,
    /// The page of a rule, by its code; none where there is no such rule.
    pub explain: Explain,
}

/// A file of a compact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The name that is shown.
    pub name: String,
    /// Where it stands.
    pub path: PathBuf,
}

/// A place in a file of a [`Reading`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct At {
    /// The file, as an index into [`Reading::files`].
    pub file: usize,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// A place that was clicked on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: File,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// A finding.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// `error`, `warning`, `info` or `open`, for what a draft may leave open.
    pub weight: &'static str,
    /// The code of its rule.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// The cure.
    pub help: Option<String>,
    /// On what it rests, and how certain that is.
    pub authority: Option<String>,
    /// Where it begins.
    pub at: At,
    /// The first and the last line of the outermost statement around it.
    pub within: [usize; 2],
}

/// Something that is wrong and is no finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Trouble {
    /// What is wrong.
    pub message: String,
    /// The cure.
    pub help: Option<String>,
}

/// One way to print a compact: in all languages, the original of a participant, a language alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edition {
    /// Names it in addresses: letters, digits and hyphens.
    pub id: String,
    /// Names it to people.
    pub label: String,
}

/// What a compact prints as. It is asked from several threads.
pub trait Pages: Send + Sync {
    /// The editions; the first is shown unless another is chosen.
    fn editions(&self) -> &[Edition];

    /// The HTML of an edition, its blocks marked with their places ([`super::placed`]).
    ///
    /// # Errors
    /// Why it cannot be printed.
    fn html(&self, edition: usize) -> Result<String, Trouble>;

    /// The PDF of an edition.
    ///
    /// # Errors
    /// Why it cannot be printed.
    fn pdf(&self, edition: usize) -> Result<Vec<u8>, Trouble>;
}
