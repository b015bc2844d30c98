//! Findings as people and programs read them: one file a format.

pub mod coverage;
mod excerpt;
pub mod json;
pub mod rules;
pub mod selection;
pub mod terminal;

use std::fmt;

pub use excerpt::plain;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{FileId, Sources, Span};

/// A finding with the texts that it points into.
#[derive(Debug, Clone, Copy)]
pub struct Finding<'a> {
    /// What was found.
    pub diagnostic: &'a Diagnostic,
    /// The files of the compact.
    pub sources: &'a Sources,
    /// The `include` that brings in the file of the finding; none for the file asked for.
    pub included_at: Option<Span>,
}

impl Finding<'_> {
    /// The name of the file that the finding points into.
    pub fn file(&self) -> &str {
        self.name(self.diagnostic.span.file)
    }

    fn name(&self, file: FileId) -> &str {
        &self.sources.get(file).name
    }

    /// The file and the line of the `include` that brings in the finding's file.
    pub fn included_from(&self) -> Option<(&str, usize)> {
        let include = self.included_at?;
        Some((self.name(include.file), self.sources.get(include.file).position(include.start).line))
    }
}

/// How many findings there are of each weight; what a draft may leave open is counted apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
    /// What a draft may leave open for now.
    pub open: usize,
}

impl Tally {
    /// Counts findings.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut tally = Self::default();
        for finding in findings {
            let count = match finding.severity {
                _ if finding.still_open => &mut tally.open,
                Severity::Error => &mut tally.errors,
                Severity::Warning => &mut tally.warnings,
                Severity::Info => &mut tally.notes,
            };
            *count += 1;
        }
        tally
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |count: usize, word: &str| (count > 0).then(|| number(count, word));
        let open = (self.open > 0).then(|| format!("{} still open", self.open));
        let parts: Vec<String> =
            [counted(self.errors, "error"), counted(self.warnings, "warning"), counted(self.notes, "note"), open]
                .into_iter()
                .flatten()
                .collect();
        f.write_str(if parts.is_empty() { "no findings" } else { "" })?;
        f.write_str(&parts.join(", "))
    }
}

/// A text as it stands in a cell of a Markdown table: nothing in it is markup.
pub(crate) fn markdown_cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => cell.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~' | '$' | '@' => {
                cell.push('\\');
                cell.push(c);
            }
            c => cell.push(c),
        }
    }
    cell
}

/// A number with its noun: "1 error", "2 errors".
pub fn number(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
