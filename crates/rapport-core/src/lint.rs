//! Findings: what a reader of good will would mark in a note before it goes out.
//!
//! [`check`] is pure and total: any text in, findings out, each with its place, why it matters
//! and a better wording where there is one. It guards the promises D1 (personal, never a form
//! letter), D2 (right names), D4 (complete sender details) and D5 (quick and casual, not
//! desperate). Spelling and grammar are not here; neither is anything that needs the mailbox.
//! The phrase tables are in `lint/phrases`, names in `lint/names`, the measure of what is personal
//! in `lint/personal`.

mod dates;
mod manner;
mod names;
mod organisations;
mod personal;
mod phrases;
mod residue;
mod sender;
mod text;
mod words;

use jiff::civil::Date;

use crate::playbook::{Purpose, WordLimits};

pub use dates::date_in_words;
pub use residue::word_count;

use text::Text;

/// Whether a finding stands in the way of approval.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// The note cannot be approved as it is.
    Block,
    /// Shown, and left to the user.
    Warn,
}

impl Severity {
    /// The word stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Warn => "warn",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Block, Self::Warn].into_iter().find(|severity| severity.word() == word)
    }
}

/// What a finding is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rule {
    /// The recipient's name is misspelt, or the greeting names somebody else (D2).
    WrongName,
    /// The name of another contact stands in the note (D2).
    LeftOverName,
    /// The organisation is not spelled as it spells itself (D2).
    WrongOrganisation,
    /// The name of another organisation stands in the note (D2).
    LeftOverOrganisation,
    /// The role of another opportunity stands in the note (D2).
    LeftOverRole,
    /// A gap of the template that nobody filled.
    Placeholder,
    /// A sender detail that the user chose is missing (D4).
    MissingSender,
    /// It would leave from the domain of the present employer.
    SenderDomain,
    /// Longer than the step allows.
    TooLong,
    /// So short that it says nothing.
    TooShort,
    /// Tells of one's own need instead of their gain.
    Pleading,
    /// Blames them for silence.
    Reproach,
    /// Puts the consequences on them.
    Guilt,
    /// A threat, a flirt, a joke about harm.
    Threat,
    /// "Just checking in" and its kin, which serve only the sender.
    EmptyCheckIn,
    /// "Did you get my mail?"
    ReceiptDoubt,
    /// A deadline set for them.
    Pressure,
    /// Apologising for writing at all.
    OverApology,
    /// Gushing.
    Flattery,
    /// Talks as if the offer were made.
    Presumption,
    /// An offer inside a note of thanks.
    Pitch,
    /// More than two exclamation marks.
    Exclamations,
    /// More questions than a reader answers.
    Questions,
    /// Shouting.
    AllCaps,
    /// A picture or a smiley in a first contact.
    Emoji,
    /// Written to several people at once.
    GroupMail,
    /// It could have gone to anyone (D1).
    Generic,
    /// Nearly the words of another note (D1).
    NearIdentical,
    /// Speaks of an attachment, and there is none.
    AttachmentMissing,
    /// "Yesterday": wrong as soon as the note is held for a day.
    RelativeDate,
    /// A weekday that does not belong to its date.
    WeekdayDate,
    /// No greeting, or one without a name.
    Greeting,
    /// No subject.
    NoSubject,
}

impl Rule {
    /// All rules.
    pub const ALL: [Self; 33] = [
        Self::WrongName,
        Self::LeftOverName,
        Self::WrongOrganisation,
        Self::LeftOverOrganisation,
        Self::LeftOverRole,
        Self::Placeholder,
        Self::MissingSender,
        Self::SenderDomain,
        Self::TooLong,
        Self::TooShort,
        Self::Pleading,
        Self::Reproach,
        Self::Guilt,
        Self::Threat,
        Self::EmptyCheckIn,
        Self::ReceiptDoubt,
        Self::Pressure,
        Self::OverApology,
        Self::Flattery,
        Self::Presumption,
        Self::Pitch,
        Self::Exclamations,
        Self::Questions,
        Self::AllCaps,
        Self::Emoji,
        Self::GroupMail,
        Self::Generic,
        Self::NearIdentical,
        Self::AttachmentMissing,
        Self::RelativeDate,
        Self::WeekdayDate,
        Self::Greeting,
        Self::NoSubject,
    ];

