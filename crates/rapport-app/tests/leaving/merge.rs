//! Two contacts become one and part again: nothing is lost, a stop of either holds for both.

use std::collections::BTreeMap;

use rapport_app::app::App;
use rapport_app::error::Kind;
use rapport_app::input::{Act, ContactInput, Met, PracticeAct, SearchInput};
use rapport_core::touchpoint::TouchpointKind;
use rapport_sandbox::Postgres;

use crate::world::World;

async fn twins(world: &World) -> (String, String) {
    let met = |name: &str, address: &str, said: &str| Met {
        name: name.to_owned(),
        organisation: Some("Acme Robotics".to_owned()),
        address: Some(address.to_owned()),
        kind: Some(TouchpointKind::Advice),
        when: Some("yesterday 9am".to_owned()),
        said: Some(said.to_owned()),
        country: Some("DE".to_owned()),
        ..Met::default()
    };
    let app = &world.app;
    let one = app.met(met("Dana Whitfield", "dana@acme.example", "the blue mill")).await.unwrap();
    let two = app.met(met("D. Whitfield", "whitfield@acme.example", "the red barn")).await.unwrap();
    let input = ContactInput {
        role: Some("Engineer".to_owned()),
        memo: Some("sails".to_owned()),
        phones: vec!["+49 30 5550177".to_owned()],
        ..ContactInput::default()
    };
    app.edit_contact(&two.contact.id, input).await.unwrap();
    app.tag(&two.contact.id, "fair").await.unwrap();
    app.tag(&one.contact.id, "fair").await.unwrap();
    (one.contact.id, two.contact.id)
}

/// Every row that says something, without the journal, which goes on, and what machines write.
async fn life(app: &App) -> BTreeMap<String, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    app.export(&folder.path().join("out"), &|_, _, _| ()).await.unwrap();
    let whole = std::fs::read_to_string(folder.path().join("out/whole.jsonl")).unwrap();
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in whole.lines() {
        let mut line: serde_json::Value = serde_json::from_str(line).unwrap();
        let Some(table) = line["table"].as_str().map(str::to_owned) else { continue };
        let skipped = ["journal", "contact_merge", "contact_different", "day_left", "setting"];
        if skipped.contains(&table.as_str()) {
            continue;
        }
        let row = line["row"].as_object_mut().unwrap();
        // A change and its undoing are two versions further on.
        row.remove("version");
        // Nobody's turn is what no row says, too.
        if table == "turn" && row.get("turn").and_then(|turn| turn.as_str()) == Some("nobody") {
            continue;
        }
        tables.entry(table).or_default().push(serde_json::to_string(row).unwrap());
    }
    for rows in tables.values_mut() {
        rows.sort();
    }
    tables
}

