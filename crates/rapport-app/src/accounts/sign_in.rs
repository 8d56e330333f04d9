//! Signing in with a provider, while the user looks on.

use std::time::Duration;

use secrecy::SecretString;

use super::settings::{LoginSettings, ServerSettings, SignInProvider};
use crate::clock::Clock;
use crate::driver::oauth::{LoopbackSignIn, Registration, Tokens, discover, start_device};
use crate::error::AppError;

/// How long the user may take on the provider's page.
const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// A registration as it was typed.
pub(super) struct Typed<'a> {
    pub(super) client_id: &'a str,
    pub(super) client_secret: Option<&'a str>,
    /// By a code to be typed elsewhere, not by the browser of this machine.
    pub(super) device: bool,
    /// The issuer's address, where it is none of the known ones.
    pub(super) provider: Option<&'a str>,
}

/// Signs in; tells the user through `progress` where to go.
pub(super) async fn sign_in(
    typed: &Typed<'_>,
    imap: &ServerSettings,
    clock: &Clock,
    progress: &(dyn Fn(&str) + Send + Sync),
) -> Result<(LoginSettings, Tokens), AppError> {
    let known = provider_of(typed, imap).await?;
    let provider = known.provider();
    let registration = Registration {
        client_id: typed.client_id.to_owned(),
        client_secret: typed.client_secret.map(SecretString::from),
    };
    let tokens = if typed.device {
        let waiting = start_device(&provider, &registration, clock).await?;
        progress(&format!("open {} on any device and type {}", waiting.page(), waiting.code()));
        waiting.finish(clock).await?
    } else {
        let waiting = LoopbackSignIn::start(&provider, &registration).await?;
        progress(&format!("open this page in the browser of this machine: {}", waiting.url()));
        waiting.finish(PATIENCE, clock).await?
    };
    progress(&format!("signed in with {}", provider.name));
    let client_id = typed.client_id.to_owned();
    Ok((LoginSettings::SignIn { provider: known, client_id }, tokens))
}

async fn provider_of(typed: &Typed<'_>, imap: &ServerSettings) -> Result<SignInProvider, AppError> {
    if let Some(issuer) = typed.provider.filter(|text| text.contains("://")) {
        return Ok(SignInProvider::own(discover(issuer).await?));
    }
    SignInProvider::of_host(&imap.host).ok_or_else(|| {
        AppError::usage(
            format!("the sign-in provider of {} is not known", imap.host),
            "name its address with --provider https://…, or use a password",
        )
    })
}
