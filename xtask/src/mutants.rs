//! `cargo xtask mutants`: weakens the guards of sending one by one, in a copy of the tree, and demands
//! that a named test notices each.
//!
//! A guard that no test misses is no guard. The copy lies in `target/mutants`; what third parties
//! wrote is compiled once for both trees. A weakened tree that does not compile proves nothing and
//! counts as a failure, as does a test that is not there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::steps::{output, root};

/// One guard and how it is weakened.
struct Mutant {
    guard: &'static str,
    file: &'static str,
    /// What stands there; every occurrence is replaced.
    before: &'static str,
    after: &'static str,
    test: Test,
}

/// Where the test is that must fail.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Test {
    package: &'static str,
    /// A file in `tests/`, or the library's own tests.
    target: Option<&'static str>,
    name: &'static str,
}

const fn core(name: &'static str) -> Test {
    Test { package: "rapport-core", target: None, name }
}

const fn story(name: &'static str) -> Test {
    Test { package: "rapport-store", target: Some("story"), name }
}

const OUTBOX: &str = "crates/rapport-core/src/outbox.rs";
const STORE: &str = "crates/rapport-store/src/outbox.rs";

const MUTANTS: [Mutant; 13] = [
    Mutant {
        guard: "cap",
        file: "crates/rapport-core/src/pace.rs",
        before: "if inside.clone().count() >= usize::from(cap) {",
        after: "if inside.clone().count() > usize::from(cap) {",
        test: core("pace::tests::four_notes_in_thirty_days"),
    },
    Mutant {
        guard: "window",
        file: OUTBOX,
        before: "if now > item.closes {",
        after: "if item.closes > item.closes && now > item.closes {",
        test: core("outbox::tests::what_waiting_cannot_heal_is_never"),
    },
    Mutant {
        guard: "approval hash",
        file: OUTBOX,
        before: "if item.approved != item.content {",
        after: "if item.approved != item.approved {",
        test: core("outbox::tests::what_waiting_cannot_heal_is_never"),
    },
    Mutant {
        guard: "suppression",
        file: OUTBOX,
        before: "if let Some(reason) = facts.suppressed {",
        after: "if let Some(reason) = facts.suppressed.filter(|_| facts.stop_all) {",
        test: core("outbox::tests::what_waiting_cannot_heal_is_never"),
    },
    Mutant {
        guard: "consent",
        file: OUTBOX,
        before: "if let Some(why) = &facts.consent_missing {",
        after: "if let Some(why) = facts.consent_missing.as_ref().filter(|_| facts.stop_all) {",
        test: core("outbox::tests::what_waiting_cannot_heal_is_never"),
    },
    Mutant {
        guard: "turn: the follow-up moved on",
        file: OUTBOX,
        before: "if !facts.still_queued {",
        after: "if !facts.still_queued && facts.stop_all {",
        test: core("outbox::tests::what_waiting_cannot_heal_is_never"),
    },
    Mutant {
        guard: "turn: since when they wait",
        file: "crates/rapport-core/src/turn.rs",
        before: "(Self::Mine { since }, TurnEvent::TheyAsked) => Self::Mine { since },",
        after: "(Self::Mine { since: _ }, TurnEvent::TheyAsked) => Self::Mine { since: at },",
        test: core("turn::tests::the_first_unanswered_message_starts_the_clock"),
    },
    Mutant {
        guard: "mailbox freshness",
        file: OUTBOX,
        before: "now.duration_since(read) > facts.mailbox_limit)",
        after: "now.duration_since(read) > facts.mailbox_limit * 1000)",
        test: core("outbox::tests::what_waiting_heals_names_when_to_look_again"),
    },
    Mutant {
        guard: "kept mail",
        file: OUTBOX,
        before: "if facts.unprocessed > 0 {",
        after: "if facts.unprocessed > 1000 {",
        test: core("outbox::tests::what_waiting_heals_names_when_to_look_again"),
    },
    Mutant {
        guard: "epoch, in the rule",
        file: OUTBOX,
        before: "if facts.epoch_held {",
        after: "if facts.epoch_held && facts.stop_all {",
        test: core("outbox::tests::what_waiting_heals_names_when_to_look_again"),
    },
    Mutant {
        guard: "epoch, in the statement",
        file: STORE,
        before: "and exists (select 1 from scope where id = $1 and epoch_held = 0)",
        after: "",
        test: story("fences::a_restored_database_passes_nothing_whatever_the_caller_says"),
    },
    Mutant {
        guard: "fence",
        file: STORE,
        before: "and fence = $3",
        after: "and fence >= $3",
        test: story("fences::a_lease_that_ended_can_neither_pass_nor_report"),
    },
    Mutant {
        guard: "unique step",
        file: STORE,
        before: "return Err(StoreError::EarlierAttempt { state });",
        after: "let _ = StoreError::EarlierAttempt { state };",
        test: story(
            "fences::what_stops_past_the_point_of_no_return_is_uncertain_with_its_follow_up",
        ),
    },
];

