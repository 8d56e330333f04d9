//! The inbox: who owes whom, one thread beside the contact, and what each message was taken for.
//!
//! Presses are those of Today (settle, resume), of the person (log) and of the message (its class).

mod view;

#[cfg(test)]
mod tests;

use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;

use crate::page::{self, Answer, Trouble};
use crate::web::User;
use view::{InboxPage, Open};

/// Messages of a thread.
const MESSAGES: usize = 20;

/// Weeks over which answers are counted.
const WEEKS: u16 = 4;

/// What the address says.
#[derive(Deserialize)]
pub struct Asked {
    /// The contact whose thread is open.
    at: Option<String>,
}

/// `GET /inbox`.
pub async fn page(user: User, Query(asked): Query<Asked>) -> Answer {
    let inbox = user.app.inbox().await?;
    let turns = &inbox.turns;
    let resting = user.app.resting().await?;
    let figures = user.app.inbox_figures(WEEKS).await?;
    let named = match asked.at.as_deref() {
        Some(at) => Some(page::id(at).ok_or_else(Trouble::not_here)?.to_owned()),
        None => None,
    };
    let is_asked = named.is_some();
    let first = [&turns.mine, &turns.theirs, &turns.away, &turns.snoozed];
    let first = first.iter().find_map(|group| group.first()).map(|row| row.contact.clone());
    let open = match named.or(first) {
        Some(contact) => Some(opened(&user, &contact).await?),
        None => None,
    };
    let page = InboxPage::of(&user, inbox, &figures, &resting, open, is_asked);
    Ok::<Response, _>(page::show(&page))
}

/// The thread of a contact: the newest message in full, those before it as text.
async fn opened(user: &User, contact: &str) -> Result<Open, rapport_app::error::AppError> {
    let show = user.app.show(contact).await?;
    let facts = user.app.facts(contact).await?;
    let messages: Vec<_> =
        show.timeline.iter().filter(|it| it.kind == "message").take(MESSAGES).cloned().collect();
    // What they wrote last is what wants an answer, whatever the user sent since.
    let newest = messages
        .iter()
        .find(|it| it.direction.as_deref() == Some("in"))
        .or(messages.first())
        .and_then(|it| it.message.clone());
    let newest = match newest {
        Some(id) => Some(user.app.message(&id).await?),
        None => None,
    };
    Ok(Open { show, facts, messages, newest })
}
