//! `rapport inspect phone|name|address` and `contacts duplicates --from`: the keys are a promise,
//! each line has an answer, and no data is touched.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::support::Rapport;

/// The answers to lines of stdin.
fn answers(rapport: &Rapport, words: &[&str], lines: &str) -> Vec<Value> {
    let mut all = words.to_vec();
    all.push("--json");
    let mut child =
        rapport.command(&all).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let said = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    said.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_number_has_every_key() {
    let rapport = Rapport::new();
    let phone = rapport.one(&["inspect", "phone", "030 123456", "--country", "de"]);
    assert_eq!(
        phone,
        json!({
            "input": "030 123456", "valid": true, "possible": true, "e164": "+4930123456",
            "international": "+49 30 123456", "national": "030 123456", "country": "DE", "kind": "fixed",
            "extension": null, "why": null
        })
    );
    let phones = answers(
        &rapport,
        &["inspect", "phone", "-"],
        "+49 30 123456 ext. 7\n{\"phone\": \"030 123456\"}\n\n",
    );
    assert_eq!(phones.len(), 3);
    assert_eq!((&phones[0]["extension"], &phones[0]["e164"]), (&json!("7"), &json!("+4930123456")));
    assert_eq!((&phones[1]["valid"], &phones[1]["e164"]), (&json!(false), &Value::Null));
    assert!(phones[2]["why"].is_string());
    let wrong = rapport.run(&["inspect", "phone", "030 1", "--country", "Germany"]);
    assert_eq!(wrong.code, 3, "{wrong:#?}");
}

#[test]
fn a_name_has_every_key() {
    let rapport = Rapport::new();
    let mut name = rapport.one(&["inspect", "name", "Dr. Anke van der Beek, MBA"]);
    assert!(name.as_object_mut().unwrap().remove("why").unwrap().is_string());
    assert_eq!(
        name,
        json!({
            "input": "Dr. Anke van der Beek, MBA", "kind": "person", "title": "Dr.", "given": "Anke", "middle": null,
            "family": "van der Beek", "suffix": "MBA", "nickname": null, "salutation": "Dear Dr. van der Beek",
            "same": null, "email_fits": null
        })
    );
    let lines = "{\"name\": \"Bob Quick\", \"other\": \"Robert Quick\"}\n{\"name\": \"Bob Quick\", \"email\": \"mreyes@example.org\"}\nQuick GmbH\n";
    let names = answers(&rapport, &["inspect", "name", "-"], lines);
    assert_eq!((&names[0]["same"], &names[0]["email_fits"]), (&json!(true), &Value::Null));
    assert_eq!(names[1]["email_fits"], false);
    assert_eq!(
        (&names[2]["kind"], &names[2]["salutation"]),
        (&json!("organisation"), &Value::Null)
    );
}

#[test]
fn an_address_has_every_key() {
    let rapport = Rapport::new();
    let parts = json!({
        "name": "Dana Reyes", "road": "Wiązowa", "house_number": 7, "postcode": "00950", "city": "Warszawa",
        "country_code": "pl", "what3words": "a.b.c"
    });
    let lines = format!("{parts}\nElm Street 7\n");
    let addresses = answers(&rapport, &["inspect", "address", "-", "--from", "DE"], &lines);
    assert_eq!(addresses.len(), 2);
    assert_eq!(
        addresses[0],
        json!({
            "lines": ["Dana Reyes", "Wiązowa 7", "00-950 Warszawa"], "country_line": "POLEN", "missing": [],
            "postcode_valid": false, "country": "PL", "unused": ["what3words"],
            "findings": ["the postcode is written 00-950 in Poland"]
        })
    );
    assert_eq!(addresses[1]["error"]["line"], 2);
}

#[test]
fn pairs_of_a_table_are_named_and_no_data_is_opened() {
    let rapport = Rapport::new();
    let file = rapport.home().join("people.csv");
    fs::write(
        &file,
        "id,given_name,family_name,birthday,email,city\n\
         a,Dana,Reyes,1980-03-22,dana@example.org,Springfield\n\
         b,Marlon,Quick,1971-11-02,marlon@example.org,Springfield\n\
         c,Dana,Reyse,1980-03-22,dana@example.org,Springfield\n",
    )
    .unwrap();
    let file = file.to_str().unwrap();
    let pairs = rapport.json(&["contacts", "duplicates", "--from", file]);
    assert_eq!(pairs.len(), 1);
    assert_eq!(
        (&pairs[0]["a"], &pairs[0]["b"], &pairs[0]["verdict"]),
        (&json!("a"), &json!("c"), &json!("same"))
    );
    assert!(pairs[0]["probability"].as_f64().unwrap() > 0.999);
    assert!(!pairs[0]["why"].as_array().unwrap().is_empty());
    let keys: Vec<&String> = pairs[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["a", "b", "probability", "verdict", "why"]);
    let said = rapport.ok(&["contacts", "duplicates", "--from", file]);
    assert!(said.contains("a and c: same"), "{said}");
    assert!(rapport.run(&["contacts", "duplicates", "--from", "/nowhere.csv"]).code != 0);
    fs::write(file, "colour,size\nred,5\n").unwrap();
    assert!(rapport.run(&["contacts", "duplicates", "--from", file]).code != 0);
}
