//! Pages that are generated are up to date, and what the others promise holds; `UPDATE=1` writes the generated ones.

use std::path::Path;

use engross::rules::Rulebook;
use engross::rules::reference::{index, page};
use engross::vocabulary::{reference, vocabulary};

use crate::support::root;

/// Compares a generated page with the one in the repository, or writes it.
fn generated(path: &str, page: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, page).unwrap();
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(written == page, "{path} is stale: `UPDATE=1 cargo test docs` writes it");
}

#[test]
fn the_vocabulary_page_is_up_to_date() {
    generated("docs/vocabulary.md", &reference::page(vocabulary()));
}

#[test]
fn the_schema_of_the_findings_is_up_to_date() {
    generated("docs/findings.schema.json", &engross::report::json::schema());
}

/// The JSON Schema of the settings.
fn settings_schema() -> serde_json::Value {
    serde_json::to_value(engross::cli::schema()).unwrap()
}

#[test]
fn the_schema_of_the_settings_is_up_to_date() {
    let schema = serde_json::to_string_pretty(&settings_schema()).unwrap() + "\n";
    generated("docs/engross.schema.json", &schema);
}

#[test]
fn every_key_of_the_settings_is_described() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md")).unwrap();
    let example: String = page.split("```toml\n").skip(1).take(2).filter_map(|rest| rest.split("```").next()).collect();
    let example: toml::Table = example.parse().unwrap();
    let schema = settings_schema();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let example = serde_json::to_value(example).unwrap();
    let faults: Vec<String> = validator.iter_errors(&example).map(|error| error.to_string()).collect();
    assert_eq!(faults, [""; 0]);
    assert!(!validator.is_valid(&serde_json::json!({ "paks": [] })));
    assert!(!validator.is_valid(&serde_json::json!({ "severity": { "STA001": "grave" } })));
    assert!(!validator.is_valid(&serde_json::json!({ "page": { "paper": "a3" } })));
    for key in schema["properties"].as_object().unwrap().keys() {
        assert!(page.contains(&format!("`{key}`")) && example.get(key).is_some(), "`{key}`");
    }
}

#[test]
fn every_key_of_the_json_is_described() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/json.md")).unwrap();
    let example = page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let example: serde_json::Value = serde_json::from_str(example).unwrap();
    assert_eq!(example["schema"], engross::report::json::SCHEMA);
    let schema: serde_json::Value = serde_json::from_str(&engross::report::json::schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = validator.iter_errors(&example).map(|error| error.to_string()).collect();
    assert_eq!(faults, [""; 0]);
    let entry = schema["$defs"]["Entry"]["properties"].as_object().unwrap();
    assert!(entry.len() > 10, "{entry:?}");
    for key in entry.keys() {
        assert!(page.contains(&format!("`{key}`")), "`{key}`");
    }
}

#[test]
fn the_pages_of_the_rules_are_up_to_date() {
    let book = Rulebook::default();
    let mut pages = vec![("docs/rules/README.md".to_owned(), index(&book))];
    pages.extend(book.rules().map(|rule| (format!("docs/rules/{}.md", rule.code), page(rule))));
    std::fs::create_dir_all(root().join("docs/rules")).unwrap();
    for (path, text) in &pages {
        generated(path, text);
    }
    let kept = crate::support::files("docs/rules", "md");
    assert_eq!(kept.len(), pages.len(), "docs/rules holds a page of a rule that is gone");
}

#[test]
fn the_page_of_the_comparison_tells_of_each_kind() {
    let page = std::fs::read_to_string(root().join("docs/conformity.md")).unwrap();
    for kind in engross::conformity::Kind::ALL {
        assert!(page.contains(&format!("| `{}` |", kind.word())), "{}", kind.word());
    }
}

#[test]
fn the_page_of_the_transmittal_tells_of_each_duty_and_box() {
    let page = std::fs::read_to_string(root().join("docs/transmittal.md")).unwrap();
    let data = std::fs::read_to_string(root().join("templates/transmittal.toml")).unwrap();
    let data: toml::Table = data.parse().unwrap();
    for duty in data["duties"]["duty-of"].as_array().unwrap() {
        let cite = duty["cite"].as_str().unwrap();
        assert!(page.contains(&format!("| {cite} |")), "{cite}");
        if let Some(days) = duty.get("days") {
            assert!(page.contains(&format!("| {days} days after ")), "{days}");
        }
    }
    assert_eq!(data["decisions"]["question"].as_array().unwrap().len(), 7, "the page says seven");
}

/// Each command stands in the README's table; shells' completions are told of by `--help`.
#[test]
fn every_command_is_in_the_readme() {
    let page = std::fs::read_to_string(root().join("README.md")).unwrap();
    let command = engross::cli::command();
    let verbs = command.get_subcommands().map(clap::Command::get_name).filter(|verb| *verb != "completions");
    let missing: Vec<&str> = verbs.filter(|verb| !page.contains(&format!("| `engross {verb}"))).collect();
    assert_eq!(missing, [""; 0]);
}

/// What the pages show of a finding is what the program prints of it.
#[test]
fn the_finding_that_the_pages_show_is_the_programs() {
    let clean = include_str!("../rules/cpc/clean.compact");
    let plan = |year: u8| format!("  plan       USD 1,000,000 in year-{year}\n");
    let wrong = clean
        .replace("amount     up-to USD 4,000,000", "amount     USD 5,000,000")
        .replace(&(plan(1) + &plan(2) + &plan(3) + &plan(4)), &(plan(1) + &plan(2)).replace("USD 1", "USD 2"));
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("peru.compact"), wrong).unwrap();
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_engross"));
    program.args(["check", "--select", "FIN001", "peru.compact"]).env("NO_COLOR", "1").current_dir(place.path());
    let output = program.output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();

    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let (_, shown) = readme.split_once("```text\nerror[FIN001").expect("the README shows a finding");
    let shown = shown.split("```").next().unwrap();
    assert!(told.contains(&format!("error[FIN001{shown}")), "the README shows\nerror[FIN001{shown}of\n{told}");

    // Its lines, without the form of a terminal.
    let words = |text: &str| text.replace(['│', '×'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let page = std::fs::read_to_string(root().join("editors/vscode/walkthrough/findings.md")).unwrap();
    let lines: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("    ")).collect();
    assert_eq!(lines.len(), 4);
    for line in lines {
        assert!(words(&told).contains(&words(line)), "the walkthrough shows {line:?} of\n{told}");
    }
}

/// Words of patterns that only join values.
const JOINING: [&str; 13] =
    ["as", "at", "before", "begins", "by", "due", "for", "from", "in", "of", "on", "to", "value"];

#[test]
fn every_word_of_a_choice_is_explained() {
    for row in vocabulary().rows() {
        let explained: Vec<&str> = vocabulary().choices(row).into_iter().map(|(word, _)| word).collect();
        let own = row.pattern.leaves().into_iter().filter_map(|leaf| match leaf {
            engross::vocabulary::Pattern::Word(word) => Some(word.as_str()),
            _ => None,
        });
        let of_slots =
            vocabulary().slots_of(row).into_iter().flat_map(|(_, kind)| kind.words.iter().map(String::as_str));
        for word in own.chain(of_slots).filter(|word| !JOINING.contains(word)) {
            assert!(explained.contains(&word), "`{word}` of `{}`: say in [words] what it says", row.usage());
        }
    }
}
