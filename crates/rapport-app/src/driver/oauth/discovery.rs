//! The addresses of an issuer of one's own, from its discovery document (OpenID Connect Discovery
//! 1.0, section 4; RFC 8414 names the same members).

use oauth2::HttpRequest;
use oauth2::http::Request;
use serde::Deserialize;

use super::provider::{Provider, RedirectHost, checked};
use super::{OauthError, http};

/// What is asked of an issuer that does not say what it supports: an address, and to be allowed to
/// renew.
const WANTED: [&str; 3] = ["openid", "email", "offline_access"];

#[derive(Deserialize)]
struct Document {
    authorization_endpoint: String,
    token_endpoint: String,
    #[serde(default)]
    device_authorization_endpoint: Option<String>,
    #[serde(default)]
    scopes_supported: Option<Vec<String>>,
}

/// Asks an issuer for its addresses.
///
/// # Errors
///
/// [`OauthError::UnusableEndpoint`] for an address that is neither https nor on this machine,
/// [`OauthError::Unreachable`] when nothing usable is there.
pub async fn discover(issuer: &str) -> Result<Provider, OauthError> {
    let host = checked(issuer)?.host_str().unwrap_or(issuer).to_owned();
    let unreachable = |detail: String| OauthError::Unreachable { detail };
    let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    let request: HttpRequest = Request::get(&address)
        .body(Vec::new())
        .map_err(|_| OauthError::UnusableEndpoint { url: issuer.to_owned() })?;
    let answer = http::call(http::client()?, request)
        .await
        .map_err(|error| unreachable(error.to_string()))?;
    if !answer.status().is_success() {
        return Err(unreachable(format!("{address} answers {}", answer.status())));
    }
    let document: Document = serde_json::from_slice(answer.body())
        .map_err(|_| unreachable(format!("{address} is no discovery document")))?;
    provider(host, document)
}

fn provider(name: String, document: Document) -> Result<Provider, OauthError> {
    let endpoints = [Some(&document.authorization_endpoint), Some(&document.token_endpoint)];
    for url in
        endpoints.into_iter().chain([document.device_authorization_endpoint.as_ref()]).flatten()
    {
        checked(url)?;
    }
    let supported = document.scopes_supported;
    let scopes = WANTED
        .into_iter()
        .filter(|wanted| supported.as_ref().is_none_or(|all| all.iter().any(|one| one == wanted)))
        .map(str::to_owned)
        .collect();
    Ok(Provider {
        name,
        authorization_url: document.authorization_endpoint,
        token_url: document.token_endpoint,
        device_url: document.device_authorization_endpoint,
        scopes,
        extra: Vec::new(),
        redirect_host: RedirectHost::Address,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Provider, OauthError> {
        provider("id.example".to_owned(), serde_json::from_str(json).unwrap())
    }

    #[test]
    fn only_what_is_supported_is_asked_for() {
        let provider = read(
            r#"{"authorization_endpoint":"https://id.example/a","token_endpoint":"https://id.example/t",
                "scopes_supported":["openid","offline_access","phone"]}"#,
        )
        .unwrap();
        assert_eq!(provider.scopes, ["openid", "offline_access"]);
        assert_eq!(provider.device_url, None);
    }

    #[test]
    fn an_address_in_clear_text_is_refused() {
        let answer = read(
            r#"{"authorization_endpoint":"https://id.example/a","token_endpoint":"http://id.example/t"}"#,
        );
        assert!(matches!(answer, Err(OauthError::UnusableEndpoint { .. })), "{answer:?}");
    }
}
