//! The arguments, and the help that teaches them: the only folder that names clap.

mod build;
#[cfg(feature = "preview")]
mod preview;
mod reports;
mod signing;

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

pub(super) use build::{Build, Format, Seal};
#[cfg(feature = "preview")]
pub(super) use preview::Preview;
pub(super) use reports::{Conformity, ConformityFormat, Fonts, Transmittal};
pub(super) use signing::{Certify, Settle, Verify};

use crate::model::Status;

/// Reads the arguments; on a wrong use says what is wrong and ends the program with 2.
pub(super) fn read() -> Verb {
    CommandLine::parse().verb
}

/// The whole command line, as data: for completions and for tests of the documentation.
pub fn command() -> clap::Command {
    CommandLine::command()
}

const EXIT_CODES: &str = "\
Exit codes:
  0  all is well
  1  a text was refused
  2  a wrong use, or something outside the texts failed";

#[derive(Parser)]
#[command(
    name = "engross",
    version,
    about = "Checks and prints non-binding instruments between governments",
    long_about = "Checks and prints non-binding instruments between governments.\n\n\
        A compact is a text file (NAME.compact) of statements that people read and the program understands. \
        `engross new` begins one, `engross check` says what is wrong with it or still open, and `engross build` \
        prints the instrument as PDF, HTML and Markdown.",
    after_help = EXIT_CODES,
    disable_help_subcommand = true
)]
struct CommandLine {
    #[command(subcommand)]
    verb: Verb,
}

/// What is to be done.
#[derive(Subcommand)]
pub(super) enum Verb {
    New(New),
    Check(Check),
    Build(Build),
    #[cfg(feature = "preview")]
    Preview(Preview),
    Fmt(Fmt),
    Settle(Settle),
    Certify(Certify),
    Verify(Verify),
    Coverage(Coverage),
    Conformity(Conformity),
    Transmittal(Transmittal),
    Fonts(Fonts),
    Explain(Explain),
    Rules(Rules),
    Selection(Selection),
    Vocabulary(Vocabulary),
    #[cfg(feature = "lsp")]
    Lsp(Lsp),
    Completions(Completions),
}

/// Begin a compact from a commented scaffold
///
/// Writes NAME.compact into the current folder. The scaffold has every part that the statute asks of a compact, each
/// with a comment that says what belongs there; it checks clean but for what only people can fill in. An existing file
/// is never overwritten.
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  engross new nepal-2026
  engross new nepal-2026 --partner \"the Government of Nepal\" --languages en-US,ne")]
pub(super) struct New {
    /// The compact's name: letters, digits and hyphens, such as `nepal-2026`
    pub name: String,
    /// The partner's full designation, with its article
    #[arg(long, value_name = "DESIGNATION")]
    pub partner: Option<String>,
    /// The languages that are signed, the one it is drafted in first
    #[arg(long, value_name = "TAGS", value_delimiter = ',', default_value = "en-US")]
    pub languages: Vec<String>,
}

/// Say what is wrong with a text, and what is still open
///
/// Reads compacts and prints findings: errors, which are settled before signing; warnings and notes, to be considered;
/// and, for a draft, what is still open. A file without a `compact` statement is a fragment: by itself only its
/// writing is checked, the rest through the compacts that include it.
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  engross check                          every compact in this folder and below
  engross check peru-2017.compact        one file
  engross check --as settled             judge drafts as if nothing might be left open
  engross check --select NBI,measurable  only what these rules find
  engross check --diff                   what `--fix` would mend, as a difference
  engross check --watch                  again after every change
  engross check --format json            for programs (docs/json.md describes it)
  engross check --output sarif=a.sarif   into a file as well (docs/formats.md)

An old draft takes up the checker with a baseline:
  engross check --write-baseline known.json
  engross check --baseline known.json    only what is new
  engross check - --stdin-filename a.compact < a.compact

Exit codes:
  0  no error stands
  1  an error stands, or with `--deny warnings` a warning
  2  a wrong use, or a file could not be read")]
