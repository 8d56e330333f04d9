//! Users of the mail world: new mailboxes, their Sieve scripts, the policy against an address.

use std::fs::{self, OpenOptions};
use std::io::{Result, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::MailWorld;
use crate::dialogue::Dialogue;
use crate::wait::wait_until;

/// A user of the mail world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// Address and login name.
    pub address: String,
    /// The password over IMAP and submission.
    pub password: String,
}

impl MailWorld {
    /// Makes a mailbox `local@domain` (any domain for IMAP and LMTP; `alpha.test` or
    /// `beta.test` for delivery by Exim) and waits until its login works: Dovecot looks at
    /// its password file once a second.
    #[track_caller]
    pub fn new_user(&self, local: &str, domain: &str) -> Mailbox {
        let address = format!("{local}@{domain}");
        let line = format!("{address}:{{PLAIN}}{}::::::\n", self.password);
        let appended = OpenOptions::new()
            .append(true)
            .open(&self.users_file)
            .and_then(|mut users| users.write_all(line.as_bytes()));
        if let Err(error) = appended {
            panic!("cannot add {address} to the mail world: {error}");
        }
        let what = format!("the login of the new user {address}");
        wait_until(&what, Duration::from_secs(15), || self.login(&address).ok());
        Mailbox { address, password: self.password.clone() }
    }

    /// Sets what the servers say about an address from now on. `file` is one of `reject`,
    /// `tempfail`, `greylist`, `reject_data`, `drop`, `bounce`, `defer` and `sender`, as the
    /// header of `testing/mail-sandbox.sh` tells; `text` for instance
    /// `550 5.7.1 not wanted`. An empty text lifts it.
    #[track_caller]
    pub fn policy(&self, file: &str, address: &str, text: &str) {
        let path = self.policy_dir.join(file);
        let old = match fs::read_to_string(&path) {
            Ok(old) => old,
            Err(error) => panic!("no policy file {file}: {error}"),
        };
        let address = address.to_lowercase();
        let mut new: String = old
            .lines()
            .filter(|line| line.split(": ").next() != Some(address.as_str()))
            .map(|line| format!("{line}\n"))
            .collect();
        if !text.is_empty() {
            new.push_str(&format!("{address}: {text}\n"));
        }
        // Exim reads the file at each recipient: it must never see half of one.
        let draft = path.with_extension("new");
        self.write_owned(&draft, new.as_bytes());
        if let Err(error) = fs::rename(&draft, &path) {
            panic!("cannot replace policy file {file}: {error}");
        }
    }

    /// Sets the Sieve script that Dovecot runs on each mail to `address`.
    #[track_caller]
    pub fn sieve(&self, address: &str, script: &str) {
        let home = self.home(address);
        self.make_folder(&home);
        self.write_owned(&home.join(".dovecot.sieve"), script.as_bytes());
    }

    /// Lets the user answer each mail with an out-of-office note of these words.
    #[track_caller]
    pub fn go_away(&self, address: &str, subject: &str, words: &str) {
        self.sieve(
            address,
            &format!(
                "require [\"vacation-seconds\"];\nvacation :seconds 0 :subject \"{subject}\" \
                 :addresses [\"{address}\"]\n\"{words}\";\n"
            ),
        );
    }

    /// Where the user's mail lies: Dovecot leaves out what follows a `+`.
    pub(super) fn home(&self, address: &str) -> PathBuf {
        let lower = address.to_lowercase();
        let (local, domain) = lower.rsplit_once('@').unwrap_or((&lower, ""));
        let user = local.split('+').next().unwrap_or(local);
        self.store.join(domain).join(user)
    }

    /// An IMAP connection of the user. Dovecot takes a password without TLS from its own host.
    pub(super) fn login(&self, address: &str) -> Result<Dialogue> {
        let mut server = Dialogue::connect(self.imap_port)?;
        server.line()?;
        server.imap(&format!("LOGIN {address} {}", self.password))?;
        Ok(server)
    }

    /// Makes a folder, with its parents, that the servers may write to.
    #[track_caller]
    pub(crate) fn make_folder(&self, folder: &Path) {
        if folder.exists() {
            return;
        }
        if let Some(parent) = folder.parent() {
            self.make_folder(parent);
        }
        if let Err(error) = fs::create_dir(folder).and_then(|()| self.own(folder, 0o700)) {
            panic!("cannot make {}: {error}", folder.display());
        }
    }

    /// Writes a file that the servers may read.
    #[track_caller]
    pub(crate) fn write_owned(&self, file: &Path, bytes: &[u8]) {
        if let Err(error) = fs::write(file, bytes).and_then(|()| self.own(file, 0o600)) {
            panic!("cannot write {}: {error}", file.display());
        }
    }

    /// Under root the servers run as somebody else: what we make becomes theirs.
    fn own(&self, path: &Path, mode: u32) -> Result<()> {
        let servers = fs::metadata(&self.users_file)?;
        fs::set_permissions(path, fs::Permissions::from_mode(mode))?;
        chown(path, Some(servers.uid()), Some(servers.gid()))
    }
}
