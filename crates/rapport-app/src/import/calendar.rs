//! A calendar as a source of people: everybody the user met or will meet, each with their meetings.
//!
//! Left out are the user, rooms and other resources, robots, who declined, and meetings of so many
//! that nobody met anybody. A series counts with its occurrences around today. Not here: what becomes
//! of a meeting (`meetings`).

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use rapport_core::touchpoint::{Channel, Direction, TouchpointKind};
use rapport_formats::calendar::{
    self, Calendar, Entry, EventTime, Kind, Occurrence, Participant, Work,
};
use rapport_formats::card::{Card, Labelled};
use rapport_formats::email_address::EmailAddress;
use rapport_mail::evidence::auto::is_robot;
use rapport_store::touchpoint::LocalTime;
use sha2::{Digest as _, Sha256};

use super::entry::one_line;
use crate::capture::channel_of;
use crate::capture_text::kind_of_title;

/// The largest calendar that is read, in bytes.
pub(super) const LARGEST: u64 = 64 * 1024 * 1024;
/// Days before and after today in which meetings count.
const AROUND: i32 = 400;
/// Occurrences of one series that count, those nearest to today.
const MOST_OF_A_SERIES: usize = 500;
/// Meetings with people that one calendar can bring; the earliest in the file count.
const MOST_MEETINGS: usize = 50_000;
/// More others than these are an audience.
const MOST_OTHERS: usize = 25;
/// The longest meeting; what is longer is a stay.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 14);
/// Letters of an identifier that are kept as they are.
const LONGEST_UID: usize = 180;
/// Letters of a title that are kept.
const LONGEST_TITLE: usize = 200;

/// One time of a meeting with somebody, as a calendar tells it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Meeting {
    pub(crate) uid: String,
    /// Of a series the start that its rule gives; empty for what happens once.
    pub(crate) instance: String,
    pub(crate) title: String,
    pub(crate) kind: TouchpointKind,
    pub(crate) channel: Channel,
    pub(crate) direction: Direction,
    pub(crate) starts: Timestamp,
    pub(crate) ends: Timestamp,
    /// The start on its own wall clock, where its zone has a name.
    pub(crate) typed: Option<LocalTime>,
    /// Called off.
    pub(crate) is_cancelled: bool,
}

/// By whom and when a calendar is read.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    pub(super) now: Timestamp,
    pub(super) zone: TimeZone,
    /// The user's own addresses, as [`EmailAddress::mailbox_key`] has them.
    pub(super) own: BTreeSet<String>,
}

/// Everybody of a calendar.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct People {
    /// In the order of their mailboxes.
    pub(super) people: Vec<(Card, Vec<Meeting>)>,
    /// Meetings nobody is taken from: line, why, what to do.
    pub(super) rejected: Vec<(u64, String, String)>,
}

/// Whether a file begins as a calendar does.
pub(super) fn is_calendar(beginning: &[u8]) -> bool {
    let text = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(beginning).trim_ascii_start();
    const MARK: &[u8] = b"BEGIN:VCALENDAR";
    text.get(..MARK.len()).is_some_and(|start| start.eq_ignore_ascii_case(MARK))
}

/// The key of a mailbox, by which own addresses and doubles are known.
pub(super) fn mailbox_key(address: &str) -> Option<String> {
    EmailAddress::parse(address).ok().map(|address| address.mailbox_key())
}

