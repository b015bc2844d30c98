//! What can be done about what is found, one kind at a time.

use serde_json::{Value, json};

use super::CLEAN;
use super::client::Client;
use super::writer::{Writer, able};

fn plain() -> Value {
    json!({ "general": { "positionEncodings": ["utf-8"] } })
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|action| action["title"].as_str().unwrap()).collect()
}

/// The actions at the first finding of a rule.
fn at(writer: &mut Writer, rule: &str) -> Vec<Value> {
    let found = writer.findings.as_array().unwrap().iter().find(|finding| finding["code"] == rule);
    let range = found.unwrap_or_else(|| panic!("no {rule}, but {:?}", writer.found()))["range"].clone();
    writer.actions(&range)
}

#[test]
fn an_unknown_name_is_corrected_or_declared() {
    let text = CLEAN.replace("by      moj, implementing-partners", "by      mojj, implementing-partners");
    let mut writer = Writer::of("a.compact", &text, plain());
    let actions = at(&mut writer, "REF001");
    let wanted = [
        "write `moj`",
        "create the body `mojj` in `us`",
        "create the body `mojj` in `pe`",
        "create the implementer `mojj`",
        "create the participant `mojj`",
    ];
    assert_eq!(titles(&actions), wanted);
    writer.act(&actions[0], &[]);
    assert_eq!(writer.text, CLEAN);
    writer.replace(&text);
    writer.act(&actions[2], &[]);
    assert!(
        writer.text.contains("  body      moj \"Ministry of Justice\"\n  body      mojj \"…\"\n"),
        "{}",
        writer.text
    );
    let found = ["SGN003 `body mojj` still has the placeholder `…`"];
    assert_eq!(writer.found(), found);
}

#[test]
fn a_place_that_is_named_in_prose_is_declared() {
    let text = CLEAN.replace("what is set out in the @national-plan", "what is set out in the @national-plan of @lima");
    let mut writer = Writer::of("a.compact", &text, able());
    writer.apply("create the place `lima`", &["Lima"]);
    assert!(writer.text.contains("\nplace lima {\n  name \"Lima\"\n}\n"), "{}", writer.text);
    assert_eq!(writer.found(), Vec::<String>::new());
}

#[test]
fn a_language_is_added_to_one_text_and_to_all() {
    let text = CLEAN.replace("languages en-US", "languages en-US, es-PE");
    let mut writer = Writer::of("a.compact", &text, plain());
    let before = writer.text.matches("es-PE \"…\"").count();
    let actions = at(&mut writer, "LNG001");
    let all =
        actions.iter().find(|action| action["title"].as_str().unwrap().starts_with("add `es-PE` to all ")).unwrap();
    writer.act(all, &[]);
    assert!(writer.text.matches("es-PE \"…\"").count() > before + 30, "{}", writer.text);
    assert!(!writer.found().iter().any(|finding| finding.starts_with("LNG001")), "{:?}", writer.found());
    assert!(
        writer.text.contains("recital noting {\n  en-US \"what is set out in the @national-plan\"\n  es-PE \"…\"\n}\n")
    );
    let signatory =
        "  signatory \"Juan Pérez\" as {\n    en-US \"Minister of Foreign Affairs\"\n    es-PE \"…\"\n  }\n";
    assert!(writer.text.contains(signatory), "{}", writer.text);
    // One that lacks a language which others have.
    let entry = "  en-US \"what is set out in the @national-plan\"\n";
    let text = writer.text.replace(&format!("{entry}  es-PE \"…\"\n"), entry);
    writer.replace(&text);
    let actions = at(&mut writer, "LNG001");
    assert_eq!(titles(&actions)[0], "add `es-PE` to `recital`");
    writer.act(&actions[0], &[]);
    assert!(writer.text.contains(&format!("{entry}  es-PE \"…\"\n")), "{}", writer.text);
}

#[test]
fn a_waiver_without_its_reason_waives_nothing() {
    let text = CLEAN.replace("  tracked  by moj annually\n", "");
    let mut writer = Writer::of("a.compact", &text, plain());
    let actions = at(&mut writer, "GAO004");
    let index =
        titles(&actions).iter().position(|title| *title == "waive GAO004 in `contribution pe-budget`, with a reason");
    writer.act(&actions[index.unwrap()], &[]);
    assert!(writer.text.contains("\n  allow    GAO004 \"…\"\n}"), "{}", writer.text);
    let found = writer.found();
    assert!(found.contains(&"GAO004 nobody tracks contribution `pe-budget`".to_owned()), "{found:?}");
    assert!(
        found.contains(&"WVR002 the waiver of `GAO004` (contributions-tracked) gives no reason".to_owned()),
        "{found:?}"
    );
    // In an editor that fills snippets the cursor stands in the reason.
    let mut writer = Writer::of("a.compact", &text, able());
    writer.apply("waive GAO004 in `contribution pe-budget`, with a reason", &["Tracked by the Comptroller."]);
    assert_eq!(writer.found(), Vec::<String>::new());
}

