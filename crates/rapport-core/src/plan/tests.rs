//! Dated plans, as a person would check them with a calendar in hand, and what moves them.

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::*;
use crate::ids::{ContactId, FollowUpId};
use crate::pace::{Cap, PastNote};
use crate::playbook::Playbook;
use crate::testing::{
    World, at, calendar, days, id, interview, long_game, phone_call, playbook, proposal, reference,
    step,
};
use crate::touchpoint::Channel;

/// The outlook in the recipient's time: step, opens, preferred, closes, expires; or why not.
fn dated(world: &World, follow_up: &FollowUp) -> Vec<String> {
    let local = |at: Timestamp| world.calendar.local(at).strftime("%a %b %-d %H:%M").to_string();
    outlook(follow_up, &world.context())
        .into_iter()
        .map(|line| {
            let step = world.playbook.step(line.step).unwrap();
            match line.planned {
                Planned::At(window) => format!(
                    "{}: {} | {} | {} | {}",
                    step.key,
                    local(window.opens),
                    local(window.preferred),
                    local(window.closes),
                    local(window.expires),
                ),
                Planned::AwaitsOutcome => format!("{}: after the outcome", step.key),
                Planned::LeftOut(why) => format!("{}: {why}", step.key),
            }
        })
        .collect()
}

fn plan_of(world: &World) -> Vec<String> {
    dated(world, &world.follow_up(world.now))
}

#[test]
fn an_interview_on_the_friday_before_thanksgiving() {
    let world = World::new(interview(), "2026-11-20T21:00:00Z");
    assert_eq!(
        plan_of(&world),
        [
            // At four in the afternoon; two hours later it is evening, so Monday.
            "thanks: Mon Nov 23 08:30 | Mon Nov 23 08:51 | Tue Nov 24 17:29 | Mon Nov 30 17:29",
            "thanks-today: only when they decide on the same day",
            "card: only where you really want it: rate the fit 4 or 5",
            // Thursday 26 November is Thanksgiving, so the seventh day is a Wednesday.
            "check: Tue Dec 1 08:30 | Wed Dec 2 08:51 | Mon Dec 7 17:29 | Tue Dec 29 17:29",
            "month-note: Fri Dec 11 08:30 | Thu Dec 17 08:51 | Wed Dec 23 17:29 | Wed Jan 6 17:29",
        ]
    );
}

#[test]
fn a_letter_is_due_earlier_by_the_days_it_is_under_way() {
    let mut card = step("card", Purpose::KeepInTouch, days(10, 12, 15), 20);
    card.channel = Channel::Paper;
    let mail = Step { channel: Channel::Mail, ..card.clone() };
    let wanted = [
        (&card, 0, "card: Mon Dec 7 08:30 | Wed Dec 9 08:51 | Mon Dec 14 17:29 | Mon Dec 21 17:29"),
        (&card, 4, "card: Tue Dec 1 08:30 | Thu Dec 3 08:51 | Tue Dec 8 17:29 | Mon Dec 21 17:29"),
        // Never before the event that it answers to.
        (
            &card,
            15,
            "card: Fri Nov 20 16:00 | Fri Nov 20 16:00 | Fri Nov 20 17:29 | Mon Dec 21 17:29",
        ),
        (
            &mail,
            15,
            "card: Mon Dec 7 08:30 | Wed Dec 9 08:51 | Mon Dec 14 17:29 | Mon Dec 21 17:29",
        ),
    ];
    for (step, postal_days, line) in wanted {
        let mut world = World::new(playbook("POST", vec![step.clone()]), "2026-11-20T21:00:00Z");
        world.standing.postal_days = postal_days;
        assert_eq!(plan_of(&world), [line], "{postal_days}");
    }
    let mut world = World::new(interview(), "2026-11-20T15:00:00Z");
    world.pursuit().keen = true;
    let mut follow_up = world.follow_up(world.now);
    follow_up.anchor.promised = Some(date(2026, 12, 1));
    let card = |world: &World| {
        dated(world, &follow_up).into_iter().find(|line| line.starts_with("card")).unwrap()
    };
    assert!(card(&world).starts_with("card: Fri Nov 20"), "{}", card(&world));
    world.standing.postal_days = 15;
    assert!(card(&world).contains("arrive after"), "{}", card(&world));
}

