//! Holiday notes (PB15): listed, planned as a batch that the user goes through once, and the day
//! that somebody keeps, entered by the user alone.
//!
//! Who gets one is `rapport_core::greeting`'s answer, when a day is
//! `rapport_core::calendar::greetings`. A planned greeting is a follow-up as any other: drafted,
//! approved, looked at once more before it leaves.

use jiff::civil::{Date, time};
use rapport_core::calendar::greetings::{self as days, GreetingDate, GreetingDay};
use rapport_core::contact::{BasisKind, Contact};
use rapport_core::follow_up::{Anchor, FollowUp};
use rapport_core::greeting::{self, Candidate, LeftOut};
use rapport_store::greeting::GreetingStanding;
use serde::Serialize;

use crate::app::App;
use crate::error::AppError;
use crate::profile::Profile;

/// What the user enters for somebody who wants no greetings.
pub const NONE: &str = "none";
/// What the user enters to forget a preference: New Year again.
pub const USUAL: &str = "usual";

/// One person with the day they would be greeted on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct GreetingView {
    /// The contact's id.
    pub contact: String,
    /// Their name.
    pub name: String,
    /// The key of the day, such as `new-year`.
    pub day: String,
    /// The day's name.
    pub day_name: String,
    /// When it is next, ISO 8601; `null` after the last year that is known.
    pub date: Option<String>,
    /// A sighting of the moon or an almanac decides: it may be a day off.
    pub estimated: bool,
    /// Whether the user entered the day.
    pub is_preferred: bool,
    /// `open`: would be planned; `planned`; `left-out`.
    pub standing: &'static str,
    /// Why it is left out.
    pub why: Option<String>,
    /// The follow-up of a planned one.
    pub follow_up: Option<String>,
}

/// One day that can be greeted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct GreetingDayView {
    /// The word typed.
    pub key: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Who keeps it.
    pub kept_by: &'static str,
    /// When it is next, ISO 8601.
    pub date: Option<String>,
    /// It may be a day off.
    pub estimated: bool,
}

/// A person with all that is needed to plan.
struct Person {
    contact: Contact,
    day: &'static GreetingDay,
    next: Option<GreetingDate>,
    anchor: Option<jiff::Timestamp>,
    verdict: Result<(), LeftOut>,
    standing: GreetingStanding,
}

