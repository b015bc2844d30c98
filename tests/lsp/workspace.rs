//! Folders, files that are not on the screen, settings, and what the server asks of its client.

use serde_json::{Value, json};

use super::CLEAN;
use super::client::Client;

/// A client that can do all that the server asks for.
fn able() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-8"] },
        "window": { "workDoneProgress": true },
        "workspace": {
            "configuration": true,
            "didChangeWatchedFiles": { "dynamicRegistration": true },
            "inlayHint": { "refreshSupport": true },
            "diagnostics": { "refreshSupport": true },
        },
    })
}

/// The compact, with a file of its own for a place.
fn including() -> String {
    CLEAN.replace("compact clean-2027 {\n", "include \"places.compact\"\n\ncompact clean-2027 {\n")
}

#[test]
fn what_is_wrong_in_a_file_that_is_not_open_is_told_too() {
    let whole = including();
    let mut client = Client::new(&[("a.compact", &whole), ("places.compact", "place lima {\n  nmae \"Lima\"\n}\n")]);
    assert_eq!(client.open("a.compact", &whole), json!([]));
    client.settle();
    let told = client.received("textDocument/publishDiagnostics");
    let places = told.iter().find(|told| told["uri"] == client.uri("places.compact")).expect("its findings are told");
    assert_eq!(places["diagnostics"][0]["code"], "SYN002", "{places}");
    // Closing the compact takes them away again.
    client.close("a.compact");
    let told = client.received("textDocument/publishDiagnostics");
    let gone = told.iter().rfind(|told| told["uri"] == client.uri("places.compact")).unwrap();
    assert_eq!(gone["diagnostics"], json!([]));
}