#[test]
fn a_keen_interview_in_germany_over_the_new_year() {
    let mut world = World::new(interview(), "2026-12-29T15:00:00Z");
    world.calendar = calendar("Europe/Berlin", "DE");
    world.pursuit().keen = true;
    assert_eq!(
        plan_of(&world),
        [
            // New Year's Day is a Friday.
            "thanks: Wed Dec 30 08:30 | Wed Dec 30 08:51 | Thu Dec 31 17:29 | Wed Jan 6 17:29",
            "thanks-today: only when they decide on the same day",
            // Four in the afternoon: the card leaves the same day.
            "card: Tue Dec 29 16:00 | Tue Dec 29 16:21 | Wed Dec 30 17:29 | Thu Dec 31 17:29",
            "check: Thu Jan 7 08:30 | Fri Jan 8 08:51 | Wed Jan 13 17:29 | Wed Feb 3 17:29",
            // Not before seven business days after the check.
            "month-note: Tue Jan 19 08:30 | Mon Jan 25 08:51 | Fri Jan 29 17:29 | Wed Feb 10 17:29",
        ]
    );
}

#[test]
fn a_promised_day_counts_from_its_end_even_on_a_weekend() {
    let world = World::new(interview(), "2026-11-10T16:00:00Z");
    for (promised, expected) in [
        // A Wednesday: two business days later it is Friday.
        (date(2026, 11, 18), "check: Thu Nov 19 08:30 | Fri Nov 20 08:51 | Wed Nov 25 17:29"),
        // A Saturday: Monday is the first business day after.
        (date(2026, 11, 21), "check: Mon Nov 23 08:30 | Tue Nov 24 08:51 | Mon Nov 30 17:29"),
        // The promise of an earlier round says nothing; Veterans Day does not count.
        (date(2026, 11, 2), "check: Thu Nov 19 08:30 | Fri Nov 20 08:51 | Wed Nov 25 17:29"),
    ] {
        let lines = dated(&world, &world.promised(world.now, promised));
        assert!(lines[3].starts_with(expected), "{promised}: {}", lines[3]);
    }
}

#[test]
fn a_decision_on_the_same_day_wants_the_short_note_today() {
    let world = World::new(interview(), "2026-11-10T16:00:00Z");
    let lines = dated(&world, &world.promised(world.now, date(2026, 11, 10)));
    assert_eq!(lines[0], "thanks: they decide today, the short note goes instead");
    assert_eq!(
        lines[1],
        "thanks-today: Tue Nov 10 11:30 | Tue Nov 10 13:00 | Tue Nov 10 19:59 | Thu Nov 12 17:29"
    );
}

#[test]
fn the_card_wants_to_be_wanted_in_time_and_addressed() {
    let mut world = World::new(interview(), "2026-11-10T16:00:00Z");
    world.pursuit().keen = true;
    let card =
        |world: &World, promised| dated(world, &world.promised(world.now, promised))[2].clone();
    assert!(card(&world, date(2026, 11, 18)).starts_with("card: Tue Nov 10 11:00"));
    // Veterans Day lies between, so the 17th is only four business days away.
    assert_eq!(card(&world, date(2026, 11, 17)), "card: it would arrive after their decision");
    world.standing.has_postal_address = false;
    assert_eq!(card(&world, date(2026, 11, 18)), "card: no postal address is known");
    // Not rated at all is not keen.
    world.standing.pursuit = None;
    assert!(card(&world, date(2026, 11, 18)).contains("rate the fit"));
}

