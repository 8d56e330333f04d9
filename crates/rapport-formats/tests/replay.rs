//! The fuzz targets about formats, on their seeds and on mutated copies: what `make fuzz` looks for
//! at length, for a moment. A target is one file in `fuzz/src/bin/`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test fails by panicking"
)]

#[path = "../../../fuzz/src/bin/address.rs"]
mod address;
#[path = "../../../fuzz/src/bin/calendar.rs"]
mod calendar;
#[path = "../../../fuzz/src/bin/duplicates.rs"]
mod duplicates;
#[path = "../../../fuzz/src/bin/mbox.rs"]
mod mbox;
#[path = "../../../fuzz/src/bin/name.rs"]
mod name;
#[path = "../../../fuzz/src/bin/phone.rs"]
mod phone;
#[path = "../../../fuzz/replay.rs"]
mod replay;
#[path = "../../../fuzz/src/bin/signature.rs"]
mod signature;
#[path = "../../../fuzz/src/bin/table.rs"]
mod table;
#[path = "../../../fuzz/src/bin/vcard.rs"]
mod vcard;

#[test]
fn fuzz_seeds_of_files_hold_their_promises() {
    let mut count = replay::replay("mbox", mbox::check);
    count += replay::replay("vcard", vcard::check);
    count += replay::replay("table", table::check);
    count += replay::replay("duplicates", duplicates::check);
    count += replay::replay("calendar", calendar::check);
    assert!(count > 1_000, "only {count} inputs");
}

#[test]
fn fuzz_seeds_of_fields_hold_their_promises() {
    let mut count = replay::replay("signature", signature::check);
    count += replay::replay("phone", phone::check);
    count += replay::replay("name", name::check);
    count += replay::replay("address", address::check);
    assert!(count > 1_000, "only {count} inputs");
}
