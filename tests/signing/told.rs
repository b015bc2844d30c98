//! What is told of a file in words: what else made it, which sentences differ, who signed, why it cannot be read.

use engross::document::Document;
use engross::document::edition::Edition;
use engross::document::wording::Wordings;
use engross::render::template::Templates;
use engross::verify::{Added, Report, Unreadable, Verdict, Workshop, verify};
use lopdf::Stream;

use super::later::{revised, sealed};
use super::press::verified;

fn with(version: &str, wordings: &Wordings, file: &[u8]) -> Result<Report, Unreadable> {
    let fonts = |document: &Document| engross::cli::fonts::find(document, &[]);
    verify(file, &Workshop { version, wordings, templates: Templates::shipped(), fonts: &fonts })
}

/// What checks about something say, with their details.
fn told(report: &Report, about: &str) -> Vec<String> {
    let checks = report.checks.iter().filter(|check| check.about == about);
    checks.flat_map(|check| std::iter::once(check.says.clone()).chain(check.details.clone())).collect()
}

#[test]
fn another_wording_is_called_so_and_the_sentences_are_shown() {
    let mut wordings = Wordings::default();
    wordings.add("en", "[recital]\nlead-in = \"Have come to these understandings:\"\n").unwrap();
    let report = with(env!("CARGO_PKG_VERSION"), &wordings, &sealed()).unwrap();
    assert_eq!(report.verdict, Verdict::Proven, "{:?}", report.checks);
    assert_eq!(
        told(&report, "versions"),
        ["it was made with another wording, so its words are compared", "the wording in `en` is another"]
    );
    let source = told(&report, "source");
    assert_eq!(source[0], "the attached source is composed otherwise than the attached text was");
    let sentence =
        "the text says “Have reached the following understandings:”, its source “Have come to these understandings:”";
    assert_eq!(source[1..], [sentence]);
    assert!(!report.checks.iter().any(|check| check.says.contains("version")), "{:?}", report.checks);

    let other = with("0.0.0-other", &wordings, &sealed()).unwrap();
    let says = &told(&other, "versions")[0];
    assert_eq!(says, "it was made with another version of engross and another wording, so its words are compared");
}

/// A file whose attached source says something else than its text, made by one who knows of the hashes.
#[test]
fn sentences_that_differ_are_few_and_in_words() {
    let analysis = super::analyzed(super::press::TREATY);
    let source = std::fs::read_to_string(crate::support::root().join(super::press::TREATY)).unwrap();
    let other = super::analyzed_text(&source.replace("USD 1,000,000", "USD 3,000,000").replace("Perú", "Ande"));
    let edition = Edition::default();
    let document = super::composed(&analysis, &edition).remove(0);
    let chosen = engross::cli::fonts::find(&document, &[]).choose(&document).unwrap();
    let wordings = &Wordings::default();
    let origin =
        engross::seal::Origin { files: &other.files, model: &other.model, wordings, edition: &edition, records: None };
    let mut print = engross::render::print::Print::default();
    print.attachments = engross::seal::attachments(&origin, &document, &chosen, Templates::shipped(), &print).unwrap();
    let file = engross::render::pdf::render_with(&document, &chosen, Templates::shipped(), &print).unwrap().bytes;
    let report = verified(&file);
    let source = told(&report, "source");
    assert_eq!(report.verdict, Verdict::Differs);
    assert_eq!(source[0], "the attached source is not that of the attached text");
    assert_eq!(source.len(), 1 + 5 + 1, "{source:#?}");
    assert!(source.iter().any(|line| line.contains("1,000,000") && line.contains("3,000,000")), "{source:#?}");
    assert!(source[6].starts_with("further sentences that differ: "), "{source:#?}");
    assert!(!source.iter().any(|line| line.contains(['{', '"'])), "no JSON: {source:#?}");
}

#[test]
fn what_was_added_is_told_apart() {
    let file = sealed();
    assert_eq!(verified(&file).added, Added::Nothing);
    let dated = verified(&revised(&file, |before, after| {
        let id = before.trailer.get(b"Info").unwrap().as_reference().unwrap();
        let mut info = before.get_dictionary(id).unwrap().clone();
        info.set("ModDate", lopdf::Object::string_literal("D:20270301"));
        after.objects.insert(id, info.into());
    }));
    assert_eq!((dated.verdict, dated.added), (Verdict::Proven, Added::Else));
    assert_eq!(told(&dated, "revisions")[0], "only what goes with signatures was added to it since, and no signature");
    assert_eq!(verified(&super::added::signed(&file, |_| {})).added, Added::Signatures);
    // What is no part of the file is not passed over in the same breath.
    let behind = verified(&[&file[..], b"words"].concat());
    assert_eq!(told(&behind, "revisions"), ["something that is no part of a PDF stands behind its end"]);
}

#[test]
fn a_file_that_unpacks_without_end_is_called_so() {
    let mut bomb = Stream::new(lopdf::Dictionary::new(), vec![b' '; 100 * 1024 * 1024]);
    bomb.compress().unwrap();
    let head = "%PDF-1.7\n";
    let length = bomb.content.len();
    let start = format!("{head}1 0 obj\n<</Type/ObjStm/N 1/First 9/Filter/FlateDecode/Length {length}>>stream\n");
    let mut file = [start.as_bytes(), &bomb.content, b"\nendstream\nendobj\n"].concat();
    let (object, list) = (head.len(), file.len());
    let table = format!("xref\n0 2\n0000000000 65535 f \n{object:010} 00000 n \ntrailer\n<</Size 2/Root 2 0 R>>\n");
    file.extend_from_slice(format!("{table}startxref\n{list}\n%%EOF\n").as_bytes());
    let error = with(env!("CARGO_PKG_VERSION"), &Wordings::default(), &file).unwrap_err();
    assert!(error.why.contains("unpacks to more than 64 MiB"), "{error:?}");
    assert!(error.help.starts_with("ask whoever sent the file"), "{error:?}");
    let none = with(env!("CARGO_PKG_VERSION"), &Wordings::default(), b"no PDF").unwrap_err();
    assert_eq!(none.help, "name a PDF");
}
