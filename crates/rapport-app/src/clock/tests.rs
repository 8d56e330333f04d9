//! Tests of `clock`.

use super::*;

fn noon() -> Timestamp {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

#[test]
fn a_virtual_clock_moves_only_by_hand_and_its_clones_with_it() {
    let clock = Clock::virtual_at(noon());
    let clone = clock.shifted(SignedDuration::from_hours(24));
    assert_eq!(clock.now(), noon());
    assert!(clock.advance(SignedDuration::from_mins(5)));
    assert_eq!(clone.now(), "2026-11-23T12:05:00Z".parse().unwrap());
    assert_eq!(clock.monotonic(), clone.monotonic());
    assert_eq!(clone.with_offset(0).now(), clock.now());
}

#[test]
fn the_system_clock_cannot_be_moved() {
    let clock = Clock::system();
    assert!(!clock.set(noon()));
    assert!(!clock.advance(SignedDuration::from_hours(1)));
    assert!(clock.now() > "2026-01-01T00:00:00Z".parse().unwrap());
    assert_eq!(clock.shifted(SignedDuration::from_hours(1)).offset().as_secs(), 3600);
}

#[test]
fn an_offset_beyond_the_calendar_does_not_panic() {
    let clock = Clock::virtual_at(noon()).shifted(SignedDuration::MAX);
    assert!(clock.now() >= noon());
}

#[test]
fn identifiers_of_one_instant_differ_and_sort_in_order() {
    let clock = Clock::virtual_at(noon());
    let minted: Vec<_> = (0..5000).map(|_| clock.mint()).collect();
    assert!(minted.is_sorted());
    assert!(minted.windows(2).all(|pair| pair[0] != pair[1]));
    assert_eq!(minted[0].get_version_num(), 7);
    clock.advance(SignedDuration::from_hours(1));
    assert!(clock.mint() > minted[4999]);
}

#[test]
fn random_bytes_are_not_repeated() {
    assert_ne!(random_bytes::<32>(), random_bytes::<32>());
}

#[test]
fn a_seeded_clock_mints_the_same_identifiers_again() {
    let minted = |seed| {
        let clock = Clock::seeded_at(noon(), seed);
        let mut all = Vec::new();
        for _ in 0..100 {
            all.push(clock.mint());
            clock.advance(SignedDuration::from_secs(7));
        }
        all
    };
    assert_eq!(minted(5), minted(5));
    assert_ne!(minted(5), minted(6));
}
