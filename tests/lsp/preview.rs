//! The preview, begun from the editor.

use serde_json::{Value, json};

use super::CLEAN;
use super::client::Client;
use crate::preview::serving::{Events, Page};

const JSON: &str = "Content-Type: application/json\r\n";

/// Words of `CLEAN` that are printed, and what is typed in their place.
const WORDS: &str = "Fewer children should be recruited";
const TYPED: &str = "Nobody should be recruited";

/// A preview that an editor has begun.
struct Begun {
    client: Client,
    page: Page,
    events: Events,
}

impl Begun {
    /// Of the first of some files, all of which are open.
    fn new(files: &[(&str, &str)]) -> Self {
        let mut client = Client::with(files, json!({ "window": { "showDocument": { "support": true } } }));
        for (name, text) in files {
            client.open(name, text);
        }
        let document = client.uri(files[0].0);
        Self::of(client, &document)
    }

    fn of(mut client: Client, document: &str) -> Self {
        let address =
            client.ask("workspace/executeCommand", json!({ "command": "engross.preview", "arguments": [document] }));
        let page = Page::at(address.as_str().unwrap());
        let mut events = page.events();
        assert_eq!(events.next()["page"], 1);
        Self { client, page, events }
    }

    /// Types a whole text anew.
    fn types(&mut self, name: &str, text: &str) {
        self.client.send_change(name, json!([{ "text": text }]));
    }

    /// The page as soon as these files are told as not saved.
    fn with_unsaved(&mut self, files: &[&str]) -> String {
        let state = self.events.until(|state| state["unsaved"] == json!(files) && state["page"] == state["revision"]);
        assert_eq!(state["unsaved_on_page"], json!(files));
        self.html(&state)
    }

    fn html(&self, state: &Value) -> String {
        self.page.get(&format!("html/{}/all", state["page"])).text()
    }
}

#[test]
fn what_is_typed_is_shown_until_it_is_undone_saved_or_left() {
    let mut begun = Begun::new(&[("a.compact", CLEAN)]);
    let typed = CLEAN.replace(WORDS, TYPED);
    begun.types("a.compact", &typed);
    let html = begun.with_unsaved(&["a.compact"]);
    assert!(html.contains(TYPED) && !html.contains(WORDS), "what is typed is not shown");
    begun.types("a.compact", CLEAN);
    assert!(begun.with_unsaved(&[]).contains(WORDS), "it was undone");
    begun.types("a.compact", &typed);
    begun.with_unsaved(&["a.compact"]);
    begun.client.write("a.compact", &typed);
    assert!(begun.with_unsaved(&[]).contains(TYPED), "it was saved");
    // Somebody puts back what was on the disk: what is open stands for it.
    begun.client.write("a.compact", CLEAN);
    assert!(begun.with_unsaved(&["a.compact"]).contains(TYPED), "the disk is shown");
    begun.client.close("a.compact");
    assert!(begun.with_unsaved(&[]).contains(WORDS), "it was left");
}

#[test]
fn an_included_text_is_shown_as_it_is_typed() {
    const SHARED: &str = "place lima {\n  name \"Lima\"\n}\n";
    let whole = CLEAN.replace("compact clean-2027 {\n", "include \"shared.compact\"\n\ncompact clean-2027 {\n");
    let mut begun = Begun::new(&[("a.compact", &whole), ("shared.compact", SHARED)]);
    begun.types("shared.compact", &SHARED.replace("Lima", "Cusco"));
    begun.with_unsaved(&["shared.compact"]);
    begun.types("a.compact", &whole.replace(WORDS, TYPED));
    begun.with_unsaved(&["a.compact", "shared.compact"]);
    begun.client.close("shared.compact");
    begun.with_unsaved(&["a.compact"]);
}

#[test]
fn a_click_leads_to_the_line_as_it_is_typed() {
    let mut begun = Begun::new(&[("a.compact", CLEAN)]);
    let typed = format!("# one\n# two\n# three\n{}", CLEAN.replace(WORDS, TYPED));
    begun.types("a.compact", &typed);
    let html = begun.with_unsaved(&["a.compact"]);
    let tag = html[..html.find(TYPED).unwrap()].rsplit("data-at=\"").next().unwrap();
    let at: Vec<usize> = tag.split('"').next().unwrap().split(':').map(|part| part.parse().unwrap()).collect();
    let line = typed.lines().position(|line| line.contains(TYPED)).unwrap();
    assert_eq!(at[1], line + 1);
    let place = json!({ "file": at[0], "line": at[1], "column": at[2] }).to_string();
    assert_eq!(begun.page.open(&place, JSON).status, 204);
    begun.client.ask_raw("textDocument/moniker", json!({}));
    let shown = begun.client.received("window/showDocument");
    assert_eq!(shown.last().unwrap()["selection"]["start"]["line"], line);
}

