//! A byte proxy before any TCP server on loopback, for what goes wrong below the protocol:
//! refused, silent, slow, cut. It cannot see into TLS; where a fault belongs to a step of
//! SMTP, [`FakeSmtp`](crate::FakeSmtp) is the tool.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// What the proxy does to all connections, old and new.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProxyMode {
    /// Passes everything on.
    #[default]
    Pass,
    /// Accepts connections and closes them at once; open ones are closed.
    Close,
    /// Keeps connections open and passes nothing on, in either direction.
    Silent,
    /// Passes each piece on after a pause.
    Slow(Duration),
    /// Closes a connection once the server has sent this many bytes to the client.
    CutAfterServerBytes(u64),
    /// Closes a connection once the client has sent this many bytes to the server.
    CutAfterClientBytes(u64),
}

/// The running proxy; dropping it closes all connections.
#[derive(Debug)]
pub struct FaultProxy {
    port: u16,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    target: u16,
    mode: Mutex<ProxyMode>,
    ended: AtomicBool,
    connections: AtomicU32,
    /// Halves of connections that are open.
    halves: AtomicU32,
    /// Grows with each "close what is open"; a connection of an older age ends.
    age: AtomicU32,
}

impl FaultProxy {
    /// Starts a proxy before 127.0.0.1:`target`.
    #[track_caller]
    #[must_use]
    pub fn start(target: u16) -> Self {
        let port = crate::port::free_port();
        let listener = match TcpListener::bind(("127.0.0.1", port)) {
            Ok(listener) => listener,
            Err(error) => panic!("no port for the fault proxy: {error}"),
        };
        let shared = Arc::new(Shared {
            target,
            mode: Mutex::default(),
            ended: AtomicBool::new(false),
            connections: AtomicU32::new(0),
            halves: AtomicU32::new(0),
            age: AtomicU32::new(0),
        });
        let seen = Arc::clone(&shared);
        thread::spawn(move || {
            for client in listener.incoming() {
                if seen.ended.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(client) = client else { continue };
                seen.connections.fetch_add(1, Ordering::SeqCst);
                if seen.mode() == ProxyMode::Close {
                    continue;
                }
                Shared::join(&seen, client);
            }
        });
        Self { port, shared }
    }

    /// The port on 127.0.0.1 that clients should use.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Changes what the proxy does, at once.
    pub fn set(&self, mode: ProxyMode) {
        *self.shared.mode.lock().unwrap_or_else(PoisonError::into_inner) = mode;
        if mode == ProxyMode::Close {
            self.disconnect();
        }
    }

    /// Closes the connections that are open; new ones are welcome.
    pub fn disconnect(&self) {
        self.shared.age.fetch_add(1, Ordering::SeqCst);
    }

    /// How many connections were made so far.
    #[must_use]
    pub fn connections(&self) -> u32 {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// How many connections are open now.
    #[must_use]
    pub fn open(&self) -> u32 {
        self.shared.halves.load(Ordering::SeqCst).div_ceil(2)
    }
}

impl Drop for FaultProxy {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::SeqCst);
        // Wakes the listening thread, which then sees that it is over.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

impl Shared {
    fn mode(&self) -> ProxyMode {
        *self.mode.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens the other half and starts one thread for each direction.
    fn join(shared: &Arc<Self>, client: TcpStream) -> Option<()> {
        let server = TcpStream::connect(("127.0.0.1", shared.target)).ok()?;
        let age = shared.age.load(Ordering::SeqCst);
        for stream in [&client, &server] {
            stream.set_nodelay(true).ok()?;
            stream.set_read_timeout(Some(Duration::from_millis(20))).ok()?;
        }
        let (client_too, server_too) = (client.try_clone().ok()?, server.try_clone().ok()?);
        let (up, down) = (Arc::clone(shared), Arc::clone(shared));
        shared.halves.fetch_add(2, Ordering::SeqCst);
        thread::spawn(move || up.pump(client, server, age, true));
        thread::spawn(move || down.pump(server_too, client_too, age, false));
        Some(())
    }

    /// Carries bytes one way until something ends it, then ends both halves.
    fn pump(&self, mut from: TcpStream, mut to: TcpStream, age: u32, from_client: bool) {
        let mut chunk = [0_u8; 16 * 1024];
        let mut passed = 0_u64;
        while !self.ended.load(Ordering::SeqCst) && self.age.load(Ordering::SeqCst) == age {
            let mode = self.mode();
            if mode == ProxyMode::Silent {
                thread::sleep(Duration::from_millis(20));
                continue;
            }
            let count = match from.read(&mut chunk) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) => match error.kind() {
                    ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted => {
                        continue;
                    }
                    _ => break,
                },
            };
            let limit = match mode {
                ProxyMode::CutAfterServerBytes(limit) if !from_client => Some(limit),
                ProxyMode::CutAfterClientBytes(limit) if from_client => Some(limit),
                _ => None,
            };
            if let ProxyMode::Slow(pause) = mode {
                thread::sleep(pause);
            }
            let room = limit.map_or(u64::MAX, |limit| limit.saturating_sub(passed));
            let count = count.min(usize::try_from(room).unwrap_or(usize::MAX));
            if to.write_all(chunk.get(..count).unwrap_or_default()).is_err() {
                break;
            }
            passed += u64::try_from(count).unwrap_or(u64::MAX);
            if limit.is_some_and(|limit| passed >= limit) {
                break;
            }
        }
        // Whichever half is gone already does not matter.
        let _ = from.shutdown(Shutdown::Both);
        let _ = to.shutdown(Shutdown::Both);
        self.halves.fetch_sub(1, Ordering::SeqCst);
    }
}
