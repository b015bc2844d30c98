//! Places as the protocol counts them: lines from 0, and in a line bytes or UTF-16 units. Everywhere else they are bytes.

use std::path::Path;

use gen_lsp_types::{Position, PositionEncodingKind, Range, Uri};

use crate::source::{FileId, Source, Span};

/// What a column counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 units: what a client counts that does not say otherwise.
    #[default]
    Utf16,
}

impl Encoding {
    /// Bytes where the client can count them.
    pub fn agreed(offered: &[PositionEncodingKind]) -> Self {
        if offered.contains(&PositionEncodingKind::UTF8) { Self::Utf8 } else { Self::Utf16 }
    }

    /// As the protocol calls it.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    /// The columns of some text of one line.
    pub fn width(self, text: &str) -> u32 {
        let width = match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
        };
        u32::try_from(width).unwrap_or(u32::MAX)
    }

    /// The position of a byte.
    pub fn position(self, source: &Source, offset: u32) -> Position {
        let line = source.number_of_line(offset);
        let start = source.line(FileId::default(), line).start;
        let character = match self {
            Self::Utf8 => u32::try_from(source.text().len()).map_or(offset, |end| offset.min(end)) - start,
            Self::Utf16 => source.units_before(offset) - source.units_before(start),
        };
        Position { line: u32::try_from(line - 1).unwrap_or(u32::MAX), character }
    }

    /// The range of a span.
    pub fn range(self, source: &Source, span: Span) -> Range {
        Range { start: self.position(source, span.start), end: self.position(source, span.end) }
    }

    /// The byte of a position; a column beyond the line is its end, a line beyond the text is the end of the text.
    pub fn offset(self, source: &Source, position: Position) -> u32 {
        let line = source.line(FileId::default(), position.line as usize + 1);
        let text = source.slice(line);
        let mut column = 0;
        for (at, c) in text.char_indices() {
            if column >= position.character {
                return line.start + u32::try_from(at).unwrap_or(u32::MAX);
            }
            column += match self {
                Self::Utf8 => u32::try_from(c.len_utf8()).unwrap_or(1),
                Self::Utf16 => u32::try_from(c.len_utf16()).unwrap_or(1),
            };
        }
        line.end
    }
}

/// The address of a file.
pub fn uri(identity: &str) -> Option<Uri> {
    Uri::from_file_path(Path::new(identity)).ok()
}

/// The path that an address means; none where it is no file's.
pub fn path(uri: &Uri) -> Option<std::path::PathBuf> {
    (uri.scheme() == "file").then(|| uri.to_file_path().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_what_was_agreed() {
        let source = Source::new("a", "aé𝄞b\r\nc\n");
        for (encoding, column) in [(Encoding::Utf8, 7), (Encoding::Utf16, 4)] {
            let position = Position { line: 0, character: column };
            assert_eq!(encoding.position(&source, 7), position);
            assert_eq!(encoding.offset(&source, position), 7);
            assert_eq!(encoding.offset(&source, Position { line: 0, character: 99 }), 8);
            assert_eq!(encoding.offset(&source, Position { line: 1, character: 1 }), 11);
            assert_eq!(encoding.offset(&source, Position { line: 9, character: 0 }), 12);
        }
    }

    #[test]
    fn columns_of_a_long_line_are_those_of_its_characters() {
        let text = format!("c\n{}\n{}", "é𝄞a@b ".repeat(900), "𝄞".repeat(700));
        let source = Source::new("a", text.as_str());
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            let mut wanted = Position { line: 0, character: 0 };
            for (at, c) in text.char_indices() {
                let offset = u32::try_from(at).unwrap_or(u32::MAX);
                assert_eq!(encoding.position(&source, offset), wanted, "{at}");
                match c {
                    '\n' => wanted = Position { line: wanted.line + 1, character: 0 },
                    c => wanted.character += encoding.width(c.encode_utf8(&mut [0; 4])),
                }
            }
            assert_eq!(encoding.position(&source, u32::MAX), wanted);
        }
    }
}
