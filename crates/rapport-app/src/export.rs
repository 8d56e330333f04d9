//! Everything out: an export is a folder with every file that other programs read, and one file
//! with all of it that this program puts back.
//!
//! | file | what |
//! |---|---|
//! | `contacts.vcf`, `contacts.csv`, `contacts-thunderbird.csv` | people |
//! | `opportunities.*`, `touchpoints.*` | tables (CSV) and JSON Lines |
//! | `mail/received.mbox`, `mail/sent.mbox`, `mail/eml/` | mail as it was on the wire |
//! | `plan.ics` | what is planned, and appointments |
//! | `playbooks/` | the files of the playbooks |
//! | `whole.jsonl` | every row; see [`whole`](self) |
//!
//! The folder is made under another name beside its place and renamed when it is whole. No file can
//! be read by others of the machine. Rows come a few at a time, so that the size of a life does not
//! matter.
//!
//! Here: the order of things. `folder.rs` writes files, `people.rs`, `told.rs` and `mail.rs` fill
//! them, `whole.rs` writes and `restore.rs` reads the one with everything, `one.rs` is about one
//! person, `archive_file.rs` makes one file of it all.

mod archive_file;
mod folder;
mod mail;
mod one;
pub(crate) mod people;
pub(crate) mod restore;
mod told;
pub(crate) mod whole;

use std::path::Path;

use rapport_formats::calendar::write_feed;
use rapport_store::Scope;
use rapport_store::archive::Archive;
use serde::Serialize;

use crate::app::App;
use crate::error::AppError;
use folder::Folder;
pub use restore::is_whole;

/// What an export is doing: a noun, how many are done, and of how many (0 where nobody knows).
pub type Telling<'a> = &'a (dyn Fn(&str, u64, u64) + Send + Sync);

/// What was written.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct ExportView {
    /// The folder.
    pub folder: String,
    /// People.
    pub contacts: u64,
    /// Pursuits.
    pub opportunities: u64,
    /// Touchpoints.
    pub touchpoints: u64,
    /// Mails, received and sent.
    pub mails: u64,
    /// Rows of the file that holds everything.
    pub rows: u64,
}

/// What was put back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RestoredView {
    /// Practice or real.
    pub mode: String,
    /// Rows.
    pub rows: u64,
    /// What to know and do now, in sentences.
    pub sentences: Vec<String>,
}

impl App {
    /// Writes everything of this scope into a new folder.
    ///
    /// # Errors
    /// The folder is there already and not empty, or the disk says no; then nothing is left behind.
    pub async fn export(&self, to: &Path, tell: Telling<'_>) -> Result<ExportView, AppError> {
        let folder = Folder::begin(to, self.clock().mint())?;
        let mut archive = self.store().archive(self.scope()).await?;
        let mut view = ExportView { folder: to.display().to_string(), ..ExportView::default() };
        folder.text("README.txt", README)?;
        view.rows = whole::write(self, &mut archive, folder.file("whole.jsonl")?, tell).await?;
        view.contacts = people::write(self, &mut archive, &folder, tell).await?;
        view.touchpoints = told::touchpoints(&mut archive, &folder, tell).await?;
        view.opportunities = told::opportunities(self, &folder).await?;
        view.mails = mail::write(&mut archive, &folder, tell).await?;
        archive.close().await?;
        let plan = self.plan_entries().await?;
        folder.text("plan.ics", &write_feed("Rapport", &plan))?;
        folder.make("playbooks")?;
        for playbook in self.store().playbooks(self.scope()).await? {
            // A key is letters, digits, - and _ and therefore a name that leads nowhere else.
            folder.text(&format!("playbooks/{}.toml", playbook.key), &playbook.toml)?;
        }
        folder.finish()?;
        Ok(view)
    }

    /// The same moment of the scope, for tests and measures.
    pub(crate) async fn archive_of(&self, scope: &Scope) -> Result<Archive, AppError> {
        Ok(self.store().archive(scope).await?)
    }
}

const README: &str = "\
An export of Rapport: everything it knew, in files that other programs read.

contacts.vcf               people, as vCard 4.0
contacts.csv               people, as a table; contacts-thunderbird.csv for Thunderbird
opportunities.csv, .jsonl  what was pursued
touchpoints.csv, .jsonl    what happened, with whom and when
mail/received.mbox         mail that came and was kept; mail/sent.mbox what went out
mail/eml/                  the same, one file for each mail
plan.ics                   what is planned, for any calendar
playbooks/                 the plans, in TOML
whole.jsonl                every row of it; put it back with: rapport export --restore FOLDER

It holds names and mail of other people: keep it where only you can read it.
";
