//! Tests of `mailboxes`.

use super::*;
use proptest::prelude::*;

#[test]
fn announced_mailboxes_win_over_names() {
    let list = [
        describe("Sent", Some("/"), &[]),
        describe("Postausgang", Some("/"), &[NameAttribute::Sent]),
        describe("INBOX", Some("/"), &[]),
    ];
    assert_eq!(find(&list, SpecialUse::Sent).unwrap().name, "Postausgang");
    assert_eq!(find(&list, SpecialUse::Inbox).unwrap().name, "INBOX");
    assert_eq!(find(&list, SpecialUse::Junk), None);
}

#[test]
fn localised_names_are_known_at_any_depth() {
    for (name, delimiter, special_use) in [
        ("INBOX.Gesendete Objekte", ".", SpecialUse::Sent),
        ("[Gmail]/Envoy&AOk-s", "/", SpecialUse::Sent),
        ("Skr&AOQ-ppost", "/", SpecialUse::Junk),
        ("[Google Mail]/Alle Nachrichten", "/", SpecialUse::All),
        ("Entw&APw-rfe", "/", SpecialUse::Drafts),
    ] {
        let mailbox = describe(name, Some(delimiter), &[]);
        assert_eq!(mailbox.special_use, Some(special_use), "{name}");
        assert!(!mailbox.announced);
    }
    assert_eq!(describe("Sent offers", Some("/"), &[]).special_use, None);
}

#[test]
fn a_mailbox_that_cannot_be_opened_is_never_chosen() {
    let closed = describe("Sent", None, &[NameAttribute::NoSelect]);
    assert_eq!(find(&[closed], SpecialUse::Sent), None);
}

#[test]
fn names_are_decoded_and_broken_ones_left_alone() {
    assert_eq!(decode_name("Entw&APw-rfe &- mehr"), "Entwürfe & mehr");
    assert_eq!(decode_name("&U,BTFw-"), "台北");
    for broken in ["&AOk", "&!!!-", "&2AA-"] {
        assert_eq!(decode_name(broken), broken);
    }
}

proptest! {
    #[test]
    fn any_name_is_decoded_without_a_panic(name: String) {
        let _ = describe(&name, Some("/"), &[]);
    }
}
