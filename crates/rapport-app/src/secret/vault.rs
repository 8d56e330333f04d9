//! Secrets at rest: XChaCha20-Poly1305 with a random nonce, bound to the row they belong to.
//!
//! A sealed value is `version (1 byte) ‖ key mark (4) ‖ nonce (24) ‖ ciphertext and tag`. The
//! mark tells a wrong key file from a damaged or displaced value, because the remedies differ.

use std::fmt;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::clock::random_bytes;

const VERSION: u8 = 1;
const MARK: usize = 4;
const NONCE: usize = 24;

/// Why a sealed value does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// It was sealed under another instance key.
    #[error("this secret was stored with another key file")]
    WrongKey,
    /// The key is right, but the value was changed or moved to another row.
    #[error("this stored secret is damaged, or it belongs to another entry")]
    Damaged,
    /// Not a sealed value of a version known here.
    #[error("this stored secret has a form that this version does not know")]
    UnknownForm,
}

impl VaultError {
    /// What to do about it.
    #[must_use]
    pub fn remedy(self) -> &'static str {
        match self {
            Self::WrongKey => {
                "put back the key file that belongs to this database (it lies in the data \
                 folder of your backup), or enter the account's password again"
            }
            Self::Damaged => "enter the account's password again, or sign in again",
            Self::UnknownForm => "use the newer version of the program that wrote it",
        }
    }
}

/// Seals and opens secrets. Made by [`super::InstanceKey::vault`].
#[derive(Clone)]
pub struct Vault {
    key: Zeroizing<[u8; 32]>,
}

impl Vault {
    pub(super) fn new(key: Zeroizing<[u8; 32]>) -> Self {
        Self { key }
    }

    /// Encrypts `plain`. `context` names scope and row; the same must be given to
    /// [`Vault::open`], so that a value copied to another row does not open there.
    #[must_use]
    #[expect(clippy::expect_used, reason = "the cipher refuses only plaintexts beyond 256 GiB")]
    pub fn seal(&self, plain: &[u8], context: &[u8]) -> Vec<u8> {
        let nonce = random_bytes::<NONCE>();
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: context })
            .expect("a secret is shorter than 256 GiB");
        let mut value = Vec::with_capacity(1 + MARK + NONCE + sealed.len());
        value.push(VERSION);
        value.extend_from_slice(&self.mark());
        value.extend_from_slice(&nonce);
        value.extend_from_slice(&sealed);
        value
    }

    /// Decrypts what [`Vault::seal`] made.
    ///
    /// # Errors
    ///
    /// [`VaultError`] says whether the key, the value or the version is wrong.
    pub fn open(&self, value: &[u8], context: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let (&version, rest) = value.split_first().ok_or(VaultError::UnknownForm)?;
        if version != VERSION {
            return Err(VaultError::UnknownForm);
        }
        let (mark, rest) = rest.split_first_chunk::<MARK>().ok_or(VaultError::Damaged)?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE>().ok_or(VaultError::Damaged)?;
        if *mark != self.mark() {
            return Err(VaultError::WrongKey);
        }
        self.cipher()
            .decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: context })
            .map(Zeroizing::new)
            .map_err(|_| VaultError::Damaged)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.key).into())
    }

    /// Four bytes that name the key without giving it away.
    fn mark(&self) -> [u8; MARK] {
        let digest =
            Sha256::new().chain_update(b"mark").chain_update(self.key.as_slice()).finalize();
        [digest[0], digest[1], digest[2], digest[3]]
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault(secret)")
    }
}

#[cfg(test)]
mod tests;
