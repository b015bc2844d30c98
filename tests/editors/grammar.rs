//! The grammar for tree-sitter, judged by its command line: it reads what our parser reads, and as it does.

use std::collections::BTreeSet;
use std::process::Command;

use engross::source::FileId;
use engross::syntax::ast::{Block, Item, Statement, ValueKind};
use engross::syntax::parse;
use engross::vocabulary::vocabulary;

use super::editors;
use super::tool::{BUILT, Capture, succeeds};
use crate::support::{command, comments_of_file, examples, files};

/// The version of the parser's tables: what Neovim since 0.7, Emacs since 29, Helix and Zed all load.
const ABI: &str = "14";

/// All texts of the repository that our parser reads without a finding, and those that have only curly quotes.
fn accepted() -> Vec<String> {
    let mut texts: Vec<String> = ["examples", "rules", "tests"]
        .iter()
        .flat_map(|folder| files(folder, "compact"))
        .map(|(_, text)| text)
        .collect();
    for (_, page) in files("rules", "md") {
        texts.extend(page.split("```").skip(1).step_by(2).filter_map(|part| Some(part.split_once('\n')?.1.to_owned())));
    }
    texts.extend(vocabulary().rows().iter().map(|row| row.example.clone()));
    texts.retain(|text| parse(FileId::default(), text, vocabulary()).1.iter().all(|found| found.rule == "TXT003"));
    // As other systems end lines, and with the mark that some put before a file.
    let peru = examples().into_iter().find(|(path, _)| path.ends_with("peru-2017.compact")).unwrap().1;
    texts.push(format!("\u{FEFF}{}", peru.replace('\n', "\r\n")));
    texts.push(peru.trim_end().replace("  ", "\u{A0}\t"));
    texts
}

