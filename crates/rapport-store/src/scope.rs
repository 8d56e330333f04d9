//! Scopes: whose data it is. Every query takes one and no row leaves without it (I11).
//!
//! A user has two at most: practice and real, each with its own clock offset, epoch and settings.
//! Connecting an account opens the real scope with the people and what happened, never with the state
//! of follow-ups.

use jiff::{SignedDuration, Timestamp};
use rapport_core::ids::ScopeId;

use crate::db::{Row, Sight, Tx, values};
use crate::dialect;
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;

/// Practice or real.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScopeKind {
    /// Nothing leaves the machine; the clock may be moved.
    Practice,
    /// A mail account is connected.
    Real,
}

impl ScopeKind {
    /// The word stored and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Real => "real",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Practice, Self::Real].into_iter().find(|kind| kind.word() == word)
    }
}

/// The right to see one user's rows. Only the store makes one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Scope {
    id: ScopeId,
    kind: ScopeKind,
}

impl Scope {
    /// Which one.
    #[must_use]
    pub const fn id(&self) -> ScopeId {
        self.id
    }

    /// Practice or real.
    #[must_use]
    pub const fn kind(&self) -> ScopeKind {
        self.kind
    }
}

/// What a scope carries beside its rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScopeState {
    /// How far the practice clock was moved.
    pub clock_offset: SignedDuration,
    /// Grows each time the database turns out to be restored or copied.
    pub epoch: i64,
    /// Sending waits until the Sent mailbox was searched for every item that is not final.
    pub epoch_held: bool,
    /// Since when the scope exists.
    pub created_at: Timestamp,
}

/// The user that every installation begins with.
pub const FIRST_USER: &str = "me";

impl Store {
    /// All scopes, real before practice.
    ///
    /// # Errors
    /// What the database says.
    pub async fn scopes(&self) -> Result<Vec<Scope>, StoreError> {
        let sql = "select id, kind from scope where user_name = $1 order by kind desc";
        let rows = self.db.reader(Sight::All).all(sql, &values![FIRST_USER]).await?;
        rows.iter().map(read_scope).collect()
    }

    /// The scope of a kind, if it was opened.
    ///
    /// # Errors
    /// What the database says.
    pub async fn scope(&self, kind: ScopeKind) -> Result<Option<Scope>, StoreError> {
        self.scope_of(FIRST_USER, kind).await
    }

    /// The scope of a kind of that user, if it was opened.
    ///
    /// # Errors
    /// What the database says.
    pub async fn scope_of(&self, user: &str, kind: ScopeKind) -> Result<Option<Scope>, StoreError> {
        let sql = "select id, kind from scope where user_name = $1 and kind = $2";
        let row = self.db.reader(Sight::All).maybe(sql, &values![user, kind.word()]).await?;
        row.as_ref().map(read_scope).transpose()
    }

