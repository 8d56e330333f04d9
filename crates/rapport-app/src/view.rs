//! What the use cases answer with: plain values for the command line, pages and JSON.
//!
//! Names of fields are a promise to scripts: keys may be added, never renamed. Instants are
//! RFC 3339 in UTC; beside them stand the words a person would use, in the recipient's zone.

mod book;
mod habit;
mod import;

use serde::{Deserialize, Serialize};

pub use book::{
    CaptureView, HitView, KnownView, PeopleView, PersonRow, ReadingView, RequestableView,
    SearchView, TagView,
};
pub use habit::{BatchView, CatchUpView, HabitView, RestingView, WeekView};
pub use import::{ColumnView, ImportRowView, ImportView, UndoneView};

/// A span of text that needs a look.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FindingView {
    /// The rule's word.
    pub rule: String,
    /// `block` or `warn`.
    pub severity: String,
    /// `subject`, `body`, `sender` or `attachments`.
    pub part: String,
    /// The first character of it in that part.
    pub start: usize,
    /// The character behind it.
    pub end: usize,
    /// The words it concerns.
    pub text: String,
    /// Why.
    pub why: String,
    /// A better wording.
    pub better: Option<String>,
}

/// A draft as it would arrive.
#[derive(Clone, Debug, Serialize)]
pub struct DraftView {
    /// Its id.
    pub id: String,
    /// To whom.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// Greeting and text.
    pub body: String,
    /// The sender block.
    pub sender: String,
    /// Its language.
    pub language: String,
    /// Names of attached files.
    pub attachments: Vec<String>,
    /// What needs a look.
    pub findings: Vec<FindingView>,
    /// No finding blocks it.
    pub approvable: bool,
    /// Words of the body, greeting left out.
    pub words: usize,
    /// Hex of the hash over all that goes out; approval names it.
    pub hash: String,
}

/// A weekday on which nothing leaves for a contact.
#[derive(Clone, Debug, Serialize)]
pub struct HolidayView {
    /// The day, ISO 8601.
    pub date: String,
    /// What it is called there.
    pub name: String,
}

/// One line of a dated plan.
#[derive(Clone, Debug, Serialize)]
pub struct PlanView {
    /// The step's key.
    pub step: String,
    /// Its title.
    pub title: String,
    /// By what means.
    pub channel: String,
    /// Not before.
    pub opens: Option<String>,
    /// Best.
    pub preferred: Option<String>,
    /// Best by.
    pub best_by: Option<String>,
    /// Too late after.
    pub too_late_after: Option<String>,
    /// Best by, RFC 3339.
    pub closes: Option<String>,
    /// Too late after, RFC 3339.
    pub expires: Option<String>,
    /// The recipient's zone, in which the words above are meant.
    pub zone: String,
    /// "Tuesday 24 November, 09:10": the preferred time in words, or why it is left out.
    pub when: String,
    /// Why this step and this date.
    pub why: String,
    /// Where the figures come from.
    pub sources: Vec<String>,
}

/// A follow-up with what is next.
#[derive(Clone, Debug, Serialize)]
pub struct FollowUpView {
    /// Its id.
    pub id: String,
    /// With whom.
    pub contact: String,
    /// The playbook's key.
    pub playbook: String,
    /// Its title.
    pub title: String,
    /// The version it keeps.
    pub version: u32,
    /// The current step's title.
    pub step: String,
    /// The state's word.
    pub state: String,
    /// The state in words: "waits for your yes".
    pub state_words: String,
    /// Why it stands there: the last reason.
    pub reason: String,
    /// When it is looked at again.
    pub wake_at: Option<String>,
    /// Until when an approval rests and can be taken back for certain.
    pub undo_until: Option<String>,
    /// What can be done, as commands: `approve`, `edit`, `snooze`, …; the first is the likely one.
    pub acts: Vec<String>,
    /// The draft, if one is written.
    pub draft: Option<DraftView>,
    /// The plan from here.
    pub plan: Vec<PlanView>,
}

