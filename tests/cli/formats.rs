//! The formats of findings, each judged by its own schema or by the rules of those who read it.

use std::process::Command;

use serde_json::Value;

use super::{BARE, Folder, Ran};
use crate::support::tool;

/// A text with one of everything: an error with a fix, one with a second place, one in an included file, what is still
/// open, what is waived, and words that would be markup elsewhere.
fn folder() -> Folder {
    let text = BARE.replace("role partner", "rol partner");
    let more = r#"
place prevent {
  name "Twice: 100%, a|b <b>*c*</b>"
}

include "parts/äther part.compact"

objective protect {
  allow STA005 "nothing is planned yet, says the desk"
  pillar protection
  title  "Protect 100%, or: <b>all</b> \u{1b}[31m @nobody"
  text   "Of @prevnt: as above."
}
"#;
    let folder = Folder::with("a draft.compact", &format!("{text}{more}"));
    folder.write("parts/äther part.compact", "goal \"Of @participnts, ütter @nonsense\"\n");
    folder
}

fn check(format: &str) -> Ran {
    folder().run(&["check", "--format", format]).code(1)
}

/// What is wrong with a value by a JSON Schema.
fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).expect("the schema is one");
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn json_is_as_its_schema_says() {
    let path = super::repository().join("docs/findings.schema.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let report = check("json").json();
    assert_eq!(faults(&schema, &report), [""; 0]);
    // The schema is not one that takes anything.
    let mut wrong = report.clone();
    wrong["findings"][0]["severity"] = "grave".into();
    wrong["findings"][1].as_object_mut().unwrap().remove("path");
    assert_eq!(faults(&schema, &wrong).len(), 2);

    let findings = report["findings"].as_array().unwrap();
    let of = |rule: &str, path: &str| {
        let found = findings.iter().find(|finding| finding["rule"] == rule && finding["path"] == path);
        found.unwrap_or_else(|| panic!("{rule} at {path}: {report:#}"))
    };
    let open = of("STA005", "objective prevent");
    assert_eq!(open["name"], "activity-per-objective");
    assert_eq!(open["element"], "(C)");
    assert_eq!(open["still_open"], true);
    let authority =
        serde_json::json!({ "kind": "statute", "certainty": "verified", "cite": "22 U.S.C. 7103a(d)(2)(C)" });
    assert_eq!(open["authority"], authority);
    let unknown = of("SYN002", "participant np / role");
    assert_eq!(unknown["fix"]["edits"][0]["text"], "role");
    assert_eq!(unknown["fix"]["edits"][0]["line"], unknown["line"]);
    let twice = of("REF002", "place prevent");
    assert_eq!(twice["related"][0]["file"], "a draft.compact");
    let included = of("REF001", "goal");
    assert_eq!(included["file"], "parts/äther part.compact");
    assert_eq!(included["included_from"]["file"], "a draft.compact");
    let waived = &report["waived"];
    assert_eq!(waived.as_array().unwrap().len(), 1, "{waived:#}");
    assert_eq!(waived[0]["reason"], "nothing is planned yet, says the desk");
    assert_eq!(report["summary"]["waived"], 1);
}

/// The published schema of SARIF 2.1.0.
fn sarif_schema() -> Value {
    let path = super::repository().join("tests/cases/schemas/sarif-2.1.0.json");
    let text = std::fs::read_to_string(path).unwrap();
    // The published pattern of a language has a bracket too many, and is no regular expression everywhere.
    serde_json::from_str(&text.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}?$")).unwrap()
}

#[test]
fn sarif_is_valid_and_carries_the_pages_of_the_rules() {
    let schema = sarif_schema();
    assert!(schema["$id"].as_str().unwrap().ends_with("/sarif-schema-2.1.0.json"));
    let log = check("sarif").json();
    assert_eq!(faults(&schema, &log), [""; 0]);
    assert!(!faults(&schema, &serde_json::json!({ "version": "2.1.0", "runs": [{}] })).is_empty());

    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    for result in results {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
    }
    let page = rules.iter().find(|rule| rule["id"] == "STA005").unwrap();
    assert_eq!(page["name"], "activity-per-objective");
    assert!(page["help"]["markdown"].as_str().unwrap().contains("An objective for which nothing is undertaken"));
    assert_eq!(page["properties"]["authority"], "22 U.S.C. 7103a(d)(2)(C)");

    let suppressed: Vec<&Value> = results.iter().filter(|result| result["suppressions"].is_array()).collect();
    assert_eq!(suppressed.len(), 1);
    assert_eq!(suppressed[0]["suppressions"][0]["justification"], "nothing is planned yet, says the desk");
    let uris: Vec<&str> = results
        .iter()
        .map(|result| result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap())
        .collect();
    assert!(uris.contains(&"parts/%C3%A4ther%20part.compact"), "{uris:?}");
    let fixed = results.iter().find(|result| result["ruleId"] == "SYN002").unwrap();
    assert_eq!(fixed["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "role");
    let mut prints: Vec<String> = results.iter().map(|result| result["partialFingerprints"].to_string()).collect();
    prints.sort();
    prints.dedup();
    assert_eq!(prints.len(), results.len());
}

#[test]
fn junit_is_valid() {
    let Some(xmllint) = tool("xmllint") else { return };
    let folder = folder();
    folder.write("clean/fragment.compact", "goal \"A goal\"\n");
    let ran = folder.run(&["check", "--format", "junit", "--output", "junit=findings.xml"]).code(1);
    assert_eq!(ran.out(), folder.read("findings.xml"));
    let schema = super::repository().join("tests/cases/schemas/junit-10.xsd");
    let judge = |file: &str| {
        let mut command = Command::new(xmllint);
        command.args(["--noout", "--nonet", "--schema"]).arg(&schema).arg(folder.path(file));
        let output = command.output().unwrap();
        (output.status.success(), String::from_utf8(output.stderr).unwrap())
    };
    let (valid, told) = judge("findings.xml");
    assert!(valid, "{told}\n{}", ran.out());
    folder.write("wrong.xml", ran.out().replace("<failure", "<failed").replace("</failure", "</failed"));
    assert!(!judge("wrong.xml").0);
    assert!(ran.out().contains("<testcase name=\"no findings\" classname=\"clean/fragment.compact\""), "{}", ran.out());
    assert!(ran.out().contains("<skipped message=\"objective `prevent` has no activity\""), "{}", ran.out());
    assert!(ran.out().contains("waived: nothing is planned yet, says the desk"), "{}", ran.out());
    // What is denied fails.
    let denied = folder.run(&["check", "--format", "junit", "--deny", "warnings"]).code(1);
    assert!(denied.out().contains("<failure message=\"objective `prevent` has no activity\""), "{}", denied.out());
    assert!(!ran.out().contains('\u{1b}'));
}

#[test]
fn concise_has_one_line_a_finding() {
    let out = check("concise").out();
    let count = check("json").json()["findings"].as_array().unwrap().len();
    assert_eq!(out.lines().count(), count, "{out}");
    assert!(out.contains("warning[STA005 activity-per-objective] objective `prevent` has no activity\n"), "{out}");
    assert!(out.lines().all(|line| line.split(':').nth(2).is_some_and(|column| column.parse::<usize>().is_ok())));
    assert!(!out.contains('\u{1b}'), "{out:?}");
}

#[test]
fn github_reads_every_command_whole() {
    let out = check("github").out();
    let count = check("json").json()["findings"].as_array().unwrap().len();
    assert_eq!(out.lines().count(), count, "{out}");
    for line in out.lines() {
        let (properties, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (command, properties) = properties.split_once(' ').unwrap();
        assert!(["error", "warning", "notice"].contains(&command), "{line}");
        let keys: Vec<&str> = properties.split(',').map(|property| property.split_once('=').unwrap().0).collect();
        assert_eq!(keys, ["file", "line", "endLine", "col", "endColumn", "title"], "{line}");
        // A percent sign of the author's is never read as an escape.
        let escapes = message.match_indices('%').map(|(at, _)| &message[at..at + 3]);
        assert!(escapes.clone().all(|escape| ["%25", "%0A", "%0D"].contains(&escape)), "{line}");
    }
    assert!(
        out.contains("title=engross%3A STA005 activity-per-objective::objective `prevent` has no activity%0Ahelp: ")
    );
    assert!(out.contains("%0Aauthority: 22 U.S.C. 7103a(d)(2)(C) (statute; verified)\n"), "{out}");
}

#[test]
fn gitlab_has_what_code_quality_asks_for() {
    let issues = check("gitlab").json();
    let issues = issues.as_array().unwrap();
    let mut prints = Vec::new();
    for issue in issues {
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&issue["severity"].as_str().unwrap()));
        assert!(issue["description"].is_string() && issue["check_name"].is_string());
        assert!(issue["location"]["path"].is_string() && issue["location"]["lines"]["begin"].is_u64());
        prints.push(issue["fingerprint"].as_str().unwrap());
    }
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), issues.len());
}

