//! The language server, driven by a client that speaks the protocol to the program itself.

mod actions;
mod client;
mod completion;
mod cures;
mod everywhere;
mod formatting;
mod holes;
mod names;
#[cfg(feature = "preview")]
mod preview;
mod reading;
mod replay;
mod session;
mod shown;
mod workspace;
mod writer;

use client::Client;
use serde_json::json;

const CLEAN: &str = include_str!("../rules/cpc/clean.compact");

#[test]
fn findings_come_as_the_text_changes_and_go_when_it_is_mended() {
    let mut client = Client::new(&[("a.compact", CLEAN)]);
    assert_eq!(client.open("a.compact", CLEAN), json!([]));
    let line = CLEAN.lines().position(|line| line.contains("for prosecute, protect, prevent")).unwrap();
    let column = CLEAN.lines().nth(line).unwrap().find("protect").unwrap();
    let found = client.edit("a.compact", line, column, 7, "protet");
    assert_eq!(found[0]["code"], "REF001");
    assert_eq!(found[0]["range"]["start"], json!({ "line": line, "character": column }));
    assert_eq!(found[0]["relatedInformation"][0]["message"], "`protect` is declared here");
    assert!(found[0]["codeDescription"]["href"].as_str().unwrap().ends_with("docs/rules/REF001.md"));
    assert_eq!(client.edit("a.compact", line, column, 6, "protect"), json!([]));
}

#[test]
fn a_fragment_is_judged_through_what_includes_it() {
    let fragment = "place us {\n  name \"Lima\"\n}\n";
    let whole = CLEAN.replace("compact clean-2027 {\n", "include \"places.compact\"\n\ncompact clean-2027 {\n");
    let mut client = Client::new(&[("a.compact", &whole), ("places.compact", fragment)]);
    // Only the compact knows that a participant has that name.
    let found = client.open("places.compact", fragment);
    assert_eq!(found, json!([]), "{found}");
    let found = client.open("a.compact", &whole);
    assert_eq!(found[0]["code"], "REF002", "{found}");
    assert_eq!(client.edit("places.compact", 0, 6, 2, "lima"), json!([]));
}

#[test]
fn what_is_not_served_is_said() {
    let mut client = Client::new(&[]);
    let answer = client.ask_raw("textDocument/moniker", json!({}));
    assert_eq!(answer["error"]["code"], -32601);
}

#[test]
fn a_fragment_by_itself_is_known() {
    let fragment = "place lima {\n  name \"Lima\"\n}\n\nfocus {\n  in lima\n}\n";
    let mut client = Client::new(&[("places.compact", fragment)]);
    assert_eq!(client.open("places.compact", fragment), json!([]));
    let symbols =
        client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": client.uri("places.compact") } }));
    assert_eq!(symbols[0]["name"], "place lima", "{symbols}");
    let found = client.at("textDocument/definition", "places.compact", 5, 6, json!({}));
    assert_eq!(found["range"]["start"], json!({ "line": 0, "character": 6 }));
}
