//! A lived-in installation, and the list of all pages as they look there.

use serde_json::Value;

use crate::desk::Desk;
use crate::support::{Rapport, people, shifted};

/// As wide and high as a phone and as a desk, in CSS pixels.
pub const SIZES: [(u32, u32); 2] = [(360, 740), (1280, 800)];

/// What a system may say that it prefers.
pub const SCHEMES: [&str; 2] = ["light", "dark"];

/// A page by name and path.
pub struct Page {
    /// What the picture of it is called.
    pub name: &'static str,
    /// Where it is.
    pub path: String,
    /// What is done there before it is looked at, as the body of a function.
    pub then: &'static str,
}

/// Nell's desk after some weeks of looking for a job.
pub fn lived_in() -> Desk {
    let rapport = Rapport::new();
    rapport.later(shifted::to_a_tuesday_morning());
    let ok = |words: &[&str]| drop(rapport.ok(words));
    people::nell(&rapport);
    #[rustfmt::skip]
    let meetings: [&[&str]; 6] = [
        &["met", "Dana Whitfield", "--at", "Acme Robotics", "--email", "dana@acme.example",
          "--kind", "interview", "--role", "Staff engineer", "--decides", "in 10 days", "--when", "yesterday 15:00",
          "--said", "her sailing trip to Orkney; the test rig needs a new scheduler"],
        &["met", "Ivo Marek", "--same-meeting", "--email", "ivo@acme.example",
          "--said", "asked about flaky hardware tests"],
        &["met", "Ines Okafor", "--at", "Larkfield Studio", "--email", "ines@larkfield.example",
          "--kind", "interview", "--role", "Design lead", "--when", "yesterday 11:00",
          "--said", "the glass roof of their hall; a colleague who keeps bees"],
        &["met", "Tomás Quell", "--at", "Harbour Lights Theatre", "--email", "tomas@harbour.example",
          "--kind", "event", "--when", "yesterday 19:00", "--said", "their winter season; a lighting desk from 1974"],
        &["met", "Margit Ås", "--at", "Nordlys Instruments", "--email", "margit@nordlys.example",
          "--kind", "event", "--when", "yesterday 19:30", "--said", "measuring snow from the air"],
        &["met", "Bram de Wit", "--at", "Kestrel Optics", "--email", "bram@kestrel.example",
          "--kind", "interview", "--role", "Optics engineer", "--when", "yesterday 9:30",
          "--said", "a telescope on his balcony"],
    ];
    for words in meetings {
        ok(words);
    }
    for who in ["Ines", "Bram"] {
        ok(&["approve", who, "--now"]);
    }
    ok(&["practice", "clock", "+4h"]);
    ok(&[
        "practice",
        "answer",
        "Ines",
        "Could you send me two references by Monday? And did the bees survive?",
    ]);
    ok(&[
        "practice",
        "answer",
        "Bram",
        "Thank you. We have decided to go on with another candidate.",
    ]);
    ok(&["tag", "conference", "Tomás", "Margit"]);
    #[rustfmt::skip]
    ok(&["opportunities", "add", "Lighting engineer", "--at", "Harbour Lights Theatre"]);
    papers(&rapport);
    ok(&["run"]);
    Desk::before(rapport)
}

/// A card waits to be posted, a file was imported with a slip in it, somebody is there twice.
fn papers(rapport: &Rapport) {
    let ok = |words: &[&str]| drop(rapport.ok(words));
    #[rustfmt::skip]
    ok(&["met", "Rosa Lindqvist", "--at", "Fjord Systems", "--email", "rosa@fjord.example",
         "--kind", "interview", "--role", "Platform lead", "--when", "yesterday 10:00", "--fit", "5",
         "--country", "GB", "--postal", "12 Quay Street; Bristol; BS1 4QX",
         "--said", "the morning ferry over the harbour"]);
    #[rustfmt::skip]
    ok(&["appointments", "add", "Rosa", "friday", "10:00", "--title", "Second talk",
         "--opportunity", "Platform lead", "--keen"]);
    let file = rapport.home().join("fair.csv");
    let table = "Name,Email,Phone,Organisation\n\
        Amadou Keita,amadou@gmial.com,,Robotics Fair\n\
        Petra Novak,petra@novak.example,0117 496 0188,Novak Prints\n\
        Petra Nováková,,0117 496 0188,Novak Prints\n";
    std::fs::write(&file, table).unwrap();
    ok(&["import", "--yes", "--event", "Robotics Fair", file.to_str().unwrap()]);
}

