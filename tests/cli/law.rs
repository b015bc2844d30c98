//! `engross coverage`, `explain`, `rules` and `selection`.

use super::{CLEAN, Folder, repository};

fn without(start: &str, end: &str) -> String {
    let (from, to) = (CLEAN.find(start).unwrap(), CLEAN.find(end).unwrap_or(CLEAN.len()));
    format!("{}{}", &CLEAN[..from], &CLEAN[to..])
}

#[test]
fn coverage_says_what_meets_each_element() {
    let ran = Folder::with("a.compact", CLEAN).run(&["coverage", "a.compact"]).code(0);
    for told in
        ["(A) described\n", "+ objective prosecute “Bring child traffickers to justice”, line", "(G) described\n"]
    {
        assert!(ran.out().contains(told), "{told}: {}", ran.out());
    }
    assert!(
        ran.out().ends_with("7 of 7 elements described, 0 in part, 0 not. Whether that is enough, people decide.\n")
    );
}

#[test]
fn coverage_says_what_is_missing_and_what_is_found() {
    let text = without("activity community-watch", "contribution us-assistance");
    let text = text.replace(&CLEAN[CLEAN.find("sustainability {").unwrap()..], "");
    let folder = Folder::with("a.compact", &text);
    let table = folder.run(&["coverage", "a.compact", "--format", "json"]).code(0).json();
    assert_eq!(table["schema"], "engross.coverage/1");
    let element = |id: &str| {
        let elements = table["elements"].as_array().unwrap();
        elements.iter().find(|element| element["element"] == id).unwrap().clone()
    };
    assert_eq!(element("(A)")["state"], "described");
    assert_eq!(element("(C)")["state"], "described in part");
    assert_eq!(element("(C)")["findings"][0]["rule"], "STA005");
    assert_eq!(element("(F)")["state"], "not described");
    assert_eq!(element("(F)")["met_by"], serde_json::json!([]));
}

#[test]
fn coverage_tells_of_waivers() {
    let text =
        without("sustainability {", "nothing stands here") + "allow STA011 \"The strategy is agreed elsewhere\"\n";
    let ran = Folder::with("a.compact", &text).run(&["coverage", "a.compact", "--format", "md"]).code(0);
    assert!(ran.out().contains("STA011 waived: The strategy is agreed elsewhere"), "{}", ran.out());
}

#[test]
fn coverage_as_html_is_one_whole_page() {
    let text = CLEAN.replace("Bring child traffickers", "<b>Bring & traffickers");
    let page = Folder::with("a.compact", &text).run(&["coverage", "a.compact", "--format", "html"]).code(0).out();
    assert!(page.contains("&lt;b&gt;Bring &amp; traffickers"), "{page}");
    let html = scraper::Html::parse_document(&page);
    let rows = scraper::Selector::parse("tbody tr").unwrap();
    assert_eq!(html.select(&rows).count(), 7);
}

#[test]
fn coverage_is_of_a_compact_whose_rules_have_elements() {
    let folder = Folder::with("part.compact", "purpose \"To try.\"\n");
    assert!(folder.run(&["coverage", "part.compact"]).code(2).err().contains("it is a fragment"));
    assert!(folder.run(&["coverage", "nowhere.compact"]).code(2).err().contains("it does not exist"));
    assert!(folder.run(&["coverage", "."]).code(2).err().contains("name one compact in it"));
    let mcc = repository().join("examples/millennium-2027.compact");
    let ran = folder.run(&["coverage", mcc.to_str().unwrap()]).code(0);
    assert!(ran.out().contains("(D) described"), "{}", ran.out());
    assert!(ran.out().contains("provision beneficiaries “Beneficiaries”"), "{}", ran.out());
}

