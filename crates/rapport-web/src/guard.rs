//! The protection around every page: names, headers, size, and a page instead of a panic.
//!
//! Nothing here knows what a page shows.

use std::any::Any;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use rapport_app::app::App;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::hosts::{HostKind, Hosts};
use crate::page;

/// No page of ours takes more than a few words.
const BODY_LIMIT: usize = 64 * 1024;

/// Everything from ourselves, nothing inline, in nobody's frame.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Wraps all pages. The last layer is the outermost: even a refusal carries the headers.
pub fn around(pages: Router<App>, hosts: Hosts) -> Router<App> {
    let fixed = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
    };
    let unless_set = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    pages
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(middleware::from_fn_with_state(hosts, known_hosts))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(fixed(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(fixed(header::REFERRER_POLICY, "no-referrer"))
        .layer(fixed(HeaderName::from_static("x-robots-tag"), "noindex"))
        .layer(unless_set(header::CACHE_CONTROL, "no-store"))
}

/// Pages that only the user may see: a public name gets "not here".
pub fn only_own_hosts(pages: Router<App>, hosts: Hosts) -> Router<App> {
    pages.route_layer(middleware::from_fn_with_state(hosts, own_hosts))
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
    let sentence = "Something in Rapport broke. Nothing was changed; please try again later.";
    page::message(StatusCode::INTERNAL_SERVER_ERROR, "That did not work", sentence)
}

#[cfg(test)]
mod tests;
