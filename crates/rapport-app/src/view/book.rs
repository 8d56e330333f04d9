//! What capture, search and the address book answer with.

use serde::Serialize;

use super::MetView;

/// A contact that a name in a text may stand for.
#[derive(Clone, Debug, Serialize)]
pub struct KnownView {
    /// The person, counted from 0 in the order of the text.
    pub person: usize,
    /// The contact's id.
    pub contact: String,
    /// The full name.
    pub name: String,
    /// Where they work.
    pub organisation: Option<String>,
    /// It is taken for them unless the user says otherwise.
    pub taken: bool,
}

/// A text about a meeting, read, with the contacts it may be about.
#[derive(Clone, Debug, Serialize)]
pub struct ReadingView {
    /// What was read.
    #[serde(flatten)]
    pub reading: crate::capture_text::Reading,
    /// Contacts that are there already.
    pub known: Vec<KnownView>,
    /// The form as it would be recorded, to be corrected.
    pub form: crate::input::Capture,
}

/// What a capture led to.
#[derive(Clone, Debug, Serialize)]
pub struct CaptureView {
    /// Each person with what started.
    pub people: Vec<MetView>,
    /// The same key was recorded before: nothing was written now.
    pub replayed: bool,
}

/// Something that was found.
#[derive(Clone, Debug, Serialize)]
pub struct HitView {
    /// `contact`, `organisation`, `opportunity`, `touchpoint` or `message`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// The id of the contact whose page shows it.
    pub contact: Option<String>,
    /// That contact's name.
    pub name: Option<String>,
    /// The name, the title, the subject.
    pub title: String,
    /// Where they work; the words around what was searched.
    pub text: String,
    /// When it was, RFC 3339.
    pub at: Option<String>,
    /// When it was, in words.
    pub when: Option<String>,
}

/// What a search found.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// Contacts, organisations and pursuits, by name.
    pub names: Vec<HitView>,
    /// Touchpoints and messages, newest first.
    pub timeline: Vec<HitView>,
    /// There is another page.
    pub more: bool,
}

/// A row of People.
#[derive(Clone, Debug, Serialize)]
pub struct PersonRow {
    /// The contact's id.
    pub id: String,
    /// The full name.
    pub name: String,
    /// Where they work.
    pub organisation: Option<String>,
    /// What they do there.
    pub role: Option<String>,
    /// The address to write to.
    pub address: Option<String>,
    /// The first phone number.
    pub phone: Option<String>,
    /// Their tags.
    pub tags: Vec<String>,
    /// `in-play`, `parked`, `stopped` or `none`.
    pub state: String,
    /// "Result check is planned": what is next.
    pub next: Option<String>,
    /// The follow-up that is next.
    pub follow_up: Option<String>,
    /// When somebody was last heard of or written to, RFC 3339.
    pub last_at: Option<String>,
    /// The same in words.
    pub last: Option<String>,
}

/// A page of People.
#[derive(Clone, Debug, Serialize)]
pub struct PeopleView {
    /// Its rows.
    pub rows: Vec<PersonRow>,
    /// What to ask for the next page with; `None` on the last.
    pub after: Option<String>,
}

/// A tag and how many contacts carry it.
#[derive(Clone, Debug, Serialize)]
pub struct TagView {
    /// The tag.
    pub tag: String,
    /// How many.
    pub contacts: u32,
}

/// A step that runs only when the user asks for it.
#[derive(Clone, Debug, Serialize)]
pub struct RequestableView {
    /// The follow-up it stands in.
    pub follow_up: String,
    /// For whom.
    pub contact: String,
    /// The step's key.
    pub step: String,
    /// Its title.
    pub title: String,
    /// When it helps.
    pub why: String,
}
