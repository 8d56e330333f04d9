//! The encrypted byte stream that both drivers speak over.
//!
//! A [`Wire`] can be given bytes to replay before what the server sends: lettre begins each
//! connection by reading a greeting, but after STARTTLS the server does not greet again.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Whatever carries the bytes: TLS in the product, a pipe in tests.
pub(super) trait Carrier: AsyncRead + AsyncWrite + Send + Sync + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Sync + Unpin> Carrier for T {}

/// A stream to a server, in one type for all carriers.
pub(super) struct Wire {
    carrier: Box<dyn Carrier>,
    replay: Vec<u8>,
    replayed: usize,
}

impl Wire {
    /// A wire over `carrier`.
    pub(super) fn new(carrier: impl Carrier + 'static) -> Self {
        Self { carrier: Box::new(carrier), replay: Vec::new(), replayed: 0 }
    }

    /// The same wire; `bytes` are read first.
    pub(super) fn replaying(mut self, bytes: Vec<u8>) -> Self {
        self.replay = bytes;
        self.replayed = 0;
        self
    }
}

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wire")
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if let Some(waiting) = this.replay.get(this.replayed..).filter(|rest| !rest.is_empty()) {
            let taken = waiting.len().min(buffer.remaining());
            buffer.put_slice(&waiting[..taken]);
            this.replayed += taken;
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut *this.carrier).poll_read(context, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut *self.carrier).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.carrier).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.carrier).poll_shutdown(context)
    }
}

impl lettre::transport::smtp::client::AsyncTokioStream for Wire {
    /// lettre asks for this only when somebody asks lettre, and nobody does.
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        Ok(SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    #[tokio::test]
    async fn replayed_bytes_come_first_and_once() {
        let (near, mut far) = tokio::io::duplex(64);
        let mut wire = Wire::new(near).replaying(b"first ".to_vec());
        far.write_all(b"second").await.unwrap();
        drop(far);
        let mut text = String::new();
        wire.read_to_string(&mut text).await.unwrap();
        assert_eq!(text, "first second");
    }
}
