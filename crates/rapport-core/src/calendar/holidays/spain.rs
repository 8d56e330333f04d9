//! Public holidays of Spain and its autonomous communities.
//!
//! Each year the communities say which of the common days they keep, whether one on a Sunday moves to the Monday,
//! and which days of their own they add; the state gazette prints the list in October of the year before.
//! The tables follow those lists to 2026 and carry the custom forward; what a community does with a Sunday after
//! 2026 is its habit, not its decision. For those habits and for the lunar days of Ceuta and Melilla we follow the
//! data set that the test `holidays_oracle` asks, so for them the test only guards against slips.
//! A common day on a Sunday is no holiday of the country as a whole.

use super::rule::Kind::{DropSunday, MoveMonday};
use super::rule::{Entry, Shift, Table, When, day, easter, fixed, shift};

/// A Sunday moves to the Monday.
const MONDAY: &[Shift] = &[shift(MoveMonday)];
/// A Sunday moves to the Monday, but in 2024 it was given up for another day.
const MONDAY_LATER: &[Shift] = &[shift(MoveMonday).years(2025, i16::MAX), shift(DropSunday)];
/// A Sunday is given up for another day.
const DROP: &[Shift] = &[shift(DropSunday)];

/// Spain.
pub(super) static SPAIN: Table =
    Table::new("ES", ENTRIES).places("AN AR AS CB CE CL CM CN CT EX GA IB MC MD ML NC PV RI VC");

