//! I4 in the large: the same seed lives the same life, and the product decides the same each time.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use rapport_sim::live;
use rapport_sim::world::Settings;

#[test]
fn i4_the_same_seed_lives_the_same_life_and_writes_the_same_journal() {
    let life = || live(Settings { log: true, ..Settings::new(21, 60, 20) }).unwrap();
    let (first, second) = (life(), life());
    assert!(first.wrong.is_empty(), "{:#?}", first.wrong);
    let journal = first.log.iter().filter(|line| line.starts_with("journal")).count();
    assert!(journal > 30 && first.counts.crashes > 0, "{journal} {:?}", first.counts);
    for (first, second) in first.log.iter().zip(&second.log) {
        assert_eq!(first, second);
    }
    assert_eq!(first.log.len(), second.log.len());
}
