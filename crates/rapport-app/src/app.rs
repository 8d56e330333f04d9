//! The application: one open database, one scope, one clock.
//!
//! Every use case is a method of [`App`], one file per subject. Commands and pages call these and
//! nothing below. Start reading at `capture.rs` (a meeting is logged), then `writer.rs`,
//! `acts.rs`, `courier.rs`, `intake.rs`: the life of a note.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use rapport_core::ids::ScopeId;
use rapport_store::scope::FIRST_USER;
use rapport_store::serve_lock::ServeLock;
use rapport_store::{Means, Place, Scope, ScopeKind, Store};
use uuid::Uuid;

use crate::clock::Clock;
use crate::driver::network::Network;
use crate::error::{AppError, Kind};
use crate::import::Uploads;
use crate::inbox_stats::Counted;
use crate::library::{Libraries, Library};
use crate::secret::InstanceKey;

/// Whether mail leaves this machine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// Nothing leaves: approved notes land in the practice mailbox.
    Practice,
    /// A mail account is connected.
    Real,
}

impl Mode {
    /// The word printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Real => "real",
        }
    }
}

/// How to open the data.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    /// The folder of the data: database, key, backups.
    pub data: PathBuf,
    /// A PostgreSQL address instead of the embedded SQLite file.
    pub database: Option<String>,
    /// Run as the one server of this data: takes the lock.
    pub serve: bool,
    /// The scope to work in; `None` is the real one once an account is connected.
    pub mode: Option<Mode>,
    /// The clock, before any practice offset.
    pub clock: Clock,
}

/// An open installation. Cheap to clone; clones share everything.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    /// Whose scope it is.
    user: String,
    /// The scope asked for at the start, if one was.
    asked_mode: Option<Mode>,
    scope: Scope,
    clock: Clock,
    data: PathBuf,
    key: InstanceKey,
    network: Network,
    library: Library,
    /// The libraries of all scopes that this process has seen; own playbooks differ.
    libraries: Libraries,
    /// Files that came through pages and are being imported.
    uploads: Arc<Uploads>,
    /// Figures of busy mailboxes, counted once an hour.
    counted: Arc<Counted>,
    /// Why the backup of the day failed, when it was tried last.
    backup_trouble: Arc<Mutex<Option<String>>>,
    /// Held for as long as this process serves.
    _lock: Option<ServeLock>,
}

/// The name of the SQLite file in the data folder.
const DATABASE_FILE: &str = "rapport.sqlite";

/// The name of the key file in the data folder; never in the database.
const KEY_FILE: &str = "rapport.key";

impl App {
    /// Opens the data, making it when there is none, and picks the scope.
    ///
    /// # Errors
    /// A folder that cannot be made, a key that others can read, a database that is damaged, newer,
    /// read-only or served already: each with what to do.
    pub async fn open(options: OpenOptions) -> Result<Self, AppError> {
        Self::open_on(options, Network::Machine).await
    }

    /// The same over another network: mail servers that are scripts, for simulated worlds.
    ///
    /// # Errors
    /// As [`App::open`].
    #[doc(hidden)]
    pub async fn open_on(options: OpenOptions, network: Network) -> Result<Self, AppError> {
        make_folder(&options.data)?;
        let key = InstanceKey::load_or_create(&options.data.join(KEY_FILE))?;
        let place = match &options.database {
            Some(address) => Place::parse(address),
            None => Place::Sqlite(options.data.join(DATABASE_FILE)),
        };
        let store = Store::open(&place, means(&options.clock, &key), options.clock.now()).await?;
        let lock = if options.serve { Some(store.lock_for_serving()?) } else { None };
        let user = FIRST_USER.to_owned();
        let scope = pick_scope(&store, &user, options.mode, options.clock.now()).await?;
        check_key(&store, &scope, &key).await?;
        let offset = store.scope_state(&scope).await?.clock_offset;
        let clock = options.clock.shifted(offset);
        let libraries = Libraries::default();
        let inner = Inner {
            store,
            user,
            asked_mode: options.mode,
            library: libraries.of(scope.id()),
            libraries,
            uploads: Arc::default(),
            counted: Arc::default(),
            backup_trouble: Arc::default(),
            scope,
            clock,
            data: options.data,
            key,
            network,
            _lock: lock,
        };
        let app = Self { inner: Arc::new(inner) };
        app.install_built_in_playbooks().await?;
        Ok(app)
    }

    /// The same installation with another clock offset or scope, as after moving the practice
    /// clock; a running server reopens its scope each round.
    pub(crate) async fn reopened(&self) -> Result<Self, AppError> {
        self.in_scope(self.inner.user.clone(), self.inner.scope).await
    }

    /// The same installation as that user sees it: their real scope once they connected an account,
    /// else their practice one. Cheap enough to ask at every request.
    ///
    /// # Errors
    /// What the database says.
    pub async fn for_user(&self, user: &str) -> Result<Self, AppError> {
        let now = self.machine_now();
        let scope = pick_scope(self.store(), user, self.inner.asked_mode, now).await?;
        self.in_scope(user.to_owned(), scope).await
    }

    /// The same installation in the scope that a token names; none if there is no such scope.
    pub(crate) async fn in_scope_with(&self, id: Uuid) -> Result<Option<Self>, AppError> {
        match self.store().scope_with_id(ScopeId::new(id)).await? {
            Some((user, scope)) => Ok(Some(self.in_scope(user, scope).await?)),
            None => Ok(None),
        }
    }

