//! One send and one stop in every order, and one send with the power failing at every point.
//!
//! Points are before and after each commit and each line that a mail server gets. All of them are
//! tried where `RAPPORT_EVERY_POINT` is set (as `make fuzz` does), else those from the lease on.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use rapport_sim::fuse::Point;
use rapport_sim::on_this_thread;
use rapport_sim::provider::CopyHabit;
use rapport_sim::world::{Halt, World};

/// Points at the end of a round that are tried in any case: from the lease of the item on.
const LAST: u32 = 48;

fn points() -> std::ops::Range<u32> {
    let all = on_this_thread(World::points_of_a_send()).unwrap();
    let first = if std::env::var_os("RAPPORT_EVERY_POINT").is_some() {
        0
    } else {
        all.saturating_sub(LAST)
    };
    first..all
}

fn race_at_every_point(halt: Halt) {
    let (mut in_time, mut too_late, mut held) = (0, 0, 0);
    for point in points() {
        let race = on_this_thread(World::race(halt, point)).unwrap();
        assert!(race.wrong.is_empty(), "{halt:?} at {point}: {race:#?}");
        held += u32::from(matches!(race.point, Some(Point::AfterCommit | Point::Line)));
        if race.in_time {
            in_time += 1;
        } else {
            too_late += 1;
            assert_eq!(race.sent, 1, "nothing kept it back: {halt:?} at {point}: {race:#?}");
        }
    }
    // Both sides of the point of no return were seen.
    assert!(in_time > 3 && too_late > 3 && held > 5, "{halt:?}: {in_time} {too_late} {held}");
}

#[test]
fn i5_an_opt_out_at_any_point_before_the_point_of_no_return_prevents_the_send() {
    race_at_every_point(Halt::OptOut);
}

#[test]
fn i5_a_suppression_at_any_point_before_the_point_of_no_return_prevents_the_send() {
    race_at_every_point(Halt::Suppress);
}

#[test]
fn i5_kept_mail_at_any_point_before_the_point_of_no_return_prevents_the_send() {
    race_at_every_point(Halt::Mail);
}

#[test]
fn i5_what_the_user_stops_before_the_point_of_no_return_is_not_sent() {
    for halt in [Halt::StopAll, Halt::End, Halt::Undo] {
        race_at_every_point(halt);
    }
}

#[test]
fn i2_a_power_failure_at_any_point_of_a_send_neither_doubles_nor_loses_it() {
    let mut sent = 0;
    let points = points();
    let all = points.len();
    for point in points {
        let race = on_this_thread(World::power_fails_at(point)).unwrap();
        assert!(race.wrong.is_empty(), "power failed at {point}: {race:#?}");
        sent += race.sent;
    }
    assert!(sent > all / 3, "{sent} of {all}");
}

#[test]
fn i2_what_was_sent_after_the_backup_is_not_sent_again_after_the_restore() {
    for copies in
        [CopyHabit::None, CopyHabit::Keeps, CopyHabit::Renames, CopyHabit::RenamesSilently]
    {
        let race = on_this_thread(World::restored(copies)).unwrap();
        assert!(race.wrong.is_empty(), "{copies:?}: {race:#?}");
    }
}
