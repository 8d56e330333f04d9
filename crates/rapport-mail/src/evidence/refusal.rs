//! What a server means by a refusal: its words, its code and the command it answered, weighed
//! together.
//!
//! Here: `kind` and the code that stands for words without one. The tables of phrases are in
//! `phrases`, the way they are searched in `matcher`, what is taken out of a text before in
//! `clean`, and the command a refusal answers in [`command`]. Not here: codes alone, which
//! [`rapport_core::classify::failure_kind`] reads.
//!
//! Words that name a cause exactly win over every code, because many servers put one code on all
//! they refuse ("550 5.1.1 mailbox full" is a full mailbox, "550 5.7.1 user unknown" an unknown
//! user). Words that could mean much win only over codes that say nothing.

pub mod clean;
pub mod command;
mod matcher;
mod phrases;

use rapport_core::classify::{BounceKind, failure_kind};

use self::clean::clean;
pub use self::command::Command;
use super::status;

/// Characters of the server's own words that are read.
const LONGEST_WORDS: usize = 2_000;
/// Characters of the prose around them that are read.
const LONGEST_PROSE: usize = 4_000;

/// What a refusal is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Topic {
    /// Unknown senders are asked to come back later.
    Greylisted,
    /// The mailbox is full.
    Full,
    /// The message is too large.
    Large,
    /// Header fields, line lengths, kinds of files: the form of the message.
    Header,
    /// The sending account has used up what its own provider allows.
    OwnLimit,
    /// Too many messages or connections at once for the receiving server.
    Rate,
    /// The sender's address or domain is not accepted.
    Sender,
    /// SPF, DKIM, DMARC, reverse names, TLS, log-in.
    Authentication,
    /// The server does not pass mail on for us.
    Relay,
    /// Block lists, reputation, policy.
    Reputation,
    /// A virus or other malware.
    Virus,
    /// Taken for spam.
    Spam,
    /// The recipient takes mail from some senders only.
    Restricted,
    /// The recipient is elsewhere now.
    Moved,
    /// The account is disabled, locked or expired.
    Closed,
    /// No such user.
    UnknownUser,
    /// No such domain, or none that takes mail.
    UnknownHost,
    /// The recipient was refused, and no word says why.
    RecipientRejected,
    /// The message went in circles.
    Loop,
    /// The server or its disk is ill.
    System,
    /// It was tried for too long.
    Expired,
    /// The server could not be reached.
    Network,
}

impl Topic {
    /// What it means for the address.
    #[must_use]
    pub const fn kind(self) -> BounceKind {
        match self {
            Self::Greylisted
            | Self::Full
            | Self::Rate
            | Self::Loop
            | Self::System
            | Self::Expired
            | Self::Network => BounceKind::Soft,
            Self::Large | Self::Header | Self::Virus => BounceKind::Content,
            // Words taken for spam are a matter of reputation first: the same text passes from a
            // sender who is trusted.
            Self::OwnLimit
            | Self::Sender
            | Self::Authentication
            | Self::Relay
            | Self::Reputation
            | Self::Spam
            | Self::Restricted => BounceKind::Blocked,
            Self::Moved => BounceKind::Moved,
            Self::Closed | Self::UnknownUser | Self::UnknownHost | Self::RecipientRejected => {
                BounceKind::Invalid
            }
        }
    }

    /// The enhanced status code (RFC 3463) for words that come without one.
    const fn code(self) -> &'static str {
        match self {
            Self::Greylisted => "4.7.1",
            Self::Full => "5.2.2",
            Self::Large => "5.3.4",
            Self::Header => "5.6.0",
            Self::OwnLimit | Self::Rate => "4.7.0",
            Self::Sender
            | Self::Authentication
            | Self::Relay
            | Self::Reputation
            | Self::Virus
            | Self::Spam
            | Self::Restricted => "5.7.1",
            Self::Moved => "5.1.6",
            Self::Closed => "5.2.1",
            Self::UnknownUser | Self::RecipientRejected => "5.1.1",
            Self::UnknownHost => "5.1.2",
            Self::Loop => "5.4.6",
            Self::System => "4.3.0",
            Self::Expired => "4.4.7",
            Self::Network => "4.4.1",
        }
    }

    /// Whether it only tells that something did not work: an exact code tells more.
    const fn is_weak(self) -> bool {
        matches!(self, Self::Loop | Self::System | Self::Expired | Self::Network)
    }
}

