//! What the grammar gives to editors: its queries, colours, and a tree that a slip does not cost.

use std::path::Path;

use super::editors;
use super::tool::BUILT;
use crate::support::{Dice, files};

#[test]
fn every_query_fits_the_grammar() {
    let Some(built) = BUILT.as_ref() else { return };
    let peru = editors().join("../examples/peru-2017.compact");
    let mut count = 0;
    for (path, _) in files("editors", "scm") {
        assert!(!built.captures(Path::new(&path), &peru).is_empty(), "{path} finds nothing");
        count += 1;
    }
    assert!(count >= 15, "{count}");
    let bad = built.place.path().join("bad.scm");
    std::fs::write(&bad, "(objective) @keyword").unwrap();
    assert!(!built.over(&["query", &bad.display().to_string()], &[peru]).status.success());
}

/// What colour a word of a line has: the line as it begins, the word, the capture.
const COLOURS: &[(&str, &str, &str)] = &[
    ("compact peru-2017 {", "compact", "keyword"),
    ("compact peru-2017 {", "peru-2017", "label"),
    ("  rules cpc", "rules", "property"),
    ("    en \"Child Protection Compact", "en", "attribute"),
    ("    en \"Child Protection Compact", "\"Child Protection Compact Partnership\"", "string"),
    ("  signing   at lima on 2017-06-15", "on", "keyword.operator"),
    ("  signing   at lima on 2017-06-15", "2017-06-15", "number"),
    ("  role        partner", "partner", "constant.builtin"),
    ("  duration 4 years", "years", "keyword.operator"),
    ("  during  2017..2020", "..", "operator"),
    ("  funding by us USD 800,000 ", "USD", "type.builtin"),
    ("activity train-investigators for prosecute {", "train-investigators", "label"),
    ("activity train-investigators for prosecute {", "prosecute", ""),
];

#[test]
fn an_example_has_the_colours_that_a_reader_expects() {
    let Some(built) = BUILT.as_ref() else { return };
    let path = editors().join("../examples/peru-2017.compact");
    let text = std::fs::read_to_string(&path).unwrap();
    let captures = built.captures(&editors().join("tree-sitter/queries/highlights.scm"), &path);
    let mut wrong = String::new();
    for (begins, word, wanted) in COLOURS {
        let (line, whole) = text.lines().enumerate().find(|(_, line)| line.starts_with(begins)).expect(begins);
        let column = whole.find(word).expect(word);
        let (start, end) = ((line, column), (line, column + word.len()));
        // Of several the later one counts, as editors have it.
        let mut of_word =
            captures.iter().filter(|found| (found.start, found.end) == (start, end) && found.name != "_keyword");
        let found = of_word.next_back().map_or("", |found| found.name.as_str());
        if found != *wanted {
            wrong += &format!("{begins:?}: {word:?} is {found:?}, expected {wanted:?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What stands in the example, and what a slip makes of it.
const SLIPS: &[(&str, &str)] = &[
    ("participant pe {", "participant: pe {"),
    ("  role        partner", "  role        \"partner"),
    ("  role        partner", "  role        partner;"),
    ("    es \"peruano\"", "    es “peruano\""),
    ("    es \"peruano\"", "    es 'peruano'"),
    ("term {\n", "term\n"),
    ("  duration 4 years\n}", "  duration 4 years"),
    ("  duration 4 years\n}", "  duration 4 years\n}\n}"),
    ("  during  2017..2020", "  during  2017–2020"),
    ("  funding by us USD 800,000 ", "  funding by us $800,000 "),
    ("objective prosecute {", "// objective prosecute {"),
    ("make it easy.\n    \"\"\"", "make it easy."),
    ("  by      pnp, mpfn, implementing-partners", "  by      pnp, mpfn, implementing-partners,"),
];

/// Lines around a slip that may lose their statements.
const NEAR: usize = 3;

#[test]
fn a_slip_leaves_the_rest_as_it_is() {
    let Some(built) = BUILT.as_ref() else { return };
    let path = editors().join("../examples/peru-2017.compact");
    let clean = std::fs::read_to_string(&path).unwrap();
    let query = built.file("(statement keyword: (keyword) @statement)");
    let statements = |file: &Path| built.captures(&query, file);
    let before = statements(&path);
    let mut wrong = String::new();
    for (right, slip) in SLIPS {
        let at = clean.find(right).unwrap_or_else(|| panic!("the example has no {right:?}"));
        let text = format!("{}{slip}{}", &clean[..at], &clean[at + right.len()..]);
        let first = clean[..at].matches('\n').count();
        let (lines, new_lines) = (right.matches('\n').count(), slip.matches('\n').count());
        let after = statements(&built.file(&text));
        let lost: Vec<_> = before
            .iter()
            .filter(|found| found.start.0 + NEAR < first || found.start.0 > first + lines + NEAR)
            .filter(|found| {
                let moved = if found.start.0 < first { found.start.0 } else { found.start.0 + new_lines - lines };
                !after.iter().any(|after| after.start == (moved, found.start.1))
            })
            .map(|found| found.start.0 + 1)
            .collect();
        if !lost.is_empty() {
            wrong += &format!("{right:?} as {slip:?} costs the lines {lost:?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn damaged_texts_neither_stop_nor_hang_it() {
    let Some(built) = BUILT.as_ref() else { return };
    let mut dice = Dice::new(5);
    let signs = ["\"\"\"", "\"", "{", "}", "\n", "@", "@{", "[", "](@", "“", "#", ",", "..", "\\", "\u{FEFF}", "é"];
    let whole = std::fs::read_to_string(editors().join("../examples/peru-2017.compact")).unwrap();
    let texts = (0..100).map(|_| {
        let mut text: Vec<char> = whole.chars().collect();
        for _ in 0..1 + dice.below(20) {
            let at = dice.below(text.len());
            let until = (at + dice.below(4)).min(text.len());
            let sign = dice.pick(&signs);
            text.splice(at..until, sign.chars());
        }
        text.truncate(1 + dice.below(text.len()));
        built.file(&text.into_iter().collect::<String>())
    });
    let kept: Vec<_> = texts.collect();
    let paths: Vec<_> = kept.iter().map(|file| file.to_path_buf()).collect();
    // Errors are expected; that it ends by itself is not said by the status, but by the count behind all files.
    let output = built.over(&["parse", "--quiet", "--stat", "total-only"], &paths);
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(report.contains("Total parses: 100;"), "{report}\n{}", String::from_utf8_lossy(&output.stderr));
}
