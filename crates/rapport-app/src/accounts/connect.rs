//! Connecting an account: servers, login, a true round trip, and only then a row.

use rapport_core::ids::AccountId;
use rapport_store::Scope;
use rapport_store::account::{Account, Mailbox, MailboxRole};

use std::time::Duration;

use super::open::OpenAccount;
use super::sealed::Secrets;
use super::settings::{AccountSettings, CopyRule, LoginSettings};
use super::{sign_in, typed};
use crate::app::App;
use crate::driver::imap::{ImapSession, SpecialUse, find};
use crate::driver::round_trip::{Check, Patience, round_trip};
use crate::error::{AppError, Kind};
use crate::input::{AccountInput, LoginInput};
use crate::view::AccountView;

/// What is told to whoever waits.
type Progress<'a> = &'a (dyn Fn(&str) + Send + Sync);

/// The copy in Sent is looked for again with each message, so that a server that is slow with it
/// costs no patience here.
const COPY_PATIENCE: Duration = Duration::from_secs(3);

impl App {
    /// Connects an account: the login is tried, a message is sent to oneself and seen to arrive,
    /// and only then it is stored. The first account opens the real scope; the practice scope stays
    /// as it is. An account that is there already gets the new login and goes on.
    ///
    /// # Errors
    /// Each step that fails: what the server said and what to do.
    pub async fn add_account(
        &self,
        input: AccountInput,
        progress: &(dyn Fn(&str) + Send + Sync),
    ) -> Result<AccountView, AppError> {
        let address = typed::address(&input.address)?;
        let servers = typed::servers(&address, &input)?;
        let extra_root_pem = input.root_certificates.as_deref().map(read_pem).transpose()?;
        let clock = self.clock_of_the_world();
        let (login, secrets, secret) = match &input.login {
            LoginInput::Password(password) => {
                let secrets = Secrets::with_password(password.clone());
                let secret = secrets.password();
                (LoginSettings::Password, secrets, secret)
            }
            LoginInput::SignIn { client_id, client_secret, device } => {
                let typed = sign_in::Typed {
                    client_id,
                    client_secret: client_secret.as_deref(),
                    device: *device,
                    provider: input.provider.as_deref(),
                };
                let (login, tokens) =
                    sign_in::sign_in(&typed, &servers.imap, &clock, progress).await?;
                let secrets = Secrets::with_tokens(client_secret.clone(), &tokens);
                (login, secrets, tokens.access)
            }
        };
        let user = input.user.clone().unwrap_or_else(|| address.clone());
        let mut settings =
            AccountSettings::new(servers.submission, servers.imap, user, login, servers.preset);
        settings.display_name = input.name.clone().filter(|name| !name.trim().is_empty());
        settings.extra_root_pem = extra_root_pem;
        settings.read_junk = input.read_junk;
        let account = Account {
            id: AccountId::new(clock.mint()),
            name: address.clone(),
            address,
            settings: String::new(),
            secrets: Vec::new(),
            paused: None,
            connected_at: clock.now(),
        };
        let mut open = OpenAccount::new(account, settings, &secret, self.network());
        if !input.untested {
            self.travel(&mut open, progress).await?;
        }
        let mailboxes = mailboxes_to_read(&open).await?;
        let scope = self.store().open_real_scope_of(self.user(), clock.now()).await?;
        let account = self.keep(&scope, open, &secrets, &mailboxes).await?;
        self.account_view(&scope, &account).await
    }

    /// Sends a message to oneself and sees it arrive, then looks up the mailboxes anew.
    ///
    /// # Errors
    /// As [`App::add_account`].
    pub async fn test_account(
        &self,
        address: &str,
        progress: &(dyn Fn(&str) + Send + Sync),
    ) -> Result<AccountView, AppError> {
        let (scope, account) = self.account_named(address).await?;
        let mut open = self.open_account_in(&scope, &account).await?;
        self.travel(&mut open, progress).await?;
        let mailboxes = mailboxes_to_read(&open).await?;
        // Nothing else of the row is written: its token may have been renewed on the way.
        let settings = open.settings.to_text()?;
        self.store().set_account_settings(&scope, account.id, &settings).await?;
        self.keep_mailboxes(&scope, account.id, &mailboxes).await?;
        let account = self.store().account(&scope, account.id).await?;
        self.account_view(&scope, &account).await
    }

