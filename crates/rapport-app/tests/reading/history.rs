//! The past of an account: correspondents by their headers, one signature each, twice, undone.

use rapport_app::clock::Clock;
use rapport_app::import::{ImportInput, ImportSource};
use rapport_sandbox::MailWorld;

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
