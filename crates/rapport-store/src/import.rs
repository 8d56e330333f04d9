//! Imports: what was read, how far, and what each entry of a source became.
//!
//! Here: the imports themselves and their rows. [`known`] finds who an entry may be, `write` puts a
//! batch into the database at once, `undo` takes rows back. Not here: what makes two people one, and
//! what of a card is kept; the application decides that.

pub mod known;
mod undo;
mod write;

use jiff::Timestamp;
use rapport_core::ids::{ContactId, ImportId};

use crate::db::{Row, Value, values, wrong};
use crate::dialect;
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

pub use undo::{Removal, Traces};
pub use write::Batch;

/// Half a SHA-256 over the content of an entry.
pub type EntryDigest = [u8; 16];

/// Whether an import goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ImportState {
    /// Entries are being written, or its process died in between.
    Running,
    /// All entries are dealt with.
    Done,
    /// It was taken back.
    Undone,
}

impl ImportState {
    /// All states.
    pub const ALL: [Self; 3] = [Self::Running, Self::Done, Self::Undone];

    /// The word stored and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::Undone => "undone",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// What became of an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowOutcome {
    /// Somebody who was not known.
    New,
    /// Somebody known, of whom something new was learned.
    Changed,
    /// Somebody known, and nothing new.
    Same,
    /// Nobody.
    Rejected,
}

impl RowOutcome {
    /// All outcomes.
    pub const ALL: [Self; 4] = [Self::New, Self::Changed, Self::Same, Self::Rejected];

    /// The word stored and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Same => "same",
            Self::Rejected => "rejected",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.word() == word)
    }
}

/// How many entries became what.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Not known before.
    pub added: u64,
    /// Known, with something new.
    pub changed: u64,
    /// Known, with nothing new.
    pub same: u64,
    /// Of all these, how many hold something doubtful.
    pub doubtful: u64,
    /// Nobody.
    pub rejected: u64,
}

/// One import.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Import {
    /// Which one.
    pub id: ImportId,
    /// What kind of source: cards, table, calendar, mail, signature, picture.
    pub kind: String,
    /// What was read, as it is shown.
    pub source: String,
    /// SHA-256 of what was read.
    pub digest: [u8; 32],
    /// How it was asked for, as the application wrote it down.
    pub options: String,
    /// Whether it goes on.
    pub state: ImportState,
    /// How many entries of the source are dealt with.
    pub position: u64,
    /// What they became.
    pub counts: Counts,
    /// When it began.
    pub began_at: Timestamp,
    /// When it ended or was taken back.
    pub ended_at: Option<Timestamp>,
}

/// One entry of a source and what it became: the origin of what is known about a contact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportRow {
    /// Which entry of the source, from 1.
    pub number: u64,
    /// Its line, from 1; 0 where a line means nothing.
    pub line: u64,
    /// What it became.
    pub outcome: RowOutcome,
    /// Who it is.
    pub contact: Option<ContactId>,
    /// The name as the source gives it.
    pub name: String,
    /// Of the content.
    pub digest: Option<EntryDigest>,
    /// The identifier in the source.
    pub uid: Option<String>,
    /// All that the source said, as a vCard.
    pub card: String,
    /// What is doubtful, as the application wrote it down.
    pub doubts: String,
    /// Whether anything is.
    pub is_doubtful: bool,
    /// What it changed, as the application wrote it down to take it back.
    pub undo: Option<String>,
}

/// An origin of a contact: a row with the import it belongs to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// What was read.
    pub source: String,
    /// What kind of source.
    pub kind: String,
    /// When.
    pub at: Timestamp,
    /// The entry.
    pub row: ImportRow,
}

