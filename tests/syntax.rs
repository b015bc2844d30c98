//! Recovery: every mistake is one finding, at its own place, in an author's words.

use engross::diagnostic::Diagnostic;
use engross::source::Source;
use engross::{Analysis, Project, analyze};

use crate::support::{Folder, files};

/// The codes of the stages that read a text; what a compact lacks by law is no matter of these tests.
fn is_of_reading(finding: &Diagnostic) -> bool {
    ["SYN", "REF", "INC", "FIN005", "LNG003", "TXT003"].iter().any(|code| finding.rule.starts_with(code))
}

/// A finding as the `.expected` files have it: place, code, message and, indented below, the help.
fn line(analysis: &Analysis, finding: &Diagnostic) -> String {
    let source = analysis.files.sources.get(finding.span.file);
    let place = source.position(finding.span.start);
    let file = if finding.span.file.0 == 0 { String::new() } else { format!("{}:", source.name) };
    let help = finding.help.as_ref().map(|help| format!("    {help}\n")).unwrap_or_default();
    format!("{file}{}:{} {} {}\n{help}", place.line, place.column, finding.rule, finding.message)
}

fn read(name: &str, text: &str) -> Analysis {
    let root = Source::new(name, text);
    let folder = Folder("tests/cases/syntax");
    analyze(&Project { root, identity: name.to_owned(), loader: &folder, as_settled: false })
}

/// Each case beside what is found in it. `BLESS=1 cargo test` writes the findings down anew, to be read with care.
#[test]
fn cases() {
    let mut wrong = String::new();
    for (path, text) in files("tests/cases/syntax", "compact") {
        if path.contains("/parts/") {
            continue;
        }
        let analysis = read(&path, &text);
        let findings = analysis.diagnostics.iter().filter(|finding| is_of_reading(finding));
        let found: String = findings.map(|finding| line(&analysis, finding)).collect();
        let beside = path.replace(".compact", ".expected");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&beside, &found).expect("it can be written");
        }
        let expected = std::fs::read_to_string(&beside).unwrap_or_default();
        if found != expected {
            wrong.push_str(&format!("{path}\n--- expected\n{expected}--- found\n{found}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
