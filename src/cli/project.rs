//! Texts from the disk through the core: read, analysed, and ready to report.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::Trouble;
use super::inputs::Input;
use super::loader::Disk;
use super::lock_file;
use super::progress::Progress;
use super::settings::Settings;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::wording::Wordings;
use crate::lock::{Lock, Settlement};
use crate::model::Status;
use crate::report::{Finding, Report};
use crate::rules::Rules;
use crate::source::{FileId, Source};
use crate::{Analysis, Project};

/// Texts that stand for those of files, by what makes the files themselves.
pub(super) type Edited = HashMap<String, String>;

/// A text and all that is known of it.
pub(super) struct Analyzed<'a> {
    /// What was asked for.
    pub input: &'a Input,
    /// What the core says.
    pub analysis: Analysis,
    /// Whether it is a compact, and not a fragment.
    pub is_compact: bool,
    /// How many findings stand in the way of printing it.
    pub obstacles: usize,
    /// The lock beside it.
    pub lock: Option<Lock>,
    /// What judged it.
    rules: &'a Rules,
    /// The statements that the findings point into, and those that are waived.
    paths: [Vec<String>; 2],
    /// What makes each file itself, by the name shown for it.
    identities: HashMap<String, String>,
    /// The paths that its includes lead to.
    sought: Vec<PathBuf>,
}

impl<'a> Analyzed<'a> {
    /// Reads and analyses a text.
    ///
    /// # Errors
    /// The text cannot be read.
    pub fn read(input: &'a Input, judged_as: Option<Status>, settings: &'a Settings) -> Result<Self, Trouble> {
        Self::read_edited(input, judged_as, settings, &Edited::new())
    }

    /// Reads and analyses a text, with other texts in the place of some files.
    ///
    /// # Errors
    /// The text cannot be read.
    pub fn read_edited(
        input: &'a Input,
        judged_as: Option<Status>,
        settings: &'a Settings,
        edited: &Edited,
    ) -> Result<Self, Trouble> {
        let rules = &settings.rules;
        let Looked { analysis, lock, identities, sought } = look(input, judged_as, rules, &settings.wordings, edited)?;
        let is_compact = analysis.is_compact();
        let obstacles = analysis.obstacles().count();
        let paths = [Vec::new(), Vec::new()];
        Ok(Self { input, analysis, is_compact, obstacles, lock, rules, paths, identities, sought })
    }

    /// Keeps only what a report needs: of a thousand texts not every tree can stay.
    pub fn for_report(mut self) -> Self {
        let outline = &self.analysis.model.outline;
        let path = |finding: &Diagnostic| outline.path(outline.around(finding.span));
        self.paths = [
            self.analysis.diagnostics.iter().map(path).collect(),
            self.analysis.judgment.waived.iter().map(|waived| path(&waived.finding)).collect(),
        ];
        self.analysis.files.asts = Vec::new();
        self.analysis.model = crate::model::Model::default();
        self
    }

    /// What makes each of its files itself, the file asked for among them.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.identities.values().map(String::as_str)
    }

    /// The paths of its files, and of those that were looked for and are not there.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files().map(Path::new).chain(self.sought.iter().map(PathBuf::as_path))
    }

    /// The names of its files, each with what makes it itself.
    pub fn named_files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.identities.iter().map(|(name, identity)| (name.as_str(), identity.as_str()))
    }

    fn identity(&self, file: FileId) -> &str {
        let name = &self.analysis.files.sources.get(file).name;
        self.identities.get(name).unwrap_or(name)
    }
}

/// What the core says of a text from the disk.
pub(super) struct Looked {
    pub analysis: Analysis,
    /// The lock beside it.
    pub lock: Option<Lock>,
    /// What makes each of its files itself, by the name shown for it.
    pub identities: HashMap<String, String>,
    /// The paths of its includes as they were written, those that lead nowhere among them.
    pub sought: Vec<PathBuf>,
}

