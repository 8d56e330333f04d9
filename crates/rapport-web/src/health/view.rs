//! The health page's view model: every figure with its words, every instant with both faces.

use askama::Template;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rapport_app::view::{CheckView, HealthView};

use crate::page::{SHEET, Sheet};

/// The page.
#[derive(Template)]
#[template(path = "health/page.html")]
pub struct HealthPage {
    sheet: Sheet,
    well: bool,
    practice: bool,
    version: String,
    checks: Vec<Check>,
    instants: Vec<(&'static str, Option<Instant>, &'static str)>,
    counts: Vec<(&'static str, u64)>,
}

/// One check; its level as a word, because colour alone tells not everybody.
struct Check {
    class: &'static str,
    word: &'static str,
    subject: String,
    sentence: String,
    remedy: Option<String>,
}

/// An instant for machines and for people.
struct Instant {
    exact: String,
    words: String,
}

impl HealthPage {
    /// Lays out what the application found. What needs the user comes first.
    pub fn of(health: HealthView) -> Self {
        let mut checks: Vec<Check> = health.checks.into_iter().map(check).collect();
        checks.sort_by_key(|check| match check.class {
            "bad" => 0,
            "note" => 1,
            _ => 2,
        });
        Self {
            sheet: SHEET,
            well: health.status == "ok",
            practice: health.mode == "practice",
            version: health.version,
            checks,
            instants: vec![
                ("Last round", health.last_tick.map(instant), "never"),
                ("Next due", health.next_due.map(instant), "nothing"),
                ("Newest backup", health.last_backup.map(instant), "none yet"),
            ],
            counts: vec![
                ("Late follow-ups", health.late),
                ("Notes on the way", health.outbox),
                ("Mail to be read", health.unprocessed),
            ],
        }
    }
}

fn check(view: CheckView) -> Check {
    let (class, word) = match view.level.as_str() {
        "ok" => ("good", "good"),
        "note" => ("note", "note"),
        _ => ("bad", "needs you"),
    };
    let CheckView { subject, sentence, remedy, .. } = view;
    Check {
        class,
        word,
        subject: capitalised(&subject),
        sentence: capitalised(&sentence),
        remedy: remedy.as_deref().map(capitalised),
    }
}

/// In the zone of the machine that serves; the exact instant stays in the element.
fn instant(exact: String) -> Instant {
    let words = exact.parse::<Timestamp>().map_or_else(
        |_| exact.clone(),
        |at| at.to_zoned(TimeZone::system()).strftime("%A %-d %B, %H:%M").to_string(),
    );
    Instant { exact, words }
}

/// The application's words also stand within sentences; here they begin one.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
