//! What the use cases are given: values as typed, already read but not yet judged.
//!
//! The command line and the pages fill these; every rule about them lives behind the use cases.

use std::path::PathBuf;

use rapport_core::contact::BasisKind;
use rapport_core::opportunity::{OpportunityKind, Stage};
use rapport_core::touchpoint::{Channel, TouchpointKind};
use serde::{Deserialize, Serialize};

/// "I just met somebody."
#[derive(Clone, Debug, Default)]
pub struct Met {
    /// The person's full name.
    pub name: String,
    /// Their organisation, as it spells itself.
    pub organisation: Option<String>,
    /// Their mail address.
    pub address: Option<String>,
    /// Their phone number.
    pub phone: Option<String>,
    /// What kind of meeting; an interview and the like pick their playbook.
    pub kind: Option<TouchpointKind>,
    /// The role or project that is pursued: opens an opportunity.
    pub role: Option<String>,
    /// What they do there ("CTO").
    pub position: Option<String>,
    /// What only this meeting produced; facts parted by semicolons.
    pub said: Option<String>,
    /// When it was, as typed ("yesterday 15:00"); now if empty.
    pub when: Option<String>,
    /// When they decide, as typed ("friday").
    pub decides: Option<String>,
    /// It was the meeting logged last: same time, organisation, opportunity and kind.
    pub same_meeting: bool,
    /// They said that they would make contact.
    pub told_to_wait: bool,
    /// The user's judgement, 0 to 5.
    pub fit: Option<u8>,
    /// The language of notes to them.
    pub language: Option<String>,
    /// Their country.
    pub country: Option<String>,
    /// Their time zone.
    pub zone: Option<String>,
    /// Their postal address.
    pub postal_address: Option<String>,
    /// The user's remark, never sent.
    pub memo: Option<String>,
    /// A playbook other than the one of the kind; `none` starts none.
    pub playbook: Option<String>,
    /// By what means, where it differs from the kind's own.
    pub channel: Option<Channel>,
}

/// A contact entered or changed; `None` leaves a field as it is, an empty text clears it.
#[derive(Clone, Debug, Default)]
pub struct ContactInput {
    /// The full name.
    pub name: Option<String>,
    /// How to address them.
    pub greeting: Option<String>,
    /// Their organisation.
    pub organisation: Option<String>,
    /// What they do there.
    pub role: Option<String>,
    /// Mail addresses to add; the first is the one to write to.
    pub addresses: Vec<String>,
    /// Mail addresses to take away.
    pub remove_addresses: Vec<String>,
    /// Phone numbers to add.
    pub phones: Vec<String>,
    /// Phone numbers to take away.
    pub remove_phones: Vec<String>,
    /// The postal address.
    pub postal_address: Option<String>,
    /// The language of notes.
    pub language: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// The part of the country.
    pub subdivision: Option<String>,
    /// The time zone.
    pub zone: Option<String>,
    /// Why they may be written to.
    pub basis: Option<BasisKind>,
    /// Particulars of the basis.
    pub basis_detail: Option<String>,
    /// The user's remark.
    pub memo: Option<String>,
}

/// A pursuit entered or changed.
#[derive(Clone, Debug, Default)]
pub struct OpportunityInput {
    /// Its name.
    pub title: Option<String>,
    /// Its kind.
    pub kind: Option<OpportunityKind>,
    /// Where.
    pub organisation: Option<String>,
    /// Where it stands.
    pub stage: Option<Stage>,
    /// The user's judgement, 0 to 5; 0 rules it out.
    pub fit: Option<u8>,
    /// The day they decide, as typed.
    pub decides: Option<String>,
    /// They said that they would make contact.
    pub told_to_wait: Option<bool>,
    /// People to add.
    pub contacts: Vec<String>,
}

