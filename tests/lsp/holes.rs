//! What a client without snippets is given to fill in is told of until it is filled.

use engross::vocabulary::{FILE, vocabulary};
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
