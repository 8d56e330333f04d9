//! Help, exit codes, the manual, completions: what is promised around every verb.

use std::io::Read;
use std::process::Stdio;

use crate::support::Rapport;

/// Each verb of the story and of point 9, as `--help` must list them.
const VERBS: &[&str] = &[
    "request",
    "capture",
    "find",
    "people",
    "tag",
    "untag",
    "bulk",
    "met",
    "today",
    "show",
    "why",
    "approve",
    "edit",
    "snooze",
    "skip",
    "undo",
    "done",
    "belated",
    "resume",
    "stop",
    "arrived",
    "end",
    "log",
    "answered",
    "settle",
    "inbox",
    "reclassify",
    "confirm",
    "offers",
    "contacts",
    "import",
    "imports",
    "grade",
    "park",
    "unpark",
    "suppress",
    "opportunities",
    "appointments",
    "calendar",
    "letters",
    "references",
    "playbooks",
    "me",
    "stop-all",
    "away",
    "dismiss",
    "account",
    "practice",
    "run",
    "serve",
    "start",
    "link",
    "user",
    "doctor",
    "backup",
    "restore",
    "feed",
    "card",
    "digest",
    "export",
    "erase",
    "holidays",
    "greetings",
    "texts",
    "inspect",
    "check",
    "completions",
    "man",
];

#[test]
fn help_lists_every_verb_and_every_exit_code() {
    let help = Rapport::new().ok(&["--help"]);
    for &verb in VERBS {
        let listed = help.lines().any(|line| line.split_whitespace().next() == Some(verb));
        assert!(listed, "`{verb}` is not in --help");
    }
    for code in 0..=7 {
        assert!(help.lines().any(|line| line.starts_with(&format!("  {code}  "))), "code {code}");
    }
}

#[test]
fn every_verb_explains_itself() {
    let rapport = Rapport::new();
    for &verb in VERBS {
        let help = rapport.ok(&[verb, "--help"]);
        assert!(help.contains("Usage: rapport"), "{verb}: {help}");
    }
}

#[test]
fn the_manual_and_the_completions_are_made_from_the_same_words() {
    let rapport = Rapport::new();
    let page = rapport.ok(&["man"]);
    assert!(page.contains(".TH rapport 1") && page.contains("Exit codes"), "{page}");
    let folder = rapport.home().join("man1");
    rapport.ok(&["man", "--dir", folder.to_str().unwrap()]);
    for page in ["rapport.1", "rapport-met.1", "rapport-contacts-add.1"] {
        assert!(folder.join(page).is_file(), "{page} is missing");
    }
    for shell in ["bash", "zsh", "fish"] {
        let script = rapport.ok(&["completions", shell]);
        assert!(script.contains("same-meeting"), "{shell} does not complete flags");
    }
    assert!(!rapport.home().join("data").exists(), "none of this needs data");
}

#[test]
fn what_cannot_be_understood_is_code_2() {
    let rapport = Rapport::new();
    for words in [
        &["frobnicate"][..],
        &["met"],
        &["met", "Dana", "--kind", "dinner"],
        &["met", "Dana", "--fit", "9"],
        &["suppress"],
        &["away", "friday"],
        &["today", "--practice", "--real"],
        &["arrived", "Dana", "perhaps"],
    ] {
        let said = rapport.run(words);
        assert_eq!((said.code, said.stdout.as_str()), (2, ""), "{words:?}: {said:?}");
        assert!(said.stderr.starts_with("error: "), "{words:?}: {said:?}");
    }
}

#[test]
fn who_and_what_is_not_there_is_code_3() {
    let rapport = Rapport::new();
    for words in [
        &["show", "Nobody"][..],
        &["why", "Nobody"],
        &["snooze", "Nobody", "friday"],
        &["approve"],
        &["contacts", "show", "7"],
        &["playbooks", "show", "PB99"],
        &["restore", "/nowhere/backup"],
        &["playbooks", "check", "/nowhere/own.toml"],
        &["account", "presets", "nowhere.example"],
    ] {
        let said = rapport.fails(3, words);
        assert!(said.contains("\nhint: "), "{words:?} says no way out: {said}");
    }
}

#[test]
fn data_that_cannot_be_made_is_code_6() {
    let rapport = Rapport::new();
    let file = rapport.home().join("a-file");
    std::fs::write(&file, "in the way").unwrap();
    rapport.fails(6, &["--data", file.join("below").to_str().unwrap(), "today"]);
}

#[test]
fn a_closed_pipe_is_no_reason_to_complain() {
    let rapport = Rapport::new();
    for words in [&["completions", "bash"][..], &["--help"], &["holidays", "list", "DE", "2026"]] {
        let mut child =
            rapport.command(words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let status = child.wait().unwrap();
        let mut complaint = String::new();
        child.stderr.take().unwrap().read_to_string(&mut complaint).unwrap();
        assert_eq!((status.code(), complaint.as_str()), (Some(0), ""), "{words:?}");
    }
}

#[test]
fn a_broken_playbook_is_told_by_line() {
    let rapport = Rapport::new();
    let file = rapport.home().join("own.toml");
    std::fs::write(&file, "key = 1\n").unwrap();
    let said = rapport.run(&["playbooks", "check", file.to_str().unwrap()]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.stdout.contains("own.toml:1:"), "{said:?}");
    let said = rapport.run(&["playbooks", "check", "--json", file.to_str().unwrap()]);
    let report: serde_json::Value = serde_json::from_str(said.stdout.trim()).unwrap();
    assert_eq!((&report["good"], &report["problems"][0]["line"]), (&false.into(), &1.into()));
}

#[test]
fn presets_say_what_a_provider_needs_first() {
    let preset = Rapport::new().one(&["account", "presets", "someone@gmail.com"]);
    assert_eq!(preset["submission"], "smtp.gmail.com:465:tls");
    assert!(!preset["preparation"].as_array().unwrap().is_empty());
}

#[test]
fn nothing_is_coloured_when_nobody_looks() {
    let rapport = Rapport::new();
    let said = rapport.run(&["show", "Nobody"]);
    assert!(!format!("{said:?}").contains("\\u{1b}"), "{said:?}");
}

/// What hints and sentences tell people to type must exist. Read from the sources, because no test
/// provokes every refusal.
#[test]
fn every_command_that_a_hint_names_is_a_verb() {
    let crates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut seen = 0;
    for name in ["rapport", "rapport-app", "rapport-core", "rapport-store", "rapport-web"] {
        for file in rust_files(&crates.join(name).join("src")) {
            let text = std::fs::read_to_string(&file).unwrap();
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            for line in code {
                for rest in line.split("rapport ").skip(1) {
                    let end =
                        rest.find(|letter: char| !letter.is_ascii_lowercase() && letter != '-');
                    let verb = &rest[..end.unwrap_or(rest.len())];
                    let prose =
                        verb.starts_with('-') || ["that", "was", "content", ""].contains(&verb);
                    assert!(prose || VERBS.contains(&verb), "{}: `{line}`", file.display());
                    seen += usize::from(!prose);
                }
            }
        }
    }
    assert!(seen > 50, "only {seen} commands were found: is this test reading the sources?");
}

fn rust_files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
    found
}
