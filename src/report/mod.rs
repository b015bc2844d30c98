//! Findings as people and programs read them: one file a format.

pub mod concise;
pub mod conformity;
pub mod coverage;
mod excerpt;
mod fingerprint;
pub mod fonts;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod rules;
pub mod sarif;
pub mod selection;
pub mod terminal;

use std::fmt;

pub use excerpt::plain;

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::Rule;
use crate::source::{FileId, Position, Sources, Span};

/// What a run found, for any of the formats.
#[derive(Debug, Clone)]
pub struct Report<'a> {
    /// The lightest weight that refuses a text: an error, unless more is denied.
    pub refusing: Severity,
    /// The names of the texts that were judged.
    pub texts: Vec<&'a str>,
    /// What was found, in order.
    pub findings: Vec<Finding<'a>>,
    /// What waivers cover.
    pub waived: Vec<Finding<'a>>,
    /// How many findings were left out because a baseline knows them.
    pub known: usize,
}

impl Report<'_> {
    /// How many findings there are.
    pub fn tally(&self) -> Tally {
        let tally = Tally::of(self.findings.iter().map(|finding| finding.diagnostic));
        Tally { waived: self.waived.len(), known: self.known, ..tally }
    }

    /// Whether a finding refuses its text.
    pub fn refuses(&self, finding: &Finding<'_>) -> bool {
        finding.diagnostic.severity >= self.refusing
    }
}

/// A finding with the texts that it points into.
#[derive(Debug, Clone, Copy)]
pub struct Finding<'a> {
    /// What was found.
    pub diagnostic: &'a Diagnostic,
    /// The files of the compact.
    pub sources: &'a Sources,
    /// The `include` that brings in the file of the finding; none for the file asked for.
    pub included_at: Option<Span>,
    /// The page of its rule; none where no pack has one.
    pub rule: Option<&'a Rule>,
    /// The statement that it points into, as keywords with identifiers: `objective protect / text`.
    pub path: &'a str,
    /// Why it is waived, where it is.
    pub waived: Option<&'a str>,
}

impl<'a> Finding<'a> {
    /// The name of the file that the finding points into.
    pub fn file(&self) -> &'a str {
        self.name(self.diagnostic.span.file)
    }

    /// The rule's code and its readable name: `STA005 activity-per-objective`.
    pub fn title(&self) -> String {
        match self.rule {
            Some(rule) => format!("{} {}", rule.code, rule.name),
            None => self.diagnostic.rule.to_string(),
        }
    }

    /// On what it rests, and how certain that is.
    pub fn authority(&self) -> Option<String> {
        self.rule.map(Rule::authority)
    }

    /// What is wrong, what to do, and on what authority, each on a line of its own.
    pub fn told(&self) -> String {
        let mut lines = vec![one_line(&self.diagnostic.message)];
        lines.extend(self.diagnostic.help.as_deref().map(|help| format!("help: {}", one_line(help))));
        lines.extend(self.authority().map(|authority| format!("authority: {authority}")));
        lines.extend(self.included_from().map(|(file, line)| format!("included by: {file}, line {line}")));
        lines.extend(self.waived.map(|reason| format!("waived: {}", one_line(reason))));
        lines.join("\n")
    }

    /// Where it begins and ends.
    pub fn place(&self) -> (Position, Position) {
        self.place_of(self.diagnostic.span)
    }

    /// Where a place begins and ends.
    pub fn place_of(&self, span: Span) -> (Position, Position) {
        let source = self.sources.get(span.file);
        (source.position(span.start), source.position(span.end))
    }

    /// The name of a file.
    pub fn name(&self, file: FileId) -> &'a str {
        &self.sources.get(file).name
    }

    /// The file and the line of the `include` that brings in the finding's file.
    pub fn included_from(&self) -> Option<(&'a str, usize)> {
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
    /// What waivers cover.
    pub waived: usize,
    /// What a baseline knows.
    pub known: usize,
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
        let found =
            [counted(self.errors, "error"), counted(self.warnings, "warning"), counted(self.notes, "note"), open];
        let mut parts: Vec<String> = found.into_iter().flatten().collect();
        if parts.is_empty() {
            parts.push("no findings".to_owned());
        }
        if self.waived > 0 {
            parts.push(format!("{} waived", self.waived));
        }
        if self.known > 0 {
            parts.push(format!("{} in the baseline", self.known));
        }
        f.write_str(&parts.join(", "))
    }
}

/// A number with its noun: "1 error", "2 errors".
pub fn number(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// A text of several lines as one.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name of a file as other systems write it: with slashes.
fn slashed(name: &str) -> String {
    if cfg!(windows) { name.replace('\\', "/") } else { name.to_owned() }
}
