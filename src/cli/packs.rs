//! A project's own pack, read from its folder.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::files;
use super::screen::why;
use crate::rules::{Fault, Pack, PackFile, PackFiles, Rulebook, load};

/// Reads the pack of a folder; `shown` is the folder as the user would write it. Tells the files and folders, too.
///
/// # Errors
/// Everything that is wrong with its files.
pub(super) fn read(folder: &Path, shown: &Path, book: &Rulebook) -> Result<(Pack, Vec<PathBuf>), Vec<Fault>> {
    let mut faults = Vec::new();
    let mut read = vec![folder.to_owned(), folder.join("words")];
    let mut file = |path: &Path| {
        let name = shown.join(path.strip_prefix(folder).unwrap_or(path)).to_string_lossy().into_owned();
        let text = files::read(path);
        read.push(path.to_owned());
        text.map(|text| PackFile { path: name.clone(), text })
            .map_err(|error| faults.push(unreadable(&name, &error.why(), error.help())))
            .ok()
    };
    let about = file(&folder.join("pack.toml"));
    let clean = folder.join("clean.compact");
    let clean = clean.is_file().then(|| file(&clean)).flatten().map(|file| file.text);
    let listed =
        with_extension(folder, "md").and_then(|pages| Ok((pages, with_extension(&folder.join("words"), "toml")?)));
    let (pages, lists) = listed.map_err(|error| vec![unreadable(&shown.to_string_lossy(), &why(&error), None)])?;
    let pages: Vec<PackFile> = pages.iter().filter_map(|path| file(path)).collect();
    let mut words = BTreeMap::new();
    for path in &lists {
        let language = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        words.extend(file(path).map(|file| (language, file)));
    }
    match about {
        Some(about) if faults.is_empty() => {
            load(PackFiles { about, pages, words, clean }, book).map(|pack| (pack, read))
        }
        _ => Err(faults),
    }
}

fn unreadable(name: &str, why: &str, help: Option<String>) -> Fault {
    Fault { message: format!("cannot read `{name}`: {why}"), help }
}

/// The files of a folder that end so, by name; none where there is no such folder. What begins with a point is hidden.
pub(super) fn with_extension(folder: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    let hidden = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    paths.retain(|path| path.extension().is_some_and(|found| found == extension) && !hidden(path) && path.is_file());
    paths.sort();
    Ok(paths)
}
