//! Who is who, what is learned, and what goes back.

use rapport_app::import::ImportInput;
use rapport_app::input::{ContactInput, PeopleInput, SearchInput};
use rapport_core::touchpoint::Channel;

use crate::world::{World, card, counts};

#[tokio::test]
async fn the_same_file_twice_changes_nothing_and_leaves_no_trace() {
    for world in World::both().await {
        let file = [
            card(&["FN:Anna Berg", "EMAIL:anna@example.org", "TEL:030 123456", "UID:one"]),
            card(&["FN:Ben Castro", "ORG:Acme Robotics", "NOTE:knows about ducts"]),
            card(&["FN:Chris", "TEL:+44 20 7946 0018"]),
            card(&["FN:Dora Ek"]),
        ]
        .concat();
        assert_eq!(counts(&world.look("a.vcf", &file).await), (4, 0, 0, 0));
        assert_eq!(counts(&world.import("a.vcf", &file).await), (4, 0, 0, 0));
        assert_eq!(counts(&world.look("a.vcf", &file).await), (0, 0, 4, 0));
        let again = world.import("again.vcf", &file).await;
        assert_eq!((counts(&again), again.id), ((0, 0, 4, 0), None));
        assert_eq!(world.app.imports().await.unwrap().len(), 1);
        // A table of the same people says nothing new, either.
        let table = "Name,Email,Phone,Organisation\nAnna Berg,ANNA@example.org,+49 30 123456,\n\
                     Ben Castro,,,Acme Robotics\nDora Ek,,,\n";
        assert_eq!(counts(&world.import("people.csv", table).await), (0, 0, 3, 0));
        assert_eq!(world.names().await.len(), 4);
        assert_eq!(world.contact("Anna").await.phones, ["+49 30 123456"]);
        let ducts = SearchInput { text: "duct".to_owned(), ..SearchInput::default() };
        let found = world.app.search(&ducts).await.unwrap();
        assert_eq!(found.names[0].name.as_deref(), Some("Ben Castro"));
    }
}

#[tokio::test]
async fn what_is_missing_is_filled_in_what_the_user_typed_stays() {
    for world in World::both().await {
        let typed = ContactInput {
            name: Some("Anna Berg".to_owned()),
            addresses: vec!["anna@example.org".to_owned()],
            role: Some("CTO".to_owned()),
            ..ContactInput::default()
        };
        world.app.add_contact(typed).await.unwrap();
        let file = card(&[
            "FN:Anna Berg",
            "EMAIL:anna@example.org",
            "EMAIL:berg@home.example",
            "TEL:030 123456",
            "TITLE:CEO",
            "ORG:Acme Robotics",
        ]);
        let import = world.import("a.vcf", &file).await;
        assert_eq!((counts(&import), import.doubtful), ((0, 1, 0, 0), 1));
        assert!(import.rows[0].doubts[0].why.contains("CTO"), "{import:?}");
        let anna = world.contact("Anna").await;
        assert_eq!(anna.addresses, ["anna@example.org", "berg@home.example"]);
        assert_eq!(
            (anna.role.as_deref(), anna.organisation.as_deref()),
            (Some("CTO"), Some("Acme Robotics"))
        );
        // A later export of the same book knows better about what came from it.
        world.import("b.vcf", file.replace("Acme Robotics", "Bolt Works")).await;
        assert_eq!(world.contact("Anna").await.organisation.as_deref(), Some("Bolt Works"));
        world.app.undo_import("last").await.unwrap();
        assert_eq!(world.contact("Anna").await.organisation.as_deref(), Some("Acme Robotics"));
        let undone = world.app.undo_import(import.id.as_deref().unwrap()).await.unwrap();
        assert_eq!((undone.restored, undone.removed), (1, 0));
        let anna = world.contact("Anna").await;
        assert_eq!((anna.addresses.len(), anna.phones.len(), anna.organisation), (1, 0, None));
        // Taken back, it is news again.
        assert_eq!(counts(&world.look("a.vcf", &file).await), (0, 1, 0, 0));
    }
}

#[tokio::test]
async fn nobody_becomes_somebody_else() {
    let world = World::sqlite().await;
    let file = [
        // A mailbox of the family, an office's, a switchboard; namesakes at one place.
        card(&["FN:Anna Berg", "EMAIL:berg@example.org"]),
        card(&["FN:Tom Berg", "EMAIL:berg@example.org"]),
        card(&["FN:Ida Kern", "EMAIL:info@acme.example", "TEL:+49 30 123456"]),
        card(&["FN:Ole Lund", "EMAIL:info@acme.example", "TEL:+49 30 123456"]),
        card(&["FN:Thomas Vogt", "ORG:Acme", "EMAIL:t.vogt@acme.example"]),
        card(&["FN:Thomas Vogt", "ORG:Acme", "EMAIL:thomas.vogt@acme.example"]),
        card(&["FN:Eva Rot", "UID:1"]),
        card(&["FN:Jan Blau", "UID:1"]),
    ]
    .concat();
    let import = world.import("a.vcf", &file).await;
    assert_eq!((counts(&import), import.doubtful), ((8, 0, 0, 0), 3));
    assert_eq!(world.names().await.len(), 8);
    assert_eq!(world.contact("Tom").await.addresses.len(), 0);
    // Somebody who married keeps the mailbox, initials are enough under it.
    let later = [
        card(&["FN:Anna Kühn", "EMAIL:berg@example.org"]),
        card(&["FN:T. Vogt", "EMAIL:t.vogt@acme.example", "TEL:+49 30 654321"]),
    ]
    .concat();
    assert_eq!(counts(&world.import("b.vcf", &later).await), (0, 1, 1, 0));
}

