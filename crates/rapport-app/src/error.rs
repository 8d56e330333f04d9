//! The one error of the application: what happened, and apart from it what to do.
//!
//! Use cases answer with [`AppError`]; its [`Kind`] becomes the exit code of the command line and
//! the status of a page. The core never fails, it refuses; a refusal arrives here as
//! [`Kind::Refused`].

use rapport_core::decide::Refusal;
use rapport_store::StoreError;

/// What kind of failure it is; one exit code each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// What was typed cannot be understood.
    Usage,
    /// What was named is not there, or more than one fits.
    NotFound,
    /// The rules say no; nothing was changed.
    Refused,
    /// Something outside failed and may work later: a server, a lock.
    Unavailable,
    /// The data is damaged, newer than this program, or cannot be written.
    Data,
    /// The key does not fit, or a password was refused.
    Denied,
}

impl Kind {
    /// The exit code: 2 usage, 3 not found or unknown, 4 refused, 5 unavailable, 6 data, 7 denied.
    #[must_use]
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Usage => 2,
            Self::NotFound => 3,
            Self::Refused => 4,
            Self::Unavailable => 5,
            Self::Data => 6,
            Self::Denied => 7,
        }
    }
}

/// What happened, and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub struct AppError {
    /// The kind.
    pub kind: Kind,
    /// What happened: one sentence without full stop.
    pub what: String,
    /// What to do: commands or pages by name.
    pub hints: Vec<String>,
}

impl AppError {
    /// A failure with one hint.
    pub fn new(kind: Kind, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { kind, what: what.into(), hints: vec![hint.into()] }
    }

    /// What was typed cannot be understood.
    pub fn usage(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(Kind::Usage, what, hint)
    }

    /// What was named is not there.
    pub fn not_found(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(Kind::NotFound, what, hint)
    }

    /// The rules say no.
    pub fn refused(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(Kind::Refused, what, hint)
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Self::refused(refusal.what, refusal.hint)
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        use StoreError as E;
        let kind = match &error {
            E::NotFound { .. } => Kind::NotFound,
            E::AddressTaken { .. } | E::EarlierAttempt { .. } | E::NotEmpty => Kind::Refused,
            E::Busy | E::Conflict | E::Unavailable { .. } | E::AlreadyServed { .. } => {
                Kind::Unavailable
            }
            _ => Kind::Data,
        };
        let hints = error.remedy().into_iter().collect();
        Self { kind, what: error.to_string(), hints }
    }
}

impl From<crate::secret::KeyError> for AppError {
    fn from(error: crate::secret::KeyError) -> Self {
        Self::new(Kind::Denied, error.to_string(), error.remedy())
    }
}
