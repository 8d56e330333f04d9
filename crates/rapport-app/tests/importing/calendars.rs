//! Calendars: whom the user met and will meet, the same calendar twice, what moved, what goes back.

use jiff::{SignedDuration, Timestamp};
use rapport_app::import::ImportInput;
use rapport_app::input::{Act, AppointmentInput};
use rapport_app::view::ImportView;

use crate::world::{World, counts};

/// A calendar of the events with these lines.
pub fn calendar(events: &[&str]) -> String {
    let events: Vec<String> = events
        .iter()
        .map(|event| format!("BEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\n", event.replace('\n', "\r\n")))
        .collect();
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n", events.concat())
}

const LONG_AGO: &str = "UID:coffee\nSUMMARY:Coffee\nDTSTART:20260901T090000Z\n\
    DTEND:20260901T100000Z\nATTENDEE;CN=Ana Ruiz:mailto:ana@example.net";
const YESTERDAY: &str = "UID:interview\nSUMMARY:Interview at Acme\n\
    DTSTART;TZID=Europe/London:20261116T140000\nDTEND;TZID=Europe/London:20261116T150000\n\
    ORGANIZER;CN=Dana Whitfield:mailto:dana@acme.example\n\
    ATTENDEE;CN=Ana Ruiz;PARTSTAT=DECLINED:mailto:ana@example.net";
const AHEAD: &str = "UID:ahead\nSUMMARY:Next round\nDTSTART;TZID=Europe/Berlin:20261120T100000\n\
    DTEND;TZID=Europe/Berlin:20261120T110000\nATTENDEE;CN=Dana Whitfield:mailto:dana@acme.example";
const CALLED_OFF: &str = "UID:off\nSTATUS:CANCELLED\nDTSTART:20261121T100000Z\n\
    ATTENDEE;CN=Ana Ruiz:mailto:ana@example.net";

fn met(view: &ImportView) -> (u64, u64, u64) {
    (view.meetings, view.appointments, view.offered)
}

#[tokio::test]
async fn meetings_that_were_and_meetings_to_come_twice_and_taken_back() {
    for world in World::both().await {
        let file = calendar(&[LONG_AGO, YESTERDAY, AHEAD, CALLED_OFF]);
        let looked = world.look("a.ics", &file).await;
        assert_eq!((counts(&looked), looked.kind.as_str()), ((2, 0, 0, 0), "calendar"));
        assert_eq!((looked.meetings, looked.appointments), (2, 1));
        assert!(world.names().await.is_empty(), "looking writes nothing");
        let import = world.import("a.ics", &file).await;
        assert_eq!((counts(&import), met(&import)), ((2, 0, 0, 0), (2, 1, 1)));
        let appointments = world.app.appointments().await.unwrap();
        let [next] = appointments.as_slice() else { panic!("{appointments:?}") };
        assert_eq!(
            (next.title.as_str(), next.starts.as_str()),
            ("Next round", "2026-11-20T09:00:00Z")
        );
        // Nothing starts by itself; what is fresh is offered, once.
        let today = world.app.today().await.unwrap();
        let [offer] = today.rows.as_slice() else { panic!("{:?}", today.rows) };
        assert_eq!(offer.title, "You met Dana Whitfield yesterday: follow up?");
        assert!(offer.acts.contains(&"offers accept".to_owned()));
        // The same again, under another name and in another order.
        let again = world.import("b.ics", calendar(&[AHEAD, YESTERDAY, LONG_AGO])).await;
        assert_eq!((counts(&again), met(&again), again.id), ((0, 0, 2, 0), (0, 0, 0), None));
        let timeline = world.app.show("Dana").await.unwrap().timeline;
        assert!(format!("{timeline:?}").contains("Interview at Acme"), "{timeline:?}");
        let undone = world.app.undo_import("last").await.unwrap();
        assert_eq!((undone.removed, undone.kept_in_all), (2, 0));
        assert!(world.app.appointments().await.unwrap().is_empty());
        assert!(world.app.today().await.unwrap().rows.is_empty());
    }
}

