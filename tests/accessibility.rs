//! The HTML is well formed, and those who do not see it can find their way in it.

use std::collections::HashSet;

use scraper::{ElementRef, Html, Selector};

use crate::pages::prints;
use crate::words::sample;

fn select<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn page() -> (String, Html) {
    let html = engross::render::html::render(&sample::document()).unwrap();
    let page = Html::parse_document(&html);
    (html, page)
}

/// Every element that is opened is closed, in order: HTML's parser would mend silently what is not.
#[test]
fn tags_are_balanced() {
    for html in [page().0, engross::render::html::render(&sample::everywhere("<p>x</p> & </div>")).unwrap()] {
        let body = &html[html.find("<body").unwrap()..];
        let mut open: Vec<&str> = Vec::new();
        for tag in body.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
            if let Some(name) = tag.strip_prefix('/') {
                if name != "html" {
                    assert_eq!(open.pop(), Some(name), "before </{name}>");
                }
            } else {
                let name = tag.split_whitespace().next().unwrap();
                if name != "br" {
                    open.push(name);
                }
            }
        }
        assert!(open.is_empty(), "left open: {open:?}");
    }
}

#[test]
fn the_page_needs_nothing_else() {
    let (html, page) = page();
    assert!(html.starts_with("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">"));
    assert!(select(&page, "script, link, img, iframe, object, form, [src], [onclick]").is_empty());
    assert!(!html.contains("url(") && !html.contains("@import"));
    let policy = select(&page, "meta[http-equiv=Content-Security-Policy]")[0].attr("content").unwrap();
    assert!(policy.starts_with("default-src 'none'"));
    assert_eq!(select(&page, "head > title, head > meta[charset], head > meta[name=viewport]").len(), 3);
    assert_eq!(select(&page, "style").len(), 1);
}

#[test]
fn anchors_are_unique_and_links_arrive() {
    let columns = prints::all().into_iter().map(|print| print.document).filter(|document| document.columns.is_some());
    for document in columns.chain([sample::document(), sample::everywhere("words")]) {
        let page = Html::parse_document(&engross::render::html::render(&document).unwrap());
        let mut ids = HashSet::new();
        for element in select(&page, "[id]") {
            let id = element.attr("id").unwrap();
            assert!(!id.is_empty() && ids.insert(id), "`{id}` stands twice or is empty");
        }
        let markdown = engross::render::markdown::render(&document).unwrap();
        let links = select(&page, "a[href]");
        assert!(!links.is_empty());
        for link in links {
            let target = link.attr("href").unwrap().strip_prefix('#').unwrap();
            assert!(ids.contains(target), "#{target} leads nowhere");
            assert_eq!(markdown.matches(&format!("<a id=\"{target}\"></a>")).count(), 1, "#{target} in Markdown");
        }
        for element in select(&page, "[aria-labelledby]") {
            assert!(ids.contains(element.attr("aria-labelledby").unwrap()));
        }
    }
}

#[test]
fn headings_are_in_order() {
    let (_, page) = page();
    let articles = select(&page, "main > article[lang][dir]");
    assert_eq!(articles.len(), sample::document().texts.len());
    for article in articles {
        let headings = Selector::parse("h1, h2, h3, h4, h5, h6").unwrap();
        let levels: Vec<u8> =
            article.select(&headings).map(|heading| heading.value().name().as_bytes()[1] - b'0').collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "one h1 a text: {levels:?}");
        assert_eq!(levels[0], 1);
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "a level is skipped: {levels:?}");
    }
}

#[test]
fn tables_have_heads() {
    let (_, page) = page();
    let count = |selector: &str| select(&page, selector).len();
    assert_eq!(count("table"), count(".table[role=region][tabindex='0'][aria-labelledby] > table > caption"));
    assert_eq!(count("th"), count("th[scope]"));
    assert_eq!(count("thead th"), count("thead th[scope=col]"));
    assert_eq!(count("tr.group"), count("tr.group > th[scope=rowgroup][colspan]:only-child"));
    assert_eq!(count("tbody tr:not(.group)"), count("tbody tr > th[scope=row]:first-child"));
    assert!(count("tr.group") == 4 && count("tr.total") == 1);
}

#[test]
fn every_signature_block_has_a_name() {
    let (_, page) = page();
    assert_eq!(select(&page, "section.signature-block[aria-label]").len(), 2);
    assert!(select(&page, ".blank").iter().all(|rule| rule.text().next().is_none()));
}
