//! Capture in plain language, recorded once, one follow-up for each person.

use rapport_app::error::Kind;
use rapport_app::input::{Capture, CapturePerson, CaptureText};
use rapport_sandbox::Postgres;

use crate::world::World;

const SENTENCE: &str = "Met Dana Whitfield at Acme Robotics yesterday, interview for staff engineer, her trip to \
    Orkney, decides Friday, dana@acme.example, I promised to send the paper on knots";

fn text(text: &str) -> CaptureText {
    CaptureText { text: text.to_owned(), ..CaptureText::default() }
}

#[tokio::test]
async fn a_sentence_becomes_a_contact_a_touchpoint_and_a_running_playbook() {
    let world = World::new().await;
    let captured = world.app.capture_text(text(SENTENCE)).await.unwrap();
    assert_eq!(captured.people.len(), 1);
    let met = &captured.people[0];
    assert_eq!(met.contact.name, "Dana Whitfield");
    assert_eq!(met.contact.organisation.as_deref(), Some("Acme Robotics"));
    assert_eq!(met.contact.addresses, ["dana@acme.example"]);
    let opportunity = met.opportunity.as_ref().unwrap();
    assert_eq!(opportunity.title, "staff engineer");
    assert_eq!(opportunity.decides.as_deref(), Some("2026-11-20"));
    let follow_up = met.follow_up.as_ref().unwrap();
    assert_eq!(follow_up.playbook, "PB01");
    let draft = follow_up.draft.as_ref().expect("the thank-you is written at once");
    assert!(draft.body.contains("Orkney"), "{}", draft.body);
    let shown = world.app.show("Dana").await.unwrap();
    assert!(!draft.body.contains("knots"), "a promise is nobody's fact: {}", draft.body);
    assert!(!shown.timeline.is_empty());
}

#[tokio::test]
async fn several_people_get_a_touchpoint_and_a_note_each_and_share_the_pursuit() {
    let world = World::new().await;
    let sentence = "Interview at Halden Lab with Ana Pires and Tom Reed, optics engineer role, the laser that only \
        works on Tuesdays, ana@halden.example, tom@halden.example";
    let captured = world.app.capture_text(text(sentence)).await.unwrap();
    let names: Vec<&str> = captured.people.iter().map(|met| met.contact.name.as_str()).collect();
    assert_eq!(names, ["Ana Pires", "Tom Reed"]);
    let pursuits: Vec<String> =
        captured.people.iter().map(|met| met.opportunity.clone().unwrap().id).collect();
    assert_eq!(pursuits[0], pursuits[1]);
    assert_ne!(captured.people[0].touchpoint, captured.people[1].touchpoint);
    let organisations: Vec<_> =
        captured.people.iter().map(|met| met.contact.organisation.clone().unwrap()).collect();
    assert_eq!(organisations, ["Halden Lab", "Halden Lab"]);
    assert!(captured.people.iter().all(|met| met.follow_up.as_ref().unwrap().draft.is_some()));
    assert_eq!(captured.people[1].contact.addresses, ["tom@halden.example"]);
}