/// A contact as shown.
#[derive(Clone, Debug, Serialize)]
pub struct ContactView {
    /// Its id.
    pub id: String,
    /// The full name.
    pub name: String,
    /// The organisation's name.
    pub organisation: Option<String>,
    /// What they do there.
    pub role: Option<String>,
    /// Mail addresses.
    pub addresses: Vec<String>,
    /// Phone numbers.
    pub phones: Vec<String>,
    /// Postal address.
    pub postal_address: Option<String>,
    /// Language of notes.
    pub language: Option<String>,
    /// Country.
    pub country: String,
    /// Time zone.
    pub zone: String,
    /// Country or zone is the user's own.
    pub assumed: bool,
    /// Why they may be written to, in words.
    pub basis: Option<String>,
    /// The user's remark.
    pub memo: Option<String>,
    /// `mine`, `theirs` or `nobody`.
    pub turn: String,
    /// Since when.
    pub turn_since: Option<String>,
    /// Parked, until when.
    pub parked: Option<String>,
    /// Why nothing may be sent, if so.
    pub suppressed: Option<String>,
    /// Words of the user's own, events among them.
    pub tags: Vec<String>,
}

/// One entry of a timeline.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineView {
    /// When.
    pub at: String,
    /// When, in words.
    pub when: String,
    /// `touchpoint`, `message`, `event` or `appointment`.
    pub kind: String,
    /// `in`, `out` or `both`, for touchpoints and messages.
    pub direction: Option<String>,
    /// The headline.
    pub title: String,
    /// The text or the facts.
    pub text: String,
    /// Why: the class of a message with its evidence, the reason of an event.
    pub why: Option<String>,
    /// The id of the message, to correct its class.
    pub message: Option<String>,
}

/// Everything of one contact.
#[derive(Clone, Debug, Serialize)]
pub struct ShowView {
    /// Who.
    pub contact: ContactView,
    /// The pursuits they belong to.
    pub opportunities: Vec<OpportunityView>,
    /// What runs.
    pub follow_ups: Vec<FollowUpView>,
    /// "Next: result check on Tuesday …, because …".
    pub next: String,
    /// Notes used of the cap in 30 days, and the cap.
    pub pace: (u32, u32),
    /// Everything in order, newest first.
    pub timeline: Vec<TimelineView>,
}

/// A pursuit as shown.
#[derive(Clone, Debug, Serialize)]
pub struct OpportunityView {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub title: String,
    /// Where.
    pub organisation: Option<String>,
    /// Where it stands.
    pub stage: String,
    /// The user's judgement, 0 to 5.
    pub fit: Option<u8>,
    /// The day they decide.
    pub decides: Option<String>,
    /// Names of its people, the main contact first.
    pub contacts: Vec<String>,
    /// Their ids, in the same order.
    pub contact_ids: Vec<String>,
}

/// What stands beside a note.
#[derive(Clone, Debug, Serialize)]
pub struct BesideView {
    /// The contact's id.
    pub contact: String,
    /// The contact's name.
    pub name: String,
    /// Where they are.
    pub organisation: Option<String>,
    /// What they do there.
    pub role: Option<String>,
    /// The facts that the note draws on.
    pub facts: Vec<String>,
    /// The touchpoint they are from.
    pub from: Option<TimelineView>,
    /// Notes to them in 30 days.
    pub used: u32,
    /// The most there may be.
    pub cap: u32,
    /// The step's window.
    pub window: Option<WindowView>,
}

/// Who owes whom.
#[derive(Clone, Debug, Serialize)]
pub struct TurnsView {
    /// They wait for the user, the longest-waiting first.
    pub mine: Vec<TurnView>,
    /// How many those are in all.
    pub mine_in_all: u64,
    /// The user waits for them.
    pub theirs: Vec<TurnView>,
    /// How many those are in all.
    pub theirs_in_all: u64,
    /// Away until a day.
    pub away: Vec<TurnView>,
    /// Put off by the user.
    pub snoozed: Vec<TurnView>,
}

/// One of them.
#[derive(Clone, Debug, Serialize)]
pub struct TurnView {
    /// The contact's id.
    pub contact: String,
    /// Their name.
    pub name: String,
    /// Where they are.
    pub organisation: Option<String>,
    /// Since when, or until when.
    pub at: Option<String>,
    /// How long that is, in words.
    pub length: Option<String>,
    /// What they asked, or what it is about.
    pub words: String,
    /// The message that asks.
    pub message: Option<String>,
    /// The follow-up that is held.
    pub follow_up: Option<String>,
}

/// What one touchpoint produced.
#[derive(Clone, Debug, Serialize)]
pub struct FactsView {
    /// The touchpoint's id.
    pub touchpoint: String,
    /// When it was.
    pub at: String,
    /// When, in words.
    pub when: String,
    /// What it was.
    pub title: String,
    /// The facts.
    pub facts: Vec<String>,
}

