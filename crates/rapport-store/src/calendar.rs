//! What calendars say: the addresses that are read again and again, and each meeting with a contact.
//!
//! Here: the rows. Not here: which meeting counts and what becomes of it; the application decides
//! that. The address of a calendar comes sealed and goes sealed.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rapport_core::ids::{AppointmentId, CalendarSourceId, ContactId, ImportId, TouchpointId};
use rapport_core::touchpoint::TouchpointKind;

use crate::db::{Reader, Row, Value, values};
use crate::dialect;
use crate::door::Door;
use crate::error::StoreError;
use crate::import::Removal;
use crate::open::Store;
use crate::scope::Scope;

/// How many values one statement asks for.
const AT_ONCE: usize = 200;

/// A calendar behind an address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CalendarSource {
    /// Which one.
    pub id: CalendarSourceId,
    /// What the user calls it.
    pub name: String,
    /// Its address, sealed.
    pub address: Vec<u8>,
    /// Since when it is read.
    pub added_at: Timestamp,
    /// What the server said about the version that was read last.
    pub version: Option<String>,
    /// SHA-256 of what was read last.
    pub digest: Option<[u8; 32]>,
    /// When it was read last.
    pub read_at: Option<Timestamp>,
    /// When it is asked again.
    pub next_at: Timestamp,
    /// Tries that failed since.
    pub failures: u32,
    /// Why the last one failed.
    pub error: Option<String>,
}

/// How a meeting stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MeetingState {
    /// It is to come, as an appointment.
    Planned,
    /// It was, as a touchpoint.
    Over,
    /// Its calendar took it back.
    Withdrawn,
}

impl MeetingState {
    /// All states.
    pub const ALL: [Self; 3] = [Self::Planned, Self::Over, Self::Withdrawn];

    /// The word stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Over => "over",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// By what a meeting with a contact is recognised: the calendar's identifier, the instance of a
/// series, the contact.
pub type MeetingKey = (String, String, ContactId);

/// One time of a meeting with a contact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CalendarEntry {
    /// The identifier in the calendar.
    pub uid: String,
    /// Of a series the start that its rule gives; empty for what happens once.
    pub instance: String,
    /// With whom.
    pub contact: ContactId,
    /// The calendar that is read again and again, if it is from one.
    pub source: Option<CalendarSourceId>,
    /// The import that brought it.
    pub import: Option<ImportId>,
    /// What it is called.
    pub title: String,
    /// What kind of meeting it is taken for.
    pub kind: TouchpointKind,
    /// From when.
    pub starts: Timestamp,
    /// Until when.
    pub ends: Timestamp,
    /// How it stands.
    pub state: MeetingState,
    /// The appointment it became.
    pub appointment: Option<AppointmentId>,
    /// The touchpoint it became.
    pub touchpoint: Option<TouchpointId>,
}

impl CalendarEntry {
    /// What it is recognised by.
    #[must_use]
    pub fn key(&self) -> MeetingKey {
        (self.uid.clone(), self.instance.clone(), self.contact)
    }
}

