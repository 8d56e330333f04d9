//! What the tests share: servers with short deadlines, a message, a counting commit.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use rapport_app::driver::smtp::{Delivery, deliver};
use rapport_app::driver::{Deadlines, Login, MailServer, Security};
use rapport_sandbox::{MailWorld, Mailbox};

/// Long enough for a busy machine.
pub const LIMIT: Duration = Duration::from_secs(30);

/// A server on this machine.
pub fn server(port: u16, security: Security, login: Login, ca: &Path) -> MailServer {
    MailServer {
        host: "localhost".to_owned(),
        port,
        security,
        login,
        extra_root_pem: Some(std::fs::read(ca).unwrap()),
        deadlines: Deadlines {
            connect: Duration::from_secs(10),
            command: Duration::from_secs(10),
            body: Duration::from_secs(10),
        },
        network: rapport_app::driver::network::Network::Machine,
    }
}

/// A password login.
pub fn password(user: &str, secret: &str) -> Login {
    Login::Password { user: user.to_owned(), secret: secret.into() }
}

/// A token login.
pub fn token(user: &str, access_token: &str) -> Login {
    Login::Token { user: user.to_owned(), access_token: access_token.into() }
}

/// Where `mailbox` sends, by implicit TLS.
pub fn submissions(world: &MailWorld, mailbox: &Mailbox) -> MailServer {
    let login = password(&mailbox.address, &mailbox.password);
    server(world.submissions_port, Security::ImplicitTls, login, &world.ca_pem)
}

/// Where `mailbox` reads, by implicit TLS.
pub fn imaps(world: &MailWorld, mailbox: &Mailbox) -> MailServer {
    let login = password(&mailbox.address, &mailbox.password);
    server(world.imaps_port, Security::ImplicitTls, login, &world.ca_pem)
}

/// A small message with the given Message-ID (without brackets).
pub fn message(from: &str, to: &str, id: &str) -> Vec<u8> {
    format!(
        "From: <{from}>\r\nTo: <{to}>\r\nSubject: Thank you\r\n\
         Date: Sun, 22 Nov 2026 10:00:00 +0000\r\nMessage-ID: <{id}>\r\n\r\nIt was good to talk.\r\n"
    )
    .into_bytes()
}

/// Delivers a message; answers the outcome and how often `commit` was asked.
pub async fn deliver_counting(
    server: &MailServer,
    from: &str,
    to: &str,
    message: &[u8],
    verdict: bool,
) -> (Delivery, u32) {
    let asked = AtomicU32::new(0);
    let commit = || async {
        asked.fetch_add(1, Ordering::SeqCst);
        verdict
    };
    let delivery = deliver(server, from, to, message, commit).await;
    (delivery, asked.load(Ordering::SeqCst))
}
