//! Somebody who writes a compact with nothing but what the server offers: completions and actions, chosen by what they are
//! called, and words and figures in their holes.

use serde_json::{Value, json};

use super::client::Client;

/// A text, and a cursor in it.
pub struct Writer {
    pub client: Client,
    name: &'static str,
    pub text: String,
    cursor: usize,
    pub findings: Value,
}

/// What an editor of today understands.
pub fn able() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-8"] },
        "workspace": { "workspaceEdit": { "documentChanges": true, "snippetEditSupport": true } },
        "textDocument": { "completion": { "completionItem": {
            "snippetSupport": true, "insertReplaceSupport": true, "insertTextModeSupport": { "valueSet": [1, 2] },
        } } },
    })
}

impl Writer {
    /// Opens an empty file.
    pub fn new(name: &'static str) -> Self {
        Self::of(name, "", able())
    }

    /// Opens a text, in a client that understands some things.
    pub fn of(name: &'static str, text: &str, capabilities: Value) -> Self {
        let mut client = Client::with(&[(name, text)], capabilities);
        let findings = client.open(name, text);
        Self { client, name, text: text.to_owned(), cursor: 0, findings }
    }

    /// Goes to an empty line at the end of the text.
    pub fn below(&mut self) {
        let end = self.text.trim_end().len();
        let gap = if end == 0 { "" } else { "\n\n" };
        self.cursor = end + gap.len();
        self.became(format!("{}{gap}\n", &self.text[..end]));
    }

    /// Goes to an empty line at the end of the block that a line opens.
    pub fn into(&mut self, opens: &str) {
        let line = format!("{opens} {{\n");
        let start = self.text.find(&line).unwrap_or_else(|| panic!("no `{opens}` in\n{}", self.text));
        let indent = self.text[..start].len() - self.text[..start].trim_end_matches(' ').len();
        let close = format!("\n{}}}", " ".repeat(indent));
        let end = start + self.text[start..].find(&close).unwrap() + 1;
        let blank = " ".repeat(indent + 2);
        self.cursor = end + blank.len();
        self.became(format!("{}{blank}\n{}", &self.text[..end], &self.text[end..]));
    }

    /// Goes behind some words.
    pub fn behind(&mut self, words: &str) {
        self.cursor = self.text.find(words).unwrap_or_else(|| panic!("no `{words}` in\n{}", self.text)) + words.len();
    }

    /// Chooses what the server offers at the cursor, and fills its holes.
    pub fn choose(&mut self, label: &str, fills: &[&str]) {
        let items = self.offered();
        let labels: Vec<&str> = items.iter().map(|item| item["label"].as_str().unwrap()).collect();
        let index = labels.iter().position(|one| *one == label);
        let item =
            &items[index.unwrap_or_else(|| panic!("`{label}` is not offered, but {labels:#?} in\n{}", self.text))];
        let edit = &item["textEdit"];
        let range = if edit["replace"].is_object() { &edit["replace"] } else { &edit["range"] };
        let (start, end) = (self.offset(&range["start"]), self.offset(&range["end"]));
        let line = self.text[..start].rfind('\n').map_or(0, |end| end + 1);
        let indent: String = self.text[line..start].chars().take_while(|c| *c == ' ').collect();
        let new = edit["newText"].as_str().unwrap().replace('\n', &format!("\n{indent}"));
        let new = if item["insertTextFormat"] == 2 { filled(&new, &mut fills.iter()) } else { new };
        self.cursor = start + new.len();
        self.became(format!("{}{new}{}", &self.text[..start], &self.text[end..]));
    }

    /// What the server offers at the cursor.
    pub fn offered(&mut self) -> Vec<Value> {
        let params =
            json!({ "textDocument": { "uri": self.client.uri(self.name) }, "position": self.position(self.cursor) });
        let found = self.client.ask("textDocument/completion", params);
        assert_eq!(found["isIncomplete"], false);
        found["items"].as_array().unwrap().clone()
    }

    /// Chooses an action for some finding by its title, and fills its holes.
    pub fn apply(&mut self, title: &str, fills: &[&str]) {
        let mut titles = Vec::new();
        for finding in self.findings.as_array().unwrap().clone() {
            for action in self.actions(&finding["range"]) {
                if action["title"] == title {
                    return self.act(&action, fills);
                }
                titles.push(action["title"].as_str().unwrap().to_owned());
            }
        }
        panic!("`{title}` is not offered, but {titles:#?} in\n{}", self.text);
    }

    /// What can be done in a range.
    pub fn actions(&mut self, range: &Value) -> Vec<Value> {
        let file = json!({ "uri": self.client.uri(self.name) });
        let params = json!({ "textDocument": file, "range": range, "context": { "diagnostics": [] } });
        self.client.ask("textDocument/codeAction", params).as_array().unwrap().clone()
    }

