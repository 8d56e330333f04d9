//! `make install`: a release build, its manual, its completions and a service in place; and
//! `make run`: a quick build that starts in practice mode.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::steps::{cargo, output, root, run as run_command};

/// Builds with the profile `practice` and becomes `rapport start`; more words go along.
pub fn run(words: &[String]) -> Result<()> {
    let fixed = ["run", "--locked", "--profile", "practice", "-p", "rapport", "--", "start"];
    let mut start = cargo(&fixed);
    // Replaces this process, so that Ctrl-C reaches the server alone.
    let error = start.args(words).exec();
    Err(error).context("`cargo run` did not start")
}

/// Builds for release and copies everything below the prefix.
pub fn install(words: &[String]) -> Result<()> {
    let prefix = prefix(words)?;
    run_command(&mut cargo(&["build", "--release", "--locked", "-p", "rapport"]))?;
    let built = target_folder()?.join("release/rapport");

    let binary = prefix.join("bin/rapport");
    put(&fs::read(&built).with_context(|| format!("no {}", built.display()))?, &binary)?;
    fs::set_permissions(&binary, fs::Permissions::from_mode(0o755))?;

    let manual = prefix.join("share/man/man1");
    fs::create_dir_all(&manual)?;
    run_command(Command::new(&binary).args(["man", "--dir"]).arg(&manual))?;
    println!("installed {}", manual.join("rapport*.1").display());

    for (shell, place) in [
        ("bash", "share/bash-completion/completions/rapport"),
        ("zsh", "share/zsh/site-functions/_rapport"),
        ("fish", "share/fish/vendor_completions.d/rapport.fish"),
    ] {
        let script = output(Command::new(&binary).args(["completions", shell]))?;
        put(&script, &prefix.join(place))?;
    }

    let service = fs::read_to_string(root().join("packaging/rapport.service"))?;
    let service = service.replace("@BINARY@", &binary.display().to_string());
    put(service.as_bytes(), &service_folder(&prefix).join("rapport.service"))?;
    println!("\nStart it now and at each login:  systemctl --user enable --now rapport");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let bin = prefix.join("bin");
    if !std::env::split_paths(&path).any(|folder| folder == bin) {
        println!("{} is not on your PATH: add it there", bin.display());
    }
    Ok(())
}

/// `--prefix DIR`, else `~/.local`; always absolute, because the service names the binary.
fn prefix(words: &[String]) -> Result<PathBuf> {
    let given = match words {
        [] => {
            let home = std::env::var_os("HOME").context("HOME is not set: give --prefix DIR")?;
            Path::new(&home).join(".local")
        }
        [flag, folder] if flag == "--prefix" => PathBuf::from(folder),
        [word] if word.starts_with("--prefix=") => {
            PathBuf::from(word.trim_start_matches("--prefix="))
        }
        _ => bail!("`install` takes --prefix DIR, got: {}", words.join(" ")),
    };
    std::path::absolute(&given).with_context(|| format!("odd prefix {}", given.display()))
}

/// systemd looks for a user's own units in `~/.config`, for units of packages below a prefix
/// such as `/usr/local` in `lib/systemd/user` (`share` for `~/.local`).
fn service_folder(prefix: &Path) -> PathBuf {
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    if prefix == home.join(".local") {
        prefix.join("share/systemd/user")
    } else {
        prefix.join("lib/systemd/user")
    }
}

fn target_folder() -> Result<PathBuf> {
    let json = output(&mut cargo(&["metadata", "--format-version", "1", "--no-deps", "--locked"]))?;
    let metadata: serde_json::Value = serde_json::from_slice(&json)?;
    let folder = metadata.get("target_directory").and_then(serde_json::Value::as_str);
    Ok(PathBuf::from(folder.context("cargo metadata names no target folder")?))
}

/// Writes a file by a rename, so that a running `rapport` is not disturbed.
fn put(bytes: &[u8], place: &Path) -> Result<()> {
    let folder = place.parent().context("a file has a folder")?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let draft = place.with_extension("new");
    fs::write(&draft, bytes).with_context(|| format!("cannot write {}", draft.display()))?;
    fs::rename(&draft, place)?;
    println!("installed {}", place.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_is_given_or_home() {
        let words =
            |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(prefix(&words(&["--prefix", "/opt/x"])).unwrap(), Path::new("/opt/x"));
        assert_eq!(prefix(&words(&["--prefix=/opt/x"])).unwrap(), Path::new("/opt/x"));
        assert!(prefix(&words(&["--prefix", "y"])).unwrap().is_absolute());
        assert!(prefix(&words(&["/opt/x"])).is_err());
    }
}
