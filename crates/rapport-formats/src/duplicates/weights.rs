//! How much each level speaks for one person, and for three kinds of two: strangers, people of one
//! household, people of one organisation.
//!
//! The numbers of the tables are probabilities of a level among pairs of that kind, reviewed
//! defaults from what address books and published synthetic sets look like. [`Weights::learn`]
//! moves those of one person and of strangers towards what a larger list shows.

use super::Scored;
use super::compare::{
    ADDRESS_2, BIRTHDAY, CITY, EMAIL, EXACT, FAMILY, FIELDS, GIVEN, LEVELS, Levels, MISSING,
    ORGANISATION, PHONE, POSTCODE, STATE, STREET, WEBSITE, birthday, compare, family, given,
};
use super::record::{self, Book};

/// Chance of each level, by field; the first of each row is the missing level and not used.
type Table = [[f64; LEVELS]; FIELDS];

#[rustfmt::skip]
const ONE_PERSON: Table = [
    // given:        exact nickname near initial weak other transposed
    [0.0, 0.78,  0.03,  0.10,  0.02,  0.02,  0.03,  0.02],
    // family:       exact near part weak other
    [0.0, 0.82,  0.11,  0.02,  0.015, 0.035, 0.0,   0.0],
    // birthday:     exact swapped slip partly other
    [0.0, 0.92,  0.015, 0.035, 0.02,  0.01,  0.0,   0.0],
    // street:       exact near other number crossed other
    [0.0, 0.72,  0.13,  0.05,  0.05,  0.05,  0.0,   0.0],
    // second line:  exact near crossed far
    [0.0, 0.72,  0.14,  0.03,  0.11,  0.0,   0.0,   0.0],
    // city:         exact near other
    [0.0, 0.84,  0.10,  0.06,  0.0,   0.0,   0.0,   0.0],
    // postcode:     exact near same area far
    [0.0, 0.87,  0.07,  0.02,  0.04,  0.0,   0.0,   0.0],
    // state:        exact near other
    [0.0, 0.94,  0.02,  0.04,  0.0,   0.0,   0.0,   0.0],
    // email:        exact role near local other
    [0.0, 0.62,  0.02,  0.10,  0.06,  0.20,  0.0,   0.0],
    // phone:        exact near other
    [0.0, 0.72,  0.06,  0.22,  0.0,   0.0,   0.0,   0.0],
    // organisation: exact near part weak other
    [0.0, 0.58,  0.14,  0.10,  0.06,  0.12,  0.0,   0.0],
    // website:      exact near other
    [0.0, 0.75,  0.05,  0.20,  0.0,   0.0,   0.0,   0.0],
];

/// Exact levels of counted fields are replaced by how often the value stands in the list.
#[rustfmt::skip]
const STRANGERS: Table = [
    [0.0, 0.01,   0.003,  0.008,  0.015, 0.02,  0.94,   0.000_01],
    [0.0, 0.002,  0.003,  0.001,  0.008, 0.986, 0.0,    0.0],
    [0.0, 0.0001, 0.0001, 0.002,  0.015, 0.983, 0.0,    0.0],
    [0.0, 0.0003, 0.0004, 0.002,  0.002, 0.995, 0.0,    0.0],
    [0.0, 0.003,  0.003,  0.001,  0.993, 0.0,   0.0,    0.0],
    [0.0, 0.003,  0.003,  0.994,  0.0,   0.0,   0.0,    0.0],
    [0.0, 0.002,  0.012,  0.09,   0.896, 0.0,   0.0,    0.0],
    [0.0, 0.25,   0.05,   0.70,   0.0,   0.0,   0.0,    0.0],
    [0.0, 1e-6,   1e-5,   2e-5,   0.0004, 0.9995, 0.0,  0.0],
    [0.0, 5e-6,   4e-5,   0.9999, 0.0,   0.0,   0.0,    0.0],
    [0.0, 0.002,  0.001,  0.002,  0.02,  0.975, 0.0,    0.0],
    [0.0, 0.0005, 0.0002, 0.999,  0.0,   0.0,   0.0,    0.0],
];