    async fn in_scope(&self, user: String, scope: Scope) -> Result<Self, AppError> {
        let offset = self.store().scope_state(&scope).await?.clock_offset;
        let inner = Inner {
            store: self.inner.store.clone(),
            user,
            asked_mode: self.inner.asked_mode,
            scope,
            clock: self.machine_clock().shifted(offset),
            data: self.inner.data.clone(),
            key: self.inner.key.clone(),
            network: self.inner.network.clone(),
            library: self.inner.libraries.of(scope.id()),
            libraries: self.inner.libraries.clone(),
            uploads: Arc::clone(&self.inner.uploads),
            counted: Arc::clone(&self.inner.counted),
            backup_trouble: Arc::clone(&self.inner.backup_trouble),
            _lock: None,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Whose scope it is.
    #[must_use]
    pub fn user(&self) -> &str {
        &self.inner.user
    }

    /// Time that only goes forwards, for limits and measures; only differences mean something.
    #[must_use]
    pub fn monotonic(&self) -> std::time::Duration {
        self.inner.clock.monotonic()
    }

    /// As [`Self::monotonic`], by the machine even where a test says the time: for leases between
    /// processes.
    pub(crate) fn machine_monotonic(&self) -> std::time::Duration {
        crate::clock::system_monotonic()
    }

    /// The machine's clock, whatever the practice clock says.
    fn machine_clock(&self) -> Clock {
        self.inner.clock.shifted(-self.clock_offset())
    }

    /// The machine's present: what sessions and logins live by, so that moving the practice clock
    /// signs nobody out.
    #[must_use]
    pub fn machine_now(&self) -> Timestamp {
        self.machine_clock().now()
    }

    /// Practice or real.
    #[must_use]
    pub fn mode(&self) -> Mode {
        match self.inner.scope.kind() {
            ScopeKind::Practice => Mode::Practice,
            ScopeKind::Real => Mode::Real,
        }
    }

    /// The present, in practice mode moved by its own offset.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// How far the practice clock was moved.
    #[must_use]
    pub fn clock_offset(&self) -> SignedDuration {
        self.inner.clock.offset()
    }

    /// The folder of the data.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.inner.data
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    pub(crate) fn scope(&self) -> &Scope {
        &self.inner.scope
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    pub(crate) fn key(&self) -> &InstanceKey {
        &self.inner.key
    }

    pub(crate) fn network(&self) -> &Network {
        &self.inner.network
    }

    pub(crate) fn uploads(&self) -> &Uploads {
        &self.inner.uploads
    }

    pub(crate) fn counted(&self) -> &Counted {
        &self.inner.counted
    }

    /// Why the backup of the day failed, if it did.
    pub(crate) fn backup_trouble(&self) -> Option<String> {
        self.inner.backup_trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn note_backup(&self, trouble: Option<String>) {
        *self.inner.backup_trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
    }

    pub(crate) fn library(&self) -> &Library {
        &self.inner.library
    }

    /// Closes the database.
    pub async fn close(&self) {
        self.inner.store.close().await;
    }
}

fn means(clock: &Clock, key: &InstanceKey) -> Means {
    let clock = clock.clone();
    let key = key.clone();
    Means {
        mint: Arc::new(move || clock.mint()),
        address_hash: Arc::new(move |address| key.suppression_hash(address)),
    }
}

fn make_folder(folder: &Path) -> Result<(), AppError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    // Names and mail are in there: nobody else of this machine may look.
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| {
        AppError::new(
            Kind::Data,
            format!("the data folder {} cannot be made: {error}", folder.display()),
            "name another one with --data DIR or RAPPORT_DATA",
        )
    })
}

/// The real scope once there is one, else practice: an installation starts without risk.
async fn pick_scope(
    store: &Store,
    user: &str,
    mode: Option<Mode>,
    now: Timestamp,
) -> Result<Scope, AppError> {
    match mode {
        Some(Mode::Practice) => Ok(store.ensure_scope_of(user, ScopeKind::Practice, now).await?),
        Some(Mode::Real) => store.scope_of(user, ScopeKind::Real).await?.ok_or_else(|| {
            AppError::not_found(
                "no mail account is connected yet",
                "connect one with rapport account add YOU@EXAMPLE.ORG, or leave out --real",
            )
        }),
        None => match store.scope_of(user, ScopeKind::Real).await? {
            Some(scope) => Ok(scope),
            None => Ok(store.ensure_scope_of(user, ScopeKind::Practice, now).await?),
        },
    }
}

/// A database that was sealed with another key is told before anything is half done.
async fn check_key(store: &Store, scope: &Scope, key: &InstanceKey) -> Result<(), AppError> {
    const SETTING: &str = "key.fingerprint";
    match store.setting(scope, SETTING).await? {
        Some(stored) if stored != key.fingerprint() => Err(AppError::new(
            Kind::Denied,
            "the key file does not belong to this database",
            format!(
                "put back the {KEY_FILE} that was beside it when it was made, or restore a backup with its own key"
            ),
        )),
        Some(_) => Ok(()),
        None => Ok(store.set_setting(scope, SETTING, Some(&key.fingerprint())).await?),
    }
}
