//! Search and the address book page by page, on both databases, and acts on many at once.

use rapport_app::error::Kind;
use rapport_app::input::{
    BulkAct, CaptureText, ContactInput, PeopleInput, PracticeAct, SearchInput,
};
use rapport_sandbox::Postgres;

use crate::world::World;

fn wanted(text: &str) -> SearchInput {
    SearchInput { text: text.to_owned(), ..SearchInput::default() }
}

async fn add(world: &World, name: &str, organisation: &str, address: &str) -> String {
    let input = ContactInput {
        name: Some(name.to_owned()),
        organisation: (!organisation.is_empty()).then(|| organisation.to_owned()),
        addresses: vec![address.to_owned()],
        ..ContactInput::default()
    };
    world.app.add_contact(input).await.unwrap().id
}

async fn names(world: &World, text: &str) -> Vec<String> {
    let found = world.app.search(&wanted(text)).await.unwrap();
    found.names.into_iter().map(|hit| hit.title).collect()
}

async fn found_by_words(database: Option<String>) {
    let world = World::on(database).await;
    add(&world, "Jürgen Groß", "Stadtwerke Köln", "j.gross@stadtwerke.example").await;
    add(&world, "Søren Łukasz", "Brightwater", "soren@brightwater.example").await;
    let text = "Met Dana Whitfield at Acme Robotics yesterday, interview for staff engineer, her trip to Orkney";
    world
        .app
        .capture_text(CaptureText { text: text.to_owned(), ..CaptureText::default() })
        .await
        .unwrap();

    for (typed, first) in [
        ("dana", "Dana Whitfield"),
        ("WHIT", "Dana Whitfield"),
        ("robotics dana", "Dana Whitfield"),
        ("jurgen", "Jürgen Groß"),
        ("JÜRGEN gross", "Jürgen Groß"),
        ("groß", "Jürgen Groß"),
        ("koln", "Jürgen Groß"),
        ("stadtwerke.example", "Jürgen Groß"),
        ("soren", "Søren Łukasz"),
        ("lukasz bright", "Søren Łukasz"),
    ] {
        assert_eq!(names(&world, typed).await.first().map(String::as_str), Some(first), "{typed}");
    }
    let found = world.app.search(&wanted("acme")).await.unwrap();
    let kinds: Vec<&str> = found.names.iter().map(|hit| hit.kind.as_str()).collect();
    assert_eq!(kinds, ["contact", "organisation", "opportunity"]);
    let found = world.app.search(&wanted("orkney")).await.unwrap();
    assert_eq!(found.timeline.len(), 1, "{found:#?}");
    assert_eq!(found.timeline[0].kind, "touchpoint");
    assert_eq!(found.timeline[0].name.as_deref(), Some("Dana Whitfield"));
    assert!(found.timeline[0].text.contains("Orkney"));
    for nothing in ["dana stadtwerke", "zzzz", "'; drop table contact; --", "\"", "* OR *", ""] {
        assert!(names(&world, nothing).await.is_empty(), "{nothing}");
    }

    // Words that change are found anew, and the old ones no longer.
    let rename = ContactInput { name: Some("Dana Okafor".to_owned()), ..ContactInput::default() };
    world.app.edit_contact("Dana", rename).await.unwrap();
    assert!(names(&world, "whitfield").await.is_empty());
    assert_eq!(names(&world, "okafor").await, ["Dana Okafor"]);
    world.app.tag("Dana", "#Robotics Fair").await.unwrap();
    assert_eq!(names(&world, "fair").await, ["Dana Okafor"]);
    world.app.untag("Dana", "robotics fair").await.unwrap();
    assert!(names(&world, "fair").await.is_empty());

    // Mail is found by its words, too.
    let id = world.app.show("Dana").await.unwrap().follow_ups[0].id.clone();
    let approvable =
        ContactInput { addresses: vec!["dana@acme.example".to_owned()], ..ContactInput::default() };
    world.app.edit_contact("Dana", approvable).await.unwrap();
    world.app.run_once().await.unwrap();
    world.app.approve_at_once(&id, None).await.unwrap();
    world.later(26 * 3600);
    world.app.run_once().await.unwrap();
    let answer =
        PracticeAct::Answer(Some("Lovely. Could you send your periwinkle figures?".to_owned()));
    world.app.practice("Dana", answer).await.unwrap();
    let found = world.app.search(&wanted("periwink")).await.unwrap();
    assert_eq!(found.timeline.first().map(|hit| hit.kind.as_str()), Some("message"), "{found:#?}");
    let only = SearchInput { kind: Some("contact".to_owned()), ..wanted("periwink") };
    assert!(world.app.search(&only).await.unwrap().timeline.is_empty());
    let wrong = SearchInput { kind: Some("people".to_owned()), ..wanted("x") };
    assert_eq!(world.app.search(&wrong).await.unwrap_err().kind, Kind::Usage);
}

#[tokio::test]
async fn everything_is_found_by_the_beginnings_of_its_words_on_sqlite() {
    found_by_words(None).await;
}