pub(super) struct Check {
    #[command(flatten)]
    pub inputs: Inputs,
    /// How findings are printed
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "terminal")]
    pub format: ReportFormat,
    /// Write the findings to a file as well, such as `sarif=findings.sarif`; may be given several times
    #[arg(long, value_name = "FORMAT=FILE", value_parser = output)]
    pub output: Vec<(ReportFormat, PathBuf)>,
    /// Judge a draft as if it were settled: what is still open becomes an error
    #[arg(long = "as", value_enum, value_name = "STATUS")]
    pub judge_as: Option<JudgeAs>,
    /// Fail on warnings, too, and so on what a draft leaves open
    #[arg(long, value_enum, value_name = "WHAT")]
    pub deny: Option<Deny>,
    /// Tell only of these rules: codes, names, or families such as `NBI`, separated by commas
    ///
    /// What keeps a text whole (syntax, references, arithmetic) is always told.
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Tell of all rules but these
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Leave out the findings that FILE knows, so that only new ones count
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write what is found now as known into FILE, and print nothing else
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "output"])]
    pub write_baseline: Option<PathBuf>,
    /// Make the edits that mend findings with certainty, and tell of the rest
    #[arg(long, conflicts_with_all = ["diff", "write_baseline"])]
    pub fix: bool,
    /// Print what `--fix` would change, and change nothing; exits with 1 where something would
    #[arg(long, conflicts_with_all = ["write_baseline", "output"])]
    pub diff: bool,
    /// Check again whenever a file changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["fix", "diff", "write_baseline"])]
    pub watch: bool,
}

/// Write compacts in the one common layout
///
/// Rewrites files in place, only where something changes: indentation, spacing and the alignment of values. Words and
/// comments are never touched, and a line that is not understood stays as it is. From `-` it reads the standard input
/// and writes the standard output.
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  engross fmt                  every file in this folder and below
  engross fmt --check          only say which files would change
  engross fmt - < a.compact    as a filter, for an editor

Exit codes:
  0  done; with `--check`: nothing would change
  1  with `--check`: a file would change
  2  a wrong use, or a file could not be read or written")]
pub(super) struct Fmt {
    #[command(flatten)]
    pub inputs: Inputs,
    /// Write nothing; list the files that would change
    #[arg(long)]
    pub check: bool,
}

/// Show what the law asks for, and what in a compact meets it
///
/// Prints the table of the elements that the statute asks a compact to describe: (A) to (G) of 22 U.S.C. 7103a(d)(2). For
/// each it says what in the file meets it and where, or that nothing does, and what `engross check` finds about it. It is
/// made to go to the Legal Adviser with the draft.
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  engross coverage peru-2017.compact
  engross coverage peru-2017.compact --format html > coverage.html

Exit codes:
  0  the table was printed, whatever it says
  2  a wrong use, or the file could not be read")]
pub(super) struct Coverage {
    /// The compact, or `-` for the standard input
    #[arg(value_name = "FILE")]
    pub input: PathBuf,
    /// How the table is printed
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    pub format: TableFormat,
}

/// Explain a rule: what it finds, on what authority, with examples
///
/// Shows the page of a rule: what it finds, how much that weighs, the authority it rests on with its kind and how
/// certain it is to us, and examples that it finds something in and that it passes.
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  engross explain STA005
  engross explain annual-targets
  engross explain --all
  engross explain STA005 --format md    for an editor, or a page of your own")]
pub(super) struct Explain {
    /// The rule's code or name
    #[arg(value_name = "RULE")]
    pub rule: Option<String>,
    /// Explain all rules
    #[arg(long, conflicts_with = "rule")]
    pub all: bool,
    /// How the page is printed
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    pub format: TextFormat,
}

/// List the rules, or run the examples on their pages
///
/// Without a verb, lists every rule by its code and name, pack by pack. `engross rules test` runs the examples that stand
/// on the pages: each must find what it says it finds, and nothing else.
#[derive(Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_long_help = "\
Examples:
  engross rules
  engross rules --format json
  engross rules test
  engross rules test cpc"
)]
pub(super) struct Rules {
    #[command(subcommand)]
    pub verb: Option<RulesVerb>,
    /// How the list is printed
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
}

/// What can be done with rules beside listing them.
#[derive(Subcommand)]
pub(super) enum RulesVerb {
    Test(RulesTest),
}

/// Run the examples on the pages of a pack, or of all packs
///
/// Exit codes: 0, all is as the pages say; 1, an example finds something else; 2, there is no such pack.
#[derive(Args)]
pub(super) struct RulesTest {
    /// The pack's name
    pub pack: Option<String>,
}