/// A text that is half typed leaves the last page, and it is said of which text that is.
#[test]
fn a_page_of_a_text_that_was_never_saved_says_so() {
    let mut begun = Begun::new(&[("a.compact", CLEAN)]);
    begun.types("a.compact", &CLEAN.replace(WORDS, TYPED));
    begun.with_unsaved(&["a.compact"]);
    begun.client.write("a.compact", &CLEAN.replace("participant us {", "participant us {{"));
    begun.client.close("a.compact");
    let state = begun.events.until(|state| state["unsaved"] == json!([]));
    assert_eq!(state["unsaved_on_page"], json!(["a.compact"]));
    assert!(begun.html(&state).contains(TYPED));
}

/// Letters that come faster than one looks up are shown together.
#[test]
fn the_page_is_not_made_anew_at_each_letter() {
    let mut begun = Begun::new(&[("a.compact", CLEAN)]);
    for letters in 1..=40 {
        begun.types("a.compact", &CLEAN.replace(WORDS, &format!("{} {TYPED}", "a".repeat(letters))));
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let all = format!("{} {TYPED}", "a".repeat(40));
    loop {
        let state = begun.events.next();
        if begun.html(&state).contains(&all) {
            assert!(state["revision"].as_u64().unwrap() < 12, "{} pages", state["revision"]);
            break;
        }
    }
}

#[test]
fn a_text_that_was_never_saved_is_shown() {
    let mut client = Client::with(&[], json!({ "window": { "showDocument": { "support": true } } }));
    let uri = "untitled:Untitled-1";
    let file = json!({ "uri": uri, "languageId": "compact", "version": 1, "text": CLEAN });
    client.notify("textDocument/didOpen", json!({ "textDocument": file }));
    let mut begun = Begun::of(client, uri);
    let state = begun.page.events().next();
    assert_eq!(state["unsaved"], json!(["Untitled-1"]));
    assert!(begun.html(&state).contains(WORDS));
    assert_eq!(begun.page.open(r#"{"file":0,"line":7,"column":3}"#, JSON).status, 204);
    begun.client.ask_raw("textDocument/moniker", json!({}));
    assert_eq!(begun.client.received("window/showDocument").last().unwrap()["uri"], uri);
}

#[test]
fn a_command_begins_a_preview_and_a_click_leads_back() {
    let mut client =
        Client::with(&[("a.compact", CLEAN)], json!({ "window": { "showDocument": { "support": true } } }));
    client.open("a.compact", CLEAN);
    let document = client.uri("a.compact");
    let preview = json!({ "command": "engross.preview", "arguments": [document] });
    let address = client.ask("workspace/executeCommand", preview.clone());
    let address = address.as_str().unwrap();
    assert_eq!(client.ask("workspace/executeCommand", preview), address, "the same compact has two pages");
    let shown = client.received("window/showDocument");
    assert_eq!(shown[0], json!({ "uri": address, "external": true }));

    assert_eq!(Page::at(address).open(r#"{"file":0,"line":7,"column":3}"#, JSON).status, 204);
    // What was sent meanwhile is taken in with the next answer.
    client.ask_raw("textDocument/moniker", json!({}));
    let start = json!({ "line": 6, "character": 0 });
    let wanted = json!({ "uri": document, "takeFocus": true, "selection": { "start": start, "end": start } });
    assert!(client.received("window/showDocument").contains(&wanted));
}

#[test]
fn a_command_that_is_not_known_or_names_nothing_is_refused() {
    let mut client = Client::new(&[("a.compact", CLEAN)]);
    for wrong in [json!({ "command": "engross.prewiev" }), json!({ "command": "engross.preview" })] {
        let answer = client.ask_raw("workspace/executeCommand", wrong);
        assert_eq!(answer["error"]["code"], -32803, "{answer}");
    }
}
