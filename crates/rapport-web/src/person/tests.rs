//! The person page as it is read and pressed; received HTML; what another user sees.

use rapport_app::input::{Act, ContactInput, Met, PracticeAct};
use rapport_core::touchpoint::TouchpointKind;

use crate::testing::Pages;

/// Dana after yesterday's interview: pages, her id, the follow-up's id.
async fn with_dana() -> (Pages, String, String) {
    let pages = Pages::new().await;
    let (dana, follow_up) = meet(&pages, "Dana Whitfield", "her sailing trip to Orkney").await;
    (pages, dana, follow_up)
}

async fn meet(pages: &Pages, name: &str, said: &str) -> (String, String) {
    let met = Met {
        name: name.to_owned(),
        organisation: Some("Acme Robotics".to_owned()),
        position: Some("Head of Automation".to_owned()),
        address: Some("dana@acme.example".to_owned()),
        kind: Some(TouchpointKind::Interview),
        role: Some("Staff engineer".to_owned()),
        said: Some(said.to_owned()),
        when: Some("yesterday 15:00".to_owned()),
        ..Met::default()
    };
    let view = pages.app.met(met).await.unwrap();
    (view.contact.id, view.follow_up.unwrap().id)
}

/// The note is sent and Dana answers.
async fn answered(pages: &Pages, dana: &str, follow_up: &str, words: &str) -> String {
    pages.app.act(follow_up, Act::Approve { seen: None, now: true }).await.unwrap();
    pages.app.practice_clock("+1d").await.unwrap();
    let pages_now = pages.app.for_user("me").await.unwrap();
    pages_now.practice(dana, PracticeAct::Answer(Some(words.to_owned()))).await.unwrap();
    let show = pages_now.show(dana).await.unwrap();
    let inbound = show
        .timeline
        .iter()
        .find(|it| it.direction.as_deref() == Some("in") && it.message.is_some());
    inbound.unwrap().message.clone().unwrap()
}

fn at(id: &str) -> String {
    format!("/person/{id}")
}

#[tokio::test]
async fn the_page_says_what_is_next_and_why_and_shows_everything() {
    let (pages, dana, follow_up) = with_dana().await;
    let page = pages.get(&at(&dana)).await;
    page.is(200)
        .has("<h1>Dana Whitfield</h1>")
        .has("Head of Automation at Acme Robotics")
        .has(&format!("/approve?at={follow_up}"))
        .has("Read and approve")
        .has("class=\"note stack brief\"")
        .has("class=\"ahead\"")
        .has("her sailing trip to Orkney")
        .has("0 of 4 notes in 30 days.")
        .has("Staff engineer")
        .has("dana@acme.example")
        .has("Log it");
}

#[tokio::test]
async fn the_bar_logs_what_happened_and_when() {
    let (pages, dana, _) = with_dana().await;
    let fields = [("said", "she is in Porto"), ("how", "call"), ("when", "yesterday 18:00")];
    let answer = pages.form(&format!("/person/{dana}/log"), &fields).await;
    pages.follow(&answer).await.has("Logged.").has("Phone call").has("she is in Porto");
    let nonsense = [("said", "x"), ("how", "call"), ("when", "whenever")];
    pages.form(&format!("/person/{dana}/log"), &nonsense).await.is(422);
    let nonsense = [("said", "x"), ("how", "smoke")];
    pages.form(&format!("/person/{dana}/log"), &nonsense).await.is(422);
}

#[tokio::test]
async fn facts_are_added_and_put_right() {
    let (pages, dana, _) = with_dana().await;
    let path = format!("/person/{dana}/facts");
    let answer = pages.form(&path, &[("facts", "she cycles in")]).await;
    pages.follow(&answer).await.has("<li>she cycles in</li>");
    let touchpoint = pages.app.facts(&dana).await.unwrap()[0].touchpoint.clone();
    let fields = [
        ("touchpoint", touchpoint.as_str()),
        ("facts", "her sailing trip to Skye\r\nshe cycles in"),
    ];
    let answer = pages.form(&path, &fields).await;
    pages.follow(&answer).await.has("<li>her sailing trip to Skye</li>");
    assert_eq!(pages.app.facts(&dana).await.unwrap()[0].facts.len(), 2);
}