/// What is known of one refusal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Refusal<'a> {
    /// The refusing server's own words, as they stand.
    pub words: &'a str,
    /// The prose of the report about this recipient.
    pub around: &'a str,
    /// The code chosen by [`status::best`].
    pub code: Option<&'a str>,
    /// The class (4 or 5) of the reporting server's own `Status` field.
    pub field_class: Option<char>,
    /// The command that was refused.
    pub command: Option<Command>,
}

/// What a refusal was found to mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Meaning {
    /// The kind, where words or the command say more than the code.
    pub kind: Option<BounceKind>,
    /// The code that stands for the words.
    pub code: Option<&'static str>,
}

/// Weighs words, code and command.
#[must_use]
pub fn meaning(refusal: &Refusal<'_>) -> Meaning {
    let near_words = quoted(shorten(refusal.words, LONGEST_WORDS));
    let near = matcher::search(&clean(near_words));
    let exact_code = refusal.code.filter(|code| !is_vague(code));
    let near_exact = near.exact.filter(|topic| !(topic.is_weak() && exact_code.is_some()));
    let topic = match (near_exact, exact_code) {
        (Some(topic), _) => Some(topic),
        (None, Some(_)) => None,
        (None, None) => {
            let wide = matcher::search(&clean(shorten(refusal.around, LONGEST_PROSE)));
            near.vague.or(wide.exact).or(wide.vague)
        }
    };
    let reply = status::reply(near_words).or_else(|| status::reply(refusal.around));
    Meaning {
        kind: kind_of(refusal, topic, exact_code, reply),
        code: topic.or(near.exact).map(Topic::code),
    }
}

fn kind_of(
    refusal: &Refusal<'_>,
    topic: Option<Topic>,
    exact_code: Option<&str>,
    reply: Option<u16>,
) -> Option<BounceKind> {
    let about_sender = refusal.command.is_some_and(Command::before_recipient);
    let temporary =
        refusal.code.map_or(reply.is_some_and(|reply| reply < 500), |code| code.starts_with('4'));
    let Some(topic) = topic else {
        return match (exact_code, reply) {
            (Some(code), _) => {
                // The recipient was not yet named, so the refusal cannot be about him.
                (about_sender && failure_kind(Some(code)) == BounceKind::Invalid)
                    .then_some(BounceKind::Blocked)
            }
            (None, Some(reply)) if about_sender && reply >= 500 => Some(BounceKind::Blocked),
            // "User not local" (RFC 5321 section 4.2.3).
            (None, Some(551)) => Some(BounceKind::Moved),
            (None, Some(552)) => Some(BounceKind::Soft),
            (None, _) => None,
        };
    };
    Some(match topic {
        Topic::Closed | Topic::UnknownUser | Topic::RecipientRejected | Topic::Moved
            if about_sender =>
        {
            BounceKind::Blocked
        }
        Topic::UnknownHost if about_sender => BounceKind::Blocked,
        // It was accepted at RCPT, so the address exists; what refuses it after the content is a
        // filter of the recipient, as mobile carriers have them. With pipelining the answer to
        // RCPT is listed under DATA; a code of the address tells.
        Topic::UnknownUser
            if refusal.command == Some(Command::Data)
                && exact_code.is_none_or(|code| code.get(1..4) != Some(".1.")) =>
        {
            BounceKind::Blocked
        }
        // The sending server looked the domain up itself and calls the result temporary.
        Topic::UnknownHost if temporary && refusal.field_class == Some('4') => BounceKind::Soft,
        topic => topic.kind(),
    })
}

/// Codes that say little of the cause: an unspecified detail, protocol errors, and 4.7.x, which
/// stands for greylisting and for reputation alike.
fn is_vague(code: &str) -> bool {
    code.ends_with(".0") || code.get(1..4) == Some(".5.") || code.starts_with("4.7.")
}

/// `5.1.0 - Unknown address error 550-'5.7.1 denied'`: some services say what they make of a
/// refusal first; what counts is the refusal itself, in quotes behind its reply.
fn quoted(words: &str) -> &str {
    words
        .find("-'")
        .filter(|place| {
            *place >= 3 && words.as_bytes()[place - 3..*place].iter().all(u8::is_ascii_digit)
        })
        .and_then(|place| words.get(place + 2..))
        .unwrap_or(words)
}

fn shorten(text: &str, longest: usize) -> &str {
    &text[..text.floor_char_boundary(longest)]
}

#[cfg(test)]
mod tests;