impl App {
    /// Everybody with the day they would be greeted on, and why some are left out; by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn greetings(&self) -> Result<Vec<GreetingView>, AppError> {
        let profile = self.profile().await?;
        Ok(self.candidates(&profile).await?.iter().map(view).collect())
    }

    /// Plans the greetings that are open, or those of the people named; `without` leaves some out.
    /// Each is a draft of its own that waits for its yes.
    ///
    /// # Errors
    /// Somebody named is not known, or gets no greeting.
    pub async fn plan_greetings(
        &self,
        who: &[String],
        without: &[String],
    ) -> Result<Vec<GreetingView>, AppError> {
        let profile = self.profile().await?;
        let (mut named, mut spared) = (Vec::new(), Vec::new());
        for (names, ids) in [(who, &mut named), (without, &mut spared)] {
            for name in names {
                ids.push(self.contact_named(name).await?.id);
            }
        }
        let mut people = self.candidates(&profile).await?;
        people.retain(|it| {
            (named.is_empty() || named.contains(&it.contact.id)) && !spared.contains(&it.contact.id)
        });
        if !named.is_empty()
            && let Some((person, why)) =
                people.iter().find_map(|it| it.verdict.err().map(|why| (it, why)))
        {
            return Err(AppError::refused(
                format!("{} gets no greeting: {}", person.contact.name, why.words()),
                "see who would get one: rapport greetings",
            ));
        }
        people.retain(|it| it.verdict.is_ok());
        let mut planned = Vec::new();
        for person in &people {
            let Some(at) = person.anchor else { continue };
            let id = self.plan_greeting(person, at, &profile).await?;
            planned.push(GreetingView {
                standing: "planned",
                follow_up: Some(id.to_string()),
                ..view(person)
            });
        }
        self.write_after().await;
        Ok(planned)
    }

    /// Keeps the day that somebody is greeted on: the key of a day, `none`, or `usual`.
    ///
    /// # Errors
    /// Nobody is meant, or no such day.
    pub async fn prefer_greeting(&self, who: &str, day: &str) -> Result<GreetingView, AppError> {
        let contact = self.contact_named(who).await?;
        let key = day.trim().to_lowercase();
        let kept = match key.as_str() {
            USUAL | "" => None,
            NONE => Some(NONE),
            key => Some(days::of_key(key).ok_or_else(|| unknown_day(day))?.key),
        };
        let profile = self.profile().await?;
        let mut door = self.user_door(&profile).await?;
        door.prefer_greeting(contact.id, kept).await?;
        door.commit().await?;
        let all = self.candidates(&profile).await?;
        let person = all.iter().find(|it| it.contact.id == contact.id);
        person.map(view).ok_or_else(|| AppError::not_found("this contact is not there", ""))
    }

    /// The days that can be greeted, with their next dates.
    ///
    /// # Errors
    /// What the database says.
    pub async fn greeting_days(&self) -> Result<Vec<GreetingDayView>, AppError> {
        let today = self.profile().await?.own_calendar().local(self.now()).date();
        Ok(days::DAYS
            .iter()
            .map(|day| {
                let next = days::next(day.key, today);
                GreetingDayView {
                    key: day.key,
                    name: day.name,
                    kept_by: day.kept_by,
                    date: next.map(|it| it.date.to_string()),
                    estimated: next.is_some_and(|it| it.estimated),
                }
            })
            .collect())
    }

    /// What a follow-up wishes, in the language of its note; `None` where it is no greeting.
    pub(crate) async fn wish_of(
        &self,
        follow_up: &FollowUp,
        language: &str,
    ) -> Result<Option<String>, AppError> {
        let key = self.store().greeting_day(self.scope(), follow_up.id).await?;
        let german = language.split('-').next() == Some("de");
        Ok(key
            .as_deref()
            .and_then(days::of_key)
            .map(|day| if german { day.german_wish.to_owned() } else { day.wish.to_owned() }))
    }

    async fn plan_greeting(
        &self,
        person: &Person,
        at: jiff::Timestamp,
        profile: &Profile,
    ) -> Result<rapport_core::ids::FollowUpId, AppError> {
        // A customer is written to by the rules of commercial mail, a colleague of a fair is not.
        let is_business = person.contact.basis.as_ref().is_some_and(|basis| {
            matches!(basis.kind, BasisKind::Customer | BasisKind::Inquiry | BasisKind::Consent)
        });
        let key = if is_business { "PB15-CUSTOMER" } else { "PB15" };
        let playbook = self.newest_playbook(key).await?;
        let last =
            self.store().touchpoints(self.scope(), person.contact.id, 1).await?.into_iter().next();
        let touchpoint = last.map(|it| it.id);
        let anchor = Anchor { at, touchpoint, appointment: None, promised: None };
        let follow_up = self.new_follow_up(&person.contact, None, &playbook, anchor);
        let mut door = self.user_door(profile).await?;
        let id = self.begin(&mut door, follow_up).await?;
        door.keep_greeting(id, person.contact.id, person.day.key).await?;
        door.commit().await?;
        Ok(id)
    }

    async fn candidates(&self, profile: &Profile) -> Result<Vec<Person>, AppError> {
        let mut standings =
            self.store().greeting_standings(self.scope(), &greeting::NEGATIVE).await?;
        let mut people = Vec::new();
        for contact in self.store().contacts(self.scope()).await? {
            let standing = standings.remove(&contact.id).unwrap_or_default();
            people.push(self.candidate(contact, standing, profile));
        }
        people.sort_by(|one, other| one.contact.name.cmp(&other.contact.name));
        Ok(people)
    }

    fn candidate(&self, contact: Contact, standing: GreetingStanding, profile: &Profile) -> Person {
        let calendar = profile.calendar(&contact, None);
        let today = calendar.local(self.now()).date();
        let wants_none = standing.preference.as_deref() == Some(NONE);
        let planned_day = standing.planned.as_ref().map(|(_, key)| key.as_str());
        let key = planned_day.or(standing.preference.as_deref()).unwrap_or(days::DEFAULT);
        let day = days::of_key(key).or_else(|| days::of_key(days::DEFAULT));
        let day = day.unwrap_or(&days::DAYS[0]);
        // The window of New Year lies behind the day, so that of this year may still be open.
        let from = today.saturating_sub(jiff::Span::new().days(BEHIND_DAYS));
        let is_open = |found: &GreetingDate| {
            let opens = days::window_opens(day.key, found.date, &calendar);
            calendar.add_business_days(opens, days::WINDOW_DAYS) >= today
        };
        let next = days::next(day.key, from).filter(is_open);
        let next = next.or_else(|| days::next(day.key, today));
        let verdict = match next {
            None => Err(LeftOut::NotYet),
            Some(next) => greeting::decide(&Candidate {
                wants_none,
                is_stopped: standing.is_stopped,
                is_parked: contact.parked.is_some(),
                is_reachable: contact.address().is_some() || contact.postal_address.is_some(),
                negative_at: standing.negative_at,
                last_note: standing.last_note,
                last_greeting: standing.last_greeting,
                is_planned: standing.planned.is_some(),
                day: next.date,
                calendar: &calendar,
                today,
            }),
        };
        let anchor = next.map(|next| {
            let opens: Date = days::window_opens(day.key, next.date, &calendar);
            calendar.instant(opens, time(0, 0, 0, 0))
        });
        Person { contact, day, next, anchor, verdict, standing }
    }
}

/// Days behind its day in which the window of a greeting is over.
const BEHIND_DAYS: i64 = 14;

fn view(person: &Person) -> GreetingView {
    let (standing, why) = match person.verdict {
        Ok(()) => ("open", None),
        Err(LeftOut::Planned) => ("planned", None),
        Err(why) => ("left-out", Some(why.words())),
    };
    GreetingView {
        contact: person.contact.id.to_string(),
        name: person.contact.name.clone(),
        day: person.day.key.to_owned(),
        day_name: person.day.name.to_owned(),
        date: person.next.map(|it| it.date.to_string()),
        estimated: person.next.is_some_and(|it| it.estimated),
        is_preferred: person.standing.preference.is_some(),
        standing,
        why,
        follow_up: person.standing.planned.as_ref().map(|(id, _)| id.to_string()),
    }
}

fn unknown_day(day: &str) -> AppError {
    let known: Vec<&str> = days::DAYS.iter().map(|day| day.key).collect();
    AppError::usage(
        format!("\"{day}\" is no day that can be greeted"),
        format!("give one of {}, {NONE} or {USUAL}", known.join(", ")),
    )
}
