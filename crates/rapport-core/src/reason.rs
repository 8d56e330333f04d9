//! Reasons: why anything happened or did not, in words the user sees (I12).
//!
//! Each reason is data first; its `Display` is the sentence on the page. One sentence carries no
//! full stop; two do.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::decide::Matter;
use crate::outbox::ItemState;
use crate::pace::Cap;
use crate::suppression::SuppressReason;

/// Why something happened or did not.
#[derive(Clone, PartialEq, Debug)]
#[expect(missing_docs, reason = "the sentences below are the documentation of the variants")]
pub enum Reason {
    // What the plan did.
    Started { playbook: String },
    StepDue { step: String, best_by: Timestamp },
    DraftReady { step: String },
    StepSkipped { step: String, why: SkipReason },
    NextStep { step: String, due: Timestamp },
    AllStepsDone,
    WindowPassed { step: String },
    Expired { step: String },
    PaceShift { cap: Cap, until: Timestamp },
    StillWaiting { until: Timestamp },
    Reopened { step: String },
    Replanned { what: String },

    // What the user did.
    Approved { until: Timestamp, seconds: i64 },
    TakenBack,
    Edited,
    Snoozed { until: Timestamp },
    SkippedByUser { step: String },
    EndedByUser,
    Parked,
    Ticked { step: String },
    Belated,
    Resumed,
    StopConfirmed,
    StopBecameFinal,
    UserSaysArrived,
    UserSaysNotArrived,
    RuledOut,
    StopAll,

    // What came in.
    Answered { name: String },
    DeclinedBy { name: String },
    ColleagueAnswered { name: String },
    ThanksGoOn { name: String },
    ReportGoesOn { name: String },
    Away { name: String, until: Option<Date> },
    Unreachable { address: String },
    SoftBounce { count: u8 },
    OurSide { what: String },
    OptedOut { name: String },
    Complained { name: String },
    UnclearMail { name: String },
    Later { name: String, until: Option<Date> },
    NeedsUser { name: String, matter: Matter },
    NoteRefused { why: String },
    WroteByHand { name: String },
    MeetingArranged { name: String },
    MeetingAhead { name: String, on: Date },
    MeetingCalledOff { name: String },
    Reclassified { to: String },
    NoNews,

    // What delivery did.
    Queued { not_before: Timestamp },
    Sent,
    Deferred { why: String, until: Timestamp },
    Refused { why: String },
    Uncertain { why: String },
    FoundInSent,

    // What the world did.
    OpportunityClosed { stage: &'static str },
    AppointmentCancelled,
    AlreadyOver,

    // Why an item waits.
    ClockOffset,
    EpochHeld,
    AccountPaused { what: String },
    UnprocessedMail { count: u32 },
    MailboxUnread { since: Option<Timestamp> },
    SenderAway { until: Timestamp },
    NotYetDue { due: Timestamp },
    OutsideHours { until: Timestamp },
    AccountBudget { until: Timestamp },
    Pace { cap: Cap, until: Option<Timestamp> },

    // Why an item never goes.
    Suppressed { reason: SuppressReason },
    ItemNotWaiting { state: ItemState },
    FollowUpMovedOn,
    ApprovalVoid,
    NoBasis { why: String },
    NoAddress { channel: &'static str },
    WindowClosed { closes: Timestamp },
}

/// Why a step is not planned.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the sentences below are the documentation of the variants")]
pub enum SkipReason {
    CoveredBy { name: String },
    NotKeen,
    DecisionTooSoon,
    DecisionNotSameDay,
    DecisionSameDay,
    NoPostalAddress,
    OnRequest,
    PreviousTooLate,
    TooLate,
    ToldToWait,
    Pace { cap: Cap },
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CoveredBy { name } => write!(f, "covered by {name}"),
            Self::NotKeen => f.write_str("only where you really want it: rate the fit 4 or 5"),
            Self::DecisionTooSoon => f.write_str("it would arrive after their decision"),
            Self::DecisionNotSameDay => f.write_str("only when they decide on the same day"),
            Self::DecisionSameDay => f.write_str("they decide today, the short note goes instead"),
            Self::NoPostalAddress => f.write_str("no postal address is known"),
            Self::OnRequest => f.write_str("only when you ask for it"),
            Self::PreviousTooLate => {
                f.write_str("the step before it ran so late that it was the last")
            }
            Self::TooLate => f.write_str("its time was over before it could be planned"),
            Self::ToldToWait => f.write_str("they said they would contact you: one check is all"),
            Self::Pace { cap } => write!(f, "{cap}"),
        }
    }
}

