//! Facts: everything a decision may depend on, read in the transaction that will write it.

/// The stored classes by which a person was heard from, for a list in SQL: their answers, a wish to
/// stop, a calendar message. A test holds it against the core's list.
macro_rules! heard_classes {
    () => {
        "'answer', 'interested', 'question', 'order', 'problem', 'later', 'referral', 'decline', \
         'rejection', 'invitation', 'offer', 'opt-out', 'calendar'"
    };
}

mod of_one;
mod of_rows;

use jiff::{SignedDuration, Timestamp};
use rapport_core::contact::Contact;
use rapport_core::follow_up::FollowUp;
use rapport_core::grade::Grade;
use rapport_core::ids::{ContactId, OrganisationId};
use rapport_core::opportunity::Opportunity;
use rapport_core::organisation::Organisation;
use rapport_core::pace::{PaceHistory, PastNote};
use rapport_core::playbook::Purpose;
use rapport_core::policy::Absence;
use rapport_core::suppression::SuppressReason;
use rapport_core::touchpoint::{Appointment, Channel};

use crate::absence;
use crate::db::{Reader, Row, values};
use crate::door::{Door, Moment};
use crate::draft::Draft;
use crate::error::StoreError;
use crate::open::Store;
use crate::scope::Scope;

/// Everything a decision about one follow-up may depend on.
#[derive(Clone, PartialEq, Debug)]
pub struct Facts {
    /// The moment given to the door.
    pub moment: Moment,
    /// With whom.
    pub contact: Contact,
    /// Where they work; its domains, which only matching asks for, are left out.
    pub organisation: Option<Organisation>,
    /// For what pursuit.
    pub opportunity: Option<Opportunity>,
    /// The name of the pursuit's main contact.
    pub main_contact: Option<String>,
    /// The appointment it prepares.
    pub appointment: Option<Appointment>,
    /// When the next meeting with them begins that is still to come and not called off.
    pub next_meeting: Option<Timestamp>,
    /// How much the user wants to know them; asked for only where no opportunity says it.
    pub grade: Option<Grade>,
    /// The file of the playbook in the version it keeps, if it was kept here.
    pub playbook: Option<String>,
    /// What was sent to this person in 400 days and asked of their organisation in 60.
    pub history: PaceHistory,
    /// The contact, or the address that would be written to, gets nothing.
    pub suppressed: Option<SuppressReason>,
    /// When the user is away, past ones left out.
    pub absences: Vec<Absence>,
    /// The draft of the current step.
    pub draft: Option<Draft>,
    /// An item is past the point of no return and not settled.
    pub in_flight: bool,
}

/// Longer than any cap looks back.
const PERSON: SignedDuration = SignedDuration::from_hours(400 * 24);
/// Five business days, whatever the holidays.
const STATUS: SignedDuration = SignedDuration::from_hours(60 * 24);

impl Store {
    /// The facts of a follow-up outside any door, to show what would be decided.
    ///
    /// # Errors
    /// What the database says.
    pub async fn facts(
        &self,
        scope: &Scope,
        follow_up: &FollowUp,
        moment: Moment,
    ) -> Result<Facts, StoreError> {
        of_one::load(self, &mut self.db.reader(scope), scope, follow_up, moment).await
    }

    /// What is the same for every follow-up at one moment.
    ///
    /// # Errors
    /// What the database says.
    pub async fn common_facts(
        &self,
        scope: &Scope,
        moment: Moment,
    ) -> Result<CommonFacts, StoreError> {
        common(&mut self.db.reader(scope), scope, moment).await
    }

    /// What was sent to a contact so far, for the meter on their page.
    ///
    /// # Errors
    /// What the database says.
    pub async fn pace_history(
        &self,
        scope: &Scope,
        contact: ContactId,
        organisation: Option<OrganisationId>,
        moment: Moment,
    ) -> Result<PaceHistory, StoreError> {
        let reader = &mut self.db.reader(scope);
        let common = common(reader, scope, moment).await?;
        history(reader, scope, contact, organisation, moment, &common).await
    }
}

impl Door<'_> {
    /// The facts of a follow-up, as this transaction sees them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn facts(&mut self, follow_up: &FollowUp) -> Result<Facts, StoreError> {
        let (store, scope, moment) = (self.store, self.scope, self.moment);
        of_one::load(store, &mut self.tx.reader(), &scope, follow_up, moment).await
    }
}

/// What is the same for every follow-up at one moment; see [`Store::common_facts`].
#[derive(Clone, PartialEq, Debug)]
pub struct CommonFacts {
    /// When the user is away, past ones left out.
    absences: Vec<Absence>,
    /// Notes past the point of no return of which nobody knows yet whether they arrived. They count
    /// as sent: else two couriers could pass one cap at once (I7).
    on_their_way: Vec<PastNote>,
    /// Notes of the user's day, and first notes to new people among them.
    today: (u16, u16),
    /// Somebody is suppressed.
    any_suppressed: bool,
}