/// Print the record behind the choice of country
///
/// Prints the `selection` of a compact: the factors that were weighed, with their sources, and the tiers. The record is
/// internal: no other command prints it, and it is left out of everything that is exchanged.
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  engross selection peru-2017.compact
  engross selection peru-2017.compact --format md

Exit codes:
  0  the record was printed
  2  there is none, or the file could not be read")]
pub(super) struct Selection {
    /// The compact, or `-` for the standard input
    #[arg(value_name = "FILE")]
    pub input: PathBuf,
    /// How the record is printed
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    pub format: TextFormat,
}

/// Look up the words of the language
///
/// Without a word, lists every statement by the block it stands in. With one, shows what it says, its values, what may
/// stand in its block, what holds where it is missing, the element of the statute that it meets, and an example.
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  engross vocabulary
  engross vocabulary contribution
  engross vocabulary plan")]
pub(super) struct Vocabulary {
    /// A statement's first word, such as `contribution`
    pub word: Option<String>,
}

/// Serve an editor: the language server
///
/// Speaks the Language Server Protocol on the standard input and output; an editor starts it. It tells findings while a
/// compact is written, what each word means and prints, numbers, sums and program years behind the text, and what belongs
/// to an objective above it; it completes statements, names and words, offers what can be done about a finding, lays texts
/// out, and knows definitions, references, renaming, symbols, folding, links and colours.
#[cfg(feature = "lsp")]
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  engross lsp    started by an editor; in Neovim:
                 vim.lsp.start({ cmd = { 'engross', 'lsp' } })

Exit codes:
  0  the editor said goodbye
  2  the editor broke off")]
pub(super) struct Lsp {}

/// Print completions for a shell
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  engross completions bash > ~/.local/share/bash-completion/completions/engross
  engross completions fish > ~/.config/fish/completions/engross.fish")]
pub(super) struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// The texts to work on.
#[derive(Args)]
pub(super) struct Inputs {
    /// Files, folders, or `-` for the standard input [default: the current folder]
    ///
    /// A folder is walked for `.compact` files; hidden files, and those that a `.gitignore` or `.ignore` names, are
    /// left out.
    #[arg(value_name = "PATHS")]
    pub paths: Vec<PathBuf>,
    /// The name of the text that `-` reads: it is shown in findings, and says where includes are looked for
    #[arg(long, value_name = "FILE")]
    pub stdin_filename: Option<PathBuf>,
}

/// How findings are printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// For people
    Terminal,
    /// One line a finding
    Concise,
    /// For programs (docs/json.md)
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations in GitHub Actions
    Github,
    /// GitLab's Code Quality report
    Gitlab,
    /// JUnit's XML, for CI systems that show tests
    Junit,
    /// For a comment on a pull request
    Markdown,
}

/// Reads `FORMAT=FILE`.
fn output(written: &str) -> Result<(ReportFormat, PathBuf), String> {
    let (format, file) = written
        .split_once('=')
        .filter(|(_, file)| !file.is_empty())
        .ok_or("write FORMAT=FILE, such as `json=a.json`")?;
    let format = ReportFormat::from_str(format, false).map_err(|_| {
        let known: Vec<String> = ReportFormat::value_variants()
            .iter()
            .filter_map(|format| Some(format!("`{}`", format.to_possible_value()?.get_name())))
            .collect();
        format!("`{format}` is not a format; the formats are {}", known.join(", "))
    })?;
    Ok((format, PathBuf::from(file)))
}

/// How a table is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    /// For the terminal
    Text,
    /// A Markdown table
    Md,
    /// One HTML file
    Html,
    /// For programs
    Json,
}

/// How a list is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// For the terminal
    Text,
    /// For programs
    Json,
}

/// How a text is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TextFormat {
    /// For the terminal
    Text,
    /// Markdown
    Md,
}

/// The status that a draft is judged as.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum JudgeAs {
    /// The words may not change any more
    Settled,
    /// Ready for signature
    Final,
}

impl JudgeAs {
    /// The status of the language.
    pub fn status(self) -> Status {
        match self {
            Self::Settled => Status::Settled,
            Self::Final => Status::Final,
        }
    }
}

/// What fails beside errors.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Deny {
    /// Warnings
    Warnings,
}
