//! A clock that jumps: a year on, a year back, and a machine that slept for a month.

use jiff::SignedDuration;

use crate::support::Rapport;
use crate::support::people::{doctor_on, met_dana};
use crate::support::server::Server;

const YEAR: SignedDuration = SignedDuration::from_hours(366 * 24);

fn thank_you_waits(rapport: &Rapport) -> bool {
    let shown = rapport.one(&["show", "Dana"]);
    shown["follow_ups"][0]["state"] == "in-review"
}

#[test]
fn a_clock_a_year_ahead_drops_nothing_before_somebody_says_that_it_is_right() {
    let rapport = met_dana();
    rapport.ok(&["run"]);
    assert!(thank_you_waits(&rapport), "{:#}", rapport.one(&["show", "Dana"]));
    rapport.later(YEAR);
    let said = rapport.fails(4, &["run"]);
    assert!(said.contains("366 days after it was last seen"), "{said}");
    assert!(said.contains("rapport run --clock-is-right"), "{said}");
    let (level, sentence) = doctor_on(&rapport, "clock").expect("the doctor sees it, too");
    assert_eq!(level, "bad", "{sentence}");
    // A server does not stop over it, and concludes nothing either.
    let server = Server::start(&rapport, "serve");
    assert_eq!(server.terminate(), Some(0));
    assert!(thank_you_waits(&rapport), "{:#}", rapport.one(&["show", "Dana"]));
    // Set right again, it goes on as if nothing had been.
    rapport.later(-YEAR);
    rapport.ok(&["run"]);
    assert_eq!(doctor_on(&rapport, "clock"), None);
    assert!(thank_you_waits(&rapport));
    // And if it was right: what is too late is dropped, as always, with a reason.
    rapport.later(YEAR);
    rapport.ok(&["run", "--clock-is-right"]);
    let why = rapport.ok(&["why", "Dana"]);
    assert!(why.contains("too late"), "{why}");
}

#[test]
fn a_clock_a_year_behind_is_said_and_nothing_is_lost() {
    let rapport = met_dana();
    rapport.ok(&["run"]);
    rapport.later(-YEAR);
    let said = rapport.fails(4, &["run"]);
    assert!(said.contains("before it was last seen"), "{said}");
    let (level, sentence) = doctor_on(&rapport, "clock").unwrap();
    assert!(level == "bad" && sentence.contains("set the clock"), "{sentence}");
    // Meetings are noted all the same: that cannot wait for a clock.
    rapport.ok(&["log", "Dana", "--by", "call", "--said", "she will ask the team"]);
    rapport.later(YEAR);
    rapport.ok(&["run"]);
    assert!(rapport.one(&["show", "Dana"])["timeline"].to_string().contains("ask the team"));
}

#[test]
fn a_machine_that_slept_for_a_week_catches_up_and_says_so() {
    let rapport = met_dana();
    rapport.ok(&["run"]);
    rapport.later(SignedDuration::from_hours(7 * 24));
    let (level, sentence) = doctor_on(&rapport, "scheduler").unwrap();
    assert_eq!(level, "bad");
    assert!(sentence.contains("7 days ago") && sentence.contains("rapport serve"), "{sentence}");
    rapport.ok(&["run"]);
    // It runs again, and a remark is left about the week in which it did not.
    let (level, sentence) = doctor_on(&rapport, "scheduler").unwrap();
    assert!(level == "note" || level == "ok", "{level}: {sentence}");
}
