//! The words in which the tables of holidays are written.
//!
//! Here: [`Entry`], one line of a table, with its date rule ([`When`]), the places that keep it, its years and
//! what the law does when it meets a weekend ([`Shift`]).
//! Not here: the tables (one file per country or group of neighbours) and the evaluation (`evaluate`).

use jiff::civil::{Date, Weekday};

/// All that is known of one country.
pub(super) struct Table {
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// The second halves of the ISO 3166-2 codes whose own days are known, separated by spaces.
    pub places: &'static str,
    /// One entry per holiday; the order decides who is shifted first.
    pub entries: &'static [Entry],
    /// Whether the Japanese law on substitute and citizens' holidays applies.
    pub japanese_law: bool,
}

impl Table {
    /// A country whose holidays are the same everywhere, as far as we know.
    pub const fn new(country: &'static str, entries: &'static [Entry]) -> Self {
        Self { country, places: "", entries, japanese_law: false }
    }

    /// Adds the subdivisions.
    pub const fn places(mut self, places: &'static str) -> Self {
        self.places = places;
        self
    }
}

/// One holiday of a country or of parts of it.
pub(super) struct Entry {
    pub name: &'static str,
    pub when: When,
    pub scope: Scope,
    /// First year, and every how many years from then on. No day in the tables ends within their years.
    pub first: i16,
    pub step: i16,
    /// When not empty, only these years.
    pub in_years: &'static [i16],
    /// Never in these years.
    pub not_in: &'static [i16],
    /// The first that holds for the place and year decides.
    pub shifts: &'static [Shift],
}

/// The rule for the day itself, before any shift.
pub(super) enum When {
    /// Month and day.
    Fixed(i8, i8),
    /// Month, which one (negative counts from the end), weekday, and days to add.
    Nth(i8, i8, Weekday, i16),
    /// The first such weekday on or after month and day.
    OnOrAfter(i8, i8, Weekday),
    /// The last such weekday on or before month and day.
    OnOrBefore(i8, i8, Weekday),
    /// Days from western Easter Sunday.
    Easter(i16),
    /// Stated days (year, month, day), estimated from the given year on.
    Stated(&'static [(i16, i8, i8)], i16),
    /// Anything else; `None` in a year without the day.
    Computed(fn(i16) -> Option<Date>),
}

/// Where an entry holds.
pub(super) enum Scope {
    /// Everywhere in the country.
    Country,
    /// Only in these subdivisions.
    Only(&'static str),
    /// A day of the country that these subdivisions do not keep.
    Except(&'static str),
}

/// What happens to a day that meets a weekend.
pub(super) struct Shift {
    pub kind: Kind,
    /// Only when one of these subdivisions was asked for; `None` everywhere.
    pub places: Option<&'static str>,
    pub first: i16,
    pub last: i16,
}

/// The ways of shifting. `Also` keeps the day itself and adds one, `Move` gives another instead.
/// "Free" is a weekday from Monday to Friday that is no holiday yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Saturday: also the Friday before. Sunday: also the Monday after.
    AlsoNearest,
    /// Saturday: also the Friday before. Sunday: nothing.
    AlsoFriday,
    /// Sunday: also the Monday after. Saturday: nothing.
    AlsoMonday,
    /// Saturday or Sunday: also the next free day.
    AlsoNextFree,
    /// Saturday, Sunday or a day taken by another holiday: also the next free day.
    AlsoNextFreeIfTaken,
    /// Saturday, Sunday or a day taken by another holiday: also the last free day before.
    AlsoFreeBeforeIfTaken,
    /// Saturday or Sunday: the next free day instead.
    MoveNextFree,
    /// Sunday: the Monday after instead.
    MoveMonday,
    /// Sunday: the Saturday before instead.
    MoveSaturday,
    /// Sunday: no holiday at all, because it would give nobody a day off.
    DropSunday,
}

/// An entry for the whole country, every year, never shifted.
pub(super) const fn day(name: &'static str, when: When) -> Entry {
    Entry {
        name,
        when,
        scope: Scope::Country,
        first: i16::MIN,
        step: 1,
        in_years: &[],
        not_in: &[],
        shifts: &[],
    }
}

impl Entry {
    /// Only in these subdivisions (codes separated by spaces).
    pub const fn only(mut self, places: &'static str) -> Self {
        self.scope = Scope::Only(places);
        self
    }

    /// Everywhere but in these subdivisions.
    pub const fn except(mut self, places: &'static str) -> Self {
        self.scope = Scope::Except(places);
        self
    }

    /// From this year on.
    pub const fn from(mut self, first: i16) -> Self {
        self.first = first;
        self
    }

    /// From this year on, every so many years.
    pub const fn every(mut self, first: i16, step: i16) -> Self {
        self.first = first;
        self.step = step;
        self
    }

    /// Only in these years.
    pub const fn in_years(mut self, years: &'static [i16]) -> Self {
        self.in_years = years;
        self
    }

    /// Never in these years.
    pub const fn not_in(mut self, years: &'static [i16]) -> Self {
        self.not_in = years;
        self
    }

    /// What happens on a weekend.
    pub const fn shifts(mut self, shifts: &'static [Shift]) -> Self {
        self.shifts = shifts;
        self
    }

    /// Whether the entry holds in the place (`None`: the country as a whole) in that year.
    pub fn holds(&self, place: Option<&str>, year: i16) -> bool {
        let here = match self.scope {
            Scope::Country => true,
            Scope::Only(places) => place.is_some_and(|place| names(places, place)),
            Scope::Except(places) => !place.is_some_and(|place| names(places, place)),
        };
        let now = year >= self.first
            && (self.step == 1
                || (i32::from(year) - i32::from(self.first)) % i32::from(self.step) == 0)
            && (self.in_years.is_empty() || self.in_years.contains(&year))
            && !self.not_in.contains(&year);
        here && now
    }
}

/// A shift for all places and years.
pub(super) const fn shift(kind: Kind) -> Shift {
    Shift { kind, places: None, first: i16::MIN, last: i16::MAX }
}

impl Shift {
    /// Only in these subdivisions.
    pub const fn only(mut self, places: &'static str) -> Self {
        self.places = Some(places);
        self
    }

    /// Only in these years, both ends included.
    pub const fn years(mut self, first: i16, last: i16) -> Self {
        self.first = first;
        self.last = last;
        self
    }

    /// Whether the shift holds in the place in that year.
    pub fn holds(&self, place: Option<&str>, year: i16) -> bool {
        let here = match self.places {
            None => true,
            Some(places) => place.is_some_and(|place| names(places, place)),
        };
        here && (self.first..=self.last).contains(&year)
    }
}

/// Month and day.
pub(super) const fn fixed(month: i8, day: i8) -> When {
    When::Fixed(month, day)
}

/// The n-th such weekday of the month; −1 is the last.
pub(super) const fn nth(month: i8, nth: i8, weekday: Weekday) -> When {
    When::Nth(month, nth, weekday, 0)
}

/// Days from western Easter Sunday.
pub(super) const fn easter(days: i16) -> When {
    When::Easter(days)
}

/// Whether the list of codes, separated by spaces, has this code.
pub(super) fn names(places: &str, place: &str) -> bool {
    places.split(' ').any(|known| known == place)
}
