//! Health: whether it runs, in sentences, each with what to do.

use jiff::{SignedDuration, Timestamp};

use crate::app::{App, Mode};
use crate::dictionaries;
use crate::error::AppError;
use crate::view::{CheckView, HealthView};
use crate::words;
use crate::workers::GAP_SETTING;

/// A scheduler that did not tick for so long is not running.
const TICK_LIMIT: SignedDuration = SignedDuration::from_mins(5);

/// A timer may be this late before it counts as late: a round takes its time.
const LATE: SignedDuration = SignedDuration::from_mins(2);

/// A backup older than this is worth a word.
const BACKUP_LIMIT: SignedDuration = SignedDuration::from_hours(48);

/// Bytes of a database file that are read in no time.
const SMALL: u64 = 4 << 20;

impl App {
    /// The state of health for a page and for monitors, which ask again and again: a large database is
    /// not read from end to end. The backup of the day is, and that it failed is told here.
    ///
    /// # Errors
    /// The database cannot be read; then that is the news.
    pub async fn health(&self) -> Result<HealthView, AppError> {
        self.looked_at(self.is_small()).await
    }

    /// The state of health with every page of the database read, however long that takes.
    ///
    /// # Errors
    /// As [`Self::health`].
    pub async fn examine(&self) -> Result<HealthView, AppError> {
        self.looked_at(true).await
    }

    fn is_small(&self) -> bool {
        let size = self.store().file().and_then(|file| std::fs::metadata(file).ok());
        size.is_none_or(|file| file.len() <= SMALL)
    }

    async fn looked_at(&self, read_all: bool) -> Result<HealthView, AppError> {
        let now = self.now();
        let profile = self.profile().await?;
        let health = self.store().health(self.scope(), now).await?;
        let due = self.store().due(self.scope(), now - LATE, 1000).await?;
        let outbox = self.store().outbox(self.scope()).await?;
        let unprocessed = self.store().unprocessed(self.scope(), 1000).await?.len();
        let last_tick = health.ticks.iter().map(|tick| tick.last_at).max();
        let next_due = self.store().next_wake(self.scope()).await?;
        let last_backup = self.newest_backup();
        let mut checks = Vec::new();
        checks.push(tick_check(last_tick, now));
        if let Some(what) = self.clock_doubt().await? {
            let remedy =
                "set the clock of this machine; if it is right: rapport run --clock-is-right";
            checks.push(bad("clock", what, remedy));
        }
        if read_all && let Err(error) = self.store().check_integrity().await {
            let remedy = error.remedy().unwrap_or_default();
            checks.push(bad("database", error.to_string(), &remedy));
        }
        if self.store().has_walls().await? == Some(false) {
            let sentence = "Rapport signs in to PostgreSQL as a superuser, so the database does not keep the users apart a second time".to_owned();
            checks.push(note(
                "database",
                sentence,
                Some(
                    "make a role without superuser the owner of the database, and sign in as that",
                ),
            ));
        }
        if let Some(check) = self.gap_check(&profile).await? {
            checks.push(check);
        }
        checks.push(late_check(due.woken.len() + due.to_draft.len()));
        if !health.unattended.is_empty() {
            let sentence = format!(
                "{} running follow-ups have neither a timer nor a question: that is a fault of the program",
                health.unattended.len()
            );
            checks.push(bad(
                "follow-ups",
                sentence,
                "report it, and end them with rapport end NAME",
            ));
        }
        self.mail_checks(&mut checks, now, &profile).await?;
        if unprocessed > 0 {
            let sentence =
                format!("{unprocessed} mails wait to be looked at; nothing is sent until then");
            checks.push(note("mail", sentence, Some("rapport run")));
        }
        let doubts = self.store().uncertain_items(self.scope()).await?.len();
        if doubts > 0 {
            let sentence =
                format!("{doubts} notes are in doubt: nobody knows whether they arrived");
            checks.push(note("outbox", sentence, Some("say so on Today: rapport today")));
        }
        if profile.stop_all {
            let sentence = "everything is stopped, nothing goes out".to_owned();
            checks.push(note("sending", sentence, Some("rapport stop-all --lift")));
        }
        if self.store().scope_state(self.scope()).await?.epoch_held {
            let sentence = "this database was restored or copied: nothing goes out until your sent mail was searched".to_owned();
            checks.push(note("sending", sentence, Some("rapport run")));
        }
        if !self.clock_offset().is_zero() {
            let sentence = format!(
                "the practice clock is moved by {}",
                words::duration(self.clock_offset().abs())
            );
            checks.push(note("clock", sentence, None));
        }
        if let Some(what) = self.backup_trouble() {
            let remedy = "make one yourself, which says more: rapport backup; read the database: rapport doctor";
            checks.push(bad("backup", format!("today's could not be made: {what}"), remedy));
        }
        checks.push(backup_check(
            last_backup,
            now - self.clock_offset(),
            self.store().file().is_some(),
        ));
        checks.push(dictionaries_check());
        let is_bad = checks.iter().any(|check| check.level == "bad");
        Ok(HealthView {
            status: if is_bad { "bad" } else { "ok" }.to_owned(),
            mode: self.mode().word().to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            last_tick: last_tick.map(|at| at.to_string()),
            next_due: next_due.map(|at| at.to_string()),
            late: u64::try_from(due.woken.len() + due.to_draft.len()).unwrap_or(u64::MAX),
            outbox: u64::try_from(outbox.len()).unwrap_or(u64::MAX),
            unprocessed: u64::try_from(unprocessed).unwrap_or(u64::MAX),
            last_backup: last_backup.map(|at| at.to_string()),
            checks,
        })
    }

