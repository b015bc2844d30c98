//! Engross: the compiler for partnership instruments between governments.
//!
//! A compact is written in a small declarative language and printed as an instrument that ministers sign. The way of
//! the data is one line:
//!
//! ```text
//! Source → syntax (Ast) → model (Model) → document (Document) → render (Markdown, HTML, PDF)
//!              └──────────────┴─ Diagnostics → report
//! ```
//!
//! [`analyze`] reads a compact and all that it includes, and cannot fail: whatever is wrong is a finding.
//! [`compose`] makes the instrument, in each of its languages; [`render`] prints it. The core does no I/O: files come
//! through a [`source::Loader`] that the caller hands in, fonts as bytes; only [`cli`] touches the world.
//!
//! ```
//! use engross::source::{NoFiles, Source};
//! use engross::rules::Rules;
//! use engross::{Project, analyze, compose, lock, render};
//!
//! let text = "compact first-draft {\n}\nterm {\n  duration 5 years\n}\n";
//! let root = Source::new("first-draft.compact", text);
//! let analysis = analyze(&Project {
//!     root,
//!     identity: "first-draft".into(),
//!     loader: &NoFiles,
//!     judged_as: None,
//!     rules: &Rules::default(),
//!     settlement: lock::Settlement::Unknown,
//! });
//! assert_eq!(analysis.obstacles().count(), 0);
//! let documents = compose(&analysis).expect("the catalogue for English is there");
//! assert!(render::markdown::render(&documents[0]).expect("it prints").contains("five years"));
//! ```
//!
//! `ARCHITECTURE.md` says what is declared where, the invariants, and how to add one thing.

pub mod cli;
pub mod conformity;
pub mod diagnostic;
pub mod document;
pub mod lock;
#[cfg(feature = "lsp")]
pub mod lsp;
pub mod model;
mod nearest;
#[cfg(feature = "preview")]
pub mod preview;
pub mod proof;
pub mod render;
pub mod report;
pub mod rules;
pub mod seal;
pub mod source;
pub mod syntax;
pub mod transmittal;
#[cfg(feature = "pdf")]
pub mod verify;
pub mod vocabulary;

use diagnostic::{Diagnostic, Severity};
use document::edition::Edition;
use document::wording::Wordings;
use lock::Settlement;
use model::{Files, Model, Status};
use rules::{Judgment, Rules};
use source::{Loader, Source};

/// A compact to analyse: the file asked for, and the door through which its includes come.
pub struct Project<'a> {
    /// The file asked for.
    pub root: Source,
    /// What makes the file itself, for the loader.
    pub identity: String,
    /// Reads included files.
    pub loader: &'a dyn Loader,
    /// The status to judge it by; none is its own.
    pub judged_as: Option<Status>,
    /// What judges it.
    pub rules: &'a Rules,
    /// The lock beside it.
    pub settlement: Settlement<'a>,
}

/// All that is known of a compact.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    /// The files and their trees.
    pub files: Files,
    /// What was meant.
    pub model: Model,
    /// The findings, in order of place.
    pub diagnostics: Vec<Diagnostic>,
    /// What was waived, and what is wrong with the rules themselves.
    pub judgment: Judgment,
}

impl Analysis {
    /// Whether the file asked for is a compact; a fragment is judged only through a file that includes it.
    pub fn is_compact(&self) -> bool {
        self.model.compact.is_some()
    }

    /// The findings that stand in the way of printing: in a draft those that break the text, from settled on all errors.
    pub fn obstacles(&self) -> impl Iterator<Item = &Diagnostic> {
        let draft = self.model.status() == Status::Draft;
        let in_the_way =
            move |finding: &&Diagnostic| finding.blocks_printing() || (!draft && finding.severity == Severity::Error);
        self.diagnostics.iter().filter(in_the_way)
    }
}

/// Analyses a compact. Cannot fail: whatever is wrong is a finding.
pub fn analyze(project: &Project<'_>) -> Analysis {
    analyze_in(project, &Wordings::default())
}

