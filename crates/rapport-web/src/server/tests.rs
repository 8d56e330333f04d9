//! Peers that send too much, too slowly, or hold too many connections, on real sockets.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

use super::*;
use crate::guard::{BODY_LIMIT, UPLOAD_LIMIT};
use crate::testing::{FORM, Pages};

/// So long may a test wait for what must happen.
const DEADLINE: Duration = Duration::from_secs(30);

/// Impatient, so that a test is not slow.
const STRICT: Limits = Limits {
    head: Duration::from_millis(400),
    patience: Patience { beginning: Duration::from_millis(400), pace: 1 << 20 },
    connections: 24,
    of_one_peer: 8,
};

/// The pages under the name that the test's socket has.
async fn head(method: &str, path: &str, pages: &Pages, more: &str) -> String {
    format!(
        "{method} {path} HTTP/1.1\r\nHost: {}\r\nCookie: rapport={}\r\nOrigin: http://{}\r\n\
         Sec-Fetch-Site: same-origin\r\nConnection: close\r\n{more}\r\n",
        crate::testing::OWN,
        pages.cookie,
        crate::testing::OWN,
    )
}

/// All that the server says until it hangs up.
async fn heard(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let read = timeout(DEADLINE, stream.read_to_end(&mut answer)).await;
    read.expect("the server hangs up").expect("and says so in order");
    String::from_utf8_lossy(&answer).into_owned()
}

async fn asked(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    heard(&mut stream).await
}

/// Another machine, as far as the server can see.
async fn from_elsewhere(address: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::new(IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2)), 0)).unwrap();
    socket.connect(address).await.unwrap()
}

