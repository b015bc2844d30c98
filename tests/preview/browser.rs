//! The preview in a browser: edited on the disk, clicked, broken and mended.

use std::process::Command;

use super::lines::copied;
use super::serving::Serving;
use crate::support;

#[cfg(unix)]
#[test]
fn the_page_follows_and_leads() {
    let modules = support::command("ENGROSS_NODE_MODULES");
    let (Some(modules), Some(browser)) = (modules, support::command("ENGROSS_CHROMIUM")) else { return };
    let Some(node) = support::tool("node") else { return };
    let folder = tempfile::tempdir().unwrap();
    copied(&support::root().join("examples"), folder.path());
    let (script, clicked) = (folder.path().join("edit.sh"), folder.path().join("clicked"));
    std::fs::write(&script, "printf '%s|%s|%s\\n' \"$2\" \"$3\" \"$4\" >> \"$1\"\n").unwrap();
    let editor = format!("sh '{}' '{}' {{file}} {{line}} {{column}}", script.display(), clicked.display());
    let serving = Serving::of(folder, "peru-2017.compact", &["--editor", &editor]);
    let path = std::fs::canonicalize(serving.path("")).unwrap();
    let output = Command::new(node)
        .arg(support::root().join("tests/browser/preview.mjs"))
        .arg(&modules)
        .arg(&browser)
        .arg(serving.address())
        .args([path.as_os_str(), "peru-2017.compact".as_ref(), clicked.as_os_str()])
        .arg(if cfg!(feature = "pdf") { "pdf" } else { "html" })
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
}

#[cfg(all(unix, feature = "lsp"))]
#[test]
fn the_page_shows_what_is_typed_in_an_editor() {
    let modules = support::command("ENGROSS_NODE_MODULES");
    let (Some(modules), Some(browser)) = (modules, support::command("ENGROSS_CHROMIUM")) else { return };
    let Some(node) = support::tool("node") else { return };
    let folder = tempfile::tempdir().unwrap();
    copied(&support::root().join("examples"), folder.path());
    let output = Command::new(node)
        .arg(support::root().join("tests/browser/typed.mjs"))
        .arg(&modules)
        .arg(&browser)
        .arg(env!("CARGO_BIN_EXE_engross"))
        .arg(std::fs::canonicalize(folder.path()).unwrap())
        .args(["peru-2017.compact", if cfg!(feature = "pdf") { "pdf" } else { "html" }])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
}
