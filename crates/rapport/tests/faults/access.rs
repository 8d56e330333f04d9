//! Who may read, write and serve: permissions, the key file, a second server; and a playbook file
//! that cannot be read.

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::Command;

use crate::support::people::{met_dana, names};
use crate::support::server::Server;
use crate::support::{Rapport, Said};

fn mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// Runs the binary as somebody whom permissions bind: root becomes `nobody` for it.
fn as_anybody(rapport: &Rapport, words: &[&str]) -> Said {
    let inner = rapport.command(words);
    let is_root = std::fs::metadata(rapport.home()).unwrap().uid() == 0;
    if !is_root {
        return rapport.run(words);
    }
    let copy = rapport.home().join("rapport-copy");
    if !copy.exists() {
        std::fs::copy(inner.get_program(), &copy).unwrap();
        mode(&copy, 0o755);
        mode(rapport.home(), 0o755);
        let given = Command::new("chown").arg("-R").arg("65534:65534").arg(rapport.data()).status();
        assert!(given.unwrap().success());
    }
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid", "65534", "--regid", "65534", "--clear-groups"])
        .arg(copy)
        .args(inner.get_args())
        .env_clear()
        .envs(inner.get_envs().filter_map(|(key, value)| Some((key, value?))));
    command.output().unwrap().into()
}

#[test]
fn what_is_stored_is_for_its_owner_alone() {
    let rapport = met_dana();
    rapport.ok(&["run"]);
    let open_to_others = |path: &Path| std::fs::metadata(path).unwrap().mode() & 0o077 != 0;
    assert!(!open_to_others(&rapport.data()), "the folder of the data");
    for entry in std::fs::read_dir(rapport.data()).unwrap().flatten() {
        let path = entry.path();
        assert!(path.is_dir() || !open_to_others(&path), "{}", path.display());
    }
    let backup = rapport.home().join("copy.db");
    rapport.ok(&["backup", backup.to_str().unwrap()]);
    assert!(!open_to_others(&backup), "a backup holds the same secrets");
}

#[test]
fn a_database_that_may_not_be_written_is_said() {
    let rapport = met_dana();
    let database = rapport.data().join("rapport.sqlite");
    assert_eq!(as_anybody(&rapport, &["today"]).code, 0);
    mode(&database, 0o400);
    for words in [&["today"][..], &["park", "Dana"]] {
        let said = as_anybody(&rapport, words);
        assert_eq!(said.code, 6, "{said:#?}");
        assert!(said.stderr.contains("may not be written to"), "{said:#?}");
        assert!(said.stderr.contains("hint: make the file and its folder writable"), "{said:#?}");
    }
    mode(&database, 0o600);
    mode(&rapport.data(), 0o500);
    let said = as_anybody(&rapport, &["park", "Dana"]);
    assert!(said.code == 0 || said.code == 6, "{said:#?}");
    mode(&rapport.data(), 0o700);
    assert_eq!(as_anybody(&rapport, &["park", "Dana"]).code, 0, "and all is as before");
}

#[test]
fn a_folder_that_cannot_be_made_is_said() {
    let rapport = met_dana();
    let said = as_anybody(&rapport, &["--data", "/proc/rapport", "today"]);
    assert_eq!(said.code, 6, "{said:#?}");
    assert!(said.stderr.contains("/proc/rapport") && said.stderr.contains("--data"), "{said:#?}");
}

#[test]
fn a_key_that_does_not_fit_opens_nothing_and_is_told_from_a_damaged_one() {
    let rapport = met_dana();
    let key = rapport.data().join("rapport.key");
    let right = std::fs::read(&key).unwrap();
    let other = Rapport::new();
    other.ok(&["today"]);
    std::fs::copy(other.data().join("rapport.key"), &key).unwrap();
    let said = rapport.fails(7, &["today"]);
    assert!(
        said.contains("does not belong to this database") && said.contains("rapport.key"),
        "{said}"
    );
    std::fs::write(&key, "short").unwrap();
    let said = rapport.fails(7, &["today"]);
    assert!(said.contains("5 bytes instead of 32") && said.contains("backup"), "{said}");
    std::fs::write(&key, right).unwrap();
    mode(&key, 0o644);
    let said = rapport.fails(7, &["today"]);
    assert!(said.contains("can be read by others") && said.contains("chmod 600"), "{said}");
    mode(&key, 0o600);
    assert_eq!(names(&rapport), ["Dana Whitfield"]);
}

#[test]
fn a_second_server_is_told_who_serves_and_a_crashed_one_leaves_no_lock() {
    let rapport = met_dana();
    let server = Server::start(&rapport, "serve");
    let said = rapport.fails(5, &["serve", "--listen", "127.0.0.1:0"]);
    let process = format!("process {}", server.process());
    assert!(said.contains(&process) && said.contains("hint: "), "{said}");
    server.kill();
    let server = Server::start(&rapport, "serve");
    assert_eq!(server.terminate(), Some(0));
}

#[test]
fn a_broken_playbook_is_refused_by_line_with_its_remedy_and_the_old_one_stays() {
    let rapport = met_dana();
    let text = rapport.ok(&["playbooks", "show", "PB01"]);
    let file = rapport.home().join("own.toml");
    let lines = text.lines().count();
    let mut said_so = 0;
    for (from, to) in [
        ("key = ", "kex = "),
        ("version = ", "version = -"),
        ("channel = \"mail\"", "channel = \"pigeon\""),
        ("[[steps]]", "[[steps]"),
    ] {
        let broken = text.replacen(from, to, 1);
        if broken == text {
            continue;
        }
        std::fs::write(&file, &broken).unwrap();
        for verb in ["check", "add"] {
            let said = rapport.run(&["playbooks", verb, file.to_str().unwrap()]);
            assert_ne!(said.code, 0, "{to}: {said:#?}");
            let all = format!("{}{}", said.stdout, said.stderr);
            assert!(!all.contains("panicked"), "{all}");
            let names_a_line = (1..=lines + 1).any(|line| {
                all.contains(&format!("line {line}")) || all.contains(&format!(":{line}:"))
            });
            assert!(names_a_line, "{to}: {all}");
            said_so += 1;
        }
    }
    assert!(said_so >= 4, "the file reads otherwise than this test believes:\n{text}");
    assert_eq!(rapport.ok(&["playbooks", "show", "PB01"]), text);
}
