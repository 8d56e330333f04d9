//! The power: it fails at the n-th point from now, where each commit of the database has two points
//! and each line of a mail server one.
//!
//! A blown fuse lets nobody go on: whoever reached the point waits for ever, and the world drops
//! the application in the middle of what it did. A gate stands at a point, too: whoever reached it
//! waits until somebody else has done something.

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
    reached: Notify,
    opened: Notify,
}

/// What kind of point was reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Point {
    /// Everything of a transaction is written and nothing is kept yet; it holds the writer.
    BeforeCommit,
    /// It is kept, and nobody was told.
    AfterCommit,
    /// A mail server got a line, and has not answered.
    Line,
}

#[derive(Debug, Default)]
struct State {
    /// Points until it blows; `None` while the power is good.
    left: Option<u32>,
    is_blown: bool,
    /// Points passed since [`Fuse::arm`].
    passed: u32,
    /// The point at which a gate stands.
    gate: Option<u32>,
    /// What was waiting at the gate when it was reached.
    at_gate: Option<Point>,
}

impl Fuse {
    /// Blows at the `points`-th point from now; never with `None`. Counts from zero again.
    pub fn arm(&self, points: Option<u32>) {
        *self.state() = State { left: points, ..State::default() };
    }

    /// Watches the commits of this thread.
    pub fn watch_commits(&self) {
        let fuse = self.clone();
        probe::watch(Some(Box::new(move |side| match side {
            Side::Before => fuse.point(Point::BeforeCommit),
            Side::After => fuse.point(Point::AfterCommit),
        })));
    }

    /// One point was reached: what to wait for.
    #[must_use]
    pub fn point(&self, point: Point) -> Wait {
        let mut state = self.state();
        state.passed += 1;
        if state.gate.is_some_and(|gate| gate < state.passed) {
            state.gate = None;
            state.at_gate = Some(point);
            drop(state);
            self.inner.reached.notify_one();
            let fuse = self.clone();
            return Some(Box::pin(async move { fuse.inner.opened.notified().await }));
        }
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
        if let Some(wait) = self.point(Point::Line) {
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

    /// Puts a gate at the `point`-th point from now, and lets nothing blow. Counts from zero again.
    pub fn gate(&self, point: u32) {
        *self.state() = State { gate: Some(point), ..State::default() };
    }

    /// Ends when somebody stands at the gate, and tells where.
    pub async fn reached(&self) -> Point {
        loop {
            let notified = self.inner.reached.notified();
            if let Some(point) = self.state().at_gate {
                return point;
            }
            notified.await;
        }
    }

    /// Lets whoever stands at the gate go on.
    pub fn open(&self) {
        self.inner.opened.notify_one();
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
