//! The protection around every page: names, headers, origin, size, and a page instead of a panic.
//!
//! How fast a body must come, and what happens to one that nobody wants, is in `arriving`.
//!
//! Nothing here knows what a page shows. Who asks is the [`User`](crate::web::User) extractor's
//! question; this is what holds whoever asks.

mod arriving;

use std::any::Any;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::hosts::{HostKind, Hosts};
use crate::page;
use crate::web::Web;
use crate::words::ENGLISH;

pub use arriving::Patience;

/// What a form takes: a long note with room to spare.
pub const BODY_LIMIT: usize = 256 * 1024;

/// What any route takes at most, with [`takes`] around it.
pub const UPLOAD_LIMIT: usize = 64 * 1024 * 1024;

/// Everything from ourselves, nothing inline, in nobody's frame.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     connect-src 'self'; img-src 'self' data:; manifest-src 'self'; worker-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Wraps all pages. The last layer is the outermost: even a refusal carries the headers.
pub fn around(pages: Router<Web>, hosts: Hosts) -> Router<Web> {
    let fixed = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
    };
    let unless_set = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    let named = HeaderName::from_static;
    pages
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn(arriving::in_time))
        .layer(middleware::from_fn_with_state(hosts, known_hosts))
        .layer(middleware::from_fn(said_large))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(CompressionLayer::new())
        .layer(fixed(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(fixed(header::REFERRER_POLICY, "no-referrer"))
        .layer(fixed(named("cross-origin-opener-policy"), "same-origin"))
        .layer(fixed(named("cross-origin-resource-policy"), "same-origin"))
        .layer(fixed(named("permissions-policy"), "camera=(self), geolocation=(), microphone=()"))
        .layer(fixed(named("x-robots-tag"), "noindex"))
        .layer(unless_set(header::CACHE_CONTROL, "no-store"))
}

/// Pages that only users may see: under a name for strangers they are not here, and a request that
/// changes something must come from a page of ours (`Sec-Fetch-Site`, else `Origin`, against
/// `Host`). Programs that are no browser send neither header; they have no cookie either.
pub fn only_own_hosts(pages: Router<Web>, hosts: Hosts) -> Router<Web> {
    pages
        .route_layer(CsrfLayer::new())
        .route_layer(middleware::from_fn_with_state(hosts, own_hosts))
}

/// Lets a route take larger bodies than a form, such as a photo or a file to import.
pub fn takes(
    route: axum::routing::MethodRouter<Web>,
    bytes: usize,
) -> axum::routing::MethodRouter<Web> {
    let bytes = bytes.min(UPLOAD_LIMIT);
    route
        .layer::<_, std::convert::Infallible>(RequestBodyLimitLayer::new(bytes))
        .layer(DefaultBodyLimit::disable())
}

/// Refuses requests for a name that is not ours (421, RFC 9110 section 15.5.20).
async fn known_hosts(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    if asked(&hosts, &request) == HostKind::Foreign {
        let sentence = "This server does not answer to that name.";
        return page::message(StatusCode::MISDIRECTED_REQUEST, "Wrong address", sentence);
    }
    next.run(request).await
}

async fn own_hosts(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    if asked(&hosts, &request) == HostKind::Own {
        return next.run(request).await;
    }
    page::not_found().await
}

/// A body that is too large was refused by an extractor, which says so in plain text.
async fn said_large(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    if response.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let words = &ENGLISH.shell;
        return page::message(response.status(), words.too_large, words.too_large_sentence);
    }
    response
}

/// A request names its host once: in the target, else in the header.
fn asked(hosts: &Hosts, request: &Request) -> HostKind {
    let mut headers = request.headers().get_all(header::HOST).iter();
    let header = headers.next().and_then(|host| host.to_str().ok());
    if headers.next().is_some() {
        return HostKind::Foreign;
    }
    let target = request.uri().authority().map(axum::http::uri::Authority::as_str);
    target.or(header).map_or(HostKind::Foreign, |host| hosts.kind(host))
}

/// A fault of ours is a page as well; what happened stays in the log.
fn after_panic(_: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a page panicked");
    let words = &ENGLISH.shell;
    page::message(StatusCode::INTERNAL_SERVER_ERROR, words.broken, words.broken_sentence)
        .into_response()
}

#[cfg(test)]
mod tests;
