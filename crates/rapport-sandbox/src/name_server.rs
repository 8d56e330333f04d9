//! A name server on loopback: Debian's dnsmasq, which knows what it was told and nothing else.

use std::net::{SocketAddr, TcpStream};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::port::free_port;
use crate::project::missing;
use crate::wait::wait_until;
use crate::watchdog::Watchdog;

/// The running name server. It ends with this value, and with the test process however that ends.
#[derive(Debug)]
pub struct NameServer {
    address: SocketAddr,
    _watchdog: Watchdog,
}

impl NameServer {
    /// Starts one that answers for `.test` by these options of dnsmasq, such as
    /// `--mx-host=example.test,mx.example.test,10`.
    #[track_caller]
    #[must_use]
    pub fn start(options: &[&str]) -> Self {
        let port = free_port();
        let child = Command::new("/usr/sbin/dnsmasq")
            .args(["--keep-in-foreground", "--listen-address=127.0.0.1", "--bind-interfaces"])
            .args(["--no-resolv", "--no-hosts", "--conf-file=/dev/null", "--pid-file="])
            .args(["--user=root", "--local=/test/"])
            .arg(format!("--port={port}"))
            .args(options)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut child) = child else {
            missing("The name server dnsmasq (dnsmasq-base)");
        };
        let id = child.id().to_string();
        let watchdog = Watchdog::start("kill -9 \"$1\" 2>/dev/null", &[&id]);
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        wait_until("the name server to be ready", Duration::from_secs(20), || {
            if let Ok(Some(status)) = child.try_wait() {
                panic!("the name server ended with {status}");
            }
            TcpStream::connect(address).ok()
        });
        Self { address, _watchdog: watchdog }
    }

    /// Where it answers, over datagrams and streams.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }
}
