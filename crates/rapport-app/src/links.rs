//! Links that open without a sign-in: the calendar feed. Who has the link sees what it shows, so it
//! is made of chance, kept as a hash, and closed with one word.
//!
//! The entries of the feed are in [`crate::feed`], the share card in [`crate::share_card`].

use rapport_formats::calendar::write_feed;
use rapport_store::secret_link::{LinkKind, SecretLink};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::app::App;
use crate::error::AppError;
use crate::secret::token;
use crate::words;

/// A link that was made: its address is shown this once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct NewLinkView {
    /// Its id, to close it.
    pub id: String,
    /// What the user calls it.
    pub name: String,
    /// The path on any address of this server.
    pub path: String,
    /// The whole address, as far as it is known where the pages are.
    pub address: String,
}

/// A link as listed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LinkView {
    /// Its id, to close it.
    pub id: String,
    /// What the user calls it.
    pub name: String,
    /// What a card shows; none for a feed.
    pub fields: Vec<String>,
    /// Since when.
    pub created_at: String,
    /// When it was last asked for, in words.
    pub read: Option<String>,
}

impl App {
    /// Makes a secret calendar feed.
    ///
    /// # Errors
    /// What the database says.
    pub async fn new_feed(&self, name: &str) -> Result<NewLinkView, AppError> {
        self.new_link(LinkKind::Feed, name, Vec::new()).await
    }

    /// The feeds that open.
    ///
    /// # Errors
    /// What the database says.
    pub async fn feeds(&self) -> Result<Vec<LinkView>, AppError> {
        self.links(LinkKind::Feed).await
    }

    /// Closes a feed for ever, by id or name.
    ///
    /// # Errors
    /// No such feed.
    pub async fn revoke_feed(&self, which: &str) -> Result<(), AppError> {
        self.revoke(LinkKind::Feed, which).await
    }

    /// The calendar behind a word, whoever of this server's users made it; `None` for any word that
    /// opens nothing.
    ///
    /// # Errors
    /// What the database says.
    pub async fn feed_of(&self, word: &str) -> Result<Option<String>, AppError> {
        let Some((app, _)) = self.opened(LinkKind::Feed, word).await? else {
            return Ok(None);
        };
        let entries = app.plan_entries().await?;
        Ok(Some(write_feed("Rapport", &entries)))
    }

    pub(crate) async fn new_link(
        &self,
        kind: LinkKind,
        name: &str,
        fields: Vec<String>,
    ) -> Result<NewLinkView, AppError> {
        let name: String = name.trim().chars().filter(|it| !it.is_control()).take(60).collect();
        let name = if name.is_empty() { kind.word().to_owned() } else { name };
        let word = token::link_word(self.scope().id().uuid());
        let id = self.clock().mint();
        let link = SecretLink {
            id,
            kind,
            name: name.clone(),
            fields,
            created_at: self.now(),
            read_at: None,
        };
        self.store().save_link(self.scope(), &link, hash(&word)).await?;
        let path = match kind {
            LinkKind::Feed => format!("/feed/{word}.ics"),
            LinkKind::Card => format!("/card/{word}"),
        };
        let base = match self.public_address().await? {
            Some(public) => public,
            None => self.serving_at().await?,
        };
        let address = format!("{}{path}", base.trim_end_matches('/'));
        Ok(NewLinkView { id: id.to_string(), name, path, address })
    }

    pub(crate) async fn links(&self, kind: LinkKind) -> Result<Vec<LinkView>, AppError> {
        let zone = self.profile().await?.zone;
        let links = self.store().links(self.scope(), kind).await?;
        Ok(links
            .into_iter()
            .map(|link| LinkView {
                id: link.id.to_string(),
                name: link.name,
                fields: link.fields,
                created_at: link.created_at.to_string(),
                read: link.read_at.map(|at| words::instant(at, self.now(), &zone)),
            })
            .collect())
    }

    pub(crate) async fn revoke(&self, kind: LinkKind, which: &str) -> Result<(), AppError> {
        let which = which.trim();
        let links = self.store().links(self.scope(), kind).await?;
        let found: Vec<Uuid> = links
            .iter()
            .filter(|link| link.id.to_string() == which || link.name == which)
            .map(|link| link.id)
            .collect();
        if found.is_empty() {
            let word = kind.word();
            return Err(AppError::not_found(
                format!("there is no {word} {which}"),
                format!("list them: rapport {word} list"),
            ));
        }
        for id in found {
            self.store().revoke_link(self.scope(), id, self.now()).await?;
        }
        Ok(())
    }

    /// The link behind a word and the application in its scope.
    pub(crate) async fn opened(
        &self,
        kind: LinkKind,
        word: &str,
    ) -> Result<Option<(Self, SecretLink)>, AppError> {
        let word = word.trim().to_lowercase();
        let Some(scope) = token::scope_of_link(&word) else { return Ok(None) };
        let Some(app) = self.in_scope_with(scope).await? else { return Ok(None) };
        let Some(link) = app.store().link_of_word(app.scope(), kind, hash(&word)).await? else {
            return Ok(None);
        };
        // To the hour is enough to see whether somebody still reads it.
        let is_news = link.read_at.is_none_or(|at| app.now().duration_since(at).as_hours() >= 1);
        if is_news {
            app.store().link_was_read(app.scope(), link.id, app.now()).await?;
        }
        Ok(Some((app, link)))
    }
}

fn hash(word: &str) -> [u8; 32] {
    Sha256::digest(word.as_bytes()).into()
}
