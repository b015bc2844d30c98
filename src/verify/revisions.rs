//! The revisions of a PDF: what was printed, and what was added to the file since.
//!
//! A signature is added behind the file as it stands, so that all earlier states of it stay inside, one after the other.

use lopdf::{DecompressError, Document, LoadOptions};

use super::changes::{Changes, changes};
use super::{Added, Unreadable, extent};

/// The most bytes that one stream of a file's own bookkeeping may take up, unpacked.
const BOOKKEEPING: usize = 64 * 1024 * 1024;
/// The most revisions: a signature, a time stamp and what proves it, for each of twenty who sign.
const MOST: usize = 64;

/// What to do about a file that is none of ours.
const ANEW: &str = "ask whoever sent the file for it anew: no instrument is made so";

/// What the file was when it was printed, and what became of it.
pub(super) struct Revisions<'a> {
    /// The bytes as they were printed.
    pub first: &'a [u8],
    /// The same, read.
    pub printed: Document,
    /// What each later revision changed.
    pub later: Vec<Changes>,
    /// Whether something that is no revision stands behind the last.
    pub surplus: bool,
}

impl<'a> Revisions<'a> {
    /// Reads a file.
    ///
    /// # Errors
    /// It is no PDF, or a broken one.
    pub fn of(file: &'a [u8]) -> Result<Self, Unreadable> {
        let ends = ends(file);
        let Some(first) = ends.first() else {
            return Err(Unreadable { why: "it is not a whole PDF".to_owned(), help: "name a PDF" });
        };
        if ends.len() > MOST {
            let why = format!("it has {} revisions, more than any signing asks for", ends.len());
            return Err(Unreadable { why, help: ANEW });
        }
        let first = &file[..*first];
        let printed = read(first)?;
        let mut later: Vec<Changes> = Vec::new();
        let mut before = None;
        for (from, end) in ends.iter().zip(&ends[1..]) {
            let whole = &file[..*end];
            let last = before.as_ref().unwrap_or(&printed);
            let revision = read_with(whole, true).map_err(|error| error.why).and_then(|after| {
                match extent::apart(whole, *from, last, &after) {
                    Some(fault) => Err(fault.to_owned()),
                    None => Ok(after),
                }
            });
            // What is no revision is not compared; what follows is held against the last that was one.
            let after = match revision {
                Ok(after) => after,
                Err(fault) => {
                    later.push(Changes { faults: vec![fault], ..Changes::default() });
                    continue;
                }
            };
            let mut changes = changes(last, &after, &printed, whole);
            if !extent::is_whole(whole, *from, last, &after) {
                changes.faults.push("bytes were added that belong to no object".to_owned());
            }
            later.push(changes);
            before = Some(after);
        }
        let surplus = ends.last().is_some_and(|end| file[*end..].iter().any(|byte| !byte.is_ascii_whitespace()));
        Ok(Self { first, printed, later, surplus })
    }

    /// What was added to it.
    pub fn added(&self) -> Added {
        if self.later.iter().any(Changes::is_signed) {
            Added::Signatures
        } else if self.later.is_empty() {
            Added::Nothing
        } else {
            Added::Else
        }
    }
}

/// Reads a PDF, with bounds.
///
/// # Errors
/// It is none.
pub(super) fn read(file: &[u8]) -> Result<Document, Unreadable> {
    read_with(file, false)
}

/// Reads a PDF; nothing in it is mended where that is strict.
fn read_with(file: &[u8], strict: bool) -> Result<Document, Unreadable> {
    let options = LoadOptions { strict, ..LoadOptions::with_max_decompressed_size(BOOKKEEPING) };
    let pdf = Document::load_mem_with_options(file, options).map_err(|error| match error {
        lopdf::Error::Decompress(DecompressError::MemoryLimitExceeded { limit }) => {
            let limit = limit / 1024 / 1024;
            Unreadable {
                why: format!("a part of it unpacks to more than {limit} MiB, which nothing of ours does"),
                help: ANEW,
            }
        }
        error => Unreadable { why: format!("it is not a PDF that can be read: {error}"), help: "name a PDF" },
    })?;
    if pdf.is_encrypted() {
        return Err(Unreadable { why: "it is encrypted".to_owned(), help: "ask for the file as it was before" });
    }
    Ok(pdf)
}

/// Where revisions end: behind each `%%EOF` that a `startxref` with its number stands before.
fn ends(file: &[u8]) -> Vec<usize> {
    const MARK: &[u8] = b"%%EOF";
    let mut ends = Vec::new();
    for at in memchr_all(file, MARK) {
        let before = trimmed(&file[..at]);
        let digits = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let named = digits > 0 && trimmed(&before[..before.len() - digits]).ends_with(b"startxref");
        if named {
            let behind = &file[at + MARK.len()..];
            let line = if behind.starts_with(b"\r\n") { 2 } else { usize::from(behind.starts_with(b"\n")) };
            ends.push(at + MARK.len() + line);
        }
    }
    ends
}

fn memchr_all<'a>(file: &'a [u8], mark: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    file.windows(mark.len()).enumerate().filter(move |(_, window)| *window == mark).map(|(at, _)| at)
}

fn trimmed(bytes: &[u8]) -> &[u8] {
    bytes.trim_ascii_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn revisions_end_where_the_file_did() {
        let file = b"%PDF\n%%EOF in a comment\nstartxref\n9\n%%EOF\nmore startxref\r\n12\r\n%%EOF\r\nstartxref %%EOF";
        let ends: Vec<&[u8]> = ends(file).into_iter().map(|end| &file[..end]).collect();
        assert_eq!(ends.len(), 2);
        assert!(ends[0].ends_with(b"9\n%%EOF\n") && ends[1].ends_with(b"12\r\n%%EOF\r\n"));
    }
}
