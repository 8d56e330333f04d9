//! The submission server (RFC 6409): one script for every call, with one fault at most.

use std::io;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream};

use super::{Fault, Provider, Stage};

/// Serves one call until it ends.
pub(super) async fn serve(stream: DuplexStream, provider: Provider) -> io::Result<()> {
    let fault = provider.state().fault.take();
    let mut call = Call { stream: BufReader::new(stream), provider, fault };
    call.run().await
}

struct Call {
    stream: BufReader<DuplexStream>,
    provider: Provider,
    fault: Option<Fault>,
}

/// Whether the call goes on.
#[derive(PartialEq, Eq)]
enum Then {
    GoOn,
    Refused,
    HangUp,
}

impl Call {
    async fn run(&mut self) -> io::Result<()> {
        if self.say(Stage::Greeting, "220 mx.provider.example ESMTP").await? == Then::HangUp {
            return Ok(());
        }
        let mut recipient = String::new();
        loop {
            let Some(line) = self.line().await? else { return Ok(()) };
            let word = line.get(..4).unwrap_or(&line).to_ascii_uppercase();
            let then = match word.as_str() {
                "EHLO" => {
                    self.write("250-mx.provider.example\r\n250-8BITMIME\r\n250 AUTH PLAIN\r\n")
                        .await?;
                    Then::GoOn
                }
                "AUTH" => self.say(Stage::Login, "235 2.7.0 welcome").await?,
                "MAIL" => self.say(Stage::Sender, "250 2.1.0 ok").await?,
                "RCPT" => {
                    recipient = address_in(&line);
                    let answer = self.about(&recipient);
                    self.say(Stage::Recipient, answer).await?
                }
                "DATA" => match self.say(Stage::Data, "354 go ahead").await? {
                    Then::GoOn => self.body(&recipient).await?,
                    then => then,
                },
                "QUIT" => {
                    self.write("221 2.0.0 bye\r\n").await?;
                    Then::HangUp
                }
                _ => {
                    self.write("500 5.5.2 what?\r\n").await?;
                    Then::GoOn
                }
            };
            if then == Then::HangUp {
                return Ok(());
            }
        }
    }

    /// The answer at a stage, or what goes wrong there.
    async fn say(&mut self, stage: Stage, answer: &str) -> io::Result<Then> {
        match &self.fault {
            Some(Fault::Cut(at)) if *at == stage => Ok(Then::HangUp),
            Some(Fault::Says(at, instead)) if *at == stage => {
                let instead = format!("{instead}\r\n");
                self.write(&instead).await?;
                Ok(Then::Refused)
            }
            _ => {
                self.write(&format!("{answer}\r\n")).await?;
                Ok(Then::GoOn)
            }
        }
    }

    /// What the server thinks of a recipient.
    fn about(&self, recipient: &str) -> &'static str {
        let mut state = self.provider.state();
        if state.refused.contains(recipient) {
            return "550 5.1.1 no such user here";
        }
        if state.greylists && state.known.insert(recipient.to_owned()) {
            return "451 4.7.1 greylisted, come again";
        }
        "250 2.1.5 ok"
    }

    async fn body(&mut self, recipient: &str) -> io::Result<Then> {
        let mut raw = Vec::new();
        loop {
            let mut line = Vec::new();
            if self.stream.read_until(b'\n', &mut line).await? == 0 {
                return Ok(Then::HangUp);
            }
            if self.fault == Some(Fault::Cut(Stage::Body)) && raw.len() > 200 {
                return Ok(Then::HangUp);
            }
            if line == b".\r\n" {
                break;
            }
            let content = if line.starts_with(b".") { &line[1..] } else { &line[..] };
            raw.extend_from_slice(content);
        }
        if !matches!(self.fault, Some(Fault::Says(Stage::Taken, _))) {
            self.provider.take(recipient, raw);
        }
        self.provider.fuse.line().await;
        self.say(Stage::Taken, "250 2.0.0 taken").await
    }

    /// The next line without its end; `None` when the caller hung up.
    async fn line(&mut self) -> io::Result<Option<String>> {
        let mut line = Vec::new();
        if self.stream.read_until(b'\n', &mut line).await? == 0 {
            return Ok(None);
        }
        self.provider.state().lines += 1;
        self.provider.fuse.line().await;
        Ok(Some(String::from_utf8_lossy(&line).trim_end().to_owned()))
    }

    async fn write(&mut self, text: &str) -> io::Result<()> {
        let stream = self.stream.get_mut();
        stream.write_all(text.as_bytes()).await?;
        stream.flush().await
    }
}

fn address_in(line: &str) -> String {
    let inner = line.split_once('<').map_or("", |(_, rest)| rest);
    inner.split_once('>').map_or(inner, |(address, _)| address).to_lowercase()
}
