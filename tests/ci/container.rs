//! The container file, as far as it can be judged where nothing can run it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{judged, text};
use crate::support::{command, root};

/// What the file copies from this repository.
fn copied() -> Vec<String> {
    let file = text("Containerfile");
    let copies = file.lines().filter_map(|line| line.strip_prefix("COPY ")).filter(|rest| !rest.starts_with("--from"));
    let sources = copies.flat_map(|rest| {
        let words: Vec<String> = rest.split_whitespace().map(str::to_owned).collect();
        words[..words.len() - 1].to_vec()
    });
    sources.collect()
}

#[test]
fn it_has_no_known_slips() {
    let Some(hadolint) = command("ENGROSS_HADOLINT") else { return };
    judged(&mut Command::new(hadolint), "Containerfile", "--yes ", "");
}

#[test]
fn everything_that_is_copied_is_there_and_sent() {
    let left_out = text(".dockerignore");
    for source in copied() {
        assert!(root().join(&source).exists(), "{source}");
        assert!(!left_out.lines().any(|line| line == source), "{source}");
    }
}

/// What the compiler read for the library, as it notes beside each build, and what the build script reads.
fn made_of() -> BTreeSet<PathBuf> {
    let beside = std::env::current_exe().unwrap().parent().unwrap().to_owned();
    let notes = std::fs::read_dir(beside).unwrap().map(|entry| entry.unwrap().path());
    let notes = notes.filter(|path| path.extension().is_some_and(|extension| extension == "d"));
    let texts = notes.map(|path| std::fs::read_to_string(path).unwrap()).filter(|text| text.contains(" src/lib.rs "));
    let read: Vec<String> =
        texts.flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect();
    let mut found: BTreeSet<PathBuf> =
        ["build.rs", "Cargo.toml", "Cargo.lock", "grammar/vocabulary.toml"].map(PathBuf::from).into();
    for path in read.iter().filter(|path| !path.ends_with(':')) {
        let path = Path::new(path);
        let own = if path.is_absolute() { path.strip_prefix(root()).ok() } else { Some(path) };
        // Settings of the linter are no part of the program.
        let part = |path: &&Path| {
            !path.starts_with("target") && *path != Path::new("clippy.toml") && root().join(path).is_file()
        };
        found.extend(own.filter(part).map(Path::to_owned));
    }
    found
}

#[test]
fn everything_that_the_program_is_made_of_is_copied() {
    let (made_of, copied) = (made_of(), copied());
    assert!(made_of.len() > 100, "{made_of:?}");
    for path in made_of {
        assert!(copied.iter().any(|source| path.starts_with(source)), "{} is not copied", path.display());
    }
}

#[test]
fn it_builds_as_the_readme_says_and_says_what_the_manifest_says() {
    let file = text("Containerfile");
    let manifest: toml::Table = text("Cargo.toml").parse().unwrap();
    let build = "cargo install --path . --locked";
    assert!(text("README.md").contains(build) && file.contains(&format!("RUN {build} --root /out\n")));
    let package = &manifest["package"];
    for (label, key) in [("licenses", "license"), ("description", "description"), ("title", "name")] {
        let label = format!("org.opencontainers.image.{label}={}", package[key]);
        assert!(file.contains(&label), "{label}");
    }
    // What is built on one Debian runs on the same.
    let releases: Vec<&str> = file.lines().filter(|line| line.starts_with("FROM ")).collect();
    assert!(releases.len() == 2 && releases.iter().all(|line| line.contains("trixie")), "{releases:?}");
}
