//! The endpoints and scopes of the providers that want OAuth 2.0 for mail.
//!
//! All fields can be set, for an issuer of one's own and for tests.

use url::{Host, Url};

use super::OauthError;

/// Where to sign in and what to ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// For people: `Google`.
    pub name: String,
    /// The page where the user agrees (RFC 6749, section 3.1).
    pub authorization_url: String,
    /// Where tokens are issued (section 3.2).
    pub token_url: String,
    /// Where device codes are issued (RFC 8628, section 3.1), if anywhere.
    pub device_url: Option<String>,
    /// What is asked for.
    pub scopes: Vec<String>,
    /// More parameters for the page where the user agrees.
    pub extra: Vec<(String, String)>,
    /// How the loopback address has to be written for this provider.
    pub redirect_host: RedirectHost,
}

/// The two ways to write "this machine" in a redirect address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RedirectHost {
    /// `127.0.0.1`, as RFC 8252, section 8.3, recommends.
    Address,
    /// `localhost`: the only one for which Microsoft ignores the port.
    Localhost,
}

impl Provider {
    /// Google. The mail scope is a restricted one: a registration in "testing" gets refresh
    /// tokens that die after seven days. Google does not give this scope to device codes.
    #[must_use]
    pub fn google() -> Self {
        Self {
            name: "Google".to_owned(),
            authorization_url: "https://accounts.google.com/o/oauth2/v2/auth".to_owned(),
            token_url: "https://oauth2.googleapis.com/token".to_owned(),
            device_url: Some("https://oauth2.googleapis.com/device/code".to_owned()),
            scopes: vec!["https://mail.google.com/".to_owned()],
            // Without these two Google gives a refresh token only the first time.
            extra: vec![
                ("access_type".to_owned(), "offline".to_owned()),
                ("prompt".to_owned(), "consent".to_owned()),
            ],
            redirect_host: RedirectHost::Address,
        }
    }

    /// Microsoft, for personal and for work accounts, as a public client.
    #[must_use]
    pub fn microsoft() -> Self {
        let base = "https://login.microsoftonline.com/common/oauth2/v2.0";
        Self {
            name: "Microsoft".to_owned(),
            authorization_url: format!("{base}/authorize"),
            token_url: format!("{base}/token"),
            device_url: Some(format!("{base}/devicecode")),
            scopes: vec![
                "https://outlook.office.com/IMAP.AccessAsUser.All".to_owned(),
                "https://outlook.office.com/SMTP.Send".to_owned(),
                "offline_access".to_owned(),
            ],
            extra: Vec::new(),
            redirect_host: RedirectHost::Localhost,
        }
    }
}

/// A URL to which secrets may be sent: https, or plain http on this machine.
pub(super) fn checked(url: &str) -> Result<Url, OauthError> {
    let unusable = || OauthError::UnusableEndpoint { url: url.to_owned() };
    let parsed = Url::parse(url).map_err(|_| unusable())?;
    let here = match parsed.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(domain)) => domain == "localhost",
        None => false,
    };
    match parsed.scheme() {
        "https" if parsed.host().is_some() => Ok(parsed),
        "http" if here => Ok(parsed),
        _ => Err(unusable()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_to_https_or_to_this_machine_only() {
        for good in ["https://id.example/token", "http://127.0.0.1:9/t", "http://[::1]/t"] {
            assert!(checked(good).is_ok(), "{good}");
        }
        for bad in ["http://id.example/token", "http://localhost.example/", "file:///x", "x", ""] {
            assert!(checked(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_built_in_providers_are_whole() {
        for provider in [Provider::google(), Provider::microsoft()] {
            for url in [Some(&provider.authorization_url), Some(&provider.token_url)]
                .into_iter()
                .chain([provider.device_url.as_ref()])
                .flatten()
            {
                assert!(checked(url).unwrap().scheme() == "https", "{url}");
            }
            assert!(!provider.scopes.is_empty());
        }
        assert!(Provider::microsoft().scopes.contains(&"offline_access".to_owned()));
    }
}
