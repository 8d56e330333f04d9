//! Public holidays of Australia and New Zealand.
//!
//! Sources of the rules: the public holidays acts of the Australian states and territories, the New Zealand
//! Holidays Act 2003, and the Te Kāhui o Matariki Public Holiday Act 2022 with its schedule of dates.
//! Not here: show days and cup days of towns and shires, part-day holidays, New Zealand's provincial days.

use jiff::civil::Weekday::{Monday, Saturday, Tuesday, Wednesday};

use super::rule::Kind::{AlsoNextFree, MoveMonday, MoveNextFree};
use super::rule::{Entry, Shift, Table, When, day, easter, fixed, nth, shift};

/// Every state and territory; the country as a whole has no rule for weekends.
const STATES: &str = "ACT NSW NT QLD SA TAS VIC WA";
const ALSO_IN_STATES: &[Shift] = &[shift(AlsoNextFree).only(STATES)];
/// Tasmania moves the day, the others add one.
const TASMANIA_MOVES: &[Shift] =
    &[shift(MoveNextFree).only("TAS"), shift(AlsoNextFree).only(STATES)];

/// Australia.
pub(super) static AUSTRALIA: Table = Table::new("AU", AUSTRALIAN).places(STATES);

static AUSTRALIAN: &[Entry] = &[
    day("New Year's Day", fixed(1, 1)).shifts(TASMANIA_MOVES),
    day("Australia Day", fixed(1, 26)).shifts(&[shift(MoveNextFree).only(STATES)]),
    day("Labour Day", nth(3, 1, Monday)).only("WA"),
    day("Labour Day", nth(3, 2, Monday)).only("VIC"),
    day("Adelaide Cup Day", nth(3, 2, Monday)).only("SA"),
    day("Canberra Day", nth(3, 2, Monday)).only("ACT"),
    day("Eight Hours Day", nth(3, 2, Monday)).only("TAS"),
    day("Good Friday", easter(-2)),
    day("Easter Saturday", easter(-1)).only("ACT NSW NT QLD SA VIC"),
    day("Easter Sunday", easter(0)).only("ACT NSW NT QLD SA VIC WA"),
    // Tasmania keeps Easter Sunday from 2027.
    day("Easter Sunday", easter(0)).only("TAS").from(2027),
    day("Easter Monday", easter(1)),
    day("Anzac Day", fixed(4, 25)).shifts(&[
        shift(AlsoNextFree).only("ACT").years(2026, 2026),
        shift(AlsoNextFree).only("NSW").years(2026, 2027),
        shift(AlsoNextFree).only("WA"),
        shift(MoveMonday).only("ACT NT QLD"),
    ]),
    day("May Day", nth(5, 1, Monday)).only("NT"),
    day("Labour Day", nth(5, 1, Monday)).only("QLD"),
    day("Reconciliation Day", When::OnOrAfter(5, 27, Monday)).only("ACT"),
    day("Western Australia Day", nth(6, 1, Monday)).only("WA"),
    day("King's Birthday", nth(6, 2, Monday)).only("ACT NSW NT SA TAS VIC"),
    day("Picnic Day", nth(8, 1, Monday)).only("NT"),
    day("Royal Queensland Show", When::OnOrAfter(8, 10, Wednesday)).only("QLD"),
    // Western Australia proclaims the day, as a rule the last Monday of September.
    day("King's Birthday", nth(9, -1, Monday)).only("WA").not_in(&[2024]),
    day("King's Birthday", fixed(9, 23)).only("WA").in_years(&[2024]),
    day("Friday Before the AFL Grand Final", When::Nth(9, -1, Saturday, -1)).only("VIC"),
    day("Labour Day", nth(10, 1, Monday)).only("ACT NSW SA"),
    day("King's Birthday", nth(10, 1, Monday)).only("QLD"),
    day("Melbourne Cup Day", nth(11, 1, Tuesday)).only("VIC"),
    day("Christmas Day", fixed(12, 25)).shifts(ALSO_IN_STATES),
    day("Boxing Day", fixed(12, 26)).shifts(TASMANIA_MOVES),
];

const MONDAYISED: &[Shift] = &[shift(AlsoNextFree)];

/// New Zealand.
pub(super) static NEW_ZEALAND: Table = Table::new(
    "NZ",
    &[
        day("New Year's Day", fixed(1, 1)).shifts(MONDAYISED),
        day("Day After New Year's Day", fixed(1, 2)).shifts(MONDAYISED),
        day("Waitangi Day", fixed(2, 6)).shifts(MONDAYISED),
        day("Good Friday", easter(-2)),
        day("Easter Monday", easter(1)),
        day("Anzac Day", fixed(4, 25)).shifts(MONDAYISED),
        day("King's Birthday", nth(6, 1, Monday)),
        day("Matariki", When::Stated(MATARIKI, i16::MAX)),
        day("Labour Day", nth(10, 4, Monday)),
        day("Christmas Day", fixed(12, 25)).shifts(MONDAYISED),
        day("Boxing Day", fixed(12, 26)).shifts(MONDAYISED),
    ],
);

/// Schedule 1 of the Matariki act: always a Friday, fixed by law.
const MATARIKI: &[(i16, i8, i8)] = &[
    (2024, 6, 28),
    (2025, 6, 20),
    (2026, 7, 10),
    (2027, 6, 25),
    (2028, 7, 14),
    (2029, 7, 6),
    (2030, 6, 21),
    (2031, 7, 11),
    (2032, 7, 2),
    (2033, 6, 24),
    (2034, 7, 7),
    (2035, 6, 29),
];
