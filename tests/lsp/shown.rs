//! How things are shown, by what a client can do and what a user sets; and what a selection grows to.

use serde_json::{Value, json};

use super::client::Client;

const TEXT: &str = "compact a {
  signing on 2027-06-15
}

objective protect {
  title \"Protection\"
  text \"\"\"
    First. Then @protect is *read*, and U.S. law.

    Second paragraph.
    \"\"\"
}

activity visits for protect, protect {
  title  \"Visits\"
  during 2027..2028
  funding by us USD 1,200,000
}

contribution given by us {
  amount up-to USD 5 million
}
";

fn hover(client: &mut Client) -> Value {
    client.open("a.compact", TEXT);
    client.at("textDocument/hover", "a.compact", 4, 12, json!({}))["contents"].clone()
}

#[test]
fn cards_are_markdown_where_the_client_shows_it() {
    let mut plain = Client::new(&[("a.compact", TEXT)]);
    let told = hover(&mut plain);
    assert_eq!(told["kind"], "plaintext");
    assert!(told["value"].as_str().unwrap().starts_with("Objective 1, Protection\n\nobjective protect\n\n"), "{told}");
    let capabilities = json!({ "textDocument": { "hover": { "contentFormat": ["markdown", "plaintext"] } } });
    let mut rich = Client::with(&[("a.compact", TEXT)], capabilities);
    let told = hover(&mut rich);
    assert_eq!(told["kind"], "markdown");
    assert!(
        told["value"].as_str().unwrap().starts_with("**Objective 1**, Protection\n\n`objective protect`\n\n"),
        "{told}"
    );
    assert!(told["value"].as_str().unwrap().contains("\n\n> First. Then Objective 1 is read"), "{told}");
}

#[test]
fn lenses_lead_to_places_where_the_client_knows_how() {
    let lens = |client: &mut Client| {
        client.open("a.compact", TEXT);
        let file = json!({ "textDocument": { "uri": client.uri("a.compact") } });
        let lenses = client.ask("textDocument/codeLens", file);
        let titled = |lens: &&Value| lens["command"]["title"] == "1 activity";
        lenses.as_array().unwrap().iter().find(titled).unwrap()["command"].clone()
    };
    let command = lens(&mut Client::new(&[("a.compact", TEXT)]));
    assert_eq!((&command["command"], &command["arguments"]), (&json!(""), &Value::Null));
    let capabilities = json!({ "experimental": { "commands": { "commands": ["engross.showReferences"] } } });
    let mut able = Client::with(&[("a.compact", TEXT)], capabilities);
    let command = lens(&mut able);
    assert_eq!(command["command"], "engross.showReferences");
    assert_eq!(command["arguments"][0], able.uri("a.compact"));
    assert_eq!(command["arguments"][1], json!({ "line": 4, "character": 10 }));
    assert_eq!(command["arguments"][2][0]["range"]["start"], json!({ "line": 13, "character": 9 }));
}

#[test]
fn each_kind_of_hint_and_the_lenses_can_be_switched_off() {
    let mut client = Client::new(&[("a.compact", TEXT)]);
    client.open("a.compact", TEXT);
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let file = json!({ "uri": client.uri("a.compact") });
    let hints = |client: &mut Client, set: Value| {
        client.notify("workspace/didChangeConfiguration", json!({ "settings": { "engross": set } }));
        let hints = client.ask("textDocument/inlayHint", json!({ "textDocument": file, "range": range }));
        hints.as_array().unwrap().iter().map(|hint| hint["label"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(hints(&mut client, json!({})), ["Objective 1", "Activity 1.1", "Contribution 1"]);
    assert_eq!(hints(&mut client, json!({ "inlayHints": { "numbers": false } })), [""; 0]);
    let lenses = json!({ "textDocument": { "uri": client.uri("a.compact") } });
    assert_ne!(client.ask("textDocument/codeLens", lenses.clone()), json!([]));
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "engross": { "codeLens": { "enable": false } } } }),
    );
    assert_eq!(client.ask("textDocument/codeLens", lenses), json!([]));
    // Only some lines.
    let some = json!({ "start": { "line": 13, "character": 0 }, "end": { "line": 14, "character": 0 } });
    let file = json!({ "uri": client.uri("a.compact") });
    let found = client.ask("textDocument/inlayHint", json!({ "textDocument": file, "range": some }));
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(found[0]["position"], json!({ "line": 13, "character": 15 }));
}

/// What a selection at some words grows to, step by step.
fn grown(client: &mut Client, words: &str) -> Vec<String> {
    let at = TEXT.find(words).unwrap() + 1;
    let line = TEXT[..at].matches('\n').count();
    let column = at - TEXT[..at].rfind('\n').unwrap() - 1;
    let params = json!({
        "textDocument": { "uri": client.uri("a.compact") },
        "positions": [{ "line": line, "character": column }],
    });
    let grown = client.ask("textDocument/selectionRange", params);
    let offset = |place: &Value| {
        let lines = TEXT.split_inclusive('\n').take(usize::try_from(place["line"].as_u64().unwrap()).unwrap());
        lines.map(str::len).sum::<usize>() + usize::try_from(place["character"].as_u64().unwrap()).unwrap()
    };
    let mut steps = Vec::new();
    let mut step = &grown[0];
    while !step.is_null() {
        steps.push(TEXT[offset(&step["range"]["start"])..offset(&step["range"]["end"])].to_owned());
        step = &step["parent"];
    }
    steps
}

#[test]
fn a_selection_grows_by_what_the_text_means() {
    let mut client = Client::new(&[("a.compact", TEXT)]);
    client.open("a.compact", TEXT);
    let activity = "activity visits for protect, protect {\n  title  \"Visits\"\n  during 2027..2028\n  funding by us USD 1,200,000\n}";
    assert_eq!(
        grown(&mut client, "2027.."),
        [
            "2027",
            "2027..2028",
            "during 2027..2028",
            "title  \"Visits\"\n  during 2027..2028\n  funding by us USD 1,200,000",
            "\n  title  \"Visits\"\n  during 2027..2028\n  funding by us USD 1,200,000\n",
            activity,
            TEXT,
        ]
    );
    let steps = grown(&mut client, "protect, protect");
    assert_eq!(
        steps,
        ["protect", "visits for protect, protect", "activity visits for protect, protect", activity, TEXT]
    );
    let steps = grown(&mut client, "USD 1");
    assert_eq!(steps[..4], ["USD", "USD 1,200,000", "by us USD 1,200,000", "funding by us USD 1,200,000"],);
    let steps = grown(&mut client, "5 million");
    assert_eq!(steps[..4], ["5", "USD 5 million", "up-to USD 5 million", "amount up-to USD 5 million"]);
    let steps = grown(&mut client, "@protect");
    assert_eq!(
        steps[..4],
        [
            "protect",
            "@protect",
            "Then @protect is *read*, and U.S. law.",
            "First. Then @protect is *read*, and U.S. law.",
        ]
    );
    assert!(steps[4].starts_with("First.") && steps[4].ends_with("Second paragraph."), "{steps:?}");
    assert!(steps[5].starts_with("\"\"\"") && steps[6].starts_with("text \"\"\""), "{steps:?}");
    assert!(steps[7].starts_with("title") && steps.last().unwrap() == TEXT, "{steps:?}");
}
