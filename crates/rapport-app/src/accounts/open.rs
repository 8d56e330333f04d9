//! An account ready to use: secrets opened, an expired token renewed.

use rapport_core::ids::AccountId;
use rapport_mail::Mailbox;
use rapport_store::Scope;
use rapport_store::account::Account;
use secrecy::SecretString;
use tokio::sync::Mutex;

use super::sealed::Secrets;
use super::settings::{AccountSettings, LoginSettings, ServerSettings};
use crate::app::App;
use crate::driver::network::Network;
use crate::driver::oauth::{OauthError, Registration, refresh};
use crate::driver::{Login, MailServer};
use crate::error::{AppError, Kind};
use crate::profile::Profile;

/// An account with everything that its drivers need.
pub(crate) struct OpenAccount {
    /// The row.
    pub(crate) account: Account,
    /// What its row says.
    pub(crate) settings: AccountSettings,
    /// Where it sends.
    pub(crate) submission: MailServer,
    /// Where it reads.
    pub(crate) imap: MailServer,
}

/// One renewal at a time: some providers take a renewal token only once, and two workers that
/// renew at the same time would sign the user out.
static RENEWING: Mutex<()> = Mutex::const_new(());

/// How a pause begins that only a new sign-in ends. Until then nobody is asked again.
const SIGN_IN_AGAIN: &str = "sign in again: ";

impl OpenAccount {
    pub(super) fn new(
        account: Account,
        settings: AccountSettings,
        secret: &SecretString,
        network: &Network,
    ) -> Self {
        let server = |server: &ServerSettings| {
            let user = settings.user.clone();
            let login = match settings.login {
                LoginSettings::Password => Login::Password { user, secret: secret.clone() },
                LoginSettings::SignIn { .. } => Login::Token { user, access_token: secret.clone() },
            };
            let pem = settings.extra_root_pem.as_ref().map(|pem| pem.clone().into_bytes());
            MailServer {
                extra_root_pem: pem,
                network: network.clone(),
                ..MailServer::new(&server.host, server.port, server.security.into(), login)
            }
        };
        let (submission, imap) = (server(&settings.submission), server(&settings.imap));
        Self { account, settings, submission, imap }
    }

    /// Who a note is from: the account's own name, else the user's.
    pub(crate) fn identity(&self, profile: &Profile) -> Mailbox {
        let name = self.settings.display_name.clone().unwrap_or_else(|| profile.name.clone());
        Mailbox { name, address: self.account.address.clone() }
    }
}

impl App {
    /// Opens an account of this scope.
    ///
    /// # Errors
    /// The key does not fit, or the sign-in has ended; then the account is stopped until the user
    /// signs in again.
    pub(crate) async fn open_account(&self, account: &Account) -> Result<OpenAccount, AppError> {
        self.open_account_in(self.scope(), account).await
    }

    pub(super) async fn open_account_in(
        &self,
        scope: &Scope,
        account: &Account,
    ) -> Result<OpenAccount, AppError> {
        let settings = AccountSettings::read(account)?;
        let secrets = Secrets::open(self.key(), scope, account)?;
        let secret = match &settings.login {
            LoginSettings::Password => secrets.password(),
            LoginSettings::SignIn { .. } => {
                match secrets.fresh_access(self.clock_of_the_world().now()) {
                    Some(access) => access,
                    None => self.renew(scope, account.id).await?,
                }
            }
        };
        Ok(OpenAccount::new(account.clone(), settings, &secret, self.network()))
    }

    /// A new access token, stored before it is used.
    async fn renew(&self, scope: &Scope, id: AccountId) -> Result<SecretString, AppError> {
        let _one = RENEWING.lock().await;
        // Another worker may have renewed it while this one waited.
        let account = self.store().account(scope, id).await?;
        let settings = AccountSettings::read(&account)?;
        let secrets = Secrets::open(self.key(), scope, &account)?;
        let clock = self.clock_of_the_world();
        if let Some(access) = secrets.fresh_access(clock.now()) {
            return Ok(access);
        }
        if let Some(why) = account.paused.as_deref().filter(|why| why.starts_with(SIGN_IN_AGAIN)) {
            return Err(sign_in_again(&account, why));
        }
        let LoginSettings::SignIn { provider, client_id } = &settings.login else {
            return Ok(secrets.password());
        };
        let registration =
            Registration { client_id: client_id.clone(), client_secret: secrets.client_secret() };
        let Some(old) = secrets.refresh() else {
            let why = "the provider gave no means to renew the sign-in";
            return self.stop_for_sign_in(scope, &account, why).await;
        };
        match refresh(&provider.provider(), &registration, &old, &clock).await {
            Ok(tokens) => {
                let sealed = secrets.renewed(&tokens).seal(self.key(), scope, id)?;
                self.store().set_secrets(scope, id, &sealed).await?;
                Ok(tokens.access)
            }
            Err(error @ OauthError::SignInAgain { .. }) => {
                self.stop_for_sign_in(scope, &account, &error.to_string()).await
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn stop_for_sign_in<T>(
        &self,
        scope: &Scope,
        account: &Account,
        why: &str,
    ) -> Result<T, AppError> {
        let paused = format!("{SIGN_IN_AGAIN}{why}");
        self.store().pause_account(scope, account.id, Some(&paused)).await?;
        tracing::warn!(account = %account.id, "a sign-in has ended");
        Err(sign_in_again(account, &paused))
    }
}

fn sign_in_again(account: &Account, why: &str) -> AppError {
    AppError::new(
        Kind::Denied,
        format!("{} is stopped: {why}", account.address),
        format!("sign in again: rapport account add {} --client-id ID", account.address),
    )
}