impl Reader {
    /// Reads a calendar. Any bytes give an answer; bytes that hold no calendar give `None`.
    pub(super) fn read(&self, bytes: &[u8]) -> Option<People> {
        let Calendar { name, entries, defects } =
            calendar::read(bytes, &|name| TimeZone::get(name).ok());
        if entries.is_empty() && defects.iter().any(|defect| defect.line == 0) {
            return None;
        }
        let mut own = self.own.clone();
        // Many servers call a calendar by the address of whose it is.
        own.extend(name.as_deref().and_then(mailbox_key));
        let mut found: BTreeMap<String, (Card, Vec<Meeting>)> = BTreeMap::new();
        let mut rejected = Vec::new();
        let (mut work, mut meetings) = (Work::default(), 0);
        for entry in &entries {
            let line = u64::try_from(entry.line).unwrap_or(0);
            if entry.kind != Kind::Event || declined_by(&own, entry) {
                continue;
            }
            let others = others(&own, entry);
            if others.is_empty() {
                continue;
            }
            if others.len() > MOST_OTHERS {
                rejected.push((
                    line,
                    format!(
                        "{} people were asked to this, so nobody is taken from it",
                        others.len()
                    ),
                    "note whom you met there: rapport met NAME".to_owned(),
                ));
                continue;
            }
            let times = self.times(entry, &mut work);
            meetings += times.len() * others.len();
            if times.is_empty() || meetings > MOST_MEETINGS {
                continue;
            }
            for (key, other) in others {
                let (card, theirs) =
                    found.entry(key).or_insert_with(|| (card_of(other, line), Vec::new()));
                if card.name.is_empty() {
                    card.name = name_of(other);
                }
                theirs.extend(times.iter().cloned());
            }
        }
        if meetings > MOST_MEETINGS {
            rejected.push((
                0,
                format!("only the first {MOST_MEETINGS} meetings of the calendar were read"),
                "split it by year".to_owned(),
            ));
        }
        Some(People { people: found.into_values().collect(), rejected })
    }

    /// The times of an entry around today.
    fn times(&self, entry: &Entry, work: &mut Work) -> Vec<Meeting> {
        let today = self.now.to_zoned(self.zone.clone()).date();
        let from = today.checked_sub(AROUND.days()).unwrap_or(Date::MIN);
        let to = today.checked_add(AROUND.days()).unwrap_or(Date::MAX);
        let is_series = entry.is_series();
        let found = entry.occurrences_between((from, to), 4 * MOST_OF_A_SERIES, work);
        let title = title_of(entry);
        let (kind, said) = kind_of_title(&title);
        let channel = said.or_else(|| is_online(entry).then_some(Channel::Call));
        let mut times: Vec<Meeting> = found
            .list
            .iter()
            .filter_map(|occurrence| {
                let (starts, ends) = self.span(occurrence)?;
                Some(Meeting {
                    uid: uid_of(entry),
                    instance: if is_series {
                        occurrence.instance.to_string()
                    } else {
                        String::new()
                    },
                    title: title.clone(),
                    kind,
                    channel: channel.unwrap_or(channel_of(kind)),
                    direction: Direction::Both,
                    starts,
                    ends,
                    typed: local_time(&occurrence.start),
                    is_cancelled: entry.status == "cancelled",
                })
            })
            .collect();
        if times.len() > MOST_OF_A_SERIES {
            // As many behind as ahead, and what the one side does not need is the other's.
            let past = times.partition_point(|meeting| meeting.ends <= self.now);
            let ahead = times.len() - past;
            let half = MOST_OF_A_SERIES / 2;
            let behind = past.min(half.max(MOST_OF_A_SERIES.saturating_sub(ahead)));
            times.drain(..past - behind);
            times.truncate(MOST_OF_A_SERIES);
        }
        times
    }

    /// From when to when: whole days are the user's working hours, floating times the user's zone.
    fn span(&self, occurrence: &Occurrence) -> Option<(Timestamp, Timestamp)> {
        let place = |wall: DateTime| self.zone.to_timestamp(wall).ok();
        let instant = |time: &EventTime| match time.instant() {
            Some(second) => Timestamp::from_second(second).ok(),
            None => place(time.wall()),
        };
        let start = &occurrence.start;
        if start.is_whole_day() {
            let first = start.wall().date();
            let behind = occurrence.end.as_ref().map(|end| end.wall().date());
            let last = behind.and_then(|day| day.yesterday().ok()).filter(|last| *last > first);
            let last = last.unwrap_or(first);
            let hour = |hour| Time::constant(hour, 0, 0, 0);
            let starts = place(first.to_datetime(hour(9)))?;
            let ends = place(last.to_datetime(hour(17)))?;
            return Some((starts, ends.min(starts + LONGEST)));
        }
        let starts = instant(start)?;
        let ends = occurrence.end.as_ref().and_then(instant).filter(|ends| *ends > starts);
        let ends = ends.unwrap_or(starts.saturating_add(SignedDuration::from_mins(30)).ok()?);
        Some((starts, ends.min(starts.saturating_add(LONGEST).ok()?)))
    }
}

