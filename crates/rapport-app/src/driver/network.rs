//! By what the drivers reach their servers: the machine's network, or scripts in this process.
//!
//! The second way is for simulated worlds only. It lies below TLS and above the protocols, so that
//! everything a driver says and hears is the same. No setting and no option leads to it; a program
//! has to hand it to [`crate::app::App::open_on`].

use std::fmt;
use std::io;
use std::sync::Arc;

use tokio::io::DuplexStream;

/// Answers a call to a host and port with the near end of a pipe, or says why nobody is there.
pub type Switchboard = dyn Fn(&str, u16) -> io::Result<DuplexStream> + Send + Sync;

/// By what servers are reached.
#[derive(Clone, Default)]
pub enum Network {
    /// TCP and TLS.
    #[default]
    Machine,
    /// Pipes within this process.
    Memory(Arc<Switchboard>),
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Machine => "Machine",
            Self::Memory(_) => "Memory",
        })
    }
}
