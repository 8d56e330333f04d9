//! The fuzz targets about formats, on their seeds and on mutated copies: what `make fuzz` looks for
//! at length, for a moment. A target is one file in `fuzz/src/bin/`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test fails by panicking"
)]

#[path = "../../../fuzz/src/bin/mbox.rs"]
mod mbox;
#[path = "../../../fuzz/replay.rs"]
mod replay;

#[test]
fn fuzz_seeds_of_formats_hold_their_promises() {
    let count = replay::replay("mbox", mbox::check);
    assert!(count > 100, "only {count} inputs");
}
