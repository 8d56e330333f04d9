//! Rules about whole files: header, length, name, white space, the house's manifest lines.

use super::source::Source;
use super::{Text, Violation, violation};

/// No source file of the product is longer.
const CAP: usize = 800;

/// Tests within a file move to a file of their own beyond this.
const INLINE_TESTS: usize = 200;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 6] = ["common", "utils", "util", "helpers", "helper", "misc"];

/// Rules for any text.
pub fn check_text(text: &Text) -> Vec<Violation> {
    let mut found = Vec::new();
    let path = &text.path;
    let mail_or_data = path.contains("/fixtures/") || path.contains("/corpus/");
    if !mail_or_data {
        for (number, line) in text.content.split('\n').enumerate() {
            if line.trim_end() != line {
                found.push(violation(
                    path,
                    number + 1,
                    "white space at the end of the line",
                    "delete it",
                ));
            }
        }
        if !text.content.is_empty() && !text.content.ends_with('\n') {
            let last = text.content.lines().count();
            found.push(violation(path, last, "no line end at the end of the file", "add one"));
        }
    }
    for part in path.split('/') {
        let name = part.split('.').next().unwrap_or(part);
        let last = name.rsplit('-').next().unwrap_or(name);
        if EMPTY_NAMES.contains(&name) || EMPTY_NAMES.contains(&last) {
            let remedy = "a helper lives with its noun: name the file after what it is about";
            found.push(violation(path, 1, format!("the name `{part}` says nothing"), remedy));
        }
    }
    if path.ends_with("Cargo.toml") && path != "Cargo.toml" {
        found.extend(check_manifest(path, &text.content));
    }
    found
}

fn check_manifest(path: &str, content: &str) -> Vec<Violation> {
    let Ok(manifest) = content.parse::<toml::Table>() else {
        return vec![violation(path, 1, "this is no TOML", "repair it")];
    };
    let inherits = |section: &str, key: Option<&str>| {
        let table = manifest.get(section);
        let table = key.map_or(table, |key| table.and_then(|table| table.get(key)));
        table.and_then(|table| table.get("workspace")).and_then(toml::Value::as_bool) == Some(true)
    };
    [
        (inherits("lints", None), "[lints] workspace = true"),
        (inherits("package", Some("license")), "license.workspace = true"),
        (inherits("package", Some("publish")), "publish.workspace = true"),
    ]
    .iter()
    .filter(|(there, _)| !there)
    .map(|(_, line)| violation(path, 1, format!("without `{line}`"), "add that line"))
    .collect()
}

/// Rules for a Rust file.
pub fn check_source(source: &Source) -> Vec<Violation> {
    let mut found = Vec::new();
    let path = &source.path;
    let first = source.lines.iter().find(|line| !line.trim().is_empty());
    match first.map(|line| line.trim()) {
        Some(line) if line.starts_with("//!") && !line.contains("header to come") => {}
        _ => found.push(violation(
            path,
            1,
            "no header",
            "open the file with `//!`: what is here, what is not, where to go next",
        )),
    }
    if !source.is_test() && source.product_lines() > CAP {
        let what = format!("{} lines without the tests", source.product_lines());
        let remedy =
            format!("{CAP} is the cap: split it by noun; a registry of alike things is data");
        found.push(violation(path, CAP + 1, what, &remedy));
    }
    let tests = source.lines.len().saturating_sub(source.product_lines());
    if !source.is_test() && tests > INLINE_TESTS {
        let stem = path.trim_end_matches(".rs").trim_end_matches("/mod");
        let remedy = format!("move them to {stem}/tests.rs and leave `#[cfg(test)] mod tests;`");
        found.push(violation(path, source.tests_from, format!("{tests} lines of tests"), &remedy));
    }
    found
}

/// The house numbers, as they are: median 150 and 95 of 100 files within 500 are the aim.
pub fn lengths(sources: &[Source]) -> String {
    let mut lengths: Vec<usize> =
        sources.iter().filter(|source| !source.is_test()).map(Source::product_lines).collect();
    lengths.sort_unstable();
    let at = |percent: usize| {
        lengths.get(lengths.len() * percent / 100).or(lengths.last()).copied().unwrap_or(0)
    };
    format!(
        "{} source files of the product, {} lines; median {} (aim 150), p95 {} (aim 500), longest {} (cap {CAP})",
        lengths.len(),
        lengths.iter().sum::<usize>(),
        at(50),
        at(95),
        lengths.last().copied().unwrap_or(0),
    )
}

#[cfg(test)]
mod tests;
