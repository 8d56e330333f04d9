//! Public holidays of half of the countries, and business-day sums: `holidays`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Corpora;
use super::ask::text;
use super::figure::{Goal, Outcome, Share};

/// The countries whose holidays the product promises to know.
const COUNTRIES: [&str; 24] = [
    "US", "CA", "GB", "IE", "DE", "AT", "CH", "FR", "ES", "IT", "NL", "BE", "PT", "PL", "SE", "NO",
    "DK", "FI", "AU", "NZ", "IN", "JP", "BR", "MX",
];

/// Days of one country and year.
type Days = BTreeMap<(String, String), BTreeSet<String>>;

pub fn score(corpora: &Corpora) -> Result<Outcome> {
    let folder = corpora.folder.join("holidays");
    let mut outcome = Outcome::default();
    score_days(corpora, &folder.join("national.csv"), &mut outcome)?;
    score_sums(corpora, &folder.join("business.csv"), &mut outcome)?;
    Ok(outcome)
}

/// Precision and recall of the days of a whole country.
fn score_days(corpora: &Corpora, file: &Path, outcome: &mut Outcome) -> Result<()> {
    corpora.rapport.needs(&["holidays", "list"])?;
    let expected = expected_days(&read(file)?);
    let mut total = Score::default();
    for ((country, year), days) in &expected {
        let answers = corpora.rapport.ask(&["holidays", "list", country, year], &[], None)?;
        let answered: Vec<(String, bool)> = answers
            .iter()
            .map(|answer| {
                let estimated = answer.get("estimated").and_then(Value::as_bool).unwrap_or(false);
                (text(answer, "date").to_owned(), estimated)
            })
            .collect();
        let score = Score::of(days, &answered);
        if score.right < score.expected.max(score.answered) {
            outcome.miss(format!("{country} {year}: {score:?}"));
        }
        total.add(&score);
    }
    let known: BTreeSet<&str> = expected.keys().map(|(country, _)| country.as_str()).collect();
    let absent: Vec<&str> =
        COUNTRIES.into_iter().filter(|country| !known.contains(country)).collect();
    outcome.miss(format!("not in this half of the data: {}", absent.join(" ")));
    let precision = Share { right: total.right, all: total.answered };
    outcome.add_share("precision of days", precision, Goal::Told);
    let recall = Share { right: total.right, all: total.expected };
    outcome.add_share("recall of days", recall, Goal::Told);
    Ok(())
}

/// Sums of business days, exact.
fn score_sums(corpora: &Corpora, file: &Path, outcome: &mut Outcome) -> Result<()> {
    corpora.rapport.needs(&["holidays", "after"])?;
    let mut sums = Share::default();
    for line in read(file)?.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let [country, from, days, result] = fields.as_slice() else {
            continue;
        };
        if !COUNTRIES.contains(country) {
            continue;
        }
        let answers =
            corpora.rapport.ask(&["holidays", "after", from, days, country], &[], None)?;
        let said = answers.first().map(|answer| text(answer, "date")).unwrap_or_default();
        if !sums.count(said == *result) {
            outcome.miss(format!("{country}: {days} after {from}: {said:?} instead of {result}"));
        }
    }
    outcome.add_share("business-day sums", sums, Goal::AtLeast(1.0));
    Ok(())
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
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
