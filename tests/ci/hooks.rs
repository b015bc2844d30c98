//! The hooks for pre-commit, run by it at real commits.

use std::ffi::OsStr;
use std::process::Command;

use super::{CLEAN, Place, judged, text, told};
use crate::support::command;

/// A repository with the hooks, and a project that uses some of them.
struct Project {
    place: Place,
    pre_commit: std::ffi::OsString,
}

impl Project {
    fn new(place: Place, pre_commit: &OsStr, hooks: [&str; 2]) -> Self {
        let project = Self { place, pre_commit: pre_commit.to_owned() };
        project.place.write("engross/.pre-commit-hooks.yaml", &text(".pre-commit-hooks.yaml"));
        project.git("engross", &["init", "--quiet"]);
        project.git("engross", &["add", "."]);
        project.git("engross", &["commit", "--quiet", "--message", "hooks"]);
        project.git("engross", &["tag", "v1"]);

        let [one, two] = hooks;
        let config = format!(
            "repos:\n  - repo: {}\n    rev: v1\n    hooks: [{{ id: {one} }}, {{ id: {two} }}]\n",
            project.place.path("engross").display()
        );
        project.place.write("project/.pre-commit-config.yaml", &config);
        project.git("project", &["init", "--quiet"]);
        let installed = project.run(&project.pre_commit, "project", &["install", "--install-hooks"]);
        assert!(installed.0, "{}", installed.1);
        project
    }

    /// Runs a program; whether it succeeded, and all that it said.
    fn run(&self, program: &OsStr, folder: &str, args: &[&str]) -> (bool, String) {
        // Git is not always where the system's other programs are.
        let machine = std::env::var("PATH").unwrap();
        let mut command: Command = self.place.command(program, &machine);
        command.args(args).current_dir(self.place.path(folder)).env("PRE_COMMIT_COLOR", "never");
        for (name, value) in [("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1")] {
            command.env(name, value);
        }
        for name in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{name}_NAME"), "A").env(format!("GIT_{name}_EMAIL"), "a@example.org");
        }
        let output = command.output().unwrap();
        (output.status.success(), told(&output))
    }

    fn git(&self, folder: &str, args: &[&str]) {
        let (done, told) = self.run(OsStr::new("git"), folder, args);
        assert!(done, "git {args:?}: {told}");
    }

    /// Commits all changes; whether the hooks let them pass, and all that they said.
    fn commit(&self) -> (bool, String) {
        self.git("project", &["add", "."]);
        self.run(OsStr::new("git"), "project", &["commit", "--message", "a change"])
    }

    #[track_caller]
    fn passes(&self) -> String {
        let (passed, told) = self.commit();
        assert!(passed, "{told}");
        told
    }

    #[track_caller]
    fn refused(&self, why: &str) {
        let (passed, told) = self.commit();
        assert!(!passed && told.contains(why), "{told}");
    }
}

/// What a project meets in its first days.
fn commits(project: &Project) {
    let told = project.passes();
    assert_eq!(told.matches("Skipped").count(), 2, "no compact, no check: {told}");

    let part = "participant np {";
    let whole = CLEAN.find("participant ").unwrap();
    assert!(!CLEAN.contains(part));
    project.place.write(
        "project/talks/a.compact",
        &format!("{}include \"part.compact\"\n\n{}", &CLEAN[..whole], &CLEAN[whole..]),
    );
    project.place.write("project/talks/part.compact", "place capital {\n  name \"The capital\"\n}\n");
    let told = project.passes();
    assert_eq!(told.matches("Passed").count(), 2, "{told}");

    // The compact is broken by its fragment, and is not in the commit.
    project.place.write("project/talks/part.compact", "place capital {\n  name \"The capital of @nobody\"\n}\n");
    project.refused("REF001");
    // The layout is mended in the folder; who commits looks at it and commits again.
    project.place.write("project/talks/part.compact", "place capital {\n     name \"The capital\"\n}\n");
    project.refused("files were modified by this hook");
    assert_eq!(project.place.read("project/talks/part.compact"), "place capital {\n  name \"The capital\"\n}\n");
    project.place.write("project/notes.txt", "Talks are on.\n");
    project.passes();
    // Settings weigh on every compact.
    project.place.write("project/engross.toml", "required-version = \"<0.0.1\"\n");
    project.refused("this project asks for engross");
}

#[test]
fn the_manifest_is_valid() {
    let Some(program) = command("ENGROSS_PRE_COMMIT") else { return };
    let mut judge = Command::new(program);
    judged(judge.arg("validate-manifest"), ".pre-commit-hooks.yaml", "language: system", "language: of-the-house");
}

#[test]
fn commits_are_checked_with_the_engross_of_the_machine() {
    let Some(program) = command("ENGROSS_PRE_COMMIT") else { return };
    commits(&Project::new(Place::with_engross(), &program, ["engross-check-system", "engross-fmt-system"]));
}

#[test]
fn commits_are_checked_with_an_engross_that_is_built() {
    let Some(program) = command("ENGROSS_PRE_COMMIT") else { return };
    let project = Project::new(Place::with_cargo(), &program, ["engross-check", "engross-fmt"]);
    commits(&project);
    let called = project.place.read("home/cargo.log");
    assert!(called.lines().count() == 1 && called.contains(": install --bins --root "), "{called}");
}
