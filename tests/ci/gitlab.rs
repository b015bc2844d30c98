//! GitLab's job: its script, run with the variables that the job declares.

use serde_json::Value;

use super::{CLEAN, DRAFT, Place, SYSTEM, broken, yaml};

/// Runs the job's script, with options in place of the declared ones; the exit code, and whether both reports of the
/// job's artifacts are there.
fn run(text: &str, options: Option<&str>) -> (i32, bool) {
    let template = yaml("docs/ci/engross.gitlab-ci.yml");
    let job = &template["engross"];
    let place = Place::with_engross();
    place.write("project/a.compact", text);
    let [script] = job["script"].as_array().unwrap().as_slice() else { panic!("one command") };
    let mut command = place.command("sh", SYSTEM);
    command.args(["-e", "-c", script.as_str().unwrap()]);
    for (name, value) in job["variables"].as_object().unwrap() {
        command.env(name, value.as_str().unwrap());
    }
    options.map(|options| command.env("ENGROSS_OPTIONS", options));
    let code = command.output().unwrap().status.code().unwrap();
    let reports = job["artifacts"]["reports"].as_object().unwrap();
    let kept = |name: &str| place.path("project").join(reports[name].as_str().unwrap());
    if !kept("codequality").exists() || !kept("junit").exists() {
        return (code, false);
    }
    let issues: Value = serde_json::from_str(&std::fs::read_to_string(kept("codequality")).unwrap()).unwrap();
    assert!(std::fs::read_to_string(kept("junit")).unwrap().contains("<testsuites "));
    assert_eq!(issues.as_array().unwrap().is_empty(), text == CLEAN);
    (code, true)
}

#[test]
fn the_job_leaves_both_reports() {
    assert_eq!(run(CLEAN, None), (0, true));
    assert_eq!(run(DRAFT, None), (0, true));
    assert_eq!(run(DRAFT, Some("--deny warnings --as final")), (1, true));
    assert_eq!(run(&broken(), None), (1, true));
    assert_eq!(run(CLEAN, Some("--deny everything")), (2, false));
}
