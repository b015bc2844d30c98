//! A project's own pack, from the texts of its files: every fault is told with its place, and none is left for the run.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use super::expression::{Compiled, Template};
use super::page::Rule;
use super::words::Words;
use super::{About, Pack, Rulebook, WordList, check_names, split};
use crate::diagnostic::is_integral;
use crate::nearest::nearest;
use crate::source::Source;

/// A file of a pack.
#[derive(Debug, Clone)]
pub struct PackFile {
    /// Its name, as it is shown.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// The files of a pack's folder.
#[derive(Debug, Clone)]
pub struct PackFiles {
    /// `pack.toml`.
    pub about: PackFile,
    /// The pages, by name.
    pub pages: Vec<PackFile>,
    /// The word lists, by language.
    pub words: BTreeMap<String, PackFile>,
    /// `clean.compact`, where there is one.
    pub clean: Option<String>,
}

/// What is wrong with a file of declarations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong and where: `engross.toml:3:1: …`.
    pub message: String,
    /// The cure, where one is known.
    pub help: Option<String>,
}

impl Fault {
    /// A fault at a place of a file.
    pub fn at(path: &str, text: &str, offset: usize, message: impl AsRef<str>) -> Self {
        let position = Source::new(path, text).position(u32::try_from(offset).unwrap_or(u32::MAX));
        let message = format!("{path}:{}:{}: {}", position.line, position.column, message.as_ref());
        Self { message, help: None }
    }

    /// Adds the cure.
    #[must_use]
    pub fn help(self, help: Option<String>) -> Self {
        Self { help, ..self }
    }

