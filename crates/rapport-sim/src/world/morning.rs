//! What the user does: meets people, looks at what waits each morning, decides.

use anyhow::Result;
use jiff::SignedDuration;
use rapport_app::input::{Act, DraftInput, Met};
use rapport_core::follow_up::{FollowUp, Hold, State};
use rapport_core::ids::{ContactId, DraftId};
use rapport_core::outbox::ItemState;
use rapport_core::touchpoint::TouchpointKind;

use super::World;
use crate::model::Approval;

/// What meetings produce; two of them each.
const SAID: [&str; 12] = [
    "her sailing trip to Orkney",
    "the test rig needs a new scheduler",
    "asked about flaky hardware tests",
    "the move to the new building in spring",
    "his talk on tidal charts",
    "they look for somebody to run the night shift",
    "the kiln that cracked in March",
    "a pilot with four schools",
    "the backlog of the letterpress",
    "her question about the second prototype",
    "the audit of the freight yard",
    "their plan to print in two colours",
];

const KINDS: [TouchpointKind; 10] = [
    TouchpointKind::Interview,
    TouchpointKind::Interview,
    TouchpointKind::PhoneScreen,
    TouchpointKind::Application,
    TouchpointKind::Event,
    TouchpointKind::Advice,
    TouchpointKind::Inquiry,
    TouchpointKind::Proposal,
    TouchpointKind::Meeting,
    TouchpointKind::Meeting,
];

/// What the user may decide to do.
pub(super) enum Wish {
    Do(Act),
    Approve(DraftId, bool),
    Nothing,
}

impl World {
    /// The user meets somebody and says so at once.
    pub(super) async fn meeting(&mut self) -> Result<()> {
        let number = usize::try_from(self.chance.below(self.people.len() as u64))?;
        let kind = *self.chance.pick(&KINDS);
        self.meet(number, kind).await?;
        // A panel: somebody else of the house sat there, too.
        let house = self.people[number].organisation.clone();
        let colleague = self.people.iter().position(|person| person.organisation == house);
        if let Some(colleague) = colleague
            && kind == TouchpointKind::Interview
            && colleague != number
            && self.chance.percent(60)
        {
            self.meet_beside(colleague).await?;
        }
        Ok(())
    }

    /// The user met somebody in the meeting that was told last.
    async fn meet_beside(&mut self, number: usize) -> Result<()> {
        let person = &self.people[number];
        let met = Met {
            name: person.name.clone(),
            address: Some(person.address.clone()),
            same_meeting: true,
            said: Some((*self.chance.pick::<&str>(&SAID)).to_owned()),
            country: Some(person.country.to_owned()),
            zone: Some(person.zone.to_owned()),
            ..Met::default()
        };
        self.tell(number, met).await
    }

    /// The same with somebody, for something.
    pub(super) async fn meet(&mut self, number: usize, kind: TouchpointKind) -> Result<()> {
        let pursued = matches!(
            kind,
            TouchpointKind::Interview | TouchpointKind::PhoneScreen | TouchpointKind::Application
        );
        let said = format!("{}; {}", self.chance.pick(&SAID), self.chance.pick(&SAID));
        let person = &self.people[number];
        let met = Met {
            name: person.name.clone(),
            organisation: Some(person.organisation.clone()),
            address: Some(person.address.clone()),
            kind: Some(kind),
            role: pursued.then(|| "Staff engineer".to_owned()),
            said: Some(said),
            country: Some(person.country.to_owned()),
            zone: Some(person.zone.to_owned()),
            decides: (pursued && self.chance.percent(40)).then(|| "friday".to_owned()),
            fit: self.chance.percent(20).then_some(5),
            ..Met::default()
        };
        self.tell(number, met).await
    }

    /// The user tells of a meeting.
    async fn tell(&mut self, number: usize, met: Met) -> Result<()> {
        self.counts.meetings += 1;
        self.model.met(number, self.clock.now());
        let points = self.points_until_crash(self.settings.faults.act_crash_per_mille, 30);
        self.fuse.arm(points);
        let done = self.with_app(async move |app| app.met(met).await).await?;
        self.fuse.arm(None);
        match done {
            Some(Ok(view)) => {
                self.people[number].contact = ContactId::parse(&view.contact.id);
                self.note(|| format!("met {number}"));
            }
            Some(Err(error)) => self.failed("a meeting", &error),
            None => {
                // Whether it was kept, the address tells.
                let address = self.people[number].address.clone();
                let contact = self.eye.contact_by_address(&self.scope, &address).await?;
                self.people[number].contact = contact.map(|contact| contact.id);
            }
        }
        self.plan_round().await
    }

