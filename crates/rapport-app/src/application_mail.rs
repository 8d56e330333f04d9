//! Mail about applications: suggested to a pursuit, confirmed by the user, its sender remembered.
//!
//! A confirmed rejection closes the pursuit, which offers the gracious reply (PB05); an offer moves
//! it on; an invitation wants an answer. Not here: how pursuits are weighed
//! ([`rapport_core::matching`]), what a mail announces ([`rapport_core::classify`]).

use rapport_core::classify::{Class, Intent, SignKind, classify};
use rapport_core::contact::Contact;
use rapport_core::ids::{ContactId, OpportunityId};
use rapport_core::matching::Hints;
use rapport_core::opportunity::{Opportunity, Stage};
use rapport_mail::evidence::fold;
use rapport_mail::parse::{Parsed, parse};
use rapport_store::Door;
use rapport_store::message::Message;
use rapport_store::sender_habit::{HabitKind, SenderHabit};
use serde::Serialize;

use crate::app::App;
use crate::error::{AppError, Kind};
use crate::intake::received;
use crate::sender_habits::with_habits;

/// What a confirmation did.
#[derive(Clone, Debug, Serialize)]
pub struct ConfirmedView {
    /// The message's id.
    pub message: String,
    /// Whose timeline it is on now: the contact's id.
    pub contact: Option<String>,
    /// Their name.
    pub name: Option<String>,
    /// The pursuit's id.
    pub opportunity: Option<String>,
    /// The pursuit's name.
    pub title: Option<String>,
    /// Where the pursuit stands now.
    pub stage: Option<String>,
    /// The next mail of this sender is suggested to the same organisation by itself.
    pub learned: bool,
}

/// Whose a message is.
struct Owner {
    contact: Option<Contact>,
    opportunity: Option<Opportunity>,
}

impl App {
    /// The user says whose a suggested message is: a contact or a pursuit, by name. Its sender is
    /// known from now on.
    ///
    /// # Errors
    /// No such message, or nobody and nothing is called that.
    pub async fn confirm_suggestion(
        &self,
        which: &str,
        whose: &str,
    ) -> Result<ConfirmedView, AppError> {
        let owner = match self.contact_named(whose).await {
            Ok(contact) => Owner { contact: Some(contact), opportunity: None },
            Err(nobody) if nobody.kind == Kind::NotFound => {
                let opportunity = self.opportunity_named(whose).await.map_err(|_| nobody)?;
                Owner { contact: None, opportunity: Some(opportunity) }
            }
            Err(error) => return Err(error),
        };
        let message = self.message_named(which).await?;
        self.confirm(message, owner).await
    }

    /// The user agrees with what was suggested.
    ///
    /// # Errors
    /// No such message, or nothing was suggested for it.
    pub async fn confirm_as_suggested(&self, which: &str) -> Result<ConfirmedView, AppError> {
        let message = self.message_named(which).await?;
        let (Some(id), Some(_)) = (message.suggested, message.suggestion.as_ref()) else {
            return Err(AppError::refused(
                "nothing is suggested for this message",
                "say whose it is: rapport confirm MESSAGE NAME",
            ));
        };
        let opportunity = Some(self.store().opportunity(self.scope(), id).await?);
        self.confirm(message, Owner { contact: None, opportunity }).await
    }

    /// The user says that a message is not what it was suggested to be: it is asked about no more, and
    /// nothing else changes.
    ///
    /// # Errors
    /// No such message, or nothing was suggested for it.
    pub async fn decline_suggestion(&self, which: &str) -> Result<ConfirmedView, AppError> {
        let mut message = self.message_named(which).await?;
        if message.suggestion.take().is_none() {
            return Err(AppError::refused(
                "nothing is suggested for this message",
                "see what is: rapport inbox",
            ));
        }
        message.suggested = None;
        let profile = self.profile().await?;
        let mut door = self.user_door(&profile).await?;
        door.save_message(&message).await?;
        door.commit().await?;
        self.confirmed_view(&message, None, false).await
    }

