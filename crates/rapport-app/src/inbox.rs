//! The inbox as one thing to read: who owes whom, what has to be decided about mail that came in,
//! and which mail may belong to a pursuit.
//!
//! The groups of turns are `turns`' work; here is what stands beside them.

use rapport_core::follow_up::Hold;
use serde::Serialize;

use crate::app::App;
use crate::error::AppError;
use crate::named::NamedView;
use crate::view::TurnsView;
use crate::words;

/// Questions and suggestions that are shown: more than a morning's work, and few enough to be read at
/// once with the mail that each is about.
const ROWS: u32 = 40;

/// Letters of what they wrote.
const WORDS: usize = 160;

/// Everything of the inbox.
#[derive(Clone, Debug, Serialize)]
pub struct InboxView {
    /// Who owes whom, who is away, what is put off.
    #[serde(flatten)]
    pub turns: TurnsView,
    /// Mail only the user can judge: somebody left, is away for months, or it is unclear.
    pub questions: Vec<QuestionView>,
    /// Mail that may belong to a pursuit, or announces something about one.
    pub suggestions: Vec<SuggestionView>,
}

/// A follow-up that asks what came in.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionView {
    /// The contact's id.
    pub contact: String,
    /// Their name.
    pub name: String,
    /// The follow-up that waits.
    pub follow_up: String,
    /// The message that was received last.
    pub message: Option<String>,
    /// What it was taken for.
    pub class: Option<String>,
    /// What it says.
    pub words: String,
    /// Whom it names to write to instead; taking one up is one key.
    pub named: Vec<NamedView>,
}

/// A message that waits for the user's word.
#[derive(Clone, Debug, Serialize)]
pub struct SuggestionView {
    /// The message's id.
    pub message: String,
    /// Its subject.
    pub subject: String,
    /// When, in words.
    pub when: String,
    /// What it was taken for.
    pub class: Option<String>,
    /// Why it is suggested, and what it announces.
    pub why: String,
    /// Who wrote it, if that is known: then only what it says of the pursuit is asked.
    pub name: Option<String>,
    /// The pursuit's id.
    pub opportunity: Option<String>,
    /// The pursuit's name.
    pub title: Option<String>,
}

impl App {
    /// The inbox.
    ///
    /// # Errors
    /// What the database says.
    pub async fn inbox(&self) -> Result<InboxView, AppError> {
        let turns = self.turns().await?;
        let (questions, suggestions) = (self.questions().await?, self.suggested().await?);
        Ok(InboxView { turns, questions, suggestions })
    }

    async fn questions(&self) -> Result<Vec<QuestionView>, AppError> {
        let mut views = Vec::new();
        let asking = self.store().agenda_in_hold(self.scope(), &Hold::Unclear, ROWS).await?;
        let contacts: Vec<_> = asking.rows.iter().map(|row| row.follow_up.contact).collect();
        let received = self.store().last_received_of(self.scope(), &contacts).await?;
        for row in asking.rows {
            let contact = row.follow_up.contact;
            // A person may be asked about twice, so the message stays where it is.
            let message = received.get(&contact).cloned();
            let named = match &message {
                Some(message) => self.named_of(message).await?,
                None => Vec::new(),
            };
            views.push(QuestionView {
                contact: contact.to_string(),
                name: row.name,
                follow_up: row.follow_up.id.to_string(),
                class: message.as_ref().and_then(|it| it.class.clone()),
                words: message
                    .as_ref()
                    .map(|it| words::shortened(&it.text, WORDS))
                    .unwrap_or_default(),
                message: message.map(|it| it.id.to_string()),
                named,
            });
        }
        Ok(views)
    }

    async fn suggested(&self) -> Result<Vec<SuggestionView>, AppError> {
        let profile = self.profile().await?;
        let mut views = Vec::new();
        for message in self.store().suggestions(self.scope(), ROWS).await? {
            let title = match message.suggested {
                Some(id) => Some(self.store().opportunity(self.scope(), id).await?.title),
                None => None,
            };
            let name = match message.contact {
                Some(id) => Some(self.store().contact(self.scope(), id).await?.name),
                None => None,
            };
            views.push(SuggestionView {
                name,
                message: message.id.to_string(),
                when: words::instant(message.at, self.now(), &profile.zone),
                opportunity: message.suggested.map(|id| id.to_string()),
                subject: message.subject,
                class: message.class,
                why: message.suggestion.unwrap_or_default(),
                title,
            });
        }
        Ok(views)
    }
}