    /// The scope with that id and whose it is, for a token that names one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn scope_with_id(&self, id: ScopeId) -> Result<Option<(String, Scope)>, StoreError> {
        let sql = "select id, kind, user_name from scope where id = $1";
        let row = self.db.reader(Sight::All).maybe(sql, &values![id]).await?;
        row.map(|row| Ok((row.text("user_name")?, read_scope(&row)?))).transpose()
    }

    /// The scope of a kind, opened empty if it was not there.
    ///
    /// # Errors
    /// What the database says.
    pub async fn ensure_scope(&self, kind: ScopeKind, now: Timestamp) -> Result<Scope, StoreError> {
        self.ensure_scope_of(FIRST_USER, kind, now).await
    }

    /// The scope of a kind of that user, opened empty if it was not there.
    ///
    /// # Errors
    /// What the database says.
    pub async fn ensure_scope_of(
        &self,
        user: &str,
        kind: ScopeKind,
        now: Timestamp,
    ) -> Result<Scope, StoreError> {
        if let Some(scope) = self.scope_of(user, kind).await? {
            return Ok(scope);
        }
        let mut tx = self.db.begin(Sight::All).await?;
        // Another process may have been faster, which is as good.
        let sql = "insert into scope (id, user_name, kind, created_at) values ($1, $2, $3, $4) \
                   on conflict (user_name, kind) do nothing";
        tx.execute(sql, &values![self.mint(), user, kind.word(), now]).await?;
        tx.commit().await?;
        self.scope_of(user, kind).await?.ok_or(StoreError::NotFound { what: "this scope" })
    }

    /// Opens the real scope and copies into it what is true in any scope: people, organisations,
    /// pursuits, touchpoints, appointments, references and settings. An open one is left as it is.
    ///
    /// # Errors
    /// What the database says.
    pub async fn open_real_scope(&self, now: Timestamp) -> Result<Scope, StoreError> {
        self.open_real_scope_of(FIRST_USER, now).await
    }

    /// [`Self::open_real_scope`] for that user.
    ///
    /// # Errors
    /// What the database says.
    pub async fn open_real_scope_of(
        &self,
        user: &str,
        now: Timestamp,
    ) -> Result<Scope, StoreError> {
        if let Some(scope) = self.scope_of(user, ScopeKind::Real).await? {
            return Ok(scope);
        }
        let practice = self.scope_of(user, ScopeKind::Practice).await?;
        let real = Scope { id: ScopeId::new(self.mint()), kind: ScopeKind::Real };
        let mut tx = self.db.begin(Sight::All).await?;
        let sql = "insert into scope (id, user_name, kind, created_at) values ($1, $2, $3, $4)";
        tx.execute(sql, &values![real.id, user, real.kind.word(), now]).await?;
        if let Some(practice) = practice {
            dialect::lock_scope(&mut tx, practice.id).await?;
            for copy in COPIES {
                tx.execute(*copy, &values![real.id, practice.id]).await?;
            }
        }
        tx.commit().await?;
        Ok(real)
    }

    /// Offset, epoch and hold of a scope.
    ///
    /// # Errors
    /// What the database says.
    pub async fn scope_state(&self, scope: &Scope) -> Result<ScopeState, StoreError> {
        let sql = "select clock_offset, epoch, epoch_held, created_at from scope where id = $1";
        let row = self.db.reader(scope).one(sql, &values![scope.id]).await?;
        Ok(ScopeState {
            clock_offset: SignedDuration::from_micros(row.int("clock_offset")?),
            epoch: row.int("epoch")?,
            epoch_held: row.flag("epoch_held")?,
            created_at: row.at("created_at")?,
        })
    }

    /// Moves the practice clock. The real scope's stands where it is: moving it is refused.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a scope that is not practice.
    pub async fn set_clock_offset(
        &self,
        scope: &Scope,
        offset: SignedDuration,
    ) -> Result<(), StoreError> {
        let micros = i64::try_from(offset.as_micros()).unwrap_or(i64::MAX);
        let mut tx = self.write(scope).await?;
        let sql = "update scope set clock_offset = $2 where id = $1 and kind = 'practice'";
        if tx.execute(sql, &values![scope.id, micros]).await? == 0 {
            return Err(StoreError::NotFound { what: "a practice clock in this scope" });
        }
        tx.commit().await
    }

    /// Lets sending go on after Sent was searched.
    ///
    /// # Errors
    /// What the database says.
    pub async fn release_epoch(&self, scope: &Scope) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        tx.execute("update scope set epoch_held = 0 where id = $1", &values![scope.id]).await?;
        tx.commit().await
    }

    /// Starts a new epoch in one scope: sending is held until [`Store::release_epoch`].
    ///
    /// # Errors
    /// What the database says.
    pub async fn hold_epoch(&self, scope: &Scope) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = "update scope set epoch = epoch + 1, epoch_held = 1 where id = $1";
        tx.execute(sql, &values![scope.id]).await?;
        tx.commit().await
    }

    /// One setting.
    ///
    /// # Errors
    /// What the database says.
    pub async fn setting(&self, scope: &Scope, key: &str) -> Result<Option<String>, StoreError> {
        let sql = "select value from setting where scope_id = $1 and key = $2";
        let row = self.db.reader(scope).maybe(sql, &values![scope.id, key]).await?;
        row.map(|row| row.text("value")).transpose()
    }

    /// All settings, by key.
    ///
    /// # Errors
    /// What the database says.
    pub async fn settings(&self, scope: &Scope) -> Result<Vec<(String, String)>, StoreError> {
        let sql = "select key, value from setting where scope_id = $1 order by key";
        let rows = self.db.reader(scope).all(sql, &values![scope.id]).await?;
        rows.iter().map(|row| Ok((row.text("key")?, row.text("value")?))).collect()
    }

    /// Writes one setting; `None` removes it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_setting(
        &self,
        scope: &Scope,
        key: &str,
        value: Option<&str>,
    ) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        write_setting(&mut tx, scope, key, value).await?;
        tx.commit().await
    }
}

