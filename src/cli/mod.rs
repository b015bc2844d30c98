//! The command line: with the language server and the preview the only part of the program that touches the world.
#![allow(clippy::disallowed_methods, reason = "this folder is the program's hands: it reads, writes and prints")]

mod args;
mod baseline;
mod build;
mod certify;
mod check;
#[cfg(feature = "preview")]
mod click;
mod completions;
mod config;
mod conformity;
mod coverage;
mod editions;
#[cfg(feature = "lsp")]
mod editor;
mod explain;
mod files;
mod fix;
mod fmt;
#[cfg(feature = "pdf")]
mod font_list;
#[cfg(feature = "pdf")]
pub mod fonts;
mod inputs;
mod job;
mod loader;
mod lock_file;
mod new;
mod packs;
#[cfg(feature = "preview")]
mod pages;
#[cfg(feature = "preview")]
mod preview;
mod print;
mod progress;
mod project;
mod proof;
#[cfg(feature = "preview")]
mod reader;
mod report;
mod rules;
mod screen;
mod select;
mod selection;
mod settings;
mod settle;
mod transmittal;
#[cfg(feature = "preview")]
mod typed;
#[cfg(feature = "pdf")]
mod verify;
mod vocabulary;
mod watch;
mod whole;

use std::process::ExitCode;

use args::Verb;
pub use args::command;
pub use config::schema;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// All is well.
    Good,
    /// A text was refused.
    Refused,
    /// The program could not do what it was asked: a wrong use, or the environment.
    Trouble,
}

/// Why something could not be done that has nothing to do with what a text says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Trouble {
    message: String,
    help: Option<String>,
}

impl Trouble {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// What to do about a fault of ours.
const REPORT: &str = "this is a fault of engross and not of the text; please report it";

#[cfg(feature = "pdf")]
fn verified(args: &args::Verify) -> Result<Verdict, Trouble> {
    verify::run(args)
}

#[cfg(not(feature = "pdf"))]
fn verified(_args: &args::Verify) -> Result<Verdict, Trouble> {
    Err(Trouble::new("this engross was built without PDF").help("install engross with its default features"))
}

#[cfg(feature = "pdf")]
fn listed(args: &args::Fonts) -> Result<Verdict, Trouble> {
    font_list::run(args)
}

#[cfg(not(feature = "pdf"))]
fn listed(_args: &args::Fonts) -> Result<Verdict, Trouble> {
    Err(Trouble::new("this engross was built without PDF").help("install engross with its default features"))
}

/// Reads the arguments and does what they ask.
pub fn run() -> ExitCode {
    let outcome = match args::read() {
        Verb::New(args) => new::run(&args),
        Verb::Check(args) => check::run(&args),
        Verb::Conformity(args) => conformity::run(&args),
        Verb::Transmittal(args) => transmittal::run(&args),
        Verb::Fonts(args) => listed(&args),
        Verb::Verify(args) => verified(&args),
        Verb::Coverage(args) => coverage::run(&args),
        Verb::Explain(args) => explain::run(&args),
        Verb::Rules(args) => rules::run(&args),
        Verb::Selection(args) => selection::run(&args),
        Verb::Build(args) => build::run(&args),
        Verb::Settle(args) => settle::run(&args),
        Verb::Certify(args) => certify::run(&args),
        #[cfg(feature = "preview")]
        Verb::Preview(args) => preview::run(&args),
        #[cfg(feature = "lsp")]
        Verb::Lsp(_) => editor::run(),
        Verb::Fmt(args) => fmt::run(&args),
        Verb::Vocabulary(args) => vocabulary::run(&args),
        Verb::Completions(args) => completions::run(&args),
    };
    let verdict = outcome.unwrap_or_else(|trouble| {
        screen::complain(&trouble);
        Verdict::Trouble
    });
    ExitCode::from(match verdict {
        Verdict::Good => 0,
        Verdict::Refused => 1,
        Verdict::Trouble => 2,
    })
}
