//! The fuzz targets about mail, on their seeds and on mutated copies: what `make fuzz` looks for at
//! length, for a moment. A target is one file in `fuzz/src/bin/`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking")]

#[path = "../../../fuzz/src/bin/classify.rs"]
mod classify;
#[path = "../../../fuzz/src/bin/delivery_report.rs"]
mod delivery_report;
#[path = "../../../fuzz/src/bin/parse.rs"]
mod parse;
#[path = "../../../fuzz/replay.rs"]
mod replay;
#[path = "../../../fuzz/src/bin/reply_text.rs"]
mod reply_text;

#[test]
fn fuzz_seeds_of_mail_hold_their_promises() {
    let mut count = replay::replay("parse", parse::check);
    count += replay::replay("reply_text", reply_text::check);
    count += replay::replay("delivery_report", delivery_report::check);
    count += replay::replay("classify", classify::check);
    assert!(count > 1_000, "only {count} inputs");
}
