//! The examples of the pages of the rules: what the server offers to do about a finding takes it away, and does no harm.

use std::collections::BTreeSet;

use engross::model::Status;
use engross::proof::{Example, examples, text};
use engross::rules::Rules;
use serde_json::{Value, json};

use super::writer::Writer;

/// Rules whose findings only people can mend: what is wrong is a word, a figure or a choice that stands there.
const BY_HAND: [&str; 42] = [
    "DAT003", "DAT004", "FIN001", "FIN002", "FIN004", "FIN008", "FIN009", "INC001", "LNG002", "LNG004", "LNG005",
    "LNG006", "NBI001", "NBI002", "NBI003", "NBI004", "NBI005", "NBI006", "NBI007", "NBI010", "NBI011", "NBI012",
    "NBI013", "PRG001", "PRG002", "PRG005", "PRG006", "PRG007", "PRG008", "REF002", "REF003", "SGN003", "STA014",
    "SYN003", "SYN004", "SYN007", "TIM001", "TIM002", "TIM003", "TIM004", "TXT002", "TXT004",
];

fn written(example: &Example, pack: &engross::rules::Pack, rules: &Rules) -> String {
    let mut text = text(pack, example, rules).unwrap();
    if let Some(status) = example.judged_as {
        let word = if status == Status::Settled { "settled" } else { "final" };
        let open = text.find("compact ").map(|at| at + text[at..].find("{\n").unwrap() + 2).unwrap();
        text.insert_str(open, &format!("  status {word}\n"));
    }
    text
}

/// Codes and messages of findings that are errors, but for what is only still to be given.
fn errors(findings: &Value) -> Vec<String> {
    let is_error =
        |finding: &&Value| finding["severity"] == 1 && !matches!(finding["code"].as_str(), Some("SYN005" | "SGN003"));
    findings
        .as_array()
        .unwrap()
        .iter()
        .filter(is_error)
        .map(|one| format!("{} {}", one["code"], one["message"]))
        .collect()
}

fn count(findings: &Value, wanted: &Value) -> usize {
    let same = |one: &&Value| one["code"] == wanted["code"] && one["message"] == wanted["message"];
    findings.as_array().unwrap().iter().filter(same).count()
}

#[test]
fn an_action_takes_its_finding_away_and_does_no_harm() {
    let rules = Rules::default();
    let mut writer = Writer::of("a.compact", "", json!({ "general": { "positionEncodings": ["utf-8"] } }));
    let mut wrong = Vec::new();
    let (mut fired, mut cured) = (BTreeSet::new(), BTreeSet::new());
    for pack in rules.book.packs() {
        for rule in &pack.rules {
            for example in examples(rule).iter().filter(|example| example.fires) {
                let text = written(example, pack, &rules);
                writer.replace(&text);
                let before = writer.findings.clone();
                let own = before.as_array().unwrap().iter().filter(|finding| finding["code"] == rule.code.as_str());
                for finding in own.cloned().collect::<Vec<_>>() {
                    fired.insert(rule.code.clone());
                    for action in writer.actions(&finding["range"]) {
                        if action["diagnostics"][0] != finding {
                            continue;
                        }
                        let title = action["title"].as_str().unwrap().to_owned();
                        let waives = title.starts_with("waive ");
                        if !waives {
                            cured.insert(rule.code.clone());
                        }
                        writer.act(&action, &[]);
                        if waives {
                            let reason = writer.text.replacen("\"…\"", "\"so it was decided\"", 1);
                            writer.replace(&reason);
                        }
                        let place = format!("{}: `{title}`", rule.path);
                        if count(&writer.findings, &finding) >= count(&before, &finding) {
                            wrong.push(format!("{place} leaves {}", finding["message"]));
                        }
                        let known = errors(&before);
                        // What counts or quotes what is left of the same kind says so in other words.
                        let left = errors(&writer.findings);
                        let of_rule = |error: &&String| error.starts_with(&format!("\"{}\"", rule.code));
                        let fewer = left.iter().filter(of_rule).count() < known.iter().filter(of_rule).count();
                        let new = left.iter().filter(|error| !(known.contains(error) || fewer && of_rule(error)));
                        wrong.extend(new.map(|error| format!("{place} brings {error}")));
                        writer.replace(&text);
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}: {wrong:#?}", wrong.len());
    let by_hand: Vec<String> = fired.difference(&cured).cloned().collect();
    assert_eq!(
        by_hand,
        BY_HAND,
        "{} rules fire, for {} of them there is something to choose",
        fired.len(),
        cured.len()
    );
}
