//! Backups: while running, daily by themselves, and back again.

use std::path::{Path, PathBuf};

use rapport_store::backup;

use crate::app::App;
use crate::clock::Clock;
use crate::error::AppError;

/// The folder of the daily backups below the data folder; a week of them is kept.
const FOLDER: &str = "backups";

impl App {
    /// Copies the database while it is in use; the file it wrote.
    ///
    /// # Errors
    /// The place cannot be written, or it is PostgreSQL.
    pub async fn backup(&self, to: Option<&Path>) -> Result<PathBuf, AppError> {
        let path = match to {
            Some(path) => path.to_owned(),
            None => {
                let folder = self.backup_folder();
                std::fs::create_dir_all(&folder).map_err(|error| {
                    AppError::new(
                        crate::error::Kind::Data,
                        format!("{} cannot be made: {error}", folder.display()),
                        "name a file: rapport backup FILE",
                    )
                })?;
                let stamp = self.now().strftime("%Y-%m-%dT%H%M%SZ").to_string();
                folder.join(format!("rapport-{stamp}.db"))
            }
        };
        self.store().backup(&path).await?;
        Ok(path)
    }

    /// The daily backup, if today's is not there yet. A copy is read whole before it counts, so this
    /// is also how a damaged database is noticed.
    pub(crate) async fn daily_backup(&self) -> Result<(), AppError> {
        if self.store().file().is_none() {
            return Ok(());
        }
        let today = self.now() - self.clock_offset();
        let done = self.store().daily_backup(today, &self.backup_folder()).await;
        self.note_backup(done.as_ref().err().map(ToString::to_string));
        done?;
        Ok(())
    }

    pub(crate) fn backup_folder(&self) -> PathBuf {
        self.data().join(FOLDER)
    }
}

/// Puts a backup in the place of the database, which is moved aside. Sending is held until the
/// sent mail was searched, because the backup does not know what went out since.
///
/// # Errors
/// The backup is not whole, or the place cannot be written.
pub async fn restore(data: &Path, from: &Path, clock: &Clock) -> Result<String, AppError> {
    let database = data.join("rapport.sqlite");
    let aside = backup::restore(&database, from, clock.now()).await?;
    Ok(match aside {
        Some(aside) => format!(
            "Restored. The database from before is at {}. Nothing is sent until your sent mail was searched",
            aside.display()
        ),
        None => "Restored. Nothing is sent until your sent mail was searched".to_owned(),
    })
}
