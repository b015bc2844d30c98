//! Reading one file, with limits; and writing one, whole or not at all.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Component, Path, PathBuf};

use super::screen::why;
use crate::source::{LoadError, MAX_BYTES};

/// Why a file could not be read as a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ReadError {
    /// What the system says.
    System(String),
    /// It is not UTF-8: the line and the value of the first byte that is wrong.
    NotText { line: usize, byte: u8 },
    /// It is larger than [`MAX_BYTES`].
    TooLarge,
}

impl ReadError {
    /// What is wrong, as the end of a sentence.
    pub fn why(&self) -> String {
        match self {
            Self::System(why) => why.clone(),
            Self::NotText { line, byte } => format!("it is not UTF-8 text: line {line} holds the byte 0x{byte:02X}"),
            Self::TooLarge => LoadError::TooLarge.to_string(),
        }
    }

    /// The cure, where one is known.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::NotText { byte, .. } => {
                let guess = latin(*byte).map(|c| format!("in Windows-1252 that byte is `{c}`; ")).unwrap_or_default();
                Some(format!("{guess}save the file with the encoding UTF-8"))
            }
            Self::TooLarge => Some("a compact is a text that people read; divide it with `include`".to_owned()),
            Self::System(_) => None,
        }
    }
}

impl From<ReadError> for LoadError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::System(why) => Self::Unreadable(why),
            ReadError::NotText { .. } => Self::NotText,
            ReadError::TooLarge => Self::TooLarge,
        }
    }
}

/// The letter that most files which are not UTF-8 mean by a byte.
fn latin(byte: u8) -> Option<char> {
    match byte {
        0x91 | 0x92 => Some('’'),
        0x93 => Some('“'),
        0x94 => Some('”'),
        0x96 => Some('–'),
        0xC0..=0xFF => Some(char::from(byte)),
        _ => None,
    }
}

/// Reads a text of bounded size.
pub(super) fn read(path: &Path) -> Result<String, ReadError> {
    let system = |error: io::Error| ReadError::System(why(&error));
    let file = File::open(path).map_err(system)?;
    let data = file.metadata().map_err(system)?;
    if data.is_dir() {
        return Err(ReadError::System("it is a folder".to_owned()));
    }
    if data.len() > MAX_BYTES as u64 {
        return Err(ReadError::TooLarge);
    }
    read_from(file, data.len() as usize)
}

/// Reads a file of bounded size that is no text.
#[cfg(feature = "pdf")]
pub(super) fn read_bytes(path: &Path, most: u64) -> Result<Vec<u8>, ReadError> {
    let system = |error: io::Error| ReadError::System(why(&error));
    let file = File::open(path).map_err(system)?;
    if file.metadata().map_err(system)?.is_dir() {
        return Err(ReadError::System("it is a folder".to_owned()));
    }
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(system)?;
    if bytes.len() as u64 > most {
        return Err(ReadError::System(format!("it is larger than {} MiB", most / 1024 / 1024)));
    }
    Ok(bytes)
}

/// Reads a text of bounded size from an open file or pipe, whose size may be known.
pub(super) fn read_from(from: impl Read, size: usize) -> Result<String, ReadError> {
    let mut bytes = Vec::with_capacity(size + 1);
    // One byte more than allowed tells a text that is too large from one that just fits.
    from.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| ReadError::System(why(&error)))?;
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge);
    }
    String::from_utf8(bytes).map_err(|error| {
        let bytes = error.as_bytes();
        let at = error.utf8_error().valid_up_to();
        let line = bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        ReadError::NotText { line, byte: bytes.get(at).copied().unwrap_or_default() }
    })
}

/// A file that is written and not yet in its place.
pub(super) struct Pending {
    file: tempfile::NamedTempFile,
    path: PathBuf,
}

impl Pending {
    /// Writes beside the place where the file will stand, so that putting it there is one step of the file system.
    pub fn write(path: &Path, bytes: &[u8]) -> io::Result<Self> {
        // A link keeps standing, and what it leads to is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        // Told now, and not when the other files of the same text are in their places already.
        if path.is_dir() {
            return Err(io::Error::new(ErrorKind::IsADirectory, "it is a folder"));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".engross-");
        let permissions = fs::metadata(&path).map(|data| data.permissions()).ok();
        set_mode(&mut builder);
        let mut file = builder.tempfile_in(folder)?;
        file.write_all(bytes)?;
        if let Some(permissions) = permissions {
            file.as_file().set_permissions(permissions)?;
        }
        Ok(Self { file, path })
    }

    /// Puts the file in its place.
    pub fn finish(self) -> io::Result<()> {
        self.file.persist(&self.path).map(|_| ()).map_err(|error| error.error)
    }
}

/// Temporary files are private by default; ours become ordinary files, so the user's mask is to decide.
#[cfg(unix)]
fn set_mode(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn set_mode(_builder: &mut tempfile::Builder<'_, '_>) {}

/// A path without `.` and with `..` resolved, as far as that is possible without looking at the disk.
pub(super) fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(tidy.components().next_back(), Some(Component::Normal(_))) => {
                tidy.pop();
            }
            Component::ParentDir if tidy.has_root() => {}
            part => tidy.push(part),
        }
    }
    tidy
}
