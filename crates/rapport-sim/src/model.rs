//! The reference model: what may be sent, said once more in a few dozen lines, without the product.
//!
//! It knows what the user said yes to, what people wrote and when it lay in the mailbox, and what
//! was sent. Whatever the submission server took is judged by it. It is coarser than the product,
//! never stricter: what it calls wrong is wrong.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rapport_core::ids::FollowUpId;
use rapport_mail::parse;

use crate::people::{Person, Sort};
use crate::provider::Taken;

/// How long the product may rely on its last reading of the mailbox.
const BLIND: SignedDuration = SignedDuration::from_mins(10);

/// A yes of the user, to exactly this.
#[derive(Clone, Debug)]
pub struct Approval {
    /// When.
    pub at: Timestamp,
    /// To whom.
    pub recipient: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
}

/// A mail that says stop, in some way.
#[derive(Clone, Debug)]
pub struct Stop {
    /// In which way.
    pub sort: Sort,
    /// Since when it lies in the mailbox.
    pub arrived: Timestamp,
    /// Since when the product shows it on the timeline.
    pub known: Option<Timestamp>,
    /// Its Message-ID.
    pub message_id: String,
}

/// A note that was sent.
#[derive(Clone, Copy, Debug)]
struct Sent {
    at: Timestamp,
    person: usize,
}

/// What the model knows.
#[derive(Debug)]
pub struct Model {
    /// Yeses that were neither used nor taken back; one per follow-up.
    approvals: BTreeMap<FollowUpId, Approval>,
    /// By person.
    stops: BTreeMap<usize, Vec<Stop>>,
    sent: Vec<Sent>,
    /// Everything is stopped by the user.
    pub stop_all: bool,
    /// Whom the user told to leave alone.
    suppressed: BTreeMap<usize, Timestamp>,
    /// The last meeting with each person.
    met: BTreeMap<usize, Timestamp>,
    /// The user's zone.
    zone: TimeZone,
}

impl Model {
    /// One that knows nothing yet.
    #[must_use]
    pub const fn new(zone: TimeZone) -> Self {
        Self {
            approvals: BTreeMap::new(),
            stops: BTreeMap::new(),
            sent: Vec::new(),
            stop_all: false,
            suppressed: BTreeMap::new(),
            met: BTreeMap::new(),
            zone,
        }
    }

    /// The user said yes.
    pub fn approved(&mut self, follow_up: FollowUpId, approval: Approval) {
        self.approvals.insert(follow_up, approval);
    }

    /// A yes is void: taken back, or the note was changed or left out.
    pub fn voided(&mut self, follow_up: FollowUpId) {
        self.approvals.remove(&follow_up);
    }

    /// Every yes is void.
    pub fn voided_all(&mut self) {
        self.approvals.clear();
    }

    /// The user met somebody.
    pub fn met(&mut self, person: usize, at: Timestamp) {
        self.met.insert(person, at);
    }

    /// The user suppressed somebody, for ever.
    pub fn suppressed(&mut self, person: usize, at: Timestamp) {
        self.suppressed.insert(person, at);
    }

    /// A mail that says stop lies in the mailbox.
    pub fn stopped(&mut self, person: usize, stop: Stop) {
        self.stops.entry(person).or_default().push(stop);
    }

    /// Stops that the product does not show yet.
    pub fn unknown_stops(&mut self) -> impl Iterator<Item = (usize, &mut Stop)> {
        let all = self.stops.iter_mut();
        all.flat_map(|(person, stops)| stops.iter_mut().map(move |stop| (*person, stop)))
            .filter(|(_, stop)| stop.known.is_none())
    }

    /// What is wrong with a note that was taken, one sentence each.
    pub fn judge(&mut self, note: &Taken, number: usize, person: &Person) -> Vec<String> {
        let mut wrong = Vec::new();
        let at = note.at;
        let yes = self.used_approval(note);
        match &yes {
            None => wrong.push("no yes to it, or the yes was used or taken back".to_owned()),
            Some(yes) => {
                for stop in self.stops.get(&number).into_iter().flatten() {
                    let old = stop.arrived + BLIND < at;
                    let unheard = stop.known.is_none_or(|known| known > yes.at);
                    let is_over =
                        matches!(stop.sort, Sort::Away(back) if at >= midnight(back, person.zone));
                    if old && unheard && !is_over {
                        wrong.push(format!(
                            "the yes is of {}, and this came before: {stop:?}",
                            yes.at
                        ));
                    }
                }
            }
        }
        for stop in self.stops.get(&number).into_iter().flatten() {
            if stop.sort == Sort::OptOut && stop.arrived + BLIND < at {
                wrong.push(format!("opted out at {}", stop.arrived));
            }
        }
        if let Some(since) = self.suppressed.get(&number).filter(|since| **since < at) {
            wrong.push(format!("suppressed by the user at {since}"));
        }
        if self.stop_all {
            wrong.push("everything is stopped".to_owned());
        }
        for (mailbox, examined) in [("INBOX", note.inbox_examined), ("Sent", note.sent_examined)] {
            if examined.is_none_or(|examined| examined + BLIND < at) {
                wrong.push(format!("blind: {mailbox} was last opened {examined:?}"));
            }
        }
        wrong.extend(self.bad_hour(at, number, person));
        wrong.extend(self.too_many(at, number, person));
        self.sent.push(Sent { at, person: number });
        wrong
    }

