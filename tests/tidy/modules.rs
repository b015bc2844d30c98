//! Who may use whom: the modules of the crate each other, the crates of others, and the world outside.

use std::collections::BTreeSet;

use super::code::{self, Path};
use super::{File, none, rust};

/// Each module of the crate's root with those that it may use. Data goes one way: a stage knows what comes before it.
/// Findings about rules and the printed document do not know each other.
const MAY_USE: [(&str, &[&str]); 17] = [
    ("nearest", &[]),
    ("source", &[]),
    ("diagnostic", &["source"]),
    ("vocabulary", &["nearest"]),
    ("syntax", &["diagnostic", "nearest", "source", "vocabulary"]),
    ("model", &["diagnostic", "nearest", "source", "syntax", "vocabulary"]),
    ("rules", &["diagnostic", "model", "nearest", "source", "syntax", "vocabulary"]),
    ("document", &["diagnostic", "model", "nearest", "source"]),
    ("lock", &["diagnostic", "document", "model", "source"]),
    ("render", &["document"]),
    ("seal", &["diagnostic", "document", "model", "render", "rules", "source", "syntax", "vocabulary"]),
    ("verify", &["document", "lock", "model", "render", "seal", "source", "vocabulary"]),
    ("conformity", &["document", "model", "rules"]),
    ("transmittal", &["document", "model", "source"]),
    ("report", &["conformity", "diagnostic", "model", "rules", "source"]),
    ("proof", &["diagnostic", "model", "rules", "source", "syntax", "vocabulary"]),
    (
        "lsp",
        &["diagnostic", "document", "lock", "model", "nearest", "report", "rules", "source", "syntax", "vocabulary"],
    ),
];

/// The modules that are the program's hands: they may use all others, and touch the world.
const HANDS: [&str; 2] = ["cli", "preview"];

/// The modules that may read files, the environment and the clock.
const TOUCH_THE_WORLD: [&str; 4] = ["cli", "lsp", "preview", "main"];

/// What of the standard library is the world.
const WORLD: [&str; 5] = ["env", "fs", "net", "process", "time"];

/// Each crate of others with its home: a file, or a folder with a slash behind. Replacing one means editing its home.
const HOMES: [(&str, &[&str]); 55] = [
    ("axum", &["src/preview/"]),
    ("clap", &["src/cli/args/", "src/cli/completions.rs"]),
    ("clap_complete", &["src/cli/args/", "src/cli/completions.rs"]),
    ("comemo", &["src/render/world.rs"]),
    ("crossbeam_channel", &["src/lsp/"]),
    ("fontdb", &["src/cli/fonts.rs"]),
    ("getrandom", &["src/preview/server.rs"]),
    ("gen_lsp_types", &["src/lsp/"]),
    ("icu_calendar", &["src/document/format.rs"]),
    ("icu_datetime", &["src/document/format.rs"]),
    ("icu_decimal", &["src/document/format.rs"]),
    ("icu_decimal_data", &["src/seal/manifest.rs"]),
    ("icu_list", &["src/document/format.rs"]),
    ("icu_locale_core", &["src/document/format.rs"]),
    ("icu_plurals", &["src/document/format.rs"]),
    ("ignore", &["src/cli/inputs.rs"]),
    ("indicatif", &["src/cli/progress.rs"]),
    ("linkify", &["src/lsp/links.rs"]),
    ("lsp_server", &["src/lsp/"]),
    ("lopdf", &["src/render/", "src/verify/"]),
    ("miette", &["src/report/terminal.rs"]),
    ("mimalloc", &["src/main.rs"]),
    (
        "minijinja",
        &[
            "src/render/html.rs",
            "src/render/markdown.rs",
            "src/render/template.rs",
            "src/report/conformity.rs",
            "src/report/coverage.rs",
            "src/rules/",
        ],
    ),
    ("notify", &["src/cli/watch.rs"]),
    ("open", &["src/cli/preview.rs"]),
    ("percent_encoding", &["src/report/sarif.rs"]),
    ("pest", &["src/syntax/parser.rs"]),
    ("pest_derive", &["src/syntax/parser.rs"]),
    ("pulldown_cmark", &["src/model/prose.rs", "src/model/reference.rs", "src/preview/explain.rs"]),
    ("quick_junit", &["src/report/junit.rs"]),
    ("rayon", &["src/cli/"]),
    ("schemars", &["src/cli/config.rs", "src/report/json.rs", "src/rules/page.rs"]),
    (
        "serde_json",
        &[
            "src/cli/baseline.rs",
            "src/cli/proof.rs",
            "src/vocabulary/mod.rs",
            "src/document/wording.rs",
            "src/render/pdf.rs",
            "src/report/",
            "src/rules/",
            "src/seal/",
            "src/verify/",
            "src/cli/verify.rs",
            "src/lsp/",
            "src/preview/",
        ],
    ),
    ("semver", &["src/cli/config.rs"]),
    ("serde_sarif", &["src/report/sarif.rs"]),
    ("sha2", &["src/document/canonical.rs", "src/render/", "src/seal/", "src/verify/"]),
    ("shell_words", &["src/cli/click.rs"]),
    (
        "similar",
        &["src/cli/fix.rs", "src/lsp/edits.rs", "src/lock/compare.rs", "src/verify/sentences.rs", "src/cli/verify.rs"],
    ),
    ("strsim", &["src/nearest.rs"]),
    ("supports_color", &["src/cli/screen.rs"]),
    ("supports_hyperlinks", &["src/cli/screen.rs"]),
    ("supports_unicode", &["src/cli/screen.rs"]),
    ("tempfile", &["src/cli/files.rs"]),
    ("terminal_size", &["src/cli/screen.rs"]),
    ("textwrap", &["src/report/excerpt.rs", "src/report/terminal.rs"]),
    (
        "toml",
        &[
            "src/cli/config.rs",
            "src/lock/",
            "src/vocabulary/mod.rs",
            "src/document/wording.rs",
            "src/render/fonts.rs",
            "src/rules/",
            "src/transmittal/",
        ],
    ),
    ("tokio", &["src/preview/"]),
    ("tokio_stream", &["src/preview/"]),
    ("ttf_parser", &["src/render/fonts.rs"]),
    ("typst", &["src/render/fonts.rs", "src/render/pdf.rs", "src/render/world.rs"]),
    ("typst_as_lib", &["src/render/world.rs"]),
    ("typst_assets", &["src/render/fonts.rs"]),
    ("typst_layout", &["src/render/pdf.rs"]),
    ("typst_pdf", &["src/render/pdf.rs"]),
    ("unicode_script", &["src/render/fonts.rs", "src/rules/check/characters.rs"]),
];

