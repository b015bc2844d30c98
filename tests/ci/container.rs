//! The container file, as far as it can be judged where nothing can run it.

use std::path::Path;
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

/// Cargo notes beside a program which files it was made of.
#[test]
fn everything_that_the_program_is_made_of_is_copied() {
    let made_of = std::fs::read_to_string(Path::new(env!("CARGO_BIN_EXE_engross")).with_extension("d")).unwrap();
    let copied = copied();
    let root = format!(" {}/", root().display().to_string().replace(' ', "\\ "));
    let own = made_of.split(&root).skip(1).map(|path| Path::new(path.trim_end()));
    let own: Vec<&Path> = own.filter(|path| !path.starts_with("target")).collect();
    assert!(own.len() > 100, "{made_of}");
    for path in own {
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
