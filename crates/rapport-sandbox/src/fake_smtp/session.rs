//! The dialogue with one client: RFC 5321, STARTTLS by RFC 3207, AUTH by RFC 4954.
//!
//! Each function gives `None` when the connection is over.

use std::net::TcpStream;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::script::{Fault, Stage, take};
use super::wire::Wire;
use super::{AcceptedMail, MessageIds, Security, Shared, lock};
use crate::dialogue::deliver_by_smtp;

/// Talks to one client until either side ends it.
pub(super) fn serve(shared: &Shared, stream: TcpStream, number: u32) {
    let Some(mut wire) = Wire::new(stream) else {
        return;
    };
    if shared.security == Security::Implicit {
        match wire.secured(&shared.tls) {
            Some(secured) => wire = secured,
            None => return,
        }
    }
    let mut session = Session {
        shared,
        wire: Some(wire),
        number,
        user: None,
        sender: None,
        recipients: Vec::new(),
    };
    session.talk();
    if let Some(wire) = &session.wire {
        wire.drop_now();
    }
}

struct Session<'shared> {
    shared: &'shared Shared,
    /// Taken out only while TLS starts.
    wire: Option<Wire>,
    number: u32,
    user: Option<String>,
    sender: Option<String>,
    recipients: Vec<String>,
}

/// Whether the right answer is still due.
#[derive(PartialEq, Eq)]
enum Turn {
    Proceed,
    Answered,
}

