//! The arguments of what is printed about a compact and its languages.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Format, ListFormat};

/// Compare the languages of a compact, paragraph by paragraph
///
/// Prints the report for the language officer: each language beside the one that the compact is drafted in, paragraph by
/// paragraph, as it will be printed, with what differs in numbers, amounts, dates, references, defined terms, lists and
/// closing punctuation. Whether the texts have the same meaning the program cannot tell: a person certifies that, on the
/// lines at the end of the report.
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  engross conformity peru-2017.compact > peru.md
  engross conformity peru-2017.compact --format html --out peru.html

Exit codes:
  0  the report was printed, whatever it says
  1  the text was refused
  2  a wrong use, a compact in one language, or the file could not be read or written")]
pub(in crate::cli) struct Conformity {
    /// The compact, or `-` for the standard input
    #[arg(value_name = "FILE")]
    pub input: PathBuf,
    /// How the report is printed
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "md")]
    pub format: ConformityFormat,
    /// The file to write into [default: the standard output]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// How the report on the languages is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ConformityFormat {
    /// One HTML file
    Html,
    /// Markdown
    Md,
}

/// Prepare the sheet that goes with the text to the Department of State
///
/// Prints the facts that the Case-Zablocki Act (1 U.S.C. 112b) asks for of a non-binding instrument: title, participants,
/// signing, signers, languages, annexes and legal authority, with the days on which its duties fall if it qualifies.
/// Whether it qualifies is for a person to decide: such boxes are left open. `peru-2017.compact` becomes
/// `peru-2017.transmittal.pdf`. This is no form of the Department.
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  engross transmittal peru-2017.compact
  engross transmittal peru-2017.compact --format md --out printed

Exit codes:
  0  every file was written
  1  the text was refused
  2  a wrong use, or a file could not be read or written")]
pub(in crate::cli) struct Transmittal {
    /// The compact, or `-` for the standard input
    #[arg(value_name = "FILE")]
    pub input: PathBuf,
    /// The formats, separated by commas [default: all]
    #[arg(long, value_enum, value_name = "FORMATS", value_delimiter = ',')]
    pub format: Vec<Format>,
    /// The folder to write into, made where it does not exist [default: beside the source]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// Say which fonts a compact needs, and which are missing
///
/// Lists, script by script, the font that sets the printed texts and where it comes from: embedded in the program, a
/// folder of the project, or this machine. What is missing is told with the cure, and characters that no font sets with
/// their place. Without a compact, lists the scripts that are known and which of them can be set here.
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  engross fonts                            the scripts that can be set here
  engross fonts nepal-2026.compact         what this compact needs
  engross fonts . --font-path ~/fonts      every compact in this folder and below

Exit codes:
  0  nothing is missing
  1  a script or a character has no font, or a text was refused
  2  a wrong use, or a file could not be read")]
pub(in crate::cli) struct Fonts {
    /// Files and folders; without any, the scripts that are known are listed
    #[arg(value_name = "PATHS")]
    pub paths: Vec<PathBuf>,
    /// A folder with fonts, tried before those of this machine; may be given several times
    #[arg(long, value_name = "DIR")]
    pub font_path: Vec<PathBuf>,
    /// How the list is printed
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
}
