//! Keyed hashes: Message-IDs, opt-out tokens, hashes of suppressed addresses.
//!
//! All are deterministic: the same step of the same follow-up gets the same Message-ID after
//! a crash or a restore, which is how a delivery that may have happened can be found.

use hmac::Mac;
use uuid::Uuid;

use super::{InstanceKey, keyed};

/// How many bytes of the hash end an opt-out token: 2^96 guesses for a forgery.
const TOKEN_MAC: usize = 12;

impl InstanceKey {
    /// The Message-ID (RFC 5322, section 3.6.4; without angle brackets) of one revision of one
    /// step: an HMAC-SHA-256 at the sender's `domain`.
    ///
    /// A domain with letters beyond ASCII is written in its IDNA form; one that is no domain at
    /// all is replaced by `rapport.invalid`, because an id must always be there.
    #[must_use]
    pub fn message_id(&self, follow_up: Uuid, step: u32, revision: u32, domain: &str) -> String {
        let mut mac = keyed(&self.subkey("message id"));
        let named = follow_up.as_bytes();
        mac.update(named);
        mac.update(&step.to_be_bytes());
        mac.update(&revision.to_be_bytes());
        let hash = mac.finalize().into_bytes();
        let domain = match url::Host::parse(domain.trim()) {
            Ok(url::Host::Domain(domain)) => domain,
            _ => "rapport.invalid".to_owned(),
        };
        format!("{}@{domain}", base32(&hash[..20]))
    }

    /// An opaque word for an opt-out link or address: names the contact of a scope and proves
    /// that we made it (RFC 8058, section 3.1: hard to forge, needs no login).
    #[must_use]
    pub fn opt_out_token(&self, scope: Uuid, contact: Uuid) -> String {
        let mut bytes = Vec::with_capacity(32 + TOKEN_MAC);
        bytes.extend_from_slice(scope.as_bytes());
        bytes.extend_from_slice(contact.as_bytes());
        let mut mac = keyed(&self.subkey("opt-out"));
        mac.update(&bytes);
        bytes.extend_from_slice(&mac.finalize().into_bytes()[..TOKEN_MAC]);
        base32(&bytes)
    }

    /// Scope and contact of a token that we made; `None` for any other text. Upper case is
    /// accepted, because mail programs change it.
    #[must_use]
    pub fn read_opt_out_token(&self, token: &str) -> Option<(Uuid, Uuid)> {
        let bytes = unbase32(token)?;
        let (named, hash) = bytes.split_at_checked(32)?;
        let mut mac = keyed(&self.subkey("opt-out"));
        mac.update(named);
        if hash.len() != TOKEN_MAC || mac.verify_truncated_left(hash).is_err() {
            return None;
        }
        let scope = Uuid::from_slice(&named[..16]).ok()?;
        Some((scope, Uuid::from_slice(&named[16..]).ok()?))
    }

    /// What an instance-wide list keeps of a suppressed address: enough to recognise it, not
    /// enough to read it. Case and surrounding space do not count.
    #[must_use]
    pub fn suppression_hash(&self, address: &str) -> [u8; 32] {
        let mut mac = keyed(&self.subkey("suppression"));
        mac.update(address.trim().to_lowercase().as_bytes());
        mac.finalize().into_bytes().into()
    }
}

const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// RFC 4648, section 6, in lower case and without padding.
fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    let (mut pending, mut bits) = (0_u32, 0);
    for &byte in bytes {
        pending = (pending << 8) | u32::from(byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(ALPHABET[(pending >> bits & 31) as usize]));
        }
        pending &= (1 << bits) - 1;
    }
    if bits > 0 {
        text.push(char::from(ALPHABET[(pending << (5 - bits) & 31) as usize]));
    }
    text
}

/// The bytes of what [`base32`] wrote; `None` for any other text.
fn unbase32(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 5 / 8);
    let (mut pending, mut bits) = (0_u32, 0);
    for letter in text.trim().bytes() {
        let value = ALPHABET
            .iter()
            .position(|known| *known == letter.to_ascii_lowercase())?;
        pending = (pending << 5) | u32::try_from(value).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(pending >> bits & 0xff).ok()?);
        }
        pending &= (1 << bits) - 1;
    }
    // Bits left over must be the zeros that the encoder filled up with, or two texts would
    // name the same bytes.
    (bits < 5 && pending == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
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
        assert_eq!(
            key().read_opt_out_token(&token.to_uppercase()),
            Some((scope, contact))
        );
        assert_eq!(
            InstanceKey::from_bytes([6; 32]).read_opt_out_token(&token),
            None
        );
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
}