#[rustfmt::skip]
const HOUSEHOLD: Table = [
    [0.0, 0.008,  0.003,  0.02,   0.03,  0.03,  0.909,  0.000_01],
    [0.0, 0.80,   0.03,   0.05,   0.01,  0.11,  0.0,    0.0],
    [0.0, 0.006,  0.0005, 0.004,  0.03,  0.96,  0.0,    0.0],
    [0.0, 0.88,   0.08,   0.01,   0.02,  0.01,  0.0,    0.0],
    [0.0, 0.80,   0.10,   0.02,   0.08,  0.0,   0.0,    0.0],
    [0.0, 0.90,   0.07,   0.03,   0.0,   0.0,   0.0,    0.0],
    [0.0, 0.92,   0.04,   0.01,   0.03,  0.0,   0.0,    0.0],
    [0.0, 0.97,   0.01,   0.02,   0.0,   0.0,   0.0,    0.0],
    [0.0, 0.03,   0.01,   0.02,   0.02,  0.92,  0.0,    0.0],
    [0.0, 0.45,   0.05,   0.50,   0.0,   0.0,   0.0,    0.0],
    [0.0, 0.05,   0.005,  0.005,  0.02,  0.92,  0.0,    0.0],
    [0.0, 0.10,   0.01,   0.89,   0.0,   0.0,   0.0,    0.0],
];

#[rustfmt::skip]
const COLLEAGUES: Table = [
    [0.0, 0.01,   0.003,  0.008,  0.02,  0.02,  0.939,  0.000_01],
    [0.0, 0.02,   0.004,  0.002,  0.008, 0.966, 0.0,    0.0],
    [0.0, 0.0001, 0.0001, 0.002,  0.015, 0.983, 0.0,    0.0],
    [0.0, 0.70,   0.10,   0.02,   0.03,  0.15,  0.0,    0.0],
    [0.0, 0.50,   0.10,   0.02,   0.38,  0.0,   0.0,    0.0],
    [0.0, 0.80,   0.05,   0.15,   0.0,   0.0,   0.0,    0.0],
    [0.0, 0.78,   0.05,   0.05,   0.12,  0.0,   0.0,    0.0],
    [0.0, 0.90,   0.02,   0.08,   0.0,   0.0,   0.0,    0.0],
    [0.0, 0.002,  0.15,   0.005,  0.003, 0.84,  0.0,    0.0],
    [0.0, 0.35,   0.20,   0.45,   0.0,   0.0,   0.0,    0.0],
    [0.0, 0.85,   0.07,   0.04,   0.02,  0.02,  0.0,    0.0],
    [0.0, 0.85,   0.05,   0.10,   0.0,   0.0,   0.0,    0.0],
];

/// How often one value of a counted field is met in the world at large, for lists too small to
/// tell: about the middle of what published counts say.
const AT_LARGE: [(usize, usize, f64); 9] = [
    (GIVEN, record::GIVEN, 0.004),
    (FAMILY, record::FAMILY, 0.0006),
    (BIRTHDAY, record::BIRTHDAY, 0.000_05),
    (STREET, record::STREET, 0.000_02),
    (ADDRESS_2, record::ADDRESS_2, 0.001),
    (CITY, record::CITY, 0.002),
    (POSTCODE, record::POSTCODE, 0.001),
    (STATE, record::STATE, 0.15),
    (ORGANISATION, record::ORGANISATION, 0.0005),
];

/// So many records' worth of belief in the frequencies at large.
const BELIEF_AT_LARGE: f64 = 400.0;

/// So many pairs' worth of belief in the default weights of one person.
const BELIEF_ONE: f64 = 60.0;

/// So many pairs' worth of belief in the default weights of strangers.
const BELIEF_STRANGERS: f64 = 5_000.0;

/// What `Jr.` against `Sr.` speaks against one person, in bits.
const OTHER_GENERATION: f64 = 12.0;

/// So many pairs of strangers are looked at.
const SAMPLE: usize = 100_000;

/// The chances of the levels, in logarithms to base 2, and of the kinds of pairs.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    one: Table,
    strangers: Table,
    household: Table,
    colleagues: Table,
    /// log₂ of the chance that any two records are one person, one household, one organisation.
    prior_one: f64,
    prior_household: f64,
    prior_colleagues: f64,
    /// One person with a family name that is not compared: what is left of a counted field.
    at_large: [f64; record::COUNTED],
}

fn logarithms(table: &Table) -> Table {
    table.map(|row| row.map(|chance| if chance > 0.0 { chance.log2() } else { -20.0 }))
}

impl Weights {
    pub fn for_book(book: &Book) -> Self {
        let mut at_large = [0.0; record::COUNTED];
        for (_, counted, chance) in AT_LARGE {
            at_large[counted] = chance;
        }
        let mut weights = Self {
            one: logarithms(&ONE_PERSON),
            strangers: logarithms(&STRANGERS),
            household: logarithms(&HOUSEHOLD),
            colleagues: logarithms(&COLLEAGUES),
            prior_one: 0.0,
            prior_household: 0.0,
            prior_colleagues: 0.0,
            at_large,
        };
        let records = book.prepared.len() as f64;
        weights.set_chances(book.prepared.len(), records * 0.05, records * 0.03, records * 0.1);
        weights
    }

