//! A folder that is whole or is not there: written beside its place, renamed when it is done.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use crate::error::{AppError, Kind};

/// A folder on its way. Dropped before [`Folder::finish`] nothing of it is left.
pub(crate) struct Folder {
    part: PathBuf,
    to: PathBuf,
    whole: bool,
}

impl Folder {
    /// Begins beside `to`, which must not be there or be empty.
    pub(crate) fn begin(to: &Path, mark: Uuid) -> Result<Self, AppError> {
        let taken = match fs::read_dir(to) {
            Ok(mut entries) => entries.next().is_some(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(disk(to, &error)),
        };
        if taken {
            return Err(AppError::refused(
                format!("{} is there already and holds something", to.display()),
                "name a folder that is not there yet",
            ));
        }
        let name = to.file_name().ok_or_else(|| {
            AppError::usage(
                format!("{} is no name for a folder", to.display()),
                "rapport export my-export",
            )
        })?;
        let mut part = std::ffi::OsString::from(".");
        part.push(name);
        part.push(format!(".{mark}.part"));
        let part = to.with_file_name(part);
        make_private(&part).map_err(|error| disk(&part, &error))?;
        Ok(Self { part, to: to.to_owned(), whole: false })
    }

    /// A new file that only this user can read. The name is one of ours.
    pub(crate) fn file(&self, name: &str) -> Result<BufWriter<File>, AppError> {
        let path = self.part.join(name);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(|error| disk(&path, &error))?;
        Ok(BufWriter::new(file))
    }

    /// A whole small file.
    pub(crate) fn text(&self, name: &str, text: &str) -> Result<(), AppError> {
        let mut file = self.file(name)?;
        file.write_all(text.as_bytes())?;
        settle(file)
    }

    /// A folder inside.
    pub(crate) fn make(&self, name: &str) -> Result<(), AppError> {
        let path = self.part.join(name);
        make_private(&path).map_err(|error| disk(&path, &error))
    }

    /// Gives the folder its name.
    pub(crate) fn finish(mut self) -> Result<(), AppError> {
        // An empty folder that waits for us makes way; some systems rename onto nothing only.
        let _ = fs::remove_dir(&self.to);
        fs::rename(&self.part, &self.to).map_err(|error| disk(&self.to, &error))?;
        self.whole = true;
        let above = self.to.parent().filter(|above| !above.as_os_str().is_empty());
        if let Ok(above) = File::open(above.unwrap_or_else(|| Path::new("."))) {
            // The name is durable once the folder above is; systems without that say so.
            let _ = above.sync_all();
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.whole {
            let _ = fs::remove_dir_all(&self.part);
        }
    }
}

/// Flushes a finished file to the disk.
pub(crate) fn settle(file: BufWriter<File>) -> Result<(), AppError> {
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok(())
}

fn make_private(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn disk(path: &Path, error: &io::Error) -> AppError {
    AppError::new(
        Kind::Data,
        format!("{}: {error}", path.display()),
        "name a folder on a disk that is there, has room and may be written",
    )
}

impl From<io::Error> for AppError {
    fn from(error: io::Error) -> Self {
        Self::new(
            Kind::Data,
            format!("the disk said: {error}"),
            "check that the disk has room and may be written",
        )
    }
}
