//! A true round trip: a small message to oneself, sent by SMTP and seen to arrive by IMAP.
//!
//! Only this shows that an account works: a login that succeeds says nothing about whether
//! mail leaves, and mail that left says nothing about whether replies are seen. Each step is
//! reported as it happens; the first that fails ends the trip with a sentence and a remedy.
//!
//! The message stays in the mailbox, because nothing here changes a mailbox.

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::time::sleep;

use super::MailServer;
use super::connect::ConnectError;
use super::imap::{ImapError, ImapSession, SpecialUse, find};
use super::smtp::{Delivery, deliver};
use crate::clock::Clock;

/// How long to wait for what.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For the message to arrive.
    pub arrival: Duration,
    /// For the provider to put a copy into Sent.
    pub sent_copy: Duration,
    /// Between two looks.
    pub between: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            arrival: Duration::from_secs(180),
            sent_copy: Duration::from_secs(20),
            between: Duration::from_secs(2),
        }
    }
}

/// What was tried, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// An encrypted connection to the reading server.
    Connected,
    /// The login there.
    LoggedIn,
    /// Login and delivery at the sending server.
    Sent,
    /// The message in INBOX.
    Arrived,
    /// The copy in Sent.
    SentCopy,
}

/// One step of the trip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckStep {
    /// Which.
    pub check: Check,
    /// A sentence: what is good, or what is wrong.
    pub sentence: String,
    /// What to do; `Some` means that the step failed.
    pub remedy: Option<String>,
}

/// How the trip went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundTrip {
    /// The steps, the failed one last.
    pub steps: Vec<CheckStep>,
    /// Whether the server keeps copies of what was sent by itself; `None` when the trip did
    /// not come that far or there is no Sent mailbox.
    pub server_keeps_copy: Option<bool>,
    /// How long the message took, once it arrived.
    pub took: Option<Duration>,
}

impl RoundTrip {
    /// Whether the account both sends and sees what arrives.
    #[must_use]
    pub fn succeeded(&self) -> bool {
        self.took.is_some()
    }
}

/// Sends a message from `address` to itself and waits until it arrives. `report` sees each
/// step as soon as it is over.
pub async fn round_trip(
    submission: &MailServer,
    reading: &MailServer,
    address: &str,
    patience: Patience,
    clock: &Clock,
    report: impl FnMut(&CheckStep) + Send,
) -> RoundTrip {
    let mut trip =
        Trip { done: RoundTrip { steps: Vec::new(), server_keeps_copy: None, took: None }, report };
    // The failed step has been reported; there is nothing more to say here.
    let _ = run(&mut trip, submission, reading, address, patience, clock).await;
    trip.done
}

/// A step failed and was reported.
struct Over;

struct Trip<R> {
    done: RoundTrip,
    report: R,
}

impl<R: FnMut(&CheckStep)> Trip<R> {
    fn good(&mut self, check: Check, sentence: impl Into<String>) {
        self.step(CheckStep { check, sentence: sentence.into(), remedy: None });
    }

