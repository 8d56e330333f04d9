//! Tests of `presets`.

use super::*;
use std::collections::BTreeSet;

fn name(domain: &str) -> Option<&'static str> {
    by_domain(domain).map(|preset| preset.name)
}

#[test]
fn domains_find_their_provider() {
    for (domain, provider) in [
        ("dana@gmail.com", "Gmail"),
        ("googlemail.com", "Gmail"),
        ("Ivo@Hotmail.co.uk", "Outlook.com"),
        ("live.de", "Outlook.com"),
        ("msn.com", "Outlook.com"),
        ("mac.com", "iCloud"),
        ("yahoo.co.jp.", "Yahoo"),
        ("aol.com", "AOL"),
        ("fastmail.fm", "Fastmail"),
        ("gmx.at", "GMX"),
        ("web.de", "WEB.DE"),
        ("t-online.de", "T-Online"),
        ("mailbox.org", "mailbox.org"),
        ("posteo.net", "Posteo"),
        ("zohomail.eu", "Zoho (EU)"),
        ("pm.me", "Proton"),
        ("online.de", "IONOS"),
    ] {
        assert_eq!(name(domain), Some(provider), "{domain}");
    }
    for unknown in ["acme.example", "yahoo.example.org", "notgmail.com", "", "@", "yahoo."] {
        assert_eq!(name(unknown), None, "{unknown}");
    }
}

#[test]
fn a_companys_domain_is_known_by_its_mx() {
    let name = |host| by_mx(host).map(|preset| preset.name);
    assert_eq!(name("aspmx.l.google.com."), Some("Google Workspace"));
    assert_eq!(name("acme-example.mail.protection.outlook.com"), Some("Microsoft 365"));
    assert_eq!(name("mx00.kundenserver.de"), Some("IONOS"));
    assert_eq!(name("notgoogle.com"), None);
    assert_eq!(name("mail.acme.example"), None);
}

#[test]
fn the_table_is_sound() {
    let (mut seen, mut domains) = (BTreeSet::new(), BTreeSet::new());
    for preset in PRESETS {
        assert!(seen.insert(preset.name), "{} twice", preset.name);
        assert_eq!(by_name(preset.name), Some(preset));
        for domain in preset.domains {
            assert!(domains.insert(domain), "{domain} twice");
            assert_eq!(*domain, domain.to_lowercase());
        }
        for (endpoint, implicit, starttls) in
            [(preset.imap, 993, [143, 1143]), (preset.smtp, 465, [587, 1025])]
        {
            match endpoint.security {
                Security::ImplicitTls => assert_eq!(endpoint.port, implicit, "{}", preset.name),
                Security::StartTls => {
                    assert!(starttls.contains(&endpoint.port), "{}", preset.name);
                }
            }
        }
        assert!(!preset.preparation.is_empty() || preset.login == LoginKind::Password);
        assert!(preset.preparation.iter().all(|step| !step.ends_with('.')));
        assert!(preset.daily_budget() > 0);
    }
    assert!(PRESETS.len() >= 17);
}

#[test]
fn the_budget_is_a_tenth_of_the_ceiling() {
    assert_eq!(by_name("gmail").unwrap().daily_budget(), 50);
    assert_eq!(by_name("Outlook.com").unwrap().daily_budget(), 30);
    assert_eq!(by_name("Fastmail").unwrap().daily_budget(), MODEST);
}
