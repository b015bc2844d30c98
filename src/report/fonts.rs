//! Which fonts set the scripts of compacts, and which are missing: in the terminal and as JSON.

use serde::Serialize;

use super::terminal::Terminal;
use super::{number, plain};

/// The version of the JSON's shape.
pub const SCHEMA: &str = "engross.fonts/1";

/// The whole list.
#[derive(Debug, Serialize)]
pub struct List {
    schema: &'static str,
    /// The compacts that were looked at; none where only the scripts that are known are listed.
    compacts: Vec<Compact>,
    /// The scripts that are known, where no compact was asked for.
    scripts: Vec<Script>,
}

/// What one compact needs.
#[derive(Debug, Serialize)]
pub struct Compact {
    /// Its name.
    pub file: String,
    /// The scripts of its texts.
    pub scripts: Vec<Script>,
    /// Characters that no font sets.
    pub characters: Vec<Character>,
}

/// A script, and what sets it.
#[derive(Debug, Serialize)]
pub struct Script {
    /// Its ISO 15924 code.
    pub script: String,
    /// Its name.
    pub name: String,
    /// How many letters of it there are; none in a list of scripts.
    pub letters: Option<usize>,
    /// The font family that sets it; none where one is missing.
    pub family: Option<String>,
    /// `embedded`, `given` (a folder of the project or of the command line) or `machine`.
    pub from: Option<&'static str>,
    /// The files of the family.
    pub files: Vec<String>,
    /// What to do where no font sets it.
    pub cure: Option<String>,
}

/// A character that no font sets.
#[derive(Debug, Serialize)]
pub struct Character {
    /// What is wrong.
    pub message: String,
    /// The file that it was written in.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// Its column, from 1.
    pub column: usize,
    /// What to do.
    pub cure: String,
}

impl List {
    /// The list of what compacts need.
    pub fn of_compacts(compacts: Vec<Compact>) -> Self {
        Self { schema: SCHEMA, compacts, scripts: Vec::new() }
    }

    /// The list of scripts that are known.
    pub fn of_scripts(scripts: Vec<Script>) -> Self {
        Self { schema: SCHEMA, compacts: Vec::new(), scripts }
    }

    /// Whether a compact needs what is not there.
    pub fn is_missing_some(&self) -> bool {
        self.compacts.iter().any(|compact| !compact.characters.is_empty())
    }

    /// As one JSON object, which ends with a line break.
    pub fn json(&self) -> String {
        // Strings and numbers always serialize.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// For the terminal.
    pub fn text(&self, terminal: &Terminal) -> String {
        let mut text = String::new();
        for compact in &self.compacts {
            text.push_str(&format!("{}\n", terminal.strong(&plain(&compact.file))));
            compact.scripts.iter().for_each(|script| text.push_str(&row(script, terminal)));
            for character in &compact.characters {
                let Character { message, file, line, column, cure } = character;
                // Of a script without a font the row tells the cure.
                let told_above = compact.scripts.iter().any(|script| script.cure.as_ref() == Some(cure));
                let cure = if told_above { String::new() } else { format!("; {cure}") };
                let told = format!("missing: {message}, at {file}:{line}:{column}{cure}");
                text.push_str(&terminal.paragraph("  ", "      ", &plain(&told)));
            }
        }
        if !self.scripts.is_empty() {
            self.scripts.iter().for_each(|script| text.push_str(&row(script, terminal)));
            let set = self.scripts.iter().filter(|script| script.family.is_some()).count();
            text.push_str(&format!("\n{set} of {} can be set here.\n", number(self.scripts.len(), "script")));
        }
        text
    }
}

fn row(script: &Script, terminal: &Terminal) -> String {
    let letters = script.letters.map(|count| format!(", {}", number(count, "letter"))).unwrap_or_default();
    let told = match (&script.family, &script.cure) {
        (Some(family), _) => {
            let from = match script.from {
                Some("embedded") => "embedded in engross".to_owned(),
                Some("given") => format!("from {}", folders(&script.files)),
                _ => format!("of this machine, from {}", folders(&script.files)),
            };
            format!("{family}, {from}")
        }
        (None, Some(cure)) => format!("no font; {cure}"),
        (None, None) => "no font".to_owned(),
    };
    terminal.paragraph("  ", "      ", &plain(&format!("{} ({}){letters}: {told}", script.name, script.script)))
}

/// The folders of files, each once.
fn folders(files: &[String]) -> String {
    let mut folders: Vec<&str> =
        files.iter().map(|file| file.rsplit_once(['/', '\\']).map_or(".", |(folder, _)| folder)).collect();
    folders.dedup();
    folders.join(", ")
}
