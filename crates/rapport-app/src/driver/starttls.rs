//! The few lines of clear text before STARTTLS, for SMTP (RFC 3207) and IMAP (RFC 9051,
//! section 6.2.1).
//!
//! Written by hand rather than left to the mail libraries, because of one attack: bytes that
//! somebody put into the clear-text stream after the server's "go ahead" must not be taken
//! for answers inside TLS. Here each line is read byte by byte and nothing is buffered, so
//! such bytes reach the TLS handshake and break it.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// Longest line that is read, and how many of them: no server needs more to greet.
const LONGEST_LINE: usize = 4096;
const MOST_LINES: usize = 100;

/// Which dialogue to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protocol {
    Smtp,
    Imap,
}

/// How the dialogue ended, unless the connection was lost.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Prelude {
    /// TLS may begin.
    GoAhead,
    /// The server does not offer STARTTLS.
    NotOffered,
    /// The server refused to talk: its words.
    TurnedAway(String),
    /// That was not the protocol we came to speak: its words.
    NotThisProtocol(String),
}

/// Asks for STARTTLS on a fresh connection.
pub(super) async fn ask<S>(stream: &mut S, protocol: Protocol) -> io::Result<Prelude>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    match protocol {
        Protocol::Smtp => ask_smtp(stream).await,
        Protocol::Imap => ask_imap(stream).await,
    }
}

async fn ask_smtp<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S) -> io::Result<Prelude> {
    let greeting = read_reply(stream).await?;
    match greeting.as_bytes().first() {
        Some(b'2') => {}
        Some(b'4' | b'5') => return Ok(Prelude::TurnedAway(greeting)),
        _ => return Ok(Prelude::NotThisProtocol(greeting)),
    }
    stream.write_all(b"EHLO [127.0.0.1]\r\n").await?;
    let offer = read_reply(stream).await?;
    if !offer.starts_with('2') {
        return Ok(Prelude::TurnedAway(offer));
    }
    if !offer
        .lines()
        .any(|line| line.get(4..).is_some_and(|word| is(word, "STARTTLS")))
    {
        return Ok(Prelude::NotOffered);
    }
    stream.write_all(b"STARTTLS\r\n").await?;
    let answer = read_reply(stream).await?;
    Ok(if answer.starts_with('2') {
        Prelude::GoAhead
    } else {
        Prelude::TurnedAway(answer)
    })
}

async fn ask_imap<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S) -> io::Result<Prelude> {
    let greeting = read_line(stream).await?;
    if let Some(rest) = greeting.strip_prefix("* ") {
        if is(rest, "BYE") {
            return Ok(Prelude::TurnedAway(greeting));
        }
        // A connection that is "already logged in" cannot be encrypted any more, which is what
        // somebody in the middle would want (RFC 9051, section 11.1).
        if !is(rest, "OK") {
            return Ok(Prelude::NotOffered);
        }
    } else {
        return Ok(Prelude::NotThisProtocol(greeting));
    }
    stream.write_all(b"s1 STARTTLS\r\n").await?;
    for _ in 0..MOST_LINES {
        let line = read_line(stream).await?;
        if let Some(rest) = line.strip_prefix("s1 ") {
            return Ok(if is(rest, "OK") {
                Prelude::GoAhead
            } else {
                Prelude::NotOffered
            });
        }
    }
    Err(io::Error::other(
        "too many lines before the answer to STARTTLS",
    ))
}

/// Whether `text` begins with `word`, in any case, as a whole word.
fn is(text: &str, word: &str) -> bool {
    text.split_ascii_whitespace()
        .next()
        .is_some_and(|first| first.eq_ignore_ascii_case(word))
}

/// A whole SMTP reply, its lines joined by line feeds.
async fn read_reply<S: AsyncRead + Unpin>(stream: &mut S) -> io::Result<String> {
    let mut reply = String::new();
    for _ in 0..MOST_LINES {
        let line = read_line(stream).await?;
        let more = line.as_bytes().get(3) == Some(&b'-');
        if !reply.is_empty() {
            reply.push('\n');
        }
        reply.push_str(&line);
        if !more {
            return Ok(reply);
        }
    }
    Err(io::Error::other("a reply of too many lines"))
}

/// One line without its end. Not one byte more is taken from the stream.
pub(super) async fn read_line<S: AsyncRead + Unpin>(stream: &mut S) -> io::Result<String> {
    let mut line = Vec::new();
    while line.len() < LONGEST_LINE {
        match stream.read_u8().await? {
            b'\n' => {
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(String::from_utf8_lossy(&line).into_owned());
            }
            byte => line.push(byte),
        }
    }
    Err(io::Error::other("a line that does not end"))
}

#[cfg(test)]
mod tests {
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
        assert_eq!(
            said, "EHLO [127.0.0.1]\r\n",
            "no login, no message in clear text"
        );
        let (outcome, _) = against(Protocol::Smtp, "421 busy\r\n").await;
        assert_eq!(outcome.unwrap(), Prelude::TurnedAway("421 busy".into()));
        let (outcome, _) = against(Protocol::Smtp, "* OK IMAP\r\n").await;
        assert!(matches!(outcome.unwrap(), Prelude::NotThisProtocol(_)));
    }

    #[tokio::test]
    async fn imap_goes_ahead_only_when_offered_and_not_logged_in_already() {
        let (outcome, said) = against(
            Protocol::Imap,
            "* OK hello\r\n* CAPABILITY X\r\ns1 OK go\r\n",
        )
        .await;
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
        far.write_all(b"* OK hello\r\ns1 OK go\r\nINJECTED")
            .await
            .unwrap();
        assert_eq!(
            ask(&mut near, Protocol::Imap).await.unwrap(),
            Prelude::GoAhead
        );
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
}
