//! Links that open without a sign-in: the calendar feed and the card.

use jiff::Timestamp;
use rapport_app::error::Kind;
use rapport_app::input::AppointmentInput;
use rapport_core::touchpoint::TouchpointKind;
use rapport_formats::calendar::{Calendar, read};

use crate::lives::{Move, live};
use crate::world::World;

fn word(path: &str) -> &str {
    path.rsplit('/').next().unwrap().trim_end_matches(".ics")
}

fn calendar(text: &str) -> Calendar {
    read(text.as_bytes(), &|_: &str| None)
}

#[tokio::test]
async fn a_feed_shows_what_lies_ahead_under_names_that_stay() {
    let mut world = World::new().await;
    live(&mut world, &[Move::Met(0, TouchpointKind::Interview, "the book".to_owned())]).await;
    world
        .app
        .add_appointment(AppointmentInput {
            contact: "Dana".to_owned(),
            title: "Second talk; \"panel\", part 1".to_owned(),
            starts: "in 3 days 10:00".to_owned(),
            ..AppointmentInput::default()
        })
        .await
        .unwrap();
    let made = world.app.new_feed("phone").await.unwrap();
    let text = world.app.feed_of(word(&made.path)).await.unwrap().unwrap();
    let entries = calendar(&text).entries;
    assert!(entries.len() >= 2, "{text}");
    assert!(entries.iter().any(|entry| entry.summary.contains("Second talk; \"panel\"")), "{text}");
    assert!(entries.iter().any(|entry| entry.summary.contains("Dana Whitfield")), "{text}");
    assert_eq!(text.matches("BEGIN:VALARM").count(), entries.len(), "{text}");
    // The next day some is past; what is left is called as before.
    let uids = |text: &str| {
        calendar(text).entries.iter().map(|entry| entry.uid.clone()).collect::<Vec<_>>()
    };
    let before = uids(&text);
    let unique: std::collections::BTreeSet<_> = before.iter().collect();
    assert_eq!(unique.len(), before.len());
    assert_eq!(world.app.feed_of(word(&made.path)).await.unwrap().unwrap(), text, "asked twice");
    live(&mut world, &[Move::Clock(2), Move::Work]).await;
    let later = world.app.feed_of(word(&made.path)).await.unwrap().unwrap();
    assert!(uids(&later).iter().all(|uid| before.contains(uid)), "{later}\n{text}");
    for line in later.lines().filter_map(|line| line.strip_prefix("DTSTART:")) {
        let at = Timestamp::strptime("%Y%m%dT%H%M%S%#z", line.replace('Z', "+0000")).unwrap();
        assert!(at > world.app.now(), "{line} is past");
    }
}

#[tokio::test]
async fn a_word_opens_until_it_is_closed_and_no_other_does() {
    let world = World::new().await;
    let one = world.app.new_feed("phone").await.unwrap();
    let other = world.app.new_feed("desk").await.unwrap();
    assert_ne!(one.path, other.path);
    let feed = word(&one.path).to_owned();
    assert!(world.app.feed_of(&feed).await.unwrap().is_some());
    assert!(world.app.card_of(&feed).await.unwrap().is_none(), "a feed is no card");
    let mut forged = feed.clone().into_bytes();
    let last = forged.len() - 2;
    forged[last] = if forged[last] == b'a' { b'b' } else { b'a' };
    for wrong in ["", "x", &feed[1..], std::str::from_utf8(&forged).unwrap(), "ä\u{0}/../"] {
        assert!(world.app.feed_of(wrong).await.unwrap().is_none(), "{wrong}");
    }
    let listed = world.app.feeds().await.unwrap();
    assert_eq!(listed.len(), 2);
    assert!(listed.iter().any(|link| link.name == "phone" && link.read.is_some()));
    // Nothing in the database opens it.
    let folder = tempfile::tempdir().unwrap();
    world.app.export(&folder.path().join("out"), &|_, _, _| ()).await.unwrap();
    let whole = std::fs::read_to_string(folder.path().join("out/whole.jsonl")).unwrap();
    assert!(whole.contains("secret_link") && !whole.contains(&feed));
    world.app.revoke_feed("phone").await.unwrap();
    assert!(world.app.feed_of(&feed).await.unwrap().is_none());
    assert!(world.app.feed_of(word(&other.path)).await.unwrap().is_some());
    assert_eq!(world.app.revoke_feed("phone").await.unwrap_err().kind, Kind::NotFound);
}

#[tokio::test]
async fn a_card_shows_the_chosen_fields_alone() {
    let world = World::new().await;
    let error = world.app.new_card(&["shoe size".to_owned()]).await.unwrap_err();
    assert_eq!(error.kind, Kind::Usage);
    let made = world.app.new_card(&["mail".to_owned()]).await.unwrap();
    let card = world.app.card_of(word(&made.path)).await.unwrap().unwrap();
    assert_eq!(card.name, "Jo Becker");
    let read = rapport_formats::vcard::read(card.vcard.as_bytes());
    assert_eq!((read.cards[0].emails.len(), read.cards[0].phones.len()), (1, 0));
    assert!(!card.vcard.contains("5550100"), "the number was not chosen");
    let code = card.code.unwrap();
    assert!(code.side > 20 && code.path.starts_with("M4 4h1v1h-1z"), "{}", code.path);
    let both = world.app.new_card(&["mail".to_owned(), "mobile".to_owned()]).await.unwrap();
    let card = world.app.card_of(word(&both.path)).await.unwrap().unwrap();
    assert!(card.lines.contains(&("mobile".to_owned(), "+49 151 5550100".to_owned())));
    world.app.revoke_card("card").await.unwrap();
    assert!(world.app.card_of(word(&made.path)).await.unwrap().is_none());
    assert!(world.app.card_of(word(&both.path)).await.unwrap().is_none());
}
