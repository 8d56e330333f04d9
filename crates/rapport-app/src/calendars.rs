//! Calendars behind an address: kept, read again and again, and what becomes of a meeting that ends.
//!
//! An address opens the calendar for whoever has it, so it is sealed like a password and shown no
//! more than by its host. What a calendar says is imported ([`crate::import`]); a moved meeting moves
//! its appointment, one that is gone withdraws it. When a meeting ends it becomes a touchpoint, and a
//! follow-up is offered on Today, once. `fetch` gets the bytes, `reachable` says from where.

mod fetch;
mod reachable;

use jiff::{SignedDuration, Timestamp};
use rapport_core::decide::meeting::is_fresh;
use rapport_core::ids::CalendarSourceId;
use rapport_store::calendar::{CalendarEntry, CalendarSource, MeetingState};
use rapport_store::{Actor, Door, Worker};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use url::Url;
use zeroize::Zeroizing;

use crate::app::App;
use crate::error::{AppError, Kind};
use crate::import::{ImportInput, ImportSource, Place};
use crate::words;
use fetch::{Fetched, fetch};

/// How often a calendar is asked.
const EVERY: SignedDuration = SignedDuration::from_mins(30);
/// The longest pause after failures.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(24);
/// Meetings that end in one round.
const MOST_ENDED: u32 = 200;
/// Calendars of one user.
const MOST_CALENDARS: usize = 20;

/// A calendar as it is typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CalendarInput {
    /// What to call it; the host of the address if empty.
    pub name: String,
    /// Its address: https or webcal.
    pub address: String,
    /// It is served on this very machine, and http will do. Only who may run programs here may say
    /// so: pages never do.
    pub on_this_machine: bool,
}

/// A calendar as it is shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CalendarView {
    /// Its id, to remove it.
    pub id: String,
    /// What the user calls it.
    pub name: String,
    /// Where it is; the address itself is secret.
    pub host: String,
    /// When it was read last (RFC 3339).
    pub read_at: Option<String>,
    /// The same in words.
    pub read: Option<String>,
    /// When it is asked again (RFC 3339).
    pub next_at: String,
    /// Why the last try failed.
    pub error: Option<String>,
    /// Meetings that are news, where it was just read.
    pub news: u64,
}

/// What is sealed of a calendar.
#[derive(Serialize, Deserialize)]
struct Address {
    url: String,
    #[serde(default)]
    on_this_machine: bool,
}

impl App {
    /// Keeps a calendar and reads it at once.
    ///
    /// # Errors
    /// An address that is none or that leads into a private network, a server that does not answer, an
    /// answer that is no calendar. Then nothing is kept.
    pub async fn add_calendar(&self, input: CalendarInput) -> Result<CalendarView, AppError> {
        let all = self.store().calendar_sources(self.scope()).await?;
        if all.len() >= MOST_CALENDARS {
            return Err(AppError::refused(
                format!("there are {MOST_CALENDARS} calendars already"),
                "remove one first: rapport calendar remove NAME",
            ));
        }
        let url = fetch::parse(&input.address)?;
        let name: String =
            input.name.trim().chars().filter(|sign| !sign.is_control()).take(60).collect();
        let name = if name.is_empty() { host_of(&url) } else { name };
        if all.iter().any(|known| known.name == name) {
            return Err(AppError::usage(
                format!("a calendar is called {name} already"),
                "give it another name",
            ));
        }
        let address = Address { url: url.to_string(), on_this_machine: input.on_this_machine };
        let id = CalendarSourceId::new(self.clock().mint());
        let mut source = CalendarSource {
            id,
            name,
            address: self.sealed_address(id, &address)?,
            added_at: self.now(),
            version: None,
            digest: None,
            read_at: None,
            next_at: self.now() + EVERY,
            failures: 0,
            error: None,
        };
        let news = self.read_calendar(&mut source, &address).await?;
        self.store().save_calendar_source(self.scope(), &source).await?;
        self.calendar_view(&source, news).await
    }

