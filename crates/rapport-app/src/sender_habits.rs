//! What the user taught about senders, as evidence: added to the signs of a mail before it is
//! classified, shown among its reasons, and taken back by the user.
//!
//! Not here: when something is learned (`corrections`, `application_mail`).

use rapport_core::classify::{AutoSubmitted, Place, Sign, SignKind};
use rapport_mail::evidence::{find_phrase, fold};
use rapport_mail::parse::Parsed;
use rapport_store::sender_habit::{HabitKind, SenderHabit};
use serde::Serialize;
use uuid::Uuid;

use crate::app::App;
use crate::error::AppError;
use crate::words;

/// Letters that a telling phrase has; shorter ones are everybody's.
const TELLING: usize = 12;

/// Letters beyond which words are a paragraph, no phrase.
const LONGEST: usize = 160;

/// One habit, to show it and to take it back.
#[derive(Clone, Debug, Serialize)]
pub struct HabitView {
    /// Its id.
    pub id: String,
    /// The sender's address.
    pub address: String,
    /// `machine`, `writes`, `away` or `pursuit`.
    pub kind: String,
    /// It in a sentence.
    pub sentence: String,
    /// When it was taught, in words.
    pub when: String,
    /// The message by which it was taught.
    pub message: Option<String>,
}

impl App {
    /// What was taught about senders, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn sender_habits(&self) -> Result<Vec<HabitView>, AppError> {
        let profile = self.profile().await?;
        let mut views = Vec::new();
        for habit in self.store().sender_habits(self.scope()).await? {
            let place = match habit.organisation {
                Some(id) => self.store().organisation(self.scope(), id).await?.name,
                None => String::new(),
            };
            views.push(HabitView {
                id: habit.id.to_string(),
                address: habit.address.clone(),
                kind: habit.kind.word().to_owned(),
                sentence: match habit.kind {
                    HabitKind::Machine => format!("{} is a machine", habit.address),
                    HabitKind::Writes => format!("people write from {}", habit.address),
                    HabitKind::Away => {
                        format!("\"{}\" from {} means away", habit.phrase, habit.address)
                    }
                    HabitKind::Pursuit => format!("{} writes for {place}", habit.address),
                },
                when: words::instant(habit.at, self.now(), &profile.zone),
                message: habit.message.map(|id| id.to_string()),
            });
        }
        Ok(views)
    }

    /// Forgets what was taught; messages that it helped to classify stay as they are.
    ///
    /// # Errors
    /// It is not there.
    pub async fn forget_habit(&self, id: &str) -> Result<(), AppError> {
        let nowhere =
            || AppError::not_found("this habit is not there", "see them all: rapport inbox habits");
        let id = Uuid::try_parse(id.trim()).map_err(|_| nowhere())?;
        let mut door = self.user_door(&self.profile().await?).await?;
        if !door.forget_habit(id).await? {
            return Err(nowhere());
        }
        Ok(door.commit().await?)
    }
}

/// The signs of a mail with what was taught about its sender in front of them.
pub(crate) fn with_habits(parsed: &Parsed, habits: &[SenderHabit]) -> Vec<Sign> {
    let mut signs = Vec::new();
    let mut people_write = false;
    let taught = |kind, place, words: String| Sign { kind, place, words };
    for habit in habits {
        let from = || Place::Header("From".to_owned());
        match habit.kind {
            HabitKind::Machine => {
                let words = format!("you said that {} is a machine", habit.address);
                signs.push(taught(SignKind::RobotSender, from(), words.clone()));
                let generated = SignKind::AutoSubmitted(AutoSubmitted::Generated);
                signs.push(taught(generated, from(), words));
            }
            HabitKind::Away => {
                let told = fold(&parsed.own_text);
                if find_phrase(&told, &habit.phrase).is_some() {
                    let words = format!("you said that \"{}\" means away", habit.phrase);
                    let replied = SignKind::AutoSubmitted(AutoSubmitted::Replied);
                    signs.push(taught(replied, Place::Text, words.clone()));
                    signs.push(taught(SignKind::AwayPhrase, Place::Text, words));
                }
            }
            HabitKind::Writes => people_write = true,
            HabitKind::Pursuit => {}
        }
    }
    let answers = parsed.signs.iter().any(|sign| matches!(sign.kind, SignKind::InReply));
    for sign in &parsed.signs {
        // People also write through addresses and groups that look like machines.
        let looks = match sign.kind {
            SignKind::RobotSender | SignKind::BulkPrecedence => people_write,
            SignKind::ListMail => people_write && answers,
            _ => false,
        };
        if !looks {
            signs.push(sign.clone());
        }
    }
    signs
}

/// The phrase by which the next away notice of this sender is known: the longest sentence without a
/// number, because dates change. `None` where nothing tells enough.
pub(crate) fn phrase_of(text: &str) -> Option<String> {
    text.split(['\n', '.', '!', '?', ';'])
        .map(fold)
        .map(|sentence| sentence.trim().to_owned())
        .filter(|sentence| {
            let letters = sentence.chars().filter(|letter| letter.is_alphabetic()).count();
            let is_greeting = sentence.ends_with(',');
            letters >= TELLING
                && sentence.chars().count() <= LONGEST
                && !is_greeting
                && !sentence.chars().any(char::is_numeric)
        })
        .max_by_key(|sentence| sentence.chars().count())
}

#[cfg(test)]
mod tests {
    use rapport_core::classify::{Class, classify};
    use rapport_mail::parse::parse;

    use super::*;

    fn mail(from: &str, text: &str) -> Parsed {
        let raw = format!(
            "From: {from}\r\nTo: jo@jo.example\r\nSubject: Re: thanks\r\n\
             In-Reply-To: <a@jo.example>\r\n\r\n{text}\r\n"
        );
        parse(raw.as_bytes())
    }

    fn habit(address: &str, kind: HabitKind, phrase: &str) -> SenderHabit {
        SenderHabit {
            id: Uuid::nil(),
            address: address.to_owned(),
            kind,
            phrase: phrase.to_owned(),
            organisation: None,
            message: None,
            at: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_phrase_of_theirs_means_away_only_where_they_write_it() {
        let text = "Hello,\nthe loom stands still and so do my letters. Ring 0117 4960123.";
        let phrase = phrase_of(text).unwrap();
        assert_eq!(phrase, "the loom stands still and so do my letters");
        let habits = [habit("ivo@loom.example", HabitKind::Away, &phrase)];
        let next = mail("ivo@loom.example", "Hello,\nThe loom stands still and so do my letters.");
        let verdict = classify(&with_habits(&next, &habits));
        assert!(matches!(verdict.class, Class::Away { .. }), "{verdict:?}");
        assert!(verdict.evidence.iter().any(|it| it.contains("you said")), "{verdict:?}");
        let other = mail("ivo@loom.example", "Thank you, I will call on Monday.");
        assert!(matches!(classify(&with_habits(&other, &habits)).class, Class::Answer(_)));
    }

    #[test]
    fn a_machine_is_no_person_from_then_on() {
        let habits = [habit("desk@birch.example", HabitKind::Machine, "")];
        let parsed = mail("desk@birch.example", "Your letter lies on our pile.");
        assert!(matches!(classify(&parsed.signs).class, Class::Answer(_)));
        let verdict = classify(&with_habits(&parsed, &habits));
        assert!(
            matches!(verdict.class, Class::Acknowledgement(_) | Class::Newsletter),
            "{verdict:?}"
        );
    }
}
