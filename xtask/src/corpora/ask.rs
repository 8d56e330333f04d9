//! Asking the binary, and reading the expected answers.
//!
//! Here: one call of `rapport … --json`, its lines as values, and short ways to the members of a
//! value; what is missing counts as empty, because a missing answer is a wrong one. Not here: time
//! and memory of a call ([`super::measure`]).

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The binary has no such command yet.
#[derive(Debug)]
pub struct NotThere(String);

impl std::fmt::Display for NotThere {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "`rapport {}`", self.0)
    }
}

impl std::error::Error for NotThere {}

/// The binary that is asked, in an empty home.
pub struct Rapport {
    binary: PathBuf,
}

impl Rapport {
    /// Asks this one.
    pub fn new(binary: PathBuf) -> Self {
        Self { binary }
    }

    /// A call of it. Its data folder does not exist, which inspecting must not mind.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command
            .args(words)
            .env("RAPPORT_DATA", "/nonexistent/rapport")
            .env("TZ", "UTC")
            .stdin(Stdio::null());
        command
    }

    /// Fails with [`NotThere`] unless the binary knows this verb.
    pub fn needs(&self, words: &[&str]) -> Result<()> {
        let output = self.command(words).arg("--help").output()?;
        if !output.status.success() {
            return Err(NotThere(words.join(" ")).into());
        }
        Ok(())
    }

    /// What it prints with `--json`, a value a line. Exit code 3 says that not all could be read
    /// or is known, which the answers themselves show.
    pub fn ask(
        &self,
        words: &[&str],
        files: &[PathBuf],
        stdin: Option<&Path>,
    ) -> Result<Vec<Value>> {
        let mut command = self.command(words);
        command.arg("--json");
        if !files.is_empty() {
            command.arg("--").args(files);
        }
        if let Some(stdin) = stdin {
            command.stdin(File::open(stdin)?);
        }
        let output = command.output()?;
        if !matches!(output.status.code(), Some(0 | 3)) {
            let complaint = String::from_utf8_lossy(&output.stderr);
            bail!("`rapport {}` ended with {}:\n{complaint}", words.join(" "), output.status);
        }
        let text = String::from_utf8_lossy(&output.stdout);
        text.lines()
            .map(|line| serde_json::from_str(line).with_context(|| format!("no JSON: {line}")))
            .collect()
    }

    /// As [`Self::ask`] with these lines on stdin: exactly one answer for each.
    pub fn each_line(
        &self,
        words: &[&str],
        lines: &[String],
        scratch: &Path,
    ) -> Result<Vec<Value>> {
        let file = scratch.join("lines");
        fs::write(&file, lines.join("\n") + "\n")?;
        let answers = self.ask(words, &[], Some(&file))?;
        if answers.len() != lines.len() {
            bail!(
                "{} answers to {} lines of `rapport {}`",
                answers.len(),
                lines.len(),
                words.join(" ")
            );
        }
        Ok(answers)
    }

    /// `inspect mail` of these files: the first message of each, in order.
    pub fn mails(&self, files: &[PathBuf]) -> Result<Vec<Value>> {
        let answers = self.ask(&["inspect", "mail"], files, None)?;
        let mut answers = answers.into_iter().peekable();
        let first_of = |file: &PathBuf| {
            let name = file.to_string_lossy();
            let found = answers.next().filter(|answer| text(answer, "file") == name);
            // A mailbox has more of them.
            while answers.next_if(|answer| text(answer, "file") == name).is_some() {}
            found.with_context(|| format!("no answer for {name}"))
        };
        files.iter().map(first_of).collect()
    }
}

/// The entries of an `expected.json`.
pub fn expected(file: &Path) -> Result<Vec<Value>> {
    let content = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let value: Value = serde_json::from_slice(&content)?;
    value.as_array().cloned().with_context(|| format!("{} is no list", file.display()))
}

/// The rows of a CSV by the names of its columns.
pub fn table(file: &Path) -> Result<Vec<Value>> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_path(file)
        .with_context(|| format!("cannot read {}", file.display()))?;
    let columns = reader.headers()?.clone();
    reader
        .records()
        .map(|record| {
            let record = record?;
            let fields = columns.iter().zip(record.iter());
            Ok(fields.map(|(name, field)| (name.to_owned(), Value::from(field))).collect())
        })
        .collect()
}

/// A text member; empty if there is none.
pub fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value.get(member).and_then(Value::as_str).unwrap_or_default()
}

/// A list member; empty if there is none.
pub fn list<'a>(value: &'a Value, member: &str) -> &'a [Value] {
    value.get(member).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The texts of a list member.
pub fn texts(value: &Value, member: &str) -> Vec<String> {
    list(value, member).iter().filter_map(Value::as_str).map(str::to_owned).collect()
}