impl fmt::Display for Cap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Distance => "three working days between any two notes to one person",
            Self::Unanswered => "your last note is still unanswered",
            Self::Thread => "enough unanswered notes in this thread",
            Self::Month => "four notes to one person in 30 days",
            Self::Year => "eight notes in a year without an answer",
            Self::Sleep => "three notes were ignored, so this person is left alone for a year",
            Self::Status => "one status question per organisation in five working days",
            Self::Thanks => "two thank-you notes to one customer in a year",
            Self::Greeting => "one greeting a year",
            Self::FirstNotes => "fifteen first notes to new people a day",
            Self::Day => "forty notes a day",
        })
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Started { playbook } => write!(f, "the playbook \"{playbook}\" started"),
            Self::StepDue { step, .. } => write!(f, "{step} is due, so it is being written"),
            Self::DraftReady { step } => write!(f, "{step} is written and waits for your yes"),
            Self::StepSkipped { step, why } => write!(f, "{step} is left out: {why}"),
            Self::NextStep { step, .. } => write!(f, "{step} is next"),
            Self::AllStepsDone => f.write_str("every step is done"),
            Self::WindowPassed { step } => {
                write!(
                    f,
                    "{step} is past its best-by time. Send a belated version, skip it or call?"
                )
            }
            Self::Expired { step } => {
                write!(f, "{step} was dropped: too late is worse than not at all")
            }
            Self::PaceShift { cap, .. } => write!(f, "moved later: {cap}"),
            Self::StillWaiting { .. } => f.write_str("it is not time yet"),
            Self::Reopened { step } => write!(f, "{step} goes on where it stood"),
            Self::Replanned { what } => write!(f, "the dates moved: {what}"),

            Self::Approved { seconds: 0, .. } => f.write_str("you approved it"),
            Self::Approved { seconds, .. } => {
                write!(f, "you approved it; it can be taken back for {seconds} seconds")
            }
            Self::TakenBack => f.write_str("you took the approval back"),
            Self::Edited => f.write_str("you edited the note, so it needs a new yes"),
            Self::Snoozed { .. } => f.write_str("you put it off"),
            Self::SkippedByUser { step } => write!(f, "you skipped {step}"),
            Self::EndedByUser => f.write_str("you ended this follow-up"),
            Self::Parked => f.write_str("you parked this contact"),
            Self::Ticked { step } => write!(f, "you did {step} by hand"),
            Self::Belated => f.write_str("you chose to send a belated version"),
            Self::Resumed => f.write_str("you let it go on"),
            Self::StopConfirmed => f.write_str("you confirmed the stop"),
            Self::StopBecameFinal => f.write_str("30 days passed, so the stop is final"),
            Self::UserSaysArrived => f.write_str("you said that it arrived"),
            Self::UserSaysNotArrived => {
                f.write_str("you said that it did not arrive, so it may go again")
            }
            Self::RuledOut => f.write_str(
                "you ruled this place out, so nothing goes there but a polite withdrawal",
            ),
            Self::StopAll => {
                f.write_str("everything is stopped: nothing goes out until you lift it")
            }

            Self::Answered { name } => {
                write!(f, "{name} answered, so the remaining notes will not go out")
            }
            Self::DeclinedBy { name } => {
                write!(f, "{name} said no, so the remaining notes will not go out")
            }
            Self::ColleagueAnswered { name } => {
                write!(f, "{name} answered for the same opportunity, so this waits too")
            }
            Self::ThanksGoOn { name } => {
                write!(f, "{name} answered; the thank-you still goes, the later checks wait")
            }
            Self::ReportGoesOn { name } => {
                write!(f, "{name} answered; they still hear how it ends")
            }
            Self::Away { name, until: Some(until) } => {
                write!(
                    f,
                    "{name} is away until {}; it waits for their first working hour after",
                    day(*until)
                )
            }
            Self::Away { name, until: None } => {
                write!(f, "{name} is away and named no date; it waits five working days")
            }
            Self::Unreachable { address } => write!(f, "{address} does not exist any more"),
            Self::SoftBounce { count } => {
                write!(f, "it could not be delivered for now (time {count})")
            }
            Self::OurSide { what } => {
                write!(f, "the server refused our account, not the person: {what}")
            }
            Self::OptedOut { name } => {
                write!(f, "{name} asked to get nothing any more, so nothing will be sent, for ever")
            }
            Self::Complained { name } => {
                write!(f, "{name} reported a message as spam, so nothing will be sent, for ever")
            }
            Self::UnclearMail { name } => {
                write!(f, "something came from {name} that is unclear. What was it?")
            }
            Self::Later { name, until: Some(until) } => {
                write!(f, "{name} asked to hear from you later: from {} on", day(*until))
            }
            Self::Later { name, until: None } => {
                write!(f, "{name} asked to hear from you later and named no day")
            }
            Self::NeedsUser { name, matter } => match matter {
                Matter::Departed { successor: Some(successor) } => {
                    write!(f, "{name} no longer works there; they name {successor}. Write there?")
                }
                Matter::Departed { successor: None } => {
                    write!(f, "{name} no longer works there. Is another address known?")
                }
                Matter::LongAbsence { until: Some(until) } => {
                    write!(f, "{name} is away for long, until {}. Wait that long?", day(*until))
                }
                Matter::LongAbsence { until: None } => {
                    write!(f, "{name} is away for months. Wait, or write to somebody else?")
                }
                Matter::Challenge => {
                    write!(f, "a machine of {name} wants proof that a person wrote. Give it?")
                }
            },
            Self::NoteRefused { why } => {
                write!(f, "the server refused this note for what is in it, not the person: {why}")
            }
            Self::WroteByHand { name } => {
                write!(f, "you wrote to {name} yourself. Is this step still needed?")
            }
            Self::MeetingArranged { name } => write!(f, "a meeting with {name} was arranged"),
            Self::MeetingAhead { name, on } => {
                write!(f, "you meet {name} on {}: nothing that asks goes out before", day(*on))
            }
            Self::MeetingCalledOff { name } => write!(
                f,
                "the meeting with {name} does not take place as planned. Is this step still needed?"
            ),
            Self::Reclassified { to } => write!(f, "you corrected what came in: {to}"),
            Self::NoNews => f.write_str("this changes nothing"),

            Self::Queued { .. } => f.write_str("it is in the outbox"),
            Self::Sent => f.write_str("it was sent"),
            Self::Deferred { why, .. } => write!(f, "put off: {why}"),
            Self::Refused { why } => write!(f, "the server refused it: {why}"),
            Self::Uncertain { why } => {
                write!(
                    f,
                    "nobody knows whether it arrived: {why}. It is looked for and never sent again by itself"
                )
            }
            Self::FoundInSent => f.write_str("it was found among the sent mail, so it did go out"),

            Self::OpportunityClosed { stage } => write!(f, "the opportunity is {stage}"),
            Self::AppointmentCancelled => f.write_str("the appointment was called off"),
            Self::AlreadyOver => f.write_str("it was already over; kept in the journal only"),

            Self::ClockOffset => {
                f.write_str("the practice clock is moved; real mail waits until it is set back")
            }
            Self::EpochHeld => f.write_str(
                "this database was restored, so the sent mail is searched before anything goes out",
            ),
            Self::AccountPaused { what } => write!(f, "the mail account is stopped: {what}"),
            Self::UnprocessedMail { count } => {
                write!(f, "{count} new messages have to be read first")
            }
            Self::MailboxUnread { .. } => {
                f.write_str("the mailbox could not be read lately, and nothing is sent blind")
            }
            Self::SenderAway { .. } => f.write_str("you are away"),
            Self::NotYetDue { .. } => f.write_str("it waits for its time"),
            Self::OutsideHours { .. } => f.write_str("it is outside their working hours"),
            Self::AccountBudget { .. } => {
                f.write_str("the mail account keeps its distance between notes")
            }
            Self::Pace { cap, .. } => write!(f, "held back: {cap}"),

            Self::Suppressed { reason } => {
                write!(f, "this address gets nothing any more ({})", reason.word())
            }
            Self::ItemNotWaiting { state } => write!(f, "it is already {}", state.word()),
            Self::FollowUpMovedOn => f.write_str("the follow-up went on without it"),
            Self::ApprovalVoid => f.write_str("the note changed after your yes"),
            Self::NoBasis { why } => write!(f, "there is no basis for a commercial note: {why}"),
            Self::NoAddress { channel } => write!(f, "no address is known for {channel}"),
            Self::WindowClosed { .. } => f.write_str("its best-by time passed before it could go"),
        }
    }
}

/// "Thursday 26 November", the way people say a date.
#[must_use]
pub fn day(date: Date) -> String {
    date.strftime("%A %-d %B").to_string()
}

impl Reason {
    /// Whether the user should hear of it under "just happened".
    #[must_use]
    pub const fn is_news(&self) -> bool {
        matches!(
            self,
            Self::Expired { .. }
                | Self::StopBecameFinal
                | Self::Answered { .. }
                | Self::DeclinedBy { .. }
                | Self::ColleagueAnswered { .. }
                | Self::ThanksGoOn { .. }
                | Self::ReportGoesOn { .. }
                | Self::Away { .. }
                | Self::Unreachable { .. }
                | Self::OurSide { .. }
                | Self::OptedOut { .. }
                | Self::Complained { .. }
                | Self::MeetingArranged { .. }
                | Self::Later { .. }
                | Self::NeedsUser { .. }
                | Self::NoteRefused { .. }
                | Self::Sent
                | Self::FoundInSent
                | Self::Refused { .. }
                | Self::OpportunityClosed { .. }
        )
    }
}
