//! `rapport holidays`: shapes are a promise, and no data is touched.

use crate::support::Rapport;

#[test]
fn the_list_has_its_keys_and_only_days_of_the_whole_country() {
    let rapport = Rapport::new();
    let days = rapport.json(&["holidays", "list", "DE", "2026"]);
    assert_eq!(days.len(), 9, "Germany has nine holidays everywhere");
    let unity = days.iter().find(|day| day["date"] == "2026-10-03").unwrap();
    assert_eq!(unity["country"], "DE");
    assert_eq!(unity["kind"], "public");
    assert_eq!(unity["estimated"], false);
    assert!(unity["subdivision"].is_null() && unity["name"].is_string());
    let bavaria = rapport.json(&["holidays", "list", "de", "2026", "--subdivision", "by"]);
    assert!(bavaria.len() > days.len());
    assert!(bavaria.iter().all(|day| day["subdivision"] == "BY"));
    assert!(!rapport.home().join("data").exists(), "holidays need no data");
}

#[test]
fn the_nth_business_day_skips_weekends_and_holidays() {
    let rapport = Rapport::new();
    // 25, 26 and, because the 26th is a Saturday, 28 December 2026 are off in England.
    let after =
        rapport.one(&["holidays", "after", "2026-12-24", "1", "GB", "--subdivision", "ENG"]);
    assert_eq!(after["date"], "2026-12-29");
    assert_eq!(after["business_days"], 1);
    assert_eq!(after["from"], "2026-12-24");
    assert_eq!(after["country"], "GB");
}

#[test]
fn what_is_not_known_is_said_and_never_an_empty_list() {
    let rapport = Rapport::new();
    for words in [
        &["holidays", "list", "XX", "2026"][..],
        &["holidays", "list", "Germany", "2026"],
        &["holidays", "list", "DE", "1815"],
        &["holidays", "list", "DE", "2026", "--subdivision", "ZZ"],
        &["holidays", "after", "2026-01-01", "3", "XX"],
    ] {
        let said = rapport.fails(3, words);
        assert!(said.len() > "error: ".len() + 10, "{words:?}: {said}");
    }
    rapport.fails(2, &["holidays", "after", "yesterday", "3", "DE"]);
}