#[test]
fn a_rule_is_explained_by_code_or_name() {
    let folder = Folder::new();
    let page = folder.run(&["explain", "STA005"]).code(0).out();
    assert_eq!(folder.run(&["explain", "activity-per-objective"]).code(0).out(), page);
    assert_eq!(folder.run(&["explain", "sta005"]).code(0).out(), page);
    for told in ["STA005 activity-per-objective", "statute: 22 U.S.C. 7103a(d)(2)(C) (verified)", "Fires", "Passes"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let written = std::fs::read_to_string(crate::support::root().join("docs/rules/STA005.md")).unwrap();
    let (_, printed) = written.split_once("\n\n").unwrap();
    assert_eq!(folder.run(&["explain", "STA005", "--format", "md"]).code(0).out(), printed);
    let ran = folder.run(&["explain", "anual-targets"]).code(2);
    assert!(ran.err().contains("did you mean `annual-targets`?"), "{}", ran.err());
    assert!(folder.run(&["explain"]).code(2).err().contains("--all"));
    assert!(folder.run(&["explain", "--all"]).code(0).out().contains("\nMCC005 mcc-beneficiaries\n"));
}

#[test]
fn rules_are_listed_and_their_pages_tested() {
    let folder = Folder::new();
    assert!(folder.run(&["rules"]).code(0).out().contains("activity-per-objective: an objective with no"));
    let list = folder.run(&["rules", "--format", "json"]).code(0).json();
    let integral = list["rules"].as_array().unwrap().iter().find(|rule| rule["code"] == "REF001").unwrap().clone();
    assert_eq!(integral["waivable"], false);
    assert!(folder.run(&["rules", "test", "mcc"]).code(0).out().ends_with("all as their pages say\n"));
    assert!(folder.run(&["rules", "test", "mmc"]).code(2).err().contains("there is no pack `mmc`"));
}

#[test]
fn the_record_of_selection_is_printed() {
    let record = "selection {\n  factor prevalence from \"Trafficking in Persons Report\" in 2026 \"High.\"\n  factor political-will \"Shown.\"\n  tier \"Tier 2\" in 2026\n}\n";
    let folder = Folder::with("a.compact", &format!("{CLEAN}\n{record}"));
    let text = folder.run(&["selection", "a.compact"]).code(0).out();
    assert!(text.contains("prevalence (Trafficking in Persons Report, 2026)\n    High.\n"), "{text}");
    let page = folder.run(&["selection", "a.compact", "--format", "md"]).code(0).out();
    assert!(page.contains("| tier | Tier 2 | 2026 |"), "{page}");
    folder.write("b.compact", CLEAN);
    assert!(folder.run(&["selection", "b.compact"]).code(2).err().contains("has no `selection`"));
}

/// The files that the chapter on packs shows, by their paths.
fn chapter() -> Vec<(String, String)> {
    let page = std::fs::read_to_string(repository().join("docs/packs.md")).unwrap();
    let (mut files, mut open): (Vec<(String, String)>, Option<&str>) = (Vec::new(), None);
    for line in page.lines() {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        match open {
            Some(fence) if line == fence => open = None,
            Some(_) => {
                let text = &mut files.last_mut().unwrap().1;
                text.push_str(line);
                text.push('\n');
            }
            // ```toml house-rules/pack.toml
            None if ticks.len() > 2 => {
                let path = line.split_once(' ').map_or("", |(_, path)| path);
                files.push((path.to_owned(), String::new()));
                open = Some(ticks);
            }
            None => {}
        }
    }
    files.retain(|(path, _)| !path.is_empty());
    files
}

#[test]
fn the_pack_of_the_chapter_works() {
    let folder = Folder::with("a.compact", &CLEAN.replace("receive care.", "receive care and/or shelter."));
    folder.write("b.compact", format!("{CLEAN}\nimplementer relief {{\n  name \"Relief\"\n  kind ngo\n}}\n"));
    let files = chapter();
    assert!(files.len() >= 5, "{files:?}");
    files.iter().for_each(|(path, text)| folder.write(path, text));
    let ran = folder.run(&["rules", "test", "house"]).code(0);
    assert!(ran.out().ends_with("all as their pages say\n"), "{}", ran.out());
    let ran = folder.run(&["check", "--format", "concise"]).code(0);
    for told in ["[HOUSE001 local-partners-named] implementer `relief`", "[HOUSE002 plain-words]", "and/or"] {
        assert!(ran.out().contains(told), "{told}: {}", ran.out());
    }
}