    fn set_chances(&mut self, records: usize, one: f64, household: f64, colleagues: f64) {
        let records = records.max(2) as f64;
        let pairs = records * (records - 1.0) / 2.0;
        let chance = |count: f64| (count / pairs).clamp(1e-12, 0.3).log2();
        self.prior_one = chance(one.max(0.5));
        self.prior_household = chance(household.max(0.2));
        self.prior_colleagues = chance(colleagues.max(0.2));
    }

    /// Sets the chances of the kinds by how many pairs look like them.
    pub fn set_prior(&mut self, records: usize, scored: &[Scored]) {
        let sum = |of: fn(&Scored) -> f64| scored.iter().map(of).sum::<f64>();
        let few = records as f64;
        self.set_chances(
            records,
            sum(|pair| pair.probability) + few * 0.01,
            sum(|pair| pair.household) + few * 0.005,
            sum(|pair| pair.colleagues) + few * 0.02,
        );
    }

    /// The defaults for the same list: nothing but the chances of the kinds is taken over, and of
    /// one person at most as if each record were there twice.
    pub fn reviewed(&self, book: &Book) -> Self {
        let mut reviewed = Self::for_book(book);
        let records = book.prepared.len();
        reviewed.set_chances(records, records as f64, 0.0, 0.0);
        reviewed.prior_one = reviewed.prior_one.min(self.prior_one);
        reviewed.prior_household = self.prior_household;
        reviewed.prior_colleagues = self.prior_colleagues;
        reviewed
    }

    /// One step of expectation and maximisation: the pairs' probabilities say how often each level
    /// is met among pairs of one person.
    pub fn learn(&mut self, records: usize, scored: &[Scored]) {
        self.set_prior(records, scored);
        let mut counts = [[0.0_f64; LEVELS]; FIELDS];
        for pair in
            scored.iter().filter(|pair| pair.probability > 0.01 && !pair.levels.contradicts())
        {
            for (field, level) in pair.levels.0.iter().enumerate() {
                counts[field][*level as usize] += pair.probability;
            }
        }
        let mut one = mixed(&counts, &ONE_PERSON, BELIEF_ONE);
        // Relatives and namesakes must not teach that one person has two names or two birthdays.
        for (field, level) in [
            (GIVEN, given::OTHER),
            (BIRTHDAY, birthday::OTHER),
            (FAMILY, family::OTHER),
            (BIRTHDAY, birthday::PARTLY),
        ] {
            let usual = ONE_PERSON[field][level as usize];
            let chance = &mut one[field][level as usize];
            *chance = chance.clamp(usual / 2.0, usual * 1.5);
        }
        self.one = logarithms(&one);
    }

    /// Learns how often strangers agree by chance, from pairs taken from all over the list.
    pub fn learn_strangers(&mut self, book: &Book) {
        self.strangers = logarithms(&mixed(&strangers_of(book), &STRANGERS, BELIEF_STRANGERS));
    }

    /// The probabilities that both records are one, of one household, of one organisation.
    pub fn probabilities(&self, book: &Book, a: usize, b: usize, levels: &Levels) -> [f64; 3] {
        let mut one = self.prior_one;
        let mut strangers = 0.0;
        let mut household = self.prior_household;
        let mut colleagues = self.prior_colleagues;
        let bodies = book.prepared[a].is_organisation() && book.prepared[b].is_organisation();
        for (field, &level) in levels.0.iter().enumerate() {
            if level == MISSING {
                continue;
            }
            let level = level as usize;
            let (stranger, relative) = self.of_strangers(book, a, b, field, level);
            one += self.one[field][level];
            strangers += stranger;
            if bodies {
                // Two organisations of one house, and two branches of one organisation.
                household += if is_place(field) { self.household[field][level] } else { stranger };
                colleagues += if is_body(field) { self.one[field][level] } else { stranger };
                continue;
            }
            household += self.household[field][level] + if is_own(field) { relative } else { 0.0 };
            colleagues += self.colleagues[field][level]
                + if is_own(field) || field == FAMILY { relative } else { 0.0 };
        }
        if self.is_mixed(book, a, b) {
            return [0.0; 3];
        }
        if book.prepared[a].generation.contradicts(book.prepared[b].generation) {
            one -= OTHER_GENERATION;
        }
        let all = log_sum(log_sum(strangers, household), log_sum(colleagues, one));
        [one, household, colleagues].map(|kind| (kind - all).exp2())
    }