    /// The yes to this very text, which is used up.
    fn used_approval(&mut self, note: &Taken) -> Option<Approval> {
        let parsed = parse(&note.raw);
        let text = squeezed(&parsed.text);
        let fits = |yes: &Approval| {
            yes.recipient.eq_ignore_ascii_case(&note.to)
                && squeezed(&yes.subject) == squeezed(&parsed.subject)
                && text.contains(&squeezed(&yes.body))
        };
        let follow_up = self.approvals.iter().find(|(_, yes)| fits(yes)).map(|(id, _)| *id)?;
        self.approvals.remove(&follow_up)
    }

    /// Half past eight to half past five on a weekday there, or until eight in the evening of the
    /// day on which they met.
    fn bad_hour(&self, at: Timestamp, number: usize, person: &Person) -> Option<String> {
        let local = at.to_zoned(zone(person.zone));
        let weekend = matches!(local.date().weekday(), Weekday::Saturday | Weekday::Sunday);
        let hours = Time::constant(8, 30, 0, 0)..Time::constant(17, 30, 0, 0);
        let met_today = self
            .met
            .get(&number)
            .is_some_and(|met| met.to_zoned(zone(person.zone)).date() == local.date());
        let evening = met_today && local.time() <= Time::constant(20, 0, 0, 0);
        let fixed = matches!((local.month(), local.day()), (1, 1))
            || person.country != "JP" && matches!((local.month(), local.day()), (12, 25));
        let bad = weekend || fixed || !(hours.contains(&local.time()) || evening);
        (bad && !evening).then(|| format!("at {local}, when nobody works there"))
    }

    fn too_many(&self, at: Timestamp, number: usize, person: &Person) -> Vec<String> {
        let mut wrong = Vec::new();
        let day = SignedDuration::from_hours(24);
        let theirs: Vec<Timestamp> =
            self.sent.iter().filter(|sent| sent.person == number).map(|sent| sent.at).collect();
        let month = theirs.iter().filter(|sent| **sent > at - day * 30).count();
        if month >= 4 {
            wrong.push(format!("note {} within 30 days", month + 1));
        }
        if let Some(last) = theirs.iter().max() {
            // A talk counts as much as an answer.
            let spoke = self.met.get(&number).is_some_and(|met| met >= last);
            let mut stops = self.stops.get(&number).into_iter().flatten();
            let wrote = stops
                .any(|stop| stop.sort.is_heard() && stop.known.is_some_and(|known| known >= *last));
            let days = weekdays_between(*last, at, person.zone);
            if !spoke && !wrote && days < 3 {
                wrong.push(format!("{days} weekdays after the one of {last}, unanswered"));
            }
        }
        let today = at.to_zoned(self.zone.clone()).date();
        let of_today =
            |sent: &&Sent| sent.at.to_zoned(self.zone.clone()).date() == today && sent.at <= at;
        let so_far: Vec<&Sent> = self.sent.iter().rev().take(60).filter(of_today).collect();
        if so_far.len() >= 40 {
            wrong.push(format!("note {} of the day", so_far.len() + 1));
        }
        let firsts = so_far
            .iter()
            .filter(|sent| {
                let mut theirs = self.sent.iter().filter(|other| other.person == sent.person);
                theirs.next().is_some_and(|first| first.at == sent.at)
            })
            .count();
        if theirs.is_empty() && firsts >= 15 {
            wrong.push(format!("first note {} of the day", firsts + 1));
        }
        wrong
    }
}

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

fn midnight(day: Date, name: &str) -> Timestamp {
    day.to_zoned(zone(name)).map_or(Timestamp::MAX, |start| start.timestamp())
}

/// Mondays to Fridays after one instant up to another, as they are called there.
fn weekdays_between(from: Timestamp, to: Timestamp, name: &str) -> u32 {
    let last = to.to_zoned(zone(name)).date();
    let mut day = from.to_zoned(zone(name)).date();
    let mut count = 0;
    while day < last && count < 10 {
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        count += u32::from(!matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
    }
    count
}

/// The words and nothing else, because lines are folded on the way.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