#[test]
fn a_phone_call_is_thanked_for_before_the_day_ends() {
    for (call_ends, expected) in [
        // Early afternoon: two hours later, until eight in the evening.
        ("2026-11-20T18:00:00Z", "Fri Nov 20 13:30 | Fri Nov 20 15:00 | Fri Nov 20 19:59"),
        // Half past six: at seven rather than next week; what waits for a yes is fresh on Monday.
        ("2026-11-20T23:30:00Z", "Fri Nov 20 19:00 | Fri Nov 20 19:00 | Mon Nov 23 12:00"),
        // Ten to eight on a Friday evening: the day is over, Monday morning until noon.
        ("2026-11-21T00:50:00Z", "Mon Nov 23 08:30 | Mon Nov 23 08:30 | Mon Nov 23 12:00"),
        // Six in the morning their time: not before their day begins.
        ("2026-11-20T11:00:00Z", "Fri Nov 20 08:30 | Fri Nov 20 08:30 | Fri Nov 20 19:59"),
        // A Saturday noon is the anchor's own day.
        ("2026-11-21T17:00:00Z", "Sat Nov 21 12:30 | Sat Nov 21 14:00 | Sat Nov 21 19:59"),
    ] {
        let world = World::new(phone_call(), call_ends);
        let lines = plan_of(&world);
        assert!(lines[0].starts_with(&format!("thanks: {expected}")), "{call_ends}: {}", lines[0]);
    }
}

#[test]
fn the_others_of_a_panel_are_covered_by_the_main_contact() {
    let mut world = World::new(interview(), "2026-11-10T16:00:00Z");
    world.pursuit().is_main = false;
    "Theo Brandt".clone_into(&mut world.pursuit().main_name);
    let lines = plan_of(&world);
    assert!(lines[0].starts_with("thanks: Tue Nov 10 13:00 | Thu Nov 12 08:51"), "{}", lines[0]);
    assert_eq!(lines[3..], ["check: covered by Theo Brandt", "month-note: covered by Theo Brandt"]);
    // Without a pursuit there is nobody to cover.
    world.standing.pursuit = None;
    assert!(plan_of(&world)[3].starts_with("check: "));
}

#[test]
fn told_to_wait_leaves_one_check_at_the_end_of_its_window() {
    let mut world = World::new(interview(), "2026-11-20T21:00:00Z");
    world.pursuit().told_to_wait = true;
    let lines = plan_of(&world);
    assert!(lines[3].starts_with("check: Mon Dec 7 08:30 | Mon Dec 7 08:51 | Mon Dec 7 17:29"));
    assert_eq!(lines[4], "month-note: they said they would contact you: one check is all");
}

#[test]
fn a_check_that_ran_late_was_the_last() {
    let mut world = World::new(interview(), "2026-11-20T21:00:00Z");
    let mut follow_up = world.follow_up(world.now);
    follow_up.step = 4;
    // Fifteen business days after the interview is Monday 14 December.
    for (sent, kept) in [("2026-12-14T15:00:00Z", true), ("2026-12-15T15:00:00Z", false)] {
        follow_up.last_sent = Some(at(sent));
        world.now = at(sent);
        let line = dated(&world, &follow_up)[0].clone();
        assert_eq!(line.starts_with("month-note: Wed Dec 23"), kept, "{sent}: {line}");
        assert_eq!(line.ends_with("it was the last"), !kept, "{sent}: {line}");
    }
}

#[test]
fn a_gap_counts_from_the_note_before() {
    let mut world = World::new(interview(), "2026-11-20T21:00:00Z");
    let mut follow_up = world.follow_up(world.now);
    follow_up.step = 4;
    follow_up.last_sent = Some(at("2026-12-10T15:00:00Z"));
    world.now = at("2026-12-10T15:00:00Z");
    // Seven business days after Thursday 10 December.
    assert!(
        dated(&world, &follow_up)[0].starts_with("month-note: Mon Dec 21 08:30 | Mon Dec 21 08:30")
    );
}

#[test]
fn steps_may_count_from_the_one_before() {
    let world = World::new(proposal(), "2026-11-10T16:00:00Z");
    let lines = plan_of(&world);
    assert!(lines[0].contains("| Tue Nov 17 08:51 |"), "{}", lines[0]);
    assert!(lines[1].contains("| Tue Nov 24 08:51 |"), "{}", lines[1]);
    // Thanksgiving lies between.
    assert!(lines[2].contains("| Mon Dec 7 08:51 |"), "{}", lines[2]);
}

