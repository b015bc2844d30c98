//! The PDF before real judges: veraPDF, and readers of its words, as they stand and as the tags order them.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use engross::document::words::{words, words_of};
use engross::document::{Block, Document, Inline, Text};
use engross::render::template::Templates;
use engross::render::{pdf, print};

use super::prints::{self, Print};
use super::tagged::{self, together};
use crate::{support, words as tests};

/// Where a word is parted at the end of a line.
const SOFT_HYPHEN: char = '\u{ad}';

/// The prints with their PDFs, made once for all tests; those whose script needs a font that this machine lacks are left
/// out, and said so. They stay in Cargo's folder for tests, where people can look at them.
static PRINTED: LazyLock<Vec<(Print, std::path::PathBuf)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    std::fs::create_dir_all(&folder).unwrap();
    let mut printed = Vec::new();
    for print in prints::all() {
        let fonts = engross::cli::fonts::find(&print.document, &[]);
        let Ok(chosen) = fonts.choose(&print.document) else {
            support::skip(&format!("{}: a font is missing", print.name));
            continue;
        };
        let asked = print::Print { sheet: print.sheet.clone(), ..print::Print::default() };
        let bytes = pdf::render_with(&print.document, &chosen, Templates::shipped(), &asked)
            .unwrap_or_else(|problems| panic!("{}: {problems:?}", print.name))
            .bytes;
        let path = folder.join(format!("{}.pdf", print.name));
        std::fs::write(&path, bytes).unwrap();
        printed.push((print, path));
    }
    printed
});

/// An outside validator, named by `ENGROSS_VERAPDF`, judges every PDF.
#[test]
fn pdf_is_archival_and_accessible() {
    let Some(validator) = support::command("ENGROSS_VERAPDF") else { return };
    let mut command = Command::new(validator);
    command.args(["-f", "2a,ua1", "-v"]).args(PRINTED.iter().map(|(_, path)| path));
    let output = command.output().unwrap();
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{report}");
    assert_eq!(report.lines().filter(|line| line.starts_with("PASS")).count(), 2 * PRINTED.len(), "{report}");
}

/// The words in the order of the tags, which is the order in which they are read aloud, are those of the document and no
/// others: nothing of what only pages carry is among them.
#[test]
fn tags_read_the_documents_words() {
    for (print, path) in PRINTED.iter() {
        let read = together(&tagged::read(path).into_iter().map(|(_, words)| words).collect::<String>());
        let expected = together(&(words(&print.document).concat() + &spare_words(print)));
        if is_of_one_direction(&print.document)
            && let Some(at) = first_difference(&expected, &read)
        {
            panic!("{}: expected …{}… and read …{}…", print.name, around(&expected, at), around(&read, at));
        }
        // Letters from right to left are read in the order of the glyphs, and so are those that several glyphs set, some of
        // them twice; what stands among them keeps its order.
        assert_eq!(letters(&expected), letters(&read), "{}", print.name);
        let latin = |words: &str| words.chars().filter(char::is_ascii_alphabetic).collect::<String>();
        assert_eq!(latin(&expected), latin(&read), "{}", print.name);
    }
}

/// Words stay whole where they are copied, but for those that a soft hyphen parts at a line's end.
#[test]
fn words_stay_whole() {
    if support::tool("pdftotext").is_none() {
        return;
    }
    for (print, path) in PRINTED.iter() {
        let text = tests::pdf::text(path);
        // A word may be parted by the end of a page, or of a column's part on it; then other words follow it.
        let after = |line: &str, next: &str| line.ends_with(SOFT_HYPHEN).then(|| words_of(next).into_iter().next());
        let follow = text.lines().zip(text.lines().skip(1)).filter_map(|(line, next)| after(line, next)?);
        let follow: Vec<String> = tests::pdf::pieces(follow.collect());
        let lines = text.lines().filter_map(|line| line.strip_suffix(SOFT_HYPHEN)?.split_whitespace().last());
        let parted: Vec<String> = lines.map(words_of).filter_map(|words| words.into_iter().last()).collect();
        let found = tests::pdf::pieces(words_of(&text.replace("\u{ad}\n", "")));
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        found.iter().for_each(|word| *count.entry(word).or_default() += 1);
        let latin = |word: &String| word.chars().all(|c| c.is_ascii() || ('\u{a0}'..'\u{530}').contains(&c));
        for word in tests::pdf::pieces(words(&print.document)).iter().filter(|word| latin(word)) {
            let left = count.get_mut(word.as_str()).filter(|left| **left > 0);
            match left {
                Some(left) => *left -= 1,
                None => assert!(
                    print.document.texts.iter().any(|text| text.direction == "rtl")
                        || follow.contains(word)
                        || parted.iter().any(|part| word.starts_with(part.as_str())),
                    "{}: `{word}` is not one word",
                    print.name
                ),
            }
        }
    }
}

