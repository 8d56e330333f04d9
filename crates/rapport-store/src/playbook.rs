//! Playbook files by version. The text is the application's; here it is only kept.
//!
//! A version is never changed or removed once written: running follow-ups keep theirs.

use rapport_core::playbook::PlaybookKey;

use crate::db::{Reader, Row, values};
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// One version of one playbook.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlaybookText {
    /// Its key.
    pub key: PlaybookKey,
    /// Its version.
    pub version: u32,
    /// The file.
    pub toml: String,
}

impl Store {
    /// The file of a version, if it was kept here.
    ///
    /// # Errors
    /// What the database says.
    pub async fn playbook(
        &self,
        scope: &Scope,
        key: &PlaybookKey,
        version: u32,
    ) -> Result<Option<String>, StoreError> {
        text(&mut self.db.reader(scope), scope, key, version).await
    }

    /// The newest version of each playbook kept here, by key.
    ///
    /// # Errors
    /// What the database says.
    pub async fn playbooks(&self, scope: &Scope) -> Result<Vec<PlaybookText>, StoreError> {
        let sql = "select * from playbook p where scope_id = $1 and version = \
            (select max(version) from playbook n where n.scope_id = p.scope_id and n.key = p.key) order by key";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        let playbook = |row: &Row| {
            Ok(PlaybookText {
                key: row.word("key", PlaybookKey::parse)?,
                version: row.number("version")?,
                toml: row.text("toml")?,
            })
        };
        rows.iter().map(playbook).collect()
    }

    /// Keeps a version. One that exists already stays as it is; the answer says whether it was new.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_playbook(
        &self,
        scope: &Scope,
        playbook: &PlaybookText,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = "insert into playbook (scope_id, key, version, toml) values ($1, $2, $3, $4) \
                   on conflict (scope_id, key, version) do nothing";
        let values =
            values![scope.id(), playbook.key.as_str(), playbook.version, playbook.toml.as_str()];
        let new = tx.execute(sql, &values).await? == 1;
        tx.commit().await?;
        Ok(new)
    }
}

/// The file of a version.
pub(crate) async fn text(
    reader: &mut Reader<'_>,
    scope: &Scope,
    key: &PlaybookKey,
    version: u32,
) -> Result<Option<String>, StoreError> {
    let sql = "select toml from playbook where scope_id = $1 and key = $2 and version = $3";
    let row = reader.maybe(sql, &values![scope.id(), key.as_str(), version]).await?;
    row.map(|row| row.text("toml")).transpose()
}
