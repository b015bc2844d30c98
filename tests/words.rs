//! The words of all formats are the words of the document, in the same order.

pub mod html;
pub mod markdown;
pub mod pdf;
pub mod sample;
mod sample_texts;

use engross::document::words::words;
use engross::document::{Block, Document, Inline};

/// Where two sequences of words part, with what stands around; `None` when they are the same.
pub fn difference(expected: &[String], found: &[String]) -> Option<String> {
    if expected == found {
        return None;
    }
    let at = expected.iter().zip(found).take_while(|(a, b)| a == b).count();
    let around = |words: &[String]| words[at.saturating_sub(4)..(at + 5).min(words.len())].join(" ");
    Some(format!(
        "word {} of {} (found: {}):\n  expected: {}\n  found:    {}",
        at + 1,
        expected.len(),
        found.len(),
        around(expected),
        around(found),
    ))
}

/// Fails where HTML or Markdown does not have the document's words.
pub fn assert_same_words(document: &Document) {
    let expected = words(document);
    let html = engross::render::html::render(document).unwrap();
    if let Some(difference) = difference(&expected, &html::words(&html)) {
        panic!("HTML: {difference}");
    }
    let markdown = engross::render::markdown::render(document).unwrap();
    if let Some(difference) = difference(&expected, &markdown::words(&markdown)) {
        panic!("Markdown: {difference}");
    }
}

#[test]
fn formats_have_the_words_of_the_document() {
    assert_same_words(&sample::document());
}

/// Each of these has broken a Markdown writer somewhere.
#[test]
fn words_come_out_literally_wherever_they_stand() {
    for nasty in sample::NASTY {
        for document in [sample::everywhere(nasty), sample::side_by_side(nasty)] {
            let expected = words(&document);
            let html = engross::render::html::render(&document).unwrap();
            let markdown = engross::render::markdown::render(&document).unwrap();
            for (format, found) in [("HTML", html::words(&html)), ("Markdown", markdown::words(&markdown))] {
                if let Some(difference) = difference(&expected, &found) {
                    panic!("{nasty:?} in {format}: {difference}\n{markdown}");
                }
            }
        }
    }
}

#[test]
fn any_printable_words_come_out_literally() {
    use proptest::prelude::*;
    // White space at the edges is left to the document, which never holds it; the marks of Markdown come often.
    let text = proptest::string::string_regex("[a-c1 .)*_`~|<>&#+:!\\[\\](){}$=\\\\-]{0,8}|\\PC{0,8}").unwrap();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    runner
        .run(&text, |text| {
            assert_same_words(&sample::everywhere(&text));
            Ok(())
        })
        .unwrap();
}

#[test]
fn one_word_changed_is_found() {
    let mut document = sample::document();
    let expected = words(&document);
    let (html, markdown) = rendered(&document);
    assert_eq!((&html, &markdown), (&expected, &expected));

    let Some(Block::Paragraph { body, .. }) = document.texts[1].sections[0].blocks.first_mut() else {
        panic!("the sample's second text opens with a paragraph")
    };
    body.push(Inline::text(" más"));
    let (html, markdown) = rendered(&document);
    assert!(difference(&expected, &html).is_some());
    assert!(difference(&expected, &markdown).is_some());
    assert!(difference(&words(&document), &html).is_none());
}

#[test]
fn furniture_is_printed_and_is_no_word() {
    let document = sample::document();
    let html = engross::render::html::render(&document).unwrap();
    let markdown = engross::render::markdown::render(&document).unwrap();
    assert_eq!(html.matches("class=\"page-head\">Draft — not for signature<").count(), 1);
    assert_eq!(markdown.matches("\n> Draft — not for signature\n").count(), 1);
    assert!(!words(&document).contains(&"Draft".to_owned()));
}

#[test]
fn markdown_has_clean_lines() {
    let markdown = engross::render::markdown::render(&sample::document()).unwrap();
    assert!(markdown.ends_with('\n') && !markdown.ends_with("\n\n"));
    assert!(!markdown.contains('\r') && !markdown.contains("\n\n\n"));
    assert!(markdown.lines().all(|line| !line.ends_with([' ', '\t'])));
}

fn rendered(document: &Document) -> (Vec<String>, Vec<String>) {
    let html = engross::render::html::render(document).unwrap();
    let markdown = engross::render::markdown::render(document).unwrap();
    (html::words(&html), markdown::words(&markdown))
}

/// The parser that GitHub runs, where it is installed, reads the same words as ours.
#[test]
fn github_reads_the_same_words() {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let arguments = ["--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tasklist"];
    let run = || Command::new("cmark-gfm").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    if run().is_err() {
        return;
    }
    let nasty = sample::NASTY.iter().map(|words| sample::everywhere(words));
    for document in nasty.chain([sample::document()]) {
        let markdown = engross::render::markdown::render(&document).unwrap();
        let mut child = run().unwrap();
        child.stdin.take().unwrap().write_all(markdown.as_bytes()).unwrap();
        let page = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
        let page = page.replace("<!-- page furniture -->", "<div class=\"page-head\">");
        let page = page.replace("<!-- end of page furniture -->", "</div>");
        if let Some(difference) = difference(&words(&document), &html::words(&page)) {
            panic!("{difference}\n{markdown}");
        }
    }
}

/// Writes the sample for people to look at: `cargo test write_the_sample -- --ignored`.
#[test]
#[ignore = "writes files"]
fn write_the_sample() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let document = sample::document();
    std::fs::write(folder.join("sample.html"), engross::render::html::render(&document).unwrap()).unwrap();
    std::fs::write(folder.join("sample.md"), engross::render::markdown::render(&document).unwrap()).unwrap();
}
