//! Findings for people, drawn with miette.

use std::fmt;
use std::path::PathBuf;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan,
    SpanContents, ThemeCharacters, ThemeStyles,
};

use textwrap::WordSplitter;

use super::excerpt::{Excerpt, Room, excerpt, plain};
use super::{Finding, Tally};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::Authority;
use crate::source::{FileId, Span};

/// What the terminal, or what stands in its place, can show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terminal {
    /// Columns.
    pub width: usize,
    /// Whether colours are wanted.
    pub color: bool,
    /// Whether it shows more than ASCII.
    pub unicode: bool,
    /// Where names of files may be links: the folder from which these names lead.
    pub links_from: Option<PathBuf>,
}

impl Terminal {
    /// Emphasizes a heading.
    pub fn strong(&self, text: &str) -> String {
        if self.color { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// The name of a file, as a link where links work.
    fn link(&self, name: &str) -> String {
        let shown = plain(name);
        match &self.links_from {
            Some(folder) if !name.starts_with('<') => {
                let path = folder.join(name).to_string_lossy().replace('%', "%25").replace(' ', "%20");
                format!("\u{1b}]8;;file://{}\u{1b}\\{shown}\u{1b}]8;;\u{1b}\\", plain(&path))
            }
            _ => shown,
        }
    }

    /// A paragraph with a hanging indent.
    pub fn paragraph(&self, first: &str, rest: &str, text: &str) -> String {
        let options = textwrap::Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_splitter(WordSplitter::NoHyphenation);
        textwrap::fill(text, options) + "\n"
    }
}

/// Prints findings; what a draft may leave open comes last, as a list under a heading of its own.
///
/// Whoever reads a finding must see what it rests on, and how certain that is, without a draft being buried under
/// citations. So a finding that is drawn has one line for it; and the list, which for a first draft is long and repeats
/// itself, has one for all findings of a rule, which stand together below it.
pub fn render(findings: &[Finding<'_>], terminal: &Terminal) -> String {
    let mut text = String::new();
    let (open, found): (Vec<&Finding<'_>>, Vec<_>) = findings.iter().partition(|finding| finding.diagnostic.still_open);
    for finding in found {
        draw(&mut text, finding, terminal);
        text.push('\n');
    }
    if !open.is_empty() {
        text.push_str(&terminal.strong("Still open"));
        text.push_str("\n\n");
        still_open(&mut text, open, terminal);
    }
    text
}

/// What is still open, rule by rule: what the statute asks for first, and there in the order of the codes, which is the
/// order of the law.
fn still_open(text: &mut String, mut open: Vec<&Finding<'_>>, terminal: &Terminal) {
    let order = |finding: &Finding<'_>| finding.rule.map_or(Authority::Integrity, |rule| rule.rests_on);
    open.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.diagnostic.rule.cmp(&b.diagnostic.rule)));
    for rule in open.chunk_by(|a, b| a.diagnostic.rule == b.diagnostic.rule) {
        for first in rule.iter().take(1) {
            text.push_str(&format!("{}\n", terminal.strong(&first.title())));
            authority(text, first, "", terminal);
        }
        rule.iter().for_each(|finding| list(text, finding, terminal));
        text.push('\n');
    }
}

/// On what a finding rests.
fn authority(text: &mut String, finding: &Finding<'_>, indent: &str, terminal: &Terminal) {
    if let Some(authority) = finding.authority() {
        let (first, rest) = (format!("{indent}authority: "), format!("{indent}           "));
        text.push_str(&terminal.paragraph(&first, &rest, &plain(&authority)));
    }
}

/// The last line of a report.
pub fn summary(tally: Tally, files: usize, terminal: &Terminal) -> String {
    let place = if files == 1 { String::new() } else { format!(" in {files} files") };
    terminal.strong(&format!("{tally}{place}")) + "\n"
}

/// One line, and its cure, of what is still open.
fn list(text: &mut String, finding: &Finding<'_>, terminal: &Terminal) {
    let found = finding.diagnostic;
    let position = finding.sources.get(found.span.file).position(found.span.start);
    let place = format!("{}:{}:{}", terminal.link(finding.file()), position.line, position.column);
    text.push_str(&format!("  {place}\n"));
    text.push_str(&terminal.paragraph("    ", "    ", &plain(&found.message)));
    if let Some(help) = &found.help {
        text.push_str(&terminal.paragraph("    help: ", "          ", &plain(help)));
    }
}

fn draw(text: &mut String, finding: &Finding<'_>, terminal: &Terminal) {
    let drawing = Drawing::new(finding, terminal);
    // Writing to a string does not fail; a finding that cannot be drawn is still said.
    let mut drawn = String::new();
    match handler(finding.diagnostic.severity, terminal).render_report(&mut drawn, &drawing) {
        // miette leaves blanks at the ends of lines.
        Ok(()) => drawn.lines().for_each(|line| {
            text.push_str(line.trim_end());
            text.push('\n');
        }),
        Err(_) => text.push_str(&format!("{}: {}\n", finding.file(), finding.diagnostic.message)),
    }
    authority(text, finding, "  ", terminal);
    if let Some((file, line)) = finding.included_from() {
        let note = format!("{} is included by {}, line {line}", plain(finding.file()), plain(file));
        text.push_str(&terminal.paragraph("  note: ", "        ", &note));
    }
}

fn handler(severity: Severity, terminal: &Terminal) -> GraphicalReportHandler {
    let characters = if terminal.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    let mut styles = if terminal.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    if terminal.color {
        let main = match severity {
            Severity::Error => styles.error,
            Severity::Warning => styles.warning,
            Severity::Info => styles.advice,
        };
        styles.highlights = vec![main.bold(), styles.advice];
    }
    GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_width(terminal.width)
        .with_links(false)
        // The words of the language have hyphens, and are typed as they are read.
        .with_word_splitter(WordSplitter::NoHyphenation)
        .without_syntax_highlighting()
}

/// A finding as miette wants it: its lines laid out one after the other in a text made for the purpose.
#[derive(Debug)]
struct Drawing {
    message: String,
    code: String,
    severity: miette::Severity,
    help: Option<String>,
    labels: Vec<LabeledSpan>,
    panes: Panes,
}

impl Drawing {
    fn new(finding: &Finding<'_>, terminal: &Terminal) -> Self {
        let Diagnostic { severity, message, help, .. } = finding.diagnostic;
        let (panes, labels) = panes(finding, terminal);
        Self {
            message: plain(message),
            code: format!("{}[{}]", severity.word(), finding.title()),
            severity: match severity {
                Severity::Error => miette::Severity::Error,
                Severity::Warning => miette::Severity::Warning,
                Severity::Info => miette::Severity::Advice,
            },
            help: help.as_deref().map(plain),
            labels,
            panes,
        }
    }
}

/// The places of a finding on one line of one file, each with its label.
struct Line {
    file: FileId,
    number: usize,
    places: Vec<(Span, Option<String>)>,
}

/// Groups the places of a finding by line, the finding's own line first.
fn lines(finding: &Finding<'_>) -> Vec<Line> {
    let own = (finding.diagnostic.span, None);
    let related = finding.diagnostic.related.iter().map(|place| (place.span, Some(plain(&place.message))));
    let mut lines: Vec<Line> = Vec::new();
    for (span, label) in std::iter::once(own).chain(related) {
        let number = finding.sources.get(span.file).position(span.start).line;
        match lines.iter_mut().find(|line| line.file == span.file && line.number == number) {
            Some(line) => line.places.push((span, label)),
            None => lines.push(Line { file: span.file, number, places: vec![(span, label)] }),
        }
    }
    lines
}

/// Lays the lines of a finding out, and marks its places in them.
fn panes(finding: &Finding<'_>, terminal: &Terminal) -> (Panes, Vec<LabeledSpan>) {
    let (mut panes, mut labels) = (Panes(Vec::new()), Vec::new());
    let ellipsis = if terminal.unicode { "…" } else { "..." };
    for Line { file, number, places } in lines(finding) {
        let spans: Vec<Span> = places.iter().map(|(span, _)| *span).collect();
        // The gutter takes the line's number and what stands around it.
        let width = terminal.width.saturating_sub(number.to_string().len() + 6);
        let Some(excerpt) = excerpt(finding.sources, &spans, Room { width, ellipsis }) else { continue };
        let offset = panes.0.last().map_or(0, |pane| pane.offset + pane.excerpt.text.len() + 1);
        for (mark, (span, label)) in excerpt.marks.iter().zip(places) {
            let place = SourceSpan::new((offset + mark.start).into(), mark.len());
            labels.push(if span == finding.diagnostic.span {
                LabeledSpan::new_primary_with_span(label, place)
            } else {
                LabeledSpan::new_with_span(label, place)
            });
        }
        let name = terminal.link(&finding.sources.get(file).name);
        panes.0.push(Pane { name, offset, excerpt });
    }
    (panes, labels)
}

/// The lines of a finding, at offsets that exist only for miette.
#[derive(Debug)]
struct Panes(Vec<Pane>);

#[derive(Debug)]
struct Pane {
    name: String,
    offset: usize,
    excerpt: Excerpt,
}

impl SourceCode for Panes {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let pane = self.0.iter().rfind(|pane| pane.offset <= span.offset()).ok_or(MietteError::OutOfBounds)?;
        let text = &pane.excerpt.text;
        if span.offset() + span.len() > pane.offset + text.len() {
            return Err(MietteError::OutOfBounds);
        }
        // miette asks without lines around the place when it wants the place's own line and column.
        let column = if before == 0 { pane.excerpt.column - 1 } else { 0 };
        let shown = SourceSpan::new(pane.offset.into(), text.len());
        let line = pane.excerpt.line - 1;
        Ok(Box::new(MietteSpanContents::new_named(pane.name.clone(), text.as_bytes(), shown, line, column, 0)))
    }
}

impl fmt::Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawing {}

impl miette::Diagnostic for Drawing {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.panes)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
