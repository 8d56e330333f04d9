//! Mail accounts: connected, tried, listed, resumed, removed.
//!
//! An account belongs to the real scope, also when it is connected from practice mode. Where each
//! part is:
//!
//! | file | what |
//! |---|---|
//! | `typed` | from what was typed to servers |
//! | `sign_in` | with Google, Microsoft or an issuer of one's own |
//! | `connect` | the round trip, the rows |
//! | `settings`, `sealed` | what is stored, in the open and sealed |
//! | `open` | ready to use, with a token that is good |
//! | `failure` | what drivers report, as errors of the application |
//!
//! What is not here: the conversations with servers ([`crate::driver`]), when to read
//! (`collector`) and when to send (`courier`).

mod connect;
mod failure;
mod open;
mod sealed;
pub(crate) mod settings;
mod sign_in;
mod typed;

use rapport_store::account::Account;
use rapport_store::{Scope, ScopeKind};

use crate::app::App;
use crate::clock::Clock;
use crate::driver::presets::{self, LoginKind};
use crate::error::AppError;
use crate::view::AccountView;
use crate::words;

pub(crate) use open::OpenAccount;
pub(crate) use settings::pacing;

use settings::{AccountSettings, LoginSettings};

impl App {
    /// The connected accounts, the one connected first on top.
    ///
    /// # Errors
    /// What the database says.
    pub async fn accounts(&self) -> Result<Vec<AccountView>, AppError> {
        let Some(scope) = self.store().scope_of(self.user(), ScopeKind::Real).await? else {
            return Ok(Vec::new());
        };
        let mut views = Vec::new();
        for account in self.store().accounts(&scope).await? {
            views.push(self.account_view(&scope, &account).await?);
        }
        Ok(views)
    }

    /// Lets a stopped account go on; what stopped it has been repaired.
    ///
    /// # Errors
    /// No account has this address.
    pub async fn resume_account(&self, address: &str) -> Result<(), AppError> {
        let (scope, account) = self.account_named(address).await?;
        Ok(self.store().pause_account(&scope, account.id, None).await?)
    }

    /// Disconnects an account and deletes its secrets. Messages stay.
    ///
    /// # Errors
    /// No account has this address.
    pub async fn remove_account(&self, address: &str) -> Result<(), AppError> {
        let (scope, account) = self.account_named(address).await?;
        Ok(self.store().remove_account(&scope, account.id).await?)
    }

    /// What the provider of a mail address or domain needs, in sentences; `None` where it is not
    /// known.
    #[must_use]
    pub fn presets(domain: &str) -> Option<String> {
        let preset = presets::by_domain(domain).or_else(|| presets::by_name(domain))?;
        let login = match preset.login {
            LoginKind::Password => "It takes the mail password",
            LoginKind::AppPassword => "It takes an app password",
            LoginKind::AppPasswordOrOauth => "It takes an app password, or sign-in",
            LoginKind::Oauth => "It takes sign-in only",
        };
        let mut sentences = vec![
            format!(
                "{} sends by {}:{} and reads by {}:{}",
                preset.name, preset.smtp.host, preset.smtp.port, preset.imap.host, preset.imap.port
            ),
            login.to_owned(),
        ];
        sentences.extend(preset.preparation.iter().map(|step| (*step).to_owned()));
        Some(sentences.join(". "))
    }

    /// The clock without any practice offset: servers, tokens and certificates live in this time.
    pub(crate) fn clock_of_the_world(&self) -> Clock {
        self.clock().shifted(-self.clock_offset())
    }

    /// The account with this address.
    pub(crate) async fn account_named(&self, address: &str) -> Result<(Scope, Account), AppError> {
        let wanted = address.trim().to_lowercase();
        if let Some(scope) = self.store().scope_of(self.user(), ScopeKind::Real).await? {
            for account in self.store().accounts(&scope).await? {
                if account.address == wanted || account.id.to_string() == wanted {
                    return Ok((scope, account));
                }
            }
        }
        Err(AppError::not_found(
            format!("no account sends from {wanted}"),
            "see all: rapport account list",
        ))
    }

    async fn account_view(
        &self,
        scope: &Scope,
        account: &Account,
    ) -> Result<AccountView, AppError> {
        let settings = AccountSettings::read(account)?;
        let zone = self.profile().await?.zone;
        let now = self.clock_of_the_world().now();
        let mailboxes = self
            .store()
            .mailboxes(scope)
            .await?
            .into_iter()
            .filter(|mailbox| mailbox.account == account.id)
            .map(|mailbox| {
                let read = match mailbox.read_at {
                    None => "not read yet".to_owned(),
                    Some(at) => format!("read {}", words::instant(at, now, &zone)),
                };
                match mailbox.error {
                    None => format!("{}: {read}", mailbox.name),
                    Some(error) => format!("{}: {read}; {error}", mailbox.name),
                }
            })
            .collect();
        Ok(AccountView {
            id: account.id.to_string(),
            address: account.address.clone(),
            submission: settings.submission.shown(),
            imap: settings.imap.shown(),
            login: match settings.login {
                LoginSettings::Password => "password".to_owned(),
                LoginSettings::SignIn { .. } => "sign-in".to_owned(),
            },
            paused: account.paused.clone(),
            mailboxes,
        })
    }
}
