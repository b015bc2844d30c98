//! The words of a PDF, as `pdftotext -raw` gives them.
//!
//! A page breaks text where the document does not: at hyphens, within words by a soft hyphen, with its own head and foot,
//! with the word across a draft, with the head of a table again, with list marks. Both sides are therefore compared in pieces that end where a line may end, and what only
//! the page adds is taken away where the document does not have it.

use std::path::Path;
use std::process::Command;

use engross::document::words::{words, words_of};
use engross::document::{Block, Document, RowRole, Table, Text};

/// Where a word is parted at the end of a line.
const SOFT_HYPHEN: char = '\u{ad}';

/// One piece of a page and whether it opens a line.
#[derive(Debug, Clone)]
struct Piece {
    word: String,
    opens_line: bool,
}

/// What `pdftotext` reads in the file; pages end with a form feed.
#[allow(dead_code, reason = "only builds with the feature `pdf` have a file to read")]
pub fn text(path: &Path) -> String {
    let output = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(path).arg("-").output().unwrap();
    assert!(output.status.success(), "pdftotext: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The pieces that a PDF of the document must have.
pub fn expected(document: &Document) -> Vec<String> {
    pieces(words(document))
}

/// The pieces of a PDF's text, without what only its pages add. An error names a page that lacks its head or foot.
pub fn found(text: &str, document: &Document) -> Result<Vec<String>, String> {
    let expected = expected(document);
    let heads = table_heads(document);
    let mut found: Vec<String> = Vec::new();
    for (page, content) in text.trim_end_matches('\u{c}').split('\u{c}').enumerate() {
        let all: Vec<Piece> = content.lines().flat_map(line_pieces).collect();
        let body = document.texts.iter().find_map(|text| without_furniture(&all, text));
        let Some(mut body) = body else {
            return Err(format!("page {} does not have the head and the foot of a page:\n{content}", page + 1));
        };
        let rest = expected.get(found.len()..).unwrap_or_default();
        // First the head of a table, then the heading of the group that goes on, which the document may have here.
        for level in &heads {
            let repeated = level.iter().filter(|head| opens(body, head) && !rest.starts_with(head)).map(Vec::len).max();
            let Some(length) = repeated else { break };
            body = &body[length..];
        }
        let mut opens_line = false;
        for piece in body {
            opens_line |= piece.opens_line;
            if opens_line && expected.get(found.len()) != Some(&piece.word) && is_list_mark(&piece.word) {
                continue;
            }
            opens_line = false;
            // A word that was parted goes on.
            match found.last_mut() {
                Some(last) if last.ends_with(SOFT_HYPHEN) => {
                    last.truncate(last.len() - SOFT_HYPHEN.len_utf8());
                    last.push_str(&piece.word);
                }
                _ => found.push(piece.word.clone()),
            }
        }
    }
    Ok(found)
}

/// Words, ended where a line may end within them.
pub fn pieces(words: Vec<String>) -> Vec<String> {
    let ends = ['-', '\u{2010}', '–', '—', '/'];
    words.iter().flat_map(|word| word.split_inclusive(ends)).map(str::to_owned).collect()
}

fn line_pieces(line: &str) -> Vec<Piece> {
    let words = pieces(words_of(line)).into_iter();
    words.enumerate().map(|(at, word)| Piece { word, opens_line: at == 0 }).collect()
}

/// What stands between the head and the foot of the pages of `text`; `None` where one of them is missing.
fn without_furniture<'a>(page: &'a [Piece], text: &Text) -> Option<&'a [Piece]> {
    let of = |text: &str| pieces(words_of(text));
    let head = of(text.head.as_deref().unwrap_or_default());
    let foot = [of(&text.foot), of(&text.page_number), of(text.mark.as_deref().unwrap_or_default())].concat();
    let page = without_watermark(page, text.watermark.as_deref().unwrap_or_default())?;
    // The order in which head and foot are read is the PDF writer's affair; the likely one is tried first, since a
    // title may begin as the foot does.
    let none = Vec::new();
    let orders = [
        (&head, &foot),
        (&none, &[&head[..], &foot].concat()),
        (&none, &[&foot[..], &head].concat()),
        (&[&head[..], &foot].concat(), &none),
        (&[&foot[..], &head].concat(), &none),
        (&foot, &head),
    ];
    orders.iter().find_map(|(first, last)| without_last(without_first(page, first)?, last))
}

/// What follows the word across the page, which is read letter by letter since it stands aslant.
fn without_watermark<'a>(page: &'a [Piece], watermark: &str) -> Option<&'a [Piece]> {
    let wanted: String = watermark.split_whitespace().collect();
    let mut read = String::new();
    let mut pieces = page;
    while read.len() < wanted.len() {
        let (first, rest) = pieces.split_first()?;
        read.push_str(&first.word);
        pieces = rest;
    }
    (read == wanted).then_some(pieces)
}

fn without_first<'a>(page: &'a [Piece], words: &[String]) -> Option<&'a [Piece]> {
    opens(page, words).then(|| &page[words.len()..])
}

fn without_last<'a>(page: &'a [Piece], words: &[String]) -> Option<&'a [Piece]> {
    let rest = page.len().checked_sub(words.len())?;
    opens(&page[rest..], words).then(|| &page[..rest])
}

fn opens(page: &[Piece], words: &[String]) -> bool {
    page.len() >= words.len() && page.iter().zip(words).all(|(piece, word)| fits(&piece.word, word))
}

