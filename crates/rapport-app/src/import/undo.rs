//! An import taken back, last row first, a batch at a time: who was new goes unless something points at
//! them by now, who was changed gets back what was there, unless it was changed again.

use rapport_core::contact::Contact;
use rapport_core::follow_up::{FollowUp, Hold, State, StopCause};
use rapport_core::ids::{ContactId, FollowUpId, OrganisationId, TouchpointId};
use rapport_core::person::PersonEvent;
use rapport_store::import::{Import, ImportRow, ImportState, Removal, RowOutcome, Traces};
use rapport_store::{Door, StoreError};

use super::change::{self, Undo};
use crate::app::App;
use crate::error::AppError;
use crate::view::UndoneView;

/// How many rows are taken back at once.
const AT_ONCE: u32 = 200;
/// How many names of those who stay are told.
const MOST_NAMED: usize = 50;

impl App {
    /// Takes an import back; `last` is the newest one.
    ///
    /// # Errors
    /// There is no such import, or it was taken back before.
    pub async fn undo_import(&self, id: &str) -> Result<UndoneView, AppError> {
        let mut import = self.import_named(id).await?;
        if import.state == ImportState::Undone {
            return Err(AppError::refused(
                format!("the import of {} was taken back before", import.source),
                "import the file again: rapport import FILE",
            ));
        }
        // Who became one by this import parts first, or somebody else would be taken away with it.
        self.part_merges_of(import.id).await?;
        let profile = self.profile().await?;
        let mut view = UndoneView {
            id: import.id.to_string(),
            source: import.source.clone(),
            removed: 0,
            restored: 0,
            kept: Vec::new(),
            kept_in_all: 0,
        };
        loop {
            let mut door = self.user_door(&profile).await?;
            let rows = door.last_import_rows(import.id, AT_ONCE).await?;
            let Some(last) = rows.last() else {
                import.state = ImportState::Undone;
                import.ended_at = Some(self.now());
                door.save_import(&import).await?;
                door.commit().await?;
                return Ok(view);
            };
            for row in &rows {
                take_back(&mut door, &import, row, &mut view).await?;
                if let Some(contact) = row.contact {
                    self.tell_of_meetings_gone(&mut door, contact).await?;
                }
            }
            door.forget_import_rows(import.id, last.number).await?;
            // Interrupted here, the same undo goes on with the rows that are left.
            import.position = last.number - 1;
            import.state = ImportState::Running;
            door.save_import(&import).await?;
            door.commit().await?;
        }
    }
}

impl App {
    /// Meetings went with the import that brought them: what had yielded to one asks the user.
    async fn tell_of_meetings_gone(
        &self,
        door: &mut Door<'_>,
        contact: ContactId,
    ) -> Result<(), AppError> {
        let yielded = |follow_up: &FollowUp| {
            matches!(&follow_up.state, State::Held(held)
                if held.hold == Hold::Stopped(StopCause::MeetingArranged))
        };
        if door.follow_ups_of(contact).await?.iter().any(yielded) {
            self.apply_person_event(door, contact, &PersonEvent::MeetingCalledOff, None).await?;
        }
        Ok(())
    }
}

async fn take_back(
    door: &mut Door<'_>,
    import: &Import,
    row: &ImportRow,
    view: &mut UndoneView,
) -> Result<(), AppError> {
    let undo: Undo =
        row.undo.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let Some(id) = row.contact else { return Ok(()) };
    let contact = match door.contact(id).await {
        Ok(contact) => contact,
        // Merged or erased since.
        Err(StoreError::NotFound { .. }) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let traces = Traces {
        import: Some(import.id),
        touchpoint: undo.touchpoint.as_deref().and_then(TouchpointId::parse),
        follow_up: undo.follow_up.as_deref().and_then(FollowUpId::parse),
    };
    let traces_gone = door.remove_traces(&traces).await? == Removal::Removed;
    let meetings_gone = door.remove_meetings(import.id, id).await? == Removal::Removed;
    let untouched = traces_gone && meetings_gone;
    if row.outcome == RowOutcome::New {
        let unchanged = undo.made.as_deref() == Some(change::fingerprint(&contact).as_str());
        let removed = untouched
            && unchanged
            && door.remove_unused_contact(id, import.id).await? == Removal::Removed;
        if removed {
            view.removed += 1;
        } else {
            keep(view, &contact);
        }
    } else {
        restore(door, id, contact, &undo, view).await?;
    }
    if let Some(organisation) = undo.organisation.as_deref().and_then(OrganisationId::parse) {
        door.remove_unused_organisation(organisation).await?;
    }
    Ok(())
}

async fn restore(
    door: &mut Door<'_>,
    id: ContactId,
    mut contact: Contact,
    undo: &Undo,
    view: &mut UndoneView,
) -> Result<(), AppError> {
    for tag in &undo.tags {
        door.untag(id, tag).await?;
    }
    if !undo.changes_contact() {
        return Ok(());
    }
    let all = change::revert(&mut contact, undo);
    door.save_contact(&contact).await?;
    if all {
        view.restored += 1;
    } else {
        keep(view, &contact);
    }
    Ok(())
}

fn keep(view: &mut UndoneView, contact: &Contact) {
    view.kept_in_all += 1;
    if view.kept.len() < MOST_NAMED {
        view.kept.push(contact.name.clone());
    }
}
