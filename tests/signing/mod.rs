//! What is exchanged at a signing: the canonical source, fields that people sign, sealed files, and their proof.

#[cfg(feature = "pdf")]
mod added;
#[cfg(feature = "pdf")]
mod fields;
#[cfg(feature = "pdf")]
mod forged;
#[cfg(feature = "pdf")]
mod later;
#[cfg(feature = "pdf")]
mod press;
#[cfg(feature = "pdf")]
mod secrets;
mod source;
#[cfg(feature = "pdf")]
mod told;

use engross::document::Document;
use engross::document::edition::{Edition, Layout};
use engross::document::wording::Wordings;
use engross::model::Model;
use engross::rules::Rules;
use engross::source::{LoadError, Loaded, Loader, NoFiles, Source};
use engross::{Analysis, Project};

use crate::support;

/// Reads included files from the disk.
struct Disk;

impl Loader for Disk {
    fn load(&self, from: &str, path: &str) -> Result<Loaded, LoadError> {
        let file = std::path::Path::new(from).parent().unwrap().join(path).canonicalize();
        let file = file.map_err(|error| LoadError::Unreadable(error.to_string()))?;
        let identity = file.display().to_string();
        let text = std::fs::read_to_string(file).map_err(|error| LoadError::Unreadable(error.to_string()))?;
        Ok(Loaded { name: path.to_owned(), identity, text })
    }
}

/// Analyses a file of the crate.
fn analyzed(path: &str) -> Analysis {
    let file = support::root().join(path);
    let root = Source::new(path, std::fs::read_to_string(&file).unwrap());
    let identity = file.display().to_string();
    engross::analyze(&Project {
        root,
        identity,
        loader: &Disk,
        judged_as: None,
        settlement: Default::default(),
        rules: &Rules::default(),
    })
}

/// Analyses a text that includes nothing.
fn analyzed_text(text: &str) -> Analysis {
    let root = Source::new("a.compact", text);
    let identity = "a.compact".to_owned();
    engross::analyze(&Project {
        root,
        identity,
        loader: &NoFiles,
        judged_as: None,
        settlement: Default::default(),
        rules: &Rules::default(),
    })
}

/// The editions of a compact: the common one, each original, each language, in columns, conformed.
fn editions(model: &Model) -> Vec<Edition> {
    let common = Edition::default();
    let mut editions = vec![common.clone(), Edition { conformed: true, ..common.clone() }];
    let participants = model.participants.iter().map(|participant| participant.id.value.as_str());
    editions.extend(participants.filter_map(|id| common.clone().original(model, id).ok()));
    let languages = model.compact.iter().flat_map(|compact| &compact.languages);
    editions.extend(languages.filter_map(|tag| common.clone().language(model, &tag.value).ok()));
    let columns = |edition: &Edition| edition.clone().laid_out(model, Layout::Columns).ok();
    let in_columns: Vec<Edition> = editions.iter().filter_map(columns).collect();
    editions.extend(in_columns);
    editions
}

/// The documents of an edition.
fn composed(analysis: &Analysis, edition: &Edition) -> Vec<Document> {
    engross::document::compose(&analysis.model, &Wordings::default(), edition).unwrap_or_default()
}
