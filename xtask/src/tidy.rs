//! The rules about our own text that a machine can hold. Each violation says where, what,
//! and the remedy; all are found in one run.
//!
//! - [`source`]: a Rust file as tokens, without comments and literals.
//! - [`files`]: headers, lengths, names, white space.
//! - [`code`]: what may not be written, or only in one file.
//! - [`words`]: identifiers keep to the glossary.
//! - [`edges`]: which crate may know which.
//! - [`promises`]: tests that the architecture names are there.
//!
//! The lists are in `xtask/policy/`. Not here: what rustfmt and clippy hold.

mod code;
mod edges;
mod files;
mod promises;
mod source;
mod words;

use std::fmt;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::steps::root;
use source::Source;

/// One breach of a rule.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    file: String,
    line: usize,
    what: String,
    remedy: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, what, remedy } = self;
        write!(out, "{file}:{line}: {what}\n    remedy: {remedy}")
    }
}

/// A violation in one line of code.
fn violation(file: &str, line: usize, what: impl Into<String>, remedy: &str) -> Violation {
    Violation { file: file.to_owned(), line, what: what.into(), remedy: remedy.to_owned() }
}

/// A text file of the project with its path from the root.
#[derive(Debug)]
pub struct Text {
    path: String,
    content: String,
}

/// Checks everything and prints each violation.
pub fn tidy() -> Result<()> {
    let root = root();
    let mut texts = Vec::new();
    collect(&root, &root, &mut texts)?;
    texts.sort_by(|one, other| one.path.cmp(&other.path));
    let sources: Vec<Source> = texts
        .iter()
        .filter(|text| text.path.ends_with(".rs"))
        .map(|text| Source::read(&text.path, &text.content))
        .collect();
    let glossary = words::Glossary::parse(&policy(&root, "words")?)?;

    let mut found = edges::check(&texts, &policy(&root, "edges")?);
    found.extend(texts.iter().flat_map(files::check_text));
    found.extend(sources.iter().flat_map(files::check_source));
    found.extend(sources.iter().flat_map(code::check));
    found.extend(code::check_one_door(&texts));
    found.extend(words::check(&sources, &glossary));
    found.extend(promises::check(&texts, &sources));
    found.sort();
    found.dedup();
    for violation in &found {
        println!("{violation}");
    }
    println!("tidy: {}", files::lengths(&sources));
    if found.is_empty() {
        return Ok(());
    }
    bail!("tidy: {} violations", found.len())
}

fn policy(root: &Path, name: &str) -> Result<toml::Table> {
    let path = root.join("xtask/policy").join(name).with_extension("toml");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    text.parse().with_context(|| format!("{} is no TOML", path.display()))
}

/// All text files below a folder, without what is built, fetched or hidden (but `.ci`).
fn collect(root: &Path, folder: &Path, texts: &mut Vec<Text>) -> Result<()> {
    const KINDS: [&str; 11] =
        ["rs", "toml", "md", "sql", "sh", "js", "html", "css", "txt", "service", "yml"];
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            let hidden = name.starts_with('.') && name != ".ci";
            if !hidden && !["target", "node_modules"].contains(&name.as_str()) {
                collect(root, &path, texts)?;
            }
            continue;
        }
        let kind = path.extension().unwrap_or_default().to_string_lossy();
        if KINDS.contains(&kind.as_ref()) || name == "Makefile" {
            let content =
                std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            texts.push(Text {
                path: path.strip_prefix(root)?.display().to_string(),
                content: String::from_utf8_lossy(&content).into_owned(),
            });
        }
    }
    Ok(())
}
