//! Capture in plain language: a text is read, corrected, and recorded, once.
//!
//! Several people of one meeting are written through one door: each gets a touchpoint and a follow-up
//! of their own, all share the pursuit. A key of the client's own is kept in the same transaction, so
//! that what a phone sends twice is there once.

use jiff::{SignedDuration, Timestamp};
use rapport_core::ids::{ContactId, FollowUpId, OpportunityId, TouchpointId};
use rapport_core::touchpoint::{Channel, TouchpointKind};
use rapport_store::Found;
use rapport_store::captured::Captured;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::capture::{LastMeeting, Written, channel_of};
use crate::capture_text::{self, Around, Field, Reading};
use crate::error::AppError;
use crate::input::{Capture, CapturePerson, CaptureText, Met};
use crate::profile::Profile;
use crate::view::{CaptureView, KnownView, ReadingView};

/// More people than this were met at an event, one after the other.
const MOST_PEOPLE: usize = 40;

/// What was typed longer ago than this is read as if it were typed now.
const OLDEST: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What is kept of a recorded person, to answer again.
#[derive(Serialize, Deserialize)]
struct Kept {
    contact: String,
    new: bool,
    touchpoint: String,
    opportunity: Option<String>,
    follow_up: Option<String>,
    not_started: Option<String>,
}

impl App {
    /// Reads a text about a meeting; nothing is written. `typed_at` is when it was typed, where that is
    /// not now.
    ///
    /// # Errors
    /// What the database says; any text can be read.
    pub async fn read_capture(
        &self,
        text: &str,
        typed_at: Option<&str>,
    ) -> Result<ReadingView, AppError> {
        let profile = self.profile().await?;
        let reading = self.read_at(text, self.typed(typed_at), &profile);
        let known = self.known_people(&reading).await?;
        let form = form(&reading, &known);
        Ok(ReadingView { reading, known, form })
    }

    /// A key for a form, so that sending it twice records it once.
    #[must_use]
    pub fn fresh_key(&self) -> String {
        self.clock().mint().to_string()
    }

    /// Records what was captured: a contact, a touchpoint and a running playbook for each person.
    ///
    /// # Errors
    /// Nobody is named, something cannot be understood, or the key was used for something else.
    pub async fn capture(&self, input: Capture) -> Result<CaptureView, AppError> {
        let digest = digest_of(&Capture { key: None, ..input.clone() })?;
        let key = input.key.clone();
        self.record(&input, key.as_deref(), digest).await
    }

    /// [`App::capture`] for a form that was read from what was `sent`. What was sent tells whether a key
    /// stands for the same capture: reading it again may give another form, for who was new then is
    /// known now.
    ///
    /// # Errors
    /// As [`App::capture`].
    pub async fn capture_sent(
        &self,
        input: Capture,
        sent: &[(String, String)],
    ) -> Result<CaptureView, AppError> {
        let digest = digest_of(&sent)?;
        let key = input.key.clone();
        self.record(&input, key.as_deref(), digest).await
    }

    /// Reads a text and records it at once, as read: for the command line, and for a phone that was
    /// without network.
    ///
    /// # Errors
    /// As [`App::capture`].
    pub async fn capture_text(&self, input: CaptureText) -> Result<CaptureView, AppError> {
        // The digest is of what was sent: reading it again on another day may give other dates.
        let digest = digest_of(&CaptureText { key: None, ..input.clone() })?;
        let at = self.typed(input.typed_at.as_deref());
        let view = self.read_capture(&input.text, input.typed_at.as_deref()).await?;
        let mut form = view.form;
        if form.when.is_none() && input.typed_at.is_some() {
            let zone = self.profile().await?.zone;
            form.when = Some(at.to_zoned(zone).strftime("%Y-%m-%d %H:%M").to_string());
        }
        if let Some(event) = input.event.filter(|event| !event.trim().is_empty()) {
            form.event = Some(event.trim().to_owned());
            if form.kind.as_deref().is_none_or(|kind| kind == TouchpointKind::Meeting.word()) {
                form.kind = Some(TouchpointKind::Event.word().to_owned());
            }
        }
        self.record(&form, input.key.as_deref(), digest).await
    }