/// The user said no to it.
fn declined_by(own: &BTreeSet<String>, entry: &Entry) -> bool {
    entry.attendees.iter().any(|one| {
        one.status == "declined" && mailbox_key(&one.address).is_some_and(|key| own.contains(&key))
    })
}

/// Who takes part besides the user, each once.
fn others<'a>(own: &BTreeSet<String>, entry: &'a Entry) -> BTreeMap<String, &'a Participant> {
    let mut others: BTreeMap<String, &Participant> = BTreeMap::new();
    for one in entry.attendees.iter().chain(&entry.organizer) {
        let is_person = matches!(one.category.as_str(), "" | "individual" | "unknown");
        let Ok(address) = EmailAddress::parse(&one.address) else { continue };
        if !is_person || is_resource(&address) || is_robot(&one.address) || address.is_role() {
            continue;
        }
        let key = address.mailbox_key();
        if own.contains(&key) {
            continue;
        }
        // An attendee's answer counts before what stands with the organiser.
        others.entry(key).or_insert(one);
    }
    others.retain(|_, one| one.status != "declined");
    others
}

/// Calendars of rooms and groups that stand as people.
fn is_resource(address: &EmailAddress) -> bool {
    let domain = address.ascii_domain.as_str();
    domain == "calendar.google.com" || domain.ends_with(".calendar.google.com")
}

fn name_of(participant: &Participant) -> String {
    let name = one_line(&participant.name).unwrap_or_default();
    if name.contains('@') { String::new() } else { name }
}

fn card_of(participant: &Participant, line: u64) -> Card {
    Card {
        name: name_of(participant),
        emails: vec![Labelled {
            value: participant.address.trim().to_lowercase(),
            label: String::new(),
        }],
        line: usize::try_from(line).unwrap_or(0),
        ..Card::default()
    }
}

fn title_of(entry: &Entry) -> String {
    let title = one_line(&entry.summary).unwrap_or_else(|| "Meeting".to_owned());
    title.chars().take(LONGEST_TITLE).collect()
}

/// The identifier; a long one by its hash, a missing one by what the entry is.
fn uid_of(entry: &Entry) -> String {
    let hashed = |text: &str| {
        let hash = Sha256::digest(text.as_bytes());
        hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    match one_line(&entry.uid) {
        Some(uid) if uid.chars().count() <= LONGEST_UID => uid,
        Some(uid) => hashed(&uid),
        None => {
            let start = entry.start.as_ref().map(ToString::to_string).unwrap_or_default();
            hashed(&format!("{start} {}", entry.summary))
        }
    }
}

fn local_time(start: &EventTime) -> Option<LocalTime> {
    let zone = start.zone().filter(|_| !start.is_whole_day())?;
    let zone = TimeZone::get(zone).ok()?.iana_name()?.to_owned();
    Some(LocalTime { local: start.wall(), zone })
}

/// Its place is an address of a conference.
fn is_online(entry: &Entry) -> bool {
    const SIGNS: [&str; 8] = [
        "zoom.us/",
        "teams.microsoft.com/",
        "teams.live.com/",
        "meet.google.com/",
        "webex.com/",
        "whereby.com/",
        "meet.jit.si/",
        "microsoft teams",
    ];
    let place = format!("{}\n{}\n{}", entry.location, entry.url, entry.description).to_lowercase();
    SIGNS.iter().any(|sign| place.contains(sign))
}
