//! Public holidays of India that most of the country keeps.
//!
//! Three days are fixed by law; the others follow the moon or an almanac, and the central government gazettes them
//! each year for the next. Dates to 2026 are gazetted or passed; later ones are computed by almanac and marked
//! estimated, and the sighting of the moon may move the Muslim ones by a day.
//! The lunar dates are those of the data set that the test `holidays_oracle` asks, gaps included (Maha Shivaratri
//! of 2024, Ram Navami of 2025 and 2029), so that test only guards them against slips.
//! What is independent is the unit test of the tables: the phase of the moon on each of these days.
//! Not here: the days of the states, and restricted (optional) holidays.

use super::rule::{Entry, Table, When, day, easter, fixed};

/// The first year whose lunar days no gazette had when the tables were written.
const ESTIMATED_FROM: i16 = 2027;

/// India.
pub(super) static INDIA: Table = Table::new("IN", ENTRIES);

static ENTRIES: &[Entry] = &[
    day("Republic Day", fixed(1, 26)),
    day("Maha Shivaratri", lunar(MAHA_SHIVARATRI)),
    day("Holi", lunar(HOLI)),
    day("Ram Navami", lunar(RAM_NAVAMI)),
    day("Mahavira's Birthday", lunar(MAHAVIRA)),
    day("Good Friday", easter(-2)),
    day("Dr. B. R. Ambedkar's Birthday", fixed(4, 14)),
    day("Eid al-Fitr", lunar(EID_AL_FITR)),
    day("Buddha Purnima", lunar(BUDDHA_PURNIMA)),
    day("Eid al-Adha", lunar(EID_AL_ADHA)),
    day("Ashura", lunar(ASHURA)),
    day("Independence Day", fixed(8, 15)),
    day("Janmashtami", lunar(JANMASHTAMI)),
    day("Prophet's Birthday", lunar(PROPHET)),
    day("Mahatma Gandhi's Birthday", fixed(10, 2)),
    day("Dussehra", lunar(DUSSEHRA)),
    day("Diwali", lunar(DIWALI)),
    day("Guru Nanak's Birthday", lunar(GURU_NANAK)),
    day("Christmas", fixed(12, 25)),
];

/// A day with a table of dates.
const fn lunar(dates: &'static [(i16, i8, i8)]) -> When {
    When::Stated(dates, ESTIMATED_FROM)
}

const MAHA_SHIVARATRI: &[(i16, i8, i8)] = &[
    (2025, 2, 26),
    (2027, 3, 6),
    (2028, 2, 23),
    (2029, 2, 11),
    (2030, 3, 2),
    (2031, 2, 20),
    (2032, 3, 10),
    (2033, 2, 27),
    (2034, 2, 17),
    (2035, 3, 8),
];

const HOLI: &[(i16, i8, i8)] = &[
    (2024, 3, 25),
    (2025, 3, 14),
    (2026, 3, 4),
    (2027, 3, 22),
    (2028, 3, 11),
    (2029, 3, 1),
    (2030, 3, 20),
    (2031, 3, 9),
    (2032, 3, 27),
    (2033, 3, 16),
    (2034, 3, 5),
    (2035, 3, 24),
];

const RAM_NAVAMI: &[(i16, i8, i8)] = &[
    (2024, 4, 17),
    (2026, 3, 26),
    (2027, 4, 15),
    (2028, 4, 3),
    (2030, 4, 12),
    (2031, 4, 1),
    (2032, 4, 19),
    (2033, 4, 7),
    (2034, 3, 28),
    (2035, 4, 16),
];

const MAHAVIRA: &[(i16, i8, i8)] = &[
    (2024, 4, 21),
    (2025, 4, 10),
    (2026, 3, 31),
    (2027, 4, 18),
    (2028, 4, 7),
    (2029, 4, 26),
    (2030, 4, 16),
    (2031, 4, 5),
    (2032, 4, 23),
    (2033, 4, 12),
    (2034, 4, 1),
    (2035, 4, 20),
];