#[tokio::test]
async fn data_is_edited_and_mistakes_are_shown_beside_what_was_typed() {
    let (pages, dana, _) = with_dana().await;
    pages.get(&format!("/person/{dana}?edit=1")).await.is(200).has("value=\"Dana Whitfield\"");
    let path = format!("/person/{dana}/edit");
    let mut fields = vec![
        ("name", "Dana Whitfield"),
        ("role", "CTO"),
        ("organisation", "Acme Robotics"),
        ("addresses", "dana@new.example\r\ndana@acme.example"),
        ("phones", "0113 496 0142"),
        ("memo", "likes tea"),
    ];
    let answer = pages.form(&path, &fields).await;
    pages.follow(&answer).await.has("CTO at Acme Robotics").has("0113 496 0142").has("likes tea");
    let contact = pages.app.contact(&dana).await.unwrap();
    assert_eq!(contact.addresses, ["dana@new.example", "dana@acme.example"]);
    assert!(contact.assumed, "what was only assumed was not made a statement");
    fields[3] = ("addresses", "no address");
    fields[1] = ("role", "Chief of Staff");
    pages.form(&path, &fields).await.is(422).has("is no mail address").has("Chief of Staff");
    pages.form(&path, &[("name", " ")]).await.is(422).has("needs a name");
}

#[tokio::test]
async fn park_and_back_stop_and_lift() {
    let (pages, dana, _) = with_dana().await;
    let path = format!("/person/{dana}/act");
    let answer = pages.form(&path, &[("do", "park"), ("until", "in 3 weeks")]).await;
    pages.follow(&answer).await.has("Dana Whitfield is parked").has("Back into play");
    let answer = pages.form(&path, &[("do", "unpark")]).await;
    pages.follow(&answer).await.has("back in play");
    let answer = pages.form(&path, &[("do", "suppress")]).await;
    pages
        .follow(&answer)
        .await
        .has("Nothing goes to Dana Whitfield any more.")
        .has("nothing goes there");
    let answer = pages.form(&path, &[("do", "lift")]).await;
    pages.follow(&answer).await.has("may be written to");
    pages.form(&path, &[("do", "explode")]).await.is(422);
}

#[tokio::test]
async fn a_playbook_shows_its_dated_plan_before_it_starts() {
    let pages = Pages::new().await;
    let ivo = pages
        .app
        .add_contact(ContactInput {
            name: Some("Ivo Marek".to_owned()),
            addresses: vec!["ivo@acme.example".to_owned()],
            ..ContactInput::default()
        })
        .await
        .unwrap()
        .id;
    let page = pages.get(&format!("/person/{ivo}?plan=PB07")).await;
    page.is(200).has("Start it").has("for Ivo").has("class=\"ahead\"");
    assert!(pages.app.show(&ivo).await.unwrap().follow_ups.is_empty(), "looking starts nothing");
    let fields = [("do", "start"), ("playbook", "PB07")];
    let answer = pages.form(&format!("/person/{ivo}/act"), &fields).await;
    pages.follow(&answer).await.is(200);
    assert_eq!(pages.app.show(&ivo).await.unwrap().follow_ups.len(), 1);
    pages.get(&format!("/person/{ivo}?plan=PB99")).await.is(404);
}

#[tokio::test]
async fn an_answer_stands_on_the_timeline_and_is_shown_as_it_came() {
    let (pages, dana, follow_up) = with_dana().await;
    let message =
        answered(&pages, &dana, &follow_up, "Thank you, Nell. When could you start?").await;
    pages.get(&at(&dana)).await.has("Dana wrote").has("When could you start?");
    let page = pages.get(&format!("/person/{dana}?open={message}")).await;
    page.is(200).has("class=\"note in\"").has("dana@acme.example").has("Not right?").has("/raw");
    let raw = pages.get(&format!("/message/{message}/raw")).await;
    raw.is(200).has("When could you start?");
    assert!(raw.header("content-disposition").starts_with("attachment"));
    assert_eq!(raw.header("content-type"), "application/octet-stream");
    pages.get(&format!("/message/{message}")).await.is(200).has("Dana Whitfield");
    let back = at(&dana);
    let fields = [("class", "away"), ("back", back.as_str())];
    let answer = pages.form(&format!("/message/{message}/class"), &fields).await;
    pages.follow(&answer).await.has("Read as an away notice now.");
    pages.form(&format!("/message/{message}/class"), &[("class", "poem")]).await.is(422);
}

#[tokio::test]
async fn in_practice_one_can_play_them() {
    let (pages, dana, follow_up) = with_dana().await;
    let path = format!("/person/{dana}/play");
    pages.get(&at(&dana)).await.lacks(&path);
    pages.form(&path, &[("do", "decline")]).await.is(409);
    pages.app.act(&follow_up, Act::Approve { seen: None, now: true }).await.unwrap();
    pages.app.practice_clock("+1d").await.unwrap();
    pages.get(&at(&dana)).await.has(&path).has("Play Dana");
    let answer = pages.form(&path, &[("do", "answer"), ("words", "Gladly, call me.")]).await;
    pages.follow(&answer).await.has("Dana Whitfield answered.").has("Gladly, call me.");
}

