//! The story, typed by a new user into the real binary in practice mode: two meetings, two notes,
//! a yes, the post, an answer, and silence.

use serde_json::Value;

use crate::support::Rapport;

const DANA_SAID: &str = "her sailing trip to Orkney; the test rig needs a new scheduler";
const QUESTION: &str = "Thank you! Could you send me two references by Monday?";

/// Both meetings are noted, and the sender block is complete.
fn after_the_meeting() -> Rapport {
    let rapport = Rapport::new();
    rapport.ok(&[
        "me",
        "--name",
        "Nell Ashworth",
        "--email",
        "nell@ashworth.example",
        "--mobile",
        "07700 900417",
        "--landline",
        "0117 496 0123",
        "--postal",
        "14 Orchard Lane; Bristol BS1 5TR",
        "--country",
        "GB",
        "--zone",
        "Europe/London",
    ]);
    let met = rapport.one(&[
        "met",
        "Dana Whitfield",
        "--at",
        "Acme Robotics",
        "--email",
        "dana@acme.example",
        "--kind",
        "interview",
        "--role",
        "Staff engineer",
        "--said",
        DANA_SAID,
        "--decides",
        "in 10 days",
    ]);
    assert_eq!(met["new_contact"], true);
    assert_eq!(met["follow_up"]["playbook"], "PB01");
    assert!(met["follow_up"]["plan"].as_array().unwrap().len() > 1, "a dated plan: {met:#}");
    let met = rapport.one(&[
        "met",
        "Ivo Marek",
        "--same-meeting",
        "--email",
        "ivo@acme.example",
        "--said",
        "asked about flaky hardware tests",
    ]);
    assert_eq!(met["contact"]["organisation"], "Acme Robotics");
    rapport
}

fn rows(rapport: &Rapport) -> Vec<Value> {
    let today = rapport.one(&["today"]);
    assert_eq!(today["mode"], "practice");
    today["rows"].as_array().unwrap().clone()
}

/// Lets the worker go round and the clock on until something is true; days, not sleeps.
fn day_by_day(rapport: &Rapport, what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..8 {
        rapport.ok(&["run"]);
        if is_so() {
            return;
        }
        rapport.ok(&["practice", "clock", "+12h"]);
    }
    panic!("after four days still not: {what}\n{}", rapport.ok(&["doctor"]));
}

/// The notes that left; what came back lies in the same mailbox.
fn landed(rapport: &Rapport) -> Vec<Value> {
    let all = rapport.json(&["practice", "mailbox"]);
    all.into_iter().filter(|entry| entry["direction"] == "out").collect()
}

