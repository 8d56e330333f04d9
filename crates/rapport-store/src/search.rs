//! Full text over contacts, organisations, pursuits, touchpoints and messages.
//!
//! The words are kept in step by triggers of the database, so whoever writes a row need not think of
//! this. Each word of a question is the beginning of a word; all must be there; accents and capitals
//! do not count. SQLite keeps them in two FTS5 tables, PostgreSQL in a `tsvector` with two indexes: names
//! on one side, what was said and written on the other, because the one is small and the other is not.

use jiff::Timestamp;
use rapport_core::ids::ContactId;
use uuid::Uuid;

use crate::db::{Reader, Row, values, wrong};
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// What a hit is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum HitKind {
    /// A contact.
    Contact,
    /// An organisation.
    Organisation,
    /// A pursuit.
    Opportunity,
    /// A touchpoint.
    Touchpoint,
    /// A message.
    Message,
}

impl HitKind {
    /// All kinds, in the order shown.
    pub const ALL: [Self; 5] =
        [Self::Contact, Self::Organisation, Self::Opportunity, Self::Touchpoint, Self::Message];

    /// The word stored and printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Organisation => "organisation",
            Self::Opportunity => "opportunity",
            Self::Touchpoint => "touchpoint",
            Self::Message => "message",
        }
    }

    /// Reads [`Self::word`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Something that was found, with what a list shows of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// What it is.
    pub kind: HitKind,
    /// Its identifier.
    pub id: Uuid,
    /// Whose page shows it.
    pub contact: Option<ContactId>,
    /// That person's name.
    pub name: Option<String>,
    /// The name, the title or the subject.
    pub title: String,
    /// More of it: where they work, the text.
    pub text: String,
    /// When it happened, for touchpoints and messages.
    pub at: Option<Timestamp>,
}

/// Fewer letters of a word would fit half of all mail.
const SHORTEST_TOLD: usize = 3;

impl Store {
    /// Contacts, organisations and pursuits whose words begin so, by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn search_names(
        &self,
        scope: &Scope,
        text: &str,
        limit: u32,
        skip: u32,
    ) -> Result<Vec<Hit>, StoreError> {
        let reader = &mut self.db.reader(scope);
        let terms = terms(text);
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        let sql = if reader.is_postgres() { NAMES_POSTGRES } else { NAMES_SQLITE };
        let question = question(&terms, reader);
        let rows = reader.all(sql, &values![scope.id(), question, limit, skip]).await?;
        rows.iter().map(hit_of).collect()
    }

    /// Touchpoints and messages whose words begin so, newest first. Words of one or two letters are left
    /// out of the question.
    ///
    /// # Errors
    /// What the database says.
    pub async fn search_told(
        &self,
        scope: &Scope,
        text: &str,
        limit: u32,
        skip: u32,
    ) -> Result<Vec<Hit>, StoreError> {
        let reader = &mut self.db.reader(scope);
        let mut terms = terms(text);
        // Scripts without an alphabet say a word with one sign.
        terms.retain(|term| term.chars().count() >= SHORTEST_TOLD || !term.is_ascii());
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        let sql = if reader.is_postgres() { TOLD_POSTGRES } else { TOLD_SQLITE };
        let question = question(&terms, reader);
        let rows = reader.all(sql, &values![scope.id(), question, limit, skip]).await?;
        rows.iter().map(hit_of).collect()
    }
}

/// The words of a question: letters and digits in small letters, at most eight of them.
#[must_use]
pub fn terms(text: &str) -> Vec<String> {
    let folded = text
        .to_lowercase()
        .replace('ß', "ss")
        .replace('ø', "o")
        .replace('ł', "l")
        .replace('đ', "d")
        .replace('æ', "ae")
        .replace('œ', "oe");
    folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|term| !term.is_empty())
        .take(8)
        .map(|term| term.chars().take(40).collect())
        .collect()
}

/// The question in the language of the database. The terms are letters and digits only.
pub(crate) fn question(terms: &[String], reader: &Reader<'_>) -> String {
    if reader.is_postgres() {
        terms.iter().map(|term| format!("{term}:*")).collect::<Vec<_>>().join(" & ")
    } else {
        terms.iter().map(|term| format!("\"{term}\"*")).collect::<Vec<_>>().join(" ")
    }
}

