//! Users: who may sign in, and their passwords.
//!
//! One user exists from the start and runs the server. Each user has scopes of their own, and no
//! use case ever sees two. Passwords are hashed with Argon2id (RFC 9106) in a thread that may block,
//! two at a time: each takes 19 MB.

use std::sync::{LazyLock, OnceLock};

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use rapport_store::user::User;
use serde::Serialize;
use tokio::sync::Semaphore;

use crate::app::App;
use crate::error::{AppError, Kind};

pub use rapport_store::scope::FIRST_USER;

/// Shorter passwords are guessed too soon.
pub const SHORTEST_PASSWORD: usize = 10;

/// Longer ones only keep the machine busy.
const LONGEST_PASSWORD: usize = 512;

/// Longest name, in characters.
const LONGEST_NAME: usize = 40;

/// How many passwords are hashed at once.
static HASHING: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));

/// Somebody who may sign in, as listed.
#[derive(Clone, Debug, Serialize)]
pub struct UserView {
    /// The name they sign in with.
    pub name: String,
    /// There is a password.
    pub has_password: bool,
    /// May add, disable and reset the others.
    pub runs_server: bool,
    /// May sign in no longer.
    pub disabled: bool,
    /// Since when they exist; none for the first.
    pub since: Option<String>,
}

impl App {
    /// The same installation as that user sees it, for whoever may name one: the command line, whose
    /// caller can read the data folder anyway.
    ///
    /// # Errors
    /// There is no such user, or they may not sign in any more.
    pub async fn acting_as(&self, name: &str) -> Result<Self, AppError> {
        let name = name.trim().to_lowercase();
        let user = self.store().user(&name).await?.ok_or_else(|| nobody(&name))?;
        if user.disabled_at.is_some() {
            return Err(AppError::refused(
                format!("\"{name}\" may not sign in any more"),
                format!("let them in again: rapport user enable {name}"),
            ));
        }
        let app = self.for_user(&name).await?;
        app.install_built_in_playbooks().await?;
        Ok(app)
    }

    /// Everybody who may sign in.
    ///
    /// # Errors
    /// What the database says.
    pub async fn users(&self) -> Result<Vec<UserView>, AppError> {
        Ok(self.store().users().await?.into_iter().map(view).collect())
    }

    /// Adds a user with an empty practice scope. Without a password a one-time link lets them in.
    ///
    /// # Errors
    /// A name that is none or taken, a password that is too short.
    pub async fn add_user(&self, name: &str, password: Option<&str>) -> Result<UserView, AppError> {
        let name = check_name(name)?;
        let password_hash = match password {
            Some(password) => Some(hash(password).await?),
            None => None,
        };
        let user = User {
            name: name.clone(),
            password_hash,
            runs_server: false,
            disabled_at: None,
            created_at: self.machine_now(),
        };
        if !self.store().add_user(&user).await? {
            return Err(AppError::refused(
                format!("there is a user \"{name}\" already"),
                "choose another name, or see them all: rapport user list",
            ));
        }
        let app = self.for_user(&name).await?;
        app.install_built_in_playbooks().await?;
        Ok(view(user))
    }

    /// Sets a password, or takes it away; every session and link of that user but `keep` ends.
    ///
    /// # Errors
    /// There is no such user, or the password is too short.
    pub async fn set_password(
        &self,
        name: &str,
        password: Option<&str>,
        keep: Option<uuid::Uuid>,
    ) -> Result<(), AppError> {
        let hash = match password {
            Some(password) => Some(hash(password).await?),
            None => None,
        };
        let now = self.machine_now();
        if self.store().set_password(name, hash.as_deref(), keep, now).await? {
            return Ok(());
        }
        Err(nobody(name))
    }

    /// Lets a user sign in no longer, or again. What they have stays, and their notes stop: nobody
    /// could take an approval back.
    ///
    /// # Errors
    /// There is no such user, or it is the one who runs the server.
    pub async fn disable_user(&self, name: &str, disabled: bool) -> Result<(), AppError> {
        let user = self.store().user(name).await?.ok_or_else(|| nobody(name))?;
        if user.runs_server && disabled {
            return Err(AppError::refused(
                format!("\"{name}\" runs this server and cannot be shut out"),
                "end single sessions instead",
            ));
        }
        self.store().set_disabled(name, disabled, self.machine_now()).await?;
        Ok(())
    }

