//! The providers, as data. State of November 2026; ceilings as the providers publish them.
//!
//! To add one: hosts and ports from the provider's own help pages, implicit TLS where it is
//! offered (RFC 8314), and a sentence for everything the user must switch on.

use super::super::Security::{ImplicitTls, StartTls};
use super::{Endpoint, LoginKind, Preset, SentCopy};

const fn tls(host: &'static str, port: u16) -> Endpoint {
    Endpoint { host, port, security: ImplicitTls }
}

const fn starttls(host: &'static str, port: u16) -> Endpoint {
    Endpoint { host, port, security: StartTls }
}

/// All presets; the first that fits wins.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "Gmail",
        domains: &["gmail.com", "googlemail.com"],
        mx: &["gmail-smtp-in.l.google.com"],
        imap: tls("imap.gmail.com", 993),
        smtp: tls("smtp.gmail.com", 465),
        login: LoginKind::AppPasswordOrOauth,
        preparation: &[
            "Switch on 2-step verification in the Google account",
            "Make an app password at myaccount.google.com/apppasswords and use its 16 letters \
             here; the account's own password is refused",
        ],
        sent_copy: SentCopy::Server,
        ceiling: Some(500),
    },
    Preset {
        name: "Google Workspace",
        domains: &[],
        mx: &["google.com", "googlemail.com"],
        imap: tls("imap.gmail.com", 993),
        smtp: tls("smtp.gmail.com", 465),
        login: LoginKind::AppPasswordOrOauth,
        preparation: &[
            "Switch on 2-step verification and make an app password at \
             myaccount.google.com/apppasswords",
            "If app passwords are not offered, the administrator has forbidden them: sign in \
             with a client id of your own instead",
        ],
        sent_copy: SentCopy::Server,
        ceiling: Some(2000),
    },
    Preset {
        name: "Outlook.com",
        domains: &["outlook.*", "hotmail.*", "live.*", "msn.com", "passport.com"],
        mx: &["olc.protection.outlook.com"],
        imap: tls("outlook.office365.com", 993),
        smtp: starttls("smtp-mail.outlook.com", 587),
        login: LoginKind::Oauth,
        preparation: &[
            "Register a public client (any name) at entra.microsoft.com with the permissions \
             IMAP.AccessAsUser.All and SMTP.Send, and sign in with its client id; passwords and \
             app passwords are refused",
            "Switch on IMAP in the Outlook.com settings under Forwarding and IMAP",
        ],
        sent_copy: SentCopy::Server,
        // Unpublished for accounts without a subscription; new ones get far less at first.
        ceiling: Some(300),
    },
    Preset {
        name: "Microsoft 365",
        domains: &["onmicrosoft.com"],
        mx: &["mail.protection.outlook.com", "mx.microsoft"],
        imap: tls("outlook.office365.com", 993),
        smtp: starttls("smtp.office365.com", 587),
        login: LoginKind::Oauth,
        preparation: &[
            "Ask the administrator to allow IMAP and authenticated SMTP for your mailbox, and \
             for a client id with IMAP.AccessAsUser.All and SMTP.Send",
            "Sign in with that client id; passwords no longer work for reading, and end for \
             sending",
        ],
        sent_copy: SentCopy::Server,
        ceiling: Some(10_000),
    },
    Preset {
        name: "iCloud",
        domains: &["icloud.com", "me.com", "mac.com"],
        mx: &["mail.icloud.com"],
        imap: tls("imap.mail.me.com", 993),
        smtp: starttls("smtp.mail.me.com", 587),
        login: LoginKind::AppPassword,
        preparation: &[
            "Make an app-specific password at account.apple.com under Sign-In and Security",
        ],
        sent_copy: SentCopy::Ours,
        ceiling: Some(1000),
    },
    Preset {
        name: "Yahoo",
        domains: &["yahoo.*", "ymail.com", "rocketmail.com", "myyahoo.com"],
        mx: &["yahoodns.net"],
        imap: tls("imap.mail.yahoo.com", 993),
        smtp: tls("smtp.mail.yahoo.com", 465),
        login: LoginKind::AppPassword,
        preparation: &["Make an app password in the Yahoo account under Security"],
        sent_copy: SentCopy::Server,
        ceiling: Some(500),
    },
    Preset {
        name: "AOL",
        domains: &["aol.*", "aim.com"],
        mx: &["mx.aol.com"],
        imap: tls("imap.aol.com", 993),
        smtp: tls("smtp.aol.com", 465),
        login: LoginKind::AppPassword,
        preparation: &["Make an app password in the AOL account under Security"],
        sent_copy: SentCopy::Server,
        ceiling: Some(500),
    },
    Preset {
        name: "Fastmail",
        domains: &["fastmail.com", "fastmail.fm", "fastmail.net", "fastmail.org", "sent.com"],
        mx: &["messagingengine.com"],
        imap: tls("imap.fastmail.com", 993),
        smtp: tls("smtp.fastmail.com", 465),
        login: LoginKind::AppPassword,
        preparation: &[
            "Make an app password in the settings under Privacy and Security; the plan must \
             include IMAP",
        ],
        sent_copy: SentCopy::Ours,
        ceiling: None,
    },
    Preset {
        name: "GMX",
        domains: &["gmx.de", "gmx.net", "gmx.at", "gmx.ch", "gmx.eu"],
        mx: &["gmx.net"],
        imap: tls("imap.gmx.net", 993),
        smtp: tls("mail.gmx.net", 465),
        login: LoginKind::Password,
        preparation: &[
            "Switch on \"POP3 und IMAP\" in the e-mail settings",
            "With two-factor login switched on, make a password for the application and use \
             that",
        ],
        sent_copy: SentCopy::Depends,
        ceiling: None,
    },
    Preset {
        name: "GMX.com",
        domains: &["gmx.com", "gmx.us", "gmx.co.uk", "gmx.fr", "gmx.es"],
        mx: &["gmx.com"],
        imap: tls("imap.gmx.com", 993),
        smtp: tls("mail.gmx.com", 465),
        login: LoginKind::Password,
        preparation: &["Switch on POP3 and IMAP in the e-mail settings"],
        sent_copy: SentCopy::Depends,
        ceiling: None,
    },
    Preset {
        name: "WEB.DE",
        domains: &["web.de"],
        mx: &["web.de"],
        imap: tls("imap.web.de", 993),
        smtp: starttls("smtp.web.de", 587),
        login: LoginKind::Password,
        preparation: &[
            "Switch on \"POP3 und IMAP\" in the e-mail settings",
            "With two-factor login switched on, make a password for the application and use \
             that",
        ],
        sent_copy: SentCopy::Depends,
        ceiling: None,
    },
    Preset {
        name: "T-Online",
        domains: &["t-online.de", "magenta.de"],
        mx: &["t-online.de"],
        imap: tls("secureimap.t-online.de", 993),
        smtp: tls("securesmtp.t-online.de", 465),
        login: LoginKind::AppPassword,
        preparation: &[
            "Set a \"Passwort für E-Mail-Programme\" in the Telekom login settings and use it \
             here",
        ],
        sent_copy: SentCopy::Ours,
        ceiling: None,
    },
    Preset {
        name: "mailbox.org",
        domains: &["mailbox.org"],
        mx: &["mailbox.org"],
        imap: tls("imap.mailbox.org", 993),
        smtp: tls("smtp.mailbox.org", 465),
        login: LoginKind::Password,
        preparation: &["With two-factor login switched on, make an app password and use that"],
        sent_copy: SentCopy::Ours,
        ceiling: None,
    },
    Preset {
        name: "Posteo",
        domains: &["posteo.de", "posteo.net", "posteo.org", "posteo.eu", "posteo.me"],
        mx: &["posteo.de"],
        imap: tls("posteo.de", 993),
        smtp: tls("posteo.de", 465),
        login: LoginKind::Password,
        preparation: &[
            "If you use \"zusätzlicher Postfachschutz\", switch it off in the settings: it \
             forbids mail programs",
        ],
        sent_copy: SentCopy::Ours,
        ceiling: None,
    },
    Preset {
        name: "Zoho",
        domains: &["zoho.com", "zohomail.com"],
        mx: &["zoho.com"],
        imap: tls("imap.zoho.com", 993),
        smtp: tls("smtp.zoho.com", 465),
        login: LoginKind::AppPassword,
        preparation: &[
            "Switch on IMAP in the mail settings; some free plans have none",
            "Make an app-specific password under Security",
        ],
        sent_copy: SentCopy::Depends,
        ceiling: None,
    },
    Preset {
        name: "Zoho (EU)",
        domains: &["zoho.eu", "zohomail.eu"],
        mx: &["zoho.eu"],
        imap: tls("imap.zoho.eu", 993),
        smtp: tls("smtp.zoho.eu", 465),
        login: LoginKind::AppPassword,
        preparation: &[
            "Switch on IMAP in the mail settings; some free plans have none",
            "Make an app-specific password under Security",
        ],
        sent_copy: SentCopy::Depends,
        ceiling: None,
    },
    Preset {
        name: "Proton",
        domains: &["proton.me", "protonmail.com", "protonmail.ch", "pm.me"],
        mx: &["protonmail.ch"],
        imap: starttls("127.0.0.1", 1143),
        smtp: starttls("127.0.0.1", 1025),
        login: LoginKind::AppPassword,
        preparation: &[
            "Install and start Proton Mail Bridge on this machine; it needs a paid plan",
            "Export its TLS certificate in the advanced settings and give it to the account",
            "Use the password that Bridge shows, not the one of the web page",
        ],
        sent_copy: SentCopy::Server,
        ceiling: None,
    },
    Preset {
        name: "IONOS",
        domains: &["online.de", "onlinehome.de", "1und1.de", "ionos.de"],
        mx: &["kundenserver.de", "ionos.de", "ionos.com", "ionos.co.uk", "1and1.com"],
        imap: tls("imap.ionos.de", 993),
        smtp: tls("smtp.ionos.de", 465),
        login: LoginKind::Password,
        preparation: &[
            "Use the password of the mailbox, not that of the customer login; outside Germany \
             the hosts end in ionos.com or ionos.co.uk",
        ],
        sent_copy: SentCopy::Ours,
        ceiling: None,
    },
];
