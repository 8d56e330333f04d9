//! An installation on either database, and files to import into it.

use std::path::PathBuf;

use jiff::Timestamp;
use rapport_app::app::{App, OpenOptions};
use rapport_app::clock::Clock;
use rapport_app::error::AppError;
use rapport_app::import::{ImportInput, ImportProgress, ImportSource};
use rapport_app::input::MeInput;
use rapport_app::view::{ContactView, ImportView};
use rapport_sandbox::Postgres;

pub struct World {
    pub app: App,
    pub folder: tempfile::TempDir,
    clock: Clock,
    database: Option<String>,
}

impl World {
    pub async fn sqlite() -> Self {
        Self::on(None).await
    }

    /// One on each database.
    pub async fn both() -> [Self; 2] {
        [Self::on(None).await, Self::on(Some(Postgres::shared().database())).await]
    }

    async fn on(database: Option<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::virtual_at("2026-11-17T10:00:00Z".parse::<Timestamp>().unwrap());
        let app = open(&folder, database.clone(), &clock).await;
        let me = MeInput {
            name: Some("Jo Becker".to_owned()),
            mobile: Some("+49 151 5550100".to_owned()),
            country: Some("DE".to_owned()),
            zone: Some("Europe/Berlin".to_owned()),
            ..MeInput::default()
        };
        app.set_me(me).await.unwrap();
        Self { app, folder, clock, database }
    }

    /// Time passes.
    pub fn pass(&self, time: jiff::SignedDuration) {
        self.clock.advance(time);
    }

    /// The process died without a word, and a new one begins.
    pub async fn after_power_cut(&mut self) {
        self.app = open(&self.folder, self.database.clone(), &self.clock).await;
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> ImportSource {
        let path: PathBuf = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        ImportSource::file(&path)
    }

    pub async fn look(&self, name: &str, content: impl AsRef<[u8]>) -> ImportView {
        let source = self.file(name, content);
        self.app.look_at_import(&source, &ImportInput::default(), &|_| {}).await.unwrap()
    }

    pub async fn import(&self, name: &str, content: impl AsRef<[u8]>) -> ImportView {
        self.import_as(name, content, &ImportInput::default()).await.unwrap()
    }

    pub async fn import_as(
        &self,
        name: &str,
        content: impl AsRef<[u8]>,
        input: &ImportInput,
    ) -> Result<ImportView, AppError> {
        let source = self.file(name, content);
        self.app.import(&source, input, &|_: ImportProgress| {}).await
    }

    pub async fn contact(&self, who: &str) -> ContactView {
        self.app.contact(who).await.unwrap()
    }

    pub async fn names(&self) -> Vec<String> {
        let all = self.app.contacts(None).await.unwrap();
        all.into_iter().map(|contact| contact.name).collect()
    }
}

async fn open(folder: &tempfile::TempDir, database: Option<String>, clock: &Clock) -> App {
    let options = OpenOptions {
        data: folder.path().to_owned(),
        database,
        serve: false,
        mode: None,
        clock: clock.clone(),
    };
    App::open(options).await.unwrap()
}

/// A vCard of these lines.
pub fn card(lines: &[&str]) -> String {
    format!("BEGIN:VCARD\r\nVERSION:3.0\r\n{}\r\nEND:VCARD\r\n", lines.join("\r\n"))
}

pub fn counts(view: &ImportView) -> (u64, u64, u64, u64) {
    (view.new, view.changed, view.same, view.rejected)
}
