//! The power: it fails at the n-th point from now, where each commit of the database has two points
//! and each line of a mail server one.
//!
//! A blown fuse lets nobody go on: whoever reached the point waits for ever, and the world drops
//! the application in the middle of what it did. A gate stands at a point, too: whoever reached it
//! waits until somebody else has done something.
//!
//! Where there are several nodes each has a power of its own: a point belongs to the node whose work
//! reached it ([`Fuse::of_node`]), and when it blows the others go on.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

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
    /// Whose power failed.
    blown: Option<usize>,
    /// Whose work is being done just now.
    at_work: usize,
    /// The power of one node is none of the others' business.
    has_nodes: bool,
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
        self.set(State { left: points, ..State::default() });
    }

    /// From now on each node has a power of its own.
    pub fn of_several_nodes(&self) {
        self.state().has_nodes = true;
    }

    fn set(&self, new: State) {
        let mut state = self.state();
        *state = State { has_nodes: state.has_nodes, at_work: state.at_work, ..new };
    }

    /// The same work, whose points belong to that node.
    pub fn of_node<F: Future>(&self, node: usize, work: F) -> OfNode<F> {
        OfNode { fuse: self.clone(), node, work: Box::pin(work) }
    }

    /// Whose work is being done just now.
    #[must_use]
    pub fn at_work(&self) -> usize {
        self.state().at_work
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
                state.blown = Some(state.at_work);
                if state.has_nodes {
                    state.left = None;
                }
                drop(state);
                self.inner.blown.notify_waiters();
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
        self.blown_where(|_| true).await;
    }

    /// Ends when the power of that node fails.
    pub async fn blown_at(&self, node: usize) {
        self.blown_where(|at| at == node).await;
    }

    async fn blown_where(&self, fits: impl Fn(usize) -> bool) {
        loop {
            let notified = self.inner.blown.notified();
            let mut notified = std::pin::pin!(notified);
            // Several may wait, and each is told.
            notified.as_mut().enable();
            if self.state().blown.is_some_and(&fits) {
                return;
            }
            notified.await;
        }
    }

    /// Puts a gate at the `point`-th point from now, and lets nothing blow. Counts from zero again.
    pub fn gate(&self, point: u32) {
        self.set(State { gate: Some(point), ..State::default() });
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

/// Work of one node; see [`Fuse::of_node`].
#[derive(Debug)]
pub struct OfNode<F> {
    fuse: Fuse,
    node: usize,
    work: Pin<Box<F>>,
}

impl<F: Future> Future for OfNode<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let node = self.node;
        let before = std::mem::replace(&mut self.fuse.state().at_work, node);
        let polled = self.work.as_mut().poll(context);
        self.fuse.state().at_work = before;
        polled
    }
}
