//! People as they are found, changed and dealt with many at once.

use rapport_app::input::{ContactInput, Met};

use crate::testing::Pages;

async fn add(pages: &Pages, name: &str, organisation: &str) -> String {
    let input = ContactInput {
        name: Some(name.to_owned()),
        organisation: Some(organisation.to_owned()),
        addresses: vec![format!("{}@acme.example", name.replace(' ', ".").to_lowercase())],
        ..ContactInput::default()
    };
    pages.app.add_contact(input).await.unwrap().id
}

#[tokio::test]
async fn an_empty_address_book_teaches() {
    let pages = Pages::new().await;
    pages.get("/people").await.is(200).has("Nobody is here yet").has("href=\"/capture\"");
}

#[tokio::test]
async fn filters_stand_in_the_address() {
    let pages = Pages::new().await;
    let dana = add(&pages, "Dana Whitfield", "Acme").await;
    add(&pages, "Ivo Marek", "Tidewater").await;
    pages.app.tag(&dana, "Robotics Fair").await.unwrap();
    pages.get("/people").await.is(200).has("Dana Whitfield").has("Ivo Marek").has("No next step.");
    pages.get("/people?text=dan").await.has("Dana Whitfield").lacks("Ivo Marek");
    let tagged = pages.get("/people?tag=Robotics%20Fair&text=&state=").await;
    tagged.has("Dana Whitfield").lacks("Ivo Marek").has("aria-current=\"true\"");
    pages.get("/people?organisation=Tidewater").await.has("Ivo Marek").lacks("Dana Whitfield");
    pages.get("/people?state=parked").await.has("Nobody fits").lacks("Ivo Marek");
    pages.get("/people?state=nonsense").await.is(422);
    pages.get("/people?after=nonsense").await.is(422);
}

#[tokio::test]
async fn pages_follow_each_other_without_gap() {
    let pages = Pages::new().await;
    for number in 0..53 {
        add(&pages, &format!("Person {number:02}"), "Acme").await;
    }
    let first = pages.get("/people").await;
    first.has("Person 00").has("Person 49").lacks("Person 50").has("Next page");
    let next = first.text.split("href=\"/people?after=").nth(1).unwrap();
    let next = format!("/people?after={}", next.split('"').next().unwrap());
    pages.get(&next).await.has("Person 50").has("Person 52").lacks("Person 49").lacks("Next page");
}

#[tokio::test]
async fn a_row_is_changed_in_place() {
    let pages = Pages::new().await;
    let id = add(&pages, "Dana Whitfield", "Acme").await;
    let fields = [
        ("who", id.as_str()),
        ("name", "Dana Whitfield"),
        ("was-name", "Dana Whitfield"),
        ("organisation", "Acme Robotics"),
        ("was-organisation", "Acme"),
        ("address", "dana@robotics.example"),
        ("was-address", "dana.whitfield@acme.example"),
        ("back", "/people?text=dana"),
    ];
    let answer = pages.form("/people/edit", &fields).await;
    assert!(answer.header("location").starts_with("/people?text=dana&said="));
    let dana = pages.app.contact(&id).await.unwrap();
    assert_eq!(dana.organisation.as_deref(), Some("Acme Robotics"));
    assert_eq!(dana.addresses, ["dana@robotics.example"]);
    let wrong = [("who", id.as_str()), ("address", "no address"), ("was-address", "")];
    // In place the form stays as it is; without scripts the list says what is wrong.
    let request = pages.request("POST", "/people/edit").header("x-fragment", "1");
    let request = request.header("content-type", crate::testing::FORM);
    let body = format!("who={id}&address=no+address&was-address=");
    pages.ask(request.body(body.into()).unwrap()).await.is(422).has("data-sentence");
    let answer = pages.form("/people/edit", &wrong).await;
    pages.follow(&answer).await.is(200).has("no mail address");
}

