//! A bar for work that takes long: on the error output, and only where that is a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// From this many texts on, reading takes long enough to show how far it is.
const MANY: usize = 200;

/// How far the work is.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// A bar for texts that are only read and analysed: none is shown where that is over at once.
    pub fn reading(texts: usize) -> Self {
        if texts < MANY { Self(ProgressBar::hidden()) } else { Self::printing(texts) }
    }

    /// A bar for files that are printed.
    pub fn printing(steps: usize) -> Self {
        // indicatif draws nothing where the error output is no terminal.
        let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("[{bar:24}] {pos}/{len} {wide_msg}");
        Self(bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=>-")))
    }

    /// One step is done.
    pub fn step(&self, name: &str) {
        self.0.set_message(name.to_owned());
        self.0.inc(1);
    }

    /// Takes the bar away, before something else is printed.
    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}