#[test]
fn the_report_to_a_reference_waits_for_the_outcome() {
    let mut world = World::new(reference(), "2026-11-10T16:00:00Z");
    assert_eq!(plan_of(&world)[1], "outcome: after the outcome");
    world.pursuit().stage = crate::opportunity::Stage::Won;
    assert!(plan_of(&world)[1].starts_with("outcome: Tue Nov 10 11:00 | Thu Nov 12 08:51"));
}

#[test]
fn a_preparation_counts_back_from_the_appointment() {
    let mut envelope = step("envelope", Purpose::Preparation, days(-5, -2, -1), 0);
    envelope.origin = Origin::Appointment;
    envelope.expiry = Offset::Minutes(0);
    let mut world = World::new(playbook("PB00", vec![envelope]), "2026-11-16T15:00:00Z");
    world.standing.appointment_start = Some(at("2026-11-30T15:00:00Z"));
    // Friday after Thanksgiving is a business day, Thursday is not.
    assert_eq!(
        plan_of(&world),
        ["envelope: Fri Nov 20 08:30 | Wed Nov 25 08:51 | Fri Nov 27 17:29 | Mon Nov 30 10:00"]
    );
    world.now = at("2026-11-30T15:00:01Z");
    assert_eq!(plan_of(&world), ["envelope: its time was over before it could be planned"]);
}

#[test]
fn an_absence_moves_checks_with_their_window_and_leaves_thanks_theirs() {
    let mut world = World::new(interview(), "2026-11-10T16:00:00Z");
    let away = |from: &str, until: &str| Absence { from: at(from), until: at(until) };
    // The check would be on Thursday 19 November, between Wednesday 18 and Tuesday 24.
    world.absences = vec![away("2026-11-18T05:00:00Z", "2026-11-25T05:00:00Z")];
    let lines = plan_of(&world);
    assert!(
        lines[3].starts_with("check: Wed Nov 25 08:30 | Wed Nov 25 08:30 | Tue Dec 1 17:29"),
        "{}",
        lines[3]
    );
    // Two absences that only a night parts are one.
    world.absences.push(away("2026-11-25T12:00:00Z", "2026-11-26T05:00:00Z"));
    assert!(plan_of(&world)[3].starts_with("check: Fri Nov 27 08:30"), "{}", plan_of(&world)[3]);

    // Thanks on Thursday 12 November: they may open later, and still close on Friday.
    world.absences = vec![away("2026-11-11T05:00:00Z", "2026-11-17T05:00:00Z")];
    assert!(
        plan_of(&world)[0].starts_with("thanks: Tue Nov 17 08:30 | Tue Nov 17 08:30 | Fri Nov 13")
    );
}

fn past(at: Timestamp, contact: u128, purpose: Purpose, follow_up: Option<FollowUpId>) -> PastNote {
    PastNote {
        at,
        contact: ContactId::new(id(contact)),
        organisation: None,
        channel: Channel::Mail,
        purpose,
        follow_up,
        touchpoint: None,
    }
}

#[test]
fn pace_moves_a_step_later_and_leaves_out_what_no_waiting_allows() {
    let mut world = World::new(phone_call(), "2026-11-10T16:00:00Z");
    let follow_up = world.follow_up(world.now);
    let check = FollowUp { step: 1, ..follow_up.clone() };
    // Six business days on is Thursday 19 November; a note on Tuesday makes it the 24th.
    world.history.notes = vec![past(at("2026-11-17T15:00:00Z"), 2, Purpose::KeepInTouch, None)];
    let line = dated(&world, &check)[0].clone();
    assert!(
        line.starts_with("check: Tue Nov 24 08:30 | Tue Nov 24 08:30 | Mon Nov 23 17:29"),
        "{line}"
    );
    // Three unanswered in the thread are enough.
    let own = Some(follow_up.id);
    world.history.notes = ["2026-10-01T15:00:00Z", "2026-10-12T15:00:00Z", "2026-10-22T15:00:00Z"]
        .map(|sent| past(at(sent), 2, Purpose::KeepInTouch, own))
        .to_vec();
    assert_eq!(dated(&world, &check), ["check: enough unanswered notes in this thread"]);
    // Forty notes today say nothing about next week.
    world.history.notes.clear();
    world.history.notes_today = 40;
    assert!(dated(&world, &check)[0].starts_with("check: Wed Nov 18 08:30 | Thu Nov 19 08:51"));
    let today = dated(&world, &follow_up)[0].clone();
    assert!(today.starts_with("thanks: Thu Nov 12 08:30"), "{today}");
}

