//! How a delivery ended, and the sentence for each end.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use lettre::transport::smtp::Error as SmtpError;

use super::super::connect::ConnectError;
use super::refusal::{Refusal, Stage, printable};

/// How [`super::deliver`] ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// The server has taken the message and the responsibility for it.
    Accepted {
        /// Its final answer, often with a queue id that a provider can look up.
        response: String,
    },
    /// The caller's last look said no; not one byte of the message was sent.
    Withheld,
    /// Not now: a later attempt with the same bytes is right.
    Deferred {
        /// What stood in the way.
        why: Setback,
    },
    /// A clear no: the same attempt would fail again.
    Failed {
        /// Whose fault it is, and the server's words.
        why: Refusal,
    },
    /// The message may or may not have been taken. It must not be sent again by a machine.
    Uncertain {
        /// What was lost.
        why: Doubt,
    },
    /// The server could not be used at all; the account needs care, not the message.
    NoConnection {
        /// Why.
        why: ConnectError,
    },
}

/// What stood in the way before the point of no return, or a 4xx answer after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setback {
    /// The server said "not now" (4xx).
    Refused(Refusal),
    /// The connection was lost, or the server answered outside the protocol.
    Lost {
        /// When.
        stage: Stage,
        /// In the system's words.
        detail: String,
    },
    /// The server did not answer in time.
    Stalled {
        /// When.
        stage: Stage,
        /// How long we waited.
        waited: Duration,
    },
}

/// What was lost after the point of no return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The connection broke, or the answer could not be understood.
    Lost {
        /// In the system's words.
        detail: String,
    },
    /// No answer came in time.
    Stalled {
        /// How long we waited.
        waited: Duration,
    },
}

impl Setback {
    /// Reads lettre's error: a negative answer, or a lost connection.
    pub(super) fn from_error(stage: Stage, error: &SmtpError) -> Self {
        let detail = error.source().map_or_else(|| error.to_string(), ToString::to_string);
        match error.status() {
            Some(code) => Self::Refused(Refusal::new(stage, code.into(), &detail)),
            None => Self::Lost { stage, detail: printable(&detail) },
        }
    }
}

impl fmt::Display for Setback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Lost { stage, detail } => {
                write!(f, "the connection was lost {stage}, before the message was sent ({detail})")
            }
            Self::Stalled { stage, waited } => {
                write!(f, "the mail server said nothing for {} s {stage}", waited.as_secs())
            }
        }
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lost { detail } => write!(
                f,
                "the connection was lost after the message was sent and before the server said \
                 whether it took it ({detail})"
            ),
            Self::Stalled { waited } => write!(
                f,
                "the mail server had the message and did not say within {} s whether it took it",
                waited.as_secs()
            ),
        }
    }
}

impl fmt::Display for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accepted { response } => {
                write!(f, "the mail server took the message: {response}")
            }
            Self::Withheld => f.write_str("withheld at the last look; nothing was sent"),
            Self::Deferred { why } => write!(f, "not now: {why}"),
            Self::Failed { why } => why.fmt(f),
            Self::Uncertain { why } => why.fmt(f),
            Self::NoConnection { why } => why.fmt(f),
        }
    }
}
