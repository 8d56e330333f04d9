//! Who the tests are about: Nell, whose installation it is, and whom she meets.

use super::Rapport;

/// Nell's sender block is complete, so that a draft can be approved.
pub fn nell(rapport: &Rapport) {
    #[rustfmt::skip]
    rapport.ok(&[
        "me", "--name", "Nell Ashworth", "--email", "nell@ashworth.example",
        "--mobile", "07700 900417", "--landline", "0117 496 0123",
        "--postal", "14 Orchard Lane; Bristol BS1 5TR",
        "--country", "GB", "--zone", "Europe/London",
    ]);
}

/// The words of an interview with Dana.
#[rustfmt::skip]
pub const DANA: &[&str] = &[
    "met", "Dana Whitfield", "--at", "Acme Robotics", "--email", "dana@acme.example",
    "--kind", "interview", "--role", "Staff engineer", "--decides", "in 10 days",
    "--said", "her sailing trip to Orkney; the test rig needs a new scheduler",
];

/// A fresh installation, where Nell has met Dana.
pub fn met_dana() -> Rapport {
    let rapport = Rapport::new();
    nell(&rapport);
    rapport.ok(DANA);
    rapport
}

/// One of many: met at an interview of their own, with words of their own.
pub fn meeting_with<'a>(name: &'a str, address: &'a str, said: &'a str) -> Vec<&'a str> {
    vec!["met", name, "--email", address, "--kind", "interview", "--said", said]
}

/// The contacts by name.
pub fn names(rapport: &Rapport) -> Vec<String> {
    let contacts = rapport.json(&["contacts", "list"]);
    let name = |contact: &serde_json::Value| contact["name"].as_str().unwrap().to_owned();
    contacts.iter().map(name).collect()
}

/// The check of the doctor about this subject, as level and sentence.
pub fn doctor_on(rapport: &Rapport, subject: &str) -> Option<(String, String)> {
    let said = rapport.run(&["doctor", "--json"]);
    let health: serde_json::Value = serde_json::from_str(&said.stdout).expect("doctor says JSON");
    let checks = health["checks"].as_array().unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    checks
        .iter()
        .filter(|check| check["subject"] == subject)
        .max_by_key(|check| check["level"] == "bad")
        .map(|check| {
            let sentence = format!("{} {}", text(&check["sentence"]), text(&check["remedy"]));
            (text(&check["level"]), sentence)
        })
}
