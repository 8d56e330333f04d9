//! Every day of every known country and subdivision against an independent data set.
//!
//! Here: the PyPI package `holidays`, asked through `testing/holidays-oracle.py`, compared over all known years;
//! the differences must be exactly those of `testing/holidays-exceptions.txt`.
//! For the lunar days of India, Ceuta and Melilla the package is also where the dates come from.
//! The interpreter is `RAPPORT_ORACLE_PYTHON`, else `target/oracle-venv/bin/python3`; without it the test fails,
//! because a comparison that is skipped proves nothing. `cargo xtask deps` installs it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::civil::Date;
use rapport_core::calendar::holidays::{FIRST_YEAR, LAST_YEAR, countries, list, subdivisions};
use rapport_core::place::{Country, Subdivision};

/// One difference: the place, the date (`None`: the whole place is unknown to us), and which side has it.
type Difference = (String, Option<Date>, Side);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Side {
    /// The package has the day and we do not.
    Absent,
    /// We have the day and the package does not.
    Added,
}

#[test]
fn every_day_agrees_with_the_oracle_or_is_a_reviewed_exception() {
    let theirs = oracle();
    let ours = ours();
    assert!(theirs.len() > 100, "the oracle answered for {} places only", theirs.len());

    let mut differences: BTreeSet<Difference> = BTreeSet::new();
    for (place, days) in &theirs {
        match ours.get(place) {
            None => {
                differences.insert((place.clone(), None, Side::Absent));
            }
            Some(known) => {
                let absent =
                    days.difference(known).map(|&day| (place.clone(), Some(day), Side::Absent));
                let added =
                    known.difference(days).map(|&day| (place.clone(), Some(day), Side::Added));
                differences.extend(absent.chain(added));
            }
        }
    }
    for place in ours.keys().filter(|place| !theirs.contains_key(*place)) {
        differences.insert((place.clone(), None, Side::Added));
    }

    let exceptions = exceptions();
    let unlisted: Vec<String> = differences.difference(&exceptions).map(line).collect();
    let stale: Vec<String> = exceptions.difference(&differences).map(line).collect();
    assert!(
        unlisted.is_empty() && stale.is_empty(),
        "{} differences without an exception:\n{}\n{} exceptions no longer needed:\n{}",
        unlisted.len(),
        unlisted.join("\n"),
        stale.len(),
        stale.join("\n"),
    );
}

/// Our days, by "DE" or "DE-BY".
fn ours() -> BTreeMap<String, BTreeSet<Date>> {
    let mut places = BTreeMap::new();
    for country in countries() {
        places.insert(country.to_string(), days(country, None));
        for code in subdivisions(country) {
            let subdivision =
                Subdivision::parse(code).expect("codes in the tables are well-formed");
            places.insert(format!("{country}-{code}"), days(country, Some(&subdivision)));
        }
    }
    places
}

fn days(country: Country, subdivision: Option<&Subdivision>) -> BTreeSet<Date> {
    (FIRST_YEAR..=LAST_YEAR)
        .flat_map(|year| list(country, subdivision, year).expect("a known place and year"))
        .map(|holiday| holiday.date)
        .collect()
}

/// Their days, in the same form.
fn oracle() -> BTreeMap<String, BTreeSet<Date>> {
    let root = root();
    let python = std::env::var_os("RAPPORT_ORACLE_PYTHON")
        .map_or_else(|| root.join("target/oracle-venv/bin/python3"), PathBuf::from);
    assert!(
        python.exists(),
        "no Python with the package holidays at {}; run: cargo xtask deps",
        python.display()
    );
    let places = countries().into_iter().map(|country| {
        let with_subdivisions = if subdivisions(country).is_empty() { "" } else { "+" };
        format!("{country}{with_subdivisions}")
    });
    let output = Command::new(&python)
        .arg(root.join("testing/holidays-oracle.py"))
        .args([FIRST_YEAR.to_string(), LAST_YEAR.to_string()])
        .args(places)
        .output()
        .expect("the interpreter starts");
    assert!(
        output.status.success(),
        "the oracle failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut answer: BTreeMap<String, BTreeSet<Date>> = BTreeMap::new();
    for line in String::from_utf8(output.stdout).expect("UTF-8").lines() {
        let (place, day) = line.split_once('\t').expect("place, tab, day");
        let days = answer.entry(place.to_owned()).or_default();
        if day != "-" {
            days.insert(day.parse().expect("an ISO date"));
        }
    }
    answer
}

/// The reviewed differences. Every line must give its reason.
fn exceptions() -> BTreeSet<Difference> {
    let path = root().join("testing/holidays-exceptions.txt");
    let text = std::fs::read_to_string(&path).expect("the exceptions are readable");
    text.lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| {
            let fields: Vec<&str> = line.split('|').map(str::trim).collect();
            let [place, date, side, reason] = fields[..] else {
                panic!("not four fields: {line}");
            };
            assert!(reason.len() > 10, "no reason given: {line}");
            let date = (date != "*").then(|| date.parse().expect("an ISO date or *"));
            let side = match side {
                "absent" => Side::Absent,
                "added" => Side::Added,
                _ => panic!("neither absent nor added: {line}"),
            };
            (place.to_owned(), date, side)
        })
        .collect()
}

/// A difference as a line of the exceptions file, without its reason.
fn line((place, date, side): &Difference) -> String {
    let date = date.map_or_else(|| "*".to_owned(), |date| date.to_string());
    let side = match side {
        Side::Absent => "absent",
        Side::Added => "added",
    };
    format!("{place} | {date} | {side} |")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("the crate lies two folders below the workspace")
        .to_owned()
}