#[test]
fn a_fingerprint_outlives_lines() {
    let folder = folder();
    let prints = |folder: &Folder| {
        let issues = folder.run(&["check", "--format", "gitlab"]).code(1).json();
        let mut prints: Vec<String> =
            issues.as_array().unwrap().iter().map(|issue| issue["fingerprint"].to_string()).collect();
        prints.sort();
        prints
    };
    let before = prints(&folder);
    folder.write("a draft.compact", format!("# One line more.\n\n{}", folder.read("a draft.compact")));
    assert_eq!(prints(&folder), before);
}

#[test]
fn markdown_is_a_comment_and_nothing_in_it_is_markup() {
    let out = check("markdown").out();
    assert!(out.starts_with("## engross check: "), "{out}");
    for heading in ["### Errors", "### Still open", "### Waived"] {
        assert!(out.contains(&format!("\n{heading}\n\n- **")), "{out}");
    }
    assert!(out.contains("  authority: 22 U.S.C. 7103a(d)(2)(C) (statute; verified)\n"), "{out}");
    assert!(!out.contains("<b>"), "{out}");
}

#[test]
fn several_formats_are_written_in_one_run() {
    let folder = folder();
    let files = ["concise=a.txt", "sarif=out.sarif", "terminal=b.txt"];
    let mut args = vec!["check", "--format", "json"];
    files.iter().for_each(|file| args.extend(["--output", file]));
    let ran = folder.run(&args).code(1);
    assert_eq!(ran.json()["schema"], "engross.findings/1");
    assert_eq!(folder.read("a.txt"), check("concise").out());
    assert_eq!(folder.read("out.sarif"), check("sarif").out());
    assert!(folder.read("b.txt").contains("STA005 activity-per-objective\nauthority: "));
    let before = folder.names();

    // What cannot be written is said, and leaves nothing behind.
    let ran = folder.run(&["check", "--output", "json=new.json", "--output", "json=nowhere/a.json"]).code(2);
    assert!(ran.err().contains("cannot write `nowhere/a.json`: it does not exist"), "{}", ran.err());
    assert_eq!(folder.names(), before);
    let ran = folder.run(&["check", "--output", "yaml=a"]).code(2);
    assert!(ran.err().contains("`yaml` is not a format"), "{}", ran.err());
    let ran = folder.run(&["check", "--output", "json"]).code(2);
    assert!(ran.err().contains("write FORMAT=FILE"), "{}", ran.err());
}

#[test]
fn every_format_without_findings_is_whole() {
    let folder = Folder::with("a.compact", "goal \"A goal\"\n");
    for format in ["json", "sarif", "gitlab"] {
        folder.run(&["check", "--format", format]).code(0).json();
    }
    for format in ["concise", "github"] {
        assert_eq!(folder.run(&["check", "--format", format]).code(0).out(), "");
    }
    assert_eq!(folder.run(&["check", "--format", "markdown"]).code(0).out(), "## engross check: no findings\n");
}
