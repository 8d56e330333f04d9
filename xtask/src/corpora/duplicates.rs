//! People with known duplicates: `duplicates`.
//!
//! Pairs are taken as they are printed: no closure is added here.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use serde_json::Value;

use super::Corpora;
use super::ask::{table, text};
use super::figure::{Goal, Outcome, Share};
use super::measure::{self, Run};

const VERB: [&str; 2] = ["contacts", "duplicates"];

pub fn score(corpora: &Corpora) -> Result<Outcome> {
    corpora.rapport.needs(&VERB)?;
    if !offers_files(corpora)? {
        // The verb may be there for the user's own contacts first.
        corpora.rapport.needs(&["contacts", "duplicates", "--from", "x"])?;
    }
    let folder = corpora.folder.join("duplicates");
    let pairs: BTreeSet<(String, String)> = table(&folder.join("people-1.pairs.csv"))?
        .iter()
        .map(|row| pair(text(row, "a"), text(row, "b")))
        .collect();
    let run = ask(corpora, "people-1.csv")?;
    let mut answers: Vec<(f64, String, (String, String))> = Vec::new();
    for line in run.stdout.lines() {
        let answer: Value = serde_json::from_str(line)?;
        let probability = answer.get("probability").and_then(Value::as_f64).unwrap_or(0.0);
        let pair = pair(text(&answer, "a"), text(&answer, "b"));
        answers.push((probability, text(&answer, "verdict").to_owned(), pair));
    }
    answers.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
    let mut outcome = Outcome::default();
    let named: Vec<_> = answers.iter().filter(|(probability, ..)| *probability >= 0.5).collect();
    let right = named.iter().filter(|(.., pair)| pairs.contains(pair)).count();
    let precision = Share { right, all: named.len() };
    let recall = Share { right, all: pairs.len() };
    let mut same = Share::default();
    for (probability, verdict, (a, b)) in &answers {
        let right = pairs.contains(&(a.clone(), b.clone()));
        if verdict == "same" {
            same.count(right);
        }
        if (*probability >= 0.5) != right {
            outcome.miss(format!(
                "{a} {b}: {probability:.3} {verdict}, {}",
                if right { "is one" } else { "are two" }
            ));
        }
    }
    let found: BTreeSet<_> = answers.iter().map(|(.., pair)| pair).collect();
    for (a, b) in pairs.iter().filter(|pair| !found.contains(pair)) {
        outcome.miss(format!("{a} {b}: not named"));
    }
    outcome.add("pair F1", f1(right, named.len(), pairs.len()), Goal::AtLeast(0.985));
    outcome.add_share("pair precision", precision, Goal::Told);
    outcome.add_share("pair recall", recall, Goal::Told);
    outcome.add_share("precision of `same`", same, Goal::AtLeast(0.999));
    outcome.add("best F1 over all cuts", best(&answers, &pairs), Goal::Told);
    outcome.add("seconds", run.wall.as_secs_f64(), Goal::Told);
    outcome.add("memory, MB", run.megabytes, Goal::Told);
    let run = ask(corpora, "people-2.csv")?;
    outcome.add("seconds for 5,000 people", run.wall.as_secs_f64(), Goal::Told);
    outcome.add("memory, MB, for 5,000 people", run.megabytes, Goal::Told);
    Ok(outcome)
}

fn offers_files(corpora: &Corpora) -> Result<bool> {
    let help = corpora.rapport.command(&VERB).arg("--help").output()?;
    Ok(String::from_utf8_lossy(&help.stdout).contains("--from"))
}

fn ask(corpora: &Corpora, name: &str) -> Result<Run> {
    let mut command = corpora.rapport.command(&VERB);
    command.arg("--from").arg(corpora.folder.join("duplicates").join(name)).arg("--json");
    let run = measure::run(&mut command, &corpora.scratch.join("printed"))?;
    if !run.status.success() {
        bail!("contacts duplicates of {name} ended with {}", run.status);
    }
    Ok(run)
}

/// Unordered.
fn pair(a: &str, b: &str) -> (String, String) {
    if a <= b { (a.to_owned(), b.to_owned()) } else { (b.to_owned(), a.to_owned()) }
}

fn f1(right: usize, said: usize, wanted: usize) -> f64 {
    if said + wanted == 0 { 0.0 } else { 2.0 * right as f64 / (said + wanted) as f64 }
}

/// Over the answers from the surest down; equal ones go together.
fn best(answers: &[(f64, String, (String, String))], pairs: &BTreeSet<(String, String)>) -> f64 {
    let (mut best, mut right) = (0.0_f64, 0);
    for (place, (probability, _, pair)) in answers.iter().enumerate() {
        right += usize::from(pairs.contains(pair));
        let next = answers.get(place + 1).map(|(probability, ..)| *probability);
        if next.is_none_or(|next| next < *probability) {
            best = best.max(f1(right, place + 1, pairs.len()));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_cut_is_found() {
        let pairs: BTreeSet<_> = [pair("b", "a"), pair("c", "d")].into();
        let one = |probability: f64, a: &str, b: &str| (probability, String::new(), pair(a, b));
        let answers = [one(0.9, "a", "b"), one(0.8, "d", "c"), one(0.7, "a", "c")];
        assert!((best(&answers, &pairs) - 1.0).abs() < 1e-9);
        assert!((f1(2, 3, 2) - 0.8).abs() < 1e-9);
    }
}
