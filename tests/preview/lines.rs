//! From what is printed to the line that it comes from.

use std::path::Path;

use scraper::{ElementRef, Html, Selector};

use super::serving::Serving;

/// Copies a folder with all that is in it.
pub fn copied(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            copied(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// What an edition of an example looks like in the preview, and the texts of its files.
struct Previewed {
    page: Html,
    html: String,
    files: Vec<Vec<String>>,
}

impl Previewed {
    fn of(name: &str, edition: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copied(&crate::support::root().join("examples"), folder.path());
        let serving = Serving::of(folder, name, &[]);
        let state = serving.events().next();
        let text = |name: &serde_json::Value| std::fs::read_to_string(serving.path(name.as_str().unwrap())).unwrap();
        let files = state["files"].as_array().unwrap().iter().map(text);
        let files = files.map(|text| text.lines().map(str::to_owned).collect()).collect();
        let html = serving.get(&format!("html/1/{edition}")).text();
        Self { page: Html::parse_document(&html), html, files }
    }

    fn blocks(&self) -> Vec<ElementRef<'_>> {
        self.page.select(&Selector::parse("[data-at]").unwrap()).collect()
    }

    /// The line that a block comes from, and all lines of its statement.
    fn lines(&self, block: ElementRef<'_>) -> (&str, String) {
        let at: Vec<usize> = block.attr("data-at").unwrap().split(':').map(|part| part.parse().unwrap()).collect();
        let within: Vec<usize> =
            block.attr("data-within").unwrap().split('-').map(|part| part.parse().unwrap()).collect();
        let file = &self.files[at[0]];
        assert!(within[0] <= at[1] && at[1] <= within[1], "{at:?} lies outside of {within:?}");
        let line = &file[at[1] - 1];
        assert!(at[2] <= line.chars().count() + 1, "{at:?} lies behind the line {line:?}");
        (line, file[within[0] - 1..within[1]].join("\n"))
    }

    /// The first block of a kind that holds some words.
    fn block(&self, kind: &str, words: &str) -> ElementRef<'_> {
        let found = self.blocks().into_iter().find(|block| {
            block.value().name() == kind && block.text().collect::<String>().replace('\u{A0}', " ").contains(words)
        });
        found.unwrap_or_else(|| panic!("no `{kind}` with a place holds {words:?}"))
    }
}

/// Kind of block, words in it, and how the line begins that it comes from.
const PERU: [(&str, &str, &str); 18] = [
    ("h1", "Child Protection Compact Partnership", "title {"),
    ("p", "(hereinafter", "compact peru-2017 {"),
    ("h3", "Objective 1.", "objective prosecute {"),
    ("p", "Raise the quality of investigations", "en \"Raise the quality"),
    ("p", "Courses and case clinics", "en \"Courses and case clinics"),
    ("dd", "2017 to 2020", "activity train-investigators"),
    ("tr", "Training of investigators", "activity train-investigators"),
    ("tr", "Objective 1. Investigate", "objective prosecute {"),
    ("tr", "Convictions for child trafficking", "indicator convictions"),
    ("h3", "Assistance of the United States", "contribution us-"),
    ("p", "a planned USD 5,000,000", "contribution us-"),
    ("tr", "1,400,000", "plan"),
    ("p", "It is intended to continue for four years", "term {"),
    ("h2", "Commencement and Duration", "term {"),
    ("p", "Brian A. Nichols", "signatory \"Brian A. Nichols\""),
    ("p", "For the Government of the Republic of Peru", "participant pe {"),
    ("p", "Cursos y talleres de casos", "es \"Cursos y talleres"),
    ("p", "Signed at Lima", "compact peru-2017 {"),
];

#[test]
fn blocks_lead_to_their_lines() {
    let previewed = Previewed::of("peru-2017.compact", "all");
    for (kind, words, begins) in PERU {
        let (line, _) = previewed.lines(previewed.block(kind, words));
        assert!(line.trim().starts_with(begins), "{kind} {words:?} leads to {line:?}");
    }
}

/// Every paragraph of an author's leads to a line that holds its first words.
#[test]
fn an_authors_paragraph_begins_on_its_line() {
    for (name, edition, least) in [
        ("peru-2017.compact", "all", 45),
        ("peru-2017.compact", "columns", 45),
        ("mongolia-2020.compact", "all", 20),
        ("nepal-draft.compact", "all", 15),
    ] {
        let previewed = Previewed::of(name, edition);
        let mut exact = 0;
        let signed = |block: &ElementRef<'_>| {
            block.ancestors().filter_map(ElementRef::wrap).any(|it| it.attr("class") == Some("signatory"))
        };
        for block in previewed.blocks().into_iter().filter(|block| block.value().name() == "p" && !signed(block)) {
            let (line, statement) = previewed.lines(block);
            let text: String = block.text().collect();
            let plain = |word: &&str| word.chars().all(char::is_alphabetic);
            let words: Vec<&str> =
                text.split_whitespace().skip_while(|word| !plain(word)).take_while(plain).take(4).collect();
            let words = words.join(" ");
            if !words.is_empty() && statement.contains(&words) {
                assert!(line.contains(&words), "{name}, {edition}: {words:?} leads to {line:?}");
                exact += 1;
            }
        }
        assert!(exact >= least, "{name}, {edition}: {exact}");
    }
}

/// Only what the catalogue says of no statement in particular has no line.
#[test]
fn few_blocks_have_no_line() {
    let previewed = Previewed::of("peru-2017.compact", "language-en-US");
    let all = Selector::parse("main p:not(.page-head, .page-foot), main h1, main h3, tbody tr:not(.total)").unwrap();
    let without: Vec<String> = previewed
        .page
        .select(&all)
        .filter(|block| {
            let mut around = block.ancestors().filter_map(ElementRef::wrap).chain([*block]);
            !around.any(|it| it.attr("data-at").is_some())
                && block.descendants().filter_map(ElementRef::wrap).all(|it| it.attr("data-at").is_none())
        })
        .map(|block| block.text().collect::<String>())
        .collect();
    assert!(without.len() < 20, "{} blocks: {without:#?}", without.len());
}

#[test]
fn no_mark_is_left_in_a_page_or_gets_into_a_print() {
    for edition in ["all", "columns", "original-pe"] {
        let html = Previewed::of("peru-2017.compact", edition).html;
        assert!(html.contains(" data-at=") && !html.contains(['\u{F8D0}', '\u{F8D1}']), "{edition}");
    }
    let folder = tempfile::tempdir().unwrap();
    copied(&crate::support::root().join("examples"), folder.path());
    let program = std::process::Command::new(env!("CARGO_BIN_EXE_engross"))
        .current_dir(folder.path())
        .args(["build", "peru-2017.compact", "--format", "html,md"])
        .status();
    assert!(program.unwrap().success());
    for name in ["peru-2017.html", "peru-2017.md"] {
        let text = std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(!text.contains("data-at") && !text.contains(['\u{F8D0}', '\u{F8D1}']), "{name}");
    }
}