/// One message with everything in it. The HTML is as the sender wrote it.
#[derive(Clone, Debug, Serialize)]
pub struct MessageView {
    /// Its id.
    pub id: String,
    /// The contact's id, unless it belongs to nobody yet.
    pub contact: Option<String>,
    /// The contact's name.
    pub name: Option<String>,
    /// `in` or `out`.
    pub direction: String,
    /// Its subject.
    pub subject: String,
    /// The sender's display name.
    pub from_name: String,
    /// The sender's addresses.
    pub from: Vec<String>,
    /// The recipients' addresses.
    pub to: Vec<String>,
    /// When.
    pub at: String,
    /// When, in words.
    pub when: String,
    /// The whole readable text.
    pub text: String,
    /// The HTML, not cleaned.
    pub html: Option<String>,
    /// Names of files in it.
    pub attachments: Vec<String>,
    /// What it was taken for.
    pub class: Option<String>,
    /// How sure that is, from 0 to 100.
    pub confidence: Option<u8>,
    /// Why.
    pub evidence: Vec<String>,
    /// Why it may belong to a pursuit, while that is open.
    pub suggestion: Option<String>,
    /// The bytes are kept.
    pub has_raw: bool,
}

/// One row of Today.
#[derive(Clone, Debug, Serialize)]
pub struct TodayRow {
    /// Its number, for `rapport approve 2`.
    pub number: usize,
    /// The group's word.
    pub group: String,
    /// The group's heading.
    pub heading: String,
    /// Who.
    pub name: String,
    /// The contact's id.
    pub contact: Option<String>,
    /// The follow-up's id.
    pub follow_up: Option<String>,
    /// The message's id, where the row asks whose it is.
    pub message: Option<String>,
    /// What that message may be about: the name of a pursuit.
    pub about: Option<String>,
    /// What: the step's title or what they asked.
    pub title: String,
    /// Why now.
    pub why_now: String,
    /// Best by, in words.
    pub best_by: Option<String>,
    /// Too late after, in words.
    pub too_late_after: Option<String>,
    /// How long they have been waiting, in words.
    pub waiting: Option<String>,
    /// The draft.
    pub draft: Option<DraftView>,
    /// What can be done, as commands: `approve`, `edit`, `snooze`, …
    pub acts: Vec<String>,
    /// Where they are, if that is known.
    pub organisation: Option<String>,
    /// The step's window, to draw it.
    pub window: Option<WindowView>,
}

/// The window of a step: instants in RFC 3339.
#[derive(Clone, Debug, Serialize)]
pub struct WindowView {
    /// Not before.
    pub opens: String,
    /// Best; an approved note leaves then.
    pub preferred: String,
    /// Best by.
    pub closes: String,
    /// Too late after.
    pub expires: String,
    /// The recipient's zone.
    pub zone: String,
}

/// The agenda.
#[derive(Clone, Debug, Serialize)]
pub struct TodayView {
    /// The instant it was made for.
    pub now: String,
    /// `practice` or `real`.
    pub mode: String,
    /// "2 ready to send, 1 waits for you".
    pub summary: String,
    /// Contacts in play with neither next step nor parked (A1); empty by default.
    pub forgotten: Vec<String>,
    /// How many more of those there are; in all they are counted up to 500.
    pub forgotten_more: usize,
    /// The rows in order, fifty at most.
    pub rows: Vec<TodayRow>,
    /// How many more there are.
    pub more: usize,
    /// Approvals that rest: they can still be taken back and are not in the outbox.
    pub resting: Vec<RestingView>,
    /// Everything is stopped: nothing goes out until it is lifted.
    pub stopped: bool,
    /// The user is away; until when, in words.
    pub away: Option<String>,
    /// Rows that came up while the machine was off.
    pub catch_up: Option<CatchUpView>,
    /// Whether the habit holds.
    pub habit: HabitView,
}

/// Why something happened or is planned.
#[derive(Clone, Debug, Serialize)]
pub struct WhyView {
    /// About whom.
    pub name: String,
    /// What is next and why, one sentence per follow-up.
    pub next: Vec<String>,
    /// The journal, newest first.
    pub journal: Vec<JournalView>,
}

