//! Source texts, the places in them, and the door through which they come in.

use std::fmt;
use std::sync::Arc;

/// Largest source file that is read, in bytes: far beyond any instrument, small enough to bound every stage.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;

/// Index of a file in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u16);

/// A half-open range of bytes in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
}

impl Span {
    /// Makes a span from byte offsets; offsets beyond `u32` cannot occur, since [`MAX_BYTES`] bounds a file.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { file, start: clamp(start), end: clamp(end) }
    }

    /// The range as `usize`, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that covers both; `self` where they lie in different files.
    pub fn to(self, other: Self) -> Self {
        if self.file != other.file {
            return self;
        }
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The empty span at the start of this one.
    pub fn head(self) -> Self {
        Self { end: self.start, ..self }
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }
}

/// A value with its place in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Pairs a value with its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// Line and column, both counted from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// One text with its name and its line index.
#[derive(Debug, Clone)]
pub struct Source {
    /// The name findings show: a path as the user wrote it, or `<stdin>`.
    pub name: String,
    text: Arc<str>,
    lines: Vec<u32>,
    /// The UTF-16 units before each [`STRIDE`]th byte: a column of a long line is not counted from its beginning.
    units: Vec<u32>,
}

const STRIDE: usize = 1024;

/// The UTF-16 units of the characters that begin in some bytes of a text.
fn units(bytes: &[u8]) -> u32 {
    bytes.iter().map(|byte| u32::from(!(0x80..0xC0).contains(byte)) + u32::from(*byte >= 0xF0)).sum()
}

impl Source {
    /// Indexes the lines of a text.
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let mut lines = vec![0];
        lines.extend(text.match_indices('\n').map(|(i, _)| i as u32 + 1));
        let mut sum = 0;
        let so_far = text.as_bytes().chunks(STRIDE).map(|chunk| {
            sum += units(chunk);
            sum
        });
        let units = std::iter::once(0).chain(so_far).collect();
        Self { name: name.into(), text, lines, units }
    }

    /// The text as it was read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text under a span; empty where the span is out of range or splits a character.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Line and column of a byte offset.
    pub fn position(&self, offset: u32) -> Position {
        let line = self.number_of_line(offset);
        let start = self.lines[line - 1] as usize;
        let before = self.text.get(start..(offset as usize).min(self.text.len())).unwrap_or_default();
        Position { line, column: before.chars().count() + 1 }
    }

    /// The line of a byte offset, counted from 1.
    pub fn number_of_line(&self, offset: u32) -> usize {
        self.lines.partition_point(|start| *start <= offset).max(1)
    }

    /// The UTF-16 units of the text before a byte offset.
    pub fn units_before(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.text.len());
        let known = self.units.get(offset / STRIDE).copied().unwrap_or_default();
        known + self.text.as_bytes().get(offset / STRIDE * STRIDE..offset).map_or(0, units)
    }

    /// The place of a line, counted from 1, without its end mark; the empty place at the end where there is no such line.
    pub fn line(&self, file: FileId, number: usize) -> Span {
        let end = self.text.len();
        let start = number.checked_sub(1).and_then(|index| self.lines.get(index)).map_or(end, |start| *start as usize);
        let stop = self.lines.get(number).map_or(end, |next| *next as usize);
        let text = self.text.get(start..stop).unwrap_or_default();
        Span::new(file, start, start + text.trim_end_matches(['\n', '\r']).len())
    }
}

/// All files of one compact: the one asked for first, then what it includes, in order of reading.
#[derive(Debug, Clone, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Adds a file; `None` when there are more files than a compact can have.
    pub fn add(&mut self, source: Source) -> Option<FileId> {
        let id = FileId(u16::try_from(self.0.len()).ok()?);
        self.0.push(source);
        Some(id)
    }

    /// The file of an id; ids come from [`Sources::add`] on the same value.
    pub fn get(&self, id: FileId) -> &Source {
        &self.0[id.0 as usize]
    }

    /// The files in order of reading.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.0.iter().enumerate().map(|(i, source)| (FileId(i as u16), source))
    }

    /// The text under a span.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).slice(span)
    }
}

/// A file that a loader found.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The name to show in findings.
    pub name: String,
    /// What makes two paths the same file, so that a second include of one file is noticed.
    pub identity: String,
    /// The text.
    pub text: String,
}

/// Why a loader refused a path; each prints as the end of "cannot include `path`: …".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadError {
    /// The path leads out of the project's folder, by `..`, by a link, or by being absolute.
    Outside {
        /// The project's folder, as shown to the user.
        root: String,
    },
    /// The file does not exist or cannot be read.
    Unreadable(String),
    /// The file is not UTF-8.
    NotText,
    /// The file is larger than [`MAX_BYTES`].
    TooLarge,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outside { root } => write!(f, "it lies outside the project's folder `{root}`"),
            Self::Unreadable(why) => f.write_str(why),
            Self::NotText => f.write_str("it is not UTF-8 text"),
            Self::TooLarge => write!(f, "it is larger than {} MiB", MAX_BYTES / (1024 * 1024)),
        }
    }
}

/// The only door through which included files come: handed in by the command line, the editor or a test.
pub trait Loader {
    /// Reads `path`, written in the file with the identity `from`.
    ///
    /// # Errors
    /// A [`LoadError`] that says why the path is refused.
    fn load(&self, from: &str, path: &str) -> Result<Loaded, LoadError>;
}

/// A loader for texts that stand alone: every include is refused.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFiles;

impl Loader for NoFiles {
    fn load(&self, _from: &str, _path: &str) -> Result<Loaded, LoadError> {
        Err(LoadError::Unreadable("this text has no folder to read from".into()))
    }
}
