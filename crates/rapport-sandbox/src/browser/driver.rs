//! ChromeDriver: one process, spoken to over HTTP with JSON, a connection for each command.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use serde_json::{Value, json};

use crate::port::free_port;
use crate::project::{missing, server_folder};
use crate::wait::wait_until;
use crate::watchdog::Watchdog;

/// A page of a debug build under load; longer means that something hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// The process, and who ends it.
#[derive(Debug)]
pub(super) struct Driver {
    port: u16,
    _watchdog: Watchdog,
}

impl Driver {
    /// The driver of this test process, started with the first browser.
    #[track_caller]
    pub(super) fn shared() -> &'static Self {
        static DRIVER: OnceLock<Driver> = OnceLock::new();
        DRIVER.get_or_init(Self::start)
    }

    fn start() -> Self {
        let port = free_port();
        // A session of its own: its number is the number of its process group, and the browsers
        // that it starts stay in that group.
        let child = Command::new("setsid")
            .args(["chromedriver", &format!("--port={port}")])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut child) = child else { missing("setsid") };
        let group = child.id().to_string();
        let watchdog = Watchdog::start("kill -9 -\"$1\" 2>/dev/null", &[&group]);
        let driver = Self { port, _watchdog: watchdog };
        wait_until("ChromeDriver to be ready", Duration::from_secs(30), || {
            if let Ok(Some(_)) = child.try_wait() {
                missing("ChromeDriver (chromium-driver)");
            }
            let status = driver.ask("GET", "/status", &Value::Null).ok()?;
            (status["ready"] == true).then_some(())
        });
        driver
    }

    /// Starts a browser; the name of its session and the folder of its profile.
    #[track_caller]
    pub(super) fn new_session(&self) -> (String, PathBuf) {
        let profile = server_folder("rapport-browser-");
        let arguments = [
            "--headless=new".to_owned(),
            // A container gives root no sandbox, and these pages are our own.
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--no-first-run".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            "--disable-quic".to_owned(),
            "--hide-scrollbars".to_owned(),
            "--lang=en-GB".to_owned(),
            format!("--user-data-dir={}", profile.display()),
        ];
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL" },
            "unhandledPromptBehavior": "ignore",
        } } });
        match self.ask("POST", "/session", &wanted) {
            Ok(session) => (session["sessionId"].as_str().unwrap_or_default().to_owned(), profile),
            Err(trouble) => panic!("Chromium did not start (`cargo xtask deps`): {trouble}"),
        }
    }

    /// One command; the value of the answer, or the kind and message of the refusal.
    pub(super) fn ask(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let answer = self.exchange(method, path, body).map_err(|error| error.to_string())?;
        let answer: Value = serde_json::from_slice(&answer).map_err(|error| error.to_string())?;
        let value = &answer["value"];
        if let Some(kind) = value["error"].as_str() {
            let message = value["message"].as_str().unwrap_or_default();
            return Err(format!("{kind}: {}", message.lines().next().unwrap_or_default()));
        }
        Ok(value.clone())
    }

    fn exchange(&self, method: &str, path: &str, body: &Value) -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            self.port,
            body.len()
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(body.as_bytes())?;
        let mut answer = Vec::new();
        let mut piece = [0; 64 * 1024];
        loop {
            if let Some(whole) = body_of(&answer) {
                return Ok(whole);
            }
            match stream.read(&mut piece)? {
                0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
                length => answer.extend_from_slice(piece.get(..length).unwrap_or_default()),
            }
        }
    }
}

/// The body of an answer once all of it has come.
fn body_of(answer: &[u8]) -> Option<Vec<u8>> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(answer.get(..end)?).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:"))?;
    let length: usize = length.trim().parse().ok()?;
    answer.get(end + 4..end + 4 + length).map(<[u8]>::to_vec)
}