/// Analyses as [`analyze`] does, for a project with words of its own.
pub fn analyze_in(project: &Project<'_>, wordings: &Wordings) -> Analysis {
    let vocabulary = vocabulary::vocabulary();
    let mut diagnostics = Vec::new();
    let files = model::read(project.root.clone(), &project.identity, project.loader, vocabulary, &mut diagnostics);
    let model = model::lower(&files, vocabulary, project.judged_as, &mut diagnostics);
    let status = project.judged_as.unwrap_or(model.status());
    diagnostics.extend(document::unreviewed(&model, wordings));
    diagnostics.extend(document::incomplete(&model, wordings));
    diagnostics.extend(document::languages_by_hand(&model, wordings));
    diagnostics.extend(with_words_unchecked(document::without_wording(&model, wordings), &model, project.rules));
    diagnostics.extend(held_to(project.settlement, &model, wordings, &diagnostics));
    let judgment = rules::check(&model, &files, status, project.rules, &mut diagnostics);
    let place = |finding: &Diagnostic| (finding.span.file, finding.span.start);
    diagnostics.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| a.rule.cmp(&b.rule)));
    diagnostics.dedup();
    Analysis { files, model, diagnostics, judgment }
}

/// What the lock says of a text: words that changed since it was settled, languages that nobody has certified. Of a text
/// that is not whole it says nothing.
fn held_to(settlement: Settlement<'_>, model: &Model, wordings: &Wordings, found: &[Diagnostic]) -> Vec<Diagnostic> {
    let lock = match settlement {
        Settlement::Unknown => return Vec::new(),
        Settlement::None => None,
        Settlement::Lock(lock) => Some(lock),
    };
    let mut findings = lock::uncertified(lock, model);
    if let Some(lock) = lock
        && !found.iter().any(Diagnostic::blocks_printing)
    {
        findings.extend(lock::findings(lock, model, wordings));
    }
    findings
}

/// Says of languages without a wording catalogue whether their words are checked nevertheless.
fn with_words_unchecked(findings: Vec<Diagnostic>, model: &Model, rules: &Rules) -> Vec<Diagnostic> {
    let compact = model.compact.as_ref();
    let packs: Vec<_> = compact.iter().flat_map(|compact| rules.book.applying(&compact.rules)).collect();
    let checked = |tag: &str| packs.iter().any(|pack| pack.words.contains_key(rules::primary(tag)));
    let languages = compact.iter().flat_map(|compact| compact.languages.iter().chain(&compact.courtesy));
    let unchecked: Vec<_> = languages.filter(|tag| !checked(&tag.value)).map(|tag| tag.span).collect();
    let told = |mut finding: Diagnostic| {
        if let Some(help) = finding.help.as_mut().filter(|_| unchecked.contains(&finding.span)) {
            help.push_str("; the words of this language are not checked either");
        }
        finding
    };
    findings.into_iter().map(told).collect()
}

/// How a compact stands by the elements of its law; none where its rules know no elements, or the file is a fragment.
///
/// # Errors
/// What is wrong with a page of a pack.
pub fn coverage<'a>(analysis: &'a Analysis, rules: &'a Rules) -> Result<Option<rules::coverage::Coverage<'a>>, String> {
    let Analysis { model, diagnostics, judgment, .. } = analysis;
    rules::coverage::coverage(model, model.status(), rules, diagnostics, &judgment.waived)
}

/// Compares the languages of a compact; none where it is signed in one.
///
/// # Errors
/// The findings that stand in the way of composing it.
pub fn conformity(
    analysis: &Analysis,
    wordings: &Wordings,
    rules: &Rules,
) -> Result<Option<conformity::Conformity>, Vec<Diagnostic>> {
    let documents = compose_in(analysis, wordings, &Edition::default())?;
    let instrument = documents.first();
    Ok(instrument.and_then(|document| conformity::conformity(&analysis.model, rules, wordings, document)))
}

/// Composes the instrument, and each courtesy translation as a document of its own.
///
/// # Errors
/// The findings that stand in the way: a language without a wording catalogue, rules without a wording.
pub fn compose(analysis: &Analysis) -> Result<Vec<document::Document>, Vec<Diagnostic>> {
    compose_in(analysis, &Wordings::default(), &Edition::default())
}

/// Composes an edition of the instrument, in the words of a project.
///
/// # Errors
/// The same.
pub fn compose_in(
    analysis: &Analysis,
    wordings: &Wordings,
    edition: &Edition,
) -> Result<Vec<document::Document>, Vec<Diagnostic>> {
    match &analysis.judgment.wordless {
        Some(refusal) => Err(vec![refusal.clone()]),
        None => document::compose(&analysis.model, wordings, edition),
    }
}
