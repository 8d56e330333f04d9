//! Tags, and acts on many contacts at once, each with its own answer.

use rapport_core::contact::Contact;
use rapport_core::decide::Event;

use crate::app::App;
use crate::approvals::not_done;
use crate::engine::live;
use crate::error::AppError;
use crate::input::BulkAct;
use crate::view::{BatchView, ContactView, TagView};

/// More at once would hold the database for too long; a page shows fewer.
const MOST: usize = 1000;

impl App {
    /// Every tag with the number of its contacts, by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn tags(&self) -> Result<Vec<TagView>, AppError> {
        let tags = self.store().tags(self.scope()).await?;
        Ok(tags.into_iter().map(|(tag, contacts)| TagView { tag, contacts }).collect())
    }

    /// Puts a tag on a contact.
    ///
    /// # Errors
    /// Nobody or several are called that, or the tag is none.
    pub async fn tag(&self, who: &str, tag: &str) -> Result<ContactView, AppError> {
        let contact = self.contact_named(who).await?;
        self.bulk_one(&contact, &BulkAct::Tag(tag.to_owned())).await?;
        self.contact(&contact.id.to_string()).await
    }

    /// Takes a tag off a contact.
    ///
    /// # Errors
    /// Nobody or several are called that, or it has no such tag.
    pub async fn untag(&self, who: &str, tag: &str) -> Result<ContactView, AppError> {
        let contact = self.contact_named(who).await?;
        self.bulk_one(&contact, &BulkAct::Untag(tag.to_owned())).await?;
        self.contact(&contact.id.to_string()).await
    }

    /// Does the same to many contacts, one after the other; each answer is told.
    ///
    /// # Errors
    /// Too many at once, or what the database says; what was done before stays so.
    pub async fn bulk(&self, act: &BulkAct, all: &[String]) -> Result<Vec<BatchView>, AppError> {
        if all.len() > MOST {
            return Err(AppError::usage(
                format!("{} contacts at once are too many", all.len()),
                format!("take {MOST} at most"),
            ));
        }
        let mut done = Vec::with_capacity(all.len());
        for who in all {
            let answer = match self.contact_named(who).await {
                Ok(contact) => self.bulk_one(&contact, act).await,
                Err(error) => Err(error),
            };
            done.push(match answer {
                Ok(sentence) => BatchView {
                    who: who.clone(),
                    done: true,
                    sentence,
                    hints: Vec::new(),
                    undo_until: None,
                },
                Err(error) => not_done(who, error)?,
            });
        }
        Ok(done)
    }

    async fn bulk_one(&self, contact: &Contact, act: &BulkAct) -> Result<String, AppError> {
        let name = &contact.name;
        let id = contact.id.to_string();
        Ok(match act {
            BulkAct::Tag(tag) => {
                let tag = checked_tag(tag)?;
                let mut door = self.user_door(&self.profile().await?).await?;
                door.tag(contact.id, &tag).await?;
                door.commit().await?;
                format!("{name} is tagged {tag}")
            }
            BulkAct::Untag(tag) => {
                let tag = checked_tag(tag)?;
                let mut door = self.user_door(&self.profile().await?).await?;
                let was_there = door.untag(contact.id, &tag).await?;
                door.commit().await?;
                if !was_there {
                    return Err(AppError::refused(
                        format!("{name} has no tag {tag}"),
                        "see all tags: rapport tag",
                    ));
                }
                format!("{name} is no longer tagged {tag}")
            }
            BulkAct::Park(until) => {
                let until = until.as_deref().map(str::trim).filter(|text| !text.is_empty());
                let view = self.park(&id, until).await?;
                format!("{name} is parked {}", view.parked.unwrap_or_default())
            }
            BulkAct::Unpark => {
                self.unpark(&id).await?;
                format!("{name} is in play again")
            }
            BulkAct::Start(key) => {
                let started = self.start_playbook(key, &id).await?;
                format!("{name}: {} {}", started.title, started.state_words)
            }
            BulkAct::Stop => {
                let mut door = self.user_door(&self.profile().await?).await?;
                let running = live(door.follow_ups_of(contact.id).await?);
                for follow_up in &running {
                    self.step(&mut door, follow_up.id, &Event::EndedByUser).await?;
                }
                door.commit().await?;
                match running.len() {
                    0 => {
                        return Err(AppError::refused(
                            format!("nothing runs for {name}"),
                            "start something: rapport playbooks start KEY --for NAME",
                        ));
                    }
                    1 => format!("{name}: the follow-up is ended"),
                    several => format!("{name}: {several} follow-ups are ended"),
                }
            }
        })
    }
}

/// A tag in one line, without the sign that people type before one.
pub(crate) fn checked_tag(tag: &str) -> Result<String, AppError> {
    let tag = tag.trim().trim_start_matches('#').trim();
    if tag.is_empty() || tag.chars().count() > 60 || tag.chars().any(char::is_control) {
        return Err(AppError::usage(
            "a tag is 1 to 60 letters in one line",
            "write it like \"Robotics Fair\" or customer",
        ));
    }
    Ok(tag.split_whitespace().collect::<Vec<_>>().join(" "))
}
