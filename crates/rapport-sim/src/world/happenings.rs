//! What comes from outside: mail, mornings, meetings, and what goes wrong with servers and time.

use anyhow::Result;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use rapport_mail::Mailbox;
use rapport_mail::build::{Outgoing, build};

use super::World;
use super::setting::HOME;
use crate::model::Stop;
use crate::people::Reply;
use crate::provider::{Fault, Stage};

/// Something that happens at its time.
#[derive(Debug)]
pub(super) enum Happening {
    /// Mail arrives.
    Mail {
        /// Whose it is.
        person: usize,
        /// The mail.
        reply: Reply,
    },
    /// The user sits down.
    Morning,
    /// The user meets somebody.
    Meeting,
    /// Somebody writes who has nothing to do with anybody.
    Stranger,
    /// The user writes to somebody without telling.
    ByHand,
    /// Something goes wrong for a while.
    Outage,
    /// And is well again.
    Over(Outage),
}

/// What goes wrong for a while.
#[derive(Clone, Copy, Debug)]
pub(super) enum Outage {
    /// The mailbox cannot be read.
    Reading,
    /// Nothing can be submitted.
    Submission,
}

/// What a submission server may do instead of its duty.
const FAULTS: [Fault; 14] = [
    Fault::Cut(Stage::Greeting),
    Fault::Cut(Stage::Sender),
    Fault::Cut(Stage::Recipient),
    Fault::Cut(Stage::Data),
    Fault::Cut(Stage::Body),
    Fault::Cut(Stage::Taken),
    Fault::Cut(Stage::Taken),
    Fault::Says(Stage::Greeting, "421 4.3.2 too busy"),
    Fault::Says(Stage::Login, "454 4.7.0 cannot check that now"),
    Fault::Says(Stage::Sender, "451 4.3.0 try again"),
    Fault::Says(Stage::Recipient, "450 4.2.1 mailbox busy"),
    Fault::Says(Stage::Data, "451 4.3.0 not now"),
    Fault::Says(Stage::Taken, "452 4.3.1 no room"),
    Fault::Says(Stage::Taken, "554 5.6.0 not this text"),
];

/// The user's address.
const ME: &str = "jo@example.org";

/// A mail that is no reply to anything.
fn letter(
    from: (&str, &str),
    to: (&str, &str),
    number: u64,
    subject: &str,
    date: Timestamp,
) -> Vec<u8> {
    let mailbox = |(name, address): (&str, &str)| Mailbox {
        name: name.to_owned(),
        address: address.to_owned(),
    };
    let built = build(&Outgoing {
        message_id: &format!("stranger-{number}@letters.example"),
        date,
        zone: &TimeZone::UTC,
        from: mailbox(from),
        to: mailbox(to),
        reply_to: None,
        subject,
        text: "Words of this letter.",
        language: None,
        in_reply_to: None,
        references: &[],
        attachments: Vec::new(),
        opt_out: None,
        auto_generated: false,
    });
    built.unwrap_or_default()
}

