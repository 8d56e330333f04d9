//! What must hold at the end: no lease left, everybody attended, all mail explained, and the books
//! of product and provider agree.

use std::collections::BTreeMap;

use anyhow::Result;
use jiff::SignedDuration;
use rapport_core::outbox::ItemState;
use rapport_store::message::TimelineEntry;
use rapport_store::outbox::OutboxItem;

use super::{Faults, World};
use crate::provider::Taken;

/// Long enough for every lease and every pause of the courier.
const SETTLING: SignedDuration = SignedDuration::from_hours(72);

impl World {
    /// Lets everything come to rest and looks for loose ends.
    ///
    /// # Errors
    /// What keeps the world itself from going on.
    pub async fn close(&mut self) -> Result<()> {
        self.is_closed = true;
        self.settings.faults = Faults::NONE;
        self.agenda.clear();
        {
            let mut state = self.provider.state();
            state.reading_down = false;
            state.submission_down = false;
            state.fault = None;
            state.cut_reading_after = None;
        }
        self.asleep_until = None;
        let rest = self.clock.now() + SETTLING;
        self.next_round = self.clock.now();
        // Nobody reacts any more to what still goes out.
        while self.clock.now() < rest && self.wrong.is_empty() {
            self.agenda.clear();
            let next = self.next_round.min(rest);
            if next > self.clock.now() {
                self.clock.set(next);
            }
            self.round().await?;
        }
        let loose = self.loose_ends().await?;
        self.wrong.extend(loose);
        if self.settings.log {
            self.copy_journal().await?;
        }
        for app in self.apps.iter_mut().filter_map(Option::take) {
            app.close().await;
        }
        self.eye.close().await;
        Ok(())
    }

    /// What the product wrote down, behind what the world did.
    async fn copy_journal(&mut self) -> Result<()> {
        let mut after = None;
        loop {
            let page = self.eye.export_journal(&self.scope, after, 500).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.id);
            for entry in page {
                let (id, at) = (entry.id, entry.at);
                self.log.push(format!("journal {id} {at} {}: {}", entry.event, entry.reason));
            }
        }
    }

    pub(super) async fn loose_ends(&self) -> Result<Vec<String>> {
        let mut loose = Vec::new();
        let now = self.clock.now();
        for follow_up in self.eye.live_follow_ups(&self.scope).await? {
            if !follow_up.is_attended() {
                loose.push(format!("I1: nobody attends to {follow_up:?}"));
            }
            if follow_up.wake_at.is_some_and(|wake| wake + SignedDuration::from_hours(2) < now) {
                loose.push(format!("a timer rang and nobody came: {follow_up:?}"));
            }
        }
        let unprocessed = self.eye.unprocessed(&self.scope, 10).await?;
        if !unprocessed.is_empty() {
            loose.push(format!("{} mails were kept and not processed", unprocessed.len()));
        }
        for owner in self.eye.lease_owners(&self.scope).await? {
            loose.push(format!("{owner} still holds a lease"));
        }
        loose.extend(self.unexplained_mail().await?);
        loose.extend(self.disagreements().await?);
        Ok(loose)
    }

    /// Every mail in the inbox stands on the timeline of its writer, with a class and a reason.
    async fn unexplained_mail(&self) -> Result<Vec<String>> {
        let mut classes: BTreeMap<String, Option<String>> = BTreeMap::new();
        for person in &self.people {
            let Some(contact) = person.contact else { continue };
            for entry in self.eye.timeline(&self.scope, contact, 2000).await? {
                if let TimelineEntry::Message(message) = entry
                    && let Some(id) = message.message_id
                {
                    classes.insert(id, message.class);
                }
            }
        }
        let state = self.provider.state();
        let mut loose = Vec::new();
        for mail in &state.inbox.messages {
            let parsed = rapport_mail::parse_headers(&mail.raw);
            let id = parsed.head.message_id.unwrap_or_default();
            if id.starts_with("stranger-") {
                continue;
            }
            if !matches!(classes.get(&id), Some(Some(_))) {
                loose.push(format!("unexplained: {id} of {}", mail.at));
            }
        }
        Ok(loose)
    }

    /// What the product believes to have sent is what the provider took, each once (I2).
    async fn disagreements(&self) -> Result<Vec<String>> {
        let mut wrong = Vec::new();
        let items = self.items().await?;
        let mut steps: BTreeMap<(String, u32), u32> = BTreeMap::new();
        let taken = self.provider.state().taken.clone();
        let mut by_id: BTreeMap<&str, u32> = BTreeMap::new();
        for note in &taken {
            *by_id.entry(note.message_id.as_str()).or_default() += 1;
        }
        for item in &items {
            let ids = [&item.message_id, &item.replaced_message_id];
            let mut count: u32 = ids.iter().filter_map(|id| by_id.get(id.as_deref()?)).sum();
            if count == 0 {
                // The provider renamed it and said nothing: date and text tell.
                let ours = item.wire.as_deref().map(rapport_mail::parse);
                let is_ours = |note: &&Taken| {
                    let theirs = rapport_mail::parse(&note.raw);
                    ours.as_ref().is_some_and(|ours| {
                        (ours.date, &ours.head.to, &ours.text)
                            == (theirs.date, &theirs.head.to, &theirs.text)
                    })
                };
                count = u32::try_from(taken.iter().filter(is_ours).count())?;
            }
            *steps.entry((item.follow_up.to_string(), item.ordinal)).or_default() += count;
            match item.state {
                ItemState::Sent if count == 0 => {
                    wrong.push(format!("believed sent, and was not: {}", item.id));
                }
                ItemState::Failed | ItemState::Withdrawn if count > 0 => {
                    wrong.push(format!(
                        "believed not sent ({:?}), and was: {}",
                        item.state, item.id
                    ));
                }
                state if !Self::is_settled(state) && count > 0 => {
                    wrong.push(format!("sent, and still {}: {}", state.word(), item.id));
                }
                _ => {}
            }
        }
        for ((follow_up, ordinal), count) in steps {
            if count > 1 {
                wrong.push(format!("I2: step {ordinal} of {follow_up} was sent {count} times"));
            }
        }
        Ok(wrong)
    }

    /// Every item of everybody.
    async fn items(&self) -> Result<Vec<OutboxItem>> {
        let mut items = Vec::new();
        for person in &self.people {
            let Some(contact) = person.contact else { continue };
            for follow_up in self.eye.follow_ups_of(&self.scope, contact).await? {
                items.extend(self.eye.outbox_of(&self.scope, follow_up.id).await?);
            }
        }
        Ok(items)
    }
}
