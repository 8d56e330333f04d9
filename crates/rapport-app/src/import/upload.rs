//! Files that came through a page: kept beside the data until they are imported or a day old, and
//! imported while the page looks on.
//!
//! The past of a mail account takes the same way, without a file. Each upload is a folder of its user's scope, named by an identifier that nobody can guess and that
//! tells its age. What runs is known to this process alone; a file whose process died is still there
//! and can be imported again, which goes on where it stopped.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tokio::fs::File;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

use super::reading::Place;
use super::{ImportInput, ImportProgress, ImportSource};
use crate::app::App;
use crate::error::{AppError, Kind};
use crate::view::ImportView;

/// How long an upload is kept that nobody imports.
const KEPT: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);
/// In the folder of an upload that is no file: the address of the account it is.
const ACCOUNT: &str = "account";
/// How many ends are remembered for pages that are still open.
const MOST_REMEMBERED: usize = 64;

/// How an upload stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum UploadState {
    /// It waits for a yes.
    Waiting,
    /// It is being imported.
    Running(ImportProgress),
    /// It is imported.
    Done(Box<ImportView>),
    /// The import failed: what happened, and what to do.
    Failed(String, Vec<String>),
}

/// The uploads that this process imports or imported.
#[derive(Debug, Default)]
pub(crate) struct Uploads {
    known: Mutex<BTreeMap<Uuid, UploadState>>,
}

impl Uploads {
    fn get(&self, id: Uuid) -> Option<UploadState> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    fn set(&self, id: Uuid, state: UploadState) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(id, state);
        while known.len() > MOST_REMEMBERED {
            // The oldest one that is over; identifiers sort by time.
            let over = |state: &UploadState| !matches!(state, UploadState::Running(_));
            let Some(oldest) = known.iter().find(|(_, state)| over(state)).map(|(id, _)| *id)
            else {
                return;
            };
            known.remove(&oldest);
        }
    }

    /// Takes an upload for running; false if it runs already.
    fn start(&self, id: Uuid) -> bool {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(known.get(&id), Some(UploadState::Running(_))) {
            return false;
        }
        let begin = ImportProgress { read: 0, size: 0, entries: 0 };
        known.insert(id, UploadState::Running(begin));
        true
    }
}

/// A file that is coming in.
#[derive(Debug)]
pub struct Upload {
    id: Uuid,
    folder: PathBuf,
    file: File,
}

impl Upload {
    /// Adds a piece.
    ///
    /// # Errors
    /// The disk is full, or the folder is gone.
    pub async fn write(&mut self, piece: &[u8]) -> Result<(), AppError> {
        self.file.write_all(piece).await.map_err(|error| unwritable(&error))
    }

    /// All of it is here; the answer is its identifier.
    ///
    /// # Errors
    /// As [`Upload::write`].
    pub async fn finish(mut self) -> Result<String, AppError> {
        self.file.flush().await.map_err(|error| unwritable(&error))?;
        Ok(self.id.to_string())
    }

    /// It broke off: nothing of it is kept.
    pub async fn drop_it(self) {
        // What cannot be removed now goes with the uploads of yesterday.
        let _ = tokio::fs::remove_dir_all(&self.folder).await;
    }
}

impl App {
    /// Begins to keep a file under the name the browser gives it.
    ///
    /// # Errors
    /// The data folder cannot be written.
    pub async fn keep_upload(&self, name: &str) -> Result<Upload, AppError> {
        self.forget_old_uploads().await;
        let id = self.clock().mint();
        let folder = self.uploads_folder().join(id.to_string());
        let made = async {
            let mut builder = tokio::fs::DirBuilder::new();
            builder.recursive(true);
            // Names and addresses are in there: nobody else of this machine may look.
            #[cfg(unix)]
            builder.mode(0o700);
            builder.create(&folder).await?;
            tokio::fs::write(folder.join("name"), plain_name(name)).await?;
            File::create(folder.join("file")).await
        };
        let file = made.await.map_err(|error| unwritable(&error))?;
        Ok(Upload { id, folder, file })
    }

    /// Begins to read the past of a mail account while the caller goes on, as an upload that waits
    /// for nobody; the answer is its identifier.
    ///
    /// # Errors
    /// There is no such account, or the data folder cannot be written.
    pub async fn import_account(&self, address: &str) -> Result<String, AppError> {
        let (_, account) = self.account_named(address).await?;
        let upload = self.keep_upload(&account.address).await?;
        let marked = tokio::fs::write(upload.folder.join(ACCOUNT), &account.address).await;
        marked.map_err(|error| unwritable(&error))?;
        let id = upload.finish().await?;
        self.import_upload(&id, ImportInput::default()).await?;
        Ok(id)
    }

