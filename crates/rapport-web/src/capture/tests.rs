//! Capture as it is typed, corrected and kept; a stack of cards; what a phone sends later.

use crate::testing::Pages;

const DANA: &str = "Met Dana Whitfield at Acme yesterday, interview for staff engineer, \
                    her sailing trip to Orkney, decides Friday, dana@acme.example";

#[tokio::test]
async fn a_text_is_read_into_fields_that_can_be_corrected() {
    let pages = Pages::new().await;
    pages.get("/capture").await.is(200).has("Who did you meet?").has("data-queue");
    let page = pages.form("/capture/read", &[("say", DANA)]).await;
    page.is(200)
        .has("name=\"name-0\" value=\"Dana Whitfield\"")
        .has("name=\"was-name-0\" value=\"Dana Whitfield\"")
        .has("name=\"address-0\" value=\"dana@acme.example\"")
        .has("Thank-you note");
    assert!(pages.app.contacts(None).await.unwrap().is_empty(), "reading writes nothing");
}

#[tokio::test]
async fn what_was_kept_has_a_dated_plan() {
    let pages = Pages::new().await;
    let answer = pages.form("/capture", &[("say", DANA), ("key", "k1"), ("keep", "start")]).await;
    let page = pages.follow(&answer).await;
    page.is(200).has("Kept: Dana Whitfield.").has("Thank-you note").has("Result check");
    page.has("class=\"timeline\"").has("<time datetime=\"");
    // Pressed twice, kept once.
    pages.form("/capture", &[("say", DANA), ("key", "k1"), ("keep", "start")]).await.is(303);
    let people = pages.app.contacts(None).await.unwrap();
    assert_eq!(people.len(), 1);
    let show = pages.app.show(&people[0].id).await.unwrap();
    assert_eq!(show.follow_ups.len(), 1);
    let touchpoints = show.timeline.iter().filter(|it| it.kind == "touchpoint").count();
    assert_eq!(touchpoints, 1);
}

#[tokio::test]
async fn a_correction_holds_while_one_types_on() {
    let pages = Pages::new().await;
    let fields = [
        ("say", "Met Dana Whitfield at Acme yesterday, her sailing trip"),
        ("name-0", "Dana Whitfeld"),
        ("was-name-0", "Dana Whitfield"),
        ("keep", "only"),
    ];
    pages.form("/capture/read", &fields).await.has("value=\"Dana Whitfeld\"");
    pages.form("/capture", &fields).await.is(303);
    let people = pages.app.contacts(None).await.unwrap();
    assert_eq!(people[0].name, "Dana Whitfeld");
    let show = pages.app.show(&people[0].id).await.unwrap();
    assert!(show.follow_ups.is_empty(), "keep only starts nothing");
}

#[tokio::test]
async fn dates_are_shown_as_people_write_them_and_taken_back() {
    let pages = Pages::new().await;
    let page = pages.form("/capture/read", &[("say", DANA)]).await;
    page.has("name=\"when\" value=\"23 November 2026\"")
        .has("name=\"was-when\" value=\"23 November 2026\"")
        .has("name=\"decides\" value=\"27 November 2026\"");
    let fields = [
        ("say", DANA),
        ("when", "22 November 2026"),
        ("was-when", "23 November 2026"),
        ("decides", "27 November 2026"),
        ("was-decides", "27 November 2026"),
        ("keep", "start"),
    ];
    pages.form("/capture", &fields).await.is(303);
    let people = pages.app.contacts(None).await.unwrap();
    let show = pages.app.show(&people[0].id).await.unwrap();
    let met = show.timeline.iter().find(|it| it.kind == "touchpoint").unwrap();
    assert!(met.at.starts_with("2026-11-22"), "{}", met.at);
    let job = &pages.app.opportunities().await.unwrap()[0];
    assert_eq!(job.decides.as_deref(), Some("2026-11-27"));
}

#[tokio::test]
async fn a_text_without_a_person_is_shown_again() {
    let pages = Pages::new().await;
    let answer = pages.form("/capture", &[("say", "yesterday, very nice")]).await;
    answer.is(422).has("yesterday, very nice").has("role=\"alert\"").has("name=\"name-0\"");
}

#[tokio::test]
async fn a_pasted_signature_becomes_fields() {
    let pages = Pages::new().await;
    let text = "Ivo Marek\nHead of Operations\nTidewater Pumps Ltd\nTel: +44 20 7946 0018\n\
                ivo.marek@tidewater.example";
    let page = pages.form("/capture/read", &[("say", text)]).await;
    page.is(200).has("looks like a signature").has("value=\"ivo.marek@tidewater.example\"");
    page.has("Tidewater Pumps");
}

