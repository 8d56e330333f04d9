//! Taking rows of an import back: last ones first, a batch at a time.

use rapport_core::ids::{ContactId, FollowUpId, ImportId, OrganisationId, TouchpointId};

use super::{ImportRow, row_of};
use crate::db::values;
use crate::door::Door;
use crate::error::StoreError;

/// What an import wrote around a contact: it does not count as use.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Traces {
    /// The import itself.
    pub import: Option<ImportId>,
    /// The meeting it logged.
    pub touchpoint: Option<TouchpointId>,
    /// The follow-up it started.
    pub follow_up: Option<FollowUpId>,
}

/// What became of something that was to be removed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Removal {
    /// It is gone.
    Removed,
    /// It was used since and stays.
    Used,
}

impl Door<'_> {
    /// The last rows of an import that changed something, last first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn last_import_rows(
        &mut self,
        import: ImportId,
        limit: u32,
    ) -> Result<Vec<ImportRow>, StoreError> {
        let sql = "select * from import_row where scope_id = $1 and import_id = $2 \
                   order by number desc limit $3";
        let rows = self.tx.all(sql, &values![self.scope.id(), import, limit]).await?;
        rows.iter().map(row_of).collect()
    }

    /// Forgets the last rows of an import, from a number on.
    ///
    /// # Errors
    /// What the database says.
    pub async fn forget_import_rows(
        &mut self,
        import: ImportId,
        from: u64,
    ) -> Result<(), StoreError> {
        let sql = "delete from import_row where scope_id = $1 and import_id = $2 and number >= $3";
        self.tx.execute(sql, &values![self.scope.id(), import, from]).await.map(drop)
    }

    /// Removes the meeting and the follow-up an import wrote, unless the user acted on them or
    /// something went out.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remove_traces(&mut self, traces: &Traces) -> Result<Removal, StoreError> {
        let scope = self.scope.id();
        if let Some(follow_up) = traces.follow_up {
            let sql = "select 1 as used from outbox_item where scope_id = $1 and follow_up_id = $2 \
                union all select 1 from note_sent where scope_id = $1 and follow_up_id = $2 \
                union all select 1 from message where scope_id = $1 and follow_up_id = $2 \
                union all select 1 from draft where scope_id = $1 and follow_up_id = $2 and version > 1 \
                union all select 1 from (select count(*) as acts from journal where scope_id = $1 \
                    and follow_up_id = $2 and actor = 'user') as of_user where acts > 1";
            if self.tx.maybe(sql, &values![scope, follow_up]).await?.is_some() {
                return Ok(Removal::Used);
            }
            for sql in [
                "delete from attachment where scope_id = $1 and draft_id in \
                    (select id from draft where scope_id = $1 and follow_up_id = $2)",
                "delete from draft where scope_id = $1 and follow_up_id = $2",
                "delete from proposal where scope_id = $1 and follow_up_id = $2",
                "delete from journal where scope_id = $1 and follow_up_id = $2",
                "delete from follow_up where scope_id = $1 and id = $2",
            ] {
                self.tx.execute(sql, &values![scope, follow_up]).await?;
            }
        }
        if let Some(touchpoint) = traces.touchpoint {
            let sql = "select 1 as used from follow_up where scope_id = $1 \
                       and anchor_touchpoint_id = $2";
            if self.tx.maybe(sql, &values![scope, touchpoint]).await?.is_some() {
                return Ok(Removal::Used);
            }
            for sql in [
                "delete from touchpoint_fact where scope_id = $1 and touchpoint_id = $2",
                "delete from touchpoint_event where scope_id = $1 and touchpoint_id = $2",
                "delete from touchpoint where scope_id = $1 and id = $2",
            ] {
                self.tx.execute(sql, &values![scope, touchpoint]).await?;
            }
        }
        Ok(Removal::Removed)
    }

    /// Removes a contact, unless anything but the rows of one import points at it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remove_unused_contact(
        &mut self,
        contact: ContactId,
        import: ImportId,
    ) -> Result<Removal, StoreError> {
        let scope = self.scope.id();
        let sql = "select 1 as used from touchpoint where scope_id = $1 and contact_id = $2 \
            union all select 1 from follow_up where scope_id = $1 and contact_id = $2 \
            union all select 1 from message where scope_id = $1 and contact_id = $2 \
            union all select 1 from appointment where scope_id = $1 and contact_id = $2 \
            union all select 1 from opportunity_contact where scope_id = $1 and contact_id = $2 \
            union all select 1 from reference_contact where scope_id = $1 and contact_id = $2 \
            union all select 1 from note_sent where scope_id = $1 and contact_id = $2 \
            union all select 1 from suppression where scope_id = $1 and contact_id = $2 \
            union all select 1 from proposal where scope_id = $1 and contact_id = $2 \
            union all select 1 from letter_print where scope_id = $1 and contact_id = $2 \
            union all select 1 from calendar_entry where scope_id = $1 and contact_id = $2 \
            union all select 1 from import_row where scope_id = $1 and contact_id = $2 \
                and import_id <> $3";
        if self.tx.maybe(sql, &values![scope, contact, import]).await?.is_some() {
            return Ok(Removal::Used);
        }
        for sql in [
            "delete from thread_turn where scope_id = $1 and contact_id = $2",
            "delete from turn where scope_id = $1 and contact_id = $2",
            "delete from journal where scope_id = $1 and contact_id = $2",
            "delete from contact_phone where scope_id = $1 and contact_id = $2",
            "delete from contact_tag where scope_id = $1 and contact_id = $2",
            "delete from contact_address where scope_id = $1 and contact_id = $2",
            "delete from contact where scope_id = $1 and id = $2",
        ] {
            self.tx.execute(sql, &values![scope, contact]).await?;
        }
        Ok(Removal::Removed)
    }

    /// Removes an organisation that nobody and nothing belongs to any more.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remove_unused_organisation(
        &mut self,
        organisation: OrganisationId,
    ) -> Result<Removal, StoreError> {
        let scope = self.scope.id();
        let sql = "select 1 as used from contact where scope_id = $1 and organisation_id = $2 \
            union all select 1 from opportunity where scope_id = $1 and organisation_id = $2 \
            union all select 1 from follow_up where scope_id = $1 and organisation_id = $2 \
            union all select 1 from note_sent where scope_id = $1 and organisation_id = $2 \
            union all select 1 from sender_habit where scope_id = $1 and organisation_id = $2";
        if self.tx.maybe(sql, &values![scope, organisation]).await?.is_some() {
            return Ok(Removal::Used);
        }
        for sql in [
            "delete from organisation_domain where scope_id = $1 and organisation_id = $2",
            "delete from organisation where scope_id = $1 and id = $2",
        ] {
            self.tx.execute(sql, &values![scope, organisation]).await?;
        }
        Ok(Removal::Removed)
    }
}
