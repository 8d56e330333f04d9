//! Contacts: reading, writing, finding by name.
//!
//! Names are kept a second time in lower case by Unicode, because the databases differ about it.

use jiff::tz::{Offset, TimeZone};
use rapport_core::contact::{Basis, BasisKind, Contact, Parked};
use rapport_core::ids::ContactId;
use rapport_core::place::{Country, Subdivision};

use crate::db::{Reader, Row, Tx, Value, values};
use crate::dialect;
use crate::door::Door;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// What a name stands for.
#[derive(Clone, PartialEq, Debug)]
pub enum Found<T> {
    /// Nobody.
    None,
    /// One.
    One(Box<T>),
    /// Several fit equally well; the user has to say which.
    Many(Vec<T>),
}

impl Store {
    /// One contact.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn contact(&self, scope: &Scope, id: ContactId) -> Result<Contact, StoreError> {
        load(&mut self.db.reader(scope), scope, id).await
    }

    /// All contacts by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn contacts(&self, scope: &Scope) -> Result<Vec<Contact>, StoreError> {
        let sql = "select * from contact where scope_id = $1 order by name_folded, id";
        let reader = &mut self.db.reader(scope);
        let rows = reader.all(sql, &values![scope.id()]).await?;
        with_addresses(reader, scope, &rows).await
    }

    /// How many contacts there are.
    ///
    /// # Errors
    /// What the database says.
    pub async fn contact_count(&self, scope: &Scope) -> Result<u64, StoreError> {
        let sql = "select count(*) as count from contact where scope_id = $1";
        let row = self.db.reader(scope).one(sql, &values![scope.id()]).await?;
        Ok(u64::try_from(row.int("count")?).unwrap_or_default())
    }

    /// The names of all contacts, by name: what a note is searched for names of others with.
    ///
    /// # Errors
    /// What the database says.
    pub async fn contact_names(
        &self,
        scope: &Scope,
    ) -> Result<Vec<(ContactId, String)>, StoreError> {
        let sql = "select id, name from contact where scope_id = $1 order by name_folded, id";
        let rows = self.db.reader(scope).all(sql, &values![scope.id()]).await?;
        rows.iter().map(|row| Ok((row.id("id")?, row.text("name")?))).collect()
    }

    /// Contacts in the order they were made, from after one of them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn contacts_after(
        &self,
        scope: &Scope,
        after: Option<ContactId>,
        limit: u32,
    ) -> Result<Vec<Contact>, StoreError> {
        let sql = "select * from contact where scope_id = $1 and id > $2 order by id limit $3";
        let reader = &mut self.db.reader(scope);
        let after = after.map_or_else(Vec::new, |id| id.as_bytes().to_vec());
        let rows = reader.all(sql, &values![scope.id(), after, limit]).await?;
        let mut contacts = Vec::with_capacity(rows.len());
        // In pieces, for which the addresses of these few are asked and not those of all.
        for some in rows.chunks(200) {
            contacts.extend(with_addresses(reader, scope, some).await?);
        }
        Ok(contacts)
    }

    /// Finds contacts by what a user types: an address, a whole name, the beginning of one, or a part
    /// of one, each without regard to capitals; the first of these that fits anybody decides.
    ///
    /// # Errors
    /// What the database says.
    pub async fn find_contact(
        &self,
        scope: &Scope,
        text: &str,
    ) -> Result<Found<Contact>, StoreError> {
        let mut found = find(&mut self.db.reader(scope), scope, text).await?;
        Ok(match found.len() {
            0 => Found::None,
            1 => Found::One(Box::new(found.remove(0))),
            _ => Found::Many(found),
        })
    }

    /// Contacts whose name or address contains the text, by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn search_contacts(
        &self,
        scope: &Scope,
        text: &str,
        limit: u32,
    ) -> Result<Vec<Contact>, StoreError> {
        let sql = "select * from contact c where scope_id = $1 and (name_folded like $2 escape '\\' \
                   or exists (select 1 from contact_address a where a.scope_id = c.scope_id \
                   and a.contact_id = c.id and a.address like $2 escape '\\')) \
                   order by name_folded, id limit $3";
        let pattern = dialect::like_anywhere(&text.to_lowercase());
        let reader = &mut self.db.reader(scope);
        let rows = reader.all(sql, &values![scope.id(), pattern, limit]).await?;
        with_addresses(reader, scope, &rows).await
    }

    /// Whose address it is.
    ///
    /// # Errors
    /// What the database says.
    pub async fn contact_by_address(
        &self,
        scope: &Scope,
        address: &str,
    ) -> Result<Option<Contact>, StoreError> {
        by_address(&mut self.db.reader(scope), scope, address).await
    }

    /// The people of an organisation, by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn contacts_of_organisation(
        &self,
        scope: &Scope,
        organisation: rapport_core::ids::OrganisationId,
    ) -> Result<Vec<Contact>, StoreError> {
        let sql = "select * from contact where scope_id = $1 and organisation_id = $2 order by name_folded";
        let reader = &mut self.db.reader(scope);
        let rows = reader.all(sql, &values![scope.id(), organisation]).await?;
        with_addresses(reader, scope, &rows).await
    }

    /// A1: contacts in play (met, or part of an open pursuit) who have neither a next step nor were
    /// parked. `today` is the user's day; somebody parked until an earlier day is in play again.
    ///
    /// # Errors
    /// What the database says.
    pub async fn contacts_without_next_step(
        &self,
        scope: &Scope,
        today: jiff::civil::Date,
    ) -> Result<Vec<Contact>, StoreError> {
        let reader = &mut self.db.reader(scope);
        let sql = sqlx::AssertSqlSafe(without_next_step("c.*"));
        let rows = reader.all(sql, &values![scope.id(), today]).await?;
        with_addresses(reader, scope, &rows).await
    }
}

