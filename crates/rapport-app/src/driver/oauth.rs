//! Sign-in with a mail provider by OAuth 2.0, with the user's own client id.
//!
//! Two ways: a code to type on any device ([`start_device`], RFC 8628), and the browser of
//! this machine ([`LoopbackSignIn`], RFC 8252 with PKCE, RFC 7636). Both end with [`Tokens`];
//! [`refresh`] renews them. A refresh token that the provider no longer accepts
//! (`invalid_grant`) ends in [`OauthError::SignInAgain`], and only a person can help then.
//!
//! The `oauth2` crate builds and reads the requests; HTTP is our own closure over reqwest
//! (`http`), because that crate's own would bring a second HTTP stack. Random values and the
//! present come from the caller's [`Clock`].
//!
//! What is not here: where tokens are stored, when they are renewed.

mod discovery;
mod error;
mod http;
mod loopback;
mod provider;

use std::fmt;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use oauth2::basic::{BasicClient, BasicTokenResponse};
use oauth2::{
    AuthType, ClientId, ClientSecret, DeviceAuthorizationUrl, EndpointNotSet, EndpointSet,
    RefreshToken, Scope, StandardDeviceAuthorizationResponse, TokenResponse, TokenUrl,
};
use secrecy::{ExposeSecret, SecretString};

pub use discovery::discover;
pub use error::OauthError;
pub use loopback::LoopbackSignIn;
pub use provider::{Provider, RedirectHost};

use crate::clock::Clock;

/// The user's own registration with the provider.
#[derive(Clone, Debug)]
pub struct Registration {
    /// The client id, which is no secret.
    pub client_id: String,
    /// The client secret. Google gives one to desktop programs, too, and wants it back;
    /// Microsoft's public clients have none.
    pub client_secret: Option<SecretString>,
}

/// What a sign-in or a refresh yields.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// What the mail servers are shown, see [`super::Login::Token`].
    pub access: SecretString,
    /// What the next access token is asked with. Providers may change it at each refresh, so
    /// it has to be stored each time.
    pub refresh: Option<SecretString>,
    /// When the access token expires, a minute early for clocks that differ.
    pub expires_at: Option<Timestamp>,
}

impl Tokens {
    /// Whether the access token can still be used at `now`.
    #[must_use]
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        self.expires_at.is_none_or(|expiry| now < expiry)
    }

    /// `kept` is the refresh token to go on with when the answer brings none.
    fn read(answer: &BasicTokenResponse, clock: &Clock, kept: Option<SecretString>) -> Self {
        let margin = Duration::from_secs(60);
        Self {
            access: answer.access_token().secret().clone().into(),
            refresh: answer.refresh_token().map(|token| token.secret().clone().into()).or(kept),
            expires_at: answer.expires_in().map(|lifetime| {
                let lifetime = SignedDuration::try_from(lifetime.saturating_sub(margin));
                let lifetime = lifetime.unwrap_or(SignedDuration::ZERO);
                clock.now().saturating_add(lifetime).unwrap_or(Timestamp::MAX)
            }),
        }
    }
}

type Client<Device> =
    BasicClient<EndpointNotSet, Device, EndpointNotSet, EndpointNotSet, EndpointSet>;

/// A client that can ask for tokens.
fn client(
    provider: &Provider,
    registration: &Registration,
) -> Result<Client<EndpointNotSet>, OauthError> {
    let token_url = provider::checked(&provider.token_url)?;
    let client = BasicClient::new(ClientId::new(registration.client_id.clone()))
        // Both big providers take the secret in the body; RFC 6749, section 2.3.1.
        .set_auth_type(AuthType::RequestBody)
        .set_token_uri(TokenUrl::from_url(token_url));
    Ok(match &registration.client_secret {
        Some(secret) => {
            client.set_client_secret(ClientSecret::new(secret.expose_secret().to_owned()))
        }
        None => client,
    })
}

fn scopes(provider: &Provider) -> Vec<Scope> {
    provider.scopes.iter().cloned().map(Scope::new).collect()
}

/// Asks for a new access token.
///
/// # Errors
///
/// [`OauthError::SignInAgain`] when the refresh token is no longer good; the others say whether
/// waiting helps.
pub async fn refresh(
    provider: &Provider,
    registration: &Registration,
    refresh_token: &SecretString,
    clock: &Clock,
) -> Result<Tokens, OauthError> {
    let client = client(provider, registration)?;
    let token = RefreshToken::new(refresh_token.expose_secret().to_owned());
    let http = http::client()?;
    let answer = client
        .exchange_refresh_token(&token)
        .request_async(&|request| http::call(http.clone(), request))
        .await
        .map_err(|error| OauthError::from_token_error(provider, error))?;
    Ok(Tokens::read(&answer, clock, Some(refresh_token.clone())))
}