/// One entry of the journal.
#[derive(Clone, Debug, Serialize)]
pub struct JournalView {
    /// When.
    pub at: String,
    /// When, in words.
    pub when: String,
    /// `user`, `scheduler`, `courier`, …
    pub actor: String,
    /// The event's word.
    pub event: String,
    /// The reason.
    pub reason: String,
}

/// What logging a meeting led to.
#[derive(Clone, Debug, Serialize)]
pub struct MetView {
    /// Who.
    pub contact: ContactView,
    /// The contact is new.
    pub new_contact: bool,
    /// The touchpoint's id.
    pub touchpoint: String,
    /// The pursuit, if there is one.
    pub opportunity: Option<OpportunityView>,
    /// What started.
    pub follow_up: Option<FollowUpView>,
    /// Why nothing started, if so.
    pub not_started: Option<String>,
    /// Advice: "ask when they decide", "no fact was noted".
    pub advice: Vec<String>,
}

/// The result of an act on a follow-up.
#[derive(Clone, Debug, Serialize)]
pub struct ActView {
    /// About whom.
    pub name: String,
    /// What happened: the reason in words.
    pub reason: String,
    /// How to take it back, if it can be.
    pub undo: Option<String>,
    /// Until when an approval rests: before that it is not in the outbox and can be taken back for
    /// certain.
    pub undo_until: Option<String>,
    /// The follow-up afterwards.
    pub follow_up: FollowUpView,
}

/// One check of the doctor.
#[derive(Clone, Debug, Serialize)]
pub struct CheckView {
    /// `ok`, `note` or `bad`.
    pub level: String,
    /// What was looked at.
    pub subject: String,
    /// The sentence.
    pub sentence: String,
    /// What to do.
    pub remedy: Option<String>,
}

/// The state of health.
#[derive(Clone, Debug, Serialize)]
pub struct HealthView {
    /// `ok` or `bad`.
    pub status: String,
    /// `practice` or `real`.
    pub mode: String,
    /// The version of the program.
    pub version: String,
    /// When the scheduler last went round.
    pub last_tick: Option<String>,
    /// The next thing that is due.
    pub next_due: Option<String>,
    /// Follow-ups whose timer has passed and was not looked at.
    pub late: u64,
    /// Items in the outbox that are not final.
    pub outbox: u64,
    /// Kept mail that was not yet processed.
    pub unprocessed: u64,
    /// When the newest backup was made.
    pub last_backup: Option<String>,
    /// The checks.
    pub checks: Vec<CheckView>,
}

/// A playbook as listed.
#[derive(Clone, Debug, Serialize)]
pub struct PlaybookView {
    /// Its key.
    pub key: String,
    /// Its version.
    pub version: u32,
    /// Its title.
    pub title: String,
    /// What starts it.
    pub anchor: String,
    /// `built-in` or `own`.
    pub source: String,
    /// Titles of its steps.
    pub steps: Vec<String>,
}

/// A suppressed address.
#[derive(Clone, Debug, Serialize)]
pub struct SuppressionView {
    /// The address.
    pub address: String,
    /// Why.
    pub reason: String,
    /// Since when.
    pub at: String,
    /// What proves it.
    pub proof: String,
    /// For ever: not even the user may lift it.
    pub for_ever: bool,
}

/// A mail account as listed; never a secret.
#[derive(Clone, Debug, Serialize)]
pub struct AccountView {
    /// Its id.
    pub id: String,
    /// The address it sends from.
    pub address: String,
    /// Submission server and port.
    pub submission: String,
    /// IMAP server and port.
    pub imap: String,
    /// `password` or `sign-in`.
    pub login: String,
    /// Why it is stopped, if it is.
    pub paused: Option<String>,
    /// Mailboxes with when each was read.
    pub mailboxes: Vec<String>,
}

/// An appointment as listed.
#[derive(Clone, Debug, Serialize)]
pub struct AppointmentView {
    /// Its id.
    pub id: String,
    /// With whom.
    pub contact: String,
    /// What it is called.
    pub title: String,
    /// When it starts.
    pub starts: String,
    /// When it starts, in words.
    pub when: String,
    /// Called off.
    pub cancelled: bool,
}

/// Somebody who vouches for the user.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceView {
    /// Who.
    pub contact: String,
    /// For what pursuit.
    pub opportunity: String,
    /// What they may stress.
    pub talking_points: Vec<String>,
}
