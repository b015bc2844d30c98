//! The PDF: printed twice alike, refused where a character cannot be set. The files stay in Cargo's folder for tests,
//! where people and validators can look at them.

mod sample;

use engross::document::Document;
use engross::render::fonts::{Fonts, needed_scripts};
use engross::render::pdf::{PdfProblem, render};
use sample::{ENGLISH, SPANISH, document, paragraph, text};

fn print(name: &str, document: &Document) -> Vec<u8> {
    let bytes = render(document, &Fonts::embedded()).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
    std::fs::write(format!("{}/{name}.pdf", env!("CARGO_TARGET_TMPDIR")), &bytes).expect("the file is written");
    bytes
}

#[test]
fn two_languages_print_twice_alike() {
    let document = document(vec![text("en", &ENGLISH, &[1, 1]), text("es", &SPANISH, &[1, 4])]);
    let first = print("two-languages", &document);
    assert!(first.starts_with(b"%PDF-"));
    assert!(first == render(&document, &Fonts::embedded()).expect("prints again"));
}

#[test]
fn any_number_of_signatories_prints() {
    for counts in [&[5, 5][..], &[1, 4], &[6, 6], &[9, 2], &[1, 1, 1], &[30, 30]] {
        print(&format!("signatures-{counts:?}").replace(", ", "-"), &document(vec![text("en", &ENGLISH, counts)]));
    }
}

#[test]
fn a_letter_without_a_font_is_named() {
    let mut document = document(vec![text("en", &ENGLISH, &[1, 1])]);
    document.texts[0].preamble.push(paragraph("the Government of Nepal (नेपाल सरकार) and a \u{1F600}"));
    assert!(needed_scripts(&document).into_iter().eq(["Deva".to_owned()]));
    let problems = render(&document, &Fonts::embedded()).expect_err("is refused");
    let PdfProblem::Unprintable(deva) = &problems[0] else { panic!("{problems:?}") };
    assert_eq!((deva.character, deva.script.as_str()), ('न', "Devanagari"));
    assert!(deva.help.contains("fonts-noto-core") && deva.help.contains("--fonts"), "{}", deva.help);
    assert_eq!(problems.len(), 2, "{problems:?}");
}
