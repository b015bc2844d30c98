//! The page of a rule: what `engross explain` shows, as a page of the preview.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

use crate::render::html::escape;
use crate::rules::Rule;
use crate::rules::reference::head;

/// The page, but for the words of a rule.
const PAGE: &str = include_str!("../../templates/preview/rule.html");

/// The page of a rule as HTML. Links lead nowhere: the preview asks nothing of other machines.
pub fn explanation(rule: &Rule) -> String {
    let head = head(rule);
    let fact =
        |(name, value): &(&str, String)| format!("<div><dt>{}</dt> <dd>{}</dd></div>\n", escape(name), inline(value));
    let facts: String = head.facts.iter().map(fact).collect();
    // The words of a page come last: nothing that they hold is taken for a gap.
    PAGE.replace("{title}", &escape(&head.title)).replace("{facts}", &facts).replace("{body}", &markdown(&rule.body))
}

/// One line of Markdown without its paragraph.
fn inline(text: &str) -> String {
    let html = markdown(text);
    html.trim().trim_start_matches("<p>").trim_end_matches("</p>").to_owned()
}

fn markdown(text: &str) -> String {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Start(Tag::Link { .. } | Tag::Image { .. }) | Event::End(TagEnd::Link | TagEnd::Image) => None,
        // A pack of a project may hold anything: what looks like HTML is shown and not obeyed.
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        event => Some(event),
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    // A long line scrolls, and who has no mouse must be able to scroll it.
    out.replace("<pre>", "<pre tabindex=\"0\">")
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn nothing_leads_out_of_the_page() {
        let text = "a [b](https://example.org) <script>c</script> ![d](e.png)\n\n<iframe src=f></iframe>\n";
        let html = markdown(text);
        assert!(!html.contains("<a") && !html.contains("<script") && !html.contains("<img"), "{html}");
        assert!(html.contains("a b &lt;script&gt;c") && html.contains("&lt;iframe"), "{html}");
    }
}
