//! Why there is no token, in words.

use std::error::Error;

use oauth2::basic::{BasicErrorResponseType, BasicRequestTokenError};
use oauth2::{DeviceCodeErrorResponse, DeviceCodeErrorResponseType, RequestTokenError};

use super::provider::Provider;

/// Why a sign-in or a refresh did not yield a token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OauthError {
    /// The refresh token is no longer good (`invalid_grant`), or the provider wants to see the
    /// user again.
    #[error("{provider} no longer accepts the stored sign-in ({detail})")]
    SignInAgain {
        /// Whose sign-in.
        provider: String,
        /// The provider's words.
        detail: String,
    },
    /// The user said no.
    #[error("the sign-in was refused on the provider's page")]
    Denied,
    /// The user was too slow.
    #[error("the code has expired before it was used")]
    CodeExpired,
    /// Nobody came back from the browser.
    #[error("nobody came back from the sign-in page within {0} s")]
    NobodyCame(u64),
    /// This provider has no device codes.
    #[error("this provider has no sign-in by code")]
    NoDeviceCode,
    /// The provider does not know the client id, its secret or what we ask for.
    #[error("{provider} refused this client id: {error} ({detail})")]
    ClientRefused {
        /// The provider.
        provider: String,
        /// The error code of RFC 6749, section 5.2: `invalid_client`, `invalid_scope`…
        error: String,
        /// The provider's words.
        detail: String,
    },
    /// An endpoint is neither https nor on this machine.
    #[error("{url} is no address to which a secret may be sent")]
    UnusableEndpoint {
        /// The address.
        url: String,
    },
    /// The provider did not answer, or not in the protocol.
    #[error("the sign-in service could not be reached ({detail})")]
    Unreachable {
        /// What the system said.
        detail: String,
    },
    /// No free port on this machine, or the like.
    #[error("the sign-in could not listen on this machine ({detail})")]
    CannotListen {
        /// What the system said.
        detail: String,
    },
}

impl OauthError {
    /// Whether the same attempt may succeed later without anybody doing anything.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Unreachable { .. })
    }

    /// What to do about it.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            Self::SignInAgain { provider, .. } => format!("sign in again with {provider}"),
            Self::Denied | Self::CodeExpired | Self::NobodyCame(_) => {
                "start the sign-in again and agree on the provider's page".to_owned()
            }
            Self::NoDeviceCode => "sign in by browser, or use an app password".to_owned(),
            Self::ClientRefused { error, .. } if error == "invalid_scope" => {
                "sign in by browser instead of by code: Google does not allow mail by code; \
                 with an own issuer, check the scopes"
                    .to_owned()
            }
            Self::ClientRefused { provider, .. } => format!(
                "check client id and client secret against the registration with {provider}; \
                 secrets expire there"
            ),
            Self::UnusableEndpoint { .. } => "give an address that begins with https".to_owned(),
            Self::Unreachable { .. } => "nothing now: it is tried again by itself".to_owned(),
            Self::CannotListen { .. } => {
                "check that programs may listen on 127.0.0.1, or sign in by code".to_owned()
            }
        }
    }

    pub(super) fn from_token_error<E: Error + 'static>(
        provider: &Provider,
        error: BasicRequestTokenError<E>,
    ) -> Self {
        match error {
            RequestTokenError::ServerResponse(answer) => {
                let detail = answer.error_description().cloned().unwrap_or_default();
                Self::from_code(provider, answer.error(), detail)
            }
            RequestTokenError::Request(error) => Self::Unreachable { detail: words(&error) },
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
                Self::Unreachable { detail: "the answer made no sense".to_owned() }
            }
        }
    }

    pub(super) fn from_device_error<E: Error + 'static>(
        provider: &Provider,
        error: RequestTokenError<E, DeviceCodeErrorResponse>,
    ) -> Self {
        match error {
            RequestTokenError::ServerResponse(answer) => {
                let detail = answer.error_description().cloned().unwrap_or_default();
                match answer.error() {
                    DeviceCodeErrorResponseType::AccessDenied => Self::Denied,
                    DeviceCodeErrorResponseType::ExpiredToken => Self::CodeExpired,
                    DeviceCodeErrorResponseType::Basic(code) => {
                        Self::from_code(provider, code, detail)
                    }
                    other => Self::ClientRefused {
                        provider: provider.name.clone(),
                        error: other.as_ref().to_owned(),
                        detail,
                    },
                }
            }
            RequestTokenError::Request(error) => Self::Unreachable { detail: words(&error) },
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
                Self::Unreachable { detail: "the answer made no sense".to_owned() }
            }
        }
    }

    fn from_code(provider: &Provider, code: &BasicErrorResponseType, detail: String) -> Self {
        // Providers write novels here; the first line says it.
        let detail: String = detail.lines().next().unwrap_or_default().chars().take(300).collect();
        let provider = provider.name.clone();
        match code.as_ref() {
            // OpenID Connect Core, section 3.1.2.6: the provider wants to see the user.
            "invalid_grant" | "interaction_required" | "login_required" | "consent_required" => {
                Self::SignInAgain { provider, detail }
            }
            "access_denied" => Self::Denied,
            "temporarily_unavailable" | "server_error" => Self::Unreachable { detail },
            error => Self::ClientRefused { provider, error: error.to_owned(), detail },
        }
    }
}

/// An error with its causes, in one line.
fn words(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        source = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_code(code: &str) -> OauthError {
        let code = BasicErrorResponseType::from_str(code);
        OauthError::from_code(&Provider::google(), &code, "first\nsecond".to_owned())
    }

    trait FromStr {
        fn from_str(text: &str) -> BasicErrorResponseType;
    }

    impl FromStr for BasicErrorResponseType {
        fn from_str(text: &str) -> BasicErrorResponseType {
            serde_json::from_value(serde_json::Value::String(text.to_owned())).unwrap()
        }
    }

    #[test]
    fn a_dead_grant_asks_the_user_and_a_bad_client_names_the_registration() {
        let again = from_code("invalid_grant");
        assert!(matches!(&again, OauthError::SignInAgain { detail, .. } if detail == "first"));
        assert_eq!(again.remedy(), "sign in again with Google");
        assert!(!again.is_transient());
        assert!(matches!(from_code("interaction_required"), OauthError::SignInAgain { .. }));
        assert!(from_code("invalid_client").remedy().contains("secrets expire"));
        assert!(from_code("invalid_scope").remedy().contains("by browser"));
        assert!(from_code("temporarily_unavailable").is_transient());
    }
}