#[tokio::test]
async fn what_belongs_to_another_user_is_not_there() {
    let (pages, dana, follow_up) = with_dana().await;
    let message = answered(&pages, &dana, &follow_up, "Secret words").await;
    let touchpoint = pages.app.facts(&dana).await.unwrap()[0].touchpoint.clone();
    let anna = pages.as_user("anna").await;
    for path in [
        at(&dana),
        format!("/person/{dana}?edit=1"),
        format!("/message/{message}"),
        format!("/message/{message}/raw"),
        at("Dana"),
        at("1"),
        "/message/1".to_owned(),
    ] {
        anna.get(&path).await.is(404).lacks("Dana").lacks("Secret");
    }
    let own = anna
        .app
        .add_contact(ContactInput { name: Some("Ben".to_owned()), ..ContactInput::default() })
        .await
        .unwrap()
        .id;
    anna.get(&format!("/person/{own}?open={message}")).await.is(404).lacks("Secret");
    let stolen = [("touchpoint", touchpoint.as_str()), ("facts", "x")];
    anna.form(&format!("/person/{own}/facts"), &stolen).await.is(404);
    let posts: [(&str, &[(&str, &str)]); 9] = [
        ("edit", &[("name", "x")]),
        ("log", &[("said", "x"), ("how", "call")]),
        ("facts", &[("facts", "x")]),
        ("act", &[("do", "park")]),
        ("act", &[("do", "suppress")]),
        ("act", &[("do", "settle")]),
        ("act", &[("do", "answered")]),
        ("act", &[("do", "start"), ("playbook", "PB07")]),
        ("play", &[("do", "decline")]),
    ];
    for (path, fields) in posts {
        anna.form(&format!("/person/{dana}/{path}"), fields).await.is(404);
    }
    anna.form(&format!("/message/{message}/class"), &[("class", "away")]).await.is(404);
    let contact = pages.app.contact(&dana).await.unwrap();
    assert!(contact.parked.is_none() && contact.suppressed.is_none());
}

#[tokio::test]
async fn names_and_texts_are_never_markup() {
    let pages = Pages::new().await;
    let script = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    let (id, follow_up) = meet(&pages, "Dana Whitfield", "her sailing trip to Orkney").await;
    let message = answered(&pages, &id, &follow_up, script).await;
    let fields = [("facts", script), ("said", script), ("how", "call")];
    pages.form(&format!("/person/{id}/facts"), &fields).await.is(303);
    pages.form(&format!("/person/{id}/log"), &fields).await.is(303);
    let edit = format!("/person/{id}/edit");
    let all = [
        ("name", script),
        ("role", script),
        ("organisation", script),
        ("addresses", "dana@acme.example"),
        ("phones", script),
        ("postal", script),
        ("memo", script),
        ("greeting", script),
        ("language", script),
    ];
    let answer = pages.form(&edit, &all).await;
    pages.follow(&answer).await.is(200).lacks("<script>alert").lacks("<img");
    for path in [
        at(&id),
        format!("/person/{id}?edit=1"),
        format!("/person/{id}?open={message}"),
        format!("/message/{message}"),
        format!("/person/{id}?open=%3Cscript%3Ealert(1)"),
    ] {
        pages.get(&path).await.is(200).lacks("<script>alert").lacks("<img");
    }
    pages.get(&format!("/person/{id}?plan=%3Cscript%3Ealert(1)")).await.lacks("<script>a");
    let bad = [("name", script), ("addresses", script), ("zone", script), ("country", script)];
    pages.form(&edit, &bad).await.is(422).lacks("<script>alert").lacks("<img");
}

#[tokio::test]
async fn the_way_back_is_the_list_one_came_from_and_no_other_place() {
    let (pages, dana, _) = with_dana().await;
    let list = pages.get("/people?text=dana").await;
    list.has(&format!("/person/{dana}?from=/people%3Ftext%3Ddana"));
    let page = pages.get(&format!("/person/{dana}?from=/people%3Ftext%3Ddana")).await;
    page.is(200).has("href=\"/people?text=dana\"");
    for elsewhere in ["https%3A//evil.example", "//evil.example/people", "/peopl%0Ae", "/logout"] {
        let page = pages.get(&format!("/person/{dana}?from={elsewhere}")).await;
        page.is(200).has("<a href=\"/people\">").lacks("<a href=\"https").lacks("<a href=\"//");
    }
}
