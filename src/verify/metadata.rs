//! The metadata of a PDF as XMP: whether two pieces of it say the same of the text.
//!
//! Software that signs writes the metadata anew, with its own name and the day; how it is written may differ as well. What
//! is said of the text may not: its title, its languages, its fingerprint, the standards that the file keeps.

use std::collections::BTreeSet;

use lopdf::Stream;

/// Unpacked, metadata is at most so large.
const LARGEST: usize = 1024 * 1024;
/// What is said of the text, by names without their prefixes: those differ from writer to writer.
const OF_THE_TEXT: [&str; 7] = ["title", "language", "creator", "Keywords", "CreatorTool", "part", "conformance"];

/// Whether two pieces of metadata say the same of the text.
pub(super) fn alike(old: &Stream, new: &Stream) -> bool {
    let said = |stream: &Stream| {
        let bytes = stream.get_plain_content_with_limit(LARGEST).ok()?;
        Some(said(&String::from_utf8(bytes).ok()?))
    };
    said(old).is_some() && said(old) == said(new)
}

/// What a piece of XMP says of the text, in elements or in attributes.
fn said(text: &str) -> BTreeSet<(String, String)> {
    let mut said = BTreeSet::new();
    for (at, _) in text.match_indices('<') {
        let tag = &text[at + 1..];
        let Some(end) = tag.find('>') else { break };
        let (tag, inside) = (&tag[..end], &tag[end + 1..]);
        let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
        if OF_THE_TEXT.contains(&local(name))
            && let Some(close) = inside.find(&format!("</{name}>"))
        {
            said.insert((local(name).to_owned(), without_tags(&inside[..close])));
        }
        // Values hold no quotation marks but as entities, so that every second piece is one.
        let mut pieces = tag.split('"');
        while let (Some(before), Some(value)) = (pieces.next(), pieces.next()) {
            let name = before.trim_end().trim_end_matches('=').rsplit(char::is_whitespace).next().unwrap_or_default();
            if OF_THE_TEXT.contains(&local(name)) && name.contains(':') && !name.starts_with("xmlns:") {
                said.insert((local(name).to_owned(), plain(value)));
            }
        }
    }
    said
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn without_tags(text: &str) -> String {
    let mut plain_text = String::new();
    for piece in text.split('<') {
        plain_text.push_str(piece.split_once('>').map_or(piece, |(_, words)| words));
        plain_text.push(' ');
    }
    plain(&plain_text)
}

/// Words without entities, and with one blank between them.
fn plain(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    text.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_counts_and_not_how_it_is_written() {
        let one = "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">A &amp; B</rdf:li></rdf:Alt></dc:title>\
                   <pdf:Keywords>k</pdf:Keywords><xmp:ModifyDate>2027</xmp:ModifyDate><pdfaid:part>3</pdfaid:part>";
        let other = "<rdf:Description xmlns:title=\"x\" ns1:Keywords=\"k\"  ns4:part=\"3\" xmp:ModifyDate=\"2028\">\
                     <d:title>\n<rdf:li>A &amp; B</rdf:li></d:title></rdf:Description>";
        assert_eq!(said(one).len(), 3);
        assert_eq!(said(one), said(other));
        assert_ne!(said(one), said(&one.replace("A &", "C &")));
    }
}
