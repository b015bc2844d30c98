//! The words of a Markdown file, as GitHub would show them.

use engross::document::words::words_of;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// What GitHub adds to CommonMark, and could mistake a word for.
fn github() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
}

/// The words of a file, without those of the page furniture.
pub fn words(markdown: &str) -> Vec<String> {
    let mut text = String::new();
    let mut furniture = false;
    for event in Parser::new_ext(markdown, github()) {
        match event {
            Event::Html(html) if html.starts_with("<!-- page furniture") => furniture = true,
            Event::Html(html) if html.starts_with("<!-- end of page furniture") => furniture = false,
            _ if furniture => {}
            Event::Text(run) | Event::Code(run) => text.push_str(&run),
            Event::InlineHtml(tag) if &*tag != "<br>" => {}
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link) => {}
            _ => text.push('\n'),
        }
    }
    words_of(&text)
}
