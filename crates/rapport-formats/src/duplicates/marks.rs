//! Records in numbers: what blocking sorts by, and a first look at a pair that costs next to nothing.
//!
//! Equal values have equal numbers, and each knows by how many bits it narrows the list down
//! (log₂ of how few records have it). Two records of one person agree in many bits however many
//! slips they have; strangers who share a town and a given name do not. Pairs that agree in fewer
//! bits than the size of the list asks for are not worth a comparison.
//!
//! Not here: which pairs are looked at ([`super::blocking`]), and the comparison
//! ([`super::compare`]).

use std::collections::HashMap;

use super::record::{self, Book, Prepared, hash_of};

/// The value is missing.
pub(super) const NONE: u32 = 0;

/// Parts of a bit that are counted.
const PARTS: f64 = 4.0;

/// No single value says more, in bits: rare values are often rare slips.
const MOST_BITS: f64 = 16.0;

/// How many bits a list of so many records asks for. Twice as many records make four times as many
/// pairs that agree by chance, and so it is two bits more; but never more than what the chance of
/// any two records to be one asks for, so that no true pair of few fields is lost in small lists.
fn bits_asked(records: usize) -> f64 {
    let size = (records.max(1) as f64).log2();
    (2.0 * size - 19.5).min(size + 2.0).max(0.0)
}

/// A birthday of which two parts agree, in parts of a bit: 1 in 28 and 1 in 12 at the least, less
/// what a slip costs.
const TWO_PARTS_OF_BIRTHDAY: u32 = 24;

/// Numbers of the values of one record; [`NONE`] where one is missing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks {
    pub given_sound: u32,
    pub family_sound: u32,
    pub street_name: u32,
    pub house_number: u32,
    pub address_2: u32,
    pub city: u32,
    pub postcode: u32,
    /// Year of birth.
    pub year: u32,
    /// Month and day of birth, the smaller in front, so that swapped ones are equal.
    pub day: u32,
    first: u32,
    family: u32,
    birthday: u32,
    organisation: u32,
    month: u8,
    /// Parts of a bit of each value, in the order of `BITS`.
    bits: [u8; BITS],
}

const BITS: usize = 12;
const FIRST: usize = 0;
const FAMILY: usize = 1;
const BIRTHDAY: usize = 2;
const ADDRESS_2: usize = 3;
const CITY: usize = 4;
const POSTCODE: usize = 5;
const ORGANISATION: usize = 6;
const GIVEN_SOUND: usize = 7;
const FAMILY_SOUND: usize = 8;
const STREET_NAME: usize = 9;
const HOUSE_NUMBER: usize = 10;

impl Marks {
    /// In how many parts of a bit two records agree.
    pub fn agreement(&self, other: &Self) -> u32 {
        let same = |a: u32, b: u32, place: usize| {
            if a != NONE && a == b { u32::from(self.bits[place]) } else { 0 }
        };
        // A name that only sounds alike says as much as its sound.
        let given = same(self.first, other.first, FIRST).max(same(
            self.given_sound,
            other.given_sound,
            GIVEN_SOUND,
        ));
        let family = same(self.family, other.family, FAMILY).max(same(
            self.family_sound,
            other.family_sound,
            FAMILY_SOUND,
        ));
        let crossed = same(self.given_sound, other.family_sound, GIVEN_SOUND)
            + same(self.family_sound, other.given_sound, FAMILY_SOUND);
        // The town follows from the postcode.
        let place =
            same(self.city, other.city, CITY).max(same(self.postcode, other.postcode, POSTCODE));
        (given + family).max(crossed)
            + self.birthdays(other)
            + same(self.street_name, other.street_name, STREET_NAME)
            + same(self.house_number, other.house_number, HOUSE_NUMBER)
            + same(self.address_2, other.address_2, ADDRESS_2)
            + place
            + same(self.organisation, other.organisation, ORGANISATION)
    }

    fn birthdays(&self, other: &Self) -> u32 {
        if self.birthday == NONE || other.birthday == NONE {
            return 0;
        }
        if self.birthday == other.birthday {
            return u32::from(self.bits[BIRTHDAY]);
        }
        let of = |marks: &Self| {
            let (less, more) = (marks.day >> 8, marks.day & 0xff);
            let month = u32::from(marks.month);
            (month, less + more - month)
        };
        let ((month, day), (other_month, other_day)) = (of(self), of(other));
        let parts = [self.year == other.year, month == other_month, day == other_day];
        let same_day = self.year == other.year && self.day == other.day;
        if same_day || parts.iter().filter(|same| **same).count() == 2 {
            TWO_PARTS_OF_BIRTHDAY
        } else {
            0
        }
    }
}

