//! `engross.toml`: found, read, and applied; and everything that may be wrong with it.

use super::{BARE, Folder};

const PACK: &str = r#"name = "house"
title = "House rules"
description = "What the desk asks for."
applies = ["cpc"]
"#;

const PAGE: &str = r#"+++
code      = "HSE001"
name      = "named-after-the-desk"
finds     = "an objective that is not named as the desk names them"
severity  = "warning"
rests-on  = "practice"
certainty = "verified"
cite      = "handbook of the desk, page 3"

[parameters]
word = "prevent"

[[find]]
each    = "objective"
require = "objective.id == word"
message = "{{ objective }} is not named `{{ word }}`"
help    = "name it `{{ word }}`"
+++

The desk finds what it knows by name.
"#;

fn project(settings: &str) -> Folder {
    let folder = Folder::with("engross.toml", settings);
    folder.write("talks/a.compact", BARE);
    folder
}

/// The weight of the first finding of a rule.
fn severity(folder: &Folder, rule: &str) -> Option<String> {
    let report = folder.run(&["check", "--format", "json"]).json();
    let findings = report["findings"].as_array().unwrap();
    let finding = findings.iter().find(|finding| finding["rule"] == rule)?;
    Some(finding["severity"].as_str().unwrap().to_owned())
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_stops_the_run() {
    // Settings, what is said, the help.
    let cases = [
        ("out = [3", "engross.toml:1:9: unclosed array", ""),
        ("out = 3", "engross.toml:1:7: invalid type: integer `3`, expected a string", ""),
        ("\npaks = []", "engross.toml:2:1: `paks` is not a key", "did you mean `packs`?"),
        ("zzz = 1", "engross.toml:1:1: `zzz` is not a key", "known are `required-version`, `packs`, "),
        ("[severity]\nSTA005 = \"warn\"", "engross.toml:2:10: `warn` is not a value", "did you mean `warning`?"),
        ("[severity]\nSTA00 = \"off\"", "engross.toml:2:1: there is no rule `STA00`", "did you mean `STA001`?"),
        ("[severity]\nx = \"off\"", "engross.toml:2:1: there is no rule `x`", "`engross rules` lists the rules"),
        (
            "[severity]\nSTA005 = \"off\"\nactivity-per-objective = \"info\"",
            "`STA005` (activity-per-objective) is weighed twice",
            "",
        ),
        ("[parameters.PRG001]\nyers = 4", "engross.toml:2:1: `yers` is not a parameter of `PRG001`", "mean `years`?"),
        ("[parameters.STA005]\nyears = 4", "`years` is not a parameter of `STA005`", "it has none"),
        ("[parameters.PRG001]\nyears = \"four\"", "engross.toml:2:1: `years` of `PRG001` is a whole number", ""),
        ("[parameters.PRG001]\nyears = 1.5", "engross.toml:2:9: a parameter is a whole number, a text, or", ""),
        ("packs = [\"nowhere\"]", "engross.toml:1:10: there is no pack folder `nowhere`", "paths lead from the folder"),
        ("wording = \"nowhere\"", "there is no wording folder `nowhere`", ""),
        ("fonts = [\"nowhere\"]", "there is no font folder `nowhere`", ""),
        ("packs = [\"talks\"]", "cannot read `talks/pack.toml`: it does not exist", ""),
        ("required-version = \"new\"", "engross.toml:1:20: `new` is no range of versions", "write a range such as"),
        // The version is told first: a later one may know keys that this one does not.
        ("required-version = \"99\"\npaks = 1", "this project asks for engross `99`, and this is engross", "install a"),
    ];
    for (settings, message, help) in cases {
        let folder = project(settings);
        for verb in ["check", "build"] {
            let ran = folder.run(&[verb, "talks"]).code(2);
            assert!(ran.err().contains(message) && ran.err().contains(help), "{settings}: {}", ran.err());
            assert_eq!(ran.out(), "", "{settings}");
        }
    }
}

#[test]
fn every_fault_is_told_at_once() {
    let folder = project("[severity]\nSTA00 = \"off\"\nSTB005 = \"off\"\n");
    let err = folder.run(&["check"]).code(2).err();
    assert!(err.contains("`STA00`") && err.contains("`STB005`"), "{err}");
}

#[test]
fn the_nearest_file_upward_counts() {
    let folder = project("[severity]\nSTA005 = \"error\"\n");
    assert_eq!(severity(&folder, "STA005").as_deref(), Some("error"));
    folder.write("talks/engross.toml", "[severity]\nactivity-per-objective = \"info\"\n");
    assert_eq!(severity(&folder, "STA005").as_deref(), Some("info"));
    folder.write("talks/engross.toml", "[severity]\nSTA005 = \"off\"\n");
    assert_eq!(severity(&folder, "STA005"), None);
    // Where a text is read from makes no difference to what holds for it.
    let ran = folder.run(&["check", "--format", "concise", "talks/a.compact"]);
    assert!(!ran.out().contains("STA005"), "{}", ran.out());
}

#[test]
fn a_range_of_versions_lets_its_versions_pass() {
    let folder = project(concat!("required-version = \"=", env!("CARGO_PKG_VERSION"), "\"\n"));
    folder.run(&["check"]).code(0);
}

#[test]
fn parameters_reach_the_rules() {
    let folder = project("[parameters.five-years]\nyears = 3\n");
    assert_eq!(severity(&folder, "PRG001").as_deref(), Some("error"));
    folder.write("engross.toml", "");
    assert_eq!(severity(&folder, "PRG001"), None);
}

#[test]
fn a_project_has_packs_of_its_own() {
    let folder = project("packs = [\"house\"]\n[parameters.HSE001]\nword = \"b\"\n");
    folder.write("house/pack.toml", PACK);
    folder.write("house/HSE001.md", PAGE);
    folder.write("house/README.txt", "no page");
    let report = folder.run(&["check", "--format", "json"]).code(0).json();
    let finding = report["findings"].as_array().unwrap().iter().find(|finding| finding["rule"] == "HSE001");
    let finding = finding.unwrap_or_else(|| panic!("{report:#}"));
    assert_eq!(finding["message"], "objective `prevent` is not named `b`");
    assert_eq!(finding["authority"]["cite"], "handbook of the desk, page 3");
    assert!(folder.run(&["rules"]).code(0).out().contains("named-after-the-desk"));
    assert!(folder.run(&["explain", "HSE001"]).code(0).out().contains("what it knows by name"));
    // As shipped rules: waived and weighed by name.
    let waived = BARE.replace("pillar prevention", "pillar prevention\n  allow named-after-the-desk \"old\"");
    folder.write("talks/a.compact", waived);
    assert_eq!(severity(&folder, "HSE001"), None);
    // A page as Windows writes it.
    folder.write("house/HSE001.md", PAGE.replace('\n', "\r\n"));
    folder.run(&["check"]).code(0);
}

#[test]
fn what_is_wrong_with_a_pack_is_told() {
    let cases: [(&str, &str, &str); 12] = [
        ("\"HSE001\"", "\"STA005\"", "house/HSE001.md:2:1: there is a rule `STA005` already"),
        ("\"HSE001\"", "\"SYN900\"", "`SYN900` is among the codes of what keeps a text whole"),
        ("\"HSE001\"", "\"house1\"", "`house1` is not a code"),
        ("named-after-the-desk", "activity-per-objective", "3:1: there is a rule `activity-per-objective` already"),
        ("cite ", "cit ", "house/HSE001.md:8:1: `cit` is not a key"),
        ("\"practice\"", "\"practise\"", "house/HSE001.md:6:13: `practise` is not a value"),
        ("certainty = \"verified\"\n", "", "missing field `certainty`"),
        ("== word", "== (word", "house/HSE001.md:15:1: "),
        ("{{ word }}`\"\nhelp", "{{ word`\"\nhelp", "`{{` without `}}`"),
        ("finds ", "check = \"nothing\"\nfinds ", "there is no check `nothing` in this version"),
        ("finds ", "yields-to = [\"HSE009\"]\nfinds ", "it yields to `HSE009`, and there is no such rule"),
        ("+++\ncode", "code", "house/HSE001.md:1:1: a page begins with front matter"),
    ];
    let folder = project("packs = [\"house\"]\n");
    folder.write("house/pack.toml", PACK);
    for (from, to, message) in cases {
        let page = PAGE.replacen(from, to, 1);
        assert_ne!(page, PAGE);
        folder.write("house/HSE001.md", page);
        let err = folder.run(&["check"]).code(2).err();
        assert!(err.contains(message), "{to}: {err}");
    }
    folder.write("house/HSE001.md", PAGE);
    folder.write("house/pack.toml", PACK.replace("\"house\"", "\"cpc\""));
    assert!(folder.run(&["check"]).code(2).err().contains("there is a pack `cpc` already"));
    folder.write("house/pack.toml", PACK.replace("title", "titel"));
    assert!(folder.run(&["check"]).code(2).err().contains("house/pack.toml:2:1: `titel` is not a key"));
}

#[test]
fn wording_takes_the_place_of_the_programs_words() {
    let folder = project("wording = \"words\"\nout = \"printed\"\n");
    folder.write("words/en.toml", "[section]\npurpose = \"Why we do this\"\n");
    folder.run(&["build", "--format", "md"]).code(0);
    assert_eq!(folder.names(), ["engross.toml", "printed", "talks", "words"]);
    let printed = folder.read("printed/a.md");
    assert!(printed.contains("Why we do this"), "{printed}");
    folder.write("words/en.toml", "");
    folder.run(&["build", "--format", "md"]).code(0);
    let before = folder.read("printed/a.md");
    // Other words have another fingerprint, which stands in the foot.
    let foot = |printed: &str| printed.lines().find(|line| line.starts_with("<sub>")).unwrap().to_owned();
    assert_ne!(foot(&printed), foot(&before));
    assert_eq!(printed.replace("Why we do this", "Purpose").replace(&foot(&printed), &foot(&before)), before);
    // The command line goes before the file.
    folder.run(&["build", "--format", "md", "--out", "elsewhere"]).code(0);
    assert_eq!(folder.read("elsewhere/a.md"), before);
}

#[test]
fn a_language_of_the_projects_own_is_printed() {
    let folder = project("wording = \"words\"\n");
    folder.write("talks/a.compact", BARE.replace("compact first-draft {", "compact first-draft {\n  languages en, de"));
    folder.write("words/es.toml", "");
    assert!(folder.run(&["build", "--format", "md"]).code(1).err().contains("LNG006"));
    folder.write("words/de.toml", "reviewed = true\n[section]\npurpose = \"Zweck\"\n");
    folder.run(&["build", "--format", "md"]).code(0);
    assert!(folder.read("talks/a.md").contains("Zweck"));
}

#[test]
fn what_is_wrong_with_wording_is_told() {
    let folder = project("wording = \"words\"\n");
    // What only one language needs is no key of the others.
    folder.write("words/es.toml", "contractions = []\n[period]\nfirst-day = \"1\"\n");
    let cases = [
        ("[title]\nbetwen = \"x\"\n", "words/en.toml:2:1: `title.betwen` is not a key of a catalogue"),
        ("\n[recital]\nnoting = \"Noting\"\n", "words/en.toml:3:1: `recital.noting` has other gaps"),
        ("[title\n", "words/en.toml:1:7: "),
        ("[title]\nbetween = 3\n", "`title.between` is no text"),
    ];
    for (words, message) in cases {
        folder.write("words/en.toml", words);
        let err = folder.run(&["check"]).code(2).err();
        assert!(err.contains(message), "{words}: {err}");
    }
}

#[test]
fn a_project_has_templates_of_its_own() {
    let folder = project("templates = \"looks\"\n");
    folder.write("looks/html/style.css", "body { color: #123456; }\n");
    folder.write("looks/markdown/signatures.md.jinja", "signed {{ nothing }}\n");
    folder.run(&["build", "--format", "html"]).code(0);
    let page = folder.read("talks/a.html");
    assert!(page.contains("#123456") && !page.contains("break-inside"), "{page}");
    // A template that does not print says where, and is not this program's fault.
    let ran = folder.run(&["build", "--format", "md"]).code(2);
    assert!(ran.err().contains("signatures.md.jinja:1"), "{}", ran.err());
    assert!(ran.err().contains("mend the templates of the project"), "{}", ran.err());

    folder.write("looks/html/stile.css", "");
    let ran = folder.run(&["build", "--format", "html"]).code(2);
    assert!(ran.err().contains("`looks/html/stile.css` is no template of engross"), "{}", ran.err());
    assert!(ran.err().contains("did you mean `html/style.css`?"), "{}", ran.err());
}

#[cfg(feature = "pdf")]
#[test]
fn a_project_sets_its_pdf_by_its_own_templates() {
    let folder = project("templates = \"looks\"\n");
    folder.write("looks/pdf/table.typ", "#let table = no-such-thing\n");
    let ran = folder.run(&["build", "--format", "pdf"]).code(2);
    assert!(ran.err().contains("table.typ:1"), "{}", ran.err());
    assert!(ran.err().contains("mend the templates of the project"), "{}", ran.err());
}
