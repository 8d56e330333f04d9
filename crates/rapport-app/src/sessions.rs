//! Sessions: links that let in once, browsers that were let in, sentences carried over a redirect.
//!
//! Whoever enters gets a new random word as cookie, whatever they brought along: nobody can plant
//! one beforehand. Only its SHA-256 is stored. Sessions live by the machine's clock, so that moving
//! the practice clock signs nobody out.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use rapport_store::session::Session;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::app::App;
use crate::error::AppError;
use crate::secret::token::random_word;
use crate::words;

pub use rapport_store::pulse::Pulse;

/// How long a one-time link waits to be opened.
const LINK: SignedDuration = SignedDuration::from_hours(1);

/// A browser that asked for nothing for so long has to sign in again.
const IDLE: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Nobody stays signed in for longer.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 180);

/// How exactly it is noted when a session was seen; each request would be a write otherwise.
const SEEN: SignedDuration = SignedDuration::from_mins(5);

/// Where the pages were served last.
const SERVING_AT: &str = "serve.address";

/// The longest sentence that is carried over a redirect.
const SENTENCE: usize = 400;

/// Who asks, as their cookie says.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The user.
    pub user: String,
    /// May add, disable and reset the others.
    pub runs_server: bool,
    /// The session.
    pub session: Uuid,
}

/// A browser that was let in, as listed.
#[derive(Clone, Debug, Serialize)]
pub struct SessionView {
    /// Its id, to end it.
    pub id: String,
    /// What the browser calls itself.
    pub browser: String,
    /// Since when, RFC 3339.
    pub since: String,
    /// When it last asked for something, RFC 3339.
    pub seen: String,
    /// The same in words.
    pub seen_words: String,
}

impl App {
    /// A word that lets that user in once within an hour: what stands in a one-time link.
    ///
    /// # Errors
    /// There is no such user.
    pub async fn entry_word(&self, user: &str) -> Result<String, AppError> {
        if self.store().user(user).await?.is_none_or(|user| user.disabled_at.is_some()) {
            return Err(AppError::not_found(
                format!("nobody called \"{user}\" may sign in"),
                "see everybody: rapport user list",
            ));
        }
        let word = random_word();
        let now = self.machine_now();
        self.store().add_entry_link(hash(&word), user, now + LINK, now).await?;
        Ok(word)
    }

    /// Opens a session by a one-time word: the new cookie, or none if it does not let in.
    ///
    /// # Errors
    /// What the database says.
    pub async fn enter_by_word(
        &self,
        word: &str,
        user_agent: &str,
    ) -> Result<Option<String>, AppError> {
        match self.store().take_entry_link(hash(word), self.machine_now()).await? {
            Some(user) => Ok(Some(self.open_session(user, user_agent).await?)),
            None => Ok(None),
        }
    }

    /// Opens a session by a password: the new cookie, or none if it does not fit.
    ///
    /// # Errors
    /// What the database says.
    pub async fn enter_by_password(
        &self,
        name: &str,
        password: &str,
        user_agent: &str,
    ) -> Result<Option<String>, AppError> {
        let name = name.trim().to_lowercase();
        if self.is_password(&name, password).await? {
            return Ok(Some(self.open_session(name, user_agent).await?));
        }
        Ok(None)
    }

    async fn open_session(&self, user: String, user_agent: &str) -> Result<String, AppError> {
        let word = random_word();
        let now = self.machine_now();
        let session = Session {
            id: self.clock().mint(),
            user,
            runs_server: false,
            created_at: now,
            last_seen_at: now,
            user_agent: user_agent.chars().filter(|it| !it.is_control()).take(200).collect(),
        };
        self.store().add_session(&session, hash(&word)).await?;
        Ok(word)
    }

    /// Who asks with that cookie, if it still lets in.
    ///
    /// # Errors
    /// What the database says.
    pub async fn signed_in(&self, cookie: &str) -> Result<Option<SignedIn>, AppError> {
        let Some(session) = self.store().session(hash(cookie)).await? else {
            return Ok(None);
        };
        let now = self.machine_now();
        let idle = now.duration_since(session.last_seen_at);
        if idle > IDLE || now.duration_since(session.created_at) > LONGEST {
            return Ok(None);
        }
        if idle > SEEN {
            self.store().touch_session(session.id, now).await?;
        }
        let Session { id, user, runs_server, .. } = session;
        Ok(Some(SignedIn { user, runs_server, session: id }))
    }

    /// The user's sessions, the one seen last on top.
    ///
    /// # Errors
    /// What the database says.
    pub async fn sessions(&self) -> Result<Vec<SessionView>, AppError> {
        let (now, zone) = (self.machine_now(), self.profile().await?.zone);
        let sessions = self.store().sessions_of(self.user()).await?;
        Ok(sessions
            .into_iter()
            .filter(|session| now.duration_since(session.last_seen_at) <= IDLE)
            .map(|session| SessionView {
                id: session.id.to_string(),
                browser: session.user_agent,
                since: session.created_at.to_string(),
                seen: session.last_seen_at.to_string(),
                seen_words: words::instant(session.last_seen_at, now, &zone),
            })
            .collect())
    }

    /// Ends a session of the user; false when it is none of theirs.
    ///
    /// # Errors
    /// What the database says.
    pub async fn revoke_session(&self, id: &str) -> Result<bool, AppError> {
        let Ok(id) = id.parse::<Uuid>() else { return Ok(false) };
        Ok(self.store().revoke_session(self.user(), id, self.machine_now()).await?)
    }

    /// Remembers where the pages are, so that a link can be printed by another process.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remember_serving_at(&self, base: &str) -> Result<(), AppError> {
        if self.serving_at().await? != base {
            self.store().set_setting(self.scope(), SERVING_AT, Some(base)).await?;
        }
        Ok(())
    }

    /// Where the pages were served last, with a slash at its end.
    ///
    /// # Errors
    /// What the database says.
    pub async fn serving_at(&self) -> Result<String, AppError> {
        let known = self.store().setting(self.scope(), SERVING_AT).await?;
        Ok(known.unwrap_or_else(|| "http://127.0.0.1:7217/".to_owned()))
    }

    /// Two equal answers mean that no page of this scope would look different.
    ///
    /// # Errors
    /// What the database says.
    pub async fn pulse(&self) -> Result<Pulse, AppError> {
        Ok(self.store().pulse(self.scope()).await?)
    }

    /// A sentence as a word for an address: nobody but us can make one, so no link of a stranger
    /// can put words into our mouth.
    #[must_use]
    pub fn seal_sentence(&self, sentence: &str) -> String {
        let sentence: String = sentence.chars().take(SENTENCE).collect();
        let seal = self.key().seal("sentence", &format!("{}\n{sentence}", self.user()));
        format!("{}.{seal}", URL_SAFE_NO_PAD.encode(sentence))
    }

    /// The sentence of [`Self::seal_sentence`], if we made it for this user.
    #[must_use]
    pub fn open_sentence(&self, word: &str) -> Option<String> {
        let (sentence, seal) = word.split_once('.')?;
        let sentence = String::from_utf8(URL_SAFE_NO_PAD.decode(sentence).ok()?).ok()?;
        let text = format!("{}\n{sentence}", self.user());
        self.key().is_sealed("sentence", &text, seal).then_some(sentence)
    }
}

fn hash(word: &str) -> [u8; 32] {
    Sha256::digest(word.as_bytes()).into()
}

#[cfg(test)]
mod tests;
