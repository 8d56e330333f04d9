//! Drafts and their attachments.

use jiff::Timestamp;
use rapport_core::follow_up::ContentHash;
use rapport_core::ids::{
    AttachmentId, ContactId, DraftId, FollowUpId, OpportunityId, OrganisationId,
};
use rapport_core::playbook::Purpose;
use rapport_core::touchpoint::Channel;

use crate::db::{Reader, Row, values};
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// Unapproved content for a step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// Which one.
    pub id: DraftId,
    /// For which follow-up.
    pub follow_up: FollowUpId,
    /// For which of its steps ([`rapport_core::follow_up::FollowUp::ordinal`]).
    pub ordinal: u32,
    /// The key of the step it was written for.
    pub step: String,
    /// By what means it goes.
    pub channel: Channel,
    /// What it is for.
    pub purpose: Purpose,
    /// The address it goes to; empty where there is none.
    pub recipient: String,
    /// The subject.
    pub subject: String,
    /// The text, signature left out.
    pub body: String,
    /// Who writes, as it will stand there.
    pub sender: String,
    /// The language, as a BCP 47 primary tag.
    pub language: String,
    /// The Message-ID it continues; `None` opens a thread.
    pub in_reply_to: Option<String>,
    /// The findings, as the application writes them down.
    pub findings: String,
    /// The template it came from.
    pub template: String,
    /// SHA-256 over all that goes out, attachments included.
    pub hash: ContentHash,
    /// Grows with each edit, from 1.
    pub version: u32,
    /// When this version was written.
    pub written_at: Timestamp,
}

/// A note that was written of late, and whom and what it is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecentNote {
    /// The draft.
    pub draft: DraftId,
    /// Of which follow-up.
    pub follow_up: FollowUpId,
    /// Its text.
    pub body: String,
    /// To whom.
    pub contact: ContactId,
    /// Their name.
    pub name: String,
    /// For what pursuit.
    pub opportunity: Option<OpportunityId>,
    /// Where they work, and what that is called.
    pub organisation: Option<(OrganisationId, String)>,
}

/// A file that goes out with a note.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attachment {
    /// Which one.
    pub id: AttachmentId,
    /// With which draft.
    pub draft: DraftId,
    /// Its name for the recipient.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Store {
    /// One draft.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn draft(&self, scope: &Scope, id: DraftId) -> Result<Draft, StoreError> {
        load(&mut self.db.reader(scope), scope, id).await
    }

    /// The drafts of a follow-up, the newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn drafts_of(
        &self,
        scope: &Scope,
        follow_up: FollowUpId,
    ) -> Result<Vec<Draft>, StoreError> {
        let sql = "select * from draft where scope_id = $1 and follow_up_id = $2 \
                   order by ordinal desc, written_at desc, id desc";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), follow_up]).await?;
        rows.iter().map(draft_of).collect()
    }

    /// The latest drafts of other follow-ups, against which near-identical ones are found.
    ///
    /// # Errors
    /// What the database says.
    pub async fn recent_drafts(
        &self,
        scope: &Scope,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<Draft>, StoreError> {
        let sql = "select * from draft where scope_id = $1 and written_at >= $2 \
                   order by written_at desc, id desc limit $3";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), since, limit]).await?;
        rows.iter().map(draft_of).collect()
    }

    /// The same with whom and what they are about, each by name, all with one question.
    ///
    /// # Errors
    /// What the database says.
    pub async fn recent_notes(
        &self,
        scope: &Scope,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<RecentNote>, StoreError> {
        let sql = "select d.id, d.follow_up_id, d.body, f.contact_id, c.name as of_name, \
            f.opportunity_id, f.organisation_id, g.name as of_organisation from draft d \
            join follow_up f on f.scope_id = d.scope_id and f.id = d.follow_up_id \
            join contact c on c.scope_id = f.scope_id and c.id = f.contact_id \
            left join organisation g on g.scope_id = f.scope_id and g.id = f.organisation_id \
            where d.scope_id = $1 and d.written_at >= $2 \
            order by d.written_at desc, d.id desc limit $3";
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), since, limit]).await?;
        let note = |row: &Row| {
            let organisation = match row.maybe_id("organisation_id")? {
                Some(id) => row.maybe_text("of_organisation")?.map(|name| (id, name)),
                None => None,
            };
            Ok(RecentNote {
                draft: row.id("id")?,
                follow_up: row.id("follow_up_id")?,
                body: row.text("body")?,
                contact: row.id("contact_id")?,
                name: row.text("of_name")?,
                opportunity: row.maybe_id("opportunity_id")?,
                organisation,
            })
        };
        rows.iter().map(note).collect()
    }

    /// The files of a draft, in the order added.
    ///
    /// # Errors
    /// What the database says.
    pub async fn attachments(
        &self,
        scope: &Scope,
        draft: DraftId,
    ) -> Result<Vec<Attachment>, StoreError> {
        attachments(&mut self.db.reader(scope), scope, draft).await
    }
}

