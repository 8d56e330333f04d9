//! Nell's installation with a real mail account, on a Tuesday morning, and the people she writes to.

use std::time::Duration;

use jiff::SignedDuration;
use rapport_mail::parse::{Parsed, parse};
use rapport_sandbox::{FakeSmtp, MailWorld};
use serde_json::Value;

use super::{Rapport, Said, shifted};

/// How long a real server may take to deliver.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The installation, its account, and the servers.
pub struct Office {
    /// The binary and its data.
    pub rapport: Rapport,
    /// Nell's own address.
    pub address: String,
    /// The servers.
    pub world: &'static MailWorld,
}

impl Office {
    /// A user of her own at the sandbox's servers.
    pub fn open(local: &str) -> Self {
        Self::open_at_the_sandbox(local, &["--untested"])
    }

    /// As [`Self::open`], connected by the true round trip, which takes some seconds.
    pub fn open_by_round_trip(local: &str) -> Self {
        Self::open_at_the_sandbox(local, &[])
    }

    fn open_at_the_sandbox(local: &str, more: &[&str]) -> Self {
        let world = MailWorld::shared();
        let submission = format!("127.0.0.1:{}:tls", world.submissions_port);
        let certificates = std::fs::read(&world.ca_pem).unwrap();
        Self::connect(Rapport::new(), local, (&submission, world.imaps_port), &certificates, more)
    }

    /// In a database, if one is given, on a clock that moves under running processes, too; the real
    /// servers are reached by these ports of proxies, for submission and for IMAP.
    pub fn open_on(database: Option<String>, local: &str, submission: u16, imap: u16) -> Self {
        let world = MailWorld::shared();
        let submission = format!("127.0.0.1:{submission}:tls");
        let certificates = std::fs::read(&world.ca_pem).unwrap();
        let rapport = Rapport::on(database);
        Self::connect(rapport, local, (&submission, imap), &certificates, &["--untested"])
    }

    /// As [`Self::open_on`], but what she sends goes through the scripted server.
    pub fn open_on_through(
        database: Option<String>,
        local: &str,
        submission: &FakeSmtp,
        imap: u16,
    ) -> Self {
        let (submission, certificates) = Self::scripted(submission);
        let rapport = Rapport::on(database);
        Self::connect(rapport, local, (&submission, imap), &certificates, &["--untested"])
    }

    /// As [`Self::open`], but what she sends goes through the scripted server, which hands on to
    /// the real one what it takes. Without the round trip: the server may be told to refuse it.
    pub fn open_through(local: &str, submission: &FakeSmtp) -> Self {
        let (submission, certificates) = Self::scripted(submission);
        let imap = MailWorld::shared().imaps_port;
        Self::connect(Rapport::new(), local, (&submission, imap), &certificates, &["--untested"])
    }

    /// The scripted server hands on to the real one: where it is, and whom to trust.
    fn scripted(submission: &FakeSmtp) -> (String, Vec<u8>) {
        let world = MailWorld::shared();
        submission.forward_to(world.mx_port);
        let mut certificates = std::fs::read(&world.ca_pem).unwrap();
        certificates.extend(std::fs::read(submission.ca_pem()).unwrap());
        (format!("127.0.0.1:{}:tls", submission.port()), certificates)
    }

    fn connect(
        rapport: Rapport,
        local: &str,
        (submission, imap): (&str, u16),
        certificates: &[u8],
        more: &[&str],
    ) -> Self {
        let world = MailWorld::shared();
        rapport.later(shifted::to_a_tuesday_morning());
        let mailbox = world.new_user(local, "alpha.test");
        std::fs::write(rapport.home().join("roots.pem"), certificates).unwrap();
        std::fs::write(rapport.home().join("password"), &mailbox.password).unwrap();
        let office = Self { rapport, address: mailbox.address, world };
        let said = office.add_account_at(submission, imap, more);
        assert_eq!(said.code, 0, "{said:#?}");
        #[rustfmt::skip]
        office.rapport.ok(&[
            "me", "--name", "Nell Ashworth", "--mobile", "07700 900417",
            "--landline", "0117 496 0123", "--postal", "14 Orchard Lane; Bristol BS1 5TR",
            "--country", "GB", "--zone", shifted::ZONE,
        ]);
        office
    }

