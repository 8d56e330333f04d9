//! After a restore: what the lost database had sent, and this one does not know of.
//!
//! Message-IDs are made from the key and the step, so this database would make the same ones. Every
//! Message-ID among the sent mail is read once; an item or a step whose id is there is taken as
//! sent. Only then sending goes on. Until every account could be searched, it is held.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rapport_core::decide::Event;
use rapport_core::follow_up::FollowUp;
use rapport_core::ids::AccountId;
use rapport_mail::parse_headers;
use rapport_store::account::{Account, MailboxRole};
use rapport_store::outbox::OutboxItem;
use rapport_store::{Actor, Worker};

use super::search::{Found, when};
use crate::app::App;
use crate::error::AppError;

/// Headers asked for at a time.
const HANDFUL: usize = 100;

/// How many revisions of one step the lost database may have made after the backup. Earlier ones are
/// known here: they were taken back, or the user said that they did not arrive.
const REVISIONS: u32 = 8;

/// How many steps of one follow-up it may have sent.
const STEPS: u32 = 20;

/// Under which name the last search in vain is remembered.
const TRIED: &str = "resolver.epoch-tried";

/// Between two searches in vain.
const AGAIN: SignedDuration = SignedDuration::from_secs(60);

/// What lies among the sent mail of one account, by every id that a copy carries.
type Copies = BTreeMap<String, Found>;

/// What was found in one account; `None` where there is no mailbox for sent mail.
type Searched = BTreeMap<AccountId, Option<Copies>>;

impl App {
    /// Where a restored database holds sending: searches Sent for everything that is not final, and
    /// lets sending go on. Does nothing in any other case, and nothing but hold where a mailbox
    /// cannot be searched.
    ///
    /// # Errors
    /// What the database says.
    pub async fn release_epoch_if_searched(&self) -> Result<(), AppError> {
        if !self.store().scope_state(self.scope()).await?.epoch_held
            || !self.search_is_due().await?
        {
            return Ok(());
        }
        let accounts = self.store().accounts(self.scope()).await?;
        let mut searched = Searched::new();
        for account in &accounts {
            match self.copies_of(account).await {
                Ok(copies) => {
                    searched.insert(account.id, copies);
                }
                Err(error) => {
                    tracing::warn!(account = %account.id, why = %error.what, "sending stays held after the restore");
                    let now = self.now().to_string();
                    self.store().set_setting(self.scope(), TRIED, Some(&now)).await?;
                    return Ok(());
                }
            }
        }
        self.settle_items(&accounts, &searched).await?;
        self.settle_steps(&accounts, &searched).await?;
        self.store().release_epoch(self.scope()).await?;
        self.store().set_setting(self.scope(), TRIED, None).await?;
        tracing::info!("Sent was searched after the restore; sending goes on");
        Ok(())
    }

    async fn search_is_due(&self) -> Result<bool, AppError> {
        let tried = self.store().setting(self.scope(), TRIED).await?;
        let tried = tried.and_then(|text| text.parse::<Timestamp>().ok());
        Ok(tried.is_none_or(|tried| self.now().duration_since(tried).abs() >= AGAIN))
    }

    /// Everything among the sent mail since the account was connected: nothing of ours is older.
    async fn copies_of(&self, account: &Account) -> Result<Option<Copies>, AppError> {
        let Some(sent) = self.mailbox_of(account.id, MailboxRole::Sent).await? else {
            return Ok(None);
        };
        let mut session = self.session_of(account).await?;
        session.examine(&sent).await?;
        let day_before = account.connected_at.saturating_sub(SignedDuration::from_hours(24));
        let since = day_before.unwrap_or(account.connected_at).to_zoned(TimeZone::UTC).date();
        let mut copies = Copies::new();
        for handful in session.uids_since(since).await?.chunks(HANDFUL) {
            for header in session.headers(handful).await? {
                let copy = parse_headers(&header.raw);
                let found =
                    Found { at: when(&header, &copy), message_id: copy.head.message_id.clone() };
                for id in copy.head.message_id.into_iter().chain(copy.replaced_id) {
                    copies.insert(id, found.clone());
                }
            }
        }
        session.close().await;
        Ok(Some(copies))
    }

