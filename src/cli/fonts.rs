//! Fonts from folders and from the machine, looked for only when a document needs a script that is not embedded.

use std::path::PathBuf;

use fontdb::{Database, FaceInfo, Source, Style, Weight};

use crate::document::Document;
use crate::render::fonts::{Fonts, needed_scripts, script};

/// A font that was found for a script.
pub struct Found {
    /// The script, by its ISO 15924 code.
    pub script: String,
    /// The family.
    pub family: String,
    /// Whether it lies in a folder that was given, and not among the machine's fonts.
    pub given: bool,
    /// Its files.
    pub files: Vec<PathBuf>,
}

/// The fonts at hand: those of the folders given, which go first, and the machine's.
pub struct Shelves([Database; 2]);

impl Shelves {
    /// Looks for fonts in folders and on the machine.
    pub fn of(folders: &[PathBuf]) -> Self {
        let mut given = Database::new();
        folders.iter().for_each(|folder| given.load_fonts_dir(folder));
        let mut installed = Database::new();
        installed.load_system_fonts();
        Self([given, installed])
    }

    /// Adds the preferred family that is there for a script.
    pub fn add(&self, code: &str, fonts: &mut Fonts) -> Option<Found> {
        let row = script(code)?;
        let mut choices =
            self.0.iter().enumerate().flat_map(|place| row.families.iter().map(move |family| (place, family)));
        let has = |place: &Database, family: &str| place.faces().any(|face| sets(face, family));
        let ((index, place), family) = choices.find(|((_, place), family)| has(place, family))?;
        let mut files = Vec::new();
        for face in place.faces().filter(|face| sets(face, family)) {
            // A file that cannot be read any more is a font that is not there: the renderer then says what is missing.
            if let Some((bytes, index)) = place.with_face_data(face.id, |data, index| (data.to_vec(), index)) {
                fonts.add(bytes, index);
            }
            if let Source::File(path) | Source::SharedFile(path, _) = &face.source
                && !files.contains(path)
            {
                files.push(path.clone());
            }
        }
        files.sort();
        Some(Found { script: code.to_owned(), family: family.clone(), given: index == 0, files })
    }
}

/// The fonts for a document: the embedded ones, and for every other script the preferred family that is found, first in
/// the folders given, then among the machine's.
pub fn find(document: &Document, folders: &[PathBuf]) -> Fonts {
    find_all(document, folders).0
}

/// The same, with where they were found.
pub fn find_all(document: &Document, folders: &[PathBuf]) -> (Fonts, Vec<Found>) {
    let mut fonts = Fonts::embedded();
    let needed = needed_scripts(document);
    if needed.is_empty() {
        return (fonts, Vec::new());
    }
    let shelves = Shelves::of(folders);
    let found = needed.iter().filter_map(|code| shelves.add(code, &mut fonts)).collect();
    (fonts, found)
}

/// Whether a face is the upright regular or bold of a family: the only ones that an instrument uses.
fn sets(face: &FaceInfo, family: &str) -> bool {
    face.families.iter().any(|(name, _)| name == family)
        && face.style == Style::Normal
        && (face.weight == Weight::NORMAL || face.weight == Weight::BOLD)
}
