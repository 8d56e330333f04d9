//! Paper: printers as they were measured, what was printed, and who is greeted on which holiday.
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

/// What was decided about one contact's greeting in one year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GreetingYear {
    /// Whom.
    pub contact: ContactId,
    /// The year that the greeted day lies in.
    pub year: i16,
    /// The key of the day.
    pub day: String,
    /// `greeted` or `left-out`.
    pub answer: String,
    /// When it was decided.
    pub at: Timestamp,
}

impl Store {
    /// The printers by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn printers(&self, scope: &Scope) -> Result<Vec<PrinterRow>, StoreError> {
        let sql = "select * from printer where scope_id = $1 order by name";
        let rows = self.db.reader().all(sql, &values![scope.id()]).await?;
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

    /// What was printed of the drafts that live follow-ups have now.
    ///
    /// # Errors
    /// What the database says.
    pub async fn print_marks(&self, scope: &Scope) -> Result<Vec<PrintMark>, StoreError> {
        let sql = "select p.* from letter_print p join follow_up f \
                   on f.scope_id = p.scope_id and f.draft_id = p.draft_id \
                   where p.scope_id = $1 and f.state <> 'ended' order by p.printed_at, p.draft_id";
        let rows = self.db.reader().all(sql, &values![scope.id()]).await?;
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

    /// Which holiday each contact is greeted on, where the user said so.
    ///
    /// # Errors
    /// What the database says.
    pub async fn greeting_wishes(
        &self,
        scope: &Scope,
    ) -> Result<Vec<(ContactId, String)>, StoreError> {
        let sql =
            "select contact_id, day from greeting_wish where scope_id = $1 order by contact_id";
        let rows = self.db.reader().all(sql, &values![scope.id()]).await?;
        rows.iter().map(|row| Ok((row.id("contact_id")?, row.text("day")?))).collect()
    }

    /// What was decided about greetings of these years, both included.
    ///
    /// # Errors
    /// What the database says.
    pub async fn greeting_years(
        &self,
        scope: &Scope,
        from: i16,
        to: i16,
    ) -> Result<Vec<GreetingYear>, StoreError> {
        let sql = "select * from greeting_year where scope_id = $1 and year >= $2 and year <= $3 \
                   order by contact_id, year";
        let rows =
            self.db.reader().all(sql, &values![scope.id(), i64::from(from), i64::from(to)]).await?;
        let year = |row: &Row| {
            Ok(GreetingYear {
                contact: row.id("contact_id")?,
                year: row.number("year")?,
                day: row.text("day")?,
                answer: row.text("answer")?,
                at: row.at("at")?,
            })
        };
        rows.iter().map(year).collect()
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

    /// Keeps on which day a contact is greeted; `None` forgets it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn wish_greeting(
        &mut self,
        contact: ContactId,
        day: Option<&str>,
    ) -> Result<(), StoreError> {
        let scope = self.scope.id();
        match day {
            Some(day) => {
                let sql = "insert into greeting_wish (scope_id, contact_id, day) \
                           values ($1, $2, $3) on conflict (scope_id, contact_id) do update set \
                           day = excluded.day";
                self.tx.execute(sql, &values![scope, contact, day]).await.map(drop)
            }
            None => {
                let sql = "delete from greeting_wish where scope_id = $1 and contact_id = $2";
                self.tx.execute(sql, &values![scope, contact]).await.map(drop)
            }
        }
    }

    /// Keeps what was decided about a contact's greeting of a year; false if it was decided before,
    /// so that nobody is greeted twice.
    ///
    /// # Errors
    /// What the database says.
    pub async fn decide_greeting(&mut self, decided: &GreetingYear) -> Result<bool, StoreError> {
        let sql = "insert into greeting_year (scope_id, contact_id, year, day, answer, at) \
                   values ($1, $2, $3, $4, $5, $6) \
                   on conflict (scope_id, contact_id, year) do nothing";
        let values = values![
            self.scope.id(),
            decided.contact,
            i64::from(decided.year),
            decided.day.as_str(),
            decided.answer.as_str(),
            decided.at,
        ];
        Ok(self.tx.execute(sql, &values).await? > 0)
    }
}
