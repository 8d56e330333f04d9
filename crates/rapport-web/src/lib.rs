//! The pages of Rapport: health for the user, the opt-out for those who get notes.
//!
//! A page is a folder: handler, view model, template, tests (`health`, `opt_out`); `page` is the
//! sheet they are printed on, `assets` its style. `hosts` says under which names a page may be
//! asked for, `guard` puts the same protection around everything.
//!
//! Not here: rules and data. Pages call [`App`] and hold nothing between two requests. There is no
//! script, no cookie and no login: until there is, only loopback may see more than the opt-out.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod assets;
mod guard;
mod health;
mod hosts;
mod opt_out;
mod page;
#[cfg(test)]
mod testing;

use std::io;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use rapport_app::app::App;
use tokio::net::TcpListener;
use tokio::sync::watch;

pub use hosts::Hosts;

/// How long a request that is being answered may take once the server is asked to stop.
const GRACE: Duration = Duration::from_secs(5);

/// All pages, asked for under loopback names only.
pub fn router(app: App) -> Router {
    router_under(app, Hosts::default())
}

/// All pages, under loopback names; and the opt-out under the public ones, too.
pub fn router_under(app: App, hosts: Hosts) -> Router {
    let own = Router::new()
        .route("/", get(health::page))
        .route("/health", get(health::json))
        .route("/health/page", get(health::page));
    let public = Router::new()
        .route("/o/{token}", get(opt_out::ask).post(opt_out::take))
        .route(assets::STYLE_PATH, get(assets::style))
        .route(assets::ICON_PATH, get(assets::icon));
    let own = guard::only_own_hosts(own, hosts.clone());
    guard::around(own.merge(public).fallback(page::not_found), hosts).with_state(app)
}

/// Answers requests until `stop` turns true; what is being answered is finished first.
///
/// # Errors
/// What accepting connections fails with.
pub async fn serve(
    app: App,
    listener: TcpListener,
    hosts: Hosts,
    mut stop: watch::Receiver<bool>,
) -> io::Result<()> {
    let mut stop_in_time = stop.clone();
    let asked = async move {
        // A sender that is gone will never ask: then is the time, too.
        let _ = stop.wait_for(|stop| *stop).await;
    };
    let serving = axum::serve(listener, router_under(app, hosts)).with_graceful_shutdown(asked);
    let out_of_patience = async move {
        let _ = stop_in_time.wait_for(|stop| *stop).await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        result = serving => result,
        () = out_of_patience => Ok(()),
    }
}
