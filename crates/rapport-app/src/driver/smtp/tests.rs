//! Tests of `smtp`.

use super::*;

#[test]
fn a_lone_carriage_return_or_line_feed_is_found_anywhere() {
    assert!(!has_bare_line_end(b"a\r\n\r\nb\r\n"));
    assert!(!has_bare_line_end(b""));
    for bad in [&b"\nx"[..], b"a\nb", b"a\rb", b"a\r", b"a\r\r\n", b"x\n.\r\n"] {
        assert!(has_bare_line_end(bad), "{bad:?}");
    }
}

#[tokio::test]
async fn an_unusable_envelope_or_message_is_refused_before_dialling() {
    // No server listens there: reaching it would be another outcome.
    let server = MailServer {
        host: "localhost".into(),
        port: 1,
        security: Security::ImplicitTls,
        login: crate::driver::Login::Password { user: "u".into(), secret: "s".into() },
        extra_root_pem: None,
        deadlines: crate::driver::Deadlines::default(),
        network: crate::driver::network::Network::Machine,
    };
    let commit = || async { panic!("nothing may be committed") };
    for (from, to, message, whose) in [
        ("no address", "b@example.org", &b"x\r\n"[..], Whose::OurSide),
        ("a@example.org", "b@example.org>\r\nRCPT TO:<c@d.e", b"x\r\n", Whose::Recipient),
        ("a@example.org", "b@example.org", b"x\n.\r\n", Whose::Content),
    ] {
        let Delivery::Failed { why } = deliver(&server, from, to, message, commit).await else {
            panic!("{from} {to} should be refused");
        };
        assert_eq!(why.whose, whose);
        assert_eq!(why.stage, Stage::BeforeDialling);
    }
    let refused = deliver(&server, "a@example.org", "b@example.org", b"x\r\n", commit).await;
    assert!(
        matches!(refused, Delivery::NoConnection { why: ConnectError::Refused { .. } }),
        "{refused:?}"
    );
}
