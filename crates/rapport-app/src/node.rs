//! Nodes: several servers on one PostgreSQL share out the users among them.
//!
//! A scope is worked on by the one node that holds it: its mailboxes are watched once, its rounds are
//! gone by one. The hold is a lease that is renewed in the background, however long a round takes. A
//! node that was killed on the same machine is recognised by its name (`name`) and followed at once;
//! one that is cut off or stands still is followed when its lease ends. A node that finds its hold
//! lost stops watching, and what it still tries at the outbox is refused there.
//!
//! What is not here: the lease itself and what a takeover does to the outbox (`rapport_store::node`).

pub(crate) mod name;

use std::time::Duration;

use rapport_store::node::Hold;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use crate::app::App;
use crate::error::AppError;

/// How long a node may stay silent before another one takes over what it held. With a look every
/// few seconds this keeps a takeover well within a minute.
pub const LEASE: Duration = Duration::from_secs(30);

/// The shortest lease that renewing can keep up with.
pub const SHORTEST_LEASE: Duration = Duration::from_secs(2);

/// A scope that this node holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Held {
    fence: u64,
    /// When it was asked for; the lease cannot have begun earlier.
    since: Duration,
}

impl App {
    /// Tries to hold the scope; nothing while another node does.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) async fn take_scope(&self, lease: Duration) -> Result<Option<Held>, AppError> {
        let since = self.machine_monotonic();
        let owner = name::this_process();
        let holder = self.store().holder(self.scope()).await?;
        let gone = holder
            .filter(|holder| holder.owner != owner && name::is_gone(&holder.owner))
            .map(|holder| holder.owner);
        match self.store().hold_scope(self.scope(), &owner, gone.as_deref(), lease).await? {
            Hold::Held { fence, from } => {
                if let Some(from) = from {
                    tracing::info!(scope = %self.scope().id(), %from, fence, "took over");
                }
                Ok(Some(Held { fence, since }))
            }
            Hold::Elsewhere => Ok(None),
        }
    }

    /// Lets go of the scope; where that fails the lease ends by itself.
    pub(crate) async fn let_go(&self, held: Held) {
        let owner = name::this_process();
        if let Err(error) = self.store().let_go_of_scope(self.scope(), &owner, held.fence).await {
            tracing::debug!(%error, "a hold could not be let go and ends by itself");
        }
    }

    /// Renews the hold until `stop` says stop, then lets go of it. A hold that is lost says `stop`
    /// itself, and one that cannot be renewed before it ends counts as lost.
    pub(crate) async fn keep_hold(self, held: Held, lease: Duration, stop: watch::Sender<bool>) {
        let mut stopped = stop.subscribe();
        if !self.store().has_nodes() {
            let _ = stopped.wait_for(|stop| *stop).await;
            return;
        }
        let mut since = held.since;
        let mut pause = lease / 3;
        loop {
            let is_told = tokio::select! {
                () = sleep(pause) => false,
                _ = stopped.wait_for(|stop| *stop) => true,
            };
            if is_told {
                if timeout(lease.min(LEASE), self.let_go(held)).await.is_err() {
                    tracing::debug!("a hold could not be let go and ends by itself");
                }
                return;
            }
            let began = self.machine_monotonic();
            let left = lease.saturating_sub(began.saturating_sub(since));
            if left.is_zero() {
                break;
            }
            let owner = name::this_process();
            let renewing = self.store().hold_scope(self.scope(), &owner, None, lease);
            match timeout(left, renewing).await {
                Ok(Ok(Hold::Held { fence, .. })) if fence == held.fence => {
                    since = began;
                    pause = lease / 3;
                }
                Ok(Ok(_)) | Err(_) => break,
                // The database may be back in a moment.
                Ok(Err(error)) => {
                    tracing::debug!(%error, "a hold could not be renewed");
                    pause = lease / 20;
                }
            }
        }
        tracing::warn!(scope = %self.scope().id(), "another node takes over: this one was cut off or stood still");
        stop.send_replace(true);
    }
}
