//! Playbooks as they are shown for a person, checked while one types, kept as versions.

use rapport_app::input::Met;
use rapport_core::touchpoint::TouchpointKind;

use crate::testing::Pages;

async fn with_dana() -> (Pages, String) {
    let pages = Pages::new().await;
    let met = Met {
        name: "Dana Whitfield".to_owned(),
        address: Some("dana@acme.example".to_owned()),
        kind: Some(TouchpointKind::Interview),
        role: Some("Staff engineer".to_owned()),
        said: Some("her sailing trip to Orkney".to_owned()),
        ..Met::default()
    };
    let id = pages.app.met(met).await.unwrap().contact.id;
    (pages, id)
}

#[tokio::test]
async fn the_shelf_shows_all_of_them() {
    let pages = Pages::new().await;
    let page = pages.get("/playbooks").await;
    page.is(200).has("After an interview").has("href=\"/playbooks/PB01\"").has("version 1");
}

#[tokio::test]
async fn a_plan_is_dated_for_a_person_with_their_holidays() {
    let (pages, dana) = with_dana().await;
    pages.get("/playbooks/PB01").await.is(200).has("Name somebody above").has("Dana Whitfield");
    let page = pages.get(&format!("/playbooks/PB01?who={dana}")).await;
    page.is(200).has("class=\"daylist\"").has("Thank-you note").has("Europe/London");
    page.has("<li class=\"best\">").has("<li class=\"off\">").has("Start it for Dana Whitfield");
    pages.get("/playbooks/PB01?who=dana").await.has("Dated for Dana Whitfield");
    pages.get("/playbooks/PB01?who=nobody").await.is(200).has("role=\"alert\"");
    pages.get("/playbooks/PB99").await.is(404);
}

#[tokio::test]
async fn it_starts_for_the_person_it_was_shown_for() {
    let (pages, dana) = with_dana().await;
    let answer = pages.form("/playbooks/PB07/start", &[("who", &dana)]).await;
    assert!(answer.header("location").starts_with(&format!("/person/{dana}")));
    let show = pages.app.show(&dana).await.unwrap();
    assert!(show.follow_ups.iter().any(|it| it.playbook == "PB07"));
}

#[tokio::test]
async fn mistakes_stand_under_their_lines() {
    let pages = Pages::new().await;
    let text = pages.app.playbook_text("PB01").await.unwrap();
    let wrong = text.replacen("purpose = \"thanks\"", "purpose = \"thank\"", 1);
    let fields = [("text", wrong.as_str()), ("key", "PB01")];
    for path in ["/playbooks/check", "/playbooks/save"] {
        let page = pages.form(path, &fields).await;
        page.has("One mistake").has("<mark class=\"found\">").has("Line 10");
        page.has("purpose = &#34;thank&#34;");
    }
    pages.form("/playbooks/save", &fields).await.is(422);
    pages.form("/playbooks/save", &[("text", "")]).await.is(422);
    assert_eq!(pages.app.playbook_text("PB01").await.unwrap(), text);
}

#[tokio::test]
async fn what_is_kept_is_a_new_version_and_what_runs_keeps_its_own() {
    let (pages, dana) = with_dana().await;
    let text = pages.app.playbook_text("PB01").await.unwrap();
    let changed = text.replacen("title = \"Thank-you note\"", "title = \"My thanks\"", 1);
    let answer = pages.form("/playbooks/save", &[("text", &changed), ("key", "PB01")]).await;
    pages.follow(&answer).await.has("version 2").has("My thanks");
    let kept = pages.app.playbook_text("PB01").await.unwrap();
    assert!(kept.contains("version = 2") && kept.starts_with('#'), "comments stay");
    let show = pages.app.show(&dana).await.unwrap();
    assert_eq!(show.follow_ups[0].version, 1);
    // Keeping the same again is no third version.
    pages.form("/playbooks/save", &[("text", &kept), ("key", "PB01")]).await.is(303);
    let view = pages.app.playbooks().await.unwrap();
    assert_eq!(view.iter().find(|it| it.key == "PB01").unwrap().version, 2);
}

#[tokio::test]
async fn the_form_changes_the_common_fields() {
    let pages = Pages::new().await;
    let page = pages.get("/playbooks/PB01/form").await;
    page.is(200).has("name=\"latest-0\" value=\"+2bd\"").has("name=\"from-0\" value=\"75\"");
    let answer = pages.form("/playbooks/PB01/form", &[("latest-0", "+3bd"), ("to-0", "140")]).await;
    pages.follow(&answer).await.has("version 2");
    let text = pages.app.playbook_text("PB01").await.unwrap();
    assert!(text.contains("latest = \"+3bd\"") && text.contains("to = 140"), "{text}");
    let wrong = pages.form("/playbooks/PB01/form", &[("latest-0", "soon"), ("title", "T")]).await;
    wrong.is(422).has("Write it like +2h or +1bd.").has("value=\"soon\"");
    pages
        .form("/playbooks/PB01/form", &[("earliest-0", "+9bd")])
        .await
        .is(422)
        .has("role=\"alert\"");
}

#[tokio::test]
async fn a_playbook_of_ones_own_starts_from_an_example_that_is_right() {
    let pages = Pages::new().await;
    pages.get("/playbooks/new").await.is(200).has("COFFEE");
    let text = crate::words::ENGLISH.playbooks.example;
    let answer = pages.form("/playbooks/save", &[("text", text)]).await;
    pages.follow(&answer).await.is(200).has("After a coffee").has("your own");
    let anna = pages.as_user("anna").await;
    for path in ["", "/file", "/form"] {
        anna.get(&format!("/playbooks/COFFEE{path}")).await.is(404);
    }
    anna.form("/playbooks/COFFEE/form", &[("title", "x")]).await.is(404);
    anna.get("/playbooks").await.lacks("After a coffee");
}

#[tokio::test]
async fn what_belongs_to_another_user_is_not_there() {
    let (pages, dana) = with_dana().await;
    let anna = pages.as_user("anna").await;
    anna.get(&format!("/playbooks/PB01?who={dana}")).await.is(404);
    anna.get("/playbooks/PB01?who=dana").await.lacks("Whitfield");
    anna.form("/playbooks/PB07/start", &[("who", &dana)]).await.is(404);
}

#[tokio::test]
async fn nothing_typed_is_ever_markup() {
    let pages = Pages::new().await;
    let evil = "\"'></textarea><script>alert(1)</script><img src=x onerror=alert(1)>";
    for path in ["/playbooks/check", "/playbooks/save"] {
        for fields in [[("text", evil), ("x", "")], [("text", "x"), ("key", evil)]] {
            pages.form(path, &fields).await.lacks("<script>alert").lacks("<img src");
        }
    }
    for name in ["title", "anchor", "title-0", "channel-0", "latest-0", "from-0"] {
        let answer = pages.form("/playbooks/PB02/form", &[(name, evil)]).await;
        answer.lacks("<script>alert").lacks("<img src");
    }
    let who = crate::page::encoded(evil);
    pages.get(&format!("/playbooks/PB01?who={who}")).await.is(200).lacks("<script>alert");
    for path in ["/playbooks", "/playbooks/PB02", "/playbooks/PB02/file", "/playbooks/PB02/form"] {
        pages.get(path).await.is(200).lacks("<script>alert").lacks("<img src");
    }
}
