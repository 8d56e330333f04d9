//! From what was typed to the servers of an account.

use super::settings::{SecurityWord, ServerSettings};
use crate::driver::presets::{self, LoginKind, Preset};
use crate::error::AppError;
use crate::input::{AccountInput, LoginInput};

/// The servers of an account, and its provider where it is known.
pub(super) struct Servers {
    pub(super) submission: ServerSettings,
    pub(super) imap: ServerSettings,
    pub(super) preset: Option<&'static Preset>,
}

/// What was typed wins; what was not typed comes from the presets.
pub(super) fn servers(address: &str, input: &AccountInput) -> Result<Servers, AppError> {
    let named = input.provider.as_deref().and_then(presets::by_name);
    let preset = named.or_else(|| presets::by_domain(address));
    let submission = input.submission.as_deref().map(|text| endpoint(text, "--submission", 465));
    let imap = input.imap.as_deref().map(|text| endpoint(text, "--imap", 993));
    let unknown = || {
        let domain = address.rsplit_once('@').map_or(address, |(_, domain)| domain);
        AppError::usage(
            format!("the servers of {domain} are not known here"),
            "ask the provider for its servers, then name both: --submission HOST:465:tls \
             --imap HOST:993:tls",
        )
    };
    let typed = submission.is_some() || imap.is_some();
    let servers = Servers {
        submission: match (submission, preset) {
            (Some(server), _) => server?,
            (None, Some(preset)) => preset.smtp.into(),
            (None, None) => return Err(unknown()),
        },
        imap: match (imap, preset) {
            (Some(server), _) => server?,
            (None, Some(preset)) => preset.imap.into(),
            (None, None) => return Err(unknown()),
        },
        // Servers of one's own have habits of their own.
        preset: preset.filter(|_| !typed),
    };
    if let Some(preset) = servers.preset {
        check_login(preset, &input.login)?;
    }
    Ok(servers)
}

/// A provider that takes no password is not asked to refuse one.
fn check_login(preset: &Preset, login: &LoginInput) -> Result<(), AppError> {
    if preset.login == LoginKind::Oauth && matches!(login, LoginInput::Password(_)) {
        return Err(AppError {
            hints: preset.preparation.iter().map(|step| (*step).to_owned()).collect(),
            ..AppError::usage(
                format!("{} takes no password of any kind from programs", preset.name),
                "",
            )
        });
    }
    Ok(())
}

/// Reads `host:port:security`; without security the port says it, without port the usual one is
/// meant.
fn endpoint(text: &str, option: &str, usual: u16) -> Result<ServerSettings, AppError> {
    let wrong = || {
        AppError::usage(
            format!("\"{text}\" is no server"),
            format!("write it like {option} mail.example.org:{usual}:tls, or :starttls"),
        )
    };
    let mut parts = text.trim().split(':');
    let host = parts.next().unwrap_or_default().trim();
    let port = match parts.next().map(str::trim) {
        None => usual,
        Some(port) => port.parse::<u16>().ok().filter(|port| *port > 0).ok_or_else(wrong)?,
    };
    let security = match parts.next().map(|word| word.trim().to_ascii_lowercase()).as_deref() {
        Some("tls" | "ssl") => SecurityWord::Tls,
        Some("starttls") => SecurityWord::StartTls,
        // Ports 587 (RFC 6409) and 143 (RFC 9051) begin in clear text; the others do not.
        None if matches!(port, 587 | 143 | 25) => SecurityWord::StartTls,
        None => SecurityWord::Tls,
        Some(_) => return Err(wrong()),
    };
    let is_host = !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_graphic());
    if !is_host || parts.next().is_some() {
        return Err(wrong());
    }
    Ok(ServerSettings { host: host.to_owned(), port, security })
}

/// The address to send from, in lower case.
pub(super) fn address(text: &str) -> Result<String, AppError> {
    let address = text.trim().to_lowercase();
    let plain = address.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && domain.contains('.') && !domain.contains('@')
    });
    if plain && !address.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Ok(address);
    }
    Err(AppError::usage(
        format!("\"{}\" is no mail address", text.trim().escape_debug()),
        "write it like you@example.org",
    ))
}

#[cfg(test)]
mod tests;
