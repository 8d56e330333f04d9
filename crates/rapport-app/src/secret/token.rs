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

impl InstanceKey {
    /// What proves that we wrote a text for a purpose: 96 bits, as a word for an address.
    #[must_use]
    pub fn seal(&self, purpose: &str, text: &str) -> String {
        let mut mac = keyed(&self.subkey(purpose));
        mac.update(text.as_bytes());
        base32(&mac.finalize().into_bytes()[..TOKEN_MAC])
    }

    /// Whether `seal` is what [`Self::seal`] makes of the text; takes the same time either way.
    #[must_use]
    pub fn is_sealed(&self, purpose: &str, text: &str, seal: &str) -> bool {
        let mut mac = keyed(&self.subkey(purpose));
        mac.update(text.as_bytes());
        unbase32(seal)
            .is_some_and(|hash| hash.len() == TOKEN_MAC && mac.verify_truncated_left(&hash).is_ok())
    }
}

/// Bytes nobody can guess as a word for an address or a cookie.
pub(crate) fn random_word() -> String {
    base32(&crate::clock::random_bytes::<32>())
}

/// A word for a link that opens without a sign-in: names the scope, and cannot be guessed.
pub(crate) fn link_word(scope: Uuid) -> String {
    let mut bytes = scope.as_bytes().to_vec();
    bytes.extend_from_slice(&crate::clock::random_bytes::<20>());
    base32(&bytes)
}

/// The scope that a word of [`link_word`] names; `None` for any other text.
pub(crate) fn scope_of_link(word: &str) -> Option<Uuid> {
    let bytes = unbase32(word).filter(|bytes| bytes.len() == 36)?;
    Uuid::from_slice(&bytes[..16]).ok()
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
        let value = ALPHABET.iter().position(|known| *known == letter.to_ascii_lowercase())?;
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
mod tests;