    /// Types `rapport account add` for her address with this submission server.
    pub fn add_account(&self, submission: &str, more: &[&str]) -> Said {
        self.add_account_at(submission, self.world.imaps_port, more)
    }

    fn add_account_at(&self, submission: &str, imap: u16, more: &[&str]) -> Said {
        let imap = format!("127.0.0.1:{imap}:tls");
        let roots = self.rapport.home().join("roots.pem");
        let password = self.rapport.home().join("password");
        #[rustfmt::skip]
        let mut words = vec![
            "account", "add", &self.address, "--name", "Nell Ashworth",
            "--password-file", password.to_str().unwrap(),
            "--submission", submission, "--imap", &imap,
            "--root-certificates", roots.to_str().unwrap(),
        ];
        words.extend(more);
        self.rapport.run(&words)
    }

    /// She met somebody of the sandbox at an interview, yesterday afternoon; the note of thanks is
    /// ready.
    pub fn met(&self, name: &str, address: &str) {
        #[rustfmt::skip]
        self.rapport.ok(&[
            "met", name, "--email", address, "--kind", "interview", "--when", "yesterday 15:00",
            "--said", "the glass roof of their hall; a colleague who keeps bees",
        ]);
    }

    /// Lets the half minute pass in which she could take it back, and the one between two mails,
    /// then does one round.
    pub fn round(&self) -> Value {
        self.rapport.later(SignedDuration::from_mins(2));
        self.rapport.one(&["run"])
    }

    /// Her yes to one note, and the round that sends it.
    pub fn send_to(&self, name: &str) -> Value {
        self.rapport.ok(&["approve", name, "--now"]);
        self.round()
    }

    /// What has arrived in somebody's INBOX, oldest first.
    pub fn arrived(&self, address: &str) -> Vec<Vec<u8>> {
        self.world.messages_in(address, "INBOX")
    }

    /// The note that arrived there, as soon as it has.
    pub fn note_at(&self, address: &str) -> Vec<u8> {
        self.world.wait_for_message(address, |_| true, PATIENCE)
    }

    /// Puts a message of these header lines and this text into her INBOX.
    pub fn receive(&self, from: &str, headers: &str, text: &str) {
        let now = self.rapport.now().strftime("%a, %d %b %Y %H:%M:%S +0000");
        let raw = format!(
            "From: {from}\r\nTo: {}\r\nDate: {now}\r\n{headers}\r\n\r\n{text}\r\n",
            self.address
        );
        self.world.deliver(from, &self.address, raw.as_bytes());
    }

    /// What `show` says of somebody.
    pub fn show(&self, name: &str) -> Value {
        self.rapport.one(&["show", name])
    }

    /// The first follow-up of somebody.
    pub fn follow_up(&self, name: &str) -> Value {
        self.show(name)["follow_ups"][0].clone()
    }

    /// The rows of Today.
    pub fn rows(&self) -> Vec<Value> {
        self.rapport.one(&["today"])["rows"].as_array().unwrap().clone()
    }
}

/// Reads a message that arrived.
pub fn read(raw: &[u8]) -> Parsed {
    parse(raw)
}

/// The value of a header as it stands in the bytes, unfolded; the first one.
pub fn header(raw: &[u8], name: &str) -> Option<String> {
    let text = String::from_utf8_lossy(raw).replace("\r\n", "\n");
    let head =
        text.split("\n\n").next().unwrap_or_default().replace("\n ", " ").replace("\n\t", " ");
    head.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })
}
