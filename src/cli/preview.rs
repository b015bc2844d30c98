//! `engross preview`: the instrument in the browser while it is written.

use std::env;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::args;
use super::click::Command;
use super::inputs;
use super::reader::Reader;
use super::screen::{self, why};
#[cfg(feature = "lsp")]
use super::typed::Typed;
use super::watch::{Watch, Woken};
use super::{Trouble, Verdict};
use crate::preview::{self, OnClick, Place, Preview};
use crate::report::number;

/// The command that opens a place in an editor, where none is given.
const EDITOR: &str = "ENGROSS_EDITOR";

/// An editor saves in several steps, a few milliseconds apart; what is read in between is mended at the next.
const QUIET: Duration = Duration::from_millis(4);

/// Who has typed nothing for so long looks up; letters that come faster are shown together.
const PAUSE: Duration = Duration::from_millis(150);

pub(super) fn run(args: &args::Preview) -> Result<Verdict, Trouble> {
    if args.input == Path::new("-") {
        return Err(Trouble::new("the standard input cannot be watched").help("name the file"));
    }
    if let Some(folder) = args.font_path.iter().find(|folder| !folder.is_dir()) {
        return Err(Trouble::new(format!("there is no folder `{}` with fonts", folder.display())));
    }
    let input = inputs::one(&args.input)?;
    let written = args.editor.clone().or_else(|| env::var(EDITOR).ok()).filter(|written| !written.is_empty());
    let command = written.map(|written| Command::read(&written)).transpose()?;
    let on_click = command.map(|command| Box::new(move |place: &Place| command.run(place)) as OnClick);
    let reader = Reader::new(input, args.layout.map(|word| word.layout()), args.font_path.clone(), Arc::default());
    let session = Session::begin(reader, args.port, on_click)?;
    let address = session.address().to_owned();
    session.preview.on_interrupt(session.watch.end());
    screen::print(&format!("{address}\n"))?;
    session.tell();
    if args.open
        && let Err(error) = open::that_detached(&address)
    {
        let trouble = Trouble::new(format!("cannot open a browser: {}", why(&error)));
        screen::complain(&trouble.help("open the address above in one"));
    }
    session.run()?;
    Ok(Verdict::Good)
}

/// A preview that an editor began.
#[cfg(feature = "lsp")]
pub(super) struct Served {
    /// Where a browser finds it.
    pub address: String,
    /// Tells it that something was typed.
    pub wake: Box<dyn Fn()>,
}

/// Serves a file in the background as long as the program runs, as it stands in an editor.
///
/// # Errors
/// It cannot be served or watched.
#[cfg(feature = "lsp")]
pub(super) fn serve(input: inputs::Input, typed: Arc<Typed>, on_click: OnClick) -> Result<Served, Trouble> {
    let session = Session::begin(Reader::new(input, None, Vec::new(), typed), 0, Some(on_click))?;
    let served = Served { address: session.address().to_owned(), wake: Box::new(session.watch.typing()) };
    std::thread::spawn(move || session.run());
    Ok(served)
}

/// A file that is read, shown, and watched.
struct Session {
    reader: Reader,
    preview: Preview,
    watch: Watch,
}

impl Session {
    fn begin(reader: Reader, port: u16, on_click: Option<OnClick>) -> Result<Self, Trouble> {
        let fails = |error: std::io::Error| {
            let trouble = Trouble::new(format!("cannot serve on port {port}: {}", screen::lower(&error.to_string())));
            trouble.help("leave out `--port`, and a free one is taken")
        };
        let preview = preview::start(port, on_click).map_err(fails)?;
        let mut session = Self { reader, preview, watch: Watch::new()? };
        session.read()?;
        Ok(session)
    }

    fn address(&self) -> &str {
        self.preview.address()
    }

    /// Says on the error output what is watched, and what stands in the way of a page.
    fn tell(&self) {
        self.reader.troubles().iter().for_each(screen::complain);
        screen::tell(&format!("watching {}; Ctrl-C ends\n", number(self.reader.files(), "file")));
    }

    /// Reads the compact and shows it. Where it lies in folders that nobody watched yet, it is read again: it may have
    /// changed in between.
    fn read(&mut self) -> Result<(), Trouble> {
        loop {
            let (reading, files) = self.reader.read();
            let more = self.watch.follow(files)?;
            if let Some(reading) = reading {
                self.preview.show(reading);
            }
            if !more {
                return Ok(());
            }
        }
    }

    /// Reads and shows it after each change, until the user has seen enough.
    fn run(mut self) -> Result<(), Trouble> {
        // What is saved, or as it was saved, is shown at once.
        let pause = |reader: &Reader| if reader.is_saved() { QUIET } else { PAUSE };
        while self.watch.wait(QUIET, || pause(&self.reader))? == Woken::Changed {
            self.read()?;
        }
        Ok(())
    }
}
