//! Holiday notes (PB15): who gets one, and why somebody does not.
//!
//! One a year and person, only where nothing negative came back, never to anybody who wants none.
//! Which day a person keeps is what the user entered, never a guess from a name or a country; where
//! nothing is entered it is New Year. Dates are in [`crate::calendar::greetings`]; this is one
//! decision over facts that the store gathered. The last look before sending is the usual one.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::calendar::WorkCalendar;
use crate::classify::{Class, Intent};

/// How far ahead greetings are planned, in days: early enough for a card abroad.
pub const HORIZON_DAYS: i32 = 60;

/// Business days between the last note and a greeting: before that, it would be one note too many.
const DISTANCE_DAYS: u32 = 15;

/// Days within which a greeting counts as this year's: two holidays of one winter are one.
const SAME_YEAR_DAYS: i32 = 300;

/// Words of the classes of messages after which nobody is wished well: a no, a rejection, a problem, a
/// wish to be left alone.
pub const NEGATIVE: [&str; 5] = [
    Intent::Decline.word(),
    Intent::Rejection.word(),
    Intent::Problem.word(),
    Class::OptOut.word(),
    Class::Complaint.word(),
];

/// What is known of one person and the day they would be greeted on.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The user said that this person wants no greetings.
    pub wants_none: bool,
    /// Nothing may go to them.
    pub is_stopped: bool,
    /// They were left without a next step on purpose.
    pub is_parked: bool,
    /// There is an address of mail or post.
    pub is_reachable: bool,
    /// When something negative last came back: a no, a rejection, a complaint, a problem.
    pub negative_at: Option<Timestamp>,
    /// The last note of any kind that went to them.
    pub last_note: Option<Timestamp>,
    /// The last greeting that went to them.
    pub last_greeting: Option<Timestamp>,
    /// A greeting is planned already.
    pub is_planned: bool,
    /// The day they are greeted on.
    pub day: Date,
    /// Their calendar.
    pub calendar: &'a WorkCalendar,
    /// Today, in their calendar.
    pub today: Date,
}

/// Why somebody gets no greeting now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LeftOut {
    /// Nothing may go to them.
    Stopped,
    /// The user said that they want none.
    WantsNone,
    /// Something negative came back.
    Negative(Date),
    /// They were parked.
    Parked,
    /// Neither an address of mail nor of post is known.
    NoAddress,
    /// One is planned already.
    Planned,
    /// They had one this year.
    Greeted(Date),
    /// The last note is too fresh by then.
    TooFresh(Date),
    /// The day is too far away to plan it.
    NotYet,
}

impl LeftOut {
    /// In words.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Stopped => "nothing may go to them".to_owned(),
            Self::WantsNone => "you said that they want no greetings".to_owned(),
            Self::Negative(on) => {
                format!("something negative came back on {on}: no greeting after that")
            }
            Self::Parked => "parked by you".to_owned(),
            Self::NoAddress => "no address of mail or post is known".to_owned(),
            Self::Planned => "planned already".to_owned(),
            Self::Greeted(on) => format!("greeted on {on}: one a year is enough"),
            Self::TooFresh(on) => {
                format!("the last note is of {on}, less than {DISTANCE_DAYS} business days before")
            }
            Self::NotYet => format!("more than {HORIZON_DAYS} days away"),
        }
    }
}

/// Whether a person gets a greeting; what weighs most is said first.
///
/// # Errors
/// Why not.
pub fn decide(candidate: &Candidate<'_>) -> Result<(), LeftOut> {
    let on = |at: Timestamp| candidate.calendar.local(at).date();
    let days_between =
        |from: Date, to: Date| from.until(to).map(|span| span.get_days()).unwrap_or(i32::MAX);
    if candidate.is_stopped {
        return Err(LeftOut::Stopped);
    }
    if candidate.wants_none {
        return Err(LeftOut::WantsNone);
    }
    if let Some(at) = candidate.negative_at {
        return Err(LeftOut::Negative(on(at)));
    }
    if candidate.is_planned {
        return Err(LeftOut::Planned);
    }
    if candidate.is_parked {
        return Err(LeftOut::Parked);
    }
    if !candidate.is_reachable {
        return Err(LeftOut::NoAddress);
    }
    if let Some(greeted) = candidate.last_greeting.map(on)
        && days_between(greeted, candidate.day) < SAME_YEAR_DAYS
    {
        return Err(LeftOut::Greeted(greeted));
    }
    if days_between(candidate.today, candidate.day) > HORIZON_DAYS {
        return Err(LeftOut::NotYet);
    }
    if let Some(last) = candidate.last_note.map(on)
        && candidate.calendar.business_days_between(last, candidate.day) < DISTANCE_DAYS
    {
        return Err(LeftOut::TooFresh(last));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::testing;

    fn at(day: &str) -> Timestamp {
        format!("{day}T12:00:00Z").parse().unwrap()
    }

    #[test]
    fn who_is_greeted_and_who_is_not() {
        let calendar = testing::calendar("Europe/Berlin", "DE");
        let good = Candidate {
            wants_none: false,
            is_stopped: false,
            is_parked: false,
            is_reachable: true,
            negative_at: None,
            last_note: None,
            last_greeting: None,
            is_planned: false,
            day: date(2027, 1, 1),
            calendar: &calendar,
            today: date(2026, 11, 24),
        };
        let table: Vec<(&str, Candidate<'_>, Result<(), LeftOut>)> = vec![
            ("nothing is in the way", good, Ok(())),
            ("a year ago", Candidate { last_greeting: Some(at("2026-01-07")), ..good }, Ok(())),
            ("long ago", Candidate { last_note: Some(at("2026-10-07")), ..good }, Ok(())),
            (
                "stopped weighs most",
                Candidate { is_stopped: true, wants_none: true, ..good },
                Err(LeftOut::Stopped),
            ),
            ("wants none", Candidate { wants_none: true, ..good }, Err(LeftOut::WantsNone)),
            (
                "a no came back, however long ago",
                Candidate { negative_at: Some(at("2024-03-01")), ..good },
                Err(LeftOut::Negative(date(2024, 3, 1))),
            ),
            ("parked", Candidate { is_parked: true, ..good }, Err(LeftOut::Parked)),
            ("no address", Candidate { is_reachable: false, ..good }, Err(LeftOut::NoAddress)),
            ("planned", Candidate { is_planned: true, ..good }, Err(LeftOut::Planned)),
            (
                "Thanksgiving and New Year are one",
                Candidate { last_greeting: Some(at("2026-11-25")), ..good },
                Err(LeftOut::Greeted(date(2026, 11, 25))),
            ),
            (
                "a fresh note",
                Candidate { last_note: Some(at("2026-12-18")), ..good },
                Err(LeftOut::TooFresh(date(2026, 12, 18))),
            ),
            ("far away", Candidate { today: date(2026, 8, 1), ..good }, Err(LeftOut::NotYet)),
        ];
        for (what, candidate, wanted) in table {
            assert_eq!(decide(&candidate), wanted, "{what}");
            if let Err(why) = wanted {
                assert!(!why.words().is_empty(), "{what}");
            }
        }
    }
}
