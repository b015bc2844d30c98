//! What was added to a file after it was printed, and attachments that are not ours: each is named, none is followed.

use engross::document::edition::Edition;
use engross::verify::Verdict;
use lopdf::{Document, IncrementalDocument, Object, ObjectId, Stream, dictionary};

use super::analyzed;
use super::press::{TREATY, failed, printed, verified, verified_by};

pub(super) fn sealed() -> Vec<u8> {
    printed(&analyzed(TREATY), &Edition::default(), true).bytes
}

/// A file with a revision behind it.
pub(super) fn revised(file: &[u8], change: impl FnOnce(&Document, &mut Document)) -> Vec<u8> {
    let before = Document::load_mem(file).unwrap();
    let mut revision = IncrementalDocument::create_from(file.to_vec(), before.clone());
    change(&before, &mut revision.new_document);
    let mut revised = Vec::new();
    revision.save_to(&mut revised).unwrap();
    revised.push(b'\n');
    assert!(revised.starts_with(file));
    revised
}

fn page(pdf: &Document, number: u32) -> ObjectId {
    pdf.get_pages()[&number]
}

/// What is told of a file that only differs in what was added to it.
pub(super) fn told(file: &[u8]) -> String {
    let report = verified(file);
    assert_eq!(report.verdict, Verdict::Differs, "{:?}", report.checks);
    // All else is as it was: the first revision stands untouched.
    let fails = report.checks.iter().filter(|check| check.outcome == engross::verify::Outcome::Fails);
    assert!(fails.into_iter().all(|check| check.about == "revisions"), "{:?}", report.checks);
    failed(&report).join("; ")
}

#[test]
fn a_replaced_page_is_named() {
    let file = sealed();
    let told = told(&revised(&file, |before, after| {
        let content = before.get_page_contents(page(before, 2))[0];
        after.objects.insert(content, Stream::new(dictionary! {}, b"BT ET".to_vec()).into());
    }));
    assert!(told.contains("revision 2: the content of page 2 was replaced"), "{told}");
}

#[test]
fn replaced_resources_are_named() {
    let file = sealed();
    let told = told(&revised(&file, |before, after| {
        let page = before.get_dictionary(page(before, 3)).unwrap();
        let resources = page.get_deref(b"Resources", before).unwrap().as_dict().unwrap();
        let fonts = resources.get_deref(b"Font", before).unwrap().as_dict().unwrap();
        let (_, font) = fonts.iter().next().unwrap();
        after.objects.insert(font.as_reference().unwrap(), dictionary! { "Type" => "Font" }.into());
    }));
    assert!(told.contains("is drawn with was replaced"), "{told}");
}

#[test]
fn added_annotations_and_pages_are_named() {
    let file = sealed();
    let noted = told(&revised(&file, |before, after| {
        let id = page(before, 1);
        let note = (before.max_id + 1, 0);
        let mut page = before.get_dictionary(id).unwrap().clone();
        page.set("Annots", vec![note.into()]);
        after.objects.insert(note, dictionary! { "Type" => "Annot", "Subtype" => "FreeText" }.into());
        after.objects.insert(id, page.into());
        after.max_id = before.max_id + 1;
    }));
    assert!(noted.contains("an annotation was added to page 1"), "{noted}");

    let longer = told(&revised(&file, |before, after| {
        let root = before.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
        let mut pages = before.get_dictionary(root).unwrap().clone();
        let mut kids = pages.get(b"Kids").unwrap().as_array().unwrap().clone();
        kids.push(kids[0].clone());
        pages.set("Kids", kids);
        after.objects.insert(root, pages.into());
    }));
    assert!(longer.contains("list of pages"), "{longer}");
}