    async fn gap_check(
        &self,
        profile: &crate::profile::Profile,
    ) -> Result<Option<CheckView>, AppError> {
        let Some(gap) = self.store().setting(self.scope(), GAP_SETTING).await? else {
            return Ok(None);
        };
        let mut ends = gap.split(' ').filter_map(|text| text.parse::<Timestamp>().ok());
        let (Some(from), Some(to)) = (ends.next(), ends.next()) else {
            return Ok(None);
        };
        let sentence = format!(
            "nothing ran from {} to {} (the machine slept or rapport was off); what was late was caught up",
            words::instant(from, self.now(), &profile.zone),
            words::instant(to, self.now(), &profile.zone)
        );
        Ok(Some(note("scheduler", sentence, None)))
    }

    async fn mail_checks(
        &self,
        checks: &mut Vec<CheckView>,
        now: Timestamp,
        profile: &crate::profile::Profile,
    ) -> Result<(), AppError> {
        if self.mode() == Mode::Practice {
            let sentence = "practice mode: nothing leaves this machine".to_owned();
            checks.push(note(
                "mail",
                sentence,
                Some("connect an account: rapport account add YOU@EXAMPLE.ORG"),
            ));
            return Ok(());
        }
        let accounts = self.store().accounts(self.scope()).await?;
        if accounts.is_empty() {
            let sentence = "no mail account is connected, so nothing can go out".to_owned();
            checks.push(bad("mail", sentence, "rapport account add YOU@EXAMPLE.ORG"));
        }
        for account in &accounts {
            match &account.paused {
                Some(what) => {
                    let remedy =
                        format!("repair it, then rapport account resume {}", account.address);
                    checks.push(bad(
                        "mail",
                        format!("{} is stopped: {what}", account.address),
                        &remedy,
                    ));
                }
                None => checks.push(ok("mail", format!("{} may send", account.address))),
            }
        }
        for mailbox in self.store().mailboxes(self.scope()).await? {
            let read = mailbox
                .read_at
                .map_or_else(|| "never".to_owned(), |at| words::instant(at, now, &profile.zone));
            match mailbox.error {
                Some(error) => {
                    let sentence = format!(
                        "{} cannot be read ({error}); last read {read}. Nothing is sent blind",
                        mailbox.name
                    );
                    checks.push(bad("mailbox", sentence, "test it: rapport account test ADDRESS"));
                }
                None => checks.push(ok("mailbox", format!("{} was read {read}", mailbox.name))),
            }
        }
        Ok(())
    }

