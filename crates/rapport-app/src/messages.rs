//! One message as it came: its text, its HTML as the sender wrote it, and its bytes.
//!
//! What is returned as HTML is a stranger's: whoever shows it cleans it first. What a message means
//! is `intake`'s work.

use rapport_core::ids::MessageId;
use rapport_mail::mime::{Part, parts};
use rapport_mail::parse::parse;
use rapport_store::message::{Message, MessageDirection};

use crate::app::App;
use crate::error::AppError;
use crate::view::MessageView;
use crate::words;

impl App {
    /// One message with everything in it.
    ///
    /// # Errors
    /// It is not there, or it belongs to somebody else.
    pub async fn message(&self, id: &str) -> Result<MessageView, AppError> {
        let message = self.message_by_id(id).await?;
        let raw = self.bytes_of(&message).await?;
        let profile = self.profile().await?;
        let contact = match message.contact {
            Some(id) => Some(self.store().contact(self.scope(), id).await?),
            None => None,
        };
        let parsed = raw.as_deref().map(parse);
        let text = parsed.as_ref().map(|it| it.text.clone()).filter(|text| !text.trim().is_empty());
        Ok(MessageView {
            id: message.id.to_string(),
            contact: message.contact.map(|id| id.to_string()),
            name: contact.map(|contact| contact.name),
            direction: message.direction.word().to_owned(),
            subject: message.subject.clone(),
            from_name: parsed.as_ref().map(|it| it.from_name.clone()).unwrap_or_default(),
            from: parsed.as_ref().map(|it| it.head.from.clone()).unwrap_or_default(),
            to: parsed.as_ref().map(|it| it.head.to.clone()).unwrap_or_default(),
            at: message.at.to_string(),
            when: words::instant(message.at, self.now(), &profile.zone),
            text: text.unwrap_or_else(|| message.text.clone()),
            html: raw.as_deref().and_then(html_of),
            attachments: parsed
                .map(|it| it.attachments)
                .unwrap_or_default()
                .into_iter()
                .map(|file| if file.name.is_empty() { file.media_type } else { file.name })
                .collect(),
            class: message.class,
            confidence: message.confidence,
            evidence: message.evidence,
            suggestion: message.suggestion,
            has_raw: raw.is_some(),
        })
    }

    /// The bytes of a message, as they came or as they went out; `None` where they were not kept.
    ///
    /// # Errors
    /// It is not there, or it belongs to somebody else.
    pub async fn raw_message(&self, id: &str) -> Result<Option<Vec<u8>>, AppError> {
        let message = self.message_by_id(id).await?;
        self.bytes_of(&message).await
    }

    async fn message_by_id(&self, id: &str) -> Result<Message, AppError> {
        let nowhere = || {
            AppError::not_found("this message is not there", "see the timeline: rapport show NAME")
        };
        let id = MessageId::parse(id.trim()).ok_or_else(nowhere)?;
        Ok(self.store().message(self.scope(), id).await?)
    }

    async fn bytes_of(&self, message: &Message) -> Result<Option<Vec<u8>>, AppError> {
        if let Some(inbound) = message.inbound {
            return Ok(Some(self.store().inbound(self.scope(), inbound).await?.raw));
        }
        let (MessageDirection::Out, Some(follow_up)) = (message.direction, message.follow_up)
        else {
            return Ok(None);
        };
        let items = self.store().outbox_of(self.scope(), follow_up).await?;
        Ok(items
            .into_iter()
            .find(|item| item.message_id.is_some() && item.message_id == message.message_id)
            .and_then(|item| item.wire))
    }
}

/// The first HTML that is there to be read, not a file.
fn html_of(raw: &[u8]) -> Option<String> {
    let mut defects = Vec::new();
    let parts = parts(raw, &mut defects);
    let is_body = |part: &&Part<'_>| part.content.kind == "text/html" && !part.is_file();
    let html = parts.iter().find(is_body)?.text(&mut defects);
    (!html.trim().is_empty()).then_some(html)
}
