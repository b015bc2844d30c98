//! What an object of a PDF is to people: the content of a page, a font, a tag.

use std::collections::BTreeSet;

use lopdf::{Document, Object, ObjectId};

/// Names an object by what it is for.
pub(super) fn described(pdf: &Document, id: ObjectId) -> String {
    for (number, page) in pdf.get_pages() {
        if page == id {
            return format!("page {number}");
        }
        if pdf.get_page_contents(page).contains(&id) {
            return format!("the content of page {number}");
        }
        let Ok(page) = pdf.get_dictionary(page) else { continue };
        if page.get(b"Resources").is_ok_and(|resources| leads_to(pdf, resources, id)) {
            return format!("what page {number} is drawn with");
        }
        if page.get(b"Annots").is_ok_and(|annotations| holds(pdf, annotations, id)) {
            return format!("an annotation of page {number}");
        }
    }
    let Some(object) = pdf.objects.get(&id) else { return format!("object {}", id.0) };
    match object.type_name() {
        Ok(b"StructElem" | b"StructTreeRoot") => "a tag".to_owned(),
        Ok(b"EmbeddedFile" | b"Filespec") => "an attachment".to_owned(),
        Ok(b"Sig") => "a signature".to_owned(),
        Ok(b"Pages") => "the list of pages".to_owned(),
        Ok(kind) => format!("an object of type `{}`", String::from_utf8_lossy(kind)),
        Err(_) => format!("object {}", id.0),
    }
}

fn holds(pdf: &Document, list: &Object, id: ObjectId) -> bool {
    let list = pdf.dereference(list).and_then(|(_, list)| list.as_array());
    list.is_ok_and(|list| list.iter().any(|one| one.as_reference().is_ok_and(|one| one == id)))
}

/// Whether an object leads to another, by whatever way but upward.
fn leads_to(pdf: &Document, from: &Object, wanted: ObjectId) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(object) = open.pop() {
        match object {
            Object::Reference(id) if *id == wanted => return true,
            Object::Reference(id) if seen.insert(*id) => open.extend(pdf.objects.get(id)),
            Object::Array(items) => open.extend(items),
            Object::Dictionary(dict) => {
                open.extend(dict.iter().filter(|(key, _)| *key != b"Parent").map(|(_, value)| value))
            }
            Object::Stream(stream) => open.extend(stream.dict.iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    false
}