    fn newest_backup(&self) -> Option<Timestamp> {
        let entries = std::fs::read_dir(self.backup_folder()).ok()?;
        entries
            .flatten()
            .filter_map(|entry| entry.metadata().ok()?.modified().ok())
            .filter_map(|time| Timestamp::try_from(time).ok())
            .max()
    }
}

fn tick_check(last: Option<Timestamp>, now: Timestamp) -> CheckView {
    match last {
        Some(at) if at > now + LATE => note(
            "scheduler",
            "its last round lies in the future: the clock was set back".to_owned(),
            None,
        ),
        Some(at) if now.duration_since(at) <= TICK_LIMIT => {
            ok("scheduler", format!("it ticked {} ago", words::duration(now.duration_since(at))))
        }
        Some(at) => bad(
            "scheduler",
            format!(
                "it last ticked {} ago: nothing is running",
                words::duration(now.duration_since(at))
            ),
            "start it: rapport serve (or let cron call rapport run)",
        ),
        None => bad(
            "scheduler",
            "it never ticked".to_owned(),
            "start it: rapport serve (or let cron call rapport run)",
        ),
    }
}

fn late_check(late: usize) -> CheckView {
    match late {
        0 => ok("follow-ups", "nothing is late".to_owned()),
        1 => note("follow-ups", "1 follow-up is late".to_owned(), Some("rapport run")),
        several => {
            note("follow-ups", format!("{several} follow-ups are late"), Some("rapport run"))
        }
    }
}

fn backup_check(last: Option<Timestamp>, now: Timestamp, is_file: bool) -> CheckView {
    match last {
        _ if !is_file => note(
            "backup",
            "the database is PostgreSQL, which has its own backups".to_owned(),
            Some("pg_dump"),
        ),
        Some(at) if now.duration_since(at) <= BACKUP_LIMIT => {
            ok("backup", format!("the newest is {} old", words::duration(now.duration_since(at))))
        }
        Some(at) => note(
            "backup",
            format!("the newest is {} old", words::duration(now.duration_since(at))),
            Some("rapport backup"),
        ),
        None => note("backup", "there is none yet".to_owned(), Some("rapport backup")),
    }
}

/// Which languages are checked for spelling, and what to install for the others.
fn dictionaries_check() -> CheckView {
    let (there, missing): (Vec<_>, Vec<_>) =
        dictionaries::there(None).into_iter().partition(|(_, place)| place.is_some());
    let names = |of: &[(&str, Option<String>)]| {
        of.iter().map(|(language, _)| *language).collect::<Vec<_>>().join(", ")
    };
    let sentence = format!("spelling is checked in: {}", names(&there));
    if missing.is_empty() {
        return ok("dictionaries", sentence);
    }
    let sentence = format!("{sentence}; there is no dictionary for: {}", names(&missing));
    let packages: Vec<_> =
        missing.iter().filter_map(|(language, _)| dictionaries::package(language)).collect();
    let remedy = format!("install it: apt install {}", packages.join(" "));
    check("ok", "dictionaries", sentence, Some(&remedy))
}

fn check(level: &str, subject: &str, sentence: String, remedy: Option<&str>) -> CheckView {
    CheckView {
        level: level.to_owned(),
        subject: subject.to_owned(),
        sentence,
        remedy: remedy.map(str::to_owned),
    }
}

fn ok(subject: &str, sentence: String) -> CheckView {
    check("ok", subject, sentence, None)
}

fn note(subject: &str, sentence: String, remedy: Option<&str>) -> CheckView {
    check("note", subject, sentence, remedy)
}

fn bad(subject: &str, sentence: String, remedy: &str) -> CheckView {
    check("bad", subject, sentence, Some(remedy))
}
