//! Why a mailbox could not be read or written.

use std::time::Duration;

use super::super::connect::ConnectError;

/// What went wrong with a mailbox. `doing` is what we were about: "reading headers".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImapError {
    /// There is no session.
    #[error(transparent)]
    Connect(ConnectError),
    /// The server said NO or BAD.
    #[error("the mail server refused while {doing}: {answer}")]
    Refused {
        /// What we were about.
        doing: &'static str,
        /// Its words.
        answer: String,
    },
    /// The connection is gone, or what it carried made no sense.
    #[error("the connection to the mail server was lost while {doing} ({detail})")]
    Lost {
        /// What we were about.
        doing: &'static str,
        /// In the system's words.
        detail: String,
    },
    /// The answer did not come in time.
    #[error("the mail server did not answer within {} s while {doing}", waited.as_secs())]
    Stalled {
        /// What we were about.
        doing: &'static str,
        /// How long we waited.
        waited: Duration,
    },
    /// The server lacks a capability.
    #[error("the mail server does not offer {0}")]
    NotOffered(&'static str),
    /// A word that IMAP cannot carry as we would have to send it.
    #[error("this cannot be asked of a mail server: {text}")]
    Unsendable {
        /// The word, escaped.
        text: String,
    },
}

impl ImapError {
    pub(super) fn closed(doing: &'static str) -> Self {
        Self::Lost { doing, detail: "it was closed before".to_owned() }
    }

    /// Whether a new connection may succeed without anybody doing anything.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Connect(error) => error.is_transient(),
            Self::Lost { .. } | Self::Stalled { .. } => true,
            // RFC 5530: codes for "not now".
            Self::Refused { answer, .. } => {
                let answer = answer.to_ascii_uppercase();
                ["[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]", "TOO MANY", "TRY AGAIN"]
                    .iter()
                    .any(|code| answer.contains(code))
            }
            Self::NotOffered(_) | Self::Unsendable { .. } => false,
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            Self::Connect(error) => error.remedy(),
            Self::Refused { .. } if self.is_transient() => {
                "nothing now: it is tried again by itself".to_owned()
            }
            Self::Refused { .. } => {
                "check that the mailbox exists and that this account may read it".to_owned()
            }
            Self::Lost { .. } | Self::Stalled { .. } => {
                "nothing if it happens once: the connection is made again by itself".to_owned()
            }
            Self::NotOffered(_) => "nothing: the mailbox is asked at intervals instead".to_owned(),
            Self::Unsendable { .. } => "use plain letters without line breaks".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn not_now_is_transient_and_no_is_not() {
        let refused =
            |answer: &str| ImapError::Refused { doing: "opening", answer: answer.to_owned() };
        assert!(refused("[UNAVAILABLE] user backend down").is_transient());
        assert!(refused("Too many simultaneous connections").is_transient());
        assert!(!refused("[NONEXISTENT] Mailbox doesn't exist: X").is_transient());
        assert!(ImapError::closed("opening").is_transient());
        assert!(!ImapError::NotOffered("IDLE").is_transient());
    }
}
