//! HTML: one accessible file that needs nothing else, for screens of any width and for paper.
//!
//! It runs no script and loads nothing, and its content security policy says so. The head and the foot of a page
//! stand once in each text, as `p.page-head` and `p.page-foot`; they are no words of the instrument. The page number
//! is left to the printer, which counts its own pages.

use std::fmt::Write as _;

use minijinja::context;

use super::template::{RenderError, Templates};
use crate::document::Document;

/// Prints a document as one HTML file.
///
/// # Errors
/// A [`RenderError`] where a template is wrong, which is a fault of this program.
pub fn render(document: &Document) -> Result<String, RenderError> {
    render_by(document, Templates::shipped())
}

/// Prints a document as one HTML file by a project's templates.
///
/// # Errors
/// A [`RenderError`] where a template is wrong.
pub fn render_by(document: &Document, templates: &Templates) -> Result<String, RenderError> {
    templates.render("html/document.html.jinja", document, context! {})
}

/// Escapes words for text and for quoted attributes. Only what must be is escaped, so that the source reads well.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// A CSS string that means `text`; every character but letters and digits is escaped, so that nothing can end it.
pub(super) fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else {
            // Writing to a string cannot fail. The space ends the escape and is not part of the text.
            let _ = write!(out, "\\{:x} ", u32::from(c));
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn css_strings_cannot_be_left() {
        assert_eq!(css_string("Draft"), "\"Draft\"");
        assert_eq!(css_string("a\"}</style>"), "\"a\\22 \\7d \\3c \\2f style\\3e \"");
    }
}
