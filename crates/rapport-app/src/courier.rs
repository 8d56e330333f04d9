//! The courier: one approved note at a time, over the point of no return and back with an answer.
//!
//! Lease (committed before any socket opens) → bytes built and stored once → dial → after the
//! server's 354 the last look and the compare-and-set in one transaction → body → report. What is
//! lost before that transaction is tried again; what is lost after it is uncertain, a question,
//! never a second send.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rapport_core::decide::{Decision, Event, Refusal, decide};
use rapport_core::follow_up::FollowUp;
use rapport_core::outbox::{SendAnswer, SendFacts, may_send};
use rapport_core::plan;
use rapport_core::policy::Absence;
use rapport_core::reason::Reason;
use rapport_mail::build::{Attachment, Mailbox, OptOut, Outgoing, build};
use rapport_store::Facts;
use rapport_store::outbox::{Commit, LastLook, LeasedItem};

use crate::accounts::OpenAccount;
use crate::app::{App, Mode};
use crate::driver::smtp::{self, Delivery};
use crate::engine::Surroundings;
use crate::error::AppError;
use crate::node::name;
use crate::profile::{PRACTICE_ADDRESS, Profile};
use crate::writer::hash_of;

/// How long one delivery may take; longer than all deadlines of the driver together, so that a
/// slow server never meets a second courier.
const LEASE: SignedDuration = SignedDuration::from_mins(30);

/// The first pause after a setback; it doubles with each attempt.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_mins(2);

/// The longest pause between attempts.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(4);

/// Items that one round tries at most.
const ROUND: usize = 50;

/// By what an item leaves.
enum Route {
    /// Nothing leaves: the practice mailbox takes it.
    Practice,
    /// A submission server.
    Account(Box<OpenAccount>),
}

impl App {
    /// Delivers what is due; the number of notes that went out.
    pub(crate) async fn deliver_due(&self) -> Result<u64, AppError> {
        self.expire_leases().await?;
        let mut sent = 0;
        for _ in 0..ROUND {
            let owner = name::this_process();
            let leased = self.store().lease_next(self.scope(), &owner, self.now(), LEASE).await?;
            let Some(leased) = leased else { break };
            match self.deliver(&leased).await {
                Ok(went_out) => sent += u64::from(went_out),
                Err(error) => {
                    // Given back unless it passed the point of no return; then the lease decides.
                    let until = self.now() + FIRST_PAUSE;
                    let released =
                        self.store().release(self.scope(), &leased, until, &error.what).await;
                    if let Err(again) = released {
                        tracing::warn!(error = %again, "a lease could not be given back");
                    }
                    return Err(error);
                }
            }
        }
        Ok(sent)
    }

    /// Leases that ran out: before the point of no return they are free again, after it uncertain.
    pub(crate) async fn expire_leases(&self) -> Result<(), AppError> {
        for owner in self.store().lease_owners(self.scope()).await? {
            if name::is_gone(&owner) {
                self.store().end_leases_of(self.scope(), &owner, self.now()).await?;
            }
        }
        let profile = self.profile().await?;
        let moment = self.moment(&profile);
        self.store()
            .expire_leases(self.scope(), moment, |follow_up, event, facts| {
                self.decide_on(follow_up, event, facts, &profile)
            })
            .await?;
        Ok(())
    }

    /// Decides on facts that the store loaded, inside its transaction.
    pub(crate) fn decide_on(
        &self,
        follow_up: &FollowUp,
        event: &Event,
        facts: &Facts,
        profile: &Profile,
    ) -> Result<Decision, Refusal> {
        let surroundings =
            self.surroundings_of(follow_up, facts.clone(), profile).map_err(|error| Refusal {
                what: error.what,
                hint: error.hints.into_iter().next().unwrap_or_default(),
            })?;
        decide(follow_up, event, &surroundings.context())
    }