    /// The user looks at everything that is there.
    pub(super) async fn morning(&mut self) -> Result<()> {
        self.roll_faults();
        if self.asleep_until.is_some() {
            // The lid is opened.
            self.asleep_until = None;
            self.round().await?;
        }
        for follow_up in self.eye.live_follow_ups(&self.scope).await? {
            if !self.wrong.is_empty() {
                return Ok(());
            }
            let wish = self.wish(&follow_up).await?;
            self.carry_out(&follow_up, wish).await?;
        }
        if self.chance.percent(1) {
            self.stop_all().await?;
        }
        if self.chance.percent(1) {
            self.suppress_somebody().await?;
        }
        self.plan_round().await
    }

    /// What the user wants of a follow-up this morning.
    async fn wish(&mut self, follow_up: &FollowUp) -> Result<Wish> {
        Ok(match &follow_up.state {
            State::InReview { draft } => {
                let draft = self.eye.draft(&self.scope, *draft).await?;
                let dice = self.chance.below(100);
                if draft.channel.is_by_hand() {
                    match dice {
                        0..70 => Wish::Do(Act::Done(None)),
                        70..85 => Wish::Do(Act::Skip),
                        _ => Wish::Nothing,
                    }
                } else {
                    match dice {
                        0..75 => Wish::Approve(draft.id, false),
                        75..80 => Wish::Approve(draft.id, true),
                        80..84 => {
                            let body = format!("{}\n\nOne more line.", draft.body);
                            Wish::Do(Act::Edit(DraftInput {
                                body: Some(body),
                                ..DraftInput::default()
                            }))
                        }
                        84..87 => Wish::Do(Act::Snooze("in 3 days".to_owned())),
                        87..90 => Wish::Do(Act::Skip),
                        _ => Wish::Nothing,
                    }
                }
            }
            State::Approved { .. } | State::Queued { .. } if self.chance.percent(3) => {
                Wish::Do(Act::Undo)
            }
            State::Held(held) => {
                let dice = self.chance.below(100);
                match (&held.hold, dice) {
                    (Hold::Stopped(_), 0..25) => Wish::Do(Act::ConfirmStop),
                    (Hold::Stopped(_), 25..28) => Wish::Do(Act::Resume),
                    (Hold::TooLate, 0..30) => Wish::Do(Act::Belated),
                    (Hold::TooLate, 30..60) => Wish::Do(Act::Skip),
                    (Hold::Uncertain { item }, 0..60) => {
                        let item = self.eye.outbox_item(&self.scope, *item).await?;
                        Wish::Do(Act::Arrived(self.arrived(item.message_id.as_deref())))
                    }
                    (Hold::Undeliverable { .. }, 0..20) => Wish::Do(Act::Resume),
                    (Hold::Undeliverable { .. }, 20..40) => Wish::Do(Act::Skip),
                    (Hold::Unclear | Hold::WroteByHand | Hold::MeetingOff, 0..40) => {
                        Wish::Do(Act::Resume)
                    }
                    (Hold::NoAddress | Hold::NoBasis { .. } | Hold::RuledOut, 0..20) => {
                        Wish::Do(Act::End)
                    }
                    (_, 99) => Wish::Do(Act::End),
                    _ => Wish::Nothing,
                }
            }
            _ if self.chance.per_mille(2) => Wish::Do(Act::End),
            _ => Wish::Nothing,
        })
    }

    /// The user asks the recipient, who tells the truth.
    fn arrived(&self, message_id: Option<&str>) -> bool {
        let Some(wanted) = message_id else { return false };
        let state = self.provider.state();
        state.taken.iter().any(|note| {
            String::from_utf8_lossy(&note.raw).contains(wanted) || note.message_id == wanted
        })
    }

