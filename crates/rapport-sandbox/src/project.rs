//! Where the project's own files are, and the sentence for a server that is missing.
//!
//! Not here: installing anything; that is `cargo xtask deps`.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of the workspace's `Cargo.toml`.
#[must_use]
pub fn project_root() -> PathBuf {
    // The crate lies at `crates/rapport-sandbox`, two folders below the root.
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Fails the test: `what` is not on this machine.
#[track_caller]
pub(crate) fn missing(what: &str) -> ! {
    panic!("{what} is missing: run `cargo xtask deps` (or `make deps`), then repeat the test")
}

/// A folder for one server: short enough for unix sockets (70 characters), and below
/// folders that an unprivileged user may enter.
#[track_caller]
pub(crate) fn server_folder(prefix: &str) -> PathBuf {
    let wanted = std::env::temp_dir();
    let base = if wanted.as_os_str().len() > 40 { PathBuf::from("/tmp") } else { wanted };
    match tempfile::Builder::new().prefix(prefix).tempdir_in(&base) {
        // The watchdog removes it, because it outlives even a killed test.
        Ok(folder) => folder.keep(),
        Err(error) => panic!("no temporary folder in {}: {error}", base.display()),
    }
}

/// Runs a program to its end and gives what it printed; fails the test when it fails.
#[track_caller]
pub(crate) fn run(command: &mut Command, what: &str) -> String {
    let output = run_unchecked(command, what);
    if !output.status.success() {
        panic!(
            "{what} failed ({}):\n{}{}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Runs a program to its end; fails the test only when it cannot be started.
#[track_caller]
pub(crate) fn run_unchecked(command: &mut Command, what: &str) -> Output {
    match command.output() {
        Ok(output) => output,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            missing(&format!("{} (for: {what})", command.get_program().display()))
        }
        Err(error) => panic!("{what} did not start: {error}"),
    }
}

/// Whether this process is root, who must hand servers over to an ordinary user.
pub(crate) fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}
