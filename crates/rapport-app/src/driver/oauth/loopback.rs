//! Sign-in with the browser of this machine: authorization code with PKCE, coming back to a
//! port of our own (RFC 8252, section 7.3; RFC 7636).
//!
//! The listener answers one address with the right `state` and tells everything else to go
//! away, so that another page in the browser cannot slip us a code (RFC 6749, section 10.12).

use std::borrow::Cow;
use std::fmt;
use std::net::Ipv4Addr;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth2::{
    AuthUrl, AuthorizationCode, CsrfToken, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use url::Url;

use super::provider::{self, Provider, RedirectHost};
use super::{OauthError, Registration, Tokens, client, http, scopes};
use crate::clock::{Clock, random_bytes};

/// A request head of a browser is shorter.
const LONGEST_HEAD: usize = 16 * 1024;

/// A browser sends its request at once; one that does not must not keep others out.
const PATIENCE: Duration = Duration::from_secs(5);

/// A sign-in that waits for the browser to come back.
pub struct LoopbackSignIn {
    provider: Provider,
    registration: Registration,
    listener: TcpListener,
    redirect: RedirectUrl,
    url: Url,
    state: CsrfToken,
    verifier: PkceCodeVerifier,
}

impl LoopbackSignIn {
    /// Listens on a free port of this machine and makes the address to open in the browser.
    ///
    /// # Errors
    ///
    /// When no port can be had or the provider's addresses are unusable.
    pub async fn start(
        provider: &Provider,
        registration: &Registration,
    ) -> Result<Self, OauthError> {
        let cannot = |error: std::io::Error| OauthError::CannotListen { detail: error.to_string() };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(cannot)?;
        let port = listener.local_addr().map_err(cannot)?.port();
        let host = match provider.redirect_host {
            RedirectHost::Address => "127.0.0.1",
            RedirectHost::Localhost => "localhost",
        };
        let redirect = format!("http://{host}:{port}/");
        let redirect = RedirectUrl::new(redirect.clone())
            .map_err(|_| OauthError::UnusableEndpoint { url: redirect })?;
        let random = || URL_SAFE_NO_PAD.encode(random_bytes::<32>());
        let verifier = PkceCodeVerifier::new(random());
        let state = CsrfToken::new(random());
        let page = provider::checked(&provider.authorization_url)?;
        let client = client(provider, registration)?.set_auth_uri(AuthUrl::from_url(page));
        let mut request = client
            .authorize_url(|| state.clone())
            .add_scopes(scopes(provider))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .set_redirect_uri(Cow::Borrowed(&redirect));
        for (name, value) in &provider.extra {
            request = request.add_extra_param(name, value);
        }
        let (url, state) = request.url();
        let (provider, registration) = (provider.clone(), registration.clone());
        Ok(Self { provider, registration, listener, redirect, url, state, verifier })
    }

    /// The page to open in the browser.
    #[must_use]
    pub fn url(&self) -> &str {
        self.url.as_str()
    }

    /// Waits for the browser to come back and changes its code for tokens.
    ///
    /// # Errors
    ///
    /// When the user says no, nobody comes within `patience`, or the provider refuses.
    pub async fn finish(self, patience: Duration, clock: &Clock) -> Result<Tokens, OauthError> {
        let code = match timeout(patience, self.wait_for_code()).await {
            Ok(code) => code?,
            Err(_) => return Err(OauthError::NobodyCame(patience.as_secs())),
        };
        let http = http::client()?;
        let answer = client(&self.provider, &self.registration)?
            .exchange_code(AuthorizationCode::new(code))
            .set_pkce_verifier(self.verifier)
            .set_redirect_uri(Cow::Borrowed(&self.redirect))
            .request_async(&|request| http::call(http.clone(), request))
            .await
            .map_err(|error| OauthError::from_token_error(&self.provider, error))?;
        Ok(Tokens::read(&answer, clock, None))
    }

    async fn wait_for_code(&self) -> Result<String, OauthError> {
        loop {
            let Ok((mut stream, _)) = self.listener.accept().await else {
                continue;
            };
            let head = match timeout(PATIENCE, read_head(&mut stream)).await {
                Ok(Some(head)) => head,
                _ => continue,
            };
            let visit = read_visit(&head, self.state.secret());
            let (status, text) = match &visit {
                Visit::Code(_) => ("200 OK", "You are signed in. You can close this window."),
                Visit::Refused(_) => {
                    ("200 OK", "The sign-in was refused. You can close this window.")
                }
                Visit::Other => ("404 Not Found", "Nothing here."),
            };
            let answer = format!(
                "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\
                 Content-Length: {}\r\nConnection: close\r\nCache-Control: no-store\r\n\
                 Content-Security-Policy: default-src 'none'\r\n\r\n{}",
                page(text).len(),
                page(text)
            );
            // A browser that does not want the page has given us its code all the same.
            let _ = timeout(PATIENCE, stream.write_all(answer.as_bytes())).await;
            let _ = timeout(PATIENCE, stream.shutdown()).await;
            match visit {
                Visit::Code(code) => return Ok(code),
                Visit::Refused(error) if error == "access_denied" => {
                    return Err(OauthError::Denied);
                }
                Visit::Refused(error) => {
                    return Err(OauthError::ClientRefused {
                        provider: self.provider.name.clone(),
                        error,
                        detail: "said on the way back from the sign-in page".to_owned(),
                    });
                }
                Visit::Other => {}
            }
        }
    }
}

impl fmt::Debug for LoopbackSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoopbackSignIn").field("provider", &self.provider.name).finish()
    }
}

fn page(text: &str) -> String {
    format!("<!doctype html><html lang=\"en\"><title>Sign-in</title><p>{text}</p></html>\n")
}

/// Who came to the listener.
#[derive(Debug, PartialEq, Eq)]
enum Visit {
    Code(String),
    Refused(String),
    Other,
}

/// The request up to the empty line; `None` when it is no request.
async fn read_head(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    let mut piece = [0; 1024];
    while !head.windows(4).any(|four| four == b"\r\n\r\n") {
        let count = stream.read(&mut piece).await.ok()?;
        if count == 0 || head.len() > LONGEST_HEAD {
            return None;
        }
        head.extend_from_slice(&piece[..count]);
    }
    String::from_utf8(head).ok()
}

fn read_visit(head: &str, state: &str) -> Visit {
    let target = head
        .strip_prefix("GET ")
        .and_then(|rest| rest.split_ascii_whitespace().next())
        .filter(|target| target.starts_with('/'));
    let Some(url) = target.and_then(|target| {
        Url::parse("http://127.0.0.1/").ok().and_then(|base| base.join(target).ok())
    }) else {
        return Visit::Other;
    };
    let value = |wanted: &str| {
        url.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
    };
    if url.path() != "/" || value("state").as_deref() != Some(state) {
        return Visit::Other;
    }
    match (value("code"), value("error")) {
        (Some(code), None) if !code.is_empty() => Visit::Code(code),
        (_, Some(error)) => Visit::Refused(error.chars().take(100).collect()),
        _ => Visit::Other,
    }
}

#[cfg(test)]
mod tests;
