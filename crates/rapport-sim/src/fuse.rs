//! The power: it fails at the n-th point from now, where each commit of the database has two points
//! and each line of a mail server one.
//!
//! A blown fuse lets nobody go on: whoever reached the point waits for ever, and the world drops
//! the application in the middle of what it did.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rapport_store::probe::{self, Side, Wait};
use tokio::sync::Notify;

/// The fuse of one world. Clones are the same fuse.
#[derive(Clone, Debug, Default)]
pub struct Fuse {
    inner: Arc<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    state: Mutex<State>,
    blown: Notify,
}

#[derive(Debug, Default)]
struct State {
    /// Points until it blows; `None` while the power is good.
    left: Option<u32>,
    is_blown: bool,
    /// Points passed since [`Fuse::arm`].
    passed: u32,
}

impl Fuse {
    /// Blows at the `points`-th point from now; never with `None`. Counts from zero again.
    pub fn arm(&self, points: Option<u32>) {
        *self.state() = State { left: points, ..State::default() };
    }

    /// Watches the commits of this thread.
    pub fn watch_commits(&self) {
        let fuse = self.clone();
        probe::watch(Some(Box::new(move |_: Side| fuse.point())));
    }

    /// One point was reached: what to wait for.
    #[must_use]
    pub fn point(&self) -> Wait {
        let mut state = self.state();
        state.passed += 1;
        match &mut state.left {
            Some(0) => {
                state.is_blown = true;
                drop(state);
                self.inner.blown.notify_one();
                Some(Box::pin(std::future::pending()))
            }
            Some(left) => {
                *left -= 1;
                None
            }
            None => None,
        }
    }

    /// The same for whoever serves a line.
    pub async fn line(&self) {
        if let Some(wait) = self.point() {
            wait.await;
        }
    }

    /// Ends when the power fails.
    pub async fn blown(&self) {
        loop {
            let notified = self.inner.blown.notified();
            if self.state().is_blown {
                return;
            }
            notified.await;
        }
    }

    /// Points passed since it was armed.
    #[must_use]
    pub fn passed(&self) -> u32 {
        self.state().passed
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.inner.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
