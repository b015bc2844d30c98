//! Fonts from folders and from the machine, looked for only when a document needs a script that is not embedded.

use std::path::PathBuf;

use fontdb::{Database, FaceInfo, Style, Weight};

use crate::document::Document;
use crate::render::fonts::{Fonts, needed_scripts, script};

/// The fonts for a document: the embedded ones, and for every other script the preferred family that is found, first in
/// the folders given, then among the machine's.
pub fn find(document: &Document, folders: &[PathBuf]) -> Fonts {
    let mut fonts = Fonts::embedded();
    let needed = needed_scripts(document);
    if needed.is_empty() {
        return fonts;
    }
    let mut given = Database::new();
    folders.iter().for_each(|folder| given.load_fonts_dir(folder));
    let mut installed = Database::new();
    installed.load_system_fonts();
    for row in needed.iter().filter_map(|code| script(code)) {
        let places = [&given, &installed];
        let mut choices = places.iter().flat_map(|place| row.families.iter().map(move |family| (place, family)));
        let Some((place, family)) = choices.find(|(place, family)| place.faces().any(|face| sets(face, family))) else {
            continue;
        };
        for face in place.faces().filter(|face| sets(face, family)) {
            // A file that cannot be read any more is a font that is not there: the renderer then says what is missing.
            if let Some((bytes, index)) = place.with_face_data(face.id, |data, index| (data.to_vec(), index)) {
                fonts.add(bytes, index);
            }
        }
    }
    fonts
}

/// Whether a face is the upright regular or bold of a family: the only ones that an instrument uses.
fn sets(face: &FaceInfo, family: &str) -> bool {
    face.families.iter().any(|(name, _)| name == family)
        && face.style == Style::Normal
        && (face.weight == Weight::NORMAL || face.weight == Weight::BOLD)
}
