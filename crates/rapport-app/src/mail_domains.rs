//! Whether the domains of mail addresses take mail: the name server is asked, when the user says so.
//!
//! The answer is kept with its date and asked for again after a month. A domain whose name server
//! does not answer stays unknown, which is no doubt about the address. Not here: the question itself
//! (`dns`), and whether there is such a mailbox, which only a delivery tells.

mod dns;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, SocketAddr};

use futures_util::StreamExt as _;
use jiff::SignedDuration;
use rapport_formats::email_address::EmailAddress;
use rapport_store::mail_domain::MailDomain;
use serde::Serialize;

pub use dns::MailAnswer;

use crate::app::App;
use crate::doubt::Doubt;
use crate::error::AppError;

/// An answer is good for so long.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Domains that are asked for at once.
const AT_ONCE: usize = 8;

/// Set to `1` where domains are asked for after an import.
const SETTING: &str = "ask-domains-at-import";

/// Where the machine's name servers are written.
const RESOLVERS: &str = "/etc/resolv.conf";

/// What became of asking.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct DomainsAsked {
    /// Domains that take mail.
    pub take: u64,
    /// Domains that take none, or that there are not.
    pub refuse: Vec<String>,
    /// Domains whose name server did not answer.
    pub unknown: Vec<String>,
    /// Domains that were not asked for, because their answer is still good.
    pub known: u64,
}

impl App {
    /// Asks for the domains of all contacts' mail addresses. `resolver` is the name server; without
    /// one it is the machine's own.
    ///
    /// # Errors
    /// No name server is known, and what the database says.
    pub async fn ask_domains(
        &self,
        resolver: Option<SocketAddr>,
    ) -> Result<DomainsAsked, AppError> {
        let resolver = match resolver {
            Some(resolver) => resolver,
            None => machines_resolver().await?,
        };
        let now = self.now();
        let fresh: BTreeSet<String> = self
            .store()
            .mail_domains(self.scope())
            .await?
            .into_iter()
            .filter(|known| now.duration_since(known.asked_at) < GOOD_FOR)
            .map(|known| known.domain)
            .collect();
        let contacts = self.store().contacts(self.scope()).await?;
        let all: BTreeSet<String> = contacts
            .iter()
            .flat_map(|contact| &contact.addresses)
            .filter_map(|address| domain_of(address))
            .collect();
        let mut asked = DomainsAsked { known: 0, ..DomainsAsked::default() };
        let (known, open): (Vec<String>, Vec<String>) =
            all.into_iter().partition(|domain| fresh.contains(domain));
        asked.known = known.len() as u64;
        let questions = open.into_iter().map(|domain| {
            let id = self.clock().mint();
            async move {
                let answer =
                    dns::takes_mail(resolver, &domain, [id.as_bytes()[14], id.as_bytes()[15]]);
                (answer.await, domain)
            }
        });
        let mut answers = futures_util::stream::iter(questions).buffer_unordered(AT_ONCE);
        let mut kept = Vec::new();
        while let Some((answer, domain)) = answers.next().await {
            match answer {
                Ok(answer) => {
                    match answer {
                        MailAnswer::Takes => asked.take += 1,
                        _ => asked.refuse.push(domain.clone()),
                    }
                    let answer = answer.word().to_owned();
                    kept.push(MailDomain { domain, answer, asked_at: now });
                }
                Err(error) => {
                    tracing::debug!(%error, "a name server did not answer");
                    asked.unknown.push(domain);
                }
            }
        }
        self.store().save_mail_domains(self.scope(), &kept).await?;
        asked.refuse.sort();
        asked.unknown.sort();
        Ok(asked)
    }

    /// Whether domains are asked for after an import; off unless it was switched on, because the
    /// question tells a name server whom the user knows.
    ///
    /// # Errors
    /// What the database says.
    pub async fn asks_domains_at_import(&self) -> Result<bool, AppError> {
        Ok(self.store().setting(self.scope(), SETTING).await?.as_deref() == Some("1"))
    }

    /// Says whether domains are asked for after an import.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_asks_domains_at_import(&self, on: bool) -> Result<(), AppError> {
        Ok(self.store().set_setting(self.scope(), SETTING, on.then_some("1")).await?)
    }

    /// Domains that take no mail, with what is to be said about them.
    pub(crate) async fn refusing_domains(&self) -> Result<BTreeMap<String, String>, AppError> {
        let all = self.store().mail_domains(self.scope()).await?;
        Ok(all
            .into_iter()
            .filter_map(|known| {
                let why = MailAnswer::parse(&known.answer)?.why()?;
                let day = known.asked_at.strftime("%Y-%m-%d");
                Some((known.domain, format!("{why} (asked on {day})")))
            })
            .collect())
    }
}

/// The doubt about an address whose domain takes no mail.
pub(crate) fn doubt(address: &str, refusing: &BTreeMap<String, String>) -> Option<Doubt> {
    let why = refusing.get(&domain_of(address)?)?;
    Some(Doubt::about("email", address, why.clone(), "ask them for another address"))
}

fn domain_of(address: &str) -> Option<String> {
    EmailAddress::parse(address).ok().map(|address| address.ascii_domain)
}

/// The first name server of the machine.
async fn machines_resolver() -> Result<SocketAddr, AppError> {
    let text = tokio::fs::read_to_string(RESOLVERS).await.unwrap_or_default();
    first_resolver(&text).ok_or_else(|| {
        AppError::usage(
            "this machine names no name server",
            "name one: rapport contacts check --online --resolver 192.0.2.53:53",
        )
    })
}

fn first_resolver(text: &str) -> Option<SocketAddr> {
    text.lines()
        .filter_map(|line| line.trim().strip_prefix("nameserver"))
        .find_map(|rest| rest.trim().parse::<IpAddr>().ok())
        .map(|address| SocketAddr::new(address, 53))
}
