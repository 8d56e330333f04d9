//! Old mail as a source of people: with whom the user wrote, how often each way, who wrote last, how
//! fast they answer, and what stands below their mails.
//!
//! Pure: messages go in one by one in any order, people come out at the end. Memory grows with the
//! people, not with the mail. Left out are lists, newsletters, robots, automatic answers, and who
//! wrote without ever being answered. Not here: where messages come from (`mailboxes`).

mod kept;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::{SignedDuration, Timestamp};
use rapport_core::classify::{AutoSubmitted, SignKind};
use rapport_core::touchpoint::{Channel, Direction, TouchpointKind};
use rapport_formats::card::{Card, Labelled};
use rapport_formats::email_address::EmailAddress;
use rapport_formats::signature;
use rapport_mail::evidence::auto::is_robot;
use rapport_mail::header::{Headers, Named};
use rapport_mail::{is_reply_subject, parse_read_headers, signature_of};

pub(super) use kept::Kept;

use super::calendar::{Meeting, mailbox_key};
use super::entry::one_line;

/// Bytes of a message that are looked at for its header.
const LONGEST_HEADER: usize = 256 * 1024;
/// Bytes of a message that are read for its signature.
const LONGEST_READ: usize = 512 * 1024;
/// Correspondents that are told apart; later ones are passed over.
const MOST_PEOPLE: usize = 200_000;
/// Message-IDs that are remembered to measure answers.
const MOST_IDS: usize = 1_000_000;
/// Answers of one person that count for how fast they answer.
const MOST_ANSWERS: usize = 200;
/// Names of one person that are told apart.
const MOST_NAMES: usize = 6;
/// A mail to more than these is a circular.
const MOST_RECIPIENTS: usize = 25;
/// Who wrote so often without being answered is somebody all the same.
const WROTE_OFTEN: u32 = 3;
/// A signature is read again from a mail that is so much newer.
const NEW_SIGNATURE: SignedDuration = SignedDuration::from_hours(24 * 180);
/// How sure a signature must be.
const SURE: f64 = 0.5;
/// Messages by which the user's own address is recognised where nobody said it.
pub(super) const FOR_OWN: usize = 300;
/// Fewer messages tell nothing about whose they are.
const FEWEST: u32 = 4;

/// Somebody with whom the user wrote.
#[derive(Debug, Default)]
struct Correspondent {
    address: String,
    names: Vec<(String, u32)>,
    received: u32,
    sent: u32,
    /// They answered something, as the subject or the header says.
    answered: u32,
    first: Option<Timestamp>,
    last: Option<Timestamp>,
    last_was_theirs: bool,
    /// Minutes between a mail of the user and its answer.
    answers: Vec<i64>,
    signature: Option<(Timestamp, Card)>,
    /// Where the last mail from them is, of those whose header alone was read.
    place: Option<Place>,
}

/// Where a mail is: which mailbox, and its number there.
pub(super) type Place = (usize, u32);

/// People being gathered.
#[derive(Debug, Default)]
pub(super) struct Harvest {
    own: BTreeSet<String>,
    people: HashMap<String, Correspondent>,
    /// When the user's own mails went out, by the hash of their id.
    own_ids: HashMap<u64, Timestamp>,
    /// Answers to mails that did not come by yet.
    waiting: HashMap<u64, Vec<(String, Timestamp)>>,
    seen: std::collections::HashSet<u64>,
    passed_over: u64,
}

/// What came out.
#[derive(Debug, Default)]
pub(super) struct Harvested {
    /// In the order of their mailboxes.
    pub(super) people: Vec<(Card, Vec<Meeting>)>,
    /// Senders who are left out because nobody ever answered them.
    pub(super) unanswered: u64,
    /// Mails of lists, machines and circulars.
    pub(super) passed_over: u64,
    /// Whether an address of the user's is known; without one nobody can be told from them.
    pub(super) knows_own: bool,
}

