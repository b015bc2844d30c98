//! What is offered where: the cases of `tests/cases/lsp/completion.cases`.

use engross::proof::{Example, text};
use engross::rules::Rules;
use serde_json::{Value, json};

use super::writer::{Writer, able};
use crate::support::examples;

const CASES: &str = include_str!("../cases/lsp/completion.cases");

/// The text of a case, with its mark.
fn laid(fragment: &str) -> String {
    if let Some(alone) = fragment.strip_prefix("alone\n") {
        return alone.to_owned();
    }
    let rules = Rules::default();
    let pack = rules.book.pack("cpc").unwrap();
    // The mark would be read as a part of the word at which it stands.
    let example = |text: String| Example { fires: true, judged_as: None, text };
    let plain = text(pack, &example(fragment.replace('‸', "")), &rules).unwrap();
    let at = plain.len() - fragment.replace('‸', "").len();
    format!("{}{fragment}", &plain[..at])
}

/// What is wrong with what is offered in a case.
fn judge(writer: &mut Writer, case: &str) -> Vec<String> {
    let (name, rest) = case.split_once('\n').unwrap();
    let is_wish = |line: &&str| ["first:", "all:", "without:", "writes "].iter().any(|wish| line.starts_with(wish));
    let fragment: String = rest.lines().take_while(|line| !is_wish(line)).map(|line| format!("{line}\n")).collect();
    let text = laid(&fragment);
    let text = text.trim_end_matches('\n');
    let mark = text.find('‸').unwrap();
    writer.replace(&text.replace('‸', ""));
    writer.put(mark);
    let items = writer.offered();
    let labels: Vec<&str> = items.iter().map(|item| item["label"].as_str().unwrap()).collect();
    let mut wrong = Vec::new();
    for wish in rest.lines().filter(is_wish) {
        let list = |wish: &str| -> Vec<String> {
            wish.split(", ").map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
        };
        let good = match wish.split_once(':').unwrap() {
            ("first", words) => labels.iter().zip(list(words)).filter(|(a, b)| *a == b).count() == list(words).len(),
            ("all", words) => labels == list(words),
            ("without", words) => list(words).iter().all(|word| !labels.contains(&word.as_str())),
            (writes, _) => {
                let label = writes.strip_prefix("writes ").unwrap();
                let label = if wish.starts_with(&format!("writes {label}: ")) { label } else { wish };
                let wanted = wish.strip_prefix(&format!("writes {label}: ")).unwrap_or_default().replace("\\n", "\n");
                let item = items.iter().find(|item| item["label"] == label);
                item.is_some_and(|item| item["textEdit"]["newText"] == wanted)
            }
        };
        if !good {
            let texts: Vec<&Value> = items.iter().map(|item| &item["textEdit"]["newText"]).take(8).collect();
            wrong.push(format!("{name}: wants `{wish}`, has {:?}, {texts:?}", &labels[..labels.len().min(12)]));
        }
    }
    wrong
}

#[test]
fn what_is_offered_fits_its_place() {
    let mut writer = Writer::of("a.compact", "", able());
    let cases = CASES.split("\n=== ").skip(1);
    let wrong: Vec<String> = cases.flat_map(|case| judge(&mut writer, case)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    // The judge can fail.
    let false_case = "a false case\nobjective new {\n  pillar ‸\n}\nall: prosecution\n";
    assert_eq!(judge(&mut writer, false_case).len(), 1);
}

/// Texts as they are while somebody writes: cut off, without a brace, without a quotation mark, with a line doubled.
fn mutilated(text: &str) -> Vec<String> {
    let middle = (text.len() / 2..).find(|at| text.is_char_boundary(*at)).unwrap();
    vec![
        text.to_owned(),
        text[..middle].to_owned(),
        text.replacen("}\n", "\n", 3),
        text.replacen('"', "", 5),
        text.replace('\n', "\r\n"),
        text.replace("  ", "\t"),
        text.replacen(" {", " ", 2),
        text.replacen("\"", "\"\"\"\n", 2),
    ]
}

#[test]
fn every_place_of_every_text_has_an_answer() {
    let mut writer = Writer::of("a.compact", "", json!({}));
    for (name, text) in examples() {
        for (number, text) in mutilated(&text).into_iter().enumerate() {
            writer.replace(&text);
            let step = text.len() / 60 + 1;
            for offset in (0..text.len()).step_by(step).filter(|at| text.is_char_boundary(*at)) {
                writer.put(offset);
                let before = &text[..offset];
                for item in writer.offered() {
                    assert!(item["textEdit"].is_object(), "{name} {number}: {before}");
                }
                let range = json!({ "start": writer.place(), "end": writer.place() });
                writer.actions(&range);
            }
        }
    }
}

#[test]
fn what_is_replaced_is_counted_as_the_client_counts() {
    let text = "place 𝄞a {\n  name \"A\"\n}\nfocus {\n  in \"𝄞𝄞\", 𝄞\n}\n".replace('𝄞', "𐐷");
    for (capabilities, wide) in [(json!({}), 2), (json!({ "general": { "positionEncodings": ["utf-8"] } }), 4)] {
        let mut client = super::client::Client::with(&[("a.compact", &text)], capabilities);
        client.open("a.compact", &text);
        // Behind the first letter of the name, which is one of two UTF-16 units and four bytes.
        let start = "  in \"\", ".len() + 2 * wide;
        let found = client.at("textDocument/completion", "a.compact", 4, start + wide, json!({}));
        let range = &found["items"][0]["textEdit"]["range"];
        let columns = (&range["start"]["character"], &range["end"]["character"]);
        assert_eq!(columns, (&json!(start), &json!(start + wide)), "{found}");
        assert_eq!(found["items"][0]["label"], "𐐷a");
    }
}
