//! A mail world of its own: Exim and Dovecot on loopback, run by `testing/mail-sandbox.sh`,
//! whose header lists the users that are there from the start and the policy files.
//!
//! Here: starting, stopping and the settings. How mail is put in place and read back is in
//! [`traffic`](self::traffic), how users and their switches are made in
//! [`users`](self::users).

mod traffic;
mod users;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::project::{missing, project_root, run_unchecked, server_folder};
use crate::watchdog::Watchdog;

pub use users::Mailbox;

/// One running instance; dropping it ends the servers and removes their files.
#[derive(Debug)]
pub struct MailWorld {
    /// Always 127.0.0.1; the certificate is valid for it and for `localhost`.
    pub host: String,
    /// The authority that signed the servers' certificate, as PEM.
    pub ca_pem: PathBuf,
    /// Port without login: takes mail for the local domains from anybody.
    pub mx_port: u16,
    /// Submission with STARTTLS; login needed.
    pub submission_port: u16,
    /// Submission with implicit TLS; login needed.
    pub submissions_port: u16,
    /// IMAP with STARTTLS.
    pub imap_port: u16,
    /// IMAP with implicit TLS.
    pub imaps_port: u16,
    /// ManageSieve.
    pub sieve_port: u16,
    /// LMTP into Dovecot, past Exim.
    pub lmtp_port: u16,
    /// The password of every user here.
    pub password: String,
    /// `alice@alpha.test`, an ordinary user.
    pub alice: String,
    /// `bob@beta.test`, an ordinary user.
    pub bob: String,
    /// `carol@beta.test`, whose Sieve script answers every mail: she is away.
    pub carol: String,
    /// `full@beta.test`, whose mailbox is full: 552 5.2.2.
    pub full: String,
    /// `sink@sink.test`, who gets all mail to anybody at `sink.test`.
    pub sink: String,
    /// `nobody@beta.test`, whom Dovecot does not know: accepted, then a report with 550 5.1.1.
    pub unknown: String,
    /// The folder of the policy files; see [`MailWorld::policy`].
    pub policy_dir: PathBuf,
    /// Dovecot's password file; see [`MailWorld::new_user`].
    pub users_file: PathBuf,
    /// Where the users' homes are, `DOMAIN/LOCAL`.
    pub store: PathBuf,
    /// The servers' logs.
    pub log_dir: PathBuf,
    folder: PathBuf,
    _watchdog: Watchdog,
}

impl MailWorld {
    /// Starts an instance; it is ready when this returns, after about a second.
    #[track_caller]
    #[must_use]
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// As [`MailWorld::start`], with settings of the script's environment, for instance
    /// `("MAIL_SANDBOX_GIVE_UP", "5")`.
    #[track_caller]
    #[must_use]
    pub fn start_with(settings: &[(&str, &str)]) -> Self {
        let folder = server_folder("rapport-mail-");
        let script = script();
        let place = folder.display().to_string();
        let watchdog = Watchdog::start(
            "\"$1\" stop \"$2\"; rm -rf \"$2\"",
            &[&script.display().to_string(), &place],
        );
        let mut start = Command::new(&script);
        start.arg("start").arg(&folder);
        // The last resort, should even the watchdog be killed; a run of hours names a longer one.
        let hour = || "3600".into();
        let longest = std::env::var_os("MAIL_SANDBOX_TTL").unwrap_or_else(hour);
        start.env("MAIL_SANDBOX_TTL", longest).envs(settings.iter().copied());
        let output = run_unchecked(&mut start, "starting Exim and Dovecot");
        let complaint = String::from_utf8_lossy(&output.stderr);
        if complaint.contains("not provisioned") {
            missing("The mail sandbox (Exim, Dovecot, Sieve, openssl)");
        }
        if !output.status.success() {
            panic!("Exim and Dovecot did not start:\n{complaint}");
        }
        let values = Values::read(&String::from_utf8_lossy(&output.stdout));
        Self {
            host: values.text("MAIL_HOST"),
            ca_pem: values.text("MAIL_CA_PEM").into(),
            mx_port: values.port("SMTP_MX_PORT"),
            submission_port: values.port("SMTP_SUBMISSION_PORT"),
            submissions_port: values.port("SMTP_SUBMISSIONS_PORT"),
            imap_port: values.port("IMAP_PORT"),
            imaps_port: values.port("IMAPS_PORT"),
            sieve_port: values.port("SIEVE_PORT"),
            lmtp_port: values.port("LMTP_PORT"),
            password: values.text("MAIL_PASSWORD"),
            alice: values.text("MAIL_USER_1"),
            bob: values.text("MAIL_USER_2"),
            carol: values.text("MAIL_USER_AWAY"),
            full: values.text("MAIL_USER_FULL"),
            sink: values.text("MAIL_USER_SINK"),
            unknown: values.text("MAIL_UNKNOWN"),
            policy_dir: values.text("MAIL_POLICY_DIR").into(),
            users_file: values.text("MAIL_USERS_FILE").into(),
            store: values.text("MAIL_STORE").into(),
            log_dir: values.text("MAIL_LOG_DIR").into(),
            folder,
            _watchdog: watchdog,
        }
    }

