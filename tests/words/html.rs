//! The words of an HTML page, as a browser would show them.

use engross::document::words::words_of;
use scraper::{ElementRef, Html, Node};

/// Elements that do not end a word.
const INLINE: &[&str] = &["a", "b", "bdi", "em", "i", "ins", "span", "strong"];
/// What is no word of the instrument.
const FURNITURE: &[&str] = &["page-head", "page-foot"];

/// The words of a page, without those of its head and of the page furniture.
pub fn words(html: &str) -> Vec<String> {
    let mut text = String::new();
    read(Html::parse_document(html).root_element(), &mut text);
    words_of(&text)
}

fn read(element: ElementRef<'_>, text: &mut String) {
    let name = element.value().name();
    if matches!(name, "head" | "style") || FURNITURE.iter().any(|class| element.value().classes().any(|c| c == *class))
    {
        return;
    }
    let ends_words = !INLINE.contains(&name);
    if ends_words {
        text.push('\n');
    }
    for child in element.children() {
        match child.value() {
            Node::Text(run) => text.push_str(run),
            Node::Element(_) => ElementRef::wrap(child).into_iter().for_each(|child| read(child, text)),
            _ => {}
        }
    }
    if ends_words {
        text.push('\n');
    }
}
