//! The first run: whether somebody is new here, and what they are after.
//!
//! What they tell about themselves is `profile`; a mail account is `accounts`.

use rapport_core::opportunity::OpportunityKind;

use crate::app::App;
use crate::error::AppError;
use crate::input::PeopleInput;

/// Set once the questions of the first run were answered or passed over.
const OVER: &str = "welcome.over";

/// What the user is after: a word of [`OpportunityKind`].
const AFTER: &str = "me.after";

impl App {
    /// Nobody has said who they are, met anybody, or passed over the questions yet.
    ///
    /// # Errors
    /// What the database says.
    pub async fn is_new(&self) -> Result<bool, AppError> {
        for key in [OVER, "me.name"] {
            if self.store().setting(self.scope(), key).await?.is_some() {
                return Ok(false);
            }
        }
        self.has_met_nobody().await
    }

    /// There is no contact yet.
    ///
    /// # Errors
    /// What the database says.
    pub async fn has_met_nobody(&self) -> Result<bool, AppError> {
        let one = PeopleInput { limit: Some(1), ..PeopleInput::default() };
        Ok(self.people(&one).await?.rows.is_empty())
    }

    /// The questions are over: Today is the first page from now on.
    ///
    /// # Errors
    /// What the database says.
    pub async fn end_welcome(&self) -> Result<(), AppError> {
        Ok(self.store().set_setting(self.scope(), OVER, Some("1")).await?)
    }

    /// What the user said they are after, as a word of [`OpportunityKind`].
    ///
    /// # Errors
    /// What the database says.
    pub async fn after(&self) -> Result<Option<String>, AppError> {
        Ok(self.store().setting(self.scope(), AFTER).await?)
    }

    /// Says what the user is after; it picks the examples that are shown.
    ///
    /// # Errors
    /// It is no kind of opportunity.
    pub async fn set_after(&self, kind: &str) -> Result<(), AppError> {
        let known = OpportunityKind::ALL.into_iter().find(|known| known.word() == kind.trim());
        let Some(kind) = known else {
            return Err(AppError::usage(
                format!("\"{kind}\" is nothing one can be after here"),
                "say job, sale, pitch, grant, home, school or other",
            ));
        };
        Ok(self.store().set_setting(self.scope(), AFTER, Some(kind.word())).await?)
    }
}
