//! What runs engross in CI, run here as the services would: the action, the hooks, GitLab's job, the container file.

mod action;
mod container;
mod gitlab;
mod hooks;

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{command, root, tool};

/// A compact without findings.
const CLEAN: &str = include_str!("../rules/cpc/clean.compact");

/// A first draft: no error, and many warnings.
const DRAFT: &str = include_str!("cases/cli/bare.compact");

/// A compact with an error.
fn broken() -> String {
    CLEAN.replacen("text   \"", "text   \"Of @nobody. ", 1)
}

/// A folder of its own for one test, with `bin`, `home` and `project` in it.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        for folder in ["bin", "home", "project"] {
            std::fs::create_dir(place.path(folder)).unwrap();
        }
        place
    }

    /// A place whose `bin` has the program.
    fn with_engross() -> Self {
        let place = Self::new();
        symlink(env!("CARGO_BIN_EXE_engross"), place.path("bin/engross")).unwrap();
        place
    }

    /// A place whose `bin` has a cargo that installs the program as it is, and notes how it was called and where.
    fn with_cargo() -> Self {
        let place = Self::new();
        let program = env!("CARGO_BIN_EXE_engross");
        // pre-commit asks for the version: without an answer it would fetch a toolchain.
        let script = format!(
            "#!/bin/sh\n[ \"$1\" != --version ] || exit 0\n\
             printf '%s: %s\\n' \"$PWD\" \"$*\" >>\"$HOME/cargo.log\"\n\
             while [ \"$1\" != --root ]; do shift; done\n\
             mkdir -p \"$2/bin\"\nln -sf '{program}' \"$2/bin/engross\"\n"
        );
        place.program("cargo", &script);
        place.program("rustup", "#!/bin/sh\necho 'a test fetches no toolchain' >&2\nexit 1\n");
        place
    }

    fn program(&self, name: &str, script: &str) {
        use std::os::unix::fs::PermissionsExt as _;
        let name = format!("bin/{name}");
        self.write(&name, script);
        std::fs::set_permissions(self.path(&name), std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        std::fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// A program that sees the place's `bin` and `home`, and of the machine what is named.
    fn command(&self, program: impl AsRef<std::ffi::OsStr>, machine: &str) -> Command {
        let mut command = Command::new(program);
        command.env_clear().current_dir(self.path("project")).env("HOME", self.path("home"));
        command.env("PATH", format!("{}:{machine}", self.path("bin").display()));
        command
    }
}

/// The programs that every machine has.
const SYSTEM: &str = "/usr/bin:/bin";

fn text(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).unwrap()
}

fn yaml(file: &str) -> Value {
    serde_saphyr::from_str(&text(file)).unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8([&output.stdout[..], &output.stderr].concat()).unwrap()
}

/// Holds a file of this repository to a judge, which is shown a fault of its own first.
fn judged(judge: &mut Command, file: &str, right: &str, wrong: &str) {
    let place = Place::new();
    let faulty = text(file).replacen(right, wrong, 1);
    assert_ne!(faulty, text(file), "`{right}` does not stand in {file}");
    let copy = Path::new(file).file_name().unwrap().to_str().unwrap();
    place.write(copy, &faulty);
    let output = judge.arg(root().join(file)).output().unwrap();
    assert!(output.status.success(), "{file}: {}", told(&output));
    let output = judge.arg(place.path(copy)).output().unwrap();
    assert!(!output.status.success(), "`{wrong}` in {file} is not found: {}", told(&output));
}

#[test]
fn what_the_services_read_is_as_their_schemas_say() {
    let Some(program) = command("ENGROSS_CHECK_JSONSCHEMA") else { return };
    let schema = |name: &str| {
        let mut judge = Command::new(&program);
        judge.args(["--builtin-schema", name]);
        judge
    };
    judged(&mut schema("vendor.github-actions"), "action.yml", "using: composite", "using: shell");
    judged(&mut schema("vendor.gitlab-ci"), "docs/ci/engross.gitlab-ci.yml", "when: always", "when: sometimes");
}