#[tokio::test]
async fn a_yes_starts_the_playbook_at_the_meeting_and_then_it_stays() {
    let world = World::sqlite().await;
    world.import("a.ics", calendar(&[YESTERDAY])).await;
    let started = world.app.accept_offer("Dana").await.unwrap();
    assert_eq!(started.playbook, "PB01");
    let undone = world.app.undo_import("last").await.unwrap();
    assert_eq!((undone.removed, undone.kept), (0, vec!["Dana Whitfield".to_owned()]));
    assert!(
        world
            .app
            .show("Dana")
            .await
            .unwrap()
            .timeline
            .iter()
            .any(|it| format!("{it:?}").contains("Interview at Acme"))
    );
}

#[tokio::test]
async fn a_playbook_starts_where_it_was_asked_for_and_goes_back_with_the_import() {
    let world = World::sqlite().await;
    let input = ImportInput { playbook: Some("PB07".to_owned()), ..ImportInput::default() };
    let file = calendar(&[LONG_AGO, AHEAD]);
    let import = world.import_as("a.ics", &file, &input).await.unwrap();
    // Only whom the user met; who is yet to be met has nothing to be thanked for.
    assert_eq!((import.started, met(&import)), (1, (1, 1, 0)));
    let again = world.import_as("a.ics", &file, &input).await.unwrap();
    assert_eq!((again.started, again.id), (0, None));
    let undone = world.app.undo_import("last").await.unwrap();
    assert_eq!(undone.removed, 2);
}

#[tokio::test]
async fn people_known_get_their_meetings_and_a_moved_one_moves() {
    for world in World::both().await {
        world
            .import("a.vcf", crate::world::card(&["FN:Dana Whitfield", "EMAIL:dana@acme.example"]))
            .await;
        let import = world.import("a.ics", calendar(&[AHEAD])).await;
        assert_eq!((counts(&import), met(&import)), ((0, 1, 0, 0), (0, 1, 0)));
        let moved = AHEAD.replace("20261120T", "20261123T");
        world.import("a.ics", calendar(&[&moved])).await;
        let appointments = world.app.appointments().await.unwrap();
        let starts: Vec<&str> = appointments.iter().map(|it| it.starts.as_str()).collect();
        assert_eq!(starts, ["2026-11-23T09:00:00Z"]);
        let off = format!("{moved}\nSTATUS:CANCELLED");
        world.import("a.ics", calendar(&[&off])).await;
        assert!(world.app.appointments().await.unwrap().iter().all(|it| it.cancelled));
    }
}

#[tokio::test]
async fn a_meeting_that_ends_is_on_the_timeline_and_offered_once() {
    for world in World::both().await {
        world.import("a.ics", calendar(&[AHEAD])).await;
        assert!(world.app.today().await.unwrap().rows.is_empty());
        assert_eq!(world.app.end_meetings().await.unwrap(), 0);
        world.pass(SignedDuration::from_hours(24 * 4));
        assert_eq!(world.app.end_meetings().await.unwrap(), 1);
        assert_eq!(world.app.end_meetings().await.unwrap(), 0);
        let today = world.app.today().await.unwrap();
        assert!(today.rows[0].title.starts_with("You met Dana Whitfield"), "{:?}", today.rows);
        world.app.decline_offer("Dana").await.unwrap();
        assert!(world.app.today().await.unwrap().rows.is_empty());
        // The calendar that still shows it is no news.
        let again = world.import("a.ics", calendar(&[AHEAD])).await;
        assert_eq!(again.id, None);
        assert!(world.app.today().await.unwrap().rows.is_empty());
    }
}

#[tokio::test]
async fn what_is_no_calendar_is_refused_and_hostile_ones_end() {
    let world = World::sqlite().await;
    let endless =
        "UID:1\nDTSTART:20200101T000000Z\nRRULE:FREQ=SECONDLY\nATTENDEE:mailto:ana@example.net";
    let import = world.import("endless.ics", calendar(&[endless; 3])).await;
    assert!(import.meetings + import.appointments <= 500, "{import:?}");
    let ends: Timestamp = "9999-12-30T00:00:00Z".parse().unwrap();
    let odd = format!(
        "UID:2\nDTSTART:{}\nDTEND:00010101T000000Z\nATTENDEE:mailto:x@example.net",
        ends.strftime("%Y%m%dT%H%M%SZ")
    );
    let cut = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nATTENDEE:mailto:";
    for (name, text) in [("odd.ics", calendar(&[&odd])), ("cut.ics", cut.to_owned())] {
        let looked = world.look(name, text).await;
        assert_eq!(looked.new, 0, "{name}");
    }
}

