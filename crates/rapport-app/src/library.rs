//! The library: playbooks by key and version, parsed once.
//!
//! Built-in playbooks are copied into the database when it is opened, so that a running follow-up
//! keeps its version when the program carries a newer one.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rapport_core::ids::ScopeId;
use rapport_core::playbook::{Playbook, PlaybookKey};
use rapport_store::playbook::PlaybookText;

use crate::app::App;
use crate::error::{AppError, Kind};
use crate::playbook_file;

/// Each version of each playbook.
type Shelf = BTreeMap<(PlaybookKey, u32), Arc<Playbook>>;

/// Parsed playbooks. Cheap to clone; clones share what is parsed.
#[derive(Clone, Default)]
pub(crate) struct Library {
    parsed: Arc<Mutex<Shelf>>,
}

/// The libraries of all scopes that were opened. Cheap to clone; clones share them.
#[derive(Clone, Default)]
pub(crate) struct Libraries {
    by_scope: Arc<Mutex<BTreeMap<ScopeId, Library>>>,
}

impl Libraries {
    /// The library of a scope: the same one each time.
    pub(crate) fn of(&self, scope: ScopeId) -> Library {
        let mut by_scope = self.by_scope.lock().unwrap_or_else(PoisonError::into_inner);
        by_scope.entry(scope).or_default().clone()
    }
}

impl Library {
    fn get(&self, key: &PlaybookKey, version: u32) -> Option<Arc<Playbook>> {
        // A panic while holding the map leaves it as it was; it may be used.
        let parsed = self.parsed.lock().unwrap_or_else(PoisonError::into_inner);
        parsed.get(&(key.clone(), version)).cloned()
    }

    /// The playbook of that key and version, parsed by `parse` the first time.
    pub(crate) fn kept(
        &self,
        key: &PlaybookKey,
        version: u32,
        parse: impl FnOnce() -> Result<Playbook, AppError>,
    ) -> Result<Arc<Playbook>, AppError> {
        match self.get(key, version) {
            Some(playbook) => Ok(playbook),
            None => Ok(self.put(parse()?)),
        }
    }

    fn put(&self, playbook: Playbook) -> Arc<Playbook> {
        let playbook = Arc::new(playbook);
        let mut parsed = self.parsed.lock().unwrap_or_else(PoisonError::into_inner);
        parsed.insert((playbook.key.clone(), playbook.version), playbook.clone());
        playbook
    }
}

impl App {
    /// The playbook in exactly this version.
    pub(crate) async fn playbook(
        &self,
        key: &PlaybookKey,
        version: u32,
    ) -> Result<Arc<Playbook>, AppError> {
        if let Some(playbook) = self.library().get(key, version) {
            return Ok(playbook);
        }
        let built_in = playbook_file::built_in_playbook(key.as_str())
            .filter(|playbook| playbook.version == version);
        if let Some(playbook) = built_in {
            return Ok(self.library().put(playbook.clone()));
        }
        let stored = self.store().playbook(self.scope(), key, version).await?.unwrap_or_default();
        let playbook = playbook_file::parse(&stored).map_err(|errors| {
            let first = errors.first().map_or_else(String::new, ToString::to_string);
            AppError::new(
                Kind::Data,
                format!("the stored playbook {key} version {version} cannot be read: {first}"),
                format!("check it: rapport playbooks show {key} > {key}.toml; rapport playbooks check {key}.toml"),
            )
        })?;
        Ok(self.library().put(playbook))
    }

    /// The newest version of a playbook.
    pub(crate) async fn newest_playbook(&self, key: &str) -> Result<Arc<Playbook>, AppError> {
        let unknown = || {
            AppError::not_found(
                format!("there is no playbook {key}"),
                "see them all: rapport playbooks list",
            )
        };
        let parsed = PlaybookKey::parse(key).ok_or_else(unknown)?;
        let versions = self.store().playbooks(self.scope()).await?;
        let newest = versions
            .into_iter()
            .filter(|text| text.key == parsed)
            .max_by_key(|text| text.version)
            .ok_or_else(unknown)?;
        self.playbook(&newest.key, newest.version).await
    }

    /// Copies the built-in playbooks of this program into the database, once per version.
    pub(crate) async fn install_built_in_playbooks(&self) -> Result<(), AppError> {
        const SETTING: &str = "playbooks.installed";
        let carried: String = playbook_file::built_in()
            .iter()
            .map(|playbook| format!("{}:{} ", playbook.key, playbook.version))
            .collect();
        if self.store().setting(self.scope(), SETTING).await?.as_deref() == Some(carried.as_str()) {
            return Ok(());
        }
        for playbook in playbook_file::built_in() {
            let Some(toml) = playbook_file::built_in_text(playbook.key.as_str()) else {
                continue;
            };
            let text = PlaybookText {
                key: playbook.key.clone(),
                version: playbook.version,
                toml: toml.to_owned(),
            };
            self.store().save_playbook(self.scope(), &text).await?;
        }
        self.store().set_setting(self.scope(), SETTING, Some(&carried)).await?;
        Ok(())
    }
}
