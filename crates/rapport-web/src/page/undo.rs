//! The bar that counts down while approvals rest: until its end nothing has left.
//!
//! The time is the server's; the script only counts along. Any page can show it: give it to the
//! template and include `page/undo.html`.

use rapport_app::view::RestingView;

use crate::words::ShellWords;

/// Approvals that can be taken back.
pub struct UndoBar {
    /// What was approved.
    pub sentence: String,
    /// The follow-ups.
    pub ids: Vec<String>,
    /// Seconds until the first of them is taken up.
    pub seconds: i64,
    /// The same in words.
    pub left: String,
    /// Seconds of the whole rest.
    pub whole: i64,
}

impl UndoBar {
    /// The bar for what rests; none when nothing does. `whole` is the rest's full length.
    pub fn of(resting: &[RestingView], whole: i64, words: &ShellWords) -> Option<Self> {
        let resting: Vec<&RestingView> =
            resting.iter().filter(|view| view.seconds_left > 0).collect();
        let seconds = resting.iter().map(|view| view.seconds_left).min()?;
        let sentence = match resting.as_slice() {
            [only] => (words.undo_one)(&only.name),
            several => (words.undo_many)(several.len()),
        };
        Some(Self {
            sentence,
            ids: resting.iter().map(|view| view.follow_up.clone()).collect(),
            seconds,
            left: (words.seconds_left)(seconds),
            whole: whole.max(seconds),
        })
    }
}
