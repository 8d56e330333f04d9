//! The user's mail provider: an inbox, a Sent mailbox, a submission server, and what goes wrong.
//!
//! It is the witness of the world: what it took is what was sent. The protocols are in `smtp` and
//! `imap`; who answers is in `people`.

mod imap;
mod smtp;

use std::collections::BTreeSet;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use rapport_app::clock::Clock;
use rapport_app::driver::network::Network;
use rapport_mail::parse_headers;

use crate::fuse::Fuse;

/// The port of the submission server.
pub const SUBMISSION: u16 = 465;

/// The port of the mailbox.
pub const READING: u16 = 993;

/// Bytes in flight in one direction; more than any message here.
const PIPE: usize = 1 << 20;

/// Where a submission goes wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Before the server said anything.
    Greeting,
    /// At the login.
    Login,
    /// At MAIL.
    Sender,
    /// At RCPT.
    Recipient,
    /// At DATA, in the place of the 354.
    Data,
    /// In the middle of the body.
    Body,
    /// After the body was taken, in the place of the 250.
    Taken,
}

/// How it goes wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// The line is cut.
    Cut(Stage),
    /// The server says this instead; at [`Stage::Taken`] it has thrown the message away.
    Says(Stage, &'static str),
}

/// What becomes of a copy of what was sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CopyHabit {
    /// The server keeps none.
    None,
    /// The server keeps one.
    Keeps,
    /// The server keeps one under an id of its own and names ours in another header.
    Renames,
    /// The server keeps one under an id of its own and says nothing about ours.
    RenamesSilently,
}

/// One message in a mailbox.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its number.
    pub uid: u32,
    /// When it came.
    pub at: Timestamp,
    /// Its bytes.
    pub raw: Vec<u8>,
}

/// One mailbox.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Its name on the wire.
    pub name: &'static str,
    /// Its UIDVALIDITY.
    pub validity: u32,
    /// The number of the next message.
    pub next_uid: u32,
    /// In the order of their numbers.
    pub messages: Vec<Kept>,
    /// When it was last opened by somebody.
    pub examined_at: Option<Timestamp>,
}

impl Folder {
    const fn new(name: &'static str) -> Self {
        Self { name, validity: 1, next_uid: 1, messages: Vec::new(), examined_at: None }
    }

    /// One more message.
    pub fn add(&mut self, at: Timestamp, raw: Vec<u8>) {
        self.messages.push(Kept { uid: self.next_uid, at, raw });
        self.next_uid += 1;
    }

    /// The server rebuilt the mailbox: new numbers for everything, in the same order.
    fn renumber(&mut self) {
        self.validity += 1;
        self.next_uid = 1;
        for message in std::mem::take(&mut self.messages) {
            self.add(message.at, message.raw);
        }
    }
}

/// A message that the submission server took.
#[derive(Clone, Debug)]
pub struct Taken {
    /// When.
    pub at: Timestamp,
    /// The one envelope recipient.
    pub to: String,
    /// The bytes, dots taken away.
    pub raw: Vec<u8>,
    /// The Message-ID that the recipient sees.
    pub message_id: String,
    /// When INBOX was last opened by anybody before it was taken.
    pub inbox_examined: Option<Timestamp>,
    /// The same of Sent.
    pub sent_examined: Option<Timestamp>,
}

/// Everything the provider holds.
#[derive(Debug)]
pub struct State {
    /// Where mail arrives.
    pub inbox: Folder,
    /// What was sent.
    pub sent: Folder,
    /// What the submission server took, in order.
    pub taken: Vec<Taken>,
    /// What goes wrong at the next submission.
    pub fault: Option<Fault>,
    /// Lines after which the next reading is cut.
    pub cut_reading_after: Option<u32>,
    /// Nobody can send.
    pub submission_down: bool,
    /// Nobody can read.
    pub reading_down: bool,
    /// First-time recipients are told to come again.
    pub greylists: bool,
    /// Whom the greylist knows.
    pub known: BTreeSet<String>,
    /// Recipients that the submission server refuses for good.
    pub refused: BTreeSet<String>,
    /// What becomes of copies.
    pub copies: CopyHabit,
    /// Commands served in all.
    pub lines: u64,
}

