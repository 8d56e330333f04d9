//! A client of one connection: asks, reads the whole answer, tells how long that took.
//!
//! Not here: anything a browser does with a page beyond naming what it would fetch next.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// An answer.
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Headers as they came, one a line.
    pub head: String,
    /// The body as it came, compressed if it was.
    pub body: Vec<u8>,
    /// Bytes on the line, headers included.
    pub bytes: usize,
    /// From the first byte asked to the last one read.
    pub took: Duration,
}

/// A signed-in client that keeps its connection.
pub struct Client {
    address: String,
    cookie: String,
    stream: BufReader<TcpStream>,
}

impl Client {
    /// Enters by a link that lets in once; the cookie of the session.
    pub fn enter(link: &str) -> (String, String) {
        let rest = link.split("http://").nth(1).unwrap();
        let (address, path) = rest.split_once('/').unwrap();
        let path = path.split_whitespace().next().unwrap();
        let mut client = Self::new(address, "");
        let answer = client.get(&format!("/{path}"), false).unwrap();
        let cookie = answer
            .head
            .lines()
            .find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("set-cookie").then(|| value.trim())
            })
            .expect("the link lets in");
        (address.to_owned(), cookie.split(';').next().unwrap().to_owned())
    }

    /// Connects; the cookie is sent with each question.
    pub fn new(address: &str, cookie: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let stream = BufReader::with_capacity(64 * 1024, stream);
        Self { address: address.to_owned(), cookie: cookie.to_owned(), stream }
    }

    /// Asks for a path.
    pub fn get(&mut self, path: &str, compressed: bool) -> io::Result<Answer> {
        let encoding = if compressed { "Accept-Encoding: gzip\r\n" } else { "" };
        let question = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nAccept: text/html\r\n{encoding}\r\n",
            self.address, self.cookie
        );
        let start = Instant::now();
        self.stream.get_mut().write_all(question.as_bytes())?;
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.stream.read_line(&mut head)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        let header = |wanted: &str| {
            head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case(wanted).then(|| value.trim().to_owned())
            })
        };
        let mut body = Vec::new();
        let mut framing = 0;
        if let Some(length) = header("content-length") {
            body.resize(length.parse().unwrap(), 0);
            self.stream.read_exact(&mut body)?;
        } else if header("transfer-encoding").is_some() {
            loop {
                let mut line = String::new();
                framing += self.stream.read_line(&mut line)? + 2;
                let length = usize::from_str_radix(line.trim(), 16).unwrap();
                let begin = body.len();
                body.resize(begin + length + 2, 0);
                self.stream.read_exact(&mut body[begin..])?;
                body.truncate(begin + length);
                if length == 0 {
                    break;
                }
            }
        }
        let took = start.elapsed();
        let status = head.split_whitespace().nth(1).unwrap().parse().unwrap();
        let bytes = head.len() + body.len() + framing;
        Ok(Answer { status, head, body, bytes, took })
    }
}

/// What a browser fetches with a page: the addresses of its styles, scripts and icons.
pub fn parts_of(page: &str) -> Vec<String> {
    let mut parts: Vec<String> = page
        .split('<')
        .filter(|tag| {
            tag.starts_with("link ") || tag.starts_with("script ") || tag.starts_with("img ")
        })
        .filter_map(|tag| {
            let (_, rest) = tag.split_once("href=\"").or_else(|| tag.split_once("src=\""))?;
            rest.split('"').next().map(str::to_owned)
        })
        .filter(|address| address.starts_with('/'))
        .collect();
    parts.sort();
    parts.dedup();
    parts
}