/// All records in numbers.
pub(super) struct MarkedBook {
    pub marks: Vec<Marks>,
    /// Where each record stands when the list is sorted by name, and by given name and place.
    pub by_name: Vec<u32>,
    pub by_place: Vec<u32>,
    least: u32,
}

impl MarkedBook {
    pub fn new(book: &Book) -> Self {
        let mut sounds = Numbers::default();
        let mut streets = Numbers::default();
        let mut houses = Numbers::default();
        let mut marks: Vec<Marks> = book
            .prepared
            .iter()
            .map(|record| Marks {
                given_sound: sounds.of(&record.given_sound),
                family_sound: sounds.of(&record.family_sound),
                street_name: streets.of(&record.street_name),
                house_number: houses.of(&record.house_number),
                address_2: record.values[record::ADDRESS_2],
                city: record.values[record::CITY],
                postcode: record.values[record::POSTCODE],
                first: record.values[record::GIVEN],
                family: record.values[record::FAMILY],
                birthday: record.values[record::BIRTHDAY],
                organisation: record.values[record::ORGANISATION],
                ..birth(&record.birthday)
            })
            .collect();
        let records = book.prepared.len() as f64;
        let bits = |count: u32| {
            let bits = (records / f64::from(count.max(1))).log2().clamp(0.0, MOST_BITS);
            (bits * PARTS) as u8
        };
        for (marks, record) in marks.iter_mut().zip(&book.prepared) {
            let counted = |field: usize| bits(book.count(field, record.values[field]).0);
            let mut own = [0; BITS];
            own[FIRST] = counted(record::GIVEN);
            own[FAMILY] = counted(record::FAMILY);
            own[BIRTHDAY] = counted(record::BIRTHDAY);
            own[ADDRESS_2] = counted(record::ADDRESS_2);
            own[CITY] = counted(record::CITY);
            own[POSTCODE] = counted(record::POSTCODE);
            own[ORGANISATION] = counted(record::ORGANISATION);
            own[GIVEN_SOUND] = bits(sounds.count(marks.given_sound));
            own[FAMILY_SOUND] = bits(sounds.count(marks.family_sound));
            own[STREET_NAME] = bits(streets.count(marks.street_name));
            own[HOUSE_NUMBER] = bits(houses.count(marks.house_number));
            marks.bits = own;
        }
        let least = bits_asked(book.prepared.len()) * PARTS;
        Self {
            by_name: ranks(book, |record| {
                [&record.family, &record.first, &record.birthday, &record.street]
            }),
            by_place: ranks(book, |record| {
                [&record.first, &record.birthday, &record.postcode, &record.street_name]
            }),
            marks,
            least: least as u32,
        }
    }

    /// Is the pair worth a comparison? A key that it shares and that has no number here adds its
    /// own parts of a bit.
    pub fn is_worth_it(&self, a: &Marks, b: &Marks, key: u32) -> bool {
        key >= self.least || a.agreement(b) + key >= self.least
    }

    /// What sharing a key says that so many records have, in parts of a bit.
    pub fn bits_of_block(&self, records: usize) -> u32 {
        let bits = (self.marks.len() as f64 / records.max(1) as f64).log2();
        (bits.max(0.0) * PARTS) as u32
    }
}

/// Year, month and day in numbers.
fn birth(birthday: &str) -> Marks {
    let number = |text: Option<&str>| text.and_then(|text| text.parse::<u32>().ok()).unwrap_or(0);
    if birthday.len() != 8 {
        return Marks::default();
    }
    let year = number(birthday.get(..4));
    let (month, day) = (number(birthday.get(4..6)), number(birthday.get(6..)));
    Marks {
        year,
        day: month.min(day) << 8 | month.max(day),
        month: u8::try_from(month).unwrap_or(0),
        ..Marks::default()
    }
}

/// Where each record stands when the list is sorted by the beginnings of four fields.
fn ranks(book: &Book, of: impl Fn(&Prepared) -> [&Box<str>; 4]) -> Vec<u32> {
    let mut sorted: Vec<([u64; 4], u32)> = (0_u32..)
        .zip(&book.prepared)
        .map(|(number, record)| (of(record).map(|text| beginning(text)), number))
        .collect();
    sorted.sort_unstable();
    let mut ranks = vec![0; sorted.len()];
    for (rank, (_, number)) in (0_u32..).zip(sorted) {
        ranks[number as usize] = rank;
    }
    ranks
}

