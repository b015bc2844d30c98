//! The standard output and the error output, and what they can show.

use std::env;
use std::io::{self, ErrorKind, Write};

use super::Trouble;
use crate::report::plain;
use crate::report::terminal::Terminal;

/// One of the two outputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Output {
    Standard,
    Error,
}

/// The columns of a terminal that does not say how many it has.
const USUAL_WIDTH: usize = 80;

/// Lines longer than this are hard to read, however wide the terminal.
const WIDEST: usize = 120;

/// Below this, what is drawn falls apart; a narrower terminal wraps it.
const NARROWEST: usize = 40;

/// What an output can show: `NO_COLOR`, `CLICOLOR`, `CLICOLOR_FORCE` and `COLUMNS` count, and a pipe has no colours.
pub(super) fn terminal(output: Output) -> Terminal {
    let (color, unicode, links) = match output {
        Output::Standard => (
            supports_color::on(supports_color::Stream::Stdout).is_some(),
            supports_unicode::on(supports_unicode::Stream::Stdout),
            supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
        ),
        Output::Error => (
            supports_color::on(supports_color::Stream::Stderr).is_some(),
            supports_unicode::on(supports_unicode::Stream::Stderr),
            supports_hyperlinks::on(supports_hyperlinks::Stream::Stderr),
        ),
    };
    let dull = env::var_os("CLICOLOR").is_some_and(|value| value == "0") && env::var_os("CLICOLOR_FORCE").is_none();
    let links_from = if links { env::current_dir().ok() } else { None };
    Terminal { width: width(output), color: color && !dull, unicode, links_from }
}

fn width(output: Output) -> usize {
    let told = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|columns| *columns > 0);
    let size = match output {
        Output::Standard => terminal_size::terminal_size_of(io::stdout()),
        Output::Error => terminal_size::terminal_size_of(io::stderr()),
    };
    let width = told.or(size.map(|(width, _)| usize::from(width.0))).unwrap_or(USUAL_WIDTH);
    width.clamp(NARROWEST, WIDEST)
}

/// Writes to the standard output. A reader who has seen enough and closed the pipe is no trouble.
pub(super) fn print(text: &str) -> Result<(), Trouble> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Trouble::new(format!("cannot write to the standard output: {}", why(&error))))
        }
        _ => Ok(()),
    }
}

/// Writes to the error output; where that fails there is nobody left to tell.
pub(super) fn tell(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Says what could not be done.
pub(super) fn complain(trouble: &Trouble) {
    let terminal = terminal(Output::Error);
    let label = if terminal.color { "\u{1b}[1;31merror:\u{1b}[0m" } else { "error:" };
    let mut text = format!("{label} {}\n", plain(&trouble.message));
    if let Some(help) = &trouble.help {
        text.push_str(&format!("  help: {}\n", plain(help)));
    }
    tell(&text);
}

/// What the system says of a failure, as the end of a sentence: without the number of the error.
pub(super) fn why(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "it does not exist".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => lower(&error.to_string()),
    }
}

/// What a library says, made fit for the end of a sentence: without a capital and the number of the error.
pub(super) fn lower(text: &str) -> String {
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