    async fn deliver(&self, leased: &LeasedItem) -> Result<bool, AppError> {
        let profile = self.profile().await?;
        // A look before dialling spares the server a call; the one that counts comes after 354.
        let look =
            self.store().last_look(self.scope(), leased.item.id, self.moment(&profile)).await?;
        match self.last_look(&look, &profile) {
            SendAnswer::Go => {}
            SendAnswer::Wait { until, reason } => {
                let why = reason.to_string();
                self.store().release(self.scope(), leased, until, &why).await?;
                return Ok(false);
            }
            SendAnswer::Never { reason } => {
                return self.report(leased, &Event::Barred { reason }).await;
            }
        }
        let route = match (self.mode(), &look.account) {
            (Mode::Practice, _) => Route::Practice,
            (Mode::Real, Some(account)) => match self.open_account(account).await {
                Ok(open) => Route::Account(Box::new(open)),
                // The account needs care (a new sign-in, the right key); the note waits for it.
                Err(error) => {
                    let until = self.now() + FIRST_PAUSE;
                    self.store().release(self.scope(), leased, until, &error.what).await?;
                    return Ok(false);
                }
            },
            (Mode::Real, None) => {
                let until = self.now() + FIRST_PAUSE;
                let why = "no mail account is connected";
                self.store().release(self.scope(), leased, until, why).await?;
                return Ok(false);
            }
        };
        let Some(wire) = self.wire(leased, &look, &route, &profile).await? else {
            // Somebody took the item over or back.
            return Ok(false);
        };
        let event = match &route {
            Route::Practice => match self.pass_point(leased).await {
                Passed::Yes => Some(self.sent(leased)),
                Passed::No => None,
                Passed::Never(reason) => Some(Event::Barred { reason }),
            },
            Route::Account(account) => self.hand_over(leased, account, &look, &wire).await?,
        };
        match event {
            Some(event) => self.report(leased, &event).await,
            None => Ok(false),
        }
    }

    /// Hands the bytes to the submission server.
    async fn hand_over(
        &self,
        leased: &LeasedItem,
        account: &OpenAccount,
        look: &LastLook,
        wire: &[u8],
    ) -> Result<Option<Event>, AppError> {
        let recipient = look.facts.draft.as_ref().map_or("", |draft| draft.recipient.as_str());
        let never = std::sync::OnceLock::new();
        let delivery = smtp::deliver(
            &account.submission,
            &account.account.address,
            recipient,
            wire,
            async || match self.pass_point(leased).await {
                Passed::Yes => true,
                Passed::No => false,
                Passed::Never(reason) => {
                    // Asked once per delivery, so it is set once.
                    let _ = never.set(reason);
                    false
                }
            },
        )
        .await;
        if let Some(reason) = never.into_inner() {
            return Ok(Some(Event::Barred { reason }));
        }
        self.outcome(leased, account, recipient, delivery).await
    }

    /// What a delivery means for the item.
    async fn outcome(
        &self,
        leased: &LeasedItem,
        account: &OpenAccount,
        recipient: &str,
        delivery: Delivery,
    ) -> Result<Option<Event>, AppError> {
        let retry = self.now() + pause(leased.item.attempts);
        Ok(match delivery {
            Delivery::Accepted { .. } => Some(self.sent(leased)),
            Delivery::Withheld => None,
            Delivery::Deferred { why } => {
                Some(Event::Deferred { until: retry, why: why.to_string() })
            }
            Delivery::Failed { why } => {
                use crate::driver::smtp::Whose;
                match why.whose {
                    // A used up allowance heals by itself, with the provider's next day.
                    Whose::OurSide if why.is_sending_limit() => Some(Event::Deferred {
                        until: next_day(self.now()),
                        why: format!("{why}; {}", why.remedy()),
                    }),
                    // Our account is refused, the contact is innocent: the account stops, and the
                    // note waits for its repair.
                    Whose::OurSide => {
                        let what = format!("{why}. {}", why.remedy());
                        self.pause(account, &what).await?;
                        Some(Event::Deferred { until: retry, why: why.to_string() })
                    }
                    Whose::Recipient if !why.is_soft() => Some(Event::Refused {
                        ordinal: leased.item.ordinal,
                        why: why.to_string(),
                        dead_address: Some(recipient.to_owned()),
                    }),
                    Whose::Recipient | Whose::Content | Whose::Unknown => Some(Event::Refused {
                        ordinal: leased.item.ordinal,
                        why: why.to_string(),
                        dead_address: None,
                    }),
                }
            }
            Delivery::Uncertain { why } => Some(Event::Uncertain {
                item: leased.item.id,
                ordinal: leased.item.ordinal,
                why: why.to_string(),
            }),
            Delivery::NoConnection { why } => {
                if !why.is_transient() {
                    self.pause(account, &format!("{why}. {}", why.remedy())).await?;
                }
                Some(Event::Deferred { until: retry, why: why.to_string() })
            }
        })
    }