/// A sign-in that waits for the user to type a code elsewhere.
pub struct DeviceSignIn {
    client: Client<EndpointSet>,
    provider: Provider,
    details: StandardDeviceAuthorizationResponse,
    expires_at: Timestamp,
}

/// Begins a sign-in by device code: show the user where to go and what to type there, then
/// call [`DeviceSignIn::finish`].
///
/// # Errors
///
/// When the provider has no such way, does not know the client id, or cannot be reached.
pub async fn start_device(
    provider: &Provider,
    registration: &Registration,
    clock: &Clock,
) -> Result<DeviceSignIn, OauthError> {
    let url = provider.device_url.as_deref().ok_or(OauthError::NoDeviceCode)?;
    let url = DeviceAuthorizationUrl::from_url(provider::checked(url)?);
    let client = client(provider, registration)?.set_device_authorization_url(url);
    let http = http::client()?;
    let details: StandardDeviceAuthorizationResponse = client
        .exchange_device_code()
        .add_scopes(scopes(provider))
        .request_async(&|request| http::call(http.clone(), request))
        .await
        .map_err(|error| OauthError::from_token_error(provider, error))?;
    let lifetime = SignedDuration::try_from(details.expires_in()).unwrap_or(SignedDuration::ZERO);
    let expires_at = clock.now().saturating_add(lifetime).unwrap_or(Timestamp::MAX);
    Ok(DeviceSignIn { client, provider: provider.clone(), details, expires_at })
}

impl DeviceSignIn {
    /// Where the user has to go.
    #[must_use]
    pub fn page(&self) -> String {
        self.details.verification_uri().to_string()
    }

    /// What the user has to type there.
    #[must_use]
    pub fn code(&self) -> &str {
        self.details.user_code().secret()
    }

    /// Until when the code is good.
    #[must_use]
    pub fn expires_at(&self) -> Timestamp {
        self.expires_at
    }

    /// Waits until the user has typed the code, asking at the provider's interval.
    ///
    /// # Errors
    ///
    /// [`OauthError::Denied`] or [`OauthError::CodeExpired`] when the user said no or was too
    /// slow.
    pub async fn finish(self, clock: &Clock) -> Result<Tokens, OauthError> {
        let http = http::client()?;
        let answer = self
            .client
            .exchange_device_access_token(&self.details)
            .request_async(&|request| http::call(http.clone(), request), tokio::time::sleep, None)
            .await
            .map_err(|error| OauthError::from_device_error(&self.provider, error))?;
        Ok(Tokens::read(&answer, clock, None))
    }
}

impl fmt::Debug for DeviceSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceSignIn").field("provider", &self.provider.name).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str, kept: Option<&str>) -> Tokens {
        let clock = Clock::virtual_at("2026-11-22T12:00:00Z".parse().unwrap());
        let answer: BasicTokenResponse = serde_json::from_str(json).unwrap();
        Tokens::read(&answer, &clock, kept.map(Into::into))
    }

    #[test]
    fn a_token_is_fresh_until_a_minute_before_its_end() {
        let tokens = read(r#"{"access_token":"a","token_type":"Bearer","expires_in":3600}"#, None);
        assert!(tokens.is_fresh("2026-11-22T12:58:59Z".parse().unwrap()));
        assert!(!tokens.is_fresh("2026-11-22T12:59:00Z".parse().unwrap()));
        assert!(tokens.refresh.is_none());
    }

    #[test]
    fn a_changed_refresh_token_replaces_the_old_one_and_none_keeps_it() {
        let kept = read(r#"{"access_token":"a","token_type":"bearer"}"#, Some("old"));
        assert_eq!(kept.refresh.unwrap().expose_secret(), "old");
        assert!(kept.expires_at.is_none());
        let json = r#"{"access_token":"a","token_type":"bearer","refresh_token":"new"}"#;
        assert_eq!(read(json, Some("old")).refresh.unwrap().expose_secret(), "new");
    }

    #[test]
    fn no_token_is_ever_shown() {
        let json = r#"{"access_token":"hush-a","token_type":"bearer","refresh_token":"hush-r"}"#;
        let shown = format!("{:?}", read(json, None));
        assert!(!shown.contains("hush"), "{shown}");
    }
}