    /// Whether every user who may sign in has a password: what serving beyond this machine asks.
    ///
    /// # Errors
    /// What the database says.
    pub async fn all_have_passwords(&self) -> Result<bool, AppError> {
        let users = self.store().users().await?;
        Ok(users.iter().all(|user| user.disabled_at.is_some() || user.password_hash.is_some()))
    }

    /// Whether somebody who is signed in may set a new password: they know the present one, or
    /// there is none.
    ///
    /// # Errors
    /// What the database says.
    pub async fn may_change_password(&self, present: &str) -> Result<bool, AppError> {
        let user = self.store().user(self.user()).await?;
        let has_one = user.is_some_and(|user| user.password_hash.is_some());
        Ok(!has_one || self.is_password(self.user(), present).await?)
    }

    /// Whether that is the user's password. Takes as long for a name that does not exist.
    pub(crate) async fn is_password(&self, name: &str, password: &str) -> Result<bool, AppError> {
        let user = self.store().user(name).await?.filter(|user| user.disabled_at.is_none());
        let known = user.and_then(|user| user.password_hash);
        let exists = known.is_some();
        let stored = match known {
            Some(stored) => stored,
            None => decoy().await?,
        };
        if password.len() > LONGEST_PASSWORD {
            return Ok(false);
        }
        let password = password.to_owned();
        let fits = in_a_thread(move || {
            let Ok(stored) = PasswordHash::new(&stored) else { return false };
            Argon2::default().verify_password(password.as_bytes(), &stored).is_ok()
        })
        .await?;
        Ok(fits && exists)
    }
}

/// A hash that no password fits, for names that do not exist.
async fn decoy() -> Result<String, AppError> {
    static DECOY: OnceLock<String> = OnceLock::new();
    if let Some(known) = DECOY.get() {
        return Ok(known.clone());
    }
    let made = hash(&crate::secret::token::random_word()).await?;
    Ok(DECOY.get_or_init(|| made).clone())
}

async fn hash(password: &str) -> Result<String, AppError> {
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(AppError::usage(
            format!("a password has at least {SHORTEST_PASSWORD} characters"),
            "four words that do not belong together are long and easy to keep in mind",
        ));
    }
    if password.len() > LONGEST_PASSWORD {
        return Err(AppError::usage(
            format!("a password has at most {LONGEST_PASSWORD} bytes"),
            "a shorter one is as safe",
        ));
    }
    let password = password.to_owned();
    let hashed = in_a_thread(move || {
        Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string())
    })
    .await?;
    hashed.map_err(|error| {
        AppError::new(
            Kind::Unavailable,
            format!("the password cannot be hashed: {error}"),
            "try again",
        )
    })
}

/// Runs what takes long beside the requests, two at a time.
async fn in_a_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, AppError> {
    let busy =
        |_| AppError::new(Kind::Unavailable, "the password could not be looked at", "try again");
    // The semaphore is never closed.
    let _place = HASHING.acquire().await.ok();
    tokio::task::spawn_blocking(work).await.map_err(busy)
}

fn check_name(name: &str) -> Result<String, AppError> {
    let name = name.trim().to_lowercase();
    let is_fit = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_' | '@');
    if name.is_empty() || name.chars().count() > LONGEST_NAME || !name.chars().all(is_fit) {
        return Err(AppError::usage(
            format!("\"{name}\" cannot be the name of a user"),
            "take letters, digits, dots and hyphens, such as anna",
        ));
    }
    Ok(name)
}

fn nobody(name: &str) -> AppError {
    AppError::not_found(format!("there is no user \"{name}\""), "see them all: rapport user list")
}

fn view(user: User) -> UserView {
    UserView {
        name: user.name,
        has_password: user.password_hash.is_some(),
        runs_server: user.runs_server,
        disabled: user.disabled_at.is_some(),
        since: (user.created_at.as_microsecond() > 0).then(|| user.created_at.to_string()),
    }
}

#[cfg(test)]
mod tests;
