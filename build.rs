//! Data files that people write are TOML; the program starts faster from JSON, so they are turned over when it is built.
//! A file that is not well formed stops the build, at its line.
#![allow(clippy::disallowed_methods, reason = "a build script reads and writes files")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    // Where the program stands in memory is settled when it is linked. If it were chosen at every start, the hundred
    // thousand pointers in Typst's tables would be written then, on five hundred pages that need not be read: two
    // milliseconds, of the five that a whole check may take.
    let target = (env::var("CARGO_CFG_TARGET_OS"), env::var("CARGO_CFG_TARGET_ENV"));
    if matches!(target, (Ok(os), Ok(library)) if os == "linux" && library == "gnu") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
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
