//! Signature fields: one at each place to sign, found by signing software, and in a file that stays archival and accessible
//! before and after each signature.

use std::path::{Path, PathBuf};
use std::process::Command;

use engross::document::edition::{Edition, Layout};
use engross::render::pdf::render_with;
use engross::render::print::Print;
use engross::render::template::Templates;
use engross::verify::Verdict;
use lopdf::{Document, Object};

use super::press::{TREATY, assert_conforms, failed, printed, verified};
use super::{analyzed, editions};
use crate::support;

/// The fields of a file: their names and what they are called.
fn fields(file: &[u8]) -> Vec<(String, String)> {
    let pdf = Document::load_mem(file).unwrap();
    let form = pdf.catalog().unwrap().get_deref(b"AcroForm", &pdf).unwrap().as_dict().unwrap();
    let word = |field: &lopdf::Dictionary, key: &[u8]| lopdf::decode_text_string(field.get(key).unwrap()).unwrap();
    let field = |one: &Object| {
        let field = pdf.dereference(one).unwrap().1.as_dict().unwrap();
        (word(field, b"T"), word(field, b"TU"))
    };
    form.get(b"Fields").unwrap().as_array().unwrap().iter().map(field).collect()
}

#[test]
fn each_place_to_sign_has_a_field_of_its_own() {
    let analysis = analyzed(TREATY);
    for edition in editions(&analysis.model).into_iter().filter(|edition| !edition.conformed) {
        let file = printed(&analysis, &edition, false);
        let found = fields(&file.bytes);
        let texts = if edition.layout == Layout::Columns || edition.language.is_some() { 1 } else { 2 };
        assert_eq!(found.len(), 5 * texts, "{edition:?}: {found:?}");
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        let places: Vec<&str> = file.places.iter().map(|place| place.field.as_str()).collect();
        assert_eq!(names, places, "{edition:?}");
        assert!(file.places.iter().all(|place| (1..=file.pages).contains(&place.page)));
        assert!(names.contains(&"sig-us-1") && names.contains(&"sig-pe-4"), "{names:?}");
        let of = |name: &str| found.iter().find(|(field, _)| field == name).map(|(_, called)| called.as_str());
        let first = of("sig-pe-4").unwrap();
        assert!(first.contains("Republic of Peru:") || first.contains("República del Perú:"), "{first}");
        assert!(of("sig-us-1").unwrap().starts_with("Jane Q. Doe, "), "{found:?}");
    }
}

#[test]
fn a_spare_sheet_and_a_conformed_copy_have_no_fields() {
    let analysis = analyzed(TREATY);
    let conformed = printed(&analysis, &Edition { conformed: true, ..Edition::default() }, false);
    let pdf = Document::load_mem(&conformed.bytes).unwrap();
    assert!(!pdf.catalog().unwrap().has(b"AcroForm"));
    assert_eq!(conformed.places.len(), 10);

    let document = super::composed(&analysis, &Edition::default()).remove(0);
    let chosen = engross::cli::fonts::find(&document, &[]).choose(&document).unwrap();
    let mut print = Print { fields: true, ..Print::default() };
    print.sheet.spare_signatures = true;
    let spare = render_with(&document, &chosen, Templates::shipped(), &print).unwrap();
    assert_eq!((fields(&spare.bytes).len(), spare.places.len()), (10, 10));
    assert!(spare.places.iter().all(|place| place.page < spare.pages), "the last page is spare");
}

#[test]
fn every_file_ends_with_an_end_of_line_and_its_hash_holds() {
    let analysis = analyzed(TREATY);
    for sealed in [false, true] {
        let file = printed(&analysis, &Edition::default(), sealed);
        assert!(file.bytes.ends_with(b"%%EOF\n"));
        assert_eq!(engross::render::identifier::holds(&file.bytes), Some(true));
        assert!(file.bytes == printed(&analysis, &Edition::default(), sealed).bytes, "printed twice, it differs");
        let ends = file.bytes.windows(5).filter(|window| window == b"%%EOF").count();
        assert_eq!(ends, 1, "a signature is told from the file by its end");
    }
}

/// pyHanko signs every field in turn and validates all signatures after each: its Python is named by `ENGROSS_PYHANKO`.
#[test]
fn every_field_can_be_signed_and_the_file_stays_what_it_is() {
    let Some(python) = support::command("ENGROSS_PYHANKO") else { return };
    let folder = tempfile::tempdir().unwrap();
    let analysis = analyzed(TREATY);
    let columns = Edition { layout: Layout::Columns, ..Edition::default() };
    for (name, edition, sealed) in
        [("plain", Edition::default(), false), ("sealed", Edition::default(), true), ("columns", columns, true)]
    {
        let file = printed(&analysis, &edition, sealed);
        let (path, out) = (folder.path().join(format!("{name}.pdf")), folder.path().join(name));
        std::fs::write(&path, &file.bytes).unwrap();
        std::fs::create_dir(&out).unwrap();
        let script = support::root().join("tests/signing/sign.py");
        let ran = Command::new(&python).arg(script).args([&path, &out]).output().unwrap();
        assert!(ran.status.success(), "{name}: {}", String::from_utf8_lossy(&ran.stderr));
        let signed: Vec<String> = String::from_utf8(ran.stdout).unwrap().lines().map(str::to_owned).collect();
        let places: Vec<&str> = file.places.iter().map(|place| place.field.as_str()).collect();
        assert_eq!(signed, places, "{name}");

        let after: Vec<PathBuf> = (1..=signed.len()).map(|number| out.join(format!("{number}.pdf"))).collect();
        let all: Vec<&Path> = std::iter::once(&path).chain(&after).map(PathBuf::as_path).collect();
        assert_conforms(if sealed { "3a,ua1" } else { "2a,ua1" }, &all);
        for (number, path) in all.iter().enumerate() {
            let report = verified(&std::fs::read(path).unwrap());
            let wanted = if sealed { Verdict::Proven } else { Verdict::Unsealed };
            assert_eq!(report.verdict, wanted, "{name}, signed by {number}: {:?}", failed(&report));
            let told: Vec<String> = report.checks.iter().flat_map(|check| check.details.clone()).collect();
            let signed = told.iter().filter(|detail| detail.ends_with("was signed")).count();
            assert_eq!(signed, number, "{told:?}");
        }
    }
}
