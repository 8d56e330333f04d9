//! What is stored of an account beside its secrets: servers, login, identity, budget, habits.
//!
//! Kept as JSON in the account's row. Fields may be added with a default, never renamed.

use rapport_store::account::Account;
use serde::{Deserialize, Serialize};

use crate::driver::Security;
use crate::driver::oauth::{Provider, RedirectHost};
use crate::driver::presets::{self, Preset};
use crate::error::{AppError, Kind};

/// Messages a day where the provider publishes no ceiling.
const MODEST_BUDGET: u32 = 50;

/// Seconds between two messages of one account; the courier adds a spread.
const SPACING: u32 = 60;

/// Servers, identity, budget and what was learned about an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AccountSettings {
    /// Where it sends.
    pub(crate) submission: ServerSettings,
    /// Where it reads.
    pub(crate) imap: ServerSettings,
    /// The login name at both.
    pub(crate) user: String,
    /// How it logs in.
    pub(crate) login: LoginSettings,
    /// The name to send as; the user's own where there is none.
    #[serde(default)]
    pub(crate) display_name: Option<String>,
    /// Certificates (PEM) trusted besides those of the machine.
    #[serde(default)]
    pub(crate) extra_root_pem: Option<String>,
    /// The user agreed to have Junk read.
    #[serde(default)]
    pub(crate) read_junk: bool,
    /// The mailbox that holds everything is read, too.
    #[serde(default)]
    pub(crate) read_all: bool,
    /// Messages a day: a tenth of what the provider allows.
    #[serde(default = "modest_budget")]
    pub(crate) daily_budget: u32,
    /// Seconds between two messages.
    #[serde(default = "spacing")]
    pub(crate) spacing_seconds: u32,
    /// Who keeps the copy of what was sent.
    #[serde(default)]
    pub(crate) sent_copy: CopyRule,
}

/// One server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ServerSettings {
    /// Host name.
    pub(crate) host: String,
    /// Port.
    pub(crate) port: u16,
    /// How the connection is encrypted.
    pub(crate) security: SecurityWord,
}

/// [`Security`] as it is stored and typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum SecurityWord {
    /// From the first byte.
    Tls,
    /// After STARTTLS, never without.
    StartTls,
}

/// How an account logs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum LoginSettings {
    /// A password, kept among the secrets.
    Password,
    /// A sign-in with the user's own registration.
    SignIn {
        /// With whom.
        provider: SignInProvider,
        /// The client id, which is no secret.
        client_id: String,
    },
}

/// Whom the user signs in with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "lowercase")]
pub(crate) enum SignInProvider {
    /// Google; its addresses are built in.
    Google,
    /// Microsoft; its addresses are built in.
    Microsoft,
    /// An issuer of one's own.
    Own {
        /// For people.
        shown: String,
        /// Where the user agrees.
        authorization_url: String,
        /// Where tokens are issued.
        token_url: String,
        /// Where device codes are issued, if anywhere.
        device_url: Option<String>,
        /// What is asked for.
        scopes: Vec<String>,
    },
}

/// Who keeps the copy of a sent message. Providers differ and change, so it is found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CopyRule {
    /// Not known yet: look, and put one there if none appears.
    #[default]
    Unknown,
    /// The server does; one of ours would be a second one.
    ByServer,
    /// Nobody does; one is put there after sending.
    Append,
}

/// How much an account may send.
pub(crate) struct Pacing {
    /// Messages a day.
    pub(crate) daily_budget: u32,
    /// Seconds between two messages.
    pub(crate) spacing_seconds: u32,
}

/// How much an account may send; modest where its settings cannot be read.
pub(crate) fn pacing(account: &Account) -> Pacing {
    AccountSettings::read(account).map_or(
        Pacing { daily_budget: MODEST_BUDGET, spacing_seconds: SPACING },
        |settings| Pacing {
            daily_budget: settings.daily_budget,
            spacing_seconds: settings.spacing_seconds,
        },
    )
}

