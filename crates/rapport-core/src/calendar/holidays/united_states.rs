//! Public holidays of the United States: the federal days, and what the states and territories add or leave out.
//!
//! Sources of the rules: 5 U.S.C. 6103 for the federal days, the codes of the states for the others.
//! Not here: days on which only banks or schools close.

use jiff::civil::Weekday::{Friday, Monday, Sunday, Thursday, Tuesday};
use jiff::civil::{Date, Weekday};

use super::rule::Kind::{
    AlsoFreeBeforeIfTaken, AlsoFriday, AlsoMonday, AlsoNearest, AlsoNextFreeIfTaken,
};
use super::rule::{Shift, Table, When, day, easter, fixed, nth, shift};

/// A Saturday is observed on the Friday, a Sunday on the Monday. Massachusetts makes good only Sundays.
const FEDERAL: &[Shift] = &[shift(AlsoMonday).only("MA"), shift(AlsoNearest)];
const NEAREST: &[Shift] = &[shift(AlsoNearest)];
const MONDAY: &[Shift] = &[shift(AlsoMonday)];

/// The Friday after the fourth Thursday of November.
const DAY_AFTER_THANKSGIVING: When = When::Nth(11, 4, Thursday, 1);
/// The Tuesday after the first Monday of November.
const ELECTION: When = When::Nth(11, 1, Monday, 1);

/// The United States.
pub(super) static UNITED_STATES: Table = Table::new("US", ENTRIES).places(
    "AK AL AR AS AZ CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MP MS MT NC ND NE NH NJ \
     NM NV NY OH OK OR PA PR RI SC SD TN TX UM UT VA VI VT WA WI WV WY",
);