impl Store {
    /// The first names of [`Store::contacts_without_next_step`], and how many there are, counted up to
    /// [`MOST_COUNTED`]. Of more, those who were entered first are told: the book is not read whole
    /// for a number that nobody works through.
    ///
    /// # Errors
    /// What the database says.
    pub async fn names_without_next_step(
        &self,
        scope: &Scope,
        today: jiff::civil::Date,
        limit: usize,
    ) -> Result<(Vec<String>, usize), StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{IN_PLAY_AND_IN_HAND}{FIRST_ADRIFT} limit {limit}"));
        let rows = self.db.reader(scope).all(sql, &values![scope.id(), today]).await?;
        let total = match rows.first() {
            Some(row) => row.number::<usize>("total")?.min(MOST_COUNTED),
            None => 0,
        };
        Ok((rows.iter().map(|row| row.text("name")).collect::<Result<_, _>>()?, total))
    }
}

/// People without a next step are counted up to here; `FIRST_ADRIFT` stops looking there.
pub const MOST_COUNTED: usize = 500;

/// Walks those who were met in the order of their index and stops when there are enough. `cross join`
/// keeps SQLite from beginning at the other end: it would sort the whole book first.
const FIRST_ADRIFT: &str = ", set_aside as ( \
      select contact_id from in_hand \
      union all select c.id from contact c where c.scope_id = $1 and c.parked = 1 \
        and (c.parked_until is null or c.parked_until > $2)), \
    met as ( \
      select distinct t.contact_id from touchpoint t where t.scope_id = $1 \
        and t.contact_id not in (select contact_id from set_aside) \
        order by t.contact_id limit 500), \
    pursued as ( \
      select distinct p.contact_id from in_pursuit p \
        where p.contact_id not in (select contact_id from set_aside) limit 500), \
    adrift as (select contact_id from met union select contact_id from pursued) \
    select c.name, (select count(*) from adrift) as total from adrift a cross join contact c \
      where c.scope_id = $1 and c.id = a.contact_id order by c.name_folded, c.id";

/// A turn that is mine and an open offer are next steps, too; so is the step of another person of the
/// same pursuit, who covers for the rest of the panel. An opt-out is an end that nobody has to look
/// after.
///
/// Both sets are made once and not asked for each contact: without statistics a planner begins such
/// a question at the wrong end, and ten thousand contacts take seconds.
fn without_next_step(columns: &str) -> String {
    format!("{IN_PLAY_AND_IN_HAND} select {columns} {NEITHER}")
}

