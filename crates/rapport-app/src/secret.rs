//! The instance key and what is made with it: sealed secrets, Message-IDs, opt-out tokens,
//! hashes of suppressed addresses.
//!
//! The key lives in a file outside the database ([`InstanceKey::load_or_create`]), so that a
//! copy of the database alone gives away no password and no token. From its 32 bytes one
//! subkey per purpose is derived; no two purposes share one. Nothing here prints a secret:
//! every `Debug` is redacted, and key material is wiped from memory when dropped.
//!
//! Where next: [`key_file`] for the file, [`vault`] for sealing, [`token`] for everything
//! that is a keyed hash.

pub mod key_file;
pub mod token;
pub mod vault;

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

pub use key_file::KeyError;
pub use vault::{Vault, VaultError};

/// The secret of one installation. Whoever has it and the database can read the mail
/// passwords; whoever lost it has to type them again.
#[derive(Clone)]
pub struct InstanceKey {
    bytes: Zeroizing<[u8; 32]>,
}

impl InstanceKey {
    /// Wraps 32 bytes that came from a key file or, in tests, from anywhere.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self { bytes: Zeroizing::new(bytes) }
    }

    /// A name for this key that does not give it away: 16 hexadecimal digits. Kept in the
    /// database, it tells early that a key file belongs to another database.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        hex(&self.subkey("fingerprint")[..8])
    }

    /// What seals and opens secrets at rest.
    #[must_use]
    pub fn vault(&self) -> Vault {
        Vault::new(self.subkey("vault"))
    }

    /// A key for one purpose: HMAC-SHA-256 of the purpose under the instance key.
    fn subkey(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        let mut mac = keyed(&self.bytes);
        mac.update(b"rapport ");
        mac.update(purpose.as_bytes());
        Zeroizing::new(mac.finalize().into_bytes().into())
    }
}

impl fmt::Debug for InstanceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InstanceKey(secret)")
    }
}

/// An HMAC that is ready to take bytes.
#[expect(clippy::expect_used, reason = "HMAC takes keys of any length (RFC 2104)")]
fn keyed(key: &[u8; 32]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("HMAC takes a key of 32 bytes")
}

/// Lower-case hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subkeys_differ_by_purpose_and_by_key() {
        let key = InstanceKey::from_bytes([7; 32]);
        let other = InstanceKey::from_bytes([8; 32]);
        assert_ne!(key.subkey("vault"), key.subkey("message id"));
        assert_ne!(key.subkey("vault"), other.subkey("vault"));
        assert_ne!(key.fingerprint(), other.fingerprint());
        assert_eq!(key.fingerprint().len(), 16);
    }

    #[test]
    fn debug_gives_nothing_away() {
        let key = InstanceKey::from_bytes([65; 32]);
        let shown = format!("{key:?} {:?}", key.vault());
        assert!(!shown.contains("65") && !shown.contains("AAAA"), "{shown}");
    }
}
