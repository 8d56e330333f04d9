//! Pages that move by themselves: server-sent events (HTML Living Standard, section 9.2).
//!
//! Each listener asks the database for the scope's pulse once a second, and only while it listens;
//! so it works whichever process did the work. The event carries no data: the script then fetches
//! the page anew, through the same door as any request.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use rapport_app::app::App;
use rapport_app::sessions::Pulse;
use tokio::sync::watch;

use crate::settings::Trials;
use crate::web::{User, Web};

/// How often the pulse is felt.
const PULSE: Duration = Duration::from_secs(1);

/// Clocks on pages are looked at anew when nothing else happens: so many pulses.
const QUIET: u32 = 60;

/// What a listener remembers between two pulses.
struct Listener {
    app: App,
    stop: watch::Receiver<bool>,
    last: Option<Pulse>,
    trials: Arc<Trials>,
    trial: Option<(u64, usize, bool)>,
    uploads: u64,
    quiet: u32,
}

/// `GET /events`: `desk` when Today, or an account that is tried, may look different, `workers` when a round was made.
pub async fn events(user: User, State(web): State<Web>) -> Response {
    let trial = web.trials.pulse(user.app.user());
    let uploads = user.app.uploads_pulse();
    let listener = Listener {
        app: user.app,
        stop: web.stop,
        last: None,
        trials: web.trials,
        trial,
        uploads,
        quiet: 0,
    };
    let events = stream::unfold(listener, |mut listener| async {
        let event = listener.next().await?;
        Some((Ok::<_, Infallible>(event), listener))
    });
    let mut response = Sse::new(events)
        .keep_alive(KeepAlive::new().interval(Duration::from_secs(20)))
        .into_response();
    // Proxies that collect answers would hold the events back.
    let unbuffered = axum::http::HeaderValue::from_static("no");
    response.headers_mut().insert("x-accel-buffering", unbuffered);
    response
}

impl Listener {
    /// The next event; none when the server stops, or the scope is gone.
    async fn next(&mut self) -> Option<Event> {
        loop {
            let pulse = match self.app.pulse().await {
                Ok(pulse) => pulse,
                Err(error) => {
                    tracing::debug!(%error, "the pulse could not be felt");
                    return None;
                }
            };
            let Some(last) = self.last.replace(pulse.clone()) else {
                // The first answer opens the stream, so that the browser knows it stands.
                return Some(Event::default().event("hello").data("."));
            };
            self.quiet += 1;
            let trial = self.trials.pulse(self.app.user());
            let has_tried = trial != std::mem::replace(&mut self.trial, trial);
            let uploads = self.app.uploads_pulse();
            let has_moved = uploads != std::mem::replace(&mut self.uploads, uploads);
            if pulse.desk != last.desk || has_tried || has_moved || self.quiet >= QUIET {
                self.quiet = 0;
                return Some(Event::default().event("desk").data("."));
            }
            if pulse.workers != last.workers {
                return Some(Event::default().event("workers").data("."));
            }
            tokio::select! {
                () = tokio::time::sleep(PULSE) => {}
                _ = self.stop.wait_for(|stop| *stop) => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests;