/// The provider. Clones are the same one.
#[derive(Clone, Debug)]
pub struct Provider {
    state: Arc<Mutex<State>>,
    clock: Clock,
    fuse: Fuse,
}

impl Provider {
    /// An empty one that lives by this clock and dies by this fuse.
    #[must_use]
    pub fn new(clock: Clock, fuse: Fuse) -> Self {
        let state = State {
            inbox: Folder::new("INBOX"),
            sent: Folder::new("Sent"),
            taken: Vec::new(),
            fault: None,
            cut_reading_after: None,
            submission_down: false,
            reading_down: false,
            greylists: false,
            known: BTreeSet::new(),
            refused: BTreeSet::new(),
            copies: CopyHabit::Keeps,
            lines: 0,
        };
        Self { state: Arc::new(Mutex::new(state)), clock, fuse }
    }

    /// The network on which only this provider is.
    #[must_use]
    pub fn network(&self) -> Network {
        let provider = self.clone();
        Network::Memory(Arc::new(move |_, port| provider.call(port)))
    }

    /// What it holds.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Mail from outside arrives.
    pub fn deliver(&self, raw: Vec<u8>) {
        let now = self.clock.now();
        self.state().inbox.add(now, raw);
    }

    /// Both mailboxes get new numbers.
    pub fn renumber(&self) {
        let mut state = self.state();
        state.inbox.renumber();
        state.sent.renumber();
    }

    fn call(&self, port: u16) -> io::Result<tokio::io::DuplexStream> {
        let down = {
            let state = self.state();
            if port == SUBMISSION { state.submission_down } else { state.reading_down }
        };
        if down {
            return Err(io::Error::from(io::ErrorKind::ConnectionRefused));
        }
        let (near, far) = tokio::io::duplex(PIPE);
        let provider = self.clone();
        // Its lines are points of whoever called.
        let (fuse, node) = (self.fuse.clone(), self.fuse.at_work());
        // A peer whose caller hung up ends by itself; what it felt then concerns nobody.
        if port == SUBMISSION {
            let call = async move { smtp::serve(far, provider).await.unwrap_or_default() };
            tokio::spawn(fuse.of_node(node, call));
        } else {
            let call = async move { imap::serve(far, provider).await.unwrap_or_default() };
            tokio::spawn(fuse.of_node(node, call));
        }
        Ok(near)
    }

    /// The server has the message from here on, whatever it says.
    fn take(&self, to: &str, raw: Vec<u8>) {
        let at = self.clock.now();
        let mut state = self.state();
        let ours = parse_headers(&raw).head.message_id.unwrap_or_default();
        let (message_id, copy) = match state.copies {
            CopyHabit::None => (ours, None),
            CopyHabit::Keeps => (ours, Some(raw.clone())),
            CopyHabit::Renames | CopyHabit::RenamesSilently => {
                let id = format!("renamed-{}@provider.example", state.taken.len());
                let names_ours = state.copies == CopyHabit::Renames;
                let copy = renamed(&raw, &ours, &id, names_ours);
                (id, Some(copy))
            }
        };
        let taken = Taken {
            at,
            to: to.to_owned(),
            raw: copy.clone().unwrap_or(raw),
            message_id,
            inbox_examined: state.inbox.examined_at,
            sent_examined: state.sent.examined_at,
        };
        state.taken.push(taken);
        if let Some(copy) = copy {
            state.sent.add(at, copy);
        }
    }
}

/// The message under another id.
fn renamed(raw: &[u8], ours: &str, id: &str, names_ours: bool) -> Vec<u8> {
    let text = String::from_utf8_lossy(raw);
    let more = if names_ours {
        format!("\r\nX-Microsoft-Original-Message-ID: <{ours}>")
    } else {
        String::new()
    };
    let line = format!("Message-ID: <{ours}>");
    text.replacen(&line, &format!("Message-ID: <{id}>{more}"), 1).into_bytes()
}
