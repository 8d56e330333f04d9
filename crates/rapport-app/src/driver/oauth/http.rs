//! One HTTP request for the `oauth2` crate, over reqwest with ring.

use std::time::Duration;

use oauth2::{HttpRequest, HttpResponse};

use super::OauthError;

/// Token answers are small; more than this is not one.
const LONGEST_ANSWER: usize = 1 << 20;

/// Why a request failed, in the form that the `oauth2` crate wants.
#[derive(Debug, thiserror::Error)]
pub(super) enum HttpError {
    #[error("{0}")]
    Request(#[from] reqwest::Error),
    #[error("{0}")]
    Response(#[from] oauth2::http::Error),
    #[error("the answer is too long")]
    TooLong,
}

/// A client that follows no redirect (RFC 6749 has none here, and one would carry secrets
/// along) and does not wait for ever.
pub(super) fn client() -> Result<reqwest::Client, OauthError> {
    // Fails only when a provider is there already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(30))
        .build()
        .map_err(|error| OauthError::Unreachable { detail: error.to_string() })
}

pub(super) async fn call(
    client: reqwest::Client,
    request: HttpRequest,
) -> Result<HttpResponse, HttpError> {
    let mut answer = client.execute(request.try_into()?).await?;
    let mut built = oauth2::http::Response::builder().status(answer.status());
    for (name, value) in answer.headers() {
        built = built.header(name, value);
    }
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await? {
        body.extend_from_slice(&piece);
        if body.len() > LONGEST_ANSWER {
            return Err(HttpError::TooLong);
        }
    }
    Ok(built.body(body)?)
}
