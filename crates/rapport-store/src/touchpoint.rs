//! Touchpoints with their facts, and appointments.

use jiff::Timestamp;
use jiff::civil::DateTime;
use rapport_core::ids::{AppointmentId, ContactId, TouchpointId};
use rapport_core::touchpoint::{Appointment, Channel, Direction, Touchpoint, TouchpointKind};

use crate::db::{Reader, Row, Value, values};
use crate::dialect;
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// A time as it was typed: the instant is resolved again when zone data changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LocalTime {
    /// The wall clock.
    pub local: DateTime,
    /// The IANA name of the zone.
    pub zone: String,
}

impl Store {
    /// One touchpoint.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn touchpoint(
        &self,
        scope: &Scope,
        id: TouchpointId,
    ) -> Result<Touchpoint, StoreError> {
        load(&mut self.db.reader(scope), scope, id).await
    }

    /// The touchpoints of a contact, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn touchpoints(
        &self,
        scope: &Scope,
        contact: ContactId,
        limit: u32,
    ) -> Result<Vec<Touchpoint>, StoreError> {
        of_contact(&mut self.db.reader(scope), scope, contact, limit).await
    }

    /// The touchpoint logged last, for "--same-meeting".
    ///
    /// # Errors
    /// What the database says.
    pub async fn last_touchpoint(&self, scope: &Scope) -> Result<Option<Touchpoint>, StoreError> {
        let reader = &mut self.db.reader(scope);
        // Identifiers sort by the time they were made, which is when it was logged.
        let sql = "select id from touchpoint where scope_id = $1 order by id desc limit 1";
        match reader.maybe(sql, &values![scope.id()]).await? {
            Some(row) => load(reader, scope, row.id("id")?).await.map(Some),
            None => Ok(None),
        }
    }

    /// One appointment.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn appointment(
        &self,
        scope: &Scope,
        id: AppointmentId,
    ) -> Result<Appointment, StoreError> {
        load_appointment(&mut self.db.reader(scope), scope, id).await
    }

    /// Appointments that end after an instant, the next one first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn appointments(
        &self,
        scope: &Scope,
        after: Timestamp,
    ) -> Result<Vec<Appointment>, StoreError> {
        let sql = "select * from appointment where scope_id = $1 and ends > $2 order by starts, id";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), after]).await?;
        rows.iter().map(appointment_of).collect()
    }

    /// The appointments of a contact, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn appointments_of(
        &self,
        scope: &Scope,
        contact: ContactId,
    ) -> Result<Vec<Appointment>, StoreError> {
        let sql = "select * from appointment where scope_id = $1 and contact_id = $2 order by starts desc, id";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), contact]).await?;
        rows.iter().map(appointment_of).collect()
    }

    /// Appointments not yet over whose time was typed, to resolve again after new zone data.
    ///
    /// # Errors
    /// What the database says.
    pub async fn typed_appointments(
        &self,
        scope: &Scope,
        after: Timestamp,
    ) -> Result<Vec<(Appointment, LocalTime)>, StoreError> {
        let sql = "select * from appointment where scope_id = $1 and ends > $2 and zone is not null \
                   order by starts, id";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), after]).await?;
        let typed = |row: &Row| {
            let local = row.word("starts_local", |text| text.parse().ok())?;
            Ok((appointment_of(row)?, LocalTime { local, zone: row.text("zone")? }))
        };
        rows.iter().map(typed).collect()
    }
}

impl Door<'_> {
    /// One touchpoint, as this transaction sees it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn touchpoint(&mut self, id: TouchpointId) -> Result<Touchpoint, StoreError> {
        let scope = self.scope;
        load(&mut self.tx.reader(), &scope, id).await
    }

    /// Writes a touchpoint, new or changed, with all its facts.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_touchpoint(&mut self, touchpoint: &Touchpoint) -> Result<(), StoreError> {
        let sql = "insert into touchpoint (scope_id, id, contact_id, opportunity_id, kind, channel, \
            direction, at, memo) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
            on conflict (scope_id, id) do update set opportunity_id = excluded.opportunity_id, \
            kind = excluded.kind, channel = excluded.channel, direction = excluded.direction, \
            at = excluded.at, memo = excluded.memo";
        let values = values![
            self.scope.id(),
            touchpoint.id,
            touchpoint.contact,
            touchpoint.opportunity,
            touchpoint.kind.word(),
            touchpoint.channel.word(),
            touchpoint.direction.word(),
            touchpoint.at,
            touchpoint.memo.as_deref(),
        ];
        self.tx.execute(sql, &values).await?;
        let sql = "delete from touchpoint_fact where scope_id = $1 and touchpoint_id = $2";
        self.tx.execute(sql, &values![self.scope.id(), touchpoint.id]).await?;
        for (position, fact) in (0_u32..).zip(&touchpoint.facts) {
            let sql = "insert into touchpoint_fact (scope_id, touchpoint_id, position, fact) \
                       values ($1, $2, $3, $4)";
            let values = values![self.scope.id(), touchpoint.id, position, fact.as_str()];
            self.tx.execute(sql, &values).await?;
        }
        Ok(())
    }

    /// Writes an appointment, new or changed; with the time as typed where it was typed.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_appointment(
        &mut self,
        appointment: &Appointment,
        typed: Option<&LocalTime>,
    ) -> Result<(), StoreError> {
        let sql = "insert into appointment (scope_id, id, contact_id, opportunity_id, title, starts, ends, \
            starts_local, zone, cancelled, keen) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
            on conflict (scope_id, id) do update set opportunity_id = excluded.opportunity_id, \
            title = excluded.title, starts = excluded.starts, ends = excluded.ends, \
            starts_local = excluded.starts_local, zone = excluded.zone, cancelled = excluded.cancelled, \
            keen = excluded.keen";
        let values = values![
            self.scope.id(),
            appointment.id,
            appointment.contact,
            appointment.opportunity,
            appointment.title.as_str(),
            appointment.starts,
            appointment.ends,
            typed.map(|typed| typed.local.to_string()),
            typed.map(|typed| typed.zone.as_str()),
            appointment.cancelled,
            appointment.keen,
        ];
        self.tx.execute(sql, &values).await.map(drop)
    }
}

