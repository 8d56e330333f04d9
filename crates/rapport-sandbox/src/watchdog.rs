//! A server ends with its test, however the test ends.
//!
//! A [`Watchdog`] is a tiny shell in a session of its own that waits for the end of a
//! pipe and then runs a clean-up. The other end of the pipe is held by the test process
//! alone, so it closes when the guard is dropped, when a test panics, when the process
//! exits with statics that Rust never drops, and on `kill -9`. One way to clean up
//! serves all four.

use std::process::{Child, Command, Stdio};

/// The guard of one server; dropping it cleans up and waits until that is done.
#[derive(Debug)]
pub struct Watchdog {
    shell: Child,
}

impl Watchdog {
    /// Starts the watch. `clean_up` is a piece of `sh`, its words from `arguments` as
    /// `$1`, `$2` and so on.
    #[track_caller]
    #[must_use]
    pub fn start(clean_up: &str, arguments: &[&str]) -> Self {
        // Signals to the terminal's group do not reach it: `setsid`. `cat` reads until
        // the test process has closed its end.
        let script = format!("trap '' INT TERM HUP; cat >/dev/null; {clean_up}");
        let shell = Command::new("setsid")
            .args(["sh", "-c", &script, "watchdog"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        match shell {
            Ok(shell) => Self { shell },
            Err(error) => panic!("no watchdog for a test server (setsid, sh): {error}"),
        }
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        // Nothing can be done about a clean-up that fails while a test is ending.
        let _ = self.shell.wait();
    }
}
