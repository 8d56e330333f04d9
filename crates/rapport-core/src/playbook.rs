//! Playbooks: versioned plans of steps with offsets, windows and stop rules.
//!
//! A playbook is data. Its file format and the checker that names line and remedy live in
//! `rapport-app`; this is what a checked file becomes. A running follow-up keeps its version.
//! Turning offsets into dates is [`crate::plan`].

use std::fmt;
use std::sync::Arc;

use crate::touchpoint::Channel;

/// The key of a playbook, such as `PB01`; the user's own have keys of their own.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PlaybookKey(Arc<str>);

impl PlaybookKey {
    /// 1 to 32 letters, digits, `-` or `_`; kept in capitals.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=32).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        fits.then(|| Self(text.to_ascii_uppercase().into()))
    }

    /// The key.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PlaybookKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A distance in time. Business days are those of the recipient.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Offset {
    /// Minutes of the clock, counted in the recipient's working hours only at its end: an instant
    /// outside them moves to the next working morning.
    Minutes(i32),
    /// Business days, and the part of the day meant.
    BusinessDays(i16),
}

/// When a step may, should and must happen, each from the anchor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Timing {
    /// Not before.
    pub earliest: Offset,
    /// Best.
    pub preferred: Offset,
    /// Best by: past it, nothing goes out by itself.
    pub latest: Offset,
}

/// What the offsets of a step count from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// The event that started the playbook.
    Anchor,
    /// The step before it: when that was sent.
    Previous,
    /// The start of the appointment; offsets are negative (PB00).
    Appointment,
    /// The end of the pursuit, however it ends; until then the step waits (PB04).
    Outcome,
}

/// What a step is for. Pace and tone depend on it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Purpose {
    /// Thanks.
    Thanks,
    /// "How does it stand?": the nuisance limits count these per organisation.
    StatusCheck,
    /// News, an article, a congratulation, without a question about status.
    KeepInTouch,
    /// One wish: a name, an introduction, a talk.
    Request,
    /// A reference is warned (B6).
    Alert,
    /// What came of it.
    Report,
    /// An answer to somebody who asked first.
    Answer,
    /// A reminder with something new.
    Nudge,
    /// The door stays open, the file is closed.
    Closing,
    /// Something to do before a meeting.
    Preparation,
    /// A polite step back from a place that was ruled out.
    Withdrawal,
    /// A greeting for a holiday.
    Greeting,
}

impl Purpose {
    /// All purposes.
    pub const ALL: [Self; 12] = [
        Self::Thanks,
        Self::StatusCheck,
        Self::KeepInTouch,
        Self::Request,
        Self::Alert,
        Self::Report,
        Self::Answer,
        Self::Nudge,
        Self::Closing,
        Self::Preparation,
        Self::Withdrawal,
        Self::Greeting,
    ];

    /// The word stored and written in playbook files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Thanks => "thanks",
            Self::StatusCheck => "status-check",
            Self::KeepInTouch => "keep-in-touch",
            Self::Request => "request",
            Self::Alert => "alert",
            Self::Report => "report",
            Self::Answer => "answer",
            Self::Nudge => "nudge",
            Self::Closing => "closing",
            Self::Preparation => "preparation",
            Self::Withdrawal => "withdrawal",
            Self::Greeting => "greeting",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.word() == word)
    }

    /// True for steps that ask something of somebody who has not answered. Who is met soon can be
    /// asked in person, so these wait for no mail while a meeting is ahead.
    #[must_use]
    pub const fn wants_answer(self) -> bool {
        matches!(self, Self::StatusCheck | Self::Nudge | Self::Closing | Self::Request)
    }

    /// True for steps that chase: an answer from one person of an opportunity holds them for all,
    /// while thanks still unsent go on.
    #[must_use]
    pub const fn is_chase(self) -> bool {
        matches!(
            self,
            Self::StatusCheck | Self::Nudge | Self::Closing | Self::KeepInTouch | Self::Request
        )
    }
}

