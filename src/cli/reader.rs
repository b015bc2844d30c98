//! A compact read for the preview: what was found in it, and what it prints as.

use std::cmp::Reverse;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::config::FILE;
use super::inputs::Input;
use super::pages::{self, Compact};
use super::project::{Edited, Looked, look};
use super::settings::{Projects, Settings};
use super::typed::{Typed, is_saved};
use super::{Trouble, editions, lock_file, whole};
use crate::Analysis;
use crate::diagnostic::Diagnostic;
use crate::document::edition::Layout;
use crate::model::Outline;
use crate::preview::{self, At, File, Finding, Reading, explanation};
use crate::report::Tally;
use crate::source::Span;

/// Reads one compact, again and again.
pub(super) struct Reader {
    input: Input,
    /// How several languages stand, where the user says it.
    layout: Option<Layout>,
    /// Folders with fonts that go before those of the project.
    fonts: Vec<PathBuf>,
    /// What stands in the editor, where one began this.
    typed: Arc<Typed>,
    /// All files that were ever read, so that their numbers stay.
    files: Vec<File>,
    /// The settings that were read last.
    settings: Arc<Settings>,
    /// What was read last, as a number.
    before: Option<u64>,
    /// What stood in the way.
    troubles: Vec<Trouble>,
    /// Whether there was anything to show before.
    shown: bool,
}

/// What came of reading.
type Read = (Option<Reading>, Vec<PathBuf>);

impl Reader {
    pub fn new(input: Input, layout: Option<Layout>, fonts: Vec<PathBuf>, typed: Arc<Typed>) -> Self {
        let file = File { name: input.name.clone(), path: PathBuf::from(&input.identity) };
        let (settings, troubles) = (Arc::default(), Vec::new());
        Self { input, layout, fonts, typed, files: vec![file], settings, before: None, troubles, shown: false }
    }

    /// What stood in the way of a page when it was read last.
    pub fn troubles(&self) -> &[Trouble] {
        &self.troubles
    }

    /// How many files the compact was read from.
    pub fn files(&self) -> usize {
        self.files.len()
    }

    /// Whether nothing stands in the editor that is not saved.
    pub fn is_saved(&self) -> bool {
        self.typed.is_saved()
    }

    /// Reads the compact: none where nothing is other than before. Then the files that it hangs on.
    pub fn read(&mut self) -> Read {
        let mut hangs_on = vec![PathBuf::from(&self.input.identity)];
        // The settings may come into any folder above.
        hangs_on.extend(self.input.folder().ancestors().map(|folder| folder.join(FILE)));
        hangs_on.extend(lock_file::path(&self.input));
        let settings = match Projects::of(std::slice::from_ref(&self.input)) {
            Ok(projects) => Arc::new(projects.into_settings(&self.input)),
            Err(trouble) => return (self.refused(trouble), hangs_on),
        };
        hangs_on.extend(settings.files.iter().cloned());
        self.settings = Arc::clone(&settings);
        let edited = self.typed.now();
        let looked = look(&self.input, None, &settings.rules, &settings.wordings, &edited);
        let looked = match looked {
            Ok(looked) => looked,
            Err(trouble) => return (self.refused(trouble), hangs_on),
        };
        let found = looked.identities.values().map(PathBuf::from).chain(looked.sought.iter().cloned());
        hangs_on.extend(found);
        let unsaved = unsaved(&looked, &edited);
        let now = number(&looked, &unsaved, &hangs_on);
        (self.is_new(now).then(|| self.judged(looked, unsaved)), hangs_on)
    }

    fn is_new(&mut self, now: u64) -> bool {
        self.before.replace(now) != Some(now)
    }

    /// Nothing could be read.
    fn refused(&mut self, trouble: Trouble) -> Option<Reading> {
        let mut hasher = DefaultHasher::new();
        (&trouble.message, &trouble.help).hash(&mut hasher);
        self.troubles = vec![trouble];
        self.is_new(hasher.finish()).then(|| self.reading(Vec::new(), String::new(), None, Vec::new()))
    }

    /// What was found, and what it prints as where nothing stands in the way.
    fn judged(&mut self, looked: Looked, unsaved: Vec<String>) -> Reading {
        let Looked { mut analysis, lock, identities, .. } = looked;
        let names = analysis.files.sources.iter().map(|(_, source)| source.name.clone());
        let numbers: Vec<usize> = names
            .map(|name| {
                let path = identities.get(&name).map_or_else(|| PathBuf::from(&name), PathBuf::from);
                self.number(File { name, path })
            })
            .collect();
        let name = &self.input.name;
        let status = analysis.model.status();
        let mut troubles = faults(&analysis);
        let mut ways = Vec::new();
        let stand = analysis.obstacles().count();
        if !analysis.is_compact() {
            troubles.insert(0, whole::fragment(&self.input));
        } else if stand > 0 {
            troubles.insert(0, in_the_way(name, stand, self.shown));
        } else {
            let layout = self.layout.or(self.settings.layout).unwrap_or_default();
            match pages::ways(&analysis, &self.settings, lock.as_ref(), layout) {
                Ok(composed) => ways = composed,
                Err(found) => {
                    troubles.insert(0, in_the_way(name, found.len(), self.shown));
                    analysis.diagnostics.extend(found);
                }
            }
            troubles.extend(editions::unready(name, status, lock.as_ref(), false));
        }
        self.troubles = troubles;
        self.shown |= !ways.is_empty();
        let findings = findings(&analysis, &self.settings, &numbers);
        let tally = Tally::of(&analysis.diagnostics).to_string();
        let pages = (!ways.is_empty()).then(|| {
            let fonts = self.fonts.iter().chain(&self.settings.fonts).cloned().collect();
            let compact = Compact::new(analysis, Arc::clone(&self.settings), fonts, numbers, ways);
            Arc::new(compact) as Arc<dyn preview::Pages>
        });
        self.reading(findings, tally, pages, unsaved)
    }

