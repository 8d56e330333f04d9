//! In: a mailbox of ten thousand messages, against a client that fetches and forgets.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Instant;

use rapport_app::clock::Clock;
use rapport_app::input::ContactInput;
use rapport_sandbox::MailWorld;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};

use crate::processor;

/// Messages in the mailbox; one in so many is from somebody we know.
const MESSAGES: usize = 10_000;
const ONE_IN: usize = 10;

pub async fn measure(world: &'static MailWorld) {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::virtual_at(jiff::Timestamp::now());
    let address = world.new_user("nell.reads", "alpha.test").address;
    let roots = std::fs::read(&world.ca_pem).unwrap();
    let submission = format!("127.0.0.1:{}:tls", world.submissions_port);
    let app = crate::office(folder.path(), &clock, world, &address, &submission, &roots).await;
    for number in 0..20 {
        let input = ContactInput {
            name: Some(format!("Known {number}")),
            addresses: vec![format!("known{number}@works.example")],
            ..ContactInput::default()
        };
        app.add_contact(input).await.unwrap();
    }
    let fill = || {
        let commands: Vec<String> = (0..MESSAGES).map(append).collect();
        let commands: Vec<&str> = commands.iter().map(String::as_str).collect();
        world.imap(&address, &commands);
    };
    tokio::task::block_in_place(fill);
    // Once before, so that neither finds the caches of the server cold.
    let (all, known) = tokio::task::block_in_place(|| bare(world, &address, &roots));
    let (headers, bodies) = (all, known);
    let (start, before) = (Instant::now(), processor());
    let collected = app.collect().await.unwrap();
    let (ours, busy) = (start.elapsed().as_secs_f64(), processor() - before);
    assert_eq!(collected.kept as usize, MESSAGES / ONE_IN, "{collected:?}");
    let again = tokio::task::block_in_place(|| bare(world, &address, &roots));
    let theirs = again.0 + again.1;
    println!(
        "collecting {MESSAGES} messages, {} kept: {:.0}/s, a bare fetch of the same {:.0}/s, ratio {:.2}   goal >= 0.50",
        collected.kept,
        MESSAGES as f64 / ours,
        MESSAGES as f64 / theirs,
        theirs / ours
    );
    println!(
        "    {:.1} s on the clock, {busy:.1} s of a processor; bare: headers {:.1} s, bodies {:.1} s (cold {headers:.1} and {bodies:.1})",
        ours, again.0, again.1
    );
    let (start, before) = (Instant::now(), processor());
    let round = app.run_once().await.unwrap();
    println!(
        "understanding {} kept messages: {:.1} s on the clock, {:.1} s of a processor",
        round.received,
        start.elapsed().as_secs_f64(),
        processor() - before
    );
}

/// One message of about two kilobytes as an APPEND.
fn append(number: usize) -> String {
    let known = number.is_multiple_of(ONE_IN);
    let from = if known {
        format!("Known {0} <known{0}@works.example>", number / ONE_IN % 20)
    } else {
        format!("Somebody {number} <somebody{number}@elsewhere{}.example>", number % 500)
    };
    let text =
        "The talk on Thursday was good, and the hall is free until noon on Friday.\r\n".repeat(20);
    let date = jiff::Timestamp::now().strftime("%a, %d %b %Y %H:%M:%S +0000");
    let raw = format!(
        "Received: from mail.elsewhere.example by mx.alpha.test; {date}\r\nFrom: {from}\r\n\
         To: Nell Ashworth <nell.reads@alpha.test>\r\nSubject: About the hall, {number}\r\nDate: {date}\r\n\
         Message-ID: <{number}@elsewhere.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{text}"
    );
    format!("APPEND INBOX {{{}+}}\r\n{raw}", raw.len())
}

/// Seconds for the headers of all, then for the messages that we keep, by two commands.
fn bare(world: &MailWorld, address: &str, roots: &[u8]) -> (f64, f64) {
    let mut store = rustls::RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(roots) {
        store.add(certificate.unwrap()).unwrap();
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(store)
        .with_no_client_auth();
    let name = ServerName::try_from("127.0.0.1").unwrap();
    let connection = rustls::ClientConnection::new(Arc::new(config), name).unwrap();
    let tcp = TcpStream::connect(("127.0.0.1", world.imaps_port)).unwrap();
    let mut server = BufReader::with_capacity(64 * 1024, rustls::StreamOwned::new(connection, tcp));
    let mut command = |text: &str| {
        let tag = "a1 ";
        server.get_mut().write_all(format!("{tag}{text}\r\n").as_bytes()).unwrap();
        let mut literals = 0_usize;
        loop {
            let mut line = Vec::new();
            assert!(server.read_until(b'\n', &mut line).unwrap() > 0, "{text}: it hung up");
            let line = String::from_utf8_lossy(&line);
            if line.starts_with(tag) {
                assert!(line.starts_with("a1 OK"), "{text}: {line}");
                return literals;
            }
            if let Some(length) =
                line.trim_end().strip_suffix('}').and_then(|it| it.rsplit('{').next())
                && let Ok(length) = length.parse::<usize>()
            {
                let mut literal = vec![0; length];
                server.read_exact(&mut literal).unwrap();
                literals += 1;
            }
        }
    };
    let start = Instant::now();
    command(&format!("LOGIN {address} {}", world.password));
    command("EXAMINE INBOX");
    let headers = command("UID FETCH 1:* (UID FLAGS INTERNALDATE BODY.PEEK[HEADER])");
    assert_eq!(headers, MESSAGES);
    let first = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let numbers: Vec<String> =
        (0..MESSAGES).step_by(ONE_IN).map(|number| (number + 1).to_string()).collect();
    let mut bodies = 0;
    for part in numbers.chunks(100) {
        bodies += command(&format!("UID FETCH {} (UID BODY.PEEK[])", part.join(",")));
    }
    assert_eq!(bodies, MESSAGES / ONE_IN);
    (first, start.elapsed().as_secs_f64())
}
