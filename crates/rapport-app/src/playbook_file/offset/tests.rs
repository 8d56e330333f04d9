//! Tests of `offset`.

use super::*;

#[test]
fn offsets_read_and_print() {
    for (text, offset) in [
        ("+2h", Offset::Minutes(120)),
        ("+30m", Offset::Minutes(30)),
        ("+90m", Offset::Minutes(90)),
        ("0m", Offset::Minutes(0)),
        ("-24h", Offset::Minutes(-1440)),
        ("+1bd", Offset::BusinessDays(1)),
        ("-2bd", Offset::BusinessDays(-2)),
        ("0bd", Offset::BusinessDays(0)),
    ] {
        assert_eq!(parse_offset(text), Some(offset), "{text}");
        assert_eq!(offset_text(offset), text);
    }
}

#[test]
fn what_is_not_an_offset_is_refused() {
    for text in [
        "",
        "+",
        "-",
        "2bd",
        "2h",
        "+2",
        "+2d",
        "+2 bd",
        "+bd",
        "+2BD",
        "++2h",
        "+-2h",
        "+99999999999999999999bd",
        "+40000bd",
        "+9999999h",
        "two days",
        "+2bdx",
        "+２bd",
        "ü",
    ] {
        assert_eq!(parse_offset(text), None, "{text}");
    }
}

#[test]
fn order_is_certain_or_not_claimed() {
    let read = |text| parse_offset(text).unwrap();
    for (first, second, after) in [
        ("+2h", "+30m", true),
        ("+30m", "+2h", false),
        ("+1bd", "+2h", true),
        ("+2h", "0bd", false),
        ("0bd", "+2h", false),
        ("-1bd", "0m", false),
        ("+2bd", "+1bd", true),
        ("+48h", "+1bd", true),
    ] {
        assert_eq!(is_after(read(first), read(second)), after, "{first} {second}");
    }
}