    /// The one instance of this test binary, started at the first call. Tests keep apart
    /// by users of their own: [`MailWorld::new_user`].
    #[track_caller]
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<MailWorld> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    /// Ends Dovecot: no IMAP, no delivery, no login, until [`MailWorld::start_dovecot`].
    /// Not for the shared instance.
    #[track_caller]
    pub fn stop_dovecot(&self) {
        self.script(&["down", "dovecot"]);
    }

    /// Starts Dovecot again on the same ports and waits until it answers.
    #[track_caller]
    pub fn start_dovecot(&self) {
        self.script(&["up", "dovecot"]);
    }

    /// Ends Exim: no submission, until [`MailWorld::start_exim`]. Not for the shared instance.
    #[track_caller]
    pub fn stop_exim(&self) {
        self.script(&["down", "exim"]);
    }

    /// Starts Exim again on the same ports and waits until it answers.
    #[track_caller]
    pub fn start_exim(&self) {
        self.script(&["up", "exim"]);
    }

    /// A bearer token that logs `user` in by XOAUTH2 or OAUTHBEARER, over IMAP and
    /// SMTP, for that many seconds; an expired one where `seconds` is negative.
    #[track_caller]
    #[must_use]
    pub fn token(&self, user: &str, seconds: i64) -> String {
        self.script(&["token", user, &seconds.to_string()])
    }

    /// Lets tokens signed by somebody else log in: the public key of `kid`, as PEM.
    #[track_caller]
    pub(crate) fn trust_tokens(&self, algorithm: &str, kid: &str, pem: &str) {
        let keys = self.folder.join("oauth/keys/default").join(algorithm);
        self.make_folder(&keys);
        self.write_owned(&keys.join(kid), pem.as_bytes());
    }

    #[track_caller]
    fn script(&self, words: &[&str]) -> String {
        let (verb, rest) = words.split_at(1);
        let mut command = Command::new(script());
        command.args(verb).arg(&self.folder).args(rest);
        crate::project::run(&mut command, "mail-sandbox.sh").trim().to_owned()
    }
}

fn script() -> PathBuf {
    let script = project_root().join(Path::new("testing/mail-sandbox.sh"));
    if !script.exists() {
        missing("testing/mail-sandbox.sh");
    }
    script
}

/// The KEY=VALUE lines that the script prints.
struct Values(BTreeMap<String, String>);

impl Values {
    fn read(text: &str) -> Self {
        Self(
            text.lines()
                .filter_map(|line| line.split_once('='))
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .collect(),
        )
    }

    #[track_caller]
    fn text(&self, key: &str) -> String {
        match self.0.get(key) {
            Some(value) => value.clone(),
            None => panic!("mail-sandbox.sh start did not print {key}"),
        }
    }

    #[track_caller]
    fn port(&self, key: &str) -> u16 {
        match self.text(key).parse() {
            Ok(port) => port,
            Err(error) => panic!("mail-sandbox.sh printed an odd {key}: {error}"),
        }
    }
}