    fn reading(
        &self,
        findings: Vec<Finding>,
        tally: String,
        pages: Option<Arc<dyn preview::Pages>>,
        unsaved: Vec<String>,
    ) -> Reading {
        let settings = Arc::clone(&self.settings);
        let trouble =
            |trouble: &Trouble| preview::Trouble { message: trouble.message.clone(), help: trouble.help.clone() };
        Reading {
            name: self.input.name.clone(),
            files: self.files.clone(),
            findings,
            tally,
            unsaved,
            troubles: self.troubles.iter().map(trouble).collect(),
            pages,
            explain: Arc::new(move |code| settings.rules.book.rule(code).map(explanation)),
        }
    }

    /// The number of a file.
    fn number(&mut self, file: File) -> usize {
        self.files.iter().position(|known| *known == file).unwrap_or_else(|| {
            self.files.push(file);
            self.files.len() - 1
        })
    }
}

/// The names of the files that stand otherwise in the editor than on the disk, in the order in which they were read.
fn unsaved(looked: &Looked, edited: &Edited) -> Vec<String> {
    let names = looked.analysis.files.sources.iter().map(|(_, source)| &source.name);
    let differs = |name: &&String| {
        let file = looked.identities.get(*name);
        file.is_some_and(|file| edited.get(file).is_some_and(|text| !is_saved(file, text)))
    };
    names.filter(differs).cloned().collect()
}

/// What was read, as one number: where it is the same, nothing need be shown again.
fn number(looked: &Looked, unsaved: &[String], hangs_on: &[PathBuf]) -> u64 {
    let mut hasher = DefaultHasher::new();
    unsaved.hash(&mut hasher);
    for (_, source) in looked.analysis.files.sources.iter() {
        (&source.name, source.text()).hash(&mut hasher);
    }
    let texts: Vec<&Path> = looked.identities.values().map(Path::new).collect();
    for file in hangs_on.iter().filter(|file| !texts.contains(&file.as_path())) {
        (file, file.is_file().then(|| fs::read(file).ok())).hash(&mut hasher);
    }
    hasher.finish()
}

/// What is found stands in the way of a page; one that was `shown` before stays.
fn in_the_way(name: &str, count: usize, shown: bool) -> Trouble {
    Trouble::new(format!("`{name}` is not printed: {} in the way", whole::stand(count))).help(match shown {
        true => "the page is as it was before, until this is mended",
        false => "the page comes as soon as this is mended",
    })
}

/// What is wrong with the rules themselves.
fn faults(analysis: &Analysis) -> Vec<Trouble> {
    let fault = |fault: &String| {
        Trouble::new(format!("a rule cannot be applied: {fault}")).help("correct the page of the rule")
    };
    analysis.judgment.errors.iter().map(fault).collect()
}

/// The findings, those that weigh most first.
fn findings(analysis: &Analysis, settings: &Settings, numbers: &[usize]) -> Vec<Finding> {
    let outline = &analysis.model.outline;
    let mut found: Vec<&Diagnostic> = analysis.diagnostics.iter().collect();
    found.sort_by_key(|finding| (finding.still_open, Reverse(finding.severity)));
    let finding = |finding: &&Diagnostic| Finding {
        weight: if finding.still_open { "open" } else { finding.severity.word() },
        code: finding.rule.to_string(),
        message: finding.message.clone(),
        help: finding.help.clone(),
        authority: settings.rules.book.rule(&finding.rule).map(crate::rules::Rule::authority),
        at: at(analysis, finding.span, numbers),
        within: lines(analysis, outermost(outline, finding.span).unwrap_or(finding.span)),
    };
    found.iter().map(finding).collect()
}

/// Where a span begins.
pub(super) fn at(analysis: &Analysis, span: Span, numbers: &[usize]) -> At {
    let position = analysis.files.sources.get(span.file).position(span.start);
    let file = numbers.get(span.file.0 as usize).copied().unwrap_or_default();
    At { file, line: position.line, column: position.column }
}

/// The first and the last line of a span.
pub(super) fn lines(analysis: &Analysis, span: Span) -> [usize; 2] {
    let source = analysis.files.sources.get(span.file);
    [source.position(span.start).line, source.position(span.end).line]
}

/// The span of the statement of the top level around a place.
fn outermost(outline: &Outline, span: Span) -> Option<Span> {
    let mut index = outline.around(span);
    while let Some(parent) = outline.get(index).map(|statement| statement.parent).filter(|parent| *parent != 0) {
        index = parent;
    }
    outline.get(index).filter(|_| index != 0).map(|statement| statement.span)
}
