//! Who is meant: from what the user typed to a contact or a follow-up.
//!
//! A number is a row of the agenda as it was printed last, not as it would be now: a list that
//! moved in between must never make a yes land on another note.

use rapport_core::contact::Contact;
use rapport_core::follow_up::FollowUp;
use rapport_core::ids::{ContactId, FollowUpId};
use rapport_store::Found;

use crate::app::App;
use crate::error::{AppError, Kind};

/// Where the rows of the last printed agenda are remembered.
const ROWS: &str = "today.rows";

impl App {
    /// The contact that is meant.
    pub(crate) async fn contact_named(&self, who: &str) -> Result<Contact, AppError> {
        let who = who.trim();
        if let Some(row) = self.row(who).await? {
            let contact = match row {
                Row::FollowUp(id) => self.store().follow_up(self.scope(), id).await?.contact,
                Row::Contact(id) => id,
            };
            return Ok(self.store().contact(self.scope(), contact).await?);
        }
        if let Some(id) = ContactId::parse(who) {
            return Ok(self.store().contact(self.scope(), id).await?);
        }
        match self.store().find_contact(self.scope(), who).await? {
            Found::One(contact) => Ok(*contact),
            Found::None => Err(AppError::not_found(
                format!("nobody here is called \"{who}\""),
                "see everybody: rapport contacts list, or log a meeting: rapport met NAME",
            )),
            Found::Many(contacts) => Err(AppError {
                kind: Kind::NotFound,
                what: format!("\"{who}\" fits {} people", contacts.len()),
                hints: contacts.iter().take(8).map(describe).collect(),
            }),
        }
    }

    /// The follow-up that is meant, preferring the one the act is for.
    pub(crate) async fn follow_up_named(
        &self,
        who: &str,
        is_for: fn(&FollowUp) -> bool,
    ) -> Result<FollowUp, AppError> {
        let who = who.trim();
        if let Some(Row::FollowUp(id)) = self.row(who).await? {
            return Ok(self.store().follow_up(self.scope(), id).await?);
        }
        if let Some(id) = FollowUpId::parse(who)
            && let Ok(follow_up) = self.store().follow_up(self.scope(), id).await
        {
            return Ok(follow_up);
        }
        let contact = self.contact_named(who).await?;
        let mut all = self.store().follow_ups_of(self.scope(), contact.id).await?;
        let fitting: Vec<FollowUp> =
            all.iter().filter(|follow_up| is_for(follow_up)).cloned().collect();
        match fitting.len() {
            1 => {
                return Ok(fitting
                    .into_iter()
                    .next()
                    .unwrap_or_else(|| unreachable!("one is there")));
            }
            0 => {}
            _ => return Err(self.several(&contact, &fitting).await),
        }
        // Nothing fits the act: the rules say why, on the one that runs, else on the last one.
        all.sort_by_key(|follow_up| (follow_up.is_live(), follow_up.id));
        all.pop().ok_or_else(|| {
            AppError::not_found(
                format!("no follow-up runs for {}", contact.name),
                format!("start one: rapport playbooks start PB07 --for \"{}\"", contact.name),
            )
        })
    }

    async fn several(&self, contact: &Contact, fitting: &[FollowUp]) -> AppError {
        let mut hints = Vec::new();
        for follow_up in fitting {
            let title = match self.playbook(&follow_up.playbook, follow_up.playbook_version).await {
                Ok(playbook) => playbook.title.clone(),
                Err(_) => follow_up.playbook.to_string(),
            };
            hints.push(format!("{title}: name it by its id {}", follow_up.id));
        }
        AppError {
            kind: Kind::NotFound,
            what: format!("{} follow-ups of {} could be meant", fitting.len(), contact.name),
            hints,
        }
    }

    /// Remembers the rows of an agenda as it is printed.
    pub(crate) async fn remember_rows(&self, rows: &[Option<Row>]) -> Result<(), AppError> {
        let text: Vec<String> = rows
            .iter()
            .map(|row| match row {
                Some(Row::FollowUp(id)) => format!("f{id}"),
                Some(Row::Contact(id)) => format!("c{id}"),
                None => "-".to_owned(),
            })
            .collect();
        let text = text.join(" ");
        if self.store().setting(self.scope(), ROWS).await?.as_deref() != Some(text.as_str()) {
            self.store().set_setting(self.scope(), ROWS, Some(&text)).await?;
        }
        Ok(())
    }

    async fn row(&self, who: &str) -> Result<Option<Row>, AppError> {
        let Ok(number) = who.parse::<usize>() else {
            return Ok(None);
        };
        let rows = self.store().setting(self.scope(), ROWS).await?.unwrap_or_default();
        let row = rows.split(' ').nth(number.wrapping_sub(1)).and_then(|row| {
            let (kind, id) = row.split_at_checked(1)?;
            match kind {
                "f" => FollowUpId::parse(id).map(Row::FollowUp),
                "c" => ContactId::parse(id).map(Row::Contact),
                _ => None,
            }
        });
        row.map(Some).ok_or_else(|| {
            AppError::not_found(
                format!("Today has no row {number} that can be acted on"),
                "print it anew: rapport today",
            )
        })
    }
}

/// What a row of the agenda stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Row {
    /// A follow-up.
    FollowUp(FollowUpId),
    /// A contact who waits.
    Contact(ContactId),
}

fn describe(contact: &Contact) -> String {
    let address = contact.address().unwrap_or("no address");
    format!("{} <{address}>, or by id {}", contact.name, contact.id)
}
