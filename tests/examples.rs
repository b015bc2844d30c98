//! The examples: each checks clean, builds in every format with the same words, and is a valid archival, accessible PDF.

use engross::diagnostic::{Diagnostic, Severity};
use engross::document::Document;
use engross::rules::Rules;
use engross::source::{LoadError, Loaded, Loader, Source};
use engross::{Analysis, Project};

use crate::support;
use crate::words::assert_same_words;

/// Reads included examples from the examples' folder.
pub struct Folder;

impl Loader for Folder {
    fn load(&self, from: &str, path: &str) -> Result<Loaded, LoadError> {
        let folder = std::path::Path::new(from).parent().unwrap();
        let found = folder.join(path).canonicalize().map_err(|error| LoadError::Unreadable(error.to_string()))?;
        let text = std::fs::read_to_string(&found).map_err(|error| LoadError::Unreadable(error.to_string()))?;
        let identity = found.display().to_string();
        Ok(Loaded { name: identity.clone(), identity, text })
    }
}

/// Analyses an example by its name.
pub fn analyzed(name: &str) -> Analysis {
    let path = support::root().join("examples").join(format!("{name}.compact"));
    let text = std::fs::read_to_string(&path).unwrap();
    let identity = path.canonicalize().unwrap().display().to_string();
    engross::analyze(&Project {
        root: Source::new(name, text),
        identity,
        loader: &Folder,
        judged_as: None,
        rules: &Rules::default(),
        settlement: Default::default(),
    })
}

/// Composes an example: the instrument, then its courtesy translations.
pub fn composed(name: &str) -> Vec<Document> {
    engross::compose(&analyzed(name)).unwrap()
}

const EXAMPLES: [&str; 3] = ["peru-2017", "mongolia-2020", "nepal-draft"];

fn told(finding: &Diagnostic, analysis: &Analysis) -> String {
    let source = analysis.files.sources.get(finding.span.file);
    let line = source.position(finding.span.start).line;
    format!("{}:{line}: {} {}", source.name, finding.rule, finding.message)
}

#[test]
fn examples_check_clean() {
    for name in EXAMPLES {
        let analysis = analyzed(name);
        let faults =
            analysis.diagnostics.iter().filter(|finding| finding.severity > Severity::Info && !finding.still_open);
        let faults: Vec<String> = faults.map(|finding| told(finding, &analysis)).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

#[test]
fn examples_are_of_a_real_instruments_length() {
    for name in EXAMPLES {
        let model = analyzed(name).model;
        assert!(model.objectives.len() >= 3, "{name}: objectives");
        assert!(model.activities.len() >= 8, "{name}: activities");
        assert!(model.indicators.len() >= 9, "{name}: indicators");
        let sections = composed(name)[0].texts[0].sections.len();
        assert!(sections >= 12, "{name}: {sections} sections");
    }
}

#[test]
fn html_and_markdown_have_the_documents_words() {
    for document in EXAMPLES.into_iter().flat_map(composed) {
        assert_same_words(&document);
    }
}

#[test]
fn composing_twice_gives_the_same() {
    for name in EXAMPLES {
        assert_eq!(composed(name), composed(name));
    }
}

#[cfg(feature = "pdf")]
mod pdf {
    use super::{EXAMPLES, composed};
    use crate::{support, words};
    use engross::document::Document;

    /// The PDFs of the examples: those whose script needs a font that this machine lacks are left out, and said so.
    fn printed() -> Vec<(String, Document, Vec<u8>)> {
        let mut printed = Vec::new();
        for document in EXAMPLES.into_iter().flat_map(composed) {
            let name = match &document.courtesy {
                Some(language) => format!("{}.{language}", document.name),
                None => document.name.clone(),
            };
            let fonts = engross::cli::fonts::find(&document, &[]);
            match engross::render::pdf::render(&document, &fonts) {
                Ok(bytes) => printed.push((name, document, bytes)),
                Err(problems) => support::skip(&format!("{name}.pdf: {problems:?}")),
            }
        }
        printed
    }

    #[test]
    fn pdf_has_the_documents_words() {
        let Some(_) = support::tool("pdftotext") else { return };
        let folder = tempfile::tempdir().unwrap();
        for (name, document, bytes) in printed() {
            let path = folder.path().join(format!("{name}.pdf"));
            std::fs::write(&path, bytes).unwrap();
            let text = words::pdf::text(&path);
            if document.texts.iter().any(|text| text.script == "Deva") {
                assert_latin_words_in_order(&name, &document, &text);
                continue;
            }
            let found = words::pdf::found(&text, &document).unwrap();
            if let Some(difference) = words::difference(&words::pdf::expected(&document), &found) {
                panic!("{name}.pdf: {difference}");
            }
        }
    }

    /// Readers of PDF text repeat or reorder signs of Devanagari where several glyphs set one syllable, so that the words
    /// in Latin script are compared there, page heads and feet between them.
    fn assert_latin_words_in_order(name: &str, document: &Document, text: &str) {
        let latin = |word: &String| word.chars().all(|c| !('\u{0900}'..='\u{097F}').contains(&c));
        let text = text.replace("\u{ad}\n", "");
        let mut found = words::pdf::pieces(engross::document::words::words_of(&text)).into_iter();
        let expected: Vec<String> = words::pdf::expected(document).into_iter().filter(latin).collect();
        assert!(expected.len() > 1000, "{name}.pdf: only {} words in Latin script", expected.len());
        for word in expected {
            assert!(found.any(|found| found == word), "{name}.pdf: `{word}` is not where it should be");
        }
    }

    /// An outside validator, named by `ENGROSS_VERAPDF`, judges every PDF.
    #[test]
    fn pdf_is_archival_and_accessible() {
        let Some(validator) = support::command("ENGROSS_VERAPDF") else { return };
        let folder = tempfile::tempdir().unwrap();
        let mut command = std::process::Command::new(validator);
        command.args(["-f", "2a,ua1", "-v"]);
        let printed = printed();
        for (name, _, bytes) in &printed {
            let path = folder.path().join(format!("{name}.pdf"));
            std::fs::write(&path, bytes).unwrap();
            command.arg(path);
        }
        let output = command.output().unwrap();
        let report = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{report}");
        assert_eq!(report.lines().filter(|line| line.starts_with("PASS")).count(), 2 * printed.len(), "{report}");
    }

    #[test]
    fn same_source_gives_same_bytes() {
        let first = printed();
        let second = printed();
        assert!(first.iter().zip(&second).all(|(a, b)| a.2 == b.2));
    }
}
