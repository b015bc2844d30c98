//! The GitHub Action: its step, run with the variables and files that a runner gives it.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::{CLEAN, DRAFT, Place, SYSTEM, broken, yaml};
use crate::support::root;

/// The inputs of the action that are options of the check.
pub fn options() -> Vec<String> {
    let action = yaml("action.yml");
    let inputs = action["inputs"].as_object().unwrap().keys();
    inputs.filter(|name| !["paths", "sarif", "working-directory"].contains(&name.as_str())).cloned().collect()
}

/// What a run left behind.
struct Ran {
    code: i32,
    out: String,
    err: String,
    summary: String,
    /// The path that the step put out, if it did.
    sarif: Option<String>,
}

/// Runs the action's one step as the runner does: inputs, or their defaults, go where the step's variables ask for
/// them, and its shell runs its command in the workspace.
fn run(place: &Place, inputs: &[(&str, &str)]) -> Ran {
    let action = yaml("action.yml");
    for (name, _) in inputs {
        assert!(action["inputs"][name].is_object(), "the action has no input `{name}`");
    }
    let [step] = action["runs"]["steps"].as_array().unwrap().as_slice() else { panic!("one step") };
    assert_eq!(step["shell"], "sh");
    assert_eq!(action["outputs"]["sarif"]["value"], "${{ steps.check.outputs.sarif }}");
    assert_eq!(step["id"], "check");

    let mut command: Command = place.command("sh", SYSTEM);
    command.args(["-e", "-c", step["run"].as_str().unwrap()]).env("GITHUB_ACTION_PATH", root());
    for (variable, value) in step["env"].as_object().unwrap() {
        let name = value.as_str().unwrap().strip_prefix("${{ inputs.").unwrap().strip_suffix(" }}").unwrap();
        let given = inputs.iter().find(|(given, _)| *given == name).map(|(_, value)| *value);
        command.env(variable, given.unwrap_or_else(|| action["inputs"][name]["default"].as_str().unwrap()));
    }
    // The runner makes both files before each step.
    for (variable, file) in [("GITHUB_OUTPUT", "output"), ("GITHUB_STEP_SUMMARY", "summary")] {
        place.write(file, "");
        command.env(variable, place.path(file));
    }
    let output = command.output().unwrap();
    let put_out = place.read("output");
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        summary: place.read("summary"),
        sarif: put_out.strip_prefix("sarif=").map(|path| path.trim_end().to_owned()),
    }
}

fn results(sarif: &str) -> Vec<String> {
    let log: Value = serde_json::from_str(&std::fs::read_to_string(sarif).unwrap()).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    results.iter().map(|result| result["ruleId"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn findings_are_where_github_shows_them() {
    let place = Place::with_engross();
    place.write("project/sub/a draft.compact", &broken());
    let ran = run(&place, &[]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.starts_with("::error file=sub/a draft.compact,line="), "{}", ran.out);
    assert!(ran.summary.starts_with("## engross check: ") && ran.summary.contains("REF001"), "{}", ran.summary);
    let sarif = ran.sarif.unwrap();
    assert_eq!(Path::new(&sarif), place.path("project/engross.sarif"));
    assert_eq!(results(&sarif), ["REF001"]);

    place.write("project/sub/a draft.compact", CLEAN);
    let ran = run(&place, &[]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    assert_eq!(ran.summary, "## engross check: no findings\n");
    assert!(results(&ran.sarif.unwrap()).is_empty());
}

#[test]
fn every_input_reaches_the_check() {
    let place = Place::with_engross();
    place.write("project/a.compact", DRAFT);
    place.write("project/my talks/b.compact", CLEAN);
    place.write("project/checkout/c.compact", &broken());
    let write = ["check", "--write-baseline", "known.json"];
    assert!(place.command(place.path("bin/engross"), SYSTEM).args(write).output().unwrap().status.success());

    let cases: &[(&[(&str, &str)], i32)] = &[
        (&[("paths", "a.compact")], 0),
        (&[("paths", "a.compact"), ("deny", "warnings")], 1),
        (&[("paths", "a.compact"), ("as", "final")], 1),
        (&[("deny", "warnings"), ("baseline", "known.json")], 0),
        (&[("paths", "my talks\n  a.compact\n\n")], 0),
        (&[("paths", "my talks\ncheckout")], 1),
        (&[("working-directory", "checkout")], 1),
        (&[("working-directory", "my talks"), ("sarif", "../b.sarif")], 0),
    ];
    for (inputs, code) in cases {
        let ran = run(&place, inputs);
        assert_eq!(ran.code, *code, "{inputs:?}: {}{}", ran.out, ran.err);
        assert!(std::fs::exists(ran.sarif.unwrap()).unwrap(), "{inputs:?}");
    }
    let elsewhere = place.path("home/a.sarif");
    let ran = run(&place, &[("sarif", elsewhere.to_str().unwrap())]);
    assert_eq!(ran.sarif.map(PathBuf::from), Some(elsewhere));
    assert!(run(&place, &[("working-directory", "checkout")]).out.contains("file=c.compact,"));
}

#[test]
fn a_wrong_input_is_no_finding_and_nothing_is_uploaded() {
    let place = Place::with_engross();
    place.write("project/a.compact", &broken());
    let cases = [
        ("paths", "a.compact\nnowhere", "cannot read `nowhere`"),
        ("paths", "--fix", "cannot read `--fix`"),
        ("paths", "$(touch hacked)`touch hacked`; touch hacked", "cannot read `$(touch hacked)`"),
        ("deny", "warnings; touch hacked", "invalid value 'warnings; touch hacked'"),
        ("as", "signed", "invalid value 'signed'"),
        ("baseline", "nowhere.json", "nowhere.json"),
        ("sarif", "nowhere/a.sarif", "cannot write"),
        ("working-directory", "nowhere", "nowhere"),
    ];
    for (name, value, message) in cases {
        let ran = run(&place, &[(name, value)]);
        assert_eq!(ran.code, 2, "{name} {value}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(message), "{name} {value}: {}", ran.err);
        assert_eq!(ran.sarif, None, "{name} {value}");
    }
    assert!(!place.path("project/hacked").exists());
    assert_eq!(place.read("project/a.compact"), broken());
}

#[test]
fn what_is_not_there_is_built_without_typst() {
    let place = Place::with_cargo();
    place.write("project/a.compact", &broken());
    let built = |place: &Place| {
        let ran = run(place, &[]);
        assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
        assert!(ran.out.starts_with("::group::Build engross ") && ran.out.contains("::error file=a.compact,"));
        let called = place.read("home/cargo.log");
        let here = root();
        let expected = format!("{}: install --path . --locked --no-default-features ", here.display());
        assert!(called.starts_with(&expected), "{called}");
        called.lines().count()
    };
    assert_eq!(built(&place), 1);
    // A version that is not the action's own is not used.
    place.program("engross", "#!/bin/sh\necho engross 0.0.1\n");
    assert_eq!(built(&place), 2);
    // What was built is used again, where a cache keeps it on the path.
    std::fs::rename(place.path("home/.cargo/bin/engross"), place.path("bin/engross")).unwrap();
    assert!(run(&place, &[]).out.starts_with("::error file=a.compact,"));
    // A build that fails is no finding.
    std::fs::remove_file(place.path("bin/engross")).unwrap();
    place.program("cargo", "#!/bin/sh\nexit 101\n");
    assert_eq!(run(&place, &[]).code, 101);
}
