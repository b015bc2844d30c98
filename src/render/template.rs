//! The templates, compiled into the program, and the one environment that renders them.
//!
//! Everything a template prints is escaped for its format unless the template itself made it, so that author's text
//! can never become markup. An undefined name is an error, and so is an absent part: printed, it would read "none",
//! a word that nobody wrote.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::fmt::{self, Write as _};
use std::sync::{LazyLock, OnceLock};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, context};

use super::{html, markdown};
use crate::document::Document;

/// The templates that ship with the program.
static SHIPPED: LazyLock<Templates> = LazyLock::new(Templates::default);

/// The templates of Typst, which need no environment here.
const TYPST: [&str; 7] = [
    "pdf/instrument.typ",
    "pdf/sheet.typ",
    "pdf/furniture.typ",
    "pdf/blocks.typ",
    "pdf/columns.typ",
    "pdf/table.typ",
    "pdf/signatures.typ",
];

/// The templates that documents are printed by: those that ship, and a project's own in the place of some of them.
#[derive(Debug, Default)]
pub struct Templates {
    own: BTreeMap<&'static str, String>,
    /// Each is compiled when it is first asked for: a render of one format never pays for the templates of another.
    environment: OnceLock<Environment<'static>>,
}

impl Templates {
    /// Those that ship with the program.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// The names of all templates, as they stand in the folder `templates` of the program's source.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().chain(&TYPST).copied()
    }

    /// Puts a text in the place of a template; whether there is one of that name.
    pub fn replace(&mut self, name: &str, text: &str) -> bool {
        let known = Self::names().find(|known| *known == name);
        if let Some(known) = known {
            self.own.insert(known, text.to_owned());
            self.environment = OnceLock::new();
        }
        known.is_some()
    }

    /// Whether a project has put its own in the place of some: what is wrong with them is not the program's fault.
    pub fn has_own(&self) -> bool {
        !self.own.is_empty()
    }

    /// All templates of the PDF in one text, in order and with their names: what tells two sets of them apart.
    #[cfg(feature = "pdf")]
    pub fn of_pdf(&self) -> String {
        let text = |(name, text): (&str, &str)| {
            let text = self.own(&format!("pdf/{name}")).unwrap_or(text);
            format!("{name} {}\n{text}\n", text.len())
        };
        super::world::FILES.into_iter().map(text).collect()
    }

    /// A project's own template.
    pub(super) fn own(&self, name: &str) -> Option<&str> {
        self.own.get(name).map(String::as_str)
    }

    /// Renders the template `name` over a document. The template sees `document`, and what `extra` holds.
    pub(super) fn render(&self, name: &str, document: &Document, extra: Value) -> Result<String, RenderError> {
        let document = Value::from(Serde(document));
        let environment = self.environment.get_or_init(|| environment(self.own.clone()));
        let rendered = environment.get_template(name).and_then(|page| page.render(context! { document, ..extra }));
        rendered.map_err(|error| self.told(&error))
    }

    /// The whole chain of causes, each with the template's line.
    fn told(&self, error: &Error) -> RenderError {
        let mut text = self.describe(error);
        let mut source = error.source();
        while let Some(cause) = source {
            let cause_text =
                cause.downcast_ref::<Error>().map_or_else(|| cause.to_string(), |cause| self.describe(cause));
            text = format!("{text}\ncaused by: {cause_text}");
            source = cause.source();
        }
        RenderError(text)
    }

    /// One error of the chain, followed by the line of the template that it points at.
    fn describe(&self, error: &Error) -> String {
        let mut text = error.to_string();
        if let (Some(name), Some(number)) = (error.name(), error.line())
            && let Some(template) = self.own(name).or_else(|| source(name))
            && let Some(line) = template.lines().nth(number.saturating_sub(1))
        {
            // Writing to a string cannot fail.
            let _ = write!(text, "\n  {number:>4} | {}", line.trim_end());
        }
        text
    }
}

/// The name of Markdown's escape, as minijinja knows it.
const MARKDOWN: &str = "markdown";

/// Why a template did not render. Never the author's fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderError(String);

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RenderError {}

fn environment(own: BTreeMap<&'static str, String>) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_loader(move |name| Ok(own.get(name).cloned().or_else(|| source(name).map(str::to_owned))));
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

        const NAMES: &[&str] = &[$($name),*];
    };
}

templates! {
    "html/document.html.jinja",
    "html/inlines.html.jinja",
    "html/blocks.html.jinja",
    "html/columns.html.jinja",
    "html/table.html.jinja",
    "html/signatures.html.jinja",
    "html/style.css",
    "markdown/document.md.jinja",
    "markdown/inlines.md.jinja",
    "markdown/blocks.md.jinja",
    "markdown/columns.md.jinja",
    "markdown/signatures.md.jinja",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_compiles() {
        for name in NAMES {
            if let Err(error) = environment(BTreeMap::new()).get_template(name) {
                panic!("{}", Templates::shipped().told(&error));
            }
        }
    }

    #[test]
    fn an_error_shows_the_line_of_the_template() {
        let environment = environment(BTreeMap::new());
        let result = environment.get_template("html/document.html.jinja").and_then(|page| page.render(context! {}));
        let Err(error) = result else { panic!("a page without a document was rendered") };
        let text = Templates::shipped().told(&error).to_string();
        assert!(text.contains("(in html/document.html.jinja:"), "{text}");
        assert!(text.contains(" | ") && text.contains("document"), "{text}");
    }
}
