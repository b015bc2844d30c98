//! The second half of a file's identifier is a hash of the file, so that any byte that is changed afterwards shows.
//!
//! That finds damage and slips, and the hand that does not know of it. It proves nothing about who made a file: who
//! changes it can reckon the hash anew. Signatures prove that.

use std::ops::Range;

use sha2::{Digest as _, Sha256};

/// The digits of the hash.
const DIGITS: usize = 64;

/// A finished file: it ends with an end of line, without which the first signature would break PDF/A, and its
/// identifier holds the hash of all else.
///
/// # Errors
/// The file has no identifier: it is none of ours.
pub fn stamped(file: Vec<u8>) -> Result<Vec<u8>, String> {
    let [first, second] = identifier(&file).ok_or("the file has no identifier")?;
    let mut stamped = Vec::with_capacity(file.len() + DIGITS + 2);
    stamped.extend_from_slice(&file[..first.end]);
    stamped.push(b'<');
    let at = stamped.len()..stamped.len() + DIGITS;
    stamped.extend_from_slice(&[b'0'; DIGITS]);
    stamped.push(b'>');
    stamped.extend_from_slice(&file[second.end..]);
    if !stamped.ends_with(b"\n") {
        stamped.push(b'\n');
    }
    let hash = sha256(&stamped);
    stamped[at].copy_from_slice(hash.as_bytes());
    Ok(stamped)
}

/// Whether a file is as it was finished; none where its identifier holds no such hash.
pub fn holds(file: &[u8]) -> Option<bool> {
    let [_, second] = identifier(file)?;
    let at = second.start + 1..second.end - 1;
    let digits = file.get(at.clone()).filter(|digits| digits.len() == DIGITS && file[second.start] == b'<')?;
    let stated = String::from_utf8(digits.to_vec()).ok()?;
    let mut zeroed = file.to_vec();
    zeroed[at].fill(b'0');
    Some(stated == sha256(&zeroed))
}

/// A SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The places of both halves of the identifier in the last trailer, delimiters included.
fn identifier(file: &[u8]) -> Option<[Range<usize>; 2]> {
    let find = |wanted: &[u8], from: usize| {
        let found = file.get(from..)?.windows(wanted.len()).position(|window| window == wanted)?;
        Some(from + found + wanted.len())
    };
    let from = file.windows(7).rposition(|window| window == b"trailer")?;
    let first = string(file, blanks(file, find(b"/ID", from)?))?;
    let second = string(file, blanks(file, first.end))?;
    Some([first, second])
}

/// Past white space and the bracket that opens an array.
fn blanks(file: &[u8], from: usize) -> usize {
    let skipped = file[from..].iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == b'[').count();
    from + skipped
}

/// The string that begins at a place.
fn string(file: &[u8], from: usize) -> Option<Range<usize>> {
    let rest = file.get(from..)?;
    if rest.first()? == &b'<' {
        return Some(from..from + rest.iter().position(|byte| *byte == b'>')? + 1);
    }
    let (mut depth, mut escaped) = (0, false);
    for (at, byte) in rest.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(from..from + at + 1),
            b')' => depth -= 1,
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    const FILE: &[u8] = b"%PDF-1.7\nwords\ntrailer\n<</Size 9/ID[(a\\)b)(c(d)e)]>>\nstartxref\n15\n%%EOF";

    #[test]
    fn every_byte_counts() {
        let file = stamped(FILE.to_vec()).expect("there is an identifier");
        assert!(file.ends_with(b"%%EOF\n") && file.starts_with(b"%PDF-1.7\nwords\ntrailer\n<</Size 9/ID[(a\\)b)<"));
        assert_eq!(holds(&file), Some(true));
        for at in 0..file.len() {
            let mut changed = file.clone();
            changed[at] ^= 1;
            assert_ne!(holds(&changed), Some(true), "at {at}");
        }
        assert_eq!(holds(FILE), None);
    }

    #[test]
    fn a_file_is_finished_twice_alike() {
        let file = stamped(FILE.to_vec()).expect("there is an identifier");
        assert_eq!(stamped(file.clone()), Ok(file));
    }
}
