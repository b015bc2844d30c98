//! What the editor shows, held to marks in the texts of `reading/`. A mark is a line of its own about the line above it,
//! and is taken out before the server sees the text:
//!
//! - `# ^ words | more words`: resting on the place above the caret tells these words, paragraph after paragraph in this
//!   order, and `!words` are not among them; `# ^ -` tells nothing; `#<- words` is the same for the first word of the line
//! - `#= hints`, `#@ lenses`, `#> links`, `#~ colours`: all of them of the line; `-` is none
//!
//! `UPDATE=1` writes the marks of the second kind. Each text is read in both encodings and with both ends of lines.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::client::Client;

/// A line of a text with the marks below it.
#[derive(Default)]
struct Line {
    text: String,
    marks: Vec<String>,
}

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/lsp/reading"))
}

fn texts() -> BTreeMap<String, Vec<Line>> {
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: PathBuf| {
        let mut lines: Vec<Line> = Vec::new();
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            match lines.last_mut() {
                Some(last) if is_mark(line) => last.marks.push(line.to_owned()),
                _ => lines.push(Line { text: line.to_owned(), marks: Vec::new() }),
            }
        }
        (path.file_name().unwrap().to_str().unwrap().to_owned(), lines)
    };
    files.map(read).collect()
}

fn is_mark(line: &str) -> bool {
    line.strip_prefix('#')
        .is_some_and(|rest| rest.starts_with(['=', '@', '>', '~', '<']) || rest.trim_start().starts_with("^ "))
}

/// What columns of a line count.
fn width(text: &str, utf8: bool) -> usize {
    if utf8 { text.len() } else { text.encode_utf16().count() }
}

/// The part of a line between two columns.
fn part(line: &str, from: u64, to: u64, utf8: bool) -> String {
    let inside = |(at, _): &(usize, char)| (from..to).contains(&(width(&line[..*at], utf8) as u64));
    line.char_indices().filter(inside).map(|(_, c)| c).collect()
}

