//! An installation in a temporary folder on a clock that only the test moves, and its second life
//! after a power cut.

use jiff::{SignedDuration, Timestamp};
use rapport_app::app::{App, OpenOptions};
use rapport_app::clock::Clock;
use rapport_app::input::{MeInput, Met};
use rapport_app::view::FollowUpView;
use rapport_core::touchpoint::TouchpointKind;

pub struct World {
    pub app: App,
    pub clock: Clock,
    folder: tempfile::TempDir,
    database: Option<String>,
}

impl World {
    /// A Tuesday, eleven in the morning in Berlin.
    pub async fn new() -> Self {
        Self::on(None).await
    }

    /// The same on a server instead of a file.
    pub async fn on(database: Option<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::virtual_at("2026-11-17T10:00:00Z".parse::<Timestamp>().unwrap());
        let app = open(folder.path(), database.clone(), &clock).await;
        app.set_me(MeInput {
            name: Some("Jo Becker".to_owned()),
            mobile: Some("+49 151 5550100".to_owned()),
            country: Some("DE".to_owned()),
            zone: Some("Europe/Berlin".to_owned()),
            ..MeInput::default()
        })
        .await
        .unwrap();
        Self { app, clock, folder, database }
    }

    /// Another process on the same data.
    pub async fn another(&self) -> App {
        open(self.folder.path(), self.database.clone(), &self.clock).await
    }

    /// The process died without a word, and a new one begins.
    pub async fn after_power_cut(&mut self) {
        self.app = self.another().await;
    }

    pub fn later(&self, seconds: i64) {
        self.clock.advance(SignedDuration::from_secs(seconds));
    }

    /// A talk of yesterday whose note may go out today, as soon as it is approved.
    pub async fn met(&self, name: &str) -> FollowUpView {
        let first = name.split(' ').next().unwrap().to_lowercase();
        let met = Met {
            name: name.to_owned(),
            organisation: Some("Acme Robotics".to_owned()),
            address: Some(format!("{first}@acme.example")),
            kind: Some(TouchpointKind::Advice),
            when: Some("yesterday 9am".to_owned()),
            said: Some(format!("the book on knots that {name} lent me")),
            country: Some("DE".to_owned()),
            ..Met::default()
        };
        self.app.met(met).await.unwrap().follow_up.unwrap()
    }

    /// The state of the follow-up of a contact.
    pub async fn state(&self, who: &str) -> String {
        self.app.show(who).await.unwrap().follow_ups[0].state.clone()
    }

    /// Items in the outbox, and notes that went out.
    pub async fn outbox_and_sent(&self) -> (u64, usize) {
        let outbox = self.app.health().await.unwrap().outbox;
        (outbox, self.app.practice_mailbox().await.unwrap().len())
    }
}

async fn open(folder: &std::path::Path, database: Option<String>, clock: &Clock) -> App {
    App::open(OpenOptions {
        data: folder.to_owned(),
        database,
        serve: false,
        mode: None,
        clock: clock.clone(),
    })
    .await
    .unwrap()
}
