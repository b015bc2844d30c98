//! The command line's door: everything behind it is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    engross::cli::run()
}
