//! The people of the world: who they are, and what they do when a note reaches them.
//!
//! What they write is real mail, built by the same means as in practice mode (`rapport_mail`); who
//! reads it is not told what it is.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rapport_core::ids::ContactId;
use rapport_mail::practice::{self, Occasion};

use crate::chance::Chance;
use crate::provider::Taken;

/// What somebody is like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Habit {
    /// Answers within a day or so, mostly.
    Prompt,
    /// Answers within two weeks, sometimes.
    Slow,
    /// Never answers.
    Silent,
    /// Is away at every other note.
    Away,
    /// Says no, kindly.
    Declining,
    /// Asks to be left alone.
    OptingOut,
    /// Answers from another address.
    OtherAddress,
    /// A colleague answers for them.
    ColleagueAnswers,
    /// Has left; the address does not exist any more, and a report says so.
    Gone,
    /// The server refuses the address at once.
    Refused,
    /// Asks to be written to later.
    Later,
    /// Has moved on; a machine says so.
    MovedOn,
}

/// All habits, the frequent ones more than once.
const HABITS: [Habit; 16] = [
    Habit::MovedOn,
    Habit::Prompt,
    Habit::Prompt,
    Habit::Slow,
    Habit::Silent,
    Habit::Silent,
    Habit::Silent,
    Habit::Away,
    Habit::Away,
    Habit::Declining,
    Habit::OptingOut,
    Habit::OtherAddress,
    Habit::ColleagueAnswers,
    Habit::Gone,
    Habit::Refused,
    Habit::Later,
];

/// One person.
#[derive(Clone, Debug)]
pub struct Person {
    /// First and last name.
    pub name: String,
    /// The address the user knows.
    pub address: String,
    /// Where they work.
    pub organisation: String,
    /// Their country.
    pub country: &'static str,
    /// Their zone.
    pub zone: &'static str,
    /// What they are like.
    pub habit: Habit,
    /// Who they are to the system, once they were met.
    pub contact: Option<ContactId>,
    /// Notes that reached them.
    pub received: u32,
}

/// What a mail of theirs means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// An answer: the user's turn.
    Answer,
    /// A no.
    Decline,
    /// Leave me alone: for ever.
    OptOut,
    /// Away until that day.
    Away(Date),
    /// The address does not exist.
    Bounce,
    /// Write to me later.
    Later,
    /// Works here no more, says a machine.
    MovedOn,
}

impl Sort {
    /// Whether it counts as having heard from the person.
    #[must_use]
    pub const fn is_heard(self) -> bool {
        matches!(self, Self::Answer | Self::Decline | Self::OptOut | Self::Later)
    }
}

/// A mail that somebody is about to write.
#[derive(Clone, Debug)]
pub struct Reply {
    /// When it reaches the mailbox.
    pub at: Timestamp,
    /// What it means.
    pub sort: Sort,
    /// Its Message-ID.
    pub message_id: String,
    /// Its bytes.
    pub raw: Vec<u8>,
}

const FIRST: [&str; 20] = [
    "Dana", "Ivo", "Mara", "Piet", "Lena", "Tomas", "Greta", "Anil", "Rosa", "Hugo", "Nadia",
    "Oskar", "Priya", "Silas", "Tilda", "Vera", "Wim", "Yara", "Zeno", "Edda",
];

const LAST: [&str; 20] = [
    "Whitfield",
    "Marek",
    "Lindqvist",
    "Okafor",
    "Brandt",
    "Castell",
    "Deschamps",
    "Ferrow",
    "Gallin",
    "Harbord",
    "Ilves",
    "Jansen",
    "Kestrel",
    "Lowell",
    "Mirza",
    "Norling",
    "Oduya",
    "Pereda",
    "Quist",
    "Rasmus",
];

const HOUSES: [&str; 14] = [
    "Acme Robotics",
    "Borealis Labs",
    "Cobalt Freight",
    "Dovetail Studio",
    "Ember Energy",
    "Fathom Charts",
    "Gantry Works",
    "Harbour Press",
    "Iris Optics",
    "Juniper Foods",
    "Kiln Ceramics",
    "Lantern Media",
    "Meridian Rail",
    "Northlight Bank",
];

const PLACES: [(&str, &str); 7] = [
    ("US", "America/New_York"),
    ("US", "America/Los_Angeles"),
    ("GB", "Europe/London"),
    ("DE", "Europe/Berlin"),
    ("FR", "Europe/Paris"),
    ("AU", "Australia/Sydney"),
    ("JP", "Asia/Tokyo"),
];

impl Person {
    /// The person of a number, different for each number.
    #[must_use]
    pub fn new(number: usize, chance: &mut Chance) -> Self {
        let first = FIRST[number % FIRST.len()];
        let last = LAST[(number / FIRST.len() + number) % LAST.len()];
        let organisation = *chance.pick(&HOUSES);
        let (country, zone) = *chance.pick(&PLACES);
        let word = organisation.split(' ').next().unwrap_or_default().to_lowercase();
        Self {
            name: format!("{first} {last}"),
            address: format!("{}.{number}@{word}.example", first.to_lowercase()),
            organisation: organisation.to_owned(),
            country,
            zone,
            habit: *chance.pick(&HABITS),
            contact: None,
            received: 0,
        }
    }

