//! The files attached to a PDF, bounded: nothing in them is trusted, and their names are never paths.

use lopdf::{Document, Object};

use crate::render::print::Relationship;
use crate::source::MAX_BYTES;

/// The most files: all that a compact may be made of, and ours.
const MOST: usize = 300;
/// The most bytes of all of them, unpacked.
const ROOM: usize = 16 * MAX_BYTES;
/// The longest name.
const NAME: usize = 200;

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attached {
    pub name: String,
    pub relationship: Option<Relationship>,
    pub bytes: Vec<u8>,
}

/// The files that a PDF says belong to it.
///
/// # Errors
/// They are more, larger or otherwise than any of ours.
pub(super) fn attached(pdf: &Document) -> Result<Vec<Attached>, String> {
    let catalog = pdf.catalog().map_err(|error| error.to_string())?;
    let listed = catalog.get_deref(b"AF", pdf).and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
    let held = pdf.objects.values().filter(|object| object.type_name().is_ok_and(|kind| kind == b"EmbeddedFile"));
    if held.count() != listed.len() {
        return Err("it holds other files than those that it lists".to_owned());
    }
    if listed.len() > MOST {
        return Err(format!("it has {} attachments, more than any of ours", listed.len()));
    }
    let mut room = ROOM;
    let mut files: Vec<Attached> = Vec::new();
    for one in listed {
        let file = read(pdf, one, room)?;
        room -= file.bytes.len();
        if files.iter().any(|other| other.name == file.name) {
            return Err(format!("two attachments are called `{}`", file.name));
        }
        files.push(file);
    }
    Ok(files)
}

fn read(pdf: &Document, listed: &Object, room: usize) -> Result<Attached, String> {
    let broken = |error: lopdf::Error| format!("an attachment cannot be read: {error}");
    let specification = pdf.dereference(listed).and_then(|(_, object)| object.as_dict()).map_err(broken)?;
    let name = specification.get_deref(b"UF", pdf).or_else(|_| specification.get_deref(b"F", pdf)).map_err(broken)?;
    let name = lopdf::decode_text_string(name).map_err(broken)?;
    if name.chars().count() > NAME || name.chars().any(|c| c.is_control() || matches!(c, '/' | '\\')) {
        return Err("an attachment has a name that none of ours has".to_owned());
    }
    let stream = specification
        .get_deref(b"EF", pdf)
        .and_then(Object::as_dict)
        .and_then(|files| files.get_deref(b"F", pdf))
        .and_then(Object::as_stream)
        .map_err(broken)?;
    let large = |error: lopdf::Error| format!("the attachment `{name}` cannot be unpacked: {error}");
    let bytes = stream.get_plain_content_with_limit(room).map_err(large)?;
    if bytes.len() > room {
        return Err("its attachments are larger than any of ours".to_owned());
    }
    let relationship =
        specification.get(b"AFRelationship").and_then(Object::as_name).ok().and_then(|name| match name {
            b"Source" => Some(Relationship::Source),
            b"Data" => Some(Relationship::Data),
            b"Supplement" => Some(Relationship::Supplement),
            _ => None,
        });
    Ok(Attached { name, relationship, bytes })
}