    /// The word stored and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::WrongName => "wrong-name",
            Self::LeftOverName => "left-over-name",
            Self::WrongOrganisation => "wrong-organisation",
            Self::LeftOverOrganisation => "left-over-organisation",
            Self::LeftOverRole => "left-over-role",
            Self::Placeholder => "placeholder",
            Self::MissingSender => "missing-sender",
            Self::SenderDomain => "sender-domain",
            Self::TooLong => "too-long",
            Self::TooShort => "too-short",
            Self::Pleading => "pleading",
            Self::Reproach => "reproach",
            Self::Guilt => "guilt",
            Self::Threat => "threat",
            Self::EmptyCheckIn => "empty-check-in",
            Self::ReceiptDoubt => "receipt-doubt",
            Self::Pressure => "pressure",
            Self::OverApology => "over-apology",
            Self::Flattery => "flattery",
            Self::Presumption => "presumption",
            Self::Pitch => "pitch",
            Self::Exclamations => "exclamations",
            Self::Questions => "questions",
            Self::AllCaps => "all-caps",
            Self::Emoji => "emoji",
            Self::GroupMail => "group-mail",
            Self::Generic => "generic",
            Self::NearIdentical => "near-identical",
            Self::AttachmentMissing => "attachment-missing",
            Self::RelativeDate => "relative-date",
            Self::WeekdayDate => "weekday-date",
            Self::Greeting => "greeting",
            Self::NoSubject => "no-subject",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.word() == word)
    }

    /// True for what must never be overlooked, however often it was right before: names, gaps,
    /// whom it greets, where it leaves from. It can be dismissed for one note, never for good.
    #[must_use]
    pub const fn is_never_blind(self) -> bool {
        matches!(
            self,
            Self::WrongName
                | Self::LeftOverName
                | Self::WrongOrganisation
                | Self::LeftOverOrganisation
                | Self::LeftOverRole
                | Self::Placeholder
                | Self::MissingSender
                | Self::SenderDomain
                | Self::GroupMail
                | Self::Generic
                | Self::NearIdentical
                | Self::AttachmentMissing
                | Self::Greeting
                | Self::NoSubject
                | Self::Threat
        )
    }

    /// True for findings about the tone (D5).
    #[must_use]
    pub const fn is_tone(self) -> bool {
        matches!(
            self,
            Self::Pleading
                | Self::Reproach
                | Self::Guilt
                | Self::Threat
                | Self::EmptyCheckIn
                | Self::ReceiptDoubt
                | Self::Pressure
                | Self::OverApology
                | Self::Flattery
                | Self::Presumption
                | Self::Pitch
                | Self::Exclamations
                | Self::Questions
                | Self::AllCaps
                | Self::Emoji
        )
    }
}

/// The part of a note that a finding points into.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Part {
    /// The subject line.
    Subject,
    /// Greeting, text and close.
    Body,
    /// The sender block below it.
    Sender,
    /// What is attached.
    Attachments,
}

impl Part {
    /// The word stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Body => "body",
            Self::Sender => "sender",
            Self::Attachments => "attachments",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Subject, Self::Body, Self::Sender, Self::Attachments]
            .into_iter()
            .find(|part| part.word() == word)
    }
}

/// One result of [`check`]: a place, why it matters, a better wording.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// What it is about.
    pub rule: Rule,
    /// Whether it stands in the way of approval.
    pub severity: Severity,
    /// Where it points into.
    pub part: Part,
    /// The first character concerned, counted in characters of the part.
    pub start: usize,
    /// One past the last character concerned; `start == end` means the part as a whole.
    pub end: usize,
    /// The words concerned.
    pub text: String,
    /// Why it matters, in a sentence.
    pub why: String,
    /// What to say instead, in the language of the note where it is a wording.
    pub better: Option<String>,
}

/// What is checked: the note as it will arrive.
#[derive(Clone, Copy, Debug)]
pub struct Note<'a> {
    /// The subject; empty for a card or a letter without one.
    pub subject: &'a str,
    /// Greeting, text and close, without the sender block.
    pub body: &'a str,
    /// The sender block below it.
    pub sender_block: &'a str,
    /// How many files are attached.
    pub attachments: usize,
    /// The language, as a BCP 47 primary tag.
    pub language: &'a str,
}

/// One detail of the sender that the user chose to show (D4).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SenderDetail<'a> {
    /// What it is.
    pub kind: DetailKind,
    /// How it must appear.
    pub value: &'a str,
}

/// The kinds of sender details.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DetailKind {
    /// The user's name.
    Name,
    /// A mobile or landline number.
    Phone,
    /// A mail address.
    Mail,
    /// A postal address.
    Postal,
    /// A web page or a profile.
    Link,
}

impl DetailKind {
    /// How it is called in a sentence.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Name => "your name",
            Self::Phone => "your phone number",
            Self::Mail => "your mail address",
            Self::Postal => "your postal address",
            Self::Link => "your link",
        }
    }
}