    fn bad(
        &mut self,
        check: Check,
        sentence: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Over {
        let (sentence, remedy) = (sentence.into(), Some(remedy.into()));
        self.step(CheckStep { check, sentence, remedy });
        Over
    }

    fn step(&mut self, step: CheckStep) {
        (self.report)(&step);
        self.done.steps.push(step);
    }
}

async fn run<R: FnMut(&CheckStep)>(
    trip: &mut Trip<R>,
    submission: &MailServer,
    reading: &MailServer,
    address: &str,
    patience: Patience,
    clock: &Clock,
) -> Result<(), Over> {
    let mut session = log_in(trip, reading).await?;
    let id = message_id(address, clock);
    let message = message(address, &id, clock.now());
    let sent_at = clock.monotonic();
    match deliver(submission, address, address, &message, || async { true }).await {
        Delivery::Accepted { response } => {
            trip.good(Check::Sent, format!("{} took the message: {response}", submission.host));
        }
        other => return Err(trip.bad(Check::Sent, other.to_string(), remedy(&other))),
    }
    wait_for_arrival(trip, &mut session, &id, patience, clock, sent_at).await?;
    look_for_copy(trip, &mut session, &id, patience, clock).await?;
    session.close().await;
    Ok(())
}

async fn log_in<R: FnMut(&CheckStep)>(
    trip: &mut Trip<R>,
    reading: &MailServer,
) -> Result<ImapSession, Over> {
    let host = &reading.host;
    match ImapSession::open(reading).await {
        Ok(session) => {
            trip.good(Check::Connected, format!("connected to {host}, encrypted"));
            trip.good(Check::LoggedIn, format!("logged in as {}", reading.login.user()));
            Ok(session)
        }
        Err(error) => {
            let login = matches!(
                error,
                ImapError::Connect(ConnectError::Login { .. } | ConnectError::NoMechanism { .. })
            );
            if login {
                trip.good(Check::Connected, format!("connected to {host}, encrypted"));
            }
            let check = if login { Check::LoggedIn } else { Check::Connected };
            Err(trip.bad(check, error.to_string(), error.remedy()))
        }
    }
}

async fn wait_for_arrival<R: FnMut(&CheckStep)>(
    trip: &mut Trip<R>,
    session: &mut ImapSession,
    id: &str,
    patience: Patience,
    clock: &Clock,
    sent_at: Duration,
) -> Result<(), Over> {
    let failed = |error: &ImapError| (error.to_string(), error.remedy());
    let mut junk = None;
    loop {
        let took = clock.monotonic().saturating_sub(sent_at);
        match is_in(session, "INBOX", id).await {
            Ok(true) => {
                let seconds = took.as_secs_f32();
                trip.good(Check::Arrived, format!("arrived in INBOX after {seconds:.1} s"));
                trip.done.took = Some(took);
                return Ok(());
            }
            Ok(false) => {}
            Err(error) => {
                let (sentence, remedy) = failed(&error);
                return Err(trip.bad(Check::Arrived, sentence, remedy));
            }
        }
        if took >= patience.arrival {
            break;
        }
        sleep(patience.between).await;
    }
    if let Ok(mailboxes) = session.mailboxes().await
        && let Some(mailbox) = find(&mailboxes, SpecialUse::Junk)
        && let Ok(true) = is_in(session, &mailbox.name, id).await
    {
        junk = Some(mailbox.shown.clone());
    }
    Err(match junk {
        Some(shown) => trip.bad(
            Check::Arrived,
            format!("the message arrived in {shown}, not in INBOX"),
            "move it out of there, so that the provider learns; replies may end there, too",
        ),
        None => trip.bad(
            Check::Arrived,
            format!("the message did not arrive within {} s", patience.arrival.as_secs()),
            "look for it in the provider's web page: if it is there, a filter has moved it; if \
             not, the provider holds it back",
        ),
    })
}

async fn look_for_copy<R: FnMut(&CheckStep)>(
    trip: &mut Trip<R>,
    session: &mut ImapSession,
    id: &str,
    patience: Patience,
    clock: &Clock,
) -> Result<(), Over> {
    let since = clock.monotonic();
    let outcome = async {
        let mailboxes = session.mailboxes().await?;
        let Some(sent) = find(&mailboxes, SpecialUse::Sent) else {
            return Ok(None);
        };
        loop {
            if is_in(session, &sent.name, id).await? {
                return Ok(Some((true, sent.shown.clone())));
            }
            if clock.monotonic().saturating_sub(since) >= patience.sent_copy {
                return Ok(Some((false, sent.shown.clone())));
            }
            sleep(patience.between).await;
        }
    };
    let outcome: Result<Option<(bool, String)>, ImapError> = outcome.await;
    match outcome {
        Ok(Some((stored, shown))) => {
            trip.done.server_keeps_copy = Some(stored);
            let sentence = if stored {
                format!("the server keeps copies in {shown} by itself")
            } else {
                format!("the server keeps no copy in {shown}; one is put there after sending")
            };
            trip.good(Check::SentCopy, sentence);
            Ok(())
        }
        Ok(None) => {
            trip.good(Check::SentCopy, "there is no mailbox for sent messages; no copy is kept");
            Ok(())
        }
        Err(error) => Err(trip.bad(Check::SentCopy, error.to_string(), error.remedy())),
    }
}

async fn is_in(session: &mut ImapSession, mailbox: &str, id: &str) -> Result<bool, ImapError> {
    session.examine(mailbox).await?;
    Ok(!session.uids_of_message_id(id).await?.is_empty())
}

fn remedy(delivery: &Delivery) -> String {
    match delivery {
        Delivery::NoConnection { why } => why.remedy(),
        Delivery::Failed { why } => why.remedy().to_owned(),
        Delivery::Deferred { .. } => "try again in a few minutes".to_owned(),
        Delivery::Uncertain { .. } => {
            "look in the mailbox whether the message arrived, then try again".to_owned()
        }
        Delivery::Accepted { .. } | Delivery::Withheld => String::new(),
    }
}

fn message_id(address: &str, clock: &Clock) -> String {
    let domain = address.rsplit('@').next().unwrap_or("rapport.invalid");
    format!("check-{}@{domain}", clock.mint().simple())
}

fn message(address: &str, id: &str, now: Timestamp) -> Vec<u8> {
    let date = now.to_zoned(TimeZone::UTC).strftime("%a, %d %b %Y %H:%M:%S +0000");
    format!(
        "From: <{address}>\r\nTo: <{address}>\r\nSubject: Rapport checks this account\r\n\
         Date: {date}\r\nMessage-ID: <{id}>\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=us-ascii\r\nAuto-Submitted: auto-generated\r\n\r\n\
         This message was sent to see whether it arrives. It did. You can delete it.\r\n"
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_is_whole_and_ascii() {
        let clock = Clock::virtual_at("2026-11-02T12:00:00Z".parse().unwrap());
        let id = message_id("me@example.org", &clock);
        let text = String::from_utf8(message("me@example.org", &id, clock.now())).unwrap();
        assert!(text.contains("Date: Mon, 02 Nov 2026 12:00:00 +0000\r\n"), "{text}");
        assert!(text.contains(&format!("Message-ID: <{id}>\r\n")));
        assert!(text.contains("\r\n\r\nThis message"), "{text}");
        assert!(text.is_ascii() && !text.replace("\r\n", "").contains(['\r', '\n']));
        assert_ne!(id, message_id("me@example.org", &clock));
    }
}
