//! Line protocols from the client's side, just enough for tests to put mail in place:
//! SMTP and LMTP without TLS, and the few IMAP commands that play "another client".
//!
//! Not here: anything the product uses; its clients are lettre and async-imap.

use std::io::{BufRead, BufReader, Error, Result, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A connection that speaks in lines.
pub(crate) struct Dialogue {
    reader: BufReader<TcpStream>,
    tag: u32,
}

impl Dialogue {
    pub(crate) fn connect(port: u16) -> Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        stream.set_nodelay(true)?;
        Ok(Self { reader: BufReader::new(stream), tag: 0 })
    }

    /// One line without its end; bytes that are no UTF-8 are replaced.
    pub(crate) fn line(&mut self) -> Result<String> {
        let mut bytes = Vec::new();
        if self.reader.read_until(b'\n', &mut bytes)? == 0 {
            return Err(Error::other("the server closed the connection"));
        }
        Ok(String::from_utf8_lossy(&bytes).trim_end().to_owned())
    }

    pub(crate) fn send(&mut self, bytes: &[u8]) -> Result<()> {
        self.reader.get_mut().write_all(bytes)
    }

    /// An SMTP reply: all its lines; an error unless it begins with `wanted`.
    fn expect_reply(&mut self, wanted: char) -> Result<String> {
        let mut reply = self.line()?;
        let mut last = reply.clone();
        while last.as_bytes().get(3) == Some(&b'-') {
            last = self.line()?;
            reply.push('\n');
            reply.push_str(&last);
        }
        if reply.starts_with(wanted) { Ok(reply) } else { Err(Error::other(reply)) }
    }

    fn ask(&mut self, command: &str, wanted: char) -> Result<String> {
        self.send(format!("{command}\r\n").as_bytes())?;
        self.expect_reply(wanted)
    }

    /// One IMAP command: the untagged lines; an error unless the server says OK.
    pub(crate) fn imap(&mut self, command: &str) -> Result<Vec<String>> {
        self.tag += 1;
        let tag = format!("a{} ", self.tag);
        self.send(format!("{tag}{command}\r\n").as_bytes())?;
        let mut lines = Vec::new();
        loop {
            let line = self.line()?;
            match line.strip_prefix(&tag) {
                Some(status) if status.starts_with("OK") => return Ok(lines),
                Some(status) => return Err(Error::other(format!("{command}: {status}"))),
                None => lines.push(line),
            }
        }
    }
}

/// Hands one message to a server without TLS or AUTH (an MX port). Line ends may be LF or
/// CR LF; each recipient must be taken.
///
/// # Errors
///
/// The server's own words where it refuses, else what the connection said.
pub fn deliver_by_smtp(port: u16, from: &str, to: &[&str], raw: &[u8]) -> Result<()> {
    deliver(port, "EHLO", 1, from, to, raw)
}

/// As [`deliver_by_smtp`], by LMTP: one answer for each recipient after the data.
pub(crate) fn deliver_by_lmtp(port: u16, from: &str, to: &[&str], raw: &[u8]) -> Result<()> {
    deliver(port, "LHLO", to.len(), from, to, raw)
}

fn deliver(
    port: u16,
    hello: &str,
    answers: usize,
    from: &str,
    to: &[&str],
    raw: &[u8],
) -> Result<()> {
    let mut server = Dialogue::connect(port)?;
    server.expect_reply('2')?;
    server.ask(&format!("{hello} client.example.org"), '2')?;
    server.ask(&format!("MAIL FROM:<{from}>"), '2')?;
    for recipient in to {
        server.ask(&format!("RCPT TO:<{recipient}>"), '2')?;
    }
    server.ask("DATA", '3')?;
    server.send(&stuffed(raw))?;
    for _ in 0..answers {
        server.expect_reply('2')?;
    }
    // The message is taken; a server that dislikes our good-bye changes nothing.
    let _ = server.ask("QUIT", '2');
    Ok(())
}

/// The bytes of DATA: CR LF at each end, leading dots doubled, the final dot.
fn stuffed(raw: &[u8]) -> Vec<u8> {
    let mut wire = Vec::with_capacity(raw.len() + 64);
    let body = raw.strip_suffix(b"\n").unwrap_or(raw);
    for line in body.split(|&byte| byte == b'\n') {
        if line.first() == Some(&b'.') {
            wire.push(b'.');
        }
        wire.extend_from_slice(line.strip_suffix(b"\r").unwrap_or(line));
        wire.extend_from_slice(b"\r\n");
    }
    wire.extend_from_slice(b".\r\n");
    wire
}

#[cfg(test)]
mod tests {
    use super::stuffed;

    #[test]
    fn data_has_crlf_doubled_dots_and_one_final_dot() {
        assert_eq!(stuffed(b"a\n.b\r\n\r\n..c\n"), b"a\r\n..b\r\n\r\n...c\r\n.\r\n");
        assert_eq!(stuffed(b"no end"), b"no end\r\n.\r\n");
    }
}