static ENTRIES: &[Entry] = &[
    // Common days.
    day("New Year's Day", fixed(1, 1))
        .shifts(&[shift(MoveMonday).only("AN AR AS CL MC"), shift(DropSunday)]),
    day("Epiphany", fixed(1, 6))
        .shifts(&[shift(MoveMonday).only("AN AR AS CE CL CN EX MC MD ML NC"), shift(DropSunday)]),
    day("Maundy Thursday", easter(-3)).only("AN AR AS CB CE CL CM CN EX GA IB MC MD ML NC PV RI"),
    day("Good Friday", easter(-2)),
    day("Easter Monday", easter(1)).only("CT NC PV RI VC"),
    day("Labour Day", fixed(5, 1))
        .shifts(&[shift(MoveMonday).only("AN AR AS CL EX MC"), shift(DropSunday)]),
    day("Assumption Day", fixed(8, 15))
        .shifts(&[shift(MoveMonday).only("AN AR AS CL CN"), shift(DropSunday)]),
    day("National Day", fixed(10, 12))
        .shifts(&[shift(MoveMonday).only("AN AR AS CL EX"), shift(DropSunday)]),
    day("All Saints' Day", fixed(11, 1))
        .shifts(&[shift(MoveMonday).only("AN AR AS CL CM CN EX MD NC"), shift(DropSunday)]),
    day("Constitution Day", fixed(12, 6))
        .shifts(&[shift(MoveMonday).only("AN AR AS CB CL EX MC MD ML RI"), shift(DropSunday)]),
    day("Immaculate Conception", fixed(12, 8))
        .shifts(&[shift(MoveMonday).only("AN AR AS CL EX MC ML"), shift(DropSunday)]),
    day("Christmas Day", fixed(12, 25)).shifts(&[
        shift(MoveMonday).only("AN AR AS CB CL CM CN EX IB MC MD ML NC RI"),
        shift(DropSunday),
    ]),
    // Days of the communities.
    day("Andalusia Day", fixed(2, 28)).only("AN").shifts(MONDAY),
    day("Saint George's Day", fixed(4, 23)).only("AR").shifts(MONDAY),
    day("Asturias Day", fixed(9, 8)).only("AS").shifts(MONDAY),
    day("Easter Monday", easter(1)).only("CB").in_years(&[2024, 2030]),
    day("Saint James's Day", fixed(7, 25)).only("CB").in_years(&[2024, 2030]),
    day("Cantabria Institutions Day", fixed(7, 28)).only("CB").shifts(DROP),
    day("Our Lady of Bien Aparecida", fixed(9, 15)).only("CB").shifts(DROP),
    day("Saint Anthony's Day", fixed(6, 13)).only("CE").shifts(MONDAY),
    day("Our Lady of Africa", fixed(8, 5)).only("CE"),
    day("Ceuta Day", fixed(9, 2)).only("CE").not_in(&[2025]).shifts(DROP),
    day("Eid al-Fitr", When::Stated(EID_AL_FITR, 2027)).only("CE ML"),
    day("Eid al-Adha", When::Stated(EID_AL_ADHA, 2027)).only("CE ML"),
    day("Castile and León Day", fixed(4, 23)).only("CL").shifts(MONDAY),
    day("Easter Monday", easter(1)).only("CM").in_years(&[2026]),
    day("Corpus Christi", easter(60)).only("CM"),
    day("Castilla-La Mancha Day", fixed(5, 31)).only("CM").shifts(DROP),
    day("Day of the Canary Islands", fixed(5, 30)).only("CN").shifts(MONDAY),
    day("Whit Monday", easter(50)).only("CT").in_years(&[2033]),
    day("Saint John's Day", fixed(6, 24)).only("CT").shifts(DROP),
    day("National Day of Catalonia", fixed(9, 11)).only("CT").shifts(DROP),
    day("Saint Stephen's Day", fixed(12, 26)).only("CT").shifts(DROP),
    day("Shrove Tuesday", easter(-47)).only("EX").in_years(&[2024]),
    day("Extremadura Day", fixed(9, 8)).only("EX").shifts(MONDAY_LATER),
    day("Saint Joseph's Day", fixed(3, 19)).only("GA NC").in_years(&[2026]),
    day("Galician Literature Day", fixed(5, 17)).only("GA").shifts(DROP),
    day("Saint John's Day", fixed(6, 24)).only("GA").in_years(&[2026]),
    day("Galician National Day", fixed(7, 25)).only("GA").shifts(DROP),
    day("Day of the Balearic Islands", fixed(3, 1)).only("IB").shifts(MONDAY),
    day("Easter Monday", easter(1)).only("IB").not_in(&[2025]),
    day("Saint Stephen's Day", fixed(12, 26)).only("IB").in_years(&[2025, 2026]),
    day("Saint Joseph's Day", fixed(3, 19)).only("MC VC").shifts(DROP),
    day("Murcia Day", fixed(6, 9)).only("MC").shifts(MONDAY_LATER),
    day("Saint Joseph's Day", fixed(3, 19)).only("MD").in_years(&[2027, 2032, 2034]).shifts(MONDAY),
    day("Madrid Day", fixed(5, 2)).only("MD").shifts(MONDAY),
    day("Saint James's Day", fixed(7, 25)).only("MD").in_years(&[2024, 2025, 2033]),
    day("Our Lady of Victory", fixed(9, 8)).only("ML").shifts(MONDAY_LATER),
    day("Melilla Day", fixed(9, 17)).only("ML").shifts(MONDAY),
    day("Saint James's Day", fixed(7, 25)).only("NC").in_years(&[2024, 2025]),
    day("Saint Francis Xavier's Day", fixed(12, 3)).only("NC").shifts(MONDAY),
    day("Saint Joseph's Day", fixed(3, 19)).only("PV").in_years(&[2026, 2027, 2030, 2032]),
    day("Saint James's Day", fixed(7, 25)).only("PV").shifts(DROP),
    day("La Rioja Day", fixed(6, 9)).only("RI").shifts(MONDAY),
    day("Maundy Thursday", easter(-3)).only("VC").in_years(&[2033]),
    day("Saint John's Day", fixed(6, 24)).only("VC"),
    day("Valencian Community Day", fixed(10, 9)).only("VC").shifts(DROP),
];

const EID_AL_FITR: &[(i16, i8, i8)] = &[
    (2024, 4, 10),
    (2025, 3, 31),
    (2026, 3, 20),
    (2027, 3, 9),
    (2028, 2, 26),
    (2029, 2, 14),
    (2030, 2, 4),
    (2031, 1, 24),
    (2032, 1, 14),
    (2033, 1, 2),
    (2033, 12, 23),
    (2034, 12, 12),
    (2035, 12, 1),
];

const EID_AL_ADHA: &[(i16, i8, i8)] = &[
    (2024, 6, 17),
    (2025, 6, 6),
    (2026, 5, 27),
    (2027, 5, 16),
    (2028, 5, 5),
    (2029, 4, 24),
    (2030, 4, 13),
    (2031, 4, 2),
    (2032, 3, 22),
    (2033, 3, 11),
    (2034, 3, 1),
    (2035, 2, 18),
];
