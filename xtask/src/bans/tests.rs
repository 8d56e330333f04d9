//! Tests of `bans`.

use super::*;

fn package(name: &str, version: &str, licence: &str, ours: bool) -> Package {
    Package { name: name.into(), version: version.into(), licence: licence.into(), ours }
}

fn table(text: &str) -> toml::Table {
    text.parse().unwrap()
}

#[test]
fn duplicates_must_be_reviewed_and_reviews_must_be_needed() {
    let packages = [
        package("a", "1.0.0", "MIT", false),
        package("a", "2.0.0", "MIT", false),
        package("b", "1.0.0", "MIT", false),
    ];
    let check = |text: &str| check_duplicates(&packages, &table(text));
    assert!(check("[duplicates]\na = \"x needs 1\"").is_empty());
    assert!(check("[duplicates]")[0].contains("a comes in versions 1.0.0, 2.0.0"));
    assert!(check("[duplicates]\na = \"\"")[0].contains("no reason"));
    assert!(check("[duplicates]\na = \"x\"\nb = \"y\"")[0].contains("b is a duplicate no longer"));
}

#[test]
fn licences_and_bans_name_the_package() {
    let policy = table("[allowed]\nMIT = \"\"\nApache-2.0 = \"\"\n[banned]\nopenssl-sys = \"C\"");
    let packages = [
        package("good", "1.0.0", "MIT/Apache-2.0", false),
        package("bad", "1.0.0", "GPL-3.0-only", false),
        package("mute", "1.0.0", "", false),
        package("mine", "1.0.0", "MIT", true),
        package("openssl-sys", "0.9.0", "MIT", false),
    ];
    let complaints = check_licences(&packages, &policy);
    let starts: Vec<&str> =
        complaints.iter().filter_map(|line| line.split([' ', ':']).next()).collect();
    assert_eq!(starts, ["bad", "mute", "mine"]);
    assert_eq!(check_banned(&packages, &policy).len(), 1);
}
