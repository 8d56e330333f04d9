//! The past of an account: correspondents by their headers, one signature each, twice, undone.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use jiff::Timestamp;
use rapport_app::clock::Clock;
use rapport_app::import::{ImportInput, ImportProgress, ImportSource};
use rapport_sandbox::{FaultProxy, MailWorld, ProxyMode, wait_until};

use crate::setting::{Installation, account, mail};

#[tokio::test]
async fn correspondents_come_from_the_mailboxes_of_an_account_and_nothing_changes_there() {
    let world = MailWorld::shared();
    let user = world.new_user("historian", "alpha.test");
    let me = user.address.as_str();
    let installation = Installation::connected(Clock::system(), account(world, &user)).await;
    let dana = "Dana Whitfield <dana@acme.example>";
    let signed = format!(
        "From: {dana}\r\nTo: {me}\r\nSubject: Re: Hello\r\nMessage-ID: <answer@x>\r\n\
         In-Reply-To: <hello@x>\r\nDate: Sun, 01 Nov 2026 10:00:00 +0000\r\n\r\nHello,\r\n\r\n\
         see you on Friday.\r\n\r\n-- \r\nDana Whitfield\r\nHead of Engineering\r\n\
         Acme Robotics Ltd\r\n+44 20 7946 0018\r\n"
    );
    world.append(me, "Sent", "\\Seen", &mail(me, "dana@acme.example", "hello@x", "Hello", ""));
    world.append(me, "INBOX", "", signed.as_bytes());
    world.append(
        me,
        "INBOX",
        "",
        &mail("News <news@shop.example>", me, "n@x", "Sale", "List-Id: <n>\r\n"),
    );
    world.append(me, "INBOX", "", &mail("Pat <pat@elsewhere.example>", me, "p@x", "Lunch", ""));

    let source = ImportSource::account(me);
    let input = ImportInput::default();
    let looked = installation.app.look_at_import(&source, &input, &|_| {}).await.unwrap();
    assert_eq!((looked.new, looked.kind.as_str()), (1, "mail"), "{looked:?}");
    let done = installation.app.import(&source, &input, &|_| {}).await.unwrap();
    assert_eq!(done.new, 1);
    let contact = installation.app.contact("Dana").await.unwrap();
    assert_eq!(contact.organisation.as_deref(), Some("Acme Robotics Ltd"));
    assert_eq!(contact.phones, ["+44 20 7946 0018"]);
    assert!(!world.is_seen(me, "answer@x"), "reading leaves no mark");
    let again = installation.app.import(&source, &input, &|_| {}).await.unwrap();
    assert_eq!((again.new, again.changed, again.id), (0, 0, None));
    assert_eq!(installation.app.undo_import("last").await.unwrap().removed, 1);
    let unknown = ImportSource::account("nobody@alpha.test");
    let error = installation.app.import(&unknown, &input, &|_| {}).await.unwrap_err();
    assert!(error.hints[0].contains("account list"), "{error:?}");
}

/// An account behind a proxy, with two mails in the inbox and two sent ones.
async fn behind_a_proxy(name: &str) -> (Installation, FaultProxy, ImportSource) {
    let world = MailWorld::shared();
    let user = world.new_user(name, "alpha.test");
    let me = user.address.as_str();
    let proxy = FaultProxy::start(world.imaps_port);
    let mut input = account(world, &user);
    input.imap = Some(format!("localhost:{}:tls", proxy.port()));
    let installation = Installation::connected(Clock::system(), input).await;
    for (number, who) in [(1, "dana@acme.example"), (2, "ivo@elsewhere.example")] {
        let (sent, answer) = (format!("{number}@sent"), format!("{number}@answer"));
        world.append(me, "Sent", "\\Seen", &mail(me, who, &sent, "Hello", ""));
        let extra = format!("In-Reply-To: <{sent}>\r\n");
        world.append(me, "INBOX", "", &mail(who, me, &answer, "Re: Hello", &extra));
    }
    let source = ImportSource::account(me);
    (installation, proxy, source)
}

/// Waits until the proxy has closed what was open.
fn wait_closed(proxy: &FaultProxy) {
    wait_until("the proxy to close its connections", crate::setting::LIMIT, || {
        (proxy.open() == 0).then_some(())
    });
}

#[tokio::test]
async fn a_connection_lost_in_the_middle_is_made_anew_and_reading_goes_on() {
    let (installation, proxy, source) = behind_a_proxy("cutoff").await;
    let before = proxy.connections();
    let is_cut = AtomicBool::new(false);
    let read = AtomicU64::new(0);
    let progress = |at: ImportProgress| {
        read.store(at.read, Ordering::SeqCst);
        if at.read > 0 && !is_cut.swap(true, Ordering::SeqCst) {
            proxy.disconnect();
            wait_closed(&proxy);
        }
    };
    let input = ImportInput::default();
    let done = installation.app.import(&source, &input, &progress).await.unwrap();
    assert_eq!((done.new, read.load(Ordering::SeqCst)), (2, 4), "{done:?}");
    assert!(proxy.connections() >= before + 2, "it was lost and made anew");
}

#[tokio::test]
async fn a_reading_that_broke_off_goes_on_behind_the_last_header_after_a_restart() {
    let (mut installation, proxy, source) = behind_a_proxy("breakoff").await;
    let input = ImportInput::default();
    let progress = |at: ImportProgress| {
        if at.read > 0 {
            proxy.set(ProxyMode::Close);
            wait_closed(&proxy);
        }
    };
    installation.app.import(&source, &input, &progress).await.unwrap_err();
    assert!(installation.app.contacts(None).await.unwrap().is_empty());

    installation.reopen().await;
    proxy.set(ProxyMode::default());
    let told = Mutex::new(Vec::new());
    let progress = |at: ImportProgress| told.lock().unwrap().push(at.read);
    let done = installation.app.import(&source, &input, &progress).await.unwrap();
    assert_eq!(done.new, 2, "{done:?}");
    // From the first word on it counts what was read before; nothing was read twice.
    let told = told.into_inner().unwrap();
    assert!(!told.is_empty() && told.iter().all(|read| *read == 4), "{told:?}");
    let (store, scope) = installation.store().await;
    let account = store.accounts(&scope).await.unwrap()[0].id;
    let kept = store.account_history(&scope, account, Timestamp::UNIX_EPOCH).await.unwrap();
    assert_eq!(kept, None, "where it stood is forgotten at the end");
}
