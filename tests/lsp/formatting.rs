//! The one layout, through the editor.

use serde_json::json;

use super::CLEAN;
use super::client::Client;
use super::writer::{Writer, able};

#[test]
fn a_text_is_laid_out_with_edits_of_the_lines_that_differ() {
    let text = CLEAN
        .replace("  pillar prosecution\n", "      pillar     prosecution\n")
        .replace("  kind  law\n", "kind law\n");
    let mut client = Client::new(&[("a.compact", &text)]);
    client.open("a.compact", &text);
    let file = json!({ "uri": client.uri("a.compact") });
    let options = json!({ "tabSize": 8, "insertSpaces": false });
    let edits = client.ask("textDocument/formatting", json!({ "textDocument": file, "options": options }));
    let lines: Vec<_> = edits.as_array().unwrap().iter().map(|edit| edit["newText"].as_str().unwrap()).collect();
    assert_eq!(lines, ["  kind  law\n", "  pillar prosecution\n"]);
    // A part: only its lines.
    let line = text.lines().position(|line| line.contains("    pillar ")).unwrap();
    let range = json!({ "start": { "line": line, "character": 3 }, "end": { "line": line, "character": 4 } });
    let params = json!({ "textDocument": file, "range": range, "options": options });
    let edits = client.ask("textDocument/rangeFormatting", params);
    let lines: Vec<_> = edits.as_array().unwrap().iter().map(|edit| edit["newText"].as_str().unwrap()).collect();
    assert_eq!(lines, ["  pillar prosecution\n"]);
}

#[test]
fn a_part_is_laid_out_within_its_lines() {
    // Blanks before each field, in turn none to four: nearly every line differs.
    let shift = |(number, line): (usize, &str)| match line.strip_prefix("  ") {
        Some(rest) => format!("{}{rest}\n", " ".repeat(number * 3 % 5)),
        None => format!("{line}\n"),
    };
    let text: String = CLEAN.lines().enumerate().map(shift).collect();
    let mut client = Client::new(&[("a.compact", &text)]);
    client.open("a.compact", &text);
    let file = json!({ "uri": client.uri("a.compact") });
    let count = text.lines().count();
    let mut edited = 0;
    for first in (0..count).step_by(5) {
        let last = (first + first % 7).min(count - 1);
        let range = json!({ "start": { "line": first, "character": 0 }, "end": { "line": last, "character": 1 } });
        let params = json!({ "textDocument": file, "range": range, "options": { "tabSize": 2, "insertSpaces": true } });
        for edit in client.ask("textDocument/rangeFormatting", params).as_array().unwrap() {
            let (start, end) = (&edit["range"]["start"], &edit["range"]["end"]);
            let line = |place: &serde_json::Value| usize::try_from(place["line"].as_u64().unwrap()).unwrap();
            let end = line(end) - usize::from(end["character"] == 0);
            assert!(first <= line(start) && end <= last, "lines {first} to {last} were asked for: {edit}");
            edited += 1;
        }
    }
    assert!(edited > 30, "{edited} edits");
}

#[test]
fn what_cannot_be_laid_out_stays_and_lines_keep_their_ends() {
    let open = CLEAN.replace("  pillar prosecution\n", "      pillar     prosecution\n").replacen("}\n", "\n", 1);
    let mut writer = Writer::of("a.compact", &open, able());
    writer.format();
    assert_eq!(writer.text, open);
    let broken = CLEAN
        .replace("  pillar prosecution\n", "      pillar     prosecution\n")
        .replace("  kind  law\n", "  kind: ??law\n");
    writer.replace(&broken);
    writer.format();
    assert!(writer.text.contains("  pillar prosecution\n") && writer.text.contains("??law\n"), "{}", writer.text);
    let windows = CLEAN.replace("  kind  law\n", "kind law\n").replace('\n', "\r\n");
    writer.replace(&windows);
    writer.format();
    assert_eq!(writer.text, CLEAN.replace('\n', "\r\n"));
}