/// Which addresses are the user's own, from some messages. Where those that are known hardly take
/// part, it is an old address or another one: then the one in most of the messages is, too.
#[derive(Debug, Default)]
pub(super) struct OwnGuess {
    known: BTreeSet<String>,
    messages: u32,
    with_known: u32,
    takes_part: HashMap<String, u32>,
}

impl OwnGuess {
    /// Begins with the addresses that are known to be the user's.
    pub(super) fn new(known: BTreeSet<String>) -> Self {
        Self { known, ..Self::default() }
    }

    /// Looks at a message.
    pub(super) fn look(&mut self, raw: &[u8]) {
        let headers = read_headers(raw);
        let mut keys = BTreeSet::new();
        for field in ["from", "to", "cc", "delivered-to", "x-original-to", "envelope-to"] {
            keys.extend(headers.addresses(field).iter().filter_map(|it| mailbox_key(&it.address)));
        }
        self.messages += 1;
        self.with_known += u32::from(!keys.is_disjoint(&self.known));
        for key in keys {
            *self.takes_part.entry(key).or_default() += 1;
        }
    }

    /// The user's own addresses, as far as they are known or clear.
    pub(super) fn own(self) -> BTreeSet<String> {
        let mut own = self.known;
        if self.messages >= FEWEST && self.with_known * 5 < self.messages {
            let most = self.takes_part.values().copied().max().unwrap_or(0);
            let mut in_most = self.takes_part.into_iter().filter(|(_, times)| *times == most);
            // Two who are in all of it alike cannot be told apart.
            if let (Some((key, times)), None) = (in_most.next(), in_most.next())
                && times * 2 > self.messages
            {
                own.insert(key);
            }
        }
        own
    }
}

impl Harvest {
    /// Begins with the user's own mailboxes.
    pub(super) fn new(own: BTreeSet<String>) -> Self {
        Self { own, ..Self::default() }
    }

    /// The user's own mailboxes.
    pub(super) const fn own(&self) -> &BTreeSet<String> {
        &self.own
    }

    /// Takes a whole message in.
    pub(super) fn add(&mut self, raw: &[u8]) {
        self.take(raw, None);
    }

    /// Takes a header in; the message is at that place.
    pub(super) fn add_header(&mut self, raw: &[u8], place: Place) {
        self.take(raw, Some(place));
    }

    /// Where a mail of each correspondent is of whom no signature was read yet.
    pub(super) fn unsigned(&self) -> Vec<(String, Place)> {
        let people = self.people.iter().filter(|(_, person)| person.counts());
        let places = people.filter_map(|(key, person)| Some((key.clone(), person.place?)));
        let mut places: Vec<_> = places.collect();
        places.sort_unstable_by_key(|(_, place)| *place);
        places
    }

    /// Reads the signature of a correspondent from one of their mails.
    pub(super) fn sign(&mut self, key: &str, raw: &[u8]) {
        if let Some(person) = self.people.get_mut(key) {
            let at = person.last.unwrap_or_default();
            person.sign(raw, at);
        }
    }

    fn take(&mut self, raw: &[u8], place: Option<Place>) {
        let headers = read_headers(raw);
        let parsed = parse_read_headers(&headers);
        let Some(at) = parsed.date else {
            self.passed_over += 1;
            return;
        };
        if let Some(id) = &parsed.head.message_id
            && self.seen.len() < MOST_IDS
            && !self.seen.insert(hash(id))
        {
            // The same mail in another mailbox.
            return;
        }
        let from = headers.addresses("from");
        let Some(author) = from.first() else {
            self.passed_over += 1;
            return;
        };
        let key = mailbox_key(&author.address);
        let is_own = key.as_ref().is_some_and(|key| self.own.contains(key));
        let is_machine = parsed.signs.iter().any(|sign| is_of_machine(&sign.kind));
        if is_own {
            let mut to = headers.addresses("to");
            to.extend(headers.addresses("cc"));
            to.extend(headers.addresses("bcc"));
            if is_machine || to.len() > MOST_RECIPIENTS {
                self.passed_over += 1;
                return;
            }
            if let Some(id) = &parsed.head.message_id {
                self.sent(hash(id), at);
            }
            for one in &to {
                if let Some(person) = self.person(one) {
                    person.sent += 1;
                    person.wrote(at, false);
                }
            }
            return;
        }
        let is_list =
            is_machine || !parsed.list_unsubscribe.is_empty() || is_robot(&author.address);
        if is_list {
            self.passed_over += 1;
            return;
        }
        let replies = !parsed.in_reply_to.is_empty() || is_reply_subject(&parsed.subject);
        let Some(person) = self.person(author) else { return };
        person.received += 1;
        person.answered += u32::from(replies);
        person.wrote(at, true);
        match place {
            None => person.sign(raw, at),
            Some(_) if person.last == Some(at) => person.place = place,
            Some(_) => {}
        }
        if let (Some(key), Some(id)) = (key, parsed.in_reply_to.first()) {
            self.answer(hash(id), key, at);
        }
    }