const IN_PLAY_AND_IN_HAND: &str = "with in_pursuit as ( \
      select oc.contact_id, oc.opportunity_id from opportunity o join opportunity_contact oc \
        on oc.scope_id = o.scope_id and oc.opportunity_id = o.id \
      where o.scope_id = $1 and o.stage in ('open', 'offered')), \
    in_play as ( \
      select t.contact_id from touchpoint t where t.scope_id = $1 \
      union select p.contact_id from in_pursuit p), \
    in_hand as ( \
      select f.contact_id from follow_up f where f.scope_id = $1 and f.state <> 'ended' \
      union all select p.contact_id from in_pursuit p where p.opportunity_id in ( \
        select f.opportunity_id from follow_up f \
        where f.scope_id = $1 and f.state <> 'ended' and f.opportunity_id is not null) \
      union all select t.contact_id from turn t where t.scope_id = $1 and t.turn = 'mine' \
      union all select p.contact_id from proposal p where p.scope_id = $1 and p.answer is null \
        and p.contact_id is not null \
      union all select s.contact_id from suppression s where s.scope_id = $1 \
        and s.reason <> 'unreachable' and s.contact_id is not null)";

const NEITHER: &str = "from contact c where c.scope_id = $1 \
    and (c.parked = 0 or (c.parked_until is not null and c.parked_until <= $2)) \
    and c.id in (select contact_id from in_play) \
    and c.id not in (select contact_id from in_hand) \
    order by c.name_folded, c.id";

impl Door<'_> {
    /// One contact, as this transaction sees it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or what the database says.
    pub async fn contact(&mut self, id: ContactId) -> Result<Contact, StoreError> {
        let scope = self.scope;
        load(&mut self.tx.reader(), &scope, id).await
    }

    /// Whose address it is, as this transaction sees it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn contact_by_address(
        &mut self,
        address: &str,
    ) -> Result<Option<Contact>, StoreError> {
        let scope = self.scope;
        by_address(&mut self.tx.reader(), &scope, address).await
    }

    /// Writes a contact, new or changed, with all addresses.
    ///
    /// # Errors
    /// [`StoreError::AddressTaken`] where an address is another contact's.
    pub async fn save_contact(&mut self, contact: &Contact) -> Result<(), StoreError> {
        let scope = self.scope;
        save(&mut self.tx, &scope, contact).await
    }
}

async fn by_address(
    reader: &mut Reader<'_>,
    scope: &Scope,
    address: &str,
) -> Result<Option<Contact>, StoreError> {
    let sql = "select contact_id from contact_address where scope_id = $1 and address = $2";
    match reader.maybe(sql, &values![scope.id(), address.to_lowercase()]).await? {
        Some(row) => load(reader, scope, row.id("contact_id")?).await.map(Some),
        None => Ok(None),
    }
}

/// Loads one contact.
pub(crate) async fn load(
    reader: &mut Reader<'_>,
    scope: &Scope,
    id: ContactId,
) -> Result<Contact, StoreError> {
    let sql = "select * from contact where scope_id = $1 and id = $2";
    let row = reader.maybe(sql, &values![scope.id(), id]).await?;
    let row = row.ok_or(StoreError::NotFound { what: "this contact" })?;
    let mut contact = contact_of(&row)?;
    let sql = "select address from contact_address where scope_id = $1 and contact_id = $2 order by position";
    for row in reader.all(sql, &values![scope.id(), id]).await? {
        contact.addresses.push(row.text("address")?);
    }
    Ok(contact)
}

async fn find(
    reader: &mut Reader<'_>,
    scope: &Scope,
    text: &str,
) -> Result<Vec<Contact>, StoreError> {
    let folded = text.trim().to_lowercase();
    if let Some(id) = ContactId::parse(&folded) {
        return Ok(load(reader, scope, id).await.into_iter().collect());
    }
    if folded.contains('@') {
        return Ok(by_address(reader, scope, &folded).await?.into_iter().collect());
    }
    let anywhere = dialect::like_anywhere(&folded);
    // From the start of the name, from the start of any word of it, anywhere.
    let start = anywhere.trim_start_matches('%').to_owned();
    for (first, second) in [
        (folded.clone(), folded.clone()),
        (start.clone(), start.clone()),
        (start.clone(), format!("% {start}")),
        (anywhere.clone(), anywhere.clone()),
    ] {
        let exact = first == folded;
        let sql = if exact {
            "select * from contact where scope_id = $1 and (name_folded = $2 or name_folded = $3) \
             order by name_folded, id limit 50"
        } else {
            "select * from contact where scope_id = $1 and (name_folded like $2 escape '\\' \
             or name_folded like $3 escape '\\') order by name_folded, id limit 50"
        };
        let rows = reader.all(sql, &values![scope.id(), first, second]).await?;
        if !rows.is_empty() {
            return with_addresses(reader, scope, &rows).await;
        }
    }
    Ok(Vec::new())
}

