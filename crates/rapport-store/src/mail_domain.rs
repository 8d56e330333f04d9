//! Whether a mail domain takes mail, as the name server said when it was asked last.

use jiff::Timestamp;

use crate::db::{Value, values};
use crate::dialect;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// How many domains one statement asks for.
const AT_ONCE: usize = 200;

/// What is known of a domain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MailDomain {
    /// In lower case.
    pub domain: String,
    /// Whether it has somebody who takes mail (RFC 5321 section 5.1, RFC 7505).
    pub takes_mail: bool,
    /// Why not; empty otherwise.
    pub why: String,
    /// When it was asked.
    pub at: Timestamp,
}

impl Store {
    /// What is known of some domains; those never asked about are left out.
    ///
    /// # Errors
    /// What the database says.
    pub async fn mail_domains(
        &self,
        scope: &Scope,
        domains: &[String],
    ) -> Result<Vec<MailDomain>, StoreError> {
        let mut sorted: Vec<&String> = domains.iter().collect();
        sorted.sort_unstable();
        sorted.dedup();
        let mut known = Vec::new();
        for some in sorted.chunks(AT_ONCE) {
            let (sql, values) = dialect::with_list(
                "select domain, takes_mail, why, at from mail_domain where scope_id = $1 \
                 and domain in ({list}) order by domain",
                &values![scope.id()],
                some.iter().map(|domain| Value::from(domain.as_str())),
            );
            for row in self.db.reader().all(sql, &values).await? {
                known.push(MailDomain {
                    domain: row.text("domain")?,
                    takes_mail: row.flag("takes_mail")?,
                    why: row.text("why")?,
                    at: row.at("at")?,
                });
            }
        }
        Ok(known)
    }

    /// Remembers what the name server said of a domain.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_mail_domain(
        &self,
        scope: &Scope,
        domain: &MailDomain,
    ) -> Result<(), StoreError> {
        let sql = "insert into mail_domain (scope_id, domain, takes_mail, why, at) \
                   values ($1, $2, $3, $4, $5) on conflict (scope_id, domain) do update set \
                   takes_mail = excluded.takes_mail, why = excluded.why, at = excluded.at";
        let values = values![
            scope.id(),
            domain.domain.as_str(),
            domain.takes_mail,
            domain.why.as_str(),
            domain.at
        ];
        let mut tx = self.write(scope).await?;
        tx.execute(sql, &values).await?;
        tx.commit().await
    }
}
