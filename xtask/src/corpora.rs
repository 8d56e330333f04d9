//! `make corpora CORPORA=DIR`: how well the product agrees with published data that nobody
//! of this project wrote. The data stays where it is; only figures are printed.
//!
//! Scored so far: `DIR/holidays` (`national.csv`, `business.csv`), against
//! `rapport holidays list` and `rapport holidays after`. Figures are no test: they fail
//! nothing, but a country that is not known is said.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::steps::{cargo, root, run};

/// The countries whose holidays the product promises to know.
const COUNTRIES: [&str; 24] = [
    "US", "CA", "GB", "IE", "DE", "AT", "CH", "FR", "ES", "IT", "NL", "BE", "PT", "PL", "SE", "NO",
    "DK", "FI", "AU", "NZ", "IN", "JP", "BR", "MX",
];

/// Days of one country and year.
type Days = BTreeMap<(String, String), BTreeSet<String>>;

/// Scores everything that is in the folder.
pub fn corpora() -> Result<()> {
    let folder = std::env::var("CORPORA").unwrap_or_default();
    if folder.is_empty() {
        bail!("say where the data is: make corpora CORPORA=DIR");
    }
    let holidays = root().join(&folder).join("holidays");
    if !holidays.is_dir() {
        bail!("{} is no folder: CORPORA={folder} has no holidays", holidays.display());
    }
    run(&mut cargo(&["build", "--locked", "--profile", "practice", "-p", "rapport"]))?;
    let binary = binary()?;
    score_days(&binary, &holidays.join("national.csv"))?;
    score_sums(&binary, &holidays.join("business.csv"))
}

fn binary() -> Result<PathBuf> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or(root().join("target"), PathBuf::from);
    let binary = target.join("practice/rapport");
    if !binary.exists() {
        bail!("{} was not built", binary.display());
    }
    Ok(binary)
}

/// Precision and recall of the days of a whole country.
fn score_days(binary: &Path, file: &Path) -> Result<()> {
    let expected = expected_days(&read(file)?);
    let mut total = Score::default();
    let mut by_country: BTreeMap<&str, Score> = BTreeMap::new();
    for ((country, year), days) in &expected {
        let answers = ask(binary, &["list", country, year])?;
        let answered: Vec<(String, bool)> = answers
            .iter()
            .filter_map(|answer| {
                let date = answer.get("date")?.as_str()?.to_owned();
                let estimated = answer.get("estimated").and_then(Value::as_bool).unwrap_or(false);
                Some((date, estimated))
            })
            .collect();
        let score = Score::of(days, &answered);
        total.add(&score);
        by_country.entry(country).or_default().add(&score);
    }
    println!("\nholidays: days of the whole country, precision and recall");
    for (country, score) in &by_country {
        println!("  {country}    {score}");
    }
    println!("  all   {total}");
    let absent: Vec<&str> =
        COUNTRIES.into_iter().filter(|country| !by_country.contains_key(country)).collect();
    println!("  not in this half of the data: {}", absent.join(" "));
    Ok(())
}

/// Sums of business days, exact.
fn score_sums(binary: &Path, file: &Path) -> Result<()> {
    let (mut right, mut all) = (0_usize, 0_usize);
    for line in read(file)?.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let [country, from, days, result] = fields.as_slice() else {
            continue;
        };
        if !COUNTRIES.contains(country) {
            continue;
        }
        let answers = ask(binary, &["after", from, days, country])?;
        let date = answers.first().and_then(|answer| answer.get("date")).and_then(Value::as_str);
        all += 1;
        if date == Some(*result) {
            right += 1;
        } else {
            println!(
                "  {country}: {days} business days after {from}: {} instead of {result}",
                date.unwrap_or("nothing")
            );
        }
    }
    println!("business days: {right} of {all} sums right");
    Ok(())
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

/// The objects that `rapport holidays …` prints; none where it does not know the country.
fn ask(binary: &Path, words: &[&str]) -> Result<Vec<Value>> {
    let output = Command::new(binary).arg("holidays").args(words).arg("--json").output()?;
    if !output.status.success() {
        eprintln!(
            "rapport holidays {}: {}",
            words.join(" "),
            String::from_utf8_lossy(&output.stderr).trim()
        );
        return Ok(Vec::new());
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines()
        .map(|line| serde_json::from_str(line).with_context(|| format!("no JSON: {line}")))
        .collect()
}

fn expected_days(csv: &str) -> Days {
    let mut days = Days::new();
    for line in csv.lines().skip(1) {
        let mut fields = line.split(',');
        let (Some(country), Some(date)) = (fields.next(), fields.next()) else {
            continue;
        };
        if COUNTRIES.contains(&country) {
            let year = date.split('-').next().unwrap_or_default();
            let key = (country.to_owned(), year.to_owned());
            days.entry(key).or_default().insert(date.to_owned());
        }
    }
    days
}

/// Counts of days.
#[derive(Debug, Default, PartialEq, Eq)]
struct Score {
    right: usize,
    answered: usize,
    expected: usize,
}

impl Score {
    /// An estimated day (by the moon) is right when it is one day off.
    fn of(expected: &BTreeSet<String>, answered: &[(String, bool)]) -> Self {
        let dates: BTreeSet<&str> = answered.iter().map(|(date, _)| date.as_str()).collect();
        let right = dates.iter().filter(|date| {
            let estimated = answered.iter().any(|(day, estimated)| day == *date && *estimated);
            expected.contains(**date)
                || (estimated && expected.iter().any(|day| neighbours(day, date)))
        });
        Self { right: right.count(), answered: dates.len(), expected: expected.len() }
    }

    fn add(&mut self, other: &Self) {
        self.right += other.right;
        self.answered += other.answered;
        self.expected += other.expected;
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |part: usize, whole: usize| {
            // Counts of days fit f64 exactly.
            if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
        };
        let (precision, recall) =
            (share(self.right, self.answered), share(self.right, self.expected));
        write!(out, "{precision:.4}  {recall:.4}  ({} of {} days)", self.right, self.expected)
    }
}

/// Whether two dates within a month are a day apart.
fn neighbours(one: &str, other: &str) -> bool {
    let parts = |date: &str| -> Option<(String, i32)> {
        let (month, day) = date.rsplit_once('-')?;
        Some((month.to_owned(), day.parse().ok()?))
    };
    match (parts(one), parts(other)) {
        (Some((month, day)), Some((other_month, other_day))) => {
            month == other_month && (day - other_day).abs() == 1
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_scored_and_estimates_forgiven_a_day() {
        let expected = expected_days(
            "country,date,name\nIN,2026-03-20,Eid\nIN,2026-01-26,\"A, B\"\nXX,2026-01-01,N\n",
        );
        let days = &expected[&("IN".to_owned(), "2026".to_owned())];
        let answered = |text: &str, estimated| (text.to_owned(), estimated);
        let score = Score::of(days, &[answered("2026-03-21", true), answered("2026-01-26", false)]);
        assert_eq!(score, Score { right: 2, answered: 2, expected: 2 });
        let score = Score::of(days, &[answered("2026-03-21", false)]);
        assert_eq!(score, Score { right: 0, answered: 1, expected: 2 });
        assert_eq!(expected.len(), 1);
    }
}
