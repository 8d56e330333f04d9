//! Reading and filing with a real Dovecot.

use std::time::Duration;

use rapport_app::driver::Security;
use rapport_app::driver::connect::ConnectError;
use rapport_app::driver::imap::{Idle, ImapError, ImapSession, RE_ISSUE, SpecialUse, find};
use rapport_sandbox::{FaultProxy, MailWorld, ProxyMode};
use tokio::time::timeout;

use crate::setting::{LIMIT, imaps, message, password, server, token};

/// A message about whose bytes a test wants to be sure.
const STRANGER: &str = "stranger@example.org";

async fn never() {
    std::future::pending().await
}

#[tokio::test]
async fn both_ways_of_encryption_log_in_and_find_what_the_server_can_do() {
    let world = MailWorld::shared();
    for (port, security) in
        [(world.imaps_port, Security::ImplicitTls), (world.imap_port, Security::StartTls)]
    {
        let login = password(&world.alice, &world.password);
        let session =
            ImapSession::open(&server(port, security, login, &world.ca_pem)).await.unwrap();
        assert!(session.can("idle") && session.can("SPECIAL-USE"), "{session:?}");
        session.close().await;
    }
}

#[tokio::test]
async fn passwords_and_tokens_are_refused_in_words() {
    let world = MailWorld::shared();
    let open = |login| {
        let reading = server(world.imaps_port, Security::ImplicitTls, login, &world.ca_pem);
        async move { ImapSession::open(&reading).await }
    };
    for (login, remedy) in [
        (password(&world.alice, "wrong"), "check the login name"),
        (token(&world.alice, &world.token(&world.alice, -60)), "sign in again"),
        (token(&world.alice, &world.token(&world.bob, 3600)), "sign in again"),
    ] {
        let error = open(login).await.unwrap_err();
        assert!(matches!(error, ImapError::Connect(ConnectError::Login { .. })), "{error:?}");
        assert!(error.remedy().contains(remedy), "{error}: {}", error.remedy());
        assert!(!error.is_transient());
    }
    open(token(&world.alice, &world.token(&world.alice, 3600))).await.unwrap();
}

#[tokio::test]
async fn reading_marks_nothing_as_read() {
    let world = MailWorld::shared();
    let user = world.new_user("reader", "alpha.test");
    for number in 1..=3 {
        let id = format!("unread-{number}@example.org");
        world.deliver(STRANGER, &user.address, &message(STRANGER, &user.address, &id));
    }
    world.mark_seen(&user.address, "<unread-2@example.org>");
    let mut session = ImapSession::open(&imaps(world, &user)).await.unwrap();
    let examined = session.examine("INBOX").await.unwrap();
    assert_eq!(examined.exists, 3);
    let uids = session.uids_after(0).await.unwrap();
    assert_eq!(uids.len(), 3);
    assert_eq!(examined.uid_next, uids.last().map(|last| last + 1));
    let headers = session.headers(&uids).await.unwrap();
    assert_eq!(headers.iter().map(|one| one.seen).collect::<Vec<_>>(), [false, true, false]);
    assert!(headers.iter().all(|one| one.size > 100 && one.internal_date.is_some()));
    let raw = session.raw(uids[0], 1 << 20).await.unwrap().unwrap();
    assert!(raw.starts_with(&headers[0].raw), "the header is the beginning of the message");
    assert_eq!(session.raw(uids[0], 10).await.unwrap().unwrap(), raw[..10]);
    assert_eq!(session.raw(9999, 10).await.unwrap(), None);
    assert_eq!(session.uids_after(uids[1]).await.unwrap(), [uids[2]]);
    assert!(session.uids_after(uids[2]).await.unwrap().is_empty());
    session.close().await;
    for (number, seen) in [(1, false), (2, true), (3, false)] {
        let id = format!("<unread-{number}@example.org>");
        assert_eq!(world.is_seen(&user.address, &id), seen, "{id}");
    }
}

