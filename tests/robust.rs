//! Half-written and damaged texts: nothing panics, and nothing takes long.

use engross::document::wording::Wordings;
use engross::rules::Rules;
use engross::source::Source;
use engross::syntax::format;
use engross::vocabulary::vocabulary;
use engross::{Analysis, Project, analyze};

use crate::support::{Dice, Folder, examples};

fn read(text: &str) -> Analysis {
    let root = Source::new("text", text);
    analyze(&Project {
        root,
        identity: "text".into(),
        loader: &Folder("examples"),
        judged_as: None,
        rules: &Rules::default(),
        settlement: engross::lock::Settlement::Unknown,
    })
}

/// The parts of an example between blank lines at top level.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for line in text.split_inclusive('\n') {
        if line.starts_with(|c: char| c.is_alphabetic()) && parts.last().is_some_and(|part| !part.is_empty()) {
            parts.push(String::new());
        }
        parts.last_mut().expect("one is there").push_str(line);
    }
    parts
}

/// Every place at which an author could have stopped typing. A file is read in about 50 ms in the test profile, so that
/// each of its prefixes would take an hour: the first twenty-four characters of each line and every 13th after them are tried
/// behind the line that opens the block, and whole files at every 997th character.
#[test]
fn prefixes() {
    for (_, text) in examples() {
        for part in parts(&text) {
            let head = part.lines().next().unwrap_or_default();
            for line in part.lines() {
                let mut half = format!("compact x {{\n}}\n{head}\n");
                let known = half.len();
                for (at, c) in line.chars().enumerate() {
                    half.push(c);
                    let code = half.len() > known + line.len() - line.trim_start().len();
                    if code && (at < 24 || at % 13 == 0) {
                        read(&half);
                    }
                }
            }
        }
        for (at, _) in text.char_indices().step_by(997) {
            read(&text[..at]);
        }
    }
}

/// Parts of the examples, damaged in one place or several.
pub fn damaged(seed: u64, count: usize) -> impl Iterator<Item = String> {
    let mut dice = Dice::new(seed);
    let parts: Vec<String> = examples().iter().flat_map(|(_, text)| parts(text)).collect();
    (0..count).map(move |_| {
        let mut part = parts[dice.below(parts.len())].clone();
        if dice.below(3) == 0 {
            part.push_str(&parts[dice.below(parts.len())]);
        }
        for _ in 0..=dice.below(4) {
            part = damage(&part, &mut dice);
        }
        part
    })
}

/// What falls into texts on their way through word processors, mail and hurry.
const STRAY: [&str; 32] = [
    "{",
    "}",
    "\"",
    "\"\"\"",
    "“",
    "”",
    "‘",
    "’",
    "#",
    ",",
    "..",
    "\n",
    "\r\n",
    "\t",
    "\u{A0}",
    "\u{FEFF}",
    "\u{200B}",
    "\\",
    "@",
    "@{",
    "[a](@b)",
    " }",
    "{ ",
    ":",
    "$",
    "%",
    "–",
    "é",
    "नेपाल",
    "0",
    "\u{301}",
    "\u{2028}",
];

fn damage(text: &str, dice: &mut Dice) -> String {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut place = || places[dice.below(places.len())];
    let (mut from, mut to) = (place(), place());
    if from > to {
        (from, to) = (to, from);
    }
    let lines: Vec<&str> = if text.is_empty() { vec![""] } else { text.split_inclusive('\n').collect() };
    let line = dice.below(lines.len());
    let near = text[from..].char_indices().map(|(at, _)| from + at).nth(1).unwrap_or(text.len());
    match dice.below(7) {
        0 => format!("{}{}", &text[..from], &text[near..]),
        1 => format!("{}{}{}", &text[..from], dice.pick(&STRAY), &text[from..]),
        2 => format!("{}{}{}", &text[..near], &text[from..near], &text[near..]),
        3 if to - from < 200 => format!("{}{}", &text[..from], &text[to..]),
        4 => lines.iter().enumerate().filter(|(at, _)| *at != line).map(|(_, line)| *line).collect(),
        5 => lines
            .iter()
            .enumerate()
            .flat_map(|(at, text)| std::iter::repeat_n(*text, 1 + usize::from(at == line)))
            .collect(),
        _ => {
            let mut lines = lines.clone();
            let other = dice.below(lines.len());
            lines.swap(line, other);
            lines.concat()
        }
    }
}

