//! Tests of `status`.

use super::*;

#[test]
fn the_more_exact_code_wins() {
    for (field, diagnostic, expected) in [
        (Some("5.1.1"), "550 5.7.1 no", Some("5.7.1")),
        (Some("5.1.1"), "550 no", Some("5.1.1")),
        (Some("5.2.0"), "550 over quota", Some("5.2.2")),
        (Some("5.0.0"), "error after MAIL FROM: 550 no", Some("5.7.1")),
        (Some("5.0.0"), "smtp; 550 5.1.1 <x@y.test>: gone", Some("5.1.1")),
        (Some("5.0.0"), "smtp; 550 User unknown", Some("5.1.1")),
        (Some("5.0.0"), "550-Listed in a blocklist", Some("5.7.1")),
        (Some("4.0.0"), "452 mailbox full", Some("5.2.2")),
        (None, "554 Relaying denied", Some("5.7.1")),
        (None, "550 that is all", Some("5.0.0")),
        (Some("5.0.0"), "host 192.0.2.5 said no", Some("5.0.0")),
        (None, "", None),
    ] {
        assert_eq!(best(field, Some(diagnostic), "").as_deref(), expected, "{diagnostic}");
    }
}

#[test]
fn codes_are_not_taken_from_numbers_that_are_none() {
    assert_eq!(enhanced("host 5.1.1.7"), None);
    assert_eq!(enhanced("version 15.1.1"), None);
    assert_eq!(enhanced("(#5.1.10)").as_deref(), Some("5.1.10"));
    assert_eq!(basic("port 465 550-x"), Some('5'));
}