impl Door<'_> {
    /// One draft, as this transaction sees it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn draft(&mut self, id: DraftId) -> Result<Draft, StoreError> {
        let scope = self.scope;
        load(&mut self.tx.reader(), &scope, id).await
    }

    /// The files of a draft, as this transaction sees them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn attachments(&mut self, draft: DraftId) -> Result<Vec<Attachment>, StoreError> {
        let scope = self.scope;
        attachments(&mut self.tx.reader(), &scope, draft).await
    }

    /// Writes a draft, new or changed.
    ///
    /// # Errors
    /// What the database says.
    pub async fn save_draft(&mut self, draft: &Draft) -> Result<(), StoreError> {
        let sql = "insert into draft (scope_id, id, follow_up_id, ordinal, step, channel, purpose, \
            recipient, subject, body, sender, language, in_reply_to, findings, template, hash, version, \
            written_at) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) \
            on conflict (scope_id, id) do update set recipient = excluded.recipient, \
            subject = excluded.subject, body = excluded.body, sender = excluded.sender, \
            language = excluded.language, in_reply_to = excluded.in_reply_to, \
            findings = excluded.findings, template = excluded.template, hash = excluded.hash, \
            version = excluded.version, written_at = excluded.written_at";
        let values = values![
            self.scope.id(),
            draft.id,
            draft.follow_up,
            draft.ordinal,
            draft.step.as_str(),
            draft.channel.word(),
            draft.purpose.word(),
            draft.recipient.as_str(),
            draft.subject.as_str(),
            draft.body.as_str(),
            draft.sender.as_str(),
            draft.language.as_str(),
            draft.in_reply_to.as_deref(),
            draft.findings.as_str(),
            draft.template.as_str(),
            draft.hash,
            draft.version,
            draft.written_at,
        ];
        self.tx.execute(sql, &values).await.map(drop)
    }

    /// Adds a file to a draft. The draft's hash is the caller's to renew.
    ///
    /// # Errors
    /// What the database says.
    pub async fn attach(&mut self, attachment: &Attachment) -> Result<(), StoreError> {
        let sql = "insert into attachment (scope_id, id, draft_id, name, media_type, bytes) \
                   values ($1, $2, $3, $4, $5, $6)";
        let values = values![
            self.scope.id(),
            attachment.id,
            attachment.draft,
            attachment.name.as_str(),
            attachment.media_type.as_str(),
            attachment.bytes.as_slice(),
        ];
        self.tx.execute(sql, &values).await.map(drop)
    }

    /// Takes a file away from its draft. The draft's hash is the caller's to renew.
    ///
    /// # Errors
    /// What the database says.
    pub async fn detach(&mut self, attachment: AttachmentId) -> Result<(), StoreError> {
        let sql = "delete from attachment where scope_id = $1 and id = $2";
        self.tx.execute(sql, &values![self.scope.id(), attachment]).await.map(drop)
    }
}

/// Loads one draft.
pub(crate) async fn load(
    reader: &mut Reader<'_>,
    scope: &Scope,
    id: DraftId,
) -> Result<Draft, StoreError> {
    let sql = "select * from draft where scope_id = $1 and id = $2";
    let row = reader.maybe(sql, &values![scope.id(), id]).await?;
    row.as_ref().map_or(Err(StoreError::NotFound { what: "this draft" }), draft_of)
}

async fn attachments(
    reader: &mut Reader<'_>,
    scope: &Scope,
    draft: DraftId,
) -> Result<Vec<Attachment>, StoreError> {
    let sql = "select * from attachment where scope_id = $1 and draft_id = $2 order by id";
    let rows = reader.all(sql, &values![scope.id(), draft]).await?;
    let attachment = |row: &Row| {
        Ok(Attachment {
            id: row.id("id")?,
            draft: row.id("draft_id")?,
            name: row.text("name")?,
            media_type: row.text("media_type")?,
            bytes: row.bytes("bytes")?,
        })
    };
    rows.iter().map(attachment).collect()
}

/// What [`draft_of`] reads.
pub(crate) const COLUMNS: &[&str] = &[
    "id",
    "follow_up_id",
    "ordinal",
    "step",
    "channel",
    "purpose",
    "recipient",
    "subject",
    "body",
    "sender",
    "language",
    "in_reply_to",
    "findings",
    "template",
    "hash",
    "version",
    "written_at",
];

pub(crate) fn draft_of(row: &Row) -> Result<Draft, StoreError> {
    Ok(Draft {
        id: row.id("id")?,
        follow_up: row.id("follow_up_id")?,
        ordinal: row.number("ordinal")?,
        step: row.text("step")?,
        channel: row.word("channel", Channel::parse)?,
        purpose: row.word("purpose", Purpose::parse)?,
        recipient: row.text("recipient")?,
        subject: row.text("subject")?,
        body: row.text("body")?,
        sender: row.text("sender")?,
        language: row.text("language")?,
        in_reply_to: row.maybe_text("in_reply_to")?,
        findings: row.text("findings")?,
        template: row.text("template")?,
        hash: row.hash("hash")?,
        version: row.number("version")?,
        written_at: row.at("written_at")?,
    })
}
