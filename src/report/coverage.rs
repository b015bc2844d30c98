//! The table of the elements that the law asks for: in the terminal, as Markdown, HTML and JSON.

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use serde::Serialize;

use super::markdown::words as cell;
use super::plain;
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::rules::coverage::{Coverage, Row, State};
use crate::source::{Sources, Span};

/// The version of the JSON's shape.
pub const SCHEMA: &str = "engross.coverage/1";

/// The table of one compact, with places as people read them.
#[derive(Debug, Serialize)]
pub struct Table {
    schema: &'static str,
    file: String,
    title: String,
    elements: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct Entry {
    element: String,
    words: String,
    quoted: bool,
    cite: String,
    state: &'static str,
    met_by: Vec<Statement>,
    findings: Vec<Found>,
    waived: Vec<Found>,
}

#[derive(Debug, Serialize)]
struct Statement {
    statement: String,
    title: Option<String>,
    file: String,
    line: usize,
}

#[derive(Debug, Serialize)]
struct Found {
    rule: String,
    severity: &'static str,
    message: String,
    help: Option<String>,
    reason: Option<String>,
    file: String,
    line: usize,
}

impl Table {
    /// Finds the places of a coverage in its texts.
    pub fn new(coverage: &Coverage<'_>, file: &str, sources: &Sources) -> Self {
        let elements = coverage.rows.iter().map(|row| entry(row, sources)).collect();
        Self { schema: SCHEMA, file: file.to_owned(), title: coverage.title.to_owned(), elements }
    }

    /// As one JSON object, which ends with a line break.
    pub fn json(&self) -> String {
        // Strings and numbers always serialize.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// For the terminal.
    pub fn text(&self, terminal: &Terminal) -> String {
        let mut text = format!("{}\n{}\n\n", terminal.strong(&self.title), plain(&self.file));
        for entry in &self.elements {
            let words = if entry.quoted { format!("“{}”", entry.words) } else { entry.words.clone() };
            text.push_str(&terminal.strong(&format!("{} {}", entry.element, entry.state)));
            text.push('\n');
            text.push_str(&terminal.paragraph("    ", "    ", &words));
            for met in &entry.met_by {
                let line = format!("{}, {}", met.name(), self.place(&met.file, met.line));
                text.push_str(&terminal.paragraph("    + ", "      ", &plain(&line)));
            }
            for found in &entry.findings {
                let line = format!("{} [{}], {}", found.message, found.rule, self.place(&found.file, found.line));
                text.push_str(&terminal.paragraph("    ! ", "      ", &plain(&line)));
            }
            for found in &entry.waived {
                let reason = found.reason.as_deref().unwrap_or_default();
                let line = format!("waived: {} [{}]: {reason}", found.message, found.rule);
                text.push_str(&terminal.paragraph("    ~ ", "      ", &plain(&line)));
            }
            text.push('\n');
        }
        text.push_str(&format!("{}\n", self.summary()));
        text
    }

    /// As a Markdown table.
    pub fn markdown(&self) -> String {
        let mut text = format!("# {}\n\n{}\n\n", cell(&self.title), cell(&self.file));
        text.push_str("| element | asks for | is | met by | found |\n|---|---|---|---|---|\n");
        for entry in &self.elements {
            let words = if entry.quoted { format!("“{}”", entry.words) } else { entry.words.clone() };
            let met: Vec<String> = entry
                .met_by
                .iter()
                .map(|met| cell(&format!("{} ({})", met.name(), self.place(&met.file, met.line))))
                .collect();
            let found = entry.findings.iter().map(|found| {
                cell(&format!("{}: {} ({})", found.rule, found.message, self.place(&found.file, found.line)))
            });
            let waived = entry.waived.iter().map(|found| {
                let reason = found.reason.as_deref().unwrap_or_default();
                cell(&format!("{} waived: {reason}", found.rule))
            });
            let found: Vec<String> = found.chain(waived).collect();
            text.push_str(&format!(
                "| {} | {} ({}) | {} | {} | {} |\n",
                entry.element,
                cell(&words),
                cell(&entry.cite),
                entry.state,
                met.join("<br>"),
                found.join("<br>")
            ));
        }
        text.push_str(&format!("\n{}\n", self.summary()));
        text
    }

    /// As one HTML file that needs nothing else.
    ///
    /// # Errors
    /// What is wrong with the template, which is a fault of this program.
    pub fn html(&self) -> Result<String, String> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        let template = include_str!("../../templates/html/coverage.html.jinja");
        let table = Value::from(Serde(self));
        let page =
            environment.render_named_str("coverage.html", template, context! { table, summary => self.summary() });
        page.map_err(|error| error.to_string())
    }

    /// A place: the line, with the file where it is not the one asked for.
    fn place(&self, file: &str, line: usize) -> String {
        if file == self.file { format!("line {line}") } else { format!("{file}, line {line}") }
    }

    fn summary(&self) -> String {
        let count = |state: State| self.elements.iter().filter(|entry| entry.state == state.words()).count();
        format!(
            "{} of {} elements described, {} in part, {} not. Whether that is enough, people decide.",
            count(State::Met),
            self.elements.len(),
            count(State::InPart),
            count(State::Missing)
        )
    }
}

impl Statement {
    fn name(&self) -> String {
        match &self.title {
            Some(title) => format!("{} “{title}”", self.statement),
            None => self.statement.clone(),
        }
    }
}

fn entry(row: &Row<'_>, sources: &Sources) -> Entry {
    let met_by = row.met_by.iter().map(|met| {
        let (file, line) = place(met.span, sources);
        Statement { statement: met.name.clone(), title: met.title.clone(), file, line }
    });
    Entry {
        element: row.element.id.clone(),
        words: row.element.words.clone(),
        quoted: row.element.quoted,
        cite: row.element.cite.clone(),
        state: row.state.words(),
        met_by: met_by.collect(),
        findings: row.findings.iter().map(|finding| found(finding, None, sources)).collect(),
        waived: row.waived.iter().map(|(finding, reason)| found(finding, Some(reason), sources)).collect(),
    }
}

fn found(finding: &Diagnostic, reason: Option<&str>, sources: &Sources) -> Found {
    let (file, line) = place(finding.span, sources);
    Found {
        rule: finding.rule.to_string(),
        severity: if finding.still_open { "still open" } else { finding.severity.word() },
        message: finding.message.clone(),
        help: finding.help.clone(),
        reason: reason.map(str::to_owned),
        file,
        line,
    }
}

fn place(span: Span, sources: &Sources) -> (String, usize) {
    let source = sources.get(span.file);
    (source.name.clone(), source.position(span.start).line)
}