    fn person(&mut self, named: &Named) -> Option<&mut Correspondent> {
        let key = mailbox_key(&named.address)?;
        let is_full = self.people.len() >= MOST_PEOPLE && !self.people.contains_key(&key);
        if is_full || self.own.contains(&key) || is_robot(&named.address) {
            return None;
        }
        let person = self.people.entry(key).or_default();
        if person.address.is_empty() {
            person.address.clone_from(&named.address);
        }
        person.called(&named.name);
        Some(person)
    }

    fn sent(&mut self, id: u64, at: Timestamp) {
        if self.own_ids.len() < MOST_IDS {
            self.own_ids.insert(id, at);
        }
        for (key, answered_at) in self.waiting.remove(&id).unwrap_or_default() {
            self.answered(&key, answered_at.duration_since(at));
        }
    }

    fn answer(&mut self, id: u64, key: String, at: Timestamp) {
        match self.own_ids.get(&id) {
            Some(sent) => {
                let took = at.duration_since(*sent);
                self.answered(&key, took);
            }
            None if self.waiting.len() < MOST_IDS => {
                let answers = self.waiting.entry(id).or_default();
                if answers.len() < MOST_RECIPIENTS {
                    answers.push((key, at));
                }
            }
            None => {}
        }
    }

    fn answered(&mut self, key: &str, took: SignedDuration) {
        if let Some(person) = self.people.get_mut(key)
            && person.answers.len() < MOST_ANSWERS
            && !took.is_negative()
        {
            person.answers.push(took.as_mins());
        }
    }

    /// The people.
    pub(super) fn finish(self) -> Harvested {
        let mut harvested = Harvested {
            passed_over: self.passed_over,
            knows_own: !self.own.is_empty(),
            ..Harvested::default()
        };
        let people: BTreeMap<String, Correspondent> = self.people.into_iter().collect();
        for person in people.into_values() {
            if person.counts() {
                harvested.people.push(person.finish());
            } else {
                harvested.unanswered += 1;
            }
        }
        harvested
    }
}

impl Correspondent {
    /// The user wrote to them or was answered by them, or they wrote often.
    fn counts(&self) -> bool {
        let is_role = || EmailAddress::parse(&self.address).is_ok_and(|address| address.is_role());
        self.sent > 0 || self.answered > 0 || (self.received >= WROTE_OFTEN && !is_role())
    }

    /// Under which name they write or are written to.
    fn called(&mut self, name: &str) {
        let Some(name) = one_line(name.trim_matches(['\'', '"'])) else { return };
        if name.contains('@') || name.chars().count() > 120 {
            return;
        }
        let has_room = self.names.len() < MOST_NAMES;
        match self.names.iter_mut().find(|(known, _)| *known == name) {
            Some((_, times)) => *times += 1,
            None if has_room => self.names.push((name, 1)),
            None => {}
        }
    }

    fn wrote(&mut self, at: Timestamp, theirs: bool) {
        self.first = Some(self.first.map_or(at, |first| first.min(at)));
        if self.last.is_none_or(|last| at >= last) {
            self.last = Some(at);
            self.last_was_theirs = theirs;
        }
    }

