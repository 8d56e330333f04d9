//! Tests of `status`.

use super::*;

#[test]
fn the_more_exact_code_wins() {
    for (field, diagnostic, around, expected) in [
        (Some("5.1.1"), "550 5.7.1 no", "", Some("5.7.1")),
        (Some("5.1.1"), "550 no", "", Some("5.1.1")),
        (Some("5.2.0"), "550 over quota", "", Some("5.2.0")),
        (Some("5.0.0"), "smtp; 550 5.1.1 <x@y.test>: gone", "", Some("5.1.1")),
        (Some("5.0.0"), "smtp; 550 5.2.0 gone", "", Some("5.2.0")),
        (Some("5.0.0"), "550 no", "said: 550-5.7.1 x 550 5.7.1 y", Some("5.7.1")),
        (Some("5.3.0"), "5.1.0 - Unknown address error 550-'5.2.2 full'", "", Some("5.2.2")),
        (Some("4.0.0"), "452 mailbox full", "", Some("4.0.0")),
        (Some("5.7.0"), "no", "", Some("5.7.0")),
        (None, "554 Relaying denied", "", None),
        (Some("5.0.0"), "host 192.0.2.5 said no", "", Some("5.0.0")),
        (None, "", "", None),
    ] {
        assert_eq!(best(field, Some(diagnostic), around).as_deref(), expected, "{diagnostic}");
    }
}

#[test]
fn codes_are_not_taken_from_numbers_that_are_none() {
    assert_eq!(enhanced("host 5.1.1.7"), None);
    assert_eq!(enhanced("version 15.1.1 of 8-5.1.1 and sendmail-5.6.7"), None);
    assert_eq!(enhanced("(#5.1.10)").as_deref(), Some("5.1.10"));
    assert_eq!(enhanced("550-5.7.26 Unauthenticated").as_deref(), Some("5.7.26"));
    assert_eq!(reply("port 465 550-x"), Some(550));
    assert_eq!(reply("554"), Some(554));
    assert_eq!(reply("465 5555 599"), None);
}
