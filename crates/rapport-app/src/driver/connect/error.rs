//! Why no usable connection was made: a sentence and a remedy for each case.

use std::error::Error;
use std::io;
use std::time::Duration;

use rustls::{CertificateError, Error as RustlsError};

/// Why a mail server could not be used at all. Nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// The host name has no address.
    #[error("the name {host} could not be found ({detail})")]
    Dns {
        /// The name asked for.
        host: String,
        /// What the resolver said.
        detail: String,
    },
    /// Nothing listens on that port.
    #[error("{host} refuses connections on port {port}")]
    Refused {
        /// The server.
        host: String,
        /// The port.
        port: u16,
    },
    /// The network has no way there.
    #[error("{host} cannot be reached on port {port} ({detail})")]
    Unreachable {
        /// The server.
        host: String,
        /// The port.
        port: u16,
        /// What the system said.
        detail: String,
    },
    /// Somebody did not answer in time.
    #[error("{host} did not answer within {} s while we waited for {waiting_for}", waited.as_secs())]
    TimedOut {
        /// The server.
        host: String,
        /// What was due.
        waiting_for: &'static str,
        /// How long we waited.
        waited: Duration,
    },
    /// The server said nothing where it should greet in clear text.
    #[error("{host} did not greet on port {port} within {} s", waited.as_secs())]
    SilentBeforeTls {
        /// The server.
        host: String,
        /// The port.
        port: u16,
        /// How long we waited.
        waited: Duration,
    },
    /// The connection could not be encrypted, or the certificate proves nothing.
    #[error("no secure connection to {host}: {problem}")]
    Tls {
        /// The server.
        host: String,
        /// The port.
        port: u16,
        /// What is wrong.
        problem: TlsProblem,
    },
    /// The server offers no encryption where STARTTLS was asked for.
    #[error("{host} does not offer STARTTLS on port {port}, and nothing is sent in clear text")]
    NoStartTls {
        /// The server.
        host: String,
        /// The port.
        port: u16,
    },
    /// Something else than a mail server answered.
    #[error("what answers at {host}:{port} is not the expected kind of mail server")]
    NotAMailServer {
        /// The server.
        host: String,
        /// The port.
        port: u16,
        /// Its first words.
        answer: String,
    },
    /// The server does not talk to us.
    #[error("{host} turned us away: {answer}")]
    TurnedAway {
        /// The server.
        host: String,
        /// Its words.
        answer: String,
    },
    /// The connection broke before the login was through.
    #[error("the connection to {host} broke before the login was through ({detail})")]
    Lost {
        /// The server.
        host: String,
        /// What the system said.
        detail: String,
    },
    /// The login was refused.
    #[error("{host} refused the login of {}: {}", refusal.user, refusal.answer)]
    Login {
        /// The server.
        host: String,
        /// The refusal.
        refusal: LoginRefused,
    },
    /// The server knows none of our ways to log in.
    #[error("{host} offers no way to log in that we know (offered: {offered})")]
    NoMechanism {
        /// The server.
        host: String,
        /// What it offers.
        offered: String,
        /// Whether we came with a token rather than a password.
        with_token: bool,
    },
}

/// A login that the server did not accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoginRefused {
    /// The login name.
    pub user: String,
    /// The server's words.
    pub answer: String,
    /// Whether a token was shown rather than a password.
    pub with_token: bool,
}

impl ConnectError {
    /// Whether the same attempt may succeed later without anybody doing anything.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Dns { .. }
            | Self::Refused { .. }
            | Self::Unreachable { .. }
            | Self::TimedOut { .. }
            | Self::SilentBeforeTls { .. }
            | Self::Lost { .. } => true,
            Self::TurnedAway { answer, .. } => answer.starts_with('4') || answer.starts_with('*'),
            Self::Tls { problem, .. } => matches!(problem, TlsProblem::Broken(_)),
            Self::NoStartTls { .. }
            | Self::NotAMailServer { .. }
            | Self::Login { .. }
            | Self::NoMechanism { .. } => false,
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            Self::Dns { host, .. } => {
                format!("check the spelling of {host} and that this machine is online")
            }
            Self::Refused { port, .. } => format!(
                "check the port: 465 or 587 for sending, 993 or 143 for reading; port {port} is \
                 closed there"
            ),
            Self::Unreachable { .. } | Self::Lost { .. } => {
                "check that this machine is online; some networks block mail ports".to_owned()
            }
            Self::TimedOut { .. } => {
                "nothing to do if it happens once; otherwise check host and port, and whether \
                 this network blocks mail ports"
                    .to_owned()
            }
            Self::SilentBeforeTls { port, .. } => format!(
                "port {port} may expect encryption from the first byte: choose implicit TLS"
            ),
            Self::Tls { problem, port, .. } => problem.remedy(*port),
            Self::NoStartTls { .. } => {
                "choose implicit TLS, on port 465 for sending or 993 for reading".to_owned()
            }
            Self::NotAMailServer { .. } => {
                "check host and port: 465 or 587 for sending, 993 or 143 for reading".to_owned()
            }
            Self::TurnedAway { .. } => {
                "wait and try again; if it lasts, ask the mail provider".to_owned()
            }
            Self::Login { refusal, .. } => refusal.remedy().to_owned(),
            Self::NoMechanism { with_token: true, .. } => {
                "this server takes no sign-in token: use a password or an app password".to_owned()
            }
            Self::NoMechanism { with_token: false, .. } => {
                "this server takes no password: sign in with the provider instead".to_owned()
            }
        }
    }
}

