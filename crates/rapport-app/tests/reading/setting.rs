//! What the tests share: an installation with a connected account, a note on its way, a look into
//! the database past the application.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use rapport_app::app::{App, OpenOptions};
use rapport_app::clock::Clock;
use rapport_app::input::{AccountInput, Act, LoginInput, MeInput, Met};
use rapport_core::touchpoint::TouchpointKind;
use rapport_sandbox::{FakeSmtp, MailWorld, Mailbox, Security};
use rapport_store::{Means, Place, Scope, ScopeKind, Store};

/// Long enough for a busy machine.
pub const LIMIT: Duration = Duration::from_secs(30);

/// An installation in a folder of its own.
pub struct Installation {
    pub app: App,
    pub clock: Clock,
    pub folder: tempfile::TempDir,
}

impl Installation {
    /// A fresh one, in practice mode.
    pub async fn new(clock: Clock) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = open(folder.path().to_owned(), &clock).await;
        let me = MeInput {
            name: Some("Jo Becker".to_owned()),
            mobile: Some("+1 555 0100".to_owned()),
            country: Some("US".to_owned()),
            zone: Some("America/New_York".to_owned()),
            ..MeInput::default()
        };
        app.set_me(me).await.unwrap();
        Self { app, clock, folder }
    }

    /// One with a connected account; nothing is sent for it.
    pub async fn connected(clock: Clock, input: AccountInput) -> Self {
        let mut installation = Self::new(clock).await;
        installation.app.add_account(input, &|_| {}).await.unwrap();
        installation.reopen().await;
        installation
    }

    /// Opened again, as the next command would be: with the real scope once there is one.
    pub async fn reopen(&mut self) {
        self.app.close().await;
        self.app = open(self.folder.path().to_owned(), &self.clock).await;
    }

    /// The database, past the application.
    pub async fn store(&self) -> (Store, Scope) {
        let means = Means {
            mint: Arc::new(|| Clock::system().mint()),
            address_hash: Arc::new(|_| [0; 32]),
        };
        let place = Place::Sqlite(self.folder.path().join("rapport.sqlite"));
        let store = Store::open(&place, means, self.clock.now()).await.unwrap();
        let scope = store.scope(ScopeKind::Real).await.unwrap().expect("an account is connected");
        (store, scope)
    }

    /// A note to Dana, approved and tried: delivered or in doubt when this returns.
    pub async fn send_to_dana(&self, fake: &FakeSmtp) {
        self.app.met(dana()).await.unwrap();
        self.app.act("Dana", Act::Approve { seen: None, now: false }).await.unwrap();
        for _ in 0..60 {
            self.clock.advance(SignedDuration::from_hours(2));
            self.app.run_once().await.unwrap();
            if fake.transcript().iter().any(|(_, line)| line.starts_with("DATA")) {
                return;
            }
        }
        panic!("the note was never tried: {:#?}", self.app.why("Dana").await);
    }
}

async fn open(data: PathBuf, clock: &Clock) -> App {
    let options =
        OpenOptions { data, database: None, serve: false, mode: None, clock: clock.clone() };
    App::open(options).await.unwrap()
}

/// The interviewer.
pub fn dana() -> Met {
    Met {
        name: "Dana Whitfield".to_owned(),
        organisation: Some("Acme Robotics".to_owned()),
        address: Some("dana@acme.example".to_owned()),
        kind: Some(TouchpointKind::Interview),
        role: Some("Staff engineer".to_owned()),
        said: Some("her sailing trip to Orkney; the test rig needs a new scheduler".to_owned()),
        ..Met::default()
    }
}

/// A clock that stands on a Tuesday morning in New York, a week or so ago: what the servers date by
/// their own clock is newer then, as an answer is.
pub fn last_tuesday() -> Clock {
    let today = Clock::system().now().to_zoned(TimeZone::UTC).date();
    let mut day = today.checked_sub(6.days()).unwrap();
    while day.weekday() != Weekday::Tuesday {
        day = day.yesterday().unwrap();
    }
    let morning: Timestamp = format!("{day}T15:00:00Z").parse().unwrap();
    Clock::virtual_at(morning)
}

/// The account of a user of the mail world, not yet tried.
pub fn account(world: &MailWorld, mailbox: &Mailbox) -> AccountInput {
    AccountInput {
        address: mailbox.address.clone(),
        name: None,
        user: None,
        login: LoginInput::Password(mailbox.password.clone()),
        submission: Some(format!("localhost:{}:tls", world.submissions_port)),
        imap: Some(format!("localhost:{}:tls", world.imaps_port)),
        root_certificates: Some(world.ca_pem.clone()),
        read_junk: false,
        untested: true,
        provider: None,
    }
}

/// The same, but sending by a scripted server, whose certificate is trusted as well.
pub fn account_by(
    fake: &FakeSmtp,
    world: &MailWorld,
    mailbox: &Mailbox,
    folder: &tempfile::TempDir,
) -> AccountInput {
    let both = folder.path().join("roots.pem");
    let mut pem = std::fs::read_to_string(&world.ca_pem).unwrap();
    pem.push_str(&std::fs::read_to_string(fake.ca_pem()).unwrap());
    std::fs::write(&both, pem).unwrap();
    AccountInput {
        submission: Some(format!("localhost:{}:tls", fake.port())),
        root_certificates: Some(both),
        ..account(world, mailbox)
    }
}

/// An installation that sends by a scripted server and reads from the mail world.
pub async fn sending(world: &MailWorld, mailbox: &Mailbox) -> (Installation, FakeSmtp) {
    let fake = FakeSmtp::start(Security::Implicit);
    let folder = tempfile::tempdir().unwrap();
    let input = account_by(&fake, world, mailbox, &folder);
    (Installation::connected(last_tuesday(), input).await, fake)
}

/// A small message; `more` are further header lines, each with its line end.
pub fn mail(from: &str, to: &str, id: &str, subject: &str, more: &str) -> Vec<u8> {
    format!(
        "From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nDate: Sun, 22 Nov 2026 10:00:00 +0000\r\n\
         Message-ID: <{id}>\r\n{more}\r\nWords of {id}.\r\n"
    )
    .into_bytes()
}