    /// A person and an organisation are never one.
    fn is_mixed(&self, book: &Book, a: usize, b: usize) -> bool {
        let (a, b) = (&book.prepared[a], &book.prepared[b]);
        a.is_organisation() != b.is_organisation()
            && (a.is_organisation() && !b.family.is_empty()
                || b.is_organisation() && !a.family.is_empty())
    }

    /// The weight among strangers, and how much rarer or commoner the value is than the mean.
    fn of_strangers(
        &self,
        book: &Book,
        a: usize,
        b: usize,
        field: usize,
        level: usize,
    ) -> (f64, f64) {
        let usual = self.strangers[field][level];
        if level != EXACT as usize {
            if field == GIVEN && level == given::TRANSPOSED as usize {
                return (usual, 0.0);
            }
            return (usual, 0.0);
        }
        if field == EMAIL {
            let most = book.prepared[a]
                .mailboxes
                .iter()
                .filter(|x| book.prepared[b].mailboxes.iter().any(|y| x.key == y.key))
                .map(|x| book.mailbox_count(&x.key))
                .max()
                .unwrap_or(2);
            // A mailbox that many records name is nobody's own.
            let crowd = f64::from(most.max(2)) / 2.0;
            return (usual + 2.0 * crowd.log2(), 2.0 * crowd.log2());
        }
        let Some(counted) = counted_field(field) else { return (usual, 0.0) };
        let (count, filled) = book.count(counted, book.prepared[a].values[counted]);
        let large = self.at_large[counted];
        // Both records themselves do not say how common the value is.
        let others = f64::from(count.saturating_sub(2));
        let chance = (others + BELIEF_AT_LARGE * large) / (f64::from(filled) + BELIEF_AT_LARGE);
        let chance = chance.clamp(large / 20.0, 0.9).log2();
        (chance, chance - usual)
    }
}

/// Fields that a person does not share with household or colleagues.
fn is_own(field: usize) -> bool {
    matches!(field, GIVEN | BIRTHDAY | EMAIL)
}

/// Where somebody is.
fn is_place(field: usize) -> bool {
    matches!(field, STREET | ADDRESS_2 | CITY | POSTCODE | STATE)
}

/// What branches of one organisation share.
fn is_body(field: usize) -> bool {
    matches!(field, ORGANISATION | WEBSITE)
}

fn counted_field(field: usize) -> Option<usize> {
    AT_LARGE.iter().find(|(of, _, _)| *of == field).map(|(_, counted, _)| *counted)
}

/// Observed counts and a belief in the defaults, as chances.
fn mixed(counts: &Table, defaults: &Table, belief: f64) -> Table {
    let mut table = *defaults;
    for (field, row) in table.iter_mut().enumerate() {
        let seen: f64 = counts[field][1..].iter().sum();
        for (level, chance) in row.iter_mut().enumerate().skip(1) {
            if *chance > 0.0 {
                *chance = (counts[field][level] + belief * *chance) / (seen + belief);
            }
        }
    }
    table
}

/// Levels of pairs that have nothing in common but the list.
fn strangers_of(book: &Book) -> Table {
    let records = book.prepared.len();
    let mut counts = [[0.0_f64; LEVELS]; FIELDS];
    let wanted = SAMPLE.min(records * 20);
    // A fixed walk through the list: the same list always gives the same weights.
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    for _ in 0..wanted {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let a = (state >> 33) as usize % records;
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let b = (state >> 33) as usize % records;
        if a == b {
            continue;
        }
        let levels = compare(&book.prepared[a], &book.prepared[b]);
        for (field, level) in levels.0.iter().enumerate() {
            counts[field][*level as usize] += 1.0;
        }
    }
    counts
}

/// log₂ of the sum of two powers of 2.
fn log_sum(a: f64, b: f64) -> f64 {
    let (more, less) = if a > b { (a, b) } else { (b, a) };
    more + (1.0 + (less - more).exp2()).log2()
}

/// The evidence of one level for one person against strangers, in bits; for the words of `why`.
impl Weights {
    pub fn evidence(&self, book: &Book, a: usize, b: usize, field: usize, level: u8) -> f64 {
        if level == MISSING {
            return 0.0;
        }
        self.one[field][level as usize] - self.of_strangers(book, a, b, field, level as usize).0
    }
}

// The fields below are compared and have no frequencies of their own.
const _: [usize; 2] = [PHONE, WEBSITE];
