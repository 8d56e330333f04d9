//! Public holidays of Canada, Mexico and Brazil.
//!
//! Sources of the rules: the Canadian provinces' labour standards acts, article 74 of the Mexican labour law,
//! the Brazilian federal laws on national holidays.
//! Not here: the United States (`united_states`), Carnival in Brazil (an optional day).

use jiff::civil::Weekday::Monday;

use super::rule::Kind::{AlsoMonday, AlsoNextFree};
use super::rule::{Entry, Shift, Table, When, day, easter, fixed, nth, shift};

const NEXT_FREE: &[Shift] = &[shift(AlsoNextFree)];

/// Canada. The country as a whole has only the days of every province.
pub(super) static CANADA: Table =
    Table::new("CA", CANADIAN).places("AB BC MB NB NL NS NT NU ON PE QC SK YT");

static CANADIAN: &[Entry] = &[
    day("New Year's Day", fixed(1, 1)).shifts(NEXT_FREE),
    day("Good Friday", easter(-2)),
    day("Canada Day", fixed(7, 1))
        .shifts(&[shift(AlsoMonday).only("AB BC QC"), shift(AlsoNextFree).only("NL PE SK YT")]),
    day("Labour Day", nth(9, 1, Monday)),
    day("Christmas Day", fixed(12, 25)).shifts(NEXT_FREE),
    day("Boxing Day", fixed(12, 26)).only("ON").shifts(NEXT_FREE),
    day("Family Day", nth(2, 3, Monday)).only("AB BC NB ON SK"),
    day("Louis Riel Day", nth(2, 3, Monday)).only("MB"),
    day("Heritage Day", nth(2, 3, Monday)).only("NS"),
    day("Islander Day", nth(2, 3, Monday)).only("PE"),
    day("Victoria Day", When::OnOrBefore(5, 24, Monday)).only("AB BC MB NT NU ON SK YT"),
    day("National Patriots' Day", When::OnOrBefore(5, 24, Monday)).only("QC"),
    day("National Indigenous Peoples Day", fixed(6, 21)).only("NT YT"),
    day("Saint-Jean-Baptiste Day", fixed(6, 24)).only("QC").shifts(&[shift(AlsoMonday)]),
    day("Nunavut Day", fixed(7, 9)).only("NU"),
    day("British Columbia Day", nth(8, 1, Monday)).only("BC"),
    day("New Brunswick Day", nth(8, 1, Monday)).only("NB"),
    day("Civic Holiday", nth(8, 1, Monday)).only("NT NU"),
    day("Saskatchewan Day", nth(8, 1, Monday)).only("SK"),
    day("Discovery Day", nth(8, 3, Monday)).only("YT"),
    day("National Day for Truth and Reconciliation", fixed(9, 30))
        .only("BC MB NT NU PE YT")
        .shifts(&[shift(AlsoNextFree).only("BC MB")]),
    day("Thanksgiving Day", nth(10, 2, Monday)).only("AB BC MB NT NU ON QC SK YT"),
    day("Remembrance Day", fixed(11, 11))
        .only("AB BC NB NL NS NT NU PE SK YT")
        .shifts(&[shift(AlsoNextFree).only("AB NL NS PE SK YT")]),
];

/// Mexico.
pub(super) static MEXICO: Table = Table::new(
    "MX",
    &[
        day("New Year's Day", fixed(1, 1)),
        day("Constitution Day", nth(2, 1, Monday)),
        day("Benito Juárez's Birthday", nth(3, 3, Monday)),
        day("Labour Day", fixed(5, 1)),
        day("Independence Day", fixed(9, 16)),
        day("Change of Federal Government", fixed(10, 1)).every(2024, 6),
        day("Revolution Day", nth(11, 3, Monday)),
        day("Christmas Day", fixed(12, 25)),
    ],
);

/// Brazil.
pub(super) static BRAZIL: Table = Table::new(
    "BR",
    &[
        day("Universal Fraternisation Day", fixed(1, 1)),
        day("Good Friday", easter(-2)),
        day("Tiradentes' Day", fixed(4, 21)),
        day("Workers' Day", fixed(5, 1)),
        day("Independence Day", fixed(9, 7)),
        day("Our Lady of Aparecida", fixed(10, 12)),
        day("All Souls' Day", fixed(11, 2)),
        day("Republic Proclamation Day", fixed(11, 15)),
        day("Zumbi and Black Awareness Day", fixed(11, 20)),
        day("Christmas Day", fixed(12, 25)),
    ],
);
