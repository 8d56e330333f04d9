//! Findings that the user dismissed: a rule on certain words, for one note or for good.
//!
//! Which findings may be dismissed is the application's and the core's answer; here they are kept.

use jiff::Timestamp;
use rapport_core::ids::{DismissalId, DraftId};

use crate::db::values;
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// A finding that is not to be shown again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dismissal {
    /// Which one.
    pub id: DismissalId,
    /// The word of the rule.
    pub rule: String,
    /// The words concerned, in small letters; empty where the rule is about a note as a whole.
    pub words: String,
    /// The note; `None` is for good.
    pub draft: Option<DraftId>,
    /// Since when.
    pub at: Timestamp,
}

impl Store {
    /// What was dismissed, for good and for single notes, the newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn dismissed(&self, scope: &Scope) -> Result<Vec<Dismissal>, StoreError> {
        let sql = "select * from dismissed where scope_id = $1 order by at desc, id desc";
        let mut found = Vec::new();
        for row in self.db.reader(scope).all(sql, &values![scope.id()]).await? {
            found.push(Dismissal {
                id: row.id("id")?,
                rule: row.text("rule")?,
                words: row.text("words")?,
                draft: row.maybe_id("draft_id")?,
                at: row.at("at")?,
            });
        }
        Ok(found)
    }
}

impl Door<'_> {
    /// Keeps that a finding is dismissed. The same one again changes nothing but the time; for good
    /// takes the place of what was said for single notes.
    ///
    /// # Errors
    /// What the database says.
    pub async fn dismiss(
        &mut self,
        rule: &str,
        words: &str,
        draft: Option<DraftId>,
    ) -> Result<(), StoreError> {
        let of_words = values![self.scope.id(), rule, words];
        match draft {
            Some(draft) => {
                let sql = "delete from dismissed where scope_id = $1 and rule = $2 and words = $3 \
                           and draft_id = $4";
                self.tx.execute(sql, &values![self.scope.id(), rule, words, draft]).await?;
            }
            None => {
                let sql = "delete from dismissed where scope_id = $1 and rule = $2 and words = $3";
                self.tx.execute(sql, &of_words).await?;
            }
        }
        let sql = "insert into dismissed (scope_id, id, rule, words, draft_id, at) \
                   values ($1, $2, $3, $4, $5, $6)";
        let values = values![self.scope.id(), self.mint(), rule, words, draft, self.moment.now];
        self.tx.execute(sql, &values).await?;
        Ok(())
    }

    /// Takes a dismissal back. The answer is whether it was there.
    ///
    /// # Errors
    /// What the database says.
    pub async fn take_back_dismissal(&mut self, id: DismissalId) -> Result<bool, StoreError> {
        let sql = "delete from dismissed where scope_id = $1 and id = $2";
        Ok(self.tx.execute(sql, &values![self.scope.id(), id]).await? > 0)
    }
}
