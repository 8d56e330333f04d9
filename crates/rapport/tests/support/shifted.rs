//! The time that the binary sees: libfaketime shifts the wall clock of one process forwards.
//!
//! A real account refuses to run with a clock offset of our own, and it must: so a test that wants
//! a Tuesday morning moves the whole machine, as far as the process can tell. Only the wall clock
//! moves, by a constant; waiting and deadlines go on evenly. The servers of the sandbox keep the
//! true time, and their certificates are valid for ten years from it, so a shift goes forwards,
//! by a week at most. What a server dates (the arrival of a mail) is that much earlier than what
//! the binary sees, as from a mail server whose clock is slow.

use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::civil::{Weekday, time};
use jiff::{SignedDuration, Timestamp, ToSpan};

/// Where the people of these tests live and work.
pub const ZONE: &str = "Europe/London";

/// The next Tuesday at ten in the morning in [`ZONE`], from which Wednesday and Thursday are
/// business days, too, as seconds from the present.
pub fn to_a_tuesday_morning() -> SignedDuration {
    let now = Timestamp::now();
    let mut day = now.in_tz(ZONE).unwrap().date().tomorrow().unwrap();
    // Christmas and New Year; no other holiday of Great Britain falls on these three weekdays.
    let is_quiet = |day: jiff::civil::Date| {
        (day.month() == 12 && day.day() >= 18) || (day.month() == 1 && day.day() <= 6)
    };
    while day.weekday() != Weekday::Tuesday || is_quiet(day) {
        day = day.checked_add(1.day()).unwrap();
    }
    let morning = day.to_datetime(time(10, 0, 0, 0)).in_tz(ZONE).unwrap();
    morning.timestamp().duration_since(now)
}

/// Lets the command see the wall clock shifted by so much.
pub fn shift(command: &mut Command, by: SignedDuration) {
    if by.is_zero() {
        return;
    }
    let sign = if by.is_negative() { "" } else { "+" };
    command
        .env("LD_PRELOAD", library())
        .env("FAKETIME", format!("{sign}{}", by.as_secs()))
        .env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
}

/// Lets the command see the wall clock shifted by what the file says, at each look.
pub fn follow(command: &mut Command, file: &Path) {
    command
        .env("LD_PRELOAD", library())
        .env("FAKETIME_TIMESTAMP_FILE", file)
        .env("FAKETIME_NO_CACHE", "1")
        .env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
}

/// Writes such a file as a whole: nobody sees half of it.
pub fn write(file: &Path, by: SignedDuration) {
    let sign = if by.is_negative() { "" } else { "+" };
    let whole = file.with_extension("new");
    std::fs::write(&whole, format!("{sign}{}\n", by.as_secs())).expect("the clock is written");
    std::fs::rename(&whole, file).expect("the clock is put in place");
}

fn library() -> PathBuf {
    let folders = std::fs::read_dir("/usr/lib").expect("/usr/lib");
    folders
        .flatten()
        .map(|folder| folder.path().join("faketime/libfaketime.so.1"))
        .find(|library| library.exists())
        .expect("libfaketime is missing; type: cargo xtask deps")
}
