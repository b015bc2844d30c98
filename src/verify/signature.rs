//! Whether a signature is one: made by signing software over all of the file as it then was, but for itself.

use lopdf::{Dictionary, Document, Object};

/// What a signature dictionary lacks to be one; `file` ends where the revision does that it was added in. Whether it is
/// genuine is for signing software to say.
pub(super) fn faults(field: &Dictionary, pdf: &Document, file: &[u8]) -> Vec<String> {
    let Ok(signature) = field.get_deref(b"V", pdf).and_then(Object::as_dict) else {
        return vec!["there is nothing in it".to_owned()];
    };
    let mut faults = Vec::new();
    for key in ["Filter", "SubFilter"] {
        if signature.get_deref(key.as_bytes(), pdf).and_then(Object::as_name).is_err() {
            faults.push(format!("it has no `{key}`"));
        }
    }
    let contents = signature.get_deref(b"Contents", pdf).and_then(Object::as_str).unwrap_or_default();
    if contents.iter().all(|byte| *byte == 0) {
        faults.push("its `Contents` are empty".to_owned());
    }
    match range(signature, pdf) {
        None => faults.push("it has no `ByteRange` of two ranges".to_owned()),
        Some(range) if !covers(range, contents, file) => {
            faults.push("its `ByteRange` does not cover the file as it then was".to_owned());
        }
        Some(_) => {}
    }
    faults
}

/// The two ranges of bytes that were signed: start and length of each.
fn range(signature: &Dictionary, pdf: &Document) -> Option<[usize; 4]> {
    let list = signature.get_deref(b"ByteRange", pdf).and_then(Object::as_array).ok()?;
    let numbers = list.iter().map(|number| usize::try_from(number.as_i64().ok()?).ok());
    numbers.collect::<Option<Vec<usize>>>()?.try_into().ok()
}

/// Whether two ranges are the whole file but for the contents.
fn covers([start, length, behind, rest]: [usize; 4], contents: &[u8], file: &[u8]) -> bool {
    let end = behind.saturating_add(rest);
    // Some software counts the last end of line, some does not.
    let to_the_end = end >= file.trim_ascii_end().len() && end <= file.len();
    let gap = file.get(length..behind).and_then(|gap| gap.strip_prefix(b"<")?.strip_suffix(b">"));
    start == 0 && to_the_end && gap.and_then(bytes).is_some_and(|bytes| bytes == contents)
}

/// What hexadecimal digits mean.
fn bytes(digits: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    digits.chunks(2).map(|pair| Some(digit(pair.first()?)? << 4 | pair.get(1).map_or(Some(0), digit)?)).collect()
}
