//! Opportunities as they are moved, rated, ruled out, and what each stage offers.

use rapport_app::input::Met;
use rapport_core::touchpoint::TouchpointKind;

use crate::testing::Pages;

async fn with_acme() -> (Pages, String, String) {
    let pages = Pages::new().await;
    let met = Met {
        name: "Dana Whitfield".to_owned(),
        organisation: Some("Acme Robotics".to_owned()),
        address: Some("dana@acme.example".to_owned()),
        kind: Some(TouchpointKind::Interview),
        role: Some("Staff engineer".to_owned()),
        said: Some("her sailing trip to Orkney".to_owned()),
        when: Some("yesterday 15:00".to_owned()),
        ..Met::default()
    };
    let view = pages.app.met(met).await.unwrap();
    (pages, view.opportunity.unwrap().id, view.contact.id)
}

#[tokio::test]
async fn an_empty_board_teaches_and_takes_the_first() {
    let pages = Pages::new().await;
    pages.get("/opportunities").await.is(200).has("Nothing is pursued yet");
    let fields = [("title", "Roof grant"), ("kind", "grant"), ("decides", "5 may")];
    let answer = pages.form("/opportunities", &fields).await;
    pages.follow(&answer).await.has("Roof grant is added.").has("Grants");
    let back = ("back", "/opportunities?kind=grant");
    for wrong in
        [[("title", ""), back].as_slice(), &[("title", "x"), ("decides", "whenever"), back]]
    {
        let answer = pages.form("/opportunities", wrong).await;
        assert!(answer.header("location").starts_with("/opportunities?kind=grant&said="));
        pages.follow(&answer).await.is(200).has("Roof grant").has("data-flash");
    }
    assert_eq!(pages.app.opportunities().await.unwrap().len(), 1);
}

#[tokio::test]
async fn board_and_table_show_the_same() {
    let (pages, id, dana) = with_acme().await;
    for path in ["/opportunities", "/opportunities?view=table", "/opportunities?kind=job"] {
        let page = pages.get(path).await;
        page.is(200).has("Staff engineer").has("Acme Robotics").has(&format!("/person/{dana}"));
        page.has(&format!("data-row=\"{id}\"")).has("data-key=\"]\"");
    }
    pages.get("/opportunities?kind=sale").await.lacks("Staff engineer");
    pages.get("/opportunities?kind=nonsense").await.is(200).has("Staff engineer");
}

#[tokio::test]
async fn a_stage_change_ends_what_ran_and_offers_the_playbook() {
    let (pages, id, dana) = with_acme().await;
    let fields =
        [("which", id.as_str()), ("stage", "rejected"), ("back", "/opportunities?kind=job")];
    let answer = pages.form("/opportunities/stage", &fields).await;
    let page = pages.follow(&answer).await;
    page.has("Staff engineer: Rejected.").has("value=\"PB05\"").has("After a rejection");
    assert!(answer.header("location").contains("kind=job&at="));
    let fields = [("who", dana.as_str()), ("playbook", "PB05"), ("back", "/opportunities")];
    let answer = pages.form("/opportunities/start", &fields).await;
    pages.follow(&answer).await.has("After a rejection");
    let show = pages.app.show(&dana).await.unwrap();
    assert!(show.follow_ups.iter().any(|it| it.playbook == "PB05"));
    assert!(show.follow_ups.iter().all(|it| it.playbook != "PB01" || it.state == "ended"));
}

#[tokio::test]
async fn a_place_that_is_ruled_out_gets_only_a_withdrawal() {
    let (pages, id, dana) = with_acme().await;
    let fields = [("which", id.as_str()), ("fit", "0"), ("was-fit", "")];
    let answer = pages.form("/opportunities/save", &fields).await;
    let page = pages.follow(&answer).await;
    page.has("nothing goes there but a polite withdrawal").has("value=\"WITHDRAW\"");
    page.lacks("value=\"PB01\"").has("Ruled out");
    let show = pages.app.show(&dana).await.unwrap();
    assert!(show.follow_ups.iter().all(|it| it.draft.is_none()), "nothing waits to go there");
    let fields = [("who", dana.as_str()), ("playbook", "WITHDRAW"), ("back", "/opportunities")];
    pages.form("/opportunities/start", &fields).await.is(303);
}

#[tokio::test]
async fn saving_what_was_shown_changes_nothing() {
    let (pages, id, _) = with_acme().await;
    let fields = [
        ("which", id.as_str()),
        ("title", "Staff engineer"),
        ("organisation", "Acme Robotics"),
        ("was-organisation", "Acme Robotics"),
        ("stage", "open"),
        ("was-stage", "open"),
        ("fit", ""),
        ("was-fit", ""),
        ("decides", ""),
        ("was-decides", ""),
    ];
    pages.form("/opportunities/save", &fields).await.is(303);
    let view = pages.app.opportunities().await.unwrap().remove(0);
    assert_eq!((view.stage.as_str(), view.fit, view.decides), ("open", None, None));
}

#[tokio::test]
async fn nothing_typed_is_ever_markup() {
    let (pages, id, dana) = with_acme().await;
    let evil = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";
    for name in ["title", "organisation", "kind", "stage", "fit", "decides", "person", "back"] {
        let fields = [("which", id.as_str()), (name, evil)];
        for path in ["/opportunities", "/opportunities/save", "/opportunities/stage"] {
            pages.form(path, &fields).await.lacks("<script>alert").lacks("<img src");
        }
    }
    pages.get("/opportunities").await.is(200).lacks("<script>alert").lacks("<img src");
    pages.get(&format!("/opportunities?at={id}")).await.is(200).lacks("<script>alert");
    pages.get("/opportunities?view=table").await.is(200).lacks("<script>alert");
    let fields = [("who", dana.as_str()), ("playbook", evil)];
    pages.form("/opportunities/start", &fields).await.is(404).lacks("<script>alert");
}

#[tokio::test]
async fn what_belongs_to_another_user_is_not_there() {
    let (pages, id, dana) = with_acme().await;
    let anna = pages.as_user("anna").await;
    anna.get("/opportunities").await.lacks("Staff engineer");
    anna.get(&format!("/opportunities?at={id}")).await.is(404);
    let fields = [("which", id.as_str()), ("stage", "won"), ("title", "Stolen"), ("fit", "0")];
    anna.form("/opportunities/save", &fields).await.is(404);
    anna.form("/opportunities/stage", &fields).await.is(404);
    anna.form("/opportunities/start", &[("who", dana.as_str()), ("playbook", "PB05")])
        .await
        .is(404);
    anna.form("/opportunities", &[("title", "Mine"), ("person", dana.as_str())]).await.is(404);
    let view = pages.app.opportunities().await.unwrap().remove(0);
    assert_eq!((view.stage.as_str(), view.title.as_str()), ("open", "Staff engineer"));
}
