//! The report on the languages of a compact, for the officer who certifies them: as HTML and as Markdown.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};

use super::markdown::words;
use crate::conformity::{Cell, Comparison, Conformity, Kind, Row};

/// What is compared, as a reader must know it.
const COMPARED: &str = "Compared, line by line: numbers by their value, amounts with their currency code, dates, \
    references by where they lead, names of participants, bodies and strategies, lists and their items, the number of paragraphs, and \
    the punctuation at the end of a line. A number that stands in figures in one text may stand in words in the other; \
    numbers in words are compared where both texts have one that the other lacks.";

/// What is not.
const NOT_COMPARED: &str = "Not compared: whether the words mean the same, the force of verbs, units and percent signs, \
    fractions and numbers above twenty in words, punctuation within a line, emphasis, and words of law. Where nothing is \
    marked, nothing was found; that does not say that the texts conform. That is for the language officer to say, who reads \
    every line.";

/// What is compared, as a sentence for each comparison, where a language is not known well.
fn limits(comparison: &Comparison) -> Vec<String> {
    let name = &comparison.language.name;
    let mut limits = Vec::new();
    if !comparison.knows_months {
        limits.push(format!("The names of months in {name} are not known: dates are compared figure by figure."));
    }
    if !comparison.knows_numbers {
        limits.push(format!("Numbers in words are not known in {name}."));
    }
    limits
}

/// The summary: how many lines differ, and in what.
fn summary(comparison: &Comparison, drafted: &str) -> String {
    let (all, differing) = (comparison.rows.len(), comparison.differing());
    let other = &comparison.language.tag;
    if differing == 0 {
        return format!("No difference was found in {all} lines of `{drafted}` and `{other}`.");
    }
    let count = |kind: Kind| {
        let rows = comparison.rows.iter();
        rows.filter(|row| row.differences.iter().any(|difference| difference.kind == kind)).count()
    };
    let kinds: Vec<String> = Kind::ALL
        .into_iter()
        .map(|kind| (kind, count(kind)))
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| format!("{} {count}", kind.word()))
        .collect();
    let lines = if differing == 1 { "line differs" } else { "lines differ" };
    format!("{differing} of {all} {lines} between `{drafted}` and `{other}`: {}.", kinds.join(", "))
}

/// How a certificate is recorded.
fn command(file: &str, comparison: &Comparison) -> String {
    format!("engross certify {file} --language {} --by NAME --title TITLE", comparison.language.tag)
}

/// What a row says of its differences.
fn told(row: &Row) -> Vec<String> {
    let told =
        |difference: &crate::conformity::Difference| format!("{}: {}", difference.kind.word(), difference.message);
    row.differences.iter().map(told).collect()
}

/// As Markdown.
pub fn markdown(report: &Conformity, file: &str) -> String {
    let drafted = &report.drafted;
    let mut text = format!("# Comparison of languages\n\n{}\n\n", author(&report.title));
    text.push_str(&format!("- File: {}\n- Status: {}\n", author(file), report.status));
    text.push_str(&format!("- Drafted in: {} (`{}`)\n", drafted.name, drafted.tag));
    text.push_str(&format!("- Fingerprint of the text: `{}`\n\n", report.fingerprint));
    for comparison in &report.comparisons {
        text.push_str(&format!("- {}\n", summary(comparison, &drafted.tag)));
    }
    text.push_str(&format!("\n{COMPARED}\n\n{NOT_COMPARED}\n"));
    for comparison in &report.comparisons {
        let language = &comparison.language;
        text.push_str(&format!("\n## {} beside {}\n\n", language.name, drafted.name));
        limits(comparison).iter().for_each(|limit| text.push_str(&format!("{limit}\n\n")));
        text.push_str(&format!(
            "| No. | Place | {} (`{}`) | {} (`{}`) | Found |\n|---:|---|---|---|---|\n",
            drafted.name, drafted.tag, language.name, language.tag
        ));
        for (number, row) in (1..).zip(&comparison.rows) {
            let differs = if row.differences.is_empty() { "" } else { "**≠** " };
            let found: Vec<String> = told(row)
                .iter()
                .map(|told| format!("**Differs**, {}", message(told)))
                .chain(row.notes.iter().map(|note| format!("To read: {}", message(note))))
                .collect();
            text.push_str(&format!(
                "| {number} | {differs}{}, {} | {} | {} | {} |\n",
                author(&row.place),
                row.kind,
                cell(row.here.as_ref()),
                cell(row.there.as_ref()),
                found.join("<br>")
            ));
        }
        text.push_str(&certificate(report, comparison, file));
    }
    text
}