/// Sends that many bytes, as fast as they are taken, and hears the answer.
async fn sent(address: SocketAddr, head: &str, length: usize) -> String {
    let stream = TcpStream::connect(address).await.unwrap();
    let (mut reading, mut writing) = stream.into_split();
    writing.write_all(head.as_bytes()).await.unwrap();
    let piece = vec![b'x'; 64 * 1024];
    let mut left = length;
    while left > 0 {
        let now = left.min(piece.len());
        // A server that hung up is heard below.
        if timeout(DEADLINE, writing.write_all(&piece[..now])).await.unwrap().is_err() {
            break;
        }
        left -= now;
    }
    assert_eq!(left, 0, "what is refused is taken off the connection all the same");
    let mut answer = Vec::new();
    timeout(DEADLINE, reading.read_to_end(&mut answer)).await.unwrap().unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn fifty_megabytes_in_a_form_get_a_clear_answer_and_everybody_else_theirs() {
    let pages = Pages::new().await;
    let address = pages.served(Limits::of(false)).await;
    let length = 50 << 20;
    let body = format!("Content-Type: {FORM}\r\nContent-Length: {length}\r\n");
    let ask = head("GET", "/people", &pages, "").await;
    for path in ["/people/act", "/capture", "/settings"] {
        let large = head("POST", path, &pages, &body).await;
        let (answer, meanwhile) = tokio::join!(sent(address, &large, length), asked(address, &ask));
        assert!(answer.starts_with("HTTP/1.1 413 "), "{path}: {answer}");
        assert!(answer.contains("more than this page takes"), "{path}: {answer}");
        assert!(meanwhile.starts_with("HTTP/1.1 200 "), "{meanwhile}");
    }
    // Nobody who is not signed in makes us read so much.
    let stranger = head("POST", "/people/act", &pages.as_stranger(), &body).await;
    let answer = sent(address, &stranger, length).await;
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
    assert!(length > BODY_LIMIT && length < UPLOAD_LIMIT);
}

#[tokio::test]
async fn a_file_of_more_than_an_import_takes_is_refused_and_leaves_nothing() {
    let pages = Pages::new().await;
    let address = pages.served(Limits::of(false)).await;
    let length = UPLOAD_LIMIT + (1 << 20);
    let kind = "Content-Type: multipart/form-data; boundary=x\r\n";
    let told = format!("{kind}Content-Length: {length}\r\nExpect: 100-continue\r\n");
    // It is told by its length alone, before a byte of it was sent.
    let answer = asked(address, &head("POST", "/people/import", &pages, &told).await).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");

    // One that does not say how long it is comes in until it is too long.
    let untold = format!("{kind}Transfer-Encoding: chunked\r\n");
    let stream = TcpStream::connect(address).await.unwrap();
    let (mut reading, mut writing) = stream.into_split();
    let head = head("POST", "/people/import", &pages, &untold).await;
    writing.write_all(head.as_bytes()).await.unwrap();
    let part = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
    let first = format!("{:x}\r\n{part}\r\n", part.len());
    writing.write_all(first.as_bytes()).await.unwrap();
    let sending = async {
        let piece = [b"10000\r\n".as_slice(), &[b'x'; 1 << 16], b"\r\n"].concat();
        for _ in 0..(length >> 16) {
            if writing.write_all(&piece).await.is_err() {
                break;
            }
        }
        let _ = writing.write_all(b"0\r\n\r\n").await;
    };
    let hearing = async {
        let mut answer = Vec::new();
        let _ = reading.read_to_end(&mut answer).await;
        String::from_utf8_lossy(&answer).into_owned()
    };
    let (_, answer) = timeout(DEADLINE, async { tokio::join!(sending, hearing) }).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    assert!(pages.app.imports().await.unwrap().is_empty());
    let uploads = pages.app.data().join("uploads");
    let folders = std::fs::read_dir(uploads).into_iter().flatten().flatten();
    let left: Vec<_> = folders.flat_map(|it| std::fs::read_dir(it.path()).unwrap()).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn who_sends_drop_by_drop_is_hung_up_on() {
    let pages = Pages::new().await;
    let address = pages.served(STRICT).await;
    // A head that never ends.
    let mut slow = TcpStream::connect(address).await.unwrap();
    let mut dripping = 0;
    let begun = tokio::time::Instant::now();
    while slow.write_all(b"G").await.is_ok() && dripping < 10_000 {
        dripping += 1;
        assert!(begun.elapsed() < DEADLINE, "the head was awaited for ever");
        let mut said = [0; 64];
        let said = timeout(Duration::from_millis(20), slow.read(&mut said)).await;
        if matches!(said, Ok(Ok(0) | Err(_))) {
            break;
        }
    }
    // A connection on which nothing is ever said.
    let mut silent = TcpStream::connect(address).await.unwrap();
    assert_eq!(heard(&mut silent).await, "");
    // A body that comes letter by letter, before the door and behind it.
    for (path, asking) in
        [("/login", pages.as_stranger()), ("/people/act", pages.as_user("me").await)]
    {
        let told = format!("Content-Type: {FORM}\r\nContent-Length: 100000\r\n");
        let head = head("POST", path, &asking, &told).await;
        let (mut reading, mut writing) = TcpStream::connect(address).await.unwrap().into_split();
        writing.write_all(head.as_bytes()).await.unwrap();
        let drip = async {
            loop {
                if writing.write_all(b"a").await.is_err() {
                    std::future::pending::<()>().await;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let mut answer = Vec::new();
        let hearing = timeout(DEADLINE, reading.read_to_end(&mut answer));
        tokio::select! {
            () = drip => unreachable!("it drips for ever"),
            heard = hearing => drop(heard.expect("the body was awaited for ever")),
        }
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.starts_with("HTTP/1.1 408 "), "{path}: {answer}");
        assert!(answer.contains("came too slowly"), "{path}: {answer}");
    }
}

#[tokio::test]
async fn one_peer_with_many_slow_connections_keeps_nobody_out() {
    let pages = Pages::new().await;
    let patient = Limits { head: DEADLINE, ..STRICT };
    let address = pages.served(patient).await;
    let mut held = Vec::new();
    for _ in 0..4 * STRICT.connections {
        let mut stream = from_elsewhere(address).await;
        // Those beyond their share are closed; whether this one is shows later.
        let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: ").await;
        held.push(stream);
    }
    let ask = head("GET", "/", &pages, "").await;
    for _ in 0..3 {
        let answer = asked(address, &ask).await;
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    }
    let mut kept = 0;
    for stream in &mut held {
        let mut byte = [0];
        if timeout(Duration::from_millis(50), stream.read(&mut byte)).await.is_err() {
            kept += 1;
        }
    }
    assert_eq!(kept, STRICT.of_one_peer);
    // What is given back can be taken again.
    drop(held);
    let end = tokio::time::Instant::now() + DEADLINE;
    loop {
        let mut again = from_elsewhere(address).await;
        let _ = again.write_all(ask.as_bytes()).await;
        let mut answer = Vec::new();
        let read = timeout(DEADLINE, again.read_to_end(&mut answer)).await.unwrap();
        if read.is_ok() && answer.starts_with(b"HTTP/1.1 200 ") {
            break;
        }
        assert!(tokio::time::Instant::now() < end, "a place was never given back");
    }
}
