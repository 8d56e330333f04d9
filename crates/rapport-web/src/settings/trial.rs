//! Mail accounts that are being tried right now, step by step.
//!
//! A round trip takes longer than a request may. It runs beside, and pages look how far it is. Kept
//! in memory only: after a restart nothing is being tried, and one tries again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rapport_app::app::App;
use rapport_app::error::AppError;
use rapport_app::input::AccountInput;

/// The latest trial of each user.
#[derive(Debug, Default)]
pub struct Trials {
    all: Mutex<HashMap<String, Trial>>,
}

/// One trial.
#[derive(Clone, Debug)]
pub struct Trial {
    /// Which of this user's trials: one that was replaced says nothing any more.
    number: u64,
    /// The account's address.
    pub address: String,
    /// What has happened, in sentences.
    pub steps: Vec<String>,
    /// How it ended.
    pub outcome: Option<Result<(), Failed>>,
}

/// Why it did not work, and what to do.
#[derive(Clone, Debug)]
pub struct Failed {
    /// What happened.
    pub what: String,
    /// What to do.
    pub hints: Vec<String>,
}

/// What is tried.
pub enum Work {
    /// An account that is not connected yet.
    Connect(Box<AccountInput>),
    /// A connected account.
    Test,
}

impl Trials {
    /// Begins a trial in the place of this user's last one.
    pub fn begin(self: &Arc<Self>, app: App, address: &str, work: Work) {
        let user = app.user().to_owned();
        let number = {
            let mut all = self.locked();
            let number = all.get(&user).map_or(1, |last| last.number + 1);
            let trial =
                Trial { number, address: address.to_owned(), steps: Vec::new(), outcome: None };
            all.insert(user.clone(), trial);
            number
        };
        let (trials, address) = (Arc::clone(self), address.to_owned());
        tokio::spawn(async move {
            let step = |sentence: &str| {
                trials.change(&user, number, |trial| trial.steps.push(sentence.to_owned()));
            };
            let outcome = match work {
                Work::Connect(input) => app.add_account(*input, &step).await,
                Work::Test => app.test_account(&address, &step).await,
            };
            let outcome = outcome.map(|_| ()).map_err(Failed::from);
            trials.change(&user, number, |trial| trial.outcome = Some(outcome));
        });
    }

    /// The latest trial of that user.
    pub fn of(&self, user: &str) -> Option<Trial> {
        self.locked().get(user).cloned()
    }

    /// Changes whenever the page of that user's trial would look different.
    pub fn pulse(&self, user: &str) -> Option<(u64, usize, bool)> {
        let all = self.locked();
        let trial = all.get(user)?;
        Some((trial.number, trial.steps.len(), trial.outcome.is_some()))
    }

    fn change(&self, user: &str, number: u64, change: impl FnOnce(&mut Trial)) {
        let mut all = self.locked();
        if let Some(trial) = all.get_mut(user).filter(|trial| trial.number == number) {
            change(trial);
        }
    }

    fn locked(&self) -> MutexGuard<'_, HashMap<String, Trial>> {
        // A panic between two lines of text leaves them as good as they were.
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<AppError> for Failed {
    fn from(error: AppError) -> Self {
        Self { what: error.what, hints: error.hints }
    }
}
