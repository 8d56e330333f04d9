//! The quick pass after an event: who has no grade yet, and a grade for each, one key a person.
//!
//! A grade is a tag of one letter, the same that an import can give to everybody at once. C ends what
//! runs for them after the event; A lets the follow-up after an event suggest a talk. What a grade
//! means stands in [`rapport_core::grade`].

use rapport_core::contact::Contact;
use rapport_core::decide::Event;
use rapport_core::grade::Grade;
use rapport_store::Door;
use serde::Serialize;

use crate::app::App;
use crate::bulk::checked_tag;
use crate::engine::live;
use crate::error::AppError;
use crate::view::ContactView;

/// The playbook that runs after an event.
const AFTER_EVENT: &str = "PB08";

/// Those without a grade.
#[derive(Clone, Debug, Serialize)]
pub struct UngradedView {
    /// The event they were met at, if only its people were asked for.
    pub event: Option<String>,
    /// How many there are in all.
    pub in_all: u64,
    /// The first of them, by name.
    pub people: Vec<ContactView>,
}

/// What a grade did.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct GradedView {
    /// Who, as an id.
    pub contact: String,
    /// Their name.
    pub name: String,
    /// A, B or C; none where it was taken back.
    pub grade: Option<&'static str>,
    /// Follow-ups that were ended by it.
    pub ended: usize,
    /// The same in a sentence.
    pub sentence: String,
}

impl App {
    /// Those who have no grade, by name, at most so many: the people of an event, or everybody.
    ///
    /// # Errors
    /// The event is no tag, or what the database says.
    pub async fn ungraded(
        &self,
        event: Option<&str>,
        at_most: u32,
    ) -> Result<UngradedView, AppError> {
        let event = event.map(checked_tag).transpose()?;
        let letters = Grade::ALL.map(Grade::word);
        let (ids, in_all) =
            self.store().without_tags(self.scope(), event.as_deref(), &letters, at_most).await?;
        let profile = self.profile().await?;
        let mut people = Vec::with_capacity(ids.len());
        for id in ids {
            let contact = self.store().contact(self.scope(), id).await?;
            people.push(self.contact_view(&contact, &profile).await?);
        }
        Ok(UngradedView { event, in_all, people })
    }

    /// Grades somebody: A, B or C, or `none` to take the grade back. What C ended stays ended.
    ///
    /// # Errors
    /// Nobody or several are called that, or the grade is none.
    pub async fn grade(&self, who: &str, grade: &str) -> Result<GradedView, AppError> {
        let wanted = match grade.trim().to_lowercase().as_str() {
            "none" | "-" => None,
            _ => Some(grade_of(grade)?),
        };
        let contact = self.contact_named(who).await?;
        let mut door = self.user_door(&self.profile().await?).await?;
        for other in Grade::ALL.into_iter().filter(|other| Some(*other) != wanted) {
            door.untag(contact.id, other.word()).await?;
        }
        let mut ended = 0;
        if let Some(grade) = wanted {
            door.tag(contact.id, grade.word()).await?;
            if !grade.is_written_to() {
                ended = self.end_after_event(&mut door, &contact).await?;
            }
        }
        door.commit().await?;
        let name = &contact.name;
        let sentence = match (wanted, ended) {
            (None, _) => format!("{name} has no grade"),
            (Some(grade), 0) => format!("{name} is graded {}", grade.word()),
            (Some(grade), _) => {
                format!("{name} is graded {}: nothing more goes out after the event", grade.word())
            }
        };
        Ok(GradedView {
            contact: contact.id.to_string(),
            name: contact.name,
            grade: wanted.map(Grade::word),
            ended,
            sentence,
        })
    }

    /// Ends what runs for them after an event; the answer is how many that were.
    async fn end_after_event(
        &self,
        door: &mut Door<'_>,
        contact: &Contact,
    ) -> Result<usize, AppError> {
        let running: Vec<_> = live(door.follow_ups_of(contact.id).await?)
            .into_iter()
            .filter(|follow_up| follow_up.playbook.as_str() == AFTER_EVENT)
            .collect();
        for follow_up in &running {
            self.step(door, follow_up.id, &Event::EndedByUser).await?;
        }
        Ok(running.len())
    }
}

/// A grade as it is typed.
pub(crate) fn grade_of(text: &str) -> Result<Grade, AppError> {
    Grade::parse(text).ok_or_else(|| {
        AppError::usage(format!("\"{}\" is no grade", text.trim()), "grade people A, B or C")
    })
}