/// The lines to certify on.
fn certificate(report: &Conformity, comparison: &Comparison, file: &str) -> String {
    let rule = "\\_".repeat(40);
    let mut text = format!(
        "\n### To be filled in by the language officer for {}\n\n{}\n\n",
        comparison.language.name,
        statement(report, comparison)
    );
    for label in ["Remarks", "Name", "Title", "Date", "Signature"] {
        text.push_str(&format!("{label}: {rule}\n\n"));
    }
    text.push_str(&format!("Once it is given, record it: `{}`\n", command(file, comparison).replace('`', "'")));
    text
}

/// What the officer signs; the program says nothing of it.
fn statement(report: &Conformity, comparison: &Comparison) -> String {
    format!(
        "I have read the {} text and the {} text whose fingerprint is {}, and certify that they are in conformity with each \
         other and have the same meaning in all substantive respects, but for what I remark here.",
        report.drafted.name, comparison.language.name, report.fingerprint
    )
}

fn cell(cell: Option<&Cell>) -> String {
    let Some(cell) = cell else { return "*(nothing)*".to_owned() };
    let run = |run: &crate::conformity::Run| {
        let words = author(&run.text);
        // Emphasis may neither begin nor end with a blank.
        if run.marked && !words.trim().is_empty() { format!("<ins>{words}</ins>") } else { words }
    };
    let number = if cell.number.is_empty() { String::new() } else { author(&cell.number) + " " };
    number + &cell.runs.iter().map(run).collect::<String>()
}

/// Words of the instrument: nothing in them is markup.
fn author(text: &str) -> String {
    text.split('`').map(words_kept).collect::<Vec<_>>().join("&#96;")
}

/// Blanks at the ends stay: more words may stand beside them.
fn words_kept(text: &str) -> String {
    let blank = |at_end: bool| {
        let edge = if at_end { text.chars().next_back() } else { text.chars().next() };
        edge.is_some_and(char::is_whitespace)
    };
    let inner = words(text);
    let inner = inner.trim();
    if inner.is_empty() {
        return if text.is_empty() { String::new() } else { " ".to_owned() };
    }
    let (before, behind) = (if blank(false) { " " } else { "" }, if blank(true) { " " } else { "" });
    format!("{before}{inner}{behind}")
}

/// A sentence of ours in a cell: a bar within code would end it.
fn message(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts.map(|(at, part)| if at % 2 == 1 { format!("“{}”", author(part)) } else { words_kept(part) }).collect()
}

/// As one HTML file that needs nothing else.
///
/// # Errors
/// What is wrong with the template, which is a fault of this program.
pub fn html(report: &Conformity, file: &str) -> Result<String, String> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.map_err(|error| error.to_string())?);
    let page = include_str!("../../templates/html/conformity.html.jinja");
    let shown = |text: &str| text.replace('`', "");
    let comparisons = report.comparisons.iter().map(|comparison| {
        context! {
            language => Value::from(Serde(&comparison.language)),
            rows => rows(comparison),
            summary => shown(&summary(comparison, &report.drafted.tag)),
            limits => limits(comparison),
            statement => statement(report, comparison),
            command => command(file, comparison),
        }
    });
    let comparisons: Vec<Value> = comparisons.collect();
    let report = Value::from(Serde(report));
    let context = context! { report, file, comparisons, compared => COMPARED, not_compared => NOT_COMPARED };
    environment.render_named_str("conformity.html", page, context).map_err(|error| format!("{error:#}"))
}

/// The rows for the template, numbered from 1.
fn rows(comparison: &Comparison) -> Vec<Value> {
    let row = |(number, row): (usize, &Row)| {
        context! { number, row => Value::from(Serde(row)), told => parts(&told(row)), notes => parts(&row.notes) }
    };
    (1..).zip(&comparison.rows).map(row).collect()
}

/// Sentences parted at their quotations: every second part stands in quotation marks.
fn parts(sentences: &[String]) -> Vec<Vec<String>> {
    sentences.iter().map(|sentence| sentence.split('`').map(str::to_owned).collect()).collect()
}
