//! Pages asked without a network: the router over an application in a folder of its own, by
//! somebody who is signed in.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use rapport_app::app::{App, Mode, OpenOptions};
use rapport_app::clock::Clock;
use rapport_app::driver::network::Network;
use rapport_app::input::{AppointmentInput, MeInput, Met};
use rapport_core::touchpoint::TouchpointKind;
use tempfile::TempDir;
use tokio::sync::watch;
use tower::ServiceExt;

use crate::Hosts;
use crate::entry::Door;
use crate::page::encoded;
use crate::web::Web;

/// A name under which strangers reach the pages.
pub const PUBLIC: &str = "follow.example.org";

/// The name under which the user reaches them.
pub const OWN: &str = "127.0.0.1:7217";

/// What browsers call a form's body.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// An application nobody has used yet, its pages, and a cookie of its first user.
pub struct Pages {
    /// The application in the scope of the user who asks.
    pub app: App,
    /// Moves by hand.
    pub clock: Clock,
    pub folder: std::sync::Arc<TempDir>,
    /// The cookie sent along; empty for a stranger.
    pub cookie: String,
    router: Router,
    /// Keeps event streams open.
    stop: std::sync::Arc<watch::Sender<bool>>,
}

/// What a page answered.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Pages {
    /// Signed in as the first user, in practice mode, on 24 November 2026 at 10:00 UTC.
    pub async fn new() -> Self {
        let pages = Self::newcomer().await;
        pages.app.end_welcome().await.unwrap();
        pages
    }

    /// As [`Pages::new`], before the questions of the first run.
    pub async fn newcomer() -> Self {
        Self::newcomer_on(Network::Machine).await
    }

    /// As [`Pages::newcomer`], where mail servers are reached by this network.
    pub async fn newcomer_on(network: Network) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::virtual_at("2026-11-24T10:00:00Z".parse().unwrap());
        let options = OpenOptions {
            data: folder.path().join("data"),
            database: None,
            serve: false,
            mode: Some(Mode::Practice),
            clock: clock.clone(),
        };
        let app = App::open_on(options, network).await.unwrap();
        // Whatever the machine's own zone and country are.
        let british = MeInput {
            country: Some("GB".to_owned()),
            zone: Some("Europe/London".to_owned()),
            ..MeInput::default()
        };
        app.set_me(british).await.unwrap();
        let (stop, stopped) = watch::channel(false);
        let hosts = Hosts::loopback_and([PUBLIC]);
        let router = crate::routes(Web::new(app.clone(), hosts, Door::default(), stopped));
        let cookie = sign_in(&app, "me").await;
        let folder = std::sync::Arc::new(folder);
        Self { app, clock, folder, cookie, router, stop: std::sync::Arc::new(stop) }
    }

    /// The same server, asked by another user, who is added if need be.
    pub async fn as_user(&self, name: &str) -> Self {
        if self.app.users().await.unwrap().iter().all(|user| user.name != name) {
            self.app.add_user(name, None).await.unwrap();
        }
        let cookie = sign_in(&self.app, name).await;
        let app = self.app.for_user(name).await.unwrap();
        app.end_welcome().await.unwrap();
        Self { app, cookie, ..self.shared() }
    }

    /// The same server, asked by nobody we know.
    pub fn as_stranger(&self) -> Self {
        Self { cookie: String::new(), ..self.shared() }
    }

    fn shared(&self) -> Self {
        Self {
            app: self.app.clone(),
            clock: self.clock.clone(),
            folder: self.folder.clone(),
            cookie: self.cookie.clone(),
            router: self.router.clone(),
            stop: self.stop.clone(),
        }
    }

    /// The pages on a socket of their own, for as long as these pages are there.
    pub async fn served(&self, limits: crate::server::Limits) -> std::net::SocketAddr {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (router, stop) = (self.router.clone(), self.stop.subscribe());
        tokio::spawn(crate::server::run(router, listener, None, limits, stop));
        address
    }

    /// The answer itself, for what is not text.
    pub async fn response(&self, request: Request<Body>) -> axum::response::Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.response(request).await;
        let (head, body) = response.into_parts();
        let bytes = to_bytes(body, 1 << 22).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: head.status, headers: head.headers, text }
    }

    /// A request of this user's browser, to be finished.
    pub fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(path).header(header::HOST, OWN);
        if self.cookie.is_empty() {
            request
        } else {
            request.header(header::COOKIE, format!("rapport={}", self.cookie))
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(self.request("GET", path).body(Body::empty()).unwrap()).await
    }

    /// As the script asks: `<main>` only.
    pub async fn fragment(&self, path: &str) -> Answer {
        let request = self.request("GET", path).header("x-fragment", "1");
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    /// A form of ours, sent by this user's browser.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, FORM)
            .header(header::ORIGIN, format!("http://{OWN}"))
            .header("sec-fetch-site", "same-origin");
        self.ask(request.body(Body::from(form_body(fields))).unwrap()).await
    }

    /// Under any name, without a cookie.
    pub async fn get_from(&self, host: &str, path: &str) -> Answer {
        let request = Request::get(path).header(header::HOST, host);
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    /// To the public name, without a cookie.
    pub async fn post(&self, path: &str, kind: &str, body: &str) -> Answer {
        let request =
            Request::post(path).header(header::HOST, PUBLIC).header(header::CONTENT_TYPE, kind);
        self.ask(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    /// Follows one redirect of ours.
    pub async fn follow(&self, answer: &Answer) -> Answer {
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        self.get(answer.header("location")).await
    }
}

impl Answer {
    /// A header's text, empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The status, or a panic with what was answered.
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }

    /// The page holds that text.
    pub fn has(&self, text: &str) -> &Self {
        assert!(self.text.contains(text), "{text:?} is not in {}", self.text);
        self
    }

    /// The page does not hold that text.
    pub fn lacks(&self, text: &str) -> &Self {
        assert!(!self.text.contains(text), "{text:?} is in {}", self.text);
        self
    }
}

async fn sign_in(app: &App, name: &str) -> String {
    let word = app.entry_word(name).await.unwrap();
    app.enter_by_word(&word, "Test").await.unwrap().unwrap()
}

fn form_body(fields: &[(&str, &str)]) -> String {
    let pair = |(name, value): &(&str, &str)| format!("{}={}", encoded(name), encoded(value));
    fields.iter().map(pair).collect::<Vec<_>>().join("&")
}

/// An interview of yesterday at a place that is wanted, and a second talk on Friday: an envelope waits
/// to be printed. Whose, and its follow-up.
pub async fn envelope_waits(app: &App, met: Met) -> (String, String) {
    let met = Met {
        kind: Some(TouchpointKind::Interview),
        when: Some("yesterday 15:00".to_owned()),
        fit: Some(5),
        country: Some("GB".to_owned()),
        postal_address: Some("12 Quay Street\nBristol\nBS1 4QX".to_owned()),
        ..met
    };
    let met = app.met(met).await.unwrap();
    let appointment = AppointmentInput {
        contact: met.contact.id.clone(),
        title: "Second talk".to_owned(),
        starts: "friday 10:00".to_owned(),
        minutes: 60,
        opportunity: Some(met.opportunity.unwrap().id),
        keen: true,
    };
    app.add_appointment(appointment).await.unwrap();
    let waiting = app.letters().await.unwrap();
    (met.contact.id, waiting[0].follow_up.clone())
}
