//! Data files that people write are TOML; the program starts faster from JSON, so they are turned over when it is built.
//! A file that is not well formed stops the build, at its line.
#![allow(clippy::disallowed_methods, reason = "a build script reads and writes files")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    // A program that embeds Typst has a hundred thousand relative relocations, and reads them at every start: packed,
    // they are a fiftieth of the size. Only where the loader of this machine knows them.
    if env::var("CARGO_CFG_TARGET_ENV").as_deref() == Ok("gnu") && env::var("HOST") == env::var("TARGET") && packs() {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let mut files = vec![PathBuf::from("grammar/vocabulary.toml")];
    let wording = Path::new("templates/wording");
    println!("cargo::rerun-if-changed={}", wording.display());
    for entry in fs::read_dir(wording)? {
        files.push(entry?.path());
    }
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        let data: toml::Table =
            fs::read_to_string(&file)?.parse().map_err(|error| format!("{}: {error}", file.display()))?;
        let name = file.file_stem().ok_or("a data file has a name")?;
        fs::write(out.join(name).with_extension("json"), serde_json::to_vec(&data)?)?;
    }
    Ok(())
}

/// Whether the C library is one that reads packed relocations: glibc 2.36 or newer.
fn packs() -> bool {
    let Ok(output) = Command::new("getconf").arg("GNU_LIBC_VERSION").output() else { return false };
    let text = String::from_utf8_lossy(&output.stdout);
    let minor = text.trim().strip_prefix("glibc 2.").and_then(|minor| minor.split('.').next()?.parse::<u32>().ok());
    minor.is_some_and(|minor| minor >= 36)
}
