//! From evidence to verdict: what an inbound message means for the follow-ups.
//!
//! `rapport-mail` reads bytes and lists [`Sign`]s with the place where each was seen; this module
//! weighs them and answers with a [`Verdict`]. It never looks at bytes, and it never acts:
//! [`crate::person`] decides what a verdict causes.
//!
//! Two errors weigh most: taking a person for a machine, and missing a wish to stop.
//! When the signs do not suffice the verdict is [`Class::Unclear`], which holds and asks.

mod bounce;
mod verdict;

use jiff::civil::Date;

use bounce::bounce_class;
pub use bounce::{failure_kind, worst_report};
pub use verdict::{classify, own_sign, suggestions};

/// The value of an `Auto-Submitted` header other than `no` (RFC 3834 section 5).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AutoSubmitted {
    /// `auto-replied`: the answer to one message, such as an away notice.
    Replied,
    /// `auto-generated`: made by a process without a direct trigger, such as a bounce.
    Generated,
    /// `auto-notified` (RFC 5436) or a value this program does not know.
    Other,
}

/// The `Action` field of one recipient in a delivery report (RFC 3464 section 2.3.3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DeliveryAction {
    /// It will not arrive.
    Failed,
    /// It has not arrived yet; never counted as a failure.
    Delayed,
    /// It arrived, was relayed or expanded.
    Delivered,
}

/// What a delivery report says of one recipient.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecipientReport {
    /// The address we wrote to where the report tells it (`Original-Recipient`), else the final
    /// one; empty if the report names nobody.
    pub address: String,
    /// What became of the message.
    pub action: DeliveryAction,
    /// The enhanced status code (RFC 3463), such as `5.1.1`; from the diagnostic where the field
    /// itself only says `5.0.0`.
    pub status: Option<String>,
    /// The server's own words.
    pub diagnostic: Option<String>,
    /// What the server's words say of a failure where they say more than the code; `None` leaves
    /// it to [`failure_kind`].
    pub kind: Option<BounceKind>,
}

/// The `METHOD` of a calendar message (RFC 5546).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CalendarMethod {
    /// An invitation.
    Request,
    /// An answer to an invitation.
    Reply,
    /// A meeting that is off.
    Cancel,
}

/// Where in a message a sign was seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// The header of this name.
    Header(String),
    /// The subject line.
    Subject,
    /// The newest text, quotes and signature left out.
    Text,
    /// The machine-readable part of a report.
    Report,
}

/// One kind of evidence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SignKind {
    /// RFC 3834 `Auto-Submitted`, other than `no`.
    AutoSubmitted(AutoSubmitted),
    /// A vendor's header that says "automatic reply", such as `X-Autoreply: yes`.
    AutoReplyHeader,
    /// `Return-Path: <>`, as bounces and away notices have it.
    NullReturnPath,
    /// `Precedence: bulk`, `junk` or `list`.
    BulkPrecedence,
    /// `List-Id` or another list header (RFC 2369, RFC 2919).
    ListMail,
    /// A sender such as `no-reply`, `mailer-daemon` or `postmaster`.
    RobotSender,
    /// A subject that mail programs put on away notices.
    AwaySubject,
    /// A subject that mail programs put on automatic answers of any kind.
    AutoReplySubject,
    /// A phrase of absence in the text.
    AwayPhrase,
    /// A date of return named in the text.
    ReturnDate(Date),
    /// A delivery report (RFC 3464), or the text of a server that never read it.
    DeliveryReport(Vec<RecipientReport>),
    /// A report of reading (RFC 8098).
    ReadReceipt,
    /// A report of abuse (RFC 5965).
    Complaint,
    /// A calendar message.
    Calendar(CalendarMethod),
    /// Words that ask to be left alone for good.
    StopWish,
    /// Something is asked: the user owes an answer.
    Question,
    /// Text that a person may have written.
    HumanText,
    /// Words that speak for one reading of the text: 1 point is a hint, 2 likely, 4 outright.
    Leaning {
        /// The reading.
        intent: Intent,
        /// How much it says.
        points: u8,
    },
    /// Words by which machines confirm that something arrived; points as in [`Self::Leaning`].
    Confirmation {
        /// How much it says.
        points: u8,
    },
    /// The text speaks of an application, a position, candidates.
    ApplicationTalk,
    /// The sender is a system that companies read applications with.
    ApplicantSystem,
    /// What the mail names of an application, for matching it with a pursuit.
    Application {
        /// The organisation applied to.
        organisation: Option<String>,
        /// The position applied for.
        role: Option<String>,
    },
    /// The number of a ticket or case.
    Reference(String),
    /// The person no longer works there, or nobody reads this mailbox any more.
    Departed,
    /// An absence of months: parental leave, a sabbatical, a long illness.
    LongAbsence,
    /// A machine asks to prove that a person wrote.
    Challenge,
    /// Somebody is named to write to instead; only ever a suggestion.
    Suggestion(Suggestion),
    /// It answers a message (`In-Reply-To` or `References`).
    InReply,
    /// The sender is one of the user's own addresses; see [`own_sign`].
    OwnAddress,
}

/// What a suggested person is to the one we wrote to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SuggestedAs {
    /// Stands in during an absence.
    Deputy,
    /// Has taken over for good.
    Successor,
    /// Is the right person to ask.
    Referral,
}

/// Somebody a mail names to write to instead. Nobody is ever written to by this alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// What they are to the one we wrote to.
    pub role: SuggestedAs,
    /// Their name as written.
    pub name: Option<String>,
    /// Their address, lower case.
    pub address: Option<String>,
}

