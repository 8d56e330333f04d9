//! Wall time and peak memory of one call.
//!
//! Here: the peak is read from `/proc` while the process runs, again and again, because it is gone
//! when the process is; the kernel keeps the highest value, so only the very last moment can be
//! missed. Elsewhere than on Linux memory is not measured.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::Result;

/// How a call went.
#[derive(Debug)]
pub struct Run {
    pub status: ExitStatus,
    pub wall: Duration,
    /// Peak resident memory.
    pub megabytes: f64,
    pub stdout: String,
}

/// Runs to the end; what it prints goes through this file.
pub fn run(command: &mut Command, printed: &Path) -> Result<Run> {
    let start = Instant::now();
    let mut child = command.stdout(File::create(printed)?).stderr(Stdio::null()).spawn()?;
    let mut kilobytes = 0;
    let status = loop {
        kilobytes = kilobytes.max(peak(child.id()));
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(Duration::from_micros(if start.elapsed().as_millis() < 50 {
            200
        } else {
            2_000
        }));
    };
    let wall = start.elapsed();
    let stdout = String::from_utf8_lossy(&fs::read(printed)?).into_owned();
    Ok(Run { status, wall, megabytes: kilobytes as f64 / 1024.0, stdout })
}

/// `VmHWM` in kilobytes; 0 where it cannot be told.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