#[test]
fn what_our_parser_reads_has_no_error_and_the_same_values() {
    let Some(built) = BUILT.as_ref() else { return };
    let texts = accepted();
    assert!(texts.len() > 300, "{}", texts.len());
    let query = built.place.path().join("values.scm");
    std::fs::write(&query, VALUES).unwrap();
    let mut wrong = String::new();
    let (mut paths, mut kept) = (Vec::new(), Vec::new());
    for text in &texts {
        let file = built.file(text);
        paths.push(file.to_path_buf());
        kept.push(file);
    }
    succeeds(&built.over(&["parse", "--quiet"], &paths));
    // One run for all files: each begins with a line of its path.
    let output = built.over(&["query", "--captures", &query.display().to_string()], &paths);
    succeeds(&output);
    let report = String::from_utf8(output.stdout).unwrap();
    for (text, path) in texts.iter().zip(&paths) {
        let begin = report.find(&format!("{}\n", path.display())).unwrap();
        let own =
            report[begin..].lines().skip(1).take_while(|line| !line.starts_with(built.place.path().to_str().unwrap()));
        let found: BTreeSet<Capture> = own.filter_map(Capture::read).collect();
        let wanted = values(text);
        if found != wanted {
            let ours: Vec<_> = wanted.difference(&found).collect();
            let theirs: Vec<_> = found.difference(&wanted).collect();
            wrong += &format!("{text}\n--- only ours {ours:?}\n--- only tree-sitter's {theirs:?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The nodes that our parser has, too.
const VALUES: &str = "
(keyword) @keyword
(comment) @comment
(statement [(string) (text_block)] @text)
(statement (word) @word)
(statement (number) @number)
(statement (percent) @percent)
(statement (date) @date)
(statement (month_day) @month_day)
(statement (range) @range)
(block) @block
";

/// What our parser reads, as captures.
fn values(text: &str) -> BTreeSet<Capture> {
    let ast = parse(FileId::default(), text, vocabulary()).0;
    let mut found = BTreeSet::new();
    let mut add = |name: &str, start: u32, end: u32| {
        found.insert(Capture {
            name: name.to_owned(),
            start: places(text, start as usize),
            end: places(text, end as usize),
        });
    };
    let mut blocks: Vec<&[Item]> = vec![&ast.items];
    while let Some(items) = blocks.pop() {
        for item in items {
            let Item::Statement(Statement { keyword, values, block, .. }) = item else { continue };
            add("keyword", keyword.span.start, keyword.span.end);
            for value in values {
                let name = match value.kind {
                    ValueKind::Word(_) => "word",
                    ValueKind::Text(_) => "text",
                    ValueKind::Number(_) => "number",
                    ValueKind::Percent(_) => "percent",
                    ValueKind::Date(_) => "date",
                    ValueKind::MonthDay { .. } => "month_day",
                    ValueKind::Range(..) => "range",
                    ValueKind::Comma | ValueKind::Bad => continue,
                };
                add(name, value.span.start, value.span.end);
            }
            if let Some(Block { items, open, close: Some(close), .. }) = block {
                add("block", open.start, close.end);
                blocks.push(items);
            }
        }
    }
    for comment in comments_of_file(&ast) {
        // Blanks at the end of a line are the comment's here, and nobody's there.
        let line_end =
            text[comment.span.end as usize..].find('\n').map_or(text.len(), |end| comment.span.end as usize + end);
        add("comment", comment.span.start, u32::try_from(line_end).unwrap());
    }
    found
}

/// What may stand in a text, with references and with what looks like one. Only `@one@two` is two to the grammar.
const MENTIONS: &[&str] = &[
    "On @one.",
    "@one.name, @two.short.",
    "@one-and- more",
    "of l’@one’s",
    "(@one)",
    "@{one.title}s and @{ two }s",
    "@{one, not closed",
    "me@example.org, x.@one, x_@two, x-@three",
    "5 @ 3, @2, @-",
    "@niñez, @हिन्दी।",
    "@one/@two",
];

/// In a compact that declares nothing, each reference names what is unknown: our own findings say where they stand.
#[test]
fn references_are_where_our_parser_finds_them() {
    let Some(built) = BUILT.as_ref() else { return };
    let query = built.file("(link) @found (string (reference) @found) (text (reference) @found)");
    let strings = MENTIONS.iter().chain(&["\\@one, \\\\@two, [of one](@one), [sic] @two, [[of](@two)"]);
    let mut lines: String = strings.map(|text| format!("recital \"{text}\"\n")).collect();
    for text in MENTIONS {
        lines += &format!("recital \"\"\"\n  {text}\n  \"\"\"\n");
    }
    let text = format!("compact none {{\n}}\n{lines}");
    let project = engross::Project {
        root: engross::source::Source::new("none", text.as_str()),
        identity: "none".to_owned(),
        loader: &engross::source::NoFiles,
        judged_as: None,
        rules: &engross::rules::Rules::none(),
        settlement: Default::default(),
    };
    let findings = engross::analyze(&project).diagnostics;
    let unknown = findings.iter().filter(|found| found.rule == "REF001");
    let place = |offset: u32| places(&text, offset as usize);
    let ours: BTreeSet<_> = unknown.map(|found| (place(found.span.start), place(found.span.end))).collect();
    let captures = built.captures(&query, &built.file(&text));
    let theirs: BTreeSet<_> = captures.into_iter().map(|found| (found.start, found.end)).collect();
    assert!(ours.len() > 25, "{ours:?}");
    let said = |places: &BTreeSet<(Place, Place)>, others: &BTreeSet<_>| {
        let lines: Vec<&str> = text.lines().collect();
        places.difference(others).map(|(from, to)| lines[from.0][from.1..to.1].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!((said(&ours, &theirs), said(&theirs, &ours)), (Vec::new(), Vec::new()), "only ours, only theirs");
}

/// A line and a column, from 0, in bytes.
type Place = (usize, usize);

/// The place of an offset.
fn places(text: &str, offset: usize) -> Place {
    let line = text[..offset].matches('\n').count();
    (line, offset - text[..offset].rfind('\n').map_or(0, |end| end + 1))
}

#[test]
fn the_generated_files_are_fresh() {
    let Some(built) = BUILT.as_ref() else { return };
    let again = tempfile::tempdir_in(built.place.path()).unwrap();
    for file in ["grammar.js", "tree-sitter.json"] {
        std::fs::copy(built.grammar().join(file), again.path().join(file)).unwrap();
    }
    let grammar = again.path().join("grammar.js").display().to_string();
    let sources = again.path().join("src").display().to_string();
    succeeds(&built.run(&["generate", "--abi", ABI, "--output", &sources, &grammar]));
    for file in ["parser.c", "grammar.json", "node-types.json", "tree_sitter/parser.h", "tree_sitter/alloc.h"] {
        let fresh = std::fs::read_to_string(again.path().join("src").join(file)).unwrap();
        let kept = std::fs::read_to_string(editors().join("tree-sitter/src").join(file)).unwrap();
        assert!(fresh == kept, "{file} is stale: run `tree-sitter generate --abi {ABI}` in editors/tree-sitter");
    }
}

#[test]
fn the_corpus_passes() {
    let Some(built) = BUILT.as_ref() else { return };
    let (library, grammar) = (built.library().display().to_string(), built.grammar().display().to_string());
    let mut tool = Command::new(command("ENGROSS_TREE_SITTER").unwrap());
    tool.args(["test", "--lib-path", &library, "--lang-name", "compact"]).current_dir(grammar);
    tool.env("HOME", built.place.path()).env("NO_COLOR", "1");
    let output = tool.output().unwrap();
    succeeds(&output);
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(report.contains("Total parses: ") && report.contains("failed parses: 0"), "{report}");
}