#[tokio::test]
async fn everything_is_found_by_the_beginnings_of_its_words_on_postgresql() {
    found_by_words(Some(Postgres::shared().database())).await;
}

async fn page(world: &World, input: &PeopleInput) -> Vec<String> {
    let page = world.app.people(input).await.unwrap();
    page.rows.into_iter().map(|row| row.name).collect()
}

async fn pages_and_filters(database: Option<String>) {
    let world = World::on(database).await;
    for number in 0..23 {
        let organisation = if number % 2 == 0 { "Even Works" } else { "Odd Works" };
        // Two carry the same name: a page must not lose one of them.
        let name = format!("Person {:02}", if number == 22 { 21 } else { number });
        add(&world, &name, organisation, &format!("p{number}@works.example")).await;
    }
    let dana = world.met("Dana Whitfield").await;
    world.met("Ivo Marek").await;
    let first = PeopleInput { limit: Some(10), ..PeopleInput::default() };
    let mut input = first.clone();
    let mut all = Vec::new();
    let mut pages = 0;
    loop {
        let page = world.app.people(&input).await.unwrap();
        pages += 1;
        all.extend(page.rows.into_iter().map(|row| (row.name, row.id)));
        match page.after {
            Some(after) => input.after = Some(after),
            None => break,
        }
    }
    assert_eq!((pages, all.len()), (3, 25));
    let mut sorted: Vec<_> = all.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(sorted.len(), 25, "nobody twice, nobody lost");
    assert_eq!(all[0].0, "Dana Whitfield");

    let by = |change: fn(&mut PeopleInput)| {
        let mut input = PeopleInput::default();
        change(&mut input);
        input
    };
    assert_eq!(
        page(&world, &by(|it| it.state = Some("in-play".into()))).await,
        ["Dana Whitfield", "Ivo Marek"]
    );
    assert_eq!(page(&world, &by(|it| it.state = Some("none".into()))).await.len(), 23);
    assert_eq!(page(&world, &by(|it| it.organisation = Some("even works".into()))).await.len(), 12);
    assert_eq!(page(&world, &by(|it| it.text = Some("person 0".into()))).await.len(), 10);
    assert_eq!(page(&world, &by(|it| it.text = Some("odd".into()))).await.len(), 11);
    let newest = page(&world, &by(|it| it.order = Some("newest".into()))).await;
    assert_eq!(&newest[..2], ["Ivo Marek", "Dana Whitfield"]);

    let ids: Vec<String> = all
        .iter()
        .filter(|(name, _)| name.starts_with("Person 0"))
        .map(|(_, id)| id.clone())
        .collect();
    let tagged = world.app.bulk(&BulkAct::Tag("Guests".to_owned()), &ids).await.unwrap();
    assert!(tagged.len() == 10 && tagged.iter().all(|one| one.done), "{tagged:#?}");
    assert_eq!(page(&world, &by(|it| it.tag = Some("guests".into()))).await.len(), 10);
    let parked =
        world.app.bulk(&BulkAct::Park(Some("in 3 weeks".to_owned())), &ids[..4]).await.unwrap();
    assert!(parked.iter().all(|one| one.done), "{parked:#?}");
    assert_eq!(page(&world, &by(|it| it.state = Some("parked".into()))).await.len(), 4);
    world.app.bulk(&BulkAct::Unpark, &ids[..1]).await.unwrap();
    assert_eq!(page(&world, &by(|it| it.state = Some("parked".into()))).await.len(), 3);
    let several = [ids[5].clone(), "Nobody At All".to_owned(), ids[6].clone()];
    let started = world.app.bulk(&BulkAct::Start("PB07".to_owned()), &several).await.unwrap();
    assert_eq!(started.iter().map(|one| one.done).collect::<Vec<_>>(), [true, false, true]);
    let stopped = world.app.bulk(&BulkAct::Stop, &several).await.unwrap();
    assert_eq!(stopped.iter().map(|one| one.done).collect::<Vec<_>>(), [true, false, true]);
    world.app.suppress("Ivo Marek").await.unwrap();
    assert_eq!(page(&world, &by(|it| it.state = Some("stopped".into()))).await, ["Ivo Marek"]);

    let row = &world.app.people(&by(|it| it.state = Some("in-play".into()))).await.unwrap().rows[0];
    assert_eq!(row.follow_up.as_ref(), Some(&dana.id));
    assert!(row.next.as_ref().unwrap().contains("waits for your yes"), "{row:#?}");
    assert_eq!(row.last.as_deref(), Some("yesterday"));
    for wrong in [
        by(|it| it.state = Some("busy".into())),
        by(|it| it.stage = Some("soon".into())),
        by(|it| it.order = Some("age".into())),
        by(|it| it.after = Some("%%%".into())),
    ] {
        assert_eq!(world.app.people(&wrong).await.unwrap_err().kind, Kind::Usage);
    }
}

#[tokio::test]
async fn pages_filters_tags_and_acts_on_many_on_sqlite() {
    pages_and_filters(None).await;
}

#[tokio::test]
async fn pages_filters_tags_and_acts_on_many_on_postgresql() {
    pages_and_filters(Some(Postgres::shared().database())).await;
}