impl AccountSettings {
    /// Reads the settings of an account's row.
    pub(crate) fn read(account: &Account) -> Result<Self, AppError> {
        serde_json::from_str(&account.settings).map_err(|error| {
            AppError::new(
                Kind::Data,
                format!("the settings of {} cannot be read: {error}", account.address),
                format!("connect it anew: rapport account add {}", account.address),
            )
        })
    }

    /// The text that is stored.
    pub(crate) fn to_text(&self) -> Result<String, AppError> {
        serde_json::to_string(self).map_err(|error| {
            AppError::new(
                Kind::Data,
                format!("the settings of the account cannot be written: {error}"),
                "report this, with the version: rapport --version",
            )
        })
    }

    /// Settings for servers that are known, with the habits of the provider if it is known, too.
    pub(crate) fn new(
        submission: ServerSettings,
        imap: ServerSettings,
        user: String,
        login: LoginSettings,
        preset: Option<&Preset>,
    ) -> Self {
        Self {
            submission,
            imap,
            user,
            login,
            display_name: None,
            extra_root_pem: None,
            read_junk: false,
            // With Gmail a filter takes mail out of INBOX but never out of All Mail.
            read_all: preset.is_some_and(|preset| preset.imap.host == "imap.gmail.com"),
            daily_budget: preset.map_or(MODEST_BUDGET, Preset::daily_budget),
            spacing_seconds: SPACING,
            sent_copy: match preset.map(|preset| preset.sent_copy) {
                Some(presets::SentCopy::Server) => CopyRule::ByServer,
                Some(presets::SentCopy::Ours) => CopyRule::Append,
                Some(presets::SentCopy::Depends) | None => CopyRule::Unknown,
            },
        }
    }
}

impl ServerSettings {
    /// `host:port` for people.
    pub(crate) fn shown(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }
}

impl From<presets::Endpoint> for ServerSettings {
    fn from(endpoint: presets::Endpoint) -> Self {
        Self {
            host: endpoint.host.to_owned(),
            port: endpoint.port,
            security: match endpoint.security {
                Security::ImplicitTls => SecurityWord::Tls,
                Security::StartTls => SecurityWord::StartTls,
            },
        }
    }
}

impl From<SecurityWord> for Security {
    fn from(word: SecurityWord) -> Self {
        match word {
            SecurityWord::Tls => Self::ImplicitTls,
            SecurityWord::StartTls => Self::StartTls,
        }
    }
}

impl SignInProvider {
    /// Addresses and scopes.
    pub(crate) fn provider(&self) -> Provider {
        match self {
            Self::Google => Provider::google(),
            Self::Microsoft => Provider::microsoft(),
            Self::Own { shown, authorization_url, token_url, device_url, scopes } => Provider {
                name: shown.clone(),
                authorization_url: authorization_url.clone(),
                token_url: token_url.clone(),
                device_url: device_url.clone(),
                scopes: scopes.clone(),
                extra: Vec::new(),
                redirect_host: RedirectHost::Address,
            },
        }
    }

    /// The form in which an issuer's own addresses are kept.
    pub(crate) fn own(provider: Provider) -> Self {
        Self::Own {
            shown: provider.name,
            authorization_url: provider.authorization_url,
            token_url: provider.token_url,
            device_url: provider.device_url,
            scopes: provider.scopes,
        }
    }

    /// The provider behind a reading server, as far as one is known.
    pub(crate) fn of_host(host: &str) -> Option<Self> {
        let host = host.to_lowercase();
        let ends = |domain: &str| {
            host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        if ends("gmail.com") || ends("googlemail.com") {
            Some(Self::Google)
        } else if ends("office365.com") || ends("outlook.com") {
            Some(Self::Microsoft)
        } else {
            None
        }
    }
}

const fn modest_budget() -> u32 {
    MODEST_BUDGET
}

const fn spacing() -> u32 {
    SPACING
}

#[cfg(test)]
mod tests;
