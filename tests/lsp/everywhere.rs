//! Every place of whole and of broken texts is asked about: each request is answered, and nothing breaks.

use serde_json::json;

use super::client::Client;

const PERU: &str = include_str!("../../examples/peru-2017.compact");
const MONGOLIA: &str = include_str!("../../examples/mongolia-2020.compact");
const NEPAL: &str = include_str!("../../examples/nepal-draft.compact");

/// Texts that an author's hands leave behind: cut off, without their braces, quotes or ends of lines, with signs in the
/// wrong places.
fn broken(text: &str) -> Vec<String> {
    let cut = |part: usize| {
        let mut at = text.len() * part / 7;
        while !text.is_char_boundary(at) {
            at += 1;
        }
        text[..at].to_owned()
    };
    let mut all: Vec<String> = (1..7).map(cut).collect();
    all.extend([
        text.replace('}', ""),
        text.replace('{', "} {"),
        text.replace("\"\"\"", "\""),
        text.replace('"', ""),
        text.replace("@", "@{"),
        text.replace(" in ", " in..in "),
        text.replace("USD", "USD USD 1,,0"),
        text.replace('\n', "\r\n"),
        text.replace('\n', "\r"),
        text.replace("title", "tit\u{1D11E}le \u{300}"),
        text.split_inclusive('\n').map(|line| line.replacen(' ', "\t\u{FEFF}", 1)).collect(),
    ]);
    all
}

/// Asks for all that is shown of a text, and at some of its places for what is told there.
fn ask_everywhere(client: &mut Client, name: &str, text: &str, every: usize) {
    let lines: Vec<&str> = text.split('\n').collect();
    let file = json!({ "textDocument": { "uri": client.uri(name) } });
    let with = |more: serde_json::Value| {
        let mut params = file.clone();
        params.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
        params
    };
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": lines.len() + 3, "character": 9 } });
    for method in ["codeLens", "documentLink", "semanticTokens/full", "documentSymbol", "foldingRange"] {
        client.ask(&format!("textDocument/{method}"), file.clone());
    }
    client.ask("textDocument/inlayHint", with(json!({ "range": whole })));
    let places = lines.iter().enumerate().flat_map(|(number, line)| {
        // Columns beyond a line, and within characters of two units, are asked about as well.
        (0..=line.encode_utf16().count() + 1).map(move |column| json!({ "line": number, "character": column }))
    });
    for place in places.step_by(every) {
        client.ask("textDocument/hover", with(json!({ "position": place })));
        let grown = client.ask("textDocument/selectionRange", with(json!({ "positions": [place] })));
        let mut range = &grown[0];
        let mut steps = 0;
        while !range["parent"].is_null() {
            let (inner, outer) = (&range["range"], &range["parent"]["range"]);
            let key =
                |place: &serde_json::Value| (place["line"].as_u64().unwrap(), place["character"].as_u64().unwrap());
            assert!(
                key(&outer["start"]) <= key(&inner["start"]) && key(&inner["end"]) <= key(&outer["end"]),
                "{grown}"
            );
            assert_ne!(inner, outer, "{grown}");
            range = &range["parent"];
            steps += 1;
        }
        assert!(steps < 64);
    }
}

#[test]
fn every_place_of_whole_and_broken_texts_is_answered_for() {
    let capabilities = json!({ "general": { "positionEncodings": ["utf-16"] } });
    let mut client = Client::with(&[("a.compact", "")], capabilities);
    client.open("a.compact", "");
    for text in [PERU, MONGOLIA, NEPAL] {
        client.change("a.compact", json!([{ "text": text }]));
        ask_everywhere(&mut client, "a.compact", text, 31);
        for broken in broken(text) {
            client.change("a.compact", json!([{ "text": broken }]));
            ask_everywhere(&mut client, "a.compact", &broken, 283);
        }
    }
}

/// What an include brings stands in another file: an outline that named its places would be refused by editors.
#[test]
fn an_outline_holds_what_stands_in_its_file() {
    let files = [
        ("a.compact", "compact a {\n}\nparticipant us {\n  include \"b.compact\"\n  lead tip \"TIP\"\n}\n"),
        ("b.compact", "# The other offices.\n\n\n\n\n\n\n\nbody dol \"Department of Labor\"\n"),
    ];
    let mut client = Client::with(&files, json!({}));
    client.open("a.compact", files[0].1);
    let outline =
        client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": client.uri("a.compact") } }));
    let names = |symbols: &serde_json::Value| -> Vec<String> {
        symbols.as_array().unwrap().iter().map(|symbol| symbol["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&outline), ["compact a", "participant us"]);
    assert_eq!(names(&outline[1]["children"]), ["lead tip"]);
}