/// Each page carries what its state asks for, in every language of the page, and nothing else.
#[test]
fn pages_carry_their_state() {
    if support::tool("pdftotext").is_none() {
        return;
    }
    for (print, path) in PRINTED.iter().filter(|(print, _)| is_of_one_direction(&print.document)) {
        let text = tests::pdf::text(path);
        let pages: Vec<String> = text.trim_end_matches('\u{c}').split('\u{c}').map(together).collect();
        let last = |count: &usize| pages.iter().any(|page| is_numbered(page, &print.document, *count, *count));
        let count = (1..=pages.len()).rev().find(last).unwrap_or_else(|| panic!("{}: no last page", print.name));
        let spare = if print.sheet.spare_signatures { spare_pages(&print.document) } else { 0 };
        let blank = if print.sheet.two_sided { spare } else { 0 };
        assert!((spare..=spare + blank).contains(&(pages.len() - count)), "{}: {count}", print.name);
        for (at, page) in pages.iter().enumerate() {
            let spare = at >= count;
            let blank = page.is_empty();
            assert!(blank || !is_bare(page, &print.document), "{}: page {} has a foot alone", print.name, at + 1);
            let of_page = |text: &&Text| page.contains(&together(&text.foot));
            let of_it: Vec<&Text> = print.document.texts.iter().filter(of_page).collect();
            let wanted = if print.document.columns.is_some() { print.document.texts.len() } else { 1 };
            assert!(blank || of_it.len() >= wanted, "{}: page {} has no foot", print.name, at + 1);
            assert_eq!(
                is_numbered(page, &print.document, at + 1, count),
                !spare && !blank,
                "{}: page {}",
                print.name,
                at + 1
            );
            for text in of_it.iter().take(if blank { 0 } else { wanted }) {
                for words in [&text.head, &text.mark, &text.watermark].into_iter().flatten() {
                    assert!(page.contains(&together(words)), "{}: page {}: {words}", print.name, at + 1);
                }
                let initialled = print.sheet.initials && !spare && print.document.courtesy.is_none();
                let label = together(text.initials.trim_end_matches([':', '\u{a0}']));
                assert_eq!(page.contains(&label), initialled, "{}: page {}: {label}", print.name, at + 1);
            }
        }
    }
}

