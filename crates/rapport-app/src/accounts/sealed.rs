//! The secrets of an account: sealed before they reach the database, opened only to log in.

use jiff::Timestamp;
use rapport_core::ids::AccountId;
use rapport_store::Scope;
use rapport_store::account::Account;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::driver::oauth::Tokens;
use crate::error::{AppError, Kind};
use crate::secret::InstanceKey;

/// Passwords and tokens in the open. No `Debug`; wiped when dropped.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Secrets {
    #[serde(default)]
    password: Option<String>,
    #[serde(default)]
    client_secret: Option<String>,
    #[serde(default)]
    access: Option<String>,
    #[serde(default)]
    refresh: Option<String>,
    /// Seconds since 1970; `None` for a token that does not say when it ends.
    #[serde(default)]
    expires_at: Option<i64>,
}

impl Secrets {
    pub(super) fn with_password(password: String) -> Self {
        let mut secrets = Self::default();
        secrets.password = Some(password);
        secrets
    }

    pub(super) fn with_tokens(client_secret: Option<String>, tokens: &Tokens) -> Self {
        let mut secrets = Self::default();
        secrets.client_secret = client_secret;
        secrets.renewed(tokens)
    }

    /// The same registration with new tokens.
    pub(super) fn renewed(&self, tokens: &Tokens) -> Self {
        let exposed = |secret: &SecretString| secret.expose_secret().to_owned();
        let mut renewed = self.clone();
        renewed.access = Some(exposed(&tokens.access));
        renewed.refresh = tokens.refresh.as_ref().map(exposed);
        renewed.expires_at = tokens.expires_at.map(Timestamp::as_second);
        renewed
    }

    pub(super) fn password(&self) -> SecretString {
        self.password.clone().unwrap_or_default().into()
    }

    pub(super) fn client_secret(&self) -> Option<SecretString> {
        self.client_secret.clone().map(Into::into)
    }

    pub(super) fn refresh(&self) -> Option<SecretString> {
        self.refresh.clone().map(Into::into)
    }

    /// The access token, as long as it is good at `now`.
    pub(super) fn fresh_access(&self, now: Timestamp) -> Option<SecretString> {
        let fresh = self.expires_at.is_none_or(|expiry| now.as_second() < expiry);
        self.access.clone().filter(|_| fresh).map(Into::into)
    }

    /// Seals for one row of one scope; a copy in another row does not open.
    pub(super) fn seal(
        &self,
        key: &InstanceKey,
        scope: &Scope,
        account: AccountId,
    ) -> Result<Vec<u8>, AppError> {
        let plain = serde_json::to_vec(self).map(Zeroizing::new).map_err(|_| {
            AppError::new(Kind::Data, "the secret cannot be stored", "type it again")
        })?;
        Ok(key.vault().seal(&plain, &place(scope, account)))
    }

    pub(super) fn open(
        key: &InstanceKey,
        scope: &Scope,
        account: &Account,
    ) -> Result<Self, AppError> {
        let plain =
            key.vault().open(&account.secrets, &place(scope, account.id)).map_err(|error| {
                AppError::new(
                    Kind::Denied,
                    format!("the login of {} cannot be used: {error}", account.address),
                    error.remedy(),
                )
            })?;
        serde_json::from_slice(&plain).map_err(|_| {
            AppError::new(
                Kind::Denied,
                format!("the login of {} cannot be read", account.address),
                format!("connect it anew: rapport account add {}", account.address),
            )
        })
    }
}

impl Drop for Secrets {
    fn drop(&mut self) {
        self.password.zeroize();
        self.client_secret.zeroize();
        self.access.zeroize();
        self.refresh.zeroize();
    }
}

fn place(scope: &Scope, account: AccountId) -> Vec<u8> {
    format!("{}/account/{account}", scope.id()).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_shown_only_while_it_is_good_and_a_refresh_keeps_the_registration() {
        let now: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
        let tokens = |access: &str, expires_at| Tokens {
            access: access.into(),
            refresh: Some("renew".into()),
            expires_at,
        };
        let first = Secrets::with_tokens(Some("client".to_owned()), &tokens("one", Some(now)));
        assert!(first.fresh_access(now).is_none(), "it has just ended");
        let later = first.renewed(&tokens("two", None));
        assert_eq!(later.fresh_access(now).unwrap().expose_secret(), "two");
        assert_eq!(later.client_secret().unwrap().expose_secret(), "client");
        assert_eq!(later.refresh().unwrap().expose_secret(), "renew");
    }
}
