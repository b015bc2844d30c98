//! A bar for work that takes long: on the error output, and only where that is a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How far the work is.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// A bar for a number of steps; none is shown for work that is over at once.
    pub fn new(steps: usize, long: bool) -> Self {
        if !long {
            return Self(ProgressBar::hidden());
        }
        // indicatif draws nothing where the error output is no terminal.
        let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{bar:24} {pos}/{len} {wide_msg}");
        Self(bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())))
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
