//! The arguments of `engross preview`.

use std::path::PathBuf;

use clap::Args;

use super::build::LayoutWord;

/// Show the instrument in the browser while it is written
///
/// Serves a page on this machine that shows the instrument as HTML and as PDF, with the findings beside it, and follows
/// whenever a file of the compact is saved. While the text has errors that stand in the way of printing, the last good
/// page stays. The first line of the standard output is the address of the page; whoever has it can read the draft, and
/// nobody can from another machine. Ctrl-C ends it.
///
/// A click on a paragraph names the line that it comes from, and opens it where `--editor` says how. The command is run
/// without a shell; it is never taken from a file of the project.
#[derive(Args)]
#[command(after_long_help = "\
Examples:
  engross preview peru-2017.compact --open
  engross preview peru-2017.compact --editor 'code --goto {file}:{line}:{column}'
  ENGROSS_EDITOR='nvim --server /tmp/nvim --remote {file}' engross preview peru-2017.compact

Exit codes:
  0  it was ended with Ctrl-C
  2  a wrong use, the file could not be read, or the port is taken")]
pub(in crate::cli) struct Preview {
    /// The compact
    #[arg(value_name = "FILE")]
    pub input: PathBuf,
    /// The port to serve on [default: one that is free]
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    pub port: u16,
    /// Open the page in the browser of this machine
    #[arg(long)]
    pub open: bool,
    /// The command that opens a place, with `{file}`, `{line}` and `{column}` in it [default: ENGROSS_EDITOR]
    #[arg(long, value_name = "COMMAND")]
    pub editor: Option<String>,
    /// How the languages stand [default: tandem, or what engross.toml says]
    #[arg(long, value_enum, value_name = "LAYOUT")]
    pub layout: Option<LayoutWord>,
    /// A folder with fonts, tried before those of this machine; may be given several times
    #[arg(long, value_name = "DIR")]
    pub font_path: Vec<PathBuf>,
}
