//! Tests of `typed`.

use super::*;

fn input(address: &str) -> AccountInput {
    AccountInput {
        address: address.to_owned(),
        name: None,
        user: None,
        login: LoginInput::Password("secret".to_owned()),
        submission: None,
        imap: None,
        root_certificates: None,
        read_junk: false,
        untested: false,
        provider: None,
    }
}

#[test]
fn servers_are_read_in_short_and_in_full() {
    for (text, host, port, security) in [
        ("mail.example.org:465:tls", "mail.example.org", 465, SecurityWord::Tls),
        ("mail.example.org:2525:StartTLS", "mail.example.org", 2525, SecurityWord::StartTls),
        ("mail.example.org:587", "mail.example.org", 587, SecurityWord::StartTls),
        ("mail.example.org", "mail.example.org", 993, SecurityWord::Tls),
    ] {
        let read = endpoint(text, "--imap", 993).unwrap();
        assert_eq!((read.host.as_str(), read.port, read.security), (host, port, security));
    }
    for wrong in ["", ":993", "host:0:tls", "host:99999", "host:993:plain", "a:1:tls:x", "a b:1"] {
        assert!(endpoint(wrong, "--imap", 993).is_err(), "{wrong}");
    }
}

#[test]
fn what_is_typed_wins_over_the_preset_and_its_habits() {
    let mut typed = input("dana@gmail.com");
    assert_eq!(servers("dana@gmail.com", &typed).unwrap().imap.host, "imap.gmail.com");
    typed.imap = Some("imap.example.org:993:tls".to_owned());
    let found = servers("dana@gmail.com", &typed).unwrap();
    assert_eq!(found.imap.host, "imap.example.org");
    assert_eq!(found.submission.host, "smtp.gmail.com");
    assert!(found.preset.is_none());
}

#[test]
fn a_domain_of_ones_own_needs_servers_or_a_provider() {
    let mut typed = input("dana@acme.example");
    assert!(servers("dana@acme.example", &typed).is_err());
    typed.provider = Some("google workspace".to_owned());
    assert_eq!(servers("dana@acme.example", &typed).unwrap().imap.host, "imap.gmail.com");
}

#[test]
fn a_password_for_a_provider_that_takes_none_is_refused_with_what_to_do() {
    let error = servers("dana@outlook.com", &input("dana@outlook.com")).err().unwrap();
    assert!(error.what.contains("takes no password"), "{error:?}");
    assert!(error.hints.iter().any(|hint| hint.contains("client")), "{error:?}");
}

#[test]
fn addresses_are_checked() {
    assert_eq!(address(" Me@Example.org ").unwrap(), "me@example.org");
    for wrong in ["me", "@example.org", "me@local", "a@b@c.org", "a b@c.org", "me@x.org\r\nBcc: a"]
    {
        assert!(address(wrong).is_err(), "{wrong}");
    }
}
