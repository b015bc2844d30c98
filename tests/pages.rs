//! Every layout, state and sheet: the same words in every format, pages that outside judges accept.

#[cfg(feature = "pdf")]
mod paper;
pub mod prints;
mod screen;
#[cfg(feature = "pdf")]
mod tagged;

use engross::document::words::words;
use engross::document::{Block, Document};

use crate::words::assert_same_words;

#[test]
fn html_and_markdown_have_the_documents_words() {
    for print in prints::all() {
        assert_same_words(&print.document);
    }
}

/// What the prints are there for: each of these must stand in one of them.
#[test]
fn prints_are_of_every_kind() {
    let prints = prints::all();
    let has = |what: &str, is: &dyn Fn(&Document) -> bool| {
        assert!(prints.iter().any(|print| is(&print.document)), "no print {what}");
    };
    for status in ["draft", "settled", "final", "signed"] {
        has(status, &|document| document.status == status);
    }
    for columns in [2, 3] {
        has("of so many columns", &|document| document.columns.is_some() && document.texts.len() == columns);
    }
    for direction in ["ltr", "rtl"] {
        let begins = |document: &Document| document.texts.first().is_some_and(|text| text.direction == direction);
        has("in columns that begin so", &|document| document.columns.is_some() && begins(document));
        has("one after the other that begins so", &|document| document.columns.is_none() && begins(document));
    }
    has("of a courtesy translation", &|document| document.courtesy.is_some());
    has("of a conformed copy", &|document| words(document).iter().any(|word| word == "/s/"));
}

/// Lines such as "Where:" stand level with their counterparts where all texts have as many.
#[test]
fn columns_hold_details_level() {
    let document = prints::all().into_iter().map(|print| print.document).find(|one| one.columns.is_some()).unwrap();
    let columns = document.columns.as_ref().unwrap();
    let mut wanted = Vec::new();
    for (index, rows) in columns.sections.iter().enumerate() {
        for row in rows {
            let of_each = document.texts.iter().zip(row);
            let counts = of_each.map(|(text, [from, to])| match &text.sections[index].blocks[*from..*to] {
                [Block::Details { items }] => items.len(),
                _ => 0,
            });
            let counts: Vec<usize> = counts.collect();
            wanted.extend((counts[0] > 0 && counts.iter().all(|count| *count == counts[0])).then_some(counts[0]));
        }
    }
    assert!(wanted.len() > 5, "{wanted:?}");
    let html = engross::render::html::render(&document).unwrap();
    let page = scraper::Html::parse_document(&html);
    let selector = scraper::Selector::parse(".clause.level").unwrap();
    let styles: Vec<&str> = page.select(&selector).map(|row| row.attr("style").unwrap()).collect();
    assert_eq!(styles, wanted.iter().map(|count| format!("--rows: {count}")).collect::<Vec<_>>());
}

/// In columns a reader hears clause after clause, each in its languages.
#[test]
fn columns_stand_clause_by_clause() {
    let print = prints::all().into_iter().find(|print| print.document.columns.is_some()).unwrap();
    let columns = print.document.columns.as_ref().unwrap();
    let opening = |clause: usize| -> Vec<String> {
        let spans = print.document.texts.iter().zip(&columns.preamble[clause]);
        let runs = spans.map(|(text, [from, _])| match &text.preamble[*from] {
            Block::Paragraph { body, .. } => format!("{:?}", body.first()),
            other => panic!("{other:?}"),
        });
        runs.collect()
    };
    assert_ne!(opening(0)[0], opening(0)[1]);
    let html = engross::render::html::render(&print.document).unwrap();
    let page = scraper::Html::parse_document(&html);
    let select = |selector: &str| scraper::Selector::parse(selector).unwrap();
    let rows: Vec<_> = page.select(&select(".preamble > .clause")).collect();
    assert_eq!(rows.len(), columns.preamble.len());
    let languages: Vec<&str> = print.document.texts.iter().map(|text| text.language.as_str()).collect();
    for row in page.select(&select("article .clause:not(footer)")) {
        let cells: Vec<_> = row.child_elements().collect();
        let tags: Vec<&str> = cells.iter().map(|cell| cell.attr("lang").unwrap()).collect();
        assert_eq!(tags, languages, "{}", row.html());
        assert!(cells.iter().all(|cell| cell.attr("dir").is_some()));
    }
}