    async fn pause(&self, account: &OpenAccount, what: &str) -> Result<(), AppError> {
        self.store().pause_account(self.scope(), account.account.id, Some(what)).await?;
        tracing::warn!(account = %account.account.id, "a mail account was stopped");
        Ok(())
    }

    fn sent(&self, leased: &LeasedItem) -> Event {
        Event::Sent { ordinal: leased.item.ordinal, at: self.now(), found: false }
    }

    /// The last look and the compare-and-set, in one transaction.
    async fn pass_point(&self, leased: &LeasedItem) -> Passed {
        let Ok(profile) = self.profile().await else {
            return Passed::No;
        };
        let answer = self
            .store()
            .commit_point(self.scope(), leased, self.moment(&profile), |look| {
                self.last_look(look, &profile)
            })
            .await;
        match answer {
            Ok(Commit::Go) => Passed::Yes,
            Ok(Commit::Never { reason }) => Passed::Never(reason),
            Ok(Commit::Wait { .. }) => Passed::No,
            Ok(Commit::Lost) => {
                tracing::info!(item = %leased.item.id, "refused by the fence: the item is in other hands");
                Passed::No
            }
            Err(error) => {
                // Nothing leaves. Where the commit itself was lost on the way, the item is past the
                // point and stays a question; else it is free again at once.
                tracing::warn!(%error, "the point of no return could not be reached");
                let until = self.now() + FIRST_PAUSE;
                let why = error.to_string();
                if self.store().release(self.scope(), leased, until, &why).await.is_err() {
                    tracing::warn!("a lease could not be given back and runs out by itself");
                }
                Passed::No
            }
        }
    }

    /// Everything the last look knows, judged by the core.
    fn last_look(&self, look: &LastLook, profile: &Profile) -> SendAnswer {
        let unreadable = |why: &str| SendAnswer::Wait {
            until: look.facts.moment.now + FIRST_PAUSE,
            reason: Reason::AccountPaused { what: why.to_owned() },
        };
        let surroundings = match self.surroundings_of(&look.follow_up, look.facts.clone(), profile)
        {
            Ok(surroundings) => surroundings,
            Err(error) => return unreadable(&error.what),
        };
        let Some(step) = surroundings.playbook.step(look.follow_up.step) else {
            return SendAnswer::Never { reason: Reason::FollowUpMovedOn };
        };
        let now = look.facts.moment.now;
        let practice = self.mode() == Mode::Practice;
        let context = surroundings.context();
        let standing = &surroundings.standing;
        let facts = SendFacts {
            calendar: &surroundings.calendar,
            history: &look.facts.history,
            caps: &surroundings.policy().caps,
            proposed: plan::proposed(&look.follow_up, step, &context),
            suppressed: standing.suppressed,
            still_queued: look.still_queued,
            stop_all: look.stop_all,
            sender_away_until: Absence::end_at(&look.facts.absences, now),
            // The practice mailbox is this database: it is always read.
            mailbox_read_at: if practice { Some(now) } else { look.mailbox_read_at },
            mailbox_limit: surroundings.policy().mailbox_limit,
            unprocessed: look.unprocessed,
            account_paused: look.account.as_ref().and_then(|account| account.paused.as_deref()),
            account_free_at: if practice { None } else { self.account_free_at(look, profile) },
            epoch_held: look.epoch_held,
            consent_missing: standing.consent_missing.clone(),
            ruled_out: standing.pursuit.as_ref().is_some_and(|pursuit| pursuit.ruled_out)
                && !surroundings.playbook.for_ruled_out,
            clock_offset: !practice && !look.clock_offset.is_zero(),
        };
        may_send(&look.item, now, &facts)
    }