/// What is known about the recipient, the meeting and the user's other affairs.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// The full name, spelled as the person spells it.
    pub recipient_name: &'a str,
    /// The name the greeting should use; often the full name.
    pub greeting_name: &'a str,
    /// The organisation, spelled as it spells itself.
    pub organisation: Option<&'a str>,
    /// The role the user is after.
    pub role: Option<&'a str>,
    /// Names of the user's other contacts. Those whom this note may rightly mention are left out
    /// or named in `facts`.
    pub other_people: &'a [&'a str],
    /// Names of the other organisations the user knows.
    pub other_organisations: &'a [&'a str],
    /// Roles of the user's other open opportunities.
    pub other_roles: &'a [&'a str],
    /// What only this meeting produced. Names in it are allowed in the note.
    pub facts: &'a [String],
    /// The sender details the user chose.
    pub sender: &'a [SenderDetail<'a>],
    /// The domain of the present employer, if the user named one: nothing leaves from there.
    pub present_employer_domain: Option<&'a str>,
    /// The word limits of the step.
    pub words: Option<WordLimits>,
    /// What the step is for.
    pub purpose: Purpose,
    /// The playbook is commercial: an offer inside the thanks blocks (PB12).
    pub commercial: bool,
    /// Bodies of notes to other people of the same opportunity, or earlier ones to this person.
    pub earlier_notes: &'a [String],
    /// The built-in text rendered without facts: what anyone would have got.
    pub template_plain: &'a str,
    /// Nothing went to this person before.
    pub first_contact: bool,
    /// The day of the meeting.
    pub met_on: Option<Date>,
    /// The day the note is expected to go out.
    pub sends_on: Option<Date>,
}

impl<'a> Facts<'a> {
    /// Facts about a recipient of whom only the name is known; the rest is empty.
    #[must_use]
    pub const fn about(recipient_name: &'a str, purpose: Purpose) -> Self {
        Self {
            recipient_name,
            greeting_name: recipient_name,
            organisation: None,
            role: None,
            other_people: &[],
            other_organisations: &[],
            other_roles: &[],
            facts: &[],
            sender: &[],
            present_employer_domain: None,
            words: None,
            purpose,
            commercial: false,
            earlier_notes: &[],
            template_plain: "",
            first_contact: false,
            met_on: None,
            sends_on: None,
        }
    }
}

/// All findings on a note: those that block first, then by place. Same input, same findings.
#[must_use]
pub fn check(note: &Note<'_>, facts: &Facts<'_>) -> Vec<Finding> {
    let checked = Checked {
        subject: Text::new(note.subject),
        body: Text::new(note.body),
        note: *note,
        facts,
    };
    let mut findings = Vec::new();
    names::check(&checked, &mut findings);
    organisations::check(&checked, &mut findings);
    residue::check(&checked, &mut findings);
    sender::check(&checked, &mut findings);
    phrases::check(&checked, &mut findings);
    manner::check(&checked, &mut findings);
    dates::check(&checked, &mut findings);
    personal::check(&checked, &mut findings);
    findings.sort_by_key(|finding| {
        (finding.part, finding.rule, finding.start, std::cmp::Reverse(finding.end))
    });
    findings.dedup_by(|later, earlier| {
        later.rule == earlier.rule
            && later.part == earlier.part
            && later.start < earlier.end
            && earlier.severity <= later.severity
    });
    findings.sort_by_key(|finding| (finding.severity, finding.part, finding.start, finding.rule));
    findings
}

/// True when nothing stands in the way of approval.
#[must_use]
pub fn is_approvable(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.severity != Severity::Block)
}

/// A note with its words found once, for all rules.
struct Checked<'a> {
    subject: Text,
    body: Text,
    note: Note<'a>,
    facts: &'a Facts<'a>,
}

impl Checked<'_> {
    fn text(&self, part: Part) -> Option<&Text> {
        match part {
            Part::Subject => Some(&self.subject),
            Part::Body => Some(&self.body),
            Part::Sender | Part::Attachments => None,
        }
    }

    /// A finding on some characters of the subject or the body.
    fn finding(
        &self,
        rule: Rule,
        severity: Severity,
        part: Part,
        place: (usize, usize),
        why: impl Into<String>,
        better: Option<String>,
    ) -> Finding {
        let (start, end) = place;
        let text = self.text(part).map(|text| text.slice(start, end)).unwrap_or_default();
        Finding { rule, severity, part, start, end, text, why: why.into(), better }
    }

    fn is_german(&self) -> bool {
        text::is_german(self.note.language)
    }

    /// The first alternative for German notes, the second for all others.
    fn words<'w>(&self, german: &'w str, english: &'w str) -> &'w str {
        if self.is_german() { german } else { english }
    }
}

#[cfg(test)]
mod tests;