#[test]
fn what_keeps_a_text_whole_cannot_be_waived() {
    let text = CLEAN.replace("for prosecute, protect, prevent", "for prosecute, protet, prevent");
    let mut writer = Writer::of("a.compact", &text, plain());
    let actions = at(&mut writer, "REF001");
    assert!(!titles(&actions).iter().any(|title| title.starts_with("waive")), "{:?}", titles(&actions));
}

#[test]
fn the_missing_fields_of_a_statement_are_added_at_once() {
    let text = CLEAN
        .replace("  collected      \"The @moj collects one record a case.\"\n", "")
        .replace("  custodian      moj\n", "");
    let mut writer = Writer::of("a.compact", &text, plain());
    let actions = at(&mut writer, "DAT001");
    let title = "add the missing fields of `data`: `custodian`, `collected`";
    let action =
        actions.iter().find(|action| action["title"] == title).unwrap_or_else(|| panic!("{:?}", titles(&actions)));
    assert_eq!(action["kind"], "refactor.rewrite");
    writer.act(action, &[]);
    assert_eq!(writer.text.lines().count(), CLEAN.lines().count(), "{}", writer.text);
    assert!(writer.text.contains("  custodian      …\n"), "{}", writer.text);
}

#[test]
fn targets_are_added_for_the_years_that_lack_one_or_said_to_be_set() {
    let text = CLEAN.replace("  target   18 in year-2\n", "").replace("  target   24 in year-4\n", "");
    let mut writer = Writer::of("a.compact", &text, able());
    writer.apply("add `target … in year-2`, `target … in year-4` to `indicator convictions`", &["18", "24"]);
    assert!(writer.text.contains("  target   18 in year-2\n") && writer.text.contains("  target   24 in year-4\n"));
    assert_eq!(writer.found(), Vec::<String>::new());
    let mut text = CLEAN.to_owned();
    for line in ["15 in year-1", "18 in year-2", "21 in year-3", "24 in year-4"] {
        text = text.replace(&format!("  target   {line}\n"), "");
    }
    writer.replace(&text);
    writer.apply("add `target to-be-set by …` to `indicator convictions`", &["2027-12-31"]);
    assert_eq!(writer.found(), Vec::<String>::new());
}

#[test]
fn an_ending_behind_a_name_is_kept_apart_by_braces() {
    let text = CLEAN.replace(
        "what is set out in the @national-plan\"",
        "@national-plan-той, @us-ийн, @tip-officeийн, @us.adjective-ийн, @us.adjectiv, @us-led\"",
    );
    let mut writer = Writer::of("a.compact", &text, plain());
    let found = writer.findings.clone();
    let mut first = Vec::new();
    for finding in found.as_array().unwrap().iter().filter(|finding| finding["code"] == "REF001") {
        let actions = writer.about(finding);
        let titles = titles(&actions);
        assert_eq!(actions[0]["isPreferred"] == true, titles[0].starts_with("write `@"), "{titles:?}");
        assert!(actions[0]["isPreferred"] != true || titles.len() == 1, "{titles:?}");
        first.push(titles[0].to_owned());
    }
    let wanted = [
        "write `@{national-plan}-той`",
        "write `@{us}-ийн`",
        "write `@{tip-office}ийн`",
        "write `@{us.adjective}-ийн`",
        "write `@us.adjective`",
        // What follows in Latin letters may be a part of another name.
        "create the place `us-led`",
    ];
    assert_eq!(first, wanted);
    writer.apply(wanted[0], &[]);
    assert!(writer.text.contains("\"@{national-plan}-той, @us-ийн"), "{}", writer.text);
}

#[test]
fn a_line_that_breaks_off_goes_on_and_is_not_waived() {
    let cases = [
        ("  duration 4 years\n", "  duration 4\n", vec!["write `years`", "write `months`", "write `days`"]),
        ("contribution us-assistance by us {", "contribution us-assistance {", vec!["write `by …`"]),
        ("  pillar prosecution\n", "  pillar prosecution;\n", vec!["write `prosecution`"]),
        ("  languages en-US\n", "  languages English\n", vec![]),
        ("  role        assisting\n", "  role        assistng\n", vec!["write `assisting`"]),
    ];
    let mut writer = Writer::of("a.compact", CLEAN, plain());
    for (old, new, wanted) in cases {
        let text = CLEAN.replacen(old, new, 1);
        assert_ne!(text, CLEAN, "no `{old}`");
        writer.replace(&text);
        let finding = writer.findings[0].clone();
        let finding = writer
            .findings
            .as_array()
            .unwrap()
            .iter()
            .find(|one| ["SYN005", "SYN002", "SYN003", "LNG003"].iter().any(|code| one["code"] == *code))
            .unwrap_or(&finding)
            .clone();
        let actions = writer.about(&finding);
        assert_eq!(
            titles(&actions).iter().filter(|title| !title.starts_with("add ")).copied().collect::<Vec<_>>(),
            wanted,
            "{finding}"
        );
    }
}

