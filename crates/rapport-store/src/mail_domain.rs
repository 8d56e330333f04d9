//! Domains that were asked for: whether they take mail, and when that was said.
//!
//! Asking is the application's; here the answers are kept.

use jiff::Timestamp;

use crate::db::values;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// What the name server said about a domain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MailDomain {
    /// In the form of the name server (`xn--…`), small letters.
    pub domain: String,
    /// `takes`, `refuses` or `unknown-name`.
    pub answer: String,
    /// When it was asked.
    pub asked_at: Timestamp,
}

impl Store {
    /// All domains that were asked for, by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn mail_domains(&self, scope: &Scope) -> Result<Vec<MailDomain>, StoreError> {
        let sql = "select * from mail_domain where scope_id = $1 order by domain";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        rows.iter()
            .map(|row| {
                Ok(MailDomain {
                    domain: row.text("domain")?,
                    answer: row.text("answer")?,
                    asked_at: row.at("asked_at")?,
                })
            })
            .collect()
    }

    /// Keeps answers; a later one takes the place of an earlier one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_mail_domains(
        &self,
        scope: &Scope,
        domains: &[MailDomain],
    ) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = "insert into mail_domain (scope_id, domain, answer, asked_at) \
                   values ($1, $2, $3, $4) on conflict (scope_id, domain) \
                   do update set answer = excluded.answer, asked_at = excluded.asked_at";
        for one in domains {
            tx.execute(sql, &values![scope.id(), &*one.domain, &*one.answer, one.asked_at]).await?;
        }
        tx.commit().await
    }
}
