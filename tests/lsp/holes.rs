//! What a client without snippets is given to fill in is told of until it is filled.

use engross::source::FileId;
use engross::syntax::parse;
use engross::vocabulary::{FILE, Row, vocabulary};
use serde_json::json;

use super::CLEAN;
use super::writer::Writer;

/// Records are not printed, and what they lack is nobody's but the author's.
const RECORDS: [&str; 3] = ["selection", "implementer", "include"];

#[test]
fn every_hole_of_every_statement_is_found() {
    let mut writer = Writer::of("a.compact", CLEAN, json!({ "general": { "positionEncodings": ["utf-8"] } }));
    let (mut wrong, mut holes) = (Vec::new(), 0);
    for row in vocabulary().rows_of(FILE).filter(|row| !RECORDS.contains(&row.keyword.as_str())) {
        writer.replace(CLEAN);
        writer.below();
        let items = writer.offered();
        // What there is already, once, is not offered again.
        if !items.iter().any(|item| item["label"] == row.keyword.as_str()) {
            continue;
        }
        writer.choose(&row.keyword, &[]);
        let lines: Vec<&str> = writer.text.lines().collect();
        for (number, line) in lines.iter().enumerate() {
            let told = |code: &str| {
                let of_line = writer
                    .findings
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|finding| finding["code"] == code && finding["range"]["start"]["line"] == number);
                of_line.count()
            };
            let (values, texts) = (line.matches(" …").count(), line.matches("\"…\"").count());
            holes += values + texts;
            if told("SYN005") < values || told("SGN003") + told("WVR002") < texts {
                wrong.push(format!("{}: `{line}` is not told of: {:?}", row.keyword, writer.found()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(holes > 40, "{holes} holes were looked at");
}

/// The example of a row in the blocks that it stands in, and where the example begins.
fn placed(row: &Row) -> (String, usize) {
    let parent = row.places.iter().find(|place| *place != "*").map_or(FILE, String::as_str);
    let Some(outer) = vocabulary().rows().iter().find(|outer| outer.keyword == parent && parent != FILE) else {
        return (row.example.clone(), 0);
    };
    let (text, at) = placed(outer);
    let (ast, _) = parse(FileId::default(), &text[at..], vocabulary());
    let end = at + ast.statements().next().unwrap().head().end as usize;
    let opened = format!("{} {{\n", &text[..end]);
    let close = "\n}".repeat(opened.matches('{').count());
    (format!("{opened}{}{close}\n", row.example), opened.len())
}

/// Findings that a text is not understood, but for what is still to be given.
fn misread(writer: &Writer) -> Vec<String> {
    writer.found().into_iter().filter(|found| found.starts_with("SYN") && !found.starts_with("SYN005")).collect()
}

#[test]
fn what_is_offered_at_a_hole_is_understood() {
    let capabilities = json!({ "general": { "positionEncodings": ["utf-8"] } });
    let mut writer = Writer::of("a.compact", "", capabilities);
    let (mut wrong, mut taken) = (Vec::new(), 0);
    for row in vocabulary().rows() {
        let (text, at) = placed(row);
        let (ast, _) = parse(FileId::default(), &text[at..], vocabulary());
        for value in &ast.statements().next().unwrap().values {
            let (start, end) = (at + value.span.start as usize, at + value.span.end as usize);
            let open = format!("{}…{}", &text[..start], &text[end..]);
            writer.replace(&open);
            writer.put(start);
            let before = misread(&writer);
            let items = writer.offered();
            // A long list is of one kind.
            for item in items.iter().take(6).chain(items.iter().rev().take(2)) {
                writer.take(item);
                taken += 1;
                let line = writer.text[at..].lines().next().unwrap_or_default().to_owned();
                let new = misread(&writer).into_iter().filter(|found| !before.contains(found));
                wrong.extend(new.map(|found| format!("{}: `{}` makes `{line}`: {found}", row.keyword, item["label"])));
                writer.replace(&open);
            }
        }
    }
    assert!(wrong.is_empty(), "{}: {wrong:#?}", wrong.len());
    assert!(taken > 300, "{taken} were taken");
}