/// Adds the addresses of a few contacts, or of all, with one query.
pub(crate) async fn with_addresses(
    reader: &mut Reader<'_>,
    scope: &Scope,
    rows: &[Row],
) -> Result<Vec<Contact>, StoreError> {
    let mut contacts = rows.iter().map(contact_of).collect::<Result<Vec<_>, _>>()?;
    let found = if contacts.len() > 200 {
        let sql =
            "select contact_id, address from contact_address where scope_id = $1 order by position";
        reader.all(sql, &values![scope.id()]).await?
    } else {
        let ids = contacts.iter().map(|contact| Value::from(contact.id));
        let (sql, values) = dialect::with_list(
            "select contact_id, address from contact_address where scope_id = $1 \
             and contact_id in ({list}) order by position",
            &values![scope.id()],
            ids,
        );
        reader.all(sql, &values).await?
    };
    let mut places: std::collections::BTreeMap<ContactId, usize> =
        std::collections::BTreeMap::new();
    for (place, contact) in contacts.iter().enumerate() {
        places.insert(contact.id, place);
    }
    for row in found {
        if let Some(place) = places.get(&row.id("contact_id")?) {
            contacts[*place].addresses.push(row.text("address")?);
        }
    }
    Ok(contacts)
}

/// What a statement that writes contacts begins with; [`row_values`] gives the values of a row.
pub(crate) const INSERT: &str = "insert into contact (scope_id, id, name, name_folded, greeting, \
    organisation_id, role, phones, postal_address, language, country, subdivision, zone, basis_kind, \
    basis_since, basis_detail, memo, parked, parked_until) values ";

/// The values of a row in the order of [`INSERT`].
pub(crate) fn row_values(scope: &Scope, contact: &Contact) -> [Value; 19] {
    let basis = contact.basis.as_ref();
    values![
        scope.id(),
        contact.id,
        contact.name.as_str(),
        contact.name.to_lowercase(),
        contact.greeting.as_deref(),
        contact.organisation,
        contact.role.as_deref(),
        contact.phones.join("\n"),
        contact.postal_address.as_deref(),
        contact.language.as_deref(),
        contact.country.as_ref().map(Country::as_str),
        contact.subdivision.as_ref().map(Subdivision::as_str),
        contact.zone.as_ref().and_then(zone_name),
        basis.map(|basis| basis.kind.word()),
        basis.map(|basis| basis.since),
        basis.map(|basis| basis.detail.as_str()),
        contact.memo.as_deref(),
        contact.parked.is_some(),
        contact.parked.and_then(|parked| parked.until),
    ]
}

/// The last digits of a number, by which whoever has it is found however it is written; none for
/// what is too short to be one. Callers compare the whole numbers then.
#[must_use]
pub fn phone_tail(phone: &str) -> Option<String> {
    let number = phone.split(['x', 'X', ';', '#', ',']).next().unwrap_or_default();
    let digits: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= 6).then(|| digits.iter().skip(digits.len().saturating_sub(8)).collect())
}

/// Writes a contact, new or changed, with all addresses.
pub(crate) async fn save(tx: &mut Tx, scope: &Scope, contact: &Contact) -> Result<(), StoreError> {
    let placeholders = dialect::list(1, 19);
    let sql = format!(
        "{INSERT} ({placeholders}) \
        on conflict (scope_id, id) do update set name = excluded.name, name_folded = excluded.name_folded, \
        greeting = excluded.greeting, organisation_id = excluded.organisation_id, role = excluded.role, \
        phones = excluded.phones, postal_address = excluded.postal_address, language = excluded.language, \
        country = excluded.country, subdivision = excluded.subdivision, zone = excluded.zone, \
        basis_kind = excluded.basis_kind, basis_since = excluded.basis_since, \
        basis_detail = excluded.basis_detail, memo = excluded.memo, parked = excluded.parked, \
        parked_until = excluded.parked_until"
    );
    tx.execute(sqlx::AssertSqlSafe(sql), &row_values(scope, contact)).await?;
    save_phones(tx, scope, contact).await?;
    save_addresses(tx, scope, contact).await
}

