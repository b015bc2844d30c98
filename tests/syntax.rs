//! Recovery: every mistake is one finding, at its own place, in an author's words.

use engross::diagnostic::Diagnostic;
use engross::rules::Rules;
use engross::source::Source;
use engross::{Analysis, Project, analyze};

use crate::support::{Folder, examples, files};

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
    analyze(&Project {
        root,
        identity: name.to_owned(),
        loader: &folder,
        judged_as: None,
        rules: &Rules::none(),
        settlement: Default::default(),
    })
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

/// One mistake in a text that has none is one finding, on the line of the mistake, and nothing follows from it.
#[test]
fn one_mistake_is_one_finding() {
    let (_, clean) = examples().into_iter().find(|(name, _)| name.ends_with("peru-2017.compact")).expect("it is there");
    let mut wrong = String::new();
    let judge = |text: String| {
        let root = Source::new("peru", text);
        let (loader, rules) = (&Folder("examples"), &Rules::default());
        analyze(&Project {
            root,
            identity: "peru".into(),
            loader,
            judged_as: None,
            rules,
            settlement: Default::default(),
        })
    };
    // What the rules say of the example as it is, they may say again.
    let before: Vec<String> = judge(clean.clone()).diagnostics.into_iter().map(|finding| finding.message).collect();
    for (right, mistaken, rule) in MISTAKES {
        let at = clean.find(right).unwrap_or_else(|| panic!("the example has no {right:?}"));
        let text = format!("{}{mistaken}{}", &clean[..at], &clean[at + right.len()..]);
        // What is never closed is told where it opens, a few lines above.
        let above = if *rule == "SYN004" { 10 } else { 0 };
        let first = clean[..at].matches('\n').count() + 1;
        let lines = first - above..=first + mistaken.matches('\n').count();
        let analysis = judge(text);
        let found: Vec<_> = analysis
            .diagnostics
            .iter()
            .filter(|finding| finding.rule != "TXT003" && !before.contains(&finding.message))
            .collect();
        let is_there = |finding: &Diagnostic| {
            let line = analysis.files.sources.get(finding.span.file).position(finding.span.start).line;
            finding.rule == *rule && lines.contains(&line)
        };
        if found.len() != 1 || !is_there(found[0]) {
            let found: String = found.iter().map(|finding| line(&analysis, finding)).collect();
            wrong.push_str(&format!("{right:?} as {mistaken:?}, expected {rule} on {lines:?}\n{found}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What stands in the example, what a slip makes of it, and the code that tells of it.
const MISTAKES: &[(&str, &str, &str)] = &[
    ("participant pe {", "partcipant pe {", "SYN002"),
    ("participant pe {", "participant pe: {", "SYN003"),
    ("participant pe {", "participant: pe {", "SYN001"),
    ("participant pe {", "participant \"pe {", "SYN001"),
    ("participant pe {", "participant pe\n{", "SYN001"),
    ("  lead commission {", "  laed commission {", "SYN002"),
    ("  lead commission {", "  lead commission [ {", "SYN003"),
    ("  body mininter {", "  body {", "SYN005"),
    ("  role        partner", "  role        partnr", "SYN002"),
    ("  role        partner", "  role        \"partner", "SYN001"),
    ("  role        partner", "  roel        partner", "SYN002"),
    ("    es \"peruano\"\n  }", "    es \"peruano\"", "SYN004"),
    ("    es \"peruano\"\n  }", "    es \"peruano\" }", "SYN001"),
    ("    es \"peruano\"\n  }", "    es \"peruano\"\n  }\n  }", "SYN001"),
    ("    es \"peruano\"", "    es “peruano\"", "SYN001"),
    ("    es \"peruano\"", "    es peruano", "SYN003"),
    ("    es \"peruano\"", "    spanish \"peruano\"", "LNG003"),
    ("term {\n  duration 4 years\n}", "term {\n  duration 4 yeras\n}", "SYN002"),
    ("term {\n  duration 4 years\n}", "term { duration 4 years }", "SYN001"),
    ("term {\n  duration 4 years\n}", "term {\n  duration = 4 years\n}", "SYN001"),
    ("term {\n  duration 4 years\n}", "term {\n  duration 4 years\n}}", "SYN001"),
    ("term {\n  duration 4 years\n}", "term {\n  duration 4 years", "SYN004"),
    ("term {\n  duration 4 years\n}", "trem {\n  duration 4 years\n}", "SYN002"),
    ("term {\n  duration 4 years\n}", "term 4 years {\n}", "SYN003"),
    ("objective prosecute {", "objective prosecute", "SYN001"),
    ("  lead commission {", "  lead commission", "SYN001"),
    ("  adjective {", "  adjective", "SYN001"),
    ("  body mininter {", "  body \"mininter\" {", "SYN003"),
    ("objective prosecute {", "objektive prosecute {", "SYN002"),
    ("objective prosecute {", "// objective prosecute {", "SYN001"),
    ("responsibility of us for prosecute, protect {", "responsibility of us for prosecute protect {", "SYN003"),
    ("responsibility of us for prosecute, protect {", "responsibility by us for prosecute, protect {", "SYN002"),
    ("  status    draft", "  status    draft\n  It is planned, with care, for the \"lake\".", "SYN002"),
    ("  languages en-US, es-PE", "  languages en-US, es-PE .", "SYN003"),
    ("objective prosecute {", "We met, and agreed.\nobjective prosecute {", "SYN002"),
    ("  languages en-US, es-PE", "  languages en-US, es_PE", "SYN003"),
    ("  languages en-US, es-PE", "  languages en-US, es-PE\n  allow SGN001", "WVR002"),
    ("responsibility of us for prosecute, protect {", "responsibility of us for prosecuet, protect {", "REF001"),
    ("responsibility of us for prosecute, protect {", "responsibility of ghana for prosecute, protect {", "REF001"),
    ("  funding by us USD 800,000 ", "  funding by usa USD 800,000 ", "REF001"),
    ("activity train-investigators for prosecute {", "activity train-investigators prosecute {", "SYN002"),
    ("  during  2017..2020", "  during  2017-2020", "SYN003"),
    ("  during  2017..2020", "  during  2020..2017", "SYN003"),
    ("  by      pnp, mpfn, implementing-partners", "  by      pnp mpfn, implementing-partners", "SYN003"),
    ("  by      pnp, mpfn, implementing-partners", "  by      pnp, mpfn,", "SYN003"),
    ("  by      pnp, mpfn, implementing-partners", "  by      pnp, mfpn, implementing-partners", "REF001"),
    ("  funding by us USD 800,000 ", "  funding by us $800,000 ", "SYN003"),
    ("  funding by us USD 800,000 ", "  funding by us usd 800,000 ", "FIN005"),
    ("  funding by us USD 800,000 ", "  funding by us USD 800.000 ", "FIN005"),
    ("  funding by us USD 800,000 ", "  funding us USD 800,000 ", "SYN002"),
    ("  signing   at lima on 2017-06-15", "  signing   at lima on 15/06/2017", "SYN003"),
    ("  signing   at lima on 2017-06-15", "  signing   at limaa on 2017-06-15", "REF001"),
    ("  languages en-US, es-PE", "  languages en-US es-PE", "SYN003"),
    ("compact peru-2017 {", "Compact peru-2017 {", "SYN002"),
    ("compact peru-2017 {", "compact peru_2017 {", "SYN003"),
    ("compact peru-2017 {", "compact {", "SYN005"),
    ("  status    draft", "  status    drafft", "SYN002"),
    ("  en \"\"\"\n    Through", "  en \"\"\"Through", "SYN001"),
    ("lo facilitan.\n    \"\"\"", "lo facilitan.\"\"\"", "SYN001"),
    ("make it easy.\n    \"\"\"", "make it easy.", "SYN004"),
];