    /// The round trip; what it learns about the copy in Sent is remembered.
    async fn travel(&self, open: &mut OpenAccount, progress: Progress<'_>) -> Result<(), AppError> {
        let patience = Patience { sent_copy: COPY_PATIENCE, ..Patience::default() };
        let clock = self.clock_of_the_world();
        let trip = round_trip(
            &open.submission,
            &open.imap,
            &open.account.address,
            patience,
            &clock,
            |step| progress(&step.sentence),
        )
        .await;
        if !trip.succeeded() {
            let failed = trip.steps.iter().find(|step| step.remedy.is_some());
            let (kind, what, remedy) = match failed {
                None => (Kind::Unavailable, "the round trip did not end".to_owned(), String::new()),
                Some(step) => {
                    let remedy = step.remedy.clone().unwrap_or_default();
                    let kind = match step.check {
                        Check::LoggedIn => Kind::Denied,
                        Check::Sent if step.sentence.contains("refused the login") => Kind::Denied,
                        _ => Kind::Unavailable,
                    };
                    (kind, step.sentence.clone(), remedy)
                }
            };
            return Err(AppError::new(kind, what, remedy));
        }
        if trip.server_keeps_copy == Some(true) {
            open.settings.sent_copy = CopyRule::ByServer;
        }
        Ok(())
    }

    /// Writes the account, its mailboxes, and in a fresh scope who the user is.
    async fn keep(
        &self,
        scope: &Scope,
        open: OpenAccount,
        secrets: &Secrets,
        mailboxes: &[(String, MailboxRole)],
    ) -> Result<Account, AppError> {
        let before = self.store().accounts(scope).await?;
        let same = before.iter().find(|account| account.address == open.account.address);
        let mut account = open.account;
        if let Some(same) = same {
            account = Account { id: same.id, connected_at: same.connected_at, ..account };
        }
        account.settings = open.settings.to_text()?;
        account.secrets = secrets.seal(self.key(), scope, account.id)?;
        self.store().save_account(scope, &account).await?;
        self.keep_mailboxes(scope, account.id, mailboxes).await?;
        for (key, value) in [
            ("me.address", Some(&account.address)),
            ("me.name", open.settings.display_name.as_ref()),
        ] {
            if let Some(value) = value
                && self.store().setting(scope, key).await?.is_none()
            {
                self.store().set_setting(scope, key, Some(value)).await?;
            }
        }
        Ok(account)
    }

    /// The mailboxes to read from now on; how far a known one was read stays.
    async fn keep_mailboxes(
        &self,
        scope: &Scope,
        account: AccountId,
        wanted: &[(String, MailboxRole)],
    ) -> Result<(), AppError> {
        let known: Vec<Mailbox> = self
            .store()
            .mailboxes(scope)
            .await?
            .into_iter()
            .filter(|mailbox| mailbox.account == account)
            .collect();
        for mailbox in &known {
            if !wanted.iter().any(|(name, _)| *name == mailbox.name) {
                self.store().remove_mailbox(scope, account, &mailbox.name).await?;
            }
        }
        for (name, role) in wanted {
            let before = known.iter().find(|mailbox| mailbox.name == *name);
            let mailbox = match before {
                Some(mailbox) => Mailbox { role: *role, ..mailbox.clone() },
                None => Mailbox {
                    account,
                    name: name.clone(),
                    role: *role,
                    uidvalidity: None,
                    last_uid: 0,
                    read_at: None,
                    error: None,
                },
            };
            self.store().save_mailbox(scope, &mailbox).await?;
        }
        Ok(())
    }
}

/// INBOX and Sent, and what the user agreed to: All or Junk.
async fn mailboxes_to_read(open: &OpenAccount) -> Result<Vec<(String, MailboxRole)>, AppError> {
    let mut session = ImapSession::open(&open.imap).await?;
    let listed = session.mailboxes().await;
    session.close().await;
    let listed = listed?;
    let inbox = find(&listed, SpecialUse::Inbox).map_or("INBOX", |mailbox| &mailbox.name);
    let mut wanted = vec![(inbox.to_owned(), MailboxRole::Inbox)];
    for (agreed, special_use, role) in [
        (true, SpecialUse::Sent, MailboxRole::Sent),
        (open.settings.read_all, SpecialUse::All, MailboxRole::All),
        (open.settings.read_junk, SpecialUse::Junk, MailboxRole::Junk),
    ] {
        if agreed && let Some(mailbox) = find(&listed, special_use) {
            wanted.push((mailbox.name.clone(), role));
        }
    }
    Ok(wanted)
}

fn read_pem(path: &std::path::Path) -> Result<String, AppError> {
    std::fs::read_to_string(path).map_err(|error| {
        AppError::usage(
            format!("the certificates in {} cannot be read: {error}", path.display()),
            "name a file in PEM form: it has lines with BEGIN CERTIFICATE",
        )
    })
}
