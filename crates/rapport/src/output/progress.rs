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

/// How far through a file work is: a bar on a terminal, a line at each tenth elsewhere.
pub struct Bar {
    bar: ProgressBar,
    plain: bool,
    what: String,
    /// The last tenth that was told.
    tenth: std::sync::atomic::AtomicU64,
}

impl Bar {
    /// Begins.
    pub fn begin(what: &str) -> Self {
        let plain = !std::io::stderr().is_terminal();
        let bar = ProgressBar::new(0);
        if plain {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        } else if let Ok(style) =
            ProgressStyle::with_template("{msg} {bar:24} {bytes}/{total_bytes} {prefix} {eta:.dim}")
        {
            bar.set_style(style);
        }
        bar.set_message(what.to_owned());
        Self { bar, plain, what: what.to_owned(), tenth: std::sync::atomic::AtomicU64::new(0) }
    }

    /// So many bytes of so many are read, so many entries are dealt with.
    pub fn at(&self, read: u64, size: u64, entries: u64) {
        self.bar.set_length(size);
        self.bar.set_position(read);
        self.bar.set_prefix(format!("{entries} people"));
        let tenth = read.saturating_mul(10) / size.max(1);
        let before = self.tenth.fetch_max(tenth, std::sync::atomic::Ordering::Relaxed);
        // A short file is over before anybody wonders.
        if self.plain && size > 10_000_000 && tenth > before {
            let line = format!("{}: {} %, {entries} people", self.what, tenth * 10);
            let _ = writeln!(anstream::stderr(), "{line}");
        }
    }
}

/// The bar leaves with the work, however it ended.
impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