/// All of them; a table at the end.
pub fn mutants() -> Result<()> {
    let tree = copy()?;
    let mut known: Vec<Test> = Vec::new();
    for mutant in &MUTANTS {
        if !known.contains(&mutant.test) {
            known.push(mutant.test);
            ensure!(
                run(&tree, mutant.test)?,
                "`{}` fails before anything was weakened",
                mutant.test.name
            );
        }
    }
    let mut survivors = Vec::new();
    println!("{:<30}test that noticed", "guard");
    for mutant in &MUTANTS {
        let path = tree.join(mutant.file);
        let text = fs::read_to_string(&path)?;
        ensure!(text.contains(mutant.before), "{}: `{}` is gone", mutant.file, mutant.before);
        fs::write(&path, text.replace(mutant.before, mutant.after))?;
        let survived = run(&tree, mutant.test);
        fs::write(&path, text)?;
        if survived.with_context(|| format!("guard `{}`", mutant.guard))? {
            survivors.push(mutant.guard);
        }
        let verdict = if survivors.contains(&mutant.guard) { "SURVIVED " } else { "" };
        println!("{:<30}{verdict}{}: {}", mutant.guard, mutant.test.package, mutant.test.name);
    }
    if !survivors.is_empty() {
        bail!("nobody missed: {}", survivors.join(", "));
    }
    Ok(())
}

/// True when the test passes, false when it fails; an error when it does not compile or is not there.
fn run(tree: &Path, test: Test) -> Result<bool> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut words = vec!["test", "--offline", "--quiet", "-p", test.package];
    match test.target {
        Some(target) => words.extend(["--test", target]),
        None => words.push("--lib"),
    }
    let command = || {
        let mut command = Command::new(&cargo);
        command.args(&words).current_dir(tree).env("CARGO_TARGET_DIR", root().join("target"));
        command
    };
    output(command().arg("--no-run")).context("it does not compile")?;
    let ended = command().args(["--", "--exact", test.name]).output()?;
    let said = String::from_utf8_lossy(&ended.stdout);
    ensure!(said.contains("running 1 test"), "there is no test `{}`", test.name);
    Ok(ended.status.success())
}

/// The files that git knows, as they are now.
fn copy() -> Result<PathBuf> {
    let tree = root().join("target/mutants");
    if tree.is_dir() {
        fs::remove_dir_all(&tree)?;
    }
    let listed = output(Command::new("git").args(["ls-files", "-z"]).current_dir(root()))?;
    for name in listed.split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
        let name = Path::new(std::str::from_utf8(name)?);
        let from = root().join(name);
        let to = tree.join(name);
        fs::create_dir_all(to.parent().unwrap_or(&tree))?;
        if from.is_file() {
            fs::copy(&from, &to)?;
        }
    }
    Ok(tree)
}
