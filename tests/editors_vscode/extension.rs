//! The extension's own tests, in Node.js, and in a VS Code that Chromium shows.

use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use super::trees;
use crate::support::{command, root};

/// A copy of the extension's sources beside installed packages: nothing is written into the repository.
struct Copy(TempDir);

impl Copy {
    fn new(packages: &Path) -> Self {
        let copy = Self(tempfile::tempdir().unwrap());
        copied(&root().join("editors/vscode"), copy.0.path());
        symlink(packages, copy.0.path().join("node_modules")).unwrap();
        copy
    }

    fn npm(&self, arguments: &[&str], settings: &[(&str, &Path)]) -> String {
        let mut npm = Command::new("npm");
        npm.args(arguments).current_dir(self.0.path()).env("ENGROSS", env!("CARGO_BIN_EXE_engross"));
        npm.envs(settings.iter().copied());
        let output = npm.output().expect("npm runs");
        let told = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "npm {arguments:?}:\n{told}");
        told.into_owned()
    }
}

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        if path.is_dir() && name != "node_modules" && name != "out" {
            copied(&path, &to.join(name));
        } else if path.is_file() {
            std::fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

/// The parts that need no editor, the colours of every compact of this repository, and what the package holds.
#[test]
fn the_tests_in_node_pass() {
    let Some(packages) = command("ENGROSS_VSCODE_MODULES") else { return };
    let copy = Copy::new(Path::new(&packages));
    let seen = copy.0.path().join("trees.json");
    std::fs::write(&seen, trees::all().to_string()).unwrap();
    let told = copy.npm(&["test"], &[("ENGROSS_TREES", &seen)]);
    assert!(told.contains("# skipped 0") && told.contains("# fail 0"), "{told}");
}

/// VS Code itself, with the packaged extension: from inside, as an extension of its own, and with mouse and keyboard.
#[cfg(feature = "lsp")]
#[test]
fn the_package_works_in_vs_code() {
    let Some(packages) = command("ENGROSS_VSCODE_MODULES") else { return };
    for variable in ["ENGROSS_VSCODE_WORKBENCH", "ENGROSS_NODE_MODULES", "ENGROSS_CHROMIUM"] {
        let Some(_) = command(variable) else { return };
    }
    let copy = Copy::new(Path::new(&packages));
    let told = copy.npm(&["run", "--silent", "workbench"], &[("ENGROSS_EXAMPLES", &root().join("examples"))]);
    assert!(told.contains(" passed, 0 failed"), "{told}");
}