#[test]
fn what_is_asked_about_one_finding_is_of_that_one_and_waivers_come_last() {
    let text = CLEAN.replace("  tracked  by moj annually\n", "").replace("  custodian      moj\n", "");
    let mut writer = Writer::of("a.compact", &text, plain());
    let mut added = 0;
    for finding in writer.findings.clone().as_array().unwrap() {
        let actions = writer.about(finding);
        let is_last = |action: &Value| action["title"].as_str().unwrap().starts_with("waive ");
        assert!(actions.iter().map(is_last).is_sorted(), "{:?}", titles(&actions));
        for action in &actions {
            assert!(action["diagnostics"].is_null() || action["diagnostics"][0] == *finding, "{finding}: {action}");
            let has_hole = action["edit"].to_string().contains('…');
            assert!(!has_hole || action["isPreferred"].is_null(), "{action}");
        }
        added += usize::from(titles(&actions).contains(&"add `tracked by … annually` to `contribution pe-budget`"));
        added += usize::from(titles(&actions).contains(&"add `custodian` to `data`"));
    }
    assert_eq!(added, 2, "{:?}", writer.found());
}

#[test]
fn certain_edits_are_preferred_and_can_be_made_all_at_once() {
    let text = CLEAN.replace("role        assisting", "role        asisting").replace("form     cash", "form     csh");
    let mut writer = Writer::of("a.compact", &text, plain());
    let actions = at(&mut writer, "SYN002");
    assert_eq!((&actions[0]["title"], &actions[0]["isPreferred"]), (&json!("write `assisting`"), &json!(true)));
    assert_eq!(actions[0]["diagnostics"][0]["code"], "SYN002");
    let file = json!({ "uri": writer.client.uri("a.compact") });
    let origin = json!({ "line": 0, "character": 0 });
    let only = |only: &str| {
        json!({ "textDocument": file, "range": { "start": origin, "end": origin },
                "context": { "diagnostics": [], "only": [only] } })
    };
    let all = writer.client.ask("textDocument/codeAction", only("source.fixAll"));
    assert_eq!((all.as_array().unwrap().len(), &all[0]["kind"]), (1, &json!("source.fixAll.engross")));
    assert_eq!(writer.client.ask("textDocument/codeAction", only("refactor.extract")), json!([]));
    writer.act(&all[0], &[]);
    assert_eq!(writer.text, CLEAN);
}

#[test]
fn ends_of_lines_and_columns_are_the_files_and_the_clients_own() {
    // Behind a letter of two UTF-16 units, in a file of another system.
    let text = CLEAN
        .replace("by      moj, implementing-partners", "in      \"𝄞\", limaa\n  by      moj")
        .replace('\n', "\r\n");
    let mut client = Client::with(&[("a.compact", &text)], json!({}));
    let found = client.open("a.compact", &text);
    let range = &found[0]["range"];
    assert_eq!(range["start"]["character"], "  in      \"𝄞\", ".encode_utf16().count());
    let uri = client.uri("a.compact");
    let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": { "diagnostics": [] } });
    let actions = client.ask("textDocument/codeAction", params);
    let create =
        actions.as_array().unwrap().iter().find(|action| action["title"] == "create the place `limaa`").unwrap();
    let new = create["edit"]["changes"][&uri][0]["newText"].as_str().unwrap();
    assert!(new.contains("place limaa {\r\n  name \"…\"\r\n}\r\n"), "{new:?}");
}

#[test]
fn what_is_missing_in_an_included_file_is_written_there() {
    let start = CLEAN.find("objective prosecute {").unwrap();
    let end = start + CLEAN[start..].find("\n}\n").unwrap() + 3;
    let fragment =
        CLEAN[start..end].replace("  text   \"More cases of child trafficking should end in a conviction.\"\n", "");
    let whole = format!("include \"part.compact\"\n\n{}{}", &CLEAN[..start], &CLEAN[end..]);
    let mut client = Client::with(&[("a.compact", &whole), ("part.compact", &fragment)], plain());
    let found = client.open("part.compact", &fragment);
    assert_eq!(found[0]["code"], "STA002", "{found}");
    let uri = client.uri("part.compact");
    let params =
        json!({ "textDocument": { "uri": uri }, "range": found[0]["range"], "context": { "diagnostics": [] } });
    let actions = client.ask("textDocument/codeAction", params);
    assert_eq!(actions[0]["edit"]["changes"][&uri][0]["newText"], "  text   \"…\"\n", "{actions}");
}

#[test]
fn a_block_and_a_text_that_are_open_are_closed() {
    let text = CLEAN.replace(
        "  text   \"Fewer children should be recruited by traffickers.\"\n}\n",
        "  text   \"Fewer children\"\n",
    );
    let mut writer = Writer::of("a.compact", &text, plain());
    writer.apply("close the block", &[]);
    assert_eq!(writer.found(), Vec::<String>::new(), "{}", writer.text);
    let text = CLEAN.replace("recruited by traffickers.\"", "recruited by traffickers.");
    writer.replace(&text);
    writer.apply("close the text", &[]);
    assert_eq!(writer.text, CLEAN);
}