impl Session<'_> {
    fn talk(&mut self) -> Option<()> {
        if self.turn(Stage::Connect)? == Turn::Proceed {
            self.send("220 fake.example ESMTP")?;
        }
        loop {
            let line = self.line()?;
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            let rest = line.get(verb.len()..).unwrap_or_default().trim();
            // Passwords and tokens stay out of the transcript.
            let noted = if verb == "AUTH" { auth_name(rest) } else { line.clone() };
            lock(&self.shared.transcript).push((self.number, noted));
            match verb.as_str() {
                "EHLO" | "HELO" => self.hello()?,
                "STARTTLS" => self.start_tls()?,
                "AUTH" => self.auth(rest)?,
                "MAIL" => self.mail(rest)?,
                "RCPT" => self.rcpt(rest)?,
                "DATA" => self.data()?,
                "RSET" | "NOOP" => self.reset()?,
                "QUIT" => {
                    if self.turn(Stage::Other)? == Turn::Proceed {
                        self.send("221 2.0.0 good-bye")?;
                    }
                    return None;
                }
                _ => self.send("500 5.5.1 unknown command")?,
            }
        }
    }

    fn hello(&mut self) -> Option<()> {
        if self.turn(Stage::Hello)? == Turn::Answered {
            return Some(());
        }
        let secured = self.wire.as_ref()?.is_secured();
        self.send("250-fake.example")?;
        if self.shared.security == Security::StartTls && !secured {
            self.send("250-STARTTLS")?;
        } else {
            self.send("250-AUTH PLAIN LOGIN XOAUTH2")?;
        }
        self.send("250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n250 SIZE 26214400")
    }

    fn start_tls(&mut self) -> Option<()> {
        if self.turn(Stage::StartTls)? == Turn::Answered {
            return Some(());
        }
        if self.shared.security != Security::StartTls || self.wire.as_ref()?.is_secured() {
            return self.send("503 5.5.1 no TLS here");
        }
        self.send("220 2.0.0 ready to start TLS")?;
        self.wire = Some(self.wire.take()?.secured(&self.shared.tls)?);
        (self.user, self.sender) = (None, None);
        self.recipients.clear();
        Some(())
    }

    fn auth(&mut self, rest: &str) -> Option<()> {
        if self.shared.security == Security::StartTls && !self.wire.as_ref()?.is_secured() {
            return self.send("538 5.7.11 encryption required");
        }
        let mut words = rest.split_whitespace();
        let mechanism = words.next().unwrap_or_default().to_ascii_uppercase();
        let initial = words.next().map(str::to_owned);
        let (user, secret) = match mechanism.as_str() {
            "PLAIN" => {
                let text = self.challenge(initial, "")?;
                let mut parts = text.split('\0').skip(1);
                (parts.next()?.to_owned(), parts.next()?.to_owned())
            }
            "LOGIN" => {
                let user = self.challenge(initial, "VXNlcm5hbWU6")?;
                (user, self.challenge(None, "UGFzc3dvcmQ6")?)
            }
            "XOAUTH2" => {
                let text = self.challenge(initial, "")?;
                let field = |name: &str| {
                    let found = text.split('\x01').find_map(|part| part.strip_prefix(name));
                    found.unwrap_or_default().to_owned()
                };
                (field("user="), field("auth=Bearer "))
            }
            _ => return self.send("504 5.5.4 unknown mechanism"),
        };
        if self.turn(Stage::Auth)? == Turn::Answered {
            return Some(());
        }
        let by_token = mechanism == "XOAUTH2";
        if self.may_log_in(&user, &secret, by_token) {
            self.user = Some(user);
            return self.send("235 2.7.0 welcome");
        }
        if by_token {
            // Google's way: the reason as a challenge, an empty answer, then the refusal.
            let reason = r#"{"status":"401","schemes":"bearer","scope":"https://mail.example/"}"#;
            self.send(&format!("334 {}", STANDARD.encode(reason)))?;
            self.line()?;
        }
        self.send("535 5.7.8 user or password not right")
    }

    /// What the client answers to a challenge, decoded; its initial response spares it.
    fn challenge(&mut self, initial: Option<String>, challenge: &str) -> Option<String> {
        let answer = match initial {
            Some(answer) => answer,
            None => {
                self.send(&format!("334 {challenge}"))?;
                self.line()?
            }
        };
        let bytes = STANDARD.decode(answer);
        Some(String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned())
    }

    fn may_log_in(&self, user: &str, secret: &str, by_token: bool) -> bool {
        let settings = lock(&self.shared.settings);
        if settings.passwords.is_empty() && settings.tokens.is_empty() {
            return true;
        }
        let known = if by_token { &settings.tokens } else { &settings.passwords };
        known.get(user).is_some_and(|right| right == secret)
    }

    fn mail(&mut self, rest: &str) -> Option<()> {
        if self.turn(Stage::Sender)? == Turn::Answered {
            return Some(());
        }
        let secured = self.wire.as_ref()?.is_secured();
        if self.shared.security == Security::StartTls && !secured {
            return self.send("530 5.7.0 must issue a STARTTLS command first");
        }
        if self.user.is_none() && self.shared.security != Security::Plain {
            return self.send("530 5.7.0 authentication required");
        }
        self.sender = Some(address(rest));
        self.recipients.clear();
        self.send("250 2.1.0 sender taken")
    }

    fn rcpt(&mut self, rest: &str) -> Option<()> {
        if self.sender.is_none() {
            return self.send("503 5.5.1 MAIL first");
        }
        // The rules look at the list, so the address is on it while they are asked.
        self.recipients.push(address(rest));
        if self.turn_for_last(Stage::Recipient)? == Turn::Answered {
            self.recipients.pop();
            return Some(());
        }
        self.send("250 2.1.5 recipient taken")
    }

    fn data(&mut self) -> Option<()> {
        if self.recipients.is_empty() {
            return self.send("503 5.5.1 RCPT first");
        }
        if self.turn(Stage::Data)? == Turn::Answered {
            return Some(());
        }
        self.send("354 go ahead")?;
        if self.turn(Stage::Content)? == Turn::Answered {
            // A client in the middle of its message reads no answer: it ends here.
            return None;
        }
        let ended = ended(self.shared);
        let bytes = self.wire.as_mut()?.message(&ended)?;
        if self.turn(Stage::FinalDot)? == Turn::Proceed {
            match self.accept(bytes) {
                Ok(()) => {
                    if self.turn(Stage::Accepted)? == Turn::Proceed {
                        self.send("250 2.0.0 taken")?;
                    }
                }
                Err(refusal) => self.send(&refusal)?,
            }
        }
        self.sender = None;
        self.recipients.clear();
        Some(())
    }

    /// Takes the message; the line to answer where the MX port behind us did not.
    fn accept(&mut self, bytes: Vec<u8>) -> Result<(), String> {
        let (policy, forward) = {
            let settings = lock(&self.shared.settings);
            (settings.message_ids, settings.forward)
        };
        let mut accepted = lock(&self.shared.accepted);
        let (client_message_id, bytes) = with_message_id(bytes, policy, accepted.len() + 1);
        let mail = AcceptedMail {
            connection: self.number,
            user: self.user.clone(),
            sender: self.sender.clone().unwrap_or_default(),
            recipients: self.recipients.clone(),
            bytes,
            client_message_id,
        };
        if let Some(port) = forward {
            let to: Vec<&str> = mail.recipients.iter().map(String::as_str).collect();
            if let Err(error) = deliver_by_smtp(port, &mail.sender, &to, &mail.bytes) {
                let words = error.to_string();
                let is_reply = words.starts_with(['4', '5']);
                return Err(if is_reply { words } else { format!("451 4.4.1 {words}") });
            }
        }
        accepted.push(mail);
        Ok(())
    }

    fn reset(&mut self) -> Option<()> {
        if self.turn(Stage::Other)? == Turn::Proceed {
            self.sender = None;
            self.recipients.clear();
            self.send("250 2.0.0 done")?;
        }
        Some(())
    }

    /// Asks the script before the right answer is given.
    fn turn(&mut self, stage: Stage) -> Option<Turn> {
        let recipients = self.recipients.clone();
        self.ask_script(stage, &recipients)
    }

    /// As `turn`, for the recipient just named alone.
    fn turn_for_last(&mut self, stage: Stage) -> Option<Turn> {
        let last: Vec<String> = self.recipients.last().cloned().into_iter().collect();
        self.ask_script(stage, &last)
    }

    fn ask_script(&mut self, stage: Stage, recipients: &[String]) -> Option<Turn> {
        let (delays, fault) = {
            let mut settings = lock(&self.shared.settings);
            let fault = take(&mut settings.rules, stage, self.number, recipients);
            (settings.delays, fault)
        };
        if let Some(delays) = delays {
            self.rest(delays.pause(self.number, stage))?;
        }
        match fault {
            None => Some(Turn::Proceed),
            Some(Fault::Drop) => None,
            Some(Fault::DropAfter(bytes)) => {
                let ended = ended(self.shared);
                self.wire.as_mut()?.swallow(bytes, &ended)?;
                None
            }
            Some(Fault::Stall(pause)) => {
                self.rest(pause)?;
                Some(Turn::Proceed)
            }
            Some(Fault::Answer(line)) => {
                self.send(&line)?;
                if line.starts_with("421") { None } else { Some(Turn::Answered) }
            }
        }
    }

    /// Rests, but no longer than the server lives.
    fn rest(&self, pause: Duration) -> Option<()> {
        let start = Instant::now();
        loop {
            if self.shared.ended.load(Ordering::SeqCst) {
                return None;
            }
            let left = pause.saturating_sub(start.elapsed());
            if left.is_zero() {
                return Some(());
            }
            thread::sleep(left.min(Duration::from_millis(20)));
        }
    }

    fn send(&mut self, line: &str) -> Option<()> {
        self.wire.as_mut()?.send(line)
    }

    fn line(&mut self) -> Option<String> {
        let ended = ended(self.shared);
        self.wire.as_mut()?.line(&ended)
    }
}