impl Door<'_> {
    /// One setting, as this transaction sees it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn setting(&mut self, key: &str) -> Result<Option<String>, StoreError> {
        let sql = "select value from setting where scope_id = $1 and key = $2";
        let row = self.tx.maybe(sql, &values![self.scope.id, key]).await?;
        row.map(|row| row.text("value")).transpose()
    }

    /// Writes one setting together with what it means for the follow-ups; `None` removes it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_setting(&mut self, key: &str, value: Option<&str>) -> Result<(), StoreError> {
        let scope = self.scope;
        write_setting(&mut self.tx, &scope, key, value).await
    }
}

async fn write_setting(
    tx: &mut Tx,
    scope: &Scope,
    key: &str,
    value: Option<&str>,
) -> Result<(), StoreError> {
    if let Some(value) = value {
        let sql = "insert into setting (scope_id, key, value) values ($1, $2, $3) \
                   on conflict (scope_id, key) do update set value = excluded.value";
        tx.execute(sql, &values![scope.id, key, value]).await?;
    } else {
        let sql = "delete from setting where scope_id = $1 and key = $2";
        tx.execute(sql, &values![scope.id, key]).await?;
    }
    Ok(())
}

/// The setting under which `stop-all` is kept; present means that nothing goes out.
pub const STOP_ALL: &str = "stop-all";

fn read_scope(row: &Row) -> Result<Scope, StoreError> {
    Ok(Scope { id: row.id("id")?, kind: row.word("kind", ScopeKind::parse)? })
}

/// In the order that foreign keys ask for. Identifiers stay the same: they are unique per scope.
const COPIES: &[&str] = &[
    "insert into setting (scope_id, key, value) \
     select $1, key, value from setting where scope_id = $2 and key <> 'stop-all'",
    "insert into organisation (scope_id, id, name, name_folded, country) \
     select $1, id, name, name_folded, country from organisation where scope_id = $2",
    "insert into organisation_domain (scope_id, domain, organisation_id) \
     select $1, domain, organisation_id from organisation_domain where scope_id = $2",
    "insert into contact (scope_id, id, name, name_folded, greeting, organisation_id, role, phones, \
     postal_address, language, country, subdivision, zone, basis_kind, basis_since, basis_detail, memo, \
     parked, parked_until) \
     select $1, id, name, name_folded, greeting, organisation_id, role, phones, postal_address, language, \
     country, subdivision, zone, basis_kind, basis_since, basis_detail, memo, parked, parked_until \
     from contact where scope_id = $2",
    "insert into contact_address (scope_id, address, contact_id, position) \
     select $1, address, contact_id, position from contact_address where scope_id = $2",
    "insert into opportunity (scope_id, id, kind, title, organisation_id, stage, fit, decides, told_to_wait) \
     select $1, id, kind, title, organisation_id, stage, fit, decides, told_to_wait \
     from opportunity where scope_id = $2",
    "insert into opportunity_contact (scope_id, opportunity_id, position, contact_id) \
     select $1, opportunity_id, position, contact_id from opportunity_contact where scope_id = $2",
    "insert into appointment (scope_id, id, contact_id, opportunity_id, title, starts, ends, starts_local, \
     zone, cancelled, keen) \
     select $1, id, contact_id, opportunity_id, title, starts, ends, starts_local, zone, cancelled, keen \
     from appointment where scope_id = $2",
    "insert into touchpoint (scope_id, id, contact_id, opportunity_id, kind, channel, direction, at, memo) \
     select $1, id, contact_id, opportunity_id, kind, channel, direction, at, memo \
     from touchpoint where scope_id = $2",
    "insert into touchpoint_fact (scope_id, touchpoint_id, position, fact) \
     select $1, touchpoint_id, position, fact from touchpoint_fact where scope_id = $2",
    "insert into reference_contact (scope_id, id, contact_id, opportunity_id, talking_points) \
     select $1, id, contact_id, opportunity_id, talking_points from reference_contact where scope_id = $2",
    "insert into playbook (scope_id, key, version, toml) \
     select $1, key, version, toml from playbook where scope_id = $2",
];