impl Store {
    /// The calendars that are read again and again, the oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn calendar_sources(&self, scope: &Scope) -> Result<Vec<CalendarSource>, StoreError> {
        let sql = "select * from calendar_source where scope_id = $1 order by added_at, id";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        rows.iter().map(source_of).collect()
    }

    /// Writes a calendar, new or asked again.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_calendar_source(
        &self,
        scope: &Scope,
        source: &CalendarSource,
    ) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = "insert into calendar_source (scope_id, id, name, address, added_at, version, \
            digest, read_at, next_at, failures, error) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
            on conflict (scope_id, id) do update set name = excluded.name, \
            version = excluded.version, digest = excluded.digest, read_at = excluded.read_at, \
            next_at = excluded.next_at, failures = excluded.failures, error = excluded.error";
        let values = values![
            scope.id(),
            source.id,
            source.name.as_str(),
            source.address.as_slice(),
            source.added_at,
            source.version.as_deref(),
            source.digest.map(|digest| digest.to_vec()),
            source.read_at,
            source.next_at,
            source.failures,
            source.error.as_deref(),
        ];
        tx.execute(sql, &values).await?;
        tx.commit().await
    }

    /// The meetings of some identifiers, as they were committed.
    ///
    /// # Errors
    /// What the database says.
    pub async fn calendar_entries(
        &self,
        scope: &Scope,
        uids: &[String],
    ) -> Result<BTreeMap<MeetingKey, CalendarEntry>, StoreError> {
        entries(&mut self.db.reader(scope), scope, uids).await
    }

    /// Meetings that are over by an instant and not yet touchpoints, the earliest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn ended_meetings(
        &self,
        scope: &Scope,
        by: Timestamp,
        limit: u32,
    ) -> Result<Vec<CalendarEntry>, StoreError> {
        let sql = "select * from calendar_entry where scope_id = $1 and state = 'planned' \
                   and ends <= $2 order by ends, uid, instance, contact_id limit $3";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), by, limit]).await?;
        rows.iter().map(entry_of).collect()
    }

    /// Whether an appointment came from a calendar, which shows it by itself.
    ///
    /// # Errors
    /// What the database says.
    pub async fn is_from_calendar(
        &self,
        scope: &Scope,
        appointment: AppointmentId,
    ) -> Result<bool, StoreError> {
        let sql = "select 1 as there from calendar_entry where scope_id = $1 \
                   and state = 'planned' and appointment_id = $2 limit 1";
        let row = self.db.reader(scope).maybe(sql, &values![scope.id(), appointment]).await?;
        Ok(row.is_some())
    }
}

impl Door<'_> {
    /// The meetings of some identifiers, as this transaction sees them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn calendar_entries(
        &mut self,
        uids: &[String],
    ) -> Result<BTreeMap<MeetingKey, CalendarEntry>, StoreError> {
        let scope = self.scope;
        entries(&mut self.tx.reader(), &scope, uids).await
    }

    /// Meetings of a calendar that are to come after an instant.
    ///
    /// # Errors
    /// What the database says.
    pub async fn planned_of(
        &mut self,
        source: CalendarSourceId,
        after: Timestamp,
    ) -> Result<Vec<CalendarEntry>, StoreError> {
        let sql = "select * from calendar_entry where scope_id = $1 and source_id = $2 \
                   and state = 'planned' and starts > $3 order by starts, uid, instance, contact_id";
        let rows = self.tx.all(sql, &values![self.scope.id(), source, after]).await?;
        rows.iter().map(entry_of).collect()
    }

    /// Writes a meeting, new or changed.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_calendar_entry(&mut self, entry: &CalendarEntry) -> Result<(), StoreError> {
        let sql = "insert into calendar_entry (scope_id, uid, instance, contact_id, source_id, \
            import_id, title, kind, starts, ends, state, appointment_id, touchpoint_id) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
            on conflict (scope_id, uid, instance, contact_id) do update set \
            source_id = excluded.source_id, title = excluded.title, kind = excluded.kind, \
            starts = excluded.starts, ends = excluded.ends, state = excluded.state, \
            appointment_id = excluded.appointment_id, touchpoint_id = excluded.touchpoint_id";
        let values = values![
            self.scope.id(),
            entry.uid.as_str(),
            entry.instance.as_str(),
            entry.contact,
            entry.source,
            entry.import,
            entry.title.as_str(),
            entry.kind.word(),
            entry.starts,
            entry.ends,
            entry.state.word(),
            entry.appointment,
            entry.touchpoint,
        ];
        self.tx.execute(sql, &values).await.map(drop)
    }

    /// Takes back the meetings that an import brought for a contact, with the appointments,
    /// touchpoints and open offers they became; those that a follow-up counts from stay.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remove_meetings(
        &mut self,
        import: ImportId,
        contact: ContactId,
    ) -> Result<Removal, StoreError> {
        let scope = self.scope.id();
        let sql = "select * from calendar_entry where scope_id = $1 and import_id = $2 \
                   and contact_id = $3";
        let rows = self.tx.all(sql, &values![scope, import, contact]).await?;
        let mut removal = Removal::Removed;
        for row in &rows {
            let entry = entry_of(row)?;
            let sql = "select 1 as used from follow_up where scope_id = $1 \
                       and (anchor_touchpoint_id = $2 or anchor_appointment_id = $3) limit 1";
            let values = values![scope, entry.touchpoint, entry.appointment];
            if self.tx.maybe(sql, &values).await?.is_some() {
                removal = Removal::Used;
                continue;
            }
            for sql in [
                "delete from proposal where scope_id = $1 and touchpoint_id = $2 and answer is null",
                "delete from touchpoint_fact where scope_id = $1 and touchpoint_id = $2",
                "delete from touchpoint_event where scope_id = $1 and touchpoint_id = $2",
                "delete from touchpoint where scope_id = $1 and id = $2",
            ] {
                self.tx.execute(sql, &values![scope, entry.touchpoint]).await?;
            }
            let sql = "delete from appointment where scope_id = $1 and id = $2";
            self.tx.execute(sql, &values![scope, entry.appointment]).await?;
            let sql = "delete from calendar_entry where scope_id = $1 and uid = $2 \
                       and instance = $3 and contact_id = $4";
            let values = values![scope, entry.uid.as_str(), entry.instance.as_str(), contact];
            self.tx.execute(sql, &values).await?;
        }
        Ok(removal)
    }

    /// Forgets a calendar's address; what it told stays. The answer is whether it was there.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remove_calendar_source(
        &mut self,
        id: CalendarSourceId,
    ) -> Result<bool, StoreError> {
        let sql =
            "update calendar_entry set source_id = null where scope_id = $1 and source_id = $2";
        self.tx.execute(sql, &values![self.scope.id(), id]).await?;
        let sql = "delete from calendar_source where scope_id = $1 and id = $2";
        Ok(self.tx.execute(sql, &values![self.scope.id(), id]).await? > 0)
    }
}

