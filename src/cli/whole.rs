//! One compact whose text is whole, for the commands that print about it; what is broken is told and refused.

use super::inputs::Input;
use super::project::{self, Analyzed};
use super::screen::{self, Output};
use super::settings::Settings;
use super::{Trouble, Verdict};
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::{number, terminal};

/// Reads a compact.
///
/// # Errors
/// It cannot be read, or is a fragment.
pub(super) fn compact<'a>(input: &'a Input, settings: &'a Settings) -> Result<Analyzed<'a>, Trouble> {
    let text = Analyzed::read(input, None, settings)?;
    if text.is_compact { Ok(text) } else { Err(fragment(input)) }
}

/// The refusal of a text that is no compact.
pub(super) fn fragment(input: &Input) -> Trouble {
    let trouble = Trouble::new(format!("`{}` has no `compact` statement: it is a fragment", input.name));
    trouble.help("ask for the compact that includes it")
}

/// What breaks the text of a compact, so that nothing can be printed about it.
pub(super) fn broken(text: &Analyzed<'_>) -> Vec<Diagnostic> {
    text.analysis.diagnostics.iter().filter(|finding| finding.blocks_printing()).cloned().collect()
}

/// Tells what stands in the way, and that therefore something is not done: "compared", "printed".
pub(super) fn refuse(text: Analyzed<'_>, found: Vec<Diagnostic>, done: &str) -> Verdict {
    let message = format!("`{}` is not {done}: {} in the way", text.input.name, stand(found.len()));
    refuse_for(text, found, Trouble::new(message))
}

/// "1 error stands", "3 errors stand"
pub(super) fn stand(count: usize) -> String {
    format!("{} {}", number(count, "error"), if count == 1 { "stands" } else { "stand" })
}

/// Tells what was found, and why therefore something is not done.
pub(super) fn refuse_for(mut text: Analyzed<'_>, found: Vec<Diagnostic>, why: Trouble) -> Verdict {
    text.analysis.diagnostics = found;
    let texts = [text.for_report()];
    let report = project::report(&texts, Severity::Error);
    screen::tell(&terminal::render(&report.findings, &screen::terminal(Output::Error)));
    screen::complain(&why);
    Verdict::Refused
}
