//! Free ports, and dice that can be thrown again.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::net::TcpListener;

/// A port on loopback that nobody listens on now: 20000 to 31999, below the range from
/// which the kernel takes ports for outgoing connections.
#[track_caller]
#[must_use]
pub fn free_port() -> u16 {
    let mut dice = Dice::new(RandomState::new().build_hasher().finish());
    for _ in 0..1000 {
        let offset = u16::try_from(dice.below(12_000)).unwrap_or(0);
        let port = 20_000 + offset;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
    panic!("no free port on 127.0.0.1 between 20000 and 31999")
}

/// Dice with a seed: the same seed gives the same throws (SplitMix64), so that a test
/// that failed at a random moment can be repeated at that moment.
#[derive(Clone, Debug)]
pub struct Dice {
    state: u64,
}

impl Dice {
    /// Dice that always fall the same way for this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// Any 64 bits.
    pub fn throw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number from 0 up to but not including `limit`; 0 where `limit` is 0.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.throw().checked_rem(limit).unwrap_or(0)
    }
}