impl std::fmt::Display for Suggestion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.name, &self.address) {
            (Some(name), Some(address)) => write!(f, "{name} <{address}>"),
            (Some(one), None) | (None, Some(one)) => f.write_str(one),
            (None, None) => f.write_str("somebody"),
        }
    }
}

/// One piece of evidence with its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sign {
    /// What kind of evidence it is.
    pub kind: SignKind,
    /// Where it was seen.
    pub place: Place,
    /// The words or the header value, for "why?".
    pub words: String,
}

/// What the server's refusal means for the address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BounceKind {
    /// The address does not exist or is closed: nothing will ever arrive there.
    Invalid,
    /// The person has moved or left; the report may name the new address.
    Moved,
    /// Full mailbox, greylisting, time-out: may arrive another time.
    Soft,
    /// Policy, reputation, authentication, words taken for spam: our own account has to be
    /// repaired, the contact is innocent.
    Blocked,
    /// This one message was refused for what it is: its size, a file, a virus, its header.
    Content,
    /// Only late so far.
    Delayed,
}

/// What a person's answer wants, as far as signs tell; of application mail what it announces.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Intent {
    /// No particular sign.
    Plain,
    /// They want to go on: talk, meet, see more.
    Interested,
    /// It asks something.
    Question,
    /// It orders or commissions something.
    Order,
    /// It reports a problem or complains to us.
    Problem,
    /// Not now, but later; from this day on if one is named.
    Later(Option<Date>),
    /// The wrong person, or a hint to another one.
    Referral,
    /// It says no; the follow-up ends, nothing is suppressed.
    Decline,
    /// An application was turned down.
    Rejection,
    /// An invitation to an interview, a test, a meeting.
    Invitation,
    /// An offer of a job or a contract.
    Offer,
}

impl Intent {
    /// Every reading, particulars left out.
    pub const ALL: [Self; 11] = [
        Self::Plain,
        Self::Interested,
        Self::Question,
        Self::Order,
        Self::Problem,
        Self::Later(None),
        Self::Referral,
        Self::Decline,
        Self::Rejection,
        Self::Invitation,
        Self::Offer,
    ];

    /// The word stored and printed for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Plain => "answer",
            Self::Interested => "interested",
            Self::Question => "question",
            Self::Order => "order",
            Self::Problem => "problem",
            Self::Later(_) => "later",
            Self::Referral => "referral",
            Self::Decline => "decline",
            Self::Rejection => "rejection",
            Self::Invitation => "invitation",
            Self::Offer => "offer",
        }
    }

    /// The same reading without its particulars.
    #[must_use]
    pub fn is_same_kind(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    /// Reads [`Self::word`]: whether a stored class word is that of a person's answer
    /// ([`Class::Answer`]), and which; a date is not in the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|intent| intent.word() == word)
    }
}

/// What a message is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Class {
    /// A person wrote.
    Answer(Intent),
    /// Absent, until a date if one is named.
    Away {
        /// The day named for the return.
        until: Option<Date>,
    },
    /// Absent for months; the user decides what to do.
    LongAbsence {
        /// The day named for the return.
        until: Option<Date>,
    },
    /// No longer works there, or nobody reads the mailbox any more.
    Departed {
        /// Who is named instead, in words.
        successor: Option<String>,
    },
    /// A machine confirms, or announces what became of an application: `Plain`, `Rejection`,
    /// `Invitation` or `Offer`.
    Acknowledgement(Intent),
    /// It did not arrive.
    Bounce(BounceKind),
    /// A wish to get nothing any more: for ever, everywhere.
    OptOut,
    /// The recipient reported our message as spam.
    Complaint,
    /// A machine asks to prove that a person wrote.
    Challenge,
    /// A meeting request, answer or cancellation.
    Calendar(CalendarMethod),
    /// Proof of delivery or reading; no news.
    Receipt,
    /// A newsletter or notice; no news.
    Newsletter,
    /// The user's own mail, seen by another way.
    Own,
    /// Cannot be told: hold and ask.
    Unclear,
}

impl Class {
    /// The word stored and printed for it.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Answer(intent) => intent.word(),
            Self::Away { .. } => "away",
            Self::LongAbsence { .. } => "long-absence",
            Self::Departed { .. } => "departed",
            Self::Acknowledgement(Intent::Rejection) => "rejection-notice",
            Self::Acknowledgement(Intent::Invitation) => "invitation-notice",
            Self::Acknowledgement(Intent::Offer) => "offer-notice",
            Self::Acknowledgement(_) => "acknowledgement",
            Self::Bounce(BounceKind::Invalid) => "bounce-hard",
            Self::Bounce(BounceKind::Moved) => "bounce-moved",
            Self::Bounce(BounceKind::Soft) => "bounce-soft",
            Self::Bounce(BounceKind::Blocked) => "bounce-our-side",
            Self::Bounce(BounceKind::Content) => "bounce-content",
            Self::Bounce(BounceKind::Delayed) => "delayed",
            Self::OptOut => "opt-out",
            Self::Complaint => "complaint",
            Self::Challenge => "challenge",
            Self::Calendar(_) => "calendar",
            Self::Receipt => "receipt",
            Self::Newsletter => "newsletter",
            Self::Own => "own",
            Self::Unclear => "unclear",
        }
    }
}

/// A class with how sure we are, and why.
#[derive(Clone, PartialEq, Debug)]
pub struct Verdict {
    /// What it is.
    pub class: Class,
    /// From 0 (a guess) to 100 (a server's own report).
    pub confidence: u8,
    /// The evidence in words, weightiest first.
    pub evidence: Vec<String>,
}

#[cfg(test)]
mod tests;
