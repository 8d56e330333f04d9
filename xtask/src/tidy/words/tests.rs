//! Tests of `words`.

use super::*;

fn found(path: &str, code: &str) -> Vec<String> {
    let policy = "[rejected]\nlead = \"contact\"\ncfg = \"settings\"\nunsubscribe = \"opt_out\"\n\
            [[exception]]\nword = \"lead\"\nidentifier = \"lead_time\"\nreason = \"in the glossary\"\n\
            [[exception]]\nword = \"unsubscribe\"\npath = \"crates/rapport-mail/\"\nreason = \"a header\"\n";
    let glossary = Glossary::parse(&policy.parse().unwrap()).unwrap();
    check(&[Source::read(path, code)], &glossary).into_iter().map(|found| found.what).collect()
}

#[test]
fn words_are_split_in_both_cases() {
    assert_eq!(split("newLeadId2"), ["new", "lead", "id"]);
    assert_eq!(split("LEAD_TIME"), ["lead", "time"]);
    assert_eq!(split("misleading"), ["misleading"]);
}

#[test]
fn declared_names_are_checked() {
    for code in [
        "fn find_lead() {}",
        "fn find(lead: &str) {}",
        "struct LeadList;",
        "struct A { pub lead: u8 }",
        "enum A { Lead(u8), B }",
        "enum A { B { lead: u8 } }",
        "fn a() { let lead = 1; }",
        "fn a() { if let Some(mut lead) = b {} }",
        "const LEAD: u8 = 1;",
        "mod lead;",
    ] {
        assert_eq!(found("crates/a/src/a.rs", code).len(), 1, "{code}");
    }
}

#[test]
fn names_of_others_and_exceptions_pass() {
    for code in [
        "fn a() { other.cfg(); Other { cfg: 1 } }",
        "fn a() { let Other { cfg: mine } = b; }",
        "#[cfg(test)] fn a() {}",
        "// a lead\nfn a() { say(\"lead\") }",
        "struct A { lead_time: u8, misleading: u8 }",
        "fn a(b: std::lead::B) {}",
    ] {
        assert_eq!(found("crates/a/src/a.rs", code), [""; 0], "{code}");
    }
    let header = "fn list_unsubscribe() {}";
    assert_eq!(found("crates/rapport-mail/src/a.rs", header), [""; 0]);
    assert_eq!(found("crates/rapport-app/src/a.rs", header).len(), 1);
}

#[test]
fn an_exception_needs_a_reason() {
    let policy = "[rejected]\n[[exception]]\nword = \"lead\"\n";
    assert!(Glossary::parse(&policy.parse().unwrap()).is_err());
}