#[tokio::test]
async fn searches_find_by_date_by_id_and_by_the_id_that_was_replaced() {
    let world = MailWorld::shared();
    let user = world.new_user("searcher", "alpha.test");
    let mut replaced = message(STRANGER, &user.address, "new-id@servers.example");
    replaced.splice(0..0, *b"X-Microsoft-Original-Message-ID: <our-id@example.org>\r\n");
    world.deliver(STRANGER, &user.address, &message(STRANGER, &user.address, "plain@example.org"));
    world.deliver(STRANGER, &user.address, &replaced);
    let mut session = ImapSession::open(&imaps(world, &user)).await.unwrap();
    session.examine("INBOX").await.unwrap();
    assert_eq!(session.uids_of_message_id("<plain@example.org>").await.unwrap(), [1]);
    assert_eq!(session.uids_of_message_id("our-id@example.org").await.unwrap(), [2]);
    assert!(session.uids_of_message_id("none@example.org").await.unwrap().is_empty());
    let long_ago = jiff::civil::date(2026, 1, 1);
    let far_ahead = jiff::civil::date(2199, 1, 1);
    assert_eq!(session.uids_since(long_ago).await.unwrap(), [1, 2]);
    assert!(session.uids_since(far_ahead).await.unwrap().is_empty());
    assert_eq!(session.uids_to(&user.address, long_ago).await.unwrap(), [1, 2]);
    assert!(session.uids_to("else@example.org", long_ago).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_mailbox_made_anew_has_another_uid_validity() {
    let world = MailWorld::shared();
    let user = world.new_user("renewer", "alpha.test");
    world.imap(&user.address, &["CREATE Projects"]);
    let mut session = ImapSession::open(&imaps(world, &user)).await.unwrap();
    let before = session.examine("Projects").await.unwrap();
    session.examine("INBOX").await.unwrap();
    world.imap(&user.address, &["DELETE Projects", "CREATE Projects"]);
    let after = session.examine("Projects").await.unwrap();
    assert_ne!(before.uid_validity, after.uid_validity);
    assert_eq!(after.exists, 0);
}

#[tokio::test]
async fn the_copy_in_sent_is_read_dated_and_found_again() {
    let world = MailWorld::shared();
    let user = world.new_user("filer", "alpha.test");
    let mut session = ImapSession::open(&imaps(world, &user)).await.unwrap();
    let mailboxes = session.mailboxes().await.unwrap();
    assert!(find(&mailboxes, SpecialUse::Inbox).is_some(), "{mailboxes:?}");
    let sent = find(&mailboxes, SpecialUse::Sent).unwrap().clone();
    assert!(sent.announced, "Dovecot announces it: {sent:?}");
    let bytes = message(&user.address, STRANGER, "copy@alpha.test");
    let sent_at = "2026-11-02T10:11:12Z".parse().unwrap();
    let place = session.append_sent(&sent.name, &bytes, sent_at).await.unwrap();
    let examined = session.examine(&sent.name).await.unwrap();
    let found = session.uids_of_message_id("copy@alpha.test").await.unwrap();
    assert_eq!(place, Some((examined.uid_validity, found[0])));
    let headers = session.headers(&found).await.unwrap();
    assert!(headers[0].seen);
    assert_eq!(headers[0].internal_date, Some(sent_at));
    assert_eq!(session.raw(found[0], 1 << 20).await.unwrap().unwrap(), bytes);
    let error = session.append_sent("No such mailbox", &bytes, sent_at).await.unwrap_err();
    assert!(matches!(error, ImapError::Refused { .. }), "{error}");
    assert!(session.examine("INBOX").await.is_ok(), "the session goes on after a refusal");
}

#[tokio::test]
async fn idle_sees_a_new_mail_across_being_issued_again() {
    let world = MailWorld::shared();
    let user = world.new_user("idler", "alpha.test");
    let mut session = ImapSession::open(&imaps(world, &user)).await.unwrap();
    session.examine("INBOX").await.unwrap();
    for (number, re_issue) in [(1, RE_ISSUE), (2, Duration::from_millis(100))] {
        let id = format!("news-{number}@example.org");
        let bytes = message(STRANGER, &user.address, &id);
        let address = user.address.clone();
        let sender = tokio::task::spawn_blocking(move || {
            std::thread::sleep(Duration::from_millis(500));
            world.deliver(STRANGER, &address, &bytes);
        });
        let ended = timeout(LIMIT, session.idle(re_issue, never())).await;
        assert_eq!(ended.expect("news in time").unwrap(), Idle::News);
        sender.await.unwrap();
        assert_eq!(session.uids_of_message_id(&id).await.unwrap().len(), 1);
        // What the search said in passing is the same mail; waiting may begin anew.
        session.examine("INBOX").await.unwrap();
    }
    let stop = tokio::time::sleep(Duration::from_millis(200));
    let ended = timeout(LIMIT, session.idle(RE_ISSUE, stop)).await.unwrap();
    assert_eq!(ended.unwrap(), Idle::Stopped);
    assert!(session.examine("INBOX").await.is_ok(), "the session goes on after a stop");
}

#[tokio::test]
async fn a_cut_line_and_a_dead_one_are_noticed() {
    let world = MailWorld::shared();
    let user = world.new_user("unlucky", "alpha.test");
    let proxy = FaultProxy::start(world.imaps_port);
    let mut reading = imaps(world, &user);
    reading.port = proxy.port();
    let mut session = ImapSession::open(&reading).await.unwrap();
    session.examine("INBOX").await.unwrap();
    let cut = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        proxy.disconnect();
        never().await;
    };
    let ended = timeout(LIMIT, session.idle(RE_ISSUE, cut)).await.expect("noticed in time");
    let error = ended.unwrap_err();
    assert!(matches!(error, ImapError::Lost { .. }) && error.is_transient(), "{error:?}");
    let mut session = ImapSession::open(&reading).await.unwrap();
    proxy.set(ProxyMode::Silent);
    reading.deadlines.command = Duration::from_millis(300);
    let error = ImapSession::open(&reading).await.unwrap_err();
    assert!(error.is_transient(), "{error:?}");
    proxy.set(ProxyMode::Close);
    let error = session.examine("INBOX").await.unwrap_err();
    assert!(matches!(error, ImapError::Lost { .. }), "{error:?}");
}
