//! The preview, begun from the editor.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use serde_json::json;

use super::CLEAN;
use super::client::Client;

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

    let (host, path) = address.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let place = r#"{"file":0,"line":7,"column":3}"#;
    let length = place.len();
    let request = format!(
        "POST /{path}open HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n{place}"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
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
