//! `engross fmt`: texts in the one common layout.

use super::args::Fmt;
use super::files::Pending;
use super::inputs::{Input, gather};
use super::progress::Progress;
use super::project::each;
use super::screen::{self, why};
use super::{Trouble, Verdict};
use crate::syntax;
use crate::vocabulary::vocabulary;

pub(super) fn run(args: &Fmt) -> Result<Verdict, Trouble> {
    let (inputs, mut verdict) = gather(&args.inputs)?;
    let progress = Progress::reading(inputs.len());
    let results = each(&inputs, &progress, |input| layout(input, args.check));
    progress.clear();
    let mut listed = String::new();
    for (input, result) in inputs.iter().zip(results) {
        match result {
            Ok(Outcome::Same) => {}
            Ok(Outcome::Changed) if args.check => {
                listed.push_str(&format!("{}\n", input.name));
                verdict = verdict.max(Verdict::Refused);
            }
            Ok(Outcome::Changed) => {}
            Ok(Outcome::Printed(text)) => screen::print(&text)?,
            Err(trouble) => {
                screen::complain(&trouble);
                verdict = Verdict::Trouble;
            }
        }
    }
    screen::print(&listed)?;
    Ok(verdict)
}

/// What became of a text.
enum Outcome {
    /// It had the common layout already.
    Same,
    /// It has it now, or would have.
    Changed,
    /// The text of the standard input, for the standard output.
    Printed(String),
}

fn layout(input: &Input, only_look: bool) -> Result<Outcome, Trouble> {
    let source = input.read()?;
    let text = syntax::format(source.text(), vocabulary());
    match &input.path {
        None if !only_look => return Ok(Outcome::Printed(text)),
        _ if text == source.text() => return Ok(Outcome::Same),
        Some(path) if !only_look => {
            let written = Pending::write(path, text.as_bytes()).and_then(Pending::finish);
            written.map_err(|error| Trouble::new(format!("cannot write `{}`: {}", input.name, why(&error))))?;
        }
        _ => {}
    }
    Ok(Outcome::Changed)
}