    /// Items that this database believes to wait or to be in doubt.
    async fn settle_items(
        &self,
        accounts: &[Account],
        searched: &Searched,
    ) -> Result<(), AppError> {
        for item in self.store().unsettled_items(self.scope()).await? {
            let event = match self.copy_of(&item, accounts, searched) {
                Lookup::Found(found) => {
                    self.keep_replaced_id(&item, &found).await?;
                    let at = found.at.unwrap_or(item.next_attempt_at).min(self.now());
                    Event::Sent { ordinal: item.ordinal, at, found: true }
                }
                Lookup::Absent => continue,
                Lookup::Unknowable => Event::Uncertain {
                    item: item.id,
                    ordinal: item.ordinal,
                    why: "the database was restored, and there is no Sent mailbox to look into"
                        .to_owned(),
                },
            };
            let profile = self.profile().await?;
            let moment = self.moment(&profile);
            self.store()
                .report_restored(self.scope(), item.id, &event, moment, |follow_up, facts| {
                    self.decide_on(follow_up, &event, facts, &profile)
                })
                .await?;
        }
        Ok(())
    }

    fn copy_of(&self, item: &OutboxItem, accounts: &[Account], searched: &Searched) -> Lookup {
        let mut ids: Vec<String> = item.message_id.clone().into_iter().collect();
        for account in accounts {
            ids.push(self.minted(item.follow_up.uuid(), item.ordinal, item.revision, account));
        }
        if let Some(found) = first(&ids, searched) {
            return Lookup::Found(found);
        }
        // An item may go by any account as long as it has none.
        let unknowable = searched.iter().any(|(account, copies)| {
            copies.is_none() && item.account.is_none_or(|its| its == *account)
        });
        if unknowable { Lookup::Unknowable } else { Lookup::Absent }
    }

    /// Steps for which this database has no item, or not the one that was sent: approved after the
    /// backup was made.
    async fn settle_steps(
        &self,
        accounts: &[Account],
        searched: &Searched,
    ) -> Result<(), AppError> {
        for follow_up in self.store().live_follow_ups(self.scope()).await? {
            let mut current = follow_up;
            for _ in 0..STEPS {
                let Some(found) = self.step_sent(&current, accounts, searched) else {
                    break;
                };
                let at = found.at.unwrap_or_else(|| self.now()).min(self.now());
                let event = Event::Sent { ordinal: current.ordinal, at, found: true };
                let before = current.ordinal;
                let actor = Actor::Worker(Worker::Resolver);
                current = self.single_step(current.id, &event, actor).await?.next;
                if !current.is_live() || current.ordinal == before {
                    break;
                }
            }
        }
        Ok(())
    }

    fn step_sent(
        &self,
        follow_up: &FollowUp,
        accounts: &[Account],
        searched: &Searched,
    ) -> Option<Found> {
        let ids: Vec<String> = (follow_up.revision..=follow_up.revision.saturating_add(REVISIONS))
            .flat_map(|revision| {
                accounts.iter().map(move |account| {
                    self.minted(follow_up.id.uuid(), follow_up.ordinal, revision, account)
                })
            })
            .collect();
        first(&ids, searched)
    }

    /// The Message-ID that this installation makes for a revision of a step.
    fn minted(
        &self,
        follow_up: uuid::Uuid,
        ordinal: u32,
        revision: u32,
        account: &Account,
    ) -> String {
        let domain = account.address.rsplit_once('@').map_or("", |(_, domain)| domain);
        self.key().message_id(follow_up, ordinal, revision, domain)
    }
}

enum Lookup {
    Found(Found),
    Absent,
    /// There is no mailbox in which it could be seen.
    Unknowable,
}

fn first(ids: &[String], searched: &Searched) -> Option<Found> {
    let mut copies = searched.values().flatten();
    copies.find_map(|copies| ids.iter().find_map(|id| copies.get(id))).cloned()
}
