//! The health page's view model: every figure with its words, every instant with both faces.

use askama::Template;
use rapport_app::view::{CheckView, HealthView};

use crate::page::{Shell, sentence_of};
use crate::places::Here;
use crate::web::User;
use crate::words::{HealthWords, When};

/// The page.
#[derive(Template)]
#[template(path = "health/page.html")]
pub struct HealthPage {
    shell: Shell,
    words: &'static HealthWords,
    well: bool,
    version: String,
    checks: Vec<Check>,
    instants: Vec<(&'static str, Option<When>, &'static str)>,
    counts: Vec<(&'static str, u64)>,
}

/// One check; its level as a word, because colour alone tells not everybody.
struct Check {
    class: &'static str,
    word: &'static str,
    subject: String,
    sentence: String,
    remedy: Option<String>,
    /// Where a button does what the remedy names.
    press: Option<(&'static str, &'static str)>,
}

impl HealthPage {
    /// Lays out what the application found. What needs the user comes first.
    pub fn of(user: &User, health: HealthView) -> Self {
        let words = &user.locale.words.health;
        let mut checks: Vec<Check> =
            health.checks.into_iter().map(|view| check(view, words)).collect();
        checks.sort_by_key(|check| match check.class {
            "bad" => 0,
            "mild" => 1,
            _ => 2,
        });
        let when = |at: Option<String>| at.and_then(|at| user.when(&at));
        Self {
            shell: user.shell(Here::Health),
            words,
            well: health.status == "ok",
            version: health.version,
            checks,
            instants: vec![
                (words.last_round, when(health.last_tick), words.never),
                (words.next_due, when(health.next_due), words.nothing),
                (words.backup, when(health.last_backup), words.none_yet),
            ],
            counts: vec![
                (words.late, health.late),
                (words.outbox, health.outbox),
                (words.unprocessed, health.unprocessed),
            ],
        }
    }
}

fn check(view: CheckView, words: &HealthWords) -> Check {
    let (class, word) = match view.level.as_str() {
        "ok" => ("good", words.good),
        "note" => ("mild", words.note),
        _ => ("bad", words.bad),
    };
    let CheckView { subject, sentence, remedy, .. } = view;
    let press = remedy.as_deref().and_then(|remedy| press_of(remedy, words));
    // The command says nothing more than the button; a remedy without one stands as it is.
    let remedy = remedy.filter(|_| press.is_none());
    Check {
        class,
        word,
        subject: sentence_of(&subject).trim_end_matches('.').to_owned(),
        sentence: sentence_of(&sentence),
        remedy: remedy.as_deref().map(sentence_of),
        press,
    }
}

/// The page where a terminal's remedy is a button.
fn press_of(remedy: &str, words: &HealthWords) -> Option<(&'static str, &'static str)> {
    let places = [
        ("rapport account", "/settings/accounts", words.to_accounts),
        ("rapport backup", "/settings/server", words.to_backup),
        ("rapport stop-all --lift", "/settings/sending", words.to_lift),
        ("rapport today", "/", words.to_today),
    ];
    let place = places.into_iter().find(|(command, ..)| remedy.contains(command));
    place.map(|(_, href, label)| (href, label))
}
