//! Waiting for a condition with a deadline, instead of sleeping and hoping.

use std::time::{Duration, Instant};

/// How long to rest between two looks.
const REST: Duration = Duration::from_millis(20);

/// Asks `look` until it gives something, and gives that; fails the test after `limit`
/// with `what` was awaited. Blocks the thread.
#[track_caller]
pub fn wait_until<T>(what: &str, limit: Duration, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        if start.elapsed() > limit {
            panic!("waited {limit:?} in vain for {what}");
        }
        std::thread::sleep(REST);
    }
}

/// As [`wait_until`], but lets the runtime go on between two looks.
///
/// # Panics
///
/// After `limit`.
pub async fn wait_until_async<T>(
    what: &str,
    limit: Duration,
    mut look: impl FnMut() -> Option<T>,
) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        if start.elapsed() > limit {
            panic!("waited {limit:?} in vain for {what}");
        }
        tokio::time::sleep(REST).await;
    }
}