    /// The calendars that are kept, the oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn calendars(&self) -> Result<Vec<CalendarView>, AppError> {
        let mut views = Vec::new();
        for source in self.store().calendar_sources(self.scope()).await? {
            views.push(self.calendar_view(&source, 0).await?);
        }
        Ok(views)
    }

    /// Reads a calendar no more, by id or name. What it told stays.
    ///
    /// # Errors
    /// There is no such calendar.
    pub async fn remove_calendar(&self, which: &str) -> Result<(), AppError> {
        let which = which.trim();
        let all = self.store().calendar_sources(self.scope()).await?;
        let found = all.iter().find(|known| known.id.to_string() == which || known.name == which);
        let Some(found) = found else {
            return Err(AppError::not_found(
                format!("there is no calendar {which}"),
                "list them: rapport calendar list",
            ));
        };
        let mut door = self.user_door(&self.profile().await?).await?;
        door.remove_calendar_source(found.id).await?;
        door.commit().await?;
        Ok(())
    }

    /// Asks every calendar now. One that cannot be read says why in its view.
    ///
    /// # Errors
    /// What the database says.
    pub async fn poll_calendars(&self) -> Result<Vec<CalendarView>, AppError> {
        let mut views = Vec::new();
        for source in self.store().calendar_sources(self.scope()).await? {
            views.push(self.poll(source).await?);
        }
        Ok(views)
    }

    /// Asks the calendar that has been due for longest, if one is: a server that takes its time does
    /// not keep the others' mail waiting more than once a round.
    pub(crate) async fn poll_due_calendar(&self) -> Result<(), AppError> {
        let all = self.store().calendar_sources(self.scope()).await?;
        let due = all.into_iter().filter(|source| source.next_at <= self.now());
        match due.min_by_key(|source| source.next_at) {
            Some(source) => self.poll(source).await.map(drop),
            None => Ok(()),
        }
    }

    async fn poll(&self, mut source: CalendarSource) -> Result<CalendarView, AppError> {
        let read = match self.calendar_address(&source) {
            Ok(address) => self.read_calendar(&mut source, &address).await,
            Err(error) => Err(error),
        };
        let news = match read {
            Ok(news) => news,
            Err(error) if error.kind == Kind::Data => return Err(error),
            Err(error) => {
                source.failures = source.failures.saturating_add(1);
                source.next_at = self.now() + pause(source.failures);
                source.error = Some(error.what);
                0
            }
        };
        self.store().save_calendar_source(self.scope(), &source).await?;
        self.calendar_view(&source, news).await
    }

    /// Asks a calendar, imports what it says, and notes that in its row, which the caller writes.
    async fn read_calendar(
        &self,
        source: &mut CalendarSource,
        address: &Address,
    ) -> Result<u64, AppError> {
        let url = fetch::parse(&address.url)?;
        let fetched = fetch(&url, source.version.as_deref(), address.on_this_machine).await?;
        let mut news = 0;
        if let Fetched::New { bytes, version } = fetched {
            let digest: [u8; 32] = Sha256::digest(&bytes).into();
            if source.digest != Some(digest) {
                let place = Place::Calendar { bytes: bytes.into(), source: source.id };
                let read = ImportSource { name: source.name.clone(), place };
                let view = self.import(&read, &ImportInput::default(), &|_| {}).await?;
                news = view.meetings + view.appointments;
                source.digest = Some(digest);
            }
            source.version = version;
        }
        source.read_at = Some(self.now());
        source.next_at = self.now() + EVERY;
        source.failures = 0;
        source.error = None;
        Ok(news)
    }

    /// Turns meetings that are over into touchpoints and offers a follow-up for each; the answer is
    /// how many there were.
    ///
    /// # Errors
    /// What the database says.
    pub async fn end_meetings(&self) -> Result<usize, AppError> {
        let now = self.now();
        let ended = self.store().ended_meetings(self.scope(), now, MOST_ENDED).await?;
        if ended.is_empty() {
            return Ok(0);
        }
        let moment = self.moment(&self.profile().await?);
        let mut door =
            self.store().door(self.scope(), moment, Actor::Worker(Worker::Scheduler)).await?;
        for entry in &ended {
            self.end_meeting(&mut door, entry.clone(), now).await?;
        }
        door.commit().await?;
        Ok(ended.len())
    }

    async fn end_meeting(
        &self,
        door: &mut Door<'_>,
        mut entry: CalendarEntry,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let appointment = match entry.appointment {
            Some(id) => Some(self.store().appointment(self.scope(), id).await?),
            None => None,
        };
        if appointment.as_ref().is_some_and(|appointment| appointment.cancelled) {
            // The user called it off here, whatever the calendar says.
            entry.state = MeetingState::Withdrawn;
            door.save_calendar_entry(&entry).await?;
            return Ok(());
        }
        let mut touchpoint = self.touchpoint_of(&entry);
        touchpoint.opportunity = appointment.and_then(|appointment| appointment.opportunity);
        door.save_touchpoint(&touchpoint).await?;
        entry.state = MeetingState::Over;
        entry.touchpoint = Some(touchpoint.id);
        door.save_calendar_entry(&entry).await?;
        let contact = door.contact(entry.contact).await?;
        let may_write = self.store().suppressed(self.scope(), &contact).await?.is_none();
        if may_write && is_fresh(entry.ends, now) {
            self.offer_after(door, &touchpoint).await?;
        }
        Ok(())
    }

    async fn calendar_view(
        &self,
        source: &CalendarSource,
        news: u64,
    ) -> Result<CalendarView, AppError> {
        let zone = self.profile().await?.zone;
        let host =
            self.calendar_address(source).ok().and_then(|address| Url::parse(&address.url).ok());
        Ok(CalendarView {
            id: source.id.to_string(),
            name: source.name.clone(),
            host: host.as_ref().map(host_of).unwrap_or_default(),
            read_at: source.read_at.map(|at| at.to_string()),
            read: source.read_at.map(|at| words::instant(at, self.now(), &zone)),
            next_at: source.next_at.to_string(),
            error: source.error.clone(),
            news,
        })
    }

    /// Seals an address for one row of one scope; a copy in another row does not open.
    fn sealed_address(&self, id: CalendarSourceId, address: &Address) -> Result<Vec<u8>, AppError> {
        let plain = serde_json::to_vec(address).map(Zeroizing::new).map_err(|_| {
            AppError::new(Kind::Data, "the address cannot be stored", "type it again")
        })?;
        Ok(self.key().vault().seal(&plain, &self.place_of_calendar(id)))
    }

    fn calendar_address(&self, source: &CalendarSource) -> Result<Address, AppError> {
        let again = || format!("add it anew: rapport calendar remove {}", source.name);
        let unreadable = |why: String| AppError::new(Kind::Denied, why, again());
        let plain =
            self.key().vault().open(&source.address, &self.place_of_calendar(source.id)).map_err(
                |error| {
                    unreadable(format!("the address of {} cannot be used: {error}", source.name))
                },
            )?;
        serde_json::from_slice(&plain)
            .map_err(|_| unreadable(format!("the address of {} cannot be read", source.name)))
    }

    fn place_of_calendar(&self, id: CalendarSourceId) -> Vec<u8> {
        format!("{}/calendar/{id}", self.scope().id()).into_bytes()
    }
}

fn host_of(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

/// Doubles from [`EVERY`] up to the longest.
fn pause(failures: u32) -> SignedDuration {
    let doubled = EVERY.saturating_mul(1 << failures.min(8));
    doubled.min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_day() {
        let hours: Vec<i64> = (1..=9).map(|failures| pause(failures).as_hours()).collect();
        assert_eq!(hours[..5], [1, 2, 4, 8, 16]);
        assert_eq!(pause(u32::MAX), LONGEST_PAUSE);
    }
}
