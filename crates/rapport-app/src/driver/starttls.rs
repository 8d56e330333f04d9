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
    if !offer.lines().any(|line| line.get(4..).is_some_and(|word| is(word, "STARTTLS"))) {
        return Ok(Prelude::NotOffered);
    }
    stream.write_all(b"STARTTLS\r\n").await?;
    let answer = read_reply(stream).await?;
    Ok(if answer.starts_with('2') { Prelude::GoAhead } else { Prelude::TurnedAway(answer) })
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
            return Ok(if is(rest, "OK") { Prelude::GoAhead } else { Prelude::NotOffered });
        }
    }
    Err(io::Error::other("too many lines before the answer to STARTTLS"))
}

/// Whether `text` begins with `word`, in any case, as a whole word.
fn is(text: &str, word: &str) -> bool {
    text.split_ascii_whitespace().next().is_some_and(|first| first.eq_ignore_ascii_case(word))
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
mod tests;