/// Every page of a signed-in user, by name.
pub fn pages(desk: &Desk) -> Vec<Page> {
    let show = |who: &str| desk.rapport.one(&["show", who]);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (dana, ines) = (show("Dana"), show("Ines"));
    let (dana_id, ines_id) = (text(&dana["contact"]["id"]), text(&ines["contact"]["id"]));
    let note = text(&dana["follow_ups"][0]["id"]);
    let message =
        ines["timeline"].as_array().unwrap().iter().find(|entry| entry["direction"] == "in");
    let message = text(&message.expect("Ines answered")["message"]);
    let rosa = show("Rosa");
    let envelope = text(&desk.rapport.json(&["letters", "list"])[0]["follow_up"]);
    let mut others = rosa["follow_ups"].as_array().unwrap().iter().map(|it| text(&it["id"]));
    let card = others.find(|id| *id != envelope).expect("her thank-you note is in review");
    let twice = &desk.rapport.json(&["contacts", "duplicates"])[0];
    let (one, two) = (text(&twice["a"]), text(&twice["b"]));
    let opportunity = text(&desk.rapport.json(&["opportunities", "list"])[0]["id"]);
    let page = |name, path: &str, then| Page { name, path: path.to_owned(), then };
    let open = "document.querySelectorAll('details').forEach((it) => { it.open = true; });";
    vec![
        page("today", "/", ""),
        page("today-chosen", &format!("/?at={note}"), ""),
        page("approve", &format!("/approve?at={note}"), ""),
        page("edit", &format!("/approve?at={note}&edit=1"), ""),
        page("capture", "/capture", ""),
        page(
            "capture-read",
            "/capture?say=Met+Hana+Sato+at+Kestrel+Optics+yesterday%2C+interview+for+platform+lead%2C+hana%40kestrel.example",
            "",
        ),
        page("capture-event", "/capture?event=Robotics+Fair", ""),
        page("capture-stack", "/capture?stack=1", ""),
        page("capture-offline", "/capture/offline", ""),
        page("inbox", "/inbox", ""),
        page("people", "/people", ""),
        page("people-none", "/people?text=zzz", ""),
        page("found", "/people/found?text=bees", ""),
        page("people-import", "/people/import", ""),
        page("people-check", "/people/check", ""),
        page("people-twice", "/people/twice", ""),
        page("people-merge", &format!("/people/merge?a={one}&b={two}"), ""),
        page("letters", "/letters", open),
        page("letter", &format!("/letters?at={card}"), ""),
        page("brief", &format!("/brief/{dana_id}"), ""),
        page("person", &format!("/person/{dana_id}"), ""),
        page("person-answered", &format!("/person/{ines_id}"), ""),
        page("person-edit", &format!("/person/{dana_id}?edit=1"), ""),
        page("person-plan", &format!("/person/{dana_id}?plan=PB01"), ""),
        page("message", &format!("/message/{message}"), ""),
        page("opportunities", "/opportunities", ""),
        page("opportunity", &format!("/opportunities?at={opportunity}"), ""),
        page("opportunities-table", "/opportunities?view=table", ""),
        page("playbooks", "/playbooks", ""),
        page("playbook", "/playbooks/PB01?who=Dana+Whitfield", ""),
        page("playbook-form", "/playbooks/PB01/form", ""),
        page("playbook-file", "/playbooks/PB01/file", ""),
        page("settings", "/settings", ""),
        page("settings-sending", "/settings/sending", ""),
        page("settings-accounts", "/settings/accounts", open),
        page("settings-paper", "/settings/paper", ""),
        page("settings-leaving", "/settings/leaving", open),
        page("settings-findings", "/settings/findings", ""),
        page("settings-no-contact", "/settings/no-contact", ""),
        page("settings-server", "/settings/server", ""),
        page("access", "/access", ""),
        page("health", "/health/page", ""),
        page("more", "/more", ""),
        page("welcome", "/welcome", ""),
        page("welcome-from", "/welcome/from", ""),
        page("welcome-account", "/welcome/account", open),
        page("welcome-after", "/welcome/after", ""),
        page("palette", "/", "document.getElementById('palette').showModal();"),
        page("keys", "/", "document.getElementById('keys').showModal();"),
        page("not-here", "/nowhere", ""),
        page("login", "/login", ""),
    ]
}
