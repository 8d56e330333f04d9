//! The bytes of one connection, with or without TLS, read in lines.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// Lines and messages longer than this end the connection.
const LONGEST: usize = 64 * 1024 * 1024;

/// The server's end of a connection.
pub(super) struct Wire {
    channel: Channel,
    unread: Vec<u8>,
}

enum Channel {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, TcpStream>>),
}

impl Wire {
    pub(super) fn new(stream: TcpStream) -> Option<Self> {
        // Short time-outs, so that a waiting thread notices the end of the server.
        stream.set_read_timeout(Some(Duration::from_millis(100))).ok()?;
        stream.set_nodelay(true).ok()?;
        Some(Self { channel: Channel::Plain(stream), unread: Vec::new() })
    }

    /// The same connection with TLS. The handshake happens with the first bytes. What
    /// came in clear text after STARTTLS is thrown away, as RFC 3207 demands.
    pub(super) fn secured(self, config: &Arc<ServerConfig>) -> Option<Self> {
        let Channel::Plain(stream) = self.channel else {
            return None;
        };
        let server = ServerConnection::new(Arc::clone(config)).ok()?;
        Some(Self {
            channel: Channel::Tls(Box::new(StreamOwned::new(server, stream))),
            unread: Vec::new(),
        })
    }

    pub(super) fn is_secured(&self) -> bool {
        matches!(self.channel, Channel::Tls(_))
    }

    /// Whether the client has gone; what it still sends is kept.
    fn fill(&mut self, ended: &dyn Fn() -> bool) -> Option<()> {
        let mut chunk = [0_u8; 16 * 1024];
        loop {
            if ended() || self.unread.len() > LONGEST {
                return None;
            }
            let read = match &mut self.channel {
                Channel::Plain(stream) => stream.read(&mut chunk),
                Channel::Tls(stream) => stream.read(&mut chunk),
            };
            match read {
                Ok(0) => return None,
                Ok(count) => {
                    self.unread.extend_from_slice(chunk.get(..count)?);
                    return Some(());
                }
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted => {}
                    _ => return None,
                },
            }
        }
    }

    /// One line without its end; `None` when the connection is over.
    pub(super) fn line(&mut self, ended: &dyn Fn() -> bool) -> Option<String> {
        let end = self.until(b"\n", ended)?;
        let line: Vec<u8> = self.unread.drain(..end).collect();
        Some(String::from_utf8_lossy(&line).trim_end().to_owned())
    }

    /// The message up to the final dot, dots un-doubled.
    pub(super) fn message(&mut self, ended: &dyn Fn() -> bool) -> Option<Vec<u8>> {
        // A leading line end lets an empty message end like any other.
        self.unread.splice(0..0, *b"\r\n");
        let end = self.until(b"\r\n.\r\n", ended)?;
        let wire: Vec<u8> = self.unread.drain(..end).collect();
        let body = wire.get(2..wire.len().checked_sub(3)?)?;
        let mut message = Vec::with_capacity(body.len());
        for line in body.split_inclusive(|&byte| byte == b'\n') {
            message.extend_from_slice(line.strip_prefix(b".").unwrap_or(line));
        }
        Some(message)
    }

    /// Reads and forgets this many bytes.
    pub(super) fn swallow(&mut self, bytes: usize, ended: &dyn Fn() -> bool) -> Option<()> {
        while self.unread.len() < bytes {
            self.fill(ended)?;
        }
        Some(())
    }

    /// Reads until `mark` is there; gives the place after it.
    fn until(&mut self, mark: &[u8], ended: &dyn Fn() -> bool) -> Option<usize> {
        let mut from = 0;
        loop {
            let unseen = self.unread.get(from..).unwrap_or_default();
            if let Some(at) = unseen.windows(mark.len()).position(|part| part == mark) {
                return Some(from + at + mark.len());
            }
            from = self.unread.len().saturating_sub(mark.len() - 1);
            self.fill(ended)?;
        }
    }

    pub(super) fn send(&mut self, line: &str) -> Option<()> {
        let bytes = format!("{line}\r\n");
        let sent = match &mut self.channel {
            Channel::Plain(stream) => stream.write_all(bytes.as_bytes()),
            Channel::Tls(stream) => {
                stream.write_all(bytes.as_bytes()).and_then(|()| stream.flush())
            }
        };
        sent.ok()
    }

    /// Ends the connection without a word, not even TLS's own.
    pub(super) fn drop_now(&self) {
        let stream = match &self.channel {
            Channel::Plain(stream) => stream,
            Channel::Tls(stream) => &stream.sock,
        };
        // The client may have gone first.
        let _ = stream.shutdown(Shutdown::Both);
    }
}