impl LoginRefused {
    /// What to do about it, from the answer's words: the big providers say there what they
    /// want instead of a password.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        let answer = self.answer.to_ascii_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| answer.contains(word));
        if self.with_token {
            "sign in again with the provider: the token has expired or was withdrawn"
        } else if says(&["application-specific", "app password", "5.7.9", "invalidsecondfactor"]) {
            "make an app password in the settings of the mail provider and use it here"
        } else if says(&["basic authentication is", "basicauthblocked", "5.7.30", "5.7.139"]) {
            "this provider takes no passwords any more: sign in with the provider instead"
        } else if says(&["too many", "rate limit", "temporarily"]) {
            "wait an hour: the provider has seen too many logins"
        } else if says(&["imap access", "not enabled", "disabled"]) {
            "switch on IMAP and SMTP access in the settings of the mail provider"
        } else {
            "check the login name and the password; many providers want an app password instead \
             of the one for their web page"
        }
    }
}

/// What is wrong with encryption or the certificate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TlsProblem {
    /// The certificate's time is over.
    #[error("its certificate has expired")]
    Expired,
    /// The certificate's time has not begun.
    #[error("its certificate is not valid yet")]
    NotYetValid,
    /// Nobody whom this machine trusts has signed it.
    #[error("its certificate was issued by nobody this machine trusts")]
    UnknownIssuer,
    /// The certificate names other hosts.
    #[error("its certificate is for another name ({names})")]
    WrongName {
        /// The names in the certificate.
        names: String,
    },
    /// The issuer has withdrawn it.
    #[error("its certificate was revoked")]
    Revoked,
    /// The server did not speak TLS.
    #[error("it does not speak TLS there")]
    NotTls,
    /// The extra certificate of the account is not usable.
    #[error("the extra certificate of this account is not a usable PEM certificate")]
    UnusableRoot,
    /// This machine trusts nobody.
    #[error("this machine has no list of trusted certificates")]
    NoRoots,
    /// The connection broke while it was being encrypted.
    #[error("the connection broke while it was being encrypted ({0})")]
    Broken(String),
    /// Anything else, in the library's words.
    #[error("{0}")]
    Other(String),
}

impl TlsProblem {
    /// What to do about it; `port` is where it happened.
    #[must_use]
    pub fn remedy(&self, port: u16) -> String {
        match self {
            Self::Expired | Self::NotYetValid => {
                "check the date and time of this machine; if they are right, the mail provider \
                 has to renew the certificate"
            }
            Self::UnknownIssuer => {
                "if the server is your own, give its authority's certificate to the account; \
                 otherwise do not go on: somebody may sit in between"
            }
            Self::WrongName { .. } => {
                "use the host name that the provider documents: it must be one of the names in \
                 the certificate"
            }
            Self::Revoked => "do not go on, and ask the mail provider",
            Self::NotTls if matches!(port, 25 | 587 | 143) => {
                "this port begins in clear text: choose STARTTLS"
            }
            Self::NotTls => "choose STARTTLS, or check the port",
            Self::UnusableRoot => "give a file that begins with -----BEGIN CERTIFICATE-----",
            Self::NoRoots => "install the package ca-certificates",
            Self::Broken(_) => "try again; if it lasts, check port and encryption",
            Self::Other(_) => "ask the mail provider which TLS versions the server speaks",
        }
        .to_owned()
    }

    /// Finds rustls' reason inside the I/O error of a failed handshake.
    pub(super) fn from_io(error: &io::Error) -> Self {
        let mut source: Option<&(dyn Error + 'static)> =
            error.get_ref().map(|inner| inner as &(dyn Error + 'static));
        while let Some(cause) = source {
            if let Some(error) = cause.downcast_ref::<RustlsError>() {
                return Self::from_rustls(error);
            }
            source = cause.source();
        }
        Self::Broken(error.to_string())
    }

    fn from_rustls(error: &RustlsError) -> Self {
        match error {
            RustlsError::InvalidCertificate(certificate) => match certificate {
                CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                    Self::Expired
                }
                CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                    Self::NotYetValid
                }
                // A bad signature is one by somebody else of the same name.
                CertificateError::UnknownIssuer | CertificateError::BadSignature => {
                    Self::UnknownIssuer
                }
                CertificateError::Revoked => Self::Revoked,
                CertificateError::NotValidForName => Self::WrongName { names: "unknown".into() },
                CertificateError::NotValidForNameContext { presented, .. } => {
                    Self::WrongName { names: presented.join(", ") }
                }
                other => Self::Other(other.to_string()),
            },
            RustlsError::InvalidMessage(_) => Self::NotTls,
            other => Self::Other(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests;
