//! A PostgreSQL cluster of our own on loopback, as an ordinary user, without durability:
//! for tests of meaning. A test of crashes asks for a [durable](Postgres::start_durable) one.

use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::port::free_port;
use crate::project::{is_root, missing, run, run_unchecked, server_folder};
use crate::watchdog::Watchdog;

/// Whom the databases belong to: an ordinary role, as an installation should have.
pub const ROLE: &str = "rapport";

/// One running cluster; dropping it stops the server and removes its files.
#[derive(Debug)]
pub struct Postgres {
    port: u16,
    programs: PathBuf,
    made: AtomicU32,
    _watchdog: Watchdog,
}

impl Postgres {
    /// Initialises and starts a cluster: 2 to 4 seconds.
    #[track_caller]
    #[must_use]
    pub fn start() -> Self {
        Self::start_with("-c fsync=off -c synchronous_commit=off -c full_page_writes=off")
    }

    /// As [`Postgres::start`], with every commit flushed to the disk before it is answered.
    #[track_caller]
    #[must_use]
    pub fn start_durable() -> Self {
        Self::start_with("-c fsync=on -c synchronous_commit=on -c full_page_writes=on")
    }

    #[track_caller]
    fn start_with(durability: &str) -> Self {
        let programs = programs();
        let folder = server_folder("rapport-pg-");
        let place = folder.display().to_string();
        let run_as = run_as(&folder);
        let data = folder.join("data");
        let control = programs.join("pg_ctl").display().to_string();
        let watchdog = Watchdog::start(
            "d=$1; shift; \"$@\" -D \"$d/data\" -m immediate -w stop; rm -rf \"$d\"",
            &[&[place.as_str()], run_as.as_slice(), &[control.as_str()]].concat(),
        );
        let mut initdb = command(&run_as, &programs.join("initdb"));
        initdb.arg("-D").arg(&data).args([
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "--no-instructions",
        ]);
        run(&mut initdb, "initdb");
        for _ in 0..5 {
            let port = free_port();
            let options = format!(
                "-c listen_addresses=127.0.0.1 -p {port} -k {place} -c max_connections=200 {durability}"
            );
            let mut start = command(&run_as, &programs.join("pg_ctl"));
            start.arg("-D").arg(&data).arg("-l").arg(data.join("log"));
            start.args(["-w", "-t", "60", "-o", &options, "start"]);
            if run_unchecked(&mut start, "starting PostgreSQL").status.success() {
                let made = AtomicU32::new(0);
                let cluster = Self { port, programs, made, _watchdog: watchdog };
                cluster.query("postgres", &format!("create role {ROLE} login"));
                return cluster;
            }
        }
        let log = std::fs::read_to_string(data.join("log")).unwrap_or_default();
        panic!("PostgreSQL did not start:\n{log}")
    }

    /// The one cluster of this test binary, started at the first call.
    #[track_caller]
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    /// Makes an empty database that belongs to [`ROLE`] and gives its address,
    /// `postgres://rapport@127.0.0.1:PORT/test_N`.
    #[track_caller]
    #[must_use]
    pub fn database(&self) -> String {
        let name = format!("test_{}", self.made.fetch_add(1, Ordering::Relaxed) + 1);
        self.query("postgres", &format!("create database {name} owner {ROLE}"));
        format!("postgres://{ROLE}@127.0.0.1:{}/{name}", self.port)
    }

    /// Takes a database away, whoever still uses it.
    pub fn drop_database(&self, address: &str) {
        if let Some((_, name)) = address.rsplit_once('/') {
            self.query("postgres", &format!("drop database if exists {name} with (force)"));
        }
    }

    /// Runs SQL in a database by `psql` as the superuser, whom no policy stops, and gives the rows,
    /// columns parted by `|`.
    #[track_caller]
    pub fn query(&self, database: &str, sql: &str) -> String {
        self.query_as("postgres", database, sql)
    }

    /// The same as another role.
    #[track_caller]
    pub fn query_as(&self, role: &str, database: &str, sql: &str) -> String {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1"])
            .args(["-U", role, "-d", database, "-c", sql, "-p"])
            .arg(self.port.to_string());
        run(&mut psql, "psql").trim_end().to_owned()
    }

    /// The port on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }
}

/// Debian keeps the server's programs off the PATH, one folder per version; the newest wins.
#[track_caller]
fn programs() -> PathBuf {
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            let programs = entry.path().join("bin");
            programs.join("initdb").exists().then_some((version, programs))
        })
        .collect();
    found.sort();
    if let Some((_, newest)) = found.pop() {
        return newest;
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    match std::env::split_paths(&path).find(|folder| folder.join("initdb").exists()) {
        Some(programs) => programs,
        None => missing("PostgreSQL (initdb)"),
    }
}

/// PostgreSQL refuses to run as root: root hands the folder to `nobody` and starts it as him.
#[track_caller]
fn run_as(folder: &Path) -> Vec<&'static str> {
    if !is_root() {
        return vec!["env"];
    }
    let number = |flag: &str| {
        let text = run(Command::new("id").args([flag, "nobody"]), "looking up nobody");
        text.trim().parse::<u32>().ok()
    };
    if let Err(error) = chown(folder, number("-u"), number("-g")) {
        panic!("cannot give {} to nobody: {error}", folder.display());
    }
    vec!["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
}

fn command(run_as: &[&str], program: &Path) -> Command {
    let mut words = run_as.iter();
    let mut command = Command::new(words.next().copied().unwrap_or("env"));
    // `nobody` may not enter every working directory, and PostgreSQL asks for its own.
    command.args(words).arg(program).current_dir("/");
    command
}