#[test]
fn mutations() {
    for text in damaged(7, 10_000) {
        read(&format!("compact x {{\n}}\n{text}"));
    }
    for seed in 0..20 {
        let (_, mut text) = examples().swap_remove(4);
        let mut dice = Dice::new(seed);
        for _ in 0..5 {
            text = damage(&text, &mut dice);
        }
        read(&text);
    }
}

/// What compares and summarises a text stands whatever is left of it; and what is compared with itself never differs.
#[test]
fn comparisons() {
    let (wordings, rules) = (Wordings::default(), Rules::default());
    let peru = || examples().into_iter().find(|(name, _)| name.ends_with("peru-2017.compact")).unwrap().1;
    for seed in 0..40 {
        let mut text = peru();
        let mut dice = Dice::new(seed);
        for _ in 0..=seed % 8 {
            text = damage(&text, &mut dice);
        }
        let analysis = read(&text);
        let _ = engross::conformity(&analysis, &wordings, &rules);
        let Ok(documents) = engross::compose(&analysis) else { continue };
        for document in &documents {
            engross::transmittal::sheet(&analysis.model, &wordings, document).unwrap();
            let mut twice = document.clone();
            twice.texts.truncate(1);
            twice.texts.extend(twice.texts.clone());
            let report = engross::conformity::conformity(&analysis.model, &rules, &wordings, &twice);
            let rows = report.into_iter().flat_map(|report| report.comparisons).flat_map(|comparison| comparison.rows);
            for row in rows {
                let untranslated = |kind| kind == engross::conformity::Kind::Language;
                assert!(row.differences.iter().all(|difference| untranslated(difference.kind)), "{seed}: {row:?}");
            }
        }
    }
}

/// Texts on which a careless reader would take a time that grows with the square of their length, or overflow the stack.
#[test]
fn large_texts() {
    let lines: String = (0..5_000).map(|n| format!("recital \"See @place-{n} and @us.\"\n")).collect();
    let blocks: String = (0..2_500).map(|n| format!("place p{n} {{\n  name \"P\"\n}}\n")).collect();
    let texts = [
        lines,
        blocks,
        "text \"\"\"\n".repeat(10_000),
        "wibble \"\"\"\ngoal \"x\"\n".repeat(10_000),
        format!("{}goal \"\"\"\n", "wibble \"\"\"\ngoal \"x\"\n".repeat(5_000)),
        "{".repeat(100_000),
        "}".repeat(100_000),
        "a {\n".repeat(20_000),
        "}\n".repeat(20_000),
        "{ }".repeat(30_000),
        "x".repeat(1 << 20),
        format!("goal \"{}\"", "x @us ".repeat(1 << 17)),
        format!("goal \"{}", "x ".repeat(1 << 18)),
        format!("languages {}", "en,\n".repeat(20_000)),
        format!("languages {}", "en, ".repeat(20_000)),
        format!("languages {}", "en ".repeat(20_000)),
        format!("goal \"{}\"", "[".repeat(20_000)),
        format!("goal \"{}\"", "@{".repeat(20_000)),
        format!("goal \"\"\"\n{}\n\"\"\"", "[".repeat(20_000)),
        format!("goal \"\"\"\n{}\n\"\"\"", "* ".repeat(5_000)),
        format!("goal \"\"\"\n{}\n\"\"\"", "> ".repeat(5_000)),
        format!("goal \"\"\"\n{}\n\"\"\"", "&".repeat(20_000)),
        "# c\n".repeat(50_000),
        "\n".repeat(100_000),
        "'".repeat(20_000),
        "“".repeat(20_000),
        "„a ".repeat(10_000),
        "term {\n}\n".repeat(3_000),
        "'a ".repeat(50_000),
        "« ".repeat(50_000),
        format!("goal \"{}\"", "[a".repeat(1 << 18)),
        format!("goal \"{}\"", "@{".repeat(1 << 17)),
        format!("goal \"\"\"\n{}\n\"\"\"", "&".repeat(1 << 17)),
    ];
    for text in texts {
        read(&format!("compact x {{\n}}\n{text}"));
        format(&text, vocabulary());
    }
    let large = format!("# {}", "x".repeat(5 << 20));
    assert_eq!(read(&large).diagnostics.iter().filter(|finding| finding.rule == "SYN008").count(), 1);
    assert_eq!(format(&large, vocabulary()), large);
}