/// Reads a text with its includes and its lock, and analyses it; texts that are `edited` stand for those of files.
///
/// # Errors
/// The text or its lock cannot be read.
pub(super) fn look(
    input: &Input,
    judged_as: Option<Status>,
    rules: &Rules,
    wordings: &Wordings,
    edited: &Edited,
) -> Result<Looked, Trouble> {
    let root = match edited.get(&input.identity) {
        Some(text) => Source::new(input.name.clone(), text.as_str()),
        None => input.read()?,
    };
    let loader = Disk::new(input, edited);
    let identity = input.identity.clone();
    let lock = lock_file::read(input)?;
    let settlement = lock.as_ref().map_or(Settlement::None, Settlement::Lock);
    let project = Project { root, identity, loader: &loader, judged_as, rules, settlement };
    let analysis = crate::analyze_in(&project, wordings);
    let (identities, sought) = loader.found();
    Ok(Looked { analysis, lock, identities, sought })
}

/// What was found in many texts, in the order of the texts. What stands in a file that several of them read is said once.
pub(super) fn report<'a>(analyzed: &'a [Analyzed<'a>], refusing: Severity) -> Report<'a> {
    let mut order: Vec<(usize, &Analyzed<'a>)> = analyzed.iter().enumerate().collect();
    // A compact goes before the fragments it includes: what it says of them tells from where, too.
    order.sort_by_key(|(_, text)| !text.is_compact);
    let texts = analyzed.iter().map(|text| text.input.name.as_str()).collect();
    let found = |text: &'a Analyzed<'a>| {
        text.analysis.diagnostics.iter().zip(&text.paths[0]).map(|(diagnostic, path)| (diagnostic, path, None))
    };
    let waived = |text: &'a Analyzed<'a>| {
        let waived = text.analysis.judgment.waived.iter().zip(&text.paths[1]);
        waived.map(|(waived, path)| (&waived.finding, path, Some(waived.reason.as_str())))
    };
    Report { refusing, known: 0, texts, findings: collect(&order, found), waived: collect(&order, waived) }
}

/// A finding, the statement that it points into, and why it is waived.
type Found<'a> = (&'a Diagnostic, &'a String, Option<&'a str>);

fn collect<'a, I: Iterator<Item = Found<'a>>>(
    order: &[(usize, &'a Analyzed<'a>)],
    findings: impl Fn(&'a Analyzed<'a>) -> I,
) -> Vec<Finding<'a>> {
    let mut seen: HashSet<(&str, u32, u32, &str, &str)> = HashSet::new();
    let mut collected: Vec<(usize, Finding<'a>)> = Vec::new();
    for (index, text) in order {
        let files = &text.analysis.files;
        for (diagnostic, path, waived) in findings(text) {
            let span = diagnostic.span;
            if !seen.insert((text.identity(span.file), span.start, span.end, &diagnostic.rule, &diagnostic.message)) {
                continue;
            }
            let included_at =
                files.includes.iter().find(|(_, included)| **included == span.file).map(|(include, _)| *include);
            let rule = text.rules.book.rule(&diagnostic.rule);
            let finding = Finding { diagnostic, sources: &files.sources, included_at, rule, path, waived };
            collected.push((*index, finding));
        }
    }
    collected.sort_by_key(|(index, _)| *index);
    collected.into_iter().map(|(_, finding)| finding).collect()
}

/// Does something with every text, on all cores; what comes out has the order of what went in.
pub(super) fn each<'a, T: Send>(
    inputs: &'a [Input],
    progress: &Progress,
    work: impl Fn(&'a Input) -> T + Sync,
) -> Vec<T> {
    let work = |input: &'a Input| {
        let done = work(input);
        progress.step(&input.name);
        done
    };
    match inputs {
        // One text does not wait for threads to start.
        [input] => vec![work(input)],
        inputs => inputs.par_iter().map(work).collect(),
    }
}