/// What a list shows of each hit. The hits themselves are few, so each is looked up. SQLite reads a
/// cross join in the order it is written: the words first, not all rows.
const NAMES_SQLITE: &str = "with hit as materialized (select s.kind, s.id from search_names w \
      cross join search_text s on s.row_number = w.rowid \
      where search_names match $2 and s.scope_id = $1 limit 500) \
    select h.kind, h.id, c.id as contact_id, c.name as of_name, coalesce(c.name, g.name, o.title) as title, \
      coalesce(cg.name, og.name, '') as text, null as at from hit h \
      left join contact c on h.kind = 'contact' and c.scope_id = $1 and c.id = h.id \
      left join organisation cg on cg.scope_id = $1 and cg.id = c.organisation_id \
      left join organisation g on h.kind = 'organisation' and g.scope_id = $1 and g.id = h.id \
      left join opportunity o on h.kind = 'opportunity' and o.scope_id = $1 and o.id = h.id \
      left join organisation og on og.scope_id = $1 and og.id = o.organisation_id \
      order by case h.kind when 'contact' then 0 when 'organisation' then 1 else 2 end, \
      coalesce(c.name_folded, g.name_folded, o.title), h.id limit $3 offset $4";

const NAMES_POSTGRES: &str = "with hit as materialized (select s.kind, s.id from search_text s \
      where s.words @@ to_tsquery('simple', search_letters($2)) and s.scope_id = $1 \
      and s.kind in ('contact', 'organisation', 'opportunity') limit 500) \
    select h.kind, h.id, c.id as contact_id, c.name as of_name, coalesce(c.name, g.name, o.title) as title, \
      coalesce(cg.name, og.name, '') as text, null::bigint as at from hit h \
      left join contact c on h.kind = 'contact' and c.scope_id = $1 and c.id = h.id \
      left join organisation cg on cg.scope_id = $1 and cg.id = c.organisation_id \
      left join organisation g on h.kind = 'organisation' and g.scope_id = $1 and g.id = h.id \
      left join opportunity o on h.kind = 'opportunity' and o.scope_id = $1 and o.id = h.id \
      left join organisation og on og.scope_id = $1 and og.id = o.organisation_id \
      order by case h.kind when 'contact' then 0 when 'organisation' then 1 else 2 end, \
      coalesce(c.name_folded, g.name_folded, o.title), h.id limit $3 offset $4";

/// The newest rows have the highest numbers, so that FTS5 gives them first without sorting all.
const TOLD_SQLITE: &str = "with hit as materialized (select s.kind, s.id, s.contact_id, s.at from search_told w \
      cross join search_text s on s.row_number = w.rowid \
      where search_told match $2 and s.scope_id = $1 order by w.rowid desc limit $3 offset $4) \
    select h.kind, h.id, h.contact_id, c.name as of_name, coalesce(m.subject, t.kind) as title, \
      coalesce(substr(m.text, 1, 400), (select group_concat(f.fact, '; ') from touchpoint_fact f \
        where f.scope_id = $1 and f.touchpoint_id = t.id), t.memo, '') as text, h.at from hit h \
      left join message m on h.kind = 'message' and m.scope_id = $1 and m.id = h.id \
      left join touchpoint t on h.kind = 'touchpoint' and t.scope_id = $1 and t.id = h.id \
      left join contact c on c.scope_id = $1 and c.id = h.contact_id order by h.at desc, h.id";

const TOLD_POSTGRES: &str = "with hit as materialized (select s.kind, s.id, s.contact_id, s.at from search_text s \
      where s.words @@ to_tsquery('simple', search_letters($2)) and s.scope_id = $1 \
      and s.kind in ('touchpoint', 'message') order by s.at desc limit $3 offset $4) \
    select h.kind, h.id, h.contact_id, c.name as of_name, coalesce(m.subject, t.kind) as title, \
      coalesce(substr(m.text, 1, 400), (select string_agg(f.fact, '; ') from touchpoint_fact f \
        where f.scope_id = $1 and f.touchpoint_id = t.id), t.memo, '') as text, h.at from hit h \
      left join message m on h.kind = 'message' and m.scope_id = $1 and m.id = h.id \
      left join touchpoint t on h.kind = 'touchpoint' and t.scope_id = $1 and t.id = h.id \
      left join contact c on c.scope_id = $1 and c.id = h.contact_id order by h.at desc, h.id";

fn hit_of(row: &Row) -> Result<Hit, StoreError> {
    let bytes = row.bytes("id")?;
    Ok(Hit {
        kind: row.word("kind", HitKind::parse)?,
        id: Uuid::from_slice(&bytes).map_err(|_| wrong("id"))?,
        contact: row.maybe_id("contact_id")?,
        name: row.maybe_text("of_name")?,
        title: row.maybe_text("title")?.unwrap_or_default(),
        text: row.maybe_text("text")?.unwrap_or_default(),
        at: row.maybe_at("at")?.filter(|at| *at != Timestamp::UNIX_EPOCH),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_letters_and_digits_whatever_was_typed() {
        assert_eq!(terms("Groß & Søn, \"x\" OR (a:b*)"), ["gross", "son", "x", "or", "a", "b"]);
        assert!(terms("'\";--*()").is_empty());
        assert_eq!(terms("a b c d e f g h i j").len(), 8);
        assert_eq!(terms("Ärger"), ["ärger"]);
    }
}