    async fn confirm(&self, mut message: Message, owner: Owner) -> Result<ConfirmedView, AppError> {
        let Some(inbound) = message.inbound else {
            return Err(AppError::refused(
                "this message was not received",
                "see the timeline: rapport show NAME",
            ));
        };
        let parsed = parse(&self.store().inbound(self.scope(), inbound).await?.raw);
        let habits = self.store().habits_of_senders(self.scope(), &parsed.head.from).await?;
        let verdict = classify(&with_habits(&parsed, &habits));
        let profile = self.profile().await?;
        let mut door = self.user_door(&profile).await?;
        // Mail of a known contact was heard when it came; only what it announces is confirmed.
        let is_heard = message.contact.is_some() && owner.contact.is_none();
        let main = owner.opportunity.as_ref().and_then(Opportunity::main_contact);
        message.contact = owner.contact.as_ref().map(|it| it.id).or(message.contact).or(main);
        message.suggestion = None;
        if let Some(opportunity) = &owner.opportunity {
            message.suggested = Some(opportunity.id);
        }
        door.save_message(&message).await?;
        if let Some(contact) = &owner.contact {
            know_sender(&mut door, contact, &parsed).await?;
        }
        if let Some(contact) = message.contact.filter(|_| !is_heard) {
            let event = received(&verdict, &parsed, false);
            let decision =
                self.apply_person_event(&mut door, contact, &event, Some(&message)).await?;
            if let Some(stage) = decision.announces.filter(|_| owner.opportunity.is_none()) {
                self.ask_about_stage(&mut door, &mut message, contact, stage).await?;
            }
        }
        let mut learned = false;
        if let Some(opportunity) = &owner.opportunity {
            let class = message.class.as_deref().unwrap_or_default();
            self.announce(&mut door, opportunity, class).await?;
            learned = self.learn_pursuit(&mut door, opportunity, &parsed, &message).await?;
        }
        door.commit().await?;
        self.write_after().await;
        self.confirmed_view(&message, owner.opportunity.map(|it| it.id), learned).await
    }

    /// Moves a pursuit as a mail of this class announces.
    async fn announce(
        &self,
        door: &mut Door<'_>,
        opportunity: &Opportunity,
        class: &str,
    ) -> Result<(), AppError> {
        let Some(stage) = announced_by(class).filter(|_| !opportunity.stage.is_closed()) else {
            return Ok(());
        };
        if stage.is_closed() {
            return self.close_opportunity(door, opportunity, stage).await;
        }
        let moved = Opportunity { stage, ..opportunity.clone() };
        Ok(door.save_opportunity(&moved).await?)
    }

    /// Mail of this sender, under this name, is about pursuits at this organisation.
    async fn learn_pursuit(
        &self,
        door: &mut Door<'_>,
        opportunity: &Opportunity,
        parsed: &Parsed,
        message: &Message,
    ) -> Result<bool, AppError> {
        let (Some(organisation), Some(address)) =
            (opportunity.organisation, parsed.head.from.first())
        else {
            return Ok(false);
        };
        let habit = SenderHabit {
            id: self.clock().mint(),
            address: address.to_lowercase(),
            kind: HabitKind::Pursuit,
            phrase: fold(&parsed.from_name),
            organisation: Some(organisation),
            message: Some(message.id),
            at: door.moment().now,
        };
        door.learn_habit(&habit).await?;
        Ok(true)
    }