impl World {
    /// Plans mornings, meetings and outages of all days.
    pub(super) fn plan_year(&mut self) {
        let zone = TimeZone::get(HOME).unwrap_or(TimeZone::UTC);
        let mut day = self.clock.now().to_zoned(zone.clone()).date();
        let last = self.end.to_zoned(zone.clone()).date();
        // Everybody is met about three times a year.
        let meetings = self.settings.contacts as u64 * 3 * 1000 / 260;
        let end = self.end;
        while day <= last {
            let at = |hour: i64, minute: i64| {
                let start = day.to_zoned(zone.clone()).map_or(end, |day| day.timestamp());
                start + SignedDuration::from_mins(hour * 60 + minute)
            };
            let is_weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            let morning = at(7, self.chance.between(0, 180));
            if !is_weekend && !self.chance.percent(8) {
                self.plan(morning, Happening::Morning);
            }
            let mut due = if is_weekend { 0 } else { meetings };
            while due > 0 {
                if self.chance.per_mille(due.min(1000)) {
                    let when = at(9, self.chance.between(0, 510));
                    self.plan(when, Happening::Meeting);
                }
                due = due.saturating_sub(1000);
            }
            if self.chance.per_mille(self.settings.faults.outages_per_year * 1000 / 365) {
                let when = at(0, self.chance.between(0, 1439));
                self.plan(when, Happening::Outage);
            }
            for (per_mille, letter) in [(60, true), (40, false)] {
                if self.chance.per_mille(per_mille) {
                    let when = at(8, self.chance.between(0, 720));
                    let happening = if letter { Happening::Stranger } else { Happening::ByHand };
                    self.plan(when, happening);
                }
            }
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
    }

    pub(super) fn plan(&mut self, at: Timestamp, happening: Happening) {
        self.numbers += 1;
        self.agenda.insert((at, self.numbers), happening);
    }

    /// A mail on its way: late, twice or just so.
    pub(super) fn plan_mail(&mut self, person: usize, mut reply: Reply) {
        if self.chance.percent(self.settings.faults.mail_percent) {
            self.counts.faults += 1;
            if self.chance.percent(50) {
                let again = reply.at + SignedDuration::from_mins(self.chance.between(0, 4000));
                let twin = Reply { at: again, ..reply.clone() };
                self.plan(again, Happening::Mail { person, reply: twin });
            } else {
                reply.at += SignedDuration::from_mins(self.chance.between(30, 4000));
            }
        }
        self.plan(reply.at, Happening::Mail { person, reply });
    }

    pub(super) async fn happen(&mut self, happening: Happening) -> Result<()> {
        match happening {
            Happening::Mail { person, reply } => self.arrive(person, reply),
            Happening::Morning => self.morning().await?,
            Happening::Meeting => self.meeting().await?,
            Happening::Stranger => {
                let number = self.chance.next();
                let subject = "Autumn offers on garden chairs";
                let raw = letter(
                    ("Garden", "news@garden.test"),
                    ("Jo Becker", ME),
                    number,
                    subject,
                    self.clock.now(),
                );
                self.provider.deliver(raw);
                self.wake_machine();
            }
            Happening::ByHand => self.write_by_hand(),
            Happening::Outage => self.outage(),
            Happening::Over(outage) => {
                let mut state = self.provider.state();
                match outage {
                    Outage::Reading => state.reading_down = false,
                    Outage::Submission => state.submission_down = false,
                }
                drop(state);
                self.wake_machine();
            }
        }
        Ok(())
    }

    fn arrive(&mut self, person: usize, reply: Reply) {
        self.counts.received += 1;
        let stop = Stop {
            sort: reply.sort,
            arrived: self.clock.now(),
            known: None,
            message_id: reply.message_id,
        };
        self.note(|| format!("mail of {person}: {stop:?}"));
        self.model.stopped(person, stop);
        self.provider.deliver(reply.raw);
        self.wake_machine();
        self.roll_faults();
    }

    /// What the next calls to the servers will meet.
    pub(super) fn roll_faults(&mut self) {
        let faults = self.settings.faults;
        if self.chance.percent(faults.submission_percent) {
            let fault = self.chance.pick(&FAULTS).clone();
            self.counts.faults += 1;
            self.provider.state().fault = Some(fault);
        }
        if self.chance.percent(faults.reading_percent) {
            let lines = u32::try_from(self.chance.below(14)).unwrap_or(0);
            self.counts.faults += 1;
            self.provider.state().cut_reading_after = Some(lines);
        }
    }

    /// The user's other program sends it; here only the copy among the sent mail is seen.
    fn write_by_hand(&mut self) {
        let number = usize::try_from(self.chance.below(self.people.len() as u64)).unwrap_or(0);
        let mail = self.chance.next();
        let person = &self.people[number];
        let to = (person.name.as_str(), person.address.as_str());
        let now = self.clock.now();
        let raw = letter(("Jo Becker", ME), to, mail, "Lunch on Thursday", now);
        self.provider.state().sent.add(now, raw);
        self.note(|| format!("wrote to {number} by hand"));
        self.wake_machine();
    }

    fn outage(&mut self) {
        self.counts.faults += 1;
        let now = self.clock.now();
        let hours = |hours: i64| SignedDuration::from_hours(hours);
        match self.chance.below(5) {
            0 => {
                self.provider.state().reading_down = true;
                let over = now + hours(self.chance.between(1, 30));
                self.plan(over, Happening::Over(Outage::Reading));
            }
            1 => {
                self.provider.state().submission_down = true;
                let over = now + hours(self.chance.between(1, 30));
                self.plan(over, Happening::Over(Outage::Submission));
            }
            2 => self.provider.renumber(),
            3 => {
                let until = now + hours(self.chance.between(1, 90));
                self.asleep_until = Some(until);
                self.note(|| format!("the machine sleeps until {until}"));
            }
            _ => {
                // Somebody sets the clock, wrongly or right again.
                let by = SignedDuration::from_mins(self.chance.between(-90, 90));
                self.clock.advance(by);
                self.note(|| format!("the clock moved by {by:?}"));
            }
        }
    }
}