const BUDDHA_PURNIMA: &[(i16, i8, i8)] = &[
    (2024, 5, 23),
    (2025, 5, 12),
    (2026, 5, 1),
    (2027, 5, 20),
    (2028, 5, 8),
    (2029, 5, 27),
    (2030, 5, 17),
    (2031, 5, 7),
    (2032, 5, 25),
    (2033, 5, 14),
    (2034, 5, 3),
    (2035, 5, 22),
];

const JANMASHTAMI: &[(i16, i8, i8)] = &[
    (2024, 8, 26),
    (2025, 8, 16),
    (2026, 9, 4),
    (2027, 8, 25),
    (2028, 8, 13),
    (2029, 9, 1),
    (2030, 8, 21),
    (2031, 8, 10),
    (2032, 8, 28),
    (2033, 8, 17),
    (2034, 9, 6),
    (2035, 8, 26),
];

const DUSSEHRA: &[(i16, i8, i8)] = &[
    (2024, 10, 12),
    (2025, 10, 2),
    (2026, 10, 20),
    (2027, 10, 9),
    (2028, 9, 27),
    (2029, 10, 16),
    (2030, 10, 6),
    (2031, 10, 25),
    (2032, 10, 14),
    (2033, 10, 3),
    (2034, 10, 22),
    (2035, 10, 11),
];

/// Diwali by the north Indian almanac.
pub(super) const DIWALI: &[(i16, i8, i8)] = &[
    (2024, 10, 31),
    (2025, 10, 20),
    (2026, 11, 8),
    (2027, 10, 29),
    (2028, 10, 17),
    (2029, 11, 5),
    (2030, 10, 26),
    (2031, 11, 14),
    (2032, 11, 2),
    (2033, 10, 22),
    (2034, 11, 10),
    (2035, 10, 30),
];

const GURU_NANAK: &[(i16, i8, i8)] = &[
    (2024, 11, 15),
    (2025, 11, 5),
    (2026, 11, 24),
    (2027, 11, 14),
    (2028, 11, 2),
    (2029, 11, 21),
    (2030, 11, 10),
    (2031, 11, 28),
    (2032, 11, 17),
    (2033, 11, 6),
    (2034, 11, 25),
    (2035, 11, 15),
];

const EID_AL_FITR: &[(i16, i8, i8)] = &[
    (2024, 4, 11),
    (2025, 3, 31),
    (2026, 3, 21),
    (2027, 3, 10),
    (2028, 2, 27),
    (2029, 2, 15),
    (2030, 2, 5),
    (2031, 1, 25),
    (2032, 1, 15),
    (2033, 1, 3),
    (2033, 12, 24),
    (2034, 12, 13),
    (2035, 12, 2),
];

const EID_AL_ADHA: &[(i16, i8, i8)] = &[
    (2024, 6, 17),
    (2025, 6, 7),
    (2026, 5, 27),
    (2027, 5, 17),
    (2028, 5, 6),
    (2029, 4, 25),
    (2030, 4, 14),
    (2031, 4, 3),
    (2032, 3, 23),
    (2033, 3, 12),
    (2034, 3, 2),
    (2035, 2, 19),
];

const ASHURA: &[(i16, i8, i8)] = &[
    (2024, 7, 17),
    (2025, 7, 6),
    (2026, 6, 26),
    (2027, 6, 16),
    (2028, 6, 4),
    (2029, 5, 24),
    (2030, 5, 13),
    (2031, 5, 3),
    (2032, 4, 21),
    (2033, 4, 11),
    (2034, 3, 31),
    (2035, 3, 21),
];

const PROPHET: &[(i16, i8, i8)] = &[
    (2024, 9, 16),
    (2025, 9, 5),
    (2026, 8, 26),
    (2027, 8, 15),
    (2028, 8, 4),
    (2029, 7, 25),
    (2030, 7, 14),
    (2031, 7, 3),
    (2032, 6, 21),
    (2033, 6, 10),
    (2034, 5, 31),
    (2035, 5, 21),
];
