//! The templates, compiled into the program, and the one environment that renders them.
//!
//! Everything a template prints is escaped for its format unless the template itself made it, so that author's text
//! can never become markup. An undefined name is an error, and so is an absent part: printed, it would read "none",
//! a word that nobody wrote.

use std::error::Error as _;
use std::fmt::{self, Write as _};
use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, context};

use super::{html, markdown};
use crate::document::Document;

/// Compiled when first asked for: a render of one format never pays for the templates of another.
static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(environment);

/// The name of Markdown's escape, as minijinja knows it.
const MARKDOWN: &str = "markdown";

/// Why a template did not render: the whole chain of causes, each with the template's line. Never the author's fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderError(String);

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RenderError {}

impl From<Error> for RenderError {
    fn from(error: Error) -> Self {
        let mut text = describe(&error);
        let mut source = error.source();
        while let Some(cause) = source {
            let cause_text = cause.downcast_ref::<Error>().map_or_else(|| cause.to_string(), describe);
            text = format!("{text}\ncaused by: {cause_text}");
            source = cause.source();
        }
        Self(text)
    }
}

/// One error of the chain, followed by the line of the template that it points at.
fn describe(error: &Error) -> String {
    let mut text = error.to_string();
    if let (Some(name), Some(number)) = (error.name(), error.line())
        && let Some(line) = source(name).and_then(|template| template.lines().nth(number.saturating_sub(1)))
    {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n  {number:>4} | {}", line.trim_end());
    }
    text
}

/// Renders the template `name` over a document. The template sees `document`, and what `extra` holds.
pub(super) fn render(name: &str, document: &Document, extra: Value) -> Result<String, RenderError> {
    let document = Value::from(Serde(document));
    Ok(ENVIRONMENT.get_template(name)?.render(context! { document, ..extra })?)
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_loader(|name| Ok(source(name)));
    // Tags stand on lines of their own and leave nothing behind; what is printed ends as it was written.
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    if let Ok(syntax) = syntax {
        environment.set_syntax(syntax);
    }
    environment.set_auto_escape_callback(|name| match name.split('/').next() {
        Some("markdown") => AutoEscape::Custom(MARKDOWN.into()),
        _ => AutoEscape::Html,
    });
    environment.set_formatter(print);
    environment.add_filter("attribute", |text: &str| Value::from_safe_string(html::escape(text)));
    environment.add_filter("css", |text: &str| Value::from_safe_string(html::css_string(text)));
    environment.add_test("sturdy", markdown::is_sturdy);
    environment
}

/// Prints one value of a template, escaped for the format that the template belongs to.
fn print(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    if value.is_none() || value.is_undefined() {
        return Err(Error::new(ErrorKind::InvalidOperation, "an absent part was printed"));
    }
    let text = value.to_string();
    let text = match state.auto_escape() {
        _ if value.is_safe() => text,
        AutoEscape::Custom(_) => markdown::escape(&text),
        _ => html::escape(&text),
    };
    out.write_str(&text).map_err(Error::from)
}

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        /// The text of an embedded template.
        fn source(name: &str) -> Option<&'static str> {
            match name {
                $($name => Some(include_str!(concat!("../../templates/", $name))),)*
                _ => None,
            }
        }

        #[cfg(test)]
        const NAMES: &[&str] = &[$($name),*];
    };
}

templates! {
    "html/document.html.jinja",
    "html/inlines.html.jinja",
    "html/blocks.html.jinja",
    "html/table.html.jinja",
    "html/signatures.html.jinja",
    "html/style.css",
    "markdown/document.md.jinja",
    "markdown/inlines.md.jinja",
    "markdown/blocks.md.jinja",
    "markdown/signatures.md.jinja",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_compiles() {
        for name in NAMES {
            if let Err(error) = ENVIRONMENT.get_template(name) {
                panic!("{}", RenderError::from(error));
            }
        }
    }

    #[test]
    fn an_error_shows_the_line_of_the_template() {
        let result = ENVIRONMENT.get_template("html/document.html.jinja").and_then(|page| page.render(context! {}));
        let Err(error) = result else { panic!("a page without a document was rendered") };
        let text = RenderError::from(error).to_string();
        assert!(text.contains("(in html/document.html.jinja:"), "{text}");
        assert!(text.contains(" | ") && text.contains("document"), "{text}");
    }
}
