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
    rules(&out)
}

/// The packs: what their files say as one JSON text, and the pages as a table of texts, in the same order.
fn rules(out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=rules");
    let here = env::current_dir()?;
    let mut packs = Vec::new();
    let (mut bodies, mut clean, mut words) = (String::new(), String::new(), String::new());
    for folder in sorted("rules")?.into_iter().filter(|path| path.is_dir()) {
        let mut pages = Vec::new();
        for page in with_extension(&folder, "md")? {
            let text = fs::read_to_string(&page)?;
            let (front, _) = (text.strip_prefix("+++\n").and_then(|text| text.split_once("\n+++\n")))
                .ok_or_else(|| format!("{}: no front matter between +++", page.display()))?;
            pages.push(table(&page, front)?);
            bodies.push_str(&format!(
                "    ({:?}, include_str!({:?})),\n",
                page.display().to_string(),
                here.join(&page)
            ));
        }
        // Word lists stand apart, as texts: a run reads those of the languages that it meets.
        words.push_str("    &[");
        for list in with_extension(&folder.join("words"), "toml")? {
            let language = list.file_stem().ok_or("a word list has a name")?.to_string_lossy().into_owned();
            let json = serde_json::to_string(&table(&list, &fs::read_to_string(&list)?)?)?;
            words.push_str(&format!("({language:?}, {json:?}), "));
        }
        words.push_str("],\n");
        let about = folder.join("pack.toml");
        let about = table(&about, &fs::read_to_string(&about)?)?;
        clean.push_str(&format!("    include_str!({:?}),\n", here.join(&folder).join("clean.compact")));
        packs.push(serde_json::json!({ "about": about, "rules": pages }));
    }
    let bodies = format!(
        "static BODIES: &[(&str, &str)] = &[\n{bodies}];\nstatic CLEAN: &[&str] = &[\n{clean}];\n\
         static WORDS: &[&[(&str, &str)]] = &[\n{words}];\n"
    );
    fs::write(out.join("bodies.rs"), bodies)?;
    fs::write(out.join("rules.json"), serde_json::to_vec(&packs)?)?;
    Ok(())
}

fn table(path: &Path, text: &str) -> Result<toml::Table, String> {
    text.parse().map_err(|error| format!("{}: {error}", path.display()))
}

fn sorted(folder: impl AsRef<Path>) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn with_extension(folder: &Path, extension: &str) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = if folder.is_dir() { sorted(folder)? } else { Vec::new() };
    paths.retain(|path| path.extension().is_some_and(|found| found == extension));
    Ok(paths)
}