static ENTRIES: &[super::rule::Entry] = &[
    // Federal.
    day("New Year's Day", fixed(1, 1)).shifts(FEDERAL),
    day("Martin Luther King Jr. Day", nth(1, 3, Monday)),
    day("Washington's Birthday", nth(2, 3, Monday)).except("DE FL GA IN NM"),
    day("Memorial Day", nth(5, -1, Monday)),
    day("Juneteenth", fixed(6, 19)).shifts(FEDERAL),
    day("Independence Day", fixed(7, 4)).shifts(FEDERAL),
    day("Labor Day", nth(9, 1, Monday)),
    day("Columbus Day", nth(10, 2, Monday)).except(
        "AR CA CO DE FL GU HI IA KS KY LA MI MN MS NC ND NH NV OK OR SC TN TX UM VT WA WI WY",
    ),
    day("Veterans Day", fixed(11, 11))
        .shifts(&[shift(AlsoMonday).only("MA PR"), shift(AlsoNearest)]),
    day("Thanksgiving Day", nth(11, 4, Thursday)),
    day("Christmas Day", fixed(12, 25)).shifts(FEDERAL),
    day("Inauguration Day", fixed(1, 20)).only("DC MD VA").every(2025, 4).shifts(MONDAY),
    // Shared by several states.
    day("Good Friday", easter(-2)).only("CT DE GU IN KY LA MP NC NJ PR TN TX VI"),
    day("Election Day", ELECTION).only("DE HI IL LA MI MP MT NH NJ WV").every(2024, 2),
    day("Election Day", ELECTION).only("IN NY"),
    day("Lincoln's Birthday", fixed(2, 12)).only("CT IA IL NJ NY").shifts(NEAREST),
    day("Susan B. Anthony Day", fixed(2, 15)).only("CA FL NY WI"),
    day("Cesar Chavez Day", fixed(3, 31)).only("CA CO TX").shifts(&[shift(AlsoMonday).only("CA")]),
    day("Patriots' Day", nth(4, 3, Monday)).only("MA ME"),
    day("Confederate Memorial Day", nth(4, 4, Monday)).only("AL SC"),
    day("Confederate Memorial Day", nth(4, -1, Monday)).only("MS"),
    day("Day After Thanksgiving", DAY_AFTER_THANKSGIVING).only("CA DE FL MI NC NH OK PA TX WV"),
    day("Christmas Eve", fixed(12, 24))
        .only("KS MI NC TX WI")
        .shifts(&[shift(AlsoFreeBeforeIfTaken)]),
    day("New Year's Eve", fixed(12, 31)).only("KY MI WI").shifts(&[shift(AlsoFriday)]),
    day("Day After Christmas", fixed(12, 26))
        .only("NC TX VI")
        .shifts(&[shift(AlsoNextFreeIfTaken).only("NC")]),
    // One state or territory each.
    day("Seward's Day", nth(3, -1, Monday)).only("AK"),
    day("Alaska Day", fixed(10, 18)).only("AK").shifts(NEAREST),
    day("Jefferson Davis Birthday", nth(6, 1, Monday)).only("AL"),
    day("American Samoa Flag Day", fixed(4, 17)).only("AS").shifts(NEAREST),
    day("Manu'a Islands Cession Day", fixed(7, 16)).only("AS").shifts(NEAREST),
    day("White Sunday", nth(10, 2, Sunday)).only("AS"),
    // California took Diwali in by law from 2026; the dates are those of the Indian almanac.
    day("Diwali", When::Stated(super::india::DIWALI, 2027)).only("CA").from(2026),
    day("Frances Xavier Cabrini Day", nth(10, 1, Monday)).only("CO"),
    day("Emancipation Day", fixed(4, 16)).only("DC").shifts(NEAREST),
    day("State Holiday", easter(-2)).only("GA"),
    day("State Holiday", DAY_AFTER_THANKSGIVING).only("GA"),
    day("Washington's Birthday", When::Computed(beside_christmas)).only("GA IN"),
    day("Guam Discovery Day", nth(3, 1, Monday)).only("GU"),
    day("Liberation Day", fixed(7, 21)).only("GU"),
    day("All Souls' Day", fixed(11, 2)).only("GU"),
    day("Our Lady of Camarin Day", fixed(12, 8)).only("GU"),
    day("Prince Jonah Kuhio Kalanianaole Day", fixed(3, 26)).only("HI").shifts(NEAREST),
    day("King Kamehameha Day", fixed(6, 11)).only("HI").shifts(NEAREST),
    day("Statehood Day", nth(8, 3, Friday)).only("HI"),
    day("Casimir Pulaski Day", nth(3, 1, Monday)).only("IL"),
    day("Primary Election Day", When::Nth(5, 1, Monday, 1)).only("IN"),
    day("Lincoln's Birthday", DAY_AFTER_THANKSGIVING).only("IN"),
    day("Mardi Gras", easter(-47)).only("LA"),
    day("American Indian Heritage Day", DAY_AFTER_THANKSGIVING).only("MD"),
    day("Truman Day", fixed(5, 8)).only("MO").shifts(NEAREST),
    day("Commonwealth Covenant Day", fixed(3, 24)).only("MP").shifts(NEAREST),
    day("Citizenship Day", fixed(11, 4)).only("MP").shifts(NEAREST),
    day("Constitution Day", fixed(12, 8)).only("MP").shifts(NEAREST),
    day("Arbor Day", nth(4, -1, Friday)).only("NE"),
    day("Presidents' Day", DAY_AFTER_THANKSGIVING).only("NM"),
    day("Nevada Day", nth(10, -1, Friday)).only("NV"),
    day("Family Day", DAY_AFTER_THANKSGIVING).only("NV"),
    day("Epiphany", fixed(1, 6)).only("PR VI"),
    day("Emancipation Day", fixed(3, 22)).only("PR").shifts(MONDAY),
    day("Puerto Rico Constitution Day", fixed(7, 25)).only("PR").shifts(MONDAY),
    day("Puerto Rican Identity Day", fixed(11, 19)).only("PR").shifts(MONDAY),
    day("Victory Day", nth(8, 2, Monday)).only("RI"),
    day("Confederate Heroes Day", fixed(1, 19)).only("TX"),
    day("Texas Independence Day", fixed(3, 2)).only("TX"),
    day("San Jacinto Day", fixed(4, 21)).only("TX"),
    day("Lyndon Baines Johnson Day", fixed(8, 27)).only("TX"),
    day("Pioneer Day", fixed(7, 24)).only("UT").shifts(NEAREST),
    day("Holy Thursday", easter(-3)).only("VI"),
    day("Transfer Day", fixed(3, 31)).only("VI"),
    day("Easter Monday", easter(1)).only("VI"),
    day("Emancipation Day", fixed(7, 3)).only("VI"),
    day("Liberty Day", fixed(11, 1)).only("VI"),
    day("Town Meeting Day", nth(3, 1, Tuesday)).only("VT"),
    day("Bennington Battle Day", fixed(8, 16)).only("VT").shifts(NEAREST),
    day("Native American Heritage Day", DAY_AFTER_THANKSGIVING).only("WA"),
    day("West Virginia Day", fixed(6, 20)).only("WV").shifts(NEAREST),
];

/// Georgia and Indiana keep Washington's Birthday on the working day that makes the Christmas break longest.
fn beside_christmas(year: i16) -> Option<Date> {
    let christmas = Date::new(year, 12, 25).ok()?;
    let day = match christmas.weekday() {
        Weekday::Saturday | Weekday::Sunday => 23,
        Weekday::Monday | Weekday::Thursday => 26,
        Weekday::Tuesday | Weekday::Wednesday | Weekday::Friday => 24,
    };
    Date::new(year, 12, day).ok()
}
