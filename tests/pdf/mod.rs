//! The PDF: printed twice alike, refused where a character cannot be set. The files stay in Cargo's folder for tests,
//! where people and validators can look at them.

mod sample;

use std::collections::HashSet;
use std::process::Command;

use engross::cli::fonts;
use engross::document::{Block, Document};
use engross::render::fonts::{Fonts, needed_scripts};
use engross::render::pdf::{PdfProblem, render};
use engross::render::strings;
use sample::{ARABIC, CYRILLIC, ENGLISH, NEPALI, SPANISH, document, paragraph, text, words};

fn print(name: &str, document: &Document) -> Vec<u8> {
    let bytes = render(document, &fonts::find(document, &[])).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
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
fn cyrillic_prints_with_the_embedded_fonts() {
    let document = document(vec![text("en", &ENGLISH, &[1, 3]), text("mn", &CYRILLIC, &[])]);
    assert!(needed_scripts(&document).is_empty());
    print("cyrillic", &document);
}

/// The machine's fonts are not the program's: where it has none for a script, the problem says so, and that is all.
#[test]
fn other_scripts_print_with_the_fonts_of_the_machine() {
    for (name, wording) in [("devanagari", &NEPALI), ("arabic", &ARABIC)] {
        let document = document(vec![text("xx", wording, &[2, 1])]);
        match render(&document, &fonts::find(&document, &[])) {
            Ok(_) => drop(print(name, &document)),
            Err(problems) => assert!(problems.iter().all(|problem| problem.help().is_some()), "{problems:?}"),
        }
    }
}

#[test]
fn long_words_never_leave_their_column() {
    let mut text = text("en", &ENGLISH, &[1, 1]);
    text.notice = Some("Unofficial translation. Only the Spanish text is signed.".into());
    text.preamble.push(paragraph(&"Donaudampfschifffahrtsgesellschaft".repeat(6)));
    for block in text.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        let Block::Table(table) = block else { continue };
        for row in &mut table.rows {
            let last = row.cells.len() - 1;
            row.cells[last] = words("https://www.example.org/administrative-records/indicators-and-monitoring");
            row.cells[0] = words("Rechtsschutzversicherungsgesellschaften");
        }
    }
    print("long-words", &document(vec![text]));
}

/// Spaces, hyphens and marks that number formats and languages use, and letters with marks of their own.
#[test]
fn unusual_characters_of_the_embedded_scripts_print() {
    let mut text = text("en", &ENGLISH, &[1, 1]);
    let rare = "1\u{202f}250\u{a0}000\u{2007}5\u{2009}% a\u{2011}b so\u{ad}ft a\u{200b}b\u{2060}c a\u{200d}b \
                “quoted” ‘single’ «guillemets» – — … § № € £ ½ × − ≤ e\u{301} ṡ ẅ Ə ő ș Ђ Ѳ ώ ᾧ";
    text.preamble.push(paragraph(rare));
    print("characters", &document(vec![text]));
}

/// An outside judge where it is installed: Poppler reads the words of the document, whole and in its order.
#[test]
fn words_are_extracted_in_order() {
    let document = document(vec![text("en", &ENGLISH, &[2, 1]), text("es", &SPANISH, &[1, 1])]);
    print("extraction", &document);
    let Some(extracted) = read("extraction").map(|text| body(&text)) else { return };
    let together: String = extracted.split_whitespace().collect();
    let words: HashSet<&str> = extracted.split_whitespace().collect();

    let mut at = 0;
    for text in &document.texts {
        // Head, foot, page number and the label of initials are not of the body.
        for string in strings::of_text(&document, text).iter().skip(4).map(|words| words.text) {
            let wanted: String = string.split_whitespace().collect();
            let found = together[at..].find(&wanted);
            at += found.unwrap_or_else(|| panic!("`{string}` is missing or out of order")) + wanted.len();
            // The first and the last word of a run may touch other runs.
            let inner = string.split_whitespace().skip(1);
            let inner = inner.filter(|word| !word.contains('-') && !string.ends_with(word));
            inner.for_each(|word| assert!(words.contains(word), "`{word}` is not one word in `{string}`"));
        }
    }
}

/// Wherever the pages break: no heading, caption or group of rows ends one, no detail begins one, and no signature stands without words.
#[test]
fn pages_break_where_they_may() {
    for lines in 0..12 {
        let mut text = text("en", &ENGLISH, &[2, 2]);
        (0..lines).for_each(|_| text.preamble.push(paragraph(ENGLISH.title[1])));
        let name = format!("breaks-{lines}");
        print(&name, &document(vec![text]));
        let Some(extracted) = read(&name) else { return };
        for page in extracted.split('\u{c}') {
            let body = body(page).split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(!body.ends_with(ENGLISH.heading), "{name}: {body}");
            assert!(!body.starts_with("Carried out by:") && !body.starts_with("Period:"), "{name}: {body}");
            assert_eq!(body.contains(ENGLISH.on_behalf[0]), body.contains("Signed at Lima"), "{name}: {body}");
            assert_eq!(body.contains("Ricardo"), body.contains("Signed at Lima"), "{name}: {body}");
        }
    }
}

/// What Poppler reads in a printed file; nothing where it is not installed.
fn read(name: &str) -> Option<String> {
    let path = format!("{}/{name}.pdf", env!("CARGO_TARGET_TMPDIR"));
    let output = Command::new("pdftotext").args(["-raw", &path, "-"]).output().ok()?;
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    Some(text.trim_end_matches('\u{c}').to_owned())
}

/// The pages without their first and last lines: head and foot.
fn body(extracted: &str) -> String {
    let page = |page: &str| {
        let lines: Vec<&str> = page.trim().lines().collect();
        lines[1..lines.len() - 1].join("\n")
    };
    extracted.split('\u{c}').map(page).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_letter_without_a_font_is_named() {
    let mut document = document(vec![text("en", &ENGLISH, &[1, 1])]);
    document.texts[0].preamble.push(paragraph("the Government of Nepal (नेपाल सरकार) and a \u{1F600}"));
    assert!(needed_scripts(&document).into_iter().eq(["Deva".to_owned()]));
    let problems = render(&document, &Fonts::embedded()).expect_err("is refused");
    let PdfProblem::Unprintable(deva) = &problems[0] else { panic!("{problems:?}") };
    assert_eq!((deva.character, deva.script.as_str()), ('न', "Devanagari"));
    assert!(deva.help.contains("fonts-noto-core") && deva.help.contains("--font-path"), "{}", deva.help);
    assert_eq!(problems.len(), 2, "{problems:?}");
}
