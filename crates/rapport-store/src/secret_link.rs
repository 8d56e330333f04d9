//! Links that open without a sign-in: calendar feeds and share cards. Only the hash of a link's word
//! is kept, so that a copy of the database opens nothing.

use jiff::Timestamp;
use uuid::Uuid;

use crate::db::{Row, values};
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// What a link opens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LinkKind {
    /// A calendar of what is planned.
    Feed,
    /// The user's own card.
    Card,
}

impl LinkKind {
    /// The word stored and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Feed => "feed",
            Self::Card => "card",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Feed, Self::Card].into_iter().find(|kind| kind.word() == word)
    }
}

/// One link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SecretLink {
    /// Which one.
    pub id: Uuid,
    /// What it opens.
    pub kind: LinkKind,
    /// What the user calls it.
    pub name: String,
    /// What a card shows.
    pub fields: Vec<String>,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was last asked for.
    pub read_at: Option<Timestamp>,
}

impl Store {
    /// Makes a link, by the hash of its word.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_link(
        &self,
        scope: &Scope,
        link: &SecretLink,
        word_hash: [u8; 32],
    ) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = "insert into secret_link (scope_id, id, kind, name, word_hash, fields, created_at) \
                   values ($1, $2, $3, $4, $5, $6, $7)";
        let values = values![
            scope.id(),
            link.id,
            link.kind.word(),
            link.name.as_str(),
            word_hash,
            link.fields.join("\n"),
            link.created_at,
        ];
        tx.execute(sql, &values).await?;
        tx.commit().await
    }

    /// The links of a kind that open, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn links(
        &self,
        scope: &Scope,
        kind: LinkKind,
    ) -> Result<Vec<SecretLink>, StoreError> {
        let sql = "select * from secret_link where scope_id = $1 and kind = $2 \
                   and revoked_at is null order by created_at desc, id desc";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), kind.word()]).await?;
        rows.iter().map(link_of).collect()
    }

    /// The link of a word's hash, if it opens.
    ///
    /// # Errors
    /// What the database says.
    pub async fn link_of_word(
        &self,
        scope: &Scope,
        kind: LinkKind,
        word_hash: [u8; 32],
    ) -> Result<Option<SecretLink>, StoreError> {
        let sql = "select * from secret_link where scope_id = $1 and word_hash = $2 and kind = $3 \
                   and revoked_at is null";
        let values = values![scope.id(), word_hash, kind.word()];
        self.db.reader(scope).maybe(sql, &values).await?.as_ref().map(link_of).transpose()
    }

    /// Remembers that a link was asked for.
    ///
    /// # Errors
    /// What the database says.
    pub async fn link_was_read(
        &self,
        scope: &Scope,
        id: Uuid,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = "update secret_link set read_at = $3 where scope_id = $1 and id = $2";
        tx.execute(sql, &values![scope.id(), id, at]).await?;
        tx.commit().await
    }

    /// Closes a link for ever; the answer says whether it was open.
    ///
    /// # Errors
    /// What the database says.
    pub async fn revoke_link(
        &self,
        scope: &Scope,
        id: Uuid,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write(scope).await?;
        let sql = "update secret_link set revoked_at = $3 \
                   where scope_id = $1 and id = $2 and revoked_at is null";
        let changed = tx.execute(sql, &values![scope.id(), id, at]).await?;
        tx.commit().await?;
        Ok(changed > 0)
    }
}

fn link_of(row: &Row) -> Result<SecretLink, StoreError> {
    Ok(SecretLink {
        id: Uuid::from_slice(&row.bytes("id")?).map_err(|_| crate::db::wrong("id"))?,
        kind: row.word("kind", LinkKind::parse)?,
        name: row.text("name")?,
        fields: row.lines("fields")?,
        created_at: row.at("created_at")?,
        read_at: row.maybe_at("read_at")?,
    })
}