#[test]
fn a_client_that_asks_hears_of_the_whole_workspace_and_then_of_what_changed() {
    let broken = CLEAN.replace("for prosecute, protect, prevent", "for prosecute, protet, prevent");
    let mut client = Client::new(&[("a.compact", CLEAN), ("below/b.compact", &broken)]);
    let report = client.ask("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let of = |report: &Value, name: &str| {
        let items = report["items"].as_array().unwrap();
        items.iter().find(|item| item["uri"].as_str().unwrap().ends_with(name)).cloned().unwrap()
    };
    assert_eq!(of(&report, "a.compact")["items"], json!([]));
    assert_eq!(of(&report, "b.compact")["items"][0]["code"], "REF001");
    let known: Vec<Value> = report["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| json!({ "uri": item["uri"], "value": item["resultId"] }))
        .collect();
    client.open("below/b.compact", CLEAN);
    let report = client.ask("workspace/diagnostic", json!({ "previousResultIds": known }));
    assert_eq!(
        (of(&report, "a.compact")["kind"].clone(), of(&report, "b.compact")["kind"].clone()),
        (json!("unchanged"), json!("full"))
    );
}

#[test]
fn files_that_change_on_the_disk_are_read_again() {
    let whole = including();
    let mut client = Client::with(&[("a.compact", &whole)], able());
    assert_eq!(client.open("a.compact", &whole)[0]["code"], "INC001");
    let asked = client.received("client/registerCapability");
    assert_eq!(asked[0]["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    client.write("places.compact", "place lima {\n  name \"Lima\"\n}\n");
    let change = json!({ "uri": client.uri("places.compact"), "type": 1 });
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
    assert_eq!(client.found("a.compact"), json!([]));
    client.remove("places.compact");
    let change = json!({ "uri": client.uri("places.compact"), "type": 3 });
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
    assert_eq!(client.found("a.compact")[0]["code"], "INC001");
}

#[test]
fn a_project_that_is_set_anew_is_judged_anew() {
    let mut client = Client::with(&[("a.compact", CLEAN), ("engross.toml", "")], able());
    let text = CLEAN.replace("for prosecute, protect, prevent", "for prosecute, protet, prevent");
    assert_eq!(client.open("a.compact", &text)[0]["code"], "REF001");
    client.write("engross.toml", "[rules\n");
    let change = json!({ "uri": client.uri("engross.toml"), "type": 2 });
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
    // What is wrong with it is told, and all else is known as before.
    let found = client.found("a.compact");
    let told =
        |words: &str| found.as_array().unwrap().iter().any(|one| one["message"].as_str().unwrap().contains(words));
    assert!(told("engross.toml") && told("protet"), "{found}");
}

#[test]
fn many_texts_show_how_far_their_check_has_come() {
    let names: Vec<String> = (0..25).map(|number| format!("{number}.compact")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "place a {\n  name \"A\"\n}\n")).collect();
    let mut client = Client::with(&files, able());
    client.settle();
    let told = client.received("$/progress");
    let kinds: Vec<&str> = told.iter().map(|told| told["value"]["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["begin", "report", "report", "end"]);
}

#[test]
fn settings_are_asked_for_and_what_is_wrong_with_them_is_told() {
    let mut client = Client::with(&[("a.compact", CLEAN)], able());
    client.settings = json!({ "inlayHints": { "numbers": "no" } });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    client.open("a.compact", CLEAN);
    client.settle();
    let told = client.received("window/showMessage");
    assert!(told[0]["message"].as_str().unwrap().starts_with("the settings of `engross` are not used"), "{told:?}");
}

/// The page, the extension for VS Code and the server know the same settings.
#[test]
fn every_setting_of_the_page_is_known() {
    let page = std::fs::read_to_string(crate::support::root().join("docs/lsp.md")).unwrap();
    let package = std::fs::read_to_string(crate::support::root().join("editors/vscode/package.json")).unwrap();
    let package: Value = serde_json::from_str(&package).unwrap();
    let offered = package["contributes"]["configuration"]["properties"].as_object().expect("one list of settings");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | `"));
    let names: Vec<&str> = rows.map(|(name, _)| name).collect();
    assert_eq!(names.len(), 4, "{names:?}");
    for name in names {
        assert!(offered.contains_key(&format!("engross.{name}")), "{name} is no setting of the extension");
        let (group, own) = name.split_once('.').unwrap();
        let mut client = Client::new(&[]);
        client.notify(
            "workspace/didChangeConfiguration",
            json!({ "settings": { "engross": { group: { own: "wrong" } } } }),
        );
        client.settle();
        assert_eq!(client.received("window/showMessage").len(), 1, "{name} is no setting of the server");
    }
}

#[test]
fn letters_that_come_at_once_are_analysed_at_once() {
    let mut client = Client::new(&[("a.compact", CLEAN)]);
    client.open("a.compact", CLEAN);
    let before = client.received("textDocument/publishDiagnostics").len();
    let end = CLEAN.lines().count();
    for letter in "activity".chars().rev() {
        let range = json!({ "start": { "line": end, "character": 0 }, "end": { "line": end, "character": 0 } });
        client.send_change("a.compact", json!([{ "range": range, "text": letter.to_string() }]));
    }
    let found = client.found("a.compact");
    assert_eq!(found[0]["code"], "SYN005", "{found}");
    let told = client.received("textDocument/publishDiagnostics").len() - before;
    assert!(told <= 8, "{told} times for eight letters");
}

#[test]
fn a_file_that_was_never_saved_is_there_for_those_that_include_it() {
    let whole = including();
    let mut client = Client::new(&[("a.compact", &whole)]);
    assert_eq!(client.open("a.compact", &whole)[0]["code"], "INC001");
    client.open("places.compact", "place lima {\n  name \"Lima\"\n}\n");
    client.settle();
    let last = client
        .received("textDocument/publishDiagnostics")
        .into_iter()
        .rfind(|told| told["uri"] == client.uri("a.compact"));
    assert_eq!(last.unwrap()["diagnostics"], json!([]));
}

#[test]
fn a_text_without_a_file_is_judged_by_the_project_of_the_folder() {
    let mut client = Client::new(&[("places.compact", "place lima {\n  name \"Lima\"\n}\n")]);
    let text = including().replace("for prosecute, protect, prevent", "for prosecute, protet, prevent");
    let uri = "untitled:Untitled-1";
    let file = json!({ "uri": uri, "languageId": "compact", "version": 1, "text": text });
    client.notify("textDocument/didOpen", json!({ "textDocument": file }));
    client.settle();
    let told = client.received("textDocument/publishDiagnostics");
    assert_eq!(told[0]["uri"], uri);
    let codes = told[0]["diagnostics"].as_array().unwrap().iter().map(|one| &one["code"]);
    assert!(codes.clone().count() > 0 && codes.clone().all(|code| code == "REF001"), "{told:?}");
}

#[test]
fn folders_come_and_go() {
    let mut client = Client::new(&[("a.compact", CLEAN)]);
    let other = tempfile::tempdir().unwrap();
    std::fs::write(other.path().join("b.compact"), "place lima {\n  name \"Lima\"\n}\n").unwrap();
    let folder =
        json!({ "uri": format!("file://{}", other.path().canonicalize().unwrap().display()), "name": "other" });
    let known =
        |client: &mut Client| client.ask("workspace/symbol", json!({ "query": "lima" })).as_array().unwrap().len();
    assert_eq!(known(&mut client), 0);
    let event = |added: &[&Value], removed: &[&Value]| json!({ "event": { "added": added, "removed": removed } });
    client.notify("workspace/didChangeWorkspaceFolders", event(&[&folder], &[]));
    assert_eq!(known(&mut client), 1);
    client.notify("workspace/didChangeWorkspaceFolders", event(&[], &[&folder]));
    assert_eq!(known(&mut client), 0);
}

#[test]
fn a_finding_in_a_shared_file_says_through_which_compact() {
    let shared = "objective p {\n  pillar prevention\n  title \"x\"\n  text \"Act in @q and @z.\"\n  colour red\n}\n";
    let text = |name: &str, place: &str| {
        format!(
            "# {name}\ninclude \"below/frag.compact\"\n\ncompact {name} {{\n}}\n\nplace {place} {{\n  name \"A\"\n}}\n"
        )
    };
    let (a, b, c) = (text("a", "q"), text("b", "z"), text("c", "z"));
    let files = [("a.compact", a.as_str()), ("b.compact", &b), ("c.compact", &c), ("below/frag.compact", shared)];
    let mut client = Client::new(&files);
    let found = client.open("below/frag.compact", shared);
    let ways = |found: &Value, words: &str| -> Vec<String> {
        let of: Vec<&Value> =
            found.as_array().unwrap().iter().filter(|one| one["message"].as_str().unwrap().contains(words)).collect();
        assert_eq!(of.len(), 1, "{words}: {found}");
        let related = of[0]["relatedInformation"].as_array().cloned().unwrap_or_default();
        let ways = related.iter().filter(|one| one["message"] == "found through this `include`");
        ways.map(|one| {
            assert_eq!(one["location"]["range"]["start"], json!({ "line": 1, "character": 0 }));
            one["location"]["uri"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
        })
        .collect()
    };
    assert_eq!(ways(&found, "`z`"), ["a.compact"]);
    assert_eq!(ways(&found, "`q`"), ["b.compact", "c.compact"]);
    assert_eq!(ways(&found, "`colour`"), [""; 0], "it is about the file itself");
    // Where there is one compact alone, as on the command line.
    let only = [("a.compact", a.as_str()), ("below/frag.compact", shared)];
    let found = Client::new(&only).open("below/frag.compact", shared);
    assert_eq!(ways(&found, "`colour`"), ["a.compact"]);
}

#[test]
fn a_list_is_cleared_under_the_address_under_which_it_was_told() {
    let shared = "objective p {\n  pillar prevention\n  title \"x\"\n  text \"Act in @z.\"\n}\n";
    let whole = "include \"a+b (1):c.compact\"\n\ncompact a {\n}\n";
    let mut client = Client::new(&[("a.compact", whole), ("a+b (1):c.compact", shared)]);
    client.open("a.compact", whole);
    client.settle();
    let own = client.uri("a%2Bb%20%281%29%3Ac.compact");
    let file = json!({ "uri": own, "languageId": "compact", "version": 1, "text": shared });
    // What is told last under each address of the file, whatever its spelling: how many findings, where there are any.
    let wait_for = |client: &mut Client, wanted: &[&str]| {
        let mut lists = std::collections::BTreeMap::new();
        // What a message leads to may be told after what comes at the same time is answered.
        for _ in 0..50 {
            client.settle();
            for told in client.received("textDocument/publishDiagnostics") {
                let uri = told["uri"].as_str().unwrap().to_owned();
                lists.insert(uri, told["diagnostics"].as_array().unwrap().len());
            }
            let full = lists.iter().filter(|(uri, count)| **count > 0 && !uri.ends_with("/a.compact"));
            if full.map(|(uri, _)| uri.as_str()).eq(wanted.iter().copied()) {
                return;
            }
        }
        panic!("only {wanted:?} should have findings: {lists:?}");
    };
    let ours = client.uri("a+b%20(1):c.compact");
    wait_for(&mut client, &[&ours]);
    client.notify("textDocument/didOpen", json!({ "textDocument": file }));
    wait_for(&mut client, &[&own]);
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": own } }));
    wait_for(&mut client, &[&ours]);
    client.close("a.compact");
    wait_for(&mut client, &[]);
}

/// A hint would not be listed by editors, and what a legal adviser is told must be.
#[test]
fn what_is_worth_knowing_is_listed() {
    let text = "place lima {\n  name “Lima”\n}\n";
    let mut client = Client::new(&[("a.compact", text)]);
    let found = client.open("a.compact", text);
    let curly = found.as_array().unwrap().iter().find(|one| one["code"] == "TXT003");
    assert_eq!(curly.unwrap_or_else(|| panic!("{found}"))["severity"], 3, "{found}");
}

#[test]
fn a_fragment_that_nobody_includes_any_more_is_known_by_itself() {
    let fragment = "place lima {\n  name \"Lima\"\n}\n";
    let whole = including();
    let mut client = Client::new(&[("a.compact", &whole), ("places.compact", fragment)]);
    client.open("places.compact", fragment);
    client.open("a.compact", &whole);
    let (line, column) = (0, whole.find("places.compact").unwrap());
    client.edit("a.compact", line, column, 1, "q");
    let params = json!({ "textDocument": { "uri": client.uri("places.compact") } });
    let symbols = client.ask("textDocument/documentSymbol", params.clone());
    assert_eq!(symbols[0]["name"], "place lima", "{symbols}");
    client.edit("a.compact", line, column, 1, "p");
    client.close("a.compact");
    client.remove("a.compact");
    let change = json!({ "uri": client.uri("a.compact"), "type": 3 });
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
    let symbols = client.ask("textDocument/documentSymbol", params);
    assert_eq!(symbols[0]["name"], "place lima", "{symbols}");
}
