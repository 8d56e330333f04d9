//! What we depend on: licences, crates we do not want, and the same crate in two versions.
//!
//! Asks `cargo metadata`; the lists are `xtask/policy/licences.toml` and
//! `xtask/policy/duplicates.toml`. Licences and bans look at all platforms, duplicates at
//! Linux, where the product runs. Licence expressions are read in [`spdx`].

mod spdx;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::steps::{cargo, output, root};

/// What every crate of this workspace says about itself.
const OURS: &str = "MIT OR Apache-2.0";

/// One package as cargo tells it.
#[derive(Debug)]
struct Package {
    name: String,
    version: String,
    licence: String,
    ours: bool,
}

/// Checks everything and prints each violation with its remedy.
pub fn bans() -> Result<()> {
    let everywhere = packages(&[])?;
    let on_linux = packages(&["--filter-platform", "x86_64-unknown-linux-gnu"])?;
    let licences = policy("licences")?;
    let duplicates = policy("duplicates")?;
    let mut complaints = check_licences(&everywhere, &licences);
    complaints.extend(check_banned(&everywhere, &licences));
    complaints.extend(check_duplicates(&on_linux, &duplicates));
    for complaint in &complaints {
        println!("{complaint}");
    }
    if complaints.is_empty() {
        println!("bans: {} packages, nothing to complain about", everywhere.len());
        return Ok(());
    }
    bail!("bans: {} violations", complaints.len())
}

fn packages(words: &[&str]) -> Result<Vec<Package>> {
    let fixed = ["metadata", "--format-version", "1", "--locked"];
    let json = output(&mut cargo(&[&fixed, words].concat()))?;
    let metadata: Value = serde_json::from_slice(&json)?;
    let listed = metadata.get("packages").and_then(Value::as_array);
    let listed = listed.context("cargo metadata printed no packages")?;
    let text = |package: &Value, key: &str| {
        package.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    Ok(listed
        .iter()
        .map(|package| Package {
            name: text(package, "name"),
            version: text(package, "version"),
            licence: text(package, "license"),
            ours: package.get("source").is_none_or(Value::is_null),
        })
        .collect())
}

fn policy(name: &str) -> Result<toml::Table> {
    let path = root().join("xtask/policy").join(name).with_extension("toml");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    text.parse().with_context(|| format!("{} is no TOML", path.display()))
}

/// A table of names to reasons.
fn reasons(policy: &toml::Table, section: &str) -> BTreeMap<String, String> {
    let entries = policy.get(section).and_then(toml::Value::as_table);
    entries
        .into_iter()
        .flatten()
        .map(|(name, reason)| (name.clone(), reason.as_str().unwrap_or_default().to_owned()))
        .collect()
}

fn check_licences(packages: &[Package], policy: &toml::Table) -> Vec<String> {
    let allowed: BTreeSet<String> = reasons(policy, "allowed").into_keys().collect();
    let mut complaints = Vec::new();
    for Package { name, version, licence, ours } in packages {
        if *ours && licence != OURS {
            complaints.push(format!(
                "{name}: its licence is `{licence}`, ours is `{OURS}`: write `license.workspace = true`"
            ));
        }
        match spdx::satisfied(licence, &allowed) {
            Ok(true) => {}
            Ok(false) => complaints.push(format!(
                "{name} {version}: licence `{licence}` is not allowed: use another crate, or add the \
                 licence with its reason to xtask/policy/licences.toml"
            )),
            Err(error) => complaints.push(format!(
                "{name} {version}: licence `{licence}` cannot be read ({error}): look at the crate"
            )),
        }
    }
    complaints
}

fn check_banned(packages: &[Package], policy: &toml::Table) -> Vec<String> {
    let banned = reasons(policy, "banned");
    packages
        .iter()
        .filter_map(|package| {
            let reason = banned.get(&package.name)?;
            let (name, version) = (&package.name, &package.version);
            Some(format!(
                "{name} {version} is banned ({reason}): `cargo tree -i {name}` shows who brings it; \
                 switch off that feature"
            ))
        })
        .collect()
}

/// A crate in several versions must be listed with exactly those, and the other way round.
fn check_duplicates(packages: &[Package], policy: &toml::Table) -> Vec<String> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in packages {
        versions.entry(&package.name).or_default().insert(&package.version);
    }
    versions.retain(|_, versions| versions.len() > 1);
    let reviewed = reasons(policy, "duplicates");
    let file = "xtask/policy/duplicates.toml";
    let mut complaints = Vec::new();
    for (name, versions) in &versions {
        let shown: Vec<&str> = versions.iter().copied().collect();
        match reviewed.get(*name) {
            None => complaints.push(format!(
                "{name} comes in versions {}: agree on one (`cargo tree -d`), or review it in {file}",
                shown.join(", ")
            )),
            Some(reason) if reason.is_empty() => {
                complaints.push(format!("{file}: {name} has no reason: say who needs which version"));
            }
            Some(_) => {}
        }
    }
    for name in reviewed.keys() {
        if !versions.contains_key(name.as_str()) {
            complaints.push(format!("{file}: {name} is a duplicate no longer: delete the line"));
        }
    }
    complaints
}

#[cfg(test)]
mod tests;
