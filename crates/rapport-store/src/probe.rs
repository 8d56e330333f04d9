//! Where a simulated world stands beside the store: each commit tells a watcher before and after.
//!
//! For tests only. A watcher may let time pass (another writer comes first), or never let go: then
//! the caller's future is dropped at exactly this point, as if the power had failed. It belongs to
//! one thread, so worlds on several threads do not meet. Without a watcher nothing happens here.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;

/// On which side of a commit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Everything is written and nothing is kept yet.
    Before,
    /// It is kept, and nobody was told.
    After,
}

/// What a watcher makes the commit wait for; nothing if it may go on.
pub type Wait = Option<Pin<Box<dyn Future<Output = ()> + Send>>>;

type Watcher = Box<dyn FnMut(Side) -> Wait>;

thread_local! {
    static WATCHER: RefCell<Option<Watcher>> = const { RefCell::new(None) };
}

/// Every commit of this thread tells `watcher` from now on; none does after `None`.
pub fn watch(watcher: Option<Watcher>) {
    WATCHER.with(|slot| *slot.borrow_mut() = watcher);
}

pub(crate) async fn passes(side: Side) {
    let wait = WATCHER.with(|slot| {
        // A watcher that commits something itself is not asked about that.
        let mut watcher = slot.try_borrow_mut().ok()?;
        watcher.as_mut().and_then(|watcher| watcher(side))
    });
    if let Some(wait) = wait {
        wait.await;
    }
}
