//! The letters that wait: what to post by when, and when it would arrive.

use jiff::civil::Date;
use rapport_core::follow_up::FollowUp;
use rapport_core::place::{PostalDays, postal_days};
use rapport_core::plan::{self, Planned};

use super::LetterView;
use super::address::recipient;
use super::subject::Subject;
use crate::app::App;
use crate::engine::Surroundings;
use crate::error::AppError;
use crate::profile::Profile;
use crate::words;

impl App {
    /// The letters and envelopes that wait to be printed and posted, by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn letters(&self) -> Result<Vec<LetterView>, AppError> {
        let profile = self.profile().await?;
        let ruled_out = self.ruled_out().await?;
        let marks = self.store().print_marks(self.scope()).await?;
        let today = self.now().to_zoned(profile.zone.clone()).date();
        let mut views = Vec::new();
        for subject in self.waiting_letters().await? {
            let Some((follow_up, draft)) = &subject.note else { continue };
            let obstacle = self.obstacle(&subject, &ruled_out).await?;
            let surroundings = self.surroundings(follow_up, &profile).await?;
            let journey = journey(&subject, &surroundings, &profile, today);
            let closes = closes(follow_up, &surroundings);
            let mark = marks.iter().find(|mark| mark.draft == draft.id);
            let block = recipient(&subject.contact, subject.organisation.as_ref(), profile.country);
            let event = match follow_up.anchor.touchpoint {
                Some(id) => self.store().event_of(self.scope(), id).await?,
                None => None,
            };
            views.push(LetterView {
                follow_up: follow_up.id.to_string(),
                contact: subject.contact.id.to_string(),
                name: subject.contact.name.clone(),
                organisation: subject.organisation.as_ref().map(|it| it.name.clone()),
                title: surroundings
                    .playbook
                    .step(follow_up.step)
                    .map_or_else(String::new, |step| step.title.clone()),
                kind: if subject.is_letter() { "letter" } else { "envelope" }.to_owned(),
                address: block.map_or_else(Vec::new, |(block, _)| {
                    block.lines.into_iter().chain(block.country_line).collect()
                }),
                post_by: closes.map(|at| at.to_string()),
                post_by_words: closes.map(|at| words::instant(at, self.now(), &profile.zone)),
                days: format!("{} to {} working days", journey.days.likely, journey.days.late),
                arrives: words::day(journey.arrives, today),
                too_late: journey.too_late(follow_up, &subject, today),
                remedy: obstacle.as_ref().map(|found| found.remedy.clone()),
                obstacle: obstacle.map(|found| found.what),
                printed: mark.map(|mark| words::instant(mark.at, self.now(), &profile.zone)),
                changed: mark.is_some_and(|mark| mark.hash != draft.hash),
                event,
            });
        }
        Ok(views)
    }
}

/// A letter's way, if it is posted today.
pub(super) struct Journey {
    days: PostalDays,
    arrives: Date,
}

impl Journey {
    /// Why it comes too late, if it does: after the day they decide.
    fn too_late(&self, follow_up: &FollowUp, subject: &Subject, today: Date) -> Option<String> {
        let decides = follow_up.anchor.promised.filter(|_| subject.is_letter())?;
        (self.arrives > decides).then(|| {
            format!(
                "it would arrive about {}, and they decide {}: a mail is in time",
                words::day(self.arrives, today),
                words::day(decides, today)
            )
        })
    }
}

/// The way of a letter posted today, counted in working days of where it goes.
pub(super) fn journey(
    subject: &Subject,
    surroundings: &Surroundings,
    profile: &Profile,
    today: Date,
) -> Journey {
    let to = recipient(&subject.contact, subject.organisation.as_ref(), profile.country)
        .map_or(surroundings.calendar.country, |(_, country)| country);
    let days = postal_days(profile.country, to);
    let arrives = surroundings.calendar.add_business_days(today, i32::from(days.likely));
    Journey { days, arrives }
}

fn closes(follow_up: &FollowUp, surroundings: &Surroundings) -> Option<jiff::Timestamp> {
    let step = surroundings.playbook.step(follow_up.step)?;
    match plan::plan_step(follow_up, step, &surroundings.context()) {
        Planned::At(window) => Some(window.closes),
        Planned::AwaitsOutcome | Planned::LeftOut(_) => None,
    }
}
