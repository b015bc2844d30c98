//! Identifiers across files and prose.

use serde_json::{Value, json};

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

/// How many places of each file are named: the addresses' last parts, in order.
fn counted(of: &Value) -> Vec<(String, usize)> {
    let name = |uri: &Value| uri.as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let mut found: Vec<(String, usize)> = of
        .as_object()
        .unwrap()
        .iter()
        .map(|(uri, edits)| (name(&json!(uri)), edits.as_array().unwrap().len()))
        .collect();
    found.sort();
    found
}

/// Two compacts that declare the same name, each for itself, and share a file that mentions it.
fn sharing() -> [(&'static str, &'static str); 3] {
    const FRAGMENT: &str = "objective p {\n  pillar prevention\n  title \"x\"\n  text \"Act in @q.\"\n}\n";
    const A: &str = "include \"frag.compact\"\n\ncompact a {\n}\n\nplace q {\n  name \"Q\"\n}\n";
    const B: &str =
        "include \"frag.compact\"\n\ncompact b {\n}\n\nplace q {\n  name \"Q\"\n}\n\nplace cusco {\n  name \"C\"\n}\n";
    [("a.compact", A), ("b.compact", B), ("frag.compact", FRAGMENT)]
}

#[test]
fn a_name_that_compacts_share_through_a_file_is_one() {
    let files = sharing();
    let mut client = Client::new(&files);
    for (name, text) in files {
        client.open(name, text);
        let (line, column) = place(text, if name == "frag.compact" { "q.\"" } else { "q {" });
        let edits = client.at("textDocument/rename", name, line, column, json!({ "newName": "lima" }));
        let all =
            [("a.compact", 1), ("b.compact", 1), ("frag.compact", 1)].map(|(name, count)| (name.to_owned(), count));
        assert_eq!(counted(&edits["changes"]), all, "{name}");
        let context = json!({ "context": { "includeDeclaration": true } });
        let found = client.at("textDocument/references", name, line, column, context);
        assert_eq!(found.as_array().unwrap().len(), 3, "{name}: {found}");
        // What only the other compact declares is in the way all the same.
        let taken = json!({ "textDocument": { "uri": client.uri(name) }, "position": { "line": line, "character": column }, "newName": "cusco" });
        let refused = client.ask_raw("textDocument/rename", taken);
        let why = refused["error"]["message"].as_str().unwrap_or_else(|| panic!("{name}: {refused}"));
        assert!(why.contains("`cusco` has a meaning already") && why.contains("`b.compact`"), "{why}");
    }
}

#[test]
fn words_of_the_language_are_no_names() {
    let mut client = Client::new(&[("a.compact", CLEAN)]);
    client.open("a.compact", CLEAN);
    let (line, column) = place(CLEAN, "national-plan");
    for word in [
        "USD",
        "FY2023",
        "year-1",
        "term",
        "section",
        "compact",
        "participants",
        "sustainability",
        "implementing-partners",
        "goal",
        "by",
        "none",
    ] {
        let params = json!({ "textDocument": { "uri": client.uri("a.compact") }, "position": { "line": line, "character": column }, "newName": word });
        let refused = client.ask_raw("textDocument/rename", params);
        let why = refused["error"]["message"].as_str().unwrap_or_default();
        assert!(why.contains("has a meaning already"), "{word}: {refused}");
    }
    // A keyword is a name like any other where the language says so.
    let edits = client.at("textDocument/rename", "a.compact", line, column, json!({ "newName": "strategy" }));
    assert!(edits["changes"].is_object(), "{edits}");
}

#[test]
fn a_rename_is_for_the_version_that_was_looked_at() {
    let files = sharing();
    let able = json!({
        "general": { "positionEncodings": ["utf-8"] },
        "workspace": { "workspaceEdit": { "documentChanges": true } },
    });
    let mut client = Client::with(&files, able);
    client.open("a.compact", files[0].1);
    let (line, column) = place(files[0].1, "q {");
    let edits = client.at("textDocument/rename", "a.compact", line, column, json!({ "newName": "lima" }));
    let changes = edits["documentChanges"].as_array().unwrap();
    let version = |name: &str| {
        let of = changes.iter().find(|change| change["textDocument"]["uri"] == client.uri(name)).unwrap();
        of["textDocument"]["version"].clone()
    };
    assert_eq!((changes.len(), version("a.compact"), version("b.compact")), (3, json!(1), Value::Null), "{edits}");
    assert_eq!(edits["changes"], Value::Null);
}

#[test]
fn words_that_stand_for_a_statement_and_paths_lead_there() {
    let text = "include \"more.compact\"\n\ncompact a {\n}\n\nterm {\n  duration 4 years\n}\n\nrecital \"Recalling @term.words\"\n\nmechanism m {\n  title \"M\"\n  reviews sustainability\n}\n\nsustainability {\n  text \"They intend to.\"\n}\n";
    let mut client = Client::new(&[("a.compact", text), ("more.compact", "# nothing\n")]);
    client.open("a.compact", text);
    for (words, file, line) in [
        ("term.words", "a.compact", place(text, "term {").0),
        ("sustainability\n", "a.compact", place(text, "sustainability {").0),
        ("more.compact", "more.compact", 0),
    ] {
        let (at, column) = place(text, words);
        let found = client.at("textDocument/definition", "a.compact", at, column + 2, json!({}));
        assert_eq!(found["uri"], client.uri(file), "{words}: {found}");
        assert_eq!(found["range"]["start"], json!({ "line": line, "character": 0 }), "{words}");
    }
}

#[test]
fn an_outline_tells_statements_without_a_title_apart() {
    let text = "compact a {\n}\n\nrecital noting \"the resolve of both governments, which was stated in Lima\"\n\nresponsibility of us, pe for protect {\n  text \"Meet.\"\n}\n\nallow GAO001 \"not yet\"\n";
    let mut client = Client::new(&[("a.compact", text)]);
    client.open("a.compact", text);
    let found =
        client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": client.uri("a.compact") } }));
    let detail = |keyword: &str| {
        let of = found.as_array().unwrap().iter().find(|symbol| symbol["name"] == keyword);
        of.unwrap_or_else(|| panic!("{keyword}: {found}"))["detail"].as_str().unwrap_or("-").to_owned()
    };
    assert_eq!(detail("recital"), "noting: the resolve of both governments, which …");
    assert_eq!(detail("responsibility"), "of us, pe for protect: Meet.");
    assert_eq!(detail("allow"), "GAO001: not yet");
}