    /// A known contact's mail announces something about a pursuit: the user is asked.
    pub(crate) async fn ask_about_stage(
        &self,
        door: &mut Door<'_>,
        message: &mut Message,
        contact: ContactId,
        stage: Stage,
    ) -> Result<(), AppError> {
        let of_follow_up = match message.follow_up {
            Some(id) => door.follow_up(id).await?.opportunity,
            None => None,
        };
        let mut open = door.opportunities_of(contact).await?;
        open.retain(|it| {
            !it.stage.is_closed() && it.stage != stage && of_follow_up.is_none_or(|id| id == it.id)
        });
        // Of several pursuits only the user knows which one is meant.
        let [opportunity] = open.as_slice() else { return Ok(()) };
        message.suggested = Some(opportunity.id);
        message.suggestion = Some(match stage {
            Stage::Rejected => format!("it reads like a no to {}: is it over?", opportunity.title),
            _ => format!("it reads like an offer for {}", opportunity.title),
        });
        Ok(door.save_message(message).await?)
    }

    async fn confirmed_view(
        &self,
        message: &Message,
        opportunity: Option<OpportunityId>,
        learned: bool,
    ) -> Result<ConfirmedView, AppError> {
        let name = match message.contact {
            Some(id) => Some(self.store().contact(self.scope(), id).await?.name),
            None => None,
        };
        let opportunity = match opportunity {
            Some(id) => Some(self.store().opportunity(self.scope(), id).await?),
            None => None,
        };
        Ok(ConfirmedView {
            message: message.id.to_string(),
            contact: message.contact.map(|id| id.to_string()),
            name,
            opportunity: opportunity.as_ref().map(|it| it.id.to_string()),
            title: opportunity.as_ref().map(|it| it.title.clone()),
            stage: opportunity.as_ref().map(|it| it.stage.word().to_owned()),
            learned,
        })
    }
}

/// What a mail says of itself, and what was learned of its sender, for matching it with a pursuit.
pub(crate) fn hints(parsed: &Parsed, habits: &[SenderHabit]) -> Hints {
    let mut hints = Hints { from_name: parsed.from_name.clone(), ..Hints::default() };
    for sign in &parsed.signs {
        if let SignKind::Application { organisation, role } = &sign.kind {
            hints.organisations.extend(organisation.clone());
            hints.roles.extend(role.clone());
        }
    }
    let name = fold(&parsed.from_name);
    hints.learned = habits
        .iter()
        .filter(|habit| habit.kind == HabitKind::Pursuit && habit.phrase == name)
        .filter_map(|habit| habit.organisation)
        .collect();
    hints
}

/// Why a mail is suggested, with what it announces.
pub(crate) fn suggestion_of(class: &Class, why: &str) -> String {
    let announces = match class {
        Class::Answer(intent) | Class::Acknowledgement(intent) => match intent {
            Intent::Rejection => "; it reads like a rejection",
            Intent::Invitation => "; it reads like an invitation",
            Intent::Offer => "; it reads like an offer",
            _ => "",
        },
        _ => "",
    };
    format!("{why}{announces}")
}

/// Where a pursuit stands after a mail of this class, if it moves.
fn announced_by(class: &str) -> Option<Stage> {
    match class {
        "rejection" | "rejection-notice" => Some(Stage::Rejected),
        "offer" | "offer-notice" => Some(Stage::Offered),
        _ => None,
    }
}

/// The address of a person who wrote is theirs from now on, behind the one to write to.
async fn know_sender(
    door: &mut Door<'_>,
    contact: &Contact,
    parsed: &Parsed,
) -> Result<(), AppError> {
    let is_machine = parsed.signs.iter().any(|sign| {
        matches!(
            sign.kind,
            SignKind::RobotSender
                | SignKind::ApplicantSystem
                | SignKind::NullReturnPath
                | SignKind::DeliveryReport(_)
        )
    });
    let Some(address) = parsed.head.from.first().filter(|_| !is_machine) else {
        return Ok(());
    };
    let address = address.to_lowercase();
    if contact.addresses.contains(&address) || door.contact_by_address(&address).await?.is_some() {
        return Ok(());
    }
    let mut known = contact.clone();
    known.addresses.push(address);
    Ok(door.save_contact(&known).await?)
}