#[tokio::test]
async fn an_undo_leaves_who_was_used_or_changed_since() {
    for world in World::both().await {
        let names = ["Anna Berg", "Ben Castro", "Cora Diaz", "Dora Ek"];
        let file: String =
            names.map(|name| card(&[&format!("FN:{name}"), "ORG:Acme Robotics"])).concat();
        world.import("a.vcf", &file).await;
        world.app.log("Anna", Channel::Call, Some("about ducts"), None).await.unwrap();
        let role = ContactInput { role: Some("CTO".to_owned()), ..ContactInput::default() };
        world.app.edit_contact("Ben", role).await.unwrap();
        world.import("b.vcf", card(&["FN:Cora Diaz", "ORG:Acme Robotics", "TEL:030 123456"])).await;
        let first = world.app.imports().await.unwrap().pop().unwrap().id.unwrap();
        let undone = world.app.undo_import(&first).await.unwrap();
        assert_eq!((undone.removed, undone.kept_in_all), (1, 3));
        assert_eq!(world.names().await, ["Anna Berg", "Ben Castro", "Cora Diaz"]);
        assert_eq!(world.contact("Ben").await.organisation.as_deref(), Some("Acme Robotics"));
    }
}

#[tokio::test]
async fn a_whole_fair_gets_its_tag_its_grade_and_its_follow_ups_once() {
    for world in World::both().await {
        let stopped = ContactInput {
            name: Some("Sam Stone".to_owned()),
            addresses: vec!["sam@example.org".to_owned()],
            ..ContactInput::default()
        };
        world.app.add_contact(stopped).await.unwrap();
        world.app.suppress("Sam").await.unwrap();
        let file = [
            card(&["FN:Anna Berg", "EMAIL:anna@example.org"]),
            card(&["FN:Ben Castro", "EMAIL:ben@example.org"]),
            card(&["FN:Sam Stone", "EMAIL:sam@example.org"]),
        ]
        .concat();
        let input = ImportInput {
            event: Some("Robotics Fair".to_owned()),
            playbook: Some("PB08".to_owned()),
            grade: Some("a".to_owned()),
            when: Some("yesterday".to_owned()),
            ..ImportInput::default()
        };
        let import = world.import_as("a.vcf", &file, &input).await.unwrap();
        assert_eq!((import.started, import.new, import.same), (2, 2, 1));
        let show = world.app.show("Anna").await.unwrap();
        assert_eq!((show.follow_ups.len(), show.follow_ups[0].state.as_str()), (1, "in-review"));
        assert_eq!(world.contact("Anna").await.tags, ["A", "Robotics Fair"]);
        assert!(
            world.app.show("Sam").await.unwrap().follow_ups.is_empty(),
            "after a stop: nothing"
        );
        let source = world.file("a.vcf", &file);
        let looked = world.app.look_at_import(&source, &input, &|_| {}).await.unwrap();
        assert_eq!((looked.started, counts(&looked)), (0, (0, 0, 3, 0)));
        let again = world.import_as("a.vcf", &file, &input).await.unwrap();
        assert_eq!((again.started, again.id), (0, None));
        let at_fair =
            PeopleInput { tag: Some("robotics fair".to_owned()), ..PeopleInput::default() };
        assert_eq!(world.app.people(&at_fair).await.unwrap().rows.len(), 3);
        let undone = world.app.undo_import("last").await.unwrap();
        assert_eq!((undone.removed, undone.kept_in_all), (2, 0));
        assert_eq!(world.names().await, ["Sam Stone"]);
        assert!(world.contact("Sam").await.tags.is_empty());
        let wrong = ImportInput { grade: Some("D".to_owned()), ..ImportInput::default() };
        assert!(world.import_as("a.vcf", &file, &wrong).await.is_err());
    }
}

#[tokio::test]
async fn an_import_that_died_goes_on_and_nobody_is_there_twice_or_half() {
    let mut world = World::sqlite().await;
    let file: String = (0..1700)
        .map(|n| {
            card(&[&format!("FN:Guest {n}"), &format!("EMAIL:guest{n}@example.org"), "ORG:Fair"])
        })
        .collect();
    let source = world.file("a.vcf", &file);
    let app = world.app.clone();
    let (told, mut tell) = tokio::sync::mpsc::unbounded_channel();
    let running = tokio::spawn(async move {
        let progress = |at: rapport_app::import::ImportProgress| {
            let _ = told.send(at.entries);
        };
        app.import(&source, &ImportInput::default(), &progress).await
    });
    assert!(tell.recv().await.unwrap() >= 500);
    running.abort();
    let _ = running.await;
    world.after_power_cut().await;
    let before = world.names().await.len();
    assert!((500..1700).contains(&before), "{before}");
    assert_eq!(world.app.imports().await.unwrap()[0].state, "running");
    let import = world.import("a.vcf", &file).await;
    assert!(import.resumed);
    assert_eq!((import.new, import.state.as_str()), (1700, "done"));
    assert_eq!(world.names().await.len(), 1700);
    assert_eq!(world.app.imports().await.unwrap().len(), 1);
    let undone = world.app.undo_import("last").await.unwrap();
    assert_eq!(undone.removed, 1700);
    assert!(world.names().await.is_empty());
}

