//! What each big mail provider needs, by mail domain: hosts, encryption, kind of login, who
//! keeps the copy in Sent, how much may be sent in a day.
//!
//! The data is in `table`; here is how it is looked up. A company's own domain tells
//! nothing: its provider is known by the host that takes its mail ([`by_mx`]), or asked for
//! ([`by_name`]). The state is that of November 2026; a preset is a suggestion, and the
//! round trip has the last word.

mod table;

use super::Security;
pub use table::PRESETS;

/// One provider.
#[derive(Debug, PartialEq, Eq)]
pub struct Preset {
    /// For people, and for `--provider`: `Gmail`.
    pub name: &'static str,
    /// Mail domains that are always this provider's; `yahoo.*` stands for all countries.
    pub domains: &'static [&'static str],
    /// Ends of the host names that take mail for domains of its customers.
    pub mx: &'static [&'static str],
    /// Where mail is read.
    pub imap: Endpoint,
    /// Where mail is sent.
    pub smtp: Endpoint,
    /// How to log in.
    pub login: LoginKind,
    /// What the user has to do first, one sentence each, in order.
    pub preparation: &'static [&'static str],
    /// Who puts a copy of what was sent into Sent.
    pub sent_copy: SentCopy,
    /// Recipients (or messages, where the provider counts those) in a day that the provider
    /// allows, as published; `None` where it does not say.
    pub ceiling: Option<u32>,
}

/// A server's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Host name.
    pub host: &'static str,
    /// Port.
    pub port: u16,
    /// Encryption.
    pub security: Security,
}

/// How a provider wants programs to log in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginKind {
    /// The mail password itself.
    Password,
    /// A password made for one program in the account's settings; the usual one is refused.
    AppPassword,
    /// An app password, or sign-in with the user's own client id.
    AppPasswordOrOauth,
    /// Sign-in only; no password of any kind works.
    Oauth,
}

/// Who keeps the copy of a sent message. The collector verifies it by searching Sent and
/// remembers what it found for the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentCopy {
    /// The server does; a copy of ours would be a second one.
    Server,
    /// Nobody does; we have to.
    Ours,
    /// It depends on settings of the account.
    Depends,
}

/// Messages a day when the provider publishes no ceiling.
const MODEST: u32 = 50;

impl Preset {
    /// How many messages a day we allow ourselves: a tenth of the ceiling.
    #[must_use]
    pub fn daily_budget(&self) -> u32 {
        self.ceiling.map_or(MODEST, |ceiling| (ceiling / 10).max(1))
    }
}

/// The preset for an address or a domain; `None` for a domain that is nobody's we know.
#[must_use]
pub fn by_domain(address_or_domain: &str) -> Option<&'static Preset> {
    let domain = address_or_domain.rsplit('@').next()?.trim().trim_end_matches('.').to_lowercase();
    PRESETS.iter().find(|preset| preset.domains.iter().any(|known| matches(known, &domain)))
}

/// The preset for the host that takes a domain's mail (its MX record).
#[must_use]
pub fn by_mx(host: &str) -> Option<&'static Preset> {
    let host = host.trim().trim_end_matches('.').to_lowercase();
    PRESETS.iter().find(|preset| {
        preset.mx.iter().any(|end| {
            host.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    })
}

/// The preset of this name, in any case.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.name.eq_ignore_ascii_case(name.trim()))
}

/// `yahoo.*` knows `yahoo.fr` and `yahoo.co.uk`, but not `yahoo.example.org`: at most two short
/// labels may follow.
fn matches(known: &str, domain: &str) -> bool {
    match known.strip_suffix('*') {
        None => known == domain,
        Some(start) => domain.strip_prefix(start).is_some_and(|country| {
            let labels: Vec<_> = country.split('.').collect();
            match labels.as_slice() {
                ["com"] => true,
                [one] => one.len() == 2,
                [first, second] => first.len() <= 3 && !first.is_empty() && second.len() == 2,
                _ => false,
            }
        }),
    }
}

#[cfg(test)]
mod tests;