    pub(super) async fn carry_out(&mut self, follow_up: &FollowUp, wish: Wish) -> Result<()> {
        let id = follow_up.id;
        let (act, approval) = match wish {
            Wish::Nothing => return Ok(()),
            Wish::Do(act) => (act, None),
            Wish::Approve(draft, now) => {
                let draft = self.eye.draft(&self.scope, draft).await?;
                let approval = Approval {
                    at: self.clock.now(),
                    recipient: draft.recipient,
                    subject: draft.subject,
                    body: draft.body,
                };
                (Act::Approve { seen: None, now }, Some(approval))
            }
        };
        // These take a yes back, if there was one.
        let voids = matches!(
            act,
            Act::Edit(_)
                | Act::Undo
                | Act::Skip
                | Act::End
                | Act::Snooze(_)
                | Act::Done(_)
                | Act::ConfirmStop
        );
        let shown = format!("{act:?}");
        let who = id.to_string();
        let points = self.points_until_crash(self.settings.faults.act_crash_per_mille, 30);
        self.fuse.arm(points);
        let done = self.with_app(async move |app| app.act(&who, act).await).await?;
        self.fuse.arm(None);
        let went_well = matches!(done, Some(Ok(_)));
        // Nobody knows whether a yes was kept when the power failed; it may be used.
        let approved = approval.filter(|_| went_well || done.is_none());
        if let Some(approval) = approved {
            self.counts.approvals += 1;
            self.model.approved(id, approval);
        }
        if voids && went_well {
            self.model.voided(id);
        }
        if let Some(Err(error)) = &done
            && error.what.contains("gap")
        {
            self.fill_gap(follow_up).await?;
        }
        if let Some(Err(error)) = &done {
            let word = shown.split([' ', '(']).next().unwrap_or_default().to_owned();
            self.failed(&word, error);
        }
        self.note(|| format!("{shown} {id}: {}", if went_well { "done" } else { "not done" }));
        if done.is_none() {
            self.round().await?;
        }
        Ok(())
    }

    /// The user writes into a draft what only the user knows.
    async fn fill_gap(&mut self, follow_up: &FollowUp) -> Result<()> {
        let Some(draft) = follow_up.draft() else { return Ok(()) };
        let draft = self.eye.draft(&self.scope, draft).await?;
        let mut body = String::new();
        let mut rest = draft.body.as_str();
        while let Some((before, inside)) = rest.split_once('[') {
            let after = inside.split_once(']').map_or("", |(_, after)| after);
            body.push_str(before);
            body.push_str(self.chance.pick::<&str>(&SAID));
            rest = after;
        }
        body.push_str(rest);
        let act = Act::Edit(DraftInput { body: Some(body), ..DraftInput::default() });
        let who = follow_up.id.to_string();
        let done = self.with_app(async move |app| app.act(&who, act).await).await?;
        if let Some(Err(error)) = done {
            self.failed("Fill", &error);
        }
        self.model.voided(follow_up.id);
        Ok(())
    }

    /// Everything is stopped for an hour or two.
    async fn stop_all(&mut self) -> Result<()> {
        let done = self.with_app(async |app| app.stop_all(true).await).await?;
        if let Some(Err(error)) = done {
            self.failed("stop-all", &error);
            return Ok(());
        }
        self.model.stop_all = true;
        self.model.voided_all();
        for _ in 0..3 {
            self.clock.advance(SignedDuration::from_mins(25));
            self.round().await?;
        }
        let done = self.with_app(async |app| app.stop_all(false).await).await?;
        if let Some(Err(error)) = done {
            self.failed("stop-all", &error);
        }
        self.model.stop_all = false;
        Ok(())
    }

    async fn suppress_somebody(&mut self) -> Result<()> {
        let number = usize::try_from(self.chance.below(self.people.len() as u64))?;
        if self.people[number].contact.is_none() {
            return Ok(());
        }
        let address = self.people[number].address.clone();
        let done = self.with_app(async move |app| app.suppress(&address).await).await?;
        match done {
            Some(Ok(_)) => self.model.suppressed(number, self.clock.now()),
            Some(Err(error)) => self.failed("suppress", &error),
            None => {}
        }
        Ok(())
    }

    /// Whether nothing of an item can happen any more.
    pub(super) const fn is_settled(state: ItemState) -> bool {
        state.is_final() || matches!(state, ItemState::Uncertain)
    }
}
