//! Rounds of several machines on one database: at once, with the power of one failing, or with one
//! that stands still and goes on later as if nothing had been.

use anyhow::Result;
use futures_util::future::join_all;
use jiff::SignedDuration;
use rapport_app::RunView;
use rapport_app::error::AppError;
use rapport_core::outbox::ItemState;

use super::World;
use crate::fuse::Point;

/// How often one of the machines stands still in a round, in a hundred, where things go wrong.
const STANDING_STILL: u64 = 12;

/// Longer than any lease: what it had in hand is in other hands when it goes on.
const STILL: SignedDuration = SignedDuration::from_mins(31);

/// What became of one machine's round; nothing where the power failed.
type Done = Option<Result<RunView, AppError>>;

impl World {
    /// The machines go their rounds at once.
    pub(super) async fn rounds(&mut self) -> Result<()> {
        let bad_times = self.settings.faults.crash_per_mille > 0;
        if bad_times && self.chance.percent(STANDING_STILL) {
            return self.one_stands_still().await;
        }
        let mut at_work = Vec::new();
        for node in 0..self.apps.len() {
            // Some sleep; the one at which the user sits does not.
            if node == 0 || self.chance.percent(60) {
                at_work.push((node, self.app_of(node).await?));
            }
        }
        let fuse = self.fuse.clone();
        let rounds = at_work.into_iter().map(|(node, app)| {
            let fuse = fuse.clone();
            async move {
                let round = fuse.of_node(node, async move { app.run_once().await });
                let done = tokio::select! {
                    biased;
                    () = fuse.blown_at(node) => None,
                    done = round => Some(done),
                };
                (node, done)
            }
        });
        for (node, done) in join_all(rounds).await {
            self.tell_round(node, done);
        }
        Ok(())
    }

    /// One machine stops in the middle of its round, another one takes over, and the first goes on.
    async fn one_stands_still(&mut self) -> Result<()> {
        let first = self.some_node();
        let second = (first + 1) % self.apps.len();
        let (app, other) = (self.app_of(first).await?, self.app_of(second).await?);
        let point = u32::try_from(self.chance.below(90)).unwrap_or(0);
        self.fuse.gate(point);
        let fuse = self.fuse.clone();
        let mut round = Box::pin(fuse.of_node(first, async move { app.run_once().await }));
        let reached = tokio::select! {
            biased;
            at = fuse.reached() => Some(at),
            done = &mut round => {
                self.tell_round(first, Some(done));
                None
            }
        };
        let Some(reached) = reached else { return Ok(()) };
        // In the middle of a transaction the database would end it; and what passed the point of no
        // return has left, whenever it arrives.
        if reached != Point::BeforeCommit && !self.is_something_committed().await? {
            self.counts.faults += 1;
            self.note(|| format!("node {first} stands still at {reached:?}"));
            self.clock.advance(STILL);
            let done = fuse.of_node(second, async move { other.run_once().await }).await;
            self.tell_round(second, Some(done));
            self.look().await?;
        }
        fuse.open();
        let done = round.await;
        self.tell_round(first, Some(done));
        Ok(())
    }

    /// Whether an item is past the point of no return, and nobody knows more.
    async fn is_something_committed(&self) -> Result<bool> {
        let items = self.eye.unsettled_items(&self.scope).await?;
        Ok(items.iter().any(|item| item.state == ItemState::Committed))
    }

    fn tell_round(&mut self, node: usize, done: Done) {
        match done {
            Some(Ok(view)) => {
                self.counts.rounds += 1;
                self.note(|| format!("round of node {node} {view:?}"));
            }
            Some(Err(error)) => self.failed("a round", &error),
            None => {
                self.note(|| format!("the power of node {node} failed in a round"));
                self.crashed(node);
            }
        }
    }
}
