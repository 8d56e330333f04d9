//! Running programs, and telling how long each part of a chore took.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// The folder of the workspace's `Cargo.toml`.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The cargo that runs us, started in the root.
pub fn cargo(words: &[&str]) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(words).current_dir(root());
    cargo
}

/// Runs a program with our own output; an error that names it when it fails.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    let status = command.status().with_context(|| format!("`{shown}` did not start"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// Runs a program and gives its output; an error with its complaint when it fails.
pub fn output(command: &mut Command) -> Result<Vec<u8>> {
    let shown = shown(command);
    let output = command.output().with_context(|| format!("`{shown}` did not start"))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("`{shown}` failed ({}):\n{complaint}", output.status);
    }
    Ok(output.stdout)
}

/// Whether a program is there and ends well, whatever it says.
pub fn succeeds(program: &str, words: &[&str]) -> bool {
    Command::new(program).args(words).output().is_ok_and(|output| output.status.success())
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut text = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for word in command.get_args() {
        text.push(' ');
        text.push_str(&word.to_string_lossy());
    }
    text
}

/// The parts of a chore with their wall times.
#[derive(Default)]
pub struct Steps {
    done: Vec<(&'static str, Duration)>,
}

impl Steps {
    /// Does one part. After a failure the times so far are printed and the error handed on.
    pub fn step(&mut self, name: &'static str, part: impl FnOnce() -> Result<()>) -> Result<()> {
        println!("\n== {name}");
        let start = Instant::now();
        let result = part();
        self.done.push((name, start.elapsed()));
        if result.is_err() {
            self.print();
        }
        result.with_context(|| format!("{name} failed"))
    }

    /// The table of times.
    pub fn print(&self) {
        println!("\n{:>9}  part", "seconds");
        let mut total = Duration::ZERO;
        for (name, time) in &self.done {
            println!("{:>9.1}  {name}", time.as_secs_f64());
            total += *time;
        }
        println!("{:>9.1}  in all", total.as_secs_f64());
    }
}
