//! The HTML before real judges: the Nu HTML Checker, and axe-core in a browser. `tests/browser` says which versions.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::prints;
use crate::support;

/// Every page that the program prints: the instruments, and what other commands print as HTML.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut pages =
        prints::written(folder, "html", |print| engross::render::html::render(&print.document).unwrap().into_bytes());
    for (command, example) in [("coverage", "peru-2017"), ("coverage", "nepal-draft"), ("conformity", "peru-2017")] {
        let compact = support::root().join(format!("examples/{example}.compact"));
        let program =
            Command::new(env!("CARGO_BIN_EXE_engross")).args([command, "--format", "html"]).arg(compact).output();
        let output = program.unwrap();
        assert!(!output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        let path = folder.join(format!("{command}-{example}.html"));
        std::fs::write(&path, output.stdout).unwrap();
        pages.push(path);
    }
    pages.push(differing(folder));
    pages
}

/// The comparison of languages that differ: its summary then has links.
fn differing(folder: &Path) -> PathBuf {
    let examples = support::root().join("examples");
    for name in ["shared/us.compact", "internal/peru-selection.compact", "peru-2017.compact"] {
        let text =
            std::fs::read_to_string(examples.join(name)).unwrap().replace("menor de 18 años", "menor de 16 años");
        std::fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
        std::fs::write(folder.join(name), text).unwrap();
    }
    let page = folder.join("differing.html");
    let mut command = Command::new(env!("CARGO_BIN_EXE_engross"));
    command.args(["conformity", "--format", "html"]).arg(folder.join("peru-2017.compact")).arg("--out").arg(&page);
    assert!(command.status().unwrap().success());
    assert!(std::fs::read_to_string(&page).unwrap().contains("<li><a href=\"#es-PE-"));
    page
}

/// The folder that `npm ci` filled from `tests/browser/package-lock.json`.
fn modules() -> Option<PathBuf> {
    support::command("ENGROSS_NODE_MODULES").map(PathBuf::from)
}

#[test]
fn the_nu_html_checker_finds_no_error() {
    let (Some(modules), Some(java)) = (modules(), support::tool("java")) else { return };
    let folder = tempfile::tempdir().unwrap();
    let checker = |pages: &[PathBuf]| {
        let jar = modules.join("vnu-jar/build/dist/vnu.jar");
        let output = Command::new(java).arg("-jar").arg(jar).args(["--format", "gnu"]).args(pages).output().unwrap();
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (passed, report) = checker(&pages(folder.path()));
    assert!(passed, "{report}");

    let broken = folder.path().join("broken.html");
    std::fs::write(&broken, "<!doctype html><html lang=\"en\"><title>x</title><p id=a><p id=a></html>").unwrap();
    let (passed, report) = checker(&[broken]);
    assert!(!passed && report.contains("Duplicate ID"), "the checker finds nothing: {report}");
}

#[test]
fn axe_core_finds_no_violation() {
    let (Some(modules), Some(browser)) = (modules(), support::command("ENGROSS_CHROMIUM")) else { return };
    let Some(node) = support::tool("node") else { return };
    let folder = tempfile::tempdir().unwrap();
    let judge = |pages: &[PathBuf]| {
        let script = support::root().join("tests/browser/judge.mjs");
        let output = Command::new(node).arg(script).arg(&modules).arg(&browser).args(pages).output().unwrap();
        let told = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&told).into_owned())
    };
    let (passed, report) = judge(&pages(folder.path()));
    assert!(passed, "{report}");

    let broken = folder.path().join("broken.html");
    let pale = "<!doctype html><html lang=en><title>x</title><main><h1>x</h1><p style='color:#ddd;background:#fff'>pale</main>";
    std::fs::write(&broken, pale).unwrap();
    let (passed, report) = judge(&[broken]);
    assert!(!passed && report.contains("color-contrast"), "the judge finds nothing: {report}");
}
