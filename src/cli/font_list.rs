//! `engross fonts`: which fonts compacts need, where they come from, and what is missing.

use std::path::PathBuf;

use super::args::{self, Inputs, ListFormat};
use super::fonts::{Found, Shelves, find_all};
use super::inputs::{Input, gather};
use super::print::unprintable;
use super::project::Analyzed;
use super::screen::{self, Output};
use super::settings::{Projects, Settings};
use super::{Trouble, Verdict, whole};
use crate::document::Document;
use crate::document::edition::Edition;
use crate::render::fonts::{EMBEDDED, Fonts, SET_BY_EMBEDDED, cure, script, scripts, used_scripts};
use crate::report::fonts::{Character, Compact, List, Script};

pub(super) fn run(args: &args::Fonts) -> Result<Verdict, Trouble> {
    let (list, mut verdict) = if args.paths.is_empty() {
        let folders = folders(args, &Settings::here()?);
        (List::of_scripts(known(&folders)), Verdict::Good)
    } else {
        needed(args)?
    };
    screen::print(&match args.format {
        ListFormat::Text => list.text(&screen::terminal(Output::Standard)),
        ListFormat::Json => list.json(),
    })?;
    if list.is_missing_some() {
        verdict = verdict.max(Verdict::Refused);
    }
    Ok(verdict)
}

/// The folders with fonts: those of the command line go before those of the project.
fn folders(args: &args::Fonts, settings: &Settings) -> Vec<PathBuf> {
    args.font_path.iter().chain(&settings.fonts).cloned().collect()
}

/// The scripts that are known, and which of them can be set here.
fn known(folders: &[PathBuf]) -> Vec<Script> {
    let embedded = SET_BY_EMBEDDED.iter().map(|(code, name)| embedded(code, name, None));
    let shelves = Shelves::of(folders);
    let others = scripts().map(|(code, row)| {
        // One script at a time: the fonts of all take hundreds of megabytes.
        let mut fonts = Fonts::embedded();
        let found = shelves.add(code, &mut fonts);
        other(code, row.name.clone(), None, fonts.family(row), found.as_ref())
    });
    embedded.chain(others).collect()
}

fn embedded(code: &str, name: &str, letters: Option<usize>) -> Script {
    Script {
        script: code.to_owned(),
        name: name.to_owned(),
        letters,
        family: Some(EMBEDDED.to_owned()),
        from: Some("embedded"),
        files: Vec::new(),
        cure: None,
    }
}

/// A script that other fonts set, or none.
fn other(code: &str, name: String, letters: Option<usize>, family: Option<String>, found: Option<&Found>) -> Script {
    let found = found.filter(|found| family.as_ref() == Some(&found.family));
    let file = |path: &PathBuf| path.display().to_string();
    Script {
        script: code.to_owned(),
        name,
        letters,
        from: found.map(|found| if found.given { "given" } else { "machine" }),
        files: found.map(|found| found.files.iter().map(file).collect()).unwrap_or_default(),
        cure: family.is_none().then(|| script(code).map(cure)).flatten(),
        family,
    }
}

/// What compacts need.
fn needed(args: &args::Fonts) -> Result<(List, Verdict), Trouble> {
    let (inputs, mut verdict) = gather(&Inputs { paths: args.paths.clone(), stdin_filename: None })?;
    let projects = Projects::of(&inputs)?;
    let mut compacts = Vec::new();
    for input in &inputs {
        let settings = projects.settings(input);
        let text = match read(input, settings) {
            Ok(Some(text)) => text,
            // A fragment that was found in a folder prints through what includes it.
            Ok(None) => continue,
            Err(trouble) => {
                screen::complain(&trouble);
                verdict = Verdict::Trouble;
                continue;
            }
        };
        let broken = whole::broken(&text);
        if !broken.is_empty() {
            verdict = verdict.max(whole::refuse(text, broken, "looked at"));
            continue;
        }
        match crate::compose_in(&text.analysis, &settings.wordings, &Edition::default()) {
            Ok(documents) => compacts.push(compact(&text, &documents, &folders(args, settings))),
            Err(found) => verdict = verdict.max(whole::refuse(text, found, "looked at")),
        }
    }
    Ok((List::of_compacts(compacts), verdict))
}

fn read<'a>(input: &'a Input, settings: &'a Settings) -> Result<Option<Analyzed<'a>>, Trouble> {
    let text = Analyzed::read(input, None, settings)?;
    if text.is_compact || !input.named {
        return Ok(Some(text).filter(|text| text.is_compact));
    }
    Err(whole::fragment(input))
}

/// What one compact needs, its courtesy translations among it.
fn compact(text: &Analyzed<'_>, documents: &[Document], folders: &[PathBuf]) -> Compact {
    let mut compact = Compact { file: text.input.name.clone(), scripts: Vec::new(), characters: Vec::new() };
    let sources = &text.analysis.files.sources;
    for document in documents {
        let (fonts, found) = find_all(document, folders);
        for (code, letters) in used_scripts(document) {
            if let Some(known) = compact.scripts.iter_mut().find(|known| known.script == code) {
                known.letters = known.letters.map(|before| before + letters);
                continue;
            }
            compact.scripts.push(match SET_BY_EMBEDDED.iter().find(|(known, _)| *known == code) {
                Some((code, name)) => embedded(code, name, Some(letters)),
                None => {
                    let row = script(&code);
                    let name = row.map_or_else(|| code.clone(), |row| row.name.clone());
                    let found = found.iter().find(|found| found.script == code);
                    other(&code, name, Some(letters), row.and_then(|row| fonts.family(row)), found)
                }
            });
        }
        let problems = fonts.choose(document).err().unwrap_or_default();
        for finding in problems.iter().filter_map(|problem| unprintable(problem, &text.analysis)) {
            let source = sources.get(finding.span.file);
            let position = source.position(finding.span.start);
            let character = Character {
                message: finding.message,
                file: source.name.clone(),
                line: position.line,
                column: position.column,
                cure: finding.help.unwrap_or_default(),
            };
            if compact.characters.iter().all(|known| known.message != character.message) {
                compact.characters.push(character);
            }
        }
    }
    compact
}