async fn common(
    reader: &mut Reader<'_>,
    scope: &Scope,
    moment: Moment,
) -> Result<CommonFacts, StoreError> {
    let sql = "select i.next_attempt_at as at, f.contact_id, f.organisation_id, d.channel, d.purpose, \
        f.id as follow_up_id, f.anchor_touchpoint_id as touchpoint_id from outbox_item i \
        join follow_up f on f.scope_id = i.scope_id and f.id = i.follow_up_id \
        join draft d on d.scope_id = i.scope_id and d.id = i.draft_id \
        where i.scope_id = $1 and i.state in ('committed', 'uncertain')";
    let rows = reader.all(sql, &values![scope.id()]).await?;
    let on_their_way = rows.iter().map(note_of).collect::<Result<Vec<_>, _>>()?;
    let sql = "select (select count(*) from note_sent where scope_id = $1 and at >= $2) as today, \
        (select count(distinct n.contact_id) from note_sent n where n.scope_id = $1 and n.at >= $2 \
          and not exists (select 1 from note_sent e where e.scope_id = n.scope_id \
          and e.contact_id = n.contact_id and e.at < $2)) as first_today, \
        (select count(*) from suppression where scope_id = $1) as suppressed";
    let row = reader.one(sql, &values![scope.id(), moment.day_start]).await?;
    let sent: u16 = row.number("today")?;
    let more = u16::try_from(on_their_way.len()).unwrap_or(u16::MAX);
    Ok(CommonFacts {
        absences: absence::load(reader, scope, moment.now).await?,
        on_their_way,
        today: (sent.saturating_add(more), row.number("first_today")?),
        any_suppressed: row.int("suppressed")? > 0,
    })
}

/// What was sent, and when they were last heard from.
async fn history(
    reader: &mut Reader<'_>,
    scope: &Scope,
    contact: ContactId,
    organisation: Option<OrganisationId>,
    moment: Moment,
    common: &CommonFacts,
) -> Result<PaceHistory, StoreError> {
    let sql = "select * from note_sent where scope_id = $1 and contact_id = $2 and at > $3";
    let rows = reader.all(sql, &values![scope.id(), contact, earlier(moment.now, PERSON)]).await?;
    let mut notes = rows.iter().map(note_of).collect::<Result<Vec<_>, _>>()?;
    if let Some(organisation) = organisation {
        let sql = "select * from note_sent where scope_id = $1 and organisation_id = $2 and at > $3 \
                   and contact_id <> $4 and purpose = 'status-check'";
        let values = values![scope.id(), organisation, earlier(moment.now, STATUS), contact];
        for row in reader.all(sql, &values).await? {
            notes.push(note_of(&row)?);
        }
    }
    let flying = common.on_their_way.iter();
    notes.extend(flying.filter(|note| concerns(note, contact, organisation)).cloned());
    let sql = concat!(
        "select (select max(at) from message where scope_id = $1 and contact_id = $2 \
          and direction = 'in' and class in (",
        heard_classes!(),
        ")) as wrote, \
        (select max(at) from touchpoint where scope_id = $1 and contact_id = $2 \
          and direction in ('in', 'both') and at <= $3) as spoke"
    );
    let row = reader.one(sql, &values![scope.id(), contact, moment.now]).await?;
    let (notes_today, first_notes_today) = common.today;
    Ok(PaceHistory {
        notes,
        last_heard: row.maybe_at("wrote")?.max(row.maybe_at("spoke")?),
        notes_today,
        first_notes_today,
    })
}

/// Whether a note counts for the pace of a person: theirs, or a status question to their organisation.
fn concerns(note: &PastNote, contact: ContactId, organisation: Option<OrganisationId>) -> bool {
    let status = note.purpose == Purpose::StatusCheck
        && organisation.is_some()
        && note.organisation == organisation;
    note.contact == contact || status
}

fn earlier(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.saturating_sub(by).unwrap_or(Timestamp::MIN)
}

fn note_of(row: &Row) -> Result<PastNote, StoreError> {
    Ok(PastNote {
        at: row.at("at")?,
        contact: row.id("contact_id")?,
        organisation: row.maybe_id("organisation_id")?,
        channel: row.word("channel", Channel::parse)?,
        purpose: row.word("purpose", Purpose::parse)?,
        follow_up: row.maybe_id("follow_up_id")?,
        touchpoint: row.maybe_id("touchpoint_id")?,
    })
}

#[cfg(test)]
mod tests {
    use rapport_core::classify::{CalendarMethod, Class, Intent};

    #[test]
    fn every_answer_counts_as_heard() {
        let others = [Class::OptOut, Class::Calendar(CalendarMethod::Reply)];
        let classes = Intent::ALL.into_iter().map(Class::Answer).chain(others);
        let words: Vec<String> = classes.map(|class| format!("'{}'", class.word())).collect();
        assert_eq!(heard_classes!(), words.join(", "));
    }
}
