//! Tests of `copies`.

use super::*;

#[test]
fn a_copy_is_appended_only_where_none_is_coming() {
    let seconds = SignedDuration::from_secs;
    for (rule, searches, age, expected) in [
        (CopyRule::Unknown, 1, seconds(1), Next::SearchAgain),
        (CopyRule::Unknown, 2, seconds(26), Next::SearchAgain),
        (CopyRule::Unknown, 3, seconds(51), Next::Append),
        // A round of cron every five minutes.
        (CopyRule::Unknown, 1, seconds(300), Next::SearchAgain),
        (CopyRule::Unknown, 2, seconds(600), Next::Append),
        (CopyRule::Append, 1, seconds(0), Next::Append),
        (CopyRule::ByServer, 9, seconds(600), Next::SearchAgain),
        (CopyRule::ByServer, 9, seconds(1800), Next::Leave),
    ] {
        assert_eq!(next(rule, searches, age), expected, "{rule:?} {searches} {age:?}");
    }
}

#[test]
fn searches_are_counted_and_spaced() {
    let now: Timestamp = "2026-11-23T10:00:30Z".parse().unwrap();
    assert_eq!(Progress::read("pending"), Progress { searches: 0, last: None });
    assert!(Progress::read("pending").is_due(now));
    let word = format!("{PENDING} 2 2026-11-23T10:00:00Z");
    let progress = Progress::read(&word);
    assert_eq!(progress.searches, 2);
    assert!(progress.is_due(now));
    assert!(!progress.is_due("2026-11-23T10:00:10Z".parse().unwrap()));
    assert!(Progress::read("pending x y").is_due(now), "an odd word is no excuse");
}
