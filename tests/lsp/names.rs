//! Identifiers across files and prose.

use serde_json::json;

use super::CLEAN;
use super::client::Client;

/// Line and column of some words, from 0.
fn place(text: &str, words: &str) -> (usize, usize) {
    let at = text.find(words).unwrap();
    let line = text[..at].matches('\n').count();
    (line, at - text[..at].rfind('\n').map_or(0, |end| end + 1))
}

#[test]
fn an_identifier_leads_to_where_it_is_declared() {
    let mut client = Client::new(&[("a.compact", CLEAN)]);
    client.open("a.compact", CLEAN);
    let (line, column) = place(CLEAN, "@national-plan");
    let found = client.at("textDocument/definition", "a.compact", line, column + 3, json!({}));
    let (declared, column) = place(CLEAN, "strategy national-plan");
    assert_eq!(found["range"]["start"], json!({ "line": declared, "character": column + "strategy ".len() }));
}

#[test]
fn renaming_reaches_prose_and_included_files() {
    let fragment = "place lima {\n  name \"Lima\"\n}\n";
    let whole = CLEAN.replace("compact clean-2027 {\n", "include \"places.compact\"\n\nrecital \"Recalling @{lima.name} and [the city](@lima)\"\n\ncompact clean-2027 {\n");
    let mut client = Client::new(&[("a.compact", &whole), ("places.compact", fragment)]);
    client.open("a.compact", &whole);
    client.open("places.compact", fragment);
    let found = client.at("textDocument/prepareRename", "places.compact", 0, 7, json!({}));
    assert_eq!(found["placeholder"], "lima");
    let edits = client.at("textDocument/rename", "places.compact", 0, 7, json!({ "newName": "ciudad" }));
    let of = |name: &str| edits["changes"][client.uri(name)].as_array().unwrap().len();
    assert_eq!((of("places.compact"), of("a.compact")), (1, 2), "{edits}");
    let (line, column) = place(&whole, "lima.name");
    let ranges = edits["changes"][client.uri("a.compact")].as_array().unwrap();
    assert_eq!(ranges[0]["range"]["start"], json!({ "line": line, "character": column }));
    let taken = json!({ "textDocument": { "uri": client.uri("places.compact") }, "position": { "line": 0, "character": 7 }, "newName": "us" });
    assert!(
        client.ask_raw("textDocument/rename", taken)["error"]["message"].as_str().unwrap().contains("meaning already")
    );
}