    fn read_at(&self, text: &str, at: Timestamp, profile: &Profile) -> Reading {
        let calendar = profile.own_calendar();
        let now = at.to_zoned(profile.zone.clone());
        let is_business_day = |date| calendar.is_business_day(date);
        capture_text::read(text, &Around { now: &now, is_business_day: &is_business_day })
    }

    /// When a text was typed: what the client says, where that can be.
    fn typed(&self, typed_at: Option<&str>) -> Timestamp {
        let now = self.now();
        typed_at
            .and_then(|text| text.parse::<Timestamp>().ok())
            .filter(|at| *at <= now && now.duration_since(*at) < OLDEST)
            .unwrap_or(now)
    }

    /// Contacts that the names of a text may stand for.
    async fn known_people(&self, reading: &Reading) -> Result<Vec<KnownView>, AppError> {
        let mut known = Vec::new();
        for (person, name) in reading.values(Field::Person).enumerate() {
            let found = match self.store().find_contact(self.scope(), name).await? {
                Found::None => Vec::new(),
                Found::One(contact) => vec![*contact],
                Found::Many(contacts) => contacts,
            };
            let place = organisation_of(reading, person).map(str::to_lowercase);
            let only = found.len() == 1;
            for contact in found.into_iter().take(5) {
                let organisation = match contact.organisation {
                    Some(id) => Some(self.store().organisation(self.scope(), id).await?.name),
                    None => None,
                };
                let same_place = match (&place, &organisation) {
                    (Some(place), Some(theirs)) => {
                        let theirs = theirs.to_lowercase();
                        theirs.starts_with(place.as_str()) || place.starts_with(&theirs)
                    }
                    _ => true,
                };
                let same_name = contact.name.to_lowercase() == name.to_lowercase();
                // "Dana" is the one Dana there is; "Dana Whitfield" is only Dana Whitfield.
                let short = !name.contains(' ')
                    && contact.name.to_lowercase().starts_with(&name.to_lowercase());
                known.push(KnownView {
                    person,
                    contact: contact.id.to_string(),
                    name: contact.name,
                    organisation,
                    taken: only && same_place && (same_name || short),
                });
            }
        }
        Ok(known)
    }

    async fn record(
        &self,
        input: &Capture,
        key: Option<&str>,
        digest: [u8; 32],
    ) -> Result<CaptureView, AppError> {
        if let Some(key) = key {
            check_key(key)?;
        }
        if input.people.is_empty() || input.people.len() > MOST_PEOPLE {
            return Err(AppError::usage(
                if input.people.is_empty() {
                    "nobody is named".to_owned()
                } else {
                    format!("{MOST_PEOPLE} people at once are the most")
                },
                "name who it was: rapport capture \"met Dana Whitfield at Acme\"",
            ));
        }
        let profile = self.profile().await?;
        let common = common(input)?;
        let mut door = self.user_door(&profile).await?;
        if let Some(key) = key
            && let Some(before) = door.captured(key).await?
        {
            drop(door);
            if before.digest != digest {
                return Err(AppError::refused(
                    "another capture was recorded under this key",
                    "send this one with a key of its own",
                ));
            }
            return self.replay(&before, &profile).await;
        }
        let mut all: Vec<Written> = Vec::with_capacity(input.people.len());
        for person in &input.people {
            let met = met(person, input, &common);
            let known = match person.contact.as_deref() {
                Some(text) => Some(ContactId::parse(text).ok_or_else(|| {
                    AppError::not_found(
                        format!("no contact has the id \"{text}\""),
                        "leave the id away, or see everybody: rapport people",
                    )
                })?),
                None => None,
            };
            let last = all.first().map(|first| LastMeeting {
                at: first.touchpoint.at,
                kind: first.touchpoint.kind,
                channel: first.touchpoint.channel,
                organisation: None,
                opportunity: first.opportunity,
            });
            let written =
                self.write_meeting(&mut door, &met, last.as_ref(), known, &profile).await?;
            let event = input.event.as_deref().map(str::trim).filter(|event| !event.is_empty());
            if let Some(event) = event {
                door.save_event(written.touchpoint.id, event).await?;
            }
            for tag in input.tags.iter().map(String::as_str).chain(event) {
                let tag = crate::bulk::checked_tag(tag)?;
                door.tag(written.contact.id, &tag).await?;
            }
            all.push(written);
        }
        if let Some(key) = key {
            let answer = serde_json::to_string(&all.iter().map(kept).collect::<Vec<_>>());
            let answer = answer.unwrap_or_default();
            door.save_captured(key, &Captured { digest, answer, at: self.now() }).await?;
        }
        door.commit().await?;
        self.write_after().await;
        let mut people = Vec::with_capacity(all.len());
        for written in &all {
            people.push(self.met_view(written, &profile).await?);
        }
        Ok(CaptureView { people, replayed: false })
    }