/// The crates that any file may name: their types are the words of the model.
const FREE: [&str; 5] = ["iso_currency", "jiff", "rust_decimal", "serde", "unicode_normalization"];

/// The module of the crate's root that a file belongs to.
fn module(path: &str) -> &str {
    let below = path.strip_prefix("src/").unwrap_or(path);
    below.split('/').next().unwrap_or(below).trim_end_matches(".rs")
}

/// How deep a file's own module lies: `src/a.rs` and `src/a/mod.rs` at 1.
fn depth(path: &str) -> usize {
    path.split('/').count() - 1 - usize::from(path.ends_with("/mod.rs"))
}

/// The module of the crate's root that a path leads to, if it leads out of the file's own.
fn leads_to<'a>(file: &File, path: &'a Path) -> Option<&'a str> {
    let up = path.names.iter().take_while(|name| *name == "super").count();
    match path.first() {
        "crate" => path.names.get(1).map(String::as_str),
        "super" if up >= depth(&file.path) => path.names.get(up).map(String::as_str),
        _ => None,
    }
}

/// A module that uses one that comes after it.
fn against_the_stream(file: &File) -> Vec<String> {
    let own = module(&file.path);
    if HANDS.contains(&own) || ["lib", "main"].contains(&own) {
        return Vec::new();
    }
    let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == own) else {
        return vec![format!("{}: `{own}` is a new module: say in `MAY_USE` what it may use", file.path)];
    };
    let code = code::code(&file.text);
    let mut found = Vec::new();
    for path in code::paths(&code) {
        let Some(target) = leads_to(file, &path) else { continue };
        let known = MAY_USE.iter().any(|(name, _)| *name == target) || HANDS.contains(&target);
        // What is no module is an item of lib.rs: what the crate offers as a whole, to the language server and to the proof of the pages.
        let wrong = if known { target != own && !allowed.contains(&target) } else { !["lsp", "proof"].contains(&own) };
        if wrong && target != "self" {
            let line = code::line(&code, path.offset);
            found.push(format!("{}:{line}: `{own}` uses `{target}`, which it may not know", file.path));
        }
    }
    found
}

#[test]
fn dependencies_point_one_way() {
    none(&rust("src/").iter().flat_map(against_the_stream).collect::<Vec<_>>());
}

#[test]
fn a_dependency_against_the_stream_is_found() {
    let count = |path: &str, text: &str| against_the_stream(&File::new(path, text)).len();
    assert_eq!(count("src/syntax/ast.rs", "use crate::source::Span; use super::super::source; use super::tree;"), 0);
    assert_eq!(count("src/syntax/ast.rs", "/// [`M`](crate::model::M)\nuse crate::syntax::tree;"), 0);
    assert_eq!(count("src/syntax/ast.rs", "use crate::{source::Span, model};"), 1);
    assert_eq!(count("src/syntax/ast.rs", "fn f(x: &crate::model::Model) {}"), 1);
    assert_eq!(count("src/syntax/ast.rs", "use super::super::model::Model;"), 1);
    assert_eq!(count("src/rules/mod.rs", "use super::document;"), 1);
    assert_eq!(count("src/document/mod.rs", "use crate::rules;"), 1);
    assert_eq!(count("src/render/html.rs", "use crate::model::Model;"), 1);
    assert_eq!(count("src/report/json.rs", "use crate::Analysis;"), 1);
    assert_eq!(count("src/lsp/mod.rs", "use crate::Analysis; use crate::cli;"), 1);
    assert_eq!(count("src/cli/check.rs", "use crate::render; use crate::analyze;"), 0);
    assert_eq!(count("src/helpers.rs", ""), 1);
}

