//! The arguments of what comes before a signing: settling the text, certifying its languages.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::ListFormat;

/// Settle the words of a text, and hold it to them from now on
///
/// Writes FILE.lock beside the compact: the words on which the delegations agreed, in every language, and their
/// fingerprint. From then on `engross check` shows every word that differs (SGN006), and `engross build` refuses to print
/// it. Who signs, where and on which day may still be filled in. A text with an error, or with something still open, is
/// not settled. Keep the lock file under version control, with the compact.
///
/// On a text of status `signed` it records the signatories, the place and the date as well: nothing changes any more. Where
/// the day was left blank, the text stays as it was signed, and `--signed-on` records the day that was written in.
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  engross settle peru-2017.compact
  engross settle peru-2017.compact --renew    both sides agreed to other words
  engross settle peru-2017.compact --signed-on 2017-06-15
                                              the day that was written into a signed text

Exit codes:
  0  the text is settled
  1  it was refused, and the lock is as it was
  2  a wrong use, or a file could not be read or written")]
pub(in crate::cli) struct Settle {
    /// The compact
    #[arg(value_name = "FILE")]
    pub input: PathBuf,
    /// Settle words that differ from those settled before; certificates are asked for again
    #[arg(long)]
    pub renew: bool,
    /// The day on which the text was settled [default: today, in UTC]
    #[arg(long, value_name = "DATE")]
    pub on: Option<Date>,
    /// The day that was written in by hand, of a signed text that says `on blank`
    #[arg(long, value_name = "DATE")]
    pub signed_on: Option<Date>,
}

/// Record a language officer's certificate of conformity
///
/// Records in FILE.lock that a person who commands both languages has compared the text in LANGUAGE with the one that the
/// compact is drafted in, and certifies that they have the same meaning. `engross conformity` prints what is compared. The
/// certificate holds for the words that are settled; when they change, it is asked for again.
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  engross certify peru-2017.compact --language es --by \"Jane Doe\" --title \"Language Officer\"

Exit codes:
  0  the certificate is recorded
  1  the text is not settled, or differs from what was
  2  a wrong use, or a file could not be read or written")]
pub(in crate::cli) struct Certify {
    /// The compact
    #[arg(value_name = "FILE")]
    pub input: PathBuf,
    /// The language that was compared, such as `es`
    #[arg(long, value_name = "TAG")]
    pub language: String,
    /// Who certifies
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// The title of who certifies
    #[arg(long, value_name = "TITLE")]
    pub title: String,
    /// The day of the certificate [default: today, in UTC]
    #[arg(long, value_name = "DATE")]
    pub on: Option<Date>,
}

/// Tell whether a sealed file is what was printed
///
/// Looks into a PDF that `engross build --seal` made, signed or not: whether a byte of it has changed, whether anything but
/// signatures was added since, and whether its pages say what it carries. The same version of engross prints it again and
/// compares bytes; another compares the words of the pages with the attached text, and says what made the file then. Who
/// signed, and whether a signature holds, is for signing software to tell.
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  engross verify peru-2017.original-us.pdf
  engross verify peru-2017.original-us.pdf --source peru-2017.compact
  engross verify peru-2017.original-us.pdf --format json

Exit codes:
  0  the file is what was printed, but for signatures
  1  something differs
  2  the file is not sealed, or could not be looked into as a whole")]
pub(in crate::cli) struct Verify {
    /// The PDF
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// A compact that should say the same: shows the lines in which it differs
    #[arg(long, value_name = "FILE")]
    pub source: Option<PathBuf>,
    /// A folder with fonts, tried before those of this machine; may be given several times
    #[arg(long, value_name = "DIR")]
    pub font_path: Vec<PathBuf>,
    /// How the findings are printed
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
}
