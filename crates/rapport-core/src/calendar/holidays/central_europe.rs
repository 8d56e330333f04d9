//! Public holidays of Germany, Austria and Switzerland.
//!
//! Sources of the rules: the holiday acts of the German states, the Austrian Arbeitsruhegesetz, the holiday
//! acts of the Swiss cantons (for the whole of a canton or most of it).
//! Not here: communes with days of their own.

use jiff::civil::Date;
use jiff::civil::Weekday::{Monday, Sunday, Thursday, Wednesday};

use super::evaluate::{easter_sunday, plus};
use super::rule::Kind::AlsoMonday;
use super::rule::{Entry, Table, When, day, easter, fixed, shift};

/// Germany.
pub(super) static GERMANY: Table =
    Table::new("DE", GERMAN).places("BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH");

static GERMAN: &[Entry] = &[
    day("New Year's Day", fixed(1, 1)),
    day("Epiphany", fixed(1, 6)).only("BW BY ST"),
    day("International Women's Day", fixed(3, 8)).only("BE MV"),
    day("Good Friday", easter(-2)),
    day("Easter Sunday", easter(0)).only("BB"),
    day("Easter Monday", easter(1)),
    day("Labour Day", fixed(5, 1)),
    day("Eightieth Anniversary of Liberation", When::Stated(&[(2025, 5, 8)], i16::MAX)).only("BE"),
    day("Ascension Day", easter(39)),
    day("Whit Sunday", easter(49)).only("BB"),
    day("Whit Monday", easter(50)),
    day("Corpus Christi", easter(60)).only("BW BY HE NW RP SL"),
    day(
        "Seventy-fifth Anniversary of the Uprising of 1953",
        When::Stated(&[(2028, 6, 17)], i16::MAX),
    )
    .only("BE"),
    day("Assumption Day", fixed(8, 15)).only("SL"),
    day("World Children's Day", fixed(9, 20)).only("TH"),
    day("German Unity Day", fixed(10, 3)),
    day("Reformation Day", fixed(10, 31)).only("BB HB HH MV NI SH SN ST TH"),
    day("All Saints' Day", fixed(11, 1)).only("BW BY NW RP SL"),
    day("Repentance and Prayer Day", When::OnOrBefore(11, 22, Wednesday)).only("SN"),
    day("Christmas Day", fixed(12, 25)),
    day("Second Day of Christmas", fixed(12, 26)),
];

/// Austria.
pub(super) static AUSTRIA: Table = Table::new(
    "AT",
    &[
        day("New Year's Day", fixed(1, 1)),
        day("Epiphany", fixed(1, 6)),
        day("Easter Monday", easter(1)),
        day("Labour Day", fixed(5, 1)),
        day("Ascension Day", easter(39)),
        day("Whit Monday", easter(50)),
        day("Corpus Christi", easter(60)),
        day("Assumption Day", fixed(8, 15)),
        day("National Day", fixed(10, 26)),
        day("All Saints' Day", fixed(11, 1)),
        day("Immaculate Conception", fixed(12, 8)),
        day("Christmas Day", fixed(12, 25)),
        day("Saint Stephen's Day", fixed(12, 26)),
    ],
);

/// Switzerland. Only four days are kept by every canton.
pub(super) static SWITZERLAND: Table = Table::new("CH", SWISS)
    .places("AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH");

static SWISS: &[Entry] = &[
    // Neuchâtel has the day after when New Year or Christmas is a Sunday.
    day("New Year's Day", fixed(1, 1)).shifts(&[shift(AlsoMonday).only("NE")]),
    day("Saint Berchtold's Day", fixed(1, 2)).only("AG BE JU LU TG VD"),
    day("Epiphany", fixed(1, 6)).only("SZ TI UR"),
    day("Republic Day", fixed(3, 1)).only("NE"),
    day("Saint Joseph's Day", fixed(3, 19)).only("NW SZ TI UR VS"),
    day("Good Friday", easter(-2))
        .only("AG AI AR BE BL BS FR GE GL JU LU NE NW OW SG SH SO SZ TG UR VD ZG ZH"),
    day("Easter Monday", easter(1))
        .only("AG AI AR BE BL BS GE GL GR JU LU SG SH SZ TG TI UR VD ZH"),
    day("Battle of Näfels Day", When::Computed(naefels)).only("GL"),
    day("Labour Day", fixed(5, 1)).only("AG BL BS JU NE SH TG TI ZH"),
    day("Ascension Day", easter(39)),
    day("Whit Monday", easter(50)).only("AG AI AR BE BL BS GE GL GR JU LU SG SH SZ TG TI UR VD ZH"),
    day("Corpus Christi", easter(60)).only("AG AI JU LU NE NW OW SZ TI UR VS ZG"),
    day("Independence Day", fixed(6, 23)).only("JU"),
    day("Saints Peter and Paul", fixed(6, 29)).only("TI"),
    day("National Day", fixed(8, 1)),
    day("Assumption Day", fixed(8, 15)).only("AG AI JU LU NW OW SZ TI UR VS ZG"),
    day("Genevan Fast", When::Nth(9, 1, Sunday, 4)).only("GE"),
    day("Prayer Monday", When::Nth(9, 3, Sunday, 1)).only("VD"),
    day("Saint Nicholas of Flüe", fixed(9, 25)).only("OW"),
    day("All Saints' Day", fixed(11, 1)).only("AG AI GL JU LU NW OW SG SZ TI UR VS ZG"),
    day("Immaculate Conception", fixed(12, 8)).only("AG AI LU NW OW SZ TI UR VS ZG"),
    day("Christmas Day", fixed(12, 25)).shifts(&[shift(AlsoMonday).only("NE")]),
    day("Saint Stephen's Day", fixed(12, 26)).only("AG BE BL BS GL GR LU SG SH SZ TG TI ZH"),
    day("Saint Stephen's Day", When::Computed(saint_stephen_without_long_rest)).only("AI AR UR"),
    day("Restoration Day", fixed(12, 31)).only("GE"),
];

/// The first Thursday of April, a week later when that is in Holy Week.
fn naefels(year: i16) -> Option<Date> {
    let thursday = Date::new(year, 4, 1).ok()?.nth_weekday_of_month(1, Thursday).ok()?;
    if plus(thursday, 3) == easter_sunday(year) { plus(thursday, 7) } else { Some(thursday) }
}

/// 26 December, unless four days of rest would follow each other: not after a Christmas on Monday or Friday.
fn saint_stephen_without_long_rest(year: i16) -> Option<Date> {
    let date = Date::new(year, 12, 26).ok()?;
    let christmas = date.weekday().wrapping_sub(1);
    (christmas != Monday && christmas != jiff::civil::Weekday::Friday).then_some(date)
}
