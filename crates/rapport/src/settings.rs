//! What the global flags mean: where the data is and in which mode.
//!
//! Low to high: [`GlobalArgs`] is resolved here once, and only [`Settings`] travels on. The
//! application is opened here as well, so that every verb opens it in the same way.

use std::ffi::OsString;
use std::path::PathBuf;

use rapport_app::app::{App, Mode, OpenOptions};
use rapport_app::clock::Clock;
use rapport_app::error::AppError;
use tracing_subscriber::EnvFilter;

use crate::args::GlobalArgs;

/// Where the data is and in which mode.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The folder of the data.
    pub data: PathBuf,
    /// A PostgreSQL address instead of the embedded file.
    pub database: Option<String>,
    /// The mode asked for; `None` leaves it to the data.
    pub mode: Option<Mode>,
    /// As whom to act; `None` is the one who runs the installation.
    pub user: Option<String>,
}

impl Settings {
    /// Resolves the flags.
    ///
    /// # Errors
    /// When no folder is given and the environment names no home.
    pub fn resolve(global: GlobalArgs) -> Result<Self, AppError> {
        let data = match global.data {
            Some(data) => data,
            None => default_data(std::env::var_os("XDG_DATA_HOME"), std::env::var_os("HOME"))
                .ok_or_else(|| {
                    AppError::usage(
                        "there is no home folder to keep the data in",
                        "name a folder with --data DIR or RAPPORT_DATA",
                    )
                })?,
        };
        let mode = match (global.practice, global.real) {
            (true, _) => Some(Mode::Practice),
            (_, true) => Some(Mode::Real),
            _ => None,
        };
        Ok(Self { data, database: global.database, mode, user: global.as_user })
    }

    /// Opens the application as the user asked for.
    ///
    /// # Errors
    /// Those of [`App::open`] and [`App::acting_as`].
    pub async fn open(&self) -> Result<App, AppError> {
        let app = self.open_whole(false).await?;
        match &self.user {
            Some(user) => app.acting_as(user).await,
            None => Ok(app),
        }
    }

    /// Opens the application for everybody: to serve, as the one server of this data where it is a
    /// file.
    ///
    /// # Errors
    /// Those of [`App::open`].
    pub async fn open_to_serve(&self) -> Result<App, AppError> {
        let app = self.open_whole(true).await?;
        if let Some(user) = &self.user {
            app.acting_as(user).await?;
        }
        Ok(app)
    }

    async fn open_whole(&self, serve: bool) -> Result<App, AppError> {
        App::open(OpenOptions {
            data: self.data.clone(),
            database: self.database.clone(),
            serve,
            mode: self.mode,
            clock: Clock::system(),
        })
        .await
    }
}

/// The XDG base directory rules: an empty or relative `XDG_DATA_HOME` does not count.
fn default_data(xdg: Option<OsString>, home: Option<OsString>) -> Option<PathBuf> {
    let xdg = xdg.map(PathBuf::from).filter(|folder| folder.is_absolute());
    let home = || home.filter(|home| !home.is_empty()).map(PathBuf::from);
    Some(xdg.or_else(|| Some(home()?.join(".local/share")))?.join("rapport"))
}

/// Logging goes to stderr: warnings, with `-v` what is done, with `-vv` details that may name
/// people. `RAPPORT_LOG` takes the filters of `tracing` instead.
pub fn log_to_stderr(verbose: u8) {
    let level = match verbose {
        0 => "warn",
        1 => "warn,rapport=info,rapport_app=info,rapport_web=info,rapport_store=info",
        2 => "info,rapport=debug,rapport_app=debug,rapport_web=debug,rapport_store=debug",
        _ => "trace",
    };
    let filter = EnvFilter::try_from_env("RAPPORT_LOG").unwrap_or_else(|_| EnvFilter::new(level));
    // It only fails when logging is set up already.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(|| anstream::AutoStream::auto(std::io::stderr()))
        .with_target(verbose > 1)
        .try_init();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_folder_follows_the_xdg_rules() {
        let folder = |xdg: Option<&str>, home: Option<&str>| {
            default_data(xdg.map(OsString::from), home.map(OsString::from))
        };
        assert_eq!(folder(Some("/x"), Some("/h")), Some("/x/rapport".into()));
        assert_eq!(folder(Some(""), Some("/h")), Some("/h/.local/share/rapport".into()));
        assert_eq!(folder(Some("relative"), Some("/h")), Some("/h/.local/share/rapport".into()));
        assert_eq!(folder(None, None), None);
    }
}
