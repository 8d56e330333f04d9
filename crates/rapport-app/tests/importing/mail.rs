//! Old mail: correspondents out of a mailbox and out of a Maildir, twice, grown, taken back.

use rapport_app::import::{ImportInput, ImportSource};
use rapport_app::view::ImportView;

use crate::world::{World, counts};

/// A mail with these header lines.
fn mail(from: &str, to: &str, day: u8, rest: &str) -> String {
    format!("From: {from}\nTo: {to}\nDate: {day} Jun 2026 09:00:00 +0000\n{rest}\n\nHello\n")
}

const JO: &str = "Jo Becker <jo@example.org>";
const DANA: &str = "Dana Whitfield <dana@acme.example>";
const IVO: &str = "\"Marsh, Ivo\" <ivo@example.net>";

fn mails() -> Vec<String> {
    vec![
        mail(JO, DANA, 1, "Subject: Hello\nMessage-ID: <1@example.org>"),
        mail(
            DANA,
            JO,
            2,
            "Subject: Re: Hello\nMessage-ID: <2@acme.example>\nIn-Reply-To: <1@example.org>",
        ),
        mail(JO, &format!("{DANA}, {IVO}"), 3, "Subject: Next\nMessage-ID: <3@example.org>"),
        mail(
            "News <news@shop.example>",
            JO,
            4,
            "List-Unsubscribe: <https://shop.example/u>\nSubject: Sale",
        ),
        mail("Stranger <who@example.net>", JO, 5, "Subject: Offer"),
    ]
}

/// The mails as one file.
fn mbox(mails: &[String]) -> String {
    let whole: Vec<String> = mails
        .iter()
        .map(|mail| format!("From x@example.org Mon Jun  1 09:00:00 2026\n{mail}\n"))
        .collect();
    whole.concat()
}

async fn timeline(world: &World, who: &str) -> Vec<String> {
    let shown = world.app.show(who).await.unwrap().timeline;
    shown
        .into_iter()
        .filter(|line| line.kind == "touchpoint")
        .map(|line| format!("{} {}", line.at, line.why.unwrap_or_default()))
        .collect()
}

async fn import(world: &World, source: &ImportSource) -> ImportView {
    world.app.import(source, &ImportInput::default(), &|_| {}).await.unwrap()
}

#[tokio::test]
async fn a_mailbox_twice_then_grown_then_taken_back() {
    for world in World::both().await {
        let looked = world.look("Sent.mbox", mbox(&mails())).await;
        assert_eq!(
            (looked.kind.as_str(), looked.new, looked.doubtful),
            ("mail", 2, 0),
            "{looked:?}"
        );
        assert!(
            looked.rows.iter().any(|row| row.doubts[0].why.contains("1 senders")),
            "{looked:?}"
        );
        let first = world.import("Sent.mbox", mbox(&mails())).await;
        assert_eq!((first.new, first.meetings, first.offered), (2, 0, 0));
        assert_eq!(world.names().await, ["Dana Whitfield", "Ivo Marsh"]);
        let dana = timeline(&world, "Dana").await;
        assert_eq!(dana.len(), 1, "one line for all of it: {dana:?}");
        assert!(
            dana[0].starts_with("2026-06-03")
                && dana[0].contains("1 mail from them, 2 mails from you"),
            "{dana:?}"
        );
        // Nobody is written to because of old mail.
        assert!(world.app.today().await.unwrap().rows.is_empty());
        let again = world.import("copy.mbox", mbox(&mails())).await;
        assert_eq!((again.new, again.changed, again.id), (0, 0, None));
        let mut grown = mails();
        grown.push(mail(DANA, JO, 9, "Subject: Re: Next\nMessage-ID: <9@acme.example>"));
        let more = world.import("Sent.mbox", mbox(&grown)).await;
        assert_eq!((more.new, more.changed), (0, 1));
        assert_eq!(timeline(&world, "Dana").await.len(), 2);
        world.app.undo_import("last").await.unwrap();
        assert_eq!(timeline(&world, "Dana").await.len(), 1);
        let undone = world.app.undo_import(first.id.as_deref().unwrap()).await.unwrap();
        assert_eq!((undone.removed, world.names().await.len()), (2, 0));
    }
}

#[tokio::test]
async fn a_maildir_is_read_with_the_folders_in_it() {
    let world = World::sqlite().await;
    let root = world.folder.path().join("Mail");
    for (number, mail) in mails().iter().enumerate() {
        let folder = root.join(if number % 2 == 0 { "cur" } else { ".Sent/new" });
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{number}.host:2,S")), mail).unwrap();
    }
    std::fs::create_dir_all(root.join("tmp")).unwrap();
    std::fs::write(root.join("tmp/half"), mail(JO, "Half <half@example.net>", 1, "")).unwrap();
    let source = ImportSource::file(&root);
    let done = import(&world, &source).await;
    assert_eq!((done.kind.as_str(), done.new), ("mail", 2));
    // Read in the mail program, so that its flags changed: the same mail all the same.
    std::fs::rename(root.join("cur/0.host:2,S"), root.join("cur/0.host:2,RS")).unwrap();
    assert_eq!(import(&world, &source).await.id, None);
    let none = ImportSource::file(world.folder.path());
    let error = world.app.look_at_import(&none, &ImportInput::default(), &|_| {}).await;
    assert!(error.is_ok() || error.unwrap_err().what.contains("folder"));
}

#[tokio::test]
async fn mail_of_nobody_known_is_asked_about_and_hostile_mail_ends() {
    let world = World::sqlite().await;
    let three = [
        mail(DANA, "undisclosed", 1, "Subject: Re: a"),
        mail(IVO, "undisclosed", 2, "Subject: Re: b"),
        mail("Ana <ana@example.net>", "undisclosed", 3, "Subject: Re: c"),
    ];
    let error =
        world.import_as("odd.mbox", mbox(&three), &ImportInput::default()).await.unwrap_err();
    assert!(error.what.contains("which address"), "{error:?}");
    let start = "From x@example.org Mon Jun  1 09:00:00 2026\n";
    for (name, text) in [
        ("empty.mbox", start.to_owned()),
        ("long.mbox", format!("{start}To: {}\n\n", "a@example.net, ".repeat(100_000))),
        ("dates.mbox", format!("{start}From: {DANA}\nDate: 99 Foo 99999\n\nx\n")),
    ] {
        let looked = world.look(name, text).await;
        assert_eq!(counts(&looked).0, 0, "{name}: {looked:?}");
    }
}