#[tokio::test]
async fn who_is_surely_there_twice_becomes_one_and_parts_with_the_import() {
    for world in World::both().await {
        let strangers: String = (0..40)
            .map(|n| {
                card(&[
                    &format!("FN:Name{n} Other{}", n * 7),
                    &format!("EMAIL:n{n}@other{n}.example"),
                ])
            })
            .collect();
        let file = strangers
            + &card(&["FN:Dana Reyes", "EMAIL:dana.reyes@example.org", "TEL:+1 212 555 0142"])
            + &card(&["FN:Dana Reyes", "EMAIL:dana.reyes+lists@example.org", "TITLE:Engineer"])
            + &card(&["FN:Marlon Reyes", "EMAIL:marlon@example.org", "TEL:+1 212 555 0142"]);
        let import = world.import("twice.vcf", &file).await;
        assert_eq!(import.merged.len(), 1, "{:?}", import.merged);
        assert_eq!(world.names().await.iter().filter(|name| *name == "Dana Reyes").count(), 1);
        let dana = world.contact("Dana Reyes").await;
        assert_eq!(dana.addresses.len(), 2);
        assert_eq!(dana.role.as_deref(), Some("Engineer"));
        // The same file again finds both, and merges nothing more.
        let again = world.import("twice.vcf", &file).await;
        assert_eq!((again.new, again.merged.len()), (0, 0));
        world.app.undo_import("last").await.unwrap();
        assert!(world.names().await.is_empty(), "{:?}", world.names().await);
        // Who wants to be asked is asked.
        world.app.set_merges_by_itself(false).await.unwrap();
        assert!(world.import("asked.vcf", &file).await.merged.is_empty());
        assert_eq!(world.app.merge_sure_pairs().await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_pass_over_the_cards_of_a_fair_grades_each_and_c_is_left_alone() {
    for world in World::both().await {
        let cards: Vec<String> = ["Ada Low", "Bo Madsen", "Cem Oral"]
            .iter()
            .map(|name| {
                let address = name.to_lowercase().replace(' ', ".");
                card(&[&format!("FN:{name}"), &format!("EMAIL:{address}@example.org")])
            })
            .collect();
        let input = ImportInput {
            event: Some("Robotics Fair".to_owned()),
            playbook: Some("PB08".to_owned()),
            ..ImportInput::default()
        };
        world.import_as("fair.vcf", cards.concat(), &input).await.unwrap();
        world.import("other.vcf", card(&["FN:Dee Park", "EMAIL:dee@example.org"])).await;

        let left = world.app.ungraded(Some("robotics fair"), 2).await.unwrap();
        let names: Vec<&str> = left.people.iter().map(|it| it.name.as_str()).collect();
        assert_eq!((left.in_all, names), (3, vec!["Ada Low", "Bo Madsen"]));
        assert_eq!(world.app.ungraded(None, 100).await.unwrap().in_all, 4);

        let steps = async |who: &str| {
            let shown = world.app.show(who).await.unwrap();
            let running = shown.follow_ups.into_iter().filter(|it| it.state != "ended");
            running.map(|it| it.plan.len()).sum::<usize>()
        };
        let before = steps("Ada").await;
        assert_eq!(world.app.grade("Ada", "a").await.unwrap().grade, Some("A"));
        // Only somebody graded A is suggested a talk.
        let planned = |shown: rapport_app::view::ShowView| format!("{:?}", shown.follow_ups);
        let ada = planned(world.app.show("Ada").await.unwrap());
        let bo = planned(world.app.show("Bo").await.unwrap());
        assert!(bo.contains("only where you really want it"), "{bo}");
        assert!(!ada.contains("only where you really want it"), "{ada}");
        assert!(steps("Ada").await >= before);

        let graded = world.app.grade("Cem", "C").await.unwrap();
        assert_eq!((graded.ended, steps("Cem").await), (1, 0));
        assert!(graded.sentence.contains("nothing more goes out"), "{}", graded.sentence);
        // A second thought is a grade like any other, and there is one grade at a time.
        world.app.grade("Ada", "B").await.unwrap();
        assert_eq!(world.contact("Ada").await.tags, ["B", "Robotics Fair"]);
        world.app.grade("Ada", "none").await.unwrap();
        let left = world.app.ungraded(Some("Robotics Fair"), 100).await.unwrap();
        assert_eq!(left.in_all, 2);
        assert!(world.app.grade("Ada", "D").await.unwrap_err().what.contains("is no grade"));
    }
}
