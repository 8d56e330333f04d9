//! Worlds that every test run lives, by their seeds: [`seeds.txt`](seeds.txt).
//!
//! More of them: `cargo xtask world --seeds 1..1001 --threads 2`, or `make fuzz TARGET=world`.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use rapport_sim::live;
use rapport_sim::world::{Database, Faults, Settings};

fn live_well(settings: Settings) -> rapport_sim::Outcome {
    let (seed, days, contacts) = (settings.seed, settings.days, settings.contacts);
    let outcome = live(settings).unwrap();
    assert!(
        outcome.wrong.is_empty(),
        "cargo xtask world --seed {seed} --days {days} --contacts {contacts} --log\n{:#?}",
        outcome.wrong
    );
    outcome
}

#[test]
fn the_worlds_of_the_seeds_keep_every_promise() {
    let (mut sent, mut crashes, mut received) = (0, 0, 0);
    for line in include_str!("seeds.txt").lines() {
        let line = line.split('#').next().unwrap_or_default();
        let numbers: Vec<u64> = line.split_whitespace().map(|word| word.parse().unwrap()).collect();
        let [seed, days, contacts] = numbers[..] else {
            assert!(numbers.is_empty(), "seed, days, contacts: {line}");
            continue;
        };
        let settings = Settings::new(seed, days.try_into().unwrap(), contacts.try_into().unwrap());
        let outcome = live_well(settings);
        sent += outcome.counts.sent;
        crashes += outcome.counts.crashes;
        received += outcome.counts.received;
    }
    // A world in which nothing happens proves nothing.
    assert!(sent > 20 && crashes > 3 && received > 5, "{sent} {crashes} {received}");
}

#[test]
fn a_calm_world_sends_what_the_user_approved() {
    let outcome = live_well(Settings { faults: Faults::NONE, ..Settings::new(3, 80, 30) });
    assert_eq!((outcome.counts.crashes, outcome.counts.faults), (0, 0));
    assert!(outcome.counts.sent > 5, "{:?}", outcome.counts);
}

#[test]
fn worlds_of_three_nodes_on_postgresql_keep_every_promise() {
    let database = Database::Postgres { nodes: 3 };
    let counts = live_well(Settings { database, ..Settings::new(10, 60, 15) }).counts;
    assert!(counts.sent > 2 && counts.crashes > 0, "{counts:?}");
}
