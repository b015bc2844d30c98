//! The grammar for tree-sitter, judged by its command line: it reads what our parser reads, and as it does.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use engross::source::FileId;
use engross::syntax::ast::{Block, Item, Statement, ValueKind};
use engross::syntax::parse;
use engross::vocabulary::vocabulary;
use tempfile::TempDir;

use super::editors;
use crate::support::{Dice, command, comments_of_file, examples, files};

/// The version of the parser's tables: what Neovim since 0.7, Emacs since 29, Helix and Zed all load.
const ABI: &str = "14";

/// A copy of the grammar, and its parser as editors load it.
struct Built {
    place: TempDir,
}

/// None where there is no tree-sitter.
static BUILT: LazyLock<Option<Built>> = LazyLock::new(|| {
    command("ENGROSS_TREE_SITTER")?;
    let place = tempfile::tempdir().unwrap();
    let built = Built { place };
    let grammar = built.grammar();
    let folder = editors().join("tree-sitter");
    for folder_in in ["", "src", "src/tree_sitter", "test", "test/corpus"] {
        std::fs::create_dir_all(grammar.join(folder_in)).unwrap();
        for entry in std::fs::read_dir(folder.join(folder_in)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                std::fs::copy(&path, grammar.join(folder_in).join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    let library = built.library().display().to_string();
    succeeds(&built.run(&["build", "--output", &library, "grammar"]));
    Some(built)
});

/// The parser as editors load it.
#[cfg(feature = "lsp")]
pub fn library() -> Option<PathBuf> {
    BUILT.as_ref().map(Built::library)
}

impl Built {
    fn grammar(&self) -> PathBuf {
        self.place.path().join("grammar")
    }

    fn library(&self) -> PathBuf {
        self.place.path().join("compact.so")
    }

    /// Runs tree-sitter in the place of the copy, with a home of its own.
    fn run(&self, args: &[&str]) -> Output {
        let home = self.place.path();
        let mut tool = Command::new(command("ENGROSS_TREE_SITTER").unwrap());
        tool.args(args).current_dir(home).env("HOME", home).env("XDG_CACHE_HOME", home).env("XDG_CONFIG_HOME", home);
        tool.env("NO_COLOR", "1").output().unwrap()
    }

    /// Runs a command over files with the parser that is built.
    fn over(&self, args: &[&str], paths: &[PathBuf]) -> Output {
        // A list in a file, since there are hundreds.
        let list = tempfile::NamedTempFile::new_in(self.place.path()).unwrap();
        let lines: String = paths.iter().map(|path| format!("{}\n", path.display())).collect();
        std::fs::write(list.path(), lines).unwrap();
        let (library, list) = (self.library().display().to_string(), list.path().display().to_string());
        let options = ["--lib-path", &library, "--lang-name", "compact", "--paths", &list];
        self.run(&[args, &options].concat())
    }

    /// What a query finds in a file: the name of each capture with its place.
    fn captures(&self, query: &Path, file: &Path) -> Vec<Capture> {
        let output = self.over(&["query", "--captures", &query.display().to_string()], &[file.to_owned()]);
        succeeds(&output);
        String::from_utf8(output.stdout).unwrap().lines().filter_map(Capture::read).collect()
    }

    /// Writes a text into a file of its own.
    fn file(&self, text: &str) -> tempfile::TempPath {
        let file = tempfile::Builder::new().suffix(".compact").tempfile_in(self.place.path()).unwrap();
        std::fs::write(file.path(), text).unwrap();
        file.into_temp_path()
    }
}

/// A node that a query has named; lines from 0, columns in bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Capture {
    start: (usize, usize),
    end: (usize, usize),
    name: String,
}

impl Capture {
    /// From a line of the tool's report, as `pattern: 0, capture: 1 - name, start: (2, 3), end: (2, 5), text: …`.
    fn read(line: &str) -> Option<Self> {
        let (_, rest) = line.strip_prefix("    pattern: ")?.split_once("capture: ")?;
        let (_, rest) = rest.split_once(" - ")?;
        let (name, rest) = rest.split_once(", start: (")?;
        let (start, rest) = rest.split_once("), end: (")?;
        let (end, _) = rest.split_once(')')?;
        let place = |text: &str| {
            let (line, column) = text.split_once(", ")?;
            Some((line.parse().ok()?, column.parse().ok()?))
        };
        Some(Self { start: place(start)?, end: place(end)?, name: name.to_owned() })
    }
}

fn succeeds(output: &Output) {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}\n{err}");
}

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
    let place = |offset: usize| {
        let line = text[..offset].matches('\n').count();
        (line, offset - text[..offset].rfind('\n').map_or(0, |end| end + 1))
    };
    let mut found = BTreeSet::new();
    let mut add = |name: &str, start: u32, end: u32| {
        found.insert(Capture { name: name.to_owned(), start: place(start as usize), end: place(end as usize) });
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
        let of_word =
            captures.iter().filter(|found| (found.start, found.end) == (start, end) && found.name != "_keyword");
        let found = of_word.last().map_or("", |found| found.name.as_str());
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