#[test]
fn today_shows_two_different_drafts_with_why_now_best_by_and_too_late_after() {
    let rapport = after_the_meeting();
    let ready: Vec<Value> =
        rows(&rapport).into_iter().filter(|row| row["group"] == "ready").collect();
    assert_eq!(ready.len(), 2, "{ready:#?}");
    for row in &ready {
        for key in ["why_now", "best_by", "too_late_after", "title"] {
            assert!(row[key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {row:#}");
        }
        assert!(row["acts"].as_array().unwrap().contains(&"approve".into()), "{row:#}");
    }
    let body = |name: &str| {
        let row = ready.iter().find(|row| row["name"] == name).unwrap();
        row["draft"]["body"].as_str().unwrap().to_owned()
    };
    let (dana, ivo) = (body("Dana Whitfield"), body("Ivo Marek"));
    assert!(dana.contains("Orkney") && !dana.contains("flaky"), "{dana}");
    assert!(ivo.contains("flaky") && !ivo.contains("Orkney"), "{ivo}");

    // The same for people: who, why now, the note, and what to type.
    let printed = rapport.ok(&[]);
    for words in [
        "Ready to send",
        "Dana Whitfield",
        "Best by",
        "too late after",
        "Orkney",
        "rapport approve 1",
        "rapport why 2",
        "Nell Ashworth",
        "Practice mode",
    ] {
        assert!(printed.contains(words), "`{words}` is missing:\n{printed}");
    }
    assert!(printed.lines().all(|line| line.chars().count() <= 80), "wider than 80:\n{printed}");
}

#[test]
fn the_story_from_a_meeting_to_an_answer() {
    let rapport = after_the_meeting();
    let printed = rapport.ok(&["approve", "Dana"]);
    assert!(printed.contains("rapport serve"), "says what sends it: {printed}");
    rapport.ok(&["undo", "Dana"]);
    rapport.ok(&["edit", "Dana", "--subject", "Thank you, and the scheduler"]);
    let act = rapport.one(&["approve", "Dana"]);
    assert_eq!(act["follow_up"]["draft"]["subject"], "Thank you, and the scheduler");

    day_by_day(&rapport, "Dana's note is delivered", || !landed(&rapport).is_empty());
    let notes = landed(&rapport);
    assert_eq!(notes.len(), 1, "only what was approved, once: {notes:#?}");
    assert!(notes[0]["title"].as_str().unwrap().contains("the scheduler"), "{notes:#?}");

    rapport.ok(&["practice", "answer", "Dana", QUESTION]);
    rapport.ok(&["run"]);
    let first = rows(&rapport).first().unwrap().clone();
    assert_eq!((&first["group"], &first["name"]), (&"they-wait".into(), &"Dana Whitfield".into()));
    assert!(first.to_string().contains("references"), "what she asked: {first:#}");
    assert!(first["waiting"].is_string(), "with a clock: {first:#}");

    // Her remaining notes and the one result check of the opportunity do not go out.
    for _ in 0..6 {
        rapport.ok(&["practice", "clock", "+3d"]);
        rapport.ok(&["run"]);
    }
    assert_eq!(landed(&rapport).len(), 1, "{:#?}", landed(&rapport));

    let shown = rapport.one(&["show", "Dana Whitfield"]);
    assert_eq!(shown["contact"]["turn"], "mine");
    let timeline = shown["timeline"].to_string();
    for words in ["Orkney", "references", "the scheduler"] {
        assert!(timeline.contains(words), "`{words}` is missing: {timeline}");
    }
    let why = rapport.ok(&["why", "Dana"]);
    assert!(why.to_lowercase().contains("answered"), "{why}");
}

#[test]
fn numbers_mean_the_rows_that_were_printed_last() {
    let rapport = after_the_meeting();
    let names: Vec<Value> = rows(&rapport).iter().map(|row| row["name"].clone()).collect();
    rapport.ok(&["approve", "1"]);
    // The agenda has moved on; what the user looks at has not.
    assert_eq!(rapport.one(&["approve"])["name"], names[1]);
    assert_eq!(rapport.one(&["undo", "1"])["name"], names[0]);
    assert_eq!(rapport.one(&["undo", "2"])["name"], names[1]);
    let said = rapport.fails(3, &["approve"]);
    assert!(said.contains("Dana Whitfield") && said.contains("Ivo Marek"), "{said}");
}

#[test]
fn the_editor_gets_the_draft_and_gives_it_back() {
    let rapport = after_the_meeting();
    let with_editor = |script: &str| {
        let mut command = rapport.command(&["edit", "Dana", "--json"]);
        let output = command.env("EDITOR", script).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let said =
        with_editor("sed -i 's/^Subject: .*/Subject: By hand/; s/Orkney/Orkney and Shetland/'");
    let act: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(act["follow_up"]["draft"]["subject"], "By hand");
    assert!(act["follow_up"]["draft"]["body"].to_string().contains("Orkney and Shetland"));
    assert!(with_editor("true").contains("Nothing was changed"));
    let left: Vec<_> = std::fs::read_dir(rapport.home().join("data")).unwrap().flatten().collect();
    assert!(left.iter().all(|file| !file.file_name().to_string_lossy().starts_with("draft-")));
}

#[test]
fn people_are_named_by_part_of_a_name_and_doubt_is_said() {
    let rapport = after_the_meeting();
    rapport.ok(&["contacts", "add", "Dana Osei", "--email", "osei@acme.example"]);
    let said = rapport.fails(3, &["show", "Dana"]);
    assert!(said.contains("Dana Osei") && said.contains("Dana Whitfield"), "{said}");
    let contact = rapport.one(&["contacts", "show", "ivo@acme.example"]);
    assert_eq!(contact["name"], "Ivo Marek");
}

#[test]
fn an_opt_out_is_for_ever() {
    let rapport = after_the_meeting();
    rapport.ok(&["approve", "Ivo"]);
    day_by_day(&rapport, "Ivo's note is delivered", || !landed(&rapport).is_empty());
    rapport.ok(&["practice", "opt-out", "Ivo"]);
    rapport.ok(&["run"]);
    let list = rapport.json(&["suppress", "--list"]);
    assert_eq!(
        (&list[0]["address"], &list[0]["for_ever"]),
        (&"ivo@acme.example".into(), &true.into())
    );
    rapport.fails(4, &["suppress", "--lift", "ivo@acme.example"]);
}

#[test]
fn a_plan_is_dated_and_every_date_has_its_reason() {
    let rapport = after_the_meeting();
    let plan = rapport.json(&["playbooks", "plan", "PB01", "--for", "Dana Whitfield"]);
    assert!(plan.len() > 1);
    for step in &plan {
        assert!(!step["why"].as_str().unwrap().is_empty(), "{step:#}");
        assert!(!step["when"].as_str().unwrap().is_empty(), "{step:#}");
    }
}

#[test]
fn records_are_entered_listed_and_changed() {
    let rapport = after_the_meeting();
    let opportunities = rapport.json(&["opportunities", "list"]);
    assert_eq!(opportunities.len(), 1);
    assert_eq!(opportunities[0]["contacts"].as_array().unwrap().len(), 2);
    let rated = rapport.one(&["opportunities", "rate", "Staff engineer", "4"]);
    assert_eq!(rated["fit"], 4);
    rapport.ok(&["appointments", "add", "Dana", "in 3 days", "--title", "Second talk"]);
    assert_eq!(rapport.json(&["appointments", "list"])[0]["title"], "Second talk");
    let cancelled = rapport.one(&["appointments", "cancel", "Second talk"]);
    assert_eq!(cancelled["cancelled"], true);
    rapport.ok(&["log", "Ivo", "--by", "call", "--said", "he will ask the team"]);
    rapport.ok(&["park", "Ivo", "in 3 weeks"]);
    assert!(rapport.one(&["contacts", "show", "Ivo"])["parked"].is_string());
    rapport.ok(&["unpark", "Ivo"]);
    rapport.ok(&["away", "in 30 days", "in 40 days"]);
    assert_eq!(rapport.json(&["away", "--list"]).len(), 1);
    rapport.ok(&["stop-all"]);
    assert_eq!(rapport.one(&["me"])["stopped"], true);
    rapport.ok(&["stop-all", "--lift"]);
    assert!(rapport.json(&["playbooks", "list"]).len() >= 14);
    let text = rapport.ok(&["playbooks", "show", "PB01"]);
    let file = rapport.home().join("pb01.toml");
    std::fs::write(&file, text).unwrap();
    rapport.ok(&["playbooks", "check", file.to_str().unwrap()]);
}

#[test]
fn a_backup_brings_the_data_back() {
    let rapport = after_the_meeting();
    let file = rapport.home().join("copy.backup");
    rapport.ok(&["backup", file.to_str().unwrap()]);
    rapport.ok(&["contacts", "edit", "Ivo", "--position", "Test lead"]);
    rapport.ok(&["restore", file.to_str().unwrap()]);
    assert!(rapport.one(&["contacts", "show", "Ivo"])["role"].is_null());
}