async fn entries(
    reader: &mut Reader<'_>,
    scope: &Scope,
    uids: &[String],
) -> Result<BTreeMap<MeetingKey, CalendarEntry>, StoreError> {
    let mut found = BTreeMap::new();
    for some in uids.chunks(AT_ONCE) {
        let (sql, values) = dialect::with_list(
            "select * from calendar_entry where scope_id = $1 and uid in ({list})",
            &values![scope.id()],
            some.iter().map(|uid| Value::from(uid.as_str())),
        );
        for row in reader.all(sql, &values).await? {
            let entry = entry_of(&row)?;
            found.insert(entry.key(), entry);
        }
    }
    Ok(found)
}

fn entry_of(row: &Row) -> Result<CalendarEntry, StoreError> {
    Ok(CalendarEntry {
        uid: row.text("uid")?,
        instance: row.text("instance")?,
        contact: row.id("contact_id")?,
        source: row.maybe_id("source_id")?,
        import: row.maybe_id("import_id")?,
        title: row.text("title")?,
        kind: row.word("kind", TouchpointKind::parse)?,
        starts: row.at("starts")?,
        ends: row.at("ends")?,
        state: row.word("state", MeetingState::parse)?,
        appointment: row.maybe_id("appointment_id")?,
        touchpoint: row.maybe_id("touchpoint_id")?,
    })
}

fn source_of(row: &Row) -> Result<CalendarSource, StoreError> {
    Ok(CalendarSource {
        id: row.id("id")?,
        name: row.text("name")?,
        address: row.bytes("address")?,
        added_at: row.at("added_at")?,
        version: row.maybe_text("version")?,
        digest: row.maybe_hash("digest")?.map(|hash| hash.0),
        read_at: row.maybe_at("read_at")?,
        next_at: row.at("next_at")?,
        failures: row.number("failures")?,
        error: row.maybe_text("error")?,
    })
}
