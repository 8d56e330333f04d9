//! Tests of `consent`.

use jiff::civil::date;

use super::*;

fn ask(country: &str, kind: Option<BasisKind>, detail: &str, channel: Channel) -> Option<String> {
    let basis =
        kind.map(|kind| Basis { kind, since: date(2026, 1, 10), detail: detail.to_owned() });
    missing(&Question {
        commercial: true,
        channel,
        basis: basis.as_ref(),
        country: Country::parse(country).unwrap(),
        sender_address: true,
        today: date(2026, 11, 22),
    })
}

#[test]
fn each_country_asks_for_its_own_basis() {
    use BasisKind as B;
    for (country, kind, detail, allowed) in [
        ("US", Some(B::Met), "", true),
        ("US", None, "", false),
        ("DE", Some(B::Customer), "", false),
        ("DE", Some(B::Customer), "Notice given at sale", true),
        ("DE", Some(B::Consent), "", true),
        ("CA", Some(B::Customer), "", true),
        ("CA", Some(B::Inquiry), "", false),
        ("GB", Some(B::Customer), "", true),
        ("FR", Some(B::Met), "", false),
        ("CZ", Some(B::Met), "", false),
        ("NZ", Some(B::Met), "", true),
    ] {
        assert_eq!(
            ask(country, kind, detail, Channel::Mail).is_none(),
            allowed,
            "{country} {kind:?}"
        );
    }
}

#[test]
fn a_letter_needs_no_basis_and_a_missing_address_is_told() {
    assert_eq!(ask("DE", None, "", Channel::Paper), None);
    let nowhere = missing(&Question {
        commercial: true,
        channel: Channel::Mail,
        basis: None,
        country: Country::parse("US").unwrap(),
        sender_address: false,
        today: date(2026, 11, 22),
    });
    assert!(nowhere.unwrap().contains("postal address"));
}