    /// An upload of this user that waits for a yes.
    ///
    /// # Errors
    /// There is none of that identifier.
    pub async fn upload(&self, id: &str) -> Result<ImportSource, AppError> {
        let id = upload_id(id)?;
        let folder = self.uploads_folder().join(id.to_string());
        if let Ok(address) = tokio::fs::read_to_string(folder.join(ACCOUNT)).await {
            return Ok(ImportSource::account(&address));
        }
        let path = folder.join("file");
        let name = tokio::fs::read_to_string(folder.join("name")).await.map_err(|_| gone())?;
        if !tokio::fs::try_exists(&path).await.unwrap_or(false) {
            return Err(gone());
        }
        Ok(ImportSource { name, place: Place::File(path) })
    }

    /// How an upload stands.
    ///
    /// # Errors
    /// There is none of that identifier.
    pub async fn upload_state(&self, id: &str) -> Result<UploadState, AppError> {
        let known = self.uploads().get(upload_id(id)?);
        match known {
            // A process has users; what runs is told to the one whose folder it is in.
            Some(state) if self.is_own_upload(id).await => Ok(state),
            Some(_) => Err(gone()),
            None => self.upload(id).await.map(|_| UploadState::Waiting),
        }
    }

    async fn is_own_upload(&self, id: &str) -> bool {
        tokio::fs::try_exists(self.uploads_folder().join(id.trim())).await.unwrap_or(false)
    }

    /// Imports an upload while the caller goes on; [`App::upload_state`] says how far it is.
    ///
    /// # Errors
    /// There is none of that identifier.
    pub async fn import_upload(&self, id: &str, input: ImportInput) -> Result<(), AppError> {
        let source = self.upload(id).await?;
        let id = upload_id(id)?;
        if !self.uploads().start(id) {
            return Ok(());
        }
        let app = self.clone();
        tokio::spawn(async move {
            let uploads = app.uploads();
            let progress = |at: ImportProgress| uploads.set(id, UploadState::Running(at));
            let state = match app.import(&source, &input, &progress).await {
                Ok(view) => {
                    // The folder stays to say whose it was; the people in the file need not.
                    if let Place::File(path) = &source.place {
                        let _ = tokio::fs::remove_file(path).await;
                    }
                    UploadState::Done(Box::new(view))
                }
                Err(error) => UploadState::Failed(error.what, error.hints),
            };
            uploads.set(id, state);
        });
        Ok(())
    }

    /// Grows with what is imported from pages: they look anew when it did.
    #[must_use]
    pub fn uploads_pulse(&self) -> u64 {
        let known = self.uploads().known.lock().unwrap_or_else(PoisonError::into_inner);
        let of = |state: &UploadState| match state {
            UploadState::Waiting => 0,
            UploadState::Running(at) => 1 + at.entries,
            UploadState::Done(_) | UploadState::Failed(..) => u64::MAX / 1_000,
        };
        known.values().map(of).fold(0, u64::wrapping_add)
    }

    fn uploads_folder(&self) -> PathBuf {
        self.data().join("uploads").join(self.scope().id().to_string())
    }

    async fn forget_old_uploads(&self) {
        let Ok(mut folders) = tokio::fs::read_dir(self.uploads_folder()).await else { return };
        while let Ok(Some(folder)) = folders.next_entry().await {
            if is_old(&folder.path(), self.now()) {
                // What cannot be removed now is tried again with the next upload.
                let _ = tokio::fs::remove_dir_all(folder.path()).await;
            }
        }
    }
}

/// The identifier a folder is named by tells when it was made.
fn is_old(folder: &Path, now: jiff::Timestamp) -> bool {
    let made = folder
        .file_name()
        .and_then(|name| Uuid::try_parse(name.to_str()?).ok())
        .and_then(|id| id.get_timestamp())
        .and_then(|at| i64::try_from(at.to_unix().0).ok())
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    made.is_some_and(|made| now.duration_since(made) > KEPT)
}

/// The last part of a path, without signs that print nothing.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|sign| !sign.is_control()).take(120).collect();
    if plain.trim().is_empty() { "file".to_owned() } else { plain.trim().to_owned() }
}

fn upload_id(id: &str) -> Result<Uuid, AppError> {
    Uuid::try_parse(id.trim()).map_err(|_| gone())
}

fn gone() -> AppError {
    AppError::not_found("this file is not here any more", "choose it once more on the import page")
}

fn unwritable(error: &io::Error) -> AppError {
    AppError::new(
        Kind::Data,
        format!("the file cannot be kept: {error}"),
        "see whether the disk is full and the data folder may be written",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_browsers_are_made_plain() {
        assert_eq!(plain_name("C:\\Users\\jo\\people.vcf"), "people.vcf");
        assert_eq!(plain_name("../../etc/passwd"), "passwd");
        assert_eq!(plain_name("\u{7}"), "file");
    }
}
