//! What is taken in, and what is not; how a mailbox is read on.

use rapport_app::clock::Clock;
use rapport_sandbox::{FaultProxy, MailWorld, ProxyMode};
use rapport_store::account::Mailbox;

use crate::setting::{Installation, account, dana, mail};

async fn mailbox_called(installation: &Installation, name: &str) -> Mailbox {
    let (store, scope) = installation.store().await;
    let all = store.mailboxes(&scope).await.unwrap();
    store.close().await;
    all.into_iter().find(|mailbox| mailbox.name == name).unwrap()
}

async fn kept_ids(installation: &Installation) -> Vec<String> {
    let (store, scope) = installation.store().await;
    let kept = store.unprocessed(&scope, 100).await.unwrap();
    store.close().await;
    let mut ids: Vec<String> = kept
        .iter()
        .map(|inbound| rapport_mail::parse(&inbound.raw).head.message_id.unwrap())
        .collect();
    ids.sort();
    ids
}

#[tokio::test]
async fn the_first_intake_keeps_candidates_only_and_marks_nothing_as_read() {
    let world = MailWorld::shared();
    let user = world.new_user("reader", "alpha.test");
    let me = user.address.as_str();
    let installation = Installation::connected(Clock::system(), account(world, &user)).await;
    installation.app.met(dana()).await.unwrap();
    let stranger = "Pat <pat@elsewhere.example>";
    world.deliver("pat@elsewhere.example", me, &mail(stranger, me, "lunch@x", "Lunch?", ""));
    world.deliver(
        "news@shop.example",
        me,
        &mail("News <news@shop.example>", me, "news@x", "Offers", "List-Id: <n>\r\n"),
    );
    world.deliver(
        "dana@acme.example",
        me,
        &mail("Dana <dana@acme.example>", me, "answer@x", "Re: Tuesday", ""),
    );
    world.deliver(
        "no-reply@ats.example",
        me,
        &mail("Acme Robotics Recruiting <no-reply@ats.example>", me, "ats@x", "Next steps", ""),
    );
    let old = String::from_utf8(mail("dana@acme.example", me, "old@x", "Long ago", "")).unwrap();
    world.imap(
        me,
        &[&format!("APPEND INBOX \"01-Jan-2020 00:00:00 +0000\" {{{}+}}\r\n{old}", old.len())],
    );
    world.append(me, "Sent", "\\Seen", &mail(me, "dana@acme.example", "byhand@x", "By hand", ""));
    world.append(
        me,
        "Sent",
        "\\Seen",
        &mail(me, "friend@elsewhere.example", "private@x", "Private", ""),
    );
    world.append(me, "Junk", "", &mail("dana@acme.example", me, "junk@x", "Not agreed", ""));

    let unfinished = mail(me, "dana@acme.example", "draft@x", "Half a", "");
    world.append(me, "Sent", "\\Draft", &unfinished);

    let collected = installation.app.collect().await.unwrap();
    assert_eq!(collected.errors, Vec::<String>::new());
    assert_eq!(kept_ids(&installation).await, ["answer@x", "ats@x", "byhand@x"]);
    assert_eq!(collected.kept, 3);
    for id in ["lunch@x", "news@x", "answer@x", "ats@x"] {
        assert!(!world.is_seen(me, &format!("<{id}>")), "{id} was marked as read");
    }
    let inbox = mailbox_called(&installation, "INBOX").await;
    assert!(inbox.read_at.is_some() && inbox.last_uid >= 5, "{inbox:?}");

    assert_eq!(installation.app.collect().await.unwrap().kept, 0, "once is enough");
    world.deliver(
        "dana@acme.example",
        me,
        &mail("dana@acme.example", me, "second@x", "One more", ""),
    );
    world.mark_seen(me, "<second@x>");
    assert_eq!(installation.app.collect().await.unwrap().kept, 1, "read on a phone, and new here");
}

#[tokio::test]
async fn junk_is_read_where_the_user_agreed_and_the_same_mail_counts_once() {
    let world = MailWorld::shared();
    let user = world.new_user("junk-reader", "alpha.test");
    let me = user.address.as_str();
    let mut input = account(world, &user);
    input.read_junk = true;
    let answer = mail("dana@acme.example", me, "twice@x", "Re: Tuesday", "");
    world.append(me, "Junk", "", &answer);
    world.append(me, "INBOX", "", &answer);
    let installation = Installation::connected(Clock::system(), input).await;
    installation.app.met(dana()).await.unwrap();
    assert_eq!(installation.app.collect().await.unwrap().kept, 1);
    assert!(mailbox_called(&installation, "Junk").await.read_at.is_some());
}

#[tokio::test]
async fn a_changed_uidvalidity_begins_anew_and_keeps_nothing_twice() {
    let world = MailWorld::shared();
    let user = world.new_user("renumbered", "alpha.test");
    let me = user.address.as_str();
    let byhand = mail(me, "dana@acme.example", "byhand@x", "By hand", "");
    world.append(me, "Sent", "\\Seen", &byhand);
    let installation = Installation::connected(Clock::system(), account(world, &user)).await;
    installation.app.met(dana()).await.unwrap();
    assert_eq!(installation.app.collect().await.unwrap().kept, 1);
    let before = mailbox_called(&installation, "Sent").await;

    world.imap(me, &["DELETE Sent", "CREATE Sent"]);
    world.append(me, "Sent", "\\Seen", &byhand);
    world.append(
        me,
        "Sent",
        "\\Seen",
        &mail(me, "dana@acme.example", "more@x", "More by hand", ""),
    );
    assert_eq!(installation.app.collect().await.unwrap().kept, 1, "only the new one");
    let after = mailbox_called(&installation, "Sent").await;
    assert_ne!(before.uidvalidity, after.uidvalidity);
    assert_eq!(after.last_uid, 2);
}

#[tokio::test]
async fn a_mailbox_that_cannot_be_read_is_told_of_and_recovers() {
    let world = MailWorld::shared();
    let user = world.new_user("cut-off", "alpha.test");
    let me = user.address.as_str();
    let proxy = FaultProxy::start(world.imaps_port);
    let mut input = account(world, &user);
    input.imap = Some(format!("localhost:{}:tls", proxy.port()));
    let installation = Installation::connected(Clock::system(), input).await;
    installation.app.met(dana()).await.unwrap();
    installation.app.collect().await.unwrap();
    let read_at = mailbox_called(&installation, "INBOX").await.read_at;
    assert!(read_at.is_some());

    proxy.set(ProxyMode::Close);
    world.deliver(
        "dana@acme.example",
        me,
        &mail("dana@acme.example", me, "late@x", "Re: Tuesday", ""),
    );
    let collected = installation.app.collect().await.unwrap();
    assert!(collected.errors[0].contains("cannot be read"), "{collected:?}");
    let inbox = mailbox_called(&installation, "INBOX").await;
    assert_eq!(inbox.read_at, read_at, "when it was last read ages, and holds sending");
    assert!(inbox.error.is_some());
    let listed = installation.app.accounts().await.unwrap();
    assert!(listed[0].mailboxes[0].contains("localhost"), "{listed:?}");

    proxy.set(ProxyMode::Pass);
    let collected = installation.app.collect().await.unwrap();
    assert_eq!((collected.kept, collected.errors.len()), (1, 0));
    let inbox = mailbox_called(&installation, "INBOX").await;
    assert!(inbox.error.is_none() && inbox.read_at > read_at);
}
