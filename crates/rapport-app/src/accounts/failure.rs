//! What a driver reports, as an error of the application: the sentence and, apart from it, what to
//! do.

use crate::driver::connect::ConnectError;
use crate::driver::imap::ImapError;
use crate::driver::oauth::OauthError;
use crate::error::{AppError, Kind};

impl From<ImapError> for AppError {
    fn from(error: ImapError) -> Self {
        let kind = match &error {
            ImapError::Connect(connect) => kind_of(connect),
            ImapError::Refused { .. }
            | ImapError::Lost { .. }
            | ImapError::Stalled { .. }
            | ImapError::NotOffered(_)
            | ImapError::Unsendable { .. } => Kind::Unavailable,
        };
        Self::new(kind, error.to_string(), error.remedy())
    }
}

impl From<OauthError> for AppError {
    fn from(error: OauthError) -> Self {
        let kind = match &error {
            OauthError::SignInAgain { .. }
            | OauthError::Denied
            | OauthError::CodeExpired
            | OauthError::NobodyCame(_)
            | OauthError::ClientRefused { .. } => Kind::Denied,
            OauthError::NoDeviceCode | OauthError::UnusableEndpoint { .. } => Kind::Usage,
            OauthError::Unreachable { .. } | OauthError::CannotListen { .. } => Kind::Unavailable,
        };
        Self::new(kind, error.to_string(), error.remedy())
    }
}

fn kind_of(error: &ConnectError) -> Kind {
    match error {
        ConnectError::Login { .. } | ConnectError::NoMechanism { .. } => Kind::Denied,
        ConnectError::Dns { .. }
        | ConnectError::Refused { .. }
        | ConnectError::Unreachable { .. }
        | ConnectError::TimedOut { .. }
        | ConnectError::SilentBeforeTls { .. }
        | ConnectError::Tls { .. }
        | ConnectError::NoStartTls { .. }
        | ConnectError::NotAMailServer { .. }
        | ConnectError::TurnedAway { .. }
        | ConnectError::Lost { .. } => Kind::Unavailable,
    }
}
