//! Reads Rust just well enough to judge a file: its code without comments, texts and test modules, and the paths in it.

/// A source file without comments, test modules and what stands in quotes; places and lines stay where they were.
pub fn code(text: &str) -> String {
    without_tests(&without_texts(text))
}

/// How many lines hold code.
pub fn lines(code: &str) -> usize {
    code.lines().filter(|line| !line.trim().is_empty()).count()
}

/// The line of an offset, from 1.
pub fn line(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}

/// Blanks comments, and what stands between quotes; the quotes stay.
fn without_texts(text: &str) -> String {
    let mut rest = text;
    let mut code = String::with_capacity(text.len());
    while let Some(first) = rest.chars().next() {
        let (keep, length) = piece(rest, first, code.chars().next_back());
        // A blank for every byte, so that offsets hold; line ends stay for the lines to hold.
        let blank = |byte: u8| if byte == b'\n' { '\n' } else { ' ' };
        if keep == Keep::All {
            code.push_str(&rest[..length]);
        } else if keep == Keep::Quotes && length > 1 {
            code.push('"');
            code.extend(rest[1..length - 1].bytes().map(blank));
            code.push('"');
        } else {
            code.extend(rest[..length].bytes().map(blank));
        }
        rest = &rest[length..];
    }
    code
}

#[derive(PartialEq)]
enum Keep {
    All,
    Quotes,
    Nothing,
}

/// The next comment, text or character of a file, and its length.
fn piece(rest: &str, first: char, before: Option<char>) -> (Keep, usize) {
    let until = |end: &str, from: usize| rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len());
    if rest.starts_with("//") {
        return (Keep::Nothing, rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (Keep::Nothing, until("*/", 2));
    }
    let inside_word = before.is_some_and(is_word);
    if first == 'r' && !inside_word {
        let hashes = rest[1..].bytes().take_while(|byte| *byte == b'#').count();
        if rest[1 + hashes..].starts_with('"') {
            return (Keep::Quotes, until(&format!("\"{}", "#".repeat(hashes)), hashes + 2));
        }
    }
    if first == '"' {
        let mut escaped = false;
        for (at, byte) in rest.bytes().enumerate().skip(1) {
            match byte {
                b'"' if !escaped => return (Keep::Quotes, at + 1),
                _ => escaped = byte == b'\\' && !escaped,
            }
        }
        return (Keep::Nothing, rest.len());
    }
    if first == '\'' {
        // A character, which may be a quote; a lifetime has no closing mark.
        let mut next = rest[1..].chars();
        match (next.next(), next.next()) {
            (Some('\\'), _) => return (Keep::Nothing, until("'", 3)),
            (Some(inner), Some('\'')) => return (Keep::Nothing, 2 + inner.len_utf8()),
            _ => {}
        }
    }
    (Keep::All, first.len_utf8())
}

/// Blanks what stands behind `#[cfg(test)]`: a module, or whatever else ends with its brace or semicolon.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut code = code.to_owned();
    while let Some(start) = code.find(MARK) {
        let mut depth = 0_usize;
        let mut end = code.len();
        for (at, byte) in code.bytes().enumerate().skip(start + MARK.len()) {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                b';' => {}
                _ => continue,
            }
            if depth == 0 {
                end = at + 1;
                break;
            }
        }
        let blank: String = code[start..end].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
        code.replace_range(start..end, &blank);
    }
    code
}

/// A path as written, such as `crate::source::Span`, with its offset; each name of a group is a path of its own.
#[derive(Debug, PartialEq)]
pub struct Path {
    pub offset: usize,
    pub names: Vec<String>,
}

impl Path {
    /// Its first name.
    pub fn first(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }
}

/// All paths of two names and more, and the single names of `use`.
pub fn paths(code: &str) -> Vec<Path> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut word_before = String::new();
    while let Some(first) = code[at..].chars().next() {
        if is_word(first) && !first.is_ascii_digit() {
            let method = code[..at].ends_with('.') && !code[..at].ends_with("..");
            let start = at;
            let mut here = Vec::new();
            at = tree(code, at, &[], &mut here);
            let single = word_before == "use";
            word_before = code[start..at].to_owned();
            if !method {
                found.extend(here.into_iter().filter(|path| single || path.names.len() > 1));
            }
        } else if is_word(first) {
            at += code[at..].find(|c| !is_word(c)).unwrap_or(code.len() - at);
        } else {
            at += first.len_utf8();
        }
    }
    found
}

/// Reads one path, with the groups that may end it, and returns where it ends.
fn tree(code: &str, start: usize, before: &[String], found: &mut Vec<Path>) -> usize {
    let mut names = before.to_vec();
    let mut at = start;
    loop {
        let length = code[at..].find(|c| !is_word(c)).unwrap_or(code.len() - at);
        names.push(code[at..at + length].to_owned());
        at += length;
        let Some(rest) = code[at..].strip_prefix("::") else { break };
        let next = rest.chars().next().unwrap_or(' ');
        if next == '{' {
            at = group(code, at + 3, &names, found);
            return at;
        }
        at += 2;
        if !is_word(next) {
            break;
        }
    }
    found.push(Path { offset: start, names });
    at
}

/// Reads the paths of a group up to its closing brace, and returns what follows it.
fn group(code: &str, start: usize, before: &[String], found: &mut Vec<Path>) -> usize {
    let mut at = start;
    while let Some(first) = code[at..].chars().next() {
        match first {
            '}' => return at + 1,
            _ if is_word(first) => {
                at = tree(code, at, before, found);
                // `x as y` names nothing else.
                if code[at..].trim_start().starts_with("as ") {
                    at += code[at..].find([',', '}']).unwrap_or(code.len() - at);
                }
            }
            _ => at += first.len_utf8(),
        }
    }
    at
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

#[test]
fn comments_texts_and_tests_are_no_code() {
    let text =
        "a(\"x\\\" // \", 'b', '\"', r#\"q\"q\"#); // c\n/// crate::cli\n#[cfg(test)]\nmod t { fn f() { g() } }\nh";
    let code = code(text);
    assert_eq!(code.len(), text.len());
    assert_eq!(code.split_whitespace().collect::<Vec<_>>().join(""), "a(\"\",,,\"\");h");
    assert_eq!(lines(&code), 2);
}

#[test]
fn lifetimes_open_no_text() {
    assert_eq!(code("fn f<'a>(x: &'a str) {}"), "fn f<'a>(x: &'a str) {}");
}

#[test]
fn groups_are_paths_of_their_own() {
    let code = "use crate::{source::{FileId, Span}, rules as r, model};\nuse clap;\nx.unwrap(); 1u8; Self::new(std::fs::read::<u8>)";
    let paths: Vec<String> = paths(code).iter().map(|path| path.names.join("::")).collect();
    let expected = [
        "crate::source::FileId",
        "crate::source::Span",
        "crate::rules",
        "crate::model",
        "clap",
        "Self::new",
        "std::fs::read",
    ];
    assert_eq!(paths, expected);
}