    /// The answer to a capture that was recorded before, as things stand now.
    async fn replay(&self, before: &Captured, profile: &Profile) -> Result<CaptureView, AppError> {
        let kept: Vec<Kept> = serde_json::from_str(&before.answer).unwrap_or_default();
        let mut people = Vec::with_capacity(kept.len());
        for kept in kept {
            let (Some(contact), Some(touchpoint)) =
                (ContactId::parse(&kept.contact), TouchpointId::parse(&kept.touchpoint))
            else {
                continue;
            };
            let touchpoint = self.store().touchpoint(self.scope(), touchpoint).await?;
            let newer = self.store().follow_up_of_touchpoint(self.scope(), touchpoint.id).await?;
            let follow_up = kept.follow_up.as_deref().and_then(FollowUpId::parse).or(newer);
            let why = kept.not_started.unwrap_or_else(|| "nothing was started".to_owned());
            let written = Written {
                contact: self.store().contact(self.scope(), contact).await?,
                is_new: kept.new,
                touchpoint,
                opportunity: kept.opportunity.as_deref().and_then(OpportunityId::parse),
                started: follow_up.ok_or(why),
            };
            people.push(self.met_view(&written, profile).await?);
        }
        Ok(CaptureView { people, replayed: true })
    }
}

/// What all people of a capture share, read from its words.
struct Common {
    kind: Option<TouchpointKind>,
    channel: Option<Channel>,
}

fn common(input: &Capture) -> Result<Common, AppError> {
    let empty = |text: &&str| !text.trim().is_empty();
    let kind = match input.kind.as_deref().filter(empty) {
        Some(word) => Some(TouchpointKind::parse(word).ok_or_else(|| {
            let words = TouchpointKind::ALL.map(TouchpointKind::word).join(", ");
            AppError::usage(format!("\"{word}\" is no kind of meeting"), format!("one of {words}"))
        })?),
        None => None,
    };
    let channel = match input.channel.as_deref().filter(empty) {
        Some(word) => Some(Channel::parse(word).ok_or_else(|| {
            let words = Channel::ALL.map(Channel::word).join(", ");
            AppError::usage(format!("\"{word}\" is no channel"), format!("one of {words}"))
        })?),
        None => None,
    };
    let channel = channel.filter(|channel| Some(*channel) != kind.map(channel_of));
    Ok(Common { kind, channel })
}

