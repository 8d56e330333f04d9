//! Small makers of test values, shared by the tests of this crate.

use uuid::Uuid;

/// A distinct identifier for each number.
pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}
