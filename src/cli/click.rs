//! The user's own command that opens a place in an editor. It is run without a shell, and never comes from a project's
//! file.

use std::process::{self, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::Trouble;
use super::screen::{self, why};
use crate::preview::Place;

/// How long a command is watched: one that still runs then is an editor that stays, and has opened the place.
const WATCHED: Duration = Duration::from_secs(1);

/// A command with gaps: `code --goto {file}:{line}:{column}`.
pub(super) struct Command(Vec<String>);

impl Command {
    /// Reads a command as a shell would part its words.
    ///
    /// # Errors
    /// A quote is left open, or no word names the file.
    pub fn read(written: &str) -> Result<Self, Trouble> {
        let help = "write it as `code --goto {file}:{line}:{column}`";
        let wrong = |why: &str| Trouble::new(format!("`{written}` opens no place: {why}")).help(help);
        let words = shell_words::split(written).map_err(|_| wrong("a quotation mark is left open"))?;
        match words.iter().skip(1).any(|word| word.contains("{file}")) {
            true => Ok(Self(words)),
            false => Err(wrong("it does not say where `{file}` goes")),
        }
    }

    /// The command for a place: a program and its arguments. What a file is called is never parted into words.
    fn filled(&self, place: &Place) -> Vec<String> {
        let [line, column] = [place.line, place.column].map(|number| number.to_string());
        let path = place.file.path.to_string_lossy();
        // The name of a file may hold what looks like a gap, and so comes last.
        let fill = |word: &String| {
            let numbered = |part: &str| part.replace("{line}", &line).replace("{column}", &column);
            word.split("{file}").map(numbered).collect::<Vec<_>>().join(&path)
        };
        self.0.iter().map(fill).collect()
    }

    /// Opens a place. What fails later than the caller waits is told on the error output alone.
    ///
    /// # Errors
    /// The program cannot be run, or has failed at once.
    pub fn run(&self, place: &Place) -> Result<(), String> {
        let words = self.filled(place);
        let Some((program, args)) = words.split_first() else { return Ok(()) };
        let mut command = process::Command::new(program);
        command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| format!("cannot run `{program}`: {}", why(&error)))?;
        let program = program.clone();
        let (ended, end) = mpsc::channel();
        thread::spawn(move || {
            let Ok(status) = child.wait() else { return };
            let failed = (!status.success()).then(|| format!("`{program}` could not open the place: {status}"));
            if let Some(failed) = &failed {
                screen::complain(&Trouble::new(failed.clone()));
            }
            // Nobody listens any more where it ran longer than it was watched.
            let _ = ended.send(failed);
        });
        end.recv_timeout(WATCHED).ok().flatten().map_or(Ok(()), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preview::File;

    fn filled(command: &str, path: &str) -> Vec<String> {
        let file = File { name: "a".to_owned(), path: path.into() };
        let Ok(command) = Command::read(command) else { panic!("`{command}` is refused") };
        command.filled(&Place { file, line: 7, column: 3 })
    }

    #[test]
    fn gaps_are_filled_and_words_stay_whole() {
        let words = filled("'my editor' --goto {file}:{line}:{column} \"+{line}\"", "/a b/{line} $x.compact");
        assert_eq!(words, ["my editor", "--goto", "/a b/{line} $x.compact:7:3", "+7"]);
    }

    #[test]
    fn a_command_that_opens_nothing_is_refused() {
        for wrong in ["code", "{file}", "code 'x {file}", ""] {
            assert!(Command::read(wrong).is_err(), "{wrong}");
        }
    }
}
