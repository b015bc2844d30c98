//! Findings that are known already, so that an old draft can take up the checker: only new ones count.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::files::{self, Pending};
use super::loader::relative;
use super::screen::why;
use super::{Trouble, screen};
use crate::report::{Finding, Report, number};

/// The version of the file's shape.
const SCHEMA: &str = "engross.baseline/1";

/// How many of the gone are told one by one.
const TOLD: usize = 10;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Baseline {
    schema: String,
    findings: Vec<Known>,
}

/// Findings of one rule in one statement. Lines are no part of it: they change.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    rule: String,
    /// As it is reached from the baseline's folder.
    file: String,
    path: String,
    count: usize,
}

/// Rule, file, statement.
type Key = (String, String, String);

/// Makes the keys of findings: a file is named as the baseline's folder sees it, wherever the program is started.
struct Keys {
    folder: PathBuf,
    files: HashMap<String, String>,
}

impl Keys {
    fn of(baseline: &Path) -> Self {
        let folder = baseline.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Self { folder: fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned()), files: HashMap::new() }
    }

    fn file(&mut self, name: &str) -> String {
        let folder = &self.folder;
        let seen = self.files.entry(name.to_owned()).or_insert_with(|| match fs::canonicalize(name) {
            Ok(real) => {
                let parts: Vec<_> =
                    relative(folder, &real).iter().map(|part| part.to_string_lossy().into_owned()).collect();
                parts.join("/")
            }
            Err(_) => name.to_owned(),
        });
        seen.clone()
    }

    fn key(&mut self, finding: &Finding<'_>) -> Key {
        (finding.diagnostic.rule.to_string(), self.file(finding.file()), finding.path.to_owned())
    }
}

/// Writes the findings of a report as what is known.
pub(super) fn write(path: &Path, report: &Report<'_>) -> Result<(), Trouble> {
    let mut keys = Keys::of(path);
    let mut counts: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for finding in &report.findings {
        let (rule, file, path) = keys.key(finding);
        // By file first: that is how a reader looks things up, and how changes are read.
        *counts.entry((file, rule, path)).or_default() += 1;
    }
    let known = counts.into_iter().map(|((file, rule, path), count)| Known { rule, file, path, count });
    let baseline = Baseline { schema: SCHEMA.to_owned(), findings: known.collect() };
    // Strings and numbers always serialize.
    let text = serde_json::to_string_pretty(&baseline).unwrap_or_default() + "\n";
    let written = Pending::write(path, text.as_bytes()).and_then(Pending::finish);
    written.map_err(|error| Trouble::new(format!("cannot write `{}`: {}", path.display(), why(&error))))?;
    screen::tell(&format!("wrote {} into {}\n", number(report.findings.len(), "finding"), path.display()));
    Ok(())
}

/// Takes what is known out of a report; a note says what of it is gone. `judged` are the names of the files of this run.
pub(super) fn apply<'a>(
    path: &Path,
    report: &mut Report<'_>,
    judged: impl Iterator<Item = &'a str>,
) -> Result<String, Trouble> {
    let mut known = read(path)?;
    let mut keys = Keys::of(path);
    let before = report.findings.len();
    report.findings.retain(|finding| match known.get_mut(&keys.key(finding)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    report.known = before - report.findings.len();
    let judged: Vec<String> = judged.map(|name| keys.file(name)).collect();
    let looked_at = |file: &String| judged.contains(file) || !keys.folder.join(file).exists();
    let gone: Vec<String> = known
        .iter()
        .filter(|((_, file, _), count)| **count > 0 && looked_at(file))
        .map(|((rule, file, path), count)| {
            let place = if path.is_empty() { String::new() } else { format!(" at {path}") };
            let times = if *count > 1 { format!(", {count} times") } else { String::new() };
            format!("  {rule} in {file}{place}{times}\n")
        })
        .collect();
    if gone.is_empty() {
        return Ok(String::new());
    }
    let shown: String = gone.iter().take(TOLD).map(String::as_str).collect();
    let rest = gone.len().saturating_sub(TOLD);
    let rest = if rest > 0 { format!("  and {rest} more\n") } else { String::new() };
    let path = path.display();
    Ok(format!("note: gone since `{path}` was written; `--write-baseline {path}` leaves it out:\n{shown}{rest}"))
}

fn read(path: &Path) -> Result<BTreeMap<Key, usize>, Trouble> {
    let shown = path.display();
    let text = files::read(path).map_err(|error| {
        Trouble::new(format!("cannot read `{shown}`: {}", error.why()))
            .help(format!("`engross check --write-baseline {shown}` writes what is found now"))
    })?;
    let baseline: Baseline =
        serde_json::from_str(&text).map_err(|error| Trouble::new(format!("`{shown}` is no baseline: {error}")))?;
    if baseline.schema != SCHEMA {
        let message = format!("`{shown}` has the shape `{}`, and this engross reads `{SCHEMA}`", baseline.schema);
        return Err(Trouble::new(message).help(format!("write it anew: `engross check --write-baseline {shown}`")));
    }
    let mut known = BTreeMap::new();
    for Known { rule, file, path, count } in baseline.findings {
        *known.entry((rule, file, path)).or_default() += count;
    }
    Ok(known)
}
