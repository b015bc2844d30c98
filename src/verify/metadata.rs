//! The metadata of a PDF as XMP: whether two of them differ in their dates alone.

use lopdf::Stream;

/// Unpacked, metadata is at most so large.
const LARGEST: usize = 1024 * 1024;
/// What software that signs brings up to date.
const DATED: [&str; 4] = ["xmp:ModifyDate", "xmp:MetadataDate", "pdf:Producer", "xmpMM:InstanceID"];

/// Whether two pieces of metadata say the same but for their dates.
pub(super) fn alike(old: &Stream, new: &Stream) -> bool {
    let text = |stream: &Stream| {
        let bytes = stream.get_plain_content_with_limit(LARGEST).ok()?;
        Some(undated(&String::from_utf8(bytes).ok()?))
    };
    text(old).is_some() && text(old) == text(new)
}

/// The elements and words of a piece of XMP without those of its dates; white space between them does not count.
fn undated(text: &str) -> String {
    let mut text = text.to_owned();
    for name in DATED {
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        while let Some(from) = text.find(&open) {
            let Some(to) = text[from..].find(&close) else { break };
            text.replace_range(from..from + to + close.len(), "");
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace("> <", "><")
}
