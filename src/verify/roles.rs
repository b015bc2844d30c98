//! What some objects of a PDF are to it: its pages, its fields, what proves its signatures.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

/// What a signature of the long-term kind adds to the catalogue.
pub(super) const PROOFS: [&[u8]; 3] = [b"DSS", b"Perms", b"Extensions"];
/// What some objects are to the file.
#[derive(Default)]
pub(super) struct Roles {
    pub catalog: Option<ObjectId>,
    pub form: Option<ObjectId>,
    pub info: Option<ObjectId>,
    pub metadata: Option<ObjectId>,
    /// The signature fields, with their names.
    pub fields: BTreeMap<ObjectId, String>,
    pub pages: BTreeMap<ObjectId, u32>,
    /// Lists of annotations that are objects of their own, by page.
    pub annotations: BTreeMap<ObjectId, u32>,
    /// What proves signatures.
    pub proofs: BTreeSet<ObjectId>,
}

impl Roles {
    pub fn of(pdf: &Document) -> Self {
        let reference = |from: &Dictionary, key: &[u8]| from.get(key).and_then(Object::as_reference).ok();
        let mut roles = Self {
            catalog: reference(&pdf.trailer, b"Root"),
            info: reference(&pdf.trailer, b"Info"),
            ..Self::default()
        };
        if let Ok(catalog) = pdf.catalog() {
            roles.form = reference(catalog, b"AcroForm");
            roles.metadata = reference(catalog, b"Metadata");
            let form = catalog.get_deref(b"AcroForm", pdf).and_then(Object::as_dict);
            roles.fields = form.map(|form| fields(form, pdf)).unwrap_or_default();
            PROOFS
                .iter()
                .filter_map(|key| catalog.get(key).ok())
                .for_each(|proof| reach(pdf, proof, &mut roles.proofs));
        }
        for (number, page) in pdf.get_pages() {
            roles.pages.insert(page, number);
            let list = pdf.get_dictionary(page).ok().and_then(|page| reference(page, b"Annots"));
            roles.annotations.extend(list.map(|list| (list, number)));
        }
        roles
    }
}

/// All that an object leads to.
pub(super) fn reach(pdf: &Document, from: &Object, found: &mut BTreeSet<ObjectId>) {
    let mut open = vec![from];
    while let Some(object) = open.pop() {
        match object {
            Object::Reference(id) if found.insert(*id) => open.extend(pdf.objects.get(id)),
            Object::Array(items) => open.extend(items),
            Object::Dictionary(dict) => open.extend(dict.iter().map(|(_, value)| value)),
            Object::Stream(stream) => open.extend(stream.dict.iter().map(|(_, value)| value)),
            _ => {}
        }
    }
}

/// The signature fields of a form.
fn fields(form: &Dictionary, pdf: &Document) -> BTreeMap<ObjectId, String> {
    let list = form.get_deref(b"Fields", pdf).and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
    let field = |reference: &Object| {
        let id = reference.as_reference().ok()?;
        let field = pdf.get_dictionary(id).ok()?;
        let name = field.get_deref(b"T", pdf).ok().and_then(|name| lopdf::decode_text_string(name).ok());
        is_signature(field).then(|| (id, name.unwrap_or_default()))
    };
    list.iter().filter_map(field).collect()
}

fn is_signature(field: &Dictionary) -> bool {
    field.get(b"FT").and_then(Object::as_name).is_ok_and(|kind| kind == b"Sig")
}

/// Whether a field shows nothing: a time stamp, or a signature without a place on paper.
pub(super) fn is_invisible(reference: &Object, pdf: &Document) -> bool {
    let Ok((_, Object::Dictionary(field))) = pdf.dereference(reference) else { return false };
    let rect = field.get_deref(b"Rect", pdf).and_then(Object::as_array);
    let empty =
        rect.is_ok_and(|rect| rect.len() == 4 && rect.iter().all(|side| side.as_float().is_ok_and(|side| side == 0.0)));
    is_signature(field) && empty
}