#[tokio::test]
async fn what_is_merged_is_all_there_and_what_is_parted_is_as_it_was() {
    for database in [None, Some(Postgres::shared().database())] {
        let world = World::on(database).await;
        let (one, two) = twins(&world).await;
        let app = &world.app;
        app.approve_at_once(&one, None).await.unwrap();
        app.run_once().await.unwrap();
        let before = life(app).await;
        let merge = app.merge(&one, &two).await.unwrap();
        assert_eq!(app.contacts(None).await.unwrap().len(), 1);
        let both = app.contact(&one).await.unwrap();
        assert_eq!(both.addresses, ["dana@acme.example", "whitfield@acme.example"]);
        assert_eq!(both.role.as_deref(), Some("Engineer"));
        assert_eq!(both.phones, ["+49 30 5550177"]);
        assert_eq!(both.tags, ["fair"]);
        let memo = both.memo.unwrap();
        assert!(memo.contains("sails") && memo.contains("D. Whitfield"), "{memo}");
        let shown = app.show(&one).await.unwrap();
        let told = serde_json::to_string(&shown.timeline).unwrap();
        assert!(told.contains("the blue mill") && told.contains("the red barn"), "{told}");
        let found = app
            .search(&SearchInput { text: "barn".to_owned(), ..SearchInput::default() })
            .await
            .unwrap();
        assert_eq!(found.timeline[0].contact.as_deref(), Some(one.as_str()));
        let found = app
            .search(&SearchInput { text: "whitfield@".to_owned(), ..SearchInput::default() })
            .await
            .unwrap();
        assert!(found.names.iter().all(|hit| hit.id == one), "{found:?}");
        app.today().await.unwrap();
        app.health().await.unwrap();
        let listed = app.merges().await.unwrap();
        assert_eq!((listed.len(), listed[0].gone_name.as_str()), (1, "D. Whitfield"));
        let gone = app.unmerge(&merge.id).await.unwrap();
        assert_eq!((gone.id.as_str(), gone.role.as_deref()), (two.as_str(), Some("Engineer")));
        let after = life(app).await;
        for (table, rows) in &before {
            assert_eq!(after.get(table), Some(rows), "{table}");
        }
        assert_eq!(app.unmerge(&merge.id).await.unwrap_err().kind, Kind::NotFound);
        // The user has said that they are two.
        assert!(app.duplicates().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_stop_of_either_holds_for_both() {
    for stopped_first in [true, false] {
        let world = World::new().await;
        let (one, two) = twins(&world).await;
        let app = &world.app;
        let (stopped, free) = if stopped_first { (&one, &two) } else { (&two, &one) };
        app.approve_at_once(stopped, None).await.unwrap();
        world.later(3600);
        app.run_once().await.unwrap();
        app.practice(stopped, PracticeAct::OptOut).await.unwrap();
        app.run_once().await.unwrap();
        let _ = app.act(free, Act::Approve { seen: None, now: true }).await;
        let sent = app.practice_mailbox().await.unwrap().len();
        app.merge(&one, &two).await.unwrap();
        assert_eq!(app.contact(&one).await.unwrap().suppressed.as_deref(), Some("opt-out"));
        let shown = app.show(&one).await.unwrap();
        assert!(shown.follow_ups.iter().all(|it| it.state == "ended"), "{shown:?}");
        for _ in 0..40 {
            world.later(6 * 3600);
            app.run_once().await.unwrap();
        }
        assert_eq!(app.practice_mailbox().await.unwrap().len(), sent, "nothing more left");
        // The addresses of both are known, so that a message of either is theirs.
        assert_eq!(app.contact(&one).await.unwrap().addresses.len(), 2);
    }
}

#[tokio::test]
async fn the_later_of_two_that_do_the_same_asks_or_ends() {
    let world = World::new().await;
    let (one, two) = twins(&world).await;
    let app = &world.app;
    let merge = app.merge(&one, &two).await.unwrap();
    assert_eq!(merge.sentences.len(), 1, "{merge:?}");
    let shown = app.show(&one).await.unwrap();
    let going: Vec<_> = shown.follow_ups.iter().filter(|it| it.state == "in-review").collect();
    assert_eq!(going.len(), 1, "{shown:?}");
    app.unmerge(&merge.id).await.unwrap();
    for who in [&one, &two] {
        let shown = app.show(who).await.unwrap();
        assert_eq!(shown.follow_ups[0].state, "in-review", "{shown:?}");
    }
}

#[tokio::test]
async fn pairs_are_found_and_a_refused_one_is_not_asked_again() {
    let world = World::new().await;
    let app = &world.app;
    let add = async |name: &str, address: &str, phone: &str| {
        let input = ContactInput {
            name: Some(name.to_owned()),
            addresses: vec![address.to_owned()],
            phones: vec![phone.to_owned()],
            organisation: Some("Acme Robotics".to_owned()),
            ..ContactInput::default()
        };
        app.add_contact(input).await.unwrap().id
    };
    let one = add("Siobhán O'Hara", "siobhan.ohara@acme.example", "+353 1 5550123").await;
    let two = add("Siobhan OHara", "siobhan.ohara@home.example", "+353 1 5550123").await;
    add("Jörg Petersen", "joerg@other.example", "+49 30 5550111").await;
    let found = app.duplicates().await.unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    let pair = [found[0].a.as_str(), found[0].b.as_str()];
    assert!(pair.contains(&one.as_str()) && pair.contains(&two.as_str()));
    assert!(!found[0].why.is_empty());
    app.different(&one, &two).await.unwrap();
    assert!(app.duplicates().await.unwrap().is_empty());
    assert_eq!(app.merge(&one, &one).await.unwrap_err().kind, Kind::Usage);
    assert_eq!(app.unmerge("no such").await.unwrap_err().kind, Kind::NotFound);
}