    /// What they write about a note that was taken for them, if anything.
    pub fn react(&mut self, note: &Taken, number: u64, chance: &mut Chance) -> Vec<Reply> {
        self.received += 1;
        let pen = Pen { person: self, note, number };
        let hours = |chance: &mut Chance, from: i64, to: i64| {
            SignedDuration::from_mins(chance.between(from * 60, to * 60))
        };
        let mut replies = Vec::new();
        match self.habit {
            Habit::Silent | Habit::Refused => {}
            Habit::Prompt => {
                if chance.percent(70) {
                    let after = hours(chance, 1, 30);
                    replies.extend(pen.answer(after, Sort::Answer, words(chance)));
                }
            }
            Habit::Slow => {
                if chance.percent(50) {
                    let after = hours(chance, 3 * 24, 14 * 24);
                    replies.extend(pen.answer(after, Sort::Answer, words(chance)));
                }
            }
            Habit::Away => {
                if self.received % 2 == 1 {
                    let days = chance.between(2, 14);
                    let back = (note.at + SignedDuration::from_hours(24 * days))
                        .to_zoned(pen.zone())
                        .date();
                    replies.extend(pen.away(SignedDuration::from_mins(1), back));
                }
            }
            Habit::Declining => {
                let after = hours(chance, 20, 72);
                replies.extend(pen.answer(
                    after,
                    Sort::Decline,
                    "Thank you for your note. We have decided not to go ahead.",
                ));
            }
            Habit::OptingOut => {
                if chance.percent(50) {
                    let after = hours(chance, 1, 200);
                    replies.extend(pen.answer(
                        after,
                        Sort::OptOut,
                        "Please do not contact me again.",
                    ));
                }
            }
            Habit::OtherAddress => {
                if chance.percent(60) {
                    let after = hours(chance, 2, 100);
                    let reply = pen.answer(after, Sort::Answer, words(chance));
                    let address =
                        format!("{}@private.test", self.address.split('@').next().unwrap_or("x"));
                    replies.extend(reply.map(|reply| reply.from(&self.name, &address)));
                }
            }
            Habit::ColleagueAnswers => {
                if chance.percent(60) {
                    let after = hours(chance, 2, 100);
                    let reply = pen.answer(after, Sort::Answer, words(chance));
                    let domain = self.address.split('@').nth(1).unwrap_or("x.example");
                    let address = format!("front.desk@{domain}");
                    replies.extend(reply.map(|reply| reply.from("Front Desk", &address)));
                }
            }
            Habit::MovedOn => {
                let words = "This is an automatic reply. I have left the company and this mailbox is \
                             no longer read. Please contact Front Desk <front.desk@desk.example> instead.";
                let reply = pen.answer(SignedDuration::from_mins(2), Sort::MovedOn, words);
                replies.extend(reply.map(Reply::by_machine));
            }
            Habit::Gone => {
                replies.extend(pen.bounce(SignedDuration::from_mins(chance.between(1, 600))))
            }
            Habit::Later => {
                if chance.percent(60) {
                    let after = hours(chance, 2, 60);
                    replies.extend(pen.answer(
                        after,
                        Sort::Later,
                        "This quarter is full. Please get in touch again in two months.",
                    ));
                }
            }
        }
        replies
    }
}

const ANSWERS: [&str; 3] = [
    "Thanks for your note. Could you send me your thoughts on the second point by Friday?",
    "Thank you, that was kind of you. Shall we talk on the phone next week?",
    "Good to hear from you. I would like to know more about it.",
];

fn words(chance: &mut Chance) -> &'static str {
    chance.pick::<&str>(&ANSWERS)
}

/// Somebody about to write.
struct Pen<'a> {
    person: &'a Person,
    note: &'a Taken,
    number: u64,
}

impl Pen<'_> {
    fn zone(&self) -> TimeZone {
        TimeZone::get(self.person.zone).unwrap_or(TimeZone::UTC)
    }

    fn write(
        &self,
        after: SignedDuration,
        sort: Sort,
        build: impl FnOnce(&Occasion<'_>) -> Option<Vec<u8>>,
    ) -> Option<Reply> {
        let at = self.note.at + after;
        let message_id = format!("reply-{}@{}", self.number, "people.example");
        let zone = self.zone();
        let occasion =
            Occasion { sent: &self.note.raw, date: at, zone: &zone, message_id: &message_id };
        let raw = build(&occasion)?;
        Some(Reply { at, sort, message_id, raw })
    }

    fn answer(&self, after: SignedDuration, sort: Sort, words: &str) -> Option<Reply> {
        self.write(after, sort, |occasion| practice::answer(occasion, words).ok())
    }

    fn away(&self, after: SignedDuration, back: Date) -> Option<Reply> {
        self.write(after, Sort::Away(back), |occasion| {
            practice::away_notice(occasion, Some(back)).ok()
        })
    }

    fn bounce(&self, after: SignedDuration) -> Option<Reply> {
        self.write(after, Sort::Bounce, |occasion| practice::bounce(occasion).ok())
    }
}

impl Reply {
    /// The same, sent by a machine (RFC 3834).
    fn by_machine(mut self) -> Self {
        let mut raw = b"Auto-Submitted: auto-replied\r\n".to_vec();
        raw.append(&mut self.raw);
        self.raw = raw;
        self
    }

    /// The same, written from elsewhere.
    fn from(mut self, name: &str, address: &str) -> Self {
        let text = String::from_utf8_lossy(&self.raw);
        let lines: Vec<String> = text
            .split("\r\n")
            .map(|line| {
                if line.starts_with("From: ") {
                    format!("From: {name} <{address}>")
                } else {
                    line.to_owned()
                }
            })
            .collect();
        self.raw = lines.join("\r\n").into_bytes();
        self
    }
}
