//! What a decision writes beside the follow-up: outbox, suppressions, offers, notes that count.

use jiff::Timestamp;
use rapport_core::decide::{Decision, Effect, Event};
use rapport_core::follow_up::FollowUp;
use rapport_core::outbox::ItemState;
use rapport_core::playbook::Purpose;
use rapport_core::touchpoint::Channel;
use rapport_core::turn::TurnEvent;
use rapport_core::turn::threads::TurnStep;

use crate::db::values;
use crate::door::Door;
use crate::draft;
use crate::error::StoreError;
use crate::outbox::NewItem;
use crate::proposal;

impl Door<'_> {
    pub(super) async fn write_effects(
        &mut self,
        before: &FollowUp,
        event: &Event,
        decision: &Decision,
    ) -> Result<(), StoreError> {
        if let Event::Ticked { at } = event {
            self.record_tick(before, *at).await?;
        }
        self.write(before, event.word(), decision).await
    }

    pub(super) async fn write_effects_of_start(
        &mut self,
        before: &FollowUp,
        decision: &Decision,
    ) -> Result<(), StoreError> {
        self.write(before, "started", decision).await
    }

    async fn write(
        &mut self,
        before: &FollowUp,
        event: &str,
        decision: &Decision,
    ) -> Result<(), StoreError> {
        // What goes back goes back first, so that it never takes along what the same decision sends.
        if decision.effects.contains(&Effect::Withdraw) {
            self.withdraw(before, &decision.reason.to_string()).await?;
        }
        for effect in &decision.effects {
            match effect {
                Effect::Withdraw => {}
                Effect::Enqueue { item, draft, hash, not_before, closes, same_day_until } => {
                    let new = NewItem {
                        id: *item,
                        draft: *draft,
                        approved: *hash,
                        not_before: *not_before,
                        closes: *closes,
                        same_day_until: *same_day_until,
                    };
                    self.enqueue(&decision.next, &new).await?;
                }
                Effect::Settle { item, arrived } => {
                    if *arrived {
                        self.record_arrival(*item, self.moment.now).await?;
                    } else {
                        let why = decision.reason.to_string();
                        self.close_item(*item, ItemState::Failed, &why).await?;
                    }
                }
                Effect::Suppress { address, reason } => {
                    let contact = self.contact(before.contact).await?;
                    let proof = format!("{event}: {}", decision.reason);
                    self.suppress(&contact, address.as_deref(), *reason, &proof).await?;
                }
                Effect::Propose { playbook } => {
                    let (scope, id, at) = (self.scope, self.mint(), self.moment.now);
                    proposal::of_follow_up(&mut self.tx, &scope, id, playbook, before, at).await?;
                }
            }
        }
        Ok(())
    }

    /// Every item that has not passed the point of no return is taken back. The fence moves on, so
    /// that a courier who holds one of them can neither commit nor report.
    async fn withdraw(&mut self, follow_up: &FollowUp, why: &str) -> Result<(), StoreError> {
        let sql = "update outbox_item set state = 'withdrawn', last_why = $3, lease_until = null, \
            lease_owner = null, fence = fence + 1 where scope_id = $1 and follow_up_id = $2 \
            and state in ('queued', 'sending', 'deferred')";
        self.tx.execute(sql, &values![self.scope.id(), follow_up.id, why]).await.map(drop)
    }

    /// What was done by hand counts for pace as what was sent does.
    async fn record_tick(&mut self, follow_up: &FollowUp, at: Timestamp) -> Result<(), StoreError> {
        let kind = match (self.by_hand, follow_up.draft()) {
            (Some(kind), _) => kind,
            (None, Some(id)) => {
                let scope = self.scope;
                let draft = draft::load(&mut self.tx.reader(), &scope, id).await?;
                (draft.channel, draft.purpose)
            }
            // Nobody said what it was; it counts all the same.
            (None, None) => (Channel::InPerson, Purpose::KeepInTouch),
        };
        self.record_note(self.mint(), follow_up, kind, at).await?;
        let step = TurnStep { thread: None, event: TurnEvent::IAnswered, at, message: None };
        self.step_turn(follow_up.contact, &step).await
    }

    /// Writes one note that pace counts. The same identifier is counted once.
    pub(crate) async fn record_note(
        &mut self,
        id: uuid::Uuid,
        follow_up: &FollowUp,
        (channel, purpose): (Channel, Purpose),
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "insert into note_sent (scope_id, id, at, contact_id, organisation_id, channel, \
            purpose, follow_up_id, touchpoint_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
            on conflict (scope_id, id) do nothing";
        let values = values![
            self.scope.id(),
            id,
            at,
            follow_up.contact,
            follow_up.organisation,
            channel.word(),
            purpose.word(),
            follow_up.id,
            follow_up.anchor.touchpoint,
        ];
        self.tx.execute(sql, &values).await.map(drop)
    }
}