#[tokio::test]
async fn a_stack_of_cards_keeps_its_event_and_counts() {
    let pages = Pages::new().await;
    pages.get("/capture?stack=1").await.has("Which event?");
    for (number, name) in ["Ana Cruz", "Ben Okafor", "Chloe Duval"].iter().enumerate() {
        let say = format!("{name}, wants the brochure");
        let fields = [("say", say.as_str()), ("at", "Harbour Expo"), ("keep", "start")];
        let answer = pages.form("/capture", &fields).await;
        assert!(answer.header("location").starts_with("/capture?event=Harbour%20Expo"));
        let count = if number == 0 { "One person" } else { "people kept from here" };
        pages.follow(&answer).await.has(count).has("value=\"Harbour Expo\"");
    }
    let tags = pages.app.tags().await.unwrap();
    assert_eq!((tags[0].tag.as_str(), tags[0].contacts), ("Harbour Expo", 3));
}

#[tokio::test]
async fn what_a_phone_sends_twice_is_there_once() {
    let pages = Pages::new().await;
    let fields =
        [("say", DANA), ("key", "phone-1"), ("typed_at", "2026-11-23T18:00:00Z"), ("at", "")];
    for _ in 0..3 {
        pages.form("/capture/send", &fields).await.is(204);
    }
    let people = pages.app.contacts(None).await.unwrap();
    assert_eq!(people.len(), 1);
    let show = pages.app.show(&people[0].id).await.unwrap();
    assert_eq!(show.timeline.iter().filter(|it| it.kind == "touchpoint").count(), 1);
    pages.form("/capture/send", &[("say", "nobody"), ("key", "phone-2")]).await.is(422);
    pages.as_stranger().form("/capture/send", &fields).await.is(401);
}

#[tokio::test]
async fn what_was_corrected_before_the_connection_went_is_sent_as_corrected() {
    let pages = Pages::new().await;
    let fields = [
        ("say", "Met Dana Whitfield at Acme"),
        ("name-0", "Dana Whitfeld"),
        ("was-name-0", "Dana Whitfield"),
        ("key", "form-1"),
        ("keep", "start"),
    ];
    // The first try did arrive; only its answer was lost.
    pages.form("/capture", &fields).await.is(303);
    pages.form("/capture/send", &fields).await.is(204);
    let people = pages.app.contacts(None).await.unwrap();
    assert_eq!(people.len(), 1);
    assert_eq!(people[0].name, "Dana Whitfeld");
}

#[tokio::test]
async fn it_can_be_installed_and_the_worker_knows_its_files() {
    let stranger = Pages::new().await.as_stranger();
    let manifest = stranger.get("/manifest.webmanifest").await;
    manifest.is(200).has("\"purpose\":\"maskable\"").has("\"start_url\":\"/\"");
    let worker = stranger.get("/worker.js").await;
    worker.is(200).has("/capture/offline").lacks("\"KEPT\"");
    assert!(worker.header("content-type").starts_with("text/javascript"));
    let list = worker.text.split("const FILES = [").nth(1).unwrap().split(']').next().unwrap();
    for path in list.split(", ") {
        stranger.get(path.trim_matches('"')).await.is(200);
    }
    stranger.get("/capture/offline").await.is(200).has("data-only-here").lacks("Sign out");
}

#[tokio::test]
async fn nothing_typed_is_ever_markup() {
    let pages = Pages::new().await;
    let evil = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";
    let chips = [
        "name-0",
        "organisation-0",
        "position-0",
        "address-0",
        "phone-0",
        "contact-0",
        "when",
        "kind",
        "channel",
        "role",
        "decides",
        "told",
        "fit",
        "event",
        "playbook",
        "fact-0",
        "at",
        "key",
    ];
    for name in chips {
        let was = format!("was-{name}");
        let fields = [("say", DANA), (name, evil), (was.as_str(), "")];
        for path in ["/capture/read", "/capture"] {
            let answer = pages.form(path, &fields).await;
            answer.lacks("<script>alert").lacks("<img src=x");
            if answer.status.as_u16() == 303 {
                pages.follow(&answer).await.lacks("<script>alert").lacks("<img src=x");
            }
        }
    }
    let say = format!("Met Dana {evil}");
    pages.form("/capture/read", &[("say", &say)]).await.lacks("<script>alert");
    let address = crate::page::encoded(evil);
    for path in ["event", "say", "stack"] {
        pages.get(&format!("/capture?{path}={address}")).await.is(200).lacks("<script>alert");
    }
}

#[tokio::test]
async fn what_belongs_to_another_user_is_not_there() {
    let pages = Pages::new().await;
    pages.form("/capture", &[("say", DANA), ("keep", "start")]).await.is(303);
    let dana = pages.app.contacts(None).await.unwrap().remove(0).id;
    let anna = pages.as_user("anna").await;
    anna.get(&format!("/capture/done?who={dana}")).await.is(404).lacks("Dana");
    let fields = [
        ("say", "Met Dana Whitfield"),
        ("contact-0", dana.as_str()),
        ("was-contact-0", "none"),
        ("keep", "start"),
    ];
    anna.form("/capture", &fields).await.is(404);
    assert!(anna.app.contacts(None).await.unwrap().is_empty());
    anna.form("/capture/read", &[("say", "Dana Whitfield")]).await.lacks(&dana);
}