/// One person of a capture as a meeting.
fn met(person: &CapturePerson, input: &Capture, common: &Common) -> Met {
    let given = |text: &Option<String>| {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let facts: Vec<&str> = person
        .facts
        .iter()
        .chain(&input.facts)
        .map(|fact| fact.trim())
        .filter(|fact| !fact.is_empty())
        .collect();
    Met {
        name: person.name.clone(),
        organisation: given(&person.organisation),
        address: given(&person.address),
        phone: given(&person.phone),
        kind: common.kind,
        role: given(&input.role),
        position: given(&person.position),
        said: (!facts.is_empty()).then(|| facts.join("\n")),
        when: given(&input.when),
        decides: given(&input.decides),
        told_to_wait: input.told_to_wait,
        fit: input.fit,
        memo: given(&input.memo),
        playbook: given(&input.playbook),
        channel: common.channel,
        ..Met::default()
    }
}

fn kept(written: &Written) -> Kept {
    Kept {
        contact: written.contact.id.to_string(),
        new: written.is_new,
        touchpoint: written.touchpoint.id.to_string(),
        opportunity: written.opportunity.map(|id| id.to_string()),
        follow_up: written.started.as_ref().ok().map(ToString::to_string),
        not_started: written.started.as_ref().err().cloned(),
    }
}

/// The form that a reading fills in.
fn form(reading: &Reading, known: &[KnownView]) -> Capture {
    let one = |field: Field| reading.values(field).next().map(str::to_owned);
    let people = reading
        .values(Field::Person)
        .enumerate()
        .map(|(person, name)| {
            let of = |field: Field| {
                let chips = reading.chips.iter().filter(move |chip| chip.field == field);
                let mine = chips
                    .clone()
                    .find(|chip| chip.person == Some(person))
                    .or_else(|| chips.clone().find(|chip| chip.person.is_none()));
                mine.map(|chip| chip.value.clone())
            };
            CapturePerson {
                name: name.to_owned(),
                contact: known
                    .iter()
                    .find(|known| known.person == person && known.taken)
                    .map(|known| known.contact.clone()),
                organisation: organisation_of(reading, person).map(str::to_owned),
                position: of(Field::Position),
                address: of(Field::Address),
                phone: of(Field::Phone),
                facts: Vec::new(),
            }
        })
        .collect();
    let promises = reading.values(Field::Promise).chain(reading.values(Field::Link));
    let memo: Vec<&str> =
        promises.chain([reading.memo.as_str()]).filter(|line| !line.is_empty()).collect();
    Capture {
        people,
        when: one(Field::When),
        kind: one(Field::Kind),
        channel: one(Field::Channel),
        role: one(Field::Role),
        facts: reading.values(Field::Fact).map(str::to_owned).collect(),
        decides: one(Field::Decides),
        told_to_wait: reading.values(Field::ToldToWait).next().is_some(),
        fit: one(Field::Fit).and_then(|fit| fit.parse().ok()),
        playbook: None,
        event: one(Field::Event),
        tags: reading.values(Field::Event).skip(1).map(str::to_owned).collect(),
        memo: (!memo.is_empty()).then(|| memo.join("\n")),
        key: None,
    }
}

/// Where a person of a reading works: their own, else everybody's, else that of the one named next.
fn organisation_of(reading: &Reading, person: usize) -> Option<&str> {
    let chips: Vec<_> =
        reading.chips.iter().filter(|chip| chip.field == Field::Organisation).collect();
    chips
        .iter()
        .find(|chip| chip.person.is_none() || chip.person == Some(person))
        .or_else(|| chips.iter().find(|chip| chip.person > Some(person)))
        .map(|chip| chip.value.as_str())
}

fn check_key(key: &str) -> Result<(), AppError> {
    let fits = (1..=64).contains(&key.len())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if fits {
        return Ok(());
    }
    Err(AppError::usage(
        "a key is 1 to 64 letters, digits, - and _",
        "make one up for each capture, such as a UUID",
    ))
}

fn digest_of(sent: &impl Serialize) -> Result<[u8; 32], AppError> {
    let text = serde_json::to_vec(sent)
        .map_err(|error| AppError::usage(error.to_string(), "send plain text"))?;
    Ok(Sha256::digest(&text).into())
}
