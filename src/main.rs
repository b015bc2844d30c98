//! The command line's door: everything behind it is in the library.

use std::process::ExitCode;

#[cfg(feature = "pdf")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    engross::cli::run()
}
