//! An hour of typing in a minute: after each of a thousand edits, what is told is what a fresh check finds.

use engross::diagnostic::Diagnostic;
use engross::rules::Rules;
use engross::source::{FileId, Source};
use engross::{Project, analyze};
use serde_json::{Value, json};

use super::client::Client;
use crate::support::{Dice, Folder};

const US: &str = include_str!("../../examples/shared/us.compact");
const SELECTION: &str = include_str!("../../examples/internal/peru-selection.compact");

/// What may be typed or pasted at once.
const TYPED: [&str; 24] = [
    "a",
    "e",
    " ",
    "\n",
    "\n  ",
    "\"",
    "{",
    "}",
    "@",
    ",",
    "#",
    "ñ",
    "ᠮ",
    "𝄞",
    "é",
    "1",
    "USD 5",
    "..",
    "\"\"\"",
    "\r\n",
    "  target 15 in 2018\n",
    "objective x {\n",
    "@pe",
    "until",
];

/// Which columns a client counts.
#[derive(Clone, Copy)]
enum Columns {
    Bytes,
    Utf16,
}

impl Columns {
    fn offered(self) -> Value {
        match self {
            Self::Bytes => json!({ "general": { "positionEncodings": ["utf-8"] } }),
            Self::Utf16 => json!({}),
        }
    }

    fn width(self, text: &str) -> usize {
        match self {
            Self::Bytes => text.len(),
            Self::Utf16 => text.encode_utf16().count(),
        }
    }

    /// The position of a byte, as an editor counts it.
    fn position(self, text: &str, offset: usize) -> Value {
        let before = &text[..offset];
        let line = before.matches('\n').count();
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        json!({ "line": line, "character": self.width(&before[start..]) })
    }
}

/// Some lines of a real compact, with letters of several bytes.
fn text() -> String {
    let lines = include_str!("../../examples/peru-2017.compact").split_inclusive('\n');
    lines.take(150).collect()
}

/// What a fresh check finds in the text itself, as a client sees it.
fn fresh(text: &str, columns: Columns) -> Vec<Value> {
    let analysis = analyze(&Project {
        root: Source::new("peru.compact", text),
        identity: "peru.compact".into(),
        loader: &Folder("examples"),
        judged_as: None,
        rules: &Rules::default(),
        settlement: engross::lock::Settlement::None,
    });
    let shown = |finding: &Diagnostic| {
        let open = if finding.still_open { "still open: " } else { "" };
        let place = |offset: u32| columns.position(text, offset as usize);
        json!({
            "code": finding.rule,
            "says": said(&finding.rule, &format!("{open}{}", finding.message)),
            "range": { "start": place(finding.span.start), "end": place(finding.span.end) },
        })
    };
    let own = analysis.diagnostics.iter().filter(|finding| finding.span.file == FileId::default());
    let mut found: Vec<Value> = own.map(shown).collect();
    found.dedup();
    found
}

/// What a finding says; of a file that cannot be read, the disk says it, and not the same as the folder of a test.
fn said<'a>(code: &str, message: &'a str) -> &'a str {
    if code.starts_with("INC") { "" } else { message }
}

/// What was told, in the same form.
fn told(diagnostics: &Value) -> Vec<Value> {
    let shown = |finding: &Value| {
        let says = finding["message"].as_str().unwrap().split("\nhelp: ").next().unwrap();
        let says = says.split("\nauthority: ").next().unwrap();
        json!({ "code": finding["code"], "says": said(finding["code"].as_str().unwrap(), says), "range": finding["range"] })
    };
    diagnostics.as_array().unwrap().iter().map(shown).collect()
}