/// The first eight bytes, in the order of the text.
fn beginning(text: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = text.len().min(8);
    bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

/// Gives equal texts equal numbers from 1, and counts them. Texts are told apart by 64 bits of
/// their hash: a clash among millions is rarer than a fault of the memory.
#[derive(Default)]
pub(super) struct Numbers {
    numbers: HashMap<u64, u32>,
    counts: Vec<u32>,
}

impl Numbers {
    /// The number of a text, [`NONE`] for an empty one.
    pub fn of(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return NONE;
        }
        let next = u32::try_from(self.counts.len() + 1).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(hash_of(text)).or_insert(next);
        if number == next {
            self.counts.push(0);
        }
        if let Some(count) = self.counts.get_mut(number as usize - 1) {
            *count += 1;
        }
        number
    }

    /// How often the text of a number was met.
    pub fn count(&self, number: u32) -> u32 {
        (number as usize).checked_sub(1).and_then(|at| self.counts.get(at)).copied().unwrap_or(0)
    }

    /// The counts alone, when all texts are known.
    pub fn into_counts(self) -> Counts {
        Counts(self.counts)
    }
}

/// How often each text was met, by its number.
#[derive(Debug, Default)]
pub(super) struct Counts(Vec<u32>);

impl Counts {
    /// As [`Numbers::count`].
    pub fn count(&self, number: u32) -> u32 {
        (number as usize).checked_sub(1).and_then(|at| self.0.get(at)).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::Record;
    use super::*;

    fn book(rows: &[[&str; 5]]) -> Book {
        let records: Vec<Record> = rows
            .iter()
            .map(|[given, family, birthday, street, city]| Record {
                given: (*given).to_owned(),
                family: (*family).to_owned(),
                birthday: (*birthday).to_owned(),
                street: (*street).to_owned(),
                city: (*city).to_owned(),
                ..Record::default()
            })
            .collect();
        Book::new(&records)
    }

    #[test]
    fn agreement_grows_with_what_is_shared() {
        let mut rows = vec![
            ["Dana", "Reyes", "1980-03-22", "7 Elm Street", "Springfield"],
            ["Dana", "Reyes", "1980-22-03", "7 Elm St", "Springfield"],
            ["Reyes", "Dana", "1980-03-22", "", ""],
            ["Marlon", "Quick", "1971-10-02", "90 Oak Road", "Springfield"],
            ["", "", "", "", ""],
        ];
        rows.resize(64, ["Wenwen", "Liang", "1955-05-05", "1 Ash Lane", "Shelbyville"]);
        let marked = MarkedBook::new(&book(&rows));
        let of = |a: usize, b: usize| marked.marks[a].agreement(&marked.marks[b]);
        assert!(of(0, 1) > of(0, 3) && of(0, 3) > 0, "{} {}", of(0, 1), of(0, 3));
        assert!(of(0, 2) > 8 * 4, "names that changed places agree: {}", of(0, 2));
        assert_eq!(of(0, 1), of(1, 0));
        assert_eq!((of(4, 4), of(0, 4)), (0, 0), "what is missing agrees with nothing");
        assert!(of(0, 0) > of(10, 11), "what is common says less");
    }

    #[test]
    fn larger_lists_ask_for_more() {
        assert!(bits_asked(500) < f64::EPSILON && bits_asked(0) < f64::EPSILON);
        assert!(bits_asked(100_000) < 15.0 && bits_asked(1_000_000) > 20.0);
        assert!(bits_asked(100_000_000) < 29.0, "no more than a true pair has");
    }

    #[test]
    fn swapped_days_and_slips_agree_in_part() {
        let of = |a: &str, b: &str| {
            let marked = MarkedBook::new(&book(&[["", "", a, "", ""], ["", "", b, "", ""]]));
            marked.marks[0].birthdays(&marked.marks[1])
        };
        assert_eq!(of("1980-03-22", "1980-22-03"), TWO_PARTS_OF_BIRTHDAY);
        assert_eq!(of("1980-03-22", "1980-03-23"), TWO_PARTS_OF_BIRTHDAY);
        assert_eq!(of("1980-03-22", "1981-04-22"), 0);
        assert_eq!(of("1980-03-22", ""), 0);
    }
}
