//! How a world is made: seed, length, people, what goes wrong, and on what medium its data lies.

use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rapport_app::app::{App, OpenOptions};
use rapport_app::clock::Clock;
use rapport_app::error::AppError;
use rapport_app::input::{AccountInput, LoginInput, MeInput};
use rapport_sandbox::Postgres;
use rapport_store::{Means, Place, ScopeKind, Store};
use tempfile::TempDir;

use super::{Counts, World};
use crate::chance::Chance;
use crate::fuse::Fuse;
use crate::model::Model;
use crate::people::Person;
use crate::provider::{CopyHabit, Provider, READING, SUBMISSION};

/// Where the user lives.
pub(super) const HOME: &str = "America/New_York";

/// What goes wrong, and how often.
#[derive(Clone, Copy, Debug)]
pub struct Faults {
    /// The power fails in so many rounds of a thousand.
    pub crash_per_mille: u64,
    /// The power fails in so many acts of the user of a thousand.
    pub act_crash_per_mille: u64,
    /// A submission meets a fault in so many of a hundred.
    pub submission_percent: u64,
    /// A reading is cut in so many of a hundred.
    pub reading_percent: u64,
    /// Mails that come late, twice or out of order, in a hundred.
    pub mail_percent: u64,
    /// Outages, sleeps and clock changes in a year.
    pub outages_per_year: u64,
}

impl Faults {
    /// Everything goes well.
    pub const NONE: Self = Self {
        crash_per_mille: 0,
        act_crash_per_mille: 0,
        submission_percent: 0,
        reading_percent: 0,
        mail_percent: 0,
        outages_per_year: 0,
    };

    /// A bad neighbourhood.
    pub const MANY: Self = Self {
        crash_per_mille: 80,
        act_crash_per_mille: 30,
        submission_percent: 15,
        reading_percent: 4,
        mail_percent: 12,
        outages_per_year: 40,
    };
}

/// On what the data lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Media {
    /// The machine's memory, as a file system.
    Memory,
    /// The disk.
    Disk,
}

/// In what the data is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Database {
    /// A file of SQLite: one machine.
    File,
    /// PostgreSQL, and so many machines that share it.
    Postgres {
        /// How many.
        nodes: usize,
    },
}

/// A world to be made.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where all its chance comes from.
    pub seed: u64,
    /// How long it lasts.
    pub days: i64,
    /// How many people the user meets.
    pub contacts: usize,
    /// What goes wrong.
    pub faults: Faults,
    /// On what the data lies.
    pub media: Media,
    /// In what it is kept.
    pub database: Database,
    /// Whether each happening is written down.
    pub log: bool,
}

impl Settings {
    /// The usual world of a seed.
    #[must_use]
    pub const fn new(seed: u64, days: i64, contacts: usize) -> Self {
        Self {
            seed,
            days,
            contacts,
            faults: Faults::MANY,
            media: Media::Memory,
            database: Database::File,
            log: false,
        }
    }
}

impl World {
    /// A world on its first morning: nobody met, an account connected.
    ///
    /// # Errors
    /// What keeps it from being made.
    pub async fn new(settings: Settings) -> Result<Self> {
        let mut chance = Chance::new(settings.seed);
        // Worlds begin in different years, for leap days, clock changes and holidays.
        let first: Timestamp = "2025-01-06T12:00:00Z".parse()?;
        let begin = first + SignedDuration::from_hours(24 * 7 * chance.between(0, 400));
        let clock = Clock::seeded_at(begin, chance.next());
        let fuse = Fuse::default();
        fuse.watch_commits();
        let provider = Provider::new(clock.clone(), fuse.clone());
        provider.state().copies = *chance.pick(&[
            CopyHabit::None,
            CopyHabit::Keeps,
            CopyHabit::Renames,
            CopyHabit::RenamesSilently,
        ]);
        provider.state().greylists = settings.faults.submission_percent > 0 && chance.percent(50);
        let folder = folder(settings.media)?;
        write_key(&folder.path().join("rapport.key"), &mut chance)?;
        let people: Vec<Person> =
            (0..settings.contacts).map(|number| Person::new(number, &mut chance)).collect();
        let nodes = match settings.database {
            Database::File => 1,
            Database::Postgres { nodes } => nodes.max(1),
        };
        if nodes > 1 {
            fuse.of_several_nodes();
        }
        let address = (settings.database != Database::File).then(|| Postgres::shared().database());
        let home = Home { folder, address };
        connect(&home, &clock, &provider).await?;
        let eye = eye(&home, &clock).await?;
        let scope = eye.scope(ScopeKind::Real).await?.context("an account was connected")?;
        let end = begin + SignedDuration::from_hours(24 * settings.days);
        let zone = TimeZone::get(HOME)?;
        let mut world = Self {
            settings,
            chance,
            clock,
            fuse,
            provider,
            home,
            apps: vec![None; nodes],
            eye,
            scope,
            people,
            model: Model::new(zone),
            agenda: std::collections::BTreeMap::new(),
            numbers: 0,
            next_round: begin,
            asleep_until: None,
            judged: 0,
            end,
            last_backup_day: None,
            is_closed: false,
            counts: Counts::default(),
            wrong: Vec::new(),
            log: Vec::new(),
        };
        world.plan_year();
        Ok(world)
    }