/// Keeps what numbers are found by in step with the numbers.
async fn save_phones(tx: &mut Tx, scope: &Scope, contact: &Contact) -> Result<(), StoreError> {
    let sql = "delete from contact_phone where scope_id = $1 and contact_id = $2";
    tx.execute(sql, &values![scope.id(), contact.id]).await?;
    for tail in contact.phones.iter().filter_map(|phone| phone_tail(phone)) {
        let sql = "insert into contact_phone (scope_id, tail, contact_id) values ($1, $2, $3) \
                   on conflict do nothing";
        tx.execute(sql, &values![scope.id(), tail, contact.id]).await?;
    }
    Ok(())
}

async fn save_addresses(tx: &mut Tx, scope: &Scope, contact: &Contact) -> Result<(), StoreError> {
    let sql = "delete from contact_address where scope_id = $1 and contact_id = $2";
    tx.execute(sql, &values![scope.id(), contact.id]).await?;
    for (position, address) in (0_u32..).zip(&contact.addresses) {
        let address = address.to_lowercase();
        let sql = "insert into contact_address (scope_id, address, contact_id, position) \
                   values ($1, $2, $3, $4) on conflict (scope_id, address) do nothing";
        if tx.execute(sql, &values![scope.id(), address.as_str(), contact.id, position]).await? == 1
        {
            continue;
        }
        let sql = "select c.id, c.name from contact_address a join contact c \
                   on c.scope_id = a.scope_id and c.id = a.contact_id \
                   where a.scope_id = $1 and a.address = $2";
        if let Some(row) = tx.maybe(sql, &values![scope.id(), address.as_str()]).await?
            && row.id::<ContactId>("id")? != contact.id
        {
            return Err(StoreError::AddressTaken { address, name: row.text("name")? });
        }
    }
    Ok(())
}

/// What [`contact_of`] reads.
pub(crate) const COLUMNS: &[&str] = &[
    "parked",
    "basis_kind",
    "basis_since",
    "basis_detail",
    "id",
    "name",
    "greeting",
    "organisation_id",
    "role",
    "phones",
    "postal_address",
    "language",
    "country",
    "subdivision",
    "zone",
    "memo",
    "parked_until",
];

/// Reads a contact without its addresses.
pub(crate) fn contact_of(row: &Row) -> Result<Contact, StoreError> {
    let parked = row.flag("parked")?;
    let basis = row.maybe_word("basis_kind", BasisKind::parse)?;
    let basis = match (basis, row.maybe_day("basis_since")?) {
        (Some(kind), Some(since)) => {
            Some(Basis { kind, since, detail: row.maybe_text("basis_detail")?.unwrap_or_default() })
        }
        _ => None,
    };
    Ok(Contact {
        id: row.id("id")?,
        name: row.text("name")?,
        greeting: row.maybe_text("greeting")?,
        organisation: row.maybe_id("organisation_id")?,
        role: row.maybe_text("role")?,
        addresses: Vec::new(),
        phones: row.lines("phones")?,
        postal_address: row.maybe_text("postal_address")?,
        language: row.maybe_text("language")?,
        country: row.maybe_word("country", Country::parse)?,
        subdivision: row.maybe_word("subdivision", Subdivision::parse)?,
        // A zone that this machine does not know is as good as none: the user's own, shown as assumed.
        zone: row.maybe_text("zone")?.and_then(|name| zone(&name)),
        basis,
        memo: row.maybe_text("memo")?,
        parked: if parked { Some(Parked { until: row.maybe_day("parked_until")? }) } else { None },
    })
}

/// An IANA name, or `fixed` and the seconds east of UTC.
pub(crate) fn zone_name(zone: &TimeZone) -> Option<String> {
    if let Some(name) = zone.iana_name() {
        return Some(name.to_owned());
    }
    let seconds = zone.to_fixed_offset().ok()?.seconds();
    Some(format!("fixed {seconds}"))
}

/// Reads [`zone_name`].
pub(crate) fn zone(name: &str) -> Option<TimeZone> {
    match name.strip_prefix("fixed ") {
        Some(seconds) => Some(Offset::from_seconds(seconds.parse().ok()?).ok()?.to_time_zone()),
        None => TimeZone::get(name).ok(),
    }
}
