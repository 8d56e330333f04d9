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
    let submission = input
        .submission
        .as_deref()
        .map(|text| endpoint(text, "--submission", 465));
    let imap = input
        .imap
        .as_deref()
        .map(|text| endpoint(text, "--imap", 993));
    let unknown = || {
        let domain = address
            .rsplit_once('@')
            .map_or(address, |(_, domain)| domain);
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
            hints: preset
                .preparation
                .iter()
                .map(|step| (*step).to_owned())
                .collect(),
            ..AppError::usage(
                format!(
                    "{} takes no password of any kind from programs",
                    preset.name
                ),
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
        Some(port) => port
            .parse::<u16>()
            .ok()
            .filter(|port| *port > 0)
            .ok_or_else(wrong)?,
    };
    let security = match parts
        .next()
        .map(|word| word.trim().to_ascii_lowercase())
        .as_deref()
    {
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
    Ok(ServerSettings {
        host: host.to_owned(),
        port,
        security,
    })
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
mod tests {
    use super::*;

    fn input(address: &str) -> AccountInput {
        AccountInput {
            address: address.to_owned(),
            name: None,
            user: None,
            login: LoginInput::Password("secret".to_owned()),
            submission: None,
            imap: None,
            root_certificates: None,
            read_junk: false,
            untested: false,
            provider: None,
        }
    }

    #[test]
    fn servers_are_read_in_short_and_in_full() {
        for (text, host, port, security) in [
            (
                "mail.example.org:465:tls",
                "mail.example.org",
                465,
                SecurityWord::Tls,
            ),
            (
                "mail.example.org:2525:StartTLS",
                "mail.example.org",
                2525,
                SecurityWord::StartTls,
            ),
            (
                "mail.example.org:587",
                "mail.example.org",
                587,
                SecurityWord::StartTls,
            ),
            (
                "mail.example.org",
                "mail.example.org",
                993,
                SecurityWord::Tls,
            ),
        ] {
            let read = endpoint(text, "--imap", 993).unwrap();
            assert_eq!(
                (read.host.as_str(), read.port, read.security),
                (host, port, security)
            );
        }
        for wrong in [
            "",
            ":993",
            "host:0:tls",
            "host:99999",
            "host:993:plain",
            "a:1:tls:x",
            "a b:1",
        ] {
            assert!(endpoint(wrong, "--imap", 993).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_typed_wins_over_the_preset_and_its_habits() {
        let mut typed = input("dana@gmail.com");
        assert_eq!(
            servers("dana@gmail.com", &typed).unwrap().imap.host,
            "imap.gmail.com"
        );
        typed.imap = Some("imap.example.org:993:tls".to_owned());
        let found = servers("dana@gmail.com", &typed).unwrap();
        assert_eq!(found.imap.host, "imap.example.org");
        assert_eq!(found.submission.host, "smtp.gmail.com");
        assert!(found.preset.is_none());
    }

    #[test]
    fn a_domain_of_ones_own_needs_servers_or_a_provider() {
        let mut typed = input("dana@acme.example");
        assert!(servers("dana@acme.example", &typed).is_err());
        typed.provider = Some("google workspace".to_owned());
        assert_eq!(
            servers("dana@acme.example", &typed).unwrap().imap.host,
            "imap.gmail.com"
        );
    }

    #[test]
    fn a_password_for_a_provider_that_takes_none_is_refused_with_what_to_do() {
        let error = servers("dana@outlook.com", &input("dana@outlook.com"))
            .err()
            .unwrap();
        assert!(error.what.contains("takes no password"), "{error:?}");
        assert!(
            error.hints.iter().any(|hint| hint.contains("client")),
            "{error:?}"
        );
    }

    #[test]
    fn addresses_are_checked() {
        assert_eq!(address(" Me@Example.org ").unwrap(), "me@example.org");
        for wrong in [
            "me",
            "@example.org",
            "me@local",
            "a@b@c.org",
            "a b@c.org",
            "me@x.org\r\nBcc: a",
        ] {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }
}