/// In columns, lines such as "Where:" begin at one height in both languages.
#[test]
fn details_stand_level() {
    if support::tool("pdftotext").is_none() {
        return;
    }
    let mut compared = 0;
    let paired = |document: &Document| document.columns.is_some() && is_of_one_direction(document);
    for (print, path) in PRINTED.iter().filter(|(print, _)| paired(&print.document)) {
        let [first, second] = print.document.texts.as_slice() else { continue };
        let output = Command::new("pdftotext").args(["-layout"]).arg(path).arg("-").output().unwrap();
        let printed = String::from_utf8(output.stdout).unwrap().replace('\u{a0}', " ");
        for (at, rows) in print.document.columns.iter().flat_map(|columns| columns.sections.iter().enumerate()) {
            for row in rows {
                let [a, b] = [&first.sections[at].blocks[row[0][0]], &second.sections[at].blocks[row[1][0]]];
                let (Block::Details { items: a }, Block::Details { items: b }) = (a, b) else { continue };
                for (a, b) in a.iter().zip(b).filter(|_| a.len() == b.len()) {
                    let opening = |runs: &[Inline]| match runs.first() {
                        Some(Inline::Text { text }) => {
                            text.split([' ', '\u{a0}']).next().unwrap_or_default().to_owned()
                        }
                        _ => String::new(),
                    };
                    let [a, b] =
                        [a, b].map(|one| format!("{} {}", one.label, opening(&one.body)).replace('\u{a0}', " "));
                    // A long opening may stand on the next line.
                    let short = |words: String| {
                        if words.chars().count() < 30 { words } else { words.split(' ').next().unwrap().to_owned() }
                    };
                    let [a, b] = [a, b].map(short);
                    let level = printed.lines().any(|line| line.find(&a).is_some_and(|at| line[at..].contains(&b)));
                    assert!(level, "{}: `{a}` and `{b}` are not level", print.name);
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 20, "{compared}");
}

/// Lines are numbered from 1 on every page, and the numbers are none of its words.
#[test]
fn lines_are_numbered_where_it_is_asked_for() {
    if support::tool("pdftotext").is_none() {
        return;
    }
    for (print, path) in PRINTED.iter() {
        let text = tests::pdf::text(path);
        let mut pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
        pages.retain(|page| !page.trim().is_empty());
        // A sheet to sign on has no text.
        let spare = if print.sheet.spare_signatures { spare_pages(&print.document) } else { 0 };
        for page in pages.split_off(pages.len() - spare) {
            assert!(!page.lines().any(|line| line.trim() == "1"), "{}: a spare sheet:\n{page}", print.name);
        }
        for page in pages {
            let lines: Vec<&str> = page.lines().map(str::trim).collect();
            let numbers: Vec<String> = (1..=6).map(|number: usize| number.to_string()).collect();
            let counted = lines.windows(6).any(|lines| lines == numbers);
            let long = lines.iter().filter(|line| line.chars().count() > 30).count();
            let told = long >= 8 && !is_signed(page, &print.document);
            assert!(!told || counted == print.sheet.line_numbers, "{}:\n{page}", print.name);
        }
    }
}

/// Whether a page has a signature block, whose lines are none of the text: one of its lines is that of a signatory. Only
/// letters are compared, since those from right to left are read in another order.
fn is_signed(page: &str, document: &Document) -> bool {
    let joint = document.columns.iter().flat_map(|columns| &columns.signatures);
    let blocks = document.texts.iter().flat_map(|text| &text.signatures).chain(joint);
    let lines = blocks.flat_map(|block| &block.signatories).flat_map(|one| &one.lines);
    let values = lines.filter_map(|line| match line.value.as_ref()?.first()? {
        Inline::Text { text } => Some(letters(text)),
        _ => None,
    });
    let values: Vec<_> = values.collect();
    page.lines().any(|line| values.contains(&letters(line)) && line.chars().any(char::is_alphabetic))
}

/// The words of the sheets on which to sign again.
fn spare_words(print: &Print) -> String {
    if !print.sheet.spare_signatures {
        return String::new();
    }
    let mut document = print.document.clone();
    let joint = document.columns.iter_mut().flat_map(|columns| &mut columns.signatures);
    for signatory in document
        .texts
        .iter_mut()
        .flat_map(|text| &mut text.signatures)
        .chain(joint)
        .flat_map(|block| &mut block.signatories)
    {
        signatory.signed = None;
    }
    if let Some(columns) = &mut document.columns {
        (columns.preamble, columns.sections, columns.closing, columns.annexes) = Default::default();
    }
    for text in &mut document.texts {
        (text.title, text.notice, text.preamble) = Default::default();
        (text.sections, text.closing, text.annexes) = Default::default();
    }
    words(&document).concat()
}

/// Whether a page says which of how many it is, in each of its languages.
fn is_numbered(page: &str, document: &Document, number: usize, count: usize) -> bool {
    let says = |text: &Text| {
        let words = text.page_number.replace("{page}", &number.to_string());
        page.contains(&together(&words.replace("{pages}", &count.to_string())))
    };
    if document.columns.is_some() { document.texts.iter().all(says) } else { document.texts.iter().any(says) }
}

/// Whether a page has nothing but what every page carries.
fn is_bare(page: &str, document: &Document) -> bool {
    let mut page = page.to_owned();
    for text in &document.texts {
        let number = text.page_number.split(['{', '}']).step_by(2);
        let carried = [&text.head, &text.mark, &text.watermark].into_iter().flatten().map(String::as_str);
        for words in carried.chain([text.foot.as_str()]).chain(number) {
            page = page.replace(&together(words), "");
        }
    }
    !page.contains(|c: char| c.is_alphabetic())
}

fn spare_pages(document: &Document) -> usize {
    let texts = document.texts.iter().filter(|text| !text.signatures.is_empty()).count();
    texts.max(usize::from(document.columns.is_some()))
}

fn is_of_one_direction(document: &Document) -> bool {
    document.texts.iter().all(|text| text.direction == "ltr" && text.script != "Deva") && document.courtesy.is_none()
}

/// How often each letter stands, but for those of Devanagari.
fn letters(text: &str) -> BTreeMap<char, usize> {
    let mut count = BTreeMap::new();
    let told = |c: &char| c.is_alphabetic() && !('\u{900}'..='\u{97f}').contains(c);
    text.chars().filter(told).for_each(|c| *count.entry(c).or_default() += 1);
    count
}

fn first_difference(expected: &str, read: &str) -> Option<usize> {
    let at = expected.chars().zip(read.chars()).take_while(|(a, b)| a == b).count();
    (expected != read).then_some(at)
}

fn around(text: &str, at: usize) -> String {
    text.chars().skip(at.saturating_sub(30)).take(80).collect()
}

/// What stands in a language's column or text is tagged with it, so that it is read in its voice.
#[test]
fn words_are_tagged_with_their_language() {
    for (print, path) in PRINTED.iter() {
        let read = tagged::read(path);
        for text in &print.document.texts {
            let primary = text.language.split('-').next().unwrap();
            let tagged = |tag: &Option<String>| tag.as_ref().is_some_and(|tag| tag.split('-').next() == Some(primary));
            let own: String = read.iter().filter(|(tag, _)| tagged(tag)).map(|(_, words)| words.as_str()).collect();
            let own = together(&own);
            let opening = together(&text.title[0]);
            if text.direction == "ltr" && text.script != "Deva" {
                assert!(own.contains(&opening), "{}: the title is not tagged `{primary}`", print.name);
                let other = print.document.texts.iter().find(|other| other.language != text.language);
                let strange = other.is_some_and(|other| own.contains(&together(&other.title[0])));
                assert!(!strange, "{}: another language is tagged `{primary}`", print.name);
            }
        }
    }
}