#[test]
fn a_repeating_step_counts_from_the_last_note_or_the_slot_let_pass() {
    let world = World::new(long_game(), "2026-01-05T16:00:00Z");
    let first = plan_of(&world)[0].clone();
    let mut follow_up = world.follow_up(world.now);
    follow_up.last_sent = Some(at("2026-04-06T14:00:00Z"));
    let second = dated(&world, &follow_up)[0].clone();
    assert!(first.contains("| Fri Apr 3 08:51 |"), "{first}");
    // Independence Day is a Saturday, so the Friday before it is free.
    assert!(second.contains("| Mon Jul 6 08:51 |"), "{second}");
}

fn books() -> Vec<Playbook> {
    vec![interview(), phone_call(), reference(), long_game(), proposal()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn i8_every_planned_instant_lies_in_window_and_hours(
        anchor in 1_767_225_600_i64..1_830_000_000,
        later in 0_i64..60 * 24 * 60,
        place in prop::sample::select(vec![
            ("America/New_York", "US"), ("Europe/Berlin", "DE"), ("Asia/Tokyo", "JP"),
            ("America/Sao_Paulo", "BR"), ("Asia/Dubai", "AE"), ("Pacific/Auckland", "NZ"),
            ("Australia/Lord_Howe", "AU"), ("Asia/Kathmandu", "ZZ"),
        ]),
        book in prop::sample::select(books()),
        identity in any::<u128>(),
        hurried in any::<bool>(),
        belated in any::<bool>(),
        promised in prop::option::of(0_i32..40),
    ) {
        let mut world = World::new(book, "2026-01-01T00:00:00Z");
        world.calendar = calendar(place.0, place.1);
        let anchor = Timestamp::from_second(anchor).unwrap();
        world.now = anchor;
        let mut follow_up = world.follow_up(anchor);
        follow_up.id = FollowUpId::new(id(identity));
        follow_up.anchor.promised = promised.map(|days| {
            world.calendar.local(anchor).date().saturating_add(jiff::Span::new().days(days))
        });
        for line in outlook(&follow_up, &world.context()) {
            let Planned::At(window) = line.planned else { continue };
            prop_assert!(window.opens <= window.preferred);
            prop_assert!(window.closes <= window.expires);
            prop_assert!(window.opens >= anchor);
            let step = world.playbook.step(line.step).unwrap();
            prop_assert_eq!(step.same_day, window.same_day_until.is_some());
            let asked = anchor + SignedDuration::from_mins(later);
            if let Some(first) = window.first_from(asked, belated, hurried, &world.calendar) {
                prop_assert!(first >= asked);
                prop_assert!(window.allows(first, belated, &world.calendar));
                let local = world.calendar.local(first);
                prop_assert!(local.time() >= world.calendar.hours.start);
                prop_assert!(local.time() < SAME_DAY_END);
                if !step.same_day {
                    prop_assert!(world.calendar.is_working(first));
                } else if !world.calendar.is_working(first) {
                    prop_assert_eq!(local.date(), world.calendar.local(anchor).date());
                }
            }
        }
    }
}

#[test]
fn the_caps_name_is_kept_when_a_step_is_left_out() {
    assert_eq!(SkipReason::Pace { cap: Cap::Sleep }.to_string(), Cap::Sleep.to_string());
}
