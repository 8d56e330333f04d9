//! Many events in one door, with the facts of all loaded at once.
//!
//! A round of the scheduler wakes hundreds. Loaded one by one each would ask a dozen questions; loaded
//! together they ask a dozen in all, as long as nothing that was decided changes what the others were
//! told. As soon as it might, the rest are taken one by one. They are written together, too.

use std::collections::BTreeMap;

use rapport_core::decide::{Decision, Event, Refusal};
use rapport_core::follow_up::FollowUp;
use rapport_core::ids::FollowUpId;

use super::Outcome;
use super::changes::Unwritten;
use super::row::follow_up_of;
use crate::db::{Value, values};
use crate::dialect;
use crate::door::Door;
use crate::error::StoreError;
use crate::facts::Facts;

/// Loaded at once; a statement binds only so many values.
const TOGETHER: usize = 200;

impl Door<'_> {
    /// Takes several follow-ups through one event each, in their order.
    ///
    /// A refusal of one leaves that one as it is and the others go on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says; then nothing may be committed.
    pub async fn transition_many(
        &mut self,
        events: &[(FollowUpId, Event)],
        mut decide: impl FnMut(&FollowUp, &Event, &Facts) -> Result<Decision, Refusal>,
    ) -> Result<Vec<(FollowUpId, Outcome)>, StoreError> {
        let mut outcomes = Vec::with_capacity(events.len());
        for events in events.chunks(TOGETHER) {
            let mut loaded = self.loaded(events).await?;
            let mut is_true = true;
            let mut unwritten = Unwritten::default();
            for (id, event) in events {
                // Taken out, so that a second event of the same follow-up sees what the first made.
                let outcome = match loaded.remove(id).filter(|_| is_true) {
                    Some((before, facts)) => match decide(&before, event, &facts) {
                        Ok(mut decision) => {
                            self.apply_behind(&mut unwritten, &before, event, &mut decision)
                                .await?;
                            Outcome::Decided(Box::new(decision))
                        }
                        Err(refusal) => Outcome::Refused(refusal),
                    },
                    None => {
                        self.write_down(&mut unwritten).await?;
                        self.transition(*id, event, |before, facts| decide(before, event, facts))
                            .await?
                    }
                };
                is_true &= leaves_others_alone(event, &outcome);
                outcomes.push((*id, outcome));
            }
            self.write_down(&mut unwritten).await?;
        }
        Ok(outcomes)
    }

    /// The follow-ups with their facts. Those that are not there are left out and refused by name.
    async fn loaded(
        &mut self,
        events: &[(FollowUpId, Event)],
    ) -> Result<BTreeMap<FollowUpId, (FollowUp, Facts)>, StoreError> {
        let (sql, values) = dialect::with_list(
            "select * from follow_up where scope_id = $1 and id in ({list})",
            &values![self.scope.id()],
            events.iter().map(|(id, _)| Value::from(*id)),
        );
        let rows = self.tx.all(sql, &values).await?;
        let follow_ups = rows.iter().map(follow_up_of).collect::<Result<Vec<_>, _>>()?;
        let facts = self.facts_of_many(&follow_ups.iter().collect::<Vec<_>>()).await?;
        Ok(follow_ups.into_iter().zip(facts).map(|(it, facts)| (it.id, (it, facts))).collect())
    }
}

/// Whether the facts of the other follow-ups are still what they were: a decision without effects
/// writes its own row and the journal only.
fn leaves_others_alone(event: &Event, outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Refused(_) => true,
        // What was done by hand or went out counts for the pace of all.
        Outcome::Decided(_) if matches!(event, Event::Ticked { .. } | Event::Sent { .. }) => false,
        Outcome::Decided(decision) => decision.effects.is_empty(),
    }
}