    /// When the account may send again: its daily budget and its spacing.
    fn account_free_at(&self, look: &LastLook, profile: &Profile) -> Option<Timestamp> {
        let account = look.account.as_ref()?;
        let pacing = crate::accounts::pacing(account);
        if look.account_sent_today >= pacing.daily_budget {
            let tomorrow = look.facts.moment.day_start + SignedDuration::from_hours(25);
            let start = tomorrow.to_zoned(profile.zone.clone()).start_of_day().ok()?;
            return Some(start.timestamp());
        }
        // A spread by the item's own id keeps notes from leaving on the second.
        let jitter = i64::from(look.item.id.as_bytes()[15] % 20);
        let spacing = SignedDuration::from_secs(i64::from(pacing.spacing_seconds) + jitter);
        look.account_last_sent.filter(|_| pacing.spacing_seconds > 0).map(|last| last + spacing)
    }

    /// The bytes as they go out, built once and stored before dialling.
    async fn wire(
        &self,
        leased: &LeasedItem,
        look: &LastLook,
        route: &Route,
        profile: &Profile,
    ) -> Result<Option<Vec<u8>>, AppError> {
        if let Some(wire) = &leased.item.wire {
            return Ok(Some(wire.clone()));
        }
        let draft = self.store().draft(self.scope(), leased.item.draft).await?;
        let files = self.store().attachments(self.scope(), draft.id).await?;
        let (from, account) = match route {
            Route::Practice => {
                let address =
                    profile.address.clone().unwrap_or_else(|| PRACTICE_ADDRESS.to_owned());
                (
                    Mailbox { name: profile.name.clone(), address },
                    crate::practice::practice_account(),
                )
            }
            Route::Account(open) => (open.identity(profile), open.account.id),
        };
        let domain = from.address.rsplit_once('@').map_or("", |(_, domain)| domain).to_owned();
        let message_id = self.key().message_id(
            leased.item.follow_up.uuid(),
            leased.item.ordinal,
            leased.item.revision,
            &domain,
        );
        let ancestors: Vec<String> = self.ancestors(&draft.in_reply_to, look).await?;
        let commercial =
            self.surroundings_of(&look.follow_up, look.facts.clone(), profile)?.playbook.commercial;
        let opt_out = if commercial { self.opt_out_of(look, &from.address).await? } else { None };
        let text = if draft.sender.is_empty() {
            draft.body.clone()
        } else {
            format!("{}\n{}", draft.body.trim_end(), draft.sender)
        };
        let outgoing = Outgoing {
            message_id: &message_id,
            date: self.now(),
            zone: &profile.zone,
            from,
            to: Mailbox { name: look.facts.contact.name.clone(), address: draft.recipient.clone() },
            reply_to: None,
            subject: &draft.subject,
            text: &text,
            language: Some(&draft.language),
            in_reply_to: draft.in_reply_to.as_deref(),
            references: &ancestors,
            attachments: files
                .iter()
                .map(|file| Attachment {
                    name: file.name.clone(),
                    media_type: file.media_type.clone(),
                    bytes: file.bytes.clone(),
                })
                .collect(),
            opt_out,
            auto_generated: false,
        };
        let built = match build(&outgoing) {
            Ok(bytes) => bytes,
            Err(error) => {
                let event = Event::Refused {
                    ordinal: leased.item.ordinal,
                    why: error.to_string(),
                    dead_address: None,
                };
                self.report(leased, &event).await?;
                return Ok(None);
            }
        };
        let content = hash_of(&draft, &files);
        let stored = self
            .store()
            .store_wire(self.scope(), leased, account, &message_id, content, &built)
            .await?;
        Ok(stored.and_then(|item| item.wire))
    }

