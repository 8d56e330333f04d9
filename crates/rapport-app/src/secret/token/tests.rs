//! Tests of `token`.

use super::*;
use proptest::prelude::*;

fn key() -> InstanceKey {
    InstanceKey::from_bytes([5; 32])
}

#[test]
fn i2_a_message_id_is_the_same_for_the_same_revision_and_for_no_other() {
    let follow_up = Uuid::from_u128(1);
    let id = key().message_id(follow_up, 1, 1, "example.org");
    assert_eq!(id, key().message_id(follow_up, 1, 1, "example.org"));
    assert!(id.ends_with("@example.org") && id.len() == 32 + 12, "{id}");
    for other in [
        key().message_id(Uuid::from_u128(2), 1, 1, "example.org"),
        key().message_id(follow_up, 2, 1, "example.org"),
        key().message_id(follow_up, 1, 2, "example.org"),
        InstanceKey::from_bytes([6; 32]).message_id(follow_up, 1, 1, "example.org"),
    ] {
        assert_ne!(id, other);
    }
}

#[test]
fn a_message_id_is_ascii_whatever_the_domain() {
    let id = |domain| key().message_id(Uuid::nil(), 1, 1, domain);
    assert!(id("bücher.example").ends_with("@xn--bcher-kva.example"));
    assert!(id("two words\r\nX: y").ends_with("@rapport.invalid"));
    assert!(id("").ends_with("@rapport.invalid"));
}

#[test]
fn an_opt_out_token_names_its_contact_and_cannot_be_forged() {
    let (scope, contact) = (Uuid::from_u128(11), Uuid::from_u128(12));
    let token = key().opt_out_token(scope, contact);
    assert_eq!(key().read_opt_out_token(&token), Some((scope, contact)));
    assert_eq!(key().read_opt_out_token(&token.to_uppercase()), Some((scope, contact)));
    assert_eq!(InstanceKey::from_bytes([6; 32]).read_opt_out_token(&token), None);
    assert_eq!(key().read_opt_out_token(&token[1..]), None);
    let mut forged = token.clone();
    forged.replace_range(0..1, if token.starts_with('a') { "b" } else { "a" });
    assert_eq!(key().read_opt_out_token(&forged), None);
}

#[test]
fn a_suppressed_address_is_recognised_in_any_case() {
    let hash = key().suppression_hash("Dana@Acme.Example");
    assert_eq!(hash, key().suppression_hash(" dana@acme.example "));
    assert_ne!(hash, key().suppression_hash("dan@acme.example"));
}

#[test]
fn base32_agrees_with_rfc_4648() {
    assert_eq!(base32(b"foobar"), "mzxw6ytboi");
    assert_eq!(base32(b"foob"), "mzxw6yq");
    assert_eq!(unbase32("MZXW6YQ").as_deref(), Some(&b"foob"[..]));
    assert_eq!(unbase32("mzxw6yr"), None, "left-over bits must be zero");
}

proptest! {
    #[test]
    fn base32_comes_back(bytes: Vec<u8>) {
        prop_assert_eq!(unbase32(&base32(&bytes)), Some(bytes));
    }

    #[test]
    fn any_text_is_read_without_a_panic(text: String) {
        prop_assert_eq!(key().read_opt_out_token(&text), None);
    }
}