/// A status check runs for Dana; whether its plan is still shown is told in a sentence.
async fn asked_dana(world: &World) {
    let dana = crate::world::card(&["FN:Dana Whitfield", "EMAIL:dana@acme.example"]);
    world.import("a.vcf", dana).await;
    world.app.start_playbook("PB03", "Dana").await.unwrap();
}

/// The sentence of the one follow-up that runs for Dana.
async fn standing(world: &World) -> String {
    let shown = world.app.show("Dana").await.unwrap();
    let [follow_up] = shown.follow_ups.as_slice() else { panic!("{:?}", shown.follow_ups) };
    follow_up.state_words.clone()
}

#[tokio::test]
async fn a_meeting_ahead_stops_what_asks_and_one_called_off_asks_the_user() {
    for world in World::both().await {
        asked_dana(&world).await;
        let before = standing(&world).await;
        world.import("a.ics", calendar(&[AHEAD])).await;
        let stopped = standing(&world).await;
        assert_eq!(stopped, "waits: you meet on Friday, nothing that asks goes out before");
        let today = world.app.today().await.unwrap();
        let row = today.rows.iter().find(|row| row.name == "Dana Whitfield").unwrap();
        assert!(row.why_now.contains("you meet on Friday"), "{row:?}");
        assert!(row.acts.contains(&"resume".to_owned()), "{row:?}");

        // What the user resumes stays so, however often the calendar says the same.
        world.app.act("Dana", Act::Resume).await.unwrap();
        assert_eq!(standing(&world).await, before);
        world.import("b.ics", calendar(&[AHEAD, YESTERDAY])).await;
        assert_eq!(standing(&world).await, before);

        // Moved is news, and called off is a question that nothing answers by itself.
        let moved = AHEAD.replace("20261120T", "20261126T");
        world.import("a.ics", calendar(&[&moved])).await;
        assert!(standing(&world).await.contains("you meet on Thursday 26 November"));
        let off = format!("{moved}\nSTATUS:CANCELLED");
        world.import("a.ics", calendar(&[&off])).await;
        assert_eq!(standing(&world).await, "waits: the meeting does not take place as planned");
        let today = world.app.today().await.unwrap();
        let row = today.rows.iter().find(|row| row.title == "Status check");
        let row = row.unwrap_or_else(|| panic!("{:?}", today.rows));
        assert!(row.why_now.ends_with("Is this step still needed?"), "{row:?}");
        world.app.act("Dana", Act::Resume).await.unwrap();
        assert_eq!(standing(&world).await, before);
    }
}

#[tokio::test]
async fn a_calendar_that_is_taken_back_asks_about_what_had_yielded_to_it() {
    let world = World::sqlite().await;
    asked_dana(&world).await;
    world.import("a.ics", calendar(&[AHEAD])).await;
    assert!(standing(&world).await.contains("you meet on Friday"));
    world.app.undo_import("last").await.unwrap();
    assert_eq!(standing(&world).await, "waits: the meeting does not take place as planned");
}

#[tokio::test]
async fn an_appointment_entered_by_hand_counts_like_one_of_a_calendar() {
    let world = World::sqlite().await;
    asked_dana(&world).await;
    let input = AppointmentInput {
        contact: "Dana".to_owned(),
        starts: "2026-11-20 10:00".to_owned(),
        minutes: 30,
        ..AppointmentInput::default()
    };
    world.app.add_appointment(input).await.unwrap();
    assert!(standing(&world).await.contains("you meet on Friday"));
    world.app.cancel_appointment("Dana").await.unwrap();
    assert_eq!(standing(&world).await, "waits: the meeting does not take place as planned");
}