/// The same key twice, one after the other and at once from two processes.
async fn once(database: Option<String>) {
    let world = World::on(database).await;
    let input = CaptureText { key: Some("phone-7f3a".to_owned()), ..text(SENTENCE) };
    let other = world.another().await;
    let (one, two) =
        tokio::join!(world.app.capture_text(input.clone()), other.capture_text(input.clone()));
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_ne!(one.replayed, two.replayed, "one of them recorded it");
    assert_eq!(one.people[0].touchpoint, two.people[0].touchpoint);
    let again = world.app.capture_text(input.clone()).await.unwrap();
    assert!(again.replayed);
    assert_eq!(again.people[0].touchpoint, one.people[0].touchpoint);
    assert_eq!(
        again.people[0].follow_up.as_ref().map(|it| &it.id),
        one.people[0].follow_up.as_ref().map(|it| &it.id)
    );
    assert_eq!(world.app.contacts(None).await.unwrap().len(), 1);
    let touchpoints = world.app.show("Dana").await.unwrap();
    let meetings = touchpoints.timeline.iter().filter(|it| it.kind == "touchpoint").count();
    assert_eq!(meetings, 1);

    let other_words = CaptureText { text: "met Ivo Marek".to_owned(), ..input };
    let refused = world.app.capture_text(other_words).await.unwrap_err();
    assert_eq!(refused.kind, Kind::Refused);
    let bad = CaptureText { key: Some("a key".to_owned()), ..text(SENTENCE) };
    assert_eq!(world.app.capture_text(bad).await.unwrap_err().kind, Kind::Usage);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_sent_twice_is_recorded_once_on_sqlite() {
    once(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_sent_twice_is_recorded_once_on_postgresql() {
    once(Some(Postgres::shared().database())).await;
}

#[tokio::test]
async fn what_a_phone_kept_counts_from_when_it_was_typed() {
    let world = World::new().await;
    let typed_at = Some("2026-11-14T09:00:00Z".to_owned());
    let input = CaptureText { typed_at, ..text("Met Tom Reed yesterday at Halden Lab, his kites") };
    let captured = world.app.capture_text(input).await.unwrap();
    let shown = world.app.show("Tom Reed").await.unwrap();
    assert!(
        shown.timeline.iter().any(|it| it.at.starts_with("2026-11-13")),
        "{:#?}",
        shown.timeline
    );
    assert!(captured.people[0].follow_up.is_some());
    // An instant that cannot be is not believed.
    let typed_at = Some("2030-01-01T00:00:00Z".to_owned());
    let input = CaptureText { typed_at, ..text("Met Mia Lorenz at Kajak Kontor, her canoe") };
    world.app.capture_text(input).await.unwrap();
    let shown = world.app.show("Mia").await.unwrap();
    assert!(
        shown.timeline.iter().any(|it| it.at.starts_with("2026-11-17")),
        "{:#?}",
        shown.timeline
    );
}

#[tokio::test]
async fn twelve_cards_of_one_event_carry_its_tag_and_are_known_when_they_are_met_again() {
    let world = World::new().await;
    for number in 0..12 {
        let input = CaptureText {
            event: Some("Robotics Fair".to_owned()),
            key: Some(format!("card-{number}")),
            ..text(&format!(
                "Guest{} Tester, Works {number}, guest{number}@works.example, gripper {number}",
                char::from(b'a' + number)
            ))
        };
        let captured = world.app.capture_text(input).await.unwrap();
        assert_eq!(captured.people[0].follow_up.as_ref().unwrap().playbook, "PB08");
        assert_eq!(captured.people[0].contact.tags, ["Robotics Fair"]);
    }
    let tags = world.app.tags().await.unwrap();
    assert_eq!((tags[0].tag.as_str(), tags[0].contacts), ("Robotics Fair", 12));
    let again =
        world.app.read_capture("met Guesta Tester, she has a new gripper", None).await.unwrap();
    assert_eq!(again.known.len(), 1);
    assert!(again.known[0].taken);
    assert_eq!(again.form.people[0].contact.as_ref(), Some(&again.known[0].contact));
    world.app.capture(again.form).await.unwrap();
    assert_eq!(world.app.contacts(None).await.unwrap().len(), 12);
}

#[tokio::test]
async fn a_corrected_form_is_what_is_recorded_and_a_wrong_one_records_nothing() {
    let world = World::new().await;
    world.met("Dana Whitfield").await;
    // A first name alone is the one Dana there is.
    let mut form =
        world.app.read_capture("coffee with dana, her allotment", None).await.unwrap().form;
    assert!(form.people[0].contact.is_some());
    form.people[0] = CapturePerson { name: "Dana Okafor".to_owned(), ..CapturePerson::default() };
    form.kind = Some("advice".to_owned());
    let captured = world.app.capture(form).await.unwrap();
    assert!(captured.people[0].new_contact);
    assert_eq!(captured.people[0].follow_up.as_ref().unwrap().playbook, "PB09");

    let nobody = world.app.capture_text(text("had a great interview")).await.unwrap_err();
    assert_eq!(nobody.kind, Kind::Usage);
    let people = vec![
        CapturePerson { name: "Ivo Marek".to_owned(), ..CapturePerson::default() },
        CapturePerson {
            name: "Lena Vogt".to_owned(),
            address: Some("no address".to_owned()),
            ..CapturePerson::default()
        },
    ];
    let wrong = Capture { people, ..Capture::default() };
    assert_eq!(world.app.capture(wrong).await.unwrap_err().kind, Kind::Usage);
    assert!(world.app.contact("Ivo Marek").await.is_err(), "all of them or none");
}
