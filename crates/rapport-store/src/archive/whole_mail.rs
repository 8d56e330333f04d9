//! Mail as it was on the wire, for a mailbox file: what came, and what went out.

use jiff::Timestamp;

use super::Archive;
use crate::db::{Row, values};
use crate::error::StoreError;

/// Who wrote a mail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhoseMail {
    /// It came.
    Theirs,
    /// It went out through the outbox.
    FromOutbox,
    /// It was found in the sent mail and did not come from the outbox.
    Mine,
}

/// One mail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WholeMail {
    /// Which row it is; pages go on after it.
    pub id: Vec<u8>,
    /// When it came or went.
    pub at: Timestamp,
    /// Its bytes.
    pub raw: Vec<u8>,
}

/// Mail that was kept and whose message is the user's own counts as sent; what the outbox sent and
/// the sent mail has once more is given once.
const KEPT: &str = "select i.id, coalesce(m.at, i.kept_at) as at, i.raw from inbound i \
    left join message m on m.scope_id = i.scope_id and m.inbound_id = i.id \
    where i.scope_id = $1 and i.id > $2 and coalesce(m.direction, 'in') = $3 \
    and not (coalesce(m.direction, 'in') = 'out' and exists (select 1 from outbox_item o \
        where o.scope_id = i.scope_id and o.wire is not null \
        and (o.message_id = m.message_id or o.replaced_message_id = m.message_id))) \
    order by i.id limit 4";

const SENT: &str = "select id, coalesce(sent_at, queued_at) as at, wire as raw from outbox_item \
    where scope_id = $1 and id > $2 and state = $3 and wire is not null order by id limit 4";

impl Archive {
    /// The next mails after that one; none at the end. A mail with several messages comes once for
    /// each.
    ///
    /// # Errors
    /// What the database says.
    pub async fn mail(
        &mut self,
        whose: WhoseMail,
        after: Option<&[u8]>,
    ) -> Result<Vec<WholeMail>, StoreError> {
        let after = after.unwrap_or_default();
        let (sql, word) = match whose {
            WhoseMail::Theirs => (KEPT, "in"),
            WhoseMail::Mine => (KEPT, "out"),
            WhoseMail::FromOutbox => (SENT, "sent"),
        };
        let rows = self.tx.all(sql, &values![self.scope.id(), after, word]).await?;
        let mail = |row: &Row| {
            Ok(WholeMail { id: row.bytes("id")?, at: row.at("at")?, raw: row.bytes("raw")? })
        };
        rows.iter().map(mail).collect()
    }
}
