//! What long work says meanwhile, on stderr: a spinner on a terminal, plain lines elsewhere.

use std::io::{IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A piece of long work that is going on.
pub struct Progress {
    bar: ProgressBar,
    /// stderr is no terminal: each step becomes a line.
    plain: bool,
}

impl Progress {
    /// Begins; nothing shows before the first step on a terminal that is none.
    pub fn begin(what: &str) -> Self {
        let plain = !std::io::stderr().is_terminal();
        let bar = ProgressBar::new_spinner();
        if plain {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        } else {
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed:.dim}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(120));
        }
        bar.set_message(what.to_owned());
        Self { bar, plain }
    }

    /// Says how far it is; only a terminal shows it.
    pub fn count(&self, what: &str, done: u64, of: u64) {
        let sentence =
            if of > 0 { format!("{what}: {done} of {of}") } else { format!("{what}: {done}") };
        self.bar.set_message(sentence);
    }

    /// Says a step. It stays on the screen, because it may be something to type elsewhere.
    pub fn step(&self, sentence: &str) {
        if self.plain {
            let _ = writeln!(anstream::stderr(), "{sentence}");
        } else {
            self.bar.println(sentence);
        }
    }
}

/// The spinner leaves with the work, however it ended.
impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
