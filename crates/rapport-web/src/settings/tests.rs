//! Settings from the pages: each section, what is refused, and what another user may not touch.

use std::time::Duration;

use rapport_app::input::ContactInput;

use crate::testing::{Answer, Pages};

/// Waits until the trial is over: its page then has no refresh any more.
async fn tried(pages: &Pages) -> Answer {
    let end = tokio::time::Instant::now() + Duration::from_secs(30);
    loop {
        let page = pages.get("/settings/accounts/trial").await;
        if !page.is(200).text.contains("http-equiv=\"refresh\"") {
            return page;
        }
        assert!(tokio::time::Instant::now() < end, "the trial does not end: {}", page.text);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn the_sender_block_is_shown_while_it_is_typed_and_kept() {
    let pages = Pages::new().await;
    let typed = [("name", "Nell Ashworth"), ("landline", "0117 496 0123"), ("language", "de")];
    let block = pages.form("/settings/block", &typed).await;
    block.is(200).has("<strong>Nell Ashworth</strong>").has("Telefon 0117 496 0123");
    assert_ne!(pages.app.me().await.unwrap().name, "Nell Ashworth");
    let answer = pages.form("/settings", &typed).await;
    pages.follow(&answer).await.has("Saved.").has("value=\"Nell Ashworth\"");
    let hours = [("name", "Nell Ashworth"), ("hours", "9 to 5")];
    pages.form("/settings", &hours).await.is(422).has("no working hours").has("9 to 5");
    pages.form("/settings", &[("zone", "Mars/Olympus")]).await.is(422).has("no time zone");
    let me = pages.app.me().await.unwrap();
    assert_eq!((me.name.as_str(), me.language.as_str()), ("Nell Ashworth", "de"));
}

#[tokio::test]
async fn undo_seconds_are_set_and_checked() {
    let pages = Pages::new().await;
    let answer = pages.form("/settings/undo", &[("seconds", "45")]).await;
    pages.follow(&answer).await.has("value=\"45\"").has("for 45 seconds");
    pages.form("/settings/undo", &[("seconds", "soon")]).await.is(422).has("Write a number");
    pages.form("/settings/undo", &[("seconds", "9000")]).await.is(422).has("at most");
    assert_eq!(pages.app.me().await.unwrap().undo_seconds, 45);
}

#[tokio::test]
async fn caps_are_set_within_what_stays_polite() {
    let pages = Pages::new().await;
    let answer = pages.form("/settings/caps", &[("day", "20"), ("month", "2")]).await;
    pages.follow(&answer).await.has("Saved.").has("value=\"20\"");
    let caps = pages.app.caps().await.unwrap();
    assert_eq!((caps.notes_per_day, caps.person_per_30_days), (20, 2));
    for wrong in ["0", "9", "some", "-1", "99999999"] {
        let typed = [("day", "30"), ("month", wrong)];
        pages.form("/settings/caps", &typed).await.is(422).has(&format!("value=\"{wrong}\""));
    }
    assert_eq!(pages.app.caps().await.unwrap().notes_per_day, 20, "all or nothing");
    pages.form("/settings/caps", &[("day", "40")]).await.is(303);
    assert_eq!(pages.app.caps().await.unwrap().notes_per_day, 40);
    let anna = pages.as_user("anna").await;
    assert_eq!(anna.app.caps().await.unwrap().person_per_30_days, 4, "each user has their own");
}

#[tokio::test]
async fn stop_away_and_clock_are_one_press_away() {
    let pages = Pages::new().await;
    let back = ("back", "/settings/sending");
    let answer = pages.form("/stop-all", &[("on", "yes"), back]).await;
    pages.follow(&answer).await.has("Everything is stopped.");
    let answer = pages.form("/away", &[("from", "tomorrow"), ("to", "in 2 weeks"), back]).await;
    pages.follow(&answer).await.has("Away 2026-11-25 to").has("I am back");
    let answer = pages.form("/practice/clock", &[("by", "2d"), back]).await;
    pages.follow(&answer).await.has("26 November").has("Practice clock");
}

#[tokio::test]
async fn a_provider_says_what_it_needs_while_the_address_is_typed() {
    let pages = Pages::new().await;
    let read = |mail: &'static str| {
        let pages = &pages;
        async move { pages.form("/settings/accounts/preset", &[("mail", mail)]).await }
    };
    read("nell@gmail.com").await.has("id=\"preset\"").has("app password").has("smtp.gmail.com:465");
    read("nell@ashworth.example").await.has("not known here");
    read("<script>").await.is(200).lacks("<script>");
}

#[tokio::test]
async fn an_account_that_does_not_work_is_told_and_not_kept() {
    let pages = Pages::new().await;
    let secret = "a secret of mine";
    // Port 1 of this machine answers nobody.
    let typed = [
        ("mail", "nell@ashworth.example"),
        ("password", secret),
        ("submission", "127.0.0.1:1:tls"),
        ("imap", "127.0.0.1:1:tls"),
        ("next", "/welcome/after"),
    ];
    let answer = pages.form("/settings/accounts", &typed).await;
    let location = answer.is(303).header("location").to_owned();
    assert_eq!(location, "/settings/accounts/trial?next=/welcome/after");
    let page = tried(&pages).await;
    page.has("nell@ashworth.example did not work").has("Try again").lacks(secret);
    pages.get(&location).await.has("/welcome/account?address=nell%40ashworth.example");
    assert!(pages.app.accounts().await.unwrap().is_empty());
    pages.as_user("anna").await.get("/settings/accounts/trial").await.lacks("nell@");
}

#[tokio::test]
async fn what_is_missing_for_an_account_is_asked_for_and_secrets_stay_out_of_pages() {
    let pages = Pages::new().await;
    let form = |fields: Vec<(&'static str, &'static str)>| {
        let pages = &pages;
        async move { pages.form("/settings/accounts", &fields).await }
    };
    form(vec![("mail", "nell")]).await.is(422).has("Write the mail address");
    form(vec![("mail", "n@x.example")]).await.is(422).has("password is missing");
    let sign_in =
        vec![("mail", "n@x.example"), ("login", "sign-in"), ("client_secret", "psst-psst")];
    form(sign_in).await.is(422).has("client id").lacks("psst-psst");
    let evil = vec![("mail", "\"><script>x</script>"), ("imap", "\"><script>x</script>")];
    form(evil).await.is(422).lacks("<script>x");
    pages.get("/settings/accounts?address=%22%3E%3Cscript%3Ex").await.lacks("<script>x");
}

#[tokio::test]
async fn an_account_of_nobody_is_not_there() {
    let pages = Pages::new().await;
    for id in ["", "nell@ashworth.example", "018f0000-0000-7000-8000-000000000000"] {
        for act in ["test", "resume", "remove"] {
            pages.form("/settings/accounts/act", &[("id", id), ("do", act)]).await.is(404);
        }
    }
}

#[tokio::test]
async fn who_must_not_be_written_to_is_listed_added_and_let_go() {
    let pages = Pages::new().await;
    let contact = ContactInput {
        name: Some("Dana Whitfield".to_owned()),
        addresses: vec!["dana@acme.example".to_owned()],
        ..ContactInput::default()
    };
    pages.app.add_contact(contact).await.unwrap();
    let path = "/settings/no-contact";
    let anna = pages.as_user("anna").await;
    anna.form(path, &[("do", "add"), ("who", "dana@acme.example")]).await.is(404);
    let answer = pages.form(path, &[("do", "add"), ("who", "Dana Whitfield")]).await;
    pages.follow(&answer).await.has("<b>dana@acme.example</b>").has("you said so");
    anna.get(path).await.lacks("dana@");
    anna.form(path, &[("do", "lift"), ("who", "dana@acme.example")]).await.is(404);
    let answer = pages.form(path, &[("do", "lift"), ("who", "dana@acme.example")]).await;
    pages.follow(&answer).await.has("may be written to again").has("Nobody is on this list");
    let evil = [("do", "add"), ("who", "<script>x</script>")];
    pages.form(path, &evil).await.is(404).lacks("<script>x");
}

#[tokio::test]
async fn only_who_runs_the_server_backs_up() {
    let pages = Pages::new().await;
    let answer = pages.form("/settings/backup", &[]).await;
    pages.follow(&answer).await.is(200).has("Copied to");
    let made = std::fs::read_dir(pages.app.data().join("backups")).unwrap().count();
    assert_eq!(made, 1);
    pages.form("/settings/public", &[("address", "http://x.example")]).await.is(422);
    let answer = pages.form("/settings/public", &[("address", "https://x.example")]).await;
    pages.follow(&answer).await.has("value=\"https://x.example\"");
    let anna = pages.as_user("anna").await;
    anna.get("/settings").await.is(200).lacks("/settings/server");
    anna.get("/settings/server").await.is(404);
    anna.form("/settings/backup", &[]).await.is(404);
    anna.form("/settings/public", &[("address", "")]).await.is(404);
}

#[tokio::test]
async fn strangers_see_no_settings() {
    let pages = Pages::new().await.as_stranger();
    for path in ["/settings", "/settings/sending", "/settings/accounts", "/welcome"] {
        pages.get(path).await.is(303);
    }
    pages.form("/settings/undo", &[("seconds", "1")]).await.is(401);
}

#[tokio::test]
async fn a_calendar_is_not_taken_from_inside_and_its_address_is_never_printed() {
    let pages = Pages::new().await;
    pages.get("/settings/calendars").await.is(200).has("No calendar is read yet").has("Calendars");
    for address in ["https://127.0.0.1:1/word7.ics", "http://localhost/word7.ics", "nonsense/word7"]
    {
        let answer = pages
            .form(
                "/settings/calendars",
                &[("address", address), ("name", "Work"), ("on_this_machine", "1")],
            )
            .await;
        answer.is(422).lacks("word7").has("value=\"Work\"");
    }
    pages.form("/settings/calendars", &[("remove", "none")]).await.is(404);
    let read = pages.form("/settings/calendars", &[("read", "1")]).await;
    pages.follow(&read).await.is(200).has("They were read");
    pages.as_stranger().get("/settings/calendars").await.is(303);
}