/// A place between two characters.
fn place(text: &str, dice: &mut Dice) -> usize {
    let mut at = dice.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Changes the text in one to three places, as one message of an editor; what it sends.
fn edit(text: &mut String, columns: Columns, dice: &mut Dice) -> Value {
    let changes = (0..=dice.below(3)).map(|_| {
        let start = place(text, dice);
        let mut end = if dice.below(3) == 0 { (start + dice.below(40)).min(text.len()) } else { start };
        while !text.is_char_boundary(end) {
            end += 1;
        }
        let range = json!({ "start": columns.position(text, start), "end": columns.position(text, end) });
        let typed = if dice.below(4) == 0 { "" } else { dice.pick(&TYPED) };
        text.replace_range(start..end, typed);
        json!({ "range": range, "text": typed })
    });
    changes.collect()
}

/// Asks for something at a place: whatever the text is like, there is an answer.
fn ask(client: &mut Client, text: &str, columns: Columns, dice: &mut Dice) {
    let document = json!({ "uri": client.uri("peru.compact") });
    let (one, other) = (columns.position(text, place(text, dice)), columns.position(text, text.len()));
    let range = json!({ "start": one, "end": other });
    let here = json!({ "textDocument": document, "position": one });
    let whole = json!({ "textDocument": document });
    let part = json!({ "textDocument": document, "range": range });
    let options = json!({ "tabSize": 4, "insertSpaces": true });
    let requests = [
        ("textDocument/hover", here.clone()),
        ("textDocument/completion", here.clone()),
        ("textDocument/definition", here.clone()),
        ("textDocument/documentHighlight", here.clone()),
        ("textDocument/prepareRename", here.clone()),
        (
            "textDocument/references",
            json!({ "textDocument": document, "position": one, "context": { "includeDeclaration": true } }),
        ),
        ("textDocument/documentSymbol", whole.clone()),
        ("textDocument/foldingRange", whole.clone()),
        ("textDocument/semanticTokens/full", whole.clone()),
        ("textDocument/codeLens", whole.clone()),
        ("textDocument/documentLink", whole.clone()),
        ("textDocument/diagnostic", whole),
        ("textDocument/inlayHint", part.clone()),
        (
            "textDocument/codeAction",
            json!({ "textDocument": document, "range": range, "context": { "diagnostics": [] } }),
        ),
        ("textDocument/selectionRange", json!({ "textDocument": document, "positions": [one] })),
        ("textDocument/formatting", json!({ "textDocument": document, "options": options })),
        ("textDocument/rangeFormatting", json!({ "textDocument": document, "range": range, "options": options })),
        ("workspace/symbol", json!({ "query": "pro" })),
        ("workspace/diagnostic", json!({ "previousResultIds": [] })),
    ];
    let (method, params) = &requests[dice.below(requests.len())];
    let answer = client.ask_raw(method, params.clone());
    assert!(answer.get("error").is_none(), "{method} {params}: {answer}\n{text}");
}

fn replay(columns: Columns, edits: usize, seed: u64) {
    let begin = text();
    let files =
        [("peru.compact", begin.as_str()), ("shared/us.compact", US), ("internal/peru-selection.compact", SELECTION)];
    let mut client = Client::with(&files, columns.offered());
    let mut dice = Dice::new(seed);
    let mut text = begin.clone();
    let mut found = client.open("peru.compact", &text);
    for number in 0..edits {
        assert_eq!(told(&found), fresh(&text, columns), "after {number} edits of seed {seed}:\n{text}");
        ask(&mut client, &text, columns, &mut dice);
        // A text that has become rubble teaches nothing: it is begun anew, as by undoing.
        if number % 50 == 49 {
            text.clone_from(&begin);
            found = client.change("peru.compact", json!([{ "text": text }]));
        } else {
            let changes = edit(&mut text, columns, &mut dice);
            found = client.change("peru.compact", changes);
        }
    }
}

#[test]
fn a_client_that_counts_bytes_sees_what_a_check_finds() {
    replay(Columns::Bytes, 500, 1);
}

#[test]
fn a_client_that_counts_utf16_sees_what_a_check_finds() {
    replay(Columns::Utf16, 500, 2);
}