/// An appointment entered.
#[derive(Clone, Debug, Default)]
pub struct AppointmentInput {
    /// With whom: name, address or id.
    pub contact: String,
    /// What it is called.
    pub title: String,
    /// When it starts, as typed.
    pub starts: String,
    /// How many minutes it takes.
    pub minutes: u32,
    /// The pursuit, by name or id.
    pub opportunity: Option<String>,
    /// "Really want it": prepares the envelope (PB00).
    pub keen: bool,
}

/// A reference entered.
#[derive(Clone, Debug, Default)]
pub struct ReferenceInput {
    /// Who: name, address or id.
    pub contact: String,
    /// For what pursuit, by name or id.
    pub opportunity: String,
    /// What they may stress, parted by semicolons.
    pub talking_points: Option<String>,
}

/// What the user tells about themselves; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct MeInput {
    /// The name notes are signed with.
    pub name: Option<String>,
    /// The mail address shown in the sender block.
    pub address: Option<String>,
    /// Mobile number.
    pub mobile: Option<String>,
    /// Landline number.
    pub landline: Option<String>,
    /// Postal address.
    pub postal_address: Option<String>,
    /// A web address.
    pub link: Option<String>,
    /// A line of one's own below the name.
    pub signature: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// The part of the country.
    pub subdivision: Option<String>,
    /// Time zone.
    pub zone: Option<String>,
    /// Language.
    pub language: Option<String>,
    /// The day the working hours begin and end, such as `08:30-17:30`.
    pub hours: Option<String>,
}

/// A change of a draft; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct DraftInput {
    /// The subject.
    pub subject: Option<String>,
    /// Greeting and text.
    pub body: Option<String>,
    /// Files to attach.
    pub attach: Vec<PathBuf>,
    /// Take all attachments away.
    pub detach: bool,
}

/// How a mail account logs in.
#[derive(Clone, Debug)]
pub enum LoginInput {
    /// A password or an app password.
    Password(String),
    /// Sign-in at Google or Microsoft with the user's own client id.
    SignIn {
        /// The client id.
        client_id: String,
        /// The client secret, where the provider gave one.
        client_secret: Option<String>,
        /// Device code instead of a browser on this machine.
        device: bool,
    },
}

/// A mail account to connect. What is not given comes from the presets of the domain.
#[derive(Clone, Debug)]
pub struct AccountInput {
    /// The address to send from.
    pub address: String,
    /// The name to send as; the user's own if empty.
    pub name: Option<String>,
    /// The login name, the address if empty.
    pub user: Option<String>,
    /// How to log in.
    pub login: LoginInput,
    /// Submission host, port and security (`tls` or `starttls`), as `host:port:tls`.
    pub submission: Option<String>,
    /// IMAP host, port and security, as `host:port:tls`.
    pub imap: Option<String>,
    /// A file with further root certificates.
    pub root_certificates: Option<PathBuf>,
    /// Also read the Junk mailbox.
    pub read_junk: bool,
    /// Skip the true round trip.
    pub untested: bool,
    /// The sign-in provider's addresses, for tests and own providers.
    pub provider: Option<String>,
}

/// What to do in the practice mailbox as somebody else.
#[derive(Clone, Debug)]
pub enum PracticeAct {
    /// They answer with these words.
    Answer(Option<String>),
    /// They are away until then, as typed.
    Away(Option<String>),
    /// Our mail bounces.
    Bounce,
    /// They say no.
    Decline,
    /// They ask to be left alone.
    OptOut,
}

/// What a user does with a follow-up.
#[derive(Clone, Debug)]
pub enum Act {
    /// Yes to the draft as it stands.
    Approve {
        /// The hash that was seen; `None` takes the one stored now (the text was just printed).
        seen: Option<String>,
        /// As soon as manners allow.
        now: bool,
    },
    /// Change the draft.
    Edit(DraftInput),
    /// Put it off until then, as typed.
    Snooze(String),
    /// Leave this step out.
    Skip,
    /// Take the last act back.
    Undo,
    /// Done by hand, at this time as typed.
    Done(Option<String>),
    /// Send a belated version.
    Belated,
    /// Let it go on.
    Resume,
    /// Agree with a stop that was concluded from mail.
    ConfirmStop,
    /// The last note did or did not arrive.
    Arrived(bool),
    /// End the follow-up.
    End,
}

