//! How often somebody may try a password: a handful at once, then one every half minute; and how
//! often one may ask for a secret link.
//!
//! Counted for the address that tries and for the name that is tried, so that neither one guesser
//! with many names nor many guessers with one name get far. It lives in memory: a restart forgives.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Tries at once.
const BURST: u32 = 6;

/// A try comes back after so long.
const BACK: Duration = Duration::from_secs(30);

/// Counters kept; beyond it the oldest are forgotten.
const KEPT: usize = 10_000;

/// Who or what is counted.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Key {
    Address(Option<IpAddr>),
    Name(String),
}

/// The counters: when each would be full again (the generic cell rate algorithm).
#[derive(Debug)]
pub struct Limit {
    burst: u32,
    back: Duration,
    until: Mutex<BTreeMap<Key, Duration>>,
}

impl Default for Limit {
    fn default() -> Self {
        Self { burst: BURST, back: BACK, until: Mutex::default() }
    }
}

impl Limit {
    /// For secret links: a room full of telephones may open a card, a guesser gets nowhere.
    pub fn of_links() -> Self {
        Self { burst: 60, back: Duration::from_secs(1), until: Mutex::default() }
    }

    /// Takes one try at `now`.
    ///
    /// # Errors
    /// How long to wait, when there is none left.
    pub fn take(&self, who: Option<IpAddr>, name: &str, now: Duration) -> Result<(), Duration> {
        let mut until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        if until.len() > KEPT {
            until.retain(|_, full| *full > now);
        }
        let keys = keys(who, name);
        let allowance = self.back * (self.burst - 1);
        let wait = keys
            .iter()
            .filter_map(|key| until.get(key)?.checked_sub(now + allowance))
            .filter(|wait| !wait.is_zero())
            .max();
        if let Some(wait) = wait {
            return Err(wait);
        }
        for key in keys {
            let full = until.entry(key).or_insert(now);
            *full = (*full).max(now) + self.back;
        }
        Ok(())
    }

    /// Somebody got in: their tries are forgotten.
    pub fn forgive(&self, who: Option<IpAddr>, name: &str) {
        let mut until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        for key in keys(who, name) {
            until.remove(&key);
        }
    }
}

fn keys(who: Option<IpAddr>, name: &str) -> [Key; 2] {
    let name: String = name.trim().to_lowercase().chars().take(64).collect();
    [Key::Address(who.map(network)), Key::Name(name)]
}

/// An IPv6 user has a whole /64.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handful_then_one_every_half_minute() {
        let limit = Limit::default();
        let who = Some(IpAddr::from([192, 0, 2, 7]));
        let start = Duration::from_secs(1000);
        for _ in 0..BURST {
            assert!(limit.take(who, "anna", start).is_ok());
        }
        let wait = limit.take(who, "anna", start).unwrap_err();
        assert_eq!(wait, BACK);
        assert!(limit.take(who, "other name", start).is_err(), "the same guesser");
        let elsewhere = Some(IpAddr::from([192, 0, 2, 8]));
        assert!(limit.take(elsewhere, "Anna ", start).is_err(), "the same name");
        assert!(limit.take(elsewhere, "bob", start).is_ok());
        assert!(limit.take(who, "anna", start + BACK).is_ok());
        assert!(limit.take(who, "anna", start + BACK).is_err());
        limit.forgive(who, "anna");
        assert!(limit.take(who, "anna", start + BACK).is_ok());
    }

    #[test]
    fn neighbours_in_one_network_count_together() {
        let limit = Limit::default();
        for last in 0..u16::try_from(BURST).unwrap() {
            let who = Some(IpAddr::from([0x2001, 0xdb8, 0, 1, 0, 0, 0, last]));
            assert!(limit.take(who, &last.to_string(), Duration::ZERO).is_ok());
        }
        let who = Some(IpAddr::from([0x2001, 0xdb8, 0, 1, 9, 9, 9, 9]));
        assert!(limit.take(who, "x", Duration::ZERO).is_err());
    }
}