/// A module that reads files, the environment or the clock and is not one of the program's hands.
fn worldly(file: &File) -> Vec<String> {
    if TOUCH_THE_WORLD.contains(&module(&file.path)) {
        return Vec::new();
    }
    let code = code::code(&file.text);
    let outside = code::paths(&code)
        .into_iter()
        .filter(|path| path.first() == "std" && path.names.get(1).is_some_and(|name| WORLD.contains(&name.as_str())));
    outside
        .map(|path| {
            let line = code::line(&code, path.offset);
            let name = path.names.join("::");
            format!("{}:{line}: `{name}`: the core touches no world; let the caller hand it in", file.path)
        })
        .collect()
}

#[test]
fn the_core_touches_no_world() {
    none(&rust("src/").iter().flat_map(worldly).collect::<Vec<_>>());
}

#[test]
fn a_worldly_module_is_found() {
    let text =
        "use std::{collections::HashMap, fs::File};\nfn f() { std::env::var(\"A\"); env!(\"B\"); std::mem::take(x) }";
    assert_eq!(worldly(&File::new("src/model/a.rs", text)).len(), 2);
    assert!(worldly(&File::new("src/cli/a.rs", text)).is_empty());
}

/// A crate named outside its home.
fn strangers(file: &File) -> Vec<String> {
    let code = code::code(&file.text);
    let mut found = BTreeSet::new();
    for path in code::paths(&code) {
        let Some((name, homes)) = HOMES.iter().find(|(name, _)| *name == path.first()) else { continue };
        let at_home = |home: &str| file.path == home || (home.ends_with('/') && file.path.starts_with(home));
        if !homes.iter().any(|home| at_home(home)) {
            let line = code::line(&code, path.offset);
            found.insert(format!("{}:{line}: `{name}` has its home in {}", file.path, homes.join(", ")));
        }
    }
    found.into_iter().collect()
}

#[test]
fn every_crate_stays_at_home() {
    none(&rust("src/").iter().flat_map(strangers).collect::<Vec<_>>());
}

#[test]
fn a_crate_away_from_home_is_found() {
    let text = "use pest::Parser;\n#[derive(pest_derive::Parser)]\nstruct P;\nuse super::toml::x; // miette::Report";
    assert_eq!(strangers(&File::new("src/syntax/tree.rs", text)).len(), 2);
    assert!(strangers(&File::new("src/syntax/parser.rs", text)).is_empty());
    assert_eq!(strangers(&File::new("src/document/compose.rs", "use icu_list as list;")).len(), 1);
}

/// A dependency without a home.
fn homeless(manifest: &str) -> Vec<String> {
    let table: toml::Table = manifest.parse().expect("Cargo.toml is TOML");
    let names = table["dependencies"].as_table().expect("there are dependencies").keys();
    let names = names.map(|name| name.replace('-', "_"));
    let known = |name: &String| HOMES.iter().any(|(home, _)| home == name) || FREE.contains(&name.as_str());
    names
        .filter(|name| !known(name))
        .map(|name| format!("Cargo.toml: say in `HOMES` which file uses `{name}`"))
        .collect()
}

#[test]
fn every_dependency_has_a_home() {
    none(&homeless(include_str!("../../Cargo.toml")));
    assert_eq!(
        homeless("[dependencies]\npest = \"2\"\nleft-pad = \"1\""),
        ["Cargo.toml: say in `HOMES` which file uses `left_pad`"]
    );
}

/// A dependency that no file names: it is compiled for nothing.
fn idle(manifest: &str, files: &[File]) -> Vec<String> {
    let table: toml::Table = manifest.parse().expect("Cargo.toml is TOML");
    let used: BTreeSet<String> = files
        .iter()
        .flat_map(|file| code::paths(&code::code(&file.text)).into_iter().map(|path| path.first().to_owned()))
        .collect();
    let names = table["dependencies"].as_table().expect("there are dependencies").keys();
    let idle = names.filter(|name| !used.contains(&name.replace('-', "_")));
    idle.map(|name| format!("Cargo.toml: no file names `{name}`; is it needed?")).collect()
}

#[test]
fn every_dependency_is_used() {
    none(&idle(include_str!("../../Cargo.toml"), &rust("src/")));
    let files = [File::new("src/a.rs", "use pest::Parser;")];
    assert_eq!(
        idle("[dependencies]\npest = \"2\"\nleft-pad = \"1\"", &files),
        ["Cargo.toml: no file names `left-pad`; is it needed?"]
    );
}
