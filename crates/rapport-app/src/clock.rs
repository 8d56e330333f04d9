//! The only file of the product that reads a clock or a random source.
//!
//! Everything below a use case receives instants and fresh identifiers as values, so that a
//! test can say what time it is. Practice mode lives on a [`Clock::shifted`] clock of its own;
//! a test on a [`Clock::virtual_at`] one.
//!
//! What is not here: waiting. Workers wait with tokio's timers, which a test can pause.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// Where the present comes from. Cheap to clone; clones of a virtual clock move together.
#[derive(Clone, Debug)]
pub struct Clock {
    source: Source,
    offset: SignedDuration,
    /// Millisecond and count of the identifier minted last.
    minted: Arc<Mutex<(u64, u16)>>,
    /// The state of a chance that repeats itself, where a test wants that.
    seed: Option<Arc<AtomicU64>>,
}

#[derive(Clone, Debug)]
enum Source {
    System,
    /// Microseconds since 1970, moved by hand.
    Virtual(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's own clock.
    #[must_use]
    pub fn system() -> Self {
        Self::of(Source::System)
    }

    /// A clock that stands still at `instant` until [`Clock::set`] or [`Clock::advance`].
    #[must_use]
    pub fn virtual_at(instant: Timestamp) -> Self {
        let micros = Arc::new(AtomicI64::new(instant.as_microsecond()));
        Self::of(Source::Virtual(micros))
    }

    /// A virtual clock whose identifiers are the same for the same seed: guessable, so for
    /// simulated worlds only.
    #[must_use]
    pub fn seeded_at(instant: Timestamp, seed: u64) -> Self {
        Self { seed: Some(Arc::new(AtomicU64::new(seed))), ..Self::virtual_at(instant) }
    }

    fn of(source: Source) -> Self {
        Self { source, offset: SignedDuration::ZERO, minted: Arc::default(), seed: None }
    }

    /// The same clock, `by` further on. Offsets add up.
    #[must_use]
    pub fn shifted(&self, by: SignedDuration) -> Self {
        Self { offset: self.offset.saturating_add(by), ..self.clone() }
    }

    /// The same clock with exactly this offset in seconds, whatever it had before.
    #[must_use]
    pub fn with_offset(&self, seconds: i64) -> Self {
        Self { offset: SignedDuration::from_secs(seconds), ..self.clone() }
    }

    /// How far this clock stands from its source. A real mail account must not run while
    /// this is not zero.
    #[must_use]
    pub fn offset(&self) -> SignedDuration {
        self.offset
    }

    /// Whether the machine says the time, rather than a test.
    #[must_use]
    pub fn is_of_machine(&self) -> bool {
        matches!(self.source, Source::System)
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let source = match &self.source {
            Source::System => system_now(),
            Source::Virtual(micros) => {
                let micros = micros.load(Ordering::SeqCst);
                Timestamp::from_microsecond(micros).unwrap_or(Timestamp::MAX)
            }
        };
        source.saturating_add(self.offset).unwrap_or(source)
    }

    /// Time that only goes forwards, for measuring how long something took.
    ///
    /// On a virtual clock this is its distance from 1970, so a test that sets it back will
    /// see zero elapsed time, never a negative one.
    #[must_use]
    pub fn monotonic(&self) -> Duration {
        match &self.source {
            Source::System => system_monotonic(),
            Source::Virtual(micros) => {
                Duration::from_micros(micros.load(Ordering::SeqCst).try_into().unwrap_or(0))
            }
        }
    }

    /// Moves a virtual clock to `instant`; on the system clock this does nothing and says so.
    pub fn set(&self, instant: Timestamp) -> bool {
        match &self.source {
            Source::System => false,
            Source::Virtual(micros) => {
                micros.store(instant.as_microsecond(), Ordering::SeqCst);
                true
            }
        }
    }

    /// Moves a virtual clock forwards (or back); on the system clock this does nothing and
    /// says so.
    pub fn advance(&self, by: SignedDuration) -> bool {
        match &self.source {
            Source::System => false,
            Source::Virtual(micros) => {
                let by = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
                micros.fetch_add(by, Ordering::SeqCst);
                true
            }
        }
    }

    /// A new identifier: UUID version 7 (RFC 9562, section 5.7) at this clock's present.
    ///
    /// Identifiers minted by one clock (and its clones) in the same millisecond sort in the
    /// order of minting (RFC 9562, section 6.2, method 1).
    #[must_use]
    pub fn mint(&self) -> Uuid {
        // The year 1970 is as early as such an identifier goes.
        let millis = u64::try_from(self.now().as_millisecond()).unwrap_or(0);
        let mut random = match &self.seed {
            None => random_bytes::<10>(),
            Some(seed) => repeatable_bytes(seed),
        };
        let mut minted = self.minted.lock().unwrap_or_else(PoisonError::into_inner);
        *minted = next_count(*minted, millis, u16::from_be_bytes([random[0], random[1]]));
        let (millis, count) = *minted;
        random[..2].copy_from_slice(&count.to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// The time zone of this machine, read now, because a laptop travels.
    #[must_use]
    pub fn system_zone(&self) -> TimeZone {
        TimeZone::system()
    }
}

/// Bytes nobody can guess, from the operating system.
///
/// # Panics
///
/// When the operating system has no random source; no secret can be made then.
#[must_use]
#[expect(clippy::expect_used, reason = "without randomness every key and nonce would be guessable")]
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system's random source answers");
    bytes
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same bytes for the same seed.
fn repeatable_bytes(seed: &AtomicU64) -> [u8; 10] {
    let next = || {
        let state = seed.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)).to_be_bytes()
    };
    let mut bytes = [0; 10];
    bytes[..8].copy_from_slice(&next());
    bytes[8..].copy_from_slice(&next()[..2]);
    bytes
}

/// The counter of [`Clock::mint`]: starts low at random in each millisecond, then goes up.
/// When its twelve bits are full it borrows the next millisecond. A clock that was set back
/// by less than a second goes on counting where it was.
fn next_count(last: (u64, u16), millis: u64, random: u16) -> (u64, u16) {
    if last.0 >= millis && last.0 - millis < 1000 {
        if last.1 < 0x0fff { (last.0, last.1 + 1) } else { (last.0 + 1, 0) }
    } else {
        (millis, random & 0x07ff)
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
fn system_now() -> Timestamp {
    Timestamp::now()
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
pub(crate) fn system_monotonic() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

#[cfg(test)]
mod tests;
