//! Recorded dialogues over an in-memory stream: what a real server does not do on request.

use std::future::Future;
use std::time::Duration;

use async_imap::Client;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

use super::*;

const DEADLINES: Deadlines = Deadlines {
    connect: Duration::from_secs(5),
    command: Duration::from_millis(300),
    body: Duration::from_millis(300),
};

/// Runs `client` on a logged-in session against a server that gives, for each command of the
/// script, the lines beside it; `TAG` stands for the command's tag. A script that ends hangs
/// up; an answer of `SILENCE` says nothing for ever.
async fn against<F, Fut>(script: &'static [(&'static str, &'static str)], client: F)
where
    F: FnOnce(ImapSession) -> Fut,
    Fut: Future<Output = ()>,
{
    let (near, far) = tokio::io::duplex(1 << 16);
    let server = tokio::spawn(serve(far, script));
    let wire = Wire::new(near);
    let session = Client::new(wire).login("me", "secret").await.map_err(|(error, _)| error);
    client(ImapSession::over(session.unwrap(), DEADLINES)).await;
    // A script that was played to its end must have met what it expected.
    if server.is_finished() {
        server.await.unwrap();
    } else {
        server.abort();
    }
}

async fn serve(mut stream: DuplexStream, script: &[(&str, &str)]) {
    let login = &[("LOGIN", "TAG OK in\r\n")][..];
    let mut tag = String::new();
    for (command, answer) in login.iter().chain(script) {
        let line = read(&mut stream).await;
        // DONE has no tag of its own: its answer carries that of IDLE.
        if let Some((own, _)) = line.split_once(' ') {
            tag = own.to_owned();
        }
        assert!(line.contains(command), "{line:?} should be {command:?}");
        if *answer == "SILENCE" {
            std::future::pending::<()>().await;
        }
        let answer = answer.replace("TAG", &tag);
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

async fn read(stream: &mut DuplexStream) -> String {
    let mut line = Vec::new();
    while let Ok(byte) = stream.read_u8().await {
        line.push(byte);
        if line.ends_with(b"\r\n") {
            break;
        }
    }
    String::from_utf8_lossy(&line).into_owned()
}

#[tokio::test]
async fn a_refused_fetch_is_an_error_and_not_an_empty_mailbox() {
    let script = &[
        ("UID SEARCH UID 8:*", "TAG NO [UNAVAILABLE] index is broken\r\n"),
        ("UID FETCH 9 ", "* 1 FETCH (UID 9 FLAGS ())\r\nTAG NO [SERVERBUG] cannot read\r\n"),
    ];
    against(script, |mut session| async move {
        let error = session.uids_after(7).await.unwrap_err();
        assert!(matches!(error, ImapError::Refused { .. }) && error.is_transient(), "{error}");
        let error = session.headers(&[9]).await.unwrap_err();
        assert!(matches!(error, ImapError::Refused { .. }), "{error}");
        assert!(session.is_open(), "a refusal does not cost the connection");
    })
    .await;
}

#[tokio::test]
async fn the_end_of_the_connection_is_an_error_and_not_the_end_of_the_list() {
    let script = &[("UID SEARCH", "* SEARCH 8 9\r\n* BYE going down\r\n")];
    against(script, |mut session| async move {
        let error = session.uids_after(7).await.unwrap_err();
        assert!(error.to_string().contains("going down"), "{error}");
        assert!(error.is_transient() && !session.is_open());
        let error = session.uids_after(7).await.unwrap_err();
        assert!(matches!(error, ImapError::Lost { .. }), "{error}");
    })
    .await;
}

#[tokio::test]
async fn a_silent_server_ends_in_a_stall_and_a_closed_session() {
    against(&[("EXAMINE", "SILENCE")], |mut session| async move {
        let error = session.examine("INBOX").await.unwrap_err();
        assert!(matches!(error, ImapError::Stalled { .. }), "{error}");
        assert!(!session.is_open());
    })
    .await;
}

#[tokio::test]
async fn garbage_closes_the_session_without_repeating_it() {
    against(&[("EXAMINE", "* Dear Sir (((\r\n)\r\n")], |mut session| async move {
        let error = session.examine("INBOX").await.unwrap_err();
        assert!(matches!(error, ImapError::Lost { .. }), "{error}");
        assert!(!error.to_string().contains("Dear"), "somebody's words in {error}");
    })
    .await;
}

#[tokio::test]
async fn uids_below_the_cursor_and_messages_in_passing_are_left_out() {
    let script = &[
        ("UID SEARCH UID 10:*", "* SEARCH 9\r\nTAG OK done\r\n"),
        (
            "UID FETCH 4:5 ",
            "* 5 FETCH (UID 5 FLAGS (\\Seen) INTERNALDATE \" 2-Nov-2026 10:00:00 +0100\" \
             RFC822.SIZE 99 BODY[HEADER] {9}\r\nTo: x\r\n\r\n)\r\n\
             * 2 FETCH (UID 2 FLAGS (\\Seen))\r\n\
             * 4 FETCH (UID 4 FLAGS () INTERNALDATE \"12-Nov-2026 10:00:00 +0000\" \
             RFC822.SIZE 7 BODY[HEADER] {2}\r\n\r\n)\r\nTAG OK done\r\n",
        ),
        ("UID FETCH 4 ", "TAG OK nothing\r\n"),
    ];
    against(script, |mut session| async move {
        assert!(session.uids_after(9).await.unwrap().is_empty());
        let headers = session.headers(&[5, 4]).await.unwrap();
        assert_eq!(headers.iter().map(|one| one.uid).collect::<Vec<_>>(), [4, 5]);
        assert!(headers[1].seen && !headers[0].seen);
        assert_eq!(headers[1].raw, b"To: x\r\n\r\n");
        assert_eq!(headers[1].internal_date, Some("2026-11-02T09:00:00Z".parse().unwrap()));
        assert_eq!(session.raw(4, 1000).await.unwrap(), None, "gone");
    })
    .await;
}

#[tokio::test]
async fn a_mailbox_without_lasting_numbers_is_refused() {
    let script = &[
        ("EXAMINE \"INBOX\"", "* 3 EXISTS\r\n* OK [UIDVALIDITY 42] ok\r\nTAG OK done\r\n"),
        ("EXAMINE \"Odd\"", "* 0 EXISTS\r\nTAG OK done\r\n"),
        ("EXAMINE \"None\"", "TAG NO [NONEXISTENT] no such mailbox\r\n"),
    ];
    against(script, |mut session| async move {
        let examined = session.examine("INBOX").await.unwrap();
        assert_eq!(examined, Examined { uid_validity: 42, uid_next: None, exists: 3 });
        assert!(matches!(session.examine("Odd").await, Err(ImapError::Refused { .. })));
        let error = session.examine("None").await.unwrap_err();
        assert!(!error.is_transient() && error.to_string().contains("no such mailbox"));
    })
    .await;
}

#[tokio::test]
async fn no_search_word_becomes_a_command() {
    against(&[], |mut session| async move {
        for word in ["a\r\nb1 DELETE INBOX", "ünicode", "nul\0"] {
            let error = session.uids_of_message_id(word).await.unwrap_err();
            assert!(matches!(error, ImapError::Unsendable { .. }), "{error}");
        }
        assert!(session.is_open(), "nothing was sent");
        assert_eq!(quoted("a\"b\\c").unwrap(), "\"a\\\"b\\\\c\"");
    })
    .await;
}

#[tokio::test]
async fn idle_is_issued_again_however_chatty_the_server_is() {
    let script = &[
        ("IDLE", "+ idling\r\n* OK Still here\r\n* 2 FETCH (FLAGS (\\Seen))\r\n"),
        ("DONE", "TAG OK done\r\n"),
        ("IDLE", "+ idling\r\n* OK Still here\r\n* 4 EXISTS\r\n"),
        ("DONE", "TAG OK done\r\n"),
        ("UID SEARCH", "* SEARCH 9\r\nTAG OK done\r\n"),
    ];
    against(script, |mut session| async move {
        session.capabilities.insert("IDLE".to_owned());
        let ended = session.idle(Duration::from_millis(50), std::future::pending()).await;
        assert_eq!(ended.unwrap(), Idle::News, "the second IDLE brought it");
        assert_eq!(session.uids_after(8).await.unwrap(), [9], "the session goes on");
    })
    .await;
}

#[tokio::test]
async fn idle_ends_in_order_when_told_to_stop() {
    let script = &[
        ("IDLE", "+ idling\r\n"),
        ("DONE", "TAG OK done\r\n"),
        ("UID SEARCH", "* SEARCH\r\nTAG OK done\r\n"),
    ];
    against(script, |mut session| async move {
        session.capabilities.insert("IDLE".to_owned());
        let stop = tokio::time::sleep(Duration::from_millis(20));
        assert_eq!(session.idle(RE_ISSUE, stop).await.unwrap(), Idle::Stopped);
        assert!(session.uids_after(8).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_server_that_does_not_end_idle_is_given_up() {
    let script = &[("IDLE", "+ idling\r\n"), ("DONE", "SILENCE")];
    against(script, |mut session| async move {
        session.capabilities.insert("IDLE".to_owned());
        let stop = tokio::time::sleep(Duration::from_millis(20));
        let ended = session.idle(RE_ISSUE, stop).await;
        assert!(matches!(ended, Err(ImapError::Stalled { .. })), "{ended:?}");
        assert!(!session.is_open());
    })
    .await;
}

#[tokio::test]
async fn a_server_that_hangs_up_during_idle_is_lost_and_not_silent() {
    let script = &[("IDLE", "+ idling\r\n")];
    against(script, |mut session| async move {
        session.capabilities.insert("IDLE".to_owned());
        let ended = session.idle(RE_ISSUE, std::future::pending()).await;
        assert!(matches!(ended, Err(ImapError::Lost { .. })), "{ended:?}");
    })
    .await;
}

#[tokio::test]
async fn news_before_idle_count() {
    let script = &[
        ("EXAMINE", "* 3 EXISTS\r\n* OK [UIDVALIDITY 1] ok\r\nTAG OK done\r\n"),
        ("UID SEARCH", "* 4 EXISTS\r\n* SEARCH\r\nTAG OK done\r\n"),
    ];
    against(script, |mut session| async move {
        session.capabilities.insert("IDLE".to_owned());
        session.examine("INBOX").await.unwrap();
        session.uids_after(3).await.unwrap();
        let ended = session.idle(RE_ISSUE, std::future::pending()).await;
        assert_eq!(ended.unwrap(), Idle::News);
    })
    .await;
}

#[tokio::test]
async fn a_refused_idle_keeps_the_session_even_without_a_reason() {
    let script = &[("IDLE", "TAG BAD\r\n"), ("UID SEARCH", "* SEARCH 9\r\nTAG OK\r\n")];
    against(script, |mut session| async move {
        session.capabilities.insert("IDLE".to_owned());
        let ended = session.idle(RE_ISSUE, std::future::pending()).await;
        // A bare BAD may also be taken for noise that makes no sense; it must not panic.
        match ended {
            Err(ImapError::Refused { .. }) => assert!(session.is_open()),
            Err(ImapError::Lost { .. }) => assert!(!session.is_open()),
            other => panic!("{other:?}"),
        }
    })
    .await;
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_the_server_says_nothing_panics(noise: Vec<u8>, tagged: bool) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (near, mut far) = tokio::io::duplex(1 << 16);
            far.write_all(b"A0001 OK in\r\n").await.unwrap();
            let login = Client::new(Wire::new(near)).login("me", "secret").await;
            let mut session = ImapSession::over(login.map_err(|(error, _)| error).unwrap(), DEADLINES);
            session.capabilities.insert("IDLE".to_owned());
            let mut answer = if tagged { b"* ".to_vec() } else { Vec::new() };
            answer.extend_from_slice(&noise);
            answer.extend_from_slice(b"\r\nA0002 OK\r\n");
            far.write_all(&answer).await.unwrap();
            far.shutdown().await.unwrap();
            let _ = session.examine("INBOX").await;
            let _ = session.idle(RE_ISSUE, std::future::pending()).await;
        });
    }
}

#[tokio::test]
async fn without_idle_the_caller_is_told_to_poll() {
    against(&[], |mut session| async move {
        let ended = session.idle(RE_ISSUE, std::future::pending()).await;
        assert_eq!(ended.unwrap_err(), ImapError::NotOffered("IDLE"));
    })
    .await;
}

#[tokio::test]
async fn a_refused_copy_says_why_and_keeps_the_session() {
    let script = &[(
        "APPEND \"Sent\" (\\Seen) \"22-Nov-2026 10:00:00 +0000\" {5}",
        "TAG NO [TRYCREATE] none\r\n",
    )];
    against(script, |mut session| async move {
        let at = "2026-11-22T10:00:00Z".parse().unwrap();
        let error = session.append_sent("Sent", b"x\r\n\r\n", at).await.unwrap_err();
        assert!(matches!(error, ImapError::Refused { .. }), "{error}");
        assert!(session.is_open());
    })
    .await;
}
