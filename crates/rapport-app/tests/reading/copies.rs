//! The copy in Sent: put there once where the server keeps none, never beside one of the server's.

use jiff::SignedDuration;
use rapport_sandbox::{MailWorld, MessageIds};

use crate::setting::sending;

#[tokio::test]
async fn a_copy_is_put_into_sent_once_where_the_server_keeps_none() {
    let world = MailWorld::shared();
    let user = world.new_user("no-copies", "alpha.test");
    let (installation, fake) = sending(world, &user).await;
    installation.send_to_dana(&fake).await;
    let sent = fake.accepted();
    assert_eq!(sent.len(), 1);
    let copies = || world.messages_in(&user.address, "Sent");
    assert!(copies().is_empty(), "the first search says little");

    let mut settled = 0;
    for _ in 0..3 {
        installation.clock.advance(SignedDuration::from_secs(30));
        settled += installation.app.settle_sent_copies().await.unwrap();
    }
    assert_eq!(settled, 1);
    // The Maildir ends lines in LF.
    let stored = String::from_utf8(copies().concat()).unwrap().replace('\n', "\r\n");
    assert_eq!(stored, String::from_utf8(sent[0].bytes.clone()).unwrap());
    let flags =
        world.imap(&user.address, &["EXAMINE Sent", "FETCH 1 (FLAGS INTERNALDATE)"]).join("\n");
    assert!(flags.contains("\\Seen"), "{flags}");
    let (store, scope) = installation.store().await;
    assert!(store.pending_sent_copies(&scope).await.unwrap().is_empty());
    let account = &store.accounts(&scope).await.unwrap()[0];
    assert!(account.settings.contains("\"sent_copy\":\"append\""), "{}", account.settings);

    // Our own copy is no mail by hand.
    installation.app.run_once().await.unwrap();
    assert_eq!(copies().len(), 1);
    let shown = installation.app.show("Dana").await.unwrap();
    assert!(shown.follow_ups.iter().all(|follow_up| follow_up.state != "held"), "{shown:#?}");
}

#[tokio::test]
async fn a_copy_of_the_servers_is_found_by_whatever_id_it_carries() {
    let world = MailWorld::shared();
    for (name, ids) in [
        ("kept-id", MessageIds::Keep),
        ("lost-id", MessageIds::Replace),
        ("noted-id", MessageIds::ReplaceKeepingOriginal),
    ] {
        let user = world.new_user(name, "alpha.test");
        let (installation, fake) = sending(world, &user).await;
        fake.message_ids(ids);
        installation.send_to_dana(&fake).await;
        let sent = fake.accepted().remove(0);
        world.append(&user.address, "Sent", "\\Seen", &sent.bytes);
        installation.clock.advance(SignedDuration::from_secs(30));
        assert_eq!(installation.app.settle_sent_copies().await.unwrap(), 1, "{name}");
        assert_eq!(world.messages_in(&user.address, "Sent").len(), 1, "{name}");

        let (store, scope) = installation.store().await;
        let account = &store.accounts(&scope).await.unwrap()[0];
        assert!(account.settings.contains("\"sent_copy\":\"by-server\""), "{name}");
        let contact = store.find_contact(&scope, "Dana").await.unwrap();
        let rapport_store::Found::One(contact) = contact else { panic!("Dana is known") };
        let follow_up = &store.follow_ups_of(&scope, contact.id).await.unwrap()[0];
        let item = &store.outbox_of(&scope, follow_up.id).await.unwrap()[0];
        let carried = rapport_mail::parse(&sent.bytes).head.message_id.unwrap();
        let known = item.replaced_message_id.as_ref().or(item.message_id.as_ref()).unwrap();
        assert_eq!(*known, carried, "{name}: answers will name this one");
        assert_eq!(item.replaced_message_id.is_some(), ids != MessageIds::Keep, "{name}");
    }
}
