//! Runs the real binary in a folder of its own: nothing of the machine's user comes in.
//!
//! Here: one call of it. A running server is in [`server`], the time it sees in [`shifted`].

pub mod mail;
pub mod people;
pub mod server;
pub mod shifted;

use std::cell::{Cell, RefCell};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use jiff::SignedDuration;
use serde_json::Value;
use tempfile::TempDir;

/// A user with a fresh home and a fresh data folder.
pub struct Rapport {
    home: TempDir,
    /// How far ahead of the machine its clock is.
    shift: Cell<SignedDuration>,
    /// Whether processes that run see the clock move, too, not only those started later.
    moves: bool,
    /// A PostgreSQL address, where the data is not in a file.
    database: Option<String>,
    /// Whose certificates it trusts, where not the machine's.
    roots: RefCell<Option<PathBuf>>,
}

/// What one call said.
#[derive(Debug)]
pub struct Said {
    /// The exit code.
    pub code: i32,
    /// For people or scripts.
    pub stdout: String,
    /// Everything else.
    pub stderr: String,
}

impl Rapport {
    /// Nobody has used it yet.
    pub fn new() -> Self {
        Self {
            home: tempfile::tempdir().expect("a temporary folder"),
            shift: Cell::new(SignedDuration::ZERO),
            moves: false,
            database: None,
            roots: RefCell::default(),
        }
    }

    /// Nobody has used it yet; its data is in that database, if one is given, and processes that run
    /// see [`Self::later`] as well.
    pub fn on(database: Option<String>) -> Self {
        let rapport = Self { moves: true, database, ..Self::new() };
        rapport.later(SignedDuration::ZERO);
        rapport
    }

    /// Lets every later call trust these certificates instead of the machine's.
    pub fn trusts(&self, roots: &Path) {
        self.roots.replace(Some(roots.to_owned()));
    }

    /// Lets every later call see the clock this much further on (or back).
    pub fn later(&self, by: SignedDuration) {
        self.shift.set(self.shift.get() + by);
        if self.moves {
            shifted::write(&self.clock_file(), self.shift.get());
        }
    }

    fn clock_file(&self) -> PathBuf {
        self.home().join("clock")
    }

    /// The present as the binary sees it.
    pub fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::now() + self.shift.get()
    }

    /// The folder of its data.
    pub fn data(&self) -> PathBuf {
        self.home().join("data")
    }

    /// The home folder.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The binary with these words, ready to run.
    pub fn command(&self, words: &[&str]) -> Command {
        let built = || env!("CARGO_BIN_EXE_rapport").into();
        // A run of an hour keeps a copy, so that a later build does not change what is tested.
        let mut command = Command::new(std::env::var_os("RAPPORT_BINARY").unwrap_or_else(built));
        command
            .args(words)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.home())
            .env("RAPPORT_DATA", self.data())
            .env("TZ", "Europe/London")
            .stdin(Stdio::null());
        if let Some(database) = &self.database {
            command.env("RAPPORT_DATABASE", database);
        }
        if let Some(roots) = &*self.roots.borrow() {
            command.env("SSL_CERT_FILE", roots);
        }
        if self.moves {
            shifted::follow(&mut command, &self.clock_file());
        } else {
            shifted::shift(&mut command, self.shift.get());
        }
        command
    }

    /// Runs it to the end; where nodes run beside it, again for as long as it says that the database
    /// is busy, as a person would.
    pub fn run(&self, words: &[&str]) -> Said {
        let mut tries = if self.moves { 20 } else { 0 };
        loop {
            let said: Said = self.command(words).output().expect("the binary starts").into();
            if tries == 0 || said.code != 5 || !said.stderr.contains("is busy") {
                return said;
            }
            tries -= 1;
        }
    }

    /// Runs it and expects success; what it printed.
    #[track_caller]
    pub fn ok(&self, words: &[&str]) -> String {
        let said = self.run(words);
        assert_eq!(said.code, 0, "{words:?} failed: {said:#?}");
        said.stdout
    }

    /// Runs it with `--json` and expects success; one value a line.
    #[track_caller]
    pub fn json(&self, words: &[&str]) -> Vec<Value> {
        let words = [words, &["--json"]].concat();
        self.ok(&words)
            .lines()
            .map(|line| serde_json::from_str(line).expect("each line is a JSON document"))
            .collect()
    }

    /// As [`Self::json`] for verbs that print one document.
    #[track_caller]
    pub fn one(&self, words: &[&str]) -> Value {
        let mut lines = self.json(words);
        assert_eq!(lines.len(), 1, "{words:?} printed {} lines", lines.len());
        lines.remove(0)
    }

    /// Runs it and expects this exit code, a sentence on stderr and nothing on stdout.
    #[track_caller]
    pub fn fails(&self, code: i32, words: &[&str]) -> String {
        let said = self.run(words);
        assert_eq!(said.code, code, "{words:?}: {said:#?}");
        assert_eq!(said.stdout, "", "{words:?}");
        assert!(said.stderr.starts_with("error: "), "{words:?}: {said:#?}");
        assert!(!said.stderr.contains("panicked"), "{words:?}: {said:#?}");
        said.stderr
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().expect("it ended by itself"),
            stdout: String::from_utf8(output.stdout).expect("UTF-8 on stdout"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8 on stderr"),
        }
    }
}

/// Asks a running server for a page; the whole answer with its head.
pub fn get(address: &str, path: &str) -> std::io::Result<String> {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    ask(address, &request)
}

/// As [`get`], a form that a mail program sends through the proxy of `host`.
pub fn post_form(address: &str, host: &str, path: &str, form: &str) -> std::io::Result<String> {
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    ask(address, &request)
}

fn ask(address: &str, request: &str) -> std::io::Result<String> {
    let mut stream = std::net::TcpStream::connect(address)?;
    std::io::Write::write_all(&mut stream, request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}