    /// What the reader of TOML says, in our words where it is about a word that is not known. `skipped` bytes of the
    /// text stand before what was read.
    pub fn of_toml(path: &str, text: &str, skipped: usize, error: &toml::de::Error) -> Self {
        let offset = skipped + error.span().map_or(0, |span| span.start);
        let told = error.message();
        let word = told.split('`').nth(1).unwrap_or_default();
        let known: Vec<&str> = told.split('`').skip(3).step_by(2).collect();
        let among =
            || format!("known are {}", known.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "));
        let meant = || nearest(word, known.iter().copied()).map(|meant| format!("did you mean `{meant}`?"));
        if told.starts_with("unknown field") {
            return Self::at(path, text, offset, format!("`{word}` is not a key"))
                .help(meant().or_else(|| Some(among())));
        }
        if told.starts_with("unknown variant") {
            return Self::at(path, text, offset, format!("`{word}` is not a value"))
                .help(meant().or_else(|| Some(among())));
        }
        if told.contains("untagged enum Parameter") {
            return Self::at(path, text, offset, "a parameter is a whole number, a text, or a list of texts");
        }
        // Some of its messages have several lines.
        let told: Vec<&str> = told.lines().map(str::trim).collect();
        Self::at(path, text, offset, told.join(", "))
    }
}

/// Makes a pack of the files of a folder; `book` holds the packs that are known already.
///
/// # Errors
/// Everything that is wrong with the files.
pub fn load(files: PackFiles, book: &Rulebook) -> Result<Pack, Vec<Fault>> {
    let mut faults = Vec::new();
    let about: Option<About> = read(&files.about, &mut faults);
    let mut words = BTreeMap::new();
    for (language, file) in &files.words {
        // Read as what it must be, for its faults; kept as the shipped lists are.
        if let (Some(_), Some(table)) =
            (read::<WordList>(file, &mut faults), read::<toml::Table>(file, &mut Vec::new()))
            && let Ok(json) = serde_json::to_string(&table)
        {
            words.insert(language.clone(), Words::new(json));
        }
    }
    let mut rules: Vec<Rule> = Vec::new();
    for mut file in files.pages {
        file.text = file.text.replace("\r\n", "\n");
        if let Some(rule) = page(&file, &mut faults) {
            judge(&rule, &file, book, &rules, &mut faults);
            rules.push(rule);
        }
    }
    let Some(about) = about else { return Err(faults) };
    let whole = |what: String| Fault::at(&files.about.path, &files.about.text, 0, what);
    if book.pack(&about.name).is_some() {
        faults.push(whole(format!("there is a pack `{}` already", about.name)));
    }
    for rule in &mut rules {
        rule.pack.clone_from(&about.name);
    }
    for rule in &rules {
        let unknown = |code: &&String| book.rule(code).is_none() && !rules.iter().any(|rule| rule.code == **code);
        faults.extend(rule.yields_to.iter().filter(unknown).map(|code| Fault {
            message: format!("{}: it yields to `{code}`, and there is no such rule", rule.path),
            help: None,
        }));
        let listed = |id: &String| about.elements.iter().any(|element| element.id == *id);
        faults.extend(rule.element.iter().filter(|id| !listed(id)).map(|id| Fault {
            message: format!("{}: its element `{id}` is not among those of {}", rule.path, files.about.path),
            help: None,
        }));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    rules.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(Pack { about, rules, words, clean: Cow::Owned(files.clean.unwrap_or_default()) })
}

fn read<T: DeserializeOwned>(file: &PackFile, faults: &mut Vec<Fault>) -> Option<T> {
    toml::from_str(&file.text).map_err(|error| faults.push(Fault::of_toml(&file.path, &file.text, 0, &error))).ok()
}

fn page(file: &PackFile, faults: &mut Vec<Fault>) -> Option<Rule> {
    let Some((front, body)) = split(&file.text) else {
        let fault = Fault::at(&file.path, &file.text, 0, "a page begins with front matter between lines of `+++`");
        faults.push(fault);
        return None;
    };
    let begins = file.text.len() - file.text.trim_start_matches("+++\n").len();
    let mut rule: Rule = toml::from_str(front)
        .map_err(|error| faults.push(Fault::of_toml(&file.path, &file.text, begins, &error)))
        .ok()?;
    rule.body = Cow::Owned(body.to_owned());
    rule.path.clone_from(&file.path);
    Some(rule)
}

/// Says what would otherwise only show in a run, or make two rules one.
fn judge(rule: &Rule, file: &PackFile, book: &Rulebook, others: &[Rule], faults: &mut Vec<Fault>) {
    let mut wrong = |key: &str, message: String| {
        let offset = file.text.find(&format!("\n{key} ")).map_or(0, |at| at + 1);
        faults.push(Fault::at(&file.path, &file.text, offset, message));
    };
    let taken =
        |word: &str| book.rule(word).is_some() || others.iter().any(|other| other.code == word || other.name == word);
    if is_integral(&rule.code) {
        wrong("code", format!("`{}` is among the codes of what keeps a text whole", rule.code));
    } else if !is_code(&rule.code) {
        wrong("code", format!("`{}` is not a code: three capital letters or more, then three digits", rule.code));
    } else if taken(&rule.code) {
        wrong("code", format!("there is a rule `{}` already", rule.code));
    }
    if taken(&rule.name) {
        wrong("name", format!("there is a rule `{}` already", rule.name));
    }
    if let Some(check) = rule.check.as_deref().filter(|check| !check_names().any(|name| name == *check)) {
        wrong("check", format!("there is no check `{check}` in this version of engross"));
    }
    for find in &rule.find {
        let expressions = Compiled::read(find).map(|_| ());
        let messages = [&find.message, &find.help].into_iter().try_for_each(|text| Template::read(text).map(|_| ()));
        if let Err(error) = expressions.and(messages) {
            wrong("require", error);
        }
    }
}

fn is_code(code: &str) -> bool {
    let letters = code.trim_end_matches(|c: char| c.is_ascii_digit());
    letters.len() >= 3 && letters.bytes().all(|c| c.is_ascii_uppercase()) && code.len() == letters.len() + 3
}
