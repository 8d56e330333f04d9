//! A season gone through once, and nobody else's people.

use rapport_app::input::{MeInput, Met};
use rapport_core::touchpoint::TouchpointKind;

use crate::testing::Pages;

async fn with_people() -> Pages {
    let pages = Pages::new().await;
    for name in ["Dana Whitfield", "Mira <b>Holm</b>"] {
        let met = Met {
            name: name.to_owned(),
            address: Some(format!("{}@place.example", &name[..4].to_lowercase())),
            kind: Some(TouchpointKind::Event),
            when: Some("2026-07-06 9:00".to_owned()),
            said: Some("the slipway".to_owned()),
            ..Met::default()
        };
        pages.app.met(met).await.unwrap();
    }
    pages
}

#[tokio::test]
async fn a_season_is_gone_through_once() {
    let pages = with_people().await;
    let page = pages.get("/greetings").await;
    page.is(200).has("Dana Whitfield").has("New Year").has("2027-01-01").lacks("<b>Holm");
    pages.get("/letters").await.is(200).has("href=\"/greetings\"");
    let kept = [("who", "Mira"), ("day", "none")];
    let answer = pages.form("/greetings/prefer", &kept).await;
    pages.follow(&answer).await.is(200).has("they want no greetings").has("Kept for");
    let ids: Vec<String> =
        pages.app.greetings().await.unwrap().into_iter().map(|it| it.contact).collect();
    let answer = pages.form("/greetings/plan", &[("who", ids[0].as_str())]).await;
    pages.follow(&answer).await.is(200).has("1 greeting is planned").has("Nobody is to be greeted");
    pages.form("/greetings/plan", &[("who", "nonsense")]).await.is(404);
    let other = pages.as_user("anna").await;
    other.get("/greetings").await.is(200).lacks("Dana");
    other.form("/greetings/plan", &[("who", ids[1].as_str())]).await.is(404);
}

#[tokio::test]
async fn whoever_writes_german_goes_through_it_in_german() {
    let pages = with_people().await;
    pages.get("/greetings").await.is(200).has("<div lang=\"en\">").lacks("Neujahr");
    let german = MeInput { language: Some("de".to_owned()), ..MeInput::default() };
    pages.app.set_me(german).await.unwrap();
    let page = pages.get("/greetings").await;
    page.is(200).has("<div lang=\"de\">").has("Grüße zu den Festen").has(">Neujahr<");
    page.has("Fest des Fastenbrechens").lacks("New Year").lacks("Holiday notes");
    for day in pages.app.greeting_days().await.unwrap() {
        assert!(page.text.contains(&format!("value=\"{}\"", day.key)), "{}", day.key);
    }
    let answer = pages.form("/greetings/plan", &[]).await;
    pages.follow(&answer).await.is(200).has("Niemand war angekreuzt");
    pages.get("/letters").await.has("href=\"/greetings\"");
}