#[test]
fn texts_show_what_their_marks_say() {
    let mut wrong = Vec::new();
    for (utf8, end) in [(true, "\n"), (false, "\n"), (true, "\r\n"), (false, "\r\n")] {
        let mut texts = texts();
        let joined = |lines: &[Line]| lines.iter().map(|line| format!("{}{end}", line.text)).collect::<String>();
        let files: Vec<(String, String)> = texts.iter().map(|(name, lines)| (name.clone(), joined(lines))).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let encodings = if utf8 { json!(["utf-8", "utf-16"]) } else { json!(["utf-16"]) };
        let mut client = Client::with(&files, json!({ "general": { "positionEncodings": encodings } }));
        for (name, text) in &files {
            client.open(name, text);
        }
        for (name, lines) in &mut texts {
            let shown = Shown::of(&mut client, name, lines, utf8);
            for (number, line) in lines.iter_mut().enumerate() {
                let mut told = Vec::new();
                for mark in &mut line.marks {
                    let found = shown.mark(&mut client, name, number, &line.text, mark, utf8);
                    if let Some(found) = found {
                        told.push(format!("{name}: {}\n  expected: {mark}\n  found:    {found}", line.text));
                        if mark[1..].starts_with(['=', '@', '>', '~']) {
                            *mark = found;
                        }
                    }
                }
                wrong.extend(told);
            }
            if std::env::var_os("UPDATE").is_some() {
                let all = lines.iter().flat_map(|line| std::iter::once(&line.text).chain(&line.marks));
                let text: String = all.map(|line| format!("{line}\n")).collect();
                std::fs::write(folder().join(name), text).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is shown of a file, line by line.
struct Shown {
    hints: BTreeMap<usize, Vec<String>>,
    lenses: BTreeMap<usize, Vec<String>>,
    links: BTreeMap<usize, Vec<String>>,
    tokens: BTreeMap<usize, Vec<String>>,
}

impl Shown {
    fn of(client: &mut Client, name: &str, lines: &[Line], utf8: bool) -> Self {
        let mut shown =
            Self { hints: BTreeMap::new(), lenses: BTreeMap::new(), links: BTreeMap::new(), tokens: BTreeMap::new() };
        let file = json!({ "textDocument": { "uri": client.uri(name) } });
        let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": lines.len(), "character": 0 } });
        let line = |position: &Value| usize::try_from(position["line"].as_u64().unwrap()).unwrap();
        let mut with_range = file.clone();
        with_range["range"] = whole;
        for hint in client.ask("textDocument/inlayHint", with_range.clone()).as_array().unwrap() {
            let place = line(&hint["position"]);
            shown.hints.entry(place).or_default().push(hint["label"].as_str().unwrap().to_owned());
        }
        for lens in client.ask("textDocument/codeLens", file.clone()).as_array().unwrap() {
            let place = line(&lens["range"]["start"]);
            shown.lenses.entry(place).or_default().push(lens["command"]["title"].as_str().unwrap().to_owned());
        }
        let root = client.uri("");
        for link in client.ask("textDocument/documentLink", file.clone()).as_array().unwrap() {
            let (start, end) = (&link["range"]["start"], &link["range"]["end"]);
            let columns = (start["character"].as_u64().unwrap(), end["character"].as_u64().unwrap());
            let text = part(&lines[line(start)].text, columns.0, columns.1, utf8);
            let target = link["target"].as_str().unwrap().replace(&root, "");
            shown.links.entry(line(start)).or_default().push(format!("{text} -> {target}"));
        }
        let full = client.ask("textDocument/semanticTokens/full", file);
        assert_eq!(full["data"], client.ask("textDocument/semanticTokens/range", with_range)["data"]);
        shown.tokens = tokens(&full["data"], lines, utf8);
        shown
    }

    /// What is wrong with a mark: the mark as it should be.
    fn mark(
        &self,
        client: &mut Client,
        name: &str,
        number: usize,
        line: &str,
        mark: &str,
        utf8: bool,
    ) -> Option<String> {
        let (kind, all) = match mark.chars().nth(1) {
            Some('=') => ("#=", &self.hints),
            Some('@') => ("#@", &self.lenses),
            Some('>') => ("#>", &self.links),
            Some('~') => ("#~", &self.tokens),
            _ => return hover(client, name, number, line, mark, utf8),
        };
        let found = all.get(&number).map_or("-".to_owned(), |found| found.join(" | "));
        let found = format!("{kind} {found}");
        (found != mark).then_some(found)
    }
}

fn hover(client: &mut Client, name: &str, number: usize, line: &str, mark: &str, utf8: bool) -> Option<String> {
    let (column, words) = match mark.strip_prefix("#<-") {
        Some(words) => (line.len() - line.trim_start().len(), words.trim()),
        None => {
            let (before, words) = mark.split_once('^').unwrap();
            let at = line.char_indices().nth(before.chars().count()).unwrap().0;
            (width(&line[..at], utf8), words.trim())
        }
    };
    let told = client.at("textDocument/hover", name, number, column, json!({}));
    let found = told["contents"]["value"].as_str().unwrap_or("-").replace("\n\n", " | ");
    if words == "-" {
        return (found != "-").then_some(found);
    }
    let mut rest = found.as_str();
    for wanted in words.split(" | ") {
        if let Some(unwanted) = wanted.strip_prefix('!') {
            if found.contains(unwanted) {
                return Some(found);
            }
            continue;
        }
        match rest.find(wanted) {
            Some(at) => rest = &rest[at + wanted.len()..],
            None => return Some(found),
        }
    }
    let range = &told["range"];
    let here = (range["start"]["character"].as_u64().unwrap(), range["end"]["character"].as_u64().unwrap());
    assert!((here.0..=here.1).contains(&(column as u64)), "{name}: {line}: {range}");
    None
}

/// Tokens by line: `word:kind`, with `!` where it is declared and `^` where it is named.
fn tokens(data: &Value, lines: &[Line], utf8: bool) -> BTreeMap<usize, Vec<String>> {
    const TYPES: [&str; 18] = [
        "namespace",
        "type",
        "class",
        "interface",
        "parameter",
        "variable",
        "property",
        "enumMember",
        "event",
        "method",
        "macro",
        "keyword",
        "modifier",
        "comment",
        "string",
        "number",
        "regexp",
        "operator",
    ];
    let data: Vec<u64> = data.as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect();
    let mut found: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let (mut line, mut column, mut end) = (0, 0, 0);
    for token in data.chunks(5) {
        if token[0] > 0 {
            (line, column, end) = (line + usize::try_from(token[0]).unwrap(), 0, 0);
        }
        column += token[1];
        assert!(column >= end && token[2] > 0, "tokens overlap or are empty: line {line}");
        end = column + token[2];
        let text = &lines[line].text;
        assert!(end <= width(text, utf8) as u64, "a token goes beyond its line: {text}");
        let sign = ["", "!", "^"][usize::try_from(token[4]).unwrap()];
        let kind = TYPES[usize::try_from(token[3]).unwrap()];
        found.entry(line).or_default().push(format!("{}:{kind}{sign}", part(text, column, end, utf8)));
    }
    found
}
