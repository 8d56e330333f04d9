//! The listener: plain or TLS connections, with limits on how slow and how many they may be.
//!
//! A peer that sends its head too slowly, or shakes hands for ever, is hung up on; the number of
//! connections is bounded, and so is the share of one peer, so that nobody's slowness keeps others
//! out. What is being answered when the server stops is finished first.

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::convert::Infallible;
use std::io;
use std::net::IpAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::Request;
use axum::http::request::Parts;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;

use crate::guard::Patience;

/// How slow and how many connections may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long the head of a request may take to arrive, and a TLS handshake.
    pub head: Duration,
    /// How slowly a body may come.
    pub patience: Patience,
    /// Connections at once; a browser holds six.
    pub connections: usize,
    /// Those of one peer. A proxy is one peer for everybody.
    pub of_one_peer: usize,
}

impl Limits {
    /// For a server that meets its peers itself, or all of them through a proxy.
    pub fn of(behind_proxy: bool) -> Self {
        let connections = 512;
        let of_one_peer = if behind_proxy { connections } else { connections / 4 };
        let head = Duration::from_secs(15);
        Self { head, patience: Patience::default(), connections, of_one_peer }
    }
}

/// How long a request that is being answered may take once the server is asked to stop.
const GRACE: Duration = Duration::from_secs(5);

/// A pause after the system refused a connection, as when no file numbers are left.
const PAUSE: Duration = Duration::from_millis(200);

/// Where a request comes from; none in tests without a network.
#[derive(Clone, Copy, Debug, Default)]
pub struct Peer(pub Option<IpAddr>);

impl<S: Sync> FromRequestParts<S> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().copied().unwrap_or_default())
    }
}

/// Reads certificate chain and key (PEM) of a server.
///
/// # Errors
/// A file that cannot be read or holds something else.
pub fn read_tls(certificate: &Path, key: &Path) -> io::Result<Arc<rustls::ServerConfig>> {
    let wrong = |path: &Path, why: &dyn std::fmt::Display| {
        io::Error::new(io::ErrorKind::InvalidData, format!("{}: {why}", path.display()))
    };
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect)
        .map_err(|error| wrong(certificate, &error))?;
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|error| wrong(key, &error))?;
    let mut config = rustls::ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(chain, secret)
        .map_err(|error| wrong(certificate, &error))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// Answers connections until `stop` turns true.
///
/// # Errors
/// None yet: a connection that cannot be taken is tried again.
pub async fn run(
    router: Router,
    listener: TcpListener,
    tls: Option<Arc<rustls::ServerConfig>>,
    limits: Limits,
    mut stop: watch::Receiver<bool>,
) -> io::Result<()> {
    let acceptor = tls.map(TlsAcceptor::from);
    let places = Arc::new(Semaphore::new(limits.connections));
    let peers = Arc::new(Mutex::new(HashMap::new()));
    let graceful = GracefulShutdown::new();
    loop {
        // A place first: the system's own queue holds who comes when all are taken.
        let place = tokio::select! {
            place = places.clone().acquire_owned() => place,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::debug!(%error, "a connection could not be taken");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        let peer = peer.ip().to_canonical();
        let Some(share) = Share::take(&peers, peer, limits.of_one_peer) else {
            tracing::debug!("a peer holds too many connections");
            continue;
        };
        let _ = stream.set_nodelay(true);
        let (router, acceptor) = (router.clone(), acceptor.clone());
        let watcher = graceful.watcher();
        tokio::spawn(async move {
            let _held = (place, share);
            let peer = Peer(Some(peer));
            match acceptor {
                Some(acceptor) => {
                    if let Some(stream) = shaken(acceptor, stream, limits.head).await {
                        answer(stream, router, peer, limits, watcher).await;
                    }
                }
                None => answer(stream, router, peer, limits, watcher).await,
            }
        });
    }
    drop(listener);
    let _ = timeout(GRACE, graceful.shutdown()).await;
    Ok(())
}

/// How many connections each peer holds.
type Peers = Arc<Mutex<HashMap<IpAddr, usize>>>;

/// One connection of a peer, given back when it is dropped.
struct Share {
    peers: Peers,
    peer: IpAddr,
}

impl Share {
    /// One more for that peer, unless it has `most` already.
    fn take(peers: &Peers, peer: IpAddr, most: usize) -> Option<Self> {
        // A panic between two numbers leaves them as good as they were.
        let mut all = peers.lock().unwrap_or_else(PoisonError::into_inner);
        let held = all.entry(peer).or_insert(0);
        if *held >= most {
            return None;
        }
        *held += 1;
        Some(Self { peers: peers.clone(), peer })
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut all = self.peers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = all.get_mut(&self.peer) {
            *held -= 1;
            if *held == 0 {
                all.remove(&self.peer);
            }
        }
    }
}

async fn shaken(
    acceptor: TlsAcceptor,
    stream: TcpStream,
    patience: Duration,
) -> Option<tokio_rustls::server::TlsStream<TcpStream>> {
    timeout(patience, acceptor.accept(stream)).await.ok()?.ok()
}

async fn answer(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    router: Router,
    peer: Peer,
    limits: Limits,
    watcher: hyper_util::server::graceful::Watcher,
) {
    let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        request.extensions_mut().insert(limits.patience);
        router.clone().oneshot(request.map(Body::new))
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(stream), service);
    if let Err(error) = watcher.watch(connection).await {
        tracing::trace!(%error, "a connection ended early");
    }
}
