//! `make bench`: every benchmark of every crate, after a line about the machine it runs on.
//!
//! What is compared with others needs these others: they are installed here, and nowhere else. Figures
//! are printed, not asserted; `docs/benchmarks.md` keeps what they were, and when.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::deps;
use crate::steps::{cargo, root, run, succeeds};

/// Programs that something is measured against, and the Debian package of each.
const PEERS: [(&str, &str); 1] = [("pdflatex", "texlive-latex-base")];

/// A benchmark and the crate it belongs to.
struct Bench {
    package: String,
    name: String,
}

/// All benchmarks, or those named.
pub fn bench(names: &[String]) -> Result<()> {
    let all = benches(&root().join("crates"))?;
    if let Some(unknown) = names.iter().find(|name| all.iter().all(|bench| bench.name != **name)) {
        let known: Vec<&str> = all.iter().map(|bench| bench.name.as_str()).collect();
        bail!("no bench is called `{unknown}`; there are {}", known.join(", "));
    }
    deps::deps()?;
    let missing: Vec<&str> = PEERS
        .iter()
        .filter(|(program, _)| !succeeds(program, &["--version"]))
        .map(|(_, package)| *package)
        .collect();
    if !missing.is_empty() {
        deps::install_packages(&missing)?;
    }
    println!("{}", machine());
    for bench in all {
        if names.is_empty() || names.contains(&bench.name) {
            println!("\n== {} ({})", bench.name, bench.package);
            let words = ["bench", "--locked", "-p", &bench.package, "--bench", &bench.name];
            run(&mut cargo(&words))?;
        }
    }
    Ok(())
}

/// What the manifests of the crates name as benchmarks.
fn benches(crates: &Path) -> Result<Vec<Bench>> {
    let mut found = Vec::new();
    for folder in std::fs::read_dir(crates)? {
        let path = folder?.path().join("Cargo.toml");
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        let manifest: toml::Table = text.parse()?;
        let package = manifest.get("package").and_then(|it| it.get("name"));
        let Some(package) = package.and_then(toml::Value::as_str) else { continue };
        let benches = manifest.get("bench").and_then(toml::Value::as_array);
        for bench in benches.into_iter().flatten() {
            if let Some(name) = bench.get("name").and_then(toml::Value::as_str) {
                found.push(Bench { package: package.to_owned(), name: name.to_owned() });
            }
        }
    }
    found.sort_by(|one, other| (&one.package, &one.name).cmp(&(&other.package, &other.name)));
    Ok(found)
}

/// Processor, cores, what else runs, and versions: without these a figure says little.
fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let cpus = read("/proc/cpuinfo");
    let model = cpus.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
    let cores = cpus.lines().filter(|line| line.starts_with("processor")).count();
    let load = read("/proc/loadavg");
    let load = load.split_whitespace().next().unwrap_or("unknown").to_owned();
    let said = |program: &str, words: &[&str]| {
        let output = Command::new(program).args(words).output();
        let text = output.map(|it| String::from_utf8_lossy(&it.stdout).into_owned());
        text.unwrap_or_default().lines().next().unwrap_or_default().trim().to_owned()
    };
    format!(
        "{}\n{}, {cores} cores, load {load} before it began\n{}; {}; Debian {}; {}",
        said("date", &["-u", "+%Y-%m-%d %H:%M UTC"]),
        model.trim_matches([' ', '\t', ':']),
        said("rustc", &["--version"]),
        said("psql", &["--version"]),
        read("/etc/debian_version").trim(),
        said("pdflatex", &["--version"]),
    )
}
