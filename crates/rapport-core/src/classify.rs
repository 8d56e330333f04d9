//! From evidence to verdict: what an inbound message means for the follow-ups.
//!
//! `rapport-mail` reads bytes and lists [`Sign`]s with the place where each was seen; this module
//! weighs them and answers with a [`Verdict`]. It never looks at bytes, and it never acts:
//! [`crate::person`] decides what a verdict causes.
//!
//! Two errors weigh most: taking a person for a machine, and missing a wish to stop.
//! When the signs do not suffice the verdict is [`Class::Unclear`], which holds and asks.

use jiff::civil::Date;

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
    /// The address we wrote to where the report tells it (`Original-Recipient`), else the final one.
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
    /// Words that say no without asking to stop.
    Decline,
    /// Something is asked: the user owes an answer.
    Question,
    /// Text that a person may have written.
    HumanText,
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
    /// Policy, reputation or authentication: our own account has to be repaired, the contact is
    /// innocent.
    Blocked,
    /// This one message was refused for what is in it: its size, a file, words taken for spam.
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

/// Weighs the signs. Total: any list of signs gives a verdict.
///
/// The order follows RFC 3834 and RFC 3464 first (a machine that says it is one is believed),
/// then the words of people; a wish to stop beats every other reading of a person's text.
#[must_use]
pub fn classify(signs: &[Sign]) -> Verdict {
    let find = |wanted: fn(&SignKind) -> bool| signs.iter().find(|sign| wanted(&sign.kind));
    let verdict = |class, confidence, sign: &Sign| Verdict {
        class,
        confidence,
        evidence: evidence_lines(sign, signs),
    };

    if let Some(sign) = find(|kind| matches!(kind, SignKind::Complaint)) {
        return verdict(Class::Complaint, 100, sign);
    }
    if let Some(sign) = find(|kind| matches!(kind, SignKind::DeliveryReport(_))) {
        return verdict(bounce_class(&sign.kind), 95, sign);
    }
    if let Some(sign) = find(|kind| matches!(kind, SignKind::ReadReceipt)) {
        return verdict(Class::Receipt, 95, sign);
    }
    if let Some(sign) = find(|kind| matches!(kind, SignKind::Calendar(_)))
        && let SignKind::Calendar(method) = sign.kind
    {
        return verdict(Class::Calendar(method), 90, sign);
    }
    if let Some(sign) = find(|kind| {
        matches!(kind, SignKind::AutoSubmitted(AutoSubmitted::Replied) | SignKind::AutoReplyHeader)
    }) {
        return verdict(away(signs), 90, sign);
    }
    let automatic = find(|kind| {
        matches!(
            kind,
            SignKind::AutoSubmitted(_) | SignKind::NullReturnPath | SignKind::RobotSender
        )
    });
    if let Some(sign) = find(|kind| matches!(kind, SignKind::AwaySubject)) {
        // Some servers send nothing but the subject; a person rarely writes it.
        let confidence = if automatic.is_some() { 90 } else { 75 };
        return verdict(away(signs), confidence, sign);
    }
    if let Some(sign) = find(|kind| matches!(kind, SignKind::ListMail)) {
        return verdict(Class::Newsletter, 85, sign);
    }
    if let Some(sign) = automatic {
        return verdict(Class::Unclear, 50, sign);
    }
    if let Some(sign) = find(|kind| matches!(kind, SignKind::StopWish)) {
        return verdict(Class::OptOut, 90, sign);
    }
    if let Some(sign) = find(|kind| matches!(kind, SignKind::Decline)) {
        return verdict(Class::Answer(Intent::Decline), 80, sign);
    }
    if let Some(sign) = find(|kind| matches!(kind, SignKind::BulkPrecedence)) {
        return verdict(Class::Unclear, 40, sign);
    }
    if let Some(sign) = find(|kind| matches!(kind, SignKind::Question)) {
        return verdict(Class::Answer(Intent::Question), 85, sign);
    }
    if let Some(sign) = find(|kind| matches!(kind, SignKind::HumanText)) {
        return verdict(Class::Answer(Intent::Plain), 80, sign);
    }
    Verdict {
        class: Class::Unclear,
        confidence: 0,
        evidence: vec!["nothing in it could be read".to_owned()],
    }
}

fn away(signs: &[Sign]) -> Class {
    let until = signs.iter().find_map(|sign| match sign.kind {
        SignKind::ReturnDate(date) => Some(date),
        _ => None,
    });
    Class::Away { until }
}

/// The worst news among the recipients decides; RFC 3463 gives the classes of status codes.
fn bounce_class(kind: &SignKind) -> Class {
    let SignKind::DeliveryReport(recipients) = kind else {
        return Class::Unclear;
    };
    let mut worst = Class::Receipt;
    for report in recipients {
        let class = match report.action {
            DeliveryAction::Failed => {
                Class::Bounce(report.kind.unwrap_or_else(|| failure_kind(report.status.as_deref())))
            }
            DeliveryAction::Delayed => Class::Bounce(BounceKind::Delayed),
            DeliveryAction::Delivered => Class::Receipt,
        };
        if weight(&class) > weight(&worst) {
            worst = class;
        }
    }
    worst
}

const fn weight(class: &Class) -> u8 {
    match class {
        Class::Bounce(BounceKind::Invalid) => 6,
        Class::Bounce(BounceKind::Moved) => 5,
        Class::Bounce(BounceKind::Blocked) => 4,
        Class::Bounce(BounceKind::Content) => 3,
        Class::Bounce(BounceKind::Soft) => 2,
        Class::Bounce(BounceKind::Delayed) => 1,
        _ => 0,
    }
}

/// Reads an enhanced status code (RFC 3463): 5.1.x and 5.2.1 are the address, 5.7.x our policy or
/// authentication, 5.2.2 a full mailbox (soft), 4.x.x temporary. Without a code the failure counts
/// as soft, because ending a contact on a guess costs more than one more try.
#[must_use]
pub fn failure_kind(status: Option<&str>) -> BounceKind {
    let Some(status) = status else {
        return BounceKind::Soft;
    };
    let mut parts = status.split('.').map(|part| part.trim().parse::<u16>().unwrap_or(0));
    let (class, subject, detail) =
        (parts.next().unwrap_or(0), parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    match (class, subject, detail) {
        (5, 1, 7 | 8) | (5, 7, _) => BounceKind::Blocked,
        // 5.2.2 is full, 5.2.3 is a message longer than the mailbox takes.
        (5, 2, 2 | 3) | (5, 3 | 6, _) => BounceKind::Soft,
        (5, 1 | 2, _) => BounceKind::Invalid,
        (5, 4, 1 | 4) => BounceKind::Invalid,
        _ => BounceKind::Soft,
    }
}

fn evidence_lines(first: &Sign, signs: &[Sign]) -> Vec<String> {
    let mut lines = vec![line(first)];
    for sign in signs {
        let text = line(sign);
        if !lines.contains(&text) && !matches!(sign.kind, SignKind::HumanText) {
            lines.push(text);
        }
    }
    lines
}

fn line(sign: &Sign) -> String {
    match &sign.place {
        Place::Header(name) => format!("header {name}: {}", sign.words),
        Place::Subject => format!("subject: {}", sign.words),
        Place::Text => format!("text: {}", sign.words),
        Place::Report => format!("delivery report: {}", sign.words),
    }
}

#[cfg(test)]
mod tests;