    /// Opens the installation as a program that starts does.
    pub(super) async fn open(&self) -> Result<App, AppError> {
        App::open_on(options(&self.home, &self.clock), self.provider.network()).await
    }

    /// The database in the place of the old one was put there.
    pub(super) async fn reopen_eye(&mut self) -> Result<()> {
        self.eye = eye(&self.home, &self.clock).await?;
        Ok(())
    }

    /// A copy a day of so small a database would be most of the work; an empty file stands for it.
    pub(super) fn leave_out_backup(&mut self) {
        let today = self.clock.now().to_zoned(TimeZone::UTC).date();
        if self.last_backup_day == Some(today) {
            return;
        }
        self.last_backup_day = Some(today);
        let folder = self.home.folder.path().join("backups");
        let file = folder.join(format!("rapport-{today}.db"));
        // Without it a copy is made, which costs time and nothing else.
        if std::fs::create_dir_all(&folder).is_ok() {
            let _ = std::fs::write(file, b"");
        }
    }
}

/// Where the installation is.
pub(super) struct Home {
    /// Its key, and the database where that is a file.
    pub(super) folder: TempDir,
    /// The address of the database where it is a server.
    address: Option<String>,
}

impl Drop for Home {
    fn drop(&mut self) {
        if let Some(address) = &self.address {
            Postgres::shared().drop_database(address);
        }
    }
}

fn options(home: &Home, clock: &Clock) -> OpenOptions {
    OpenOptions {
        data: home.folder.path().to_owned(),
        database: home.address.clone(),
        serve: false,
        mode: None,
        clock: clock.clone(),
    }
}

fn folder(media: Media) -> Result<TempDir> {
    let memory = Path::new("/dev/shm");
    if media == Media::Memory && memory.is_dir() {
        return Ok(tempfile::tempdir_in(memory)?);
    }
    Ok(tempfile::tempdir()?)
}

/// The same seed has the same key, so that the same note has the same Message-ID.
fn write_key(path: &Path, chance: &mut Chance) -> Result<()> {
    use std::io::Write as _;
    let mut file =
        std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    for _ in 0..4 {
        file.write_all(&chance.next().to_be_bytes())?;
    }
    Ok(())
}

/// The user installs, says who they are, and connects an account.
async fn connect(home: &Home, clock: &Clock, provider: &Provider) -> Result<()> {
    let said = |error: AppError| anyhow!("the first steps failed: {error:?}");
    let app = App::open_on(options(home, clock), provider.network()).await.map_err(said)?;
    let input = AccountInput {
        address: "jo@example.org".to_owned(),
        name: Some("Jo Becker".to_owned()),
        user: None,
        login: LoginInput::Password("a password".to_owned()),
        submission: Some(format!("mail.example.org:{SUBMISSION}:tls")),
        imap: Some(format!("mail.example.org:{READING}:tls")),
        root_certificates: None,
        read_junk: false,
        untested: true,
        provider: None,
    };
    app.add_account(input, &|_| {}).await.map_err(said)?;
    app.close().await;
    let app = App::open_on(options(home, clock), provider.network()).await.map_err(said)?;
    let me = MeInput {
        name: Some("Jo Becker".to_owned()),
        mobile: Some("+1 555 0100".to_owned()),
        country: Some("US".to_owned()),
        zone: Some(HOME.to_owned()),
        ..MeInput::default()
    };
    app.set_me(me).await.map_err(said)?;
    app.close().await;
    Ok(())
}

async fn eye(home: &Home, clock: &Clock) -> Result<Store> {
    // It only looks, so it mints nothing and hashes nothing.
    let means =
        Means { mint: Arc::new(|| Clock::system().mint()), address_hash: Arc::new(|_| [0; 32]) };
    let place = match &home.address {
        Some(address) => Place::parse(address),
        None => Place::Sqlite(home.folder.path().join("rapport.sqlite")),
    };
    Ok(Store::open(&place, means, clock.now()).await?)
}
