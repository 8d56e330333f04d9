//! TCP and TLS to a mail server.
//!
//! `dial` ends with an encrypted stream or with a [`ConnectError`] that says in words what
//! is wrong and what to do. TLS is rustls with ring; trusted are the machine's certificates
//! and those that an account names of its own.

mod error;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

pub use error::{ConnectError, LoginRefused, TlsProblem};

use super::network::Network;
use super::starttls::{self, Prelude, Protocol};
use super::wire::Wire;
use super::{MailServer, Security};

/// Connects and encrypts; nothing is logged in yet.
///
/// With implicit TLS the server's greeting is still to be read; after STARTTLS it has been.
pub(super) async fn dial(server: &MailServer, protocol: Protocol) -> Result<Wire, ConnectError> {
    if let Network::Memory(switchboard) = &server.network {
        let stream = switchboard(&server.host, server.port);
        return stream.map(Wire::new).map_err(|error| refused(server, &error));
    }
    let name = server_name(server)?;
    let config = client_config(server)?;
    let mut stream = connect_tcp(server).await?;
    if server.security == Security::StartTls {
        ask_for_tls(server, protocol, &mut stream).await?;
    }
    let handshake = TlsConnector::from(config).connect(name, stream);
    match timeout(server.deadlines.connect, handshake).await {
        Ok(Ok(stream)) => Ok(Wire::new(stream)),
        Ok(Err(error)) => Err(ConnectError::Tls {
            host: server.host.clone(),
            port: server.port,
            problem: TlsProblem::from_io(&error),
        }),
        Err(_) => Err(stalled(server, "the TLS handshake", server.deadlines.connect)),
    }
}

async fn connect_tcp(server: &MailServer) -> Result<TcpStream, ConnectError> {
    let host = server.host.clone();
    let lookup = tokio::net::lookup_host((server.host.as_str(), server.port));
    let addresses: Vec<_> = match timeout(server.deadlines.connect, lookup).await {
        Ok(Ok(addresses)) => addresses.collect(),
        Ok(Err(error)) => {
            return Err(ConnectError::Dns { host, detail: error.to_string() });
        }
        Err(_) => return Err(stalled(server, "the name server", server.deadlines.connect)),
    };
    let mut last = ConnectError::Dns { host, detail: "the name has no address".to_owned() };
    for address in addresses {
        match timeout(server.deadlines.connect, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => {
                // Commands are short and answered one by one; waiting to fill packets only
                // costs time. A socket that cannot be tuned works all the same.
                let _ = stream.set_nodelay(true);
                return Ok(stream);
            }
            Ok(Err(error)) => last = refused(server, &error),
            Err(_) => last = stalled(server, "a connection", server.deadlines.connect),
        }
    }
    Err(last)
}

async fn ask_for_tls(
    server: &MailServer,
    protocol: Protocol,
    stream: &mut TcpStream,
) -> Result<(), ConnectError> {
    let (host, port) = (server.host.clone(), server.port);
    let wait = server.deadlines.command;
    match timeout(wait, starttls::ask(stream, protocol)).await {
        Ok(Ok(Prelude::GoAhead)) => Ok(()),
        Ok(Ok(Prelude::NotOffered)) => Err(ConnectError::NoStartTls { host, port }),
        Ok(Ok(Prelude::TurnedAway(answer))) => Err(ConnectError::TurnedAway { host, answer }),
        Ok(Ok(Prelude::NotThisProtocol(answer))) => {
            Err(ConnectError::NotAMailServer { host, port, answer })
        }
        Ok(Err(error)) => Err(ConnectError::Lost { host, detail: error.to_string() }),
        Err(_) => Err(ConnectError::SilentBeforeTls { host, port, waited: wait }),
    }
}

fn refused(server: &MailServer, error: &io::Error) -> ConnectError {
    let (host, port) = (server.host.clone(), server.port);
    if error.kind() == io::ErrorKind::ConnectionRefused {
        ConnectError::Refused { host, port }
    } else {
        ConnectError::Unreachable { host, port, detail: error.to_string() }
    }
}

pub(super) fn stalled(
    server: &MailServer,
    waiting_for: &'static str,
    waited: Duration,
) -> ConnectError {
    ConnectError::TimedOut { host: server.host.clone(), waiting_for, waited }
}

fn server_name(server: &MailServer) -> Result<ServerName<'static>, ConnectError> {
    ServerName::try_from(server.host.clone()).map_err(|_| ConnectError::Dns {
        host: server.host.clone(),
        detail: "this is not a host name".to_owned(),
    })
}

/// The machine's certificates are read for each connection: there are few connections, and a
/// service that runs for months should see an updated list.
fn client_config(server: &MailServer) -> Result<Arc<ClientConfig>, ConnectError> {
    let tls = |problem| ConnectError::Tls { host: server.host.clone(), port: server.port, problem };
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(pem) = &server.extra_root_pem {
        let mut added = 0;
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(|_| tls(TlsProblem::UnusableRoot))?;
            roots.add(certificate).map_err(|_| tls(TlsProblem::UnusableRoot))?;
            added += 1;
        }
        if added == 0 {
            return Err(tls(TlsProblem::UnusableRoot));
        }
    }
    if roots.is_empty() {
        return Err(tls(TlsProblem::NoRoots));
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| tls(TlsProblem::Other(error.to_string())))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}