/// Who of an opportunity a step goes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Audience {
    /// Each person.
    Each,
    /// The main contact only; the others show "covered by Dana".
    Main,
}

/// Whether a mail opens a thread.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Threading {
    /// A subject of its own.
    Fresh,
    /// In the thread of the step before it, `Re:` with the same subject.
    SameThread,
}

/// What must hold for a step to be planned at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Condition {
    /// The user really wants it (fit 4 or 5).
    Keen,
    /// The decision is at least so many business days away, or no date is known.
    DecisionAtLeast(u16),
    /// They decide on the day of the meeting.
    DecisionSameDay,
    /// They do not decide on the day of the meeting.
    DecisionLater,
    /// A postal address is known.
    PostalAddress,
    /// The user must ask for it; planned only then.
    OnRequest,
}

/// How many words the body should and may have, greeting and signature left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WordLimits {
    /// The lower end of the good range.
    pub from: u16,
    /// The upper end of the good range.
    pub to: u16,
    /// The hard limit.
    pub max: u16,
}

/// One planned act of a playbook.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// The key within the playbook, such as `thanks`.
    pub key: String,
    /// What the user sees: "Thank-you note".
    pub title: String,
    /// What it is for.
    pub purpose: Purpose,
    /// By what means.
    pub channel: Channel,
    /// To whom of an opportunity.
    pub audience: Audience,
    /// Fresh subject or in the thread.
    pub threading: Threading,
    /// What the offsets count from.
    pub origin: Origin,
    /// The window.
    pub timing: Timing,
    /// The window from the day they promised to decide, when one is known.
    pub promised: Option<Timing>,
    /// Too late after, from the anchor; past it the step is dropped.
    pub expiry: Offset,
    /// May run until 20:00 of the anchor's own day.
    pub same_day: bool,
    /// At least so many business days after the step before it was sent.
    pub gap: u16,
    /// Dropped when the step before it was sent later than so many business days after the anchor.
    pub drop_if_previous_after: Option<u16>,
    /// Happens again and again, each time counted from the last (PB07).
    pub repeats: bool,
    /// What must hold.
    pub conditions: Vec<Condition>,
    /// Word limits; `None` for acts without a text.
    pub words: Option<WordLimits>,
    /// The name of the text, such as `pb01/thanks`; `None` for acts without one.
    pub template: Option<String>,
    /// Why this step, this window: shown by "why?".
    pub why: String,
    /// Where the figures come from.
    pub sources: Vec<String>,
}

/// What an answer does to a follow-up of this playbook.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OnAnswer {
    /// It stops and waits for the user's yes to end; the rule.
    Hold,
    /// It stops and ends by itself at once.
    End,
}

/// A versioned plan: steps, offsets, windows, stop rules.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Playbook {
    /// The key.
    pub key: PlaybookKey,
    /// Grows with each change; running follow-ups keep theirs.
    pub version: u32,
    /// What the user sees.
    pub title: String,
    /// What starts it, in words.
    pub anchor: String,
    /// Notes of a commercial character: basis of contact and postal address are required (CAN-SPAM,
    /// CASL, ePrivacy), and a way to opt out is offered.
    pub commercial: bool,
    /// Starts only after the user's yes, never by itself.
    pub proposed_only: bool,
    /// They asked first, so three business days between notes suffice.
    pub asked_first: bool,
    /// Exempt from the caps per person while the process is live (references, PB04).
    pub exempt_from_caps: bool,
    /// Unanswered messages allowed after the first in one thread; 2, or 3 for PB11.
    pub unanswered_after_first: u8,
    /// What an answer does.
    pub on_answer: OnAnswer,
    /// May go to a place that was ruled out (the polite withdrawal only).
    pub for_ruled_out: bool,
    /// The steps in order; never empty.
    pub steps: Vec<Step>,
}

impl Playbook {
    /// The step at an index.
    #[must_use]
    pub fn step(&self, index: u16) -> Option<&Step> {
        self.steps.get(usize::from(index))
    }
}
