//! How fast mail goes out and comes in, each beside a bare client of the same servers in the same run.
//!
//! Out: approved notes to a submission server on loopback with TLS, against a client that sends the same
//! bytes on one connection each and commits as often. In: a mailbox of ten thousand messages in a real
//! Dovecot, one in ten from somebody we know, against a client that fetches the same parts of it.
//! `cargo bench -p rapport-app --bench post`, with the word `out` or `in` for one part only.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a measurement prints, needs the clock, and fails by panicking"
)]

mod collecting;
mod sending;

use std::path::Path;

use rapport_app::app::{App, OpenOptions};
use rapport_app::clock::Clock;
use rapport_app::input::{AccountInput, LoginInput, MeInput};
use rapport_sandbox::MailWorld;

fn main() {
    let words: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wants = |word: &str| words.is_empty() || words.iter().any(|it| it == word);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let world = MailWorld::shared();
    runtime.block_on(async {
        if wants("out") {
            sending::measure(world).await;
        }
        if wants("in") {
            collecting::measure(world).await;
        }
    });
}

/// Nell's installation on a Tuesday morning, with an account at the sandbox's mailbox.
pub async fn office(
    data: &Path,
    clock: &Clock,
    world: &MailWorld,
    address: &str,
    submission: &str,
    roots: &[u8],
) -> App {
    let open = || {
        App::open(OpenOptions {
            data: data.to_owned(),
            database: None,
            serve: false,
            mode: None,
            clock: clock.clone(),
        })
    };
    let pem = data.join("roots.pem");
    std::fs::write(&pem, roots).unwrap();
    let app = open().await.unwrap();
    app.set_me(MeInput {
        name: Some("Nell Ashworth".to_owned()),
        mobile: Some("07700 900417".to_owned()),
        postal_address: Some("14 Orchard Lane\nBristol BS1 5TR".to_owned()),
        country: Some("GB".to_owned()),
        zone: Some("Europe/London".to_owned()),
        ..MeInput::default()
    })
    .await
    .unwrap();
    app.add_account(
        AccountInput {
            address: address.to_owned(),
            name: None,
            user: None,
            login: LoginInput::Password(world.password.clone()),
            submission: Some(submission.to_owned()),
            imap: Some(format!("127.0.0.1:{}:tls", world.imaps_port)),
            root_certificates: Some(pem),
            read_junk: false,
            untested: true,
            provider: None,
        },
        &|_| (),
    )
    .await
    .unwrap();
    app.close().await;
    // The real scope is open now.
    open().await.unwrap()
}

/// Seconds of a processor that this process had, all its threads together.
pub fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}