    /// Reads what stands below a mail, of the first one and of much newer ones.
    fn sign(&mut self, raw: &[u8], at: Timestamp) {
        let is_news = self
            .signature
            .as_ref()
            .is_none_or(|(read, _)| at.duration_since(*read) > NEW_SIGNATURE);
        if !is_news {
            return;
        }
        let text = signature_of(raw.get(..LONGEST_READ).unwrap_or(raw));
        let Some(text) = text else { return };
        let reading = signature::read(&text);
        if reading.confidence >= SURE {
            self.signature = Some((at, reading.card));
        }
    }

    fn finish(self) -> (Card, Vec<Meeting>) {
        let name = self.names.iter().max_by_key(|(name, times)| (*times, name.len()));
        let name = name.map(|(name, _)| name.clone()).unwrap_or_default();
        let line = self.line();
        let signed = self.signature.map(|(_, card)| card).unwrap_or_default();
        // A signature of somebody else, quoted or pasted, says nothing about them.
        let is_theirs = name.is_empty() || signed.name.is_empty() || {
            rapport_formats::name::is_same_person(&name, &signed.name)
        };
        let signed = if is_theirs { signed } else { Card::default() };
        let card = Card {
            name: if name.is_empty() { signed.name } else { name },
            emails: vec![Labelled { value: self.address, label: String::new() }],
            phones: signed.phones,
            organisation: signed.organisation,
            role: signed.role,
            addresses: signed.addresses,
            urls: signed.urls,
            ..Card::default()
        };
        (card, line.into_iter().collect())
    }

    /// One line for the timeline: who wrote last, how often, how fast they answer.
    fn line(&self) -> Option<Meeting> {
        let last = self.last?;
        let mails =
            |count: u32| if count == 1 { "1 mail".to_owned() } else { format!("{count} mails") };
        let mut said = format!("{} from them, {} from you", mails(self.received), mails(self.sent));
        if let Some(first) = self.first.filter(|first| *first < last) {
            let month = first.to_zoned(jiff::tz::TimeZone::UTC).strftime("%B %Y");
            said = format!("{said} since {month}");
        }
        if let Some(typical) = self.typical_answer() {
            said = format!("{said}; they usually answer within {typical}");
        }
        Some(Meeting {
            uid: "mail".to_owned(),
            instance: last.to_string(),
            title: said,
            kind: TouchpointKind::Mail,
            channel: Channel::Mail,
            direction: if self.last_was_theirs { Direction::In } else { Direction::Out },
            starts: last,
            ends: last,
            typed: None,
            is_cancelled: false,
        })
    }

    /// The median of their answers in words, from three on.
    fn typical_answer(&self) -> Option<String> {
        if self.answers.len() < 3 {
            return None;
        }
        let mut minutes = self.answers.clone();
        minutes.sort_unstable();
        let median = *minutes.get(minutes.len() / 2)?;
        Some(match median {
            ..=60 => "an hour".to_owned(),
            61..=1440 => format!("{} hours", (median + 59) / 60),
            1441..=2880 => "two days".to_owned(),
            _ => format!("{} days", (median + 1439) / 1440),
        })
    }
}

/// The header of a message.
fn read_headers(raw: &[u8]) -> Headers {
    let raw = raw.get(..LONGEST_HEADER).unwrap_or(raw);
    Headers::read(raw, &mut Vec::new()).0
}

/// Signs that no person wrote this to the user.
fn is_of_machine(sign: &SignKind) -> bool {
    matches!(
        sign,
        SignKind::AutoSubmitted(AutoSubmitted::Generated | AutoSubmitted::Replied)
            | SignKind::AutoReplyHeader
            | SignKind::NullReturnPath
            | SignKind::BulkPrecedence
            | SignKind::ListMail
            | SignKind::RobotSender
            | SignKind::DeliveryReport(_)
            | SignKind::ReadReceipt
            | SignKind::Complaint
    )
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
