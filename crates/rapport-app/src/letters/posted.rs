//! "Posted": the tick by which a letter counts as sent.

use rapport_core::decide::Event;
use rapport_core::touchpoint::Channel;

use crate::app::App;
use crate::error::AppError;
use crate::view::ActView;

impl App {
    /// The letter to somebody was posted: their step is done, on paper, whatever it was meant for.
    ///
    /// # Errors
    /// Nobody or several are meant, no note of theirs is in review, or the time is in the future.
    pub async fn letter_posted(&self, who: &str, when: Option<&str>) -> Result<ActView, AppError> {
        let profile = self.profile().await?;
        let at = when.map_or(Ok(self.now()), |text| self.past(text, &profile))?;
        let subject = self.note_meant(who).await?;
        let Some((follow_up, draft)) = subject.note else {
            return Err(AppError::refused(
                format!("no letter to {} waits", subject.contact.name),
                "see what waits: rapport letters",
            ));
        };
        let mut door = self.user_door(&profile).await?;
        let event = Event::Ticked { at };
        // The step may have been meant for mail; what was posted counts as paper.
        let decision = self
            .ticked_as(&mut door, follow_up.id, &event, (Channel::Paper, draft.purpose))
            .await?;
        door.commit().await?;
        self.acted(&decision, &profile).await
    }
}
