//! Tests of `starttls`.

use super::*;

/// Runs the dialogue against a server that sends `lines` whatever it is told.
async fn against(protocol: Protocol, lines: &str) -> (io::Result<Prelude>, String) {
    let (mut near, mut far) = tokio::io::duplex(4096);
    far.write_all(lines.as_bytes()).await.unwrap();
    let outcome = ask(&mut near, protocol).await;
    drop(near);
    let mut said = String::new();
    far.read_to_string(&mut said).await.unwrap();
    (outcome, said)
}

#[tokio::test]
async fn smtp_goes_ahead_only_when_offered() {
    let (outcome, said) = against(
        Protocol::Smtp,
        "220 hello\r\n250-mail\r\n250-SIZE 10\r\n250 STARTTLS\r\n220 go\r\n",
    )
    .await;
    assert_eq!(outcome.unwrap(), Prelude::GoAhead);
    assert_eq!(said, "EHLO [127.0.0.1]\r\nSTARTTLS\r\n");
    let (outcome, said) = against(Protocol::Smtp, "220 hello\r\n250 SIZE 10\r\n").await;
    assert_eq!(outcome.unwrap(), Prelude::NotOffered);
    assert_eq!(said, "EHLO [127.0.0.1]\r\n", "no login, no message in clear text");
    let (outcome, _) = against(Protocol::Smtp, "421 busy\r\n").await;
    assert_eq!(outcome.unwrap(), Prelude::TurnedAway("421 busy".into()));
    let (outcome, _) = against(Protocol::Smtp, "* OK IMAP\r\n").await;
    assert!(matches!(outcome.unwrap(), Prelude::NotThisProtocol(_)));
}

#[tokio::test]
async fn imap_goes_ahead_only_when_offered_and_not_logged_in_already() {
    let (outcome, said) =
        against(Protocol::Imap, "* OK hello\r\n* CAPABILITY X\r\ns1 OK go\r\n").await;
    assert_eq!(outcome.unwrap(), Prelude::GoAhead);
    assert_eq!(said, "s1 STARTTLS\r\n");
    let (outcome, _) = against(Protocol::Imap, "* OK hello\r\ns1 BAD what\r\n").await;
    assert_eq!(outcome.unwrap(), Prelude::NotOffered);
    let (outcome, said) = against(Protocol::Imap, "* PREAUTH welcome\r\n").await;
    assert_eq!(outcome.unwrap(), Prelude::NotOffered);
    assert_eq!(said, "");
    let (outcome, _) = against(Protocol::Imap, "* BYE full\r\n").await;
    assert_eq!(outcome.unwrap(), Prelude::TurnedAway("* BYE full".into()));
}

#[tokio::test]
async fn bytes_after_the_go_ahead_stay_in_the_stream() {
    let (mut near, mut far) = tokio::io::duplex(4096);
    far.write_all(b"* OK hello\r\ns1 OK go\r\nINJECTED").await.unwrap();
    assert_eq!(ask(&mut near, Protocol::Imap).await.unwrap(), Prelude::GoAhead);
    drop(far);
    let mut rest = String::new();
    near.read_to_string(&mut rest).await.unwrap();
    assert_eq!(rest, "INJECTED");
}

#[tokio::test]
async fn endless_lines_and_replies_end() {
    let (outcome, _) = against(Protocol::Smtp, &"220-a\r\n".repeat(101)).await;
    assert!(outcome.is_err());
    let (mut near, mut far) = tokio::io::duplex(LONGEST_LINE * 2);
    far.write_all(&vec![b'x'; LONGEST_LINE]).await.unwrap();
    assert!(read_line(&mut near).await.is_err());
}
