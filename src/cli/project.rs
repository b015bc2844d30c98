//! Texts from the disk through the core: read, analysed, and ready to report.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::Trouble;
use super::inputs::Input;
use super::loader::Disk;
use super::progress::Progress;
use crate::model::Status;
use crate::report::Finding;
use crate::rules::Rules;
use crate::source::FileId;
use crate::{Analysis, Project};

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
    /// What makes each file itself, by the name shown for it.
    identities: HashMap<String, String>,
}

impl<'a> Analyzed<'a> {
    /// Reads and analyses a text.
    ///
    /// # Errors
    /// The text cannot be read.
    pub fn read(input: &'a Input, judged_as: Option<Status>, rules: &Rules) -> Result<Self, Trouble> {
        let root = input.read()?;
        let loader = Disk::new(input);
        let identity = input.identity.clone();
        let analysis = crate::analyze(&Project { root, identity, loader: &loader, judged_as, rules });
        let is_compact = analysis.is_compact();
        let obstacles = analysis.obstacles().count();
        Ok(Self { input, analysis, is_compact, obstacles, identities: loader.identities() })
    }

    /// Keeps only what a report needs: of a thousand texts not every tree can stay.
    pub fn for_report(mut self) -> Self {
        self.analysis.files.asts = Vec::new();
        self.analysis.model = crate::model::Model::default();
        self
    }

    /// What makes each of its files itself, the file asked for among them.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.identities.values().map(String::as_str)
    }

    fn identity(&self, file: FileId) -> &str {
        let name = &self.analysis.files.sources.get(file).name;
        self.identities.get(name).unwrap_or(name)
    }
}

/// The findings of many texts, in the order of the texts. What stands in a file that several of them read is said once.
pub(super) fn findings<'a>(analyzed: &'a [Analyzed<'a>]) -> Vec<Finding<'a>> {
    let mut seen: HashSet<(&str, u32, u32, &str)> = HashSet::new();
    let mut found: Vec<(usize, Finding<'a>)> = Vec::new();
    let mut order: Vec<usize> = (0..analyzed.len()).collect();
    // A compact goes before the fragments it includes: what it says of them tells from where, too.
    order.sort_by_key(|index| !analyzed[*index].is_compact);
    for index in order {
        let text = &analyzed[index];
        let files = &text.analysis.files;
        for diagnostic in &text.analysis.diagnostics {
            let span = diagnostic.span;
            if !seen.insert((text.identity(span.file), span.start, span.end, &diagnostic.rule)) {
                continue;
            }
            let included_at =
                files.includes.iter().find(|(_, included)| **included == span.file).map(|(include, _)| *include);
            found.push((index, Finding { diagnostic, sources: &files.sources, included_at }));
        }
    }
    found.sort_by_key(|(index, _)| *index);
    found.into_iter().map(|(_, finding)| finding).collect()
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