#[test]
fn a_field_that_is_moved_or_dressed_without_a_signature_is_named() {
    let file = sealed();
    let field = |before: &Document| {
        let form = before.catalog().unwrap().get_deref(b"AcroForm", before).unwrap().as_dict().unwrap();
        form.get(b"Fields").unwrap().as_array().unwrap()[0].as_reference().unwrap()
    };
    let moved = told(&revised(&file, |before, after| {
        let mut widget = before.get_dictionary(field(before)).unwrap().clone();
        widget.set("Rect", vec![0.into(), 0.into(), 500.into(), 700.into()]);
        widget.set("V", dictionary! { "Type" => "Sig" });
        after.objects.insert(field(before), widget.into());
    }));
    assert!(moved.contains("`Rect` of the field `sig-us-1` was changed"), "{moved}");
    let dressed = told(&revised(&file, |before, after| {
        let mut widget = before.get_dictionary(field(before)).unwrap().clone();
        widget.set("AP", dictionary! {});
        after.objects.insert(field(before), widget.into());
    }));
    assert!(dressed.contains("the field `sig-us-1` was changed and not signed"), "{dressed}");
}

#[test]
fn what_stands_behind_the_end_is_told() {
    let mut file = sealed();
    file.extend_from_slice(b"more");
    assert!(told(&file).contains("behind its end"));
}

#[test]
fn what_is_no_sealed_file_has_a_clear_answer() {
    let plain = printed(&analyzed(TREATY), &Edition::default(), false).bytes;
    assert_eq!(verified(&plain).verdict, Verdict::Unsealed);
    for (file, told) in
        [(&b""[..], "not a whole PDF"), (b"%PDF-1.7", "not a whole PDF"), (&plain[..5000], "not a whole PDF")]
    {
        let error = verified_by("1", file).unwrap_err();
        assert!(error.contains(told), "{error}");
    }
}

/// A file with an attachment in the place of the manifest.
fn with_attachment(name: &str, content: Stream) -> Vec<u8> {
    let mut pdf = Document::load_mem(&sealed()).unwrap();
    let files = pdf.catalog().unwrap().get_deref(b"AF", &pdf).unwrap().as_array().unwrap().clone();
    let last = files.last().unwrap().as_reference().unwrap();
    let held = pdf.add_object(content);
    let old = pdf.get_dictionary(last).unwrap().get(b"EF").unwrap().as_dict().unwrap().get(b"F").unwrap();
    let old = old.as_reference().unwrap();
    let specification = pdf.get_object_mut(last).unwrap().as_dict_mut().unwrap();
    specification.set("UF", lopdf::text_string(name));
    specification.set("EF", dictionary! { "F" => held, "UF" => held });
    pdf.objects.remove(&old);
    let mut file = Vec::new();
    pdf.save_to(&mut file).unwrap();
    file
}

fn embedded(bytes: Vec<u8>) -> Stream {
    Stream::new(dictionary! { "Type" => "EmbeddedFile" }, bytes)
}

#[test]
fn attachments_that_are_not_ours_are_refused() {
    let mut bomb = embedded(vec![b' '; 100 * 1024 * 1024]);
    bomb.compress().unwrap();
    assert!(bomb.content.len() < 1024 * 1024);
    let deep = [vec![b'['; 100_000], vec![b']'; 100_000]].concat();
    for (name, content, told) in [
        ("manifest.json", bomb, "cannot be unpacked"),
        ("manifest.json", embedded(deep), "cannot be read"),
        ("../../manifest.json", embedded(b"{}".to_vec()), "a name that none of ours has"),
        ("instrument.json", embedded(b"{}".to_vec()), "two attachments are called"),
        ("manifest.json", embedded(b"{}".to_vec()), "cannot be read"),
    ] {
        let report = verified(&with_attachment(name, content));
        assert_eq!(report.verdict, Verdict::Differs);
        let failed = failed(&report).join("; ");
        assert!(failed.contains(told), "{name}: {failed}");
    }
}

#[test]
fn files_that_are_listed_nowhere_are_told() {
    let mut pdf = Document::load_mem(&sealed()).unwrap();
    pdf.add_object(Object::from(embedded(b"more".to_vec())));
    let mut file = Vec::new();
    pdf.save_to(&mut file).unwrap();
    let told = failed(&verified(&file)).join("; ");
    assert!(told.contains("it holds other files than those that it lists"), "{told}");
}