impl Store {
    /// All imports, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn imports(&self, scope: &Scope) -> Result<Vec<Import>, StoreError> {
        let sql = "select * from import where scope_id = $1 order by began_at desc, id desc";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        rows.iter().map(import_of).collect()
    }

    /// One import.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn import(&self, scope: &Scope, id: ImportId) -> Result<Import, StoreError> {
        let sql = "select * from import where scope_id = $1 and id = $2";
        let row = self.db.reader(scope).maybe(sql, &values![scope.id(), id]).await?;
        import_of(&row.ok_or(StoreError::NotFound { what: "this import" })?)
    }

    /// An import of the same source in the same way that did not come to its end.
    ///
    /// # Errors
    /// What the database says.
    pub async fn running_import(
        &self,
        scope: &Scope,
        digest: &[u8; 32],
        options: &str,
    ) -> Result<Option<Import>, StoreError> {
        let sql = "select * from import where scope_id = $1 and state = 'running' and digest = $2 \
                   and options = $3 order by began_at desc, id desc";
        let values = values![scope.id(), *digest, options];
        self.db.reader(scope).maybe(sql, &values).await?.as_ref().map(import_of).transpose()
    }

    /// Rows of an import that are worth a look (rejected or doubtful), from a number on, in order.
    ///
    /// # Errors
    /// What the database says.
    pub async fn import_rows_to_look_at(
        &self,
        scope: &Scope,
        import: ImportId,
        limit: u32,
    ) -> Result<Vec<ImportRow>, StoreError> {
        let sql = "select * from import_row where scope_id = $1 and import_id = $2 \
                   and (doubtful = 1 or outcome = 'rejected') order by number limit $3";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), import, limit]).await?;
        rows.iter().map(row_of).collect()
    }

    /// Rows of an import with an outcome, from after a number on, in order.
    ///
    /// # Errors
    /// What the database says.
    pub async fn import_rows(
        &self,
        scope: &Scope,
        import: ImportId,
        outcome: RowOutcome,
        after: u64,
        limit: u32,
    ) -> Result<Vec<ImportRow>, StoreError> {
        let sql = "select * from import_row where scope_id = $1 and import_id = $2 and outcome = $3 \
                   and number > $4 order by number limit $5";
        let values = values![scope.id(), import, outcome.word(), after, limit];
        let rows = self.db.reader(scope).all(sql, &values).await?;
        rows.iter().map(row_of).collect()
    }

    /// Where a contact comes from, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn origins(
        &self,
        scope: &Scope,
        contact: ContactId,
    ) -> Result<Vec<Origin>, StoreError> {
        let sql = "select r.*, i.source, i.kind, i.began_at from import_row r join import i \
                   on i.scope_id = r.scope_id and i.id = r.import_id \
                   where r.scope_id = $1 and r.contact_id = $2 order by i.began_at desc, r.number desc";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), contact]).await?;
        rows.iter()
            .map(|row| {
                Ok(Origin {
                    source: row.text("source")?,
                    kind: row.text("kind")?,
                    at: row.at("began_at")?,
                    row: row_of(row)?,
                })
            })
            .collect()
    }
}

impl Store {
    /// What the imports of some contacts found doubtful, as the application wrote it down.
    ///
    /// # Errors
    /// What the database says.
    pub async fn import_doubts(
        &self,
        scope: &Scope,
        contacts: &[ContactId],
    ) -> Result<Vec<(ContactId, String)>, StoreError> {
        let (sql, values) = dialect::with_list(
            "select contact_id, doubts from import_row where scope_id = $1 and doubtful = 1 \
             and contact_id in ({list})",
            &values![scope.id()],
            contacts.iter().map(|id| Value::from(*id)),
        );
        let rows = self.db.reader(scope).all(sql, &values).await?;
        rows.iter().map(|row| Ok((row.id("contact_id")?, row.text("doubts")?))).collect()
    }
}

impl Door<'_> {
    /// The cards a contact was imported from, newest first, as this transaction sees them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn origin_cards(&mut self, contact: ContactId) -> Result<Vec<String>, StoreError> {
        let sql = "select card from import_row where scope_id = $1 and contact_id = $2 \
                   order by import_id desc, number desc limit 20";
        let rows = self.tx.all(sql, &values![self.scope.id(), contact]).await?;
        rows.iter().map(|row| row.text("card")).collect()
    }

    /// Writes an import, new or further on.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_import(&mut self, import: &Import) -> Result<(), StoreError> {
        let sql = "insert into import (scope_id, id, kind, source, digest, options, state, position, \
            added, changed, same, doubtful, rejected, began_at, ended_at) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
            on conflict (scope_id, id) do update set state = excluded.state, \
            position = excluded.position, added = excluded.added, changed = excluded.changed, \
            same = excluded.same, doubtful = excluded.doubtful, rejected = excluded.rejected, \
            ended_at = excluded.ended_at";
        let counts = import.counts;
        let values = values![
            self.scope.id(),
            import.id,
            import.kind.as_str(),
            import.source.as_str(),
            import.digest,
            import.options.as_str(),
            import.state.word(),
            import.position,
            counts.added,
            counts.changed,
            counts.same,
            counts.doubtful,
            counts.rejected,
            import.began_at,
            import.ended_at,
        ];
        self.tx.execute(sql, &values).await.map(drop)
    }
}

fn import_of(row: &Row) -> Result<Import, StoreError> {
    Ok(Import {
        id: row.id("id")?,
        kind: row.text("kind")?,
        source: row.text("source")?,
        digest: row.hash("digest")?.0,
        options: row.text("options")?,
        state: row.word("state", ImportState::parse)?,
        position: row.number("position")?,
        counts: Counts {
            added: row.number("added")?,
            changed: row.number("changed")?,
            same: row.number("same")?,
            doubtful: row.number("doubtful")?,
            rejected: row.number("rejected")?,
        },
        began_at: row.at("began_at")?,
        ended_at: row.maybe_at("ended_at")?,
    })
}

fn row_of(row: &Row) -> Result<ImportRow, StoreError> {
    let digest = row.maybe_bytes("digest")?;
    let digest = digest.map(|bytes| bytes.try_into().map_err(|_| wrong("digest"))).transpose()?;
    Ok(ImportRow {
        number: row.number("number")?,
        line: row.number("line")?,
        outcome: row.word("outcome", RowOutcome::parse)?,
        contact: row.maybe_id("contact_id")?,
        name: row.text("name")?,
        digest,
        uid: row.maybe_text("uid")?,
        card: row.text("card")?,
        doubts: row.text("doubts")?,
        is_doubtful: row.flag("doubtful")?,
        undo: row.maybe_text("undo")?,
    })
}
