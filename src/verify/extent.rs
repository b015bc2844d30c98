//! Whether each byte behind a file as it was printed belongs to something: to an object that a revision lists, or to the
//! list itself.

use std::collections::BTreeMap;

use lopdf::xref::XrefEntry;
use lopdf::{Document, Object, ObjectId};

/// Dictionaries within dictionaries.
const DEPTH: usize = 100;
/// The longest remark in front of `startxref`: some software writes its name there.
const REMARK: usize = 80;

/// Why the end of `file` from `from` on is no revision of what stands before it; nothing where it is one.
pub(super) fn apart(file: &[u8], from: usize, before: &Document, after: &Document) -> Option<&'static str> {
    if after.xref_recovery.is_some() || after.xref_start < from {
        return Some("it lists no objects of its own: what stands in it belongs to nothing");
    }
    let follows = Reader { file, at: after.xref_start }.previous() == Some(before.xref_start);
    let once = after.xref_section_count == before.xref_section_count + 1;
    (!follows || !once).then_some("it does not follow on the revision before it")
}

/// Whether each byte of a revision belongs to an object that it lists, or to its list.
pub(super) fn is_whole(file: &[u8], from: usize, before: &Document, after: &Document) -> bool {
    let Some(listed) = listed(from, before, after) else { return false };
    let mut reader = Reader { file, at: from };
    for (offset, id) in &listed {
        reader.blanks();
        if reader.at != *offset || !reader.object(Some(*id), after.objects.get(id)) {
            return false;
        }
    }
    reader.blanks();
    let listed = listed.contains_key(&after.xref_start) || reader.at == after.xref_start && reader.list();
    listed && reader.end(after.xref_start)
}

/// The objects that a revision lists as its own, by their places; none where it lists one at a place of another revision.
fn listed(from: usize, before: &Document, after: &Document) -> Option<BTreeMap<usize, ObjectId>> {
    let mut listed = BTreeMap::new();
    for (number, entry) in &after.reference_table.entries {
        let XrefEntry::Normal { offset, generation } = *entry else { continue };
        let place = offset as usize;
        let old = matches!(before.reference_table.get(*number), Some(XrefEntry::Normal { offset: was, .. }) if *was == offset);
        if place >= from {
            if listed.insert(place, (*number, generation)).is_some() {
                return None;
            }
        } else if !old {
            return None;
        }
    }
    Some(listed)
}

/// Reads the outer form of a PDF: what stands behind what, and not what it means.
struct Reader<'a> {
    file: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a [u8] {
        self.file.get(self.at..).unwrap_or_default()
    }

    fn blanks(&mut self) {
        self.at += self.rest().iter().take_while(|byte| is_blank(**byte)).count();
    }

    /// Reads a word, blanks before it passed over.
    fn word(&mut self, word: &[u8]) -> bool {
        self.blanks();
        let stands = self.rest().starts_with(word);
        self.at += if stands { word.len() } else { 0 };
        stands
    }

    fn number(&mut self) -> Option<usize> {
        self.blanks();
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        let number = std::str::from_utf8(self.rest().get(..digits)?).ok()?.parse().ok()?;
        self.at += digits;
        Some(number)
    }

    /// An object: the one that is meant, where it is known.
    fn object(&mut self, id: Option<ObjectId>, object: Option<&Object>) -> bool {
        let (Some(number), Some(generation)) = (self.number(), self.number()) else { return false };
        let meant = id.is_none_or(|id| (id.0 as usize, usize::from(id.1)) == (number, generation));
        if !meant || !self.word(b"obj") || !self.value(DEPTH) {
            return false;
        }
        if self.word(b"stream") {
            self.at += usize::from(self.rest().starts_with(b"\r"));
            self.at += usize::from(self.rest().starts_with(b"\n"));
            match object {
                Some(Object::Stream(stream)) => self.at += stream.content.len(),
                _ => match self.rest().windows(9).position(|window| window == b"endstream") {
                    Some(length) => self.at += length,
                    None => return false,
                },
            }
            if !self.word(b"endstream") {
                return false;
            }
        }
        self.word(b"endobj")
    }

    /// A list of objects: a table with its trailer, or a stream that does not list itself.
    fn list(&mut self) -> bool {
        if !self.word(b"xref") {
            return self.object(None, None);
        }
        let entry = |byte: &u8| is_blank(*byte) || byte.is_ascii_digit() || matches!(byte, b'n' | b'f');
        self.at += self.rest().iter().take_while(|byte| entry(byte)).count();
        self.word(b"trailer") && self.value(DEPTH)
    }

    /// The end of a revision, whose list stands at `start`.
    fn end(&mut self, start: usize) -> bool {
        self.blanks();
        if self.rest().starts_with(b"%") {
            let remark = self.rest().iter().take_while(|byte| !matches!(byte, b'\r' | b'\n')).count();
            if remark > REMARK {
                return false;
            }
            self.at += remark;
        }
        let ends = self.word(b"startxref") && self.number() == Some(start) && self.word(b"%%EOF");
        self.blanks();
        ends && self.rest().is_empty()
    }

    /// Where the list before this one stands.
    fn previous(&mut self) -> Option<usize> {
        let of_table = self.word(b"xref");
        let dictionary = match of_table {
            true => self.rest().windows(7).position(|window| window == b"trailer").map(|at| self.at + at + 7)?,
            false => {
                let (Some(_), Some(_), true) = (self.number(), self.number(), self.word(b"obj")) else { return None };
                self.at
            }
        };
        self.at = dictionary;
        if !self.word(b"<<") {
            return None;
        }
        // Keys and values are not told apart: a name is only written so where it is the key.
        while !self.word(b">>") {
            if self.word(b"/Prev") && self.rest().first().is_some_and(|byte| is_blank(*byte)) {
                return self.number();
            }
            if !self.value(DEPTH) {
                return None;
            }
        }
        None
    }

    /// One value, whatever it is. Remarks have no place in what is added to a file.
    fn value(&mut self, depth: usize) -> bool {
        if depth == 0 {
            return false;
        }
        for (open, close) in [(&b"<<"[..], &b">>"[..]), (b"[", b"]")] {
            if self.word(open) {
                while !self.word(close) {
                    if !self.value(depth - 1) {
                        return false;
                    }
                }
                return true;
            }
        }
        match self.rest().first() {
            Some(b'(') => self.string(),
            Some(b'<') => {
                let length = self.rest().iter().position(|byte| *byte == b'>');
                self.at += length.map_or(0, |length| length + 1);
                length.is_some()
            }
            Some(first) => {
                let slash = usize::from(*first == b'/');
                let length = self.rest()[slash..].iter().take_while(|byte| is_regular(**byte)).count();
                self.at += slash + length;
                length > 0
            }
            None => false,
        }
    }

    fn string(&mut self) -> bool {
        let (mut open, mut escaped) = (0_usize, false);
        for (length, byte) in self.rest().iter().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'(' => open += 1,
                b')' if open == 1 => {
                    self.at += length + 1;
                    return true;
                }
                b')' => open -= 1,
                _ => {}
            }
        }
        false
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | b'\x0C' | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !b"()<>[]{}/%".contains(&byte)
}