    /// The References of a note in a thread (RFC 5322 section 3.6.4).
    async fn ancestors(
        &self,
        parent: &Option<String>,
        look: &LastLook,
    ) -> Result<Vec<String>, AppError> {
        let Some(parent) = parent else {
            return Ok(Vec::new());
        };
        let mut ancestors: Vec<String> = self
            .store()
            .sent_of(self.scope(), look.follow_up.id)
            .await?
            .into_iter()
            .rev()
            .map(|sent| sent.message_id)
            .filter(|id| id != parent)
            .collect();
        ancestors.push(parent.clone());
        Ok(ancestors)
    }

    async fn opt_out_of(&self, look: &LastLook, from: &str) -> Result<Option<OptOut>, AppError> {
        let token =
            self.key().opt_out_token(self.scope().id().uuid(), look.follow_up.contact.uuid());
        let public = self.store().setting(self.scope(), crate::opt_out::PUBLIC_ADDRESS).await?;
        Ok(Some(OptOut {
            mailto: from.to_owned(),
            https: public.map(|address| format!("{}/o/{token}", address.trim_end_matches('/'))),
        }))
    }

    /// Writes what became of an item; true when it went out.
    async fn report(&self, leased: &LeasedItem, event: &Event) -> Result<bool, AppError> {
        let profile = self.profile().await?;
        let moment = self.moment(&profile);
        let outcome = self
            .store()
            .finish(self.scope(), leased, event, moment, |follow_up, facts| {
                self.decide_on(follow_up, event, facts, &profile)
            })
            .await?;
        if outcome.is_none() {
            tracing::info!(item = %leased.item.id, "refused by the fence: somebody else tells of the item");
        }
        Ok(outcome.is_some() && matches!(event, Event::Sent { .. }))
    }

    /// The surroundings of a follow-up from facts that were loaded.
    pub(crate) fn surroundings_of(
        &self,
        follow_up: &FollowUp,
        facts: Facts,
        profile: &Profile,
    ) -> Result<Surroundings, AppError> {
        let playbook = self.playbook_kept(follow_up, &facts)?;
        Ok(Surroundings::new(follow_up, facts, playbook, profile))
    }
}

/// Whether the point of no return was passed.
enum Passed {
    /// The body may leave, once, now.
    Yes,
    /// Not now; the item is back in the outbox or somebody else's.
    No,
    /// Not at all.
    Never(Reason),
}

/// Providers count their limits by days of UTC.
fn next_day(now: Timestamp) -> Timestamp {
    let today = now.to_zoned(TimeZone::UTC);
    today
        .tomorrow()
        .and_then(|tomorrow| tomorrow.start_of_day())
        .map_or(now + LONGEST_PAUSE, |start| start.timestamp())
}

/// Two minutes, four, eight, up to four hours.
fn pause(attempts: u32) -> SignedDuration {
    let doubled = FIRST_PAUSE.as_secs().saturating_mul(1_i64 << attempts.saturating_sub(1).min(10));
    SignedDuration::from_secs(doubled.min(LONGEST_PAUSE.as_secs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_end_at_four_hours() {
        let minutes: Vec<i64> = [1, 2, 3, 20].iter().map(|n| pause(*n).as_mins()).collect();
        assert_eq!(minutes, [2, 4, 8, 240]);
    }
}
