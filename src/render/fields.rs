//! Places to sign become signature fields.
//!
//! Typst writes no form fields. Where a field is wanted the templates set a link of a scheme of our own, so that the
//! rectangle, its page and its place among the tags are there; what is a link is then made a field.

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

use crate::document::{Document, Signatory, SignatureBlock};

/// How the templates mark what is to become a field. No author can write a link to an address.
const SCHEME: &[u8] = b"engross-field:";

/// A field: its name, and what it is called where it is not seen.
pub(super) type Field<'a> = (&'a str, &'a str);

/// The fields that a document asks for: one for each place that is not signed yet.
pub(super) fn wanted(document: &Document) -> Vec<Field<'_>> {
    let joint = document.columns.iter().flat_map(|columns| &columns.signatures);
    let blocks = document.texts.iter().flat_map(|text| &text.signatures).chain(joint);
    blocks.flat_map(|block| open(block).map(|signatory| (signatory.field.as_str(), called(signatory, block)))).collect()
}

fn open(block: &SignatureBlock) -> impl Iterator<Item = &Signatory> {
    block.signatories.iter().filter(|signatory| signatory.signed.is_none())
}

fn called<'a>(signatory: &'a Signatory, block: &'a SignatureBlock) -> &'a str {
    if signatory.name.is_empty() { &block.name } else { &signatory.name }
}

/// Makes fields of the places to sign.
///
/// # Errors
/// A place is missing or stands twice, or the file is not as Typst writes it.
pub(super) fn placed(file: &[u8], wanted: &[Field<'_>]) -> Result<Vec<u8>, String> {
    let mut pdf = lopdf::Document::load_mem(file).map_err(|error| error.to_string())?;
    let mut fields = Vec::new();
    for (page, annotation, name) in marks(&pdf) {
        let field = wanted.iter().find(|(field, _)| field.as_bytes() == name);
        let (name, called) =
            field.ok_or_else(|| format!("`{}` is no place to sign", String::from_utf8_lossy(&name)))?;
        if fields.iter().any(|(_, placed)| placed == name) {
            return Err(format!("the place to sign `{name}` stands twice"));
        }
        become_field(&mut pdf, page, annotation, name, called)?;
        fields.push((annotation, *name));
    }
    if let Some((missing, _)) = wanted.iter().find(|(name, _)| fields.iter().all(|(_, placed)| placed != name)) {
        return Err(format!("the templates have no place to sign for `{missing}`"));
    }
    structure(&mut pdf, &fields.iter().map(|(annotation, _)| *annotation).collect::<Vec<_>>());
    let form = dictionary! {
        "Fields" => fields.iter().map(|(annotation, _)| Object::from(*annotation)).collect::<Vec<_>>(),
        // There are signature fields. Whether anything is signed, the signing software will say.
        "SigFlags" => 1,
    };
    let form = pdf.add_object(form);
    pdf.catalog_mut().map_err(|error| error.to_string())?.set("AcroForm", form);
    let mut out = Vec::with_capacity(file.len() + file.len() / 8);
    pdf.save_to(&mut out).map_err(|error| error.to_string())?;
    Ok(out)
}

/// The links that mark places to sign: page, annotation, name; in the order of the pages.
fn marks(pdf: &lopdf::Document) -> Vec<(ObjectId, ObjectId, Vec<u8>)> {
    let mut marks = Vec::new();
    for (_, page) in pdf.get_pages() {
        let Ok(annotations) = pdf.get_dictionary(page).and_then(|page| page.get_deref(b"Annots", pdf)) else {
            continue;
        };
        for annotation in annotations.as_array().into_iter().flatten().filter_map(|one| one.as_reference().ok()) {
            let address = pdf
                .get_dictionary(annotation)
                .and_then(|link| link.get_deref(b"A", pdf)?.as_dict()?.get_deref(b"URI", pdf)?.as_str());
            if let Some(name) = address.ok().and_then(|address| address.strip_prefix(SCHEME)) {
                marks.push((page, annotation, name.to_vec()));
            }
        }
    }
    marks
}

/// A link annotation becomes the widget of a signature field; the two are one object, since the field has one widget.
fn become_field(
    pdf: &mut lopdf::Document,
    page: ObjectId,
    annotation: ObjectId,
    name: &str,
    called: &str,
) -> Result<(), String> {
    let link = pdf.get_dictionary(annotation).map_err(|error| error.to_string())?.clone();
    let rect = link.get_deref(b"Rect", pdf).and_then(Object::as_array).map_err(|error| error.to_string())?.clone();
    let [left, bottom, right, top] = rect.as_slice() else { return Err("a rectangle has four sides".to_owned()) };
    let side = |from: &Object, to: &Object| Some((to.as_float().ok()? - from.as_float().ok()?).abs());
    let size = side(left, right).zip(side(bottom, top));
    let (width, height) = size.ok_or("the sides of a rectangle are numbers")?;
    // Empty until somebody signs: PDF/A wants an appearance of every field.
    let appearance = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => vec![0.into(), 0.into(), width.into(), height.into()],
        "Resources" => Dictionary::new(),
    };
    let appearance = pdf.add_object(Stream::new(appearance, Vec::new()));
    let mut widget = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Widget",
        "FT" => "Sig",
        "T" => lopdf::text_string(name),
        "TU" => lopdf::text_string(called),
        // Printed.
        "F" => 4,
        "Rect" => rect,
        "P" => page,
        "AP" => dictionary! { "N" => appearance },
    };
    if let Ok(parent) = link.get(b"StructParent") {
        widget.set("StructParent", parent.clone());
    }
    pdf.set_object(annotation, widget);
    Ok(())
}

/// The tags around the fields are no links any more.
fn structure(pdf: &mut lopdf::Document, fields: &[ObjectId]) {
    let holds = |element: &Dictionary, pdf: &lopdf::Document| {
        let kids = element.get_deref(b"K", pdf).map(|kids| match kids {
            Object::Array(kids) => kids.clone(),
            kid => vec![kid.clone()],
        });
        kids.into_iter().flatten().any(|kid| {
            let kid = pdf.dereference(&kid).and_then(|(_, kid)| kid.as_dict().cloned());
            kid.and_then(|kid| kid.get(b"Obj")?.as_reference()).is_ok_and(|object| fields.contains(&object))
        })
    };
    let links: Vec<ObjectId> = pdf
        .objects
        .iter()
        .filter_map(|(id, object)| Some((id, object.as_dict().ok()?)))
        .filter(|(_, element)| element.get(b"S").and_then(Object::as_name).is_ok_and(|kind| kind == b"Link"))
        .filter(|(_, element)| holds(element, pdf))
        .map(|(id, _)| *id)
        .collect();
    for link in links {
        if let Ok(element) = pdf.get_object_mut(link).and_then(Object::as_dict_mut) {
            element.set("S", "Form");
            // A tag that holds a field holds it and nothing else. Software that validates signatures (pyHanko) knows the
            // field by that, and takes a field in a list for one that was tampered with once it is signed.
            if let Ok([only]) = element.get(b"K").and_then(Object::as_array).map(Vec::as_slice) {
                let only = only.clone();
                element.set("K", only);
            }
        }
    }
}
