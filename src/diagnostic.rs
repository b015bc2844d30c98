//! What a finding is: data, until a report or an editor prints it. The texts live where the problems are found.

use std::borrow::Cow;

use crate::source::Span;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing need be done.
    Info,
    /// To be considered.
    Warning,
    /// To be settled before signing.
    Error,
}

impl Severity {
    /// The lower-case word that reports print.
    pub fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A second place that explains a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What is there, as a few words.
    pub message: String,
}

/// An edit that mends a finding with certainty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What the edit does, as an imperative.
    pub title: String,
    /// Replacements, none overlapping.
    pub edits: Vec<(Span, String)>,
}

/// Statements that would mend a finding, once their holes are filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// A place on the line of the statement into whose block they belong; none is the file. A statement that is there
    /// already, and of which there is one only, is changed into what the addition says.
    pub into: Option<Span>,
    /// A place on the line of the statement that is to be changed, where it is that itself.
    pub instead: Option<Span>,
    /// The statements as they are written, as far as they are known: a [`HOLE`] stands for each value that only the
    /// author knows, and a statement may lack values and fields, which the vocabulary tells.
    pub text: String,
}

/// What stands for a value that is still to be given.
pub const HOLE: &str = "…";

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's code, such as `REF001`.
    pub rule: Cow<'static, str>,
    /// Its weight.
    pub severity: Severity,
    /// One lower-case sentence without a full stop; names in backticks.
    pub message: String,
    /// The smallest place that is wrong.
    pub span: Span,
    /// What it is about, as identifiers; nothing where it is about the compact as a whole.
    pub about: Vec<String>,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// The cure.
    pub help: Option<String>,
    /// An edit, where one is certain.
    pub fix: Option<Fix>,
    /// What would have to be added to mend it.
    pub adds: Option<Addition>,
    /// Whether it is what a draft may leave open for now.
    pub still_open: bool,
}

impl Diagnostic {
    /// An error.
    pub fn error(rule: impl Into<Cow<'static, str>>, span: Span, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Error, span, message)
    }

    /// A warning.
    pub fn warning(rule: impl Into<Cow<'static, str>>, span: Span, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Warning, span, message)
    }

    /// A note.
    pub fn info(rule: impl Into<Cow<'static, str>>, span: Span, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Info, span, message)
    }

    /// A finding of a weight.
    pub fn new(rule: impl Into<Cow<'static, str>>, severity: Severity, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule: rule.into(),
            severity,
            message: message.into(),
            span,
            about: Vec::new(),
            related: Vec::new(),
            help: None,
            fix: None,
            adds: None,
            still_open: false,
        }
    }

    /// Says what it is about.
    #[must_use]
    pub fn about(mut self, about: impl IntoIterator<Item = String>) -> Self {
        self.about.extend(about);
        self
    }

    /// Adds the cure.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the cure where there is one.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { span, message: message.into() });
        self
    }

    /// Asks whether a word was meant, and offers to write it in a place.
    #[must_use]
    pub fn meant(self, meant: &str, place: Span) -> Self {
        let edit = (place, meant.to_owned());
        self.help(format!("did you mean `{meant}`?")).fix(format!("write `{meant}`"), vec![edit])
    }

    /// Adds an edit.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, edits: Vec<(Span, String)>) -> Self {
        self.fix = Some(Fix { title: title.into(), edits });
        self
    }

    /// Says what would have to be added.
    #[must_use]
    pub fn adds(mut self, into: Option<Span>, text: impl Into<String>) -> Self {
        self.adds = Some(Addition { into, instead: None, text: text.into() });
        self
    }

    /// Whether the finding stands in the way of printing: a broken text, a broken reference, or figures that do not agree.
    pub fn blocks_printing(&self) -> bool {
        self.severity == Severity::Error && is_integral(&self.rule)
    }
}

/// Whether a rule guards the integrity of the text (marked † in the catalogue): it cannot be waived, and a text that breaks it is not printed.
pub fn is_integral(rule: &str) -> bool {
    (rule.starts_with("SYN") && rule != "SYN005")
        || matches!(rule, "INC001" | "REF001" | "REF002" | "REF003" | "FIN001" | "FIN002" | "FIN004")
}
