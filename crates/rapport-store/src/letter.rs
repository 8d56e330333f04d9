//! Paper: printers as they were measured, pictures on letters, and what was printed.
//!
//! That a letter was posted is no row of its own: it is a tick of its follow-up, as any other step
//! done by hand.

use jiff::Timestamp;
use rapport_core::follow_up::ContentHash;
use rapport_core::ids::{ContactId, DraftId};

use crate::db::{Row, values};
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// One printer as it was measured on its test page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PrinterRow {
    /// What the user calls it.
    pub name: String,
    /// Hundredths of a millimetre that everything is moved to the right; negative: to the left.
    pub right_by: i64,
    /// Hundredths of a millimetre that everything is moved down; negative: up.
    pub down_by: i64,
    /// How envelopes are fed: `none`, `right`, `half` or `left`.
    pub turn: String,
}

/// A draft as it was printed last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PrintMark {
    /// Which draft.
    pub draft: DraftId,
    /// For whom.
    pub contact: ContactId,
    /// What stood in it.
    pub hash: ContentHash,
    /// When.
    pub at: Timestamp,
}

impl Store {
    /// The printers by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn printers(&self, scope: &Scope) -> Result<Vec<PrinterRow>, StoreError> {
        let sql = "select * from printer where scope_id = $1 order by name";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        let printer = |row: &Row| {
            Ok(PrinterRow {
                name: row.text("name")?,
                right_by: row.int("right_by")?,
                down_by: row.int("down_by")?,
                turn: row.text("turn")?,
            })
        };
        rows.iter().map(printer).collect()
    }

    /// The picture of that name, `letterhead` or `signature`.
    ///
    /// # Errors
    /// What the database says.
    pub async fn letter_picture(
        &self,
        scope: &Scope,
        name: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "select bytes from letter_picture where scope_id = $1 and name = $2";
        let row = self.db.reader(scope).maybe(sql, &values![scope.id(), name]).await?;
        row.map(|row| row.bytes("bytes")).transpose()
    }

    /// What was printed of the drafts that live follow-ups have now.
    ///
    /// # Errors
    /// What the database says.
    pub async fn print_marks(&self, scope: &Scope) -> Result<Vec<PrintMark>, StoreError> {
        let sql = "select p.* from letter_print p join follow_up f \
                   on f.scope_id = p.scope_id and f.draft_id = p.draft_id \
                   where p.scope_id = $1 and f.state <> 'ended' order by p.printed_at, p.draft_id";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        let mark = |row: &Row| {
            Ok(PrintMark {
                draft: row.id("draft_id")?,
                contact: row.id("contact_id")?,
                hash: row.hash("hash")?,
                at: row.at("printed_at")?,
            })
        };
        rows.iter().map(mark).collect()
    }
}

impl Door<'_> {
    /// Keeps what was measured of a printer.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_printer(&mut self, printer: &PrinterRow) -> Result<(), StoreError> {
        let sql = "insert into printer (scope_id, name, right_by, down_by, turn) \
                   values ($1, $2, $3, $4, $5) on conflict (scope_id, name) do update set \
                   right_by = excluded.right_by, down_by = excluded.down_by, turn = excluded.turn";
        let values = values![
            self.scope.id(),
            printer.name.as_str(),
            printer.right_by,
            printer.down_by,
            printer.turn.as_str(),
        ];
        self.tx.execute(sql, &values).await.map(drop)
    }

    /// Forgets a printer; true if it was known.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remove_printer(&mut self, name: &str) -> Result<bool, StoreError> {
        let sql = "delete from printer where scope_id = $1 and name = $2";
        Ok(self.tx.execute(sql, &values![self.scope.id(), name]).await? > 0)
    }

    /// Keeps a picture under its name; `None` forgets it. True if there was one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_letter_picture(
        &mut self,
        name: &str,
        bytes: Option<&[u8]>,
    ) -> Result<bool, StoreError> {
        let sql = "delete from letter_picture where scope_id = $1 and name = $2";
        let was_there = self.tx.execute(sql, &values![self.scope.id(), name]).await? > 0;
        if let Some(bytes) = bytes {
            let sql = "insert into letter_picture (scope_id, name, bytes) values ($1, $2, $3)";
            self.tx.execute(sql, &values![self.scope.id(), name, bytes]).await?;
        }
        Ok(was_there)
    }

    /// Keeps that a draft was printed as it stands.
    ///
    /// # Errors
    /// What the database says.
    pub async fn mark_printed(&mut self, mark: &PrintMark) -> Result<(), StoreError> {
        let sql = "insert into letter_print (scope_id, draft_id, contact_id, hash, printed_at) \
                   values ($1, $2, $3, $4, $5) on conflict (scope_id, draft_id) do update set \
                   hash = excluded.hash, printed_at = excluded.printed_at";
        let values = values![self.scope.id(), mark.draft, mark.contact, mark.hash, mark.at];
        self.tx.execute(sql, &values).await.map(drop)
    }
}
