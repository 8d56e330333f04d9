//! The caps that a user may set: how many notes are too many.
//!
//! The distances between notes stay the house's; a number a user chose is kept in a setting of its
//! own, and one equal to the house's is none. The core holds the caps when a note leaves.

use rapport_core::pace::Caps;
use serde::Serialize;

use crate::app::App;
use crate::error::AppError;

/// One cap that can be set.
struct Setting {
    key: &'static str,
    most: u16,
    of: fn(&mut Caps) -> &mut u16,
}

/// In the order of [`CapsInput`]. The most is what a person still reads as personal mail.
const SETTINGS: [Setting; 4] = [
    Setting { key: "caps.day", most: 100, of: |caps| &mut caps.notes_per_day },
    Setting { key: "caps.new", most: 40, of: |caps| &mut caps.first_notes_per_day },
    Setting { key: "caps.month", most: 8, of: |caps| &mut caps.person_per_30_days },
    Setting { key: "caps.year", most: 16, of: |caps| &mut caps.person_per_year },
];

/// New numbers; `None` leaves one as it is.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct CapsInput {
    /// Notes of all kinds in a day, to anybody.
    pub day: Option<u16>,
    /// First notes to new people in a day.
    pub new: Option<u16>,
    /// Notes to one person in 30 days.
    pub month: Option<u16>,
    /// Notes to one person in a year without an answer.
    pub year: Option<u16>,
}

/// The caps with what the user set.
pub(crate) fn of(get: impl Fn(&str) -> Option<String>) -> Caps {
    let mut caps = Caps::DEFAULT;
    for setting in &SETTINGS {
        if let Some(number) = get(setting.key).and_then(|text| text.parse().ok()) {
            *(setting.of)(&mut caps) = number;
        }
    }
    caps
}

impl App {
    /// The caps as they hold for this user.
    ///
    /// # Errors
    /// What the database says.
    pub async fn caps(&self) -> Result<Caps, AppError> {
        Ok(self.profile().await?.caps)
    }

    /// Sets caps; they hold from the next note that leaves.
    ///
    /// # Errors
    /// A number beyond what stays polite, or none at all; then nothing is changed.
    pub async fn set_caps(&self, input: CapsInput) -> Result<Caps, AppError> {
        let numbers = [input.day, input.new, input.month, input.year];
        let changed = || SETTINGS.iter().zip(numbers).filter_map(|(it, to)| Some((it, to?)));
        for (setting, number) in changed() {
            if number == 0 || number > setting.most {
                return Err(AppError::usage(
                    format!("{number} is out of range: from 1 to {}", setting.most),
                    "to send nothing at all: rapport stop-all",
                ));
            }
        }
        for (setting, number) in changed() {
            let mut house = Caps::DEFAULT;
            let text = (*(setting.of)(&mut house) != number).then(|| number.to_string());
            self.store().set_setting(self.scope(), setting.key, text.as_deref()).await?;
        }
        self.caps().await
    }
}
