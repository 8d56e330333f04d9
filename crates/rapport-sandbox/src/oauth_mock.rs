//! An OAuth 2 provider on loopback: `testing/oauth-mock.js` around the npm package
//! `oauth2-mock-server`. Sign-in by code with PKCE, by device code, refresh, and all the
//! ways to be refused. The user agrees at once: no page is shown.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use crate::mail_world::MailWorld;
use crate::port::free_port;
use crate::project::{missing, project_root};

/// The running provider. It ends when this is dropped, and by itself when the test process
/// is gone, because its standard input ends then.
#[derive(Debug)]
pub struct OauthMock {
    port: u16,
    public_key_pem: String,
    process: Mutex<Process>,
}

#[derive(Debug)]
struct Process {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl OauthMock {
    /// Starts a provider; it is ready when this returns, after one or two seconds.
    #[track_caller]
    #[must_use]
    pub fn start() -> Self {
        let root = project_root();
        let modules = root.join("target/oauth-mock");
        if !modules.join("node_modules/oauth2-mock-server").exists() {
            missing("The npm package oauth2-mock-server");
        }
        let port = free_port();
        let child = Command::new("node")
            .arg(root.join("testing/oauth-mock.js"))
            .arg(&modules)
            .arg(port.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let Ok(mut child) = child else {
            missing("Node.js (node)");
        };
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            panic!("the OAuth provider has no pipes");
        };
        let mut process = Process { child, input: Some(input), output: BufReader::new(output) };
        let ready = process.line();
        let Some((_, pem)) = ready.split_once("\"pem\":\"") else {
            panic!("the OAuth provider did not start: {ready}");
        };
        Self {
            port,
            public_key_pem: pem.trim_end_matches("\"}").replace("\\n", "\n"),
            process: Mutex::new(process),
        }
    }

    /// The issuer, `http://127.0.0.1:PORT`. Endpoints below it: `/authorize`, `/token`,
    /// `/device_authorization`, `/userinfo`, `/revoke`, `/.well-known/openid-configuration`.
    #[must_use]
    pub fn issuer(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The port on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Lets the tokens of this provider log in to the mail world by XOAUTH2.
    #[track_caller]
    pub fn trusted_by(&self, world: &MailWorld) {
        world.trust_tokens("RS256", "mock", &self.public_key_pem);
    }

    /// Whom the tokens are for, from now on; `alice@alpha.test` at first.
    #[track_caller]
    pub fn set_user(&self, address: &str) {
        self.ask(&format!("user {address}"));
    }

    /// How long access tokens live, in seconds; 3600 at first. Negative: expired from birth.
    #[track_caller]
    pub fn set_lifetime(&self, seconds: i64) {
        self.ask(&format!("lifetime {seconds}"));
    }

    /// Whether every grant is answered with `invalid_grant`, as after the user withdrew access.
    #[track_caller]
    pub fn refuse_grants(&self, refuse: bool) {
        self.ask(if refuse { "refuse on" } else { "refuse off" });
    }

    /// Whether the user says no when asked: `access_denied`.
    #[track_caller]
    pub fn deny_access(&self, deny: bool) {
        self.ask(if deny { "deny on" } else { "deny off" });
    }

    /// The user enters the device code: until then the answer is `authorization_pending`.
    #[track_caller]
    pub fn approve_device(&self) {
        self.ask("approve");
    }

    /// A refresh token that is good here. All others are answered with `invalid_grant`.
    #[track_caller]
    #[must_use]
    pub fn refresh_token(&self) -> String {
        self.ask("refresh-token")
    }

    /// An access token of the user, without asking by HTTP.
    #[track_caller]
    #[must_use]
    pub fn access_token(&self) -> String {
        self.ask("access-token")
    }

    /// The grant types that were asked for so far, in order, as a JSON list.
    #[track_caller]
    #[must_use]
    pub fn requests(&self) -> String {
        self.ask("requests")
    }

    #[track_caller]
    fn ask(&self, command: &str) -> String {
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        let sent = match process.input.as_mut() {
            Some(input) => writeln!(input, "{command}").and_then(|()| input.flush()),
            None => Ok(()),
        };
        let answer = process.line();
        if sent.is_err() || answer.is_empty() || answer.starts_with("error:") {
            panic!("the OAuth provider did not take `{command}`: {answer}");
        }
        answer
    }
}

impl Drop for OauthMock {
    fn drop(&mut self) {
        let process = self.process.get_mut().unwrap_or_else(PoisonError::into_inner);
        drop(process.input.take());
        // It may have ended by itself.
        let _ = process.child.wait();
    }
}

impl Process {
    /// One line of its output; empty when it has ended.
    fn line(&mut self) -> String {
        let mut line = String::new();
        match self.output.read_line(&mut line) {
            Ok(_) => line.trim_end().to_owned(),
            Err(_) => String::new(),
        }
    }
}
