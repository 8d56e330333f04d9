//! `make test`: everything that must hold before a commit, cheap parts first, and the wall
//! time of each part at the end.

use anyhow::Result;

use crate::steps::{Steps, cargo, root, run};
use crate::{bans, deps, tidy};

/// All parts; stops at the first that fails.
pub fn test() -> Result<()> {
    let mut steps = Steps::default();
    steps.step("deps", deps::deps)?;
    steps.step("fmt", || run(&mut cargo(&["fmt", "--all", "--check"])))?;
    steps.step("tidy", tidy::tidy)?;
    steps.step("bans", bans::bans)?;
    steps.step("clippy", || {
        let words = ["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
        run(&mut cargo(&words))
    })?;
    // After clippy, because rustdoc reads the same metadata of the dependencies.
    steps.step("doc", || {
        let mut doc = cargo(&["doc", "--workspace", "--no-deps", "--locked"]);
        run(doc.env("RUSTDOCFLAGS", "-D warnings"))
    })?;
    // Apart, so that the table tells compiling from testing.
    steps.step("build tests", || {
        run(&mut cargo(&["test", "--workspace", "--locked", "--no-run"]))
    })?;
    steps.step("tests", || {
        run(&mut cargo(&["test", "--workspace", "--locked", "--no-fail-fast"]))
    })?;
    steps.print();
    Ok(())
}

/// A picture of every page in `target/screenshots`, taken on the way of the test that looks at each.
pub fn screenshots() -> Result<()> {
    deps::deps()?;
    let folder = root().join("target/screenshots");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let words = ["test", "--locked", "-p", "rapport", "--test", "browser", "accessible"];
    run(cargo(&words).env("RAPPORT_SCREENSHOTS", &folder))?;
    println!(
        "screenshots: written to {}; those of docs/screenshots are in readme",
        folder.display()
    );
    Ok(())
}