#[tokio::test]
async fn many_at_once_and_each_refusal_is_told() {
    let pages = Pages::new().await;
    let dana = add(&pages, "Dana Whitfield", "Acme").await;
    let ivo = add(&pages, "Ivo Marek", "Acme").await;
    let both = |act: &'static str, name: &'static str, value: &'static str| {
        vec![
            ("who", dana.clone()),
            ("who", ivo.clone()),
            ("act", act.to_owned()),
            (name, value.to_owned()),
        ]
    };
    for (act, name, value, says) in [
        ("tag", "tag", "Fair", "Done for all 2."),
        ("untag", "tag", "Fair", "Done for all 2."),
        ("park", "until", "next friday", "Done for all 2."),
        ("unpark", "until", "", "Done for all 2."),
        ("start", "playbook", "PB07", "Done for all 2."),
        ("start", "playbook", "PB07", "Done for 0 of 2."),
        ("stop", "until", "", "Done for all 2."),
        ("stop", "until", "", "nothing runs for"),
    ] {
        let fields = both(act, name, value);
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = pages.form("/people/act", &fields).await;
        let page = pages.get(&answer.header("location").replace("/?", "/people?")).await;
        assert!(page.text.to_lowercase().contains(&says.to_lowercase()), "{act}: {}", page.text);
    }
    let answer = pages.form("/people/act", &[("act", "stop"), ("back", "/people")]).await;
    pages.follow(&answer).await.has("Nobody is chosen.");
}

#[tokio::test]
async fn meetings_are_found_by_their_words() {
    let pages = Pages::new().await;
    let met = Met {
        name: "Dana Whitfield".to_owned(),
        said: Some("her sailing trip to Orkney".to_owned()),
        ..Met::default()
    };
    pages.app.met(met).await.unwrap();
    pages.get("/people/found?text=orkney").await.is(200).has("Dana Whitfield").has("/person/");
    pages.get("/people/found?text=nothing").await.is(200).has("Nothing fits");
    pages.get("/people/found").await.is(200);
}

#[tokio::test]
async fn nothing_typed_is_ever_markup() {
    let pages = Pages::new().await;
    let evil = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";
    let id = add(&pages, "Dana", "Acme").await;
    pages.app.tag(&id, "<script>alert(1)</script>").await.unwrap();
    for name in ["name", "organisation", "role", "address", "phone", "back"] {
        let fields = [("who", id.as_str()), (name, evil), ("back", "/people")];
        pages.form("/people/edit", &fields).await.lacks("<script>alert").lacks("<img");
    }
    pages.get("/people").await.is(200).lacks("<script>alert").lacks("<img src");
    let text = crate::page::encoded(evil);
    for name in ["text", "tag", "organisation", "stage", "state", "order", "after"] {
        pages.get(&format!("/people?{name}={text}")).await.lacks("<script>alert").lacks("<img src");
    }
    pages.get(&format!("/people/found?text={text}")).await.lacks("<script>alert");
    for name in ["tag", "until", "playbook", "act", "who"] {
        let fields = [("who", id.as_str()), ("act", "tag"), (name, evil)];
        pages.form("/people/act", &fields).await.lacks("<script>alert");
    }
}

#[tokio::test]
async fn what_belongs_to_another_user_is_not_there() {
    let pages = Pages::new().await;
    let dana = add(&pages, "Dana Whitfield", "Acme").await;
    let anna = pages.as_user("anna").await;
    anna.get("/people").await.lacks("Dana");
    anna.get("/people/found?text=dana").await.lacks("Whitfield");
    anna.form("/people/edit", &[("who", dana.as_str()), ("name", "Stolen")]).await.is(404);
    for act in ["tag", "untag", "park", "unpark", "start", "stop"] {
        let fields = [("who", dana.as_str()), ("act", act), ("tag", "x"), ("playbook", "PB07")];
        let answer = anna.form("/people/act", &fields).await;
        anna.follow(&answer).await.lacks("Whitfield").has("Done for 0 of 1.");
    }
    let view = pages.app.contact(&dana).await.unwrap();
    assert_eq!((view.name.as_str(), view.tags.len()), ("Dana Whitfield", 0));
    assert!(view.parked.is_none());
}