/// One or several people met at one time, as the chips of a text or the fields of a form say it.
/// Unknown keys are left alone, missing ones are empty.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Capture {
    /// Who was met, each with what is theirs alone.
    pub people: Vec<CapturePerson>,
    /// When it was, as typed; now if empty.
    pub when: Option<String>,
    /// The word of a kind of meeting.
    pub kind: Option<String>,
    /// The word of a channel, where it differs from the kind's own.
    pub channel: Option<String>,
    /// The role or project that is pursued.
    pub role: Option<String>,
    /// What only this meeting produced, one fact each.
    pub facts: Vec<String>,
    /// The day they decide, as typed.
    pub decides: Option<String>,
    /// They said that they would make contact.
    pub told_to_wait: bool,
    /// The user's judgement, 0 to 5.
    pub fit: Option<u8>,
    /// A playbook other than the one of the kind; `none` starts none.
    pub playbook: Option<String>,
    /// The event it was at: a tag on each contact, and a word notes may use.
    pub event: Option<String>,
    /// Further tags.
    pub tags: Vec<String>,
    /// The user's remark, never sent.
    pub memo: Option<String>,
    /// A key of the client's own: what is sent twice with it is recorded once.
    pub key: Option<String>,
}

/// One of the people of a [`Capture`].
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CapturePerson {
    /// The full name.
    pub name: String,
    /// The id of a contact that is there already, where it is that one.
    pub contact: Option<String>,
    /// Where they work.
    pub organisation: Option<String>,
    /// What they do there.
    pub position: Option<String>,
    /// Their mail address.
    pub address: Option<String>,
    /// Their phone number.
    pub phone: Option<String>,
    /// Facts that only concern this person.
    pub facts: Vec<String>,
}

/// A text to be read and recorded at once, as a phone sends it when the network is back.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CaptureText {
    /// The text.
    pub text: String,
    /// The event it was at, kept from one to the next in event mode.
    pub event: Option<String>,
    /// A key of the client's own.
    pub key: Option<String>,
    /// When it was typed, RFC 3339: "yesterday" counts from here. Now if empty.
    pub typed_at: Option<String>,
}

/// Whom a page of People shows; everything as it stands in the address.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PeopleInput {
    /// Words of the contact begin so: name, organisation, role, address, tag, remark.
    pub text: Option<String>,
    /// A tag.
    pub tag: Option<String>,
    /// The name or id of an organisation.
    pub organisation: Option<String>,
    /// The stage of a pursuit of theirs.
    pub stage: Option<String>,
    /// `in-play`, `parked`, `stopped` or `none`.
    pub state: Option<String>,
    /// `name` or `newest`.
    pub order: Option<String>,
    /// Where the page before ended.
    pub after: Option<String>,
    /// How many rows; 50 if empty, 200 at most.
    pub limit: Option<u32>,
}

/// What is searched; everything as it stands in the address.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchInput {
    /// Beginnings of words, all of which must be there.
    pub text: String,
    /// Only `contact`, `organisation`, `opportunity`, `touchpoint` or `message`.
    pub kind: Option<String>,
    /// The page, from 0.
    pub page: Option<u32>,
}

/// What is done to many contacts at once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "act", content = "value", rename_all = "kebab-case")]
pub enum BulkAct {
    /// Put a tag on.
    Tag(String),
    /// Take a tag off.
    Untag(String),
    /// Leave without next step on purpose, until then as typed.
    Park(Option<String>),
    /// Take up again.
    Unpark,
    /// Start a playbook by its key.
    Start(String),
    /// End what runs.
    Stop,
}