/// Whether a word is the wanted one, where `{page}` and `{pages}` want a number.
fn fits(word: &str, wanted: &str) -> bool {
    let Some((before, after)) = ["{page}", "{pages}"].iter().find_map(|name| wanted.split_once(name)) else {
        return word == wanted;
    };
    let number = word.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
    number.is_some_and(|number| !number.is_empty() && number.chars().all(char::is_numeric))
}

/// What a page may repeat at its top: the head of a table, then the heading of a group.
fn table_heads(document: &Document) -> [Vec<Vec<String>>; 2] {
    fn tables<'a>(blocks: &'a [Block], found: &mut Vec<&'a Table>) {
        for block in blocks {
            match block {
                Block::Table(table) => found.push(table),
                Block::List { items, .. } => items.iter().for_each(|item| tables(item, found)),
                _ => {}
            }
        }
    }
    let mut all = Vec::new();
    for text in &document.texts {
        tables(&text.preamble, &mut all);
        text.sections.iter().chain(&text.annexes).for_each(|section| tables(&section.blocks, &mut all));
        tables(&text.closing, &mut all);
    }
    let (mut heads, mut groups) = (Vec::new(), Vec::new());
    for table in all {
        let cells = |cells: &[Vec<engross::document::Inline>]| {
            let paragraphs = cells.iter().map(|body| super::sample::paragraph(body.clone())).collect();
            pieces(words(&super::sample::of_blocks(paragraphs)))
        };
        heads.push(cells(&table.columns.iter().map(|column| column.head.clone()).collect::<Vec<_>>()));
        for row in table.rows.iter().filter(|row| row.role == RowRole::Group) {
            groups.push(cells(&row.cells));
        }
    }
    [heads, groups]
}

fn is_list_mark(word: &str) -> bool {
    let inner = word.trim_start_matches('(').trim_end_matches(['.', ')']);
    let bullet = matches!(word, "•" | "‣" | "–" | "◦" | "▪" | "-");
    bullet || (inner != word && inner.len() <= 4 && !inner.is_empty() && inner.chars().all(char::is_alphanumeric))
}

/// As `pdftotext -raw` reads a draft of three pages: head and foot around each, a hyphen at a line's end, a table that
/// goes on with its head and group repeated, list marks, a composed letter in two parts.
const PAGES: &str = "D\nr\na\nft\nDraft\nPlan for the\nSmall Country\n1. The Partici\u{ad}\npants begin a multi-\nyear plan:\n\
    • one man\u{303}ana\n• two\nPlan Page 1 of 3\nText 4f1c\n\u{c}\
    Draf\nt\nDraft\nTable 1\nYear Sum\nOurs\n2026 1\nPlan\nPage 2 of 3\nText 4f1c\n\u{c}\
    D\nraft\nYear Sum\nOurs\n2027 2\nEnd of it.\nPlan Page 3 of 3\nText 4f1c\nDraft\n\u{c}";

fn paged() -> Document {
    use super::sample::{of_blocks, paragraph, table, text};
    let mut opening = paragraph(text("The Participants begin a multi-year plan:"));
    if let Block::Paragraph { number, .. } = &mut opening {
        *number = Some("1.".into());
    }
    let items = vec![vec![paragraph(text("one mañana"))], vec![paragraph(text("two"))]];
    let rows = [(RowRole::Group, "Ours"), (RowRole::Body, "2026|1"), (RowRole::Body, "2027|2")];
    let mut document = of_blocks(vec![
        opening,
        Block::List { ordered: false, start: 1, items },
        table("t", "Table 1", &["Year", "Sum"], &rows),
        paragraph(text("End of it.")),
    ]);
    document.texts[0].head = Some("Draft".into());
    document.texts[0].watermark = Some("Draft".into());
    document.texts[0].mark = Some("Text 4f1c".into());
    document.texts[0].foot = "Plan".into();
    document.texts[0].page_number = "Page {page} of {pages}".into();
    document.texts[0].title = vec!["Plan for the".into(), "Small Country".into()];
    document
}

#[test]
fn what_only_pages_add_is_taken_away() {
    let document = paged();
    if let Some(difference) = super::difference(&expected(&document), &found(PAGES, &document).unwrap()) {
        panic!("{difference}");
    }
}

/// A page may begin with the head repeated and a group that is new: the group's heading stays.
#[test]
fn a_new_group_after_a_repeated_head_is_kept() {
    use super::sample::{of_blocks, table};
    let rows = [(RowRole::Body, "2026|1"), (RowRole::Group, "Ours"), (RowRole::Body, "2027|2")];
    let document = of_blocks(vec![table("t", "Table 1", &["Year", "Sum"], &rows)]);
    let text = "Table 1\nYear Sum\n2026 1\n\u{c}Year Sum\nOurs\n2027 2\n\u{c}";
    assert_eq!(found(text, &document).unwrap(), expected(&document));
}

#[test]
fn a_word_lost_between_pages_is_found() {
    let document = paged();
    for (from, to) in [
        ("2027 2", "2027"),
        ("year plan", "plan"),
        ("1. The", "The"),
        ("Partici\u{ad}\n", ""),
        ("Year Sum\nOurs\n2026", "2026"),
    ] {
        let text = PAGES.replace(from, to);
        assert_ne!(found(&text, &document).unwrap(), expected(&document), "{from} became {to}");
    }
}

#[test]
fn a_page_without_its_head_is_found() {
    for (from, to) in [("Draft\nTable", "Table"), ("Draf\nt\n", ""), ("2 of 3\nText 4f1c", "2 of 3")] {
        let error = found(&PAGES.replace(from, to), &paged()).unwrap_err();
        assert!(error.starts_with("page 2 "), "{error}");
    }
}