fn ended(shared: &Shared) -> impl Fn() -> bool {
    || shared.ended.load(Ordering::SeqCst)
}

/// `AUTH` and its mechanism, without what follows.
fn auth_name(rest: &str) -> String {
    format!("AUTH {}", rest.split_whitespace().next().unwrap_or_default())
}

/// The address within `FROM:<a@b> SIZE=1`.
fn address(rest: &str) -> String {
    let inner = rest.split_once('<').and_then(|(_, after)| after.split_once('>'));
    inner.map_or(rest, |(inner, _)| inner).trim().to_owned()
}

/// The Message-ID that was there, and the message with the one that shall be there.
fn with_message_id(bytes: Vec<u8>, policy: MessageIds, number: usize) -> (String, Vec<u8>) {
    let end = bytes.windows(4).position(|part| part == b"\r\n\r\n").unwrap_or(bytes.len());
    let head = String::from_utf8_lossy(bytes.get(..end).unwrap_or_default()).into_owned();
    let mut old = String::new();
    let mut lines = Vec::new();
    let mut within = false;
    for line in head.split("\r\n") {
        if line.starts_with([' ', '\t']) && within {
            old.push_str(line.trim());
            continue;
        }
        within = line.get(..11).is_some_and(|name| name.eq_ignore_ascii_case("message-id:"));
        if within {
            old = line.get(11..).unwrap_or_default().trim().to_owned();
        } else {
            lines.push(line);
        }
    }
    if policy == MessageIds::Keep {
        return (old, bytes);
    }
    let mut new = format!("Message-ID: <replaced-{number}@fake.example>\r\n");
    if policy == MessageIds::ReplaceKeepingOriginal && !old.is_empty() {
        new.push_str(&format!("X-Microsoft-Original-Message-ID: {old}\r\n"));
    }
    new.push_str(&lines.join("\r\n"));
    let mut message = new.into_bytes();
    message.extend_from_slice(bytes.get(end..).unwrap_or_default());
    (old, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_id_is_replaced_and_the_old_one_kept_on_request() {
        let mail =
            b"To: a@b.test\r\nmessage-id:\r\n <old@x.test>\r\nSubject: s\r\n\r\nbody\r\n".to_vec();
        let (old, same) = with_message_id(mail.clone(), MessageIds::Keep, 1);
        assert_eq!((old.as_str(), &same), ("<old@x.test>", &mail));
        let (old, new) = with_message_id(mail, MessageIds::ReplaceKeepingOriginal, 2);
        assert_eq!(old, "<old@x.test>");
        assert_eq!(
            String::from_utf8_lossy(&new),
            "Message-ID: <replaced-2@fake.example>\r\n\
             X-Microsoft-Original-Message-ID: <old@x.test>\r\n\
             To: a@b.test\r\nSubject: s\r\n\r\nbody\r\n"
        );
    }

    #[test]
    fn an_address_is_found_with_and_without_brackets() {
        assert_eq!(address("FROM:<a@b.test> SIZE=3"), "a@b.test");
        assert_eq!(address("FROM:<>"), "");
    }
}
