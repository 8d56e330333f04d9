//! What leaves on the command line: export and back, erase, feeds, cards, digests, merges.

use crate::support::Rapport;
use crate::support::people::nell;

fn met(rapport: &Rapport, name: &str, address: &str) {
    let at = ["--at", "Acme Robotics", "--email", address, "--kind", "interview"];
    let mut words = vec!["met", name];
    words.extend(at);
    rapport.ok(&words);
}

#[test]
fn everything_goes_out_and_comes_back_into_new_data() {
    let rapport = Rapport::new();
    nell(&rapport);
    met(&rapport, "Dana Whitfield", "dana@acme.example");
    let out = rapport.home().join("out");
    let out = out.to_str().unwrap();
    let view = rapport.one(&["export", out]);
    assert_eq!((&view["contacts"], &view["touchpoints"]), (&1.into(), &1.into()));
    assert!(rapport.fails(4, &["export", out]).contains("holds something"));
    assert!(rapport.fails(4, &["export", "--restore", out]).contains("already"));
    let other = Rapport::new();
    assert!(other.ok(&["import", out]).contains("rows were put back"));
    assert_eq!(other.one(&["contacts", "show", "Dana"])["name"], "Dana Whitfield");
    assert!(other.fails(3, &["export", "--restore", "/nowhere/at/all"]).contains("/nowhere"));
    let one = rapport.home().join("dana");
    rapport.ok(&["export", one.to_str().unwrap(), "--contact", "Dana"]);
    assert!(one.join("contact.vcf").is_file());
    assert!(rapport.fails(4, &["erase", "Dana"]).contains("--yes"));
    assert!(rapport.ok(&["erase", "Dana", "--yes"]).contains("erased"));
    assert!(rapport.json(&["contacts", "list"]).is_empty());
}

#[test]
fn links_digests_and_pairs_have_verbs() {
    let rapport = Rapport::new();
    nell(&rapport);
    let feed = rapport.one(&["feed", "new", "phone"]);
    assert!(feed["path"].as_str().unwrap().ends_with(".ics"));
    assert_eq!(rapport.json(&["feed", "list"])[0]["name"], "phone");
    assert!(rapport.ok(&["feed", "revoke", "phone"]).contains("closed"));
    assert!(rapport.fails(3, &["feed", "revoke", "phone"]).contains("no feed"));
    rapport.ok(&["card", "new", "mail"]);
    assert_eq!(rapport.json(&["card", "list"]).len(), 1);
    assert!(rapport.fails(2, &["card", "new", "shoes"]).contains("no field"));
    let digest =
        rapport.one(&["digest", "--days", "mon,Tuesday", "--at", "08:00", "--week", "fri"]);
    assert_eq!((&digest["days"][1], &digest["week"]), (&"tue".into(), &"fri".into()));
    assert!(rapport.ok(&["digest", "--days", "none", "--week", "none"]).contains("never"));
    assert!(rapport.ok(&["digest", "--show"]).contains("Your week"));
    met(&rapport, "Siobhan O'Hara", "siobhan.ohara@acme.example");
    met(&rapport, "Siobhan OHara", "siobhan.ohara@home.example");
    let pairs = rapport.json(&["contacts", "duplicates"]);
    let (a, b) = (pairs[0]["a"].as_str().unwrap(), pairs[0]["b"].as_str().unwrap());
    let merge = rapport.one(&["contacts", "merge", a, b]);
    assert_eq!(rapport.json(&["contacts", "list"]).len(), 1);
    assert_eq!(rapport.json(&["contacts", "unmerge"]).len(), 1);
    rapport.ok(&["contacts", "unmerge", merge["id"].as_str().unwrap()]);
    assert_eq!(rapport.json(&["contacts", "list"]).len(), 2);
    assert!(rapport.ok(&["contacts", "different", a, b]).contains("two"));
    assert!(rapport.json(&["contacts", "duplicates"]).is_empty());
    assert!(rapport.json(&["contacts", "duplicates", "--merge-sure"]).is_empty());
    assert!(rapport.ok(&["contacts", "duplicates", "--by-itself", "off"]).contains("asked"));
    assert!(rapport.ok(&["contacts", "duplicates", "--by-itself", "on"]).contains("become one"));
}
