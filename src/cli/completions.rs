//! `engross completions`: what a shell needs to complete our arguments.

use super::args::{Completions, command};
use super::{Trouble, Verdict, screen};

pub(super) fn run(args: &Completions) -> Result<Verdict, Trouble> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command(), "engross", &mut script);
    screen::print(&String::from_utf8_lossy(&script))?;
    Ok(Verdict::Good)
}