#[test]
fn shell_scripts_have_no_known_slips() {
    let Some(shellcheck) = tool("shellcheck") else { return };
    judged(&mut Command::new(shellcheck), ".github/action/check.sh", "\"$sarif\"", "$sarif");
    judged(&mut Command::new(shellcheck), ".ci/run", "\"${packages[@]}\"", "${packages[@]}");
}

/// The options that a text hands to `engross check`.
fn options(text: &str) -> Vec<&str> {
    let lines = text.lines().filter(|line| !line.contains("cargo install") && !line.contains("engross --version"));
    let words = lines.flat_map(|line| line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')));
    words.filter_map(|word| word.strip_prefix("--")).filter(|name| !name.is_empty()).collect()
}

#[test]
fn only_options_that_the_check_has_are_named() {
    let program = engross::cli::command();
    let check = program.find_subcommand("check").unwrap();
    let known: Vec<&str> = check.get_arguments().filter_map(clap::Arg::get_long).collect();
    let unknown = |text: &str| options(text).into_iter().filter(|name| !known.contains(name)).count();
    assert_eq!(unknown("engross check --deny warnings --colour -- a\ncargo install --locked"), 1);

    for file in [".github/action/check.sh", ".pre-commit-hooks.yaml", "docs/ci/engross.gitlab-ci.yml"] {
        assert_eq!(unknown(&text(file)), 0, "{file}");
    }
    // In the guide, where a line calls the program or fills the variable of its options.
    let guide = text("docs/ci/README.md");
    let call = |line: &str| {
        let at = line.find("engross check").or_else(|| line.find("ENGROSS_OPTIONS: "))?;
        Some(line[at..].to_owned())
    };
    let calls: Vec<String> = guide.lines().filter_map(call).collect();
    assert!(calls.len() > 3, "{calls:?}");
    assert_eq!(unknown(&calls.join("\n")), 0, "{calls:?}");

    let named = action::options();
    assert!(named.len() > 2 && named.iter().all(|name| known.contains(&name.as_str())), "{named:?}");
}

#[test]
fn the_guide_names_what_is_there() {
    let guide = text("docs/ci/README.md");
    let fences: Vec<&str> = guide.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    let fences: Vec<Value> = fences.iter().map(|fence| serde_saphyr::from_str(fence).unwrap()).collect();
    let [workflow, _cache, config, widened, gitlab] = fences.as_slice() else { panic!("{fences:#?}") };
    let version = format!("v{}", env!("CARGO_PKG_VERSION"));

    let steps = workflow["jobs"]["check"]["steps"].as_array().unwrap();
    let action = yaml("action.yml");
    assert_eq!(steps[1]["uses"], format!("OWNER/engross@{version}"));
    assert_eq!(steps[2]["with"]["sarif_file"], "${{ steps.engross.outputs.sarif }}");
    assert_eq!(steps[1]["id"], "engross");
    let given = steps[1]["with"].as_object().unwrap();
    assert!(given.keys().all(|name| action["inputs"][name].is_object()), "{given:?}");
    let inputs = action["inputs"].as_object().unwrap();
    assert!(inputs.keys().all(|name| guide.contains(&format!("\n| `{name}` | "))), "{inputs:?}");

    assert_eq!(config["repos"][0]["rev"], version);
    let hooks = yaml(".pre-commit-hooks.yaml");
    let hooks: Vec<&Value> = hooks.as_array().unwrap().iter().map(|hook| &hook["id"]).collect();
    let used = config["repos"][0]["hooks"].as_array().unwrap().iter().chain(widened.as_array().unwrap());
    used.for_each(|hook| assert!(hooks.contains(&&hook["id"]), "{hook}"));
    assert!(hooks.iter().all(|id| guide.contains(&format!("`{}`", id.as_str().unwrap()))), "{hooks:?}");

    let template = text("docs/ci/engross.gitlab-ci.yml");
    let variables = gitlab["engross"]["variables"].as_object().unwrap();
    assert!(variables.keys().all(|name| template.contains(&format!("${name}"))), "{variables:?}");
}
