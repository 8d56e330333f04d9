//! A note whose delivery nobody can vouch for: found, it is sent; not found, it stays a question.

use jiff::SignedDuration;
use rapport_core::ids::OutboxItemId;
use rapport_core::outbox::ItemState;
use rapport_sandbox::{FakeSmtp, MailWorld, Mailbox, Rule, Stage};
use rapport_store::outbox::OutboxItem;

use crate::setting::{Installation, mail, sending};

/// A note to Dana, lost after the server had taken it.
async fn lost(world: &MailWorld, user: &Mailbox) -> (Installation, FakeSmtp, OutboxItem) {
    let (installation, fake) = sending(world, user).await;
    fake.rule(Rule::at(Stage::Accepted).times(1).drop_connection());
    installation.send_to_dana(&fake).await;
    let (store, scope) = installation.store().await;
    let item = store.uncertain_items(&scope).await.unwrap().remove(0);
    store.close().await;
    (installation, fake, item)
}

async fn state(installation: &Installation, item: OutboxItemId) -> ItemState {
    let (store, scope) = installation.store().await;
    let state = store.outbox_item(&scope, item).await.unwrap().state;
    store.close().await;
    state
}

#[tokio::test]
async fn what_is_not_found_stays_a_question_and_is_never_sent_again() {
    let world = MailWorld::shared();
    let user = world.new_user("doubter", "alpha.test");
    let (installation, fake, item) = lost(world, &user).await;
    for _ in 0..20 {
        installation.clock.advance(SignedDuration::from_hours(1));
        let view = installation.app.run_once().await.unwrap();
        assert_eq!((view.settled, view.sent), (0, 0));
    }
    assert_eq!(state(&installation, item.id).await, ItemState::Uncertain);
    assert_eq!(fake.accepted().len(), 1);
    let shown = installation.app.show("Dana").await.unwrap();
    assert_eq!(shown.follow_ups[0].state, "uncertain");
}

#[tokio::test]
async fn a_copy_in_sent_settles_it() {
    let world = MailWorld::shared();
    let user = world.new_user("finder", "alpha.test");
    let (installation, fake, item) = lost(world, &user).await;
    world.append(&user.address, "Sent", "\\Seen", item.wire.as_ref().unwrap());
    installation.clock.advance(SignedDuration::from_hours(1));
    assert_eq!(installation.app.resolve_uncertain().await.unwrap(), 1);
    assert_eq!(state(&installation, item.id).await, ItemState::Sent);
    let why = installation.app.why("Dana").await.unwrap();
    assert!(why.journal[0].reason.to_lowercase().contains("sent"), "{why:#?}");
    assert_eq!(
        installation.app.settle_sent_copies().await.unwrap(),
        0,
        "its copy is accounted for"
    );
    installation.clock.advance(SignedDuration::from_hours(1));
    installation.app.run_once().await.unwrap();
    assert_eq!(fake.accepted().len(), 1);
}

#[tokio::test]
async fn a_delivery_report_or_an_answer_that_names_it_settles_it() {
    let world = MailWorld::shared();
    for name in ["reported", "answered"] {
        let user = world.new_user(name, "alpha.test");
        let me = user.address.as_str();
        let (installation, _fake, item) = lost(world, &user).await;
        let id = item.message_id.clone().unwrap();
        let raw = if name == "answered" {
            mail(
                "assistant@elsewhere.example",
                me,
                "re@x",
                "Re: Hello",
                &format!("In-Reply-To: <{id}>\r\n"),
            )
        } else {
            report(me, &id)
        };
        // Something that names another note proves nothing.
        world.deliver(
            "x@y.example",
            me,
            &mail("x@y.example", me, "other@x", "Re: x", "In-Reply-To: <other@alpha.test>\r\n"),
        );
        installation.clock.advance(SignedDuration::from_mins(5));
        assert_eq!(installation.app.resolve_uncertain().await.unwrap(), 0, "{name}");
        world.deliver("x@y.example", me, &raw);
        installation.clock.advance(SignedDuration::from_hours(1));
        assert_eq!(installation.app.resolve_uncertain().await.unwrap(), 1, "{name}");
        assert_eq!(state(&installation, item.id).await, ItemState::Sent, "{name}");
    }
}

#[tokio::test]
async fn an_answer_to_something_else_stops_and_leaves_the_doubt() {
    let world = MailWorld::shared();
    for (name, names_it) in [("other", false), ("same", true)] {
        let user = world.new_user(name, "alpha.test");
        let me = user.address.as_str();
        let (installation, fake, item) = lost(world, &user).await;
        let id = if names_it { item.message_id.as_deref().unwrap() } else { "other@alpha.test" };
        let head = format!("In-Reply-To: <{id}>\r\n");
        let raw = mail("dana@acme.example", me, &format!("{name}@x"), "Re: Hello", &head);
        world.deliver("dana@acme.example", me, &raw);
        installation.clock.advance(SignedDuration::from_mins(10));
        installation.app.run_once().await.unwrap();
        let expected = if names_it { ItemState::Sent } else { ItemState::Uncertain };
        assert_eq!(state(&installation, item.id).await, expected, "{name}");
        let shown = installation.app.show("Dana").await.unwrap();
        assert_ne!(shown.follow_ups[0].state, "uncertain", "{name}");
        // Whatever becomes of the doubt, that step never goes again.
        for _ in 0..20 {
            installation.clock.advance(SignedDuration::from_hours(24));
            installation.app.run_once().await.unwrap();
        }
        assert_eq!(fake.accepted().len(), 1, "{name}");
    }
}

/// A delayed delivery by RFC 3464: the note is on its way, which is all that is asked here.
fn report(to: &str, id: &str) -> Vec<u8> {
    format!(
        "From: Mail Delivery System <mailer-daemon@mx.example>\r\nTo: {to}\r\nSubject: Delayed\r\n\
         Date: Sun, 22 Nov 2026 10:00:00 +0000\r\nMessage-ID: <report@mx.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nNot yet delivered.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Final-Recipient: rfc822; dana@acme.example\r\nAction: delayed\r\nStatus: 4.4.1\r\n\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{id}>\r\nSubject: Hello\r\n\r\n--b--\r\n"
    )
    .into_bytes()
}