/// Loads one touchpoint with its facts.
pub(crate) async fn load(
    reader: &mut Reader<'_>,
    scope: &Scope,
    id: TouchpointId,
) -> Result<Touchpoint, StoreError> {
    let sql = "select * from touchpoint where scope_id = $1 and id = $2";
    let row = reader.maybe(sql, &values![scope.id(), id]).await?;
    let row = row.ok_or(StoreError::NotFound { what: "this touchpoint" })?;
    let mut touchpoints = vec![touchpoint_of(&row)?];
    add_facts(reader, scope, &mut touchpoints).await?;
    touchpoints.pop().ok_or(StoreError::NotFound { what: "this touchpoint" })
}

/// The touchpoints of a contact, newest first.
pub(crate) async fn of_contact(
    reader: &mut Reader<'_>,
    scope: &Scope,
    contact: ContactId,
    limit: u32,
) -> Result<Vec<Touchpoint>, StoreError> {
    let sql = "select * from touchpoint where scope_id = $1 and contact_id = $2 order by at desc, id desc limit $3";
    let rows = reader.all(sql, &values![scope.id(), contact, limit]).await?;
    let mut touchpoints = rows.iter().map(touchpoint_of).collect::<Result<Vec<_>, _>>()?;
    add_facts(reader, scope, &mut touchpoints).await?;
    Ok(touchpoints)
}

async fn add_facts(
    reader: &mut Reader<'_>,
    scope: &Scope,
    touchpoints: &mut [Touchpoint],
) -> Result<(), StoreError> {
    let ids = touchpoints.iter().map(|touchpoint| Value::from(touchpoint.id));
    let (sql, values) = dialect::with_list(
        "select touchpoint_id, fact from touchpoint_fact where scope_id = $1 \
         and touchpoint_id in ({list}) order by position",
        &values![scope.id()],
        ids,
    );
    for row in reader.all(sql, &values).await? {
        let id: TouchpointId = row.id("touchpoint_id")?;
        if let Some(touchpoint) = touchpoints.iter_mut().find(|touchpoint| touchpoint.id == id) {
            touchpoint.facts.push(row.text("fact")?);
        }
    }
    Ok(())
}

/// Loads one appointment.
pub(crate) async fn load_appointment(
    reader: &mut Reader<'_>,
    scope: &Scope,
    id: AppointmentId,
) -> Result<Appointment, StoreError> {
    let sql = "select * from appointment where scope_id = $1 and id = $2";
    let row = reader.maybe(sql, &values![scope.id(), id]).await?;
    row.as_ref().map_or(Err(StoreError::NotFound { what: "this appointment" }), appointment_of)
}

fn touchpoint_of(row: &Row) -> Result<Touchpoint, StoreError> {
    Ok(Touchpoint {
        id: row.id("id")?,
        contact: row.id("contact_id")?,
        opportunity: row.maybe_id("opportunity_id")?,
        kind: row.word("kind", TouchpointKind::parse)?,
        channel: row.word("channel", Channel::parse)?,
        direction: row.word("direction", Direction::parse)?,
        at: row.at("at")?,
        facts: Vec::new(),
        memo: row.maybe_text("memo")?,
    })
}

/// What [`appointment_of`] reads.
pub(crate) const APPOINTMENT_COLUMNS: &[&str] =
    &["id", "contact_id", "opportunity_id", "title", "starts", "ends", "cancelled", "keen"];

pub(crate) fn appointment_of(row: &Row) -> Result<Appointment, StoreError> {
    Ok(Appointment {
        id: row.id("id")?,
        contact: row.id("contact_id")?,
        opportunity: row.maybe_id("opportunity_id")?,
        title: row.text("title")?,
        starts: row.at("starts")?,
        ends: row.at("ends")?,
        cancelled: row.flag("cancelled")?,
        keen: row.flag("keen")?,
    })
}
