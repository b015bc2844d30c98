//! The lock file beside a compact: found, read, written.

use std::path::{Path, PathBuf};

use super::Trouble;
use super::files::{self, Pending};
use super::inputs::Input;
use super::screen::why;
use crate::lock::Lock;

/// Where the lock of a text stands; none for a text from a pipe that has no name.
pub(super) fn path(input: &Input) -> Option<PathBuf> {
    (!input.is_nameless()).then(|| beside(Path::new(&input.identity)))
}

/// The lock's name as the user would write it.
pub(super) fn name(input: &Input) -> String {
    beside(Path::new(&input.name)).to_string_lossy().into_owned()
}

fn beside(compact: &Path) -> PathBuf {
    let mut name = compact.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}

/// Reads the lock of a text, where it has one.
///
/// # Errors
/// The file is there and is no lock.
pub(super) fn read(input: &Input) -> Result<Option<Lock>, Trouble> {
    let Some(path) = path(input).filter(|path| path.exists()) else { return Ok(None) };
    let name = name(input);
    let text = files::read(&path).map_err(|error| Trouble::new(format!("cannot read `{name}`: {}", error.why())))?;
    let lock = Lock::read(&text).map_err(|error| {
        let help = "take it from version control again; or delete it, and settle the text anew with `engross settle`";
        Trouble::new(format!("`{name}` is no lock that can be used: {error}")).help(help)
    })?;
    Ok(Some(lock))
}

/// Writes the lock of a text.
///
/// # Errors
/// The file cannot be written.
pub(super) fn write(input: &Input, lock: &Lock) -> Result<(), Trouble> {
    let name = name(input);
    let compact = Path::new(&input.name).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let Some(path) = path(input) else {
        let trouble = Trouble::new("a text from a pipe has no lock file");
        return Err(trouble.help("name the file"));
    };
    let text = lock.write(&compact).map_err(Trouble::new)?;
    let unwritten = |error: std::io::Error| Trouble::new(format!("cannot write `{name}`: {}", why(&error)));
    Pending::write(&path, text.as_bytes()).and_then(Pending::finish).map_err(unwritten)
}