    /// What can be done about a finding.
    pub fn about(&mut self, finding: &Value) -> Vec<Value> {
        let file = json!({ "uri": self.client.uri(self.name) });
        let context = json!({ "diagnostics": [finding] });
        let params = json!({ "textDocument": file, "range": finding["range"], "context": context });
        self.client.ask("textDocument/codeAction", params).as_array().unwrap().clone()
    }

    /// Makes the edit of an item of a completion as it is, without filling its holes.
    pub fn take(&mut self, item: &Value) {
        let edit = &item["textEdit"];
        let range = if edit["replace"].is_object() { &edit["replace"] } else { &edit["range"] };
        let (start, end) = (self.offset(&range["start"]), self.offset(&range["end"]));
        let new = edit["newText"].as_str().unwrap();
        self.became(format!("{}{new}{}", &self.text[..start], &self.text[end..]));
    }

    /// Makes the edit of an action.
    pub fn act(&mut self, action: &Value, fills: &[&str]) {
        let edits = match action["edit"]["documentChanges"].as_array() {
            Some(changes) => changes[0]["edits"].as_array().unwrap().clone(),
            None => action["edit"]["changes"][self.client.uri(self.name)].as_array().unwrap().clone(),
        };
        let mut fills = fills.iter();
        let mut made: Vec<(usize, usize, String)> = Vec::new();
        for edit in &edits {
            let new = match edit["snippet"]["value"].as_str() {
                Some(snippet) => filled(snippet, &mut fills),
                None => edit["newText"].as_str().unwrap().to_owned(),
            };
            made.push((self.offset(&edit["range"]["start"]), self.offset(&edit["range"]["end"]), new));
        }
        assert_eq!(fills.next(), None, "more words than holes");
        made.sort_by_key(|(start, ..)| *start);
        let mut text = self.text.clone();
        for (start, end, new) in made.into_iter().rev() {
            text.replace_range(start..end, &new);
        }
        self.became(text);
    }

    /// Lays the text out.
    pub fn format(&mut self) {
        let params = json!({ "textDocument": { "uri": self.client.uri(self.name) }, "options": { "tabSize": 8, "insertSpaces": false } });
        let edits = self.client.ask("textDocument/formatting", params);
        self.act(&json!({ "edit": { "changes": { (self.client.uri(self.name)): edits } } }), &[]);
    }

    /// The findings, each as its code and message.
    pub fn found(&self) -> Vec<String> {
        let told = |finding: &Value| {
            let message = finding["message"].as_str().unwrap().lines().next().unwrap();
            format!("{} {message}", finding["code"].as_str().unwrap_or("?"))
        };
        self.findings.as_array().unwrap().iter().map(told).collect()
    }

    /// Goes to a place.
    pub fn put(&mut self, offset: usize) {
        self.cursor = offset;
    }

    /// Where the cursor is.
    pub fn place(&self) -> Value {
        self.position(self.cursor)
    }

    /// Puts another text in the place of this one.
    pub fn replace(&mut self, text: &str) {
        self.became(text.to_owned());
    }

    fn became(&mut self, text: String) {
        if text != self.text {
            self.findings = self.client.replace(self.name, &text);
            self.text = text;
        }
    }

    fn position(&self, offset: usize) -> Value {
        let before = &self.text[..offset];
        let line = before.matches('\n').count();
        json!({ "line": line, "character": offset - before.rfind('\n').map_or(0, |end| end + 1) })
    }

    fn offset(&self, position: &Value) -> usize {
        let line = usize::try_from(position["line"].as_u64().unwrap()).unwrap();
        let start: usize = self.text.split_inclusive('\n').take(line).map(str::len).sum();
        start + usize::try_from(position["character"].as_u64().unwrap()).unwrap()
    }
}

/// A snippet with its holes filled in order; of a choice only what it names can be chosen.
fn filled(snippet: &str, fills: &mut std::slice::Iter<'_, &str>) -> String {
    let mut text = String::new();
    let mut rest = snippet;
    while let Some(at) = rest.find(['$', '\\']) {
        text.push_str(&rest[..at]);
        if rest[at..].starts_with('\\') {
            text.push_str(&rest[at + 1..at + 2]);
            rest = &rest[at + 2..];
            continue;
        }
        if let Some(after) = rest[at..].strip_prefix("$0") {
            rest = after;
            continue;
        }
        let end = at + rest[at..].find('}').unwrap();
        let hole = &rest[at + 2..end];
        let fill = fills.next().unwrap_or_else(|| panic!("nothing for `{hole}` of\n{snippet}"));
        if let Some((_, choice)) = hole.split_once('|') {
            let words: Vec<&str> = choice.trim_end_matches('|').split(',').collect();
            for word in fill.split(", ") {
                assert!(words.contains(&word), "`{word}` is not among {words:?}");
            }
        } else {
            assert!(hole.ends_with(":…"), "a hole says nothing of its own: {hole}");
        }
        text.push_str(fill);
        rest = &rest[end + 1..];
    }
    text + rest
}
