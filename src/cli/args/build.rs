//! The arguments of `engross build`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Inputs;
use crate::document::edition::Layout;

/// Print the instrument as PDF, HTML and Markdown
///
/// Prints each compact into files named after it: `peru-2017.compact` becomes `peru-2017.pdf`, a courtesy translation into
/// Mongolian `mongolia-2020.mn.pdf`, the original that `us` keeps `peru-2017.original-us.pdf`. Files stand beside their
/// source, or in DIR with `--out`. Findings go to the error output, the names of the files written to the standard output.
///
/// A draft is refused only where its text is broken, a reference leads nowhere or figures do not agree; from `settled`
/// on, any error refuses, and a `final` or `signed` text must have been settled with `engross settle`. What is refused
/// leaves the files of the last good build as they were. docs/signing.md goes through a signing step by step.
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  engross build                                     every compact in this folder and below
  engross build peru-2017.compact --format pdf      one file, one format
  engross build --out printed                       all files into one folder
  engross build peru-2017.compact --language es     one text, for the other delegation
  engross build peru-2017.compact --originals --proof --format pdf
                                                    the books for the table, and the proof that they agree
  engross build peru-2017.compact --original us --fields --seal
                                                    to be signed electronically, with its source inside
  engross build peru-2017.compact --conformed       a copy of what was signed, for publication

Exit codes:
  0  every file was written
  1  a compact was refused
  2  a wrong use, or a file could not be read or written")]
pub(in crate::cli) struct Build {
    #[command(flatten)]
    pub inputs: Inputs,
    /// The formats, separated by commas [default: all]
    #[arg(long, value_enum, value_name = "FORMATS", value_delimiter = ',')]
    pub format: Vec<Format>,
    /// The folder to write into, made where it does not exist [default: beside each source]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// A folder with fonts, tried before those of this machine; may be given several times
    #[arg(long, value_name = "DIR")]
    pub font_path: Vec<PathBuf>,
    /// How the languages stand [default: tandem, or what engross.toml says]
    #[arg(long, value_enum, value_name = "LAYOUT")]
    pub layout: Option<LayoutWord>,
    /// The original that PARTICIPANT keeps: it comes first; may be given several times
    #[arg(long, value_name = "PARTICIPANT", conflicts_with_all = ["originals", "language"])]
    pub original: Vec<String>,
    /// The originals of all participants
    #[arg(long, conflicts_with = "language")]
    pub originals: bool,
    /// Compare the originals, and write the comparison with the signing list as FILE.proof.json and FILE.proof.md
    ///
    /// Originals are compared in any case, and refused where they differ in anything but what alternates.
    #[arg(long)]
    pub proof: bool,
    /// One language alone, such as `es`
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
    /// A copy of a signed text that shows the signatures as `/s/ Name`, for transmittal and publication
    #[arg(long, conflicts_with = "fields")]
    pub conformed: bool,
    /// Put a field at each place to sign in the PDF, for signing software
    #[arg(long)]
    pub fields: bool,
    /// Attach to the PDF what it was made from, so that `engross verify` can prove it
    ///
    /// Attached are the source of what is printed, the composed text, and the versions of what made them: nothing that is
    /// not printed. `--seal=internal` adds the author's own files, findings and waivers; such a file is marked as not for
    /// exchange.
    #[arg(long, value_enum, value_name = "FOR", num_args = 0..=1, require_equals = true, default_missing_value = "exchange")]
    pub seal: Option<Seal>,
    /// Number the lines of the PDF, for the negotiating table
    #[arg(long)]
    pub line_numbers: bool,
    /// A line for initials on every page of the PDF
    #[arg(long)]
    pub initials: bool,
    /// A last sheet in the PDF with the signature blocks alone, for a signature that goes wrong
    #[arg(long)]
    pub spare_signatures: bool,
}

/// What an instrument is printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(in crate::cli) enum Format {
    /// For signature and for the archive
    Pdf,
    /// For the web
    Html,
    /// Markdown, for comments and for other programs
    Md,
}

/// How several languages stand beside one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum LayoutWord {
    /// One text after the other, each with its signatures
    Tandem,
    /// In parallel columns, clause by clause
    Columns,
}

impl LayoutWord {
    /// As documents know it.
    pub fn layout(self) -> Layout {
        match self {
            Self::Tandem => Layout::Tandem,
            Self::Columns => Layout::Columns,
        }
    }
}

/// Whom a sealed file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Seal {
    /// It may be given to the other side
    Exchange,
    /// It stays on this side
    Internal,
}
